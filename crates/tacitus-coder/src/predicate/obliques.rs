//! Prepositional phrases, brought to one form: the preposition, and what stands under it.

use smallvec::SmallVec;
use tacitus_language::Token;

use super::grammar::{Tokens, coordination, is_direction, is_prepositional_noun, is_time};
use crate::text::Text;

/// One prepositional phrase.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// The preposition in lower case, or several as one: `because of`.
    pub(super) name: String,
    /// The token of its first word.
    pub(super) at: usize,
    /// The heads under it; empty where the preposition is stranded.
    pub(super) heads: Tokens,
}

/// The prepositional phrases of one predicate.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    /// In order of the text.
    pub(super) list: SmallVec<[Phrase; 4]>,
    /// The particle that a directional word left, verbs only.
    pub(super) particle: Option<usize>,
}

/// All prepositional phrases on `token`; with `verb`, directional words become its particle.
pub(super) fn phrases(text: &Text<'_>, token: usize, verb: bool) -> Phrases {
    let mut found = Phrases::default();
    for child in text.children(token) {
        match child.dep() {
            "prep" | "agent" => found.phrase(text, child, verb),
            "dative" if matches!(child.pos(), "ADP" | "PART") => found.phrase(text, child, verb),
            "advmod" if !is_time(child) => found.adverb(text, child, verb),
            _ => {}
        }
    }
    if let Some(particle) = verb.then(|| text.child(token, "prt")).flatten() {
        found.particle = Some(particle.i);
        // The parser at times hangs the preposition on the particle: 'carried on *with*'.
        for inner in text.children(particle.i).filter(|child| child.dep() == "prep") {
            found.phrase(text, inner, false);
        }
    }
    found
}

impl Phrases {
    /// Takes the phrase of a preposition and those coordinated with it.
    fn phrase(&mut self, text: &Text<'_>, preposition: Token<'_>, verb: bool) {
        let follows = preposition.i > preposition.head().i;
        let mut left = Tokens::from_slice(&[preposition.i]);
        let mut next = 0;
        while let Some(&at) = left.get(next) {
            next += 1;
            left.extend(
                text.children(at)
                    .filter(|child| child.dep() == "conj" && child.pos() == "ADP")
                    .map(|child| child.i),
            );
            self.chain(text, at, verb && follows);
        }
    }

    /// Takes an adverb that stands before a preposition, or is a direction by itself.
    fn adverb(&mut self, text: &Text<'_>, adverb: Token<'_>, verb: bool) {
        let inner =
            text.children(adverb.i).find(|child| child.dep() == "prep" && child.i == adverb.i + 1);
        if inner.is_some() {
            self.chain(text, adverb.i, verb && adverb.i > adverb.head().i);
        } else if verb && adverb.i > adverb.head().i && is_direction(adverb) {
            self.particle.get_or_insert(adverb.i);
        }
    }

    /// Follows prepositions that stand under one another: 'because of', 'out of', 'from behind'.
    fn chain(&mut self, text: &Text<'_>, first: usize, verb: bool) {
        let mut name = String::new();
        let mut at = first;
        // Nobody writes more than three prepositions in a row.
        for _ in 0..3 {
            let token = text.token(at);
            let child = |label| text.children(at).find(move |child| child.dep() == label);
            let object = child("pobj").or_else(|| child("pcomp"));
            // 'because' and 'of' side by side over one noun.
            let second =
                text.children(at).find(|c| c.i == at + 1 && c.dep() == "pcomp" && c.pos() == "ADP");
            if let (Some(second), Some(object)) = (second, object.filter(|o| o.dep() == "pobj")) {
                extend(&mut name, token.text());
                extend(&mut name, second.text());
                let heads = coordination(text, object.i);
                return self.list.push(Phrase { name, at: first, heads });
            }
            let inner = text.children(at).find(|child| child.dep() == "prep" && child.i > at);
            match (object, inner) {
                (None, Some(inner)) if verb && is_direction(token) && name.is_empty() => {
                    self.particle.get_or_insert(at);
                    at = inner.i;
                }
                (None, Some(inner)) => {
                    extend(&mut name, token.text());
                    at = inner.i;
                }
                (Some(object), _) if object.pos() == "ADP" || is_compound(text, object) => {
                    extend(&mut name, token.text());
                    let Some(of) = of_phrase(text, object) else {
                        at = object.i;
                        continue;
                    };
                    let between = object.i - text.subtree(object.i).start.min(object.i);
                    if between == 1 {
                        extend(&mut name, text.token(object.i - 1).text());
                    }
                    extend(&mut name, object.text());
                    at = of;
                }
                (Some(object), _) => {
                    extend(&mut name, token.text());
                    let heads = coordination(text, object.i);
                    return self.list.push(Phrase { name, at: first, heads });
                }
                (None, None) if verb && is_direction(token) && name.is_empty() => {
                    self.particle.get_or_insert(at);
                    return;
                }
                (None, None) => {
                    extend(&mut name, token.text());
                    return self.list.push(Phrase { name, at: first, heads: Tokens::new() });
                }
            }
        }
    }
}

/// Whether the noun under a preposition only makes a longer preposition: 'in front of'.
fn is_compound(text: &Text<'_>, noun: Token<'_>) -> bool {
    is_prepositional_noun(noun)
        && noun.i - text.subtree(noun.i).start.min(noun.i) <= 1
        && of_phrase(text, noun).is_some()
}

fn of_phrase(text: &Text<'_>, noun: Token<'_>) -> Option<usize> {
    text.children(noun.i)
        .find(|child| child.dep() == "prep" && child.i == noun.i + 1 && child.text() == "of")
        .map(|child| child.i)
}

fn extend(name: &mut String, word: &str) {
    if !name.is_empty() {
        name.push(' ');
    }
    name.push_str(&word.to_lowercase());
}
