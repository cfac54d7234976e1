//! Whether those who are said to do it and to suffer it can: by the table of sides, and by who is who.

use super::compose::Coding;
use super::matching::Fill;
use super::{Layers, Rules};
use crate::entity::{Entity, EntityKind};
use crate::lexicon::{Condition, SideRow, Who};

/// The coding as its sides allow it; `None` where nobody could have done this to them.
#[must_use]
pub fn fit(layers: &Layers<'_>, rules: &Rules<'_>, mut coding: Coding) -> Option<Coding> {
    without_oneself(layers, &mut coding)?;
    if let Some(row) = deciding(layers, rules, &coding) {
        coding.code = row.gives?;
        coding.rows.push(row.source);
    }
    Some(coding)
}

/// The row of the table that holds for a coding.
#[must_use]
pub fn deciding(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<SideRow> {
    let mut rows = rules.lexicon.sides.about(&coding.code);
    let row = rows.find(|row| {
        holds(layers, rules, &row.actor, &coding.actors, &coding.recipients)
            && holds(layers, rules, &row.recipient, &coding.recipients, &coding.actors)
    });
    row.cloned()
}

/// Nobody acts on himself: such a recipient goes, and with the last of them the event.
fn without_oneself(layers: &Layers<'_>, coding: &mut Coding) -> Option<()> {
    if coding.both || coding.recipients.is_empty() {
        return Some(());
    }
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let actors: Vec<usize> = coding.actors.iter().filter_map(entity).collect();
    coding.recipients.retain(|fill| entity(fill).is_none_or(|e| !actors.contains(&e)));
    (!coding.recipients.is_empty()).then_some(())
}

fn holds(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    condition: &Condition,
    side: &[Fill],
    other: &[Fill],
) -> bool {
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.entity_of(m));
    match condition {
        Condition::Any => true,
        Condition::Empty => side.is_empty(),
        Condition::All(list) => {
            !side.is_empty()
                && side.iter().all(|fill| {
                    entity(fill).is_some_and(|entity| {
                        list.iter().any(|who| {
                            is(rules, who, entity)
                                && (!who.own
                                    || other.iter().any(|fill| {
                                        let code = entity_code(layers, fill);
                                        code.is_some() && code == entity.code.as_deref()
                                    }))
                        })
                    })
                })
        }
    }
}

fn entity_code<'a>(layers: &'a Layers<'_>, fill: &Fill) -> Option<&'a str> {
    fill.mention.and_then(|m| layers.entities.entity_of(m).code.as_deref())
}

/// Whether an entity is somebody of whom a row speaks, the other side left out of account.
fn is(rules: &Rules<'_>, who: &Who, entity: &Entity) -> bool {
    let chief = entity.sectors.first().map(String::as_str);
    let classes = &rules.lexicon.classes;
    let sector = match (&who.sector, who.class) {
        (None, None) => true,
        (sector, class) => chief.is_some_and(|chief| {
            sector.as_deref() == Some(chief)
                || class.is_some_and(|class| classes.holds_sector(class, chief))
        }),
    };
    sector
        && (!who.person || entity.kind == EntityKind::Person)
        && (!who.country || entity.kind == EntityKind::Country)
        && (!who.nobody || (chief.is_none() && entity.code.is_none()))
        && (!who.stateless || entity.code.is_none())
}
