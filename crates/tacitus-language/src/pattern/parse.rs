//! Reading Python's notation of regular expressions.

use rustc_hash::FxHashMap;

use super::set::CharSet;
use crate::unicode;

/// A regular expression as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// One character of a set.
    Set(CharSet),
    /// `^`: the text's start.
    Start,
    /// `$`: the text's end, or before a line feed that is the last character.
    End,
    /// `\Z`: the text's very end.
    VeryEnd,
    /// One after the other.
    Concat(Vec<Node>),
    /// The first that matches.
    Alt(Vec<Node>),
    /// A node again and again.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, greedy: bool },
    /// What must or must not stand before or after.
    Look { behind: bool, negative: bool, node: Box<Node> },
}

/// Why a pattern was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    /// Offset in characters.
    pub(crate) at: usize,
    /// What is wrong there.
    pub(crate) reason: String,
    /// Whether the pattern is sound, but asks for something that this module does not do.
    pub(crate) unsupported: bool,
}

/// Counted repeats are written out when compiled; more than this is refused.
const MAX_REPEAT: u32 = 1000;
/// Groups may nest this deep.
const MAX_DEPTH: usize = 64;

/// Reads a pattern.
pub(crate) fn parse(pattern: &str) -> Result<Node, PatternError> {
    let mut parser = Parser {
        chars: pattern.chars().collect(),
        at: 0,
        depth: 0,
        pairs: None,
        known: FxHashMap::default(),
    };
    let node = parser.alternatives()?;
    if parser.at < parser.chars.len() {
        return Err(parser.error("a bracket that nothing opened"));
    }
    Ok(node)
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
    /// Where case makes no difference, the characters that are one.
    pairs: Option<Vec<(u32, u32)>>,
    /// Sets that were widened before: long ones come again and again.
    known: FxHashMap<Vec<(u32, u32)>, CharSet>,
}

/// Characters that Python takes for one where case makes no difference, though neither is the other's lower case.
const ALIKE: [(u32, u32); 4] = [(0x131, 0x69), (0x17f, 0x73), (0xb5, 0x3bc), (0x3c2, 0x3c3)];

impl Parser {
    fn error(&self, reason: impl Into<String>) -> PatternError {
        PatternError { at: self.at, reason: reason.into(), unsupported: false }
    }

    fn unsupported(&self, what: impl Into<String>) -> PatternError {
        PatternError { at: self.at, reason: what.into(), unsupported: true }
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += 1;
        Some(char)
    }

