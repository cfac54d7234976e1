//! Whether it happened, looked at a second time: a linear model of a telling's status.
//!
//! The rules judge by what governs a predicate; what is told as history, and what a wording leaves open, is often decided
//! by the whole of its surroundings. `layer/status.txt` of a knowledge folder has the weights of what speaks for each
//! status ([`traits()`]), what the rules hold among it; made by `cargo xtask train --status` from events that were read and
//! labelled one by one. The most likely status holds. Without the file the rules' does.

mod ages;
mod traits;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tacitus_record::Status;

pub use traits::traits;

use super::status::Judged;
use super::telling::{Telling, redate};
use super::{Layers, Rules, weights};
use crate::source::{Folder, KnowledgeError, Source, lines};

const FILE: &str = "layer/status.txt";

/// The feature of every telling.
const BIAS: &str = "bias";

/// The weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    weights: FxHashMap<String, [f32; 5]>,
    trained: Vec<String>,
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
        if let Some(digest) = weights::trained_on(line) {
            self.trained.push(digest);
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

    /// Whether events with this digest of their ids trained it.
    #[must_use]
    pub fn was_trained_on(&self, digest: &str) -> bool {
        self.trained.iter().any(|one| one == digest)
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

    /// Gives each telling the status that is most likely; where that is another than the rules', the reason says so.
    pub fn revise(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &mut [Telling],
        published: Option<(Date, Date)>,
    ) {
        let revised: Vec<Option<Judged>> = (0..tellings.len())
            .map(|index| self.revised(layers, rules, tellings, index, published))
            .collect();
        for (telling, revised) in tellings.iter_mut().zip(revised) {
            if let Some(judged) = revised {
                redate(layers, telling, judged, published);
            }
        }
    }

    fn revised(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &[Telling],
        index: usize,
        published: Option<(Date, Date)>,
    ) -> Option<Judged> {
        let traits = traits(layers, rules, tellings, index, published);
        let likely = self.probabilities(&traits);
        let (best, _) = likely.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        let (status, judged) = (Status::ALL[best], &tellings[index].judged);
        if status == judged.status {
            return None;
        }
        let loudest = self.loudest(&traits, status, judged.status, 3);
        let loudest: Vec<String> =
            loudest.into_iter().map(|(name, _)| format!("'{name}'")).collect();
        let reason = format!(
            "by weights, {:.2} likely, for {}; by rules {}: {}",
            likely[best],
            loudest.join(", "),
            judged.status,
            judged.reason
        );
        Some(Judged { status, reason })
    }
}

fn place(status: Status) -> usize {
    Status::ALL.iter().position(|&one| one == status).unwrap_or(0)
}
