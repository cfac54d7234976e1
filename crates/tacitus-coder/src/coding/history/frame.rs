//! A time that a sentence takes from what stands before it: a dated sentence, or a time whose clause it is.

use std::ops::Range;

use jiff::civil::Date;

use super::{earlier, past};
use crate::coding::when::{BACKGROUND, age, begins, dates_subject, old_times, reaches};
use crate::coding::{Layers, Rules};
use crate::predicate::Tense;
use crate::text::Text;
use crate::time::Time;

/// A date holds for so many sentences after its own.
const FRAME: usize = 5;

/// '*in 2004, when* they *lost* the vote', 'the *2004* vote in Chad, *when* a party that they had *backed* lost': the time
/// whose clause the verb of `head`, or one above it, is.
pub(in crate::coding) fn when_clause(layers: &Layers<'_>, head: usize) -> Option<usize> {
    let text = layers.text;
    let mut verb = text.token(head);
    for _ in 0..8 {
        let clause = matches!(verb.dep(), "relcl" | "advcl");
        let when = text.children(verb.i).find(|c| c.i < verb.i && c.lemma() == "when");
        if let Some(when) = when.filter(|_| clause && in_past(text, verb.i)) {
            return time_before(layers, when.i);
        }
        let told = matches!(verb.pos(), "VERB" | "AUX") && matches!(verb.tag(), "VBZ" | "VBP");
        if told || matches!(verb.dep(), "ROOT" | "ccomp" | "parataxis") {
            return None;
        }
        verb = verb.head();
    }
    None
}

/// 'when' says more of a time that stands at most so many words before it, with no verb between.
const WORDS: usize = 6;

/// The time that a 'when' right behind it, or behind the words that it dates, takes up.
fn time_before(layers: &Layers<'_>, when: usize) -> Option<usize> {
    let text = layers.text;
    let near = |time: &Time| {
        let end = time.tokens.end;
        end <= when
            && when - end <= WORDS
            && text.sentence_of[end - 1] == text.sentence_of[when]
            && !(end..when).any(|i| matches!(text.token(i).pos(), "VERB" | "AUX"))
    };
    layers.times.iter().rposition(near).filter(|&time| layers.times[time].interval.is_some())
}

/// '*2011*: rebels seized the town': the time at the head of the sentence.
pub(in crate::coding) fn heading(layers: &Layers<'_>, head: usize) -> Option<usize> {
    let text = layers.text;
    let start = text.sentence(head).tokens.start;
    layers.times.iter().position(|time| {
        let end = time.tokens.end;
        time.tokens.start == start && end < head && text.token(end).text() == ":"
    })
}

/// Whether a verb is in the past, or a perfect of the past.
pub(in crate::coding) fn in_past(text: &Text<'_>, verb: usize) -> bool {
    text.token(verb).tag() == "VBD" || text.children(verb).any(|c| c.tag() == "VBD")
}

/// Whether a sentence says that what it tells was lately, without a date: 'recently'.
pub(in crate::coding) fn lately(layers: &Layers<'_>, sentence: &Range<usize>) -> bool {
    let is_now = |time: &Time| matches!(time.value.as_str(), "PRESENT_REF" | "PAST_REF");
    layers.times_in(sentence).any(|(_, time)| is_now(time))
}

/// Whether the sentence of `head` says that what it tells was lately: 'more recently', 'in May' of a report of June.
pub(in crate::coding) fn recent(layers: &Layers<'_>, head: usize, earliest: Date) -> bool {
    let sentence = &layers.text.sentence(head).tokens;
    let near = |time| age(time, earliest).is_some_and(|(_, days)| (0..=BACKGROUND).contains(&days));
    lately(layers, sentence) || layers.times_in(sentence).any(|(_, time)| near(time))
}

/// The date, months ago, that words such as 'at that time' in the sentence of `head` take up.
pub(in crate::coding) fn taken_up(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
    earliest: Date,
) -> Option<String> {
    let text = layers.text;
    let own = text.sentence(head);
    let words = rules.status.past().then(text, &own.tokens).into_iter().next();
    let words = words.or_else(|| earlier::occasion(layers, rules, head))?;
    let first = text.token(own.tokens.start);
    let mut start = own.tokens.start;
    let mut found = None;
    for _ in 0..=FRAME {
        let sentence = text.sentence(start);
        if sentence.kind != own.kind {
            break;
        }
        let until =
            if sentence.tokens.start == first.i { words.start } else { sentence.tokens.end };
        let mut times = layers.times_in(&(sentence.tokens.start..until)).map(|(_, time)| time);
        found = times.rfind(|time| time.interval.is_some());
        if found.is_some() || sentence.tokens.start == 0 {
            break;
        }
        start = sentence.tokens.start - 1;
    }
    let (to, days) = age(found?, earliest)?;
    let words = text.words(words);
    (days > BACKGROUND).then(|| format!("told with {words:?}, {to}"))
}

/// What dates a sentence shortly before in the same paragraph whose main clause is in the past: a date years ago, or a
/// time that is over.
pub(in crate::coding) fn before(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
    earliest: Date,
) -> Option<String> {
    let text = layers.text;
    let own = text.sentence(head);
    let timed =
        |range: &Range<usize>| layers.times_in(range).any(|(_, time)| time.interval.is_some());
    if lately(layers, &own.tokens)
        || old_times(layers, &own.tokens, earliest).is_none()
        || layers.is_quoted(head)
    {
        return None;
    }
    let mut start = own.tokens.start;
    for _ in 0..FRAME {
        let sentence = text.sentence(start.checked_sub(1)?);
        if sentence.block != own.block {
            return None;
        }
        let tokens = sentence.tokens.clone();
        let root = text.root(&tokens)?;
        let past = layers.predicates.headed_by(root).map_or(text.token(root).tag() == "VBD", |p| {
            layers.predicates.list[p].form.tense == Some(Tense::Past)
        });
        if !past {
            return None;
        }
        if timed(&tokens) {
            let old = old_times(layers, &tokens, earliest)?;
            let time = old.into_iter().find(|&time| {
                !modifies(layers, time) && !begins(layers, time, root)
                    || reaches(layers, time, |token| token == root)
                    || dates_subject(layers, time, root)
                    || dates_complement(layers, time, root)
            })?;
            let (to, days) = age(&layers.times[time], earliest)?;
            return Some(format!("told with {to}, {days} days before the report"));
        }
        if let Some(reason) = past::over(layers, rules, root, earliest) {
            return Some(reason);
        }
        start = tokens.start;
    }
    None
}

/// '*the 2010 vote*': the time only tells a thing from others of its kind.
pub(in crate::coding) fn modifies(layers: &Layers<'_>, time: usize) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let top = text.top(range);
    top.is_none_or(|top| {
        let above = text.token(top).head();
        above.i >= range.end && matches!(above.pos(), "NOUN" | "PROPN")
    })
}

/// 'The worst was *the 1995 bombing*', 'the worst was the bombing *in 1995*': the time is of what the clause says its subject
/// is.
fn dates_complement(layers: &Layers<'_>, time: usize, root: usize) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let Some(top) = text.top(range) else {
        return false;
    };
    let above = text.token(top).head();
    let noun = if above.dep() == "prep" { above.head() } else { above };
    noun.dep() == "attr" && noun.head().i == root
}
