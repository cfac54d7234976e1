//! The analysed text: parallel columns over tokens, as spaCy's `Doc` has them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// The closed set of strings that a pipeline's components can give: tags, parts of speech, morphology,
/// dependency labels, entity types. A token stores the index; index 0 is always the empty string.
#[derive(Debug, Default)]
pub struct Labels {
    list: Vec<Box<str>>,
    index: HashMap<Box<str>, u32>,
}

impl Labels {
    /// An empty table that holds only the empty string, at index 0.
    #[must_use]
    pub fn new() -> Self {
        let mut labels = Labels::default();
        labels.intern("");
        labels
    }

    /// The index of `label`, added if it is new.
    pub fn intern(&mut self, label: &str) -> u32 {
        if let Some(&index) = self.index.get(label) {
            return index;
        }
        let index = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(label.into());
        self.index.insert(label.into(), index);
        index
    }

    /// The number of strings, the empty one included.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.list.len()).unwrap_or(u32::MAX)
    }

    /// The string at `index`; empty where the index is not of this table.
    #[must_use]
    pub fn get(&self, index: u32) -> &str {
        self.list.get(index as usize).map_or("", |label| label)
    }
}

/// Where a token stands in a named entity: spaCy's `ent_iob`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Iob {
    /// Outside of any entity.
    #[default]
    O,
    /// The first token of an entity.
    B,
    /// Inside an entity, not its first token.
    I,
    /// Nobody has looked: the pipeline has no recogniser.
    Unset,
}

impl Iob {
    /// spaCy's `ent_iob_`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Iob::O => "O",
            Iob::B => "B",
            Iob::I => "I",
            Iob::Unset => "",
        }
    }
}

/// A text with its tokens and what the pipeline said of each.
///
/// All columns have one entry a token. `start` and `end` are UTF-8 byte offsets into [`Doc::text`], always on
/// character boundaries. `head` is the index of the token's head; a root is its own head.
#[derive(Clone, Debug, Default)]
pub struct Doc {
    pub(crate) text: String,
    pub(crate) labels: Arc<Labels>,
    pub(crate) start: Vec<u32>,
    pub(crate) end: Vec<u32>,
    pub(crate) ws: Vec<bool>,
    pub(crate) tag: Vec<u32>,
    pub(crate) pos: Vec<u32>,
    pub(crate) morph: Vec<u32>,
    pub(crate) dep: Vec<u32>,
    pub(crate) head: Vec<u32>,
    pub(crate) ent_iob: Vec<Iob>,
    pub(crate) ent_type: Vec<u32>,
    pub(crate) sent_start: Vec<bool>,
    // Lemmas are an open set: each is a range of one arena.
    pub(crate) lemma: Vec<(u32, u32)>,
    pub(crate) lemma_text: String,
}

impl Doc {
    /// The text that was analysed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.start.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start.is_empty()
    }

    /// A view of token `i`. Panics where `i` is not below [`Doc::len`].
    #[must_use]
    pub fn token(&self, i: usize) -> Token<'_> {
        assert!(i < self.len(), "token {i} of a text of {}", self.len());
        Token { doc: self, i }
    }

    /// All tokens in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        (0..self.len()).map(|i| Token { doc: self, i })
    }

    /// The sentences, as ranges of tokens.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            if next >= self.len() {
                return None;
            }
            let first = next;
            next += 1;
            while next < self.len() && !self.sent_start[next] {
                next += 1;
            }
            Some(first..next)
        })
    }

    /// The named entities, as ranges of tokens with their type.
    pub fn ents(&self) -> impl Iterator<Item = (Range<usize>, &str)> + '_ {
        let mut next = 0;
        std::iter::from_fn(move || {
            while next < self.len() && self.ent_iob[next] != Iob::B {
                next += 1;
            }
            if next >= self.len() {
                return None;
            }
            let first = next;
            next += 1;
            while next < self.len() && self.ent_iob[next] == Iob::I {
                next += 1;
            }
            Some((first..next, self.labels.get(self.ent_type[first])))
        })
    }

    /// The bytes that a range of tokens covers, without the white space after it.
    #[must_use]
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        if tokens.is_empty() || tokens.end > self.len() {
            return 0..0;
        }
        self.start[tokens.start] as usize..self.end[tokens.end - 1] as usize
    }

    /// The text of a range of tokens.
    #[must_use]
    pub fn slice(&self, tokens: Range<usize>) -> &str {
        &self.text[self.bytes(tokens)]
    }
}

/// One token of a [`Doc`]: a view, cheap to copy.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a> {
    doc: &'a Doc,
    /// The token's index in its document.
    pub i: usize,
}

