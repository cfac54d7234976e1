//! Names as sequences of pieces: how the names of the knowledge are found in a text, accents, hyphens, quotes and
//! points set aside.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};
use unicode_normalization::UnicodeNormalization;

use crate::text::Text;

/// A run of letters and digits of one token, folded.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// Its letters without accents.
    pub(super) text: Box<str>,
    /// Its lemma in lower case, where the token is one piece.
    pub(super) lemma: Box<str>,
    /// The token that it is part of.
    pub(super) token: usize,
    /// It begins its token.
    pub(super) first: bool,
    /// It ends its token.
    pub(super) last: bool,
    /// A comma, a bracket or a quotation mark stands before it: no name goes on across it.
    pub(super) cut: bool,
}

/// `text` without accents, with straight quotes. Letters that Unicode does not decompose are spelled as English
/// papers do.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            '‘' | '’' | 'ʼ' | '´' => out.push('\''),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("Ae"),
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' | 'ð' => out.push('d'),
            'Đ' | 'Ð' => out.push('D'),
            'ı' => out.push('i'),
            'ə' => out.push('a'),
            'Ə' => out.push('A'),
            _ => out.push(c),
        }
    }
    out
}

/// The pieces of a word or name: letters and digits; a point between single letters joins them ('U.S.' is 'US').
pub(super) fn pieces(text: &str) -> SmallVec<[String; 4]> {
    let folded = fold(text);
    let mut out: SmallVec<[String; 4]> = SmallVec::new();
    let mut piece = String::new();
    let mut letters = 0;
    let mut acronym = false;
    for c in folded.chars() {
        if c.is_alphanumeric() {
            letters += 1;
            if letters > 1 && acronym {
                // 'J.Smith' is no acronym: its last letter begins a word.
                let first = piece.pop();
                out.push(std::mem::take(&mut piece));
                piece.extend(first);
                acronym = false;
            }
            piece.push(c);
        } else if c == '.'
            && letters == 1
            && piece.chars().next_back().is_some_and(char::is_uppercase)
        {
            letters = 0;
            acronym = true;
        } else if !piece.is_empty() {
            out.push(std::mem::take(&mut piece));
            letters = 0;
            acronym = false;
        }
    }
    if !piece.is_empty() {
        out.push(piece);
    }
    out
}

/// The pieces of a text's tokens, with the range of each sentence.
pub(super) fn pieces_of(text: &Text<'_>) -> (Vec<Piece>, Vec<Range<usize>>) {
    let mut list = Vec::with_capacity(text.len());
    let mut ranges = Vec::with_capacity(text.sentences.len());
    for sentence in &text.sentences {
        let from = list.len();
        let mut cut = false;
        for i in sentence.tokens.clone() {
            let token = text.token(i);
            let parts = pieces(token.text());
            if parts.is_empty() {
                cut |= !joins(token.tag(), token.text());
                continue;
            }
            let count = parts.len();
            for (n, part) in parts.into_iter().enumerate() {
                let lemma = if count == 1 {
                    fold(token.lemma()).to_lowercase()
                } else {
                    part.to_lowercase()
                };
                list.push(Piece {
                    text: part.into(),
                    lemma: lemma.into(),
                    token: i,
                    first: n == 0,
                    last: n + 1 == count,
                    cut: std::mem::take(&mut cut),
                });
            }
        }
        ranges.push(from..list.len());
    }
    (list, ranges)
}

/// Whether a token without letters can stand inside a name: hyphens, the apostrophe of a plural, an ampersand.
fn joins(tag: &str, text: &str) -> bool {
    matches!(tag, "HYPH" | "POS")
        || matches!(text, "-" | "&" | "‐" | "‑" | ".")
        || text.trim().is_empty()
}

/// The ways on from a place among the names.
type Steps = SmallVec<[u32; 4]>;

/// Names by their pieces, each with values.
#[derive(Clone, Debug)]
pub(super) struct Names<T> {
    ids: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    values: Vec<SmallVec<[T; 1]>>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names {
            ids: FxHashMap::default(),
            edges: FxHashMap::default(),
            values: vec![SmallVec::new()],
        }
    }
}

impl<T: Copy + PartialEq> Names<T> {
    /// Adds a name; the same value twice counts once.
    pub(super) fn insert(&mut self, name: &str, value: T) {
        let mut node = 0;
        for piece in pieces(name) {
            let next_id = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
            let id = *self.ids.entry(piece.into_boxed_str()).or_insert(next_id);
            let next_node = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
            let slot = self.edges.entry((node, id)).or_insert(next_node);
            node = *slot;
            if node == next_node {
                self.values.push(SmallVec::new());
            }
        }
        if node != 0 {
            let values = &mut self.values[node as usize];
            if !values.contains(&value) {
                values.push(value);
            }
        }
    }

    fn step(&self, node: u32, piece: &str) -> Option<u32> {
        let id = *self.ids.get(piece)?;
        self.edges.get(&(node, id)).copied()
    }

