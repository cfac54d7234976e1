//! What an address says of the report behind it: its outlet, a title made of its words, the day of publication.
//!
//! An outlet is named by its host, since a readable name for each would be a list of outlets. A title made of an address's
//! words has lost its small words and its punctuation, so nothing is coded from it.

use jiff::civil::Date;
use url::Url;

use crate::calendar;

/// The host of `address` without the `www.` or the like before it.
#[must_use]
pub fn publication(address: &str) -> Option<String> {
    let url = parse(address)?;
    let host = url.host_str()?.trim_end_matches('.');
    let (first, rest) = host.split_once('.').unwrap_or((host, ""));
    let is_door = matches!(first, "m" | "mobile" | "amp")
        || first.strip_prefix("www").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
    let host = if is_door && rest.contains('.') { rest } else { host };
    (!host.is_empty()).then(|| host.to_owned())
}

/// A title made of the words of the address: those of its wordiest part, where that has at least three.
#[must_use]
pub fn title(address: &str) -> Option<String> {
    let url = parse(address)?;
    let parts = url.path_segments()?.map(|part| words(&percent_decoded(part)));
    // Of parts with as many words the last counts: sections come before the report's own part.
    let words = parts.max_by_key(Vec::len).filter(|words| words.len() >= 3)?;
    let mut title = String::new();
    for (i, word) in words.iter().enumerate() {
        if is_clitic(word) && i > 0 && !title.ends_with('.') {
            title.push('\'');
        } else if i > 0 && !(is_initial(word) && title.ends_with('.')) {
            title.push(' ');
        }
        let next_is_initial = words.get(i + 1).is_some_and(|next| is_initial(next));
        let last_was_initial = title.ends_with('.') && is_initial(word);
        if (is_initial(word) && next_is_initial) || last_was_initial {
            title.push_str(&word.to_uppercase());
            title.push('.');
        } else {
            title.push_str(word);
        }
    }
    Some(capitalised(&title))
}

/// The day of publication, where the address's path has a full date in it.
#[must_use]
pub fn date(address: &str) -> Option<Date> {
    let url = parse(address)?;
    let path = percent_decoded(url.path());
    let tokens: Vec<&str> =
        path.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty()).collect();
    let found = (0..tokens.len()).find_map(|i| date_at(tokens.get(i..).unwrap_or_default()));
    found.filter(|day| (1980..=2100).contains(&day.year()))
}

/// The date that the first tokens make: `2016 10 11`, `2016 oct 11`, `2016 1011` or `20161011`.
fn date_at(tokens: &[&str]) -> Option<Date> {
    let digits = |token: &&str, from: usize, to: usize| {
        let fits = (from..=to).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_digit());
        if fits { token.parse::<i16>().ok() } else { None }
    };
    let first = tokens.first()?;
    if first.len() == 8 && first.is_ascii() {
        return calendar::compact(first);
    }
    let year = digits(first, 4, 4)?;
    let second = tokens.get(1)?;
    if second.len() == 4 {
        let month_and_day = digits(second, 4, 4)?;
        return calendar::day(year, month_and_day / 100, month_and_day % 100);
    }
    let month = digits(second, 1, 2).or_else(|| calendar::month(second))?;
    calendar::day(year, month, digits(tokens.get(2)?, 1, 2)?)
}

fn parse(address: &str) -> Option<Url> {
    let address = address.trim();
    match Url::parse(address) {
        Ok(url) if url.host_str().is_some() => Some(url),
        // Addresses without a scheme are common in metadata.
        _ => Url::parse(&format!("https://{address}"))
            .ok()
            .filter(|url| url.host_str().is_some_and(|host| host.contains('.'))),
    }
}

