//! Components built like the tagger, with a choice for each token: sentence starts, parts of speech with morphology,
//! lemmas by edit trees.

use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::model::params::Params;
use crate::tagger::{Scorer, best};
use crate::trees::Trees;

/// Says of each token whether a sentence starts there.
#[derive(Debug)]
pub(crate) struct Senter {
    scorer: Scorer,
    /// Whether it writes over starts that are set already.
    pub(crate) overwrite: bool,
}

impl Senter {
    /// The component in `params`, over vectors of `width`.
    pub(crate) fn load(params: &Params, width: usize, overwrite: bool) -> Result<Self, LoadError> {
        Ok(Senter { scorer: Scorer::load(params, width, 2)?, overwrite })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.scorer.store(params);
    }

    /// Appends, for `count` tokens with the padded rows `vectors`, whether a sentence starts there.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        count: usize,
        scores: &mut Vec<f32>,
        starts: &mut Vec<bool>,
    ) {
        self.scorer.run(kernel, vectors, count, scores, |row| starts.push(best(row) == 1));
    }
}

/// Gives each token its part of speech and its morphology.
#[derive(Debug)]
pub(crate) struct Morphologizer {
    scorer: Scorer,
    /// The part of speech and the morphology of each output, as indexes into the pipeline's table.
    labels: Vec<(u32, u32)>,
    /// Whether it writes over what is set already.
    pub(crate) overwrite: bool,
}

impl Morphologizer {
    /// The component in `params`, over vectors of `width`.
    pub(crate) fn load(
        params: &Params,
        width: usize,
        labels: Vec<(u32, u32)>,
        overwrite: bool,
    ) -> Result<Self, LoadError> {
        Ok(Morphologizer { scorer: Scorer::load(params, width, labels.len())?, labels, overwrite })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.scorer.store(params);
    }

    /// Appends part of speech and morphology of `count` tokens with the padded rows `vectors`.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        count: usize,
        scores: &mut Vec<f32>,
        chosen: &mut Vec<(u32, u32)>,
    ) {
        self.scorer.run(kernel, vectors, count, scores, |row| chosen.push(self.labels[best(row)]));
    }
}

/// Gives each token its lemma by the best edit tree that fits it.
#[derive(Debug)]
pub(crate) struct TreeLemmatizer {
    scorer: Scorer,
    trees: Trees,
    /// Whether it writes over lemmas that are set already.
    pub(crate) overwrite: bool,
}

/// Lemmas one after the other, with the end of each.
#[derive(Debug, Default)]
pub(crate) struct Lemmas {
    text: String,
    ends: Vec<usize>,
}

impl Lemmas {
    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// The lemma of a token; empty where there is none.
    pub(crate) fn get(&self, token: usize) -> &str {
        let from = if token == 0 { 0 } else { self.ends.get(token - 1).copied().unwrap_or(0) };
        self.ends.get(token).map_or("", |&to| &self.text[from..to])
    }
}

impl TreeLemmatizer {
    /// The component in `params`, over vectors of `width`.
    pub(crate) fn load(
        params: &Params,
        width: usize,
        trees: Trees,
        overwrite: bool,
    ) -> Result<Self, LoadError> {
        let scorer = Scorer::load(params, width, trees.len())?;
        Ok(TreeLemmatizer { scorer, trees, overwrite })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.scorer.store(params);
    }

    /// Appends the lemmas of `count` tokens with the padded rows `vectors`. `word` gives the text of a token.
    pub(crate) fn run<'t>(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        count: usize,
        scores: &mut Vec<f32>,
        lemmas: &mut Lemmas,
        word: impl Fn(usize) -> &'t str,
    ) {
        self.scorer.run(kernel, vectors, count, scores, |row| {
            self.trees.lemma(row, word(lemmas.ends.len()), &mut lemmas.text);
            lemmas.ends.push(lemmas.text.len());
        });
    }
}
