//! The article as the coder reads it: one token sequence over all its blocks, with the dependency trees made easy to
//! walk.

use std::borrow::Cow;
use std::ops::Range;

use tacitus_language::{Doc, DocBuilder, Token};
use tacitus_record::Span;
use tacitus_record::article::{Article, BlockKind, TitleSource};

/// One sentence: it never crosses a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its block in [`Article::blocks`].
    pub block: usize,
    /// The kind of that block.
    pub kind: BlockKind,
}

/// An article with its language layer: the ground that every later stage stands on.
///
/// The document's text is the article's text, and behind it, where the article has a headline of its own, a line end
/// and that headline. So all byte offsets below [`Text::title_at`] are offsets into the article's text, and all from
/// there on are a headline's.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its tokens.
    pub doc: Doc,
    /// Where the headline's words begin in the document's text; its length if there is none.
    pub title_at: usize,
    /// Sentences in order of the document.
    pub sentences: Vec<Sentence>,
    /// For each token the index of its sentence.
    pub sentence_of: Vec<u32>,
    children: Vec<u32>,
    children_from: Vec<u32>,
    subtree: Vec<(u32, u32)>,
}

impl<'a> Text<'a> {
    /// Puts an article together with the language layer of its blocks: `parse` is called once for each block that is
    /// read, with its words. Boilerplate and a title made of an address's words are not read.
    pub fn new(article: &'a Article, mut parse: impl FnMut(&str) -> Doc) -> Self {
        let mut text = article.text.clone();
        let headline = article.title.as_ref().filter(|t| t.source == TitleSource::Headline);
        let mut title_at = text.len();
        if let Some(title) = headline {
            text.push('\n');
            title_at = text.len();
            text.push_str(&title.text);
        }
        let mut builder = DocBuilder::new(text);
        let mut blocks = Vec::new();
        let titles = article.blocks.iter().enumerate().filter(|(_, b)| b.kind == BlockKind::Title);
        let others = article.blocks.iter().enumerate().filter(|(_, b)| b.kind != BlockKind::Title);
        let mut read = 0;
        for (index, block) in others.chain(titles) {
            let joined = block.span.is_some_and(|span| span.end <= read);
            if block.kind == BlockKind::Boilerplate || joined {
                continue;
            }
            let offset = match block.span {
                Some(span) => span.start,
                None if headline.is_some() => title_at,
                None => continue,
            };
            let words = words_of(article, index);
            if let Some(span) = block.span {
                read = span.start + words.len();
            }
            let part = parse(&words);
            builder.append(&part, offset);
            blocks.push((part.len(), index, block.kind));
        }
        Text::over(article, builder.finish(), title_at, &blocks)
    }

    fn over(
        article: &'a Article,
        doc: Doc,
        title_at: usize,
        blocks: &[(usize, usize, BlockKind)],
    ) -> Self {
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut sentence_of = Vec::with_capacity(doc.len());
        let mut first = 0;
        for &(len, block, kind) in blocks {
            for i in first..first + len {
                if i == first || doc.token(i).sent_start() {
                    sentences.push(Sentence { tokens: i..i, block, kind });
                }
                sentence_of.push(u32::try_from(sentences.len() - 1).unwrap_or(u32::MAX));
                if let Some(sentence) = sentences.last_mut() {
                    sentence.tokens.end = i + 1;
                }
            }
            first += len;
        }
        let (children, children_from) = children(&doc);
        let subtree = subtrees(&doc, &sentences);
        Text { article, doc, title_at, sentences, sentence_of, children, children_from, subtree }
    }

