//! The embeddings of tokens that were seen before, by their attributes.
//!
//! Most tokens of a text are words that stood in it already. The cache has a fixed number of places; where two
//! words share one, the later word takes it. What comes out of it is to the bit what would be computed.

/// Places; each takes some hundred bytes.
const SLOTS: usize = 1 << 13;
/// The source of a row that the cache had.
pub(super) const KNOWN: u32 = u32::MAX;

/// Rows by the attributes of their tokens.
#[derive(Debug, Default)]
pub(super) struct EmbedCache {
    /// The network whose rows these are; 0 for none.
    owner: u64,
    columns: usize,
    stride: usize,
    keys: Vec<u64>,
    states: Vec<State>,
    rows: Vec<f32>,
    /// The places of the rows that are being computed, in their order.
    pending: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Empty,
    /// The row is the one of this number among those being computed.
    Pending(u32),
    Ready,
}

impl EmbedCache {
    /// Forgets everything unless the rows are those of this network.
    pub(super) fn belong_to(&mut self, owner: u64, columns: usize, stride: usize) {
        if self.owner == owner {
            return;
        }
        (self.owner, self.columns, self.stride) = (owner, columns, stride);
        self.keys.clear();
        self.keys.resize(SLOTS * columns, 0);
        self.states.clear();
        self.states.resize(SLOTS, State::Empty);
        self.rows.clear();
        self.rows.resize(SLOTS * stride, 0.0);
        self.pending.clear();
    }

    /// Copies the row of the token with these attributes to `row` and answers [`KNOWN`]; or answers where it
    /// will be among the rows being computed, which is `new` if it is not among them yet.
    pub(super) fn find(
        &mut self,
        new: u32,
        row: &mut [f32],
        attribute: impl Fn(usize) -> u64,
    ) -> u32 {
        let mut hash = 0u64;
        for column in 0..self.columns {
            hash = (hash ^ attribute(column)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
        }
        let slot = (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51) as usize % SLOTS;
        let keys = &mut self.keys[slot * self.columns..][..self.columns];
        let same = keys.iter().enumerate().all(|(column, &key)| key == attribute(column));
        match self.states[slot] {
            State::Ready if same => {
                row.copy_from_slice(&self.rows[slot * self.stride..][..self.stride]);
                KNOWN
            }
            State::Pending(source) if same => source,
            _ => {
                for (column, key) in keys.iter_mut().enumerate() {
                    *key = attribute(column);
                }
                self.states[slot] = State::Pending(new);
                self.pending.push(slot as u32);
                new
            }
        }
    }

    /// Takes the rows that were being computed.
    pub(super) fn keep(&mut self, computed: &[f32]) {
        for (number, &slot) in self.pending.iter().enumerate() {
            let slot = slot as usize;
            // Another word may have taken the place since.
            if self.states[slot] == State::Pending(number as u32) {
                let row = &computed[number * self.stride..][..self.stride];
                self.rows[slot * self.stride..][..self.stride].copy_from_slice(row);
                self.states[slot] = State::Ready;
            }
        }
        self.pending.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_computed_once() {
        let mut cache = EmbedCache::default();
        cache.belong_to(1, 2, 1);
        let mut row = [0.0];
        let mut find = |cache: &mut EmbedCache, new, key: [u64; 2]| {
            (cache.find(new, &mut row, |column| key[column]), row[0])
        };
        // All keys zero is a word like any other, not an empty place.
        assert_eq!(find(&mut cache, 0, [0, 0]).0, 0);
        assert_eq!(find(&mut cache, 1, [0, 7]).0, 1);
        assert_eq!(find(&mut cache, 2, [0, 0]).0, 0);
        cache.keep(&[5.0, 6.0]);
        assert_eq!(find(&mut cache, 0, [0, 7]), (KNOWN, 6.0));
        assert_eq!(find(&mut cache, 0, [0, 0]), (KNOWN, 5.0));
        cache.belong_to(2, 2, 1);
        assert_eq!(find(&mut cache, 0, [0, 0]).0, 0);
    }

    #[test]
    fn words_that_share_a_place_do_not_mix() {
        // More words than places: each comes out with its own row, whether it was kept or not.
        let mut cache = EmbedCache::default();
        cache.belong_to(1, 1, 1);
        for round in 0..2 {
            for chunk in (0..4 * SLOTS as u64).collect::<Vec<_>>().chunks(100) {
                let mut computed = Vec::new();
                let mut rows = vec![0.0; chunk.len()];
                let mut sources = Vec::new();
                for (word, row) in chunk.iter().zip(rows.chunks_exact_mut(1)) {
                    let new = computed.len() as u32;
                    let source = cache.find(new, row, |_| *word);
                    if source == new {
                        computed.push(*word as f32);
                    }
                    sources.push(source);
                }
                for (row, source) in rows.iter_mut().zip(sources) {
                    if source != KNOWN {
                        *row = computed[source as usize];
                    }
                }
                let expected: Vec<f32> = chunk.iter().map(|&word| word as f32).collect();
                assert_eq!(rows, expected, "round {round}");
                cache.keep(&computed);
            }
        }
    }
}
