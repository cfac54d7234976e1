//! One slot of a frame after the other: who or what stands in it, and what of it the frame takes.

use super::{Fill, Matched, Obstacle, is_weapon};
use crate::coding::{Layers, Rules};
use crate::lexicon::{Filler, Part, Position, Slot};
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role};

pub(super) struct Search<'a, 'm> {
    pub(super) layers: &'a Layers<'a>,
    pub(super) rules: &'a Rules<'a>,
    pub(super) predicate: &'a Predicate,
    pub(super) doer: &'a [Fill],
    pub(super) matched: &'m mut Matched,
}

impl Search<'_, '_> {
    /// Fills one slot; false where nothing fits.
    pub(super) fn slot(&mut self, slot: &Slot) -> bool {
        if slot.filler.governed {
            return self.governed(slot);
        }
        for group in self.candidates(slot) {
            let fills: Vec<Fill> = group
                .into_iter()
                .filter(|fill| !self.matched.used.contains(&fill.head))
                .flat_map(|fill| self.fits(&slot.filler, &fill))
                .collect();
            let fills = self.somebody_first(slot, fills);
            if fills.is_empty() || (slot.filler.part == Some(Part::Both) && !self.plural(&fills)) {
                continue;
            }
            let waived = fills.iter().all(|f| self.waived(&slot.filler, f.head));
            self.take(&slot.filler, fills, waived);
            return true;
        }
        false
    }

    /// Of several fills of a target, those that are somebody or somewhere: 'in support of … in Syria'.
    fn somebody_first(&self, slot: &Slot, fills: Vec<Fill>) -> Vec<Fill> {
        let known = fills.iter().any(|fill| fill.mention.is_some());
        if slot.filler.part == Some(Part::Target) && known {
            fills.into_iter().filter(|fill| fill.mention.is_some()).collect()
        } else {
            fills
        }
    }

    fn take(&mut self, filler: &Filler, fills: Vec<Fill>, waived: bool) {
        let restricted = !waived && (!filler.classes.is_empty() || !filler.lemmas.is_empty());
        self.matched.score += 2 + if restricted { 3 } else { 0 };
        self.matched.used.extend(fills.iter().map(|fill| fill.head));
        if let Some(part) = filler.owner {
            let owners =
                fills.iter().flat_map(|fill| self.themselves(fill.head)).collect::<Vec<_>>();
            self.matched.score += if owners.is_empty() { 0 } else { 2 };
            self.put(part, owners);
        }
        if let Some(part) = filler.part {
            self.put(part, fills);
        }
    }

    fn put(&mut self, part: Part, mut fills: Vec<Fill>) {
        if matches!(part, Part::Actor | Part::Both) {
            fills.retain(|fill| !is_weapon(self.layers, self.rules, fill.head));
        }
        let list = match part {
            Part::Actor => &mut self.matched.actors,
            Part::Recipient | Part::Target => &mut self.matched.recipients,
            Part::Doer => &mut self.matched.doers,
            Part::Place => &mut self.matched.places,
            Part::Both => {
                self.matched.both = true;
                &mut self.matched.actors
            }
        };
        for fill in fills {
            if !list.contains(&fill) {
                list.push(fill);
            }
        }
    }

    fn plural(&self, fills: &[Fill]) -> bool {
        let entity = |fill: &Fill| fill.mention.map(|m| self.layers.entities.mentions[m].entity);
        let first = fills.first().and_then(entity);
        fills.iter().skip(1).any(|fill| entity(fill) != first)
            || fills
                .iter()
                .any(|fill| self.layers.text.token(fill.head).feature("Number") == Some("Plur"))
    }

    /// Events that an operator governs.
    fn governed(&mut self, slot: &Slot) -> bool {
        let mut heads: Vec<usize> = Vec::new();
        for at in self.governable(slot) {
            let inner = self.through_partitive(at);
            if !self.matched.used.contains(&at)
                && self.names_event(inner)
                && self.of_class(&slot.filler, inner)
            {
                heads.push(inner);
            }
        }
        if heads.is_empty() && slot.position == Position::Infinitive {
            heads = self.purposes();
        }
        if heads.is_empty() {
            return false;
        }
        // The arguments stand in order of their roles; of several the first in the text is first.
        heads.sort_unstable();
        // 'stopped the *kidnappings*': a deed of others that the frame names outdoes any deed of one's own.
        let named = slot.filler.others && !slot.filler.classes.is_empty();
        self.matched.score += if named { 6 } else { 3 };
        self.matched.governed.extend(heads);
        true
    }

