//! Sets of characters.

use std::sync::Arc;

/// A set of characters as sorted ranges, with a bit each for ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CharSet {
    ascii: u128,
    /// Inclusive, sorted, apart from each other; shared, since a repeat that is written out repeats its set.
    ranges: Arc<[(u32, u32)]>,
}

impl CharSet {
    /// The set of the given ranges, in any order.
    pub(crate) fn new(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::new();
        for (first, last) in sorted {
            match merged.last_mut() {
                Some(known) if first <= known.1.saturating_add(1) => known.1 = known.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        let mut ascii = 0;
        for &(first, last) in &merged {
            for code in first..=last.min(127) {
                ascii |= 1 << code;
            }
        }
        CharSet { ascii, ranges: merged.into() }
    }

    /// Everything that is not in this set.
    pub(crate) fn complement(&self) -> Self {
        let mut ranges = Vec::new();
        let mut next = 0;
        for &(first, last) in &*self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= u32::from(char::MAX) {
            ranges.push((next, u32::from(char::MAX)));
        }
        CharSet::new(ranges)
    }

    /// The set of one character.
    pub(crate) fn of(char: char) -> Self {
        CharSet::new([(u32::from(char), u32::from(char))])
    }

    /// Whether the character of this code is in the set.
    pub(crate) fn contains_code(&self, code: u32) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }

    /// What is in one of the two sets.
    pub(crate) fn union(&self, other: &CharSet) -> Self {
        CharSet::new(self.ranges.iter().chain(&*other.ranges).copied())
    }

    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// The one character of the set, if there is just one.
    pub(crate) fn single(&self) -> Option<char> {
        match self.ranges[..] {
            [(first, last)] if first == last => char::from_u32(first),
            _ => None,
        }
    }

    /// Whether the set has any character outside of ASCII.
    pub(crate) fn beyond_ascii(&self) -> bool {
        self.ranges.last().is_some_and(|&(_, last)| last > 127)
    }

    /// Whether `char` is in the set.
    #[inline]
    pub(crate) fn contains(&self, char: char) -> bool {
        let code = u32::from(char);
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(first, _)| first <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }
}
