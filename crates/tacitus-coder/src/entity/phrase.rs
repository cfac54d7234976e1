//! What a description says by itself: its agent, whose it is, and what modifies it.

mod others;

use std::ops::Range;

use smallvec::SmallVec;
use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::EntityKind;
use super::find::{AgentSpan, What};
use super::pronouns::coordinated;
use super::resolve::Reader;
use crate::source::Source;

/// A description read: what it says by itself.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) tokens: Range<usize>,
    /// The agent's phrase in the knowledge.
    pub(super) agent_words: String,
    pub(super) person: bool,
    pub(super) kind: EntityKind,
    pub(super) plural: bool,
    /// 'the', a possessive, a demonym before a plural: something told before may be meant.
    pub(super) definite: bool,
    /// 'a', 'another', a number.
    pub(super) indefinite: bool,
    pub(super) former: bool,
    pub(super) code: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) sectors: Vec<String>,
    /// Coordinate owners: 'Syrian and Russian forces'. One or none otherwise.
    pub(super) owners: SmallVec<[usize; 2]>,
    /// It says only whose it is ('member', 'side'), and does not say whose.
    pub(super) hollow: bool,
    pub(super) source: Source,
    pub(super) because: Vec<(Option<Source>, String)>,
}

impl Phrase {
    /// The office as PLOVER's field has it.
    pub(super) fn office(&self) -> String {
        if self.former { format!("former {}", self.agent_words) } else { self.agent_words.clone() }
    }
}

/// How something belongs to a description, closest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Possessor,
    Modifier,
    Of,
    For,
    In,
}

pub(super) struct Owner {
    tie: Tie,
    pub(super) entity: usize,
    head: usize,
    /// Joined by 'and' to the owner before it.
    joined: bool,
}

/// Applies a modifier's sector: it takes the place of a general one and stands behind a particular one. What is
/// 'former' is nothing else any more.
pub(super) fn modify(sectors: &mut Vec<String>, sector: &str) {
    let general = |s: &str| matches!(s, "GOV" | "CVL" | "UNK" | "PTY" | "SOC");
    let armed = matches!(sector, "REB" | "SEP" | "UAF" | "PRM");
    // An army's accountant and a navy's cook are of the army and the navy.
    let serves = |s: &str| matches!(s, "BUS" | "LAB") && matches!(sector, "MIL" | "COP");
    let first = sectors.first().map(String::as_str);
    // A conservative judge is no politician, nor is a conservative president one only, and an Islamic republic is no
    // church; a federal inmate is no official; whoever was a slave, a pupil or a rebel before was none either.
    let apart = |s: &str| match sector {
        "PTY" => s == "GOV" || (!matches!(s, "LEG" | "OPP" | "ELI") && !general(s)),
        "GOV" => matches!(s, "CRM" | "REF" | "REB" | "UAF"),
        "REL" => s == "GOV",
        "ELI" => matches!(
            s,
            "CVL"
                | "UNK"
                | "REF"
                | "CRM"
                | "REB"
                | "UAF"
                | "PRM"
                | "EDU"
                | "MED"
                | "LAB"
                | "AGR"
                | "JRN"
                | "SOC"
        ),
        _ => false,
    };
    if first.is_some_and(apart) {
        return;
    }
    let weak = |s: &str| general(s) || serves(s);
    if sector == "ELI" || first.is_none_or(weak) || (armed && first == Some("MIL")) {
        let keep_armed = sector == "UAF" && first == Some("GOV");
        if !keep_armed {
            *sectors = vec![sector.to_owned()];
        }
    } else if !sectors.iter().any(|s| s == sector) && sector != "UAF" {
        sectors.push(sector.to_owned());
    }
}

