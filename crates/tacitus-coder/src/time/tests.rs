//! Time expressions from basic to odd, each with its type, value and days.

mod calendar_dates;
mod dating;
mod measures;
mod misread;
mod relative;

use jiff::civil::Date;

use super::{Calendar, times};
use crate::source::Folder;
use crate::testing::{article, parse};
use crate::text::Text;

fn calendar() -> Calendar {
    Calendar::load(&Folder::embedded()).unwrap()
}

fn shown(text: &str, published: Option<(Date, Date)>) -> Vec<String> {
    let article = article(text);
    let text = Text::new(&article, parse);
    let row = |time: super::Time| {
        let days = match time.interval {
            None => "-".to_owned(),
            Some((first, last)) => format!("{first}..{last}"),
        };
        format!(
            "{} | {} | {} | {days}",
            text.words(time.tokens.clone()),
            time.kind.as_str(),
            time.value
        )
    };
    times(&text, &calendar(), published).into_iter().map(row).collect()
}

/// Reads `text` as a report of the day `date` ('-' for none, 'FIRST..LAST' for a window).
fn check(text: &str, date: &str, wanted: &[&str]) {
    let published = match date.split_once("..") {
        Some((first, last)) => Some((first.parse().unwrap(), last.parse().unwrap())),
        None => date.parse().ok().map(|day: Date| (day, day)),
    };
    assert_eq!(shown(text, published), wanted, "{text} [{date}]");
}
