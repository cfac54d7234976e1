//! One frame against one predicate.

mod candidates;
mod fits;
mod search;
mod things;

use search::Search;
pub(crate) use things::is_state;

use tacitus_record::EventType;

use super::{Layers, Rules};
use crate::entity::MentionKind;
use crate::lexicon::{Frame, Head, Part, Position, Slot, Trigger};
use crate::predicate::{
    Argument, ClauseKind, Derivation, Link, Predicate, PredicateKind, RESULTS, Role,
};

/// What fills a part: a token, and the mention that it heads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fill {
    /// Head token of the argument.
    pub head: usize,
    /// The mention, where it is one.
    pub mention: Option<usize>,
    /// How the argument was found.
    pub derivation: Derivation,
}

/// A frame that holds.
#[derive(Clone, Debug, Default)]
pub struct Matched {
    /// PLOVER's actor.
    pub actors: Vec<Fill>,
    /// PLOVER's recipient.
    pub recipients: Vec<Fill>,
    /// Who does what is governed, where the frame names it.
    pub doers: Vec<Fill>,
    /// Where it happens.
    pub places: Vec<Fill>,
    /// Head tokens of what is governed.
    pub governed: Vec<usize>,
    /// Actor and recipient are one list: 'France and Russia met'.
    pub both: bool,
    /// Head tokens of every argument that the frame used.
    pub used: Vec<usize>,
    /// How much of the sentence the frame accounts for; the highest wins.
    pub score: u32,
}

/// Why a frame does not hold: the first condition that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// The predicate is another part of speech.
    Kind,
    /// Another particle, or other words before it.
    Trigger,
    /// It stands in no statement, and the frame's actor is a speaker.
    Speaker,
    /// Who says it is also the recipient: nobody accuses himself by saying what he did.
    Oneself,
    /// It is told with a modal of need: of what they should do nobody is accused.
    Open,
    /// This slot of the frame found nothing; [`stood`] tells what stood there.
    Slot(usize),
}

/// Why something that stands where a slot looks does not fill it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Another slot of the frame has it.
    Taken,
    /// It is of none of the classes and none of the lemmas.
    Class,
    /// It is nobody: no mention stands there.
    Nobody,
    /// It is a place, and a place acts only where it stands for its government.
    Place,
    /// Nobody is said to own it.
    Unowned,
    /// It is one side alone, and the frame asks for two.
    Alone,
    /// It names no event.
    NoEvent,
}

/// Who stands above a predicate that is governed.
#[derive(Clone, Copy, Debug)]
pub enum Above<'a> {
    /// Nobody: it is told by itself.
    Nothing,
    /// An operator, with who does it where the operator says so.
    Operator(&'a [Fill]),
}

/// Holds `frame` against the predicate.
pub fn hold(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    predicate: &Predicate,
    frame: &Frame,
    above: Above<'_>,
) -> Result<Matched, Miss> {
    let mut matched = Matched::default();
    fill(layers, rules, predicate, frame, above, &mut matched)?;
    Ok(matched)
}

/// As [`hold`], with what was filled before the first condition failed.
pub fn attempt(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    predicate: &Predicate,
    frame: &Frame,
    above: Above<'_>,
) -> (Matched, Option<Miss>) {
    let mut matched = Matched::default();
    let miss = fill(layers, rules, predicate, frame, above, &mut matched).err();
    (matched, miss)
}

/// What stands where `slot` looks, with the reason why it does not fill it; `matched` is what [`attempt`] gave.
#[must_use]
pub fn stood(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    predicate: &Predicate,
    slot: &Slot,
    matched: &Matched,
) -> Vec<(usize, Obstacle)> {
    let mut matched = matched.clone();
    let search = Search { layers, rules, predicate, doer: &[], matched: &mut matched };
    search.stood(slot)
}

