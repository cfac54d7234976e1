//! `quotes`: articles with attributions: who is quoted with which words.

use anyhow::Result;
use serde_json::Value;
use tacitus_coder::Reading;
use tacitus_coder::statement::{Quoted, Statement};
use tacitus_language::Scratch;
use tacitus_record::Span;

use super::gold::Record;
use super::reading;
use super::score::{Label, Outcome, Scored, share};
use crate::Engine;

const DIRECT: &str = "direct";
const OTHER: &str = "indirect";

/// Attributions with a source are found where a statement covers half of their words and has the right speaker; a
/// statement that covers nothing of any is invented.
pub(super) fn item(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let words = record.text("text")?;
    let bytes: Vec<usize> = words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
    let gold: Vec<Gold> = record
        .list("attributions")
        .map(|a| Gold::new(a, &bytes, words))
        .filter(|gold| !gold.content.is_empty())
        .collect();
    let article = record.article(words, &[])?;
    Ok(Some(reading(engine, &article, scratch, |reading| {
        let mut outcome = Outcome {
            id: record.id.clone(),
            gold: Vec::new(),
            got: Vec::new(),
            text: record.words("title").to_owned(),
            trace: Vec::new(),
            confidence: 1.0,
            events: 0,
            beside: (0, 0),
        };
        let found = &reading.statements;
        for (index, g) in gold.iter().enumerate().filter(|(_, g)| !g.source.is_empty()) {
            let class = if g.direct { DIRECT } else { OTHER };
            let label = Label { class: class.into(), key: format!("{index}") };
            outcome.gold.push(label.clone());
            if g.found(found, reading) {
                outcome.got.push(label);
            } else {
                outcome.trace.push(format!("missed {class}: {}", g.shown(words)));
            }
        }
        for statement in found {
            let overlaps = |g: &Gold| {
                g.content.iter().any(|c| statement.parts.iter().any(|part| part.overlaps(*c)))
            };
            if !gold.iter().any(overlaps) {
                let class = if statement.quoted == Quoted::Direct { DIRECT } else { OTHER };
                outcome.got.push(Label { class: class.into(), key: "invented".into() });
            }
        }
        outcome
    })))
}

/// How many attributions are found with their speakers.
pub(super) fn notes(scored: &Scored) -> Vec<String> {
    let counts = scored.counts();
    let line = |(class, c): (&String, &super::score::Count)| {
        let invented = c.got - c.hit;
        format!(
            "{class}: {} of {} found with the right speaker ({:.1} %); {invented} statements of nothing in gold",
            c.hit,
            c.gold,
            100.0 * share(c.hit, c.gold)
        )
    };
    counts.iter().map(line).collect()
}

struct Gold {
    source: Vec<Span>,
    content: Vec<Span>,
    direct: bool,
}

impl Gold {
    fn new(value: &Value, bytes: &[usize], words: &str) -> Self {
        let spans = |key: &str| -> Vec<Span> {
            let list = value.get(key).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|pair| {
                let at = |k: usize| {
                    let n = usize::try_from(pair.get(k)?.as_u64()?).ok()?;
                    bytes.get(n).copied()
                };
                let (from, to) = (at(0)?, at(1)?);
                (from <= to).then(|| Span::new(from, to))
            })
            .collect()
        };
        let content = spans("content_span");
        let mark = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’');
        let first = content.first().map_or("", |s| s.of(words)).trim();
        let last = content.last().map_or("", |s| s.of(words)).trim().trim_end_matches(['.', ',']);
        let direct = first.starts_with(mark) && last.ends_with(mark);
        Gold { source: spans("source_span"), content, direct }
    }

    fn shown(&self, words: &str) -> String {
        let all = |spans: &[Span]| {
            let pieces: Vec<&str> = spans.iter().map(|s| s.of(words)).collect();
            pieces.join(" … ").split_whitespace().collect::<Vec<_>>().join(" ")
        };
        format!("{} | {}", all(&self.source), all(&self.content))
    }

    fn found(&self, found: &[Statement], reading: &Reading<'_>) -> bool {
        let words = reading.text.doc.text();
        let cover: Vec<Span> = found
            .iter()
            .filter(|s| !self.direct || s.quoted != Quoted::Indirect)
            .filter(|s| self.same_speaker(s, reading))
            .flat_map(|s| s.parts.iter().copied())
            .collect();
        let all: usize = self.content.iter().map(|c| letters(words, *c, &[])).sum();
        let left: usize = self.content.iter().map(|c| letters(words, *c, &cover)).sum();
        all > 0 && left * 2 <= all
    }

    /// The speaker's head stands in the gold source, or the two share a name, or are the same word.
    fn same_speaker(&self, statement: &Statement, reading: &Reading<'_>) -> bool {
        let Some(head) = statement.speaker else { return false };
        let text = &reading.text;
        let at = text.span(head..head + 1);
        if self.source.iter().any(|s| s.overlaps(at)) {
            return true;
        }
        let words = text.doc.text();
        let source: Vec<&str> = self
            .source
            .iter()
            .flat_map(|s| s.of(words).split(|c: char| !c.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .collect();
        let mut tokens = statement.speaker_tokens.clone().map(|i| text.token(i));
        tokens.any(|t| {
            let alone = statement.speaker_tokens.len() == 1 && source.len() == 1;
            (t.pos() == "PROPN" && source.contains(&t.text()))
                || (alone && source.iter().any(|word| word.eq_ignore_ascii_case(t.text())))
        })
    }
}

/// The letters and digits of `span` that `cover` leaves.
fn letters(words: &str, span: Span, cover: &[Span]) -> usize {
    let free = |at: usize| !cover.iter().any(|c| c.start <= at && at < c.end);
    span.of(words)
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && free(span.start + at))
        .count()
}
