//! Python's regular expressions, exactly, in time linear in the text.
//!
//! The rules of a spaCy tokenizer are one large alternation with look-arounds, written for Python's `re`. What is
//! needed of them is narrow: does one match at the start, which longest piece matches at the end, where do they match
//! inside. This module answers those questions as Python would. Branches are found by the first character (at the
//! end: the last), so that most words are answered by one look into a table.

mod parse;
mod program;
mod run;
mod set;

use parse::Node;
pub(crate) use parse::PatternError;
use program::{Direction, Matcher};
pub(crate) use run::PatternScratch;
use run::Prefer;
use set::CharSet;

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    forward: Branches,
    /// The branches read from their ends, if every one of them must end where the text does.
    backward: Option<Branches>,
    /// Whether every branch must begin where the text does.
    at_start: bool,
    /// An ASCII character without which nothing matches.
    required: Option<u8>,
}

/// The branches of a pattern's outermost alternation.
#[derive(Debug)]
struct Branches {
    list: Vec<Branch>,
    /// For each ASCII character the branches that can begin with it, in order.
    ascii: Vec<Vec<u16>>,
    /// The branches that can begin with another character.
    beyond: Vec<u16>,
    /// The branches that can match nothing.
    empty: Vec<u16>,
}

#[derive(Debug)]
struct Branch {
    matcher: Matcher,
    /// The characters that a match can begin with; none where it may take no character.
    first: Option<CharSet>,
}

impl Pattern {
    /// Compiles a pattern of Python's `re` module, without flags.
    pub(crate) fn new(pattern: &str) -> Result<Self, PatternError> {
        let mut list = Vec::new();
        branches(parse::parse(pattern)?, &mut list);
        let unsupported = |reason| PatternError { at: 0, reason, unsupported: true };
        if list.len() > usize::from(u16::MAX) {
            return Err(unsupported("more than 65,535 alternatives".into()));
        }
        let forward = Branches::new(&list, Direction::Forward).map_err(unsupported)?;
        let backward = if list.iter().all(|node| bounded(node, true)) {
            Some(Branches::new(&list, Direction::Backward).map_err(unsupported)?)
        } else {
            None
        };
        let at_start = list.iter().all(|node| bounded(node, false));
        let mut required = required_of(&list[0]);
        for node in &list[1..] {
            let other = required_of(node);
            required.retain(|byte| other.contains(byte));
        }
        Ok(Pattern { forward, backward, at_start, required: required.first().copied() })
    }

    /// `re.match`: whether the pattern matches at the start of the text.
    pub(crate) fn matches_start(&self, text: &str, scratch: &mut PatternScratch) -> bool {
        self.possible(text) && self.forward.first_match(text, 0, false, scratch).is_some()
    }

    /// `re.search`: the leftmost match, as bytes from and to.
    pub(crate) fn search(
        &self,
        text: &str,
        scratch: &mut PatternScratch,
    ) -> Option<(usize, usize)> {
        if self.at_start {
            return self.forward.first_match(text, 0, false, scratch).map(|end| (0, end));
        }
        match &self.backward {
            Some(backward) => self.search_from_end(backward, text, scratch),
            None => self.search_from(text, 0, None, scratch),
        }
    }

    /// Calls `found` with each match of `re.finditer`, as bytes from and to.
    pub(crate) fn find_all(
        &self,
        text: &str,
        scratch: &mut PatternScratch,
        mut found: impl FnMut(usize, usize),
    ) {
        let mut from = 0;
        // After a match of nothing the next one must take a character if it begins at the same place.
        let mut empty_at = None;
        while let Some((start, end)) = self.search_from(text, from, empty_at, scratch) {
            found(start, end);
            empty_at = (start == end).then_some(start);
            from = end;
        }
    }

    fn possible(&self, text: &str) -> bool {
        self.required.is_none_or(|byte| text.as_bytes().contains(&byte))
    }

    fn search_from(
        &self,
        text: &str,
        from: usize,
        empty_at: Option<usize>,
        scratch: &mut PatternScratch,
    ) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            let must_move = empty_at == Some(at);
            if let Some(end) = self.forward.first_match(text, at, must_move, scratch) {
                return Some((at, end));
            }
            at += text[at..].chars().next()?.len_utf8();
        }
    }

    /// The leftmost match of a pattern that is bound to the end: the longest one, walking back from there.
    fn search_from_end(
        &self,
        backward: &Branches,
        text: &str,
        scratch: &mut PatternScratch,
    ) -> Option<(usize, usize)> {
        let mut start = backward.longest_match(text, text.len(), scratch);
        // `$` also holds before a line feed that is the last character.
        if text.ends_with('\n') {
            let before = backward.longest_match(text, text.len() - 1, scratch);
            start = match (start, before) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            return start.and_then(|start| {
                self.forward.first_match(text, start, false, scratch).map(|end| (start, end))
            });
        }
        start.map(|start| (start, text.len()))
    }
}

