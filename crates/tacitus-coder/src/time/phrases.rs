//! The grammar of dates told from another, and of phrases that never change.

use super::TimeType;
use super::grammar::{Grammar, Read};
use super::lexer::Word;
use super::point::Unit;
use super::reading::{Base, Origin, Reading};

impl Grammar<'_> {
    /// A phrase that never changes: 'currently', 'daily'.
    pub(super) fn fixed(&self, i: usize) -> Read<Reading> {
        let ((kind, value), end) = self.calendar.fixed.at(&self.pieces, i)?;
        // 'the Daily Mail', 'Annual Review': inside a name they are none, and neither is a noun's 'the weekly'.
        let name = self.capital(i)
            && i > 0
            && self.pieces[i - 1].word != Word::Edge
            && self.tag(i).starts_with("NNP");
        // 'as soon as', 'the past two elections', 'the future king'
        let other = *kind == TimeType::Date
            && (self.any(end, &["'s", "as"])
                || (i > 0 && self.any(i - 1, &["as", "too", "how"]))
                || (self.lower(i) == "the" && end == i + 2 && self.lower(end) == "of")
                || (end > i + 1 && matches!(self.tag(end), "CD" | "NN" | "NNS" | "NNP")));
        (!name && !other).then(|| (Reading::Fixed(*kind, value.clone()), end))
    }

    /// 'yesterday', 'last week', 'the following day', 'this weekend', 'the week before last'.
    pub(super) fn near(&self, i: usize) -> Read<Base> {
        let quoted = |at: usize| self.any(at, &["\"", "“", "”", "``", "''", "'"]);
        if self.capital(i)
            && i > 0
            && (quoted(i - 1) && quoted(i + 1) || self.capital(i - 1) && self.tag(i - 1) == "NNP")
        {
            return None;
        }
        let day = |step| Some(Base::Near { unit: Unit::Day, step, from: Origin::Report });
        let word = match self.lower(i) {
            "yesterday" => day(-1),
            "today" => day(0),
            "tomorrow" => day(1),
            _ => None,
        };
        if let Some(base) = word {
            return (!self.in_name(i)).then_some((base, i + 1));
        }
        let at = self.the(i);
        if let Some(found) = self.beyond(at, at > i) {
            return Some(found);
        }
        let (step, from) = self.step(at)?;
        let at = at + 1;
        let doubled = self.any(at, &["past", "coming", "same", "very"]);
        let (unit, end) = self.singular(at + usize::from(doubled))?;
        let the = self.lower(i) == "the";
        let first = self.lower(at - 1);
        let fits = match (first, unit) {
            (_, Unit::Second | Unit::Minute | Unit::Hour | Unit::Night | Unit::Half) => false,
            // 'in the last week', 'the past year' are stretches up to now; 'the next day' is in the story.
            ("past", _) => false,
            ("last" | "coming", _) if the && !doubled => unit == Unit::Weekend,
            ("next", Unit::Day) => {
                return Some((Base::Near { unit, step, from: Origin::Narrative }, end));
            }
            ("next", _) if the => unit == Unit::Weekend,
            ("last" | "coming", Unit::Day) => false,
            ("this", Unit::Day | Unit::Decade | Unit::Century) => true,
            ("same", _) => the || doubled,
            ("that", _) => self.tag(at - 1) == "DT" && !self.any(end, &["of"]),
            _ => true,
        };
        let stretch = doubled && self.any(at, &["past", "coming"]) && unit != Unit::Weekend;
        (fits && !stretch && !self.makes_noun(end))
            .then_some((Base::Near { unit, step, from }, end))
    }

    /// 'at the weekend', 'over the weekend': the tense says which.
    pub(super) fn weekend(&self, i: usize) -> Read<Base> {
        let found =
            self.lower(i) == "the" && matches!(self.word(i + 1), Word::Unit(Unit::Weekend, false));
        found.then_some((Base::Near { unit: Unit::Weekend, step: 0, from: Origin::Report }, i + 2))
    }

    /// Whether the piece makes a unit the modifier of another noun ('last minute talks', 'next day delivery').
    fn makes_noun(&self, i: usize) -> bool {
        self.any(i, &["-", "–"]) && self.tag(i + 1) != "CD"
    }

    fn in_name(&self, i: usize) -> bool {
        self.capital(i)
            && matches!(self.tag(i + 1), "NNP")
            && self.entity(i + 1) == self.entity(i)
            && self.entity(i) == "ORG"
    }

    /// 'the day before yesterday', 'the week before last', 'the day before'.
    fn beyond(&self, at: usize, the: bool) -> Read<Base> {
        let (unit, next) = self.singular(at)?;
        if !the || unit.of_the_clock() && unit != Unit::Night {
            return None;
        }
        let step = match self.lower(next) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let near = |step, from| Base::Near { unit, step, from };
        match (step, self.lower(next + 1)) {
            (-1, "yesterday") | (1, "tomorrow") => Some((near(step * 2, Origin::Report), next + 2)),
            (-1, "last") | (1, "next") => Some((near(step * 2, Origin::Report), next + 2)),
            // 'the day before the vote' is told from the vote and not from the story.
            _ => self.ends_phrase(next).then(|| (near(step, Origin::Narrative), next + 1)),
        }
    }

    /// Whether the preposition or conjunction at `i` governs nothing.
    fn ends_phrase(&self, i: usize) -> bool {
        let Some(piece) = self.pieces.get(i) else { return false };
        let none = self
            .text
            .children(piece.token)
            .take(64)
            .all(|child| child.i < piece.token || child.pos() == "PUNCT");
        let next = i + 1;
        let stop = self.word(next) == Word::Edge
            || matches!(
                self.tag(next),
                "," | "." | ":" | "''" | "-RRB-" | "CC" | "_SP" | "VBD" | "MD" | "VBZ"
            );
        let clause = self.text.token(piece.token).dep() == "mark";
        none && stop && !clause
    }

    /// 'three years ago', 'two days later', 'a week earlier', 'six months from now'.
    pub(super) fn shift(&self, i: usize) -> Read<Base> {
        let start = self.loosely(i);
        let (tenths, unit, end) = self.counted(start).or_else(|| match self.word(start) {
            Word::Unit(unit, true) => Some((None, unit, start + 1)),
            _ => None,
        })?;
        let shift = |back, from, end| Some((Base::Shift { tenths, unit, back, from }, end));
        let (first, second) = (self.lower(end), self.lower(end + 1));
        match (first, second) {
            ("ago" | "back", _) if first == "ago" || self.ends_phrase(end) => {
                shift(true, Origin::Report, end + 1)
            }
            ("from", "now" | "today") => shift(false, Origin::Report, end + 2),
            ("earlier" | "previously" | "prior", _)
                if self.ends_phrase(end) || first == "earlier" =>
            {
                shift(true, Origin::Narrative, end + 1)
            }
            ("later" | "afterwards" | "afterward" | "hence", _) => {
                shift(false, Origin::Narrative, end + 1)
            }
            ("before", _) if self.ends_phrase(end) => shift(true, Origin::Narrative, end + 1),
            ("after" | "on", _) if self.ends_phrase(end) => {
                shift(false, Origin::Narrative, end + 1)
            }
            ("'" | "'s", "time") => shift(false, Origin::Report, end + 2),
            _ => None,
        }
    }
}
