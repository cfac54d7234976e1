//! Whom a bare family name means.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::choose::Chooser;
use super::find::{Found, Match, What, capitalised, is_honorific};
use super::knowledge::{Named, When};
use super::names::pieces;

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

impl Chooser<'_> {
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
        let title = before.and_then(|i| agents.agent_over(i)).map(|agent| {
            let phrase = &self.actors.agents[agent.agent as usize].phrase;
            self.actors.office(phrase)
        });
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
                || (rank.current && sure)
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
