//! What a definite noun takes up: 'postponed *the trip*' is about the visit that was told before.

use tacitus_record::{EventType, Status};

use super::compose::{Coding, code};
use super::matching::{Above, Fill};
use super::merge::{same_word, sides_agree};
use super::telling::{Telling, definite};
use super::{Layers, Rules};
use crate::predicate::PredicateKind;

/// A definite noun takes up what was told within so many sentences before it.
const NEAR: usize = 12;

/// A word for any attack takes up what was told so near before it.
const NEXT: usize = 2;

/// Gives a coding whose noun takes up what was told before the sides that it leaves out. The result is the predicate that
/// a coding by the noun alone, as in 'the bombing killed nine', takes up.
pub(super) fn sides(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    earlier: &[Telling],
    coding: &mut Coding,
) -> Option<usize> {
    let noun = noun(layers, coding).or_else(|| subject(layers, coding))?;
    let sentence = layers.text.sentence_of[layers.predicates.list[noun].head] as usize;
    let near = |other: &&Telling| sentence <= other.sentence + NEAR;
    if !coding.governed.contains(&noun) && coding.actors.is_empty() && bare(layers, noun) {
        let found = earlier.iter().rev().filter(near).find(|other| {
            other.coding.code.event == coding.code.event
                && !other.coding.actors.is_empty()
                && (same_word(layers, other.coding.core, noun)
                    || is_kind(layers, other.coding.core, noun))
        });
        if let Some(other) = found {
            coding.actors.clone_from(&other.coding.actors);
            if coding.recipients.is_empty() {
                coding.recipients.clone_from(&other.coding.recipients);
            }
            return Some(other.coding.core);
        }
    }
    if !coding.predicates().any(|p| p == noun) {
        return None;
    }
    adopt(layers, earlier, coding, noun);
    attacked(layers, rules, earlier, coding, noun)
}

/// Those hit by what a word for any attack takes up: 'a bomb killed ten soldiers; Mali blamed rebels for *the attack*'.
fn attacked(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    earlier: &[Telling],
    coding: &mut Coding,
    noun: usize,
) -> Option<usize> {
    let classes = &rules.lexicon.classes;
    let lemma = &layers.predicates.list[noun].lemma;
    let any = classes.get("attack_word").is_some_and(|c| classes.holds(c, lemma, lemma, |_| None));
    let assault = |coding: &Coding| coding.code.event == EventType::Assault;
    let open = coding.recipients.is_empty() && !coding.actors.is_empty() && !coding.both;
    if !any || !open || !assault(coding) || !bare(layers, noun) {
        return None;
    }
    let sentence = layers.text.sentence_of[layers.predicates.list[noun].head] as usize;
    let near =
        earlier.iter().rev().filter(|t| t.sentence <= sentence && sentence <= t.sentence + NEXT);
    let deed = near.into_iter().find(|other| {
        assault(&other.coding)
            && matches!(other.judged.status, Status::Actual | Status::Historical)
            && !other.coding.predicates().any(|p| p == noun)
    })?;
    let hit = &deed.coding.recipients;
    let told = hit.iter().any(|fill| known(layers, fill))
        && sides_agree(layers, &coding.actors, &deed.coding.actors)
        && !sides_agree(layers, &coding.actors, hit);
    told.then(|| {
        coding.recipients.clone_from(hit);
        deed.coding.core
    })
}

/// Whether a noun is the general word for another: 'the strikes' after 'airstrikes'.
fn is_kind(layers: &Layers<'_>, special: usize, general: usize) -> bool {
    /// Shorter endings are shared by words that have nothing to do with each other.
    const ENDING: usize = 5;
    let (special, general) = (&layers.predicates.list[special], &layers.predicates.list[general]);
    special.kind == PredicateKind::Noun
        && general.lemma.len() >= ENDING
        && special.lemma.ends_with(&general.lemma)
}

