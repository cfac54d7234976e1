//! Whom a bare family name means.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::EntityKind;
use super::choose::Chooser;
use super::find::{Found, Match, What, capitalised, is_honorific};
use super::knowledge::{Named, When};
use super::names::pieces;
use super::sexes::{Gender, sex_of_name, sex_of_title};
use crate::text::Text;

/// So many known persons with a first name make it a name that a bare family name is doubtful beside.
const MANY: u32 = 3;

/// So many years after the beginning of the last term a leader is still known by the family name alone.
const RECENT: i16 = 15;

/// How well a person fits a bare family name, the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Has held the office that stands as a title before the name.
    titled: bool,
    /// Is in office at the time of the report.
    current: bool,
    /// The office is of a state.
    public: bool,
    /// The report names the person's country.
    told: bool,
    /// Has led a country.
    leads: bool,
    /// Has begun to lead it within the last years.
    recent: bool,
    /// Of those who have led a country the last one is meant.
    since: Option<Date>,
}

/// Whom a full name names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Known(u32),
    /// A person whom knowledge lacks, by the name.
    Unknown(String),
}

/// A place where an article names a person in full.
#[derive(Clone, Debug)]
pub(super) struct Full<T> {
    pub(super) who: T,
    /// The name's first token.
    pub(super) at: usize,
    /// It only says whose something is, or what sort of thing it is: nobody is introduced by it.
    pub(super) aside: bool,
    pub(super) gender: Option<Gender>,
    /// Whom knowledge has in an office at the time of the report.
    pub(super) current: bool,
}

/// So many sentences after the full name a family name alone means that person, whoever else has it.
const JUST_NAMED: u32 = 2;

/// Whom of those named in full with one family name the name alone means at token `i`: the one just named, else the one
/// named most often up to there, of equals one in office, then the first.
pub(super) fn meant<'f, T: PartialEq>(
    text: &Text<'_>,
    full: impl Iterator<Item = &'f Full<T>>,
    i: usize,
) -> Option<&'f Full<T>> {
    let all: Vec<&Full<T>> = full.collect();
    let before: Vec<&Full<T>> = all.iter().copied().filter(|one| one.at < i).collect();
    let pool = if before.is_empty() { all } else { before };
    let sentence = |at: usize| text.sentence_of[at];
    let just = pool.iter().rev().find(|one| {
        !one.aside && one.at < i && sentence(i).saturating_sub(sentence(one.at)) <= JUST_NAMED
    });
    let often = || {
        pool.iter().copied().max_by_key(|one| {
            let named = pool.iter().filter(|other| other.who == one.who);
            let introduced = named.clone().filter(|other| !other.aside).count();
            (introduced, one.current, named.count(), Reverse(one.at))
        })
    };
    just.copied().or_else(often)
}

/// Whether the name headed by token `i` is told in passing: it says whose something is or what sort of thing it is, or
/// stands behind a preposition.
pub(super) fn is_aside(text: &Text<'_>, i: usize) -> bool {
    matches!(text.token(i).dep(), "poss" | "compound" | "nmod" | "amod" | "pobj" | "conj")
}

