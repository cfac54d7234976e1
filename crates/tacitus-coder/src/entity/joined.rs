//! Countries inside a word: 'U.S.-China talks', 'a U.S.-led coalition'.

use smallvec::{SmallVec, smallvec};

use super::find::{Match, head_of};
use super::knowledge::{Actors, Named};
use super::names::Piece;
use crate::text::Text;

/// What the word that begins with piece `at` joins: two countries, or a country and a word that tells what it does
/// ('led'). Gives the match and the index of the piece behind it.
pub(super) fn joined(
    text: &Text<'_>,
    actors: &Actors,
    pieces: &[Piece],
    at: usize,
) -> Option<(Match, usize)> {
    let (left, right) = (pieces.get(at)?, pieces.get(at + 1)?);
    let token = left.token;
    if !left.first || right.token != token || !text.token(token).text().contains(['-', '–', '/'])
    {
        return None;
    }
    let one = country(actors.names.exact(&left.text))?;
    let found = |end: usize, named, with| {
        let tokens = token..pieces[end - 1].token + 1;
        let head = head_of(text, &tokens);
        let named: SmallVec<[Named; 2]> = smallvec![named];
        (Match { tokens, head, named, with, spots: SmallVec::new() }, end)
    };
    if let Some((end, values)) = actors.names.longest_inside(pieces, at + 1)
        && let Some(other) = country(values)
    {
        return Some(found(end, Named::Country(one), Some(other)));
    }
    let owns = actors.words.owning.contains_key(right.text.to_lowercase().as_str());
    (owns && right.last).then(|| found(at + 2, Named::Demonym(one), None))
}

fn country(named: &[Named]) -> Option<u32> {
    named.iter().find_map(|n| match n {
        Named::Country(country) | Named::Demonym(country) => Some(*country),
        _ => None,
    })
}
