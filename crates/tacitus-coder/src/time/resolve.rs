//! From readings to values and intervals, with the report's day and the story's as anchors.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::Calendar;
use super::outlook::Outlook;
use super::point::{Point, Unit, common, monday, weekday};
use super::reading::{Base, Civil, Clock, Edge, Origin, Reading, Side, When};
use super::{Time, TimeType};

/// A value with the days it denotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub kind: TimeType,
    pub value: String,
    pub interval: Option<(Date, Date)>,
}

/// What the story has said of time so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Story {
    /// The days that the last date denotes.
    pub days: Option<(Date, Date)>,
    /// Whether that date stands in the sentence now read.
    pub in_sentence: bool,
    /// Year and month of the last date, where it stands in this paragraph and names or continues them.
    pub year: Option<(i16, i8)>,
}

/// What readings are resolved against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'a> {
    pub calendar: &'a Calendar,
    /// The day of the report.
    pub report: Option<Date>,
    pub story: Story,
    pub outlook: Outlook,
}

type Days = (Date, Date);

impl Anchor<'_> {
    /// The value and the days of a reading.
    pub(super) fn resolve(&self, reading: &Reading) -> Resolved {
        match reading {
            Reading::Date(when) => {
                let (value, interval) = self.when(when);
                // 'two hours later' is a time of the clock.
                let kind = if value.contains("TXX") { TimeType::Time } else { TimeType::Date };
                Resolved { kind, value, interval }
            }
            Reading::Time(when, clock) => self.time(when.as_ref(), clock),
            Reading::Duration { tenths, unit, side } => Resolved {
                kind: TimeType::Duration,
                value: unit.duration(*tenths),
                interval: self.stretch(*tenths, *unit, *side),
            },
            Reading::Fixed(kind, value) => self.fixed(*kind, value),
            Reading::Set(value) => {
                Resolved { kind: TimeType::Set, value: value.clone(), interval: None }
            }
        }
    }

    fn fixed(&self, kind: TimeType, value: &Arc<str>) -> Resolved {
        // A part of no told day is one of the story's or the report's days.
        if let (TimeType::Time, Some("TNI")) = (kind, value.strip_prefix("XXXX-XX-XX"))
            && let Some(day) = self.day_of_clock()
        {
            return Resolved { kind, value: format!("{day}TNI"), interval: Some((day, day)) };
        }
        let now = (value.as_ref() == "PRESENT_REF").then_some(self.report).flatten();
        Resolved { kind, value: value.to_string(), interval: now.map(|day| (day, day)) }
    }

    /// The day a time of day belongs to that names none.
    fn day_of_clock(&self) -> Option<Date> {
        let told = self.story.days.filter(|(first, last)| first == last && self.story.in_sentence);
        told.map(|(first, _)| first).or(self.report)
    }

    fn time(&self, when: Option<&When>, clock: &Clock) -> Resolved {
        let kind = TimeType::Time;
        let (day, interval) = match when {
            Some(when) => self.when(&When { edge: None, ..when.clone() }),
            None => match self.day_of_clock() {
                Some(day) => (day.to_string(), Some((day, day))),
                None => (String::new(), None),
            },
        };
        let value = match clock {
            Clock(part) if day.is_empty() && !part.contains(':') => format!("XXXX-XX-XX{part}"),
            Clock(part) => format!("{day}{part}"),
        };
        Resolved { kind, value, interval }
    }

    fn stretch(&self, tenths: Option<u32>, unit: Unit, side: Side) -> Option<Days> {
        let day = self.report?;
        let span = unit.span(tenths?)?;
        match side {
            Side::Past => Some((day.checked_sub(span).ok()?, day)),
            Side::Future => Some((day, day.checked_add(span).ok()?)),
            Side::Open => None,
        }
    }

    fn when(&self, when: &When) -> (String, Option<Days>) {
        let (value, days) = self.base(&when.base);
        let days = match (when.edge, days) {
            (Some(edge), Some(days)) => self.cut(edge, days),
            (_, days) => days,
        };
        (value, days)
    }

    /// The part of a stretch that 'early', 'mid', 'late' leave: a third each, halves would say too much.
    fn cut(&self, edge: Edge, (first, last): Days) -> Option<Days> {
        let length = first.until(last).ok()?.get_days() + 1;
        let third = length / 3;
        if length < 3 {
            return Some((first, last));
        }
        let day = |n: i32| first.checked_add(n.days()).ok();
        match edge {
            Edge::Early => Some((first, day(third - 1)?)),
            Edge::Middle => Some((day(third)?, day(length - third - 1)?)),
            Edge::Late => Some((day(length - third)?, last)),
            Edge::Before => {
                Some((first, self.report.filter(|d| (first..=last).contains(d)).unwrap_or(last)))
            }
            Edge::After => {
                Some((self.report.filter(|d| (first..=last).contains(d)).unwrap_or(first), last))
            }
        }
    }

    fn base(&self, base: &Base) -> (String, Option<Days>) {
        let point = |point: Point| (point.value(), point.interval());
        match base {
            Base::Civil(civil) => self.civil(*civil),
            Base::Decade(decade) => point(Point::Decade(*decade)),
            Base::Century(century) => point(Point::Century(*century)),
            Base::Fiscal(year) => (Point::Year(*year).value(), None),
            Base::Years(first, last) => {
                let days = Point::Year(*first).interval().zip(Point::Year(*last).interval());
                (Point::Year(*first).value(), days.map(|((from, _), (_, to))| (from, to)))
            }
            Base::Near { unit, step, from } => self.near(*unit, *step, *from),
            Base::InWeek { weekday, step } => {
                let day = self.report.and_then(|d| {
                    let week = monday(d).checked_add((*step).weeks()).ok()?;
                    week.checked_add(i64::from(*weekday).days()).ok()
                });
                day.map_or_else(
                    || (format!("XXXX-WXX-{}", weekday + 1), None),
                    |d| point(Point::Day(d)),
                )
            }
            Base::Shift { tenths, unit, back, from } => self.shift(*tenths, *unit, *back, *from),
            Base::Yearly(what, choice) => self.yearly(*what, *choice),
        }
    }

    /// The days that are counted from.
    pub(super) fn origin(&self, origin: Origin) -> Option<Days> {
        let report = self.report.map(|day| (day, day));
        match origin {
            Origin::Report => report,
            Origin::Narrative => self.story.days.or(report),
        }
    }

    fn near(&self, unit: Unit, step: i32, from: Origin) -> (String, Option<Days>) {
        let Some(days) = self.origin(from) else { return (unknown(unit), None) };
        if unit == Unit::Weekend && step == 0 && self.outlook == Outlook::Past {
            // On a Monday 'this weekend' has just been.
            let behind = |day: Date| {
                let point = Point::holding(day, unit);
                let ahead = point.interval().is_some_and(|(first, _)| first > day);
                point.shift(-i32::from(ahead))
            };
            return self.both(days, unit, behind);
        }
        self.both(days, unit, |day| Point::holding(day, unit).shift(step))
    }

    fn shift(
        &self,
        tenths: Option<u32>,
        unit: Unit,
        back: bool,
        from: Origin,
    ) -> (String, Option<Days>) {
        let Some(tenths) = tenths else {
            // 'years ago', 'months later': no number, no date.
            let value = match (from, back) {
                (Origin::Report, true) => "PAST_REF".to_owned(),
                (Origin::Report, false) => "FUTURE_REF".to_owned(),
                (Origin::Narrative, _) => unknown(unit),
            };
            return (value, None);
        };
        // 'A year later' in a story that has named no date yet is told from something else, not from the report.
        if from == Origin::Narrative && !back && self.story.days.is_none() {
            return (unknown(unit), None);
        }
        // A decade ago is a year, ten years ago; a century likewise.
        let grain = match unit {
            Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
            Unit::Quarter | Unit::Half => Unit::Month,
            Unit::Year | Unit::Month if tenths % 10 != 0 => Unit::Month,
            Unit::Fortnight | Unit::Weekend => Unit::Week,
            other => other,
        };
        let Some(days) = self.origin(from) else { return (unknown(grain), None) };
        // Two months after a year of which no more is told lie in that year for all anybody knows.
        if grain < Unit::Year
            && days.0 != days.1
            && from == Origin::Narrative
            && let Some(whole) = common(days.0, days.1)
            && unit
                .span(tenths)
                .and_then(|span| days.0.checked_add(span).ok())
                .is_some_and(|day| day <= days.1)
        {
            return (whole.value(), Some(days));
        }
        let clock = unit.of_the_clock() && unit != Unit::Night;
        let (value, days) = self.both(days, grain, |day| {
            let span = unit.span(tenths)?;
            let moved = if back { day.checked_sub(span) } else { day.checked_add(span) };
            Some(Point::holding(moved.ok()?, grain))
        });
        (if clock { format!("{value}TXX:XX") } else { value }, days)
    }

    /// A point counted from the first and from the last day that the anchor can be. Where they differ, what both
    /// have in common is all that is known.
    fn both(
        &self,
        (first, last): Days,
        unit: Unit,
        point: impl Fn(Date) -> Option<Point>,
    ) -> (String, Option<Days>) {
        let (Some(a), Some(b)) = (point(first), point(last)) else { return (unknown(unit), None) };
        let days = a.interval().zip(b.interval()).map(|((from, _), (_, to))| (from, to));
        if a == b {
            return (a.value(), a.interval());
        }
        let value = days
            .and_then(|(from, to)| common(from, to))
            .map_or_else(|| unknown(unit), Point::value);
        (value, days)
    }

    fn civil(&self, civil: Civil) -> (String, Option<Days>) {
        let unknown = civil_unknown(civil);
        match self.civil_point(civil) {
            Some(point) => (point.value(), point.interval()),
            None => (unknown, None),
        }
    }

    fn civil_point(&self, civil: Civil) -> Option<Point> {
        if let Some((step, from)) = civil.year_step {
            let (_, last) = self.origin(from)?;
            let year = last.year().checked_add(i16::try_from(step).ok()?)?;
            return self.civil_point(Civil { year: Some(year), year_step: None, ..civil });
        }
        match (civil.year, civil.month, civil.day) {
            (Some(year), None, _) => Some(Point::Year(year)),
            (Some(year), Some(month), None) => Some(Point::Month(year, month)),
            (Some(year), Some(month), Some(day)) => {
                Date::new(year, month, day).ok().map(Point::Day)
            }
            (None, Some(month), None) => {
                let report = self.report?;
                let this = Point::Month(report.year(), month);
                self.pick(civil.step, |n| this.shift(12 * n), report)
            }
            (None, Some(month), Some(day)) => {
                if let Some((year, reached)) = self.story.year
                    && self.outlook != Outlook::Future
                    && reached <= month
                    && civil.weekday.is_none()
                    && self.report.is_none_or(|report| year < report.year())
                {
                    return Date::new(year, month, day).ok().map(Point::Day);
                }
                let report = self.report?;
                let on = |n: i32| {
                    let year = report.year().checked_add(i16::try_from(n).ok()?)?;
                    Date::new(year, month, day).ok().map(Point::Day)
                };
                // Its weekday decides between years before the tense does.
                if let Some(told) = civil.weekday {
                    let fits = |n: &i32| {
                        on(*n)
                            .and_then(Point::interval)
                            .is_some_and(|(d, _)| d.weekday() == weekday(told))
                    };
                    let order =
                        if self.outlook == Outlook::Future { [0, 1, -1] } else { [0, -1, 1] };
                    if let Some(n) = order.into_iter().find(fits) {
                        return on(n);
                    }
                }
                self.pick(civil.step, on, report)
            }
            (None, None, _) => self.weekday_point(civil.weekday?, civil.step),
        }
    }

    /// One of the same thing in this, the last and the next year.
    fn pick(
        &self,
        step: Option<i32>,
        of_year: impl Fn(i32) -> Option<Point>,
        report: Date,
    ) -> Option<Point> {
        let days = |n: i32| of_year(n)?.interval();
        let behind = |n: &i32| days(*n).is_some_and(|(_, last)| last < report);
        let ahead = |n: &i32| days(*n).is_some_and(|(first, _)| first > report);
        let n = match step {
            Some(-1) => [0, -1, -2].into_iter().find(behind)?,
            Some(1) => [0, 1, 2].into_iter().find(ahead)?,
            Some(_) => 0,
            None => match self.near_side(&days, report) {
                Outlook::Past => [0, -1, -2, -3, -4]
                    .into_iter()
                    .find(|n| days(*n).is_some_and(|(first, _)| first <= report))?,
                Outlook::Future => [0, 1, 2, 3, 4]
                    .into_iter()
                    .find(|n| days(*n).is_some_and(|(_, last)| last >= report))?,
                Outlook::Unknown | Outlook::Near => {
                    // Reports tell more of what has been: 'the Sept. 11 attack', in May, is last year's.
                    let distance = |n: &i32| {
                        let (first, last) = days(*n)?;
                        let behind = last < report;
                        let gap = if behind { last.until(report) } else { report.until(first) };
                        Some(gap.ok()?.get_days().max(0) * if behind { 4 } else { 9 })
                    };
                    [-1, 0, 1].into_iter().filter(|n| distance(n).is_some()).min_by_key(distance)?
                }
            },
        };
        of_year(n)
    }

    /// The side on which something of every year is looked for. Tense can mislead ('the scheduled date of March 29' in
    /// April): when it leads most of a year away and the other side is near, nearness is right.
    pub(super) fn near_side(&self, days: &impl Fn(i32) -> Option<Days>, report: Date) -> Outlook {
        let far = |day: Date| report.until(day).map_or(0, |gap| gap.get_days());
        let all = || (-1..=1).filter_map(days);
        let before = all().filter(|(first, _)| *first <= report).map(|(_, last)| -far(last)).min();
        let ahead = all().filter(|(_, last)| *last >= report).map(|(first, _)| far(first)).min();
        // Of a month this is said less easily than of a day: months are named from further off.
        let day = days(0).is_some_and(|(first, last)| first == last);
        let (near, distant) = if day { (120, 240) } else { (60, 300) };
        let misled = match (self.outlook, before, ahead) {
            (Outlook::Past, Some(before), Some(ahead)) => ahead <= 3 && before >= 300,
            (Outlook::Future, Some(before), Some(ahead)) => before <= near && ahead >= distant,
            _ => false,
        };
        if misled { Outlook::Unknown } else { self.outlook }
    }

    fn weekday_point(&self, day: i8, step: Option<i32>) -> Option<Point> {
        let report = self.report?;
        let today = report.weekday().to_monday_zero_offset();
        let since = i64::from((today - day).rem_euclid(7));
        let until = i64::from((day - today).rem_euclid(7));
        let offset = match (step, self.outlook) {
            // 'last Friday' skips the day that 'Friday' alone would name when that is only just past.
            (Some(-1), _) => -(if since < 3 { since + 7 } else { since }),
            (Some(1), _) => {
                let next = i64::from(day) - i64::from(today) + 7;
                next.min(until + 7)
            }
            (Some(_), Outlook::Past) => -since,
            (Some(_), _) => until,
            (None, Outlook::Future) => until,
            (None, Outlook::Near) if until < since => until,
            (None, _) => -since,
        };
        Some(Point::Day(report.checked_add(offset.days()).ok()?))
    }
}

