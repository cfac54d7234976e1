//! One event of all its tellings.

use rustc_hash::FxHashSet;
use tacitus_record::article::BlockKind;
use tacitus_record::{EventType, Status};

use super::doubt::{Doubt, Held};
use super::matching::Fill;
use super::settle::{Settled, differ, settle};
use super::telling::Telling;
use super::{Layers, Rules};
use crate::entity::{EntityKind, MentionKind};
use crate::lexicon::Head;

/// An event: its tellings, as indexes, in order. The first is the one that it was opened with.
#[derive(Clone, Debug)]
pub struct Told {
    /// Indexes into the article's tellings.
    pub tellings: Vec<usize>,
    /// What they come to.
    pub settled: Settled,
    /// What the learned layers hold of it.
    pub held: Held,
}

/// The events of an article.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// Those that are written.
    pub told: Vec<Told>,
    /// Those that are trusted less than the bound: their tellings, and what is held of them.
    pub left_out: Vec<(Vec<usize>, Held)>,
}

/// Puts tellings of one event together. Each telling joins the first event with which it agrees, or opens one; those
/// that a noun takes for granted come last, so that they find the events that are told. An event that is trusted less than
/// the bound is left out, unless an operator ties it to another or somebody denies it.
#[must_use]
pub fn merge(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    doubt: &Doubt<'_>,
) -> Merged {
    let mut events: Vec<Vec<usize>> = Vec::new();
    for weak in [false, true] {
        for (index, telling) in tellings.iter().enumerate() {
            if telling.weak != weak {
                continue;
            }
            // 'The bombing', said after two of them, is the nearer one.
            let near = |event: &Vec<usize>| {
                event.iter().map(|&t| tellings[t].sentence.abs_diff(telling.sentence)).min()
            };
            let mut found: Vec<usize> = (0..events.len())
                .filter(|&at| joins(layers, rules, tellings, &events, at, index))
                .collect();
            if telling.taken_up.is_some() {
                found.sort_by_key(|&at| near(&events[at]));
            }
            match found.first() {
                Some(&at) => events[at].push(index),
                // Words and meetings that a noun takes for granted and nobody tells are no events of the report.
                None if weak && (telling.taken_up.is_some() || !stands_alone(telling)) => {}
                None => events.push(vec![index]),
            }
        }
    }
    for event in &mut events {
        event.sort_by_key(|&t| (tellings[t].weak, t));
    }
    events.sort_by_key(|event| event.iter().min().copied());
    let (mut held, mut left_out) = (Vec::with_capacity(events.len()), Vec::new());
    events.retain(|event| {
        let of = doubt.of(layers, rules, tellings, event);
        let trusted = doubt.trusted(&of) || denied(tellings, event);
        let stays = trusted && doubt.settled(&of) || linked(tellings, event);
        if stays {
            held.push(of);
        } else {
            left_out.push((event.clone(), of));
        }
        stays
    });
    let settled = settle(layers, rules, tellings, &events);
    let told = events.into_iter().zip(settled).zip(held);
    let told = told.map(|((tellings, settled), held)| Told { tellings, settled, held }).collect();
    Merged { told, left_out }
}

/// Whether somebody denies an event: what is contested is told whole, however doubtful one side of it is.
fn denied(tellings: &[Telling], event: &[usize]) -> bool {
    let denies = |t: &Telling| t.judged.status == Status::Negated && !t.statements.is_empty();
    event.iter().any(|&t| denies(&tellings[t]))
}

/// Whether an event is tied to another by an operator: what is called off goes with its calling off.
fn linked(tellings: &[Telling], event: &[usize]) -> bool {
    let keeper = |telling: &Telling| telling.beside.as_ref().map(|(keeper, _)| *keeper);
    event.iter().any(|&t| keeper(&tellings[t]).is_some())
        || tellings.iter().filter_map(keeper).any(|keeper| event.contains(&keeper))
}

