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

mod phrase;

use std::borrow::Cow;

use aho_corasick::AhoCorasick;

use phrase::Phrase;

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
///
/// One pass over a block finds the phrases whose longest run of plain words stands in it; only those are looked at whole.
#[derive(Clone, Debug)]
pub struct Phrases {
    entries: Vec<Entry>,
    /// Finds the needles; the n-th belongs to the n-th of `needled`.
    needles: AhoCorasick,
    needled: Vec<usize>,
    /// The phrases that are nothing but placeholders.
    bare: Vec<usize>,
}

/// Where a phrase stands and how far it reaches.
#[derive(Clone, Debug)]
struct Entry {
    line: usize,
    section: usize,
    most_words: usize,
    phrase: Phrase,
}

/// Words of a block in the form in which phrases are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Folded {
    pub(crate) text: String,
    /// The same in lower case.
    pub(crate) lower: String,
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
        let lower = folded.to_lowercase();
        Folded { text: folded, lower, words }
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
        let mut entries: Vec<Entry> = Vec::new();
        let (mut needles, mut needled, mut bare) = (Vec::new(), Vec::new(), Vec::new());
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
            let phrase = match Phrase::parse(line) {
                Ok(phrase) => phrase,
                Err(message) => return fail(message),
            };
            match phrase.longest_words() {
                Some(needle) => {
                    needled.push(entries.len());
                    needles.push(needle.to_owned());
                }
                None => bare.push(entries.len()),
            }
            entries.push(Entry { line: i + 1, section, most_words, phrase });
        }
        let needles = AhoCorasick::new(&needles);
        let needles = needles.map_err(|error| LoadError {
            file: file.name.to_owned(),
            line: entries.last().map_or(1, |entry| entry.line),
            message: format!("phrases are too many or too long together: {error}"),
        })?;
        Ok(Phrases { entries, needles, needled, bare })
    }

    /// The first line whose phrase does not compile; there is none.
    #[cfg(test)]
    pub(crate) fn broken_line(&self) -> Option<usize> {
        self.entries.iter().find(|entry| entry.phrase.regex().is_none()).map(|entry| entry.line)
    }

    /// The line of the first phrase of `section` that stands in `folded`.
    pub(crate) fn find(&self, folded: &Folded, section: usize) -> Option<usize> {
        let mut candidates = self.candidates(folded, section);
        candidates.find(|entry| entry.phrase.stands_in(folded)).map(|entry| entry.line)
    }

    /// The date in the first phrase of `section` that stands in `folded` and has one, with the line of the phrase.
    pub(crate) fn date<'t>(&self, folded: &'t Folded, section: usize) -> Option<(usize, &'t str)> {
        self.candidates(folded, section)
            .find_map(|entry| Some((entry.line, entry.phrase.date_in(folded)?)))
    }

    /// The phrases of `section` that may stand in `folded`, in the order of the file.
    fn candidates(&self, folded: &Folded, section: usize) -> impl Iterator<Item = &Entry> {
        let fits = |i: &usize| {
            self.entries
                .get(*i)
                .is_some_and(|entry| entry.section == section && folded.words <= entry.most_words)
        };
        let mut found: Vec<usize> = Vec::new();
        // Most blocks are longer than any phrase looks.
        if folded.words <= self.reach(section) {
            let hits = self.needles.find_overlapping_iter(&folded.lower);
            found.extend(
                hits.filter_map(|hit| self.needled.get(hit.pattern().as_usize()).copied())
                    .filter(fits),
            );
            found.extend(self.bare.iter().copied().filter(fits));
            found.sort_unstable();
            found.dedup();
        }
        found.into_iter().filter_map(|i| self.entries.get(i))
    }

    fn reach(&self, section: usize) -> usize {
        let of_section = self.entries.iter().filter(|entry| entry.section == section);
        of_section.map(|entry| entry.most_words).max().unwrap_or(0)
    }
}

/// `lines up to 12 words`: the index of the section's name, and the number.
fn section_head(head: &str, sections: &[&str]) -> Option<(usize, usize)> {
    let (name, rest) = head.split_once(" up to ")?;
    let most = rest.strip_suffix(" words")?.trim().parse().ok()?;
    Some((sections.iter().position(|section| *section == name.trim())?, most))
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
            &["Sign up for our weekly newsletter", "Sign up for NEWSLETTER"],
            &["Sign up for it", "Sign up for newsletters"],
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
