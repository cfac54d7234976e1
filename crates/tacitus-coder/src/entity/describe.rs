//! Descriptions: phrases headed by an agent noun, and what they stand for.

use smallvec::smallvec;
use tacitus_language::Token;

use super::binding::is_subject;
use super::find::{AgentSpan, NameSpan, What};
use super::knowledge::When;
use super::names::pieces;
use super::phrase::Phrase;
use super::resolve::{Draft, Heads, Key, Reader, short_title};
use super::{EntityKind, MentionKind};

impl Reader<'_, '_> {
    /// A mention headed by an agent noun.
    pub(super) fn agent(&mut self, agent: &AgentSpan) -> Heads {
        if let Some(name) = self.titled(agent) {
            let head = name.head;
            let name = name.clone();
            if self.title(&name).is_some_and(|title| title.head == agent.head) {
                let person =
                    matches!(name.what, What::Person(_) | What::Unknown(EntityKind::Person));
                return if !person {
                    let heads = self.person(&name);
                    self.absorb(head, &heads);
                    heads
                } else {
                    self.resolve(head)
                };
            }
        }
        if let Some(whole) = self.part_of(agent.head) {
            self.partitive_mention(agent.head, &whole);
            return whole;
        }
        let phrase = self.phrase(agent, &[agent.head]);
        if let Some(two) = self.both(agent, &phrase) {
            for &entity in &two {
                self.mention(phrase.tokens.clone(), agent.head, MentionKind::Description, entity);
            }
            return two;
        }
        if let Some(entity) = self.apposed_name(agent) {
            self.learn(entity, &phrase);
            self.mention(phrase.tokens.clone(), agent.head, MentionKind::Description, entity);
            return smallvec![entity];
        }
        let mut heads = Heads::new();
        if phrase.owners.len() > 1 {
            for &owner in &phrase.owners.clone() {
                let single = self.owned_by(&phrase, owner);
                let words = self.owned_words(agent, owner);
                heads.push(self.described(agent, &single, &words));
            }
        } else {
            if self.is_nobody(agent, &phrase) {
                return heads;
            }
            let words = self.text.words(phrase.tokens.clone()).to_owned();
            heads.push(self.described(agent, &phrase, &words));
        }
        heads.dedup();
        for &entity in &heads {
            self.mention(phrase.tokens.clone(), agent.head, MentionKind::Description, entity);
        }
        heads
    }

    /// The name that stands in apposition to an agent: 'his spokesman Dmitry Peskov', 'the news agency, Tass'.
    fn apposed_name(&mut self, agent: &AgentSpan) -> Option<usize> {
        let text = self.text;
        let plural = matches!(text.token(agent.head).tag(), "NNS" | "NNPS");
        if plural {
            return None;
        }
        let next = self.titled(agent).map(|name| name.head);
        let apposed = text
            .children(agent.head)
            .find(|c| {
                c.dep() == "appos"
                    && c.i > agent.head
                    && !text.children(c.i).any(|d| d.dep() == "conj")
            })
            .map(|c| c.i)
            .filter(|&i| {
                self.found.name_headed(i).is_some_and(|name| self.can_be(name.what, agent))
            });
        // 'Itar-Tass agency', 'the Wagner group': the name before its kind.
        let before = text
            .children(agent.head)
            .filter(|c| matches!(c.dep(), "compound" | "nmod") && c.i < agent.head)
            .map(|c| c.i)
            .find(|&i| {
                let kind = self.agent_kind(agent);
                self.found.name_headed(i).is_some_and(|name| match name.what {
                    What::Organisation(o) => {
                        let last = self.actors.agents[agent.agent as usize].phrase.clone();
                        self.actors.organisations[o as usize]
                            .kinds
                            .iter()
                            .any(|k| *k == last || last.ends_with(k.as_str()))
                    }
                    What::Unknown(EntityKind::Organisation) => {
                        kind == EntityKind::Organisation && name.tokens.end == agent.tokens.start
                    }
                    _ => false,
                })
            });
        let head = next.or(apposed).or(before)?;
        self.resolve(head).first().copied()
    }

    fn agent_kind(&self, agent: &AgentSpan) -> EntityKind {
        self.actors.agents[agent.agent as usize].kind
    }

    /// Whether a name can be what an agent says: persons for persons, bodies for bodies.
    fn can_be(&self, what: What, agent: &AgentSpan) -> bool {
        match what {
            What::Person(_) | What::Unknown(EntityKind::Person) => {
                self.agent_kind(agent) == EntityKind::Person
            }
            What::Organisation(_) | What::Unknown(EntityKind::Organisation) => {
                self.agent_kind(agent) != EntityKind::Person
            }
            What::Unknown(EntityKind::Unknown) => true,
            _ => false,
        }
    }

