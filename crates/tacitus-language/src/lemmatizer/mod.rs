//! spaCy's lemmatizer: by tables of words, or by rules for endings with lists of known words and exceptions.

mod load;
mod rules;

use rustc_hash::FxHashMap;

use crate::doc::Labels;
use crate::unicode;
use rules::Tables;

/// Longer words are not kept in the cache.
const MAX_WORD: usize = 64;
/// When the cache holds so many lemmas, or so many bytes of them, it begins anew.
const MAX_LEMMAS: usize = 1 << 16;
const MAX_ARENA: usize = 1 << 20;

/// What a lemma depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// The word as it stands.
    pub(crate) text: &'a str,
    /// Its string id.
    pub(crate) orth: u64,
    /// The label of its part of speech.
    pub(crate) pos: u32,
    /// The label of its morphological features.
    pub(crate) morph: u32,
}

/// Memory that the lemmatizer needs, kept by the caller between texts: lemmas that were found before.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// The lemmatizer that filled it: another one's lemmas are of no use.
    owner: u64,
    known: FxHashMap<(u64, u32, u32), (u32, u32)>,
    arena: String,
}

/// The tables of one pipeline.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    id: u64,
    mode: Mode,
}

#[derive(Debug)]
enum Mode {
    /// From a word's string id to its lemma.
    Lookup(FxHashMap<u64, Box<str>>),
    /// By the string id of the lower-case part of speech.
    Rule(FxHashMap<u64, Tables>),
    /// As French has it: the same tables in another order, and the lemmas of words behind them.
    French(FxHashMap<u64, Tables>, FxHashMap<u64, Box<str>>),
}

impl Lemmatizer {
    /// Appends the lemma of a word to `out`. `labels` are those that the word's numbers are of.
    pub(crate) fn lemmatize(
        &self,
        word: &Word<'_>,
        labels: &Labels,
        scratch: &mut Scratch,
        out: &mut String,
    ) {
        if let Mode::Lookup(lemmas) = &self.mode {
            out.push_str(lemmas.get(&word.orth).map_or(word.text, |lemma| lemma));
            return;
        }
        if scratch.owner != self.id {
            scratch.clear();
            scratch.owner = self.id;
        }
        let key = (word.orth, word.pos, word.morph);
        if let Some(&(from, to)) = scratch.known.get(&key) {
            out.push_str(&scratch.arena[from as usize..to as usize]);
            return;
        }
        let start = out.len();
        let (pos, morph) = (labels.get(word.pos), labels.get(word.morph));
        match &self.mode {
            Mode::Lookup(_) => {}
            Mode::Rule(tables) => by_rule(word.text, pos, morph, tables, out),
            Mode::French(tables, lemmas) => french(word, pos, tables, lemmas, out),
        }
        if word.text.len() <= MAX_WORD {
            scratch.insert(key, &out[start..]);
        }
    }
}

impl Scratch {
    fn clear(&mut self) {
        self.known.clear();
        self.arena.clear();
    }

    fn insert(&mut self, key: (u64, u32, u32), lemma: &str) {
        if self.known.len() >= MAX_LEMMAS || self.arena.len() + lemma.len() > MAX_ARENA {
            self.clear();
        }
        let from = self.arena.len() as u32;
        self.arena.push_str(lemma);
        self.known.insert(key, (from, self.arena.len() as u32));
    }
}

fn by_rule(text: &str, pos: &str, morph: &str, tables: &FxHashMap<u64, Tables>, out: &mut String) {
    let pos = pos.to_ascii_lowercase();
    if matches!(pos.as_str(), "" | "eol" | "space") || is_base_form(&pos, morph) {
        return unicode::lower(text, out);
    }
    match tables.get(&crate::strings::string_id(&pos)) {
        Some(tables) => tables.lemma(text, out),
        // Names keep their case.
        None if pos == "propn" => out.push_str(text),
        None => unicode::lower(text, out),
    }
}

/// The parts of speech that French rules are for.
const FRENCH: [&str; 11] =
    ["noun", "verb", "adj", "adp", "adv", "aux", "cconj", "det", "pron", "punct", "sconj"];

fn french(
    word: &Word<'_>,
    pos: &str,
    tables: &FxHashMap<u64, Tables>,
    lemmas: &FxHashMap<u64, Box<str>>,
    out: &mut String,
) {
    let pos = pos.to_ascii_lowercase();
    if matches!(pos.as_str(), "" | "eol" | "space") {
        return unicode::lower(word.text, out);
    }
    if !FRENCH.contains(&pos.as_str()) {
        return out.push_str(lemmas.get(&word.orth).map_or(word.text, |lemma| lemma));
    }
    let mut lower = String::new();
    unicode::lower(word.text, &mut lower);
    let tables = tables.get(&crate::strings::string_id(&pos));
    let found = tables.and_then(|tables| tables.french(&lower));
    match found {
        Some(lemma) => out.push_str(&lemma),
        None => out.push_str(lemmas.get(&crate::strings::string_id(&lower)).map_or(&lower, |l| l)),
    }
}

/// Whether an English word stands uninflected, so that no rule may take an ending off.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let feature =
        |name: &str| morph.split('|').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let form = feature("VerbForm");
    match pos {
        "noun" if feature("Number") == Some("Sing") => true,
        // The present forms without a number: all but the third person singular.
        "verb"
            if form == Some("Fin")
                && feature("Tense") == Some("Pres")
                && feature("Number").is_none() =>
        {
            true
        }
        _ => matches!(form, Some("Inf" | "None")) || feature("Degree") == Some("Pos"),
    }
}

#[cfg(test)]
mod tests;
