//! When undated reports were written.

use jiff::civil::Date;

use super::calendar;
use crate::testing::{article, parse};
use crate::text::Text;
use crate::time::{Term, dating_clues, window};

fn term(earliest: &str, latest: &str, evidence: &str) -> Term {
    Term {
        earliest: earliest.parse().unwrap(),
        latest: latest.parse().unwrap(),
        evidence: evidence.to_owned(),
    }
}

fn dated(source: &str, terms: &[Term]) -> Option<(Date, Date)> {
    let article = article(source);
    let text = Text::new(&article, parse);
    let found = window(&dating_clues(&text, &calendar()), terms)?;
    assert!(!found.evidence.is_empty(), "a window needs its reasons");
    Some((found.earliest, found.latest))
}

fn check(source: &str, terms: &[Term], wanted: &str) {
    let got = dated(source, terms).map_or_else(|| "-".to_owned(), |(a, b)| format!("{a}..{b}"));
    assert_eq!(got, wanted, "{source}");
}

#[test]
fn one_clue_at_a_time() {
    let office = [term("2012-05-15", "2017-05-14", "He held the office.")];
    check("He resigned.", &office, "2012-05-15..2017-05-14");
    check("Rebels took the town in May 2014.", &office, "2014-05-01..2017-05-14");
    check("The games will be held in 2016.", &office, "2012-05-15..2016-12-31");
    check("Rebels took the town in May 2014.", &[], "-");
    check("He resigned.", &[], "-");
}

#[test]
fn days_without_a_year() {
    let office = [term("2016-02-11", "2017-01-20", "He held the office.")];
    check("He will travel to Berlin on October 19.", &office, "2016-02-22..2016-10-19");
    check("He travelled to Berlin on October 19.", &office, "2016-02-11..2017-01-20");
    let long = [term("2012-05-15", "2017-05-14", "She held the office.")];
    check("She will speak on Wednesday, October 19.", &long, "2016-02-22..2016-10-19");
    check("She will speak next Wednesday, October 19.", &long, "2016-10-06..2016-10-18");
    check(
        "Today, October 11, she spoke. She will be there on Wednesday, October 19.",
        &long,
        "2016-10-11..2016-10-11",
    );
}

#[test]
fn a_contradicting_clue_is_left_out() {
    let office = [term("2012-05-15", "2017-05-14", "She held the office.")];
    check(
        "The reform was passed in 2031. Rebels took the town in May 2014.",
        &office,
        "2014-05-01..2017-05-14",
    );
}

#[test]
fn offices_and_a_coming_day_date_a_report() {
    let source = "The president has called off a visit to Paris next week, his office confirmed this morning.\n\n\
        The trip would have begun next Wednesday. Moscow blocked a resolution in May 2014.\n\n\
        He is still considering flying to Berlin on October 19 for talks, an aide told the agency on Monday.";
    let terms = [
        term("2012-05-15", "2017-05-14", "François Hollande is named as president."),
        term("2016-02-11", "2017-05-10", "Jean-Marc Ayrault is named as foreign minister."),
        term("2013-02-01", "2017-01-20", "John Kerry is named as Secretary of State."),
    ];
    let (first, last) = dated(source, &terms).unwrap();
    let day = |text: &str| -> Date { text.parse().unwrap() };
    assert!(day("2015-11-01") <= first && last <= day("2016-10-19"), "{first}..{last}");
    assert!(first <= day("2016-10-11") && day("2016-10-11") <= last, "{first}..{last}");
}
