//! `plv` and `aw`: sentences with a marked actor and recipient.

use anyhow::Result;
use serde_json::{Value, json};
use tacitus_coder::Reading;
use tacitus_coder::coding::dyad::Answer;
use tacitus_coder::coding::telling::Telling;
use tacitus_coder::records::Writer;
use tacitus_language::Scratch;
use tacitus_record::article::Article;
use tacitus_record::{EventType, Span, wire};

use super::gold::{Marks, Record, marks};
use super::score::{Label, Outcome, Scored, share};
use super::{reading, trace};
use crate::Engine;

/// `plv`, the spans told: the root of the answer against the gold root.
pub(super) fn plv(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let gold = record.text("plover")?;
    let crosswalk = &engine.knowledge.crosswalk;
    let outcome = answered(engine, record, scratch, gold, |event| crosswalk.root(event))?;
    Ok(Some(outcome))
}

/// What speaks for each relation between the spans of an item, with its gold root, as one JSON object.
pub(super) fn evidence(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Value>> {
    let gold = record.text("plover")?;
    let article = with_dyad(record)?;
    Ok(reading(engine, &article, scratch, |reading| {
        let evidence = engine.knowledge.evidence(reading).pop().unwrap_or_default();
        let map = |features: &[(String, f32)]| -> Value {
            features.iter().map(|(name, value)| (name.clone(), json!(value))).collect()
        };
        let senses: Vec<Value> = evidence
            .senses
            .iter()
            .map(|s| json!({ "root": s.root, "features": map(&s.features) }))
            .collect();
        Some(json!({
            "id": record.id,
            "gold": gold,
            "senses": senses,
            "traits": map(&evidence.traits),
        }))
    }))
}

/// `aw`: cooperation or conflict, by the quad class of the answer.
pub(super) fn aw(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let gold = match record.value.get("gold_binary").and_then(serde_json::Value::as_u64) {
        Some(0) => COOPERATION,
        Some(1) => CONFLICT,
        _ => anyhow::bail!("{}: field `gold_binary` is neither 0 nor 1", record.source),
    };
    let side = |event: &wire::Event| {
        let event = event.event.first()?;
        Some(if event.quad() <= 2 { COOPERATION } else { CONFLICT }.to_owned())
    };
    Ok(Some(answered(engine, record, scratch, gold, side)?))
}

const COOPERATION: &str = "cooperation";
const CONFLICT: &str = "conflict";

/// The answer to the one dyad of an item, as the label that `class` makes of it.
fn answered(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
    gold: &str,
    class: impl Fn(&wire::Event) -> Option<String>,
) -> Result<Outcome> {
    let article = with_dyad(record)?;
    Ok(reading(engine, &article, scratch, |reading| {
        let answers = engine.knowledge.code_dyads(reading);
        let events = Writer::new(&engine.knowledge, reading).answers(&answers);
        let first = answers.first();
        Outcome {
            id: record.id.clone(),
            gold: vec![Label::class(gold)],
            got: events.first().and_then(class).map(Label::class).into_iter().collect(),
            text: shown(record),
            trace: first.map_or(Vec::new(), |answer| explained(engine, reading, answer)),
            confidence: events.first().map_or(0.0, |event| event.confidence),
            events: events.iter().filter(|event| !event.event.is_empty()).count(),
            beside: (0, 0),
        }
    }))
}

/// The item as an article that asks for the relation between its spans.
fn with_dyad(record: &Record) -> Result<Article> {
    let (words, [actor, recipient]) = marked(record)?;
    let span = |span: Option<(usize, usize)>| span.map_or(json!([0, 0]), |(a, b)| json!([a, b]));
    let dyads = json!([{ "actor": span(actor), "recipient": span(recipient) }]);
    record.article(&words, &[("dyads", dyads)])
}

fn explained(engine: &Engine, reading: &Reading<'_>, answer: &Answer) -> Vec<String> {
    let Some(telling) = &answer.telling else { return Vec::new() };
    let mut lines = trace(engine, reading, telling);
    if let Some(first) = lines.first_mut() {
        *first = format!("{first}; fits {}", format!("{:?}", answer.fit).to_lowercase());
    }
    if let Some(ranked) = &answer.ranked {
        let loudest = ranked.loudest.iter().map(|(name, added)| format!("{name} {added:+.2}"));
        let loudest = loudest.collect::<Vec<_>>().join(", ");
        lines.push(format!("learned layer {:.2}: {loudest}", ranked.probability));
    }
    lines
}

/// `plv`, the spans not told: whether any event between those two is of the right type.
pub(super) fn plv_without(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let gold = record.text("plover")?;
    let (words, [actor, recipient]) = marked(record)?;
    let article = record.article(&words, &[])?;
    Ok(Some(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let events = Writer::new(&engine.knowledge, reading).events(&coded);
        let side = |span: Option<(usize, usize)>| span.map(|span| Side::new(reading, span));
        let (actor, recipient) = (side(actor), side(recipient));
        let telling = |event: usize| -> Option<&Telling> {
            coded.tellings.get(*coded.events.get(event)?.tellings.first()?)
        };
        let between: Vec<usize> = (0..events.len())
            .filter(|&e| telling(e).is_some_and(|t| is_between(reading, t, &actor, &recipient)))
            .collect();
        let root = |e: &usize| engine.knowledge.crosswalk.root(&events[*e]);
        let right = between.iter().copied().find(|e| root(e).as_deref() == Some(gold));
        let shown_event = right.or(between.first().copied());
        Outcome {
            id: record.id.clone(),
            gold: vec![Label::class(gold)],
            got: shown_event.as_ref().and_then(root).map(Label::class).into_iter().collect(),
            text: shown(record),
            trace: shown_event
                .or(if events.is_empty() { None } else { Some(0) })
                .and_then(telling)
                .map_or(Vec::new(), |telling| trace(engine, reading, telling)),
            confidence: shown_event.map_or(0.0, |e| events[e].confidence),
            events: events.len(),
            beside: (0, 0),
        }
    })))
}

