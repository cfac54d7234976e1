//! The other side that stands elsewhere than at the thing itself: whose deed a noun takes up, with whom the talks are of
//! which the text speaks, who is charged in the clause that is looked into, the country that one came to for help.

use tacitus_record::{EventType, Status};

use super::Whose;
use crate::coding::matching::Fill;
use crate::coding::merge::{same_word, sides_agree};
use crate::coding::telling::{Telling, definite};
use crate::entity::{EntityKind, MentionKind};
use crate::predicate::{Argument, ClauseKind, Derivation, Link, Predicate, PredicateKind, Role};

/// What is condemned or praised was told within so many sentences.
const NEAR: usize = 3;

/// Talks are spoken of as known within so many sentences.
const FAR: usize = 12;

impl Whose<'_> {
    /// Who is charged in what is looked into: 'investigate claims *that Chad meddled*', 'a probe of *Chadian* meddling',
    /// 'an inquiry into links between a party and a bank'.
    pub(super) fn accused(&self) -> Vec<Fill> {
        if !self.coding.code.modes.iter().any(|mode| mode == "investigate") {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let mut heads: Vec<usize> = vec![list[self.coding.top].head, list[self.coding.core].head];
        heads.extend(self.things().into_iter().map(|thing| list[thing].head));
        let mut below: Vec<usize> = heads.clone();
        for &head in &heads {
            let Some(p) = self.layers.predicates.headed_by(head) else { continue };
            let into = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if self.about(w));
            below.extend(list[p].arguments.iter().filter(into).map(|a| a.head));
        }
        below.sort_unstable();
        below.dedup();
        let mut found = Vec::new();
        for head in below {
            let Some(p) = self.layers.predicates.headed_by(head) else { continue };
            found.extend(self.charged_at(&list[p], heads.contains(&head)));
        }
        found
    }

    /// Who is charged at one word: the subject of its clause; at a deed that is looked into, whose deed it is.
    fn charged_at(&self, word: &Predicate, asked: bool) -> Vec<Fill> {
        let list = &self.layers.predicates.list;
        let clauses = word.arguments.iter().filter(|a| matches!(a.role, Role::Clause(_)));
        let charging = word.kind == PredicateKind::Verb || self.in_class("charge_word", word.head);
        let clauses = clauses.filter_map(|a| self.layers.predicates.headed_by(a.head));
        // 'Launched a probe to find out' has its own subject.
        let own = |a: &&Argument| {
            a.role == Role::Subject
                && a.head != word.head
                && matches!(a.derivation, Derivation::Direct | Derivation::Coordination)
        };
        // 'Claims that Chad meddled in' may be read as a relative clause.
        let named = clauses.map(|p| &list[p]).chain(self.relatives(word));
        let subjects = named.filter(|_| charging).flat_map(|p| p.arguments.iter());
        let mut found: Vec<Fill> = subjects.filter(own).flat_map(|a| self.who(a)).collect();
        if asked || word.kind != PredicateKind::Noun {
            return found;
        }
        for argument in &word.arguments {
            let fills = match &argument.role {
                Role::Oblique(w) if w == "between" => self.who(argument),
                Role::Possessor => self.who(argument),
                Role::Modifier => {
                    let mut fills = self.who(argument);
                    fills.retain(|fill| self.is_kind(fill, MentionKind::Demonym));
                    fills
                }
                _ => Vec::new(),
            };
            found.extend(fills);
        }
        found
    }

    /// The relative clauses on a noun.
    fn relatives(&self, noun: &Predicate) -> impl Iterator<Item = &Predicate> {
        let list = &self.layers.predicates.list;
        let of_it = |a: &Argument| a.head == noun.head && a.derivation == Derivation::Relative;
        let clauses = list.iter().filter(|p| noun.clause.contains(&p.head));
        clauses.filter(move |p| p.kind == PredicateKind::Verb && p.arguments.iter().any(of_it))
    }

    /// Whom the threatened deed would hit, where it has no code of its own: 'threatened to abandon *Chad*', 'to rain fire on
    /// *Chad*', 'to cut wages for *teachers*'.
    pub(super) fn menaced(&self) -> Vec<Fill> {
        if self.coding.code.event != EventType::Threaten {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let deeds = list[self.coding.top].arguments.iter();
        let deeds = deeds.filter(|a| a.role == Role::Clause(ClauseKind::To));
        let deeds = deeds.filter_map(|a| self.layers.predicates.headed_by(a.head));
        let hits = |a: &&Argument| match &a.role {
            Role::Object | Role::Indirect => true,
            Role::Oblique(w) => w == "against" || w == "on",
            _ => false,
        };
        let towards = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if matches!(w.as_str(), "against" | "on" | "for" | "to"));
        let mut found = Vec::new();
        for deed in deeds.map(|p| &list[p]) {
            for argument in deed.arguments.iter().filter(hits) {
                found.extend(self.who(argument));
                if let Some(thing) = self.layers.predicates.headed_by(argument.head) {
                    let whom = list[thing].arguments.iter().filter(towards);
                    found.extend(whom.flat_map(|a| self.who(a)));
                }
            }
        }
        found.retain(|fill| !self.own_means(fill));
        found
    }

    /// Soldiers and police are what threats are carried out with: 'threatened to use *the army*'.
    fn own_means(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| {
            let entity = self.layers.entities.entity_of(m);
            let foreign = entity.code.is_some()
                && !self
                    .coding
                    .actors
                    .iter()
                    .filter_map(|a| a.mention)
                    .any(|own| self.layers.entities.entity_of(own).code == entity.code);
            let force = entity.sectors.first().is_some_and(|s| s == "MIL" || s == "COP");
            force && !foreign
        })
    }

    fn about(&self, preposition: &str) -> bool {
        matches!(preposition, "of" | "into" | "about" | "over")
    }

    /// With whom talks or an accord are that the text spoke of before: 'a summit *with Chad* … called off the summit'.
    pub(super) fn partners_elsewhere(&self) -> Vec<Fill> {
        let list = &self.layers.predicates.list;
        let event = self.coding.code.event;
        let talks = matches!(event, EventType::Consult | EventType::Agree);
        let given_up = matches!(event, EventType::Reject | EventType::Concede);
        if !(talks || given_up) || !self.coding.actors.iter().all(|fill| self.for_state(fill)) {
            return Vec::new();
        }
        let mut things = self.things();
        things.extend(
            (list[self.coding.core].kind == PredicateKind::Noun).then_some(self.coding.core),
        );
        let known = |thing: &&usize| {
            let noun = &list[**thing];
            let kind = given_up && self.in_class("accord", noun.head)
                || self.in_class("named_talks", noun.head);
            kind && definite(self.layers, noun)
                && !self.owned(noun)
                && !self
                    .layers
                    .text
                    .children(noun.head)
                    .any(|c| c.dep() == "compound" && c.pos() == "PROPN")
        };
        let Some(&thing) = things.iter().find(known) else { return Vec::new() };
        let sentence = self.layers.text.sentence_of[list[thing].head] as usize;
        let before = list[..thing]
            .iter()
            .rev()
            .take_while(|p| self.layers.text.sentence_of[p.head] as usize + FAR >= sentence);
        let headline = list
            .iter()
            .filter(|p| self.layers.text.token(p.head).start() >= self.layers.text.title_at);
        for noun in before.chain(headline).filter(|p| p.kind == PredicateKind::Noun) {
            if self.same_thing(&list[thing], noun) {
                let found = self.partners_of(noun);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Whether two nouns can mean the same talks or accord.
    fn same_thing(&self, later: &Predicate, earlier: &Predicate) -> bool {
        later.lemma == earlier.lemma
            || self.in_class("accord", later.head) && self.in_class("accord", earlier.head)
    }

    /// The others at a noun of talks, if the actor is not left out of them.
    fn partners_of(&self, noun: &Predicate) -> Vec<Fill> {
        let mut with = Vec::new();
        let mut own = Vec::new();
        let mut before = Vec::new();
        for argument in &noun.arguments {
            match &argument.role {
                Role::Oblique(w) if w == "with" => with.extend(self.who(argument)),
                Role::Oblique(w) if w == "between" => return self.others_between(noun),
                Role::Modifier => before.extend(self.anybody(argument)),
                Role::Subject | Role::Possessor => own.extend(self.anybody(argument)),
                _ => {}
            }
        }
        // 'The Iran deal' is one with Iran; a summit is named after the place, too.
        if with.is_empty() && own.is_empty() && self.in_class("accord", noun.head) {
            with = before.into_iter().filter(|fill| self.other(fill)).collect();
        } else {
            own.extend(before);
        }
        with.retain(|fill| self.has_country(fill));
        // 'Chad's talks with Mali' are none of Togo's.
        let ours = own.is_empty() || sides_agree(self.layers, &self.coding.actors, &own);
        if ours { with } else { Vec::new() }
    }

    /// The mentions at an argument, whoever they are.
    fn anybody(&self, argument: &Argument) -> Vec<Fill> {
        let mentions = self.layers.entities.headed_by(argument.head);
        let fills = mentions.map(|mention| Fill {
            head: argument.head,
            mention: Some(mention),
            derivation: argument.derivation,
        });
        fills.collect()
    }

    /// Whether somebody acts for a state: what lawmakers and parties oppose are talks of others.
    fn for_state(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| {
            let entity = self.layers.entities.entity_of(m);
            entity.code.is_some() && entity.sectors.first().is_none_or(|s| s == "GOV" || s == "REB")
        })
    }

    /// 'Talks between Chad and Mali' are Chad's with Mali.
    fn others_between(&self, noun: &Predicate) -> Vec<Fill> {
        let between = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if w == "between");
        let arguments: Vec<&Argument> = noun.arguments.iter().filter(between).collect();
        let others: Vec<Fill> = arguments.iter().flat_map(|a| self.who(a)).collect();
        if others.len() < arguments.len() { others } else { Vec::new() }
    }

    /// Whose deed a definite noun takes up: 'Mali struck the port. Chad condemned *the strikes*'. All that was told of such
    /// deeds nearby must be of one doer.
    pub(super) fn doers(&self) -> Vec<Fill> {
        let event = self.coding.code.event;
        let investigated = self.coding.code.modes.iter().any(|mode| mode == "investigate");
        if investigated
            || !matches!(event, EventType::Accuse | EventType::Support | EventType::Reject)
        {
            return Vec::new();
        }
        self.things()
            .into_iter()
            .map(|thing| self.doers_of(thing))
            .find(|f| !f.is_empty())
            .unwrap_or_default()
    }

    fn doers_of(&self, thing: usize) -> Vec<Fill> {
        let noun = &self.layers.predicates.list[thing];
        if !definite(self.layers, noun) || self.owned(noun) {
            return Vec::new();
        }
        let kind = self.inner(thing).map(|c| c.code);
        let praised = self.coding.code.event == EventType::Support;
        // 'The air strikes' are no other attack, but 'the attack' may have been one from the air.
        let alike = |t: &Telling| {
            kind.as_ref().is_some_and(|code| {
                let other = &t.coding.code;
                code.event == other.event && (code.modes.is_empty() || code.modes == other.modes)
            }) && t.coding.code.event.quad() == 4
        };
        let sentence = self.layers.text.sentence_of[noun.head] as usize;
        let of_it = |t: &&Telling| {
            t.sentence <= sentence
                && sentence <= t.sentence + NEAR
                && t.coding.core != thing
                && t.coding.core != self.coding.core
                && (same_word(self.layers, t.coding.core, thing) || !praised && alike(t))
        };
        let mut told = self.earlier.iter().rev().filter(of_it);
        let Some(nearest) = told.next() else { return Vec::new() };
        let actors = &nearest.coding.actors;
        if !matches!(nearest.judged.status, Status::Actual | Status::Historical)
            || actors.is_empty()
        {
            return Vec::new();
        }
        // Nobody praises what is done to his own.
        let suffered = !nearest.coding.recipients.is_empty()
            && sides_agree(self.layers, &self.coding.actors, &nearest.coding.recipients);
        if praised && (suffered || nearest.coding.code.event == EventType::Assault) {
            return Vec::new();
        }
        let one = told.all(|t| sides_agree(self.layers, actors, &t.coding.actors));
        let found: Vec<Fill> = actors.iter().filter(|fill| self.other(fill)).cloned().collect();
        if one && found.len() == actors.len() { found } else { Vec::new() }
    }

    /// The country that one came to, asking: 'came to *Chad* seeking asylum'.
    pub(super) fn reached(&self) -> Vec<Fill> {
        if self.coding.code.event != EventType::Request
            || !self.coding.code.modes.iter().any(|mode| mode == "assist")
        {
            return Vec::new();
        }
        let list = &self.layers.predicates.list;
        let mut at = self.coding.top;
        for _ in 0..2 {
            let Some((above, link)) = list[at].above else { break };
            at = above;
            if list[above].kind != PredicateKind::Verb || link == Link::Parenthesis {
                continue;
            }
            if !self.in_class("coming", list[above].head) {
                continue;
            }
            let to = |a: &&Argument| matches!(&a.role, Role::Oblique(w) if w == "to" || w == "into" || w == "in");
            let goal = list[above].arguments.iter();
            let goal = goal.filter(|a| a.role == Role::Object || to(a)).flat_map(|a| self.who(a));
            let found: Vec<Fill> = goal.filter(|fill| self.is_country(fill)).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn is_country(&self, fill: &Fill) -> bool {
        fill.mention.is_some_and(|m| {
            let entity = self.layers.entities.entity_of(m);
            entity.kind == EntityKind::Country && entity.code.is_some()
        })
    }

    /// A head of government vetoes what lawmakers passed: the legislature of his country that the text spoke of just before.
    pub(super) fn passed(&self) -> Vec<Fill> {
        let vetoes = |p: usize| self.in_class("vetoing", self.layers.predicates.list[p].head);
        if !self.coding.predicates().any(vetoes) {
            return Vec::new();
        }
        let mentions = &self.layers.entities.mentions;
        let entity = |m: usize| self.layers.entities.entity_of(m);
        let chief = |m: usize| entity(m).sectors.first().map(String::as_str);
        let actor = self.coding.actors.iter().filter_map(|fill| fill.mention);
        let Some(actor) = actor.into_iter().find(|&m| chief(m) == Some("GOV")) else {
            return Vec::new();
        };
        let Some(code) = entity(actor).code.as_deref() else { return Vec::new() };
        let top = self.layers.predicates.list[self.coding.top].head;
        let sentence = self.layers.text.sentence_of[top] as usize;
        let near = |head: usize| {
            let other = self.layers.text.sentence_of[head] as usize;
            other <= sentence && sentence <= other + NEAR
        };
        let house = (0..mentions.len()).filter(|&m| {
            near(mentions[m].head)
                && chief(m) == Some("LEG")
                && entity(m).code.as_deref() == Some(code)
                && entity(m).kind != EntityKind::Person
        });
        let Some(house) = house.max_by_key(|&m| mentions[m].head) else { return Vec::new() };
        let fill = Fill {
            head: mentions[house].head,
            mention: Some(house),
            derivation: Derivation::Attachment,
        };
        if self.other(&fill) { vec![fill] } else { Vec::new() }
    }
}