fn fill(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    predicate: &Predicate,
    frame: &Frame,
    above: Above<'_>,
    matched: &mut Matched,
) -> Result<(), Miss> {
    let (governed, doer) = match above {
        Above::Nothing => (false, &[][..]),
        Above::Operator(doer) => (true, doer),
    };
    if frame.kind != predicate.kind {
        return Err(Miss::Kind);
    }
    if frame.kind == PredicateKind::Noun && names_thing(layers, rules, predicate.head) {
        return Err(Miss::Trigger);
    }
    let trigger =
        frame.triggers.iter().find(|t| triggers(layers, predicate, t)).ok_or(Miss::Trigger)?;
    matched.score = trigger_score(trigger);
    let mut search = Search { layers, rules, predicate, doer, matched: &mut *matched };
    // Of a noun under an operator ('rejected talks') the sides may stand with the operator.
    let may_miss = |slot: &Slot| {
        let bare = slot.filler.classes.is_empty() && slot.filler.lemmas.is_empty();
        // 'The talks were cancelled' does not say by whom.
        let agentless = predicate.form.passive
            && slot.position == Position::Subject
            && matches!(frame.head, Head::Operator(_));
        slot.optional
            || agentless
            || (bare
                && slot.filler.part.is_some()
                && (rules.lenient || (governed && predicate.kind == PredicateKind::Noun)))
    };
    // What is asked for goes first, so that an option never takes what a condition needs.
    for wanted_optional in [false, true] {
        for (index, slot) in frame.slots.iter().enumerate() {
            if slot.optional != wanted_optional || slot.absent {
                continue;
            }
            if !search.slot(slot) && !may_miss(slot) {
                return Err(Miss::Slot(index));
            }
        }
    }
    let unwanted = |slot: &Slot| slot.absent && stands(layers, predicate, slot, &matched.used);
    if let Some(index) = frame.slots.iter().position(unwanted) {
        return Err(Miss::Slot(index));
    }
    if !rules.lenient && done_by_thing(layers, predicate, frame) {
        return Err(Miss::Trigger);
    }
    if matched.actors.is_empty() && predicate.kind == PredicateKind::Verb {
        // A frame that asks for no actor, as for a passive, has one all the same where a subject stands there.
        matched.actors = subject(layers, predicate, &matched.used);
        matched.actors.retain(|fill| !is_weapon(layers, rules, fill.head));
    }
    if let (false, Some(victim)) = (rules.lenient, done_to(layers, predicate)) {
        matched.actors.retain(|fill| fill.head != victim);
    }
    if frame.speaker {
        // 'The men *responsible* for the raid came from Oslo, he said': only what is predicated is said of somebody.
        let attributive =
            |a: &Argument| a.role == Role::Subject && a.derivation == Derivation::Participle;
        if predicate.kind == PredicateKind::Adjective && predicate.arguments.iter().any(attributive)
        {
            return Err(Miss::Speaker);
        }
        // 'They *should* act to support rebels' charges nobody with having done it.
        let need = |modal| rules.status.need(layers.text.token(modal));
        if matches!(&frame.head, Head::Code(code) if code.event == EventType::Accuse)
            && predicate.form.modal.is_some_and(need)
        {
            return Err(Miss::Open);
        }
        match speaker(layers, predicate.head) {
            Some(speaker) => matched.actors = speaker,
            None if rules.lenient => {}
            None => return Err(Miss::Speaker),
        }
        // Nobody accuses himself by saying what he did.
        let entity = |f: &Fill| f.mention.map(|m| layers.entities.mentions[m].entity);
        if matched
            .recipients
            .iter()
            .any(|r| matched.actors.iter().any(|a| entity(a).is_some() && entity(a) == entity(r)))
        {
            return Err(Miss::Oneself);
        }
    }
    // Of marked spans the user knows who they are.
    if !rules.lenient {
        let mut search = Search { layers, rules, predicate, doer, matched };
        search.give_way_to_owners();
        search.without_stage(frame);
    }
    Ok(())
}

/// 'The act bars troops from fighting': a frame for what is told without a doer is no frame for what a thing does.
fn done_by_thing(layers: &Layers<'_>, predicate: &Predicate, frame: &Frame) -> bool {
    let agentless = frame.kind == PredicateKind::Verb
        && !frame.speaker
        && matches!(frame.head, Head::Code(_))
        && frame.slots.iter().all(|slot| {
            slot.position != Position::Subject && slot.filler.part != Some(Part::Actor)
        });
    let mut subjects = predicate.arguments.iter().filter(|a| a.role == Role::Subject).peekable();
    agentless
        && !predicate.form.passive
        && subjects.peek().is_some()
        && subjects.all(|a| layers.entities.headed_by(a.head).next().is_none())
}

/// Whether something stands where the frame wants nothing.
fn stands(layers: &Layers<'_>, predicate: &Predicate, slot: &Slot, used: &[usize]) -> bool {
    let Position::After(words) = &slot.position else {
        return has_other_object(predicate, used) || is_quoted(layers, predicate);
    };
    predicate.arguments.iter().any(|a| match &a.role {
        Role::Oblique(word) => words.iter().any(|w| w == word.as_str()),
        _ => false,
    })
}

/// An object, or a clause in its place, that the frame does not account for: 'called the envoy *a liar*', 'protested
/// *that he was ill*'.
fn has_other_object(predicate: &Predicate, used: &[usize]) -> bool {
    let that = Role::Clause(ClauseKind::That);
    let objects = [Role::Object, Role::Indirect, Role::Attribute, that];
    // 'called the suspects heroes': where a frame wants none, what somebody is called does not pass for an object.
    let standing = |a: &Argument| a.role == Role::Attribute || !used.contains(&a.head);
    predicate.arguments.iter().any(|a| objects.contains(&a.role) && standing(a))
}

/// 'called his rival "a fine man"': what an object's words in quotation marks call it, the parser takes for a part of it.
fn is_quoted(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let quotation = |i: usize| matches!(layers.text.token(i).tag(), "``" | "\"" | "''");
    predicate
        .arguments
        .iter()
        .filter(|a| a.role == Role::Object && a.derivation == Derivation::Direct)
        .any(|a| layers.text.subtree(a.head).any(quotation))
}

