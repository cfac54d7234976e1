//! Exceptions that the rules have taken apart, put together again.
//!
//! An exception such as `:-)` stands in a word with other characters around it, or across spaces. The rules split it
//! like anything else; so afterwards every row of tokens that some exception would be split into is looked at again.

use rustc_hash::FxHashMap;

use super::{Piece, Scratch, Tokenizer, Tokens};

/// A tree of rows of tokens.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// From a node and the next token's orth to the node below; node 0 is the root.
    below: FxHashMap<(u32, u64), u32>,
    /// Whether a row ends at a node.
    ends: Vec<bool>,
}

/// A row of tokens, half open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    start: usize,
    end: usize,
}

impl Phrases {
    pub(super) fn add(&mut self, orths: impl Iterator<Item = u64>) {
        if self.ends.is_empty() {
            self.ends.push(false);
        }
        let mut node = 0;
        for orth in orths {
            let new = self.ends.len() as u32;
            node = *self.below.entry((node, orth)).or_insert(new);
            if node == new {
                self.ends.push(false);
            }
        }
        // The root ends no row: an exception has at least one token.
        if node != 0 {
            self.ends[node as usize] = true;
        }
    }

    pub(super) fn can_start(&self, orth: u64) -> bool {
        self.below.contains_key(&(0, orth))
    }

    fn find(&self, tokens: &Tokens, start: usize, rows: &mut Vec<Row>) {
        let mut node = 0;
        for (at, features) in tokens.features.iter().enumerate().skip(start) {
            match self.below.get(&(node, features.orth)) {
                Some(&below) => node = below,
                None => return,
            }
            if self.ends[node as usize] {
                rows.push(Row { start, end: at + 1 });
            }
        }
    }
}

impl Tokenizer {
    /// Puts exceptions in place of the rows of tokens that spell them.
    pub(super) fn apply_special_cases(
        &self,
        text: &str,
        scratch: &mut Scratch,
        tokens: &mut Tokens,
    ) {
        let Scratch { starts, rows, chosen, taken, spare, .. } = scratch;
        rows.clear();
        for &start in starts.iter() {
            self.phrases.find(tokens, start as usize, rows);
        }
        if rows.is_empty() {
            return;
        }
        choose(rows, tokens.len(), chosen, taken);
        let replacement = |row: &Row| -> Option<&[Piece]> {
            let from = tokens.start[row.start] as usize;
            let to = tokens.end[row.end - 1] as usize;
            self.special(&text[from..to])
        };
        let same_length =
            |row: &Row| replacement(row).is_none_or(|pieces| pieces.len() == row.end - row.start);
        if chosen.iter().all(same_length) {
            for row in chosen.iter() {
                let from = tokens.start[row.start] as usize;
                let to = tokens.end[row.end - 1] as usize;
                if let Some(pieces) = self.special(&text[from..to]) {
                    overwrite(tokens, row.start, pieces);
                }
            }
            return;
        }
        spare.clear();
        let mut next = 0;
        for row in chosen.iter() {
            spare.extend_from(tokens, next..row.start);
            let from = tokens.start[row.start] as usize;
            let to = tokens.end[row.end - 1] as usize;
            match self.special(&text[from..to]) {
                None => spare.extend_from(tokens, row.start..row.end),
                Some(pieces) => {
                    let mut at = tokens.start[row.start];
                    for piece in pieces {
                        spare.push(at, piece);
                        at += piece.length;
                    }
                    spare.set_last_ws(tokens.ws[row.end - 1]);
                }
            }
            next = row.end;
        }
        spare.extend_from(tokens, next..tokens.len());
        std::mem::swap(spare, tokens);
    }
}

/// Puts pieces in place of as many tokens.
fn overwrite(tokens: &mut Tokens, start: usize, pieces: &[Piece]) {
    let mut at = tokens.start[start];
    let ws = tokens.ws[start + pieces.len() - 1];
    for (index, piece) in (start..).zip(pieces) {
        tokens.start[index] = at;
        at += piece.length;
        tokens.end[index] = at;
        tokens.features[index] = piece.features;
        tokens.ws[index] = false;
    }
    tokens.ws[start + pieces.len() - 1] = ws;
}

/// Of rows that overlap keeps the longest, of equally long ones the first, as spaCy does: a row that was passed over
/// still blocks the tokens it covers.
fn choose(rows: &mut [Row], count: usize, chosen: &mut Vec<Row>, taken: &mut Vec<bool>) {
    rows.sort_by_key(|row| (std::cmp::Reverse(row.end - row.start), row.start));
    taken.clear();
    taken.resize(count, false);
    chosen.clear();
    for row in rows.iter() {
        if !taken[row.start] && !taken[row.end - 1] {
            chosen.push(*row);
        }
        taken[row.start..row.end].fill(true);
    }
    chosen.sort_by_key(|row| row.start);
}
