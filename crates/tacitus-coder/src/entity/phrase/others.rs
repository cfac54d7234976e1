//! Whose a description is not, though a name stands beside it: allies, counterparts, those who stand for somebody abroad.

use super::{Owner, Phrase, Tie};
use crate::entity::EntityKind;
use crate::entity::find::AgentSpan;
use crate::entity::resolve::Reader;

impl Reader<'_, '_> {
    /// What knowledge has of a noun with the people's or the party's name before it: 'Kurdish fighters', 'Western
    /// leaders'.
    pub(super) fn role_of_people(&self, agent: &AgentSpan) -> Option<u32> {
        let actors = self.actors;
        let name = self.found.name_over(agent.tokens.start.checked_sub(1)?)?;
        if name.tokens.end != agent.tokens.start {
            return None;
        }
        let noun = &actors.agents[agent.agent as usize].phrase;
        let words = format!("{} {noun}", self.text.words(name.tokens.clone()).to_lowercase());
        let role = *actors.agent_names.exact(&words).first()?;
        (actors.agents[role as usize].kind != EntityKind::Unknown).then_some(role)
    }

    /// 'The embassy in Rome' is not Italy's: of those who stand for somebody abroad, where they are does not say whose
    /// they are. Nor does it of leaders 'of ten nations', who meet in one.
    pub(super) fn abroad(&self, owners: &mut Vec<Owner>, phrase: &Phrase) {
        let words = &self.actors.words;
        let many = |o: &Owner| {
            let owner = &self.drafts[o.entity];
            let states = owner.entity.sectors.first().is_some_and(|sector| sector == "GOV");
            o.tie == Tie::Of && owner.plural && owner.entity.code.is_none() && states
        };
        let city = |o: &Owner| {
            o.tie == Tie::Modifier && self.drafts[o.entity].entity.kind == EntityKind::Place
        };
        if words.abroad.contains_key(&phrase.agent_words) {
            owners.retain(|o| o.tie != Tie::In && !city(o));
        } else if owners.iter().any(many) {
            owners.retain(|o| o.tie != Tie::In);
        }
    }

    /// 'His Turkish counterpart': whoever holds the owner's office in the other country. Whether it is one.
    pub(super) fn counterpart(&mut self, owners: &[Owner], phrase: &mut Phrase) -> bool {
        if !self.actors.words.counterparts.contains_key(&phrase.agent_words) {
            return false;
        }
        let person = |o: &&Owner| {
            o.tie == Tie::Possessor && self.drafts[o.entity].entity.kind == EntityKind::Person
        };
        let theirs: Vec<&Owner> = owners
            .iter()
            .filter(|o| o.tie != Tie::Possessor && self.drafts[o.entity].entity.code.is_some())
            .filter(|o| self.is_country(o.entity))
            .collect();
        let Some(first) = theirs.first() else { return false };
        let code = self.drafts[first.entity].entity.code.clone();
        let reason = format!(
            "of {} ({})",
            self.drafts[first.entity].entity.name,
            code.as_deref().unwrap_or("")
        );
        phrase.code = code;
        phrase.because.push((None, reason));
        phrase.owners =
            theirs.iter().take(if phrase.plural { 4 } else { 1 }).map(|o| o.entity).collect();
        if let Some(own) = owners.iter().find(person) {
            let own = &self.drafts[own.entity].entity;
            phrase.sectors.clone_from(&own.sectors);
            if let Some(office) = own.office.as_deref() {
                phrase.agent_words = office.trim_start_matches("former ").to_owned();
                phrase.because.push((None, format!("counterpart of {}, {office}", own.name)));
            }
        } else {
            phrase.sectors = self.government_sectors();
        }
        true
    }

    /// "France's allies", 'its partners', 'American allies': a country owns who stands beside it, and is none of them. Of
    /// "America's Gulf allies" the possessor goes, and the others say who they are.
    pub(super) fn of_others(&self, owners: &mut Vec<Owner>, named: bool, phrase: &mut Phrase) {
        if self.actors.words.strangers.contains_key(&phrase.agent_words) {
            owners.retain(|o| !matches!(o.tie, Tie::Possessor | Tie::Of));
        }
        if !self.actors.words.of_others.contains_key(&phrase.agent_words) || owners.is_empty() {
            return;
        }
        let owned = owners.iter().any(|o| o.tie == Tie::Possessor);
        let state = |o: &Owner| {
            let owner = &self.drafts[o.entity].entity;
            self.is_country(o.entity) || owner.kind == EntityKind::Organisation
        };
        let allied = owners.iter().any(state);
        // 'Kurdish allies' are of a people, which has no government.
        let people = |o: &Owner| {
            let owner = &self.drafts[o.entity].entity;
            o.tie == Tie::Modifier && owner.kind == EntityKind::Group && owner.code.is_none()
        };
        if named {
            phrase.because.push((None, "allies, not the owner".into()));
        } else if owners.iter().any(people) {
            phrase.sectors.clear();
        } else if allied {
            phrase.sectors = self.government_sectors();
        }
        owners.retain(|o| {
            !people(o) && (!self.is_country(o.entity) || (owned && o.tie == Tie::Modifier))
        });
        if owners.is_empty() {
            phrase.definite = false;
            phrase.indefinite = true;
        }
    }

    /// 'Their representatives', 'a representative for the firm', "the premier's coalition": a noun that has a sector of
    /// its own stands here for its owner. Of a person's title or of somebody from a province it does not.
    pub(super) fn stands_for_owner(
        &self,
        agent: &AgentSpan,
        owners: &[Owner],
        phrase: &mut Phrase,
    ) -> bool {
        let title = self.text.token(agent.head).text().starts_with(char::is_uppercase);
        if title || !self.actors.words.standing_for.contains_key(&phrase.agent_words) {
            return false;
        }
        let spoken_for = |o: &Owner| {
            let owner = &self.drafts[o.entity].entity;
            match owner.kind {
                EntityKind::Place => false,
                EntityKind::Country if phrase.person => phrase.plural || o.tie != Tie::Modifier,
                EntityKind::Person => o.tie < Tie::In,
                _ => phrase.person && o.tie < Tie::In && o.tie != Tie::Modifier,
            }
        };
        let stands = owners.iter().any(spoken_for);
        if stands {
            phrase.sectors.clear();
        }
        stands
    }

    /// 'The leaders', 'other global leaders', 'our partners', of whom nothing tells whose they are: those of states.
    pub(super) fn those_of_states(&self, agent: &AgentSpan, phrase: &mut Phrase) {
        let mut before = self.text.children(agent.head).filter(|c| c.i < agent.head);
        let told = before.any(|c| matches!(c.dep(), "compound" | "nmod" | "poss"))
            || self.text.children(agent.head).any(|c| c.dep() == "prep");
        let noun = &phrase.agent_words;
        let leaders = self.actors.leads(noun) && phrase.sectors.is_empty();
        // One partner may be a husband; several are allies.
        let partners = self.actors.words.of_others.contains_key(noun)
            && phrase.sectors.first().is_some_and(|s| s == "CVL");
        if phrase.plural && !told && (leaders || partners) {
            phrase.sectors = self.government_sectors();
            phrase.because.push((None, "of states, as nothing tells of whom else".into()));
        }
    }
}