    /// Whether a noun that can stand for actors stands for none here: 'it is a member', 'the other side of the road',
    /// 'a bombing campaign'.
    fn is_nobody(&self, agent: &AgentSpan, phrase: &Phrase) -> bool {
        if phrase.hollow && (!phrase.person || self.text.token(agent.head).dep() == "attr") {
            return true;
        }
        if self.is_condition(agent, phrase) {
            return true;
        }
        let somebody = phrase.owners.iter().any(|&owner| {
            matches!(self.drafts[owner].entity.kind, EntityKind::Person | EntityKind::Organisation)
        });
        !somebody && self.actors.words.of_somebody.contains_key(&phrase.agent_words)
    }

    /// Whether a noun tells of a deed, a tie or a condition: 'his opposition to the tariff', 'their alliance with Spain',
    /// 'the state of the roads', 'protection from prosecution'.
    fn is_condition(&self, agent: &AgentSpan, phrase: &Phrase) -> bool {
        let (text, words) = (self.text, &self.actors.words);
        let after =
            |word: &str| text.children(agent.head).find(|c| c.dep() == "prep" && c.text() == word);
        let place = |i: usize| {
            let read = self.read_at(i).iter().any(|&e| self.is_country(e));
            read || text.token(i).pos() == "PROPN"
        };
        let noun = &phrase.agent_words;
        let tie = after("to").is_some() || after("with").is_some();
        if words.stances.contains_key(noun) && tie {
            return true;
        }
        if words.conditions.contains_key(noun)
            && let Some(object) = after("of").and_then(|of| text.child(of.i, "pobj"))
        {
            return !place(object.i);
        }
        let object = matches!(text.token(agent.head).dep(), "dobj" | "pobj");
        let which = phrase.definite || phrase.indefinite || phrase.plural;
        words.determined.contains_key(noun) && object && !which && phrase.owners.is_empty()
    }

    /// A coordinated owner's own part: 'Russian forces' of 'Syrian and Russian forces'.
    fn owned_words(&self, agent: &AgentSpan, owner: usize) -> String {
        let told =
            |i: &usize| self.read_at(*i).contains(&owner) && self.found.name_headed(*i).is_some();
        let before = self.text.subtree(agent.head).start..agent.tokens.start;
        let noun = self.text.words(agent.tokens.clone());
        match before.rev().find(told).and_then(|i| self.found.name_over(i)) {
            Some(name) => format!("{} {noun}", self.text.words(name.tokens.clone())),
            None => format!("{noun} of {}", self.drafts[owner].entity.name),
        }
    }

    /// The same phrase with one of its owners.
    fn owned_by(&self, phrase: &Phrase, owner: usize) -> Phrase {
        let mut single = phrase.clone();
        single.owners = smallvec![owner];
        single.code.clone_from(&self.drafts[owner].entity.code);
        single
    }

    /// The entity that a description stands for: one told before, one that knowledge names, or a new one.
    fn described(&mut self, agent: &AgentSpan, phrase: &Phrase, words: &str) -> usize {
        if let Some(entity) = self.told_before(agent, phrase) {
            return entity;
        }
        let owner = phrase.owners.first().copied();
        let key = Key::Described(phrase.agent_words.clone(), owner, phrase.plural);
        let fresh = phrase.indefinite || (owner.is_none() && !phrase.definite);
        if fresh {
            self.keys.remove(&key);
        }
        let gender = self.gender_of(&phrase.agent_words);
        let entity = self.keyed(key, |_| {
            let mut draft = Draft::new(words, phrase.kind, phrase.code.as_deref());
            draft.entity.sectors.clone_from(&phrase.sectors);
            draft.entity.identifier.clone_from(&phrase.identifier);
            draft.entity.because.clone_from(&phrase.because);
            draft.entity.office = (phrase.person && !phrase.plural).then(|| phrase.office());
            draft.plural = phrase.plural;
            draft.gender = gender;
            draft
        });
        self.call(&phrase.agent_words, entity);
        if let Some(last) = short_title(&phrase.agent_words) {
            self.call(last, entity);
        }
        entity
    }

