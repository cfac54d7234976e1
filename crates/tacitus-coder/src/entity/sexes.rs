//! The sex that names, titles and nouns tell.

use super::knowledge::Actors;
use super::names::fold;

/// What a person's pronoun can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Masculine,
    Feminine,
}

/// The sex that a noun or title tells.
pub(super) fn sex_of_title(actors: &Actors, phrase: &str) -> Option<Gender> {
    let phrase = fold(phrase).to_lowercase();
    let phrase = phrase.trim_end_matches('.');
    let last = phrase.rsplit([' ', '-']).next().unwrap_or(phrase);
    let words = &actors.words;
    if words.feminine.contains_key(phrase)
        || words.feminine.contains_key(last)
        || last.ends_with("woman")
    {
        Some(Gender::Feminine)
    } else if words.masculine.contains_key(phrase)
        || words.masculine.contains_key(last)
        || last.ends_with("man")
    {
        Some(Gender::Masculine)
    } else {
        None
    }
}

/// The sex that a full name tells: as a whole, where the family name stands first, else by its first word.
pub(super) fn sex_of_name(actors: &Actors, name: &str) -> Option<Gender> {
    let name = fold(name).to_lowercase();
    let (first, _) = name.split_once(' ')?;
    let words = &actors.words;
    for known in [name.as_str(), first] {
        if words.women.contains_key(known) {
            return Some(Gender::Feminine);
        }
        if words.men.contains_key(known) {
            return Some(Gender::Masculine);
        }
    }
    None
}
