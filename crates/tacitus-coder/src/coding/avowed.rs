//! A refusal lies in saying so: 'said that they will vote against it', 'vowed to oppose it'.

use tacitus_record::{EventType, Status};

use super::compose::Coding;
use super::status::{self, Judged, Means, Question, judge};
use super::{Layers, Rules};

/// Of a refusal that is told as to come, whether whoever will refuse says so himself: with that it is made.
pub(super) fn avowed(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    judged: &Judged,
    statements: &[usize],
) -> Option<Judged> {
    if coding.code.event != EventType::Reject || judged.status != Status::Future {
        return None;
    }
    // 'vowed to veto it if it passes'
    let mut told = coding.predicates();
    if told.any(|index| status::conditional(layers, rules.status, index)) {
        return None;
    }
    let word =
        by_operator(layers, rules, coding).or_else(|| said(layers, rules, coding, statements))?;
    let word = &layers.predicates.list[word].lemma;
    Some(Judged { status: Status::Actual, reason: format!("avowed: {word:?}") })
}

/// The verb of avowing that stands over it as an operator: '*vowed* to oppose it'.
fn by_operator(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<usize> {
    let top = &layers.predicates.list[coding.top];
    (coding.core != coding.top && rules.status.avows(top) && done(layers, rules, coding.top))
        .then_some(coding.top)
}

/// The verb by which the one who is to refuse says it: 'he *said* that he would oppose it'.
fn said(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    statements: &[usize],
) -> Option<usize> {
    let statement = &layers.statements[*statements.first()?];
    let of = |mention: usize| layers.entities.mentions[mention].entity;
    let own = layers.entities.headed_by(statement.speaker?).any(|speaker| {
        coding.actors.iter().filter_map(|fill| fill.mention).any(|actor| of(actor) == of(speaker))
    });
    let cue = statement.cue.clone().find_map(|token| layers.predicates.headed_by(token))?;
    let says = own && !statement.belief && !statement.expects;
    (says && done(layers, rules, cue)).then_some(cue)
}

fn done(layers: &Layers<'_>, rules: &Rules<'_>, index: usize) -> bool {
    let question = Question { index, means: Means::Words, statements: &[] };
    let judged = judge(layers, rules.status, question);
    matches!(judged.status, Status::Actual | Status::Historical)
}
