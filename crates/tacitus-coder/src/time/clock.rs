//! The grammar of times of day: '3:30 p.m. on Friday', 'this morning', '15:00 GMT', 'Monday night'.

use super::calendar::Part;
use super::grammar::{Grammar, Read};
use super::lexer::Word;
use super::point::Unit;
use super::reading::{Base, Clock, Edge, Origin, Reading, When};

impl Grammar<'_> {
    /// A point or part of the day, with its day if it is told.
    pub(super) fn time(&self, i: usize) -> Read<Reading> {
        let candidates = [self.clock_first(i), self.day_first(i), self.part_of_day(i)];
        candidates
            .into_iter()
            .flatten()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// Whether a time of day begins at `i`.
    pub(super) fn clock_at(&self, i: usize) -> bool {
        self.clock(i).is_some()
    }

    /// '3:30 p.m.', '3:30 p.m. GMT on Friday', 'noon Tuesday', '8 in the morning'.
    fn clock_first(&self, i: usize) -> Read<Reading> {
        let (value, end) = self.clock(i)?;
        let time = |day, end| Some((Reading::Time(day, Clock(value.clone())), end));
        let on = self.comma(end);
        let on = on + usize::from(self.any(on, &["on", "of"]));
        if let Some((when, end)) = self.plain_day(on) {
            // '11.24 p.m. on Sunday night'
            let end = match self.part(end) {
                Some((Part::Code(_), end)) => end,
                _ => end,
            };
            return time(Some(when), end);
        }
        time(None, end)
    }

    /// A day that a time of day can join: a weekday, a date with its day, 'today', 'last Friday'.
    fn plain_day(&self, i: usize) -> Read<When> {
        let (base, end) = self.base(i)?;
        let day = match &base {
            Base::Civil(civil) => civil.day.is_some() || civil.weekday.is_some(),
            Base::Near { unit, .. } => *unit == Unit::Day,
            Base::InWeek { .. } => true,
            _ => false,
        };
        day.then(|| (base.into(), end))
    }

    /// 'Friday at 3:30 p.m.', 'Monday night', 'early Saturday morning', 'yesterday afternoon'.
    fn day_first(&self, i: usize) -> Read<Reading> {
        let (edge, at) = match self.edge(i) {
            Some((edge @ (Edge::Early | Edge::Late | Edge::Before | Edge::After), at)) => {
                (Some(edge), at)
            }
            _ => (None, i),
        };
        let (mut when, end) = self.plain_day(at)?;
        when.edge = edge;
        if let Some((Part::Code(code), end)) = self.part(end)
            && !self.any(end, &["-", "–"])
        {
            return Some((Reading::Time(Some(when), Clock(format!("T{code}"))), end));
        }
        let next = self.comma(end);
        let next = next + usize::from(self.any(next, &["at", "around", "about", "in", "by"]));
        let next = self.the(next);
        if let Some((Part::Code(code), part)) = self.part(next)
            && next > end + 1
        {
            return Some((Reading::Time(Some(when), Clock(format!("T{code}"))), part));
        }
        let (value, end) = self.clock(next)?;
        Some((Reading::Time(Some(when), Clock(value)), end))
    }

    fn part(&self, i: usize) -> Option<(&Part, usize)> {
        self.calendar.parts.at(&self.pieces, i)
    }

    /// 'this morning', 'tonight', 'last night', 'in the evening', 'the next morning', 'the night before'.
    fn part_of_day(&self, i: usize) -> Read<Reading> {
        let (edge, at) = match self.edge(i) {
            Some((edge @ (Edge::Early | Edge::Late | Edge::Before | Edge::After), at)) => {
                (Some(edge), at)
            }
            _ => (None, i),
        };
        let near =
            |step, from| When { base: Base::Near { unit: Unit::Day, step, from }, edge: None };
        let time = |when: When, code: &str, end| {
            Some((Reading::Time(Some(when), Clock(format!("T{code}"))), end))
        };
        if self.lower(at) == "tonight" {
            return time(near(0, Origin::Report), "NI", at + 1);
        }
        let the = self.the(at);
        // 'the night before', 'the morning after'
        if let Some((Part::Code(code), end)) = self.part(the) {
            let step = match self.lower(end) {
                "before" => Some(-1),
                "after" => Some(1),
                _ => None,
            };
            if let (Some(step), true) =
                (step, the > at && matches!(self.tag(end + 1), "," | "." | "CC" | "_SP" | ""))
            {
                return time(near(step, Origin::Narrative), code, end + 1);
            }
            let placed =
                i > 0 && self.any(i - 1, &["in", "during", "through", "throughout", "by", "until"]);
            let noun = matches!(self.tag(end), "NN" | "NNS" | "NNP" | "HYPH");
            if the > at && (placed || edge.is_some()) && !noun && self.lower(end) != "of" {
                return time(near(0, Origin::Narrative), code, end);
            }
            if edge == Some(Edge::Early)
                && self.any(at, &["morning"])
                && i > 0
                && self.any(i - 1, &["in", "the"])
                && !noun
            {
                return time(near(0, Origin::Narrative), code, end);
            }
        }
        if self.lower(at) == "night" && i > 0 && self.any(i - 1, &["at", "by"]) {
            return Some((Reading::Fixed(super::TimeType::Time, "XXXX-XX-XXTNI".into()), at + 1));
        }
        let (step, from) = self.step(the)?;
        let (Part::Code(code), end) = self.part(the + 1)? else { return None };
        // 'last night' is the one before this day, 'next morning' is in the story.
        let from = if self.lower(the) == "next" { Origin::Narrative } else { from };
        let fits =
            !self.any(end, &["-", "–"]) && self.lower(the) != "past" && self.tag(the) != "WDT";
        fits.then(|| time(near(step, from), code, end))?
    }

    /// A time of day as what follows the day in a value.
    fn clock(&self, i: usize) -> Read<String> {
        if let Some((Part::Clock(value), end)) = self.part(i) {
            return Some((value.to_string(), end));
        }
        let (hour, minute, next) = self.hour_and_minute(i)?;
        let half = match self.lower(next) {
            "am" | "a.m" | "pm" | "p.m" => Some(self.lower(next).starts_with('p')),
            _ => None,
        };
        if let Some(afternoon) = half {
            let hour = match (hour, afternoon) {
                (13.., _) | (0, _) => return None,
                (12, false) => 0,
                (12, true) => 12,
                (h, false) => h,
                (h, true) => h + 12,
            };
            let (zone, end) = self.zone(next + 1);
            return Some((format!("T{hour:02}:{:02}{zone}", minute.unwrap_or(0)), end));
        }
        if self.any(next, &["o'clock", "o’clock"]) {
            return self.daypart_hour(hour, minute, next + 1);
        }
        if minute.is_none() || next == i + 1 {
            // '0600 GMT', '1500 local time': four digits and a zone. '8 in the morning': a number and a part.
            if let Word::Digits { value, len: 4, grouped: false } = self.word(i)
                && value / 100 < 24
                && value % 100 < 60
            {
                let hours = self.any(i + 1, &["hours", "hrs"]);
                let at = i + 1 + usize::from(hours);
                let (zone, end) = self.zone(at);
                let known = end > at
                    || (hours && i > 0 && self.any(i - 1, &["at", "by", "around", "from"]));
                return known
                    .then(|| (format!("T{:02}:{:02}{zone}", value / 100, value % 100), end));
            }
            return self
                .any(next, &["in"])
                .then(|| self.daypart_hour(hour, minute, next))
                .flatten()
                .filter(|&(_, end)| end > next);
        }
        let (zone, end) = self.zone(next);
        let timed = end > next
            || (i > 0
                && self.any(
                    i - 1,
                    &[
                        "at", "around", "about", "from", "until", "till", "by", "since", "before",
                        "after",
                    ],
                ));
        let clock = self.pieces.get(i + 1).is_some_and(|p| p.lower == ":");
        (timed && clock).then(|| (format!("T{hour:02}:{:02}{zone}", minute.unwrap_or(0)), end))
    }

    /// Hours with or without minutes: '3', '3:30', '15.00', and the next piece.
    fn hour_and_minute(&self, i: usize) -> Option<(u32, Option<u32>, usize)> {
        let hour = match self.word(i) {
            Word::Digits { value, len: 1 | 2, .. } | Word::Number(value) if value < 24 => value,
            Word::Digits { value, len: 4, .. } => return Some((value / 100, None, i + 1)),
            _ => return None,
        };
        let glued = |at: usize| self.pieces.get(at).is_some_and(|p| p.glued);
        if self.any(i + 1, &[":", "."])
            && glued(i + 1)
            && glued(i + 2)
            && let Word::Digits { value, len: 2, .. } = self.word(i + 2)
            && value < 60
        {
            // A third number makes it something else, seconds aside: '10:30:15', '1.10.2016'.
            let mut end = i + 3;
            if self.any(end, &[":", "."])
                && glued(end)
                && glued(end + 1)
                && matches!(self.word(end + 1), Word::Digits { .. })
            {
                if self.lower(end) == "." {
                    return None;
                }
                end += 2;
            }
            return Some((hour, Some(value), end));
        }
        Some((hour, None, i + 1))
    }

    /// 'o'clock in the morning': the part of the day tells which half.
    fn daypart_hour(&self, hour: u32, minute: Option<u32>, i: usize) -> Read<String> {
        let part = if self.lower(i) == "in" { self.part(self.the(i + 1)) } else { None };
        let (later, end) = match part {
            Some((Part::Code(code), end)) => (matches!(code.as_ref(), "AF" | "EV"), end),
            _ => (false, i),
        };
        let hour = if later && hour < 12 { hour + 12 } else { hour };
        (hour < 24).then(|| (format!("T{hour:02}:{:02}", minute.unwrap_or(0)), end))
    }

    /// A zone behind a time of day, as ISO 8601 writes it.
    fn zone(&self, i: usize) -> (String, usize) {
        match self.calendar.zones.at(&self.pieces, i) {
            Some((zone, end))
                if end > i + 1
                    || self.capital(i)
                    || self.lower(i) == "local"
                    || self.capital(end - 1) =>
            {
                (zone.as_deref().unwrap_or_default().to_owned(), end)
            }
            _ => (String::new(), i),
        }
    }
}
