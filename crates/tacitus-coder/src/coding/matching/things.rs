//! What is done to a thing is done to its owner, and a place where it happens is no party to it.

use tacitus_record::EventType;

use super::{Fill, Search};
use crate::entity::{Entity, EntityKind};
use crate::lexicon::{Frame, Head};

impl Search<'_, '_> {
    /// 'Destroyed Syria's reactor': a thing among the recipients gives way to whoever it belongs to, unless that is who
    /// does it. A thing of which nobody is told to be the owner stays, so that the frame holds.
    pub(super) fn give_way_to_owners(&mut self) {
        let doers: Vec<usize> =
            self.matched.actors.iter().filter_map(|fill| self.entity_at(fill)).collect();
        let mut out: Vec<Fill> = Vec::new();
        for fill in std::mem::take(&mut self.matched.recipients) {
            let inner = self.through_partitive(fill.head);
            let thing = fill.mention.is_none() && self.layers.text.token(inner).pos() == "NOUN";
            let mut owners = if thing { self.owners(inner) } else { Vec::new() };
            owners.retain(|owner| {
                let code =
                    owner.mention.and_then(|m| self.layers.entities.entity_of(m).code.as_ref());
                let entity = self.entity_at(owner);
                let told = |known: &Fill| self.entity_at(known) == entity;
                let doer = entity.is_some_and(|entity| doers.contains(&entity));
                code.is_some() && !doer && !out.iter().any(told)
            });
            if owners.is_empty() {
                out.push(fill);
            } else {
                out.extend(owners);
            }
        }
        self.matched.recipients = out;
    }

    /// 'Russian air strikes in Syria', 'a war in Syria against rebels': where a state attacks is not whom it attacks,
    /// and where anybody attacks somebody else who is named is not either.
    pub(super) fn without_stage(&mut self, frame: &Frame) {
        let assault = matches!(&frame.head, Head::Code(code) if code.event == EventType::Assault);
        if !assault {
            return;
        }
        let stage: Vec<bool> =
            self.matched.recipients.iter().map(|fill| self.is_stage(fill)).collect();
        let others = stage.iter().any(|stage| !stage);
        let codes: Vec<Option<&str>> =
            self.matched.recipients.iter().map(|f| self.code_at(f)).collect();
        let state = self.matched.actors.iter().any(|fill| {
            let abroad = !codes.contains(&self.code_at(fill));
            abroad && fill.mention.is_some_and(|m| is_state(self.layers.entities.entity_of(m)))
        });
        if others || state {
            let mut stage = stage.into_iter();
            self.matched.recipients.retain(|_| !stage.next().unwrap_or(false));
        }
    }

    /// Whether a fill is a place that a preposition makes the stage of what is told.
    fn is_stage(&self, fill: &Fill) -> bool {
        let Some(class) = self.rules.lexicon.classes.get("inner_preposition") else { return false };
        let place = fill.mention.is_some_and(|m| {
            matches!(
                self.layers.entities.entity_of(m).kind,
                EntityKind::Country | EntityKind::Place
            )
        });
        let mut token = self.layers.text.token(fill.head);
        while token.dep() == "conj" && token.head().i != token.i {
            token = token.head();
        }
        place && token.dep() == "pobj" && self.in_class(class, token.head().i)
    }

    fn entity_at(&self, fill: &Fill) -> Option<usize> {
        fill.mention.map(|m| self.layers.entities.mentions[m].entity)
    }

    fn code_at(&self, fill: &Fill) -> Option<&str> {
        fill.mention.and_then(|m| self.layers.entities.entity_of(m).code.as_deref())
    }
}

/// Whether it is a state, its government or its army.
pub(crate) fn is_state(entity: &Entity) -> bool {
    let chief = entity.sectors.first().map_or("", String::as_str);
    entity.kind == EntityKind::Country || (entity.code.is_some() && matches!(chief, "GOV" | "MIL"))
}
