//! When named days fall: fixed dates, the nth weekday of a month, Easter, the Islamic and the Jewish calendar.

use jiff::ToSpan;
use jiff::civil::Date;
use smallvec::SmallVec;

use super::point::weekday;

/// Where a day of the year comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Month and day.
    Fixed(i8, i8),
    /// One day in history.
    Once(Date),
    /// Weekday (0 is Monday), which (negative counts from the end), month.
    Nth(i8, i8, i8),
    Easter,
    OrthodoxEaster,
    /// Month and day of the tabular Islamic calendar.
    Islamic(i8, i8),
    /// Month (Nisan is 1) and day.
    Jewish(i8, i8),
    /// Only what the table says.
    Table,
}

/// A day by rule, so many days before or after its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub base: Base,
    pub offset: i32,
}

/// A named day or period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Feast {
    /// First and last day.
    pub rule: (Rule, Rule),
    /// Years in which the world knew better.
    pub table: Vec<(i16, Rule, Rule)>,
}

/// First and last day of each time that a period begins in one year.
pub(super) type Occurrences = SmallVec<[(Date, Date); 2]>;

impl Feast {
    /// The one time it ever was, where it was only once.
    pub(super) fn once(&self) -> Option<(Date, Date)> {
        match (self.rule.0.base, self.rule.1.base) {
            (Base::Once(first), Base::Once(last)) => Some((first, last)),
            _ => None,
        }
    }

    /// When it begins in a year; a lunar feast can do so twice.
    pub(super) fn in_year(&self, year: i16) -> Occurrences {
        if let Some((_, first, last)) = self.table.iter().find(|(y, _, _)| *y == year) {
            return first.days(year).into_iter().zip(last.days(year)).collect();
        }
        let mut out = Occurrences::new();
        for first in self.rule.0.days(year) {
            // The last day can lie in the next year.
            let next = year.checked_add(1).map(|y| self.rule.1.days(y)).unwrap_or_default();
            let last = self.rule.1.days(year).into_iter().chain(next).find(|last| *last >= first);
            if let Some(last) = last {
                out.push((first, last));
            }
        }
        out
    }
}

impl Rule {
    fn days(self, year: i16) -> SmallVec<[Date; 2]> {
        let moved = |day: Date| day.checked_add(self.offset.days()).ok();
        match self.base {
            Base::Fixed(month, day) => {
                Date::new(year, month, day).ok().and_then(moved).into_iter().collect()
            }
            Base::Once(day) => {
                (day.year() == year).then_some(day).and_then(moved).into_iter().collect()
            }
            Base::Nth(day, nth, month) => {
                let first = Date::new(year, month, 1).ok();
                let found = first.and_then(|f| f.nth_weekday_of_month(nth, weekday(day)).ok());
                found.and_then(moved).into_iter().collect()
            }
            Base::Easter => easter(year).and_then(moved).into_iter().collect(),
            Base::OrthodoxEaster => orthodox_easter(year).and_then(moved).into_iter().collect(),
            Base::Islamic(month, day) => islamic(year, month, day).filter_map(moved).collect(),
            Base::Jewish(month, day) => {
                jewish(year, month, day).and_then(moved).into_iter().collect()
            }
            Base::Table => SmallVec::new(),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous computus).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Easter Sunday of the Julian calendar, as a Gregorian day.
fn orthodox_easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let d = (19 * (y % 19) + 15) % 30;
    let e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    let n = d + e + 114;
    let julian =
        Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    julian.checked_add((y / 100 - y / 400 - 2).days()).ok()
}

/// The day that is the `n`th since the first of January of the year 1.
fn fixed(n: i64) -> Option<Date> {
    Date::new(1, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(n - 1).ok()?).ok()
}

/// The days of a Gregorian year on which a day of the tabular Islamic calendar falls.
fn islamic(year: i16, month: i8, day: i8) -> impl Iterator<Item = Date> {
    let about = (i64::from(year) - 622) * 33 / 32;
    (about - 1..=about + 2).filter_map(move |y| {
        let (month, day) = (i64::from(month), i64::from(day));
        let leaps = (3 + 11 * y).div_euclid(30);
        let n = 227_014 + (y - 1) * 354 + leaps + 29 * (month - 1) + month / 2 + day;
        fixed(n).filter(|date| date.year() == year)
    })
}

/// The day of a Gregorian year on which a day of the Jewish calendar falls. The months from Nisan on are counted
/// back from the new year that follows, those from Tishri on forward, so that the leap month never matters.
fn jewish(year: i16, month: i8, day: i8) -> Option<Date> {
    let tishri = i64::from(year) + 3761;
    let day = i64::from(day);
    let n = match month {
        12 => jewish_new_year(tishri) - 177 - 29 + day - 1,
        1..=6 => {
            let before = [0, 30, 59, 89, 118, 148][usize::try_from(month - 1).ok()?];
            jewish_new_year(tishri) - 177 + before + day - 1
        }
        _ => {
            let length = jewish_new_year(tishri + 1) - jewish_new_year(tishri);
            let heshvan = if length % 10 == 5 { 30 } else { 29 };
            let before = match month {
                7 => 0,
                8 => 30,
                _ => 30 + heshvan,
            };
            jewish_new_year(tishri) + before + day - 1
        }
    };
    fixed(n)
}

fn jewish_new_year(year: i64) -> i64 {
    let elapsed = |y: i64| {
        let months = (235 * y - 234).div_euclid(19);
        let day = 29 * months + (12_084 + 13_753 * months).div_euclid(25_920);
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = match () {
        () if after - this == 356 => 2,
        () if this - before == 382 => 1,
        () => 0,
    };
    this + delay - 1_373_427
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: Base, year: i16, wanted: &str) {
        let days = Rule { base, offset: 0 }.days(year);
        let got: Vec<String> = days.iter().map(ToString::to_string).collect();
        assert_eq!(got.join(" "), wanted);
    }

    #[test]
    fn moveable_feasts_fall_where_almanacs_put_them() {
        check(Base::Easter, 2016, "2016-03-27");
        check(Base::Easter, 2000, "2000-04-23");
        check(Base::Easter, 2025, "2025-04-20");
        check(Base::OrthodoxEaster, 2016, "2016-05-01");
        check(Base::OrthodoxEaster, 2021, "2021-05-02");
        check(Base::Nth(3, 4, 11), 2016, "2016-11-24");
        check(Base::Nth(0, -1, 5), 2016, "2016-05-30");
        check(Base::Jewish(7, 1), 2016, "2016-10-03");
        check(Base::Jewish(1, 15), 2016, "2016-04-23");
        check(Base::Jewish(9, 25), 2016, "2016-12-25");
        check(Base::Jewish(12, 14), 2016, "2016-03-24");
        check(Base::Jewish(7, 10), 2023, "2023-09-25");
    }

    #[test]
    fn the_islamic_year_is_shorter_than_the_civil_one() {
        check(Base::Islamic(9, 1), 2016, "2016-06-07");
        check(Base::Islamic(9, 1), 2030, "2030-01-06 2030-12-26");
        check(Base::Islamic(10, 1), 1990, "1990-04-27");
    }
}