impl Reader<'_, '_> {
    /// Reads a description: `heads` are the tokens whose dependents tell whose it is.
    pub(super) fn phrase(&mut self, agent: &AgentSpan, heads: &[usize]) -> Phrase {
        let actors = self.actors;
        let known = &actors.agents[agent.agent as usize];
        let role = self.role_of_people(agent).map(|role| &actors.agents[role as usize]);
        let head = self.text.token(agent.head);
        let plural = matches!(head.tag(), "NNS" | "NNPS") && known.kind != EntityKind::Organisation
            || known.kind == EntityKind::Group && head.tag().ends_with('S')
            || matches!(head.tag(), "NNS" | "NNPS");
        let mut phrase = Phrase {
            tokens: agent.tokens.clone(),
            agent_words: actors.office(&known.phrase).to_owned(),
            person: known.kind == EntityKind::Person,
            kind: if plural && known.kind == EntityKind::Person {
                EntityKind::Group
            } else {
                known.kind
            },
            plural,
            definite: false,
            indefinite: false,
            former: false,
            code: None,
            identifier: None,
            sectors: role.unwrap_or(known).sectors.clone(),
            owners: SmallVec::new(),
            hollow: false,
            source: known.source.clone(),
            because: vec![(Some(known.source.clone()), format!("'{}' is an agent", known.phrase))],
        };
        self.determine(agent, heads, &mut phrase);
        if let Some(role) = role {
            let reason = format!("'{}' is an agent", role.phrase);
            phrase.because.push((Some(role.source.clone()), reason));
        }
        let mut owners = self.owners(agent, heads, &mut phrase);
        self.abroad(&mut owners, &phrase);
        self.of_others(&mut owners, role.is_some(), &mut phrase);
        self.clip(agent, &mut phrase);
        let stands = self.stands_for_owner(agent, &owners, &mut phrase);
        if !self.counterpart(&owners, &mut phrase) {
            self.own(&owners, stands || (known.of_owner && role.is_none()), &mut phrase);
        }
        phrase.hollow = known.of_owner && owners.is_empty() && phrase.sectors.is_empty();
        self.modifiers(agent, heads, &mut phrase);
        if owners.is_empty() {
            self.those_of_states(agent, &mut phrase);
        }
        phrase
    }

    /// The determiner, and where the phrase begins.
    fn determine(&self, agent: &AgentSpan, heads: &[usize], phrase: &mut Phrase) {
        let text = self.text;
        for &head in heads {
            for child in text.children(head).filter(|c| c.i < agent.tokens.start) {
                let left = matches!(
                    child.dep(),
                    "det"
                        | "amod"
                        | "compound"
                        | "nmod"
                        | "nummod"
                        | "poss"
                        | "predet"
                        | "quantmod"
                );
                if !left || text.sentence_of[child.i] != text.sentence_of[head] {
                    continue;
                }
                phrase.tokens.start = phrase.tokens.start.min(text.subtree(child.i).start);
                match child.dep() {
                    "det" => {
                        let word = child.text().to_lowercase();
                        phrase.definite |= matches!(
                            word.as_str(),
                            "the" | "this" | "that" | "these" | "those" | "both"
                        );
                        phrase.indefinite |= !phrase.definite;
                    }
                    "poss" => phrase.definite = true,
                    "nummod" => phrase.indefinite |= !phrase.definite,
                    _ => {}
                }
            }
        }
        phrase.definite |= !phrase.indefinite && self.determined_elsewhere(agent, phrase);
    }

    /// Whether a description without a determiner of its own is definite: a headline leaves it out, 'the embassy
    /// compound' has it at the other noun, and the parser takes that of 'that country' for a conjunction.
    fn determined_elsewhere(&self, agent: &AgentSpan, phrase: &Phrase) -> bool {
        let text = self.text;
        let head = text.token(agent.head);
        if phrase.plural {
            return false;
        }
        let title = text.sentence(agent.head).kind == BlockKind::Title && phrase.person;
        let other = || {
            matches!(head.dep(), "compound" | "nmod")
                && text.children(head.head().i).any(|c| {
                    c.dep() == "det"
                        && c.i < agent.tokens.start
                        && c.text().eq_ignore_ascii_case("the")
                })
        };
        let that = || {
            let country = self.actors.words.countries.contains_key(&phrase.agent_words);
            let before = phrase.tokens.start.checked_sub(1).map(|i| text.token(i));
            country && before.is_some_and(|b| b.text() == "that" && b.tag() == "IN")
        };
        title || other() || that()
    }

