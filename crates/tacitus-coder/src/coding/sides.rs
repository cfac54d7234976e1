//! Whether those who are said to do it and to suffer it can: by the table of sides, and by who is who.

use tacitus_record::EventType;

use super::compose::Coding;
use super::matching::Fill;
use super::telling::Telling;
use super::{Layers, Rules};
use crate::entity::{Entity, EntityKind};
use crate::lexicon::{Condition, Head, How, Instead, SideRow, Who};

/// The coding as its sides allow it; `None` where nobody could have done this to them.
#[must_use]
pub fn fit(layers: &Layers<'_>, rules: &Rules<'_>, mut coding: Coding) -> Option<Coding> {
    without_oneself(layers, &mut coding)?;
    if of_nothing(layers, rules, &coding) {
        return None;
    }
    if let Some(row) = deciding(layers, rules, &coding) {
        match row.gives {
            Instead::Nothing => return None,
            Instead::Unaddressed if coding.actors.is_empty() => return None,
            Instead::Unaddressed => coding.recipients.clear(),
            Instead::Code(code) => coding.code = code,
        }
        coding.rows.push(row.source);
    }
    Some(coding)
}

/// The row of the table that holds for a coding.
#[must_use]
pub fn deciding(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<SideRow> {
    let mut rows = rules.lexicon.sides.about(&coding.code, &[]);
    rows.find(|row| both(layers, rules, row, coding)).cloned()
}

/// Whether what is told so of these sides is an event of theirs.
#[must_use]
pub fn stands(layers: &Layers<'_>, rules: &Rules<'_>, telling: &Telling) -> bool {
    let mut told = vec![How::As(telling.judged.status)];
    if telling.weak {
        told.push(How::Granted);
    }
    let coding = &telling.coding;
    !rules.lexicon.sides.about(&coding.code, &told).any(|row| both(layers, rules, row, coding))
}

/// An operator over what carries no code, towards nobody: 'refused to blink'. What a country refuses or agrees to is
/// politics all the same, and so is a threat.
fn of_nothing(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let [frame] = coding.frames[..] else { return false };
    let head = rules.lexicon.frames.get(frame).map(|frame| &frame.head);
    let country = coding.actors.iter().filter_map(|fill| fill.mention).any(|m| {
        let entity = layers.entities.entity_of(m);
        entity.kind == EntityKind::Country && entity.code.is_some()
    });
    coding.recipients.is_empty()
        && !coding.both
        && !country
        && coding.code.event != EventType::Threaten
        && matches!(head, Some(Head::Operator(_)))
}

fn both(layers: &Layers<'_>, rules: &Rules<'_>, row: &SideRow, coding: &Coding) -> bool {
    holds(layers, rules, &row.actor, &coding.actors, &coding.recipients)
        && holds(layers, rules, &row.recipient, &coding.recipients, &coding.actors)
}

/// Nobody acts on himself: such a recipient goes, and with the last of them the event.
fn without_oneself(layers: &Layers<'_>, coding: &mut Coding) -> Option<()> {
    if coding.both || coding.recipients.is_empty() {
        return Some(());
    }
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let actors: Vec<usize> = coding.actors.iter().filter_map(entity).collect();
    // 'A settler shot settlers': one of several is not all of them.
    let number = |fill: &Fill| layers.text.token(fill.head).feature("Number");
    let noun = |fill: &Fill| layers.text.token(fill.head).pos() == "NOUN";
    let numbers: Vec<_> = coding.actors.iter().filter(|f| noun(f)).map(number).collect();
    let one_of = |fill: &Fill| noun(fill) && numbers.iter().any(|n| *n != number(fill));
    coding
        .recipients
        .retain(|fill| one_of(fill) || entity(fill).is_none_or(|e| !actors.contains(&e)));
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
        && (!who.place || entity.kind == EntityKind::Place)
        && (!who.nobody || (chief.is_none() && entity.code.is_none()))
        && (!who.stateless || entity.code.is_none())
}
