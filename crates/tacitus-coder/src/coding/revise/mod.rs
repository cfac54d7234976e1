//! Whether it happened, looked at a second time: a linear model of a telling's status.
//!
//! The rules judge by what governs a predicate; what is told as history, and what a wording leaves open, is often decided
//! by the whole of its surroundings. `layer/status.txt` of a knowledge folder has the weights of what speaks for each
//! status ([`traits()`]), what the rules hold among it; made by `cargo xtask train --status` from events that were read and
//! labelled one by one. The rules' status holds unless another is far more likely; without the file it does always.
//!
//! What stays doubtful is left out: in the plain past news and old background look alike, and no word may tell them apart.

mod ages;
mod report;
mod traits;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tacitus_record::Status;

pub use report::Report;
pub use traits::traits;

use super::status::{Judged, by_form};
use super::telling::{Telling, redate};
use super::{Layers, Rules, weights};
use crate::source::{Folder, KnowledgeError, Source, lines};

const FILE: &str = "layer/status.txt";

/// The feature of every telling.
const BIAS: &str = "bias";

/// A text of fewer sentences is no whole report: there the rules' status holds, and nothing is doubted for it.
const WHOLE: usize = 8;

/// A status has to be so likely to hold against that of the rules.
const OVERTURN: f32 = 0.7;

/// And so likely against one that the form of the clause says outright: 'will they meet?'.
const OUTRIGHT: f32 = 0.8;

/// The weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    weights: FxHashMap<String, [f32; 5]>,
    head: weights::Head,
}

impl Revision {
    /// Reads the weights of a knowledge folder; `None` where it has none.
    pub fn load(folder: &Folder) -> Result<Option<Self>, KnowledgeError> {
        let Some((file, text)) = folder.file(FILE) else { return Ok(None) };
        let mut revision = Revision::default();
        for (source, line) in lines(&file, text) {
            revision.read(line, &source)?;
        }
        Ok(Some(revision))
    }

    fn read(&mut self, line: &str, source: &Source) -> Result<(), KnowledgeError> {
        if self.head.read(line, source)? {
            return Ok(());
        }
        let read = weights::weight(line).and_then(|(status, feature, weight)| {
            Some((place(status.parse().ok()?), feature, weight))
        });
        let Some((place, feature, weight)) = read else {
            return Err(KnowledgeError::new(
                source,
                format!("{line:?} is no weight"),
                "the file is written by `cargo xtask train --status`: write `status | feature | number`, or delete the file",
            ));
        };
        self.weights.entry(feature.to_owned()).or_default()[place] = weight;
        Ok(())
    }

    /// Events whose status is less likely than this are left out.
    #[must_use]
    pub fn least(&self) -> f32 {
        self.head.least
    }

    /// Sets another bound.
    pub fn set_least(&mut self, least: f32) {
        self.head.least = least;
    }

    /// Whether events with this digest of their ids trained it.
    #[must_use]
    pub fn was_trained_on(&self, digest: &str) -> bool {
        self.head.was_trained_on(digest)
    }

    /// The probability of each status, in the order of [`Status::ALL`].
    #[must_use]
    pub fn probabilities(&self, traits: &[String]) -> [f32; 5] {
        let mut scores = self.weights.get(BIAS).copied().unwrap_or_default();
        for weights in traits.iter().filter_map(|name| self.weights.get(name)) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers = scores.map(|score| (score - most).exp());
        let sum: f32 = powers.iter().sum();
        powers.map(|power| power / sum)
    }

    /// What speaks loudest for one status against another, at most `count` of it.
    #[must_use]
    pub fn loudest(
        &self,
        traits: &[String],
        held: Status,
        against: Status,
        count: usize,
    ) -> Vec<(String, f32)> {
        let spoken = traits.iter().filter_map(|name| {
            let weights = self.weights.get(name)?;
            Some((name.as_str(), weights[place(held)] - weights[place(against)]))
        });
        weights::loudest(spoken, count)
    }

