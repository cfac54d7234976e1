//! Persons by name, with the titles and appositions that tell what they are.

use smallvec::smallvec;

use super::find::{AgentSpan, NameSpan, What, is_honorific, party_tag};
use super::knowledge::{Named, When};
use super::names::{fold, pieces};
use super::phrase::{Phrase, modify};
use super::resolve::{Draft, Heads, Key, Reader, short_title};
use super::sexes::{Gender, sex_of_name, sex_of_title};
use super::surnames::{Full, meant};
use super::{EntityKind, MentionKind};

impl Reader<'_, '_> {
    /// A person's name with the title before it: one mention, headed by the name's head.
    pub(super) fn person(&mut self, name: &NameSpan) -> Heads {
        let title = self.title(name).cloned();
        let words = self.text.words(name.tokens.clone()).to_owned();
        let (mut from, gender) = self.address(name);
        let phrase = title.as_ref().map(|title| {
            let heads = [title.head, name.head];
            let phrase = self.phrase(title, &heads);
            from = from.min(phrase.tokens.start);
            phrase
        });
        let mut entity = match name.what {
            What::Person(person) => self.known_person(person),
            _ => self.unknown_person(&words, Some(name.head), gender),
        };
        if let (Some(gender), Some(other)) = (gender, self.drafts[entity].gender)
            && gender != other
        {
            entity = self.namesake(&words, gender);
        }
        if let Some(phrase) = &phrase {
            self.learn(entity, phrase);
        }
        self.party(entity, name.tokens.end);
        let draft = &mut self.drafts[entity];
        draft.gender = draft.gender.or(gender);
        let heads: Heads = smallvec![entity];
        if let Some(title) = &title {
            self.absorb(title.head, &heads);
        }
        self.mention(from..name.tokens.end, name.head, MentionKind::Name, entity);
        self.set(name.head, heads.clone());
        self.apposition(name.head, entity);
        heads
    }

    /// The country that a tag behind a politician's name tells: 'Sen. Jane Doe (R-Utah)'.
    fn party(&mut self, entity: usize, end: usize) {
        let draft = &mut self.drafts[entity];
        if draft.entity.code.is_some() || end + 1 >= self.text.len() {
            return;
        }
        let opens = matches!(self.text.token(end).text(), "," | "(" | "[");
        if opens && let Some(country) = party_tag(self.text, self.actors, end + 1) {
            draft.entity.code = Some(country.to_owned());
            let tag = self.text.token(end + 1).text();
            draft.because(None, format!("'{tag}' tells a politician of {country}"));
        }
    }

    /// The agent that stands as a title right before a name and hangs on it.
    pub(super) fn title(&self, name: &NameSpan) -> Option<&AgentSpan> {
        let text = self.text;
        let mut before = name.tokens.start.checked_sub(1)?;
        while before > 0
            && is_honorific(text, self.actors, before)
            && self.found.agent_over(before).is_none()
        {
            before -= 1;
        }
        let agent = self.found.agent_over(before).filter(|agent| agent.tokens.end == before + 1)?;
        (text.sentence_of[before] == text.sentence_of[name.head] && self.is_title(agent, name.head))
            .then_some(agent)
    }

    /// Whether a person's title stands before the name.
    pub(super) fn is_titled(&self, name: &NameSpan) -> bool {
        self.title(name).is_some_and(|title| self.titled(title).is_some())
    }

    /// Whether an agent right before a name is its title, and no noun with the name in apposition.
    fn is_title(&self, agent: &AgentSpan, name_head: usize) -> bool {
        let text = self.text;
        if text.ancestors(name_head).any(|above| above.i == agent.head) {
            return false;
        }
        let below = text.ancestors(agent.head).any(|above| above.i == name_head);
        below || super::find::capitalised(text.token(agent.head))
    }

    /// The name that an agent is the title of.
    pub(super) fn titled(&self, agent: &AgentSpan) -> Option<&NameSpan> {
        let mut next = agent.tokens.end;
        while next < self.text.len()
            && is_honorific(self.text, self.actors, next)
            && self.found.name_over(next).is_none()
        {
            next += 1;
        }
        let name = self.found.name_over(next).filter(|name| name.tokens.start == next)?;
        let person = matches!(name.what, What::Person(_) | What::Unknown(EntityKind::Person));
        let capital = super::find::capitalised(self.text.token(agent.head));
        let unknown = match name.what {
            What::Unknown(EntityKind::Unknown) => true,
            What::Unknown(_) => {
                capital && self.actors.agents[agent.agent as usize].kind == EntityKind::Person
            }
            _ => false,
        };
        (person || unknown).then_some(name)
    }

