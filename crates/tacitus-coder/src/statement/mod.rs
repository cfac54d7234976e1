//! Who says so: quotations and reported speech, with speaker, cue, content and addressee.

use std::ops::Range;

use tacitus_record::Span;

/// Whether the speaker's own words are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quoted {
    /// In quotation marks as a whole.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with some of the speaker's in quotation marks.
    Mixed,
}

impl Quoted {
    /// The name in records.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Quoted::Direct => "direct",
            Quoted::Indirect => "indirect",
            Quoted::Mixed => "mixed",
        }
    }
}

/// A quotation or reported speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Head token of the speaker's mention; `None` where nobody is named ('it was announced').
    pub speaker: Option<usize>,
    /// The tokens that name the speaker ('He', 'one of his aides'), where somebody does.
    pub speaker_tokens: Range<usize>,
    /// The words that make it speech ('said', 'according to', 'in a statement'), where there are any.
    pub cue: Range<usize>,
    /// The content from its first to its last character, without the outer quotation marks: bytes of the document.
    pub content: Span,
    /// Its pieces, where the reporter interrupts it; else the one `content`.
    pub parts: Vec<Span>,
    /// Whether the speaker's own words are given.
    pub quoted: Quoted,
    /// The tokens of the person, body or outlet that it was made to ('told *France Inter radio*').
    pub addressee: Option<Range<usize>>,
    /// The statement inside which this one stands ('an aide told Itar-Tass that Putin had said').
    pub inside: Option<usize>,
    /// It is thought, hoped or believed rather than said.
    pub belief: bool,
}
