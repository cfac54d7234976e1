//! The network of spaCy's transition-based components: scores for every action in a state.

use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::layers::linear::Linear;
use crate::layers::precomputed::Precomputed;
use crate::model::params::Params;

/// Tokens whose precomputed rows are kept. A state looks at tokens near each other, so few are computed twice.
const SLOTS: usize = 256;
/// Tokens whose rows are computed ahead at once.
const AHEAD: usize = 32;
/// The most places for tokens that a state has: eight for the parser, three for ner.
pub(crate) const MAX_FEATURES: usize = 8;
const NOBODY: u32 = u32::MAX;

/// The tokens that a state looks at, `None` where it has none in that place.
pub(crate) type StateTokens = [Option<u32>; MAX_FEATURES];

/// The layers over a token's vector.
#[derive(Debug)]
pub(crate) struct TransitionModel {
    linear: Linear,
    lower: Precomputed,
    upper: Option<Linear>,
}

/// What a text's parse needs of the network; reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct TransitionScratch {
    /// The reduced vector of every token of the text.
    vectors: Vec<f32>,
    count: usize,
    rows: Vec<f32>,
    tokens: Vec<u32>,
    /// All tokens below this one have been computed once.
    frontier: usize,
    sums: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl TransitionModel {
    /// The network in `params`, over vectors of `width`, with states of `features` tokens and a score for each
    /// of `actions` actions.
    pub(crate) fn load(
        params: &Params,
        width: usize,
        features: usize,
        actions: usize,
    ) -> Result<Self, LoadError> {
        let linear = Linear::load(params, "linear", width)?;
        let lower = Precomputed::load(params, "lower", linear.outputs())?;
        if lower.features() != features {
            let needs = format!("states of {} tokens", lower.features());
            return Err(params.unsupported(needs));
        }
        let upper = match params.number("has_upper")? {
            0 => None,
            _ => Some(Linear::load(params, "upper", lower.units())?),
        };
        let outputs = upper.as_ref().map_or(lower.units(), Linear::outputs);
        if outputs != actions {
            let reason = format!("{actions} actions for {outputs} outputs");
            return Err(params.error("moves", &reason));
        }
        Ok(TransitionModel { linear, lower, upper })
    }

    /// Adds the values to `params`.
    pub(crate) fn store(&self, params: &mut Params) {
        self.linear.store(params, "linear");
        self.lower.store(params, "lower");
        params.set_number("has_upper", usize::from(self.upper.is_some()));
        if let Some(upper) = &self.upper {
            upper.store(params, "upper");
        }
    }

    /// From now on the products over tokens are taken in eight bits. The last layer, which decides, stays exact.
    pub(crate) fn use_bytes(&mut self) {
        self.linear.use_bytes();
        self.lower.use_bytes();
    }

    /// Starts a text of `count` tokens.
    pub(crate) fn start(&self, count: usize, scratch: &mut TransitionScratch) {
        scratch.count = count;
        scratch.frontier = 0;
        let needed = count * self.linear.stride();
        // What a text far shorter than the last does not need goes back.
        if scratch.vectors.len() / 64 > needed.max(1 << 14) {
            scratch.vectors = Vec::new();
        }
        scratch.vectors.resize(scratch.vectors.len().max(needed), 0.0);
        scratch.tokens.clear();
        scratch.tokens.resize(SLOTS, NOBODY);
        scratch.rows.resize(SLOTS * self.lower.stride(), 0.0);
    }

    /// Takes the padded vectors of `count` tokens from `first` on.
    pub(crate) fn take(
        &self,
        kernel: Kernel,
        first: usize,
        count: usize,
        vectors: &[f32],
        scratch: &mut TransitionScratch,
    ) {
        let out = &mut scratch.vectors[first * self.linear.stride()..];
        self.linear.run(kernel, vectors, count, out);
    }

    /// The scores of all actions in a state that looks at `tokens`.
    pub(crate) fn scores<'a>(
        &self,
        kernel: Kernel,
        tokens: &StateTokens,
        scratch: &'a mut TransitionScratch,
    ) -> &'a [f32] {
        self.lower.start(&mut scratch.sums);
        let stride = self.lower.stride();
        for (feature, token) in tokens.iter().take(self.lower.features()).enumerate() {
            let row = token.map(|token| {
                let slot = self.slot(kernel, token, scratch);
                slot * stride..(slot + 1) * stride
            });
            let row = row.map(|row| &scratch.rows[row]);
            self.lower.add(kernel, &mut scratch.sums, feature, row);
        }
        self.lower.finish(kernel, &scratch.sums, &mut scratch.hidden);
        match &self.upper {
            None => &scratch.hidden[..self.lower.units()],
            Some(upper) => {
                scratch.scores.resize(upper.stride(), 0.0);
                upper.run(kernel, &scratch.hidden, 1, &mut scratch.scores);
                &scratch.scores[..upper.outputs()]
            }
        }
    }

    /// Where the precomputed row of `token` is; computes it if it is nowhere.
    fn slot(&self, kernel: Kernel, token: u32, scratch: &mut TransitionScratch) -> usize {
        let at = token as usize;
        if scratch.tokens[at % SLOTS] == token {
            return at % SLOTS;
        }
        // Ahead, whole blocks are computed; a token that was there and was displaced comes alone.
        let (first, count) = if at >= scratch.frontier {
            let first = at - at % AHEAD;
            (first, AHEAD.min(scratch.count - first))
        } else {
            (at, 1)
        };
        let stride = self.linear.stride();
        let vectors = &scratch.vectors[first * stride..][..count * stride];
        let rows = &mut scratch.rows[first % SLOTS * self.lower.stride()..];
        self.lower.run(kernel, vectors, stride, count, rows);
        for token in first..first + count {
            scratch.tokens[token % SLOTS] = token as u32;
        }
        scratch.frontier = scratch.frontier.max(first + count);
        at % SLOTS
    }
}
