//! One phrase: its parts, and whether it stands in a block.
//!
//! Most phrases are plain words with a wildcard or two, and are looked for as such. Only one with a placeholder becomes a
//! regular expression, and only once a block has its words: compiling all of them would cost more than reading a report.

use std::sync::OnceLock;

use regex::Regex;

use super::{Folded, fold};

#[derive(Clone, Debug)]
pub(super) struct Phrase {
    parts: Vec<Part>,
    from_start: bool,
    to_end: bool,
    compiled: OnceLock<Option<Regex>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Words in lower case.
    Words(String),
    /// `…`
    Any,
    /// The name of a placeholder.
    Slot(String),
}

/// What may stand before a phrase that begins a block: bullets and brackets.
const BEFORE: &[char] = &[' ', '(', '[', '*', '•', '·', '⦁', '▪', '>', '|', '_', '-'];
/// What may stand after a phrase that ends a block: stops and brackets.
const AFTER: &[char] = &[' ', '.', ',', ':', ';', ')', ']', '|', '>', '*', '_', '-'];

impl Phrase {
    /// Reads a line of a phrase file, or tells what is wrong with it.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let (line, from_start) = match line.strip_prefix('^') {
            Some(rest) => (rest, true),
            None => (line, false),
        };
        let (line, to_end) = match line.strip_suffix('$') {
            Some(rest) => (rest, true),
            None => (line, false),
        };
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = line.trim();
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix('…') {
                parts.push(Part::Any);
                rest = after.trim_start();
            } else if let Some(after) = rest.strip_prefix('<') {
                let (name, after) = after
                    .split_once('>')
                    .ok_or("`<` without `>`; expected a placeholder like <name>")?;
                if placeholder(name).is_none() {
                    return Err(format!(
                        "<{name}> is not known; expected <name>, <names>, <capitals>, <number>, <time>, <date>, <handle> or <address>"
                    ));
                }
                parts.push(Part::Slot(name.to_owned()));
                rest = after;
            } else {
                let (words, after) = rest.split_at(rest.find(['…', '<']).unwrap_or(rest.len()));
                // White space around the wildcard belongs to it.
                let words = if after.starts_with('…') { words.trim_end() } else { words };
                if !words.is_empty() {
                    parts.push(Part::Words(fold(words).to_lowercase()));
                }
                rest = after;
            }
        }
        if parts.iter().all(|part| *part == Part::Any) {
            return Err("phrase has no words; expected words, perhaps between ^ and $".into());
        }
        Ok(Phrase { parts, from_start, to_end, compiled: OnceLock::new() })
    }

    /// The longest run of words that a block must have for the phrase to stand in it.
    pub(super) fn longest_words(&self) -> Option<&str> {
        let words = self.parts.iter().filter_map(|part| match part {
            Part::Words(words) => Some(words.trim()),
            _ => None,
        });
        words.filter(|words| !words.is_empty()).max_by_key(|words| words.len())
    }

    /// Whether the phrase stands in the block.
    pub(super) fn stands_in(&self, folded: &Folded) -> bool {
        if self.has_slots() {
            self.may_stand_in(folded)
                && self.regex().is_some_and(|regex| regex.is_match(&folded.text))
        } else {
            self.words_stand_in(&folded.lower)
        }
    }

    /// The first date of the phrase, where it stands in the block and has one.
    pub(super) fn date_in<'t>(&self, folded: &'t Folded) -> Option<&'t str> {
        if !self.may_stand_in(folded) {
            return None;
        }
        Some(self.regex()?.captures(&folded.text)?.name("date")?.as_str())
    }

    fn has_slots(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Slot(_)))
    }

    /// A cheap look at the ends of the block and at its figures, before an expression is compiled for it.
    fn may_stand_in(&self, folded: &Folded) -> bool {
        let lower = folded.lower.as_str();
        let first = match self.parts.first() {
            Some(Part::Words(words)) if self.from_start => {
                lower.trim_start_matches(BEFORE).starts_with(words.trim_start_matches(BEFORE))
            }
            _ => true,
        };
        let last = match self.parts.last() {
            Some(Part::Words(words)) if self.to_end => {
                lower.trim_end_matches(AFTER).ends_with(words.trim_end_matches(AFTER))
            }
            _ => true,
        };
        let figures = self.parts.iter().any(
            |part| matches!(part, Part::Slot(name) if matches!(name.as_str(), "date" | "time" | "number")),
        );
        first && last && (!figures || lower.bytes().any(|b| b.is_ascii_digit()))
    }

    /// Whether a phrase of words and wildcards stands in the block: each run of words behind the one before, the first at
    /// the beginning and the last at the end where the phrase says so.
    fn words_stand_in(&self, lower: &str) -> bool {
        let mut from = 0;
        for (i, part) in self.parts.iter().enumerate() {
            let Part::Words(words) = part else { continue };
            let is_first = i == 0 && self.from_start;
            let is_last = i + 1 == self.parts.len() && self.to_end;
            let rest = lower.get(from..).unwrap_or("");
            let found = rest.match_indices(words.as_str()).map(|(at, _)| from + at).find(|&at| {
                let end = at + words.len();
                is_whole(lower, at, end)
                    && (!is_first || only(lower.get(..at), BEFORE))
                    && (!is_last || only(lower.get(end..), AFTER))
            });
            match found {
                Some(at) => from = at + words.len(),
                None => return false,
            }
        }
        true
    }

    /// The expression of the phrase. It is put together from escaped words and from expressions that a test compiles, so
    /// there is one.
    pub(super) fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.pattern()).ok()).as_ref()
    }

    fn pattern(&self) -> String {
        let mut pattern = String::from("(?i)");
        if self.from_start {
            pattern.push_str(r"^[ (\[*•·⦁▪>|_-]*");
        }
        let mut dated = false;
        for part in &self.parts {
            match part {
                Part::Any => pattern.push_str(".*"),
                Part::Words(words) => {
                    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                    pattern.push_str(if is_word(words.chars().next()) { BOUNDARY } else { "" });
                    pattern.push_str(&regex::escape(words));
                    pattern.push_str(if is_word(words.chars().last()) { BOUNDARY } else { "" });
                }
                Part::Slot(name) => {
                    let meaning = placeholder(name).unwrap_or_default();
                    // A name may be given to one group alone.
                    let again = dated && name == "date";
                    let meaning = if again { meaning.replace("(?P<date>", "(?:") } else { meaning };
                    dated |= name == "date";
                    pattern.push_str(&format!("(?:{meaning})"));
                }
            }
        }
        if self.to_end {
            pattern.push_str(r"[ .,:;)\]|>*_-]*$");
        }
        pattern
    }
}

/// Whether no word goes on before `start` or after `end`.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let words = text.get(start..end).unwrap_or("");
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    let goes_on = is_word(words.chars().next()) && is_word(before)
        || is_word(words.chars().next_back()) && is_word(after);
    !goes_on
}

fn only(text: Option<&str>, characters: &[char]) -> bool {
    text.is_some_and(|text| text.trim_matches(characters).is_empty())
}

// Case folding and counted repetition of Unicode classes make expressions huge, so both are kept out of these.
const WORD: &str = r#"(?-i:(?:[ae][lds]-|[dl]')?\p{Lu}[^\s,;:()|/"]*)"#;
const SMALL: &str = r"(?-i:of|the|de|la|du|van|von|der|den|bin|al|for|and)";
// Of ASCII letters: Unicode's own boundaries would rule the fast engine out for any text with an accent in it.
const BOUNDARY: &str = r"(?-u:\b)";
const MONTH: &str = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";

/// The expression that a placeholder stands for.
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
