//! The day of publication as the report's own first or last lines give it: 'Published: 11 October 2016', 'By Ana Lima |
//! October 11, 2016', 'LIMA, Oct. 11, 2016 (Herald Wire) -'. Which lines do is in `knowledge/intake/datelines.txt`. A date
//! without its year is none.

use jiff::civil::Date;

use crate::calendar;
use crate::lines::lines;
use crate::phrases::{Folded, Phrases};

/// How many lines with words are looked at, at the head and at the foot of a text.
const HEAD: usize = 6;
const FOOT: usize = 4;
/// A dateline stands at the beginning of its line, which may be a whole paragraph.
const LOOK: usize = 400;

/// The date of the first phrase of the file that stands in one of the lines; of one phrase, the first line's.
pub(crate) fn find(phrases: &Phrases, text: &str) -> Option<Date> {
    let lines: Vec<&str> =
        lines(text).iter().map(|line| line.of(text)).filter(|line| !line.is_empty()).collect();
    let foot = lines.len().saturating_sub(FOOT).max(HEAD.min(lines.len()));
    let looked_at = lines.iter().take(HEAD).chain(lines.get(foot..).unwrap_or_default());
    let found = looked_at.filter_map(|line| {
        let cut = line.char_indices().nth(LOOK).map_or(line.len(), |(at, _)| at);
        let mut folded = Folded::new(line.get(..cut)?);
        // Only a phrase that is the whole line counts words, and that one is never cut.
        if cut < line.len() {
            folded.text.push('…');
        }
        let (rank, words) = phrases.date(&folded, 0)?;
        let day = calendar::of_metadata(words).filter(|day| (1900..=2100).contains(&day.year()))?;
        Some((rank, day))
    });
    found.min_by_key(|(rank, _)| *rank).map(|(_, day)| day)
}

#[cfg(test)]
mod tests {
    use crate::blocks::Blocks;

    fn check(text: &str, expected: Option<&str>) {
        let day = Blocks::shipped().dateline(text);
        assert_eq!(day.map(|day| day.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn lines_that_date_the_report() {
        let body = "\n\nThe talks failed on Monday.\n\nNobody said why.\n";
        for line in [
            "Published: 11 October 2016",
            "Published 09:30 GMT, 11 October 2016",
            "By Ana Lima | October 11, 2016",
            "By Ana Lima and Jo Osei, Oct. 11, 2016",
            "Tuesday, 11 October 2016",
            "October 11, 2016 4:15 p.m. ET",
            "LIMA, Oct. 11, 2016 (Herald Wire) - The talks failed.",
            "LIMA, Peru, October 11, 2016 — The talks failed, a spokesman said on Tuesday in a long statement.",
            "2016-10-11",
        ] {
            check(&format!("{line}{body}"), Some("2016-10-11"));
            check(&format!("Talks fail{body}\n{line}\n"), Some("2016-10-11"));
        }
        check(
            "Updated: 12 October 2016\nPublished: 11 October 2016\n\nThe talks failed.",
            Some("2016-10-11"),
        );
    }

    #[test]
    fn lines_that_tell_of_a_day() {
        check("LIMA, Oct 11 (Herald Wire) - The talks failed.", None);
        check("The treaty was signed on 11 October 2016 in Lima.", None);
        check("Ana Lima speaks to reporters in Lima, Peru, October 11, 2016.", None);
        check("On October 11, 2016, the talks failed.", None);
        check("", None);
        let far = "A line.\n".repeat(20);
        check(&format!("{far}Published: 11 October 2016\n{far}"), None);
    }
}
