//! Who says so: quotations and reported speech, with speaker, cue, content and addressee.
//!
//! Marks first (`quotes`), then every clause that reports (`report`, `speaker`), then the two are brought together:
//! what stands in marks as a whole (`direct`), and what stands in the reporter's words (`indirect`).

mod cues;
mod direct;
mod headline;
mod indirect;
mod quotes;
mod report;
mod scene;
mod speaker;
#[cfg(test)]
mod tests;

use std::ops::Range;

use tacitus_record::Span;

use self::cues::Kind;
use self::scene::{Draft, Scene};
use crate::text::Text;

pub use self::cues::Cues;

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
    /// Its pieces, where the reporter or a paragraph's repeated mark interrupts it; else the one `content`.
    pub parts: Vec<Span>,
    /// Whether the speaker's own words are given.
    pub quoted: Quoted,
    /// The tokens of the person, body or outlet that it was made to ('told *France Inter radio*').
    pub addressee: Option<Range<usize>>,
    /// The statement inside which this one stands ('an aide told Itar-Tass that Putin had said'): its index.
    pub inside: Option<usize>,
    /// It is thought, hoped or believed rather than said.
    pub belief: bool,
    /// The belief is of what is to come: 'is expected to'.
    pub expects: bool,
}

/// All statements of a text, in order of their content.
///
/// A speaker is the mention that stands there, 'He' too: resolving it is the entities' part.
#[must_use]
pub fn statements(text: &Text<'_>, cues: &Cues) -> Vec<Statement> {
    let scene = Scene::new(text, cues);
    let mut direct = direct::direct(&scene);
    let found = indirect::indirect(&scene, &direct);
    direct.drafts.extend(found);
    let mut statements: Vec<Statement> =
        direct.drafts.iter().filter_map(|draft| finish(&scene, draft)).collect();
    statements.sort_by_key(|s| (s.content.start, std::cmp::Reverse(s.content.end), s.cue.start));
    nest(text, &mut statements);
    statements
}

fn finish(scene: &Scene<'_, '_>, draft: &Draft) -> Option<Statement> {
    let text = scene.text();
    let report = draft.report.map(|r| &scene.reports[r]);
    let mut parts: Vec<Range<usize>> = draft.parts.clone();
    parts.sort_by_key(|p| p.start);
    let mut quoted = Quoted::Direct;
    if !draft.direct {
        let all = parts.first()?.start..parts.last()?.end;
        let first = scene.quotes_in(all.clone()).find(|(_, q)| q.tokens.end <= all.end);
        quoted = match first {
            Some((_, quote)) if parts.len() == 1 && quote.tokens == all => {
                parts = vec![quote.words.clone()];
                Quoted::Direct
            }
            Some(_) => Quoted::Mixed,
            None => Quoted::Indirect,
        };
    }
    let spans: Vec<Span> = parts.iter().map(|part| bytes(text, part.clone(), quoted)).collect();
    let content = Span::new(spans.first()?.start, spans.last()?.end);
    let speaker_tokens = draft.voice.as_ref().map_or(0..0, |v| v.tokens.clone());
    Some(Statement {
        speaker: draft.voice.as_ref().map(|v| v.head),
        speaker_tokens,
        cue: report.map_or(0..0, |r| r.cue.clone()),
        content,
        parts: spans,
        quoted,
        addressee: report.and_then(|r| r.addressee.clone()),
        inside: None,
        belief: report.is_some_and(|r| matches!(r.kind, Kind::Think | Kind::Expect)),
        expects: report.is_some_and(|r| r.kind == Kind::Expect),
    })
}

/// The bytes of a piece; the comma before the closing mark is the reporter's.
fn bytes(text: &Text<'_>, tokens: Range<usize>, quoted: Quoted) -> Span {
    let span = quotes::trim(text.doc.text(), text.span(tokens));
    let words = span.of(text.doc.text());
    let kept = if quoted == Quoted::Direct { words.trim_end_matches([',', ' ']) } else { words };
    Span::new(span.start, span.start + if kept.is_empty() { words.len() } else { kept.len() })
}

/// Fills [`Statement::inside`]: the innermost statement whose content holds the words that bring in another.
fn nest(text: &Text<'_>, statements: &mut [Statement]) {
    let anchor = |s: &Statement| {
        if s.cue.is_empty() { s.content } else { text.span(s.cue.clone()) }
    };
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|&k| (anchor(&statements[k]).start, k));
    let mut open: Vec<usize> = Vec::new();
    let mut next = 0;
    for k in order {
        let own = anchor(&statements[k]);
        while next < statements.len() && statements[next].content.start <= own.start {
            open.push(next);
            next += 1;
        }
        while open.last().is_some_and(|&top| statements[top].content.end <= own.start) {
            open.pop();
        }
        // Contents that cross are rare; looking at a few of those that are open is enough.
        let holder = open.iter().rev().take(32).copied().find(|&top| {
            let outer = &statements[top];
            top != k && holds(&outer.parts, own) && outer.content != statements[k].content
        });
        statements[k].inside = holder;
    }
}

/// Whether one of the pieces, which stand in order, holds `span`.
fn holds(parts: &[Span], span: Span) -> bool {
    let after = parts.partition_point(|part| part.start <= span.start);
    after.checked_sub(1).and_then(|k| parts.get(k)).is_some_and(|part| part.contains(span))
}
