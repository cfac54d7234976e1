//! What a coding comes to where an operator is understood: refused, needed, alleged.

use tacitus_record::Status;

use super::Coding;
use crate::coding::matching::{Fill, speaker, subject};
use crate::coding::{Layers, Rules};
use crate::lexicon::Gives;
use crate::predicate::PredicateKind;

/// What 'will not' makes of an act: who says so refuses it, by the rows of this operator. The act itself stands beside
/// it where the row says so.
pub fn refused(rules: &Rules<'_>, coding: &Coding) -> Option<Coding> {
    const OPERATOR: &str = "refuses";
    let row = rules.lexicon.compose.row(OPERATOR, Some(coding.code.event), false)?;
    let Gives::Code(code) = &row.gives else { return None };
    if coding.actors.is_empty() {
        return None;
    }
    let mut refusal = coding.clone();
    refusal.code = rules.cameo.over(code, &coding.code);
    refusal.of = None;
    refusal.both = false;
    refusal.imposed = None;
    refusal.rows.insert(0, row.source.clone());
    if let Some(keeps) = row.keeps {
        let mut act = coding.clone();
        act.kept.clear();
        act.imposed = Some((keeps, "told as not to come".to_owned()));
        refusal.kept.push((act, OPERATOR.to_owned()));
    }
    Some(refusal)
}

/// What 'must' makes of an act of others: whoever says so asks it of them, by the rows of this operator. `act` is what
/// predicate `index` tells, if it has a code; without one only spans that the user marked are asked for something.
pub fn needed(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    act: Option<&Coding>,
) -> Option<Coding> {
    const OPERATOR: &str = "needs";
    let predicate = layers.predicates.list.get(index)?;
    let form = &predicate.form;
    let need = form.modal.is_some_and(|modal| rules.status.need(layers.text.token(modal)));
    if !need || form.perfect || form.question {
        return None;
    }
    let event = act.map(|act| act.code.event);
    let row = rules.lexicon.compose.row(OPERATOR, event, rules.lenient)?;
    let Gives::Code(code) = &row.gives else { return None };
    let speaker = speaker(layers, predicate.head)?;
    let asked = match act {
        Some(act) => act.actors.clone(),
        None => subject(layers, predicate, &[]),
    };
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let himself = |fill: &Fill| speaker.iter().any(|s| entity(s) == entity(fill));
    if asked.is_empty() || asked.iter().any(himself) {
        return None;
    }
    let mut governed = act.map_or(Vec::new(), |act| act.governed.clone());
    governed.push(index);
    Some(Coding {
        top: index,
        core: index,
        code: code.clone(),
        actors: speaker,
        recipients: asked,
        places: act.map_or(Vec::new(), |act| act.places.clone()),
        both: false,
        of: None,
        imposed: None,
        frames: act.map_or(Vec::new(), |act| act.frames.clone()),
        rows: vec![row.source.clone()],
        governed,
        kept: Vec::new(),
        used: act.map_or(Vec::new(), |act| act.used.clone()),
        score: act.map_or(0, |act| act.score) + 3,
    })
}

/// Who is to do what carries no code, where it is not the one who asks.
pub(super) fn asked(layers: &Layers<'_>, below: usize, actors: &[Fill]) -> Vec<Fill> {
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let actors: Vec<usize> = actors.iter().filter_map(entity).collect();
    let mut found = subject(layers, &layers.predicates.list[below], &[]);
    found.retain(|fill| entity(fill).is_none_or(|e| !actors.contains(&e)));
    found
}

/// What saying it makes of a deed of others, by the rows of this operator: a charge. Between spans that the user marked
/// the one who says so is meant, where the other does it.
pub fn alleged(layers: &Layers<'_>, rules: &Rules<'_>, act: &Coding) -> Option<Coding> {
    const OPERATOR: &str = "claims";
    let row = rules.lexicon.compose.row(OPERATOR, Some(act.code.event), rules.lenient)?;
    let Gives::Code(code) = &row.gives else { return None };
    let predicate = layers.predicates.list.get(act.top)?;
    // What a noun only names is not what is said: 'the war'.
    if predicate.kind == PredicateKind::Noun && predicate.light.is_none() {
        return None;
    }
    let speaker = speaker(layers, predicate.head)?;
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let himself = |fill: &Fill| speaker.iter().any(|s| entity(s) == entity(fill));
    if act.actors.is_empty() || act.actors.iter().any(himself) {
        return None;
    }
    let mut charge = act.clone();
    charge.code = code.clone();
    charge.actors = speaker;
    charge.recipients.clone_from(&act.actors);
    charge.both = false;
    charge.of = None;
    charge.imposed = Some((Status::Actual, "saying it is the charge".to_owned()));
    charge.kept = Vec::new();
    charge.rows.insert(0, row.source.clone());
    charge.governed.push(act.top);
    Some(charge)
}
