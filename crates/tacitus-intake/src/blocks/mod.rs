//! The parts of a report's text: paragraphs, captions, headings, and what belongs to the page and not to the report.
//!
//! What is not surely something else is a paragraph, since nothing is coded from boilerplate. A headline that stands in
//! the text is part of the text: it is a heading with its place, and the article's title stays open unless metadata gives
//! one. Blocks lie in the text in order, on character boundaries, without white space around them, and never overlap;
//! together they hold every character that is no white space.

mod caption;
mod links;
mod split;

use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use tacitus_record::Span;
use tacitus_record::article::{Block, BlockKind};

use crate::phrases::{Folded, KnowledgeFile, LoadError, Phrases};
use caption::Pairs;
use split::ends_sentence;

/// Sections of `captions.txt`.
const CAPTIONS: [&str; 4] = ["credits", "wording", "markers", "nouns"];
const CREDITS: usize = 0;
const WORDING: usize = 1;
const MARKERS: usize = 2;
const NOUNS: usize = 3;

/// A heading of so many words need not have most of them capitalised.
const FEW_WORDS: usize = 8;

/// What is known of a report beside its text, to tell its own lines from the page's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// The outlet.
    pub publication: Option<&'a str>,
    /// Who wrote it.
    pub authors: &'a [String],
}

/// Knows captions, boilerplate and datelines by their words.
#[derive(Clone, Debug)]
pub struct Blocks {
    boilerplate: Phrases,
    captions: Phrases,
    datelines: Phrases,
}

/// A block under consideration.
struct Piece {
    span: Span,
    folded: Folded,
    ends_sentence: bool,
    /// Ends with another mark: a colon, a comma, a dash.
    stays_open: bool,
    kind: Option<BlockKind>,
}

impl Piece {
    fn new(text: &str, span: Span) -> Self {
        let words = span.of(text);
        Piece {
            span,
            folded: Folded::new(words),
            ends_sentence: ends_sentence(words),
            stays_open: words.ends_with([':', ';', ',', '-', '–', '—', '/', '&', '|']),
            kind: None,
        }
    }

    /// Whether it has no mark at its end and is made of words rather than of addresses and handles.
    fn is_bare(&self) -> bool {
        !self.ends_sentence
            && !self.stays_open
            && !self.folded.text.contains(['@', '#', '='])
            && !self.folded.text.contains("://")
    }
}

impl Default for Blocks {
    fn default() -> Self {
        Blocks::shipped().as_ref().clone()
    }
}

impl Blocks {
    /// The phrases that come with the program.
    #[must_use]
    pub fn shipped() -> Arc<Blocks> {
        static SHIPPED: LazyLock<Arc<Blocks>> = LazyLock::new(|| {
            let file = |name, text| KnowledgeFile { name, text };
            let loaded = Blocks::load(
                file(
                    "knowledge/intake/boilerplate.txt",
                    include_str!("../../../../knowledge/intake/boilerplate.txt"),
                ),
                file(
                    "knowledge/intake/captions.txt",
                    include_str!("../../../../knowledge/intake/captions.txt"),
                ),
                file(
                    "knowledge/intake/datelines.txt",
                    include_str!("../../../../knowledge/intake/datelines.txt"),
                ),
            );
            Arc::new(loaded.expect("the shipped phrase files load, which a test makes sure of"))
        });
        Arc::clone(&SHIPPED)
    }

    /// Reads the three phrase files of a knowledge folder.
    ///
    /// # Errors
    /// The file and line of the first mistake.
    pub fn load(
        boilerplate: KnowledgeFile<'_>,
        captions: KnowledgeFile<'_>,
        datelines: KnowledgeFile<'_>,
    ) -> Result<Self, LoadError> {
        Ok(Blocks {
            boilerplate: Phrases::load(boilerplate, &["lines"])?,
            captions: Phrases::load(captions, &CAPTIONS)?,
            datelines: Phrases::load(datelines, &["dates"])?,
        })
    }

