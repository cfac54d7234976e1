//! What syntax forbids and favours between a pronoun or description and the names around it.

use smallvec::SmallVec;

use super::find::What;
use super::names::pieces;
use super::resolve::{Key, Reader};
use super::salience::SUBJECT;
use crate::text::Text;

impl Reader<'_, '_> {
    /// A pronoun does not stand for another argument of its own verb, nor for who owns the noun whose object it is, nor
    /// for who says what is quoted.
    pub(super) fn barred(&self, i: usize, entity: usize) -> bool {
        if self.excluded.contains(&entity) {
            return true;
        }
        let text = self.text;
        let token = text.token(i);
        let speaker = self.speeches.of(i).and_then(|speech| speech.speaker);
        if speaker.is_some_and(|speaker| {
            self.read_at(speaker).contains(&entity) || self.peek(speaker) == Some(entity)
        }) {
            return true;
        }
        if self.quotes_whole_clause(i, entity) {
            return true;
        }
        if self.quoted_of_another(i, entity) {
            return true;
        }
        if token.tag() == "PRP$"
            || token.text().ends_with("self")
            || token.text().ends_with("selves")
        {
            return false;
        }
        if token.dep().starts_with(SUBJECT) {
            return self.argument_ahead(i, token.head().i, entity);
        }
        let mut verb = token.head();
        if matches!(token.dep(), "pobj" | "agent") {
            // 'The senator's criticism of him'.
            let owners = text.children(verb.head().i).filter(|c| c.dep() == "poss");
            if owners.into_iter().any(|c| self.read_at(c.i).contains(&entity)) {
                return true;
            }
            verb = verb.head();
        } else if !matches!(token.dep(), "dobj" | "dative") {
            return false;
        }
        let subjects: SmallVec<[usize; 2]> = subjects(text, verb.i);
        subjects.iter().any(|&s| s != i && self.read_at(s).contains(&entity))
    }

    /// Whether an entity is another argument of the verb of token `i` that stands behind it: 'he meets the premier'.
    pub(super) fn argument_ahead(&self, i: usize, verb: usize, entity: usize) -> bool {
        let text = self.text;
        text.children(verb).filter(|c| c.i > i).any(|child| match child.dep() {
            "dobj" | "dative" => self.peek(child.i) == Some(entity),
            "prep" | "agent" => text
                .children(child.i)
                .any(|object| object.dep() == "pobj" && self.peek(object.i) == Some(entity)),
            _ => false,
        })
    }

    /// The entity that a name headed by token `i` will stand for, where that is known before it is read.
    fn peek(&self, i: usize) -> Option<usize> {
        if let Some(&entity) = self.read_at(i).first() {
            return Some(entity);
        }
        let name = self.found.name_headed(i)?;
        match name.what {
            What::Person(person) => self.keys.get(&Key::Person(person)).copied(),
            What::Country(country) | What::Demonym(country) => {
                self.keys.get(&Key::Country(country)).copied()
            }
            What::Organisation(organisation) => {
                self.keys.get(&Key::Organisation(organisation)).copied()
            }
            What::Unknown(_) => {
                let parts = pieces(self.text.words(name.tokens.clone()));
                match parts.as_slice() {
                    [only] => self.surnamed(only, Some(i), None),
                    _ => self.keys.get(&Key::Name(parts.join(" "))).copied(),
                }
            }
            _ => None,
        }
    }

    /// 'The envoy spoke of a "world that stands by while he kills"': in words that are quoted with their subject nobody
    /// says 'he' of himself.
    fn quotes_whole_clause(&self, i: usize, entity: usize) -> bool {
        let text = self.text;
        let Some(quoted) = self.speeches.part_of(i) else { return false };
        let mut inner = None;
        for above in text.ancestors(i).filter(|t| matches!(t.pos(), "VERB" | "AUX")) {
            if quoted.contains(&above.i) {
                inner = Some(above.i);
                continue;
            }
            let whole = inner.is_some_and(|verb| {
                let subject = text.children(verb).find(|c| c.dep().starts_with(SUBJECT));
                subject.is_some_and(|s| quoted.contains(&s.i))
            });
            return whole
                && subjects(text, above.i).iter().any(|&s| self.read_at(s).contains(&entity));
        }
        false
    }

