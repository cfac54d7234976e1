//! What speaks for and against the parties of an event: how each was found, who it is, and what stands around it.

use crate::coding::Layers;
use crate::coding::matching::Fill;
use crate::coding::telling::Telling;
use crate::entity::{EntityKind, MentionKind};

/// Parties of a side that are looked at; longer lists are rare.
const PARTIES: usize = 2;

/// Sentences that are searched for others whom a pronoun might mean.
const BEFORE: usize = 2;

pub(super) fn of_sides(layers: &Layers<'_>, telling: &Telling, names: &mut Vec<String>) {
    let coding = &telling.coding;
    for (side, fills) in [("actor", &coding.actors), ("recipient", &coding.recipients)] {
        match fills.len() {
            0 => {
                names.push(format!("{side} none"));
                names.push(format!("{side} none {}", telling.event));
            }
            1 => {}
            _ => names.push(format!("{side} several")),
        }
        for fill in fills.iter().take(PARTIES) {
            of_fill(layers, telling, side, fill, names);
        }
    }
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.entity_of(m));
    let first = |fills: &[Fill]| fills.first().and_then(entity);
    if let (Some(actor), Some(recipient)) = (first(&coding.actors), first(&coding.recipients)) {
        if actor.code.is_some() && actor.code == recipient.code {
            names.push("one country".into());
            if actor.sectors == recipient.sectors {
                names.push("one country and sector".into());
            }
        }
        if actor.code.is_none() && recipient.code.is_none() {
            names.push("no country".into());
        }
    }
    others(layers, telling, names);
}

/// How many of the sentence's parties the event leaves out.
fn others(layers: &Layers<'_>, telling: &Telling, names: &mut Vec<String>) {
    let tokens = &layers.text.sentences[telling.sentence].tokens;
    let ours: Vec<usize> = (telling.coding.actors.iter().chain(&telling.coding.recipients))
        .filter_map(|fill| Some(layers.entities.mentions[fill.mention?].entity))
        .collect();
    let mut left: Vec<usize> = tokens
        .clone()
        .flat_map(|i| layers.entities.headed_by(i))
        .filter(|&m| layers.acts(&layers.entities.mentions[m]))
        .map(|m| layers.entities.mentions[m].entity)
        .filter(|entity| !ours.contains(entity))
        .collect();
    left.sort_unstable();
    left.dedup();
    names.push(format!("left out {}", left.len().min(4)));
    for (side, fills) in
        [("actor", &telling.coding.actors), ("recipient", &telling.coding.recipients)]
    {
        if fills.is_empty() {
            names.push(format!("{side} none, left out {}", left.len().min(3)));
        }
    }
}

fn of_fill(
    layers: &Layers<'_>,
    telling: &Telling,
    side: &str,
    fill: &Fill,
    names: &mut Vec<String>,
) {
    let mut put = |name: String| names.push(format!("{side} {name}"));
    put(format!("{:?}", fill.derivation).to_lowercase());
    let token = layers.text.token(fill.head);
    put(match token.dep() {
        "pobj" => format!("after {}", token.head().text().to_lowercase()),
        dep => format!("is {dep}"),
    });
    put(token.tag().to_owned());
    let core = layers.predicates.list[telling.coding.core].head;
    let (near, before) = (core.abs_diff(fill.head), fill.head < core);
    let far = [1, 2, 3, 5, 8, 12, 18, 30].iter().filter(|&&n| near > n).count();
    put(format!("{} {far}", if before { "before" } else { "behind" }));
    if layers.text.sentence_of[fill.head] as usize != telling.sentence {
        put("of another sentence".into());
    }
    if !layers.predicates.list[telling.coding.top].clause.contains(&fill.head) {
        put("outside of the clause".into());
    }
    let Some(mention) = fill.mention else {
        put("nobody".into());
        return;
    };
    let (mention, entity) =
        (&layers.entities.mentions[mention], layers.entities.entity_of(mention));
    put(format!("{:?}", mention.kind).to_lowercase());
    let kind = format!("{:?}", entity.kind).to_lowercase();
    put(kind.clone());
    let known = match (&entity.identifier, &entity.code) {
        (Some(_), _) => "identified",
        (None, Some(_)) => "with code",
        (None, None) => "without code",
    };
    put(format!("{kind} {known}"));
    if entity.sectors.is_empty() {
        put("without sector".into());
    }
    for sector in &entity.sectors {
        put(sector.clone());
    }
    put(format!("words {}", mention.tokens.len().min(4)));
    if mention.kind == MentionKind::Pronoun {
        put(format!("by {}", token.text().to_lowercase()));
    }
    if mention.kind == MentionKind::Pronoun || entity.kind == EntityKind::Person {
        of_antecedent(layers, mention.entity, fill.head, &mut put);
    }
    let speaks = |&s: &usize| {
        let speaker = layers.statements[s].speaker;
        speaker.is_some_and(|speaker| {
            layers
                .entities
                .headed_by(speaker)
                .any(|m| layers.entities.mentions[m].entity == mention.entity)
        })
    };
    if telling.statements.iter().any(speaks) {
        put("speaks".into());
    }
}

/// How far back the entity was named last, and how many other persons stand between.
fn of_antecedent(layers: &Layers<'_>, entity: usize, head: usize, put: &mut impl FnMut(String)) {
    let here = layers.text.sentence_of[head] as usize;
    let mentions = &layers.entities.mentions;
    let named = |m: &&usize| {
        let mention = &mentions[**m];
        mention.head < head && mention.kind != MentionKind::Pronoun
    };
    let last = layers.entities.entities[entity].mentions.iter().rev().find(named);
    match last {
        None => put("not named before".into()),
        Some(&last) => {
            let back = here.saturating_sub(layers.text.sentence_of[mentions[last].head] as usize);
            put(format!("named {} back", back.min(4)));
        }
    }
    let first = layers.text.sentences[here.saturating_sub(BEFORE)].tokens.start;
    let mut others: Vec<usize> = (first..head)
        .flat_map(|i| layers.entities.headed_by(i))
        .map(|m| mentions[m].entity)
        .filter(|&other| {
            other != entity && layers.entities.entities[other].kind == EntityKind::Person
        })
        .collect();
    others.sort_unstable();
    others.dedup();
    put(format!("beside {} others", others.len().min(3)));
}
