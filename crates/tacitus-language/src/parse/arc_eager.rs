//! spaCy's arc-eager transition system, and the greedy parse with it.

use super::state::State;
use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::model::moves::Move;
use crate::model::params::Params;
use crate::transition::{StateTokens, TransitionModel, TransitionScratch};

/// How many tokens a state looks at.
const FEATURES: usize = 8;

/// spaCy's moves, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

const KINDS: [Kind; 5] = [Kind::Shift, Kind::Reduce, Kind::Left, Kind::Right, Kind::Break];

#[derive(Clone, Copy, Debug)]
struct Action {
    kind: Kind,
    label: u32,
}

/// The parser's network and what its outputs mean.
#[derive(Debug)]
pub(crate) struct Parser {
    model: TransitionModel,
    actions: Vec<Action>,
}

/// What a parse needs; reused from text to text.
#[derive(Debug, Default)]
pub(crate) struct ParserScratch {
    /// The network's part.
    pub(crate) model: TransitionScratch,
    /// The finished state.
    pub(crate) state: State,
}

impl Parser {
    /// The parser in `params`, over vectors of `width`. `intern` gives the index of a label.
    pub(crate) fn load(
        params: &Params,
        width: usize,
        moves: &[Move],
        mut intern: impl FnMut(&str) -> u32,
    ) -> Result<Self, LoadError> {
        let mut actions = Vec::with_capacity(moves.len());
        for action in moves {
            let Some(&kind) = KINDS.get(action.number as usize) else {
                return Err(params.unsupported(format!("the move {}", action.number)));
            };
            // Parsers that learn to join tokens have this label; joining is not done here.
            if action.label == "subtok" {
                return Err(params.unsupported("the label 'subtok'"));
            }
            actions.push(Action { kind, label: intern(&action.label) });
        }
        let model = TransitionModel::load(params, width, FEATURES, actions.len())?;
        Ok(Parser { model, actions })
    }

    /// From now on the products over tokens are taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.model.use_bytes();
    }

    /// The network.
    pub(crate) fn model(&self) -> &TransitionModel {
        &self.model
    }

    /// Parses the text whose vectors the network has taken. Where `margins` is given, it holds for each token
    /// the smallest distance between the best and the second best action of the steps that looked at it first.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        count: usize,
        scratch: &mut ParserScratch,
        mut margins: Option<&mut [f32]>,
    ) {
        let ParserScratch { model, state } = scratch;
        state.start(count);
        while !state.is_final() {
            let tokens = features(state);
            let scores = self.model.scores(kernel, &tokens, model);
            let valid = KINDS.map(|kind| is_valid(kind, state));
            let Some(best) = self.best(scores, &valid) else {
                // spaCy does the same: it should not happen, and must not run for ever.
                state.force_final();
                break;
            };
            if let Some(margins) = &mut margins {
                let margin = self.margin(scores, &valid, best);
                for token in [state.s(0), state.b(0)].into_iter().flatten() {
                    let slot = &mut margins[token as usize];
                    *slot = slot.min(margin);
                }
            }
            apply(self.actions[best], state);
        }
    }

    /// The valid action with the highest score, the first of equals.
    fn best(&self, scores: &[f32], valid: &[bool; 5]) -> Option<usize> {
        let mut best: Option<usize> = None;
        for (index, (action, &score)) in self.actions.iter().zip(scores).enumerate() {
            if valid[action.kind as usize] && best.is_none_or(|best| score > scores[best]) {
                best = Some(index);
            }
        }
        best
    }

    fn margin(&self, scores: &[f32], valid: &[bool; 5], best: usize) -> f32 {
        let others = self.actions.iter().zip(scores).enumerate();
        let others =
            others.filter(|(index, (action, _))| *index != best && valid[action.kind as usize]);
        scores[best] - others.map(|(_, (_, &score))| score).fold(f32::NEG_INFINITY, f32::max)
    }
}