    /// 'The spokesman said he "has never ruled out" talks': the words quoted are said of another than the speaker,
    /// who would have said 'have'.
    fn quoted_of_another(&self, i: usize, entity: usize) -> bool {
        let text = self.text;
        let (quote, verb) = (i + 1, i + 2);
        if verb >= text.len()
            || !text.token(i).dep().starts_with(SUBJECT)
            || !matches!(text.token(quote).text(), "“" | "\"" | "``" | "‘")
            || text.token(verb).tag() != "VBZ"
        {
            return false;
        }
        let above = text.token(i).head();
        text.ancestors(above.i)
            .take(1)
            .any(|verb| subjects(text, verb.i).iter().any(|&s| self.read_at(s).contains(&entity)))
    }
}

/// The verbs above token `i` that have a subject of their own, nearest first; the one whose subject it is is not among
/// them, nor one that is only joined to its own by 'and'.
pub(super) fn governors(text: &Text<'_>, i: usize) -> SmallVec<[usize; 4]> {
    let token = text.token(i);
    let own = matches!(token.dep(), "nsubj" | "nsubjpass").then_some(token.head().i);
    let mut out = SmallVec::new();
    let mut below = token;
    let mut closed = false;
    for verb in text.ancestors(i) {
        let clause = text.children(verb.i).any(|c| c.dep().starts_with(SUBJECT));
        let joined = closed && below.dep() == "conj";
        closed = if matches!(verb.pos(), "VERB" | "AUX") { clause } else { closed };
        below = verb;
        if !matches!(verb.pos(), "VERB" | "AUX") || Some(verb.i) == own || !clause || joined {
            continue;
        }
        out.push(verb.i);
        if out.len() == 4 {
            break;
        }
    }
    out
}

pub(super) fn is_subject(text: &Text<'_>, i: usize) -> bool {
    text.token(i).dep().starts_with(SUBJECT)
}

/// Whether token `head` is the subject of a verb, itself or by a relative pronoun: 'the guard who …'.
pub(super) fn is_subject_of(text: &Text<'_>, head: usize, verb: usize) -> bool {
    let token = text.token(head);
    if matches!(token.dep(), "nsubj" | "nsubjpass") && token.head().i == verb {
        return true;
    }
    let clause = text.token(verb);
    clause.dep() == "relcl"
        && clause.head().i == head
        && text
            .children(verb)
            .any(|c| c.dep().starts_with(SUBJECT) && matches!(c.tag(), "WP" | "WDT"))
}

/// The subjects of a verb: its own, or that of the verb it is a complement of or coordinated with, or who owns the
/// noun that it says more of: "the senator's decision to free him".
fn subjects(text: &Text<'_>, verb: usize) -> SmallVec<[usize; 2]> {
    let mut at = verb;
    for _ in 0..4 {
        let own: SmallVec<[usize; 2]> = text
            .children(at)
            .filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
            .map(|c| c.i)
            .collect();
        if !own.is_empty() {
            return own;
        }
        let token = text.token(at);
        if token.dep() == "acl" && token.tag() == "VB" {
            return text
                .children(token.head().i)
                .filter(|c| c.dep() == "poss")
                .map(|c| c.i)
                .collect();
        }
        if !matches!(token.dep(), "xcomp" | "conj" | "advcl" | "pcomp" | "prep")
            || token.head().i == at
        {
            break;
        }
        at = token.head().i;
    }
    SmallVec::new()
}

/// Whether the name headed by token `i` tells where: 'talks in Egypt'.
pub(super) fn is_where(text: &Text<'_>, i: usize) -> bool {
    let token = text.token(i);
    token.dep() == "pobj" && matches!(token.head().text(), "in" | "at" | "near" | "from" | "to")
}
