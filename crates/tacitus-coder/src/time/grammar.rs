//! The grammar of time expressions: from pieces to readings, left to right, the longest at each place.

use std::ops::Range;

use tacitus_record::article::BlockKind;

use super::calendar::Calendar;
use super::lexer::{Form, Piece, Word, pieces};
use super::point::Unit;
use super::reading::{Base, Civil, Edge, Found, Origin, Reading, When};
use crate::text::Text;

/// Reads one text's pieces. Every method `x(i)` tries to read an x at piece `i` and gives it with the piece after it;
/// none looks further than a few pieces ahead, so that the whole is linear.
pub(super) struct Grammar<'g> {
    pub text: &'g Text<'g>,
    pub calendar: &'g Calendar,
    pub pieces: Vec<Piece<'g>>,
    /// Months that are somebody's name in this text: 'Theresa May'.
    surnames: [bool; 13],
}

/// Something read, and the piece after it.
pub(super) type Read<T> = Option<(T, usize)>;

impl<'g> Grammar<'g> {
    /// Ready to read `text`.
    pub(super) fn new(text: &'g Text<'g>, calendar: &'g Calendar) -> Self {
        let mut grammar = Grammar { text, calendar, pieces: pieces(text), surnames: [false; 13] };
        for i in 1..grammar.pieces.len() {
            if let Word::Month(month, false) = grammar.word(i)
                && grammar.named_person(i)
                && let Some(known) = grammar.surnames.get_mut(usize::try_from(month).unwrap_or(0))
            {
                *known = true;
            }
        }
        grammar
    }

    /// Whether piece `i` ends a person's name: 'Theresa May', 'Mrs. May'.
    fn named_person(&self, i: usize) -> bool {
        let before = self.text.token(self.pieces[i - 1].token);
        let month = self.text.token(self.pieces[i].token);
        // The recogniser misses many; a name before it that hangs on it does as well.
        let name = before.tag() == "NNP"
            && self.word(i - 1) == Word::Other
            && (before.ent_type() == "PERSON"
                || (before.head().i == month.i && before.dep() == "compound"))
            && matches!(
                month.dep(),
                "nsubj" | "nsubjpass" | "dobj" | "appos" | "conj" | "ROOT" | "pobj" | "poss"
            );
        let title = matches!(
            self.lower(i - 1),
            "mr" | "mrs" | "ms" | "minister" | "president" | "senator" | "sir"
        );
        self.capital(i) && (name || title) && !matches!(self.word(i + 1), Word::Digits { .. })
    }

    /// Whether a month's name is a person's in this text.
    pub(super) fn surname(&self, month: i8) -> bool {
        usize::try_from(month).ok().and_then(|m| self.surnames.get(m)).copied().unwrap_or(false)
    }