    /// Heads of the arguments where an operator looks for what it governs.
    fn governable(&self, slot: &Slot) -> Vec<usize> {
        let wanted: &[Role] = match &slot.position {
            Position::Infinitive => &[Role::Clause(ClauseKind::To)],
            Position::Finite => &[Role::Clause(ClauseKind::That)],
            Position::Open => &[Role::Clause(ClauseKind::Whether)],
            Position::After(_) => &[],
            // An infinitive without a subject of its own is the actor's deed and nobody else's.
            _ if slot.filler.others => {
                &[Role::Object, Role::Clause(ClauseKind::Ing), Role::Clause(ClauseKind::That)]
            }
            _ => &[
                Role::Object,
                Role::Clause(ClauseKind::Ing),
                Role::Clause(ClauseKind::To),
                Role::Clause(ClauseKind::That),
            ],
        };
        let prepositions: Vec<&str> = match &slot.position {
            Position::After(words) => words.iter().map(String::as_str).collect(),
            Position::Infinitive => vec!["to"],
            Position::Governed if self.predicate.kind == PredicateKind::Noun => {
                vec!["of", "for", "to"]
            }
            _ => Vec::new(),
        };
        let arguments = self.predicate.arguments.iter();
        let fits = arguments.filter(|argument| match &argument.role {
            Role::Oblique(word) => prepositions.contains(&word.as_str()),
            role => wanted.contains(role),
        });
        // 'asked questions like: Why does Oslo pay?': a question is not what somebody is asked to do.
        let asked = |head: &usize| {
            let lower = self.layers.predicates.headed_by(*head);
            slot.position == Position::Finite
                && lower.is_some_and(|p| self.layers.predicates.list[p].form.question)
        };
        fits.map(|argument| argument.head).filter(|head| !asked(head)).collect()
    }

    /// What stands where a slot looks, with why it does not fill it.
    pub(super) fn stood(&self, slot: &Slot) -> Vec<(usize, Obstacle)> {
        let mut list: Vec<(usize, Obstacle)> = Vec::new();
        if slot.filler.governed {
            for at in self.governable(slot) {
                let inner = self.through_partitive(at);
                let obstacle = if self.matched.used.contains(&at) {
                    Obstacle::Taken
                } else if self.names_event(inner) {
                    Obstacle::Class
                } else {
                    Obstacle::NoEvent
                };
                list.push((at, obstacle));
            }
            return list;
        }
        for fill in self.candidates(slot).into_iter().flatten() {
            if !list.iter().any(|(head, _)| *head == fill.head) {
                list.push((fill.head, self.obstacle(&slot.filler, &fill)));
            }
        }
        list
    }

    fn obstacle(&self, filler: &Filler, fill: &Fill) -> Obstacle {
        let inner = self.through_partitive(fill.head);
        if self.matched.used.contains(&fill.head) {
            Obstacle::Taken
        } else if !self.of_class(filler, fill.head) && !self.of_class(filler, inner) {
            Obstacle::Class
        } else if filler.owner.is_some() && !filler.owner_optional && self.owners(inner).is_empty()
        {
            Obstacle::Unowned
        } else if !self.fits(filler, fill).is_empty() {
            Obstacle::Alone
        } else if self.layers.entities.headed_by(inner).next().is_some() {
            Obstacle::Place
        } else {
            Obstacle::Nobody
        }
    }

    /// Infinitives of purpose: 'called the president *to congratulate* him'.
    fn purposes(&self) -> Vec<usize> {
        let list = &self.layers.predicates.list;
        let Some(own) = self.layers.predicates.headed_by(self.predicate.head) else {
            return Vec::new();
        };
        let infinitive = |i: usize| self.layers.text.children(i).any(|t| t.tag() == "TO");
        // Predicates stand in order of their tokens, so those of the clause are near.
        let near = list[own..list.len().min(own + 16)].iter();
        near.filter(|p| p.above == Some((own, Link::Adverbial(None))) && infinitive(p.head))
            .map(|p| p.head)
            .collect()
    }

    /// Whether a token can name an event: it heads a predicate, and it is nobody ('invited the *minister*').
    fn names_event(&self, i: usize) -> bool {
        self.layers.predicates.headed_by(i).is_some()
            && self.layers.entities.headed_by(i).next().is_none()
    }
}
