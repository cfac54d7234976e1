//! `gsr`: PLOVER's gold-standard records, an event a sentence with the codes of its sides.

use anyhow::Result;
use serde_json::Value;
use tacitus_coder::records::Writer;
use tacitus_language::Scratch;
use tacitus_record::wire;

use super::gold::Record;
use super::score::{Label, Outcome};
use super::{reading, trace};
use crate::Engine;

/// The root of any event, and of the best fitting one who is who.
pub(super) fn gsr(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let root = match record.words("plover_plv") {
        "" => record.text("plover")?,
        root => root,
    };
    let codes = |key: &str| -> Vec<Label> {
        let code = |v: &Value| v.get("code").and_then(Value::as_str).unwrap_or("").to_owned();
        record.list(key).map(|v| Label { class: key.to_owned(), key: code(v) }).collect()
    };
    let mut gold = vec![Label { class: "root".into(), key: root.to_owned() }];
    gold.extend(codes("actors"));
    gold.extend(codes("recipients"));
    let article = record.article(record.text("text")?, &[])?;
    Ok(Some(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let events = Writer::new(&engine.knowledge, reading).events(&coded);
        let labels = |event: &wire::Event| -> Vec<Label> {
            let root = engine.knowledge.crosswalk.root(event).unwrap_or_default();
            let mut labels = vec![Label { class: "root".into(), key: root }];
            for (class, people) in [("actors", &event.actor), ("recipients", &event.recipient)] {
                let label =
                    |p: &wire::Participant| Label { class: class.into(), key: p.code.clone() };
                labels.extend(people.iter().map(label));
            }
            labels
        };
        let mut outcome = Outcome {
            id: record.id.clone(),
            gold,
            got: Vec::new(),
            text: record.words("text").to_owned(),
            trace: Vec::new(),
            confidence: 0.0,
            events: events.len(),
            beside: (0, 0),
        };
        // Of several events of a sentence the one that is meant is the one that fits best; of equals the first.
        let mut most = None;
        for (index, event) in events.iter().enumerate() {
            let tried = Outcome { got: labels(event), ..outcome.clone() };
            let hits = tried.hits().len();
            if most.is_none_or(|most| hits > most) {
                most = Some(hits);
                outcome = tried;
                outcome.confidence = event.confidence;
                let telling = coded.events.get(index).and_then(|told| told.tellings.first());
                outcome.trace = telling
                    .and_then(|&t| coded.tellings.get(t))
                    .map_or(Vec::new(), |telling| trace(engine, reading, telling));
            }
        }
        outcome
    })))
}
