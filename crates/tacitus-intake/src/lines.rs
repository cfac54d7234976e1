//! Lines of a text, however their ends are written.

use tacitus_record::Span;

/// Where the line that starts at byte `start` ends, and where the next one starts.
///
/// A line ends at `\n`, `\r\n`, a lone `\r`, a form feed, or one of Unicode's own line and paragraph separators.
pub(crate) fn line_end(text: &str, start: usize) -> (usize, usize) {
    let rest = text.get(start..).unwrap_or("");
    for (at, character) in rest.char_indices() {
        let width = match character {
            '\r' if rest.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')) => 2,
            '\n' | '\r' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => character.len_utf8(),
            _ => continue,
        };
        return (start + at, start + at + width);
    }
    (text.len(), text.len())
}

/// The lines of `text` without white space around them; a line of nothing else is an empty span.
pub(crate) fn lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (end, next) = line_end(text, start);
        lines.push(trimmed(text, Span::new(start, end)));
        start = next;
    }
    lines
}

/// `span` without the white space at its ends. U+FEFF, left over where files were joined, counts as such.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}');
    let words = span.of(text);
    let start = span.end - words.trim_start_matches(blank).len();
    let end = span.start + words.trim_end_matches(blank).len();
    if start < end { Span::new(start, end) } else { Span::new(span.start, span.start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = lines(text).iter().map(|line| line.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_line_end() {
        check("a\nb\r\nc\rd\u{2028}e", &["a", "b", "c", "d", "e"]);
        check("a\n\nb\n", &["a", "", "b"]);
        check("a\r\n\r\nb\r\n", &["a", "", "b"]);
        check("a\r\rb", &["a", "", "b"]);
        check(" a b \u{A0}\n \t \n\u{FEFF}c", &["a b", "", "c"]);
        check("", &[]);
    }
}
