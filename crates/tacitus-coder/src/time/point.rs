//! Stretches of the calendar that TIMEX3 has a name for: a day, a week, a quarter, a decade.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// A unit of time that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekday,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// The letter of a duration's value, and what one unit counts in it.
    fn letter(self) -> (&'static str, u32) {
        match self {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day | Unit::Weekday => ("D", 1),
            Unit::Night => ("NI", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Week => ("W", 1),
            Unit::Fortnight => ("W", 2),
            Unit::Month => ("M", 1),
            Unit::Quarter => ("M", 3),
            Unit::Half => ("M", 6),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("DE", 1),
            Unit::Century => ("CE", 1),
            Unit::Millennium => ("ML", 1),
        }
    }

    /// Whether it is shorter than a day, so that TIMEX3 writes it behind a `T`.
    pub(super) fn of_the_clock(self) -> bool {
        matches!(self, Unit::Second | Unit::Minute | Unit::Hour | Unit::Night)
    }

    /// `tenths` tenths of this unit as a duration's value, `PXY` for a number that is not told.
    pub(super) fn duration(self, tenths: Option<u32>) -> String {
        let (letter, factor) = self.letter();
        let p = if self.of_the_clock() { "PT" } else { "P" };
        match tenths.map(|n| n.saturating_mul(factor)) {
            None => format!("{p}X{letter}"),
            Some(n) if n % 10 == 0 => format!("{p}{}{letter}", n / 10),
            // Half an hour is thirty minutes, half a year six months, in the guidelines' own examples.
            Some(n) if n < 10 && self == Unit::Hour => format!("PT{}M", n * 6),
            Some(n) if n == 5 && self == Unit::Year => "P6M".to_owned(),
            Some(n) => format!("{p}{}.{}{letter}", n / 10, n % 10),
        }
    }

    /// So many tenths of the unit as a span of the calendar; none where it is too large to be one.
    pub(super) fn span(self, tenths: u32) -> Option<Span> {
        let n = i64::from(tenths);
        let days = |each: i64| Span::new().try_days(n * each / 10).ok();
        let months = |each: i64| Span::new().try_months(n * each / 10).ok();
        match self {
            Unit::Second | Unit::Minute => Some(0.days()),
            Unit::Hour => Span::new().try_days(n / 240).ok(),
            Unit::Day | Unit::Night | Unit::Weekday => days(1),
            Unit::Week | Unit::Weekend => days(7),
            Unit::Fortnight => days(14),
            Unit::Month => months(1),
            Unit::Quarter => months(3),
            Unit::Half => months(6),
            Unit::Year => months(12),
            Unit::Decade => months(120),
            Unit::Century => months(1200),
            Unit::Millennium => months(12_000),
        }
    }
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Point {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Year(i16),
    /// `199`.
    Decade(i16),
    /// `19` is the twentieth.
    Century(i16),
}

impl Point {
    /// The point of grain `unit` that holds `day`.
    pub(super) fn holding(day: Date, unit: Unit) -> Point {
        match unit {
            Unit::Week | Unit::Fortnight => Point::Week(monday(day)),
            Unit::Weekend => Point::Weekend(monday(day)),
            Unit::Month => Point::Month(day.year(), day.month()),
            Unit::Quarter => Point::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            Unit::Half => Point::Half(day.year(), (day.month() - 1) / 6 + 1),
            Unit::Year => Point::Year(day.year()),
            Unit::Decade => Point::Decade(day.year().div_euclid(10)),
            Unit::Century | Unit::Millennium => Point::Century(day.year().div_euclid(100)),
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night | Unit::Weekday => {
                Point::Day(day)
            }
        }
    }

    /// TIMEX3's value.
    pub(super) fn value(self) -> String {
        match self {
            Point::Day(day) => day.to_string(),
            Point::Week(monday) => week(monday),
            Point::Weekend(monday) => format!("{}-WE", week(monday)),
            Point::Month(year, month) => format!("{year:04}-{month:02}"),
            Point::Quarter(year, quarter) => format!("{year:04}-Q{quarter}"),
            Point::Half(year, half) => format!("{year:04}-H{half}"),
            Point::Year(year) => format!("{year:04}"),
            Point::Decade(decade) => format!("{decade:03}"),
            Point::Century(century) => format!("{century:02}"),
        }
    }

    /// Its first and last day.
    pub(super) fn interval(self) -> Option<(Date, Date)> {
        let months = |year: i16, month: i8, count: i32| {
            let first = Date::new(year, month, 1).ok()?;
            Some((first, first.checked_add(count.months()).ok()?.yesterday().ok()?))
        };
        match self {
            Point::Day(day) => Some((day, day)),
            Point::Week(monday) => Some((monday, monday.checked_add(6.days()).ok()?)),
            Point::Weekend(monday) => {
                Some((monday.checked_add(5.days()).ok()?, monday.checked_add(6.days()).ok()?))
            }
            Point::Month(year, month) => months(year, month, 1),
            Point::Quarter(year, quarter) => months(year, quarter * 3 - 2, 3),
            Point::Half(year, half) => months(year, half * 6 - 5, 6),
            Point::Year(year) => months(year, 1, 12),
            Point::Decade(decade) => months(decade.checked_mul(10)?, 1, 120),
            Point::Century(century) => months(century.checked_mul(100)?, 1, 1200),
        }
    }

    /// The point `n` later of the same grain.
    pub(super) fn shift(self, n: i32) -> Option<Point> {
        let small = i16::try_from(n).ok()?;
        let parts = |year: i16, part: i8, each: i16| {
            let all =
                year.checked_mul(each)?.checked_add(i16::from(part) - 1)?.checked_add(small)?;
            Some((all.div_euclid(each), i8::try_from(all.rem_euclid(each)).ok()? + 1))
        };
        Some(match self {
            Point::Day(day) => Point::Day(day.checked_add(n.days()).ok()?),
            Point::Week(monday) => Point::Week(monday.checked_add(n.weeks()).ok()?),
            Point::Weekend(monday) => Point::Weekend(monday.checked_add(n.weeks()).ok()?),
            Point::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?.checked_add(n.months()).ok()?;
                Point::Month(first.year(), first.month())
            }
            Point::Quarter(year, part) => {
                let (year, part) = parts(year, part, 4)?;
                Point::Quarter(year, part)
            }
            Point::Half(year, part) => {
                let (year, part) = parts(year, part, 2)?;
                Point::Half(year, part)
            }
            Point::Year(year) => Point::Year(year.checked_add(small)?),
            Point::Decade(decade) => Point::Decade(decade.checked_add(small)?),
            Point::Century(century) => Point::Century(century.checked_add(small)?),
        })
    }
}

/// The Monday of the week that holds `day`.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// The day of the week `0` (Monday) to `6`.
pub(super) fn weekday(offset: i8) -> Weekday {
    Weekday::from_monday_zero_offset(offset).unwrap_or(Weekday::Monday)
}

fn week(day: Date) -> String {
    let iso = day.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

/// The finest of day, month and year that holds both days: what can still be said of a time whose
/// anchor is only known as a window.
pub(super) fn common(first: Date, last: Date) -> Option<Point> {
    [Unit::Day, Unit::Month, Unit::Year].into_iter().find_map(|unit| {
        (first == last || unit != Unit::Day)
            .then(|| (Point::holding(first, unit), Point::holding(last, unit)))
            .filter(|(a, b)| a == b)
            .map(|(a, _)| a)
    })
}
