//! What is told as done in general, by nobody in particular.

use super::StatusWords;
use super::words::Kind;
use crate::coding::Layers;
use crate::predicate::{PredicateKind, Tense};

/// Whether a predicate tells what is done in general, by nobody in particular: 'presidents *usually visit* it',
/// 'countries that *attack* their neighbours'.
#[must_use]
pub fn generic(layers: &Layers<'_>, words: &StatusWords, index: usize, actors: &[usize]) -> bool {
    let text = layers.text;
    let Some(predicate) = layers.predicates.list.get(index) else { return false };
    let form = &predicate.form;
    let simple = form.tense == Some(Tense::Present) && !form.perfect && !form.progressive;
    let verb = text.token(predicate.head);
    let habit = text
        .children(verb.i)
        .any(|c| c.dep() == "advmod" && words.get(Kind::Habit, c.text()).is_some());
    let anybody = |&head: &usize| {
        let noun = text.token(head);
        let bare = !text
            .children(head)
            .any(|c| matches!(c.dep(), "det" | "nummod" | "poss" | "compound" | "amod"));
        let relative = verb.dep() == "relcl" && verb.head().i == head;
        noun.tag() == "NNS" && bare && (habit || relative)
    };
    predicate.kind == PredicateKind::Verb
        && simple
        && form.modal.is_none()
        && !actors.is_empty()
        && actors.iter().all(anybody)
}
