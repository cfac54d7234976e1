//! Well known deeds and when they were: `knowledge/chronicle/`. What a report recalls of them long afterwards is
//! history, though nothing in it gives a date: 'since Russia annexed Crimea'.

use std::cell::LazyCell;
use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use tacitus_record::EventType;
use tacitus_record::article::BlockKind;

use super::past::alone;
use crate::coding::compose::Coding;
use crate::coding::matching::Fill;
use crate::coding::when::{BACKGROUND, finite, had};
use crate::coding::{Layers, Rules};
use crate::predicate::{PredicateKind, Tense};
use crate::source::{Folder, KnowledgeError, Source, lines};

/// The deeds, in order of the files.
#[derive(Clone, Debug, Default)]
pub struct Chronicle {
    deeds: Vec<Deed>,
    by_word: FxHashMap<String, Vec<usize>>,
    by_type: FxHashMap<EventType, Vec<usize>>,
}

#[derive(Clone, Debug)]
struct Deed {
    /// The last day of its month.
    last: Date,
    /// All have to be met, each by one of its signs.
    cells: Vec<Vec<Sign>>,
    source: Source,
}

/// What tells that a telling is of the deed.
#[derive(Clone, Debug)]
enum Sign {
    /// Words in the sentence, in lower case.
    Words(String),
    /// The country of one of the sides.
    Side(String),
}

const FOLDER: &str = "chronicle";

impl Chronicle {
    /// Reads the files: lines `MONTH | DEED, DEED … | WORDS, WORDS … | …`.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut chronicle = Chronicle::default();
        for (file, text) in folder.below(FOLDER) {
            for (source, line) in lines(&file, text) {
                chronicle.read(line, source)?;
            }
        }
        Ok(chronicle)
    }

    fn read(&mut self, line: &str, source: Source) -> Result<(), KnowledgeError> {
        let wrong = |what: String, remedy: &str| Err(KnowledgeError::new(&source, what, remedy));
        let mut parts = line.split('|').map(str::trim);
        let month = parts.next().unwrap_or("");
        let Some(last) = last_day(month) else {
            return wrong(format!("{month:?} is no month"), "write `2014-03`, or a year alone");
        };
        let list = |part: &str| -> Vec<String> {
            // '3,000' is one word.
            part.split(", ").map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
        };
        let names = list(parts.next().unwrap_or(""));
        let cells: Vec<Vec<Sign>> =
            parts.map(|part| list(part).iter().map(|word| Sign::of(word)).collect()).collect();
        if names.is_empty() || cells.is_empty() || cells.iter().any(Vec::is_empty) {
            return wrong(
                format!("{line:?} names no deed, or nothing that tells it from others"),
                "write `MONTH | DEED, DEED … | WORDS, WORDS …`, as in `2014-03 | annex, annexation | crimea`",
            );
        }
        let index = self.deeds.len();
        for name in names {
            let capitals = name.chars().all(|c| c.is_ascii_uppercase());
            match (capitals, name.parse::<EventType>()) {
                (true, Ok(event)) => self.by_type.entry(event).or_default().push(index),
                (true, Err(_)) => {
                    return wrong(
                        format!("{name:?} is no type"),
                        "write one of PLOVER's, or a verb",
                    );
                }
                _ => self.by_word.entry(name.to_lowercase()).or_default().push(index),
            }
        }
        self.deeds.push(Deed { last, cells, source });
        Ok(())
    }

    /// The number of deeds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.deeds.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.deeds.is_empty()
    }
}

impl Sign {
    fn of(word: &str) -> Self {
        match word.strip_prefix('@') {
            Some(code) => Sign::Side(code.to_owned()),
            None => Sign::Words(word.to_lowercase()),
        }
    }
}

/// The last day of `2014-03` or of a year.
fn last_day(month: &str) -> Option<Date> {
    let (year, month) = match month.split_once('-') {
        Some((year, month)) => (year.parse().ok()?, month.parse().ok()?),
        None => (month.parse().ok()?, 12),
    };
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

/// Whether the words stand in `text`, are no part of longer words, and are no measure of something else: 'the worst attack
/// *since* theirs', 'a deal *like* that one'.
fn stands(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let mut before = text[..at].split_whitespace().rev().take(2);
        alone(text, at, at + words.len()) && !before.any(|word| MEASURES.contains(&word))
    })
}

/// The last day of a deed's month may lie so many days after a report that tells it.
const MONTH: i32 = 31;

/// Words by which a known deed is a measure of another.
const MEASURES: [&str; 4] = ["since", "like", "unlike", "than"];

