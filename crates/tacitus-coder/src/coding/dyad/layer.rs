//! The learned layer: a linear model that ranks the relations for which frames speak.
//!
//! `layer/relations.txt` of a knowledge folder has its weights, made by `cargo xtask train`. A relation's score is the
//! sum of its features' weights, that of nothing is zero; the scores' softmax is the probability that the relation
//! holds. The layer never finds a relation of which no frame speaks, and without the file the frames' fit alone decides.

use rustc_hash::FxHashMap;

use super::evidence::{Evidence, Sense};
use crate::coding::weights;
use crate::source::{Folder, KnowledgeError, Source, lines};

/// The weights, by root and feature.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Weights that a feature has for every root.
    shared: FxHashMap<String, f32>,
    /// Weights that it has for one.
    own: FxHashMap<String, FxHashMap<String, f32>>,
    /// What it was trained on: the digest of the items' ids, so that a figure on them is known to be none of unseen items.
    trained: Vec<String>,
}

const FILE: &str = "layer/relations.txt";

/// The root of weights that hold for all.
const ALL: &str = "*";

/// A feature of every relation.
const BIAS: &str = "bias";

impl Layer {
    /// Reads the weights of a knowledge folder; `None` where it has none.
    pub fn load(folder: &Folder) -> Result<Option<Self>, KnowledgeError> {
        let Some((file, text)) = folder.file(FILE) else { return Ok(None) };
        let mut layer = Layer::default();
        for (source, line) in lines(&file, text) {
            layer.read(line, &source)?;
        }
        Ok(Some(layer))
    }

    fn read(&mut self, line: &str, source: &Source) -> Result<(), KnowledgeError> {
        if let Some(digest) = weights::trained_on(line) {
            self.trained.push(digest);
            return Ok(());
        }
        let Some((root, feature, weight)) = weights::weight(line) else {
            return Err(KnowledgeError::new(
                source,
                format!("{line:?} is no weight"),
                "the file is written by `cargo xtask train`: write `root | feature | number`, or delete the file",
            ));
        };
        let map = if root == ALL {
            &mut self.shared
        } else {
            self.own.entry(root.to_owned()).or_default()
        };
        map.insert(feature.to_owned(), weight);
        Ok(())
    }

    /// Whether items with this digest of their ids trained it.
    #[must_use]
    pub fn was_trained_on(&self, digest: &str) -> bool {
        self.trained.iter().any(|one| one == digest)
    }

    /// The probability of each sense, in their order; what is missing to one is the probability of none of them.
    #[must_use]
    pub fn probabilities(&self, evidence: &Evidence) -> Vec<f32> {
        let score = |sense| self.spoken(evidence, sense).map(|(_, weight)| weight).sum::<f32>();
        let scores: Vec<f32> = evidence.senses.iter().map(score).collect();
        let most = scores.iter().copied().fold(0.0, f32::max);
        let powers: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
        let sum: f32 = powers.iter().sum::<f32>() + (-most).exp();
        powers.iter().map(|power| power / sum).collect()
    }

    /// The features that speak loudest for or against a sense, at most `count` of them.
    #[must_use]
    pub fn loudest(&self, evidence: &Evidence, sense: &Sense, count: usize) -> Vec<(String, f32)> {
        weights::loudest(self.spoken(evidence, sense), count)
    }

    /// What each feature adds to the score of a sense.
    fn spoken<'a>(
        &'a self,
        evidence: &'a Evidence,
        sense: &'a Sense,
    ) -> impl Iterator<Item = (&'a str, f32)> + 'a {
        let own = self.own.get(&sense.root);
        let weight = |map: Option<&FxHashMap<String, f32>>, name: &str| {
            map.and_then(|map| map.get(name)).copied().unwrap_or(0.0)
        };
        let of_sense = sense.features.iter().map(move |(name, value)| {
            (name.as_str(), value * (weight(Some(&self.shared), name) + weight(own, name)))
        });
        let traits = evidence.traits.iter();
        let of_all = traits.map(move |(name, value)| (name.as_str(), value * weight(own, name)));
        std::iter::once((BIAS, weight(own, BIAS))).chain(of_sense).chain(of_all)
    }
}
