//! spaCy's BILUO transition system: each token begins, continues, ends or is an entity, or is outside of any.

use crate::doc::Iob;
use crate::error::LoadError;
use crate::kernels::Kernel;
use crate::model::moves::Move;
use crate::model::params::Params;
use crate::transition::{StateTokens, TransitionModel, TransitionScratch};

/// How many tokens a state looks at.
const FEATURES: usize = 3;

/// spaCy's moves, in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Missing,
    Begin,
    In,
    Last,
    Unit,
    Out,
}

const KINDS: [Kind; 6] = [Kind::Missing, Kind::Begin, Kind::In, Kind::Last, Kind::Unit, Kind::Out];

#[derive(Clone, Copy, Debug)]
struct Action {
    kind: Kind,
    /// The type's index in the pipeline's table; the empty label is 0.
    label: u32,
}

/// The network and what its outputs mean.
#[derive(Debug)]
pub(crate) struct Ner {
    model: TransitionModel,
    actions: Vec<Action>,
}

/// Where the recogniser is in the text.
#[derive(Clone, Copy, Debug)]
struct State {
    at: usize,
    count: usize,
    /// The first token and the type of the entity that is open.
    open: Option<(usize, u32)>,
}

/// What the recogniser may know of the text's tokens.
pub(crate) trait Boundaries {
    /// Whether a sentence starts at `token`.
    fn sent_start(&self, token: usize) -> bool;
    /// Whether `token` is white space.
    fn is_space(&self, token: usize) -> bool;
}

impl Ner {
    /// The recogniser in `params`, over vectors of `width`. `intern` gives the index of a type.
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
            // spaCy drops these two when it reads the file.
            if kind == Kind::Missing || (kind == Kind::Out && !action.label.is_empty()) {
                continue;
            }
            actions.push(Action { kind, label: intern(&action.label) });
        }
        let model = TransitionModel::load(params, width, FEATURES, actions.len())?;
        Ok(Ner { model, actions })
    }

    /// From now on the products over tokens are taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.model.use_bytes();
    }

    /// The network.
    pub(crate) fn model(&self) -> &TransitionModel {
        &self.model
    }

    /// Finds the entities of the text whose vectors the network has taken: for each token its place and type.
    /// Where `margins` is given, it holds the distance between the best and the second best action.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        text: &impl Boundaries,
        scratch: &mut TransitionScratch,
        iob: &mut [Iob],
        types: &mut [u32],
        mut margins: Option<&mut [f32]>,
    ) {
        let mut state = State { at: 0, count: iob.len(), open: None };
        while state.at < state.count {
            let scores = self.model.scores(kernel, &state.features(), scratch);
            let Some(best) = self.best(scores, &state, text) else { break };
            if let Some(margins) = &mut margins {
                margins[state.at] = self.margin(scores, &state, text, best);
            }
            let Action { kind, label } = self.actions[best];
            match kind {
                Kind::Begin => state.open = Some((state.at, label)),
                Kind::Unit => mark(state.at, state.at, label, iob, types),
                Kind::Last => {
                    if let Some((first, label)) = state.open.take() {
                        mark(first, state.at, label, iob, types);
                    }
                }
                Kind::In | Kind::Out | Kind::Missing => {}
            }
            state.at += 1;
        }
    }

    /// The valid action with the highest score, the first of equals.
    fn best(&self, scores: &[f32], state: &State, text: &impl Boundaries) -> Option<usize> {
        let valid = state.valid(text);
        let mut best: Option<usize> = None;
        for (index, (action, &score)) in self.actions.iter().zip(scores).enumerate() {
            if state.allows(&valid, *action) && best.is_none_or(|best| score > scores[best]) {
                best = Some(index);
            }
        }
        best
    }

    fn margin(&self, scores: &[f32], state: &State, text: &impl Boundaries, best: usize) -> f32 {
        let valid = state.valid(text);
        let others = self.actions.iter().zip(scores).enumerate();
        let others =
            others.filter(|(index, (action, _))| *index != best && state.allows(&valid, **action));
        scores[best] - others.map(|(_, (_, &score))| score).fold(f32::NEG_INFINITY, f32::max)
    }
}

