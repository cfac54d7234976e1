//! What the offices that a report gives to people tell of its date, and which of them are over by then.

use jiff::civil::Date;

use super::knowledge::{Actors, Bound, Named, Person, WIDENED, When, Window};
use super::{Entities, EntityKind, MentionKind, Served};
use crate::text::Text;
use crate::time::Term;

/// For each person whom the report calls by an office that knowledge says they held: the days of that office, from the
/// first such term to the last.
#[must_use]
pub fn office_terms(text: &Text<'_>, actors: &Actors, entities: &Entities) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for entity in entities.entities.iter().filter(|e| e.kind == EntityKind::Person) {
        let Some(name) = &entity.identifier else { continue };
        let Some(person) = person(actors, name) else { continue };
        let called: Vec<String> = entity
            .mentions
            .iter()
            .map(|&m| &entities.mentions[m])
            .filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Description))
            .map(|m| text.words(m.tokens.clone()).to_lowercase())
            .collect();
        let mut offices: Vec<&str> = person.terms.iter().map(|term| term.office.as_str()).collect();
        offices.dedup();
        for office in offices {
            let held = |words: &String| {
                let former = words
                    .split_whitespace()
                    .any(|w| w.starts_with("former") || w.starts_with("ex-"));
                words.contains(office) && !former
            };
            if !called.iter().any(held) {
                continue;
            }
            let spans = person.terms.iter().filter(|term| term.office == office);
            let days: Vec<(Date, Date, bool)> =
                spans.clone().map(|term| span(term.from, term.to)).collect();
            let first = days.iter().map(|d| d.0).min();
            let last = days.iter().map(|d| d.1).max();
            let (Some(earliest), Some(latest)) = (first, last) else { continue };
            let unsure = if days.iter().any(|d| d.2) {
                format!(", widened by {WIDENED} days where a day is not certain")
            } else {
                String::new()
            };
            let basis = spans.filter_map(|term| term.basis.as_deref()).next();
            let basis = basis.map_or(String::new(), |basis| format!(" (by {basis})"));
            let evidence = format!("{name} is {office}: {earliest} to {latest}{basis}{unsure}");
            if !terms.iter().any(|term| term.evidence == evidence) {
                terms.push(Term { earliest, latest, evidence });
            }
        }
    }
    terms
}

/// Gives people whom knowledge identifies the offices that they hold or have held when the report appears.
pub(super) fn serve(entities: &mut Entities, actors: &Actors, window: Option<Window>) {
    let Some(window) = window else { return };
    for entity in entities.entities.iter_mut().filter(|e| e.kind == EntityKind::Person) {
        let known = entity.identifier.as_deref().and_then(|name| person(actors, name));
        let terms = known.map_or(&[][..], |person| &person.terms);
        let begun = terms.iter().filter(|term| term.when(window) != When::Before);
        entity.served = begun
            .map(|term| Served {
                office: term.office.clone(),
                leads: term.leads,
                since: term.from.map(|from| from.reach().1),
                until: term.to.filter(|_| term.when(window) == When::After).map(|to| to.reach().1),
            })
            .collect();
    }
}

/// The person whom an identifier names.
fn person<'a>(actors: &'a Actors, name: &str) -> Option<&'a Person> {
    let mut known = actors.names.exact(name).iter().filter_map(|named| match named {
        Named::Person(index) | Named::Surname(index) => Some(&actors.people[*index as usize]),
        _ => None,
    });
    known.find(|person| person.name == name)
}

/// First and last day of a term, and whether one of them had to be widened.
fn span(from: Option<Bound>, to: Option<Bound>) -> (Date, Date, bool) {
    let unsure = [from, to].iter().flatten().any(|bound| !bound.certain());
    let earliest = from.map_or(Date::MIN, |from| from.reach().0);
    let latest = to.map_or(Date::MAX, |to| to.reach().1);
    (earliest, latest, unsure)
}