/// A telling by a definite noun alone, which the lexicon does not code without its sides: 'the visit lasted two days'.
pub(super) fn again(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    earlier: &[Telling],
    index: usize,
) -> Option<Coding> {
    let predicate = &layers.predicates.list[index];
    let alone = predicate.kind == PredicateKind::Noun
        && predicate.light.is_none()
        && definite(layers, predicate)
        && bare(layers, index);
    if !alone || !earlier.iter().any(|other| same_word(layers, other.coding.core, index)) {
        return None;
    }
    code(layers, rules, index, Above::Operator(&[]), 0)
}

/// Whether a noun has nothing with it that tells it from others of its kind.
fn bare(layers: &Layers<'_>, noun: usize) -> bool {
    let head = layers.predicates.list[noun].head;
    !layers.text.children(head).any(|c| {
        matches!(c.dep(), "prep" | "poss" | "nummod" | "relcl" | "acl" | "amod" | "compound")
    })
}

fn adopt(layers: &Layers<'_>, earlier: &[Telling], coding: &mut Coding, noun: usize) {
    if !coding.recipients.is_empty() {
        return;
    }
    let bare = bare(layers, noun);
    let found = earlier.iter().rev().find(|other| {
        let same_noun = other.coding.predicates().any(|p| same_word(layers, p, noun));
        // 'left *the Paris accords*' is not the accord with Iran that was left before.
        let same_act = !coding.code.modes.is_empty() && other.coding.code == coding.code && bare;
        let named = !other.coding.recipients.is_empty() || other.coding.both;
        let own = named || coding.actors.is_empty();
        (same_noun || same_act) && own && sides_agree(layers, &coding.actors, &other.coding.actors)
    });
    let Some(other) = found.map(|other| &other.coding) else { return };
    let theirs = |fills: &[Fill]| {
        let own = |f: &&Fill| {
            !coding.actors.iter().any(|a| a.mention.is_some() && same_entity(layers, a, f))
        };
        fills.iter().filter(own).cloned().collect::<Vec<Fill>>()
    };
    // 'Ghana and Togo met' names the other side of a meeting that Ghana called off.
    let both = other.both && !coding.both && !coding.actors.is_empty();
    let mut recipients = theirs(if both { &other.actors } else { &other.recipients });
    if both {
        recipients.retain(|fill| known(layers, fill));
    }
    // Nobody visits himself: 'his visit' is of somebody else.
    if !coding.actors.is_empty() && sides_agree(layers, &coding.actors, &recipients) {
        recipients.clear();
    }
    if coding.actors.is_empty() {
        coding.actors.clone_from(&other.actors);
    }
    coding.recipients = recipients;
}

/// Whether it is told of somebody who he is.
fn known(layers: &Layers<'_>, fill: &Fill) -> bool {
    let entity = fill.mention.map(|m| layers.entities.entity_of(m));
    entity.is_some_and(|e| e.code.is_some() || !e.sectors.is_empty())
}

/// The definite noun among the words of a coding's frame: '*the bombing* killed nine'.
fn subject(layers: &Layers<'_>, coding: &Coding) -> Option<usize> {
    let nouns = coding.used.iter().filter_map(|&head| layers.predicates.headed_by(head));
    nouns.into_iter().find(|&index| {
        let predicate = &layers.predicates.list[index];
        predicate.kind == PredicateKind::Noun && definite(layers, predicate)
    })
}

/// The definite noun that a coding governs or is.
fn noun(layers: &Layers<'_>, coding: &Coding) -> Option<usize> {
    coding.predicates().find(|&index| {
        let predicate = &layers.predicates.list[index];
        predicate.kind == PredicateKind::Noun && definite(layers, predicate)
    })
}

fn same_entity(layers: &Layers<'_>, a: &Fill, b: &Fill) -> bool {
    let entity = |f: &Fill| f.mention.map(|m| layers.entities.mentions[m].entity);
    a.head == b.head || entity(a).is_some() && entity(a) == entity(b)
}
