//! Who did a deed of which the clause tells only the toll: 'blamed *rebels* for the attack that killed nine', 'a bombing
//! killed six. *The group* claimed the attack', 'two men were arrested, *police* said'.
//!
//! The clause names the deed by a noun, and the text says elsewhere whose it is. Nothing becomes an event by this.

use tacitus_record::{EventType, Status};

use super::compose::{Coding, code};
use super::matching::{Above, Fill};
use super::merge::same_word;
use super::telling::{Telling, definite};
use super::{Layers, Rules};
use crate::entity::EntityKind;
use crate::predicate::{Argument, Predicate, PredicateKind, Role};

/// A noun takes up a deed that was named within so many sentences before it.
const BEFORE: usize = 2;

/// Who did it is often said a little later: 'No group has claimed it', or that one has.
const AFTER: usize = 3;

/// Gives a deadly deed without a doer him whom the text says to have done it.
pub(super) fn of_toll(layers: &Layers<'_>, rules: &Rules<'_>, coding: &mut Coding) {
    if coding.code.event != EventType::Assault || coding.both || !coding.actors.is_empty() {
        return;
    }
    let search = Search { layers, rules };
    let nouns = coding.used.iter().filter_map(|&head| layers.predicates.headed_by(head));
    let nouns: Vec<usize> = nouns.filter(|&noun| search.is_deed(noun)).collect();
    let hit = |fill: &Fill| coding.recipients.iter().any(|r| search.one(r, fill));
    let found = nouns.into_iter().map(|noun| search.whose(noun));
    let found = found.map(|mut fills| {
        fills.retain(|fill| !hit(fill));
        fills
    });
    coding.actors = found.into_iter().find(|fills| !fills.is_empty()).unwrap_or_default();
}

/// Gives an arrest that is told in the passive those of the police who tell it: 'two men were held, *police* said'.
pub(super) fn of_arrest(layers: &Layers<'_>, telling: &mut Telling) {
    let coding = &telling.coding;
    let form = &layers.predicates.list[coding.core].form;
    let arrest = coding.code.event == EventType::Coerce
        && coding.code.modes.iter().any(|mode| mode == "arrest")
        && coding.core == coding.top;
    if !arrest || !coding.actors.is_empty() || !form.passive || form.negation.is_some() {
        return;
    }
    if telling.judged.status != Status::Actual {
        return;
    }
    let Some(&innermost) = telling.statements.first() else { return };
    let statement = &layers.statements[innermost];
    let Some(head) = statement.speaker.filter(|_| !statement.belief) else { return };
    let police = layers.entities.headed_by(head).find(|&m| {
        let entity = layers.entities.entity_of(m);
        entity.sectors.first().is_some_and(|sector| sector == "COP")
    });
    let Some(mention) = police else { return };
    // Police tell of arrests abroad as well, and those are not theirs.
    let code = |m: usize| layers.entities.entity_of(m).code.as_deref();
    let abroad = telling.place.mention.is_some_and(
        |place| matches!((code(place), code(mention)), (Some(there), Some(own)) if there != own),
    );
    if !abroad {
        let derivation = crate::predicate::Derivation::Direct;
        telling.coding.actors = vec![Fill { head, mention: Some(mention), derivation }];
    }
}

struct Search<'a> {
    layers: &'a Layers<'a>,
    rules: &'a Rules<'a>,
}