impl State {
    /// The token at hand, the first of the open entity, and the one before the token at hand if an entity is
    /// open.
    fn features(&self) -> StateTokens {
        let mut tokens = StateTokens::default();
        tokens[0] = Some(self.at as u32);
        if let Some((first, _)) = self.open {
            tokens[1] = Some(first as u32);
            tokens[2] = Some(self.at as u32 - 1);
        }
        tokens
    }

    /// Which kinds of move are possible here at all, by [`Kind`].
    fn valid(&self, text: &impl Boundaries) -> [bool; 6] {
        let is_last = self.at + 1 >= self.count;
        // No entity crosses into the next sentence.
        let may_go_on = !is_last && !text.sent_start(self.at + 1);
        let is_space = text.is_space(self.at);
        let open = self.open.is_some();
        let mut valid = [false; 6];
        valid[Kind::Begin as usize] = !open && may_go_on && !is_space;
        valid[Kind::In as usize] = open && may_go_on;
        valid[Kind::Last as usize] = open;
        valid[Kind::Unit as usize] = !open && !is_space;
        valid[Kind::Out as usize] = !open;
        valid
    }

    fn allows(&self, valid: &[bool; 6], action: Action) -> bool {
        valid[action.kind as usize]
            && match action.kind {
                Kind::Out => true,
                Kind::In | Kind::Last => {
                    action.label != 0 && self.open.is_some_and(|(_, label)| label == action.label)
                }
                // The label is empty in the move that marks a token as barred from entities beforehand.
                _ => action.label != 0,
            }
    }
}

fn mark(first: usize, last: usize, label: u32, iob: &mut [Iob], types: &mut [u32]) {
    for token in first..=last {
        iob[token] = if token == first { Iob::B } else { Iob::I };
        types[token] = label;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences start where there is a '.', white space is where there is a '_'.
    impl Boundaries for &str {
        fn sent_start(&self, token: usize) -> bool {
            self.as_bytes()[token] == b'.'
        }

        fn is_space(&self, token: usize) -> bool {
            self.as_bytes()[token] == b'_'
        }
    }

    fn kinds(text: &str, at: usize, open: Option<(usize, u32)>) -> Vec<Kind> {
        let valid = State { at, count: text.len(), open }.valid(&text);
        KINDS.into_iter().filter(|kind| valid[*kind as usize]).collect()
    }

    #[test]
    fn what_may_follow() {
        use Kind::{Begin, In, Last, Out, Unit};
        assert_eq!(kinds("ab", 0, None), [Begin, Unit, Out]);
        assert_eq!(kinds("ab", 1, None), [Unit, Out]);
        assert_eq!(kinds("_b", 0, None), [Out]);
        assert_eq!(kinds("a.", 0, None), [Unit, Out]);
        assert_eq!(kinds("abc", 1, Some((0, 1))), [In, Last]);
        assert_eq!(kinds("ab.", 1, Some((0, 1))), [Last]);
        assert_eq!(kinds("ab", 1, Some((0, 1))), [Last]);
        // spaCy lets an entity go over white space, and even end in it.
        assert_eq!(kinds("a_c", 1, Some((0, 1))), [In, Last]);
    }

    #[test]
    fn an_entity_keeps_its_type() {
        let state = State { at: 1, count: 3, open: Some((0, 4)) };
        let valid = state.valid(&"abc");
        assert!(state.allows(&valid, Action { kind: Kind::Last, label: 4 }));
        assert!(!state.allows(&valid, Action { kind: Kind::Last, label: 5 }));
        let state = State { open: None, ..state };
        let valid = state.valid(&"abc");
        assert!(!state.allows(&valid, Action { kind: Kind::Unit, label: 0 }));
    }
}