    /// The blocks of `text`. A title that is no part of the text is none of them.
    #[must_use]
    pub fn of(&self, text: &str, hints: Hints<'_>) -> Vec<Block> {
        let mut pieces: Vec<Piece> =
            split::split(text).into_iter().map(|span| Piece::new(text, span)).collect();
        // A single block is the report, whatever it sounds like.
        if pieces.len() > 1 {
            self.mark_boilerplate(&mut pieces, hints);
            self.mark_captions(&mut pieces);
            mark_headings(&mut pieces, hints);
        }
        pieces.iter().flat_map(|piece| blocks(text, piece)).collect()
    }

    /// The day of publication that a line at the head or the foot of `text` gives, with its year.
    #[must_use]
    pub fn dateline(&self, text: &str) -> Option<Date> {
        crate::dateline::find(&self.datelines, text)
    }

    fn mark_boilerplate(&self, pieces: &mut [Piece], hints: Hints<'_>) {
        for piece in pieces {
            let text = piece.folded.text.as_str();
            let repeats = |known: Option<&str>| {
                known.is_some_and(|known| !known.is_empty() && text.eq_ignore_ascii_case(known))
            };
            let is_byline = piece.folded.words <= 30 && is_byline(text, hints.authors);
            if !text.contains(char::is_alphanumeric)
                || repeats(hints.publication)
                || is_byline
                || self.boilerplate.find(&piece.folded, 0).is_some()
                || self.captions.find(&piece.folded, MARKERS).is_some()
            {
                piece.kind = Some(BlockKind::Boilerplate);
            }
        }
    }

    /// Marks captions by their own words, then those that only stand out among blocks that end with a stop.
    fn mark_captions(&self, pieces: &mut [Piece]) {
        for piece in pieces.iter_mut().filter(|piece| piece.kind.is_none()) {
            let worded = self.captions.find(&piece.folded, WORDING).is_some();
            if self.captions.find(&piece.folded, CREDITS).is_some()
                || (worded && !piece.ends_sentence && !piece.stays_open)
            {
                piece.kind = Some(BlockKind::Caption);
            }
        }
        if !uses_stops(pieces) {
            return;
        }
        let mut pairs = None;
        // What stands above the first paragraph is a headline or a list of highlights sooner than a caption.
        let mut among_paragraphs = false;
        for i in 0..pieces.len() {
            let Some(piece) = pieces.get(i).filter(|piece| piece.kind.is_none()) else { continue };
            among_paragraphs |= piece.ends_sentence;
            if !piece.is_bare() || piece.folded.words < caption::SHORTEST {
                continue;
            }
            let text = piece.folded.text.as_str();
            let is_noun = |word: &str| self.captions.find(&Folded::new(word), NOUNS).is_some();
            let by_shape =
                || caption::hangs_on_a_name(text) || caption::is_participial(text, is_noun);
            let mut by_repetition = || {
                let pairs = pairs.get_or_insert_with(|| Pairs::new(pieces));
                let by = pairs.repeated(pieces, i, |other, by| {
                    by.kind.is_none() && (by.ends_sentence || other < i)
                });
                by.is_some()
            };
            let stands_out = among_paragraphs
                && text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
                && !looks_like_title(&piece.folded);
            let is_caption = self.stands_below_a_marker(pieces, i)
                || stands_out && (by_shape() || by_repetition());
            if is_caption && let Some(piece) = pieces.get_mut(i) {
                piece.kind = Some(BlockKind::Caption);
            }
        }
    }

    /// Whether the block before is a line of the page that stands above a picture.
    fn stands_below_a_marker(&self, pieces: &[Piece], i: usize) -> bool {
        let before = i.checked_sub(1).and_then(|before| pieces.get(before));
        before.is_some_and(|piece| self.captions.find(&piece.folded, MARKERS).is_some())
    }
}