/// What is known of a point of this grain when nothing is known of its anchor.
fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Week | Unit::Fortnight => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Half => "XXXX-HX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century | Unit::Millennium => "XX",
        _ => "XXXX-XX-XX",
    }
    .to_owned()
}

fn civil_unknown(civil: Civil) -> String {
    match (civil.month, civil.day, civil.weekday) {
        (Some(month), Some(day), _) => match civil.year {
            Some(year) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("XXXX-{month:02}-{day:02}"),
        },
        (Some(month), None, _) => format!("XXXX-{month:02}"),
        (None, _, Some(weekday)) => format!("XXXX-WXX-{}", weekday + 1),
        _ => "XXXX".to_owned(),
    }
}

/// What two resolutions, for the first and the last day that the report can be of, have in common.
pub(super) fn merge(first: Resolved, last: &Resolved, bare: impl FnOnce() -> Resolved) -> Resolved {
    if first == *last {
        return first;
    }
    let interval = first.interval.zip(last.interval).map(|((a, b), (c, d))| (a.min(c), b.max(d)));
    if first.value == last.value {
        return Resolved { interval, ..first };
    }
    let shared =
        interval.filter(|_| first.kind == TimeType::Date).and_then(|(from, to)| common(from, to));
    let value = shared.map_or_else(|| bare().value, Point::value);
    Resolved { kind: first.kind, value, interval }
}

impl Resolved {
    /// As a time expression over `tokens`.
    pub(super) fn over(self, tokens: std::ops::Range<usize>) -> Time {
        Time { tokens, kind: self.kind, value: self.value, interval: self.interval }
    }
}
