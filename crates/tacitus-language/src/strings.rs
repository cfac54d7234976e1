//! String ids, as spaCy's `StringStore` gives them.
//!
//! Only the ids are needed to run a pipeline: the features that the networks embed are ids, and every string of the
//! output is a label or a piece of the text. So there is no store, only the function from a string to its id.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::hash::murmur64;

/// spaCy's reserved strings: the id of each is its line number.
static SYMBOLS: LazyLock<FxHashMap<&'static str, u64>> =
    LazyLock::new(|| include_str!("symbols.txt").lines().zip(1..).collect());

/// The longest reserved string; longer ones need no look-up.
const LONGEST_SYMBOL: usize = 24;

/// The reserved string with this id.
pub(crate) fn symbol(id: u64) -> Option<&'static str> {
    let line = usize::try_from(id.checked_sub(1)?).ok()?;
    include_str!("symbols.txt").lines().nth(line)
}

/// The id of a string: 0 for the empty one, a small number for a reserved one, a hash for any other.
#[must_use]
pub(crate) fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    if text.len() <= LONGEST_SYMBOL
        && let Some(&id) = SYMBOLS.get(text)
    {
        return id;
    }
    murmur64(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_strings_have_small_ids() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("IS_ALPHA"), 1);
        assert_eq!(string_id("NORM"), 67);
        assert_eq!(string_id("nsubj"), 429);
        assert_eq!(string_id("punct"), 445);
        assert_eq!(string_id("coffee"), 3_197_928_453_018_144_401);
        assert!(SYMBOLS.keys().all(|name| name.len() <= LONGEST_SYMBOL));
    }
}
