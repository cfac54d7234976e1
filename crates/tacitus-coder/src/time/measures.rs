//! The grammar of what is counted: numbers with their units, durations and sets.

use super::TimeType;
use super::calendar::Part;
use super::grammar::{Grammar, Read};
use super::lexer::{Form, Word};
use super::point::Unit;
use super::reading::{Reading, Side};

impl Grammar<'_> {
    /// `i` moved over words that make a number less exact and belong to the expression.
    pub(super) fn loosely(&self, i: usize) -> usize {
        match (self.lower(i), self.lower(i + 1)) {
            ("more" | "less" | "fewer" | "longer", "than") | ("at", "least" | "most") => i + 2,
            ("just" | "only" | "well" | "little", "over" | "under") => i + 2,
            ("up", "to") => i + 2,
            ("as", "many" | "much" | "long") if self.lower(i + 2) == "as" => i + 3,
            (
                "about" | "around" | "approximately" | "roughly" | "nearly" | "almost" | "over"
                | "under" | "some" | "another",
                _,
            ) if matches!(self.word(i + 1), Word::Digits { .. } | Word::Number(_))
                || self.any(i + 1, &["a", "an", "half"]) =>
            {
                i + 1
            }
            _ => i,
        }
    }

    /// A number with its unit: 'three years', '10-year', 'a week', 'several days', 'half an hour'.
    pub(super) fn counted(&self, i: usize) -> Option<(Option<u32>, Unit, usize)> {
        let (tenths, next) = self.amount(i)?;
        let at = self.hyphen(next);
        let at = at
            + usize::from(self.any(
                at,
                &[
                    "full",
                    "straight",
                    "consecutive",
                    "more",
                    "whole",
                    "long",
                    "additional",
                    "successive",
                    "further",
                ],
            ));
        let (unit, mut end) = match self.word(at) {
            Word::Unit(unit, _) => (unit, at + 1),
            _ if self.lower(at) == "second" && at > next => (Unit::Second, at + 1),
            _ => return None,
        };
        let mut tenths = tenths;
        if unit == Unit::Half || (unit == Unit::Quarter && self.any(end, &["of", "century"])) {
            return None;
        }
        if self.any(end, &["and"]) && self.lower(end + 1) == "a" && self.lower(end + 2) == "half" {
            tenths = tenths.map(|n| n + 5);
            end += 3;
        }
        if self.any(end, &["-", "–"]) && self.lower(end + 1) == "long" {
            // 'a week-long truce': the article is the truce's.
            if self.any(i, &["a", "an"]) {
                return None;
            }
            end += 2;
        }
        Some((tenths, unit, end))
    }

    /// A number in tenths, `None` where it is not told.
    fn amount(&self, i: usize) -> Read<Option<u32>> {
        match (self.lower(i), self.lower(i + 1)) {
            ("half", "a" | "an") => return Some((Some(5), i + 2)),
            ("a", "half") => return Some((Some(5), i + 2)),
            ("a", "couple" | "pair") => {
                return Some((Some(20), i + 2 + usize::from(self.lower(i + 2) == "of")));
            }
            ("couple", "of") => return Some((Some(20), i + 2)),
            ("a" | "the", "few") | ("a", "good" | "handful") => {
                return Some((None, i + 2 + usize::from(self.lower(i + 2) == "of")));
            }
            ("a", "number") if self.lower(i + 2) == "of" => return Some((None, i + 3)),
            ("a", "dozen") => return Some((Some(120), i + 2)),
            ("a", "hundred") => return Some((Some(1000), i + 2)),
            ("dozens" | "hundreds" | "thousands" | "tens" | "scores", "of") => {
                let end = i + 2 + 2 * usize::from(self.any(i + 2, &["thousands", "millions"]));
                return Some((None, end));
            }
            (
                "several" | "many" | "few" | "some" | "countless" | "numerous" | "multiple"
                | "various",
                _,
            ) => {
                return Some((None, i + 1));
            }
            ("a" | "an", _) => return Some((Some(10), i + 1)),
            _ => {}
        }
        let (first, next) = self.number(i)?;
        // 'three to five years', '10 or 12 days', '5-10 years': the upper bound is the value.
        if self.any(next, &["to", "or", "-", "–"])
            && let Some((second, end)) = self.number(next + 1)
            && second > first
        {
            return Some((Some(second), end));
        }
        Some((Some(first), next))
    }

    /// A number in tenths: '3', '3.5', '2,000', 'twenty-five', 'two and a half'.
    fn number(&self, i: usize) -> Read<u32> {
        let (mut tenths, mut end) = match self.word(i) {
            Word::Digits { value, .. } => {
                let glued = |at: usize| self.pieces.get(at).is_some_and(|p| p.glued);
                match self.word(i + 2) {
                    Word::Digits { value: part, len: 1, .. }
                        if self.lower(i + 1) == "." && glued(i + 1) && glued(i + 2) =>
                    {
                        (value.checked_mul(10)?.checked_add(part)?, i + 3)
                    }
                    _ => (value.checked_mul(10)?, i + 1),
                }
            }
            Word::Number(value) => {
                let at = self.hyphen(i + 1);
                match self.word(at) {
                    Word::Number(one @ 1..=9) if (20..100).contains(&value) && value % 10 == 0 => {
                        ((value + one) * 10, at + 1)
                    }
                    Word::Number(many @ (100 | 1000)) => {
                        (value.checked_mul(many)?.checked_mul(10)?, at + 1)
                    }
                    _ => (value * 10, i + 1),
                }
            }
            _ => return None,
        };
        if self.any(end, &["and"]) && self.lower(end + 1) == "a" && self.lower(end + 2) == "half" {
            tenths = tenths.checked_add(5)?;
            end += 3;
        }
        Some((tenths, end))
    }

    /// 'for *more than a year*', '*the past three years*', '*decades*'.
    pub(super) fn duration(&self, i: usize) -> Read<Reading> {
        let loose = self.loosely(i);
        if let Some(found) = self.stretch(loose) {
            return Some(found);
        }
        let (tenths, unit, end) = self.counted(loose).or_else(|| self.plural(i))?;
        // An age is no time: '10-year-old', 'two years old', 'aged 5 years'.
        let hyphened = self.hyphen(end);
        if self.any(hyphened, &["old", "olds"])
            || self.any(end, &["of"]) && self.lower(end + 1) == "age"
        {
            return None;
        }
        if self.tag(loose) == "IN" || (self.lower(loose) == "a" && unit == Unit::Quarter) {
            return None;
        }
        Some((Reading::Duration { tenths, unit, side: Side::Open }, end))
    }

    /// 'the past three years', 'the next decade', 'recent weeks', 'all day'.
    fn stretch(&self, i: usize) -> Read<Reading> {
        let the = self.the(i);
        let side = match self.lower(the) {
            "last" | "past" | "previous" | "preceding" | "recent" => Side::Past,
            "next" | "coming" | "following" | "upcoming" => Side::Future,
            "first" | "final" | "entire" | "whole" | "full" => Side::Open,
            "all" if matches!(self.word(the + 1), Word::Unit(unit, false) if unit != Unit::Night || self.lower(the + 2) != "-") => {
                Side::Open
            }
            "this" if self.any(the + 1, &["past", "coming"]) => {
                let (unit, end) = self.singular(the + 2)?;
                let side = if self.lower(the + 1) == "past" { Side::Past } else { Side::Future };
                return Some((Reading::Duration { tenths: Some(10), unit, side }, end));
            }
            _ => return None,
        };
        let first = self.lower(the);
        let at = the + 1;
        // 'a ruling coming three days before the vote'
        let verb = matches!(first, "coming" | "following") && the == i;
        let counted = self.counted(at).filter(|_| !verb && !self.any(at, &["a", "an"]));
        if let Some((tenths, unit, end)) = counted {
            return Some((Reading::Duration { tenths, unit, side }, end));
        }
        match self.word(at) {
            Word::Unit(_, true) if matches!(first, "recent" | "past" | "previous") => {
                Some((Reading::Fixed(TimeType::Date, "PAST_REF".into()), at + 1))
            }
            Word::Unit(_, true) if matches!(first, "coming" | "upcoming") => {
                Some((Reading::Fixed(TimeType::Date, "FUTURE_REF".into()), at + 1))
            }
            Word::Unit(unit, true) if matches!(first, "final" | "last") && the > i => {
                Some((Reading::Duration { tenths: None, unit, side: Side::Open }, at + 1))
            }
            Word::Unit(unit, false) => {
                let fits = match first {
                    "last" | "next" | "coming" | "upcoming" => the > i || unit.of_the_clock(),
                    "past" | "all" => true,
                    "entire" | "whole" | "full" => true,
                    _ => false,
                };
                let fits =
                    fits && !(unit == Unit::Weekend || (unit == Unit::Night && side != Side::Open));
                // 'the last minute' and 'the final hour' are points of a match.
                let fits =
                    fits && !(matches!(unit, Unit::Minute | Unit::Second) && first == "last");
                fits.then_some((Reading::Duration { tenths: Some(10), unit, side }, at + 1))
            }
            _ => None,
        }
    }

    /// A bare plural: 'for *years*', '*hours* after the attack'; not 'working hours' or 'his early years'.
    fn plural(&self, i: usize) -> Option<(Option<u32>, Unit, usize)> {
        let the = self.the(i);
        let Word::Unit(unit, true) = self.word(the) else { return None };
        let before = |words: &[&str]| i > 0 && self.any(i - 1, words);
        let stretch = before(&[
            "for",
            "in",
            "within",
            "after",
            "over",
            "through",
            "took",
            "take",
            "takes",
            "spent",
            "spend",
            "last",
            "lasted",
            "of",
            "until",
            "despite",
            "following",
            "by",
        ]);
        let relation = self.any(
            the + 1,
            &["after", "before", "ago", "later", "earlier", "of", "since", "following", "into"],
        );
        // 'the minutes of the meeting', 'the two quarters of the town'
        let others = matches!(unit, Unit::Quarter | Unit::Half)
            || (unit == Unit::Minute && self.lower(the + 1) == "of");
        if others
            || (the == i && !stretch && !relation)
            || (the > i && !before(&["over", "in", "through", "for", "during"]))
        {
            return None;
        }
        let described = i > 0
            && matches!(
                self.tag(i - 1),
                "JJ" | "JJS"
                    | "JJR"
                    | "NN"
                    | "NNP"
                    | "NNS"
                    | "POS"
                    | "PRP$"
                    | "VBG"
                    | "CD"
                    | "DT"
                    | "HYPH"
            );
        (!described
            || relation && !matches!(self.tag(i - 1), "CD" | "JJ" | "JJS" | "JJR" | "NN" | "PRP$"))
        .then_some((None, unit, the + 1))
    }

    /// 'every Friday', 'twice a week', 'a day' as a rate, 'Fridays'.
    pub(super) fn set(&self, i: usize) -> Read<Reading> {
        if let Word::Weekday(day, Form::Plural) = self.word(i) {
            return Some(self.set_part(format!("XXXX-WXX-{}", day + 1), i + 1));
        }
        match self.lower(i) {
            "every" | "each" => self.every(i + 1),
            "weekdays" => Some((Reading::Set("XXXX-WXX".to_owned()), i + 1)),
            "weekends" if i > 0 && self.any(i - 1, &["on", "at", "and"]) => {
                Some((Reading::Set("XXXX-WXX-WE".to_owned()), i + 1))
            }
            "once" | "twice" | "thrice" => self.rate(i + 1),
            "a" | "an" | "per" if i > 0 && self.rated(i - 1) => self.rate(i),
            _ => {
                let (_, times) = self.number(i)?;
                (self.lower(times) == "times").then(|| self.rate(times + 1))?
            }
        }
    }

    /// Whether the word before 'a day' is what there is so much of: 'barrels a day', '$10 a day', 'times a year'.
    fn rated(&self, i: usize) -> bool {
        let tag = self.tag(i);
        let noun = matches!(tag, "NNS" | "CD") || self.any(i, &["%", "percent", "cents"]);
        let verb = self.text.token(self.pieces[i].token).pos() == "VERB";
        let next = &self.pieces[i + 1];
        noun && !verb
            && (next.lower == "per"
                || !matches!(self.lower(i + 3), "ago" | "later" | "earlier" | "after" | "before"))
    }

    fn rate(&self, i: usize) -> Read<Reading> {
        if !self.any(i, &["a", "an", "per", "each", "every"]) {
            return None;
        }
        let (unit, end) = self.singular(i + 1)?;
        Some((Reading::Set(unit.duration(Some(10))), end))
    }

    fn every(&self, i: usize) -> Read<Reading> {
        let other = self.any(i, &["other", "second"]) && !matches!(self.word(i), Word::Unit(..));
        let at = i + usize::from(other || self.any(i, &["single"]));
        let found = match self.word(at) {
            Word::Unit(unit, false) if unit != Unit::Second => {
                Some((Reading::Set(unit.duration(Some(if other { 20 } else { 10 }))), at + 1))
            }
            Word::Weekday(day, Form::Full) => {
                Some(self.set_part(format!("XXXX-WXX-{}", day + 1), at + 1))
            }
            Word::Month(month, false) if self.capital(at) => match self.word(at + 1) {
                Word::Digits { value, len: 1 | 2, .. } => {
                    Some((Reading::Set(format!("XXXX-{month:02}-{value:02}")), at + 2))
                }
                _ => Some((Reading::Set(format!("XXXX-{month:02}")), at + 1)),
            },
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        if let Some((index, end)) = self.calendar.season_names.at(&self.pieces, at) {
            let code = &self.calendar.seasons.get(*index)?.code;
            return Some((Reading::Set(format!("XXXX-{code}")), end));
        }
        if let Some((Part::Code(code), end)) = self.calendar.parts.at(&self.pieces, at) {
            return Some((Reading::Set(format!("XXXX-XX-XXT{code}")), end));
        }
        let (tenths, unit, end) =
            self.counted(at).filter(|_| !self.any(at, &["a", "an", "the"]))?;
        Some((Reading::Set(unit.duration(tenths)), end))
    }

    /// A set of days, narrowed to a part of them: 'Friday nights'.
    fn set_part(&self, value: String, end: usize) -> (Reading, usize) {
        match self.calendar.parts.at(&self.pieces, end) {
            Some((Part::Code(code), end)) => (Reading::Set(format!("{value}T{code}")), end),
            _ => (Reading::Set(value), end),
        }
    }
}