/// The block that a piece is, or several where link texts stand in its midst.
fn blocks(text: &str, piece: &Piece) -> Vec<Block> {
    let kind = piece.kind.unwrap_or(BlockKind::Paragraph);
    let runs = match kind {
        BlockKind::Paragraph => links::runs(text, piece.span),
        _ => Vec::new(),
    };
    let block = |(span, run)| Block {
        kind: if run { BlockKind::Boilerplate } else { kind },
        span: Some(span),
    };
    links::cut(text, piece.span, &runs).into_iter().map(block).collect()
}

/// Whether the text is one whose sentences end with stops, so that a missing one says something. Short blocks without one
/// are headings even in the tidiest text and do not count against it.
fn uses_stops(pieces: &[Piece]) -> bool {
    let own = |piece: &&Piece| piece.kind.is_none();
    let with = pieces.iter().filter(own).filter(|piece| piece.ends_sentence).count();
    let long = |piece: &&Piece| piece.is_bare() && piece.folded.words > FEW_WORDS;
    let without = pieces.iter().filter(own).filter(long).count();
    with > 0 && with >= without
}

/// Whether a line has nothing but the names of the report's authors.
fn is_byline(text: &str, authors: &[String]) -> bool {
    let text = text.to_lowercase();
    let mut rest = text.strip_prefix("by ").unwrap_or(&text).to_owned();
    let mut named = false;
    for author in authors.iter().map(|author| author.trim().to_lowercase()) {
        if author.len() >= 3 && rest.contains(&author) {
            rest = rest.replace(&author, " ");
            named = true;
        }
    }
    named && rest.split(|c: char| !c.is_alphanumeric()).all(|word| matches!(word, "" | "and"))
}

/// A heading is short, has no stop, looks like a title, and a paragraph follows.
fn mark_headings(pieces: &mut [Piece], hints: Hints<'_>) {
    if !uses_stops(pieces) {
        return;
    }
    let title = hints.title.map(|title| Folded::new(title).text.to_lowercase());
    // Whether what follows is a paragraph, or one heading and then a paragraph.
    let (mut before_text, mut before_heading) = (false, false);
    for i in (0..pieces.len()).rev() {
        let Some(piece) = pieces.get_mut(i) else { continue };
        match piece.kind {
            Some(BlockKind::Boilerplate | BlockKind::Caption) => continue,
            Some(_) => (before_text, before_heading) = (false, false),
            None => {}
        }
        let is_title = title.as_deref() == Some(piece.folded.text.to_lowercase().as_str());
        let is_like_title = (piece.is_bare() && looks_like_title(&piece.folded))
            || is_numbered_question(&piece.folded);
        if is_title || (is_like_title && (before_text || before_heading)) {
            piece.kind = Some(BlockKind::Heading);
            (before_heading, before_text) = (before_text, false);
        } else {
            let is_text = piece.ends_sentence || piece.stays_open || piece.folded.words > 12;
            (before_text, before_heading) = (is_text, false);
        }
    }
}

/// '3. What comes next?': a question is a paragraph as a rule, but not as a point of a list of them.
fn is_numbered_question(folded: &Folded) -> bool {
    let (number, rest) = folded.text.split_once(' ').unwrap_or((&folded.text, ""));
    let figures = number.trim_end_matches(['.', ')']);
    figures.len() < number.len()
        && (1..=2).contains(&figures.len())
        && figures.bytes().all(|b| b.is_ascii_digit())
        && folded.words <= 14
        && rest.ends_with('?')
        && !rest.trim_end_matches('?').contains(['.', '?', '!'])
}

/// Few words, or rather more of which most are capitalised; the first one never starts small.
fn looks_like_title(folded: &Folded) -> bool {
    let initials: Vec<char> = folded
        .text
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .collect();
    let Some(first) = initials.first() else { return false };
    let small = initials.iter().filter(|c| c.is_lowercase()).count();
    !first.is_lowercase()
        && (folded.words <= FEW_WORDS || (folded.words <= 14 && small * 3 <= folded.words))
}

#[cfg(test)]
mod tests;