    /// The number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.doc.len()
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.doc.is_empty()
    }

    /// Token `i`.
    #[must_use]
    pub fn token(&self, i: usize) -> Token<'_> {
        self.doc.token(i)
    }

    /// The tokens whose head is `i`, in order.
    pub fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = Token<'_>> + '_ {
        let range = self.children_from[i] as usize..self.children_from[i + 1] as usize;
        self.children[range].iter().map(|&child| self.doc.token(child as usize))
    }

    /// The first child of `i` with dependency label `dep`.
    #[must_use]
    pub fn child(&self, i: usize, dep: &str) -> Option<Token<'_>> {
        self.children(i).find(|child| child.dep() == dep)
    }

    /// The tokens from the leftmost to the rightmost that hang below `i`, itself among them.
    #[must_use]
    pub fn subtree(&self, i: usize) -> Range<usize> {
        let (left, right) = self.subtree[i];
        left as usize..right as usize + 1
    }

    /// The heads above `i`, nearest first, up to the root of its sentence.
    pub fn ancestors(&self, i: usize) -> impl Iterator<Item = Token<'_>> + '_ {
        let mut at = self.doc.token(i);
        std::iter::from_fn(move || {
            let head = at.head();
            (head.i != at.i).then(|| {
                at = head;
                head
            })
        })
    }

    /// The sentence that holds token `i`.
    #[must_use]
    pub fn sentence(&self, i: usize) -> &Sentence {
        &self.sentences[self.sentence_of[i] as usize]
    }

    /// The bytes that a range of tokens covers.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.doc.bytes(tokens).into()
    }

    /// The words of a range of tokens as they stand in the text.
    #[must_use]
    pub fn words(&self, tokens: Range<usize>) -> &str {
        self.doc.slice(tokens)
    }

    /// The token of a sentence on which all others hang.
    #[must_use]
    pub fn root(&self, sentence: &Range<usize>) -> Option<usize> {
        sentence.clone().find(|&i| self.token(i).dep() == "ROOT")
    }

    /// The first of some tokens that hangs on what stands outside them.
    #[must_use]
    pub fn top(&self, tokens: &Range<usize>) -> Option<usize> {
        tokens.clone().find(|&i| !tokens.contains(&self.token(i).head().i))
    }

    /// The tokens whose first byte lies in `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        // Tokens stand in order of their bytes, so both ends are found by bisection.
        let from = self.bisect(span.start);
        from..self.bisect(span.end).max(from)
    }

    /// The tokens of a span marked by hand: those that begin in it, and where it lies within one, that one.
    #[must_use]
    pub fn tokens_over(&self, span: Span) -> Range<usize> {
        let tokens = self.tokens_in(span);
        let before = tokens.start.checked_sub(1).filter(|_| tokens.is_empty());
        match before.filter(|&i| !span.is_empty() && span.start < self.token(i).end()) {
            Some(i) => i..i + 1,
            None => tokens,
        }
    }

    fn bisect(&self, byte: usize) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.doc.token(middle).start() < byte {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// The words of a block with those of the blocks behind it on the same line, from which only what belongs to the page
/// parts it: that becomes white space, so that the sentence is whole and every byte keeps its place.
fn words_of(article: &Article, index: usize) -> Cow<'_, str> {
    let block = &article.blocks[index];
    let Some(own) = block.span else { return Cow::Borrowed(article.block_text(block)) };
    let mut words = Cow::Borrowed(own.of(&article.text));
    for pair in article.blocks[index + 1..].chunks_exact(2) {
        let [page, next] = pair else { break };
        let (Some(hole), Some(rest)) = (page.span, next.span) else { break };
        let end = own.start + words.len();
        let goes_on = page.kind == BlockKind::Boilerplate
            && next.kind == block.kind
            && hole.start >= end
            && rest.start >= hole.end
            && !article.text[end..rest.start].contains(['\n', '\r']);
        if !goes_on {
            break;
        }
        let words = words.to_mut();
        words.push_str(&" ".repeat(rest.start - end));
        words.push_str(rest.of(&article.text));
    }
    words
}

/// Children of every token as one list with an index: no allocation a token.
fn children(doc: &Doc) -> (Vec<u32>, Vec<u32>) {
    let mut from = vec![0u32; doc.len() + 1];
    for token in doc.tokens().filter(|t| t.head().i != t.i) {
        from[token.head().i + 1] += 1;
    }
    for i in 1..from.len() {
        from[i] += from[i - 1];
    }
    let mut next = from.clone();
    let mut list = vec![0u32; *from.last().unwrap_or(&0) as usize];
    for token in doc.tokens().filter(|t| t.head().i != t.i) {
        let slot = &mut next[token.head().i];
        list[*slot as usize] = u32::try_from(token.i).unwrap_or(u32::MAX);
        *slot += 1;
    }
    (list, from)
}

/// The outermost tokens below each token. Each token pushes its own index up to the root of its sentence, stopping
/// where the bounds already hold it, so that deep trees stay cheap.
fn subtrees(doc: &Doc, sentences: &[Sentence]) -> Vec<(u32, u32)> {
    let index = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let mut bounds: Vec<(u32, u32)> = (0..doc.len()).map(|i| (index(i), index(i))).collect();
    for sentence in sentences {
        let climb = |i: usize, bounds: &mut Vec<(u32, u32)>| {
            let (own, mut at) = (index(i), doc.token(i));
            while at.head().i != at.i {
                at = at.head();
                let (left, right) = &mut bounds[at.i];
                if *left <= own && own <= *right {
                    break;
                }
                *left = own.min(*left);
                *right = own.max(*right);
            }
        };
        // From the outside in: the first to arrive is the outermost, and the rest stop early.
        let tokens = sentence.tokens.clone();
        let (mut first, mut last) = (tokens.start, tokens.end);
        while first < last {
            climb(first, &mut bounds);
            first += 1;
            if first < last {
                last -= 1;
                climb(last, &mut bounds);
            }
        }
    }
    bounds
}

#[cfg(test)]
mod tests {
    use tacitus_record::article::Block;

    use super::*;
    use crate::testing::{article, parse};

    #[test]
    fn what_belongs_to_the_page_is_left_out_of_a_sentence() {
        let mut article = article("The minister Ana LimaTalks fail MORE left.");
        let block = |kind, start, end| Block { kind, span: Some(Span { start, end }) };
        article.blocks = vec![
            block(BlockKind::Paragraph, 0, 12),
            block(BlockKind::Boilerplate, 13, 36),
            block(BlockKind::Paragraph, 37, 42),
        ];
        let text = Text::new(&article, parse);
        assert_eq!(text.sentences.len(), 1);
        let left = text.doc.tokens().find(|token| token.text() == "left");
        assert_eq!(left.map(tacitus_language::Token::start), Some(37));
        assert!(text.doc.tokens().all(|token| token.text() != "Talks"));
    }

    #[test]
    fn sentences_do_not_cross_blocks_and_subtrees_hold_their_children() {
        let article = article("The minister, who was ill, left\n\nParis welcomed her. She spoke.");
        let text = Text::new(&article, parse);
        assert_eq!(text.sentences.len(), 3);
        assert_eq!(text.sentences[1].block, 1);
        for i in 0..text.len() {
            for child in text.children(i) {
                assert!(text.subtree(i).contains(&text.subtree(child.i).start));
                assert!(text.subtree(i).contains(&(text.subtree(child.i).end - 1)));
            }
        }
        assert_eq!(text.words(text.sentences[2].tokens.clone()), "She spoke.");
    }
}
