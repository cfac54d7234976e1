//! spaCy's tokenizer: text to tokens, by the rules that a pipeline brings along.
//!
//! The text is cut at white space. Of each piece, what the prefix and suffix rules match is taken off until nothing
//! is left to take, an exception is met, or the piece is a token as it stands; what remains is an address or is cut
//! at infixes. Nothing of this depends on what stands around the piece, so the answers are kept in a cache. At the
//! end exceptions that were taken apart are put together again.

mod cache;
mod load;
mod special;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::hash::murmur64;
use crate::pattern::{Pattern, PatternScratch};
use crate::unicode::is_space;
use crate::vocab::{LexemeFeatures, Vocab};
use cache::Cache;
use special::{Phrases, Row};

/// Tokens in parallel columns. Offsets are bytes of the text, on character boundaries.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    /// Where each token starts.
    pub(crate) start: Vec<u32>,
    /// Where each token ends.
    pub(crate) end: Vec<u32>,
    /// Whether one space follows that belongs to the token.
    pub(crate) ws: Vec<bool>,
    /// The features of the token's word, with the token's own norm.
    pub(crate) features: Vec<LexemeFeatures>,
}

impl Tokens {
    /// The number of tokens.
    pub(crate) fn len(&self) -> usize {
        self.start.len()
    }

    /// Takes all tokens out and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.start.clear();
        self.end.clear();
        self.ws.clear();
        self.features.clear();
    }

    /// The text of one token.
    pub(crate) fn text<'t>(&self, text: &'t str, index: usize) -> &'t str {
        &text[self.start[index] as usize..self.end[index] as usize]
    }

    fn push(&mut self, start: u32, piece: &Piece) {
        self.start.push(start);
        self.end.push(start + piece.length);
        self.ws.push(false);
        self.features.push(piece.features);
    }

    fn set_last_ws(&mut self, ws: bool) {
        if let Some(last) = self.ws.last_mut() {
            *last = ws;
        }
    }

    fn extend_from(&mut self, other: &Tokens, range: Range<usize>) {
        self.start.extend_from_slice(&other.start[range.clone()]);
        self.end.extend_from_slice(&other.end[range.clone()]);
        self.ws.extend_from_slice(&other.ws[range.clone()]);
        self.features.extend_from_slice(&other.features[range]);
    }
}

/// A token without its place.
#[derive(Clone, Copy, Debug)]
struct Piece {
    length: u32,
    /// Whether a taken-apart exception may begin with it.
    starts_phrase: bool,
    features: LexemeFeatures,
}

/// Memory that the tokenizer needs, kept by the caller between texts. It does not grow beyond a few megabytes but
/// for the longest text it has seen.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    cache: Cache,
    patterns: PatternScratch,
    buffer: String,
    /// The lengths of suffixes taken off, outermost first.
    suffixes: Vec<u32>,
    infixes: Vec<(usize, usize)>,
    /// Tokens that a taken-apart exception may begin with.
    starts: Vec<u32>,
    rows: Vec<Row>,
    chosen: Vec<Row>,
    taken: Vec<bool>,
    spare: Tokens,
}

/// The rules of one pipeline.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    id: u64,
    vocab: Arc<Vocab>,
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token_match: Option<Pattern>,
    url_match: Option<Pattern>,
    specials: FxHashMap<Box<str>, Box<[Piece]>>,
    longest_special: usize,
    phrases: Phrases,
}

impl Tokenizer {
    /// Puts the tokens of `text` in place of what `tokens` held. Of a text beyond four gigabytes the rest is left.
    pub(crate) fn tokenize(&self, text: &str, scratch: &mut Scratch, tokens: &mut Tokens) {
        tokens.clear();
        scratch.cache.belong_to(self.id);
        let text = up_to(text, u32::MAX as usize);
        self.split_on_space(text, true, scratch, tokens);
        self.apply_special_cases(text, scratch, tokens);
    }

