//! What is known of actors: countries, people with their terms of office, organisations, groups, and the nouns that
//! stand for actors.

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::EntityKind;
use super::names::Names;
use crate::source::Source;

/// The days within which a report was published.
pub type Window = (Date, Date);

/// A state or territory.
#[derive(Clone, Debug)]
pub(super) struct Country {
    pub(super) code: String,
    pub(super) name: String,
    /// Last day of a state that is gone.
    pub(super) until: Option<Date>,
    /// Code of the state that speaks for it since then.
    pub(super) now: Option<String>,
    pub(super) source: Source,
}

/// One side of a term of office: the days that it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) first: Date,
    pub(super) last: Date,
    /// Marked with `~`: the day itself is in doubt.
    pub(super) doubtful: bool,
}

/// A bound whose day is not certain is widened by this many days, and the evidence of dating says so.
pub(super) const WIDENED: i32 = 90;

impl Bound {
    /// Whether the very day is known and beyond doubt.
    pub(super) fn certain(self) -> bool {
        self.first == self.last && !self.doubtful
    }

    /// The earliest and latest day to reckon with: wider than the bound where its day is not certain.
    pub(super) fn reach(self) -> (Date, Date) {
        if self.certain() {
            return (self.first, self.last);
        }
        (self.first.saturating_sub(WIDENED.days()), self.last.saturating_add(WIDENED.days()))
    }
}

/// A person's time in one office.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) code: String,
    pub(super) office: String,
    pub(super) sectors: Vec<String>,
    pub(super) from: Option<Bound>,
    pub(super) to: Option<Bound>,
    /// It makes its holder a leader of the country.
    pub(super) leads: bool,
    /// What the days rest on, where they were held against a published list.
    pub(super) basis: Option<String>,
    pub(super) source: Source,
}

/// Where a term lies as seen from a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum When {
    Before,
    Current,
    After,
}

impl Term {
    /// Whether the report falls before, into or after the term.
    pub(super) fn when(&self, window: Window) -> When {
        if self.from.is_some_and(|from| window.1 < from.reach().0) {
            When::Before
        } else if self.to.is_some_and(|to| to.reach().1 < window.0) {
            When::After
        } else {
            When::Current
        }
    }

    /// For picking the latest: an open end comes last.
    fn order(&self) -> (bool, Option<Date>, Option<Date>) {
        (self.to.is_none(), self.to.map(|to| to.last), self.from.map(|from| from.first))
    }
}

/// A person by name.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    /// Full names and short ones, the first the identifier.
    pub(super) names: Vec<String>,
    pub(super) terms: Vec<Term>,
}

/// What a person is at the time of a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing<'a> {
    pub(super) term: &'a Term,
    pub(super) when: When,
}

impl Person {
    /// The office at the time of a report: the term begun last among those that hold; else the last one past; else
    /// the first to come. Without a date the latest term counts as held.
    pub(super) fn standing(&self, window: Option<Window>) -> Option<Standing<'_>> {
        let Some(window) = window else {
            let term = self.terms.iter().max_by_key(|term| term.order())?;
            return Some(Standing { term, when: When::Current });
        };
        let of = |when: When| self.terms.iter().filter(move |term| term.when(window) == when);
        let governs = |term: &&Term| term.sectors.iter().any(|sector| sector == "GOV");
        if let Some(term) = of(When::Current).max_by_key(|term| {
            let since = term.from.map(|from| from.first);
            (term.leads && governs(term), governs(term), since, term.to.is_some())
        }) {
            return Some(Standing { term, when: When::Current });
        }
        if let Some(term) = of(When::After).max_by_key(|term| term.order()) {
            return Some(Standing { term, when: When::After });
        }
        let term = of(When::Before).min_by_key(|term| term.from.map(|from| from.first))?;
        Some(Standing { term, when: When::Before })
    }

    /// Whether the person holds an office of this name for this country at the time of a report.
    pub(super) fn holds(&self, code: &str, office: &str, window: Option<Window>) -> bool {
        match window {
            Some(window) => self.terms.iter().any(|term| {
                term.code == code && term.office == office && term.when(window) == When::Current
            }),
            None => self
                .standing(None)
                .is_some_and(|now| now.term.code == code && now.term.office == office),
        }
    }
}

