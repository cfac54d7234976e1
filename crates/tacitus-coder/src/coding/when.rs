//! When an event was: the time expression of its clause, or of its sentence; what is background by its date.

use std::ops::Range;

use jiff::civil::Date;
use tacitus_record::Status;

use super::Layers;
use super::compose::Coding;
use super::status::Judged;
use crate::predicate::Tense;

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
    const WHEN: [&str; 9] =
        ["in", "during", "at", "since", "after", "before", "following", "until", "of"];
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

/// Background is what lies more than this many days before the report.
const BACKGROUND: i32 = 180;

pub(super) fn historical(
    layers: &Layers<'_>,
    when: Option<(usize, WhenBasis)>,
    published: Option<(Date, Date)>,
    judged: &Judged,
) -> Option<Judged> {
    let (time, WhenBasis::Clause) = when? else { return None };
    let (_, to) = layers.times[time].interval?;
    let (earliest, _) = published?;
    let days = (earliest - to).get_days();
    (judged.status == Status::Actual && days > BACKGROUND).then(|| Judged {
        status: Status::Historical,
        reason: format!("its date {to} lies {days} days before the report"),
    })
}