/// Whether a telling is one of the event at `at`: it agrees with one of the event's tellings, and clashes with none.
fn joins(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    events: &[Vec<usize>],
    at: usize,
    index: usize,
) -> bool {
    let (event, telling) = (&events[at], &tellings[index]);
    let one = event.iter().any(|&other| {
        same(layers, rules, telling, &tellings[other]) || beside_one(tellings, events, index, other)
    });
    one && event.iter().all(|&other| {
        let other = &tellings[other];
        telling.weak && other.weak
            || !dates_differ(layers, telling, other)
                && sides_agree(layers, &telling.coding.actors, &other.coding.actors)
                && (telling.taken_up.is_some()
                    || sides_agree(layers, &telling.coding.recipients, &other.coding.recipients))
    })
}

/// Whether two tellings stand beside two tellings of one event: what it calls off is one too.
fn beside_one(tellings: &[Telling], events: &[Vec<usize>], a: usize, b: usize) -> bool {
    let (one, other) = (&tellings[a], &tellings[b]);
    let (Some((keeper, _)), Some((other_keeper, _))) = (&one.beside, &other.beside) else {
        return false;
    };
    one.coding.code.event == other.coding.code.event
        && one.judged.status == other.judged.status
        && events.iter().any(|e| e.contains(keeper) && e.contains(other_keeper))
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
    let taken_up = takes_up(a, b) || takes_up(b, a);
    a.coding.code.event == b.coding.code.event
        && (weak || statuses_agree(layers, a, b))
        && (weak || taken_up || modes_agree(a, b))
        && !dates_differ(layers, a, b)
        && sides_agree(layers, &a.coding.actors, &b.coding.actors)
        && (taken_up || sides_agree(layers, &a.coding.recipients, &b.coding.recipients))
        && (taken_up || share_somebody(layers, a, b))
        && (taken_up || content_agrees(layers, rules, a, b))
}

/// Whether a telling's definite noun takes up the other's predicate.
fn takes_up(a: &Telling, b: &Telling) -> bool {
    a.taken_up.is_some_and(|earlier| b.coding.predicates().any(|p| p == earlier))
}

/// Whether what two tellings say of its happening can be said of one event: the same, or one is a later word on the
/// other, or two speakers differ.
fn statuses_agree(layers: &Layers<'_>, a: &Telling, b: &Telling) -> bool {
    if a.judged.status == b.judged.status {
        return true;
    }
    let (negated, other) = match (a.judged.status, b.judged.status) {
        (Status::Negated, _) => (a, b),
        (_, Status::Negated) => (b, a),
        _ => return false,
    };
    let ended = negated.beside.is_some();
    let empty = |t: &Telling| (t.coding.actors.is_empty(), t.coding.recipients.is_empty());
    match other.judged.status {
        // What was due, and is called off.
        Status::Future if ended => true,
        // Called off, says one; another, that somebody wished to.
        Status::Hypothetical if ended => other.beside.is_some() && empty(a) == empty(b),
        Status::Hypothetical if other.beside.is_none() && other.statements.is_empty() => false,
        Status::Future => false,
        // One denies what the other tells.
        _ => {
            denies(layers, negated)
                && differ(layers, a, b)
                && !a.coding.actors.is_empty()
                && empty(a) == empty(b)
        }
    }
}

/// Whether a telling says that something was not done: by a negation of what has been, or by a verb of saying ('denied').
/// What will not, must not or nearly was done contradicts nobody.
fn denies(layers: &Layers<'_>, telling: &Telling) -> bool {
    let top = &layers.predicates.list[telling.coding.top];
    let form = &layers.predicates.list[telling.coding.core].form;
    let negated = form.negation.is_some() && form.modal.is_none();
    let said = telling.statements.iter().any(|&s| layers.statements[s].cue.contains(&top.head));
    telling.beside.is_none() && (negated || said)
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
        return same_noun(layers, a, b);
    };
    let entity = |mention: usize| layers.entities.mentions[mention].entity;
    if entity(a_mention) == entity(b_mention) {
        return true;
    }
    let one_noun = same_noun(layers, a, b);
    let (a, b) = (layers.entities.entity_of(a_mention), layers.entities.entity_of(b_mention));
    if (a.code.is_none() || b.code.is_none()) && a.identifier.is_none() && b.identifier.is_none() {
        return one_noun;
    }
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

