//! How far the fast mode agrees with the exact one. `benches-vs` takes this file in too, so it needs nothing of the
//! other files here.

use std::ops::Range;

use tacitus_language::Doc;

/// What must agree at least.
pub(super) const BARS: [(&str, f64); 5] =
    [("tag", 0.997), ("pos", 0.997), ("dep", 0.99), ("head", 0.99), ("entities", 0.99)];

/// What two modes say of the same texts, token by token and entity by entity.
#[derive(Default)]
pub(super) struct Modes {
    tokens: usize,
    /// The tokens that agree, by field.
    same: [usize; 4],
    entities: [usize; 2],
    found: usize,
}

impl Modes {
    /// Counts one text.
    pub(super) fn add(&mut self, exact: &Doc, fast: &Doc) {
        self.tokens += exact.len();
        for (one, other) in exact.tokens().zip(fast.tokens()) {
            let same = [
                one.tag() == other.tag(),
                one.pos() == other.pos(),
                one.dep() == other.dep(),
                one.head().i == other.head().i,
            ];
            for (count, same) in self.same.iter_mut().zip(same) {
                *count += usize::from(same);
            }
        }
        let one: Vec<(Range<usize>, &str)> = exact.ents().collect();
        let other: Vec<(Range<usize>, &str)> = fast.ents().collect();
        self.entities[0] += one.len();
        self.entities[1] += other.len();
        self.found += one.iter().filter(|entity| other.contains(entity)).count();
    }

    /// The tokens that were compared.
    pub(super) fn tokens(&self) -> usize {
        self.tokens
    }

    /// The agreement in the order of [`BARS`]: shares of tokens, and F1 of entities with place and type.
    pub(super) fn shares(&self) -> [f64; 5] {
        let share = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f64 / of as f64 };
        let [tag, pos, dep, head] = self.same.map(|same| share(same, self.tokens));
        let entities = share(2 * self.found, self.entities[0] + self.entities[1]);
        [tag, pos, dep, head, entities]
    }
}
