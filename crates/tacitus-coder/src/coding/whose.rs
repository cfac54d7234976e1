//! Whose it is: to whom an act of words goes where its frame names only a thing, an offer or a deed.
//!
//! 'Rejected a deal *brokered by Norway*', 'withdrew from the accord *with Iran*', 'promised consequences if *Poland* does
//! not yield', 'denied *the claim*' of whoever made it in the sentence before: the text names the other side, though no
//! slot of a frame looks there. Only acts that stand without it are completed; nothing becomes an event by this.

use tacitus_record::{EventType, Status};

mod told;

use super::compose::{Coding, code};
use super::matching::{Above, Fill, word_before};
use super::merge::{same_word, sides_agree};
use super::telling::{Telling, definite};
use super::{Layers, Rules, sides};
use crate::entity::{Entity, EntityKind, MentionKind};
use crate::predicate::{Argument, Derivation, Link, Predicate, PredicateKind, Role};

/// Words are answered within so many sentences.
const NEAR: usize = 3;

/// No more than so many are named at once.
const MANY: usize = 8;

/// The coding with a recipient, where it has none that is known and the text names one.
pub(super) fn completed(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    earlier: &[Telling],
    coding: &Coding,
) -> Option<Coding> {
    if !of_words(coding.code.event) || coding.actors.is_empty() {
        return None;
    }
    if coding.recipients.iter().any(|fill| fill.mention.is_some()) {
        return None;
    }
    let whose = Whose { layers, rules, earlier, coding };
    // 'The ministers held talks *with Iran*': those who are both sides of it may be one together.
    let recipients = if coding.both { whose.guests() } else { whose.found() };
    if recipients.is_empty() {
        return None;
    }
    let recipients = recipients.into_iter().take(MANY).collect();
    let fuller = Coding { recipients, both: false, ..coding.clone() };
    let fuller = sides::fit(layers, rules, fuller)?;
    (fuller.code == coding.code && !fuller.recipients.is_empty()).then_some(fuller)
}

/// The types that are done by words or talks: their other side is whoever is spoken to or of.
fn of_words(event: EventType) -> bool {
    matches!(event.quad(), 1 | 3)
}

struct Whose<'a> {
    layers: &'a Layers<'a>,
    rules: &'a Rules<'a>,
    earlier: &'a [Telling],
    coding: &'a Coding,
}

