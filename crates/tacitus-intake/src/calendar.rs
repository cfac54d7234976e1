//! Days written out, as metadata, addresses and datelines write them. Only a full date with its year is one.

use jiff::civil::Date;

/// The day of a year, a month and a day in figures, where there is such a day.
pub(crate) fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The number of a month by its English name, in full or cut to three or four letters, with or without a stop.
pub(crate) fn month(name: &str) -> Option<i16> {
    const NAMES: [&str; 12] = [
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
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let fits = |full: &&str| {
        *full == name || (name.len() >= 3 && name.len() <= 4 && full.starts_with(&name))
    };
    NAMES.iter().position(fits).and_then(|i| i16::try_from(i + 1).ok())
}

/// `20161011`.
pub(crate) fn compact(digits: &str) -> Option<Date> {
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    day(
        digits.get(..4)?.parse().ok()?,
        digits.get(4..6)?.parse().ok()?,
        digits.get(6..)?.parse().ok()?,
    )
}

/// The day a value of metadata names: ISO 8601 with or without a time, RFC 2822, `20161011` with or without a time, or a
/// date in English words. Of a time with an offset it is the day on the clock there. A date in figures alone whose day and
/// month cannot be told apart (`10/11/2016`) is none.
pub(crate) fn of_metadata(value: &str) -> Option<Date> {
    let value = value.trim();
    iso(value)
        .or_else(|| compact_with_time(value))
        .or_else(|| in_words(value))
        .or_else(|| in_figures(value))
}

fn iso(value: &str) -> Option<Date> {
    let (date, rest) = value.split_at_checked(10)?;
    // After the day stands nothing or a time.
    if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
        return None;
    }
    let mut parts = date.split(['-', '/', '.']);
    let mut figures = |length: usize| {
        let part = parts.next()?;
        let fits = part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if fits { part.parse::<i16>().ok() } else { None }
    };
    day(figures(4)?, figures(2)?, figures(2)?)
}

fn compact_with_time(value: &str) -> Option<Date> {
    let (date, rest) = value.split_at_checked(8)?;
    let time = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest);
    let time = time.trim_end_matches(['Z', 'z']);
    let is_time = time.is_empty()
        || (matches!(time.len(), 4 | 6) && time.bytes().all(|b| b.is_ascii_digit()));
    if is_time { compact(date) } else { None }
}

/// `11 October 2016`, `October 11, 2016`, `Tue, 11 Oct 2016 09:30:00 +0200`, `11th of October, 2016`: day, month and year
/// next to each other, whatever stands around them.
pub(crate) fn in_words(value: &str) -> Option<Date> {
    let mut tokens: Vec<&str> = value
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '|' | '(' | ')'))
        .map(|token| token.trim_end_matches('.'))
        .filter(|token| !token.is_empty() && !token.eq_ignore_ascii_case("of"))
        .collect();
    tokens.truncate(64);
    tokens.windows(3).find_map(|window| {
        let &[a, b, c] = window else { return None };
        let (month_name, day_figures) = if month(b).is_some() { (b, a) } else { (a, b) };
        day(figures(c, 4, 4)?, month(month_name)?, figures(without_ordinal(day_figures), 1, 2)?)
    })
}

/// `25/12/2016` and `12/25/2016`: dates in figures, where one of them cannot be a month.
fn in_figures(value: &str) -> Option<Date> {
    let mut parts = value.split(['/', '.', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (a, b, year) = (figures(a, 1, 2)?, figures(b, 1, 2)?, figures(c, 4, 4)?);
    match (a > 12, b > 12) {
        (true, false) => day(year, b, a),
        (false, true) => day(year, a, b),
        _ if a == b => day(year, a, b),
        _ => None,
    }
}

fn without_ordinal(token: &str) -> &str {
    let end = token.len().saturating_sub(2);
    match token.get(end..) {
        Some("st" | "nd" | "rd" | "th") => token.get(..end).unwrap_or(token),
        _ => token,
    }
}

fn figures(token: &str, least: usize, most: usize) -> Option<i16> {
    let fits = (least..=most).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_digit());
    if fits { token.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(values: &[&str], day: Option<&str>) {
        for value in values {
            assert_eq!(of_metadata(value).map(|d| d.to_string()).as_deref(), day, "{value}");
        }
    }

    #[test]
    fn one_day_in_many_spellings() {
        check(
            &[
                "2016-10-11",
                " 2016-10-11 ",
                "2016-10-11T23:30:00-05:00",
                "2016-10-11 09:30",
                "2016-10-11T09:30:00.123Z",
                "2016/10/11",
                "20161011",
                "20161011T093000Z",
                "20161011093000",
                "Tue, 11 Oct 2016 09:30:00 +0200",
                "11 October 2016",
                "October 11, 2016",
                "Oct. 11, 2016 at 4:15 p.m.",
                "11th of October, 2016",
                "11-Oct-2016",
            ],
            Some("2016-10-11"),
        );
        check(&["25/12/2016", "12/25/2016", "25.12.2016"], Some("2016-12-25"));
    }

    #[test]
    fn what_is_no_day() {
        check(
            &[
                "",
                "yesterday",
                "10/11/2016",
                "2016",
                "2016-10",
                "2016-13-01",
                "2016-02-30",
                "201610",
                "20161311",
            ],
            None,
        );
        check(&["Octopus 11, 2016", "31 June 2016", "2016-10-11x"], None);
    }

    proptest! {
        #[test]
        fn no_value_is_too_odd(value: String) {
            of_metadata(&value);
        }
    }
}
