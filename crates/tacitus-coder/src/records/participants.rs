//! Who does it and to whom: the participants of an event from those of its tellings.

use tacitus_record::{EventType, wire};

use super::{Writer, identifier};
use crate::Reading;
use crate::coding::matching::{Fill, is_state, word_before};
use crate::coding::merge::{Told, same_noun};
use crate::coding::telling::Telling;
use crate::entity::EntityKind;

impl Writer<'_> {
    /// The participants of one side: those of the telling that names most, then others that say more.
    pub(super) fn side<'t>(
        &self,
        told: &Told,
        tellings: &'t [Telling],
        side: impl Fn(&'t Telling) -> &'t Vec<Fill>,
    ) -> Vec<wire::Participant> {
        let mut list: Vec<(wire::Participant, &Fill)> = Vec::new();
        for &index in &told.tellings {
            for fill in side(&tellings[index]) {
                if self.no_party(fill, tellings[index].event) {
                    continue;
                }
                let next = self.participant(fill);
                let known = |(known, of): &(wire::Participant, &Fill)| {
                    same(known, &next)
                        || covers(known, &next)
                        || self.same_somebody(known, of, &next, fill)
                };
                if list.iter().any(known) {
                    continue;
                }
                // A later telling that only says the same less exactly adds nobody.
                list.retain(|(known, _)| !covers(&next, known));
                list.push((next, fill));
            }
        }
        list.into_iter().map(|(participant, _)| participant).collect()
    }

    /// The recipients of whom the actors are not one: who stands on both sides of different tellings is no recipient.
    /// Nameless people of one kind whom one telling sets against each other are others: 'a citizen killed citizens'.
    pub(super) fn others(
        &self,
        recipients: Vec<wire::Participant>,
        actors: &[wire::Participant],
        told: &[&Telling],
    ) -> Vec<wire::Participant> {
        let nameless = |p: &wire::Participant| p.identifier_text.is_none() && !p.sector.is_empty();
        let stands = |p: &wire::Participant, fill: &Fill| {
            let other = self.participant(fill);
            other.entity_span == p.entity_span && other.entity_text == p.entity_text
        };
        // Who says something of 'his troops' does not say it to them.
        let own = |t: &Telling, fill: &Fill| {
            let mut children = self.reading.text.children(fill.head);
            matches!(t.event.quad(), 1 | 3)
                && children.any(|c| c.dep() == "poss" && c.pos() == "PRON")
        };
        let against = |a: &wire::Participant, r: &wire::Participant| {
            told.iter().any(|t| {
                let (actors, recipients) = (&t.coding.actors, &t.coding.recipients);
                actors.iter().any(|fill| stands(a, fill))
                    && recipients.iter().any(|fill| stands(r, fill) && !own(t, fill))
            })
        };
        let one = |a: &wire::Participant, r: &wire::Participant| {
            same(a, r) && !(nameless(a) && nameless(r) && against(a, r))
        };
        // A town that its own country's army takes is held by others, whom this does not name.
        let own_town = |r: &wire::Participant| {
            told.iter().any(|t| {
                let town =
                    |fill: &&Fill| stands(r, fill) && self.is_own_town(fill, &t.coding.actors);
                t.event == EventType::Assault && t.coding.recipients.iter().any(|fill| town(&fill))
            })
        };
        let other = |r: &wire::Participant| !own_town(r) && !actors.iter().any(|a| one(a, r));
        recipients.into_iter().filter(other).collect()
    }

    /// Whether a fill is a town of the state whose government or army acts, and nobody else with it.
    fn is_own_town(&self, fill: &Fill, actors: &[Fill]) -> bool {
        let entity = |fill: &Fill| fill.mention.map(|m| self.reading.entities.entity_of(m));
        let Some(town) = entity(fill) else { return false };
        town.kind == EntityKind::Place
            && town.sectors.is_empty()
            && !actors.is_empty()
            && actors
                .iter()
                .all(|actor| entity(actor).is_some_and(|a| a.code == town.code && is_state(a)))
    }

    /// Whether what stands there is nobody: a thing that nobody is told to own, a paper, a place that has no government.
    fn no_party(&self, fill: &Fill, event: EventType) -> bool {
        let token = self.reading.text.token(fill.head);
        let Some(mention) = fill.mention else {
            let named = matches!(
                token.ent_type(),
                "LAW" | "WORK_OF_ART" | "EVENT" | "PRODUCT" | "FAC" | "MONEY" | "DATE"
            );
            // Whoever shells a market or stops a convoy does it to people, whoever they are.
            let peopled = event == EventType::Assault && self.is_of(fill, "peopled");
            let thing = matches!(token.pos(), "NOUN" | "NUM" | "ADJ" | "VERB" | "AUX") && !peopled;
            return thing || named || self.is_of(fill, "no_party");
        };
        let entity = self.reading.entities.entity_of(mention);
        if self.is_where(fill, event) {
            return true;
        }
        if entity.code.is_some() || !entity.sectors.is_empty() {
            return false;
        }
        match entity.kind {
            EntityKind::Place => self.is_stage(fill, event),
            EntityKind::Unknown => self.is_of(fill, "no_party"),
            EntityKind::Organisation => self.is_of(fill, "no_body"),
            _ => false,
        }
    }

    /// Whether a town is only where people gathered or where something happened of which something is said: 'marched
    /// through central Moscow', 'an inquiry into the raid in Lagos'. A country may be meant with what happens in it.
    fn is_where(&self, fill: &Fill, event: EventType) -> bool {
        let Some(mention) = fill.mention else { return false };
        let town = self.reading.entities.entity_of(mention).kind == EntityKind::Place;
        if !town || !self.stands_in(fill) {
            return false;
        }
        let noun = self.reading.text.token(fill.head).head().head();
        match event {
            EventType::Protest => true,
            EventType::Request | EventType::Accuse => {
                noun.pos() == "NOUN" && self.holds("no_party", noun.i)
            }
            _ => false,
        }
    }

    /// Whether a word that says where something is stands before it.
    fn stands_in(&self, fill: &Fill) -> bool {
        let token = self.reading.text.token(fill.head);
        let classes = &self.knowledge.lexicon.classes;
        let word = token.head().text().to_lowercase();
        let class = classes.get("inner_preposition").filter(|_| token.dep() == "pobj");
        class.is_some_and(|class| classes.holds(class, &word, &word, |_| None))
    }

    /// Whether a place of no one country is only where something is done: a gate, a sea, a continent that is visited.
    /// Words are said to a part of the world, and it can be attacked.
    fn is_stage(&self, fill: &Fill, event: EventType) -> bool {
        let (layers, token) = (self.layers(), self.reading.text.token(fill.head));
        let place = fill.mention.and_then(|m| layers.entities.entity_of(m).place);
        let feature = place.map_or("", |place| layers.entities.places[place].feature.0.as_str());
        let visited = matches!(
            event,
            EventType::Consult | EventType::Mobilize | EventType::Aid | EventType::Cooperate
        );
        token.ent_type() == "FAC" || feature == "H" || visited || self.stands_in(fill)
    }

    /// Whether the word that stands there is of the class of this name.
    fn is_of(&self, fill: &Fill, class: &str) -> bool {
        self.holds(class, fill.head)
    }

    /// Whether the word at token `i` is of the class of this name.
    fn holds(&self, class: &str, i: usize) -> bool {
        let classes = &self.knowledge.lexicon.classes;
        let Some(class) = classes.get(class) else { return false };
        let token = self.reading.text.token(i);
        let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
        let layers = self.layers();
        classes.holds(class, &lemma, &lower, |n| word_before(&layers, i, n))
    }

    /// Whether two fills are one: one entity, or the same noun for somebody without a name ('a judge', 'the judge').
    pub(super) fn same_somebody(
        &self,
        a: &wire::Participant,
        a_fill: &Fill,
        b: &wire::Participant,
        b_fill: &Fill,
    ) -> bool {
        let layers = self.layers();
        let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
        if entity(a_fill).is_some() && entity(a_fill) == entity(b_fill) {
            return true;
        }
        a.identifier_text.is_none()
            && b.identifier_text.is_none()
            && a.sector == b.sector
            && (a.code == b.code || a.code.is_empty() || b.code.is_empty())
            && a_fill.head != b_fill.head
            && same_noun(&layers, a_fill, b_fill)
    }

    pub(super) fn participant(&self, fill: &Fill) -> wire::Participant {
        let entities = &self.reading.entities;
        let Some(mention) = fill.mention else {
            let tokens = noun_phrase(self.reading, fill.head);
            let span = self.reading.text.span(tokens);
            return wire::Participant {
                entity_text: self.words(span).to_owned(),
                entity_span: self.span(span),
                ..wire::Participant::default()
            };
        };
        let entity = entities.entity_of(mention);
        let span = self.reading.text.span(entities.mentions[mention].tokens.clone());
        wire::Participant {
            code: entity.code.clone().unwrap_or_default(),
            sector: entity.sectors.join(","),
            entity_text: self.words(span).to_owned(),
            entity_span: self.span(span),
            identifier_id: None,
            identifier_text: identifier(entity),
            office: entity.office.clone(),
            rules: entity
                .because
                .iter()
                .filter_map(|(source, _)| source.as_ref().map(ToString::to_string))
                .collect(),
        }
    }
}

fn same(a: &wire::Participant, b: &wire::Participant) -> bool {
    a.code == b.code
        && a.sector == b.sector
        && a.identifier_text == b.identifier_text
        && (!a.code.is_empty() || a.entity_text == b.entity_text)
}

/// Whether `b` says nothing of somebody that `a` does not: the same code, and no name or sector of its own.
fn covers(a: &wire::Participant, b: &wire::Participant) -> bool {
    let less = |mine: &str, other: &str| other.is_empty() || mine == other;
    !b.code.is_empty()
        && a.code == b.code
        && less(&a.sector, &b.sector)
        && less(
            a.identifier_text.as_deref().unwrap_or(""),
            b.identifier_text.as_deref().unwrap_or(""),
        )
}

/// A noun with the words before it.
pub(super) fn noun_phrase(reading: &Reading<'_>, head: usize) -> std::ops::Range<usize> {
    let left = reading.text.subtree(head).start;
    left.max(reading.text.sentence(head).tokens.start)..head + 1
}
