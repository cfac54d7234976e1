//! When an event was: the time expression of its clause, or of its sentence; what is background by its date.

use std::ops::Range;

use jiff::civil::Date;
use tacitus_record::Status;

use super::Layers;
use super::compose::Coding;
use super::status::Judged;
use crate::predicate::{PredicateKind, Tense};

/// How a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhenBasis {
    /// A time expression of the telling's own clause.
    Clause,
    /// One of its sentence.
    Sentence,
}

/// The time expression that dates a telling, and where it stands.
pub(super) fn when(
    layers: &Layers<'_>,
    coding: &Coding,
    tokens: &Range<usize>,
    status: Status,
    published: Option<(Date, Date)>,
) -> Option<(usize, WhenBasis)> {
    let core = layers.predicates.list[coding.core].head;
    let sentence = layers.text.sentence(core).tokens.clone();
    let fits = |time: &crate::time::Time| {
        let Some((from, _)) = time.interval else { return false };
        if of_another(layers, coding, &time.tokens) {
            return false;
        }
        // What has happened has not happened after the report: such a date is of something else in the clause.
        let past = matches!(status, Status::Actual | Status::Historical);
        published.is_none_or(|(_, latest)| !past || from <= latest)
    };
    let nearest = |range: &Range<usize>| {
        let inside = layers
            .times
            .iter()
            .enumerate()
            .filter(|(_, time)| range.contains(&time.tokens.start) && fits(time));
        inside.min_by_key(|(_, time)| time.tokens.start.abs_diff(core)).map(|(index, _)| index)
    };
    nearest(tokens)
        .map(|time| (time, WhenBasis::Clause))
        .or_else(|| nearest(&sentence).map(|time| (time, WhenBasis::Sentence)))
}

/// Whether a time expression is not the event's but of something that its clause names: 'is investigating meddling in
/// *the 2016 election*', 'met the man who had robbed a bank *in 2001*'.
fn of_another(layers: &Layers<'_>, coding: &Coding, time: &Range<usize>) -> bool {
    let text = layers.text;
    let own: Vec<usize> = [coding.core, coding.top]
        .into_iter()
        .flat_map(|p| {
            let predicate = &layers.predicates.list[p];
            [Some(predicate.head), predicate.light].into_iter().flatten()
        })
        .collect();
    let Some(top) = time.clone().find(|&i| !time.contains(&text.token(i).head().i)) else {
        return false;
    };
    let mut below = text.token(top);
    let mut dated = None;
    for above in text.ancestors(top).take(24) {
        if own.contains(&above.i) {
            // 'during the 2012 campaign' does say when.
            let when =
                below.dep() == "prep" && WHEN.contains(&below.text().to_lowercase().as_str());
            return dated.is_some() && !when;
        }
        let before_noun = matches!(below.dep(), "nummod" | "compound" | "amod" | "nmod" | "poss");
        if below.i == top && before_noun && matches!(above.pos(), "NOUN" | "PROPN") {
            dated = Some(above.i);
        }
        if matches!(above.dep(), "relcl" | "acl") {
            return true;
        }
        below = above;
    }
    dated.is_some()
}

/// 'visits Chile on Friday', in a report of Tuesday.
pub(super) fn is_ahead(
    layers: &Layers<'_>,
    coding: &Coding,
    tokens: &Range<usize>,
    published: Option<(Date, Date)>,
) -> bool {
    let top = &layers.predicates.list[coding.top];
    let Some((_, latest)) = published else { return false };
    top.form.tense == Some(Tense::Present)
        && !top.form.perfect
        && layers.times.iter().any(|time| {
            tokens.contains(&time.tokens.start)
                && time.interval.is_some_and(|(from, _)| from > latest)
        })
}

/// Background is what lies more than this many days before the report, by a date of its own clause.
const BACKGROUND: i32 = 180;
/// By a date that only its sentence gives, or the sentences before it, and of plans: more than about a year.
const YEAR: i32 = 366;

/// What makes a telling history, if anything does: a date of its clause, of its sentence or of the sentences before.
pub(super) fn historical(
    layers: &Layers<'_>,
    coding: &Coding,
    when: Option<(usize, WhenBasis)>,
    published: Option<(Date, Date)>,
    judged: &Judged,
) -> Option<Judged> {
    let (earliest, _) = published?;
    let bound = match judged.status {
        Status::Actual => BACKGROUND,
        // A plan of years ago is no longer one.
        Status::Future => YEAR,
        _ => return None,
    };
    let age = |time: usize| {
        let (_, to) = layers.times[time].interval?;
        Some((to, (earliest - to).get_days()))
    };
    if let Some((time, WhenBasis::Clause)) = when
        && let Some((to, days)) = age(time).filter(|(_, days)| *days > bound)
    {
        let history = format!("its date {to} lies {days} days before the report");
        let noun = layers.predicates.list[coding.top].kind == PredicateKind::Noun;
        let plan = judged.status == Status::Future;
        if !begins(layers, time) && (!plan || noun || looks_back(layers, coding.top)) {
            return Some(Judged { status: Status::Historical, reason: history });
        }
    }
    let dated =
        when.is_some_and(|(time, basis)| basis == WhenBasis::Clause && !begins(layers, time));
    if dated || judged.status != Status::Actual || !looks_back(layers, coding.top) {
        return None;
    }
    let head = layers.predicates.list[coding.top].head;
    let time = in_sentence(layers, head, earliest).or_else(|| before(layers, head, earliest))?;
    let (to, days) = age(time)?;
    Some(Judged {
        status: Status::Historical,
        reason: format!("told with {to}, {days} days before the report"),
    })
}

