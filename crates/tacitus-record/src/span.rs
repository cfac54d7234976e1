//! Where something stands in a text.

use std::ops::Range;

/// A half-open range of UTF-8 byte offsets into one text, always on character boundaries.
///
/// Inside the program every place is a span of bytes; records give characters ([`CharMap`] turns one into the other).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to `end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the span holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The characters of `text` that the span covers; empty where it is not of this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// Turns byte offsets of one text into character offsets (Unicode scalar values), and back.
///
/// Text that is all ASCII costs nothing; other text keeps one checkpoint every 64 bytes.
#[derive(Clone, Debug)]
pub struct CharMap {
    // Characters that start before byte 64 * i.
    checkpoints: Option<Vec<usize>>,
}

const STEP: usize = 64;

impl CharMap {
    /// The map of `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return CharMap { checkpoints: None };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        let mut characters = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                checkpoints.push(characters);
            }
            characters += usize::from(starts_character(byte));
        }
        checkpoints.push(characters);
        CharMap { checkpoints: Some(checkpoints) }
    }

    /// How many characters of `text` start before `byte`.
    #[must_use]
    pub fn to_chars(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let Some(checkpoints) = &self.checkpoints else { return byte };
        let block = byte / STEP;
        let before = checkpoints.get(block).copied().unwrap_or(0);
        let rest = &text.as_bytes()[block * STEP..byte];
        before + rest.iter().filter(|&&b| starts_character(b)).count()
    }

    /// The byte at which character number `character` of `text` starts.
    #[must_use]
    pub fn to_bytes(&self, text: &str, character: usize) -> usize {
        let Some(checkpoints) = &self.checkpoints else { return character.min(text.len()) };
        let block = checkpoints.partition_point(|&before| before <= character).saturating_sub(1);
        let mut left = character - checkpoints.get(block).copied().unwrap_or(0);
        let from = (block * STEP).min(text.len());
        for (i, &byte) in text.as_bytes()[from..].iter().enumerate() {
            if starts_character(byte) {
                if left == 0 {
                    return from + i;
                }
                left -= 1;
            }
        }
        text.len()
    }
}

fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_bytes_agree() {
        let text = "‘Désolé’ — said İ. ".repeat(20);
        let map = CharMap::new(&text);
        for (character, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(map.to_chars(&text, byte), character);
            assert_eq!(map.to_bytes(&text, character), byte);
        }
        assert_eq!(map.to_bytes(&text, 100_000), text.len());
    }
}