impl Branches {
    fn new(nodes: &[Node], direction: Direction) -> Result<Self, String> {
        let mut branches = Branches {
            list: Vec::with_capacity(nodes.len()),
            ascii: vec![Vec::new(); 128],
            beyond: Vec::new(),
            empty: Vec::new(),
        };
        for (index, node) in (0u16..).zip(nodes) {
            let first = first_of(node, direction);
            for (byte, list) in (0u8..).zip(&mut branches.ascii) {
                if first.as_ref().is_none_or(|set| set.contains(char::from(byte))) {
                    list.push(index);
                }
            }
            if first.as_ref().is_none_or(CharSet::beyond_ascii) {
                branches.beyond.push(index);
            }
            if first.is_none() {
                branches.empty.push(index);
            }
            branches.list.push(Branch { matcher: Matcher::new(node, direction)?, first });
        }
        Ok(branches)
    }

    fn candidates(&self, next: Option<char>) -> impl Iterator<Item = &Branch> {
        let list = match next {
            None => &self.empty,
            Some(char) if char.is_ascii() => &self.ascii[char as usize],
            Some(_) => &self.beyond,
        };
        list.iter().map(|&index| &self.list[usize::from(index)]).filter(move |branch| {
            match (next, &branch.first) {
                (Some(char), Some(first)) if !char.is_ascii() => first.contains(char),
                _ => true,
            }
        })
    }

    fn first_match(
        &self,
        text: &str,
        at: usize,
        must_move: bool,
        scratch: &mut PatternScratch,
    ) -> Option<usize> {
        self.candidates(text[at..].chars().next())
            .find_map(|branch| branch.matcher.run(text, at, Prefer::First, must_move, scratch))
    }

    fn longest_match(&self, text: &str, at: usize, scratch: &mut PatternScratch) -> Option<usize> {
        self.candidates(text[..at].chars().next_back())
            .filter_map(|branch| branch.matcher.run(text, at, Prefer::Longest, false, scratch))
            .min()
    }
}

/// Takes the outermost alternation apart, and one inside of it where nothing but assertions stands around it:
/// `(?<=[0-9])(?:km|m)$` gives two branches that are found by their last characters.
fn branches(node: Node, out: &mut Vec<Node>) {
    match node {
        Node::Alt(list) => list.into_iter().for_each(|node| branches(node, out)),
        Node::Concat(list) => {
            let takes = |node: &&Node| {
                matches!(node, Node::Set(_) | Node::Concat(_) | Node::Alt(_) | Node::Repeat { .. })
            };
            let mut taking = list.iter().enumerate().filter(|(_, node)| takes(node));
            match (taking.next(), taking.next()) {
                (Some((at, Node::Alt(inside))), None) => {
                    for choice in inside {
                        let mut branch = list.clone();
                        branch[at] = choice.clone();
                        branches(Node::Concat(branch), out);
                    }
                }
                _ => out.push(Node::Concat(list)),
            }
        }
        node => out.push(node),
    }
}

/// Whether every match of the node is bound to the text's end, or to its start.
fn bounded(node: &Node, end: bool) -> bool {
    match node {
        Node::Start => !end,
        Node::End | Node::VeryEnd => end,
        Node::Concat(list) => {
            let edge = if end { list.last() } else { list.first() };
            edge.is_some_and(|node| bounded(node, end))
        }
        Node::Alt(list) => list.iter().all(|node| bounded(node, end)),
        _ => false,
    }
}

/// The characters that a match can begin with in the given direction; none where it may take no character.
fn first_of(node: &Node, direction: Direction) -> Option<CharSet> {
    match node {
        Node::Set(set) => Some(set.clone()),
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => None,
        Node::Repeat { node, min, .. } => {
            // What may be left out is followed by something that is looked at below.
            if *min == 0 { None } else { first_of(node, direction) }
        }
        Node::Alt(list) => list.iter().try_fold(CharSet::default(), |known, node| {
            Some(known.union(&first_of(node, direction)?))
        }),
        Node::Concat(list) => {
            let mut known = CharSet::default();
            let mut forward = list.iter();
            let mut backward = list.iter().rev();
            loop {
                let node = match direction {
                    Direction::Forward => forward.next()?,
                    Direction::Backward => backward.next()?,
                };
                match node {
                    Node::Repeat { node, min: 0, .. } => {
                        known = known.union(&first_of(node, direction)?);
                    }
                    Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => {}
                    // A group that may take nothing: say that everything is possible.
                    node => return Some(known.union(&first_of(node, direction)?)),
                }
            }
        }
    }
}

/// ASCII characters that are in every match of the node.
fn required_of(node: &Node) -> Vec<u8> {
    match node {
        Node::Set(set) => {
            let byte = set.single().filter(char::is_ascii).map(|char| char as u8);
            byte.into_iter().collect()
        }
        Node::Concat(list) => list.iter().flat_map(required_of).collect(),
        Node::Alt(list) => {
            let mut lists = list.iter().map(required_of);
            let mut common = lists.next().unwrap_or_default();
            for other in lists {
                common.retain(|byte| other.contains(byte));
            }
            common
        }
        Node::Repeat { node, min, .. } if *min > 0 => required_of(node),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
