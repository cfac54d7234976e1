//! Whom a deed is aimed at where only its purpose says it: 'used tear gas *to disperse protesters*'.

use tacitus_record::EventType;

use super::compose::Coding;
use super::matching::Fill;
use super::{Layers, Rules};
use crate::predicate::{Link, Predicate, Role};

/// How many verbs of trying may stand between a deed and its purpose.
const DEPTH: usize = 2;

/// Gives a hostile deed that is done to nobody yet those against whom its purpose goes.
pub(super) fn recipients(layers: &Layers<'_>, rules: &Rules<'_>, coding: &mut Coding) {
    if coding.code.event.quad() != 4 || coding.both || !coding.recipients.is_empty() {
        return;
    }
    let protest = coding.code.event == EventType::Protest;
    let found = coding.predicates().flat_map(|p| aims(layers, rules, p, protest, 0));
    let found: Vec<Fill> = found.collect();
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let himself = |fill: &Fill| coding.actors.iter().any(|a| entity(a) == entity(fill));
    coding.recipients = found.into_iter().filter(|fill| !himself(fill)).collect();
}

/// Those whom the infinitives under predicate `index` are against.
fn aims(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    protest: bool,
    depth: usize,
) -> Vec<Fill> {
    let list = &layers.predicates.list;
    let after = list.iter().enumerate().skip(index + 1);
    let near = after.take_while(|(_, p)| {
        layers.text.sentence_of[p.head] == layers.text.sentence_of[list[index].head]
    });
    let below = near.filter(|(_, p)| {
        p.above.is_some_and(|(above, _)| above == index)
            && (is_infinitive(layers, p) || is_aim(rules, p))
    });
    below
        .flat_map(|(at, purpose)| {
            if is_aim(rules, purpose) || of_class(rules, "aims_against", purpose) {
                victims(layers, rules, purpose)
            } else if protest && of_class(rules, "aims_at_words", purpose) {
                blamed(layers, rules, purpose)
            } else if depth < DEPTH && of_class(rules, "aims_to", purpose) {
                aims(layers, rules, at, protest, depth + 1)
            } else {
                Vec::new()
            }
        })
        .collect()
}

fn is_infinitive(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let mut children = layers.text.children(predicate.head);
    !predicate.form.passive && children.any(|c| c.dep() == "aux" && c.tag() == "TO")
}

/// A clause that says whom a deed goes for: 'air strikes *targeting* rebels', 'shelling *aimed* at a town'.
fn is_aim(rules: &Rules<'_>, predicate: &Predicate) -> bool {
    let aim = if predicate.form.passive {
        of_class(rules, "aimed", predicate)
    } else {
        of_class(rules, "aiming", predicate)
    };
    aim && matches!(predicate.above, Some((_, Link::Relative | Link::Adverbial(None))))
}

fn of_class(rules: &Rules<'_>, class: &str, predicate: &Predicate) -> bool {
    let class = rules.lexicon.classes.get(class);
    class.is_some_and(|class| {
        rules.lexicon.classes.holds(class, &predicate.lemma, &predicate.lemma, |_| None)
    })
}

/// Somebody who stands as the object, or after 'against' or, of an aim, 'at'.
fn victims(layers: &Layers<'_>, rules: &Rules<'_>, purpose: &Predicate) -> Vec<Fill> {
    let stands = |role: &Role| match role {
        Role::Object => true,
        Role::Oblique(word) => word == "against" || word == "at",
        _ => false,
    };
    let arguments = purpose.arguments.iter().filter(|a| stands(&a.role) && a.head > purpose.head);
    let fills = arguments.flat_map(|a| {
        let head = members(layers, rules, a.head);
        let mentions = layers.entities.headed_by(head);
        mentions.map(move |m| Fill { head, mention: Some(m), derivation: a.derivation })
    });
    fills.filter(|fill| somebody(layers, fill)).collect()
}

fn somebody(layers: &Layers<'_>, fill: &Fill) -> bool {
    fill.mention.is_some_and(|m| {
        let entity = layers.entities.entity_of(m);
        entity.code.is_some() || !entity.sectors.is_empty()
    })
}

/// Whom a protest blames: the object, or whose the object is ('marched to demand *the minister's* resignation').
fn blamed(layers: &Layers<'_>, rules: &Rules<'_>, purpose: &Predicate) -> Vec<Fill> {
    let own = victims(layers, rules, purpose);
    if !own.is_empty() {
        return own;
    }
    let objects = purpose.arguments.iter().filter(|a| a.role == Role::Object);
    let nouns = objects.filter_map(|a| layers.predicates.headed_by(a.head));
    let owners = nouns.flat_map(|noun| layers.predicates.list[noun].with_role(&Role::Possessor));
    let fills = owners.flat_map(|a| {
        let mentions = layers.entities.headed_by(a.head);
        mentions.map(|m| Fill { head: a.head, mention: Some(m), derivation: a.derivation })
    });
    fills.filter(|fill| somebody(layers, fill)).collect()
}

/// Of a word that is nobody, those of whom it is a number: 'a group of *veterans*'.
fn members(layers: &Layers<'_>, rules: &Rules<'_>, head: usize) -> usize {
    let text = layers.text;
    let lemma = text.token(head).lemma().to_lowercase();
    let classes = &rules.lexicon.classes;
    let number = |class| classes.holds(class, &lemma, &lemma, |_| None);
    let somebody = layers.entities.headed_by(head).next().is_some();
    if somebody || !classes.get("partitive").is_some_and(number) {
        return head;
    }
    let of = text.children(head).find(|c| c.dep() == "prep" && c.lemma() == "of");
    of.and_then(|of| text.child(of.i, "pobj")).map_or(head, |inner| inner.i)
}
