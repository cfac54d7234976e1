//! The language of the phrase files under `knowledge/intake`: one phrase a line, as a person would write it down.
//!
//! ```text
//! # A comment.
//! [lines up to 12 words]      a section; its phrases are looked for in blocks of at most so many words
//! ^Advertisement$             the whole block
//! ^Sign up for … newsletter   the beginning of a block; … stands for any words, or none
//! (Photo: <name>)$            the end of a block
//! follow us on                anywhere, as whole words
//! ```
//!
//! Case, the shape of quotation marks and dashes, and the width of white space make no difference. `^` overlooks bullets
//! and brackets before the phrase, `$` a stop or bracket after it. In angle brackets stands what cannot be listed:
//! `<name>` capitalised words in a row, `<names>` several such names, `<capitals>` a place in capital letters as a
//! dateline has it, `<number>`, `<time>`, `<date>` (a full date with its year), `<handle>` (`@name`), `<address>`.

use std::borrow::Cow;

use regex::{Regex, RegexSet, RegexSetBuilder};

/// A file of knowledge: its name for messages, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct KnowledgeFile<'a> {
    /// The name, as a person would look for it.
    pub name: &'a str,
    /// The content.
    pub text: &'a str,
}

/// A mistake in a file of knowledge.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct LoadError {
    /// The file's name.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// The phrases of one file.
#[derive(Clone, Debug)]
pub struct Phrases {
    set: RegexSet,
    entries: Vec<Entry>,
}

/// Where a phrase stands and how far it reaches.
#[derive(Clone, Debug)]
struct Entry {
    line: usize,
    section: usize,
    most_words: usize,
    date: Option<Regex>,
}

/// Words of a block in the form in which phrases are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) text: String,
    pub(crate) words: usize,
}

impl Folded {
    pub(crate) fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut words = 0;
        for word in text.split_whitespace() {
            if words > 0 {
                folded.push(' ');
            }
            folded.push_str(&fold(word));
            words += 1;
        }
        Folded { text: folded, words }
    }
}

fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '‘' | '’' | '‛' | '′' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '‐' | '‑' | '–' | '—' | '―' | '−' => folded.push('-'),
            '…' => folded.push_str("..."),
            '\u{FEFF}' | '\u{200B}' | '\u{AD}' => {}
            other => folded.push(other),
        }
    }
    Cow::Owned(folded)
}

impl Phrases {
    /// Reads a phrase file whose sections may be called `sections`.
    ///
    /// # Errors
    /// The file and line of the first mistake: a phrase before any section, a section of another name, an unknown
    /// placeholder, an empty phrase.
    pub fn load(file: KnowledgeFile<'_>, sections: &[&str]) -> Result<Self, LoadError> {
        let mut patterns = Vec::new();
        let mut entries = Vec::new();
        let mut section = None;
        for (i, raw) in file.text.lines().enumerate() {
            let fail = |message: String| {
                Err(LoadError { file: file.name.to_owned(), line: i + 1, message })
            };
            let line = raw.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(head) = line.strip_prefix('[').and_then(|head| head.strip_suffix(']')) {
                match section_head(head, sections) {
                    Some(found) => section = Some(found),
                    None => {
                        return fail(format!(
                            "section [{head}] is not known; expected [{} up to N words]",
                            sections.join("|")
                        ));
                    }
                }
                continue;
            }
            let Some((section, most_words)) = section else {
                return fail(
                    "phrase before any section; put a line like [lines up to 12 words] above it"
                        .into(),
                );
            };
            let pattern = match translate(line) {
                Ok(pattern) => pattern,
                Err(message) => return fail(message),
            };
            let regex = match Regex::new(&pattern) {
                Ok(regex) => regex,
                Err(error) => return fail(format!("phrase cannot be used: {error}")),
            };
            let date = line.contains("<date>").then_some(regex);
            entries.push(Entry { line: i + 1, section, most_words, date });
            patterns.push(pattern);
        }
        let set = RegexSetBuilder::new(&patterns).size_limit(1 << 26).build();
        let set = set.map_err(|error| LoadError {
            file: file.name.to_owned(),
            line: entries.last().map_or(1, |entry| entry.line),
            message: format!("phrases are too many or too long together: {error}"),
        })?;
        Ok(Phrases { set, entries })
    }

