//! What was made of the pieces of text between spaces that were seen before.

use std::ops::Range;

use hashbrown::HashTable;

use super::Piece;

/// Longer pieces are not kept: they hardly come again.
const MAX_TEXT: usize = 64;
/// When so many tokens or so many bytes of text are held, all is forgotten and begins anew. (Four megabytes or so.)
const MAX_TOKENS: usize = 1 << 16;
const MAX_ARENA: usize = 1 << 20;

#[derive(Debug)]
struct Entry {
    hash: u64,
    text: Range<u32>,
    pieces: Range<u32>,
}

/// A bounded table from pieces of text to their tokens.
#[derive(Debug, Default)]
pub(super) struct Cache {
    /// The tokenizer that filled it: another one's answers are of no use.
    owner: u64,
    entries: HashTable<Entry>,
    text: String,
    pieces: Vec<Piece>,
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

impl Cache {
    /// Forgets everything unless this tokenizer filled it.
    pub(super) fn belong_to(&mut self, owner: u64) {
        if self.owner != owner {
            self.clear();
            self.owner = owner;
        }
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.text.clear();
        self.pieces.clear();
    }

    /// The tokens of a piece of text that was seen before.
    pub(super) fn get(&self, hash: u64, text: &str) -> Option<&[Piece]> {
        // The text is compared: whoever writes the text could make two of one hash.
        let entry = self
            .entries
            .find(hash, |entry| entry.hash == hash && self.text[range(&entry.text)] == *text)?;
        Some(&self.pieces[range(&entry.pieces)])
    }

    /// Keeps the tokens of a piece of text that is not yet known.
    pub(super) fn insert(
        &mut self,
        hash: u64,
        text: &str,
        pieces: impl ExactSizeIterator<Item = Piece>,
    ) {
        if text.len() > MAX_TEXT {
            return;
        }
        if self.text.len() + text.len() > MAX_ARENA || self.pieces.len() + pieces.len() > MAX_TOKENS
        {
            self.clear();
        }
        let (text_from, pieces_from) = (self.text.len() as u32, self.pieces.len() as u32);
        self.text.push_str(text);
        self.pieces.extend(pieces);
        let entry = Entry {
            hash,
            text: text_from..self.text.len() as u32,
            pieces: pieces_from..self.pieces.len() as u32,
        };
        self.entries.insert_unique(hash, entry, |entry| entry.hash);
    }
}