/// Whether two fills are one noun for somebody without a name: 'a school in Donetsk' and 'the school'.
#[must_use]
pub fn same_noun(layers: &Layers<'_>, a: &Fill, b: &Fill) -> bool {
    let described = |fill: &Fill| {
        fill.mention.is_none_or(|m| layers.entities.mentions[m].kind == MentionKind::Description)
    };
    let (one, other) = (layers.text.token(a.head), layers.text.token(b.head));
    let alike = one.lemma().eq_ignore_ascii_case(other.lemma())
        || one.text().eq_ignore_ascii_case(other.text());
    described(a) && described(b) && alike && !is_other(layers, a.head) && !is_other(layers, b.head)
}

/// '*another* convoy', 'a *second* bus'.
fn is_other(layers: &Layers<'_>, head: usize) -> bool {
    layers.text.children(head).any(|c| {
        c.dep() == "det" && c.lemma() == "another"
            || c.dep() == "amod" && (c.lemma() == "other" || c.feature("NumType") == Some("Ord"))
    })
}

/// Whether two tellings speak of the same thing: the same word, the same entry of the lexicon for the same kind of
/// object, or much the same words, as a caption and the body do.
fn content_agrees(layers: &Layers<'_>, rules: &Rules<'_>, a: &Telling, b: &Telling) -> bool {
    let likeness = likeness(layers, a, b);
    let caption = |t: &Telling| {
        let kind = layers.text.sentences[t.sentence].kind;
        matches!(kind, BlockKind::Caption | BlockKind::Title)
    };
    if (caption(a) || caption(b)) && likeness >= 0.4 {
        return true;
    }
    let same_word = same_word(layers, a.coding.core, b.coding.core);
    let denied = (a.judged.status == Status::Negated) != (b.judged.status == Status::Negated);
    if denied && !(a.beside.is_some() && b.beside.is_some()) {
        // One and the same deed: an entry that tells of many by other words will not do.
        let ended = a.beside.is_some() || b.beside.is_some();
        return same_word && (likeness >= 0.25 || ended)
            || ended && (head(rules, a) == head(rules, b) || a.sentence == b.sentence);
    }
    let same_entry = head(rules, a) == head(rules, b) && a.judged.status != Status::Hypothetical;
    match a.coding.code.event.quad() {
        // What is said differs by what it says.
        3 if a.coding.code.event == EventType::Reject => same_word || same_entry,
        1 | 3 => (same_word || same_entry) && likeness >= 0.25,
        _ => same_word || same_entry || likeness >= 0.4,
    }
}

/// Whether two predicates are one word, or verb and noun of one stem: 'bombed' and 'the bombing'.
pub(super) fn same_word(layers: &Layers<'_>, a: usize, b: usize) -> bool {
    /// Shorter beginnings are shared by words that have nothing to do with each other.
    const STEM: usize = 4;
    let (a, b) = (&layers.predicates.list[a], &layers.predicates.list[b]);
    if a.lemma == b.lemma {
        return true;
    }
    let common = a.lemma.chars().zip(b.lemma.chars()).take_while(|(a, b)| a == b).count();
    let shorter = a.lemma.chars().count().min(b.lemma.chars().count());
    a.kind != b.kind && common >= STEM.min(shorter) && common + 2 >= shorter
}

fn head<'a>(rules: &Rules<'a>, telling: &Telling) -> Option<&'a Head> {
    let frame = *telling.coding.frames.last()?;
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
