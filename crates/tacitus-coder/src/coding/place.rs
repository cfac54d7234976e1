//! Where an event was: only a place that stands in one clause with its predicate, or is the event's own argument.

use tacitus_record::EventType;

use super::compose::Coding;
use super::{Layers, Rules};
use crate::entity::MentionKind;
use crate::predicate::{Argument, Role};

/// Where an event was, with the reason for it or for there being none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Where {
    /// The mention that says it.
    pub mention: Option<usize>,
    /// Why.
    pub reason: String,
}

/// CAMEO's code for being visited: whom one receives is no place.
const HOSTS: &str = "043";

/// Where an event was.
#[must_use]
pub fn place(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Where {
    let search = Search { layers, rules, coding };
    let found = |mention, reason: String| Where { mention: Some(mention), reason };
    if let Some(mention) = search.asked_for() {
        return found(mention, "the frame's own argument".into());
    }
    if let Some((mention, word)) = search.in_clause() {
        return found(mention, format!("in its clause, with {word:?}"));
    }
    if let Some(mention) = search.sufferer() {
        return found(mention, "whom it is done to is where it is done".into());
    }
    let reason = if coding.recipients.iter().any(|f| f.mention.is_some_and(|m| search.is_place(m)))
    {
        "none: to whom it is done is not where"
    } else {
        "none: no place stands with the predicate in its clause"
    };
    Where { mention: None, reason: reason.into() }
}

struct Search<'a> {
    layers: &'a Layers<'a>,
    rules: &'a Rules<'a>,
    coding: &'a Coding,
}

impl Search<'_> {
    fn is_place(&self, mention: usize) -> bool {
        self.layers.entities.entity_of(mention).place.is_some()
    }

    /// Whether it is done by bodies and things, which are somewhere, rather than by words.
    fn is_deed(&self) -> bool {
        matches!(self.coding.code.event.quad(), 2 | 4)
            || matches!(self.coding.code.event, EventType::Consult | EventType::Protest)
    }

    fn asked_for(&self) -> Option<usize> {
        self.coding.places.iter().find_map(|f| f.mention.filter(|&m| self.is_place(m)))
    }

    /// The place that a preposition ties to the predicate, or to the object of a deed ('arrested four men at the airport
    /// *in Nairobi*'): what is criticised in a country is not criticised there.
    fn in_clause(&self) -> Option<(usize, String)> {
        for index in [self.coding.core, self.coding.top] {
            let predicate = &self.layers.predicates.list[index];
            let objects = predicate
                .arguments
                .iter()
                .filter(|a| self.is_deed() && matches!(a.role, Role::Object))
                .filter_map(|a| self.layers.predicates.headed_by(a.head));
            for holder in std::iter::once(index).chain(objects) {
                if let Some(found) = self.with(holder, true) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// The place among the prepositional arguments of a predicate; `deeper`: or of what they name ('at the airport in').
    fn with(&self, holder: usize, deeper: bool) -> Option<(usize, String)> {
        let arguments = &self.layers.predicates.list[holder].arguments;
        let located = arguments.iter().filter_map(|a| self.preposition(a).map(|word| (a, word)));
        for (argument, word) in located {
            let mut mentions = self.layers.entities.headed_by(argument.head);
            if let Some(place) = mentions.find(|&m| self.is_place(m) && self.fits(m, word)) {
                return Some((place, word.to_owned()));
            }
            let below = self.layers.predicates.headed_by(argument.head).filter(|_| deeper);
            if let Some(found) = below.and_then(|noun| self.with(noun, false)) {
                return Some(found);
            }
        }
        None
    }

    /// The preposition of an argument, where it is one that places.
    fn preposition<'p>(&self, argument: &'p Argument) -> Option<&'p str> {
        let Role::Oblique(word) = &argument.role else { return None };
        let class = if self.is_deed() { "place_preposition" } else { "stage_preposition" };
        let class = self.rules.lexicon.classes.get(class)?;
        self.rules.lexicon.classes.holds(class, word, word, |_| None).then_some(word.as_str())
    }

    /// Whom a law or a measure is on is not where it is: 'sanctions on Belarus', 'talks between Iran and Oman'.
    fn fits(&self, mention: usize, word: &str) -> bool {
        let side = self
            .coding
            .recipients
            .iter()
            .chain(&self.coding.actors)
            .any(|fill| fill.mention == Some(mention));
        let inside = self
            .rules
            .lexicon
            .classes
            .get("stage_preposition")
            .is_some_and(|class| self.rules.lexicon.classes.holds(class, word, word, |_| None));
        inside
            || !side
            || matches!(self.coding.code.event, EventType::Assault | EventType::Mobilize)
    }

    /// Who suffers a deed or is visited is where it happens, if it is a place.
    fn sufferer(&self) -> Option<usize> {
        let code = &self.coding.code;
        let visit = code.modes.iter().any(|mode| mode == "visit")
            && !code.cameo.iter().any(|cameo| cameo == HOSTS);
        let spatial = matches!(code.event, EventType::Assault | EventType::Mobilize) || visit;
        let there = self.coding.recipients.iter().filter_map(|f| f.mention);
        there.filter(|_| spatial).find(|&m| {
            self.is_place(m) && self.layers.entities.mentions[m].kind == MentionKind::Place
        })
    }
}
