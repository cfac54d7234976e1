//! Runs of link texts in the midst of a sentence: 'Prime Minister Ana Lima *Ana Maria LimaTalks on fishing break down
//! Five things to know MORE* said'.

use tacitus_record::Span;

/// The link that closes such a run.
const LAST: &str = "MORE";
/// A run is not longer than so many bytes.
const LONGEST: usize = 900;
/// The name before a run is told once more within so many bytes.
const NEAR: usize = 100;

/// The runs in `span`, in order. Each begins with a name that is told a second time and runs into the first headline
/// without a space, and ends with the link to more of them: what has all three marks is no prose.
pub(super) fn runs(text: &str, span: Span) -> Vec<Span> {
    let words = span.of(text);
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in words.match_indices(LAST) {
        let end = at + LAST.len();
        let stands_alone = words[..at].ends_with(char::is_whitespace)
            && !words[end..].starts_with(char::is_alphanumeric);
        if !stands_alone {
            continue;
        }
        let mut begin = at.saturating_sub(LONGEST).max(from);
        while !words.is_char_boundary(begin) {
            begin += 1;
        }
        if let Some(start) = start(&words[begin..at]) {
            let start = span.start + begin + start;
            found.push(Span { start, end: span.start + end });
        }
        from = end;
    }
    found
}

/// Where a run begins: behind the first telling of the name.
fn start(words: &str) -> Option<usize> {
    let mut at = 0;
    for token in words.split_inclusive(char::is_whitespace) {
        let bare = token.trim_end();
        let inner = bare.char_indices().skip(1).filter(|(_, c)| c.is_uppercase());
        for (glue, _) in inner {
            let name = &bare[..glue];
            let is_name =
                name.starts_with(char::is_uppercase) && name.ends_with(char::is_lowercase);
            if let Some(start) = is_name.then(|| told_before(&words[..at], name)).flatten() {
                return Some(start);
            }
        }
        at += token.len();
    }
    None
}

/// The end of the last word `name` near the end of `words`.
fn told_before(words: &str, name: &str) -> Option<usize> {
    let whole = |&(at, _): &(usize, &str)| {
        !words[..at].ends_with(char::is_alphanumeric)
            && words[at + name.len()..].starts_with(char::is_whitespace)
    };
    let (at, _) = words.rmatch_indices(name).find(whole)?;
    let end = at + name.len();
    (words.len() - end <= NEAR).then_some(end)
}

/// What is left of `span` without `runs`: its parts in order, each with whether it is a run.
pub(super) fn cut(text: &str, span: Span, runs: &[Span]) -> Vec<(Span, bool)> {
    let mut parts = Vec::new();
    let mut from = span.start;
    for &run in runs {
        parts.push((trimmed(text, Span { start: from, end: run.start }), false));
        parts.push((trimmed(text, run), true));
        from = run.end;
    }
    parts.push((trimmed(text, Span { start: from, end: span.end }), false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span { start, end: start + words.trim().len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let span = Span { start: 0, end: text.len() };
        let runs = runs(text, span);
        let left: Vec<&str> = cut(text, span, &runs)
            .iter()
            .filter(|(_, run)| !run)
            .map(|(part, _)| part.of(text))
            .collect();
        assert_eq!(left, expected);
    }

    #[test]
    fn a_run_behind_a_name() {
        check(
            "Minister Ana Lima Ana Maria LimaTalks break down Senate waits for Lima MORE said no.",
            &["Minister Ana Lima", "said no."],
        );
        check(
            "The plan of Bo McHill Bo McHillMcHill leaves MORE’s party failed.",
            &["The plan of Bo McHill", "’s party failed."],
        );
    }

    #[test]
    fn prose_stays() {
        let texts = [
            "Minister Ana Lima asked for MORE money.",
            "Ana Lima told the LimaTalks meeting no.",
            "McHill met OneWorld and asked for MORE help.",
        ];
        for text in texts {
            check(text, &[text]);
        }
    }
}
