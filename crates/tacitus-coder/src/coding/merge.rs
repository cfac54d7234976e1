//! One event of all its tellings.

use rustc_hash::FxHashSet;
use tacitus_record::article::BlockKind;
use tacitus_record::{EventType, Status};

use super::matching::Fill;
use super::telling::Telling;
use super::{Layers, Rules};
use crate::entity::EntityKind;
use crate::lexicon::Head;

/// An event: its tellings, as indexes, in order. The first is the one that it was opened with.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Indexes into the article's tellings.
    pub tellings: Vec<usize>,
}

/// Puts tellings of one event together. Each telling joins the first event with which it agrees, or opens one; those
/// that a noun takes for granted come last, so that they find the events that are told.
#[must_use]
pub fn merge(layers: &Layers<'_>, rules: &Rules<'_>, tellings: &[Telling]) -> Vec<Told> {
    let mut events: Vec<Told> = Vec::new();
    for weak in [false, true] {
        for (index, telling) in tellings.iter().enumerate() {
            if telling.weak != weak {
                continue;
            }
            let agrees = |event: &&mut Told| {
                event.tellings.iter().any(|&other| same(layers, rules, telling, &tellings[other]))
            };
            match events.iter_mut().find(agrees) {
                Some(event) => event.tellings.push(index),
                // Words and meetings that a noun takes for granted and nobody tells are no events of the report.
                None if weak && !stands_alone(telling) => {}
                None => events.push(Told { tellings: vec![index] }),
            }
        }
    }
    for event in &mut events {
        event.tellings.sort_by_key(|&t| (tellings[t].weak, t));
    }
    events.sort_by_key(|event| event.tellings.iter().min().copied());
    events
}

/// Whether what a noun takes for granted is an event without another telling: a deed, or words of somebody to
/// somebody. A meeting so named may be one that is only due.
fn stands_alone(telling: &Telling) -> bool {
    let coding = &telling.coding;
    match coding.code.event {
        EventType::Consult | EventType::Agree => false,
        event if matches!(event.quad(), 1 | 3) => {
            !coding.actors.is_empty() && !coding.recipients.is_empty()
        }
        _ => true,
    }
}

fn same(layers: &Layers<'_>, rules: &Rules<'_>, a: &Telling, b: &Telling) -> bool {
    let weak = a.weak || b.weak;
    a.coding.code.event == b.coding.code.event
        && (weak || a.judged.status == b.judged.status)
        && (weak || modes_agree(a, b))
        && !dates_differ(layers, a, b)
        && sides_agree(layers, &a.coding.actors, &b.coding.actors)
        && sides_agree(layers, &a.coding.recipients, &b.coding.recipients)
        && (share_somebody(layers, a, b))
        && content_agrees(layers, rules, a, b)
}

fn modes_agree(a: &Telling, b: &Telling) -> bool {
    let (a, b) = (&a.coding.code.modes, &b.coding.code.modes);
    a.is_empty() || b.is_empty() || a.iter().any(|mode| b.contains(mode))
}

/// Two events on days that cannot be the same.
fn dates_differ(layers: &Layers<'_>, a: &Telling, b: &Telling) -> bool {
    let interval = |t: &Telling| t.when.and_then(|(time, _)| layers.times[time].interval);
    match (interval(a), interval(b)) {
        (Some((a_from, a_to)), Some((b_from, b_to))) => a_to < b_from || b_to < a_from,
        _ => false,
    }
}

/// Whether one side of two tellings can be the same: nobody named in one of them, or somebody in both.
pub(super) fn sides_agree(layers: &Layers<'_>, a: &[Fill], b: &[Fill]) -> bool {
    a.is_empty() || b.is_empty() || a.iter().any(|a| b.iter().any(|b| compatible(layers, a, b)))
}

fn share_somebody(layers: &Layers<'_>, a: &Telling, b: &Telling) -> bool {
    let pair =
        |x: &[Fill], y: &[Fill]| x.iter().any(|x| y.iter().any(|y| compatible(layers, x, y)));
    pair(&a.coding.actors, &b.coding.actors) || pair(&a.coding.recipients, &b.coding.recipients)
}

/// Whether two fills can be the same: one entity, or a state and somebody who speaks for it. Two people never are.
fn compatible(layers: &Layers<'_>, a: &Fill, b: &Fill) -> bool {
    let (Some(a_mention), Some(b_mention)) = (a.mention, b.mention) else {
        let lemma = |f: &Fill| layers.text.token(f.head).lemma();
        return lemma(a) == lemma(b);
    };
    let entity = |mention: usize| layers.entities.mentions[mention].entity;
    if entity(a_mention) == entity(b_mention) {
        return true;
    }
    let (a, b) = (layers.entities.entity_of(a_mention), layers.entities.entity_of(b_mention));
    let state = |e: &crate::entity::Entity| {
        matches!(e.kind, EntityKind::Country | EntityKind::Place)
            || e.sectors.is_empty()
            || (e.kind == EntityKind::Organisation && e.sectors.iter().any(|s| s == "GOV"))
    };
    let speaks =
        |e: &crate::entity::Entity| state(e) || e.sectors.iter().any(|s| s == "GOV" || s == "MIL");
    let people = a.kind == EntityKind::Person && b.kind == EntityKind::Person;
    a.code.is_some()
        && a.code == b.code
        && !people
        && (state(a) || state(b))
        && speaks(a)
        && speaks(b)
}

/// Whether two tellings speak of the same thing: the same word, the same entry of the lexicon for the same kind of
/// object, or much the same words, as a caption and the body do.
fn content_agrees(layers: &Layers<'_>, rules: &Rules<'_>, a: &Telling, b: &Telling) -> bool {
    let lemma = |t: &Telling| &layers.predicates.list[t.coding.core].lemma;
    let likeness = likeness(layers, a, b);
    let caption = |t: &Telling| {
        let kind = layers.text.sentences[t.sentence].kind;
        matches!(kind, BlockKind::Caption | BlockKind::Title)
    };
    if (caption(a) || caption(b)) && likeness >= 0.4 {
        return true;
    }
    let same_word = lemma(a) == lemma(b);
    let same_entry = head(rules, a) == head(rules, b) && a.judged.status != Status::Hypothetical;
    match a.coding.code.event.quad() {
        // What is said differs by what it says.
        3 if a.coding.code.event == EventType::Reject => same_word || same_entry,
        1 | 3 => (same_word || same_entry) && likeness >= 0.25,
        _ => same_word || same_entry || likeness >= 0.4,
    }
}

fn head<'a>(rules: &Rules<'a>, telling: &Telling) -> Option<&'a Head> {
    let frame = *telling.coding.frames.first()?;
    Some(&rules.lexicon.frames.get(frame)?.head)
}

/// The share of content words that two tellings have in common, of the shorter one's.
fn likeness(layers: &Layers<'_>, a: &Telling, b: &Telling) -> f64 {
    let words = |t: &Telling| -> FxHashSet<String> {
        let tokens = layers.text.tokens_in(t.span).map(|i| layers.text.token(i));
        let content =
            tokens.filter(|t| matches!(t.pos(), "NOUN" | "VERB" | "PROPN" | "ADJ" | "NUM"));
        content.map(|t| t.lemma().to_lowercase()).collect()
    };
    let (a, b) = (words(a), words(b));
    let shorter = a.len().min(b.len());
    if shorter == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of words in a clause")]
    let share = a.intersection(&b).count() as f64 / shorter as f64;
    share
}
