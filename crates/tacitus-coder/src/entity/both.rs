//! 'Both sides', 'the two countries', 'the two leaders': the two that the report has just named.

use smallvec::SmallVec;

use super::EntityKind;
use super::binding::is_where;
use super::find::AgentSpan;
use super::phrase::Phrase;
use super::pronouns::coordinated;
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
            return noun == "leader" || !self.actors.offices.contains(noun);
        };
        let office = office.trim_start_matches("former ");
        let person = noun == "leader" && self.actors.leads(office);
        person || office.ends_with(noun) || !self.actors.offices.contains(noun)
    }

    /// The last two entities of a sort before token `i` that are of two countries, or two persons: rather two that are
    /// named together, 'the rebels and the army', 'U.S.-China talks'.
    fn last_two(&mut self, i: usize, asks: Asks, noun: &str) -> Heads {
        let text = self.text;
        let sentence = text.sentence_of[i] as usize;
        let from = text.sentences[sentence.saturating_sub(PAIR)].tokens.start;
        let mut seen = Heads::new();
        for j in (from..i).rev() {
            let here: Heads = self.read_at(j).into();
            // 'U.S.-China talks' names two; 'the Guatemalan border' is no side.
            let hyphen = |at: usize| text.token(at).text() == "-";
            let glued = (j > 0 && hyphen(j - 1)) || hyphen(j + 1);
            let modifier = self.modifies(j) && here.len() < 2 && !glued;
            if here.is_empty() || (asks != Asks::Persons && (modifier || is_where(text, j))) {
                continue;
            }
            let parts = coordinated(text, j);
            let told: Heads = if parts.len() == 2 && text.token(j).dep() != "conj" && parts[1] < i {
                parts.iter().filter_map(|&part| self.read_at(part).first().copied()).collect()
            } else {
                here.clone()
            };
            let two = self.two_of(told, asks, noun);
            // Whoever else was named since then is one of them too.
            if two.len() == 2 && self.are_among(&seen, &two, asks, noun) {
                return two;
            }
            for entity in here {
                if !seen.contains(&entity) {
                    seen.push(entity);
                }
            }
        }
        self.two_of(seen, asks, noun)
    }

    /// Whether all of a sort among `seen` are of the countries of `two`.
    fn are_among(&self, seen: &Heads, two: &Heads, asks: Asks, noun: &str) -> bool {
        let code = |e: &usize| self.drafts[*e].entity.code.clone();
        seen.iter().filter(|e| self.can_be_side(**e, asks, noun)).all(|e| {
            two.contains(e) || (asks != Asks::Persons && two.iter().any(|o| code(o) == code(e)))
        })
    }

    /// Whether an entity can be one of two of a sort.
    fn can_be_side(&self, entity: usize, asks: Asks, noun: &str) -> bool {
        let draft = &self.drafts[entity];
        let kind = draft.entity.kind;
        // The press, business and people do not stand for their country.
        let apart = |s: &String| {
            matches!(s.as_str(), "CVL" | "JRN" | "EDU" | "BUS" | "MED" | "UNK" | "SOC")
        };
        let apart = draft.entity.sectors.first().is_some_and(apart);
        draft.entity.code.is_some()
            && match asks {
                Asks::Countries => !apart,
                Asks::Persons => {
                    kind == EntityKind::Person && !draft.plural && self.is_called(entity, noun)
                }
                Asks::Sides => kind != EntityKind::Place && kind != EntityKind::Unknown && !apart,
            }
    }

    /// The first two of a sort that are of two countries, or two persons.
    fn two_of(&mut self, entities: Heads, asks: Asks, noun: &str) -> Heads {
        let mut heads = Heads::new();
        let mut codes: SmallVec<[String; 2]> = SmallVec::new();
        for entity in entities {
            if !self.can_be_side(entity, asks, noun) {
                continue;
            }
            let draft = &self.drafts[entity];
            let Some(code) = draft.entity.code.clone() else { continue };
            // Two of one country are one side of it, unless persons are asked for who are no leaders.
            if codes.contains(&code) && (asks != Asks::Persons || noun == "leader") {
                continue;
            }
            // Who acts for a state stands for it: the state is the side.
            let acts =
                draft.entity.sectors.first().is_some_and(|s| matches!(s.as_str(), "GOV" | "MIL"));
            let country = self.actors.country_of.get(&code).copied();
            match (asks, country) {
                (Asks::Countries, None) => continue,
                (Asks::Sides, Some(country)) if acts => heads.push(self.country(country)),
                (Asks::Countries, Some(country)) => heads.push(self.country(country)),
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

/// So many sentences back two are looked for that are named together.
const PAIR: usize = 3;