    /// From `node` along a capitalised name's piece: as written, else with the other case of the first letter inside
    /// a name ('Al-Assad'), else a word in capitals as a capitalised word or in lower case.
    fn step_name(&self, node: u32, piece: &str) -> Steps {
        let mut out: Steps = self.step(node, piece).into_iter().collect();
        let upper = |c: char| !c.is_lowercase();
        let letters = piece.chars().any(char::is_uppercase) && piece.chars().all(upper);
        if letters && (piece.len() > 3 || (node != 0 && piece.len() > 1)) {
            let lower = piece.to_lowercase();
            out.extend(self.step(node, &capitalised(&lower)));
            out.extend(self.step(node, &lower));
        } else if node != 0 {
            let mut chars = piece.chars();
            let other: Option<String> = chars.next().map(|first| match first.is_uppercase() {
                true => first.to_lowercase().chain(chars).collect(),
                false => first.to_uppercase().chain(chars).collect(),
            });
            out.extend(other.and_then(|other| self.step(node, &other)));
        }
        out
    }

    /// The longest name that begins at `from`, in whole tokens, among those that may end where `ends` says: the index
    /// after its last piece, and its values.
    pub(super) fn longest(
        &self,
        list: &[Piece],
        from: usize,
        ends: impl Fn(usize) -> bool,
    ) -> Option<(usize, &[T])> {
        self.walk(list, from, ends, |names, node, piece| names.step_name(node, &piece.text))
    }

    /// The longest name that begins at `from`, though inside a token.
    pub(super) fn longest_inside(&self, list: &[Piece], from: usize) -> Option<(usize, &[T])> {
        self.steps(list, from, |_| true, |names, node, piece| names.step_name(node, &piece.text))
    }

    /// The longest lower-case phrase that begins at `from`, whatever the case and number in the text.
    pub(super) fn longest_phrase(&self, list: &[Piece], from: usize) -> Option<(usize, &[T])> {
        self.walk(
            list,
            from,
            |_| true,
            |names, node, piece| {
                let lower = piece.text.to_lowercase();
                let mut out: Steps = names.step(node, &lower).into_iter().collect();
                out.extend(names.step(node, &piece.lemma).filter(|next| !out.contains(next)));
                let one = singular(&lower).and_then(|one| names.step(node, &one));
                out.extend(one.filter(|next| !out.contains(next)));
                out
            },
        )
    }

    fn walk(
        &self,
        list: &[Piece],
        from: usize,
        ends: impl Fn(usize) -> bool,
        step: impl Fn(&Self, u32, &Piece) -> Steps,
    ) -> Option<(usize, &[T])> {
        if !list.get(from)?.first {
            return None;
        }
        self.steps(list, from, ends, step)
    }

    fn steps(
        &self,
        list: &[Piece],
        from: usize,
        ends: impl Fn(usize) -> bool,
        step: impl Fn(&Self, u32, &Piece) -> Steps,
    ) -> Option<(usize, &[T])> {
        // A word can be read in several ways ('farmers' and 'farmer'), and each may lead on.
        let mut nodes: Steps = smallvec![0];
        let mut best = None;
        for (at, piece) in list.iter().enumerate().skip(from) {
            if at > from && piece.cut {
                break;
            }
            let next: Steps =
                nodes.iter().flat_map(|&node| step(self, node, piece)).take(4).collect();
            if next.is_empty() {
                break;
            }
            nodes = next;
            let named = |node: &&u32| !self.values[**node as usize].is_empty();
            if let Some(&node) = nodes.iter().find(named).filter(|_| piece.last && ends(at + 1)) {
                best = Some((at + 1, self.values[node as usize].as_slice()));
            }
        }
        best
    }

    /// The values of exactly this name.
    pub(super) fn exact(&self, name: &str) -> &[T] {
        let mut node = 0;
        for piece in pieces(name) {
            match self.step(node, &piece) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        if node == 0 { &[] } else { &self.values[node as usize] }
    }
}

fn capitalised(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The singular of a regular English plural: proper nouns keep their plural as lemma.
pub(super) fn singular(word: &str) -> Option<String> {
    if word.len() < 4 {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    if let Some(stem) = word.strip_suffix("men") {
        return Some(format!("{stem}man"));
    }
    let es = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    if es {
        return word.strip_suffix("es").map(str::to_owned);
    }
    word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_set_accents_points_and_hyphens_aside() {
        let got = |text: &str| pieces(text).into_vec();
        assert_eq!(got("U.S."), ["US"]);
        assert_eq!(got("Jean-Marc"), ["Jean", "Marc"]);
        assert_eq!(got("Élysée"), ["Elysee"]);
        assert_eq!(got("d’Ivoire"), ["d", "Ivoire"]);
        assert_eq!(got("St."), ["St"]);
        assert_eq!(got("J.Smith"), ["J", "Smith"]);
        assert_eq!(got("Erdoğan"), ["Erdogan"]);
        assert_eq!(got("…"), [""; 0]);
    }

    #[test]
    fn exact_names_and_singulars() {
        let mut names = Names::default();
        names.insert("U.S. Army", 1);
        names.insert("US Army", 1);
        names.insert("US Army", 2);
        assert_eq!(names.exact("US Army"), [1, 2]);
        assert_eq!(names.exact("US"), [0; 0]);
        assert_eq!(singular("ministries").as_deref(), Some("ministry"));
        assert_eq!(singular("gunmen").as_deref(), Some("gunman"));
        assert_eq!(singular("churches").as_deref(), Some("church"));
        assert_eq!(singular("congress"), None);
    }
}
