//! When: TIMEX3 time expressions of English news, their values and the intervals they denote.

mod calendar;
mod clock;
mod dates;
mod dating;
mod feasts;
mod grammar;
mod lexer;
mod measures;
mod outlook;
mod phrases;
mod point;
mod reading;
mod resolve;
mod story;
#[cfg(test)]
mod tests;
mod yearly;

use std::ops::Range;

use jiff::civil::Date;

pub use calendar::Calendar;
pub use dating::{DatingClue, Term, Yearly, dating_clues, window};
use grammar::Grammar;
use outlook::{Outlook, outlook};

use crate::text::Text;

/// TIMEX3's `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeType {
    /// A calendar point of day or coarser grain.
    Date,
    /// A point of the day.
    Time,
    /// A stretch of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimeType {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            TimeType::Date => "DATE",
            TimeType::Time => "TIME",
            TimeType::Duration => "DURATION",
            TimeType::Set => "SET",
        }
    }
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// TIMEX3's `type`.
    pub kind: TimeType,
    /// TIMEX3's `value`; `XXXX-10-19` where the anchor that it needs is not known.
    pub value: String,
    /// First and last day that it denotes, where it denotes days and the anchor is known.
    pub interval: Option<(Date, Date)>,
}

/// The time expressions of an article, in order of their tokens; none overlaps another.
///
/// `published` is the first and the last day on which the report can have appeared. Where both are the same, every
/// value is resolved; where the window is wider, a value says what holds on all its days and the interval is as wide
/// as it must be; without a window values stay open (`XXXX-10-19`).
#[must_use]
pub fn times(text: &Text<'_>, calendar: &Calendar, published: Option<(Date, Date)>) -> Vec<Time> {
    let grammar = Grammar::new(text, calendar);
    let found = grammar.all();
    let outlooks: Vec<Outlook> =
        found.iter().map(|f| outlook(text, calendar, &grammar.tokens(&f.pieces))).collect();
    let read = |report: Option<Date>| story::resolve(&grammar, &found, &outlooks, report);
    let resolved = match published {
        Some((first, last)) if first == last => read(Some(first)),
        Some((first, last)) => {
            let bare = read(None);
            let pairs = read(Some(first)).into_iter().zip(read(Some(last)));
            pairs
                .zip(bare)
                .map(|((first, last), bare)| resolve::merge(first, &last, || bare))
                .collect()
        }
        None => read(None),
    };
    found
        .iter()
        .zip(resolved)
        .map(|(f, resolved)| resolved.over(grammar.tokens(&f.pieces)))
        .collect()
}
