//! Persons' names that the named entity recogniser takes for something else or does not see.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::EntityKind;
use super::find::{Found, NameSpan, What, capitalised};
use super::knowledge::Actors;
use super::places::Gazetteer;
use super::sexes::sex_of_name;
use crate::text::Text;

/// Whether words are a first name known to be one with a family name, whatever the recogniser takes them for.
pub(super) fn is_full_name(
    text: &Text<'_>,
    actors: &Actors,
    places: &Gazetteer,
    tokens: &Range<usize>,
) -> bool {
    (2..=3).contains(&tokens.len())
        && tokens.clone().all(|i| {
            let word = text.token(i).text();
            capitalised(text.token(i)) && word.chars().all(|c| c.is_alphabetic() || c == '.')
                && (word.len() < 3 || word.chars().any(char::is_lowercase))
        })
        && sex_of_name(actors, text.words(tokens.clone())).is_some()
        // 'Virginia Tech' is no woman.
        && places.names.exact(text.token(tokens.start).text()).is_empty()
}

/// Adds family names that the tagger takes for other words, where the article gives the person in full.
pub(super) fn family_names(text: &Text<'_>, found: &Found, spans: &mut Vec<NameSpan>) {
    let person = |span: &&NameSpan| {
        matches!(span.what, What::Unknown(EntityKind::Person) | What::Person(_))
            && span.tokens.len() > 1
    };
    let families: FxHashSet<String> = spans
        .iter()
        .filter(person)
        .map(|s| text.token(s.tokens.end - 1).text().to_owned())
        .collect();
    let mut small: FxHashSet<String> = FxHashSet::default();
    let mut taken = vec![false; text.len()];
    for span in spans.iter() {
        span.tokens.clone().for_each(|i| taken[i] = true);
    }
    for i in 0..text.len() {
        let word = text.token(i).text();
        if word.starts_with(char::is_lowercase) {
            small.insert(word.to_owned());
        }
    }
    for (i, taken) in taken.into_iter().enumerate() {
        let word = text.token(i).text();
        let name = word.len() > 3
            && capitalised(text.token(i))
            && !taken
            && found.agent_at[i].is_none()
            && text.token(i).ent_type().is_empty()
            && families.contains(word)
            && !small.contains(&word.to_lowercase());
        if name {
            let what = What::Unknown(EntityKind::Person);
            spans.push(NameSpan { tokens: i..i + 1, head: i, what });
        }
    }
}