    fn told_before(&mut self, agent: &AgentSpan, phrase: &Phrase) -> Option<usize> {
        if phrase.indefinite || phrase.former || (phrase.plural && phrase.code.is_some()) {
            return None;
        }
        let office = phrase.agent_words.as_str();
        let leader = office == "leader";
        if phrase.person
            && !phrase.plural
            && let Some(code) = phrase.code.clone()
        {
            // An owner that is no state ('the company's president') has officers of its own.
            let state = phrase.owners.first().is_some_and(|&o| self.is_country(o));
            let named = self.called.get(office).and_then(|list| {
                list.iter().rev().copied().find(|&e| {
                    let draft = &self.drafts[e];
                    draft.entity.kind == EntityKind::Person
                        && !draft.plural
                        && draft.entity.code.as_deref() == Some(&code)
                        && !self.excluded.contains(&e)
                })
            });
            if state && named.is_some() {
                return named;
            }
            if state && let Some(person) = self.holder_in_article(&code, office, leader) {
                return Some(person);
            }
            return None;
        }
        if let Some(country) = self.country_noun(agent, phrase) {
            return Some(country);
        }
        if phrase.code.is_some() || !phrase.owners.is_empty() || !phrase.definite {
            return None;
        }
        self.bare(agent, phrase)
    }