/// The tokens that the network looks at.
fn features(state: &State) -> StateTokens {
    let (b0, s0) = (state.b(0), state.s(0));
    [b0, state.b(1), s0, state.s(1), state.s(2), state.left(b0), state.left(s0), state.right(s0)]
}

fn is_valid(kind: Kind, state: &State) -> bool {
    let has_stack = state.stack_depth() > 0;
    match kind {
        Kind::Shift => {
            !has_stack
                || (state.buffer_length() >= 2
                    && !state.is_sent_start(state.b(0))
                    && !state.is_unshiftable(state.b(0)))
        }
        // spaCy also keeps a sentence whole where an earlier component forbade a start; none does here.
        Kind::Reduce => has_stack,
        Kind::Left | Kind::Right => {
            has_stack && state.buffer_length() > 0 && !state.is_sent_start(state.b(0))
        }
        Kind::Break => match (state.b(0), state.b(1)) {
            (Some(first), Some(second)) => {
                second == first + 1 && !state.is_sent_start(Some(second))
            }
            _ => false,
        },
    }
}

fn apply(action: Action, state: &mut State) {
    match (action.kind, state.s(0), state.b(0)) {
        (Kind::Shift, _, Some(_)) => state.push(),
        (Kind::Reduce, Some(top), _) => {
            if state.head(top).is_some() || state.stack_depth() == 1 {
                state.pop();
            } else {
                state.unshift();
            }
        }
        (Kind::Left, Some(top), Some(first)) => {
            state.add_arc(first, top, action.label);
            state.set_reshiftable(first);
            state.pop();
        }
        (Kind::Right, Some(top), Some(first)) => {
            state.add_arc(top, first, action.label);
            state.push();
        }
        (Kind::Break, ..) => {
            if let Some(second) = state.b(1) {
                state.set_sent_start(second);
            }
        }
        // Not valid, so never chosen.
        _ => state.force_final(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(state: &mut State, kind: Kind) {
        assert!(is_valid(kind, state), "{kind:?}");
        apply(Action { kind, label: 1 }, state);
    }

    #[test]
    fn two_sentences() {
        // 'Rebels fled . Troops won': 0 ← 1 → 2 and 3 ← 4, with a break before 3.
        let mut state = State::default();
        state.start(5);
        step(&mut state, Kind::Shift);
        step(&mut state, Kind::Left);
        step(&mut state, Kind::Shift);
        step(&mut state, Kind::Break);
        step(&mut state, Kind::Right);
        // The next sentence cannot be attached to this one.
        for kind in [Kind::Shift, Kind::Left, Kind::Right] {
            assert!(!is_valid(kind, &state), "{kind:?}");
        }
        step(&mut state, Kind::Reduce);
        step(&mut state, Kind::Reduce);
        step(&mut state, Kind::Shift);
        step(&mut state, Kind::Left);
        step(&mut state, Kind::Shift);
        assert!(!is_valid(Kind::Break, &state));
        step(&mut state, Kind::Reduce);
        assert!(state.is_final());
        let heads: Vec<_> = (0..5).map(|token| state.head(token)).collect();
        assert_eq!(heads, [Some(1), None, Some(1), Some(4), None]);
    }

    #[test]
    fn a_token_without_head_goes_back_once() {
        let mut state = State::default();
        state.start(3);
        step(&mut state, Kind::Shift);
        step(&mut state, Kind::Shift);
        step(&mut state, Kind::Reduce);
        assert_eq!((state.b(0), state.b(1), state.s(0)), (Some(1), Some(2), Some(0)));
        // It was shifted before; shifting it again would go in circles.
        assert!(!is_valid(Kind::Shift, &state));
        step(&mut state, Kind::Right);
        assert_eq!(state.head(1), Some(0));
    }

    #[test]
    fn the_last_token_is_not_shifted_onto_a_stack() {
        let mut state = State::default();
        state.start(2);
        step(&mut state, Kind::Shift);
        assert!(!is_valid(Kind::Shift, &state));
        assert_eq!(features(&state)[..3], [Some(1), None, Some(0)]);
    }
}