    /// Cuts the text between white space and other characters. A single space belongs to the token before it;
    /// what other white space there is becomes tokens of its own.
    fn split_on_space(
        &self,
        text: &str,
        with_specials: bool,
        scratch: &mut Scratch,
        tokens: &mut Tokens,
    ) {
        scratch.starts.clear();
        let mut chunk = Chunk { tokenizer: self, text, with_specials, scratch, tokens };
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (at, char) in text.char_indices() {
            if is_space(char) == in_space {
                continue;
            }
            if start < at {
                chunk.tokenize(start..at);
            }
            start = at;
            if char == ' ' {
                chunk.tokens.set_last_ws(true);
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            chunk.tokenize(start..text.len());
        }
    }

    fn special(&self, text: &str) -> Option<&[Piece]> {
        if text.is_empty() || text.len() > self.longest_special {
            return None;
        }
        self.specials.get(text).map(|pieces| &**pieces)
    }

    /// The length in bytes of what to take off the front; 0 for nothing.
    fn find_prefix(&self, text: &str, scratch: &mut PatternScratch) -> usize {
        let Some((start, end)) = self.prefix.as_ref().and_then(|rules| rules.search(text, scratch))
        else {
            return 0;
        };
        // spaCy takes as many characters off the front as the match is long, wherever it stands.
        if start == 0 {
            return end;
        }
        let length = text[start..end].chars().count();
        text.char_indices().nth(length).map_or(text.len(), |(at, _)| at)
    }

    /// The length in bytes of what to take off the end; 0 for nothing.
    fn find_suffix(&self, text: &str, scratch: &mut PatternScratch) -> usize {
        let Some((start, end)) = self.suffix.as_ref().and_then(|rules| rules.search(text, scratch))
        else {
            return 0;
        };
        if end == text.len() {
            return end - start;
        }
        let length = text[start..end].chars().count();
        text.chars().rev().take(length).map(char::len_utf8).sum()
    }

    fn has_infix(&self, text: &str, scratch: &mut PatternScratch) -> bool {
        let mut any = false;
        if let Some(rules) = &self.infix {
            rules.find_all(text, scratch, |_, _| any = true);
        }
        any
    }

    /// Whether the text is a token as it stands.
    fn is_token(&self, text: &str, scratch: &mut PatternScratch) -> bool {
        self.token_match.as_ref().is_some_and(|rules| rules.matches_start(text, scratch))
    }
}

/// The work on one text.
struct Chunk<'a> {
    tokenizer: &'a Tokenizer,
    text: &'a str,
    /// Off while the exceptions themselves are split.
    with_specials: bool,
    scratch: &'a mut Scratch,
    tokens: &'a mut Tokens,
}

