//! The first cut: where one block ends and the next begins, whatever they are.

use tacitus_record::Span;

use crate::lines::lines;

/// Lines longer than this are not set to a width: each is a paragraph of its own.
const WIDEST: usize = 120;
/// Lines of a text set to a width are not all shorter than this.
const NARROWEST: usize = 40;

/// The blocks of `text`: runs of lines without white space around them.
///
/// Blank lines part blocks. Where lines follow each other without one, the text is either set to a width, and a line end
/// means nothing, or it has a block a line. It is set to a width if most of its lines would not have had room for the next
/// line's first word. In a text without any blank line, a line that ends a sentence ends a block even so.
pub(super) fn split(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let Some(width) = width(text, &lines) else {
        return join(text, &lines, |line, next| {
            !ends_sentence(line) && next.starts_with(char::is_lowercase)
        });
    };
    let airy = lines.iter().skip_while(|line| line.is_empty()).any(|line| line.is_empty());
    join(text, &lines, |line, next| is_full(line, next, width) && (airy || !ends_sentence(line)))
}

/// Joins each line to the one before it where `goes_on` says so of the two.
fn join(text: &str, lines: &[Span], goes_on: impl Fn(&str, &str) -> bool) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut last: Option<Span> = None;
    for &line in lines {
        if line.is_empty() {
            last = None;
            continue;
        }
        match (last, blocks.last_mut()) {
            (Some(before), Some(block)) if goes_on(before.of(text), line.of(text)) => {
                block.end = line.end;
            }
            _ => blocks.push(line),
        }
        last = Some(line);
    }
    blocks
}

/// The width that a text is set to, in characters; `None` where it is set to none.
fn width(text: &str, lines: &[Span]) -> Option<usize> {
    let length = |line: &Span| line.of(text).chars().count();
    let width = lines.iter().map(length).max().filter(|w| (NARROWEST..=WIDEST).contains(w))?;
    let (mut breaks, mut full) = (0usize, 0usize);
    for pair in lines.windows(2) {
        let &[line, next] = pair else { continue };
        if !line.is_empty() && !next.is_empty() {
            breaks += 1;
            full += usize::from(is_full(line.of(text), next.of(text), width));
        }
    }
    (breaks >= 2 && full * 3 >= breaks * 2).then_some(width)
}

/// Whether the first word of `next` would not have gone onto `line`, a tenth of the width left to the setter's taste.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or("");
    (line.chars().count() + 1 + word.chars().count()) * 10 > width * 9
}

/// Whether the words end with a stop, quotation marks and brackets after it left aside.
pub(super) fn ends_sentence(words: &str) -> bool {
    let bare =
        words.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', ' ', '■', '\u{A0}']);
    bare.ends_with(['.', '!', '?', '…', '。'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = split(text).iter().map(|block| block.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_part_blocks() {
        check("Talks failed.\n\n \t\nNobody said why.\n", &["Talks failed.", "Nobody said why."]);
        check("Talks failed.\r\n\r\nNobody said why.\r\n", &["Talks failed.", "Nobody said why."]);
        check("Talks failed.\r\rNobody said why.", &["Talks failed.", "Nobody said why."]);
        check("", &[]);
        check(" \n \n", &[]);
    }

    #[test]
    fn a_line_each() {
        check(
            "Ministers end talks\nThe talks failed.\nNobody said why, not even the hosts.",
            &["Ministers end talks", "The talks failed.", "Nobody said why, not even the hosts."],
        );
        check(
            "The talks failed\nand nobody said why.",
            &["The talks failed\nand nobody said why."],
        );
    }

    #[test]
    fn a_text_set_to_a_width() {
        let first = "The ministers of the two countries ended their\ntalks on the border without a result late on\nMonday, a spokesman said.";
        let second = "Nobody said why they had failed so soon, nor\nwhether there would be another round before\nthe summer.";
        check(&format!("{first}\n\n{second}\n"), &[first, second]);
        check(&format!("{first}\n{second}\n"), &[first, second]);
    }

    #[test]
    fn a_short_line_ends_a_block_of_set_text() {
        let body = "The ministers of the two countries ended their\ntalks on the border without a result late on\nMonday, a spokesman said.";
        check(&format!("No result\n{body}"), &["No result", body]);
    }
}
