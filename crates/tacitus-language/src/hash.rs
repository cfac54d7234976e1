//! MurmurHash64A with seed 1: the ids that spaCy gives to strings.

const SEED: u64 = 1;
const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
const SHIFT: u32 = 47;

/// The 64-bit hash of `bytes`.
#[must_use]
pub(crate) fn murmur64(bytes: &[u8]) -> u64 {
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut hash = SEED ^ (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    for block in blocks {
        let mut mixed = u64::from_le_bytes(*block).wrapping_mul(MULTIPLIER);
        mixed ^= mixed >> SHIFT;
        hash = (hash ^ mixed.wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(MULTIPLIER);
    }
    hash = (hash ^ hash >> SHIFT).wrapping_mul(MULTIPLIER);
    hash ^ hash >> SHIFT
}

#[cfg(test)]
mod tests {
    use super::murmur64;

    #[test]
    fn ids_are_those_of_spacy() {
        // Taken from `spacy.strings.hash_string`.
        let known = [
            ("a", 11901859001352538922),
            ("coffee", 3197928453018144401),
            ("minister", 5661208895191585800),
            ("ministers", 15435441489422135914),
            ("parliamentarian", 15353938656666774507),
            ("’s", 614914527630368944),
            ("Ünïcödé text of some length", 1413964755985567740),
        ];
        for (text, id) in known {
            assert_eq!(murmur64(text.as_bytes()), id, "{text:?}");
        }
    }
}