/// 'The war cabinet', 'an attack helicopter': a noun that only says what kind of thing the next one names.
fn names_thing(layers: &Layers<'_>, rules: &Rules<'_>, head: usize) -> bool {
    let Some(class) = rules.lexicon.classes.get("named_after_deed") else { return false };
    let token = layers.text.token(head);
    if !matches!(token.dep(), "compound" | "nmod") {
        return false;
    }
    let thing = token.head();
    let (lemma, lower) = (thing.lemma().to_lowercase(), thing.text().to_lowercase());
    rules.lexicon.classes.holds(class, &lemma, &lower, |n| word_before(layers, thing.i, n))
}

/// 'The ship was sunk, killing ten': whom the upper clause was done to does not do what came of it.
fn done_to(layers: &Layers<'_>, predicate: &Predicate) -> Option<usize> {
    let Some((above, Link::Adverbial(None))) = predicate.above else { return None };
    let upper = layers.predicates.list.get(above)?;
    let came_after =
        layers.text.token(predicate.head).tag() == "VBG" && predicate.head > upper.head;
    let victim = upper.arguments.iter().find(|a| a.role == Role::Object && a.head < upper.head)?;
    (upper.form.passive && came_after).then_some(victim.head)
}

/// 'Drones attacked the port': what kills is not who kills, unless it is said whose it is.
fn is_weapon(layers: &Layers<'_>, rules: &Rules<'_>, head: usize) -> bool {
    let Some(class) = rules.lexicon.classes.get("weapon_doer") else { return false };
    let token = layers.text.token(head);
    let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
    let unowned = |m: usize| {
        let entity = layers.entities.entity_of(m);
        layers.entities.mentions[m].kind == MentionKind::Description && entity.code.is_none()
    };
    rules.lexicon.classes.holds(class, &lemma, &lower, |n| word_before(layers, head, n))
        && layers.entities.headed_by(head).all(unowned)
}

/// The subject of a predicate, if it is somebody and no argument used otherwise.
pub(super) fn subject(layers: &Layers<'_>, predicate: &Predicate, used: &[usize]) -> Vec<Fill> {
    let subjects =
        predicate.arguments.iter().filter(|a| a.role == Role::Subject && !used.contains(&a.head));
    let fills = subjects.flat_map(|a| {
        let mentions = layers.entities.headed_by(a.head);
        mentions.map(|m| Fill { head: a.head, mention: Some(m), derivation: a.derivation })
    });
    fills.filter(|f| f.mention.is_some_and(|m| layers.acts(&layers.entities.mentions[m]))).collect()
}

fn trigger_score(trigger: &Trigger) -> u32 {
    let words = u32::try_from(trigger.before.len()).unwrap_or(0);
    1 + 4 * words + if trigger.particle.is_some() { 4 } else { 0 }
}

/// Directions that add to a verb without making another one of it: who flew *home* flew, unlike who gave *up*.
const LOOSE_PARTICLES: &[&str] = &["home", "through"];

pub(super) fn triggers(layers: &Layers<'_>, predicate: &Predicate, trigger: &Trigger) -> bool {
    if trigger.lemma != predicate.lemma {
        return false;
    }
    let loose = trigger.particle.is_none()
        && predicate
            .particle
            .as_deref()
            .is_some_and(|p| LOOSE_PARTICLES.contains(&p) || RESULTS.contains(&p));
    if trigger.particle != predicate.particle && !loose {
        return false;
    }
    trigger.before.iter().rev().enumerate().all(|(n, word)| {
        word_before(layers, predicate.head, n + 1)
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

/// The word `n` places before token `i` in its sentence; hyphens between words are passed over.
pub(crate) fn word_before<'a>(layers: &'a Layers<'_>, i: usize, n: usize) -> Option<&'a str> {
    let text = layers.text;
    let first = text.sentence(i).tokens.start;
    let mut left = n;
    for at in (first..i).rev() {
        let token = text.token(at);
        if token.text() == "-" {
            continue;
        }
        left -= 1;
        if left == 0 {
            return Some(text.token(at).text());
        }
    }
    None
}

/// The mentions of whoever says what token `i` says.
pub(super) fn speaker(layers: &Layers<'_>, i: usize) -> Option<Vec<Fill>> {
    let statement = &layers.statements[*layers.statements_around(i).first()?];
    let head = statement.speaker?;
    let fills: Vec<Fill> = layers
        .entities
        .headed_by(head)
        // A paper or reporter tells what others did, and accuses nobody by that.
        .filter(|&mention| layers.entities.marked.contains(&head) || !is_press(layers, mention))
        .map(|mention| Fill { head, mention: Some(mention), derivation: Derivation::Direct })
        .collect();
    (!fills.is_empty()).then_some(fills)
}

fn is_press(layers: &Layers<'_>, mention: usize) -> bool {
    layers.entities.entity_of(mention).sectors.first().is_some_and(|sector| sector == "JRN")
}
