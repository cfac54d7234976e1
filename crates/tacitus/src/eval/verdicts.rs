//! `verdicts`: events that were coded once, read, and judged one by one; whether they are still coded, and how far the
//! program trusts them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tacitus_coder::Coded;
use tacitus_coder::coding::doubt::Held;
use tacitus_coder::records::Writer;
use tacitus_language::Scratch;
use tacitus_record::wire;

use super::gold::Record;
use super::score::{Label, Outcome, Scored, share};
use super::{reading, trace};
use crate::Engine;

/// The field under which [`join`] puts a report beside the verdict on one of its events.
pub(super) const REPORT: &str = "report";

/// What a verdict has to say yes to for an event to be right.
const RIGHT: [&str; 3] = ["type", "actor", "recipient"];

/// Puts the reports of some files, by their ids, beside the verdicts on their events.
pub(super) fn join(records: &mut [Record], articles: &[PathBuf]) -> Result<()> {
    if articles.is_empty() {
        bail!(
            "verdicts and labels speak of reports that stand elsewhere: name their files with --articles"
        );
    }
    let mut reports = HashMap::new();
    for path in articles {
        let shown = path.display();
        let file = File::open(path).with_context(|| format!("cannot read {shown}"))?;
        for (index, line) in BufReader::new(file).lines().enumerate() {
            let line = line.with_context(|| format!("cannot read {shown}"))?;
            let value: Value = serde_json::from_str(&line)
                .with_context(|| format!("{shown}:{}: no JSON object", index + 1))?;
            if let Some(id) = value.get("id").and_then(Value::as_str) {
                reports.insert(id.to_owned(), value);
            }
        }
    }
    for record in records {
        let id = record.text("article")?;
        let report = reports.get(id);
        let report =
            report.with_context(|| format!("{}: no report has the id {id:?}", record.source))?;
        record.value[REPORT] = report.clone();
    }
    Ok(())
}

/// Whether type, actor and recipient were judged right.
fn is_right(record: &Record) -> Result<bool> {
    let verdict = |key: &str| {
        let verdict = record.value.get("verdict").and_then(|v| v.get(key)).and_then(Value::as_bool);
        verdict.with_context(|| format!("{}: `verdict` has no yes or no on {key:?}", record.source))
    };
    RIGHT.iter().try_fold(true, |right, key| Ok(verdict(key)? && right))
}

/// An event that is coded as it was when it was judged.
struct Found {
    tellings: Vec<usize>,
    held: Held,
    written: bool,
}

fn find(
    engine: &Engine,
    reading: &tacitus_coder::Reading<'_>,
    coded: &Coded,
    record: &Record,
) -> Option<Found> {
    // What is left out is looked at too: as if it had been written.
    let mut all = coded.clone();
    let written = all.events.len();
    let left_out = std::mem::take(&mut all.left_out);
    all.events.extend(engine.knowledge.settled(reading, &all.tellings, &left_out));
    let events = Writer::new(&engine.knowledge, reading).events(&all);
    let at = events.iter().position(|event| is_same(event, record))?;
    let told = &all.events[at];
    Some(Found { tellings: told.tellings.clone(), held: told.held, written: at < written })
}

/// Whether an event is the one that was judged: its type and sides, told in the same words.
fn is_same(event: &wire::Event, record: &Record) -> bool {
    let judged = &record.value;
    let (Some(start), Some(end)) = (record.number("start"), record.number("end")) else {
        return false;
    };
    let kind = event.event.first().map(|event| event.as_str());
    kind == judged.get("event").and_then(Value::as_str)
        && event
            .mentions
            .iter()
            .any(|m| m.start.is_some_and(|from| from < end) && m.end.is_some_and(|to| to > start))
        && sides(&event.actor) == judged["actor"]
        && sides(&event.recipient) == judged["recipient"]
}