    /// The person of a family name who is of this sex, where the form of address says that it is not the one whom the
    /// name alone means: 'Mrs. Obama', 'Mr. Clinton'.
    fn namesake(&mut self, words: &str, gender: Gender) -> usize {
        let last = pieces(words).pop().unwrap_or_default();
        let named = |name: &str| pieces(name).pop().is_some_and(|piece| piece == last);
        let here = self.drafts.iter().position(|draft| {
            draft.entity.kind == EntityKind::Person
                && draft.gender == Some(gender)
                && named(&draft.entity.name)
        });
        if let Some(entity) = here {
            return entity;
        }
        let mut known = self.actors.names.exact(&last).iter().filter_map(|named| match named {
            Named::Surname(index) => Some(*index),
            _ => None,
        });
        let fits = |index: &u32| {
            let person = &self.actors.people[*index as usize];
            self.gender_of_name(&person.name) == Some(gender)
                && person.standing(self.window).is_some_and(|s| s.when == When::Current)
        };
        if let (Some(index), None) = (known.by_ref().find(fits), known.find(fits)) {
            return self.known_person(index);
        }
        let title = if gender == Gender::Feminine { "Mrs" } else { "Mr" };
        let name = format!("{title} {words}");
        self.keyed(Key::Name(name.clone()), |_| {
            let mut draft = Draft::new(&name, EntityKind::Person, None);
            draft.gender = Some(gender);
            draft.because(None, "a person that knowledge does not have".into());
            draft
        })
    }

    /// Where the form of address before a name begins, and the sex that it tells.
    fn address(&self, name: &NameSpan) -> (usize, Option<Gender>) {
        let mut from = name.tokens.start;
        let mut gender = None;
        while from > self.text.sentence(name.head).tokens.start
            && is_honorific(self.text, self.actors, from - 1)
            && self.found.agent_over(from - 1).is_none()
        {
            from -= 1;
            gender = gender.or(self.gender_of(self.text.token(from).text()));
        }
        (from, gender)
    }

    /// The sex that a noun or title tells.
    pub(super) fn gender_of(&self, phrase: &str) -> Option<Gender> {
        sex_of_title(self.actors, phrase)
    }

    /// The sex that a full name tells.
    fn gender_of_name(&self, name: &str) -> Option<Gender> {
        sex_of_name(self.actors, name)
    }

    /// The entity of a person that knowledge has, as of the report's date.
    pub(super) fn known_person(&mut self, index: u32) -> usize {
        let person = &self.actors.people[index as usize];
        let entity = self.keyed(Key::Person(index), |reader| {
            let standing = person.standing(reader.window);
            let code = standing.map(|standing| standing.term.code.as_str());
            let mut draft = Draft::new(&person.name, EntityKind::Person, code);
            draft.person = Some(index);
            draft.gender = reader.gender_of_name(&person.name);
            draft.entity.identifier = Some(person.name.clone());
            if let Some(standing) = standing {
                let term = standing.term;
                let (code, office) = (&term.code, &term.office);
                match standing.when {
                    When::Current => {
                        draft.entity.sectors = term.sectors.clone();
                        draft.entity.office = Some(office.clone());
                        draft.because(
                            Some(&term.source),
                            format!("{} is {office} of {code}", person.name),
                        );
                    }
                    When::After => {
                        // A dead gunman is no former official, nor is a lawyer who has changed his client.
                        let official = is_office(&term.sectors);
                        let sectors = if official {
                            reader.former(&term.sectors)
                        } else {
                            term.sectors.clone()
                        };
                        draft.entity.sectors = sectors;
                        draft.entity.office = Some(if unlawful(&term.sectors) {
                            office.clone()
                        } else {
                            format!("former {office}")
                        });
                        draft.because(
                            Some(&term.source),
                            format!("{} was {office} of {code} before", person.name),
                        );
                    }
                    When::Before => {
                        draft.because(
                            Some(&term.source),
                            format!("{} becomes {office} of {code} later", person.name),
                        );
                    }
                }
            }
            draft
        });
        let last = person.names.first().and_then(|name| pieces(name).pop()).unwrap_or_default();
        self.surnames.insert(last, entity);
        if let Some((first, _)) = person.names.first().and_then(|name| name.split_once(' ')) {
            self.first_name(fold(first), entity);
        }
        if let Some(office) = self.drafts[entity].entity.office.clone() {
            self.call_person(&office, entity);
        }
        entity
    }

