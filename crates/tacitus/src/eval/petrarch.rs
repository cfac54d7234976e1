//! `petrarch`: sentences with the CAMEO events that the older coders' own tests ask for.

use anyhow::Result;
use serde_json::Value;
use tacitus_coder::records::Writer;
use tacitus_language::Scratch;
use tacitus_record::wire;

use super::gold::Record;
use super::score::{Label, Outcome, Scored, share};
use super::{reading, trace};
use crate::Engine;

/// Roots of the events of a sentence, as CAMEO numbers them. Items that expect no event are right where none is
/// coded; items of which nothing is said are left out.
pub(super) fn item(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let Some(expected) = record.value.get("expected").and_then(Value::as_array) else {
        return Ok(None);
    };
    let field =
        |event: &Value, key: &str| event.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let mut gold: Vec<Label> = Vec::new();
    let mut triples: Vec<[String; 3]> = Vec::new();
    for event in expected {
        let [source, target, code] = ["source", "target", "code"].map(|key| field(event, key));
        let label = Label::class(root(&code));
        // An event told once for each pair of a compound actor, or once for each side, is one event.
        if !gold.contains(&label) {
            gold.push(label);
        }
        triples.push([country(&source), country(&target), root(&code)]);
    }
    let article = record.article(record.text("text")?, &[])?;
    Ok(Some(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let events = Writer::new(&engine.knowledge, reading).events(&coded);
        let mut got: Vec<Label> = Vec::new();
        let mut given: Vec<[String; 3]> = Vec::new();
        for event in &events {
            let label = Label::class(event.cameo.first().map_or_else(String::new, |c| root(c)));
            if !got.contains(&label) {
                got.push(label.clone());
            }
            given.extend(pairs(event).map(|(a, b)| [a, b, label.class.clone()]));
        }
        let sides = triples.iter().filter(|triple| given.contains(triple)).count();
        let first = coded.events.first().and_then(|told| told.tellings.first());
        Outcome {
            id: record.id.clone(),
            gold,
            got,
            text: record.words("text").to_owned(),
            trace: first
                .and_then(|&t| coded.tellings.get(t))
                .map_or(Vec::new(), |telling| trace(engine, reading, telling)),
            confidence: events.first().map_or(0.0, |event| event.confidence),
            events: events.len(),
            beside: (sides, triples.len()),
        }
    })))
}

/// How many events have both countries and the root right, and how many sentences without events stay without.
pub(super) fn notes(scored: &Scored) -> Vec<String> {
    let sum = |of: fn(&Outcome) -> usize| scored.outcomes.iter().map(of).sum::<usize>();
    let (right, all) = (sum(|o| o.beside.0), sum(|o| o.beside.1));
    let empty: Vec<&Outcome> = scored.outcomes.iter().filter(|o| o.gold.is_empty()).collect();
    let kept = empty.iter().filter(|o| o.got.is_empty()).count();
    vec![
        format!(
            "source, target and root right: {right} of {all} ({:.1} %)",
            100.0 * share(right, all)
        ),
        format!("sentences with no event that get none: {kept} of {}", empty.len()),
    ]
}

/// Every pair of countries of an event; the sides of a meeting stand both ways.
fn pairs(event: &wire::Event) -> impl Iterator<Item = (String, String)> {
    let codes = |people: &[wire::Participant]| -> Vec<String> {
        let codes: Vec<String> = people.iter().map(|p| p.code.clone()).collect();
        if codes.is_empty() { vec![String::new()] } else { codes }
    };
    let (actors, recipients) = (codes(&event.actor), codes(&event.recipient));
    let mutual = event.recipient.is_empty() && actors.len() > 1;
    let others = if mutual { actors.clone() } else { recipients };
    let mut pairs = Vec::new();
    for (i, a) in actors.iter().enumerate() {
        for (j, b) in others.iter().enumerate() {
            if !mutual || i != j {
                pairs.push((a.clone(), b.clone()));
            }
        }
    }
    pairs.into_iter()
}

/// The root of a CAMEO code.
fn root(code: &str) -> String {
    code.chars().take(2).collect()
}

/// The country of a CAMEO actor code; empty of a null actor.
fn country(code: &str) -> String {
    let country: String = code.chars().take(3).collect();
    if country.starts_with('-') { String::new() } else { country }
}
