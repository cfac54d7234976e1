//! Deeds of the dead as a report itself tells of them, and what goes on from a deed that is history.

use jiff::civil::Date;
use tacitus_record::Status;

use super::frame;
use super::past::Use;
use crate::coding::compose::Coding;
use crate::coding::status::Judged;
use crate::coding::telling::Telling;
use crate::coding::when::{finite, looks_back, old_times};
use crate::coding::{Layers, Rules};
use crate::entity::{EntityKind, MentionKind};
use crate::predicate::PredicateKind;

const GOES_ON: &str = "goes on from history: ";

/// So many sentences back what is told may go on from a deed of long ago.
const BACK: usize = 2;

/// Somebody whom the report calls late, or whose death it tells: 'the late general *ordered* raids', 'he *defied* them' in what is
/// written at the death of a leader.
pub(in crate::coding) fn of_the_late(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    earliest: Date,
) -> Option<String> {
    let (text, past) = (layers.text, rules.status.past());
    let own = text.sentence(layers.predicates.list[coding.top].head);
    if frame::lately(layers, &own.tokens) || old_times(layers, &own.tokens, earliest).is_none() {
        return None;
    }
    let dead = |index: usize| {
        let mention = &layers.entities.mentions[index];
        let head = text.token(mention.head);
        let above = head.head();
        let late =
            text.children(mention.head).any(|c| c.dep() == "amod" && past.is(Use::Late, c.lemma()));
        let died =
            head.dep() == "nsubj" && past.is(Use::Death, above.lemma()) && above.tag() != "VB";
        let of = head.dep() == "pobj"
            && above.lemma() == "of"
            && past.is(Use::Death, above.head().lemma());
        let known = !layers.entities.entities[mention.entity].served.is_empty();
        mention.kind == MentionKind::Name && (late || known && (died || of))
    };
    coding.actors.iter().filter_map(|fill| fill.mention).find_map(|mention| {
        let entity = layers.entities.entity_of(mention);
        let person = entity.kind == EntityKind::Person && !slain(layers, rules, mention);
        let dead = person && entity.mentions.iter().any(|&mention| dead(mention));
        dead.then(|| format!("{} is dead by the report", entity.name))
    })
}

/// Whether the report tells of a deed that somebody suffered: who was killed may have done what is news.
fn slain(layers: &Layers<'_>, rules: &Rules<'_>, mention: usize) -> bool {
    let text = layers.text;
    layers.entities.entity_of(mention).mentions.iter().any(|&index| {
        let head = text.token(layers.entities.mentions[index].head);
        let suffers = matches!(head.dep(), "dobj" | "nsubjpass");
        suffers && rules.status.past().is(Use::Killing, head.head().lemma())
    })
}

/// What a deed told in the past goes on from: one of long ago that is the main clause of a sentence shortly before in the
/// paragraph.
pub(in crate::coding) fn goes_on(
    layers: &Layers<'_>,
    tellings: &[Telling],
    coding: &Coding,
    earliest: Date,
) -> Option<Judged> {
    let text = layers.text;
    let top = &layers.predicates.list[coding.top];
    let own = text.sentence(top.head);
    let noun = top.kind == PredicateKind::Noun && top.light.is_none();
    if noun || layers.is_quoted(top.head) || !looks_back(layers, coding.top) {
        return None;
    }
    old_times(layers, &own.tokens, earliest)?;
    let here = text.sentence_of[top.head] as usize;
    let head = text.token(top.head);
    // 'has invaded one and *bombed* another' reaches to the report.
    let perfect = text.children(head.head().i).any(|c| c.dep() == "aux" && c.tag() != "VBD");
    let before = tellings.iter().rev().find(|told| {
        let Some(verb) = finite(layers, told.coding.top).map(|verb| text.token(verb.head)) else {
            return false;
        };
        let main = matches!(verb.dep(), "ROOT" | "conj" | "ccomp");
        let listed = told.sentence == here && head.dep() == "conj" && head.head().i == verb.i;
        let earlier = told.sentence < here
            && here - told.sentence <= BACK
            && text.sentences[told.sentence].block == own.block;
        told.judged.status == Status::Historical
            && (listed && !perfect || earlier && main)
            && looks_back(layers, told.coding.top)
    })?;
    let between = (before.sentence..here)
        .all(|index| old_times(layers, &text.sentences[index].tokens, earliest).is_some());
    between.then(|| Judged { status: Status::Historical, reason: reason(&before.judged.reason) })
}

/// The reason, with that of the first deed of the row.
fn reason(first: &str) -> String {
    format!("{GOES_ON}{}", first.trim_start_matches(GOES_ON))
}