    /// Notes that a person may be called by the first name, as long as nobody else here has it.
    fn first_name(&mut self, first: String, entity: usize) {
        let slot = self.firsts.entry(first).or_insert(Some(entity));
        if *slot != Some(entity) {
            *slot = None;
        }
    }

    /// The sectors of somebody who held office: by the modifier 'former' of the knowledge.
    pub(super) fn former(&self, sectors: &[String]) -> Vec<String> {
        let mut sectors = sectors.to_vec();
        if let Some((sector, _)) = self.actors.modifiers.get("former") {
            modify(&mut sectors, sector);
        }
        sectors
    }

    /// Notes the words that stand for a person by office.
    fn call_person(&mut self, office: &str, entity: usize) {
        let office = self.actors.office(office).to_owned();
        self.call(&office, entity);
        if let Some(last) = short_title(&office) {
            self.call(last, entity);
        }
        if self.actors.leads(&office) {
            self.call("leader", entity);
        }
    }

    /// A person that knowledge does not have: by the full name, or by a last name given in full before. `at` is the
    /// head of the mention.
    pub(super) fn unknown_person(
        &mut self,
        words: &str,
        at: Option<usize>,
        gender: Option<Gender>,
    ) -> usize {
        let parts = pieces(words);
        let last = parts.last().cloned().unwrap_or_default();
        if parts.len() == 1
            && let Some(entity) = self.surnamed(&last, at, gender)
        {
            return entity;
        }
        let entity = self.keyed(Key::Name(parts.join(" ")), |reader| {
            let mut draft = Draft::new(words, EntityKind::Person, None);
            draft.gender = reader.gender_of_name(&parts.join(" "));
            draft.because(None, "a person that knowledge does not have".into());
            draft
        });
        // A name that was taken for something else before, but stands here as a person's.
        if self.drafts[entity].entity.kind == EntityKind::Unknown {
            self.drafts[entity].entity.kind = EntityKind::Person;
        }
        if parts.len() > 1 {
            self.surnames.entry(last).or_insert(entity);
            self.first_name(parts[0].clone(), entity);
        }
        entity
    }

    /// Who is meant by a family name or a first name alone.
    pub(super) fn surnamed(
        &self,
        word: &str,
        at: Option<usize>,
        gender: Option<Gender>,
    ) -> Option<usize> {
        let agrees =
            |one: &&Full<usize>| gender.is_none() || one.gender.is_none() || one.gender == gender;
        let full = || self.full.get(word).map_or(&[][..], Vec::as_slice).iter().filter(agrees);
        let named = at.and_then(|at| meant(self.text, full(), at)).map(|one| one.who);
        named
            .or_else(|| self.surnames.get(word).copied())
            .or_else(|| self.firsts.get(word).copied().flatten())
    }