/// The parties of a side as a verdict names them: code, sectors, and the name that knowledge gave or the place in the
/// text; in order.
fn sides(parties: &[wire::Participant]) -> Value {
    let mut named: Vec<Vec<String>> = parties
        .iter()
        .map(|party| {
            let span = party.entity_span.map_or(String::new(), |(from, to)| format!("{from}-{to}"));
            let who = party.identifier_text.clone().unwrap_or(span);
            vec![party.code.clone(), party.sector.clone(), who]
        })
        .collect();
    named.sort();
    json!(named)
}

/// One verdict: the event's type is asked for where it was right, and given where the event is still written.
pub(super) fn item(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let right = is_right(record)?;
    let event = record.text("event")?;
    let article = record.report(REPORT)?;
    Ok(Some(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let found = find(engine, reading, &coded, record);
        let kept = found.as_ref().is_some_and(|found| found.written);
        let label = |holds: bool| holds.then(|| Label::class(event)).into_iter().collect();
        let telling = found.as_ref().and_then(|f| coded.tellings.get(*f.tellings.first()?));
        Outcome {
            id: record.id.clone(),
            gold: label(right),
            got: label(kept),
            text: telling.map_or(String::new(), |t| t.span.of(reading.text.doc.text()).to_owned()),
            trace: telling.map_or(Vec::new(), |telling| trace(engine, reading, telling)),
            confidence: found.as_ref().and_then(|f| f.held.trust).map_or(0.0, f64::from),
            events: coded.events.len(),
            beside: (usize::from(found.as_ref().is_some_and(|f| !f.written)), 1),
        }
    })))
}

/// What speaks for and against one judged event, as one JSON object; nothing where it is no longer coded so.
pub(super) fn evidence(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Value>> {
    let right = is_right(record)?;
    let article = record.report(REPORT)?;
    Ok(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let found = find(engine, reading, &coded, record)?;
        let traits = engine.knowledge.traits(reading, &coded, &found.tellings, &found.held);
        let traits: Value =
            traits.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        Some(json!({
            "id": record.id,
            // Items of one article are no evidence on one another.
            "group": record.words("article"),
            "gold": if right { "right" } else { "wrong" },
            "senses": [{ "root": "right", "features": {} }],
            "traits": traits,
        }))
    }))
}

/// Figures of the verdicts: what is still coded as it was judged, and whether trust is what it says.
pub(super) fn notes(scored: &Scored, trained: bool) -> Vec<String> {
    let count = |of: &dyn Fn(&Outcome) -> bool| scored.outcomes.iter().filter(|o| of(o)).count();
    let kept = |o: &Outcome| !o.got.is_empty();
    let right = |o: &Outcome| !o.gold.is_empty();
    let left_out = |o: &Outcome| o.beside.0 == 1;
    let (yes, no) = (count(&|o| kept(o) && right(o)), count(&|o| kept(o) && !right(o)));
    let mut notes = vec![format!(
        "still written as judged: {yes} right, {no} wrong ({:.1} % right); trusted too little and left out: {} right, \
             {} wrong; coded otherwise or not at all: {} right, {} wrong",
        100.0 * share(yes, yes + no),
        count(&|o| left_out(o) && right(o)),
        count(&|o| left_out(o) && !right(o)),
        count(&|o| !left_out(o) && !kept(o) && right(o)),
        count(&|o| !left_out(o) && !kept(o) && !right(o)),
    )];
    for tenth in 2..10 {
        let in_tenth = |o: &Outcome| {
            kept(o) && (f64::from(tenth)..f64::from(tenth + 1)).contains(&(o.confidence * 10.0))
        };
        let (all, yes) = (count(&in_tenth), count(&|o| in_tenth(o) && right(o)));
        if all > 0 {
            let from = f64::from(tenth) / 10.0;
            notes.push(format!(
                "confidence {from:.1} to {:.1}: {all} events, {:.0} % right",
                from + 0.1,
                100.0 * share(yes, all)
            ));
        }
    }
    if trained {
        notes.push(
            "trust was learnt from these verdicts: its figures are none of unseen ones; \
             `cargo xtask train --trust` prints its folds"
                .to_owned(),
        );
    }
    notes
}
