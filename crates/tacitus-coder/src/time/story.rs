//! The thread of dates through an article: what 'three days later' and 'that year' are counted from.

use jiff::civil::Date;

use super::TimeType;
use super::grammar::Grammar;
use super::outlook::Outlook;
use super::reading::{Base, Found, Origin, Reading, Side, When};
use super::resolve::{Anchor, Resolved, Story};

/// Resolves every reading of an article in order, each in the light of those before it.
pub(super) fn resolve(
    grammar: &Grammar<'_>,
    found: &[Found],
    outlooks: &[Outlook],
    report: Option<Date>,
) -> Vec<Resolved> {
    let mut story = Story::default();
    let mut place = None;
    let mut out = Vec::with_capacity(found.len());
    for (found, &outlook) in found.iter().zip(outlooks) {
        let token = grammar.tokens(&found.pieces).start;
        let sentence = grammar.text.sentence_of[token];
        let block = grammar.text.sentence(token).block;
        match place {
            Some((_, b)) if b != block => story = Story { days: story.days, ..Story::default() },
            Some((s, _)) if s != sentence => story.in_sentence = false,
            _ => {}
        }
        place = Some((sentence, block));
        let anchor = Anchor { calendar: grammar.calendar, report, story, outlook };
        let resolved = match ahead_in(grammar, found, outlook) {
            Some(date) => anchor.resolve(&date),
            None => anchor.resolve(&found.reading),
        };
        advance(&mut story, found, &resolved);
        out.push(resolved);
    }
    out
}

/// 'will return in *two weeks*': ahead, a stretch of time behind 'in' is the day at its end.
fn ahead_in(grammar: &Grammar<'_>, found: &Found, outlook: Outlook) -> Option<Reading> {
    let Reading::Duration { tenths: Some(tenths), unit, side: Side::Open } = found.reading else {
        return None;
    };
    let at = found.pieces.start;
    let counted = !unit.of_the_clock()
        && !grammar.any(at, &["the"])
        && at > 0
        && grammar.any(at - 1, &["in"]);
    let behind = grammar.text.token(grammar.tokens(&found.pieces).end.saturating_sub(1));
    let last = grammar.text.children(behind.i).take(64).all(|child| child.i < behind.i);
    let base = Base::Shift { tenths: Some(tenths), unit, back: false, from: Origin::Report };
    (counted && last && outlook == Outlook::Future).then(|| Reading::Date(base.into()))
}

/// Moves the story to a date just read. Durations, sets and 'now' do not move it, and neither does a decade.
fn advance(story: &mut Story, found: &Found, resolved: &Resolved) {
    let moves = matches!(resolved.kind, TimeType::Date | TimeType::Time)
        && !resolved.value.ends_with("_REF");
    let Some(days) = resolved.interval.filter(|_| moves) else { return };
    story.days = Some(days);
    story.in_sentence = true;
    story.year = match &found.reading {
        Reading::Date(When { base: Base::Civil(civil), .. }) => match (civil.year, civil.month) {
            (Some(year), Some(month)) => Some((year, month)),
            (None, Some(month)) => {
                story.year.filter(|(year, _)| *year == days.0.year()).map(|(year, _)| (year, month))
            }
            _ => None,
        },
        _ => None,
    };
}