/// The words of one part of a path, without its extension, its numbers at either end, and the date in front.
fn words(part: &str) -> Vec<String> {
    let stem = match part.rsplit_once('.') {
        Some((stem, extension))
            if (2..=5).contains(&extension.len())
                && extension.chars().all(char::is_alphanumeric) =>
        {
            stem
        }
        _ => part,
    };
    let separator = |c: char| matches!(c, '-' | '_' | '+' | '–' | '—') || c.is_whitespace();
    let mut tokens: Vec<&str> = stem.split(separator).filter(|t| !t.is_empty()).collect();
    while tokens.first().is_some_and(|token| is_number(token, 3)) {
        tokens.remove(0);
        // After a year come month and day.
        while tokens.first().is_some_and(|token| is_number(token, 1)) {
            tokens.remove(0);
        }
    }
    while tokens.last().is_some_and(|token| is_key(token)) {
        tokens.pop();
    }
    let letters = |token: &&str| token.chars().any(char::is_alphabetic);
    if tokens.iter().filter(|token| letters(token)).count() < 3 {
        return Vec::new();
    }
    tokens.into_iter().map(str::to_owned).collect()
}

fn is_number(token: &str, least: usize) -> bool {
    token.len() >= least && token.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a token at the end of a part is the key of a database: a long number, or letters and digits mixed.
fn is_key(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    digits == token.len() && digits >= 5 || token.len() >= 6 && digits >= 2 && digits < token.len()
}

/// What is left of 's, 't, 're and the like once an address has lost its apostrophes.
fn is_clitic(word: &str) -> bool {
    matches!(word, "s" | "t" | "re" | "ve" | "ll")
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && word.chars().all(|c| c.is_ascii_alphabetic() && !matches!(c, 'a' | 'i'))
}

fn capitalised(title: &str) -> String {
    let mut characters = title.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

fn percent_decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%');
        let byte = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, of: &str, words: Option<&str>, day: Option<&str>) {
        assert_eq!(publication(address).as_deref(), Some(of), "{address}");
        assert_eq!(title(address).as_deref(), words, "{address}");
        assert_eq!(date(address).map(|day| day.to_string()).as_deref(), day, "{address}");
    }

    #[test]
    fn words_and_days() {
        check(
            "http://www.herald.example/news/article-3832389/Minister-CALLS-trip-Lima.html",
            "herald.example",
            Some("Minister CALLS trip Lima"),
            None,
        );
        check(
            "https://m.herald.co.uk/world/2016/10/11/talks-with-the-u-s-fail-again",
            "herald.co.uk",
            Some("Talks with the U.S. fail again"),
            Some("2016-10-11"),
        );
        check(
            "https://herald.example/2014/1219/World/army_strikes_back_at_dawn-idUSKCN1GF0CT",
            "herald.example",
            Some("Army strikes back at dawn"),
            Some("2014-12-19"),
        );
        check(
            "https://blog.herald.example/2015/aug/21/leader-s-visit-isn-t-off/12",
            "blog.herald.example",
            Some("Leader's visit isn't off"),
            Some("2015-08-21"),
        );
        check(
            "https://herald.example/a/2016-10-11-ministers-meet-in-lima-48377122",
            "herald.example",
            Some("Ministers meet in lima"),
            Some("2016-10-11"),
        );
        check(
            "https://herald.example/20161011/id%20one",
            "herald.example",
            None,
            Some("2016-10-11"),
        );
    }

    #[test]
    fn numbers_that_are_no_days() {
        check("https://herald.example/story/41234567", "herald.example", None, None);
        check("https://herald.example/2016/10/", "herald.example", None, None);
        check("https://herald.example/2016/13/45/x", "herald.example", None, None);
    }

    #[test]
    fn odd_addresses() {
        assert_eq!(publication("herald.example/a"), Some("herald.example".to_owned()));
        assert_eq!(publication("www.org"), Some("www.org".to_owned()));
        assert_eq!(publication("not an address"), None);
        assert_eq!(title(""), None);
        assert_eq!(date("https://herald.example/%zz%2"), None);
    }
}
