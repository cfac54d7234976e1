//! Tokens to pieces: numbers, months, weekdays and units, with the tokens they come from.
//!
//! The language layer splits `mid-July` in three and leaves `mid-2015` or `3:30pm` whole; the grammar must not care. So
//! every token with a digit or an inner hyphen falls apart into runs of digits, runs of letters and single marks.

use std::borrow::Cow;

use super::point::Unit;
use crate::text::Text;

/// What a piece is to the grammar of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// A run of digits: its value and how many they are; `grouped` with thousands separators.
    Digits { value: u32, len: u8, grouped: bool },
    /// 'seven', 'forty', 'hundred'.
    Number(u32),
    /// 'third', '11th'.
    Ordinal(u32),
    /// 1 to 12, and whether it is cut short ('Oct').
    Month(i8, bool),
    /// 0 (Monday) to 6, and whether it is cut short or in the plural.
    Weekday(i8, Form),
    /// 'week', and whether it stands in the plural.
    Unit(Unit, bool),
    /// Anything else.
    Other,
    /// Where one block ends and the next begins.
    Edge,
}

/// The form of a weekday's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 'Monday'.
    Full,
    /// 'Mon'.
    Short,
    /// 'Mondays'.
    Plural,
}

/// A word or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    /// The token that holds it.
    pub token: usize,
    /// Its letters in lower case, without the full stop of an abbreviation.
    pub lower: Cow<'t, str>,
    /// What it is.
    pub word: Word,
    /// Whether nothing, not even white space, stands between it and the piece before.
    pub glued: bool,
}

/// The pieces of a text, with an [`Word::Edge`] wherever a block begins.
pub(super) fn pieces<'t>(text: &'t Text<'_>) -> Vec<Piece<'t>> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let mut block = None;
    let mut end = usize::MAX;
    for token in text.doc.tokens() {
        let here = text.sentence(token.i).block;
        if block != Some(here) {
            block = Some(here);
            out.push(Piece {
                token: token.i,
                lower: Cow::Borrowed(""),
                word: Word::Edge,
                glued: false,
            });
        }
        cut(token.text(), token.i, token.start() == end, &mut out);
        end = token.end();
    }
    out
}

/// A word of a knowledge file as pieces.
pub(super) fn cut_word(word: &str) -> Vec<Box<str>> {
    let mut out = Vec::new();
    cut(word, 0, false, &mut out);
    out.into_iter().map(|piece| Box::from(piece.lower)).collect()
}

fn cut<'t>(text: &'t str, token: usize, glued: bool, out: &mut Vec<Piece<'t>>) {
    let hyphen = |c: char| matches!(c, '-' | '–' | '—' | '/' | '+');
    let mixed = text.bytes().any(|b| b.is_ascii_digit()) || text.chars().any(hyphen);
    if !mixed || text.chars().count() == 1 {
        out.push(whole(text, token, glued));
        return;
    }
    if let Some(value) = grouped(text) {
        let word = Word::Digits { value, len: 9, grouped: true };
        out.push(Piece { token, lower: Cow::Borrowed(text), word, glued });
        return;
    }
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 0,
        c if c.is_alphabetic() => 1,
        _ => 2,
    };
    let mut from = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let to = at + c.len_utf8();
        // 'p.m.' inside a token keeps its full stops: '7.30p.m.'.
        let dotted = c.is_alphabetic() && text[to..].starts_with('.')
            || c == '.' && text[..at].ends_with(char::is_alphabetic);
        let next = chars.peek().map(|&(_, next)| class(next));
        if (next == Some(class(c)) && class(c) != 2) || (dotted && next.is_some_and(|n| n != 0)) {
            continue;
        }
        let part = &text[from..to];
        out.push(whole(part, token, glued || from > 0));
        from = to;
        // '11th' and '1st' are one ordinal.
        merge_ordinal(out);
    }
}

fn merge_ordinal(out: &mut Vec<Piece<'_>>) {
    let [.., number, suffix] = out.as_slice() else { return };
    let Word::Digits { value, grouped: false, .. } = number.word else { return };
    if suffix.glued && matches!(suffix.lower.as_ref(), "st" | "nd" | "rd" | "th") {
        out.pop();
        if let Some(last) = out.last_mut() {
            last.word = Word::Ordinal(value);
        }
    }
}

