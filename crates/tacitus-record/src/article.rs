//! One document as published.

use jiff::civil::Date;

use crate::Span;

/// What a run of the article's text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// The article's own headline, or one made of the words of its address.
    Title,
    /// Running text.
    Paragraph,
    /// The text beside a picture.
    Caption,
    /// A heading inside the text.
    Heading,
    /// Text of the page and not of the report: 'Scroll down for video', sign-up lines.
    Boilerplate,
}

impl BlockKind {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            BlockKind::Title => "title",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Caption => "caption",
            BlockKind::Heading => "heading",
            BlockKind::Boilerplate => "boilerplate",
        }
    }
}

/// A run of the article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in [`Article::text`]. A title is no part of that text and has none.
    pub span: Option<Span>,
}

/// Where a title comes from; only a headline is a telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleSource {
    /// The publisher's own words.
    Headline,
    /// Made of the words of the address, as nothing better was there. Nothing is coded from it.
    Address,
}

/// The title of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// Its words.
    pub text: String,
    /// Whose words they are.
    pub source: TitleSource,
}

/// How the date of publication is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBasis {
    /// The input says it, or the user does.
    Metadata,
    /// The address says it.
    Url,
    /// The dateline of the text says it.
    Dateline,
    /// Inferred from the text.
    Inferred,
}

impl DateBasis {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            DateBasis::Metadata => "metadata",
            DateBasis::Url => "url",
            DateBasis::Dateline => "dateline",
            DateBasis::Inferred => "inferred",
        }
    }
}

/// When the article was published: a window, one day wide where the date is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// First day it can have been.
    pub earliest: Date,
    /// Last day it can have been.
    pub latest: Date,
    /// How that is known.
    pub basis: DateBasis,
    /// What an inferred window rests on, one sentence each.
    pub evidence: Vec<String>,
}

impl Published {
    /// A known day.
    #[must_use]
    pub fn on(day: Date, basis: DateBasis) -> Self {
        Published { earliest: day, latest: day, basis, evidence: Vec::new() }
    }
}

/// How often readers shared it and commented on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Engagement {
    /// Times shared.
    pub shares: Option<u64>,
    /// Comments left.
    pub comments: Option<u64>,
}

/// A pair of spans whose relation the user asks for; `None` stands for a side that is not marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dyad {
    /// Who does it.
    pub actor: Option<Span>,
    /// To whom.
    pub recipient: Option<Span>,
}

/// One document as published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The input's own id where it has one, else a hash of its content.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// The outlet.
    pub publication: Option<String>,
    /// Its title.
    pub title: Option<Title>,
    /// ISO 639-1 code of its language, where known.
    pub language: Option<String>,
    /// The article's text: JSONL `text` unchanged; of a text file the decoded body without byte-order mark (share
    /// layout: from line 4 on). A title is not part of it. All offsets in records count its characters.
    pub text: String,
    /// When it was published, where known.
    pub published: Option<Published>,
    /// How often it was shared and commented on.
    pub engagement: Engagement,
    /// Its parts in order, the title first where there is one. They do not overlap; white space between them is of none.
    pub blocks: Vec<Block>,
    /// Pairs of spans the user asks about; empty for an ordinary article.
    pub dyads: Vec<Dyad>,
}

impl Article {
    /// An id made of content: the first 16 hexadecimal digits of the BLAKE3 hash of the address, a line end and the text.
    #[must_use]
    pub fn content_id(url: Option<&str>, text: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(url.unwrap_or("").as_bytes());
        hasher.update(b"\n");
        hasher.update(text.as_bytes());
        hasher.finalize().to_hex().as_str()[..16].to_owned()
    }

    /// The words of a block; for a title those of [`Article::title`].
    #[must_use]
    pub fn block_text(&self, block: &Block) -> &str {
        match block.span {
            Some(span) => span.of(&self.text),
            None => self.title.as_ref().map_or("", |title| &title.text),
        }
    }
}