    fn eat(&mut self, text: &str) -> bool {
        let length = text.chars().count();
        let found = self.chars[self.at..].iter().take(length).copied().eq(text.chars());
        if found {
            self.at += length;
        }
        found
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.unsupported(format!("groups nested more than {MAX_DEPTH} deep")));
        }
        let mut list = vec![self.concat()?];
        while self.eat("|") {
            list.push(self.concat()?);
        }
        self.depth -= 1;
        Ok(if list.len() == 1 { list.remove(0) } else { Node::Alt(list) })
    }

    fn concat(&mut self) -> Result<Node, PatternError> {
        let mut list = Vec::new();
        while self.peek().is_some_and(|char| char != '|' && char != ')') {
            let Some(atom) = self.atom()? else { continue };
            let node = self.repeated(atom)?;
            // An empty group is nothing, however often.
            if node != Node::Concat(Vec::new()) {
                list.push(node);
            }
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Node::Concat(list) })
    }

    /// One atom; none where the pattern only sets a flag that is the default.
    fn atom(&mut self) -> Result<Option<Node>, PatternError> {
        let Some(char) = self.next() else { return Err(self.error("the pattern ends")) };
        Ok(Some(match char {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Set(CharSet::of('\n').complement()),
            '[' => Node::Set(self.class()?),
            '(' => return self.group(),
            '*' | '+' | '?' => return Err(self.error("a repeat of nothing")),
            '\\' => match self.peek() {
                Some('Z') => {
                    self.at += 1;
                    Node::VeryEnd
                }
                Some('A') => {
                    self.at += 1;
                    Node::Start
                }
                _ => {
                    let set = self.escape()?;
                    Node::Set(self.any_case(set))
                }
            },
            char => Node::Set(self.any_case(CharSet::of(char))),
        }))
    }

    fn group(&mut self) -> Result<Option<Node>, PatternError> {
        if self.eat("?u)") {
            return Ok(None);
        }
        if self.at == 1 && (self.eat("?i)") || self.eat("?iu)") || self.eat("?ui)")) {
            self.pairs = Some(unicode::case_pairs().chain(ALIKE).collect());
            return Ok(None);
        }
        let look =
            [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)]
                .into_iter()
                .find(|(mark, ..)| self.eat(mark));
        if look.is_none() && self.eat("?P<") {
            while self.next().is_some_and(|char| char != '>') {}
        } else if look.is_none() && !self.eat("?:") && self.peek() == Some('?') {
            return Err(self.unsupported("a group of a kind other than (…), (?:…) and look-around"));
        }
        let node = self.alternatives()?;
        if !self.eat(")") {
            return Err(self.error("a group without end"));
        }
        Ok(Some(match look {
            Some((_, behind, negative)) => Node::Look { behind, negative, node: Box::new(node) },
            None => node,
        }))
    }

    fn repeated(&mut self, node: Node) -> Result<Node, PatternError> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some(counts) => counts,
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.at += 1;
        if min > MAX_REPEAT || max.is_some_and(|max| max > MAX_REPEAT) {
            return Err(self.unsupported(format!("a repeat of more than {MAX_REPEAT}")));
        }
        if max.is_some_and(|max| max < min) {
            return Err(self.error("a repeat whose least is above its most"));
        }
        if matches!(node, Node::Start | Node::End | Node::VeryEnd | Node::Look { .. }) {
            return Err(self.unsupported("a repeated assertion"));
        }
        let greedy = !self.eat("?");
        if greedy && self.peek() == Some('+') {
            return Err(self.unsupported("a possessive repeat"));
        }
        let counted = self.peek() == Some('{') && self.counts().is_some();
        if counted || matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(self.error("a repeat of a repeat"));
        }
        if node == Node::Concat(Vec::new()) {
            return Ok(node);
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, greedy })
    }

    /// `{m}`, `{m,}`, `{,n}` or `{m,n}` up to its closing brace; none where the brace is a plain character.
    fn counts(&mut self) -> Option<(u32, Option<u32>)> {
        let length = self.chars[self.at..].iter().position(|&char| char == '}')?;
        let inside: String = self.chars[self.at + 1..self.at + length].iter().collect();
        let counts = match inside.split_once(',') {
            None => inside.parse().ok().map(|count| (count, Some(count)))?,
            Some(("", "")) => return None,
            Some((min, max)) => {
                let min = if min.is_empty() { 0 } else { min.parse().ok()? };
                (min, if max.is_empty() { None } else { Some(max.parse().ok()?) })
            }
        };
        self.at += length;
        Some(counts)
    }

    fn class(&mut self) -> Result<CharSet, PatternError> {
        let negated = self.eat("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        let mut first = true;
        loop {
            let Some(char) = self.peek() else { return Err(self.error("a class without end")) };
            if char == ']' && !first {
                self.at += 1;
                break;
            }
            first = false;
            let from = self.class_item()?;
            let closes = |char: Option<&char>| char.is_none_or(|&char| char == ']');
            if self.peek() == Some('-') && !closes(self.chars.get(self.at + 1)) {
                self.at += 1;
                let to = self.class_item()?;
                let (Some(from), Some(to)) = (from.single(), to.single()) else {
                    return Err(self.error("a range between classes"));
                };
                if from > to {
                    return Err(self.error("a range that ends before it starts"));
                }
                ranges.push((from.into(), to.into()));
            } else {
                ranges.extend(from.ranges());
            }
        }
        let set = self.any_case(CharSet::new(ranges));
        Ok(if negated { set.complement() } else { set })
    }

    /// The set with all characters that differ from one of its own in case alone, where case makes no difference.
    fn any_case(&mut self, set: CharSet) -> CharSet {
        let Some(pairs) = &self.pairs else { return set };
        if let Some(known) = self.known.get(set.ranges()) {
            return known.clone();
        }
        let lower: Vec<(u32, u32)> = pairs
            .iter()
            .filter(|(upper, _)| set.contains_code(*upper))
            .map(|&(_, lower)| (lower, lower))
            .collect();
        let lower = set.union(&CharSet::new(lower));
        let upper = pairs.iter().filter(|(_, low)| lower.contains_code(*low));
        let wide = lower.union(&CharSet::new(upper.map(|&(upper, _)| (upper, upper))));
        self.known.insert(set.ranges().to_vec(), wide.clone());
        wide
    }

    fn class_item(&mut self) -> Result<CharSet, PatternError> {
        match self.next() {
            Some('\\') if self.eat("b") => Ok(CharSet::of('\u{8}')),
            Some('\\') => self.escape(),
            Some(char) => Ok(CharSet::of(char)),
            None => Err(self.error("a class without end")),
        }
    }

    /// What stands for a set after a backslash.
    fn escape(&mut self) -> Result<CharSet, PatternError> {
        let Some(char) = self.next() else { return Err(self.error("a backslash at the end")) };
        Ok(match char {
            'd' => CharSet::new(unicode::decimal_ranges()),
            'D' => CharSet::new(unicode::decimal_ranges()).complement(),
            'w' => CharSet::new(unicode::word_ranges()),
            'W' => CharSet::new(unicode::word_ranges()).complement(),
            's' => CharSet::new(unicode::space_ranges()),
            'S' => CharSet::new(unicode::space_ranges()).complement(),
            'n' => CharSet::of('\n'),
            'r' => CharSet::of('\r'),
            't' => CharSet::of('\t'),
            'f' => CharSet::of('\u{c}'),
            'v' => CharSet::of('\u{b}'),
            'a' => CharSet::of('\u{7}'),
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            '0' => return Err(self.unsupported("an octal escape")),
            '1'..='9' => return Err(self.unsupported("a reference to a group")),
            'b' | 'B' => return Err(self.unsupported("a word boundary")),
            _ if char.is_ascii_alphabetic() => return Err(self.error("an unknown escape")),
            _ => CharSet::of(char),
        })
    }

    fn code(&mut self, digits: usize) -> Result<CharSet, PatternError> {
        let mut code = 0;
        for _ in 0..digits {
            let digit = self.next().and_then(|char| char.to_digit(16));
            let Some(digit) = digit else {
                return Err(self.error("an escape with too few digits"));
            };
            code = code << 4 | digit;
        }
        match char::from_u32(code) {
            Some(char) => Ok(CharSet::of(char)),
            None => Err(self.unsupported("a code that is no character")),
        }
    }
}