impl<'a> Token<'a> {
    /// The token's text.
    #[must_use]
    pub fn text(self) -> &'a str {
        &self.doc.text[self.start()..self.end()]
    }

    /// Byte offset of the first character.
    #[must_use]
    pub fn start(self) -> usize {
        self.doc.start[self.i] as usize
    }

    /// Byte offset after the last character.
    #[must_use]
    pub fn end(self) -> usize {
        self.doc.end[self.i] as usize
    }

    /// Whether one space follows that belongs to this token.
    #[must_use]
    pub fn ws(self) -> bool {
        self.doc.ws[self.i]
    }

    /// The fine-grained tag (Penn Treebank for English).
    #[must_use]
    pub fn tag(self) -> &'a str {
        self.doc.labels.get(self.doc.tag[self.i])
    }

    /// The universal part of speech.
    #[must_use]
    pub fn pos(self) -> &'a str {
        self.doc.labels.get(self.doc.pos[self.i])
    }

    /// Universal morphological features, `Key=Value|…`, sorted.
    #[must_use]
    pub fn morph(self) -> &'a str {
        self.doc.labels.get(self.doc.morph[self.i])
    }

    /// The value of one morphological feature, if the token has it.
    #[must_use]
    pub fn feature(self, key: &str) -> Option<&'a str> {
        self.morph().split('|').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// The lemma.
    #[must_use]
    pub fn lemma(self) -> &'a str {
        let (from, to) = self.doc.lemma[self.i];
        &self.doc.lemma_text[from as usize..to as usize]
    }

    /// The dependency label.
    #[must_use]
    pub fn dep(self) -> &'a str {
        self.doc.labels.get(self.doc.dep[self.i])
    }

    /// The head; a root is its own.
    #[must_use]
    pub fn head(self) -> Token<'a> {
        Token { doc: self.doc, i: self.doc.head[self.i] as usize }
    }

    /// Where the token stands in a named entity.
    #[must_use]
    pub fn ent_iob(self) -> Iob {
        self.doc.ent_iob[self.i]
    }

    /// The type of the named entity the token is part of, or empty.
    #[must_use]
    pub fn ent_type(self) -> &'a str {
        self.doc.labels.get(self.doc.ent_type[self.i])
    }

    /// Whether a sentence starts here.
    #[must_use]
    pub fn sent_start(self) -> bool {
        self.doc.sent_start[self.i]
    }
}

/// One token's values by name, to build a [`Doc`] without a pipeline.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokenRow<'a> {
    /// Byte offset of the first character.
    pub start: usize,
    /// Byte offset after the last character.
    pub end: usize,
    /// Whether one space follows that belongs to this token.
    pub ws: bool,
    /// Fine-grained tag.
    pub tag: &'a str,
    /// Universal part of speech.
    pub pos: &'a str,
    /// Morphological features.
    pub morph: &'a str,
    /// Lemma.
    pub lemma: &'a str,
    /// Dependency label.
    pub dep: &'a str,
    /// Index of the head.
    pub head: usize,
    /// Place in a named entity.
    pub ent_iob: Iob,
    /// Type of the named entity.
    pub ent_type: &'a str,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

impl<'a> From<Token<'a>> for TokenRow<'a> {
    fn from(token: Token<'a>) -> Self {
        TokenRow {
            start: token.start(),
            end: token.end(),
            ws: token.ws(),
            tag: token.tag(),
            pos: token.pos(),
            morph: token.morph(),
            lemma: token.lemma(),
            dep: token.dep(),
            head: token.head().i,
            ent_iob: token.ent_iob(),
            ent_type: token.ent_type(),
            sent_start: token.sent_start(),
        }
    }
}

/// Puts a [`Doc`] together from rows, or several documents into one over a longer text.
#[derive(Debug)]
pub struct DocBuilder {
    doc: Doc,
    labels: Labels,
}

impl DocBuilder {
    /// An empty document over `text`.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        DocBuilder { doc: Doc { text: text.into(), ..Doc::default() }, labels: Labels::new() }
    }

    /// Adds one token. Offsets must be character boundaries of the text, in order; `head` an index into the
    /// finished document.
    pub fn push(&mut self, row: &TokenRow<'_>) {
        let doc = &mut self.doc;
        debug_assert!(doc.text.is_char_boundary(row.start) && doc.text.is_char_boundary(row.end));
        doc.start.push(as_u32(row.start));
        doc.end.push(as_u32(row.end));
        doc.ws.push(row.ws);
        doc.tag.push(self.labels.intern(row.tag));
        doc.pos.push(self.labels.intern(row.pos));
        doc.morph.push(self.labels.intern(row.morph));
        doc.dep.push(self.labels.intern(row.dep));
        doc.head.push(as_u32(row.head));
        doc.ent_iob.push(row.ent_iob);
        doc.ent_type.push(self.labels.intern(row.ent_type));
        doc.sent_start.push(row.sent_start);
        let from = as_u32(doc.lemma_text.len());
        doc.lemma_text.push_str(row.lemma);
        doc.lemma.push((from, as_u32(doc.lemma_text.len())));
    }

    /// Adds all tokens of `part`, whose text stands at byte `offset` of this document's text.
    pub fn append(&mut self, part: &Doc, offset: usize) {
        let first = self.doc.len();
        for token in part.tokens() {
            let row = TokenRow::from(token);
            self.push(&TokenRow {
                start: row.start + offset,
                end: row.end + offset,
                head: row.head + first,
                ..row
            });
        }
    }

    /// The finished document.
    #[must_use]
    pub fn finish(mut self) -> Doc {
        self.doc.labels = Arc::new(self.labels);
        self.doc
    }
}

fn as_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