impl Chunk<'_> {
    /// Appends the tokens of one piece between white space.
    fn tokenize(&mut self, range: Range<usize>) {
        let chunk = &self.text[range.clone()];
        if !self.with_specials {
            return self.split(range);
        }
        let hash = murmur64(chunk.as_bytes());
        let known = self.scratch.cache.get(hash, chunk).or_else(|| self.tokenizer.special(chunk));
        if let Some(pieces) = known {
            let mut at = range.start as u32;
            for piece in pieces {
                if piece.starts_phrase {
                    self.scratch.starts.push(self.tokens.len() as u32);
                }
                self.tokens.push(at, piece);
                at += piece.length;
            }
            return;
        }
        let (first, first_start) = (self.tokens.len(), self.scratch.starts.len());
        self.split(range);
        let mut starts = self.scratch.starts[first_start..].iter().copied().peekable();
        let tokens = &*self.tokens;
        let pieces = (first..tokens.len()).map(|index| Piece {
            length: tokens.end[index] - tokens.start[index],
            starts_phrase: starts.next_if_eq(&(index as u32)).is_some(),
            features: tokens.features[index],
        });
        self.scratch.cache.insert(hash, chunk, pieces);
    }

    fn special(&self, text: &str) -> Option<&[Piece]> {
        if self.with_specials { self.tokenizer.special(text) } else { None }
    }

    /// Takes affixes off and appends everything in order.
    fn split(&mut self, range: Range<usize>) {
        let (mut from, mut to) = (range.start, range.end);
        let mut last_length = 0;
        self.scratch.suffixes.clear();
        while from < to && to - from != last_length {
            let text = &self.text[from..to];
            if self.tokenizer.is_token(text, &mut self.scratch.patterns)
                || self.special(text).is_some()
            {
                break;
            }
            last_length = text.len();
            let prefix = self.tokenizer.find_prefix(text, &mut self.scratch.patterns);
            let rest = &text[prefix..];
            if prefix > 0 {
                // What is cut off the front can go out at once, since nothing comes before it any more.
                self.push_word(from..from + prefix);
                from += prefix;
                if self.special(rest).is_some() {
                    break;
                }
            }
            let suffix = self.tokenizer.find_suffix(rest, &mut self.scratch.patterns);
            if suffix > 0 {
                // spaCy asks here for the text without the suffix but with the prefix, and if that is an exception
                // keeps both together. The prefix would then be in the exception, not before it.
                let without = &text[..text.len() - suffix];
                if prefix > 0 && self.special(without).is_some() {
                    self.pop_word();
                    from -= prefix;
                    to -= suffix;
                    self.scratch.suffixes.push(suffix as u32);
                    break;
                }
                to -= suffix;
                self.scratch.suffixes.push(suffix as u32);
                if self.special(without).is_some() {
                    break;
                }
            }
        }
        self.attach(from..to);
        let mut at = to;
        while let Some(length) = self.scratch.suffixes.pop() {
            self.push_word(at..at + length as usize);
            at += length as usize;
        }
    }

    /// Appends what is left between the affixes.
    fn attach(&mut self, range: Range<usize>) {
        let text = &self.text[range.clone()];
        if text.is_empty() {
            return;
        }
        if self.with_specials
            && let Some(pieces) = self.tokenizer.special(text)
        {
            let mut at = range.start as u32;
            for piece in pieces {
                if piece.starts_phrase {
                    self.scratch.starts.push(self.tokens.len() as u32);
                }
                self.tokens.push(at, piece);
                at += piece.length;
            }
            return;
        }
        let patterns = &mut self.scratch.patterns;
        let is_address = |patterns: &mut PatternScratch| {
            self.tokenizer
                .url_match
                .as_ref()
                .is_some_and(|rules| rules.matches_start(text, patterns))
        };
        if self.tokenizer.is_token(text, patterns) || is_address(patterns) {
            return self.push_word(range);
        }
        self.cut_at_infixes(range);
    }

    fn cut_at_infixes(&mut self, range: Range<usize>) {
        let Scratch { infixes, patterns, .. } = &mut *self.scratch;
        infixes.clear();
        if let Some(rules) = &self.tokenizer.infix {
            rules
                .find_all(&self.text[range.clone()], patterns, |from, to| infixes.push((from, to)));
        }
        let mut start = 0;
        for index in 0..self.scratch.infixes.len() {
            let (from, to) = self.scratch.infixes[index];
            // What stands at the very beginning is no infix.
            if from == 0 {
                continue;
            }
            if from != start {
                self.push_word(range.start + start..range.start + from);
            }
            if from != to {
                self.push_word(range.start + from..range.start + to);
            }
            start = to;
        }
        if range.start + start < range.end {
            self.push_word(range.start + start..range.end);
        }
    }

    /// Appends a token for one word.
    fn push_word(&mut self, range: Range<usize>) {
        let word = &self.text[range.clone()];
        let features = self.tokenizer.vocab.features(word, &mut self.scratch.buffer);
        let starts_phrase = self.tokenizer.phrases.can_start(features.orth);
        if starts_phrase {
            self.scratch.starts.push(self.tokens.len() as u32);
        }
        let piece = Piece { length: word.len() as u32, starts_phrase, features };
        self.tokens.push(range.start as u32, &piece);
    }

    fn pop_word(&mut self) {
        let tokens = &mut *self.tokens;
        tokens.start.pop();
        tokens.end.pop();
        tokens.ws.pop();
        tokens.features.pop();
        self.scratch.starts.pop_if(|start| *start as usize == tokens.len());
    }
}

/// The text, cut on a character boundary to at most `length` bytes.
fn up_to(text: &str, length: usize) -> &str {
    if text.len() <= length {
        return text;
    }
    let end = (0..=length).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    &text[..end]
}

#[cfg(test)]
mod tests;