fn grouped(text: &str) -> Option<u32> {
    let mut parts = text.split(',');
    let first = parts.next()?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(first) || first.len() > 3 {
        return None;
    }
    let mut value: u32 = first.parse().ok()?;
    let mut any = false;
    for part in parts {
        if part.len() != 3 || !digits(part) {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(part.parse().ok()?)?;
        any = true;
    }
    any.then_some(value)
}

fn whole(text: &str, token: usize, glued: bool) -> Piece<'_> {
    let lower = lower(text);
    let word = match lower.as_bytes().first() {
        Some(b) if b.is_ascii_digit() && lower.bytes().all(|b| b.is_ascii_digit()) => {
            match (lower.parse(), u8::try_from(lower.len())) {
                (Ok(value), Ok(len)) => Word::Digits { value, len, grouped: false },
                _ => Word::Other,
            }
        }
        _ => classify(&lower),
    };
    Piece { token, lower, word, glued }
}

fn lower(text: &str) -> Cow<'_, str> {
    let cut = match text.strip_suffix('.') {
        Some(stem) if stem.chars().any(char::is_alphabetic) => stem,
        _ => text,
    };
    match cut {
        "’s" | "'s" => Cow::Borrowed("'s"),
        "’" | "‘" => Cow::Borrowed("'"),
        _ if cut.chars().any(char::is_uppercase) => Cow::Owned(cut.to_lowercase()),
        _ => Cow::Borrowed(cut),
    }
}

/// What a word in lower case is.
pub(super) fn classify(word: &str) -> Word {
    if let Some(unit) = unit(word) {
        return unit;
    }
    if let Some((month, short)) = month(word) {
        return Word::Month(month, short);
    }
    if let Some((day, form)) = day(word) {
        return Word::Weekday(day, form);
    }
    if let Some(n) = NUMBERS.iter().position(|&name| name == word) {
        return Word::Number(u32::try_from(n).unwrap_or(0));
    }
    if let Some(n) = ORDINALS.iter().position(|&name| name == word) {
        return Word::Ordinal(u32::try_from(n).unwrap_or(0) + 1);
    }
    match word {
        "thirty" => Word::Number(30),
        "forty" | "fourty" => Word::Number(40),
        "fifty" => Word::Number(50),
        "sixty" => Word::Number(60),
        "seventy" => Word::Number(70),
        "eighty" => Word::Number(80),
        "ninety" => Word::Number(90),
        "hundred" => Word::Number(100),
        "thousand" => Word::Number(1000),
        "dozen" => Word::Number(12),
        "thirtieth" => Word::Ordinal(30),
        _ => Word::Other,
    }
}

const NUMBERS: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn month(word: &str) -> Option<(i8, bool)> {
    let at = |name: &str| MONTHS.iter().position(|m| m.starts_with(name));
    let short = matches!(word.len(), 3) || word == "sept";
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    let index = at(word)?;
    let full = MONTHS[index].len() == word.len();
    (full || short).then_some((i8::try_from(index).ok()? + 1, !full))
}

fn day(word: &str) -> Option<(i8, Form)> {
    let (stem, plural) = match word.strip_suffix('s') {
        Some(stem) if stem.ends_with("day") => (stem, true),
        _ => (word, false),
    };
    let short = matches!(word, "tues" | "weds" | "thur" | "thurs") || word.len() == 3;
    let index = match DAYS.iter().position(|&name| name == stem) {
        Some(index) => index,
        None if short => {
            DAYS.iter().position(|name| name.starts_with(&word[..3.min(word.len())]))?
        }
        None => return None,
    };
    let form = match (plural, DAYS[index] == stem) {
        (true, _) => Form::Plural,
        (false, true) => Form::Full,
        (false, false) => Form::Short,
    };
    Some((i8::try_from(index).ok()?, form))
}

fn unit(word: &str) -> Option<Word> {
    let (unit, plural) = match word {
        "second" => return None,
        "seconds" => (Unit::Second, true),
        "minute" | "minutes" | "mins" => (Unit::Minute, word != "minute"),
        "hour" | "hours" | "hrs" => (Unit::Hour, word != "hour"),
        "day" | "days" => (Unit::Day, word == "days"),
        "night" | "nights" => (Unit::Night, word == "nights"),
        "weekday" | "weekdays" => (Unit::Weekday, word == "weekdays"),
        "weekend" | "weekends" => (Unit::Weekend, word == "weekends"),
        "week" | "weeks" => (Unit::Week, word == "weeks"),
        "fortnight" | "fortnights" => (Unit::Fortnight, word == "fortnights"),
        "month" | "months" => (Unit::Month, word == "months"),
        "quarter" | "quarters" => (Unit::Quarter, word == "quarters"),
        "year" | "years" | "yr" | "yrs" => (Unit::Year, word == "years" || word == "yrs"),
        "decade" | "decades" => (Unit::Decade, word == "decades"),
        "century" | "centuries" => (Unit::Century, word == "centuries"),
        "millennium" | "millennia" => (Unit::Millennium, word == "millennia"),
        _ => return None,
    };
    Some(Word::Unit(unit, plural))
}
