//! A passage that is told in a time gone by: its dates stand before and behind, and what lies between has none.

use jiff::civil::Date;

use super::frame;
use crate::coding::Layers;
use crate::coding::when::{age, had, old_times, reaches};
use crate::predicate::Tense;
use crate::text::Sentence;

/// A date before holds for so many sentences, across one paragraph's end.
const BACK: usize = 3;
/// The next date stands within so many sentences behind.
const AHEAD: usize = 4;

/// The date, months ago, of the passage in which a telling of the past stands: one shortly before it that the story has
/// not left, where the next date is as old, or the telling goes further back still ('had *seized*'), or goes on with the
/// deeds of who was told of ('*She* also *jailed* …'). `deed` says that it is more than words.
pub(in crate::coding) fn told_in(
    layers: &Layers<'_>,
    head: usize,
    earliest: Date,
    deed: bool,
) -> Option<String> {
    let text = layers.text;
    let at = text.sentence_of[head] as usize;
    let own = &text.sentences[at];
    if frame::recent(layers, head, earliest)
        || !old_times(layers, &own.tokens, earliest)?.is_empty()
        || !past(layers, own)
        || said(layers, own)
        || layers.is_quoted(head)
    {
        return None;
    }
    let (time, clear) = before(layers, at, earliest)?;
    let root = text.root(&own.tokens)?;
    let further = layers.predicates.headed_by(root).is_some_and(|p| {
        let verb = &layers.predicates.list[p];
        verb.head == head && had(layers, verb)
    });
    let same = || {
        let subject = text.children(root).find(|c| c.dep().starts_with("nsubj"));
        clear && deed && subject.is_some_and(|s| s.pos() == "PRON")
    };
    if !further && !same() && !goes_on(layers, at, earliest) {
        return None;
    }
    let (to, days) = age(&layers.times[time], earliest)?;
    Some(format!("in a passage of {to}, {days} days before the report"))
}

/// Whether the main verb of a sentence is in the past, or goes back from it.
fn past(layers: &Layers<'_>, sentence: &Sentence) -> bool {
    let Some(root) = layers.text.root(&sentence.tokens) else { return false };
    layers.predicates.headed_by(root).map_or(layers.text.token(root).tag() == "VBD", |p| {
        let verb = &layers.predicates.list[p];
        verb.form.tense == Some(Tense::Past)
            && verb.form.modal.is_none()
            && (!verb.form.perfect || had(layers, verb))
    })
}

/// Whether the main verb of a sentence is one of saying: somebody says it now.
fn said(layers: &Layers<'_>, sentence: &Sentence) -> bool {
    let Some(root) = layers.text.root(&sentence.tokens) else { return false };
    layers.statements.iter().any(|s| s.cue.contains(&root))
}

/// The date of the passage before a sentence, and whether it is plainly that of its sentence's main verb.
fn before(layers: &Layers<'_>, at: usize, earliest: Date) -> Option<(usize, bool)> {
    let sentences = &layers.text.sentences;
    let own = &sentences[at];
    for back in 1..=BACK {
        let sentence = &sentences[at.checked_sub(back)?];
        if own.kind != sentence.kind || own.block > sentence.block + 1 {
            return None;
        }
        let root = layers.text.root(&sentence.tokens)?;
        if !past(layers, sentence) || layers.is_quoted(root) {
            return None;
        }
        let old = old_times(layers, &sentence.tokens, earliest)?;
        if let Some(&time) = old.last() {
            let clear = old.iter().any(|&t| reaches(layers, t, |token| token == root));
            return Some((time, clear));
        }
        if said(layers, sentence) && back > 1 {
            return None;
        }
    }
    None
}

/// Whether the next date behind a sentence is as old.
fn goes_on(layers: &Layers<'_>, at: usize, earliest: Date) -> bool {
    let sentences = &layers.text.sentences;
    for sentence in sentences.iter().skip(at + 1).take(AHEAD) {
        if sentence.kind != sentences[at].kind {
            return false;
        }
        match old_times(layers, &sentence.tokens, earliest) {
            None => return false,
            Some(old) if !old.is_empty() => return true,
            Some(_) => {}
        }
    }
    false
}