impl Search<'_> {
    /// Whose the deed is that a noun names: by its own clause, by what it takes up, or by what is said of it later.
    fn whose(&self, noun: usize) -> Vec<Fill> {
        let list = &self.layers.predicates.list;
        let own = self.doers(noun);
        if !own.is_empty() {
            return own;
        }
        let sentence = self.layers.text.sentence_of[list[noun].head] as usize;
        let at = |index: usize| self.layers.text.sentence_of[list[index].head] as usize;
        if self.takes_up(noun) {
            let before = (0..noun).rev().take_while(|&i| at(i) + BEFORE >= sentence);
            let named = before.into_iter().find(|&i| self.is_deed(i) && self.may_be(i, noun));
            if let Some(named) = named {
                let found = self.doers(named);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        let after = (noun + 1..list.len()).take_while(|&i| at(i) <= sentence + AFTER);
        let mut later = after.filter(|&i| self.takes_up(i) && self.may_be(noun, i));
        later.find_map(|i| Some(self.claimants(i)).filter(|f| !f.is_empty())).unwrap_or_default()
    }

    /// Who did what a noun names, as its clause and the verbs over it say.
    fn doers(&self, noun: usize) -> Vec<Fill> {
        let own = code(self.layers, self.rules, noun, Above::Operator(&[]), 0);
        let own = own.filter(|c| c.code.event == EventType::Assault && !c.both);
        let own: Vec<Fill> = own.map(|c| c.actors).unwrap_or_default();
        let own: Vec<Fill> = own.into_iter().filter(|fill| self.somebody(fill)).collect();
        if !own.is_empty() {
            return own;
        }
        for way in [Self::makers, Self::claimants] {
            let found = way(self, noun);
            if !found.is_empty() {
                return found;
            }
        }
        let head = self.layers.predicates.list[noun].head;
        let charged = self.around(head).filter(|p| self.in_class("blames", p));
        charged.flat_map(|p| self.blamed(p, head)).collect()
    }

    /// Who carried it out, as others say: 'the attack that *rebels* staged', '*rebels* were responsible for the attack'.
    fn makers(&self, noun: usize) -> Vec<Fill> {
        let head = self.layers.predicates.list[noun].head;
        let made = |p: &&Predicate| {
            has_object(p, head) && self.in_class("carries_out", p)
                || has_for(p, head)
                    && p.kind == PredicateKind::Adjective
                    && self.in_class("responsibility", p)
        };
        self.subjects(self.around(head).filter(made))
    }

    /// Who says that it is his: '*the group* claimed the attack', 'took responsibility for it'.
    fn claimants(&self, noun: usize) -> Vec<Fill> {
        let head = self.layers.predicates.list[noun].head;
        let mut claims: Vec<&Predicate> = Vec::new();
        for p in self.around(head) {
            if has_for(p, head) && self.in_class("responsibility", p) {
                claims.extend(self.takers(p));
            } else if self.in_class("takes_on", p)
                && (has_object(p, head) || has_for(p, head) && self.takes_on(p))
            {
                claims.push(p);
            }
        }
        self.subjects(claims.into_iter())
    }

    /// Those who do what verbs say that nobody denies.
    fn subjects<'a>(&'a self, verbs: impl Iterator<Item = &'a Predicate>) -> Vec<Fill> {
        let stands = verbs.filter(|p| !self.disowned(p));
        let subjects = stands.flat_map(|p| p.with_role(&Role::Subject));
        let mut found: Vec<Fill> = subjects.flat_map(|a| self.who(a)).collect();
        found.dedup_by_key(|fill| fill.head);
        found
    }

    /// The verbs by which somebody takes the responsibility that a noun names.
    fn takers(&self, responsibility: &Predicate) -> Vec<&Predicate> {
        let verbs = self.around(responsibility.head);
        let takes =
            |p: &&Predicate| self.in_class("takes_on", p) && has_object(p, responsibility.head);
        verbs.filter(takes).collect()
    }

    /// Whether what a verb takes is the responsibility.
    fn takes_on(&self, verb: &Predicate) -> bool {
        let objects = verb.arguments.iter().filter(|a| a.role == Role::Object);
        let mut objects = objects.filter_map(|a| self.layers.predicates.headed_by(a.head));
        objects.any(|o| self.in_class("responsibility", &self.layers.predicates.list[o]))
    }

    /// Whom a verb of blaming charges with the deed: 'blamed *rebels* for it', 'blamed it on *rebels*'.
    fn blamed(&self, verb: &Predicate, deed: usize) -> Vec<Fill> {
        let object = has_object(verb, deed);
        if self.disowned(verb) || !object && !has_for(verb, deed) {
            return Vec::new();
        }
        let stands = |a: &&Argument| {
            if object {
                matches!(&a.role, Role::Oblique(w) if w == "on")
            } else {
                a.role == Role::Object
            }
        };
        verb.arguments.iter().filter(stands).flat_map(|a| self.who(a)).collect()
    }

    /// The predicates of the sentence of a token that are no part of what they would say of it.
    fn around(&self, head: usize) -> impl Iterator<Item = &Predicate> {
        let sentence = self.layers.text.sentence(head).tokens.clone();
        let at = sentence.filter_map(|i| self.layers.predicates.headed_by(i));
        at.map(|i| &self.layers.predicates.list[i])
    }

    /// Whether a verb is negated, asked or denied: 'denied carrying out the attack', 'nobody claimed it'.
    fn disowned(&self, verb: &Predicate) -> bool {
        let form = &verb.form;
        let over = verb.above.map(|(above, _)| &self.layers.predicates.list[above]);
        form.negation.is_some()
            || form.question
            || over.is_some_and(|p| self.in_class("disowns", p) || p.form.negation.is_some())
    }

    /// Whether a noun points back: 'the attack', and says nothing of which.
    fn takes_up(&self, noun: usize) -> bool {
        let predicate = &self.layers.predicates.list[noun];
        let telling = |role: &Role| matches!(role, Role::Possessor | Role::Modifier);
        predicate.kind == PredicateKind::Noun
            && definite(self.layers, predicate)
            && !predicate.arguments.iter().any(|a| telling(&a.role) && self.is_somebody(a.head))
    }

    /// Whether a noun that points back can mean a deed: one word, or the word for any attack.
    fn may_be(&self, deed: usize, noun: usize) -> bool {
        same_word(self.layers, deed, noun)
            || self.in_class("attack_word", &self.layers.predicates.list[noun])
    }

    /// Whether a noun names a deed of one side: in a fight or a war those who die die by either.
    fn is_deed(&self, index: usize) -> bool {
        let predicate = &self.layers.predicates.list[index];
        predicate.kind == PredicateKind::Noun
            && !self.in_class("fought", predicate)
            && (self.in_class("attack", predicate) || self.in_class("killing_thing", predicate))
    }

    fn who(&self, argument: &Argument) -> Vec<Fill> {
        let fills = self.layers.entities.headed_by(argument.head).map(|mention| Fill {
            head: argument.head,
            mention: Some(mention),
            derivation: argument.derivation,
        });
        fills.filter(|fill| self.somebody(fill)).collect()
    }

    /// Somebody of whom the text says who he is, and who can do it.
    fn somebody(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| {
            let entity = self.layers.entities.entity_of(m);
            let known = entity.code.is_some() || !entity.sectors.is_empty();
            let press = entity.sectors.first().is_some_and(|sector| sector == "JRN");
            known && !press && entity.kind != EntityKind::Place
        })
    }

    fn is_somebody(&self, head: usize) -> bool {
        self.layers.entities.headed_by(head).next().is_some()
    }

    fn one(&self, a: &Fill, b: &Fill) -> bool {
        let entity = |f: &Fill| f.mention.map(|m| self.layers.entities.mentions[m].entity);
        a.head == b.head || entity(a).is_some() && entity(a) == entity(b)
    }

    /// Whether a predicate's word is of a class, its particle taken with it: 'carry *out*'.
    fn in_class(&self, class: &str, predicate: &Predicate) -> bool {
        let classes = &self.rules.lexicon.classes;
        let Some(class) = classes.get(class) else { return false };
        let Some(particle) = &predicate.particle else {
            let before = |n| super::matching::word_before(self.layers, predicate.head, n);
            return classes.holds(class, &predicate.lemma, &predicate.lemma, before);
        };
        let before = |n| (n == 1).then_some(predicate.lemma.as_str());
        classes.holds(class, particle, particle, before)
    }
}

fn has_object(predicate: &Predicate, head: usize) -> bool {
    predicate.arguments.iter().any(|a| a.role == Role::Object && a.head == head)
}

fn has_for(predicate: &Predicate, head: usize) -> bool {
    let is_for = |role: &Role| matches!(role, Role::Oblique(word) if word == "for");
    predicate.arguments.iter().any(|a| is_for(&a.role) && a.head == head)
}
