//! `statuses`: events that were coded once and whose status was read and labelled one by one.

use anyhow::Result;
use serde_json::{Value, json};
use tacitus_coder::records::Writer;
use tacitus_coder::{Coded, Reading};
use tacitus_language::Scratch;
use tacitus_record::{Status, wire};

use super::gold::Record;
use super::score::{Label, Outcome, Scored, share};
use super::verdicts::REPORT;
use super::{reading, trace};
use crate::Engine;

/// The event that was labelled: the one that tells most of the same words as the same type, acts to come taken for the acts;
/// of equals the one with the same sides.
fn find(engine: &Engine, reading: &Reading<'_>, coded: &Coded, record: &Record) -> Option<usize> {
    let (start, end) = (record.number("start")?, record.number("end")?);
    let kinds = [record.words("event"), record.words("of")];
    let is_kind = |event: &wire::Event| {
        let own = [event.event.first().copied(), event.of];
        own.into_iter().flatten().any(|kind| kinds.contains(&kind.as_str()))
    };
    let overlap = |event: &wire::Event| {
        let of = |m: &wire::Mention| Some(m.end?.min(end).saturating_sub(m.start?.max(start)));
        event.mentions.iter().filter_map(of).max().unwrap_or(0)
    };
    let sides = |event: &wire::Event| {
        let codes = |parties: &[wire::Participant]| -> Value {
            parties.iter().map(|party| json!([party.code, party.sector])).collect()
        };
        let same = |parties, key| usize::from(Some(&codes(parties)) == record.value.get(key));
        same(&event.actor, "actor") + same(&event.recipient, "recipient")
    };
    let events = Writer::new(&engine.knowledge, reading).events(coded);
    let fit = |at: &usize| (overlap(&events[*at]), sides(&events[*at]), usize::MAX - at);
    (0..events.len()).filter(|&at| is_kind(&events[at]) && overlap(&events[at]) > 0).max_by_key(fit)
}

/// One label: the event's status is asked for, and given where the event is still coded.
pub(super) fn item(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let gold = record.text("label")?;
    let also = record.words("also");
    let article = record.report(REPORT)?;
    Ok(reading(engine, &article, scratch, |reading| {
        let coded = engine.code(reading);
        let at = find(engine, reading, &coded, record)?;
        let told = &coded.events[at];
        let telling = coded.tellings.get(told.settled.best)?;
        let status = told.settled.judged.status.as_str();
        let held = if status == also { also } else { gold };
        Some(Outcome {
            id: record.id.clone(),
            gold: vec![Label::class(held)],
            got: vec![Label::class(status)],
            text: telling.span.of(reading.text.doc.text()).to_owned(),
            trace: [told.settled.judged.reason.clone()]
                .into_iter()
                .chain(trace(engine, reading, telling))
                .collect(),
            confidence: 0.0,
            events: coded.events.len(),
            beside: (0, 0),
        })
    }))
}

/// What speaks for each status of one labelled event by the rules, as one JSON object; nothing where it is no longer coded.
pub(super) fn evidence(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Value>> {
    let gold = record.text("label")?;
    let article = record.report(REPORT)?;
    Ok(reading(engine, &article, scratch, |reading| {
        let coded = engine.knowledge.code_by_rules(reading);
        let at = find(engine, reading, &coded, record)?;
        let told = &coded.events[at];
        let traits = engine.knowledge.signs(reading, &coded, told.settled.best);
        let traits: Value = traits.into_iter().map(|name| (name, json!(1.0))).collect();
        let senses: Value =
            Status::ALL.iter().map(|s| json!({ "root": s.as_str(), "features": {} })).collect();
        Some(json!({
            "id": record.id,
            "group": record.words("article"),
            "gold": gold,
            "also": record.words("also"),
            "senses": senses,
            "traits": traits,
        }))
    }))
}

/// How many of the events that are plainly past, and of the others, have the status that was labelled.
pub(super) fn notes(scored: &Scored, trained: bool) -> Vec<String> {
    let count = |of: &dyn Fn(&Outcome) -> bool| scored.outcomes.iter().filter(|o| of(o)).count();
    let plain = |o: &Outcome| o.got.iter().any(|got| got.class == Status::Actual.as_str());
    let (all, right) = (count(&plain), count(&|o| plain(o) && o.right()));
    let (others, other) = (count(&|o| !plain(o)), count(&|o| !plain(o) && o.right()));
    let mut notes = vec![format!(
        "of those coded as actual {right} of {all} are ({:.1} %); of the others {other} of {others} are what they are \
         coded as ({:.1} %)",
        100.0 * share(right, all),
        100.0 * share(other, others)
    )];
    if trained {
        notes.push(
            "status was learnt from these labels: its figures are none of unseen ones; \
             `cargo xtask train --status` prints its folds"
                .to_owned(),
        );
    }
    notes
}
