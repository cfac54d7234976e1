//! How far to trust an event: a linear model of whether its type, actor and recipient are all right.
//!
//! `layer/trust.txt` of a knowledge folder has its weights, made by `cargo xtask train --trust` from events that were
//! read and judged one by one. The sum of the weights of what speaks for and against an event ([`traits`]) gives the
//! probability that it is right, which is its `confidence`; events below the file's bound are not written. Without the
//! file every event is.

mod sides;
mod traits;

use rustc_hash::FxHashMap;

pub use traits::traits;

use super::weights;
use crate::source::{Folder, KnowledgeError, Source, lines};

/// The weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trust {
    weights: FxHashMap<String, f32>,
    head: weights::Head,
}

/// What speaks for and against one event: features with their values, sorted by name.
pub type Traits = Vec<(String, f32)>;

const FILE: &str = "layer/trust.txt";

/// The feature of every event.
const BIAS: &str = "bias";

impl Trust {
    /// Reads the weights of a knowledge folder; `None` where it has none.
    pub fn load(folder: &Folder) -> Result<Option<Self>, KnowledgeError> {
        let Some((file, text)) = folder.file(FILE) else { return Ok(None) };
        let mut trust = Trust::default();
        for (source, line) in lines(&file, text) {
            trust.read(line, &source)?;
        }
        Ok(Some(trust))
    }

    fn read(&mut self, line: &str, source: &Source) -> Result<(), KnowledgeError> {
        if self.head.read(line, source)? {
            return Ok(());
        }
        // The first cell is what the weight speaks for, as in the weights of relations.
        let Some(("right", feature, weight)) = weights::weight(line) else {
            return Err(KnowledgeError::new(
                source,
                format!("{line:?} is no weight"),
                "the file is written by `cargo xtask train --trust`: write `right | feature | number`, or delete the file",
            ));
        };
        self.weights.insert(feature.to_owned(), weight);
        Ok(())
    }

    /// Events that are less likely right than this are left out.
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

    /// The probability that an event of which this speaks is right.
    #[must_use]
    pub fn probability(&self, traits: &Traits) -> f32 {
        let bias = self.weights.get(BIAS).copied().unwrap_or(0.0);
        let score = self.spoken(traits).map(|(_, added)| added).sum::<f32>() + bias;
        1.0 / (1.0 + (-score).exp())
    }

    /// What speaks loudest for or against an event, at most `count` of it.
    #[must_use]
    pub fn loudest(&self, traits: &Traits, count: usize) -> Vec<(String, f32)> {
        weights::loudest(self.spoken(traits), count)
    }

    fn spoken<'a>(&'a self, traits: &'a Traits) -> impl Iterator<Item = (&'a str, f32)> + 'a {
        traits.iter().filter_map(|(name, value)| {
            self.weights.get(name).map(|weight| (name.as_str(), weight * value))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trust(text: &str) -> Result<Trust, KnowledgeError> {
        let folder: Folder = [(FILE, text)].into_iter().collect();
        Ok(Trust::load(&folder)?.unwrap_or_default())
    }

    #[test]
    fn weights_add_up() {
        let trust = trust("least 0.3\nright | bias | 1.0\nright | actor none | -2.0\n").unwrap();
        let traits = |names: &[&str]| names.iter().map(|n| ((*n).to_owned(), 1.0)).collect();
        let plain = trust.probability(&traits(&[]));
        let missing = trust.probability(&traits(&["actor none", "unheard of"]));
        assert!((plain - 0.731).abs() < 0.001 && (missing - 0.269).abs() < 0.001);
        assert!(missing < trust.least() && plain > trust.least());
        let loudest = trust.loudest(&traits(&["actor none", "unheard of"]), 3);
        assert_eq!(loudest, [("actor none".to_owned(), -2.0)]);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for text in ["least 1.5", "right | bias", "ASSAULT | bias | 1", "right | bias | much"] {
            let error = trust(&format!("# weights\n{text}\n")).unwrap_err().to_string();
            assert!(error.contains("layer/trust.txt:2"), "{error}");
        }
    }
}