/// Whether a time only begins what goes on: '*since* 2011'.
fn begins(layers: &Layers<'_>, time: usize) -> bool {
    let start = layers.times[time].tokens.start;
    let word = |back: usize| start.checked_sub(back).map(|i| layers.text.token(i).text());
    [1, 2].into_iter().filter_map(word).any(|word| word.eq_ignore_ascii_case("since"))
}

/// Whether a telling is in the past, or hangs on what is: not 'has killed', which reaches to the report.
fn looks_back(layers: &Layers<'_>, top: usize) -> bool {
    let list = &layers.predicates.list;
    let mut at = &list[top];
    if at.kind == PredicateKind::Noun && at.light.is_none() {
        return false;
    }
    for _ in 0..8 {
        if let Some(tense) = at.form.tense {
            // 'has killed' reaches to the report, 'had killed' does not.
            let had = layers.text.children(at.head).any(|c| c.tag() == "VBD" && c.dep() == "aux");
            let behind = had || !at.form.perfect;
            return tense == Tense::Past && at.form.modal.is_none() && behind;
        }
        let Some((above, _)) = at.above else { return false };
        at = &list[above];
    }
    false
}

/// The date, years ago, that the sentence of `head` gives to it or to what it hangs on, where no other is near.
fn in_sentence(layers: &Layers<'_>, head: usize, earliest: Date) -> Option<usize> {
    let sentence = &layers.text.sentence(head).tokens;
    let old = old_times(layers, sentence, earliest)?;
    old.into_iter().find(|&time| {
        let chain =
            || std::iter::once(head).chain(layers.text.ancestors(head).take(24).map(|t| t.i));
        reaches(layers, time, |token| chain().any(|i| i == token))
    })
}

/// The date, years ago, of a sentence shortly before in the same paragraph, whose main clause is in the past.
fn before(layers: &Layers<'_>, head: usize, earliest: Date) -> Option<usize> {
    let text = layers.text;
    let own = text.sentence(head);
    let timed = |range: &Range<usize>| {
        layers.times.iter().any(|t| range.contains(&t.tokens.start) && t.interval.is_some())
    };
    if timed(&own.tokens) || !layers.statements_around(head).is_empty() {
        return None;
    }
    let mut start = own.tokens.start;
    for _ in 0..FRAME {
        let sentence = text.sentence(start.checked_sub(1)?);
        if sentence.block != own.block {
            return None;
        }
        let tokens = sentence.tokens.clone();
        let root = tokens.clone().find(|&i| text.token(i).dep() == "ROOT")?;
        let past = layers.predicates.headed_by(root).map_or(text.token(root).tag() == "VBD", |p| {
            layers.predicates.list[p].form.tense == Some(Tense::Past)
        });
        if !past {
            return None;
        }
        if timed(&tokens) {
            let old = old_times(layers, &tokens, earliest)?;
            return old.into_iter().find(|&time| reaches(layers, time, |token| token == root));
        }
        start = tokens.start;
    }
    None
}

/// A date holds for so many sentences after its own.
const FRAME: usize = 3;

/// The times of a sentence that lie more than a year before the report; `None` where one lies nearer.
fn old_times(layers: &Layers<'_>, sentence: &Range<usize>, earliest: Date) -> Option<Vec<usize>> {
    let mut old = Vec::new();
    for (index, time) in layers.times.iter().enumerate() {
        let Some((_, to)) = time.interval.filter(|_| sentence.contains(&time.tokens.start)) else {
            continue;
        };
        if (earliest - to).get_days() <= YEAR {
            return None;
        }
        old.push(index);
    }
    Some(old)
}

/// Whether a time dates one of the tokens: it hangs on it without the clause of another noun or verb between; a clause
/// of time may lie between ('*after* they lost the 2010 vote, he was jailed').
fn reaches(layers: &Layers<'_>, time: usize, dated: impl Fn(usize) -> bool) -> bool {
    if begins(layers, time) {
        return false;
    }
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let Some(top) = range.clone().find(|&i| !range.contains(&text.token(i).head().i)) else {
        return false;
    };
    let mut below = text.token(top);
    let mut of_noun = false;
    for above in text.ancestors(top).take(12) {
        match below.dep() {
            "relcl" | "acl" | "ccomp" | "xcomp" | "pcomp" | "conj" | "appos" | "parataxis" => {
                return false;
            }
            "nummod" | "compound" | "amod" | "nmod" | "poss" => of_noun = true,
            "prep" if WHEN.contains(&below.text().to_lowercase().as_str()) => of_noun = false,
            "dobj" | "nsubj" | "nsubjpass" | "attr" => of_noun = true,
            _ => {}
        }
        if dated(above.i) && matches!(above.pos(), "VERB" | "AUX") {
            return !of_noun;
        }
        below = above;
    }
    false
}

/// Prepositions with which a dated noun says when: '*during* the 2012 campaign'.
const WHEN: [&str; 9] =
    ["in", "during", "at", "since", "after", "before", "following", "until", "of"];