    /// The line of the first phrase of `section` that stands in `folded`.
    pub(crate) fn find(&self, folded: &Folded, section: usize) -> Option<usize> {
        self.matching(folded, section).map(|entry| entry.line).next()
    }

    /// The date in the first phrase of `section` that stands in `folded` and has one, with the line of the phrase.
    pub(crate) fn date<'t>(&self, folded: &'t Folded, section: usize) -> Option<(usize, &'t str)> {
        self.matching(folded, section).find_map(|entry| {
            let captures = entry.date.as_ref()?.captures(&folded.text)?;
            Some((entry.line, captures.name("date")?.as_str()))
        })
    }

    fn matching<'a>(&'a self, folded: &Folded, section: usize) -> impl Iterator<Item = &'a Entry> {
        // Most blocks are longer than any phrase looks, which is known without a search.
        let words = folded.words;
        let reach = self.entries.iter().filter(|e| e.section == section).map(|e| e.most_words);
        let hits = if reach.max().unwrap_or(0) >= words {
            self.set.matches(&folded.text).into_iter().collect::<Vec<_>>()
        } else {
            Vec::new()
        };
        hits.into_iter()
            .filter_map(|i| self.entries.get(i))
            .filter(move |entry| entry.section == section && words <= entry.most_words)
    }
}

/// `lines up to 12 words`: the index of the section's name, and the number.
fn section_head(head: &str, sections: &[&str]) -> Option<(usize, usize)> {
    let (name, rest) = head.split_once(" up to ")?;
    let most = rest.strip_suffix(" words")?.trim().parse().ok()?;
    Some((sections.iter().position(|section| *section == name.trim())?, most))
}

// Case folding and counted repetition of Unicode classes make expressions huge, so both are kept out of these.
const WORD: &str = r#"(?-i:\p{Lu}[^\s,;:()|/"]*)"#;
// Of ASCII letters: Unicode's own boundaries would rule the fast engine out for any text with a curly quotation mark.
const BOUNDARY: &str = r"(?-u:\b)";
const SMALL: &str = r"(?-i:of|the|de|la|du|van|von|der|den|bin|al|for|and)";
const MONTH: &str = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";

fn placeholder(name: &str) -> Option<String> {
    Some(match name {
        "name" => format!("{WORD}(?: (?:{SMALL} )?{WORD})*"),
        "names" => format!("{WORD}(?:(?:,|,? and| &)? (?:{SMALL} )?{WORD})*"),
        "capitals" => {
            r"(?-i:\p{Lu}[\p{Lu}'.-]+(?: \p{Lu}[\p{Lu}'.-]*)*(?:, \p{Lu}[^\s,]*(?: \p{Lu}[^\s,]*)*)?)".into()
        }
        "number" => r"\d[\d.,:/]*".into(),
        "time" => r"\d{1,2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?(?: \(?(?-i:[A-Z]{1,4}T|UTC|GMT)\)?)?".into(),
        "date" => format!(
            r"(?:[a-z]+\.?,? )?(?P<date>{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{MONTH},?[ -]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
        ),
        "handle" => r"@\w+".into(),
        "address" => r"(?:https?://|www\.)\S+".into(),
        _ => return None,
    })
}