    /// 'The country', 'his country': the country last mentioned, or the owner's.
    fn country_noun(&mut self, agent: &AgentSpan, phrase: &Phrase) -> Option<usize> {
        let noun = self.actors.words.countries.contains_key(&phrase.agent_words);
        if phrase.plural || !noun || !phrase.definite {
            return None;
        }
        let text = self.text;
        // What tells the country apart from the one last named; 'the rogue nation' is that one.
        let told = |child: Token<'_>| match child.dep() {
            "prep" | "relcl" | "nmod" | "nummod" => true,
            "amod" | "compound" => {
                let word = child.text().to_lowercase();
                self.actors.words.other_countries.contains_key(&word)
                    || matches!(child.tag(), "JJS" | "JJR" | "RBS")
                    || self.found.name_over(child.i).is_some()
                    || phrase.agent_words == "state"
            }
            _ => false,
        };
        if text.children(agent.head).any(told) {
            return None;
        }
        if let Some(code) = &phrase.code {
            let country = *self.actors.country_of.get(code)?;
            return Some(self.country(country));
        }
        // 'The Castro regime … the regime'.
        if let Some(&called) = self.called.get(&phrase.agent_words).and_then(|list| list.last())
            && self.drafts[called].entity.code.is_some()
            && self.drafts[called].entity.kind != EntityKind::Country
        {
            return None;
        }
        let recent = self.salience.within(text, &self.speeches, agent.head);
        // In a report that names a province or federal state, 'the state' is that one.
        let province = |e: usize| {
            let place = self.drafts[e].entity.place.and_then(|place| self.places_out.get(place));
            place.is_some_and(|place| place.feature.1 == "ADM1")
        };
        let country = |e: usize| self.drafts[e].entity.kind == EntityKind::Country;
        // 'It made sure that that country …' points away from who acts.
        let pointed =
            phrase.tokens.start.checked_sub(1).is_some_and(|i| text.token(i).text() == "that")
                || text.token(phrase.tokens.start).text().eq_ignore_ascii_case("that");
        let acts = |head: usize| {
            text.sentence_of[head] == text.sentence_of[agent.head] && is_subject(text, head)
        };
        let last = |fits: &dyn Fn(usize) -> bool| {
            let fitting =
                recent.iter().filter(|(e, _, head)| fits(*e) && !(pointed && acts(*head)));
            fitting.max_by_key(|(_, _, head)| *head).map(|(e, ..)| *e)
        };
        if let Some(offices) = self.actors.words.thrones.get(&phrase.agent_words) {
            // 'The kingdom' is one that has a king, and may be told by its prince alone.
            let reigned = |e: usize| {
                let code = self.drafts[e].entity.code.as_deref().unwrap_or_default();
                let reigns = |office: &str| self.actors.holder(code, office, self.window).is_some();
                offices.split(',').any(|office| reigns(office.trim()))
            };
            let code = last(&reigned).and_then(|e| self.drafts[e].entity.code.clone())?;
            let country = *self.actors.country_of.get(&code)?;
            return Some(self.country(country));
        }
        let state = (phrase.agent_words == "state").then(|| last(&province)).flatten();
        state.or_else(|| last(&country))
    }

    /// The holder of an office whom the article names elsewhere, else whom knowledge names.
    fn holder_in_article(&mut self, code: &str, office: &str, leader: bool) -> Option<usize> {
        let actors = self.actors;
        let holds = |person: u32| {
            let standing = actors.people[person as usize].standing(self.window);
            standing.is_some_and(|s| {
                s.term.code == code
                    && (s.term.office == office || (leader && actors.leads(&s.term.office)))
            })
        };
        let named = self.found.names.iter().find_map(|name| match name.what {
            What::Person(person) if holds(person) => Some(person),
            _ => None,
        });
        let person = named
            .or_else(|| if leader { None } else { actors.holder(code, office, self.window) })?;
        Some(self.known_person(person))
    }

    /// 'The president', 'the court', 'the group': the last that was called so; where the sentence's subject is of a
    /// country, rather one of that country.
    fn bare(&mut self, agent: &AgentSpan, phrase: &Phrase) -> Option<usize> {
        let speaker = self.sentence_subject(agent.head);
        let fits = |e: &usize| {
            let draft = &self.drafts[*e];
            draft.plural == phrase.plural
                && (draft.entity.kind == phrase.kind || phrase.kind != EntityKind::Person)
        };
        // 'The president met the premier': whom the same verb names is somebody else.
        let verb = self.text.token(agent.head);
        let own = verb.dep().starts_with("nsubj").then_some(verb.head().i);
        let apart = |e: &usize| own.is_none_or(|verb| !self.argument_ahead(agent.head, verb, *e));
        let fits = |e: &usize| fits(e) && apart(e);
        let Some(list) = self.called.get(&phrase.agent_words) else {
            return self.only_holder(phrase);
        };
        let mut recent = list.iter().rev().take(16).copied().filter(fits).peekable();
        let Some(latest) = recent.peek().copied() else { return self.only_holder(phrase) };
        let same = speaker.and_then(|code| {
            recent.find(|e| self.drafts[*e].entity.code.as_deref() == Some(&code))
        });
        if !phrase.person {
            return Some(latest);
        }
        let list = &self.called[&phrase.agent_words];
        let recent = list.iter().rev().take(16).copied().filter(fits);
        same.or_else(|| self.foremost(latest, recent, agent.head)).or(Some(latest))
    }

    /// 'The governor', before anybody was called so: the only one whom the article names with the title, or whom
    /// knowledge has in that office among those it names.
    fn only_holder(&mut self, phrase: &Phrase) -> Option<usize> {
        if !phrase.person || phrase.plural || !self.actors.offices.contains(&phrase.agent_words) {
            return None;
        }
        let found = self.found;
        let mut only: Option<&NameSpan> = None;
        for name in &found.names {
            let titled = || {
                self.title(name).is_some_and(|title| {
                    let words = &self.actors.agents[title.agent as usize].phrase;
                    self.actors.office(words) == phrase.agent_words
                })
            };
            let holds = match name.what {
                What::Person(person) => {
                    let standing = self.actors.people[person as usize].standing(self.window);
                    let office = standing.filter(|s| s.when == When::Current);
                    office.is_some_and(|s| s.term.office == phrase.agent_words) || titled()
                }
                What::Unknown(EntityKind::Person) => titled(),
                _ => false,
            };
            if !holds {
                continue;
            }
            let last = |name: &NameSpan| pieces(self.text.words(name.tokens.clone())).pop();
            match only {
                Some(known) if known.what != name.what || last(known) != last(name) => return None,
                Some(known) if known.tokens.len() >= name.tokens.len() => {}
                _ => only = Some(name),
            }
        }
        let name = only?;
        Some(match name.what {
            What::Person(person) => self.known_person(person),
            _ => {
                let words = self.text.words(name.tokens.clone()).to_owned();
                self.unknown_person(&words, Some(name.head), None)
            }
        })
    }

    /// Who of those called so the article is about, where the last of them was not named just before: in a piece on one
    /// president, another who was named in passing is not 'the president' from then on.
    fn foremost(
        &self,
        latest: usize,
        called: impl Iterator<Item = usize>,
        head: usize,
    ) -> Option<usize> {
        let sentence = |i: usize| self.text.sentence_of[i];
        let last = self.mentions_of(latest).last()?;
        if sentence(last) + 1 >= sentence(head) {
            return None;
        }
        // Of equals the last one called so stands.
        let in_office =
            |e: usize| self.drafts[e].entity.sectors.first().is_some_and(|sector| sector != "ELI");
        let mut best: Option<(bool, usize, usize)> = None;
        for entity in called {
            let weight = (in_office(entity), self.mentions_of(entity).count());
            if best.is_none_or(|(office, count, _)| weight > (office, count)) {
                best = Some((weight.0, weight.1, entity));
            }
        }
        best.map(|(_, _, entity)| entity)
    }

    /// The code of the actor that is the subject of the sentence's main clause.
    fn sentence_subject(&mut self, i: usize) -> Option<String> {
        let text = self.text;
        let root = text.ancestors(i).last()?.i;
        let subject = text.children(root).find(|c| c.dep() == "nsubj" && c.i < i)?.i;
        let entity = *self.resolve(subject).first()?;
        self.drafts[entity].entity.code.clone()
    }
}
