//! The share layout: line 1 an address, line 2 how often it was shared, line 3 how often it was commented on, and from
//! line 4 on the text.

use tacitus_record::article::Engagement;
use url::Url;

use crate::lines::line_end;

/// The first three lines of the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Line 1.
    pub url: &'a str,
    /// Lines 2 and 3.
    pub engagement: Engagement,
    /// Offset of the first byte of line 4.
    pub body: usize,
}

/// Reads the head of the layout; `None` where `text` does not begin with one.
#[must_use]
pub fn head(text: &str) -> Option<Head<'_>> {
    let (url, shares_at) = line(text, 0)?;
    let (shares, comments_at) = line(text, shares_at)?;
    // The third line may be the last one, without a line end; the report then has no text, which the reader says.
    let (comments, body) = line(text, comments_at)?;
    if !is_address(url) {
        return None;
    }
    let engagement = Engagement { shares: Some(count(shares)?), comments: Some(count(comments)?) };
    Some(Head { url, engagement, body })
}

/// The line at `start` without white space around it, and where the next one starts.
fn line(text: &str, start: usize) -> Option<(&str, usize)> {
    let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
    let (end, next) = line_end(rest, 0);
    Some((rest.get(..end)?.trim(), start + next))
}

/// Whether `line` is a web address and nothing else.
pub(crate) fn is_address(line: &str) -> bool {
    !line.contains(char::is_whitespace)
        && Url::parse(line)
            .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some())
}

fn count(line: &str) -> Option<u64> {
    if line.bytes().all(|b| b.is_ascii_digit()) { line.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, u64, u64, &str)>) {
        let found = head(text).map(|head| {
            let Engagement { shares, comments } = head.engagement;
            (head.url, shares.unwrap_or(0), comments.unwrap_or(0), &text[head.body..])
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn three_lines_and_the_rest_unchanged() {
        check("https://a.org/b\n61\n6\nTalks.\n", Some(("https://a.org/b", 61, 6, "Talks.\n")));
        check("https://a.org/b\r\n61\r\n6\r\n\r\nA", Some(("https://a.org/b", 61, 6, "\r\nA")));
        check("https://a.org/b\r0\r0\rTalks.", Some(("https://a.org/b", 0, 0, "Talks.")));
        check(" https://a.org/b \n 61\n6 \nTalks.", Some(("https://a.org/b", 61, 6, "Talks.")));
        check("https://a.org/b\n61\n6", Some(("https://a.org/b", 61, 6, "")));
    }

    #[test]
    fn other_text_has_no_head() {
        check("", None);
        check("https://a.org/b", None);
        check("https://a.org/b\n61\n", None);
        check("https://a.org/b\n61\nsix\nTalks.", None);
        check("https://a.org/b\n+61\n6\nTalks.", None);
        check("https://a.org/b\n99999999999999999999999\n6\nTalks.", None);
        check("see https://a.org/b\n61\n6\nTalks.", None);
        check("ftp://a.org/b\n61\n6\nTalks.", None);
    }
}
