//! How a caption is told from a paragraph where neither its words nor its place settle it.

use std::collections::HashMap;

use super::Piece;

/// A block of fewer words that lacks a stop is a heading sooner than a caption.
pub(super) const SHORTEST: usize = 7;

/// Pairs of words that stand in more blocks than this say nothing about repetition.
const COMMON: usize = 48;

/// The pairs of neighbouring words of each block.
///
/// A caption is written after the report, and often is one of its sentences with a word added or left out. Pairs of words
/// tell such a sentence from one that has the same subject: those repeat words, not their order.
pub(super) struct Pairs {
    blocks_of: HashMap<u64, Vec<u32>>,
}

impl Pairs {
    pub(super) fn new(pieces: &[Piece]) -> Self {
        let mut blocks_of: HashMap<u64, Vec<u32>> = HashMap::new();
        for (i, piece) in (0u32..).zip(pieces) {
            for pair in pairs(&piece.folded.text) {
                let blocks = blocks_of.entry(pair).or_default();
                if blocks.len() <= COMMON && blocks.last() != Some(&i) {
                    blocks.push(i);
                }
            }
        }
        Pairs { blocks_of }
    }

    /// The block that repeats at least three in five of the pairs of block `of`, if `counts` lets it count.
    pub(super) fn repeated(
        &self,
        pieces: &[Piece],
        of: usize,
        counts: impl Fn(usize, &Piece) -> bool,
    ) -> Option<usize> {
        let own = pairs(&pieces.get(of)?.folded.text);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for pair in &own {
            for &block in self.blocks_of.get(pair).into_iter().flatten() {
                *shared.entry(block).or_default() += 1;
            }
        }
        let enough = |count: usize| count * 5 >= own.len() * 3 && count + 1 >= SHORTEST;
        shared
            .into_iter()
            .map(|(block, count)| (block as usize, count))
            .filter(|&(block, count)| block != of && enough(count))
            .filter(|&(block, _)| pieces.get(block).is_some_and(|piece| counts(block, piece)))
            .map(|(block, _)| block)
            .min()
    }
}

/// The distinct pairs of neighbouring words, each as a hash. Case and punctuation make no difference.
fn pairs(text: &str) -> Vec<u64> {
    let mut hashes = Vec::new();
    let mut before: Option<u64> = None;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = hash(word);
        if let Some(before) = before {
            hashes.push(before.rotate_left(23) ^ word);
        }
        before = Some(word);
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// FNV-1a of the lower-case letters: short words, no attacker to fear, the same on every machine.
fn hash(word: &str) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325u64;
    for byte in word.chars().flat_map(char::to_lowercase).flat_map(|c| u32::from(c).to_le_bytes()) {
        if byte != 0 {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
    }
    hash
}

/// Whether the words are a name or description with a clause that hangs on it and no verb of its own: 'the minister, who
/// has left the talks after two days'. The clause opens with a comma and none closes it.
pub(super) fn hangs_on_a_name(text: &str) -> bool {
    let Some((name, clause)) = text.split_once(", ") else { return false };
    let opener = clause.split_whitespace().next().unwrap_or("");
    matches!(opener, "who" | "whose" | "whom" | "which")
        && name.split_whitespace().count() <= 8
        && !clause.contains(',')
        && !has_auxiliary(name)
}

/// Whether the words describe a picture with a participle in place of a verb: 'protesters holding a banner outside the
/// court'. `is_noun` knows the words in -ing that are no participles.
pub(super) fn is_participial(text: &str, is_noun: impl Fn(&str) -> bool) -> bool {
    let words: Vec<&str> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let participle = words.iter().take(9).position(|word| {
        word.len() >= 5 && word.ends_with("ing") && word.starts_with(char::is_lowercase)
    });
    let Some(at) = participle.filter(|&at| at > 0 && at + 2 < words.len()) else { return false };
    let (Some(before), Some(word)) = (words.get(at - 1), words.get(at)) else { return false };
    let is_past = |word: &str| word.starts_with(char::is_lowercase) && word.ends_with("ed");
    !is_noun(word)
        && !governs_a_noun(before)
        && !has_auxiliary(text)
        && !words.iter().any(|word| is_past(word))
}

/// Articles, prepositions and possessives: what follows them is a noun, even in -ing.
fn governs_a_noun(word: &str) -> bool {
    const BEFORE_NOUNS: &[&str] = &[
        "a", "an", "the", "of", "by", "for", "in", "on", "at", "to", "with", "without", "from",
        "after", "before", "over", "about", "against", "into", "during", "since", "until",
        "between", "and", "or", "as", "than", "when", "while", "his", "her", "its", "their", "our",
        "your", "my", "this", "that", "these", "those", "no", "not",
    ];
    let word = word.to_lowercase();
    BEFORE_NOUNS.contains(&word.as_str()) || word.ends_with("'s") || word.ends_with("s'")
}

/// Whether one of the words is an auxiliary verb, so that there is a clause.
fn has_auxiliary(text: &str) -> bool {
    const AUXILIARIES: &[&str] = &[
        "am", "is", "are", "was", "were", "be", "been", "has", "have", "had", "do", "does", "did",
        "will", "would", "can", "could", "shall", "should", "may", "might", "must", "isn't",
        "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't", "won't", "wouldn't", "can't",
        "couldn't", "don't", "doesn't", "didn't", "cannot",
    ];
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        // 'May' with a capital is a month or a name here.
        AUXILIARIES.contains(&word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_that_hangs_on_a_name() {
        assert!(hangs_on_a_name(
            "Foreign minister Ana Lima, who has left the talks after two days"
        ));
        assert!(!hangs_on_a_name(
            "The visit to Lima, which was planned for May, would have been the first"
        ));
        assert!(!hangs_on_a_name("The minister has left the talks, which were to go on"));
        assert!(!hangs_on_a_name("The minister left in a hurry"));
    }

    #[test]
    fn a_participle_in_place_of_a_verb() {
        let nouns = |word: &str| word == "shooting";
        assert!(is_participial("Protesters holding a banner outside the court in Lima", nouns));
        assert!(!is_participial("Protesters were holding a banner outside the court", nouns));
        assert!(!is_participial("Protesters holding a banner clashed with police", nouns));
        assert!(!is_participial("Minister denies the meeting with his rival in Lima", nouns));
        assert!(!is_participial("Mass shooting in Lima leaves five dead", nouns));
        assert!(!is_participial("Holding on to power against all odds", nouns));
    }

    #[test]
    fn pairs_of_words() {
        assert_eq!(pairs("The talks, The Talks the talks").len(), 2);
        assert!(pairs("talks").is_empty());
        assert_ne!(pairs("a b"), pairs("b a"));
    }
}
