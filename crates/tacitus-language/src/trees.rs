//! Edit trees: spaCy's trainable lemmatizer chooses, for each word, the tree that makes its lemma of it.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::error::LoadError;
use crate::model::msgpack::{self, Value};
use crate::strings::string_id;
use crate::unicode;

/// The number that spaCy writes where there is no tree.
const NO_TREE: u64 = u32::MAX as u64;
/// Trees nested deeper than this are refused; no word is that long.
const MAX_DEPTH: usize = 64;
/// And so are trees of more nodes.
const MAX_SIZE: usize = 1024;
/// The strings of the pipeline.
pub(crate) const STRINGS: &str = "vocab/strings.json";

/// One node of a tree. Lengths count characters.
#[derive(Debug)]
enum Node {
    /// A middle that stays, and trees for what stands before and after it.
    Match { before: usize, after: usize, first: Option<u32>, last: Option<u32> },
    /// One piece in place of another.
    Replace { old: Box<str>, new: Box<str> },
}

/// What is taken where no tree fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backoff {
    /// The word as it stands.
    Orth,
    /// The word in lower case.
    Lower,
    /// No lemma.
    Nothing,
}

/// The trees of one pipeline and which of them each output of the network stands for.
#[derive(Debug)]
pub(crate) struct Trees {
    nodes: Vec<Node>,
    labels: Vec<u32>,
    /// So many of the best trees are tried.
    pub(crate) tries: usize,
    pub(crate) backoff: Backoff,
}

#[derive(Deserialize)]
struct Settings {
    labels: Vec<u32>,
}

impl Trees {
    /// Reads the `trees` and `cfg` of the component, and the strings that the trees name.
    pub(crate) fn load(
        component: &str,
        trees: &[u8],
        settings: &[u8],
        strings: &[u8],
        tries: usize,
        backoff: Backoff,
    ) -> Result<Self, LoadError> {
        let file = format!("{component}/trees");
        let root = msgpack::parse(trees).map_err(|error| error.in_file(&file))?;
        let list = root.get("trees").and_then(Value::as_array);
        let malformed = |reason: &str| LoadError::malformed(&file, "'trees'", reason);
        let list = list.ok_or_else(|| malformed("expected a list"))?;
        let strings = named(list, strings)?;
        let mut nodes = Vec::with_capacity(list.len());
        for tree in list {
            nodes.push(node(tree, list.len(), &strings).ok_or_else(|| {
                malformed("expected lengths and trees of the list, or strings of the pipeline")
            })?);
        }
        let file = format!("{component}/cfg");
        let Settings { labels } = serde_json::from_slice(settings)
            .map_err(|error| LoadError::malformed(&file, "JSON", error.to_string()))?;
        let trees = Trees { nodes, labels, tries, backoff };
        let mut sizes = vec![0; trees.nodes.len()];
        if !trees.labels.iter().all(|&label| trees.size(label, 0, &mut sizes).is_some()) {
            return Err(malformed("expected trees without circles for all labels"));
        }
        Ok(trees)
    }

    /// How many outputs the network must have.
    pub(crate) fn len(&self) -> usize {
        self.labels.len()
    }

    /// The nodes of a tree; `None` for one that is not there, goes in a circle, or is larger than any lemma needs.
    /// `sizes` are those known already, 0 for unknown: trees share parts.
    fn size(&self, tree: u32, depth: usize, sizes: &mut [usize]) -> Option<usize> {
        let mut size = *sizes.get(tree as usize)?;
        if size == 0 {
            size = 1;
            if let Node::Match { first, last, .. } = &self.nodes[tree as usize] {
                for &below in [first, last].into_iter().flatten() {
                    size += if depth < MAX_DEPTH {
                        self.size(below, depth + 1, sizes)?
                    } else {
                        MAX_SIZE
                    };
                }
            }
            sizes[tree as usize] = size;
        }
        (size <= MAX_SIZE).then_some(size)
    }

    /// Appends what the tree of a label makes of a word; whether it fits the word. What was there before stays.
    pub(crate) fn apply(&self, label: usize, word: &str, out: &mut String) -> bool {
        let start = out.len();
        let fits = self.apply_tree(self.labels[label], word, out);
        if !fits {
            out.truncate(start);
        }
        fits
    }

    fn apply_tree(&self, tree: u32, part: &str, out: &mut String) -> bool {
        match &self.nodes[tree as usize] {
            Node::Replace { old, new } => {
                out.push_str(new);
                **old == *part
            }
            Node::Match { before, after, first, last } => {
                let length = part.chars().count();
                if before + after > length {
                    return false;
                }
                let at =
                    |char: usize| part.char_indices().nth(char).map_or(part.len(), |(at, _)| at);
                let (from, to) = (at(*before), at(length - after));
                let fits = first.is_none_or(|tree| self.apply_tree(tree, &part[..from], out));
                out.push_str(&part[from..to]);
                fits && last.is_none_or(|tree| self.apply_tree(tree, &part[to..], out))
            }
        }
    }