    /// What a title or an apposition tells of an entity: the first to tell it holds.
    pub(super) fn learn(&mut self, entity: usize, phrase: &Phrase) {
        let gender = self.gender_of(&phrase.agent_words);
        let undated = self.window.is_none();
        let draft = &mut self.drafts[entity];
        draft.gender = draft.gender.or(gender);
        if draft.plural != phrase.plural && draft.person.is_some() {
            return;
        }
        let country =
            draft.entity.kind == EntityKind::Country || draft.entity.kind == EntityKind::Place;
        if country {
            return;
        }
        let known = draft.entity.code.is_some() && draft.person.is_some();
        if !known
            && draft.entity.code.is_none()
            && let Some(code) = &phrase.code
        {
            draft.entity.code = Some(code.clone());
            if draft.entity.identifier.is_none() {
                draft.entity.identifier.clone_from(&phrase.identifier);
            }
            draft.entity.because.extend(phrase.because.iter().cloned());
        }
        // Of several offices the report's own word tells which one is meant: the senator who runs for president.
        if let Some(term) = draft.person.filter(|_| phrase.person && !phrase.former).and_then(|p| {
            let terms = &self.actors.people[p as usize].terms;
            let window = self.window?;
            terms.iter().find(|t| t.office == phrase.agent_words && t.when(window) == When::Current)
        }) {
            draft.entity.office = Some(term.office.clone());
            draft.entity.sectors.clone_from(&term.sectors);
            draft.because(Some(&term.source), format!("called '{}'", phrase.agent_words));
            self.call_person(&phrase.agent_words.clone(), entity);
            return;
        }
        // The report's own word for somebody's office now is newer than the knowledge's.
        let past = |office: Option<&str>| office.is_none_or(|o| o.starts_with("former "));
        let stale = draft.person.is_some() && (undated || past(draft.entity.office.as_deref()));
        // What knowledge has of a body is all: the Union is no parliament, though it be called a bloc.
        let body =
            draft.entity.kind == EntityKind::Organisation && draft.entity.identifier.is_some();
        // Who was a minister once and is a union's commissioner now speaks for the union.
        let acts = |s: &String| matches!(s.as_str(), "GOV" | "MIL" | "LEG" | "JUD");
        if stale
            && !undated
            && phrase.person
            && !phrase.former
            && phrase.sectors.first().is_some_and(acts)
            && let Some(code) =
                phrase.code.as_ref().filter(|c| draft.entity.code.as_ref() != Some(c))
        {
            draft.entity.code = Some(code.clone());
            draft.because(Some(&phrase.source), format!("'{}' of {code} now", phrase.agent_words));
        }
        let open = draft.entity.sectors.is_empty() && !body;
        // Of somebody who is known, 'a friend' and 'a terrorist' tell no office, nor does 'a critic' of who had one.
        let held = draft.person.is_some() && draft.entity.office.is_some();
        let office = phrase
            .sectors
            .first()
            .is_some_and(|s| !(matches!(s.as_str(), "CVL" | "UNK") || held && s == "OPP"));
        let stale = stale && (open || (office && !unlawful(&phrase.sectors)));
        if (open || stale) && !phrase.sectors.is_empty() {
            draft.entity.sectors.clone_from(&phrase.sectors);
            draft.because(Some(&phrase.source), format!("called '{}'", phrase.agent_words));
        }
        if phrase.person
            && (draft.entity.office.is_none() || stale)
            && draft.entity.kind != EntityKind::Organisation
        {
            draft.entity.office = Some(phrase.office());
        }
        if phrase.person && draft.entity.kind == EntityKind::Unknown {
            draft.entity.kind = EntityKind::Person;
            if let Some(last) = pieces(&draft.entity.name).pop() {
                self.surnames.insert(last, entity);
            }
        }
        let agent = phrase.agent_words.clone();
        if phrase.person {
            self.call_person(&agent, entity);
        } else {
            self.call(&agent, entity);
        }
    }

    /// Agents in apposition behind a name: 'X, the French president,'.
    pub(super) fn apposition(&mut self, head: usize, entity: usize) {
        let text = self.text;
        let listed = text.children(head).any(|c| matches!(c.dep(), "conj" | "cc"));
        let apposed: Vec<AgentSpan> = text
            .children(head)
            .filter(|c| c.dep() == "appos" && c.i > head)
            .filter(|c| !text.children(c.i).any(|d| d.dep() == "conj"))
            .filter_map(|c| self.found.agent_headed(c.i).cloned())
            .collect();
        let state = matches!(
            self.drafts[entity].entity.kind,
            EntityKind::Country | EntityKind::Place | EntityKind::Organisation
        );
        for agent in apposed {
            // 'The Hague, Netherlands -- A prosecutor …' is no apposition.
            if state && self.actors.agents[agent.agent as usize].kind == EntityKind::Person {
                continue;
            }
            let plural = matches!(text.token(agent.head).tag(), "NNS" | "NNPS");
            if listed || plural != self.drafts[entity].plural || self.titled(&agent).is_some() {
                continue;
            }
            self.excluded.push(entity);
            let phrase = self.phrase(&agent, &[agent.head]);
            self.excluded.pop();
            self.learn(entity, &phrase);
            self.absorb(agent.head, &smallvec![entity]);
            self.mention(phrase.tokens.clone(), agent.head, MentionKind::Description, entity);
        }
    }
}

/// Whether sectors are those of an office, whose holder is a former official when the term has ended.
fn is_office(sectors: &[String]) -> bool {
    let office =
        |s: &str| matches!(s, "GOV" | "LEG" | "JUD" | "MIL" | "COP" | "SPY" | "PTY" | "OPP");
    sectors.first().is_none_or(|s| office(s.as_str()))
}

/// Whether sectors are those of bands and criminals.
fn unlawful(sectors: &[String]) -> bool {
    sectors.first().is_some_and(|s| matches!(s.as_str(), "REB" | "UAF" | "CRM" | "PRM"))
}