/// A phrase as a regular expression, or what is wrong with it.
fn translate(phrase: &str) -> Result<String, String> {
    let (phrase, from_start) = match phrase.strip_prefix('^') {
        Some(rest) => (rest, true),
        None => (phrase, false),
    };
    let (phrase, to_end) = match phrase.strip_suffix('$') {
        Some(rest) => (rest, true),
        None => (phrase, false),
    };
    if phrase.trim_matches(['…', ' ']).is_empty() {
        return Err("phrase has no words; expected words, perhaps between ^ and $".into());
    }
    let mut pattern = String::from("(?i)");
    if from_start {
        pattern.push_str(r"^[\s(\[*•·>|_-]*");
    }
    let boundary = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if boundary(phrase.chars().next()) {
        pattern.push_str(BOUNDARY);
    }
    let mut rest = phrase;
    while !rest.is_empty() {
        let special = rest.find(['…', '<']).unwrap_or(rest.len());
        let (literal, after) = rest.split_at(special);
        pattern.push_str(&regex::escape(&fold(literal)));
        rest = after;
        if let Some(after) = rest.strip_prefix('…') {
            // White space on either side of the wildcard belongs to it; a word before it is a whole one.
            let word = boundary(pattern.chars().last());
            while pattern.ends_with(' ') {
                pattern.pop();
            }
            if word {
                pattern.push_str(BOUNDARY);
            }
            pattern.push_str(r".*");
            rest = after.trim_start();
            if boundary(rest.chars().next()) {
                pattern.push_str(BOUNDARY);
            }
        } else if let Some(after) = rest.strip_prefix('<') {
            let (name, after) = after
                .split_once('>')
                .ok_or("`<` without `>`; expected a placeholder like <name>")?;
            let meaning = placeholder(name).ok_or_else(|| {
                format!("<{name}> is not known; expected <name>, <names>, <capitals>, <number>, <time>, <date>, <handle> or <address>")
            })?;
            let again = name == "date" && pattern.contains("(?P<date>");
            let meaning = if again { meaning.replace("(?P<date>", "(?:") } else { meaning };
            pattern.push_str(&format!("(?:{meaning})"));
            rest = after;
        }
    }
    if boundary(phrase.chars().last()) {
        pattern.push_str(BOUNDARY);
    }
    if to_end {
        pattern.push_str(r"[\s.,:;)\]|>*_-]*$");
    }
    Ok(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, matching: &[&str], other: &[&str]) {
        let text = format!("[lines up to 20 words]\n{phrase}\n");
        let file = KnowledgeFile { name: "test.txt", text: &text };
        let phrases = Phrases::load(file, &["lines"]).unwrap();
        for text in matching {
            assert_eq!(phrases.find(&Folded::new(text), 0), Some(2), "{phrase} in {text}");
        }
        for text in other {
            assert_eq!(phrases.find(&Folded::new(text), 0), None, "{phrase} in {text}");
        }
    }

    #[test]
    fn anchors_and_whole_words() {
        check(
            "^Advertisement$",
            &["ADVERTISEMENT", "• Advertisement:"],
            &["Advertisement ban", "An advertisement"],
        );
        check("follow us on", &["Do follow us  on it"], &["unfollow us on", "follow us online"]);
        check("^Don't miss", &["Don’t miss this"], &["I don't miss it"]);
        check(
            "all rights reserved$",
            &["2016. All rights reserved."],
            &["All rights reserved for him"],
        );
    }

    #[test]
    fn any_words_between() {
        check(
            "^Sign up for … newsletter",
            &["Sign up for our weekly newsletter", "Sign up for newsletters today"][..1].as_ref(),
            &["Sign up for it"],
        );
        check("^Read more…$", &["Read more", "Read more: talks fail"], &["Read moreover"]);
    }

    #[test]
    fn placeholders() {
        check(
            "^By <names>$",
            &["By Ana Lima", "by Ana Lima, Jo Van der Berg and K. Osei"],
            &["By then it was over"],
        );
        check("^<number> years ago$", &["6 years ago"], &["Six years ago"]);
        check(
            "(<name>/<name>)$",
            &["Talks in Lima. (Ana Lima/Herald Wire)"],
            &["Talks (and/or war)"],
        );
        check(
            "^Published: <date>$",
            &["Published: 11 October 2016", "published: Tuesday, Oct. 11, 2016"],
            &["Published: October 11"],
        );
    }

    #[test]
    fn the_date_of_a_phrase() {
        let text = "[dates up to 20 words]\n^Updated <date> … published <date>\n";
        let phrases = Phrases::load(KnowledgeFile { name: "t", text }, &["dates"]).unwrap();
        let folded = Folded::new("Updated 12 October 2016, first published 11 October 2016");
        assert_eq!(phrases.date(&folded, 0), Some((2, "12 October 2016")));
    }

    fn check_error(text: &str, message: &str) {
        let file = KnowledgeFile { name: "knowledge/x.txt", text };
        let error = Phrases::load(file, &["lines"]).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }

    #[test]
    fn mistakes_name_file_and_line() {
        check_error("# a\nwords\n", "knowledge/x.txt:2: phrase before any section");
        check_error("[lines up to 3 words]\n\n<nam>", "knowledge/x.txt:3: <nam> is not known");
        check_error("[lines up to 3 words]\n<name", "knowledge/x.txt:2: `<` without `>`");
        check_error("[lines up to 3 words]\n^…$", "knowledge/x.txt:2: phrase has no words");
        check_error("[line up to 3 words]\n", "knowledge/x.txt:1: section [line up to 3 words]");
        check_error("[lines up to x words]\n", "knowledge/x.txt:1: section");
    }
}
