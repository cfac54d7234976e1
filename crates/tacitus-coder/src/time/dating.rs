//! When an undated report was written, as far as its own time expressions and the offices it names tell.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use tacitus_record::article::{DateBasis, Published};

use super::calendar::Calendar;
use super::grammar::Grammar;
use super::outlook::{Outlook, outlook};
use super::point::{Point, Unit, weekday};
use super::reading::{Base, Civil, Found, Origin, Reading, When};
use crate::text::Text;

/// How many days ahead a date without a year can lie.
///
/// Style books let a writer leave out the year within the current year only, and in practice a day so named is near.
/// Of eighteen in a hundred and fifty reports sixteen lay within a month, one five months ahead and one seven. Eleven
/// months are the logical limit, beyond which the name would be ambiguous; eight are the practical one, and a date
/// that lies further off ('next March 15', 'March 15 of next year') says so in its words.
const AHEAD: i32 = 240;

/// How many days back a date without a year can lie: to the beginning of the current year at most, and by a little
/// more at the turn of the year. Reports look back further than they look forward.
const BEHIND: i32 = 334;

/// What one time expression tells of the day the report was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatingClue {
    /// It was not written before this day.
    pub earliest: Option<Date>,
    /// It was not written after this day.
    pub latest: Option<Date>,
    /// How it lies to a day of a year that is not told.
    pub yearly: Option<Yearly>,
    /// Why, for a person to read.
    pub evidence: String,
    /// The words that tell it.
    pub tokens: Range<usize>,
}

/// A day of a year that is not told, and how far from it the report can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Yearly {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// The weekday it falls on, 0 for Monday, where it is told.
    pub weekday: Option<i8>,
    /// The report's distance from the day at the least, in days; negative before it.
    pub from: i32,
    /// The same at the most.
    pub to: i32,
}

/// A stretch of time in which the report must lie for a reason that is not in its time expressions: somebody held the
/// office that the report gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// First day.
    pub earliest: Date,
    /// Last day.
    pub latest: Date,
    /// The reason, one sentence.
    pub evidence: String,
}

/// What the time expressions of an article tell of the day it was written.
#[must_use]
pub fn dating_clues(text: &Text<'_>, calendar: &Calendar) -> Vec<DatingClue> {
    let grammar = Grammar::new(text, calendar);
    let found = grammar.all();
    let mut out = Vec::new();
    for (at, one) in found.iter().enumerate() {
        let tokens = grammar.tokens(&one.pieces);
        let side = outlook(text, calendar, &tokens);
        let next = found.get(at + 1).filter(|next| beside(&grammar, one, next));
        let clue = match next.and_then(|next| equated(one, next)) {
            Some(clue) => Some((
                clue,
                tokens.start..next.map_or(tokens.end, |n| grammar.tokens(&n.pieces).end),
            )),
            None => alone(one, side).map(|clue| (clue, tokens)),
        };
        out.extend(clue.map(|(bound, tokens)| bound.told(text.words(tokens.clone()), tokens)));
    }
    out
}

/// A clue before it has its words.
enum Bound {
    /// Told as past, from this day on.
    Past(Date),
    /// Told as to come, to this day.
    Ahead(Date),
    /// The report is of this day.
    On(Date),
    /// It lies so to a day of some year.
    Yearly(Yearly, Outlook),
}

impl Bound {
    fn told(self, words: &str, tokens: Range<usize>) -> DatingClue {
        let clue = |earliest, latest, yearly, evidence| DatingClue {
            earliest,
            latest,
            yearly,
            evidence,
            tokens,
        };
        match self {
            Bound::Past(day) => clue(
                Some(day),
                None,
                None,
                format!("'{words}' is told as past, so it was written on {day} or later"),
            ),
            Bound::Ahead(day) => clue(
                None,
                Some(day),
                None,
                format!("'{words}' is still to come, so it was written by {day}"),
            ),
            Bound::On(day) => {
                clue(Some(day), Some(day), None, format!("'{words}' gives the day, {day}"))
            }
            Bound::Yearly(yearly, side) => {
                let side = match side {
                    Outlook::Future => "is still to come",
                    Outlook::Past => "is past",
                    Outlook::Near | Outlook::Unknown => "is near",
                };
                let year = if yearly.weekday.is_some() {
                    ", in a year in which that is its weekday"
                } else {
                    ""
                };
                clue(None, None, Some(yearly), format!("'{words}' {side}{year}"))
            }
        }
    }
}

fn civil(found: &Found) -> Option<Civil> {
    match &found.reading {
        Reading::Date(When { base: Base::Civil(civil), .. })
        | Reading::Time(Some(When { base: Base::Civil(civil), .. }), _) => Some(*civil),
        _ => None,
    }
}

/// What an expression tells by itself.
fn alone(found: &Found, side: Outlook) -> Option<Bound> {
    let civil = civil(found)?;
    if civil.year_step.is_some() {
        return None;
    }
    let (month, day) = match (civil.year, civil.month, civil.day) {
        (Some(year), month, day) => {
            let point = match (month, day) {
                (Some(month), Some(day)) => Point::Day(Date::new(year, month, day).ok()?),
                (Some(month), None) => Point::Month(year, month),
                _ => Point::Year(year),
            };
            let (first, last) = point.interval()?;
            return match side {
                Outlook::Past => Some(Bound::Past(first)),
                Outlook::Future => Some(Bound::Ahead(last)),
                Outlook::Near | Outlook::Unknown => None,
            };
        }
        (None, Some(month), Some(day)) => (month, day),
        _ => return None,
    };
    let (from, to) = match (civil.step, civil.weekday, side) {
        // 'next Wednesday, October 19': of this week or the one before.
        (Some(1), Some(_), _) => (-13, -1),
        (Some(-1), Some(_), _) => (1, 13),
        (Some(_), _, _) => return None,
        (None, _, Outlook::Future) => (-AHEAD, 0),
        (None, _, Outlook::Past) => (0, BEHIND),
        (None, Some(_), Outlook::Near | Outlook::Unknown) => (-AHEAD, BEHIND),
        (None, None, Outlook::Near | Outlook::Unknown) => return None,
    };
    Some(Bound::Yearly(Yearly { month, day, weekday: civil.weekday, from, to }, side))
}

