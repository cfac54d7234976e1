//! 'Both sides', 'the two countries', 'the two leaders': the two that the report has just named.

use smallvec::SmallVec;

use super::EntityKind;
use super::find::AgentSpan;
use super::phrase::Phrase;
use super::resolve::{Heads, Reader};

/// What the noun behind 'both' or 'the two' asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Countries,
    Persons,
    Sides,
}

impl Reader<'_, '_> {
    /// The two entities that a description takes together, if it does and the report has named two.
    pub(super) fn both(&mut self, agent: &AgentSpan, phrase: &Phrase) -> Option<Heads> {
        let somebodys = phrase.code.is_some() || !phrase.owners.is_empty();
        if !phrase.plural || somebodys || !self.takes_two(agent.head) {
            return None;
        }
        let words = &self.actors.words;
        let asks = if words.countries.contains_key(&phrase.agent_words) {
            Asks::Countries
        } else if words.sides.contains_key(&phrase.agent_words) {
            Asks::Sides
        } else if phrase.person && phrase.sectors.first().is_none_or(|s| s == "GOV") {
            Asks::Persons
        } else {
            return None;
        };
        let noun = phrase.agent_words.as_str();
        let heads = self.last_two(agent.head, asks, noun);
        (heads.len() == 2).then_some(heads)
    }

    /// Whether 'both' or 'the two' stands before a noun.
    fn takes_two(&self, head: usize) -> bool {
        let two = &self.actors.words.two;
        let mut definite = false;
        let mut counted = false;
        for child in self.text.children(head).filter(|c| c.i < head) {
            let word = child.text().to_lowercase();
            match child.dep() {
                "det" | "predet" | "cc:preconj" | "preconj" if two.contains_key(&word) => {
                    return true;
                }
                "det" => definite |= word != "a" && word != "an",
                "nummod" | "amod" => counted |= two.contains_key(&word),
                _ => {}
            }
        }
        definite && counted
    }

    /// Whether a person's office is what a noun says: 'leader' of those who lead, 'minister' of any minister; a noun
    /// that is nobody's office here says nothing.
    fn is_called(&self, entity: usize, noun: &str) -> bool {
        let Some(office) = self.drafts[entity].entity.office.as_deref() else {
            return !self.actors.offices.contains(noun);
        };
        let office = office.trim_start_matches("former ");
        let person = noun == "leader" && self.actors.leads(office);
        person || office.ends_with(noun) || !self.actors.offices.contains(noun)
    }

    /// The last two entities of a sort before token `i` that are of two countries, or two persons.
    fn last_two(&mut self, i: usize, asks: Asks, noun: &str) -> Heads {
        let mut recent = self.salience.within(self.text.sentence_of[i]);
        recent.retain(|(_, _, head)| *head < i);
        recent.sort_by_key(|(_, _, head)| std::cmp::Reverse(*head));
        let mut heads = Heads::new();
        let mut codes: SmallVec<[String; 2]> = SmallVec::new();
        for (entity, ..) in recent {
            let draft = &self.drafts[entity];
            let kind = draft.entity.kind;
            let fits = match asks {
                Asks::Countries => true,
                Asks::Persons => {
                    kind == EntityKind::Person && !draft.plural && self.is_called(entity, noun)
                }
                Asks::Sides => kind != EntityKind::Place && kind != EntityKind::Unknown,
            };
            let Some(code) = draft.entity.code.clone().filter(|_| fits) else { continue };
            // Two of one country are one side of it, unless persons are asked for who are no leaders.
            if codes.contains(&code) && (asks != Asks::Persons || noun == "leader") {
                continue;
            }
            let country = self.actors.country_of.get(&code).copied();
            match (asks, country) {
                (Asks::Countries, Some(country)) => heads.push(self.country(country)),
                (Asks::Countries, None) => continue,
                _ => heads.push(entity),
            }
            codes.push(code);
            if heads.len() == 2 {
                break;
            }
        }
        heads
    }
}
