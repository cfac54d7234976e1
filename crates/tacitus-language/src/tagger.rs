//! Components that score each token by itself: the tagger and those that are built like it.

use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::layers::linear::Linear;
use crate::model::params::Params;

/// The output layer, with as many outputs as there are labels.
#[derive(Debug)]
pub(crate) struct Scorer {
    output: Linear,
}

impl Scorer {
    /// The layer stored under names that begin with `output.`, over vectors of `width`.
    pub(crate) fn load(params: &Params, width: usize, labels: usize) -> Result<Self, LoadError> {
        let output = Linear::load(params, "output", width)?;
        if output.outputs() != labels {
            let reason = format!("{labels} labels for {} outputs", output.outputs());
            return Err(params.error("labels", &reason));
        }
        Ok(Scorer { output })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.output.store(params, "output");
    }

    /// Hands the scores of `count` tokens with the padded rows `vectors` to `take`, in order.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        count: usize,
        scores: &mut Vec<f32>,
        mut take: impl FnMut(&[f32]),
    ) {
        let needed = count * self.output.stride();
        scores.resize(scores.len().max(needed), 0.0);
        self.output.run(kernel, vectors, count, scores);
        for row in scores.chunks_exact(self.output.stride()).take(count) {
            take(&row[..self.output.outputs()]);
        }
    }
}

/// The tagger: for each token the tag with the highest score.
#[derive(Debug)]
pub(crate) struct Tagger {
    scorer: Scorer,
    /// The label of each output, as an index into the pipeline's table.
    labels: Vec<u32>,
}

impl Tagger {
    /// The tagger in `params`, over vectors of `width`.
    pub(crate) fn load(params: &Params, width: usize, labels: Vec<u32>) -> Result<Self, LoadError> {
        Ok(Tagger { scorer: Scorer::load(params, width, labels.len())?, labels })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.scorer.store(params);
    }

    /// Appends the tags of `count` tokens with the padded rows `vectors` to `tags`; where `margins` is given,
    /// also the distance between the best score and the second best.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        count: usize,
        scores: &mut Vec<f32>,
        tags: &mut Vec<u32>,
        mut margins: Option<&mut Vec<f32>>,
    ) {
        self.scorer.run(kernel, vectors, count, scores, |row| {
            let best = best(row);
            tags.push(self.labels[best]);
            if let Some(margins) = &mut margins {
                margins.push(margin(row.iter().copied(), best));
            }
        });
    }
}

/// The index of the highest score, the first of equals, as numpy's `argmax`.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, &score) in scores.iter().enumerate() {
        if score > scores[best] {
            best = index;
        }
    }
    best
}

/// How far the score at `best` is above all others.
pub(crate) fn margin(scores: impl Iterator<Item = f32> + Clone, best: usize) -> f32 {
    let top = scores.clone().nth(best).unwrap_or(0.0);
    let others = scores.enumerate().filter(|(index, _)| *index != best);
    top - others.map(|(_, score)| score).fold(f32::NEG_INFINITY, f32::max)
}