/// Figures of the run without spans.
pub(super) fn notes(scored: &Scored) -> Vec<String> {
    let items = scored.outcomes.len();
    let right = scored.outcomes.iter().filter(|o| !o.hits().is_empty()).count();
    let pair = scored.outcomes.iter().filter(|o| !o.got.is_empty()).count();
    let events: usize = scored.outcomes.iter().map(|o| o.events).sum();
    vec![
        format!(
            "an event of the right type between the two spans: {:.1} %; any event between them: {:.1} %",
            100.0 * share(right, items),
            100.0 * share(pair, items)
        ),
        format!("{:.2} events an item", share(events, items)),
    ]
}

/// A marked span of which the coder was not told.
struct Side {
    tokens: std::ops::Range<usize>,
    entities: Vec<usize>,
}

impl Side {
    fn new(reading: &Reading<'_>, (start, end): (usize, usize)) -> Self {
        let words = &reading.text.article.text;
        let byte = |n: usize| words.char_indices().nth(n).map_or(words.len(), |(at, _)| at);
        let span = Span::new(byte(start), byte(end));
        let mentions = reading.entities.in_span(&reading.text, span).into_iter();
        let entities = mentions.map(|m| reading.entities.mentions[m].entity).collect();
        Side { tokens: reading.text.tokens_in(span), entities }
    }
}

/// Whether the marked spans are the sides of a telling: it has a fill whose head stands in the span, or one of the
/// same entity. The two sides of a meeting may stand either way.
fn is_between(
    reading: &Reading<'_>,
    telling: &Telling,
    actor: &Option<Side>,
    recipient: &Option<Side>,
) -> bool {
    let coding = &telling.coding;
    let is = |fills: &[tacitus_coder::coding::matching::Fill], side: &Option<Side>| {
        side.as_ref().is_none_or(|side| {
            fills.iter().any(|fill| {
                let entity = fill.mention.map(|m| reading.entities.mentions[m].entity);
                side.tokens.contains(&fill.head)
                    || entity.is_some_and(|entity| side.entities.contains(&entity))
            })
        })
    };
    let mutual = matches!(coding.code.event, EventType::Consult) || coding.both;
    if !mutual {
        return is(&coding.actors, actor) && is(&coding.recipients, recipient);
    }
    let both: Vec<_> = coding.actors.iter().chain(&coding.recipients).cloned().collect();
    is(&both, actor) && is(&both, recipient)
}

/// The sentence, and the marked spans in characters. A side that is named but bears no mark is looked for in the words;
/// so are both where the marked words are not the sentence's, as where a mark has swallowed a letter.
fn marked(record: &Record) -> Result<(String, Marks)> {
    let marked = record.text("marked_text")?;
    let plain = ["<s>", "</s>", "<t>", "</t>"]
        .iter()
        .fold(marked.to_owned(), |text, t| text.replace(t, ""));
    let words = record.text("text")?.to_owned();
    let mut found = if plain == words { marks(marked) } else { [None; 2] };
    for (side, key) in ["actor", "recipient"].into_iter().enumerate() {
        let name = record.words(key);
        if found[side].is_none()
            && !name.is_empty()
            && let Some(at) = words.find(name)
        {
            let start = words[..at].chars().count();
            found[side] = Some((start, start + name.chars().count()));
        }
    }
    Ok((words, found))
}

fn shown(record: &Record) -> String {
    record.words("marked_text").split_whitespace().collect::<Vec<_>>().join(" ")
}