/// Whether nothing but a comma or a bracket stands between two expressions.
fn beside(grammar: &Grammar<'_>, one: &Found, next: &Found) -> bool {
    let gap = one.pieces.end..next.pieces.start;
    gap.len() <= 1 && gap.clone().all(|at| grammar.any(at, &[",", "(", "-", "–", "—", "["]))
}

/// What two expressions for one day tell together: 'today, October 11', 'next Wednesday (October 19)'.
fn equated(one: &Found, next: &Found) -> Option<Bound> {
    let date = civil(next)?;
    let (month, day) = date.month.zip(date.day)?;
    let (from, to, weekday) = match &one.reading {
        Reading::Date(When {
            base: Base::Near { unit: Unit::Day, step, from: Origin::Report },
            edge: None,
        }) => (-step, -step, None),
        Reading::Date(When {
            base: Base::Civil(Civil { weekday: Some(weekday), month: None, step, .. }),
            ..
        }) => match step {
            Some(1) => (-13, -1, Some(*weekday)),
            Some(-1) => (1, 13, Some(*weekday)),
            // A weekday alone is of the week around the report.
            _ => (-7, 7, Some(*weekday)),
        },
        Reading::Date(When { base: Base::InWeek { weekday, step }, .. }) => {
            (-7 * step - 6, -7 * step + 6, Some(*weekday))
        }
        _ => return None,
    };
    if let Some(year) = date.year {
        let day = Date::new(year, month, day).ok()?.checked_add(from.days()).ok()?;
        return (from == to).then_some(Bound::On(day));
    }
    let weekday = date.weekday.or(weekday);
    let side = match (from, to) {
        (..=-1, ..=-1) => Outlook::Future,
        (1.., 1..) => Outlook::Past,
        _ => Outlook::Unknown,
    };
    Some(Bound::Yearly(Yearly { month, day, weekday, from, to }, side))
}

/// The days on which a report can have been written that gives these clues and names the holders of these offices;
/// `None` where they leave one side open.
///
/// A clue that contradicts all before it is a misreading or a slip of the writer, and is left out, so that one mistake
/// does not cost the date. Offices come first, named years next, days without a year last: these need years to stand in.
#[must_use]
pub fn window(clues: &[DatingClue], terms: &[Term]) -> Option<Published> {
    let mut state = (Date::MIN, Date::MAX);
    let mut evidence = Vec::new();
    let mut narrow = |earliest: Option<Date>, latest: Option<Date>, why: &str| {
        let (first, last) =
            (state.0.max(earliest.unwrap_or(Date::MIN)), state.1.min(latest.unwrap_or(Date::MAX)));
        if first <= last && (first, last) != state {
            state = (first, last);
            evidence.push(why.to_owned());
        }
    };
    for term in terms {
        narrow(Some(term.earliest), Some(term.latest), &term.evidence);
    }
    for clue in clues.iter().filter(|clue| clue.yearly.is_none()) {
        narrow(clue.earliest, clue.latest, &clue.evidence);
    }
    if state.0 == Date::MIN || state.1 == Date::MAX {
        return None;
    }
    let mut stretches = vec![state];
    for clue in clues {
        let Some(yearly) = clue.yearly else { continue };
        let left = meet(&stretches, &yearly.stretches(state));
        if !left.is_empty() && left != stretches {
            stretches = left;
            evidence.push(clue.evidence.clone());
        }
    }
    let (earliest, latest) = (stretches.first()?.0, stretches.last()?.1);
    Some(Published { earliest, latest, basis: DateBasis::Inferred, evidence })
}

impl Yearly {
    /// The days that it allows between two days, in order.
    fn stretches(&self, (first, last): (Date, Date)) -> Vec<(Date, Date)> {
        let mut out: Vec<(Date, Date)> = Vec::new();
        // A window of more than a lifetime is no window; the bound keeps the work small.
        let years = (first.year().saturating_sub(1)..=last.year().saturating_add(1)).take(200);
        for day in years.filter_map(|year| Date::new(year, self.month, self.day).ok()) {
            if self.weekday.is_some_and(|told| day.weekday() != weekday(told)) {
                continue;
            }
            let ends = (day.checked_add(self.from.days()), day.checked_add(self.to.days()));
            let (Ok(from), Ok(to)) = ends else { continue };
            match out.last_mut() {
                Some(before) if before.1 >= from => before.1 = to.max(before.1),
                _ => out.push((from, to)),
            }
        }
        out
    }
}

fn meet(a: &[(Date, Date)], b: &[(Date, Date)]) -> Vec<(Date, Date)> {
    let pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x.0.max(y.0), x.1.min(y.1))));
    let mut out: Vec<_> = pairs.filter(|(from, to)| from <= to).collect();
    out.sort_unstable();
    out
}