impl Whose<'_> {
    /// The first way that finds somebody.
    fn found(&self) -> Vec<Fill> {
        let things = self.things();
        let mut found = Vec::new();
        for way in [Self::authors, Self::owners, Self::partners, Self::answered, Self::replied] {
            found = things.iter().flat_map(|&thing| way(self, thing)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        let others = [
            Self::addressed,
            Self::bound,
            Self::accused,
            Self::menaced,
            Self::partners_elsewhere,
            Self::doers,
            Self::reached,
            Self::passed,
        ];
        for way in others {
            found = way(self);
            if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// With whom a meeting is that is told of several: 'aides who had contacts *with Russia*'.
    fn guests(&self) -> Vec<Fill> {
        let with = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if w == "with");
        let own = &self.layers.predicates.list[self.coding.core];
        // 'Talks between Trump and Putin, with translators.'
        let between = |a: &Argument| matches!(&a.role, Role::Oblique(w) if w == "between");
        if own.arguments.iter().any(between) {
            return Vec::new();
        }
        let own: Vec<Fill> = own.arguments.iter().filter(with).flat_map(|a| self.who(a)).collect();
        if !own.is_empty() || self.coding.code.event != EventType::Consult {
            return own;
        }
        self.things().into_iter().flat_map(|thing| self.partners(thing)).collect()
    }

    /// To whom the letter goes in which it is said: 'in a letter *to the minister* she demanded', 'wrote *to Chad* asking'.
    fn addressed(&self) -> Vec<Fill> {
        if !matches!(self.coding.code.event, EventType::Request | EventType::Threaten) {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let top = &list[self.coding.top];
        let to = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if w == "to");
        let mut senders: Vec<&Predicate> = Vec::new();
        let within = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if w == "in" || w == "by");
        let letters = top.arguments.iter().filter(within).map(|a| a.head);
        let mut letters: Vec<usize> = letters.collect();
        if let Some((above, Link::Adverbial(None) | Link::Relative)) = top.above {
            let upper = &list[above];
            if self.in_class("letter", upper.head) {
                senders.push(upper);
            }
            letters
                .extend(upper.arguments.iter().filter(|a| a.role == Role::Object).map(|a| a.head));
        }
        letters.retain(|&head| self.in_class("letter", head));
        let nouns = letters.iter().filter_map(|&head| self.layers.predicates.headed_by(head));
        senders.extend(nouns.map(|i| &list[i]));
        senders
            .iter()
            .flat_map(|p| p.arguments.iter().filter(to))
            .flat_map(|a| self.who(a))
            .collect()
    }

    /// The nouns that it is about and that are nobody: those that operators govern or frames use, objects of governed
    /// verbs.
    fn things(&self) -> Vec<usize> {
        let list = &self.layers.predicates.list;
        let mut heads: Vec<usize> = self.coding.used.clone();
        heads.extend(self.coding.recipients.iter().map(|fill| fill.head));
        for &index in &self.coding.governed {
            heads.push(list[index].head);
            let objects = list[index].arguments.iter().filter(|a| a.role == Role::Object);
            heads.extend(objects.map(|a| a.head));
        }
        heads.sort_unstable();
        heads.dedup();
        let thing = |index: &usize| list[*index].kind == PredicateKind::Noun;
        let nobody = |head: &usize| self.layers.entities.headed_by(*head).next().is_none();
        let heads = heads.into_iter().filter(nobody);
        heads.filter_map(|head| self.layers.predicates.headed_by(head)).filter(thing).collect()
    }

    /// Who made it: 'a deal *brokered by lawmakers*', 'the meeting that *Obama* hosted'.
    fn authors(&self, thing: usize) -> Vec<Fill> {
        // Who organises or announces a visit is not whom it is to.
        if self.coding.code.event == EventType::Consult {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let head = list[thing].head;
        let sentence = self.layers.text.sentence(head).tokens.clone();
        let made = |p: &&Predicate| {
            p.kind == PredicateKind::Verb
                && p.form.negation.is_none()
                && p.arguments.iter().any(|a| a.role == Role::Object && a.head == head)
                && self.authoring(p)
        };
        let makers = sentence.filter_map(|i| self.layers.predicates.headed_by(i)).map(|i| &list[i]);
        let subjects = makers.filter(made).flat_map(|p| {
            let subjects = p.arguments.iter().filter(|a| a.role == Role::Subject);
            // Whom control lends to a verb is seldom the author: 'urged Iran to sign a deal'.
            subjects.filter(|a| a.derivation != Derivation::Control)
        });
        subjects.flat_map(|a| self.who(a)).collect()
    }

    /// Whether a verb makes or brings forward what it is about, its particle taken with it: 'put *forward*'.
    fn authoring(&self, verb: &Predicate) -> bool {
        let Some(particle) = &verb.particle else { return self.in_class("authoring", verb.head) };
        let classes = &self.rules.lexicon.classes;
        let before = |n| (n == 1).then_some(verb.lemma.as_str());
        classes.get("authoring").is_some_and(|c| classes.holds(c, particle, particle, before))
    }

    /// Whose it is said to be: 'refuses *Israel's* right', 'an inquiry into *Russian* meddling'.
    fn owners(&self, thing: usize) -> Vec<Fill> {
        let investigated = self.coding.code.modes.iter().any(|mode| mode == "investigate");
        let event = self.coding.code.event;
        let told = match event {
            EventType::Reject | EventType::Request | EventType::Threaten => true,
            // 'Backed the *Danish* plan'; whose death or whose rights are praised, says less.
            EventType::Support | EventType::Accuse => {
                self.in_class("proposal", self.layers.predicates.list[thing].head)
            }
            _ => false,
        };
        if !told && !investigated {
            return Vec::new();
        }
        // Whose inquiry it is holds it.
        if investigated && self.in_class("investigation", self.layers.predicates.list[thing].head) {
            return Vec::new();
        }
        let inner = self.inner(thing);
        // What is done to somebody is not his: 'rejected *his* extradition'.
        let suffers = |fill: &Fill| {
            inner.as_ref().is_some_and(|c| c.recipients.iter().any(|r| r.head == fill.head))
        };
        let own = self.layers.predicates.list[thing].arguments.iter();
        let own = own.filter(|a| matches!(a.role, Role::Possessor | Role::Modifier));
        let mut fills: Vec<Fill> = own.flat_map(|a| self.who(a)).collect();
        // 'Chad will not end *its* programme' is Chad's own.
        let reflected = |fill: &Fill| !investigated && self.is_kind(fill, MentionKind::Pronoun);
        fills.retain(|fill| {
            !suffers(fill)
                && !reflected(fill)
                && (self.is_kind(fill, MentionKind::Demonym) || self.possesses(thing, fill))
        });
        fills
    }

    /// With whom it is: 'the accord *with Iran*', 'the *Iran* deal'.
    fn partners(&self, thing: usize) -> Vec<Fill> {
        let head = self.layers.predicates.list[thing].head;
        let accord = self.in_class("accord", head);
        let class = ["meeting", "dispute"].iter().any(|class| self.in_class(class, head));
        if !accord && !class {
            return Vec::new();
        }
        let arguments = &self.layers.predicates.list[thing].arguments;
        let with = arguments.iter().filter(|a| matches!(&a.role, Role::Oblique(w) if w == "with"));
        let mut fills: Vec<Fill> = with.flat_map(|a| self.who(a)).collect();
        let left = matches!(self.coding.code.event, EventType::Reject | EventType::Concede);
        if fills.is_empty() && accord && left {
            let before = arguments.iter().filter(|a| a.role == Role::Modifier);
            fills = before.flat_map(|a| self.who(a)).collect();
        }
        fills
    }

    /// Who said what a noun takes up: 'the charge', 'their demands', told a little before.
    fn answered(&self, thing: usize) -> Vec<Fill> {
        let predicate = &self.layers.predicates.list[thing];
        let named = definite(self.layers, predicate);
        if self.owned(predicate) || !named && !self.is_plural(predicate.head) {
            return Vec::new();
        }
        // Which of several deeds a noun means, nearness does not tell.
        if self.inner(thing).is_some_and(|c| !of_words(c.code.event)) {
            return Vec::new();
        }
        let sentence = self.layers.text.sentence_of[predicate.head] as usize;
        let told = self.earlier.iter().rev().filter(|t| {
            of_words(t.coding.code.event)
                && matches!(t.judged.status, Status::Actual | Status::Historical)
                && t.sentence <= sentence
                && sentence <= t.sentence + NEAR
                && !t.coding.actors.is_empty()
        });
        let found = told.into_iter().find(|t| {
            let alike = same_word(self.layers, t.coding.core, thing)
                || self.answers(predicate.head, t.coding.code.event);
            let to_us = !t.coding.recipients.is_empty()
                && sides_agree(self.layers, &self.coding.actors, &t.coding.recipients);
            alike && (to_us || t.coding.recipients.is_empty() && named)
        });
        let Some(found) = found else { return Vec::new() };
        found.coding.actors.iter().filter(|fill| self.other(fill)).cloned().collect()
    }

    /// Who said what is answered, where saying it has no code: 'it was a bomb, an aide said. Mali disputed *the claim*'.
    fn replied(&self, thing: usize) -> Vec<Fill> {
        let predicate = &self.layers.predicates.list[thing];
        let head = predicate.head;
        let said = self.in_class("charge_word", head) || self.in_class("asking_word", head);
        // 'It was late, Chad said, a charge that Mali denies.'
        let summed_up = self.layers.predicates.list[self.coding.top].arguments.iter().any(|a| {
            a.head == head && a.role == Role::Object && a.derivation == Derivation::Relative
        });
        let answer = matches!(self.coding.code.event, EventType::Reject);
        if !answer
            || !said
            || self.owned(predicate)
            || !(summed_up || definite(self.layers, predicate))
        {
            return Vec::new();
        }
        let text = self.layers.text;
        let at = text.token(head).start();
        let sentence = text.sentence_of[head];
        let before = self.layers.statements.iter().filter(|s| {
            let last = text.tokens_in(s.content).end.saturating_sub(1);
            let within = s.parts.iter().any(|p| p.start <= at && at < p.end);
            s.content.start < at
                && !s.belief
                && (!within || summed_up)
                && text.sentence_of.get(last).is_some_and(|s| *s <= sentence && sentence <= *s + 1)
        });
        let Some(speaker) = before.max_by_key(|s| s.content.start).and_then(|s| s.speaker) else {
            return Vec::new();
        };
        let voice = Argument { role: Role::Subject, head: speaker, derivation: Derivation::Direct };
        self.who(&voice)
    }

    /// On whose act it depends: 'promised consequences if *Poland* does not yield', 'refused to move unless *Chad* did'.
    fn bound(&self) -> Vec<Fill> {
        if !matches!(self.coding.code.event, EventType::Threaten | EventType::Reject) {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let own: Vec<usize> = self.coding.predicates().collect();
        let top = list[self.coding.top].head;
        let sentence = self.layers.text.sentence(top).tokens.clone();
        let clauses =
            sentence.filter_map(|i| self.layers.predicates.headed_by(i)).map(|i| &list[i]);
        let proviso = |p: &&Predicate| match p.above {
            Some((above, Link::Adverbial(Some(word)))) => {
                own.contains(&above) && self.in_class("proviso", word)
            }
            _ => false,
        };
        let subjects = clauses.filter(proviso).flat_map(|p| p.arguments.iter());
        let subjects = subjects.filter(|a| a.role == Role::Subject).flat_map(|a| self.who(a));
        let threatened = self.coding.code.event == EventType::Threaten;
        subjects.filter(|fill| self.has_country(fill) || threatened && self.governs(fill)).collect()
    }

    fn governs(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| {
            let chief = self.layers.entities.entity_of(m).sectors.first();
            chief.is_some_and(|sector| sector == "GOV" || sector == "LEG")
        })
    }

    fn has_country(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| self.layers.entities.entity_of(m).code.is_some())
    }

    /// The mentions at an argument that can be the other side.
    fn who(&self, argument: &Argument) -> Vec<Fill> {
        let mentions = self.layers.entities.headed_by(argument.head);
        let fills = mentions.map(|mention| Fill {
            head: argument.head,
            mention: Some(mention),
            derivation: argument.derivation,
        });
        fills.filter(|fill| self.other(fill)).collect()
    }

    /// Somebody of whom the text says who he is, who is not the actor and only reports on nobody.
    fn other(&self, fill: &Fill) -> bool {
        let Some(mention) = fill.mention else { return false };
        let entity = self.layers.entities.entity_of(mention);
        let known = entity.code.is_some() || !entity.sectors.is_empty();
        let press = entity.sectors.first().is_some_and(|sector| sector == "JRN");
        known
            && !press
            && self.layers.acts(&self.layers.entities.mentions[mention])
            && !self.coding.actors.iter().any(|actor| self.one_voice(actor, entity, mention))
    }

    /// Whether an actor is the one at hand or speaks for the same government.
    fn one_voice(&self, actor: &Fill, entity: &Entity, mention: usize) -> bool {
        let Some(own) = actor.mention else { return actor.head == mention };
        if self.layers.entities.mentions[own].entity
            == self.layers.entities.mentions[mention].entity
        {
            return true;
        }
        let own = self.layers.entities.entity_of(own);
        let whole = |e: &Entity| e.kind == EntityKind::Country || e.sectors.is_empty();
        let alike = own.sectors.first() == entity.sectors.first();
        let persons = own.kind == EntityKind::Person && entity.kind == EntityKind::Person;
        own.code == entity.code && (whole(own) || whole(entity) || alike && !persons)
    }

    fn inner(&self, thing: usize) -> Option<Coding> {
        code(self.layers, self.rules, thing, Above::Operator(&[]), 0)
    }

    /// Whether a noun says itself whose it is.
    fn owned(&self, noun: &Predicate) -> bool {
        let own =
            |a: &&Argument| matches!(a.role, Role::Possessor | Role::Modifier | Role::Subject);
        let somebody = |a: &Argument| self.layers.entities.headed_by(a.head).next().is_some();
        noun.arguments.iter().filter(own).any(somebody)
    }

    fn possesses(&self, thing: usize, fill: &Fill) -> bool {
        let own = &self.layers.predicates.list[thing].arguments;
        own.iter().any(|a| a.role == Role::Possessor && a.head == fill.head)
    }

    fn is_kind(&self, fill: &Fill, kind: MentionKind) -> bool {
        fill.mention.is_some_and(|m| self.layers.entities.mentions[m].kind == kind)
    }

    fn is_plural(&self, i: usize) -> bool {
        self.layers.text.token(i).feature("Number") == Some("Plur")
    }

    /// Whether a noun names what an event of this type said.
    fn answers(&self, noun: usize, event: EventType) -> bool {
        match event {
            EventType::Accuse => self.in_class("charge_word", noun),
            EventType::Request => self.in_class("asking_word", noun),
            EventType::Agree => self.in_class("offer", noun),
            _ => false,
        }
    }

    fn in_class(&self, class: &str, i: usize) -> bool {
        let classes = &self.rules.lexicon.classes;
        let Some(class) = classes.get(class) else { return false };
        let token = self.layers.text.token(i);
        let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
        classes.holds(class, &lemma, &lower, |n| word_before(self.layers, i, n))
    }
}
