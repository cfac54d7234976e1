//! The rules for one part of speech.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::ops::Range;

use hashbrown::HashTable;
use rustc_hash::{FxHashMap, FxHasher};

use crate::unicode;

/// A set of words in one piece of memory.
#[derive(Debug, Default)]
pub(super) struct WordSet {
    text: String,
    words: HashTable<Range<u32>>,
}

fn hash(word: &str) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(word)
}

impl WordSet {
    pub(super) fn insert(&mut self, word: &str) {
        let WordSet { text, words } = self;
        let from = text.len() as u32;
        text.push_str(word);
        let at = |range: &Range<u32>| range.start as usize..range.end as usize;
        words.insert_unique(hash(word), from..text.len() as u32, |range| hash(&text[at(range)]));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn contains(&self, word: &str) -> bool {
        let same =
            |range: &Range<u32>| self.text[range.start as usize..range.end as usize] == *word;
        self.words.find(hash(word), same).is_some()
    }
}

/// Forms with the lemmas of each, in order.
pub(super) type Exceptions = FxHashMap<Box<str>, Box<[Box<str>]>>;
/// Endings and what to put in their place.
pub(super) type Endings = Vec<(Box<str>, Box<str>)>;

/// What is known of one part of speech.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Lemmas that are known.
    pub(super) index: WordSet,
    pub(super) exceptions: Exceptions,
    pub(super) rules: Endings,
}

impl Tables {
    /// Whether nothing is known; a part of speech of which nothing is known is not lemmatized.
    pub(super) fn is_empty(&self) -> bool {
        self.index.is_empty() && self.exceptions.is_empty() && self.rules.is_empty()
    }

    /// The lemma of a word in lower case by the rules of French: known words are their own lemma, exceptions come
    /// before rules, and of what rules give, known words come before unknown ones.
    pub(super) fn french(&self, lower: &str) -> Option<String> {
        if self.index.contains(lower) {
            return Some(lower.to_owned());
        }
        if let Some(first) = self.exceptions.get(lower).and_then(|forms| forms.first()) {
            return Some(first.to_string());
        }
        let mut unknown = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) || !form.chars().all(unicode::is_alpha) {
                return Some(form);
            }
            unknown = unknown.or(Some(form));
        }
        unknown
    }

    /// Appends the lemma of a word.
    pub(super) fn lemma(&self, text: &str, out: &mut String) {
        let mut lower = String::new();
        unicode::lower(text, &mut lower);
        let mut forms: Vec<String> = Vec::new();
        let mut unknown: Option<String> = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) {
                forms.insert(0, form);
            } else if !form.chars().all(unicode::is_alpha) {
                forms.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        // Exceptions go before what the rules give, the last one first.
        for form in self.exceptions.get(&*lower).into_iter().flatten() {
            if !forms.iter().any(|known| **known == **form) {
                forms.insert(0, form.to_string());
            }
        }
        match forms.first().or(unknown.as_ref()) {
            Some(form) => out.push_str(form),
            None => out.push_str(text),
        }
    }
}