impl Chooser<'_> {
    /// Notes the persons whom the article names in full, and where family names stand alone.
    pub(super) fn gather_persons(&mut self) {
        let (text, actors) = (self.text, self.actors);
        for found in self.matches {
            let person = found.named.iter().find_map(|n| match n {
                Named::Person(person) => Some(*person),
                _ => None,
            });
            let inner = text.token(found.tokens.start).ent_iob() == tacitus_language::Iob::I;
            if found.tokens.len() == 1 && !inner {
                let last = self.last_piece(found.head);
                self.bare.entry(last).or_insert(found.head);
            }
            let Some(person) = person else { continue };
            let name = text.words(found.tokens.clone());
            let who = if self.is_namesake(found, person) {
                Who::Unknown(pieces(name).join(" "))
            } else {
                Who::Known(person)
            };
            let gender = sex_of_name(actors, &actors.people[person as usize].name);
            let standing = actors.people[person as usize].standing(self.window);
            let current = standing.is_some_and(|standing| standing.when == When::Current);
            let (at, aside) = (found.tokens.start, is_aside(text, found.head));
            let full = Full { who, at, aside, gender, current };
            self.enter(found.tokens.end - 1, found.tokens.start, Some(person), full);
        }
        let named: Vec<_> = text.doc.ents().filter(|(_, label)| *label == "PERSON").collect();
        for (range, _) in named {
            let first = range.start;
            // 'Kim Myong Gil': a family name that is known can stand first.
            let family = range.len() > 2 && !self.explained[first];
            let explained =
                |i: usize| self.matched[i] && i + 1 != range.end && !(i == first && family);
            // "Obama's Hiroshima" is no person's name.
            let owned = (first..range.end - 1).any(|i| text.token(i).tag() == "POS");
            if range.len() < 2
                || owned
                || range.clone().any(explained)
                || !capitalised(text.token(first))
                || is_honorific(text, actors, first)
                || self.full.values().flatten().any(|full| range.contains(&full.at))
            {
                continue;
            }
            let head = super::find::head_of(text, &range);
            let name = text.words(range.clone());
            let full = Full {
                who: Who::Unknown(pieces(name).join(" ")),
                at: first,
                aside: is_aside(text, head),
                gender: sex_of_name(actors, name),
                current: false,
            };
            self.enter(range.end - 1, first, None, full);
        }
    }

    /// Enters a full name below its last word, and below its first where that is a known person's family name.
    fn enter(&mut self, last: usize, first: usize, person: Option<u32>, full: Full<Who>) {
        let word = self.last_piece(first);
        let family = self.actors.names.exact(&word).iter().any(|named| match named {
            Named::Surname(one) => {
                let stands_first =
                    || pieces(&self.actors.people[*one as usize].name).first() == Some(&word);
                person.is_none_or(|person| person == *one) && stands_first()
            }
            _ => false,
        });
        let last = self.last_piece(last);
        if family && word != last && (person.is_some() || full.gender.is_none()) {
            self.full.entry(word).or_default().push(full.clone());
        }
        self.full.entry(last).or_default().push(full);
    }

    /// Whom a bare family name means that the article gives in full for one person or more.
    pub(super) fn introduced(&self, found: &Match, agents: &Found, full: &[Full<Who>]) -> What {
        let leader = match self.surname(found, agents) {
            Some(What::Person(person)) => Some(person),
            _ => None,
        };
        let titled = self.title_before(found, agents);
        let has = |person: u32| self.rank(person, titled).is_some_and(|rank| rank.titled);
        let sex = self.addressed_as(found);
        let agrees = |gender: Option<Gender>| sex.is_none() || gender.is_none() || gender == sex;
        let office = |one: &&Full<Who>| matches!(one.who, Who::Known(person) if has(person));
        // 'President Bush': of those named in full the one who has been president.
        if let Some(one) = meant(self.text, full.iter().filter(office), found.head) {
            return what(&one.who);
        }
        // A leader in office is meant by the title, whoever else has the name.
        if let Some(leader) = leader.filter(|_| self.follows_title(found, agents)) {
            return What::Person(leader);
        }
        // 'Negotiator Kim' is none of those who are known by other titles.
        let last = self.last_piece(found.head);
        let first = |one: &Full<Who>| match &one.who {
            Who::Unknown(name) => name.split(' ').next() == Some(last.as_str()),
            Who::Known(_) => false,
        };
        let other = titled.is_some() && full.iter().any(first);
        let strange = |one: &Full<Who>| !other || matches!(one.who, Who::Unknown(_));
        let pool = || full.iter().filter(|one| agrees(one.gender) && strange(one));
        if let Some(leader) = leader.filter(|leader| !other && self.leads_now(*leader)) {
            let name = &self.actors.people[leader as usize].name;
            // A family name that stands first is shared by too many.
            let kin = pieces(name).last() == Some(&last);
            let first = full.iter().map(|one| one.at).min();
            let before = self.bare.get(&last).copied() < first;
            let named = full.iter().any(|one| one.who == Who::Known(leader));
            if kin && (named || before) && agrees(sex_of_name(self.actors, name)) {
                return What::Person(leader);
            }
        }
        match meant(self.text, pool(), found.head) {
            Some(one) => what(&one.who),
            None => What::Unknown(EntityKind::Person),
        }
    }

    /// The title that stands before a name.
    fn title_before(&self, found: &Match, agents: &Found) -> Option<&str> {
        let before = found.tokens.start.checked_sub(1)?;
        let agent = agents.agent_over(before)?;
        Some(self.actors.office(&self.actors.agents[agent.agent as usize].phrase))
    }

    /// The sex that the form of address before a name tells.
    fn addressed_as(&self, found: &Match) -> Option<Gender> {
        let before = found.tokens.start.checked_sub(1)?;
        is_honorific(self.text, self.actors, before)
            .then(|| sex_of_title(self.actors, self.text.token(before).text()))?
    }

    /// Whether a person leads a country at the time of the report.
    fn leads_now(&self, person: u32) -> bool {
        self.rank(person, None).is_some_and(|rank| rank.leads && rank.current)
    }

    /// The person whom a bare family name means: one in office at the time, and one whose country the article names
    /// where several are.
    pub(super) fn surname(&self, found: &Match, agents: &Found) -> Option<What> {
        let token = self.text.token(found.head);
        let labelled = token.ent_type() == "PERSON";
        let proper = token.pos() == "PROPN" || (capitalised(token) && !token.ent_type().is_empty());
        let part = matches!(token.dep(), "compound" | "amod") && !labelled;
        if !proper
            || (part && agents.agent_over(token.head().i).is_none())
            || self.inside_another(found, agents)
        {
            return None;
        }
        let before = found.tokens.start.checked_sub(1);
        let title = self.title_before(found, agents);
        let addressed = before.is_some_and(|i| is_honorific(self.text, self.actors, i));
        let mut ranked: Vec<(Rank, u32)> = found
            .named
            .iter()
            .filter_map(|n| match n {
                Named::Surname(person) => Some((self.rank(*person, title)?, *person)),
                _ => None,
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| Reverse(*rank));
        let (rank, best) = *ranked.first()?;
        let alone = ranked.get(1).is_none_or(|(next, _)| *next < rank);
        let sure = labelled || addressed || rank.titled;
        let likely = if self.is_doubtful(found, best) {
            // A word, a first name or a town as well: the country, the place in the sentence and the office must speak
            // for the person.
            let known =
                (rank.current && rank.public) || (rank.leads && rank.since > self.long_ago());
            rank.told && sure && (rank.titled || known)
        } else {
            // Out of office and out of the article's countries, a family name is anybody's.
            // One who has led a country is known by it alone.
            rank.told
                || (rank.leads && (rank.current || sure || rank.recent))
                || (rank.current && sure && rank.public)
        };
        // 'Dodd-Frank' is a law; 'Trump-Kim' are two who meet.
        let likely = likely && (!self.glued(found) || (rank.leads && rank.current));
        (alone && likely).then_some(What::Person(best))
    }

    fn rank(&self, person: u32, title: Option<&str>) -> Option<Rank> {
        let person = &self.actors.people[person as usize];
        let standing = person.standing(self.window)?;
        let leads = |office: &str| self.actors.leads(office);
        // Kin of a president hold no office of their own, though listed.
        let elite = self.actors.modifiers.get("former").map(|(sector, _)| sector);
        let office = standing.term.sectors.first().is_some_and(|s| Some(s) != elite);
        let last = person
            .terms
            .iter()
            .filter(|term| leads(&term.office))
            .filter_map(|term| term.from)
            .filter(|from| self.window.is_none_or(|window| from.first <= window.1))
            .map(|from| from.first)
            .max();
        Some(Rank {
            titled: title.is_some_and(|title| {
                // 'Secretary Kerry' is the secretary of state, 'Minister Lavrov' the foreign minister; but the vice
                // president is no president.
                let of = |office: &str| {
                    office.strip_prefix(title).is_some_and(|rest| rest.starts_with(" of"))
                        || (!self.actors.leads(title)
                            && office.strip_suffix(title).is_some_and(|rest| rest.ends_with(' ')))
                };
                person.terms.iter().any(|term| term.office == title || of(&term.office))
            }),
            current: standing.when == When::Current && office,
            public: standing
                .term
                .sectors
                .first()
                .is_some_and(|s| matches!(s.as_str(), "GOV" | "LEG" | "MIL" | "JUD")),
            told: self.told(&standing.term.code) > 0,
            leads: person.terms.iter().any(|term| leads(&term.office)),
            recent: last.is_some_and(|last| {
                self.window.is_none_or(|window| window.1.year() - last.year() < RECENT)
            }),
            since: last,
        })
    }

    /// Whether a family name is marked as something else too, or is a first name of many.
    fn is_doubtful(&self, found: &Match, person: u32) -> bool {
        let first = pieces(self.text.words(found.tokens.clone())).pop().unwrap_or_default();
        self.is_ambiguous(found, Named::Surname(person))
            || self.actors.first_names.get(&first).is_some_and(|many| *many >= MANY)
    }

    /// Whether a family name is only a word of something else: 'Rice University'.
    fn inside_another(&self, found: &Match, agents: &Found) -> bool {
        let text = self.text;
        let (from, to) = (found.tokens.start, found.tokens.end);
        let label = text.token(found.head).ent_type();
        let inner =
            |i: usize| i < text.len() && text.token(i).ent_iob() == tacitus_language::Iob::I;
        let ahead = inner(to) && text.token(to).tag() != "POS" && agents.agent_at[to].is_none();
        !matches!(label, "" | "PERSON" | "NORP") && (inner(from) || ahead)
    }

    /// Whether a hyphen joins a family name to another word with a capital, or it stands in a lawsuit's name.
    fn glued(&self, found: &Match) -> bool {
        let text = self.text;
        let (from, to) = (found.tokens.start, found.tokens.end);
        let hyphen = |i: usize| text.token(i).text() == "-" && !text.token(i).ws();
        let left = from >= 2
            && hyphen(from - 1)
            && !text.token(from - 2).ws()
            && capitalised(text.token(from - 2));
        let right = to + 1 < text.len()
            && hyphen(to)
            && !text.token(to - 1).ws()
            && capitalised(text.token(to + 1));
        let versus = |i: usize| {
            let word = text.token(i).text().to_lowercase();
            self.actors.words.versus.contains_key(word.as_str())
        };
        left || right || (from > 0 && versus(from - 1)) || (to < text.len() && versus(to))
    }

    /// The day before which a leader has become history.
    fn long_ago(&self) -> Option<Date> {
        let (first, _) = self.window?;
        Date::new(first.year().saturating_sub(2 * RECENT), 1, 1).ok()
    }
}

fn what(who: &Who) -> What {
    match who {
        Who::Known(person) => What::Person(*person),
        Who::Unknown(_) => What::Unknown(EntityKind::Person),
    }
}
