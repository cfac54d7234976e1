//! The grammar of dates: calendar dates, years, decades, quarters and seasons, and dates told from another.

use super::grammar::{Grammar, Read};
use super::lexer::Word;
use super::point::Unit;
use super::reading::{Base, Choice, Civil, Edge, Origin, When, Yearly};

impl Grammar<'_> {
    /// Any date, with the part of it that is meant.
    pub(super) fn date(&self, i: usize) -> Read<When> {
        let edged = self.edge(i).and_then(|(edge, at)| {
            let near = matches!(edge, Edge::Before | Edge::After);
            let (base, end) = self.base(at).or_else(|| self.bare_unit(at, edge))?;
            // 'later Monday' is that day; 'later October' is nothing anybody writes.
            let fits =
                !near || matches!(base, Base::Near { .. } | Base::Civil(_) | Base::Yearly(..));
            fits.then_some((When { base, edge: Some(edge) }, end))
        });
        edged.or_else(|| self.base(i).map(|(base, end)| (base.into(), end)))
    }

    /// 'the end of *the year*': the unit alone, which is a date only behind such words.
    fn bare_unit(&self, i: usize, edge: Edge) -> Read<Base> {
        // 'Later in the year' goes on with the story.
        let from = if edge == Edge::After { Origin::Narrative } else { Origin::Report };
        let at = self.the(i);
        let (unit, end) = self.singular(at)?;
        let counted = !unit.of_the_clock() && at > i && !self.any(end, &["of"]);
        counted.then_some((Base::Near { unit, step: 0, from }, end))
    }

    pub(super) fn base(&self, i: usize) -> Read<Base> {
        let candidates = [
            self.civil(i),
            self.numeric(i),
            self.decade(i),
            self.century(i),
            self.fiscal(i),
            self.yearly(i),
            self.near(i),
            self.weekend(i),
            self.shift(i),
        ];
        candidates
            .into_iter()
            .flatten()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// 'Wednesday, October 19, 2016', '11 October', 'the 11th of October', 'May 2014', '2014', 'Monday'.
    fn civil(&self, i: usize) -> Read<Base> {
        let at = self.the(i);
        let (step, from) = match self.step(at) {
            Some((step, Origin::Report)) if self.lower(at) != "past" => (Some(step), at + 1),
            _ => (None, i),
        };
        let (mut civil, end) = self.day_and_month(from).or_else(|| self.year(from))?;
        civil.step = step;
        if step.is_some() && (civil.year.is_some() && civil.month.is_none()) {
            return None;
        }
        // 'the Monday' may be any; it is read as the one the tense gives.
        if let (Some(weekday), None) = (civil.weekday, civil.month)
            && let Some((week, end)) = self.week_behind(end)
        {
            return Some((Base::InWeek { weekday, step: week }, end));
        }
        if civil.month.is_some() && civil.year.is_none() {
            let of = end + usize::from(self.lower(end) == "of");
            if let Some((year_step, end)) = self.year_step(of) {
                civil.year_step = Some(year_step);
                return Some((Base::Civil(civil), end));
            }
        }
        Some((Base::Civil(civil), end))
    }

    fn day_and_month(&self, i: usize) -> Read<Civil> {
        if let Some((weekday, end)) = self.weekday(i) {
            let with = |civil: Civil, end| Some((Civil { weekday: Some(weekday), ..civil }, end));
            let next = self.comma(end);
            let next = next + usize::from(self.lower(next) == "on");
            return match self.month_date(next) {
                Some((civil, end)) if civil.day.is_some() => with(civil, end),
                _ => with(Civil::default(), end),
            };
        }
        self.month_date(i)
    }

    /// Month and day in either order, or a month, with the year if it is told.
    fn month_date(&self, i: usize) -> Read<Civil> {
        let at = self.the(i);
        if let Some((day, next)) = self.day_number(at) {
            let next = next + usize::from(self.lower(next) == "of");
            if let Word::Month(month, _) = self.word(next)
                && self.capital(next)
            {
                let (year, end) = self.year_behind(next + 1);
                return Some((
                    Civil { day: Some(day), month: Some(month), year, ..Civil::default() },
                    end,
                ));
            }
        }
        let Word::Month(month, short) = self.word(i) else { return None };
        let next = i + 1 + usize::from(self.lower(i + 1) == "the");
        if let Some((day, end)) = self.day_number(next)
            && self.capital(i)
            && !self.clock_at(next)
        {
            let (year, end) = self.year_behind(end);
            return Some((
                Civil { day: Some(day), month: Some(month), year, ..Civil::default() },
                end,
            ));
        }
        let behind = i + 1 + usize::from(self.lower(i + 1) == "of");
        let (year, end) = self.year_behind(behind);
        let civil = Civil { month: Some(month), year, ..Civil::default() };
        if year.is_some() && self.capital(i) {
            return Some((civil, end));
        }
        (!short || self.any(i + 1, &["'s"])).then_some(())?;
        self.month_name(i).then_some((civil, i + 1))
    }

    /// Whether a month's word alone is the month: not the modal, the verb, a person.
    fn month_name(&self, i: usize) -> bool {
        if !self.capital(i) || !matches!(self.tag(i), "NNP" | "NNPS" | "NN") {
            return false;
        }
        if let Word::Month(month, _) = self.word(i)
            && self.surname(month)
        {
            return i > 0
                && self.any(
                    i - 1,
                    &["in", "since", "until", "by", "last", "next", "mid", "late", "early", "-"],
                );
        }
        let doubtful = matches!(self.lower(i), "may" | "march" | "april" | "june" | "august");
        match self.entity(i) {
            "DATE" => true,
            "PERSON" | "ORG" | "GPE" | "WORK_OF_ART" | "FAC" | "EVENT" => {
                !doubtful || self.after_preposition(i)
            }
            _ => !doubtful || self.after_preposition(i),
        }
    }

    fn after_preposition(&self, i: usize) -> bool {
        let words = [
            "in", "since", "until", "till", "by", "last", "next", "this", "of", "from", "to",
            "mid", "late", "early", "during", "every", "through", "-",
        ];
        i > 0 && self.any(i - 1, &words) && !matches!(self.tag(i + 1), "NNP" | "VBZ" | "VBD")
    }

    fn day_number(&self, i: usize) -> Read<i8> {
        let value = match self.word(i) {
            Word::Digits { value, len: 1 | 2, .. } | Word::Ordinal(value) => value,
            _ => return None,
        };
        let day = i8::try_from(value).ok().filter(|d| (1..=31).contains(d))?;
        // '1.5', '3,000', '10:30', '5%' are other numbers.
        let glued = |at: usize| self.pieces.get(at).is_some_and(|p| p.glued);
        let decimal = self.any(i + 1, &[".", ":"]) && glued(i + 1) && glued(i + 2);
        (!decimal && !self.any(i + 1, &["%", "percent"])).then_some((day, i + 1))
    }

    /// 10/11/2016, 2016-10-11, 11.10.2016.
    fn numeric(&self, i: usize) -> Read<Base> {
        let digits = |at: usize| match self.word(at) {
            Word::Digits { value, len, grouped: false } => Some((value, len)),
            _ => None,
        };
        let mark = self.lower(i + 1);
        let glued = (i + 1..i + 5).all(|at| self.pieces.get(at).is_some_and(|p| p.glued));
        if !glued || !matches!(mark, "/" | "-" | ".") || self.lower(i + 3) != mark {
            return None;
        }
        let (a, b, c) = (digits(i)?, digits(i + 2)?, digits(i + 4)?);
        let (year, month, day) = match (a.1, b.1, c.1) {
            (4, 1 | 2, 1 | 2) => (a.0, b.0, c.0),
            // The month comes first in American news; where that cannot be, or points divide it, the day does.
            (1 | 2, 1 | 2, 4) if mark == "." || a.0 > 12 => (c.0, b.0, a.0),
            (1 | 2, 1 | 2, 4) => (c.0, a.0, b.0),
            (1 | 2, 1 | 2, 2) if mark == "/" => {
                (c.0 + if c.0 < 50 { 2000 } else { 1900 }, a.0, b.0)
            }
            _ => return None,
        };
        let civil = Civil {
            year: i16::try_from(year).ok().filter(|y| (1000..3000).contains(y)),
            month: i8::try_from(month).ok().filter(|m| (1..=12).contains(m)),
            day: i8::try_from(day).ok().filter(|d| (1..=31).contains(d)),
            ..Civil::default()
        };
        let whole = civil.year.is_some() && civil.month.is_some() && civil.day.is_some();
        whole.then_some((Base::Civil(civil), i + 5))
    }

    /// A bare year: '2014', 'the year 2014', but not '2012 troops' or '1500 people'.
    fn year(&self, i: usize) -> Read<Civil> {
        let at = self.the(i);
        let named = self.lower(at) == "year";
        let at = if named { at + 1 } else { i };
        let Word::Digits { value, len: 4, grouped: false } = self.word(at) else { return None };
        let year = i16::try_from(value).ok().filter(|y| (1000..2200).contains(y))?;
        let glued = |at: usize| self.pieces.get(at).is_some_and(|p| p.glued);
        let part_of_number = (self.any(at + 1, &[".", ":", "/"])
            && glued(at + 1)
            && matches!(self.word(at + 2), Word::Digits { .. })
            && glued(at + 2))
            || (glued(at) && at > 0 && self.any(at - 1, &["$", "£", "€", "#", "/", ".", "+", "_"]))
            || (self.any(at + 1, &["-"])
                && glued(at + 1)
                && self.any(at + 3, &["-"])
                && glued(at + 3))
            || self.any(at + 1, &["%", "percent", "hours", "hrs", "gmt", "utc"]);
        let counts = matches!(self.entity(at), "CARDINAL" | "MONEY" | "QUANTITY" | "PERCENT")
            && !self.year_context(at);
        let modern = (1900..2040).contains(&year);
        let plausible = modern
            || named
            || (self.year_context(at) && (self.entity(at) == "DATE" || !self.counting(at)));
        let timed = at > 0
            && self.any(at - 1, &["in", "since", "from", "during", "early", "late", "mid", "-"]);
        let counts = counts
            || (self.counting(at)
                && !timed
                && (self.entity(at) != "DATE" || at == 0 || self.lower(at - 1) != "of"));
        (!part_of_number && plausible && (!counts || named))
            .then_some((Civil { year: Some(year), ..Civil::default() }, at + 1))
    }

    fn year_context(&self, at: usize) -> bool {
        let words = [
            "in", "since", "of", "by", "from", "until", "till", "to", "and", "between", "before",
            "after", "during", "early", "late", "mid", "-", "–", "(", "through", "circa", "around",
            "the",
        ];
        at > 0 && self.any(at - 1, &words)
    }

    /// Whether a number counts the noun behind it: a plural, with no article before.
    fn counting(&self, at: usize) -> bool {
        let token = match self.pieces.get(at) {
            Some(piece) => self.text.token(piece.token),
            None => return false,
        };
        let article = at > 0 && matches!(self.tag(at - 1), "DT" | "PRP$" | "POS" | "JJ");
        token.dep() == "nummod"
            && !article
            && token.head().tag().ends_with('S')
            && token.head().i > token.i
    }

    /// 'the 1990s', ''90s', 'the nineties', '1990's'.
    fn decade(&self, i: usize) -> Read<Base> {
        let the = self.the(i);
        let glued = |at: usize| self.pieces.get(at).is_some_and(|p| p.glued);
        let behind = |at: usize| {
            let s = (self.lower(at) == "s" || self.lower(at) == "'s") && glued(at);
            s.then_some(at + 1)
        };
        let quoted = self.lower(the) == "'" && glued(the + 1);
        let at = the + usize::from(quoted);
        match self.word(at) {
            Word::Digits { value, len: 4, .. }
                if value % 10 == 0 && (1000..2200).contains(&value) =>
            {
                let end = behind(at + 1)?;
                let clitic = self.lower(at + 1) == "'s";
                if clitic && the == i {
                    return None;
                }
                let decade = i16::try_from(value / 10).ok()?;
                // 'the 1900s' are the century.
                if value % 100 == 0 && value < 2000 {
                    return Some((Base::Century(decade / 10), end));
                }
                Some((Base::Decade(decade), end))
            }
            Word::Digits { value, len: 2, .. } if value % 10 == 0 => {
                let end = behind(at + 1).filter(|_| self.lower(at + 1) == "s")?;
                let owned = i > 0
                    && matches!(self.tag(i - 1), "PRP$" | "POS" | "IN")
                    && !quoted
                    && the == i;
                let edged = i > 0 && self.any(i - 1, &["early", "late", "mid", "-"]);
                // 'in their early 40s' is an age.
                let aged = edged && i > 1 && self.tag(i - 2) == "PRP$";
                if !quoted
                    && (owned || aged || (the == i && !edged) || self.entity(at) == "CARDINAL")
                {
                    return None;
                }
                let tens = i16::try_from(value / 10).ok()?;
                Some((Base::Decade(if tens < 2 { 200 + tens } else { 190 + tens }), end))
            }
            _ => {
                let (decade, end) = self.calendar.decades.at(&self.pieces, at)?;
                let known =
                    the > i || (i > 0 && self.any(i - 1, &["early", "late", "mid", "-", "the"]));
                known.then_some((Base::Decade(*decade), end))
            }
        }
    }

    /// 'the 20th century', '19th-century'.
    fn century(&self, i: usize) -> Read<Base> {
        let at = self.the(i);
        let (number, next) = self.ordinal(at)?;
        let unit = self.hyphen(next);
        let Word::Unit(Unit::Century, _) = self.word(unit) else { return None };
        let century = i16::try_from(number).ok().filter(|n| (5..=30).contains(n))?;
        Some((Base::Century(century - 1), unit + 1))
    }

    /// 'third', '20th', 'twenty-first'.
    pub(super) fn ordinal(&self, i: usize) -> Read<u32> {
        match (self.word(i), self.word(self.hyphen(i + 1))) {
            (Word::Number(tens @ (20 | 30)), Word::Ordinal(one @ 1..=9)) => {
                Some((tens + one, self.hyphen(i + 1) + 1))
            }
            (Word::Ordinal(n), _) => Some((n, i + 1)),
            _ => None,
        }
    }

    /// 'fiscal 2013', 'fiscal year 2013', 'FY2013'.
    fn fiscal(&self, i: usize) -> Read<Base> {
        let at = self.the(i);
        let year = match self.lower(at) {
            "fiscal" | "financial" => at + 1 + usize::from(self.lower(at + 1) == "year"),
            "fy" => at + 1,
            _ => return None,
        };
        match self.word(year) {
            Word::Digits { value, len: 4, .. } => {
                Some((Base::Fiscal(i16::try_from(value).ok()?), year + 1))
            }
            _ => None,
        }
    }

    /// Quarters, halves, seasons and feasts, with the year if it is told.
    fn yearly(&self, i: usize) -> Read<Base> {
        let the = self.the(i);
        let (step, at) = match self.step(the) {
            Some((step, Origin::Report)) if self.lower(the) != "past" => (Some(step), the + 1),
            _ => (None, the),
        };
        let (what, end) = self
            .quarter(at)
            .or_else(|| self.feast(i))
            .or_else(|| self.feast(at).filter(|_| step.is_some()))
            .or_else(|| self.season(at, the > i, step.is_some()))?;
        let of = end + usize::from(self.any(end, &["of", "in"]));
        let of = self.comma(of);
        if let (Some(year), end) = self.year_behind(of) {
            return Some((Base::Yearly(what, Choice::Year(year)), end));
        }
        if let (None, Some(((step, from), end))) = (step, self.year_step(of)) {
            return Some((Base::Yearly(what, Choice::YearStep(step, from)), end));
        }
        Some((Base::Yearly(what, step.map_or(Choice::Open, Choice::Step)), end))
    }

    fn quarter(&self, i: usize) -> Read<Yearly> {
        // 'Q3', 'H1'
        if let (q @ ("q" | "h"), Word::Digits { value, len: 1, .. }) =
            (self.lower(i), self.word(i + 1))
        {
            let n = i8::try_from(value).ok()?;
            let known = self.pieces.get(i + 1).is_some_and(|p| p.glued) && self.capital(i);
            return match q {
                "q" if known && (1..=4).contains(&n) => Some((Yearly::Quarter(n), i + 2)),
                "h" if known && (1..=2).contains(&n) && self.year_behind(i + 2).0.is_some() => {
                    Some((Yearly::Half(n), i + 2))
                }
                _ => None,
            };
        }
        let (n, next) = self.ordinal(i)?;
        let n = i8::try_from(n).ok()?;
        let unit = self.hyphen(next);
        match self.word(unit) {
            Word::Unit(Unit::Quarter, false) if (1..=4).contains(&n) => {
                Some((Yearly::Quarter(n), unit + 1))
            }
            _ if self.lower(unit) == "half" && (1..=2).contains(&n) => {
                // A match, a decade and a speech have halves too: it must say of which year.
                let of = unit + 1;
                let year = self.any(of, &["of"])
                    && (self.year_behind(of + 1).0.is_some()
                        || self.year_step(of + 1).is_some()
                        || self.any(of + 2, &["year"]));
                year.then_some((Yearly::Half(n), of))
            }
            _ => None,
        }
    }

    fn feast(&self, i: usize) -> Read<Yearly> {
        let (index, end) = self.calendar.feast_names.at(&self.pieces, i)?;
        let named = self.capital(i)
            || matches!(self.word(i), Word::Digits { .. })
            || (i + 1..end).any(|at| self.capital(at));
        // 'Victory Day' counts, 'victory day' does not.
        named.then_some((Yearly::Feast(*index), end))
    }

    /// A season: one that is pointed at, or that stands as a time and not as a kind ('winter coats', 'to fall').
    fn season(&self, i: usize, the: bool, pointed: bool) -> Read<Yearly> {
        let (index, end) = self.calendar.season_names.at(&self.pieces, i)?;
        let season = Some((Yearly::Season(*index), end));
        let of = end + usize::from(self.lower(end) == "of");
        let year = self.year_behind(of).0.is_some() || self.year_step(of).is_some();
        if !matches!(self.tag(i), "NN" | "NNP") && !year {
            return None;
        }
        let start = i - usize::from(the);
        let timed = start > 0
            && self.any(
                start - 1,
                &[
                    "in", "during", "over", "since", "by", "until", "through", "mid", "early",
                    "late", "-", "of",
                ],
            );
        let noun = matches!(self.tag(end), "NN" | "NNS" | "NNP" | "NNPS");
        let edged = i > 0 && self.any(i - 1, &["early", "late", "mid"]);
        (pointed || year || ((the && timed || edged) && !noun)).then_some(season)?
    }

    /// A year told from another: 'last year', 'this year', 'the previous year', 'the year'.
    fn year_step(&self, i: usize) -> Read<(i32, Origin)> {
        let at = self.the(i);
        if at > i && self.lower(at) == "year" {
            return Some(((0, Origin::Report), at + 1));
        }
        let step = self.step(at)?;
        let fits = self.lower(at + 1) == "year" && self.lower(at) != "past";
        fits.then_some((step, at + 2))
    }

    /// 'of last week', 'last week', 'next week' behind a weekday.
    fn week_behind(&self, i: usize) -> Read<i32> {
        let at = i + usize::from(self.lower(i) == "of");
        let at = at + usize::from(self.lower(at) == "the");
        let (step, from) = self.step(at)?;
        let fits =
            self.lower(at + 1) == "week" && from == Origin::Report && self.lower(at) != "past";
        fits.then_some((step, at + 2))
    }
}
