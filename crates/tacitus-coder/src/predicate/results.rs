//! What somebody or something is made to be: 'took them *hostage*', 'set buses *ablaze*', 'found him *guilty*'.
//!
//! Such a word makes one thing with its verb, as a particle does, and is read as one. The parser has no one way for
//! it: it calls the word an object whose compound is the true object, a clause of its own, an adverb or an adjective.

use tacitus_language::Token;

use super::grammar::{among, has_child};
use super::reader::Reader;

/// Words for what a deed makes of its object. Closed: other words behind an object say nothing of the deed.
pub(crate) const RESULTS: &[&str] = &[
    "ablaze", "afire", "aflame", "alight", "captive", "dead", "free", "guilty", "hostage",
    "persona", "personae", "prisoner",
];

/// How far behind its verb such a word may stand, in tokens.
const REACH: usize = 14;

/// A word of result and the object that the parser gave to it instead of the verb.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// The word.
    pub(super) word: usize,
    /// The true object, where the verb has none.
    pub(super) object: Option<usize>,
}

impl Reader<'_, '_> {
    /// The word of result that goes with the verb `head`, if there is one.
    pub(super) fn outcome(&self, head: usize, passive: bool) -> Option<Outcome> {
        let text = self.text;
        let end = text.sentence(head).tokens.end.min(head + REACH);
        let words = (head + 1..end).map(|i| text.token(i));
        words.filter(|t| among(t.text(), RESULTS)).find_map(|t| self.outcome_at(head, t, passive))
    }

    fn outcome_at(&self, head: usize, word: Token<'_>, passive: bool) -> Option<Outcome> {
        let text = self.text;
        let found = |object| Some(Outcome { word: word.i, object });
        // 'set *free* Ivorian soldiers': the parser has the word describe the object.
        if word.i == head + 1 && word.dep() == "amod" && word.head().dep() == "dobj" {
            return if word.head().head().i == head { found(None) } else { None };
        }
        if word.head().i != head {
            return None;
        }
        let objects = text.children(head).filter(|c| matches!(c.dep(), "dobj" | "dative"));
        let other = objects.filter(|c| c.i != word.i).count() > 0;
        let whose = text.child(word.i, "nsubj").map(|subject| subject.i);
        match word.dep() {
            // 'took *Kenyan teachers hostage*' is one noun phrase to the parser; a hostage alone is an object.
            "dobj" if other || passive || has_child(text, word.i, &["compound"]) => found(None),
            "dobj" => None,
            "ccomp" if !other && whose.is_none() => {
                if has_child(text, word.i, &["compound"]) {
                    found(Some(word.i))
                } else {
                    None
                }
            }
            _ => found(if other { None } else { whose }),
        }
    }
}
