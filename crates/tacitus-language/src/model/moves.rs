//! The `moves` file of a transition-based component: which actions it has, in the order of its scores.

use std::collections::BTreeMap;

use super::msgpack::{self, Value};
use crate::error::LoadError;

/// One action: spaCy's number of the move and its label, empty where it has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Move {
    /// spaCy's number of the move.
    pub(crate) number: u32,
    /// The label.
    pub(crate) label: String,
}

/// Reads the file. spaCy keeps how often it saw each action and orders by it; actions that were added later
/// have negative counts and come after all others, grouped by label.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<Vec<Move>, LoadError> {
    let root = msgpack::parse(bytes).map_err(|error| error.in_file(file))?;
    let json = root.get("moves").and_then(Value::as_bytes);
    let json = json.ok_or_else(|| LoadError::malformed(file, "'moves'", "expected a string"))?;
    let counts: BTreeMap<String, BTreeMap<String, i64>> = serde_json::from_slice(json)
        .map_err(|error| LoadError::malformed(file, "'moves'", error.to_string()))?;
    let mut moves = Vec::new();
    let mut added: BTreeMap<(i64, &str), Vec<u32>> = BTreeMap::new();
    for (number, labels) in &counts {
        let number = number.parse().map_err(|_| {
            LoadError::malformed(file, format!("'{number}'"), "expected the number of a move")
        })?;
        let mut labels: Vec<(i64, &str)> =
            labels.iter().map(|(label, &count)| (count, label.as_str())).collect();
        labels.sort_unstable_by(|a, b| b.cmp(a));
        for (count, label) in labels {
            if count < 0 {
                added.entry((count, label)).or_default().push(number);
            } else {
                push(&mut moves, number, label);
            }
        }
    }
    for ((_, label), numbers) in added.iter().rev() {
        for &number in numbers {
            push(&mut moves, number, label);
        }
    }
    Ok(moves)
}

fn push(moves: &mut Vec<Move>, number: u32, label: &str) {
    let action = Move { number, label: label.to_owned() };
    if !moves.contains(&action) {
        moves.push(action);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordered_by_count_then_label_backwards() {
        let json = br#"{"0":{"":9},"2":{"det":5,"nsubj":7,"amod":5,"new":-2,"x":0},"3":{"new":-2,"old":-1}}"#;
        let mut bytes = b"\x81\xa5moves\xc4".to_vec();
        bytes.push(json.len() as u8);
        bytes.extend_from_slice(json);
        let moves = read("parser/moves", &bytes).unwrap();
        let moves: Vec<(u32, &str)> =
            moves.iter().map(|action| (action.number, action.label.as_str())).collect();
        assert_eq!(
            moves,
            [
                (0, ""),
                (2, "nsubj"),
                (2, "det"),
                (2, "amod"),
                (2, "x"),
                (3, "old"),
                (2, "new"),
                (3, "new")
            ]
        );
    }
}