    /// Appends the lemma of a word: what the best tree that fits makes of it, or the backoff.
    pub(crate) fn lemma(&self, scores: &[f32], word: &str, out: &mut String) {
        let mut tried: Vec<usize> = Vec::new();
        for _ in 0..self.tries.min(scores.len()) {
            let mut best: Option<usize> = None;
            for (label, &score) in scores.iter().enumerate() {
                if !tried.contains(&label) && best.is_none_or(|best| score > scores[best]) {
                    best = Some(label);
                }
            }
            let Some(best) = best else { break };
            if self.apply(best, word, out) {
                return;
            }
            tried.push(best);
        }
        match self.backoff {
            Backoff::Orth => out.push_str(word),
            Backoff::Lower => unicode::lower(word, out),
            Backoff::Nothing => {}
        }
    }
}

/// The strings that trees name, by their ids.
fn named(trees: &[Value<'_>], strings: &[u8]) -> Result<FxHashMap<u64, Box<str>>, LoadError> {
    let wanted: FxHashSet<u64> = trees
        .iter()
        .flat_map(|tree| [tree.get("orig"), tree.get("subst")])
        .flatten()
        .filter_map(Value::as_u64)
        .collect();
    let all: Vec<String> = serde_json::from_slice(strings)
        .map_err(|error| LoadError::malformed(STRINGS, "JSON", error.to_string()))?;
    let mut found: FxHashMap<u64, Box<str>> = FxHashMap::default();
    found.insert(0, "".into());
    for string in all {
        let id = string_id(&string);
        if wanted.contains(&id) {
            found.insert(id, string.into());
        }
    }
    // spaCy's own reserved words are in no file.
    for &id in &wanted {
        if let Some(symbol) = crate::strings::symbol(id) {
            found.entry(id).or_insert_with(|| symbol.into());
        }
    }
    Ok(found)
}

fn node(tree: &Value<'_>, count: usize, strings: &FxHashMap<u64, Box<str>>) -> Option<Node> {
    let number = |key: &str| tree.get(key).and_then(Value::as_u64);
    if let Some(before) = number("prefix_len") {
        let length = |number: u64| u32::try_from(number).ok().map(|number| number as usize);
        let below = |key: &str| match number(key)? {
            NO_TREE => Some(None),
            tree if tree < count as u64 => Some(Some(tree as u32)),
            _ => None,
        };
        return Some(Node::Match {
            before: length(before)?,
            after: length(number("suffix_len")?)?,
            first: below("prefix_tree")?,
            last: below("suffix_tree")?,
        });
    }
    let string = |key: &str| strings.get(&number(key)?).cloned();
    Some(Node::Replace { old: string("orig")?, new: string("subst")? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::msgpack;

    /// A tree that takes 'ge' off the front and puts 'en' for 't' at the end, and one that changes nothing.
    fn trees(labels: &str) -> Result<Trees, LoadError> {
        let id = |text: &str| serde_json::Number::from(string_id(text).cast_signed());
        let none = u32::MAX;
        let list = json!({"trees": [
            {"prefix_len": 2, "suffix_len": 1, "prefix_tree": 1, "suffix_tree": 2},
            {"orig": id("X"), "subst": 0},
            {"orig": id("x"), "subst": id("y")},
            {"prefix_len": 0, "suffix_len": 0, "prefix_tree": none, "suffix_tree": none},
            {"prefix_len": 1, "suffix_len": 0, "prefix_tree": 4, "suffix_tree": none},
        ]});
        let mut bytes = msgpack(&list);
        // Ids above the largest signed number are written as signed ones by the helper: mark them unsigned.
        for byte in bytes.iter_mut().filter(|byte| **byte == 0xd3) {
            *byte = 0xcf;
        }
        let strings = br#"["X", "x", "y"]"#;
        Trees::load("l", &bytes, labels.as_bytes(), strings, 2, Backoff::Lower)
    }

    #[test]
    fn the_best_tree_that_fits() {
        let trees = trees(r#"{"labels": [0, 3]}"#).unwrap();
        let lemma = |scores: &[f32], word: &str| {
            let mut out = String::from("kept");
            trees.lemma(scores, word, &mut out);
            out[4..].to_owned()
        };
        assert_eq!(lemma(&[0.0, 1.0], "größte"), "größte");
        // The first does not fit, the second changes nothing.
        assert_eq!(lemma(&[1.0, 0.0], "Ab"), "Ab");
        let mut out = String::new();
        assert!(!trees.apply(0, "ab", &mut out) && out.is_empty());
    }

    #[test]
    fn circles_and_strangers_are_refused() {
        assert!(trees(r#"{"labels": [4]}"#).is_err());
        assert!(trees(r#"{"labels": [9]}"#).is_err());
        assert!(trees("{}").is_err());
    }
}