    /// Gives each telling of a whole report the status that holds; where that is another than the rules', the reason says
    /// so. How old a deed is and what is left open shows in what stands around it, of which a sentence or two have nothing,
    /// and by the day of the report: all that taught the weights were long and dated, and of others the rules' status holds.
    pub fn revise(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &mut [Telling],
        published: Option<(Date, Date)>,
    ) {
        let dated = published.is_some_and(|(earliest, latest)| earliest == latest);
        if layers.text.sentences.len() < WHOLE || !dated {
            return;
        }
        let report = Report::new(layers, tellings, published);
        let revised: Vec<(f32, Option<Judged>)> = (0..tellings.len())
            .map(|index| self.revised(layers, rules, tellings, &report, index))
            .collect();
        for (telling, (likely, revised)) in tellings.iter_mut().zip(revised) {
            telling.likely = Some(likely);
            if let Some(judged) = revised {
                redate(layers, telling, judged, published);
            }
        }
    }

    /// How likely the status is that holds; and it, where it is not the rules'. What the form of the telling's own clause
    /// says outright ('may travel') gives way to nothing but strong evidence.
    fn revised(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &[Telling],
        report: &Report,
        index: usize,
    ) -> (f32, Option<Judged>) {
        let traits = traits(layers, rules, tellings, report, index);
        let likely = self.probabilities(&traits);
        let judged = &tellings[index].judged;
        let by_rules = likely[place(judged.status)];
        let surest = likely.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let (best, likely) = surest.map_or((place(judged.status), by_rules), |(at, p)| (at, *p));
        let status = Status::ALL[best];
        // 'It was announced that they *will meet*': the form of the deed, or of what stands over it.
        let coding = &tellings[index].coding;
        let form = |predicate| by_form(layers, rules.status, predicate) == Some(judged.status);
        let outright = form(coding.top) || form(coding.core);
        let overturn = if outright { OUTRIGHT } else { OVERTURN };
        if status == judged.status || likely < overturn {
            return (by_rules, None);
        }
        let loudest = self.loudest(&traits, status, judged.status, 3);
        let loudest: Vec<String> =
            loudest.into_iter().map(|(name, _)| format!("'{name}'")).collect();
        let reason = format!(
            "by weights, {likely:.2} likely, for {}; by rules {}: {}",
            loudest.join(", "),
            judged.status,
            judged.reason
        );
        (likely, Some(Judged { status, reason }))
    }
}

fn place(status: Status) -> usize {
    Status::ALL.iter().position(|&one| one == status).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(text: &str) -> Result<Revision, KnowledgeError> {
        let folder: Folder = [(FILE, text)].into_iter().collect();
        Ok(Revision::load(&folder)?.unwrap_or_default())
    }

    #[test]
    fn the_likeliest_status_is_that_for_which_most_speaks() {
        let revision = revision(
            "least 0.5\nactual | bias | 1.0\nactual | rule actual | 1.0\nhistorical | with once | 3.0\n",
        )
        .unwrap();
        let traits = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let plain = revision.probabilities(&traits(&["rule actual"]));
        let once = revision.probabilities(&traits(&["rule actual", "with once", "unheard of"]));
        assert!(
            plain[place(Status::Actual)] > 0.6 && plain[place(Status::Actual)] >= revision.least()
        );
        assert!(once[place(Status::Historical)] > 0.6);
        assert!((once.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        let names = traits(&["rule actual", "with once"]);
        let loudest = revision.loudest(&names, Status::Historical, Status::Actual, 1);
        assert_eq!(loudest, [("with once".to_owned(), 3.0)]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for text in [
            "least 2",
            "least actual much",
            "actual | bias",
            "right | bias | 1",
            "actual | bias | much",
        ] {
            let error = revision(&format!("# weights\n{text}\n")).unwrap_err().to_string();
            assert!(error.contains("layer/status.txt:2"), "{error}");
        }
    }
}
