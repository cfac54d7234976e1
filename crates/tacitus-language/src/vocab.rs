//! The features of words that the networks embed, each as a string id.

use rustc_hash::FxHashMap;

use crate::error::LoadError;
use crate::model::msgpack;
use crate::strings::string_id;
use crate::unicode;

/// Where the lookups stand in a pipeline's folder.
const LOOKUPS: &str = "vocab/lookups.bin";
/// Words of so many characters or more all have one shape.
const LONG: usize = 100;

/// What spaCy calls a lexeme: the features of a word, whatever its context. All but the last are string ids.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LexemeFeatures {
    /// The word itself.
    pub(crate) orth: u64,
    /// Its norm: of a token, the norm that an exception of the tokenizer gives it.
    pub(crate) norm: u64,
    /// Its first character.
    pub(crate) prefix: u64,
    /// Its last three characters.
    pub(crate) suffix: u64,
    /// Its letters and digits made alike: `Xxxxx`, `dd`.
    pub(crate) shape: u64,
    /// Its lower case.
    pub(crate) lower: u64,
    /// Whether it is white space alone.
    pub(crate) is_space: bool,
}

/// What a pipeline says of words: here, the norms that differ from their lower case.
#[derive(Debug, Default)]
pub(crate) struct Vocab {
    norms: FxHashMap<u64, u64>,
}

impl Vocab {
    /// The vocabulary of a pipeline whose `vocab/lookups.bin` holds `lookups`.
    pub(crate) fn load(lookups: Option<&[u8]>) -> Result<Self, LoadError> {
        let mut norms: FxHashMap<u64, u64> = include_str!("base_norms.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(word, norm)| (string_id(word), string_id(norm)))
            .collect();
        let Some(bytes) = lookups else { return Ok(Vocab { norms }) };
        let tables = msgpack::parse(bytes).map_err(|error| error.in_file(LOOKUPS))?;
        // A pipeline's own norms go before those that all languages have.
        if let Some(table) = tables.get("lexeme_norm") {
            let malformed = |reason: &str| LoadError::malformed(LOOKUPS, "lexeme_norm", reason);
            let entries = table.as_map().ok_or_else(|| malformed("expected a table"))?;
            for (word, norm) in entries {
                let id = word.as_u64().or_else(|| word.as_str().map(string_id));
                let (Some(id), Some(norm)) = (id, norm.as_str()) else {
                    return Err(malformed("expected string ids and strings"));
                };
                norms.insert(id, string_id(norm));
            }
        }
        Ok(Vocab { norms })
    }

    /// The features of a word. `buffer` is room to work in.
    pub(crate) fn features(&self, word: &str, buffer: &mut String) -> LexemeFeatures {
        let orth = string_id(word);
        buffer.clear();
        unicode::lower(word, buffer);
        let lower = if buffer == word { orth } else { string_id(buffer) };
        buffer.clear();
        word_shape(word, buffer);
        let shape = string_id(buffer);
        let first = word.chars().next().map_or(0, char::len_utf8);
        let last = word.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
        LexemeFeatures {
            orth,
            norm: self.norms.get(&orth).copied().unwrap_or(lower),
            prefix: string_id(&word[..first]),
            suffix: string_id(&word[last..]),
            shape,
            lower,
            is_space: !word.is_empty() && word.chars().all(unicode::is_space),
        }
    }
}

/// Appends the shape of a word: letters become `X` and `x`, digits `d`, and of a run of one kind four are kept.
fn word_shape(word: &str, out: &mut String) {
    if word.chars().nth(LONG - 1).is_some() {
        out.push_str("LONG");
        return;
    }
    let mut last = None;
    let mut run = 0;
    for char in word.chars() {
        let kind = if unicode::is_alpha(char) {
            if unicode::is_upper(char) { 'X' } else { 'x' }
        } else if unicode::is_digit(char) {
            'd'
        } else {
            char
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            out.push(kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(word: &str) -> String {
        let mut out = String::new();
        word_shape(word, &mut out);
        out
    }

    #[test]
    fn shapes_are_those_of_spacy() {
        assert_eq!(shape("Ministers"), "Xxxxx");
        assert_eq!(shape("1,234,567"), "d,ddd,ddd");
        assert_eq!(shape("20160115"), "dddd");
        assert_eq!(shape("ÉcoleЯ½²"), "XxxxxX½d");
        assert_eq!(shape("......"), "....");
        assert_eq!(shape(&"é".repeat(99)), "xxxx");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }

    #[test]
    fn features_are_ids() {
        let vocab = Vocab::load(None).unwrap();
        let mut buffer = String::new();
        let features = vocab.features("£", &mut buffer);
        assert_eq!(features.norm, string_id("$"));
        assert_eq!(features.lower, features.orth);
        let features = vocab.features("Écoles", &mut buffer);
        assert_eq!(features.lower, string_id("écoles"));
        assert_eq!(features.norm, features.lower);
        assert_eq!(features.prefix, string_id("É"));
        assert_eq!(features.suffix, string_id("les"));
        assert!(!features.is_space && vocab.features("\u{1c}\n", &mut buffer).is_space);
        assert_eq!(vocab.features("aé", &mut buffer).suffix, string_id("aé"));
    }
}
