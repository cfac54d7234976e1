//! What the offices that a report gives to people tell of its date.

use jiff::ToSpan;
use jiff::civil::Date;

use super::knowledge::{Actors, Bound};
use super::{Entities, EntityKind, MentionKind};
use crate::text::Text;
use crate::time::Term;

/// A bound known only to the month or year is widened by this many days, and the evidence says so.
const UNSURE: i32 = 90;

/// For each person whom the report calls by an office that knowledge says they held: the days of that office, from the
/// first such term to the last.
#[must_use]
pub fn office_terms(text: &Text<'_>, actors: &Actors, entities: &Entities) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    for entity in entities.entities.iter().filter(|e| e.kind == EntityKind::Person) {
        let Some(name) = &entity.identifier else { continue };
        let Some(person) = actors.people.iter().find(|person| person.name == *name) else {
            continue;
        };
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
                spans.map(|term| span(term.from, term.to)).collect();
            let first = days.iter().map(|d| d.0).min();
            let last = days.iter().map(|d| d.1).max();
            let (Some(earliest), Some(latest)) = (first, last) else { continue };
            let unsure = if days.iter().any(|d| d.2) {
                format!(", widened by {UNSURE} days where a day is not known")
            } else {
                String::new()
            };
            let evidence = format!("{name} is {office}: {earliest} to {latest}{unsure}");
            if !terms.iter().any(|term| term.evidence == evidence) {
                terms.push(Term { earliest, latest, evidence });
            }
        }
    }
    terms
}

/// First and last day of a term, and whether one of them had to be widened.
fn span(from: Option<Bound>, to: Option<Bound>) -> (Date, Date, bool) {
    let unsure = |bound: Option<Bound>| bound.is_some_and(|b| b.first != b.last);
    let earliest = from.map_or(Date::MIN, |from| {
        if unsure(Some(from)) { from.first.saturating_sub(UNSURE.days()) } else { from.first }
    });
    let latest = to.map_or(Date::MAX, |to| {
        if unsure(Some(to)) { to.last.saturating_add(UNSURE.days()) } else { to.last }
    });
    (earliest, latest, unsure(from) || unsure(to))
}