/// An organisation with a name of its own.
#[derive(Clone, Debug)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) code: String,
    pub(super) sectors: Vec<String>,
    /// What it may be called later: 'court', 'alliance'.
    pub(super) kinds: Vec<String>,
    pub(super) from: Option<i16>,
    pub(super) to: Option<i16>,
    pub(super) source: Source,
}

impl Organisation {
    /// Whether the entry is of the time of a report.
    pub(super) fn stands(&self, window: Option<Window>) -> bool {
        window.is_none_or(|(first, last)| {
            self.from.is_none_or(|from| last.year() >= from)
                && self.to.is_none_or(|to| first.year() <= to)
        })
    }
}

impl Organisation {
    /// Whether the entry is not of a later time than a report.
    pub(super) fn begun(&self, window: Option<Window>) -> bool {
        window.is_none_or(|(_, last)| self.from.is_none_or(|from| last.year() >= from))
    }
}

/// An ethnic or religious group.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) code: Option<String>,
    pub(super) sectors: Vec<String>,
    pub(super) source: Source,
}

/// A noun that stands for actors: 'president', 'ministry', 'fisherman'.
#[derive(Clone, Debug)]
pub(super) struct Agent {
    pub(super) phrase: String,
    pub(super) sectors: Vec<String>,
    /// It has the sector of the body that it belongs to or speaks for.
    pub(super) of_owner: bool,
    pub(super) kind: EntityKind,
    pub(super) source: Source,
}

/// What a name can stand for. Several things can share a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Country(u32),
    Demonym(u32),
    Capital(u32),
    Seat(u32),
    /// A full name.
    Person(u32),
    /// The last word of a person's name, or another short form.
    Surname(u32),
    Organisation(u32),
    Group(u32),
}

/// A number's words and other small lists that the reading of actors needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// Titles and nouns that tell a man.
    pub(super) masculine: FxHashMap<String, Source>,
    /// Titles and nouns that tell a woman.
    pub(super) feminine: FxHashMap<String, Source>,
    /// First names of men.
    pub(super) men: FxHashMap<String, Source>,
    /// First names of women.
    pub(super) women: FxHashMap<String, Source>,
    /// Forms of address before a name that are no office.
    pub(super) honorifics: FxHashMap<String, Source>,
    /// Abbreviated titles in full.
    pub(super) abbreviations: FxHashMap<String, String>,
    /// Nouns for a country, and the offices of which one must be held there: 'kingdom' has a king or a queen.
    pub(super) thrones: FxHashMap<String, String>,
    /// Nouns and numerals that stand for some of those that 'of' names.
    pub(super) partitives: FxHashMap<String, Source>,
    /// Nouns that stand for actors in the plural only.
    pub(super) plural_only: FxHashMap<String, Source>,
    /// Offices that make their holder a country's leader.
    pub(super) leaders: FxHashMap<String, Source>,
    /// Other words for an office.
    pub(super) same_office: FxHashMap<String, String>,
    /// Nouns for a country itself.
    pub(super) countries: FxHashMap<String, Source>,
    /// Nouns that stand for people only where a person or an organisation owns them.
    pub(super) of_somebody: FxHashMap<String, Source>,
    /// Participles behind a hyphen that tell whose something is: 'Saudi-led'.
    pub(super) owning: FxHashMap<String, Source>,
    /// Verbs whose 'it' is empty where a clause follows: 'it appears that'.
    pub(super) raising: FxHashMap<String, Source>,
    /// Verbs whose object is asked something: 'ask', 'press'.
    pub(super) asking: FxHashMap<String, Source>,
    /// Words that begin a question told in a clause: 'whether', 'if'.
    pub(super) whether: FxHashMap<String, Source>,
    /// Adjectives that tell a country apart from the one last named: 'another country', 'a neighboring state'.
    pub(super) other_countries: FxHashMap<String, Source>,
    /// Nouns for those who stand beside or against their owner: 'ally', 'foe'.
    pub(super) of_others: FxHashMap<String, Source>,
    /// Nouns for people who are not of the country of whom they belong to: 'his captors', 'its crew'.
    pub(super) strangers: FxHashMap<String, Source>,
    /// Nouns for those who serve a body, of its sector: 'officer'.
    pub(super) serving: FxHashMap<String, Source>,
    /// Nouns for those who speak for whoever owns them: 'their representatives'.
    pub(super) standing_for: FxHashMap<String, Source>,
    /// Nouns for the followers of whoever owns them: 'his base'.
    pub(super) followers: FxHashMap<String, Source>,
    /// Nouns for those who stand for a country in another one: 'the embassy in Rome' is not Italy's.
    pub(super) abroad: FxHashMap<String, Source>,
    /// Nouns for people that tell of a deed where 'to' follows: 'his opposition to the tariff'.
    pub(super) stances: FxHashMap<String, Source>,
    /// Nouns for bodies that tell of a condition where 'of' and no place follow: 'the state of the roads'.
    pub(super) conditions: FxHashMap<String, Source>,
    /// Nouns that stand for a body only with a word before them that says which: 'the prosecution'.
    pub(super) determined: FxHashMap<String, Source>,
    /// Nouns for whoever holds the same office elsewhere.
    pub(super) counterparts: FxHashMap<String, Source>,
    /// Nouns for any of the parties to something.
    pub(super) sides: FxHashMap<String, Source>,
    /// Determiners and numerals that take two together.
    pub(super) two: FxHashMap<String, Source>,
    /// Letters that stand with a place for a politician's party and home, and the country where that is written.
    pub(super) party_tags: FxHashMap<String, String>,
    /// What stands between the parties of a lawsuit.
    pub(super) versus: FxHashMap<String, Source>,
    /// Verbs whose bare number counts people.
    pub(super) casualties: FxHashMap<String, Source>,
}

