//! What every year has one of: quarters, halves, seasons and named days, resolved.

use jiff::civil::Date;

use super::feasts::{Base as Rule, Feast};
use super::outlook::Outlook;
use super::point::{Point, common};
use super::reading::{Choice, Yearly};
use super::resolve::Anchor;

type Days = (Date, Date);

impl Anchor<'_> {
    /// The value and the days of what every year has one of.
    pub(super) fn yearly(&self, what: Yearly, choice: Choice) -> (String, Option<Days>) {
        let named = |year: i16| self.in_year(what, year);
        let found = match choice {
            Choice::Year(year) => named(year).into_iter().next(),
            Choice::YearStep(step, from) => self.origin(from).and_then(|(_, last)| {
                named(last.year().checked_add(i16::try_from(step).ok()?)?).into_iter().next()
            }),
            Choice::Open | Choice::Step(_) => self.choose(what, choice),
        };
        match found {
            Some((value, days)) => (value, Some(days)),
            None => (self.yearly_unknown(what, choice), None),
        }
    }

    fn yearly_unknown(&self, what: Yearly, choice: Choice) -> String {
        let year = match choice {
            Choice::Year(year) => format!("{year:04}"),
            _ => "XXXX".to_owned(),
        };
        match what {
            Yearly::Quarter(n) => format!("{year}-Q{n}"),
            Yearly::Half(n) => format!("{year}-H{n}"),
            Yearly::Season(index) => {
                let code =
                    self.calendar.seasons.get(index).map_or("XX", |season| season.code.as_ref());
                format!("{year}-{code}")
            }
            Yearly::Feast(index) => match self.calendar.feasts.get(index).map(|feast| feast.rule) {
                Some((first, last)) if first == last => match first.base {
                    Rule::Fixed(month, day) => format!("{year}-{month:02}-{day:02}"),
                    _ => format!("{year}-XX-XX"),
                },
                _ => format!("{year}-XX-XX"),
            },
        }
    }

    fn choose(&self, what: Yearly, choice: Choice) -> Option<(String, Days)> {
        if let Yearly::Feast(index) = what
            && let Some(days) = self.calendar.feasts.get(index).and_then(Feast::once)
        {
            return Some((common(days.0, days.1)?.value(), days));
        }
        let report = self.report?;
        let years = (report.year() - 2)..=(report.year() + 2);
        let mut all: Vec<(String, Days)> =
            years.flat_map(|year| self.in_year(what, year)).collect();
        all.sort_by_key(|(_, days)| *days);
        let days = |n: i32| {
            let year = report.year().checked_add(i16::try_from(n).ok()?)?;
            self.in_year(what, year).into_iter().next().map(|(_, days)| days)
        };
        match (choice, self.near_side(&days, report)) {
            (Choice::Step(-1), _) => all.into_iter().rfind(|(_, (_, last))| *last < report),
            (Choice::Step(1), _) => all.into_iter().find(|(_, (first, _))| *first > report),
            (Choice::Step(_), outlook) => {
                // 'this summer' is the one of this year, 'this winter' the one that is or begins.
                let holds =
                    all.iter().position(|(_, (first, last))| (*first..=*last).contains(&report));
                let of_year = all.iter().position(|(_, (first, _))| first.year() == report.year());
                let ahead = all.iter().position(|(_, (first, _))| *first > report);
                let index = holds.or(if outlook == Outlook::Future { ahead } else { of_year })?;
                Some(all.swap_remove(index))
            }
            (_, Outlook::Past) => all.into_iter().rfind(|(_, (first, _))| *first <= report),
            (_, Outlook::Future) => all.into_iter().find(|(_, (_, last))| *last >= report),
            _ => all.into_iter().min_by_key(|(_, (first, last))| {
                let gap = if *last < report { last.until(report) } else { report.until(*first) };
                gap.map_or(i32::MAX, |gap| gap.get_days().max(0))
            }),
        }
    }

    fn in_year(&self, what: Yearly, year: i16) -> Vec<(String, Days)> {
        let point =
            |point: Point| point.interval().map(|days| (point.value(), days)).into_iter().collect();
        match what {
            Yearly::Quarter(n) => point(Point::Quarter(year, n)),
            Yearly::Half(n) => point(Point::Half(year, n)),
            Yearly::Season(index) => {
                let Some(season) = self.calendar.seasons.get(index) else { return Vec::new() };
                let last_year = if season.last < season.first { year + 1 } else { year };
                let first = Point::Month(year, season.first).interval();
                let last = Point::Month(last_year, season.last).interval();
                let days = first.zip(last).map(|((from, _), (_, to))| (from, to));
                days.map(|days| (format!("{year:04}-{}", season.code), days)).into_iter().collect()
            }
            Yearly::Feast(index) => {
                let Some(feast) = self.calendar.feasts.get(index) else { return Vec::new() };
                let days = feast.in_year(year);
                days.into_iter().filter_map(|d| Some((common(d.0, d.1)?.value(), d))).collect()
            }
        }
    }
}