    /// Every time expression, in order; none overlaps another.
    pub(super) fn all(&self) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let mut i = 0;
        while i < self.pieces.len() {
            let Some((reading, end)) = self.expression(i) else {
                i += 1;
                continue;
            };
            let pieces = self.trim(i..end);
            if self.inside_name(&pieces, &reading) || !self.whole_tokens(&pieces) {
                i += 1;
                continue;
            }
            let next = pieces.end;
            out.push(Found { pieces, reading });
            i = self.continued(next, &mut out).max(i + 1);
        }
        self.share_years(&mut out);
        out
    }

    /// The tokens of a run of pieces.
    pub(super) fn tokens(&self, pieces: &Range<usize>) -> Range<usize> {
        match (self.pieces.get(pieces.start), self.pieces.get(pieces.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.token..last.token + 1,
            _ => 0..0,
        }
    }

    fn expression(&self, i: usize) -> Read<Reading> {
        if self.pieces[i].word == Word::Edge {
            return None;
        }
        // A number inside a word ('F16', 'x2012') is no time, unless the word is one of ours ('FY2013', 'Q3').
        let candidates = [
            self.fixed(i),
            self.time(i),
            self.set(i),
            self.date(i).map(|(when, end)| (Reading::Date(when), end)),
            self.duration(i),
        ];
        candidates
            .into_iter()
            .flatten()
            .reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// Cuts marks from the end that belong to what follows.
    fn trim(&self, mut pieces: Range<usize>) -> Range<usize> {
        while pieces.end > pieces.start + 1 && self.any(pieces.end - 1, &[",", "-", "of"]) {
            pieces.end -= 1;
        }
        pieces
    }

    // An expression that begins inside a token must not be a chance find in some name or number ('A2012', '1/2/3/4').
    fn whole_tokens(&self, pieces: &Range<usize>) -> bool {
        let inside = |at: usize| {
            at > 0
                && self
                    .pieces
                    .get(at)
                    .is_some_and(|p| p.glued && p.token == self.pieces[at - 1].token)
                && !self.any(at, &["-", "–", "/", "—"])
                && !self.any(at - 1, &["-", "–", "—", "'", "mid", "pre", "post"])
        };
        !inside(pieces.start) && !inside(pieces.end)
    }

    /// Whether the words are part of a longer name: 'the Sunday Times', 'Bloody Sunday', 'Agenda 2030'.
    fn inside_name(&self, pieces: &Range<usize>, reading: &Reading) -> bool {
        let tokens = self.tokens(pieces);
        let feast = matches!(reading, Reading::Date(When { base: Base::Yearly(..), .. }));
        if !feast && self.capital_unit(pieces) {
            return true;
        }
        let Some(first) = tokens.clone().next().map(|t| self.text.token(t)) else { return true };
        let dated = |label: &str| {
            matches!(label, "" | "DATE" | "TIME" | "CARDINAL" | "ORDINAL" | "QUANTITY")
        };
        // The recogniser often takes plain phrases for names; only words in capitals and years can be parts of one.
        let nameable = first.text().starts_with(char::is_uppercase) || first.tag() == "CD";
        if dated(first.ent_type()) || !nameable {
            return false;
        }
        let label = first.ent_type();
        let within = |i: usize| {
            let token = self.text.token(i);
            token.ent_type() == label && token.pos() == "PROPN"
        };
        let sentence = self.text.sentence(first.i).tokens.clone();
        let before = tokens.start > sentence.start
            && first.ent_iob().as_str() == "I"
            && within(tokens.start - 1);
        let after = tokens.end < sentence.end
            && self.text.token(tokens.end).ent_iob().as_str() == "I"
            && within(tokens.end);
        let work = matches!(label, "EVENT" | "WORK_OF_ART" | "FAC" | "LAW" | "PRODUCT");
        let bare = tokens.len() == 1;
        match first.tag() {
            // A year behind the words of a name belongs to it, before them it dates the thing: 'the 2012 Olympics'.
            "CD" => bare && before && !matches!(label, "PERSON" | "GPE"),
            _ => bare && (after || (before && work)),
        }
    }

    /// 'This Week', 'The Next Day': in running text a unit has a capital only in a title.
    fn capital_unit(&self, pieces: &Range<usize>) -> bool {
        let at = |i: &usize| matches!(self.word(*i), Word::Unit(..)) && self.capital(*i);
        let Some(unit) = pieces.clone().skip(1).find(at) else { return false };
        let token = self.pieces[unit].token;
        let shouted = self.text.token(token).text().chars().all(char::is_uppercase);
        let kind = self.text.sentence(token).kind;
        !shouted && !matches!(kind, BlockKind::Title | BlockKind::Heading)
    }

    /// The lower-case letters of piece `i`, empty beyond the end.
    pub(super) fn lower(&self, i: usize) -> &str {
        self.pieces.get(i).map_or("", |piece| piece.lower.as_ref())
    }

    /// What piece `i` is.
    pub(super) fn word(&self, i: usize) -> Word {
        self.pieces.get(i).map_or(Word::Edge, |piece| piece.word)
    }

    /// Whether piece `i` is one of these words.
    pub(super) fn any(&self, i: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(i))
    }

    /// The tag of piece `i`'s token.
    pub(super) fn tag(&self, i: usize) -> &str {
        self.pieces.get(i).map_or("", |piece| self.text.token(piece.token).tag())
    }

    /// The entity type of piece `i`'s token.
    pub(super) fn entity(&self, i: usize) -> &str {
        self.pieces.get(i).map_or("", |piece| self.text.token(piece.token).ent_type())
    }

    /// Whether piece `i` begins with a capital.
    pub(super) fn capital(&self, i: usize) -> bool {
        self.pieces
            .get(i)
            .is_some_and(|p| self.text.token(p.token).text().starts_with(char::is_uppercase))
    }

    /// `i` moved over a comma.
    pub(super) fn comma(&self, i: usize) -> usize {
        i + usize::from(self.lower(i) == ",")
    }

    /// `i` moved over 'the'.
    pub(super) fn the(&self, i: usize) -> usize {
        i + usize::from(self.lower(i) == "the")
    }

    /// `i` moved over a hyphen or dash.
    pub(super) fn hyphen(&self, i: usize) -> usize {
        i + usize::from(self.any(i, &["-", "–"]))
    }

    /// Further days or years of a range or list: 'June 2 *to 5*', 'October 3 *and 4*', '2003-*2006*'.
    fn continued(&self, mut i: usize, out: &mut Vec<Found>) -> usize {
        while let Some(Found {
            reading: Reading::Date(When { base: Base::Civil(last), edge: None }),
            ..
        }) = out.last_mut()
        {
            let last = *last;
            if !self.any(i, &["-", "–", "to", "and", "through", "or", ","]) {
                break;
            }
            let at = i + 1;
            let (civil, end) = match (last.month, last.day, self.word(at)) {
                (
                    Some(_),
                    Some(day),
                    Word::Digits { value, len: 1 | 2, .. } | Word::Ordinal(value),
                ) => {
                    let Some(next) = i8::try_from(value).ok().filter(|d| *d > day && *d <= 31)
                    else {
                        break;
                    };
                    if !self.stands_alone(at) {
                        break;
                    }
                    let (year, end) = self.year_behind(at + 1);
                    (
                        Civil { day: Some(next), year: year.or(last.year), weekday: None, ..last },
                        end,
                    )
                }
                (None, None, Word::Digits { value, len: 2, .. })
                    if last.year.is_some() && self.any(i, &["-", "–"]) =>
                {
                    let Some(year) = last.year.and_then(|y| short_year(y, value)) else { break };
                    (Civil { year: Some(year), ..last }, at + 1)
                }
                _ => break,
            };
            if let (
                Some(Found {
                    reading: Reading::Date(When { base: Base::Civil(first), .. }), ..
                }),
                None,
            ) = (out.last_mut(), last.year)
            {
                first.year = civil.year;
            }
            out.push(Found { pieces: at..end, reading: Reading::Date(Base::Civil(civil).into()) });
            i = end;
        }
        self.one_token(out);
        i
    }

    // '2003–06' in one token cannot be two expressions of whole tokens.
    fn one_token(&self, out: &mut Vec<Found>) {
        let [.., first, second] = out.as_slice() else { return };
        let (a, b) = (self.tokens(&first.pieces), self.tokens(&second.pieces));
        if a.end <= b.start {
            return;
        }
        let year = |found: &Found| match &found.reading {
            Reading::Date(When { base: Base::Civil(civil), .. }) => civil.year,
            _ => None,
        };
        let (from, to) = (year(first), year(second));
        let bare = |f: &Found| matches!(&f.reading, Reading::Date(When { base: Base::Civil(c), .. }) if c.month.is_none());
        let merged = match (from, to) {
            (Some(from), Some(to)) if bare(first) && bare(second) => Some(Base::Years(from, to)),
            _ => None,
        };
        let end = second.pieces.end;
        out.pop();
        if let Some(last) = out.last_mut() {
            last.pieces.end = end;
            if let Some(base) = merged {
                last.reading = Reading::Date(base.into());
            }
        }
    }

    /// Whether a number is the last word of its phrase and counts nothing.
    fn stands_alone(&self, i: usize) -> bool {
        let next = i + 1;
        !matches!(
            self.word(next),
            Word::Unit(..) | Word::Month(..) | Word::Number(_) | Word::Ordinal(_)
        ) && !matches!(self.tag(next), "NN" | "NNS" | "NNP" | "NNPS" | "JJ" | "CD")
            && !self.any(next, &["%", "percent", ":", "/"])
            || matches!(self.word(next), Word::Digits { len: 4, .. })
    }

    /// 'from March to June 2012': the year at the end holds for both.
    fn share_years(&self, out: &mut [Found]) {
        for at in (1..out.len()).rev() {
            let (before, after) = out.split_at_mut(at);
            let (Some(first), Some(second)) = (before.last_mut(), after.first()) else { continue };
            let gap = first.pieces.end..second.pieces.start;
            if gap.len() != 1
                || !self.any(gap.start, &["to", "and", "-", "–", "until", "till", "through", "or"])
            {
                continue;
            }
            if let (
                Reading::Date(When { base: Base::Civil(a), .. }),
                Reading::Date(When { base: Base::Civil(b), .. }),
            ) = (&mut first.reading, &second.reading)
                && let (None, Some(year), Some(from), Some(to)) = (a.year, b.year, a.month, b.month)
            {
                a.year = Some(if from > to { year - 1 } else { year });
            }
        }
    }

    /// A year behind a date: ', 2016' or '2016'.
    pub(super) fn year_behind(&self, i: usize) -> (Option<i16>, usize) {
        let at = self.comma(i);
        match self.word(at) {
            Word::Digits { value, len: 4, grouped: false } if (1000..=2999).contains(&value) => {
                (i16::try_from(value).ok(), at + 1)
            }
            _ => (None, i),
        }
    }

    /// 'last', 'this', 'next' and their like: how many steps, from where, and whether a stretch is meant.
    pub(super) fn step(&self, i: usize) -> Option<(i32, Origin)> {
        Some(match self.lower(i) {
            "last" | "past" => (-1, Origin::Report),
            "this" | "current" => (0, Origin::Report),
            "next" | "coming" | "upcoming" => (1, Origin::Report),
            "previous" | "preceding" => (-1, Origin::Narrative),
            "following" | "subsequent" | "ensuing" => (1, Origin::Narrative),
            "that" | "same" => (0, Origin::Narrative),
            _ => return None,
        })
    }

    /// 'early', 'late', 'mid-', 'the end of': the part that is meant of the date behind it.
    pub(super) fn edge(&self, i: usize) -> Read<Edge> {
        let start = i;
        let at = self.the(i);
        let of = |end: usize, edge| self.any(end, &["of", "in"]).then_some((edge, end + 1));
        let found = match self.lower(at) {
            "mid" | "middle" if self.any(at + 1, &["-", "–"]) => Some((Edge::Middle, at + 2)),
            "mid" => Some((Edge::Middle, at + 1)),
            "late" | "early"
                if self.lower(at + 1) == "on" && matches!(self.word(at + 2), Word::Weekday(..)) =>
            {
                Some((if self.lower(at) == "late" { Edge::Late } else { Edge::Early }, at + 2))
            }
            "late" => Some((Edge::Late, self.hyphen(at + 1))),
            "earlier" if at == start => {
                Some((Edge::Before, at + 1 + usize::from(self.any(at + 1, &["in", "on"]))))
            }
            "later" if at == start => {
                Some((Edge::After, at + 1 + usize::from(self.any(at + 1, &["in", "on"]))))
            }
            "early" => Some((Edge::Early, self.hyphen(at + 1))),
            "beginning" | "start" => of(at + 1, Edge::Early),
            "middle" => of(at + 1, Edge::Middle),
            "end" | "close" => of(at + 1, Edge::Late),
            _ => None,
        };
        found.filter(|&(_, end)| end > at)
    }

    /// A bare weekday, as far as its form lets it be one: 'Sat' and 'Sun' are words of their own.
    pub(super) fn weekday(&self, i: usize) -> Read<i8> {
        match self.word(i) {
            Word::Weekday(day, Form::Full) => Some((day, i + 1)),
            Word::Weekday(day, Form::Short) if self.capital(i) && self.short_weekday(i) => {
                Some((day, i + 1))
            }
            _ => None,
        }
    }

    fn short_weekday(&self, i: usize) -> bool {
        let next = self.comma(i + 1);
        let dotted =
            self.pieces.get(i).is_some_and(|p| self.text.token(p.token).text().ends_with('.'));
        let date = matches!(self.word(next), Word::Month(..) | Word::Digits { len: 1 | 2, .. });
        let common = matches!(self.lower(i), "sat" | "sun" | "wed" | "mon" | "fri");
        date || (dotted && !common) || self.any(i, &["tues", "thurs", "weds"])
    }

    /// Units that can be counted by 'last', 'this' and 'next'.
    pub(super) fn singular(&self, i: usize) -> Read<Unit> {
        match self.word(i) {
            Word::Unit(unit, false) => Some((unit, i + 1)),
            _ => None,
        }
    }
}

/// '2003–06': the year that two digits stand for behind another.
fn short_year(first: i16, two: u32) -> Option<i16> {
    let year = first - first.rem_euclid(100) + i16::try_from(two).ok()?;
    (year > first).then_some(year)
}