    /// What stands before a dash, a colon or an opening quotation mark is no part of the phrase, and the mark is not.
    fn clip(&self, agent: &AgentSpan, phrase: &mut Phrase) {
        let mark = |i: &usize| matches!(self.text.token(*i).tag(), ":" | "``" | "-LRB-");
        if let Some(last) = (phrase.tokens.start..agent.tokens.start).rev().find(mark) {
            phrase.tokens.start = last + 1;
        }
    }

    /// Everything that a description can belong to.
    fn owners(&mut self, agent: &AgentSpan, heads: &[usize], phrase: &mut Phrase) -> Vec<Owner> {
        let text = self.text;
        let mut out = Vec::new();
        for (n, &head) in heads.iter().enumerate() {
            let children: SmallVec<[Token<'_>; 8]> = text
                .children(head)
                // The preposition of 'representative of' tells whose it is.
                .filter(|c| {
                    !agent.tokens.contains(&c.i)
                        || (c.dep() == "prep" && c.i + 1 == agent.tokens.end)
                })
                // Of a titled name only what stands before the title.
                .filter(|c| n == 0 || c.i < agent.tokens.start)
                .collect();
            for child in children {
                let tie = match child.dep() {
                    "poss" => Tie::Possessor,
                    "amod" | "compound" | "nmod" if child.i < agent.tokens.end => Tie::Modifier,
                    "prep" if n == 0 => {
                        self.prepositional(child, phrase, &mut out);
                        continue;
                    }
                    _ => continue,
                };
                self.coordinate_owners(tie, child.i, &mut out);
            }
        }
        self.listed_demonyms(agent, phrase, &mut out);
        // The parser hangs many a demonym elsewhere; the words next to the title count.
        if out.iter().all(|owner: &Owner| owner.tie > Tie::Modifier)
            && let Some(before) = phrase.tokens.start.checked_sub(1)
            && text.sentence_of[before] == text.sentence_of[agent.head]
            && let Some(name) =
                self.found.name_over(before).filter(|name| name.tokens.end == phrase.tokens.start)
            && matches!(name.what, What::Demonym(_) | What::Country(_))
            && phrase.tokens.start == agent.tokens.start
            && !matches!(
                text.token(name.head).dep(),
                "nsubj" | "nsubjpass" | "pobj" | "dobj" | "ROOT"
            )
        {
            let (head, start) = (name.head, name.tokens.start);
            self.coordinate_owners(Tie::Modifier, head, &mut out);
            phrase.tokens.start = start;
        }
        out.sort_by_key(|owner| owner.tie);
        out
    }

    fn coordinate_owners(&mut self, tie: Tie, head: usize, out: &mut Vec<Owner>) {
        for (n, part) in coordinated(self.text, head).into_iter().enumerate() {
            if self.prefixed(part) {
                continue;
            }
            for (m, entity) in self.resolve(part).into_iter().enumerate() {
                if !self.excluded.contains(&entity) {
                    // 'U.S.-China', 'both countries' and 'their' can each be two.
                    let joined = n > 0 || (m > 0 && tie < Tie::In);
                    out.push(Owner { tie, entity, head: part, joined });
                }
            }
        }
    }

    /// Demonyms in a row before the agent, joined by commas and 'and', that the parser did not join: 'Ethiopian,
    /// Mozambican and South African troops'.
    fn listed_demonyms(&mut self, agent: &AgentSpan, phrase: &mut Phrase, out: &mut Vec<Owner>) {
        let text = self.text;
        let first = text.sentence(agent.head).tokens.start;
        let mut at = agent.tokens.start;
        let mut row: SmallVec<[(usize, usize); 4]> = SmallVec::new();
        while at > first {
            let before = text.token(at - 1);
            let joint = !row.is_empty() && (before.tag() == "CC" || before.text() == ",");
            if joint {
                at -= 1;
                continue;
            }
            let name = self.found.name_over(at - 1).filter(|name| name.tokens.end == at);
            let Some(name) = name.filter(|name| matches!(name.what, What::Demonym(_))) else {
                break;
            };
            if row.len() > 6 {
                break;
            }
            row.push((name.head, name.tokens.start));
            at = name.tokens.start;
        }
        if row.len() < 2 || text.token(row[row.len() - 1].0).dep().starts_with("nsubj") {
            return;
        }
        row.reverse();
        phrase.tokens.start = phrase.tokens.start.min(row[0].1);
        out.retain(|owner| {
            owner.tie != Tie::Modifier || !row.iter().any(|(head, _)| *head == owner.head)
        });
        for (n, (head, _)) in row.into_iter().enumerate() {
            for entity in self.resolve(head) {
                out.push(Owner { tie: Tie::Modifier, entity, head, joined: n > 0 });
            }
        }
    }

    /// 'Pro-Russian', 'non-Muslim', 'Iranian-backed': part of a longer word, a name owns nothing, unless the word says
    /// so ('Saudi-led'). 'Israeli-Palestinian' has two owners.
    fn prefixed(&self, i: usize) -> bool {
        let text = self.text;
        let next = self.found.name_over(i).map_or(i + 1, |name| name.tokens.end);
        if next + 1 < text.len()
            && text.token(next).text() == "-"
            && !text.token(next).ws()
            && !text.token(next - 1).ws()
            && self.found.name_over(next + 1).is_none()
            && !self.actors.words.owning.contains_key(&text.token(next + 1).text().to_lowercase())
        {
            return true;
        }
        i >= 2
            && text.token(i - 1).text() == "-"
            && !text.token(i - 1).ws()
            && !text.token(i - 2).ws()
            && self.found.name_over(i).is_some_and(|name| name.tokens.start == i)
            && self.found.name_over(i - 2).is_none()
    }

    fn prepositional(&mut self, prep: Token<'_>, phrase: &mut Phrase, out: &mut Vec<Owner>) {
        let tie = match prep.text().to_lowercase().as_str() {
            "of" => Tie::Of,
            "for" | "from" | "at" | "with" => Tie::For,
            "in" | "across" | "inside" | "throughout" | "near" | "outside" | "around" => Tie::In,
            _ => return,
        };
        let text = self.text;
        let Some(object) = text.children(prep.i).find(|c| c.dep() == "pobj").map(|c| c.i) else {
            return;
        };
        let before = out.len();
        self.coordinate_owners(tie, object, out);
        if out.len() > before && prep.i == phrase.tokens.end {
            let end = self.found.name_over(object).map_or(object + 1, |name| name.tokens.end);
            phrase.tokens.end = end.max(self.found.agent_over(object).map_or(0, |a| a.tokens.end));
        }
    }

    /// "The senator's Italian wife": of somebody's people the demonym tells the country, unless they are sent there.
    fn demonym_of_kin<'o>(&self, told: &[&'o Owner], phrase: &Phrase) -> Option<&'o Owner> {
        let person = |o: &&Owner| {
            o.tie == Tie::Possessor && self.drafts[o.entity].entity.kind == EntityKind::Person
        };
        let sent = self.actors.words.abroad.contains_key(&phrase.agent_words);
        let private = phrase.person && phrase.sectors.first().is_none_or(|s| s == "CVL");
        if sent || !private || !told.iter().any(person) {
            return None;
        }
        told.iter().copied().find(|o| {
            let name = self.found.name_over(o.head);
            o.tie == Tie::Modifier && name.is_some_and(|n| matches!(n.what, What::Demonym(_)))
        })
    }

    /// Code and sectors from the closest owners.
    fn own(&mut self, owners: &[Owner], of_owner: bool, phrase: &mut Phrase) {
        let told: Vec<&Owner> =
            owners.iter().filter(|o| self.drafts[o.entity].entity.code.is_some()).collect();
        let main = self
            .demonym_of_kin(&told, phrase)
            .or_else(|| told.iter().copied().find(|o| o.tie == Tie::Possessor))
            .or_else(|| {
                told.iter().copied().find(|o| o.tie == Tie::Modifier && self.is_country(o.entity))
            })
            .or_else(|| told.first().copied());
        let within = |o: &Owner| {
            let owner = &self.drafts[o.entity].entity;
            let body = owner.kind == EntityKind::Organisation && owner.code.is_some();
            o.tie < Tie::In || (of_owner && body)
        };
        let body =
            owners.iter().find(|o| within(o) && !self.drafts[o.entity].entity.sectors.is_empty());
        if let Some(main) = main {
            phrase.code.clone_from(&self.drafts[main.entity].entity.code);
            let owner = &self.drafts[main.entity].entity;
            let reason = format!("of {} ({})", owner.name, phrase.code.as_deref().unwrap_or(""));
            let line = owner.because.first().and_then(|(line, _)| line.clone());
            if owner.kind == EntityKind::Organisation
                && owner.code.as_deref().is_some_and(|c| self.actors.country(c).is_none())
            {
                phrase.identifier.clone_from(&owner.identifier);
            }
            phrase.because.push((line, reason));
            // Demonyms and names joined by 'and' are each an owner of their own part.
            phrase.owners.push(main.entity);
            for other in &told {
                let joined = other.tie == main.tie && other.joined;
                if joined && phrase.plural && !phrase.owners.contains(&other.entity) {
                    phrase.owners.push(other.entity);
                }
            }
        } else if let Some(first) = owners.iter().find(|o| o.tie < Tie::In) {
            phrase.owners.push(first.entity);
        }
        // 'Fighters' and 'people' of a body that is known are of its sector, and so are the 'forces' of a band, a party or
        // a secret service; those of a people are not, as such, unarmed.
        let vague = phrase.sectors.first().is_none_or(|s| s == "UNK" || s == "UAF")
            || self.actors.words.serving.contains_key(&phrase.agent_words);
        let soldiers = phrase.sectors.first().is_some_and(|s| s == "MIL");
        let people = phrase.sectors.first().is_some_and(|s| s == "UNK");
        let known = |o: &&Owner| {
            let owner = &self.drafts[o.entity].entity;
            let chief = owner.sectors.first().map_or("", String::as_str);
            let named = owner.identifier.is_some() && owner.kind != EntityKind::Person;
            let band = matches!(chief, "REB" | "PRM" | "UAF" | "PTY" | "SPY");
            of_owner || (named && (people || chief != "CVL") && (!soldiers || band))
        };
        if of_owner || vague {
            if let Some(body) = body.filter(known) {
                phrase.sectors.clone_from(&self.drafts[body.entity].entity.sectors);
                // Who leads or speaks for people of a faith is of the faith.
                let faith = phrase.sectors.iter().any(|s| s == "REL");
                if phrase.person && faith {
                    phrase.sectors.retain(|s| s != "CVL");
                }
                let name = self.drafts[body.entity].entity.name.clone();
                phrase.because.push((None, format!("sector of {name}")));
            } else if of_owner
                && phrase.sectors.is_empty()
                && main.is_some_and(|m| self.is_country(m.entity))
                && (phrase.person || !phrase.plural)
            {
                phrase.sectors = self.government_sectors();
            }
        }
        // The president of a company or a court is not of the government.
        if phrase.person
            && phrase.sectors.first().is_some_and(|s| *s == "GOV")
            && let Some(body) = body.filter(|o| o.tie < Tie::For)
            && self.drafts[body.entity].entity.kind == EntityKind::Organisation
            && !self.drafts[body.entity].entity.sectors.iter().any(|s| s == "GOV")
            && main.is_none_or(|m| m.entity == body.entity)
        {
            phrase.sectors.clone_from(&self.drafts[body.entity].entity.sectors);
        }
        // What an unknown club or firm has for a president is no head of state.
        let nameless = |o: &&Owner| {
            let owner = &self.drafts[o.entity].entity;
            let bare = owner.code.is_none() && owner.sectors.is_empty();
            o.tie == Tie::Of && owner.kind == EntityKind::Organisation && bare
        };
        let official = phrase.person && phrase.sectors.first().is_some_and(|s| s == "GOV");
        let leads = self.actors.leads(&phrase.agent_words);
        if official && leads && owners.first().is_some_and(|o| nameless(&o)) {
            phrase.sectors.clear();
        }
        // A politician's or a party's base are people; any other is an army's.
        let followed = |o: &Owner| {
            let owner = &self.drafts[o.entity].entity;
            let party = owner.sectors.first().is_some_and(|s| s == "PTY");
            o.tie <= Tie::Of && (owner.kind == EntityKind::Person || party)
        };
        if self.actors.words.followers.contains_key(&phrase.agent_words)
            && owners.iter().any(followed)
        {
            phrase.sectors = vec!["PTY".to_owned()];
            phrase.because.push((None, "followers of their owner".into()));
        }
        // Whoever is the owner decides also where a demonym before a plural means all of them.
        phrase.definite |=
            phrase.plural && !phrase.indefinite && owners.iter().any(|o| o.tie == Tie::Modifier);
    }

    pub(super) fn is_country(&self, entity: usize) -> bool {
        matches!(self.drafts[entity].entity.kind, EntityKind::Country | EntityKind::Place)
    }

    /// Modifiers that change the sector: 'former', 'opposition', 'rebel', 'anti-government'.
    fn modifiers(&self, agent: &AgentSpan, heads: &[usize], phrase: &mut Phrase) {
        for &head in heads {
            for child in self.text.children(head) {
                if child.i >= agent.tokens.start
                    || !matches!(
                        child.dep(),
                        "amod" | "compound" | "nmod" | "advmod" | "nummod" | "dep" | "npadvmod"
                    )
                {
                    continue;
                }
                // The 'House' of 'White House' is no word of its own.
                if self.found.name_over(child.i).is_some_and(|name| name.tokens.len() > 1) {
                    continue;
                }
                let word = self.hyphenated(child.i);
                let lemma = child.lemma().to_lowercase();
                let two = match child.i.checked_sub(1) {
                    Some(before)
                        if [child.i, child.head().i]
                            .contains(&self.text.token(before).head().i) =>
                    {
                        self.text.words(before..child.i + 1).to_lowercase()
                    }
                    _ => String::new(),
                };
                let found = [two.as_str(), word.as_str(), lemma.as_str()]
                    .iter()
                    .find_map(|w| self.actors.modifiers.get(*w));
                if let Some((sector, source)) = found {
                    modify(&mut phrase.sectors, sector);
                    phrase.former |= self
                        .actors
                        .modifiers
                        .get("former")
                        .is_some_and(|(former, _)| former == sector);
                    phrase
                        .because
                        .push((Some(source.clone()), format!("'{word}' makes it {sector}")));
                    phrase.tokens.start = phrase.tokens.start.min(child.i);
                }
            }
        }
    }

    /// The whole of a word written with hyphens, in lower case: 'anti-government' from any of its tokens.
    pub(super) fn hyphenated(&self, i: usize) -> String {
        let text = self.text;
        let (mut from, mut to) = (i, i + 1);
        while from >= 2
            && text.token(from - 1).text() == "-"
            && !text.token(from - 1).ws()
            && !text.token(from - 2).ws()
        {
            from -= 2;
        }
        while to + 1 < text.len()
            && text.token(to).text() == "-"
            && !text.token(to - 1).ws()
            && !text.token(to).ws()
        {
            to += 2;
        }
        text.words(from..to).to_lowercase()
    }
}