/// The actors of a knowledge folder.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    pub(super) countries: Vec<Country>,
    pub(super) people: Vec<Person>,
    pub(super) organisations: Vec<Organisation>,
    pub(super) groups: Vec<Group>,
    pub(super) agents: Vec<Agent>,
    /// Modifiers that change a sector: 'former', 'rebel'.
    pub(super) modifiers: FxHashMap<String, (String, Source)>,
    pub(super) names: Names<Named>,
    /// Names that need support from the context, as pieces joined by spaces.
    pub(super) ambiguous: FxHashSet<(String, Named)>,
    pub(super) agent_names: Names<u32>,
    /// How many persons have a first name.
    pub(super) first_names: FxHashMap<String, u32>,
    pub(super) country_of: FxHashMap<String, u32>,
    /// Who held an office: code and office to people, in the order of the files.
    pub(super) holders: FxHashMap<(String, String), Vec<u32>>,
    /// All offices that somebody holds, and the last words of them.
    pub(super) offices: FxHashSet<String>,
    pub(super) words: Words,
}

impl Actors {
    /// The country with an ISO 3166-1 alpha-3 code.
    pub(super) fn country(&self, code: &str) -> Option<&Country> {
        self.country_of.get(code).map(|&index| &self.countries[index as usize])
    }

    /// The code that a country goes by at the time of a report.
    pub(super) fn code_at<'a>(&'a self, country: &'a Country, window: Option<Window>) -> &'a str {
        let gone = country.until.is_some_and(|until| window.is_none_or(|(first, _)| first > until));
        match &country.now {
            Some(now) if gone => now,
            _ => &country.code,
        }
    }

    /// The office's usual name: 'premier' to 'prime minister'.
    pub(super) fn office<'a>(&'a self, word: &'a str) -> &'a str {
        let short = word.strip_suffix('.').and_then(|word| self.words.abbreviations.get(word));
        let word = short.map_or(word, String::as_str);
        self.words.same_office.get(word).map_or(word, String::as_str)
    }

    /// The one person known to hold an office at the time of a report; none where it is not known or several did
    /// within the report's window.
    pub(super) fn holder(&self, code: &str, office: &str, window: Option<Window>) -> Option<u32> {
        let office = self.office(office);
        let people = self.holders.get(&(code.to_owned(), office.to_owned()))?;
        let mut holding = people
            .iter()
            .copied()
            .filter(|&person| self.people[person as usize].holds(code, office, window));
        let first = holding.next()?;
        holding.next().is_none().then_some(first)
    }

    /// Whether an office makes its holder a leader of the country.
    pub(super) fn leads(&self, office: &str) -> bool {
        self.words.leaders.contains_key(self.office(office))
    }
}
