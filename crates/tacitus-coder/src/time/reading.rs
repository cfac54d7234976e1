//! What the grammar reads before anything is resolved: which words stand there, not yet which days they mean.

use std::ops::Range;
use std::sync::Arc;

use super::TimeType;
use super::point::Unit;

/// A time expression with its pieces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub pieces: Range<usize>,
    pub reading: Reading,
}

/// The meaning of a time expression, not yet tied to the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    /// A day or something coarser.
    Date(When),
    /// A point or part of the day.
    Time(Option<When>, Clock),
    /// So many tenths of a unit, `None` for a number not told.
    Duration { tenths: Option<u32>, unit: Unit, side: Side },
    /// A value that never changes.
    Fixed(TimeType, Arc<str>),
    /// A recurring time.
    Set(String),
}

/// On which side of the report a stretch of time lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// 'the past three years'.
    Past,
    /// 'the next five years'.
    Future,
    /// 'three years'.
    Open,
}

/// A date and the part of it that is meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct When {
    pub base: Base,
    pub edge: Option<Edge>,
}

impl From<Base> for When {
    fn from(base: Base) -> Self {
        When { base, edge: None }
    }
}

/// A part of a date: TIMEX3's `mod` START, MID and END, and the part on this side of the report or beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Early,
    Middle,
    Late,
    /// 'earlier this month'.
    Before,
    /// 'later this month'.
    After,
}

/// What a date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The day of the report.
    Report,
    /// The date the narrative has reached.
    Narrative,
}

/// Which of the many Mays or Christmases is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The tense of the clause decides.
    Open,
    /// 'last', 'this', 'next' as -1, 0, 1.
    Step(i32),
    /// Its year is named.
    Year(i16),
    /// 'of last year': years counted from the report's or the narrative's.
    YearStep(i32, Origin),
}

/// A date by its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Base {
    /// Month, day, weekday and year, any of them missing.
    Civil(Civil),
    /// `199`.
    Decade(i16),
    /// `19` for the twentieth.
    Century(i16),
    /// '2003–06' in one token.
    Years(i16, i16),
    /// 'fiscal 2013': named after a year and not the same.
    Fiscal(i16),
    /// 'last week', 'this month', 'today': so many units from the origin.
    Near { unit: Unit, step: i32, from: Origin },
    /// 'Friday of last week'.
    InWeek { weekday: i8, step: i32 },
    /// 'three years ago', 'two days later'.
    Shift { tenths: Option<u32>, unit: Unit, back: bool, from: Origin },
    /// Quarter, half or season, or a feast.
    Yearly(Yearly, Choice),
}

/// What every year has one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yearly {
    Quarter(i8),
    Half(i8),
    /// Index into the calendar's seasons.
    Season(usize),
    /// Index into the calendar's named days.
    Feast(usize),
}

/// The fields of a civil date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Civil {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: Option<i8>,
    pub weekday: Option<i8>,
    /// 'last', 'this', 'next' as -1, 0, 1.
    pub step: Option<i32>,
    /// 'May of last year'.
    pub year_step: Option<(i32, Origin)>,
}

/// A point or part of the day: what stands behind the day in the value, `T15:30Z` or `TMO`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clock(pub String);