/// Why a telling in the past is of a deed of long ago, if the chronicle knows it for one.
pub(in crate::coding) fn recalled(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    earliest: Date,
) -> Option<String> {
    let chronicle = rules.status.chronicle();
    let top = &layers.predicates.list[coding.top];
    let noun = top.kind == PredicateKind::Noun && top.light.is_none();
    // 'the *occupied* town' tells nothing of when.
    let before_noun = [coding.top, coding.core].iter().any(|&p| {
        let token = layers.text.token(layers.predicates.list[p].head);
        token.dep() == "amod" && token.i < token.head().i
    });
    if before_noun {
        return None;
    }
    // 'begins to leave it', 'is leaving it' is told as of now.
    let now = |tense| matches!(tense, Some(Tense::Present | Tense::Future));
    let verb = finite(layers, coding.top).filter(|_| !noun);
    if verb.is_some_and(|verb| now(verb.form.tense) && !verb.form.perfect) {
        return None;
    }
    let deeds = named(layers, chronicle, coding);
    if deeds.is_empty() {
        return None;
    }
    let own = layers.text.sentence(top.head);
    let words = spoken(layers, own.tokens.clone());
    // 'has killed' may go on: what its own sentence says has to single it out.
    let open = verb.is_some_and(|verb| verb.form.perfect && !had(layers, verb));
    let around = LazyCell::new(|| match open {
        true => String::new(),
        false => around(layers, top.head),
    });
    let codes: Vec<&str> = (coding.actors.iter().chain(&coding.recipients))
        .filter_map(|fill: &Fill| layers.entities.entity_of(fill.mention?).code.as_deref())
        .collect();
    let met = |sign: &Sign, wide: bool| match sign {
        Sign::Words(phrase) => stands(&words, phrase) || wide && stands(&around, phrase),
        Sign::Side(code) => codes.contains(&code.as_str()),
    };
    // A deed that is named by its type alone has all its words in the sentence, and goes on no more; several are not the one.
    let several = noun && layers.text.token(top.head).tag() == "NNS";
    let fits = |deed: &Deed, by_word: bool, wide: bool| {
        let narrow = !wide || by_word && !several;
        narrow && (by_word || !open) && deed.cells.iter().all(|c| c.iter().any(|s| met(s, wide)))
    };
    // Of two that fit the later is meant, as far as one can know; none that was yet to come.
    let latest = |wide: bool| {
        let of_it = deeds.iter().filter(|(deed, by_word)| fits(deed, *by_word, wide));
        let known = of_it.filter(|(deed, _)| (deed.last - earliest).get_days() <= MONTH);
        known.map(|(deed, _)| deed).max_by_key(|deed| deed.last)
    };
    let latest = latest(false).or_else(|| latest(true))?;
    let days = (earliest - latest.last).get_days();
    (days > BACKGROUND).then(|| format!("recalls what was in {} ({})", latest.last, latest.source))
}

/// The words of a sentence as the cells have them.
fn spoken(layers: &Layers<'_>, sentence: Range<usize>) -> String {
    layers.text.words(sentence).to_lowercase().replace('’', "'")
}

/// The words of the other sentences of a paragraph, and for a definite noun and what is told of one ('*the attack* that killed
/// four') those of the paragraph before and the headline.
fn around(layers: &Layers<'_>, head: usize) -> String {
    let text = layers.text;
    let own = text.sentence(head);
    let token = text.token(head);
    let noun = match token.dep() {
        "relcl" | "acl" => token.head().i,
        _ => head,
    };
    let taken_up = text.children(noun).any(|c| c.dep() == "det" && c.lemma() == "the");
    let mut words = String::new();
    for other in text.sentences.iter().filter(|other| other.tokens != own.tokens) {
        let near = other.block + 1 == own.block || other.kind == BlockKind::Title;
        if other.block == own.block || taken_up && near {
            words.push_str(&spoken(layers, other.tokens.clone()));
            words.push_str(" . ");
        }
    }
    words
}

/// The deeds that the words of a telling, or its type, name, and whether its words do.
fn named<'c>(
    layers: &Layers<'_>,
    chronicle: &'c Chronicle,
    coding: &Coding,
) -> Vec<(&'c Deed, bool)> {
    let predicates = [coding.top, coding.core].map(|p| &layers.predicates.list[p]);
    let particles =
        predicates.iter().filter_map(|p| Some(format!("{} {}", p.lemma, p.particle.as_ref()?)));
    let mut keys: Vec<String> =
        predicates.iter().map(|p| p.lemma.clone()).chain(particles).collect();
    // 'the *attack* that killed four'
    let heads = predicates.map(|predicate| layers.text.token(predicate.head));
    let told_of = heads.iter().filter(|head| matches!(head.dep(), "relcl" | "acl"));
    keys.extend(told_of.map(|head| head.head().lemma().to_lowercase()));
    keys.sort();
    keys.dedup();
    let by_word = keys.into_iter().filter_map(|key| chronicle.by_word.get(&key)).flatten();
    let by_type = chronicle.by_type.get(&coding.code.event).into_iter().flatten();
    let by_word = by_word.map(|index| (index, true));
    let all = by_word.chain(by_type.map(|index| (index, false)));
    all.map(|(&index, by_word)| (&chronicle.deeds[index], by_word)).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn chronicle(text: &str) -> Result<Chronicle, KnowledgeError> {
        Chronicle::load(&[("chronicle/deeds.txt", text)].into_iter().collect())
    }

    #[test]
    fn a_month_ends_on_its_last_day_and_a_year_in_december() {
        assert_eq!(last_day("2016-02"), Some(date(2016, 2, 29)));
        assert_eq!(last_day("1938"), Some(date(1938, 12, 31)));
        assert_eq!(last_day("2016-13"), None);
    }

    #[test]
    fn words_are_whole() {
        assert!(stands("the iran deal's end", "iran deal"));
        assert!(!stands("the iran dealings", "iran deal"));
        assert!(!stands("the worst raid since the tet offensive", "tet offensive"));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for text in
            ["May | leave | x", "2014-03 | annex", "2014-03 | | crimea", "2014 | ATTACK | x"]
        {
            let error = chronicle(&format!("# deeds\n{text}\n")).unwrap_err().to_string();
            assert!(error.contains("chronicle/deeds.txt:2"), "{error}");
        }
    }
}
