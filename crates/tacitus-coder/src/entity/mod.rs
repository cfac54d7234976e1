//! Who and where: mentions, the entities they resolve to, and the codes that knowledge gives these.

mod binding;
mod both;
mod choose;
mod describe;
mod families;
mod fields;
mod find;
mod joined;
mod knowledge;
mod known;
mod load;
mod marked;
mod names;
mod parts;
mod persons;
mod phrase;
mod places;
mod pronouns;
mod quotes;
mod resolve;
mod salience;
mod sexes;
mod surnames;
mod terms;
mod things;

#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;
use tacitus_record::Span;

pub use knowledge::{Actors, Window};
pub use places::Gazetteer;
pub use terms::office_terms;

use crate::source::Source;
use crate::text::Text;

/// The mentions, entities and places of an article. `date` is the window within which it was published, where that
/// is known: who holds which office is told by it.
#[must_use]
pub fn entities(
    text: &Text<'_>,
    actors: &Actors,
    places: &Gazetteer,
    date: Option<Window>,
) -> Entities {
    let found = find::find(text, actors, places, date);
    let mut entities = resolve::Reader::new(text, actors, places, date, &found).read();
    terms::serve(&mut entities, actors, date);
    entities
}

/// The token of a span that the rest of the sentence sees; `None` of no tokens.
pub(crate) fn head_of(text: &Text<'_>, tokens: &Range<usize>) -> Option<usize> {
    (!tokens.is_empty()).then(|| find::head_of(text, tokens))
}

/// How a span stands for an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A proper name, a title with a name among them.
    Name,
    /// A description by a role or group noun: 'the French president', 'Syrian forces', 'his spokesman'.
    Description,
    /// A pronoun.
    Pronoun,
    /// A demonym or a country's adjective that modifies a noun: 'a French resolution'.
    Demonym,
    /// The name of a place, which may stand for its government.
    Place,
}

/// A span that stands for an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that arguments of predicates point at.
    pub head: usize,
    /// How it stands for the entity.
    pub kind: MentionKind,
    /// Index into [`Entities::entities`].
    pub entity: usize,
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// One human being.
    Person,
    /// People, named or described, who are no organisation: 'protesters', 'Somali fishermen'.
    Group,
    /// A government body, company, party, armed group, court, international organisation.
    Organisation,
    /// A country, standing for its government where it acts.
    Country,
    /// Another place: city, region, river.
    Place,
    /// A named thing of which nothing is known.
    Unknown,
}

/// What an article's mentions of one thing resolve to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name, as the article writes it or knowledge does.
    pub name: String,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// PLOVER's `code`: ISO 3166-1 alpha-3 country, UNO, EUR, IGO, NGO, MNC, IMG …; `None` where it is not known.
    pub code: Option<String>,
    /// PLOVER's sectors, most specific first.
    pub sectors: Vec<String>,
    /// Name of the organisation or person that knowledge identifies, if it does.
    pub identifier: Option<String>,
    /// PLOVER's `office`.
    pub office: Option<String>,
    /// The place that it is or sits in, for an event's location: index into [`Entities::places`].
    pub place: Option<usize>,
    /// Its mentions in order: indexes into [`Entities::mentions`].
    pub mentions: Vec<usize>,
    /// The lines of knowledge that gave the codes, each with the reason in words.
    pub because: Vec<(Option<Source>, String)>,
    /// The offices that knowledge says a person holds or has held when the report appears.
    pub served: Vec<Served>,
}

/// A person's office as seen from the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// Its name in `agents.txt`: 'prime minister'.
    pub office: String,
    /// It makes its holder a leader of the country.
    pub leads: bool,
    /// The first day of it, where that is known.
    pub since: Option<Date>,
    /// The last day of it; `None` where it is held.
    pub until: Option<Date>,
}

/// A place resolved by the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name as the gazetteer writes it.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country_code: String,
    /// Name of its country.
    pub country: String,
    /// First-level division, where known.
    pub province: Option<String>,
    /// GeoNames' id, where known.
    pub geonameid: Option<u64>,
    /// Latitude and longitude in degrees, where known.
    pub coordinates: Option<(f64, f64)>,
    /// GeoNames' feature class and code: `A`/`PCLI`, `P`/`PPLC` …
    pub feature: (String, String),
    /// The line of knowledge.
    pub source: Source,
}

/// The mentions, entities and places of one article.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// In order of their tokens; mentions can nest ('the French president's office').
    pub mentions: Vec<Mention>,
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// Places that entities point at.
    pub places: Vec<Place>,
    /// Head tokens of the spans that the user marked as actors.
    pub(crate) marked: Vec<usize>,
    /// For each token the mentions whose head it is: a range of `heads`.
    pub(crate) at: Vec<(u32, u32)>,
    /// Indexes into `mentions`, grouped by head.
    pub(crate) heads: Vec<u32>,
}

impl Entities {
    /// The mentions headed by token `i`, as indexes. More than one where a noun has several owners: 'Syrian and
    /// Russian forces'.
    pub fn headed_by(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let (from, to) = self.at.get(i).copied().unwrap_or((0, 0));
        self.heads[from as usize..to as usize].iter().map(|&mention| mention as usize)
    }

    /// The entity of a mention.
    #[must_use]
    pub fn entity_of(&self, mention: usize) -> &Entity {
        &self.entities[self.mentions[mention].entity]
    }

    /// The mentions that a span marked by hand stands for: those headed by the token of the span that the rest of the
    /// sentence sees, else the longest ones within the span.
    #[must_use]
    pub fn in_span(&self, text: &Text<'_>, span: Span) -> Vec<usize> {
        let tokens = text.tokens_over(span);
        if tokens.is_empty() {
            return Vec::new();
        }
        let head = find::head_of(text, &tokens);
        let headed: Vec<usize> = self.headed_by(head).collect();
        if !headed.is_empty() {
            return headed;
        }
        let within = |m: &&Mention| tokens.contains(&m.head);
        let demonym = |m: &Mention| m.kind == MentionKind::Demonym;
        let inside: Vec<usize> =
            (0..self.mentions.len()).filter(|&m| within(&&self.mentions[m])).collect();
        let best = inside.iter().copied().max_by_key(|&m| {
            let mention = &self.mentions[m];
            (!demonym(mention), mention.tokens.len(), std::cmp::Reverse(m))
        });
        best.map_or_else(Vec::new, |best| self.headed_by(self.mentions[best].head).collect())
    }

    /// Fills the index from tokens to mentions; to be called once the mentions are complete.
    pub(crate) fn index(&mut self, tokens: usize) {
        let mut order: Vec<u32> =
            (0..self.mentions.len()).map(|m| u32::try_from(m).unwrap_or(u32::MAX)).collect();
        order.sort_by_key(|&m| (self.mentions[m as usize].head, m));
        self.at = vec![(0, 0); tokens];
        let mut from = 0;
        while from < order.len() {
            let head = self.mentions[order[from] as usize].head;
            let mut to = from;
            while to < order.len() && self.mentions[order[to] as usize].head == head {
                to += 1;
            }
            if let Some(slot) = self.at.get_mut(head) {
                *slot = (u32::try_from(from).unwrap_or(0), u32::try_from(to).unwrap_or(0));
            }
            from = to;
        }
        self.heads = order;
    }
}
