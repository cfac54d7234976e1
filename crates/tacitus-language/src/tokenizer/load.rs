//! Reading the `tokenizer` file of a pipeline.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::special::Phrases;
use super::{Piece, Scratch, Tokenizer, Tokens};
use crate::error::LoadError;
use crate::model::msgpack::{self, Value};
use crate::pattern::Pattern;
use crate::strings::string_id;
use crate::vocab::Vocab;

const FILE: &str = "tokenizer";
/// The ids of the only attributes that an exception may set.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// Tells the caches of different tokenizers apart.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

impl Tokenizer {
    /// Reads the `tokenizer` file of a pipeline.
    pub(crate) fn load(bytes: &[u8], vocab: Arc<Vocab>) -> Result<Self, LoadError> {
        let file = msgpack::parse(bytes).map_err(|error| error.in_file(FILE))?;
        if file.as_map().is_none() {
            return Err(LoadError::malformed(
                FILE,
                "byte 0",
                "expected a map of the tokenizer's rules",
            ));
        }
        let faster_heuristics = match file.get("faster_heuristics") {
            None => true,
            Some(value) => value.as_bool().ok_or_else(|| {
                LoadError::malformed(FILE, "faster_heuristics", "expected true or false")
            })?,
        };
        let mut tokenizer = Tokenizer {
            id: NEXT_ID.fetch_add(1, Ordering::Relaxed),
            vocab,
            prefix: pattern(&file, "prefix_search")?,
            suffix: pattern(&file, "suffix_search")?,
            infix: pattern(&file, "infix_finditer")?,
            token_match: pattern(&file, "token_match")?,
            url_match: pattern(&file, "url_match")?,
            specials: rustc_hash::FxHashMap::default(),
            longest_special: 0,
            phrases: Phrases::default(),
        };
        let rules = match file.get("exceptions") {
            None => &[][..],
            Some(value) => value
                .as_map()
                .ok_or_else(|| LoadError::malformed(FILE, "exceptions", "expected a map"))?,
        };
        tokenizer.add_specials(rules)?;
        tokenizer.add_phrases(faster_heuristics);
        Ok(tokenizer)
    }

    fn add_specials(&mut self, rules: &[(Value<'_>, Value<'_>)]) -> Result<(), LoadError> {
        let mut buffer = String::new();
        for (text, parts) in rules {
            let (Some(text), Some(parts)) = (text.as_str(), parts.as_array()) else {
                let reason = "expected a text with a list of its tokens";
                return Err(LoadError::malformed(FILE, "exceptions", reason));
            };
            let mut pieces = Vec::with_capacity(parts.len());
            let mut joined = String::new();
            for part in parts {
                let (orth, norm) = exception_token(text, part)?;
                let mut features = self.vocab.features(orth, &mut buffer);
                if let Some(norm) = norm.map(string_id).filter(|&id| id != 0) {
                    features.norm = norm;
                }
                joined.push_str(orth);
                pieces.push(Piece { length: orth.len() as u32, starts_phrase: false, features });
            }
            if joined != text {
                let place = format!("exception '{text}'");
                return Err(LoadError::malformed(
                    FILE,
                    place,
                    "expected tokens that make up the text",
                ));
            }
            self.longest_special = self.longest_special.max(text.len());
            self.specials.insert(text.into(), pieces.into());
        }
        Ok(())
    }

    /// Learns which rows of tokens may be an exception that the rules have taken apart.
    fn add_phrases(&mut self, faster_heuristics: bool) {
        let mut phrases = Phrases::default();
        let mut scratch = Scratch::default();
        let mut tokens = Tokens::default();
        for text in self.specials.keys() {
            let touched = !faster_heuristics
                || self.find_prefix(text, &mut scratch.patterns) > 0
                || self.has_infix(text, &mut scratch.patterns)
                || self.find_suffix(text, &mut scratch.patterns) > 0
                || text.contains(' ');
            if touched {
                tokens.clear();
                self.split_on_space(text, false, &mut scratch, &mut tokens);
                phrases.add(tokens.features.iter().map(|features| features.orth));
            }
        }
        self.phrases = phrases;
        let Tokenizer { specials, phrases, .. } = self;
        for pieces in specials.values_mut() {
            for piece in pieces.iter_mut() {
                piece.starts_phrase = phrases.can_start(piece.features.orth);
            }
        }
    }
}

fn pattern(file: &Value<'_>, name: &str) -> Result<Option<Pattern>, LoadError> {
    let text = match file.get(name) {
        None | Some(Value::Nil) => return Ok(None),
        Some(value) => value
            .as_str()
            .ok_or_else(|| LoadError::malformed(FILE, name, "expected a regular expression"))?,
    };
    Pattern::new(text).map(Some).map_err(|error| {
        if error.unsupported {
            LoadError::unsupported(FILE, format!("{} in '{name}'", error.reason))
        } else {
            LoadError::malformed(FILE, format!("{name}, character {}", error.at), error.reason)
        }
    })
}

/// The text and the norm of one token of an exception.
fn exception_token<'a>(
    text: &str,
    part: &Value<'a>,
) -> Result<(&'a str, Option<&'a str>), LoadError> {
    let place = || format!("exception '{text}'");
    let malformed = |reason: &str| LoadError::malformed(FILE, place(), reason);
    let (mut orth, mut norm) = (None, None);
    for (key, value) in part.as_map().ok_or_else(|| malformed("expected a map for each token"))? {
        let id = key.as_u64().or_else(|| key.as_str().map(|name| string_id(&name.to_uppercase())));
        let value =
            value.as_str().ok_or_else(|| malformed("expected a string for each attribute"))?;
        match id {
            Some(ORTH) => orth = Some(value),
            Some(NORM) => norm = Some(value),
            _ => {
                let needs = format!("an attribute other than ORTH and NORM in {}", place());
                return Err(LoadError::unsupported(FILE, needs));
            }
        }
    }
    Ok((orth.ok_or_else(|| malformed("expected an ORTH for each token"))?, norm))
}
