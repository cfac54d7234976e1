//! What Python's `str` methods say of characters and strings.
//!
//! Rust's own methods follow other definitions (`char::is_alphabetic` is not `str.isalpha`) and a newer Unicode, and
//! a pipeline's features are only right under the rules that it was trained with.

mod tables;

use tables::{ALPHA, CASE_IGNORABLE, CASED, DECIMAL, DIGIT, LOWER, NUMERIC, UPPER};

fn within(table: &[(u32, u32)], char: char) -> bool {
    let code = char as u32;
    let after = table.partition_point(|&(first, _)| first <= code);
    after > 0 && code <= table[after - 1].1
}

/// `str.isalpha` of one character.
pub(crate) fn is_alpha(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_alphabetic() } else { within(ALPHA, char) }
}

/// `str.isdigit` of one character.
pub(crate) fn is_digit(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_digit() } else { within(DIGIT, char) }
}

/// `str.isupper` of one character.
pub(crate) fn is_upper(char: char) -> bool {
    if char.is_ascii() { char.is_ascii_uppercase() } else { within(UPPER, char) }
}

/// `str.isspace` of one character, and `\s` of Python's regular expressions.
pub(crate) fn is_space(char: char) -> bool {
    match char {
        '\t'..='\r' | '\x1c'..='\x1f' | ' ' => true,
        _ if char.is_ascii() => false,
        '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => true,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => true,
        _ => false,
    }
}

/// The ranges of `\d`.
pub(crate) fn decimal_ranges() -> impl Iterator<Item = (u32, u32)> {
    DECIMAL.iter().copied()
}

/// The ranges of `\w`, in no order.
pub(crate) fn word_ranges() -> impl Iterator<Item = (u32, u32)> {
    let underscore = u32::from(b'_');
    ALPHA.iter().chain(NUMERIC).copied().chain([(underscore, underscore)])
}

/// The ranges of `\s`.
pub(crate) fn space_ranges() -> impl Iterator<Item = (u32, u32)> {
    (0..=0x3000).filter(|&code| char::from_u32(code).is_some_and(is_space)).map(|code| (code, code))
}

/// Each character that has a lower case of one character, with it.
pub(crate) fn case_pairs() -> impl Iterator<Item = (u32, u32)> {
    LOWER.iter().flat_map(|&(first, last, step, distance)| {
        let codes = (first..=last).step_by(step as usize);
        codes.filter_map(move |code| Some((code, code.checked_add_signed(distance)?)))
    })
}

fn lower_char(char: char) -> char {
    let code = char as u32;
    let after = LOWER.partition_point(|&(first, ..)| first <= code);
    if after == 0 {
        return char;
    }
    let (first, last, step, distance) = LOWER[after - 1];
    if code > last || !(code - first).is_multiple_of(step) {
        return char;
    }
    code.checked_add_signed(distance).and_then(char::from_u32).unwrap_or(char)
}

/// Appends `str.lower` of `text` to `out`.
pub(crate) fn lower(text: &str, out: &mut String) {
    if text.is_ascii() {
        let from = out.len();
        out.push_str(text);
        out[from..].make_ascii_lowercase();
        return;
    }
    // Between a sigma and the nearest character that is not passed over there may be any number of others; what
    // stands before is carried along, what stands after is looked up once for each run.
    let mut cased_before = false;
    let mut cased_after: Option<(usize, bool)> = None;
    for (at, char) in text.char_indices() {
        match char {
            'İ' => out.push_str("i\u{307}"),
            'Σ' => {
                let next = at + char.len_utf8();
                let after = match cased_after {
                    Some((until, cased)) if next <= until => cased,
                    _ => {
                        let (until, cased) = next_deciding(text, next);
                        cased_after = Some((until, cased));
                        cased
                    }
                };
                out.push(if cased_before && !after { 'ς' } else { 'σ' });
            }
            _ => out.push(lower_char(char)),
        }
        if !within(CASE_IGNORABLE, char) {
            cased_before = within(CASED, char);
        }
    }
}

/// Where the next character stands at or after `at` that decides the form of a sigma, and whether it is cased.
fn next_deciding(text: &str, at: usize) -> (usize, bool) {
    for (offset, char) in text[at..].char_indices() {
        if !within(CASE_IGNORABLE, char) {
            return (at + offset, within(CASED, char));
        }
    }
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered(text: &str) -> String {
        let mut out = String::new();
        lower(text, &mut out);
        out
    }

    #[test]
    fn lower_is_that_of_python() {
        assert_eq!(lowered("Paris IN May"), "paris in may");
        assert_eq!(lowered("İstanbul"), "i\u{307}stanbul");
        assert_eq!(lowered("STRASSE Straße ẞ"), "strasse straße ß");
        assert_eq!(lowered("ǄǅÅŸ"), "ǆǆåÿ");
        assert_eq!(lowered("ΟΔΟΣ ΟΔΟΣ. ΣΑΣ Σ ΑΣ.Α Α.Σ.Σ."), "οδος οδος. σας σ ασ.α α.σ.ς.");
        assert_eq!(lowered("ꟋᲉ"), "ꟋᲉ", "letters that Unicode 14 has not");
    }

    #[test]
    fn classes_are_those_of_python() {
        assert!(is_alpha('ª') && is_alpha('ʰ') && !is_alpha('Ⅷ') && !is_alpha('\u{345}'));
        assert!(is_digit('²') && is_digit('٣') && !is_digit('½'));
        assert!(is_upper('Ⅷ') && is_upper('Ⓐ') && !is_upper('ǅ') && is_upper('Ǆ'));
        assert!(
            is_space('\u{1c}')
                && is_space('\u{85}')
                && !is_space('\u{200b}')
                && !is_space('\u{180e}')
        );
    }
}
