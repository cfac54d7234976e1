//! When: TIMEX3 time expressions of English news, their values and the intervals they denote.

use std::ops::Range;

use jiff::civil::Date;

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
