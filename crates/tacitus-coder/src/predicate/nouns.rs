//! The arguments of nouns and adjectives.

use tacitus_language::Token;

use super::grammar::{Tokens, coordination, has_child, has_to, is_negative_argument, is_time};
use super::obliques::phrases;
use super::reader::Reader;
use super::{Argument, ClauseKind, Derivation, PredicateKind, Role};

impl Reader<'_, '_> {
    /// Reads the noun of predicate `p`.
    pub(super) fn noun(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        for child in text.children(head) {
            match child.dep() {
                "poss" => {
                    let owners = match self.antecedents(child) {
                        Some(antecedents) => antecedents,
                        None => coordination(text, child.i),
                    };
                    self.give(p, &Role::Possessor, &owners, Derivation::Nominal);
                }
                "amod" | "compound" | "nmod" if modifies(child) => {
                    self.give(p, &Role::Modifier, &modifiers(self, child), Derivation::Nominal);
                }
                "acl" if has_to(text, child.i) => {
                    let clauses = coordination(text, child.i);
                    self.give(p, &Role::Clause(ClauseKind::To), &clauses, Derivation::Direct);
                }
                "acl" | "ccomp" if has_child(text, child.i, &["mark"]) => {
                    let clauses = coordination(text, child.i);
                    self.give(p, &Role::Clause(ClauseKind::That), &clauses, Derivation::Direct);
                }
                "det" if is_negative_argument(child) => self.list[p].form.negation = Some(child.i),
                _ => {}
            }
        }
        for phrase in phrases(text, head, false).list {
            let Some(&first) = phrase.heads.first() else { continue };
            let object = text.token(first);
            let agent = phrase.name == "by" && !is_time(object) && object.pos() != "VERB";
            let role = if agent { Role::Subject } else { Role::Oblique(phrase.name) };
            match self.antecedents(object) {
                Some(antecedents) => self.give(p, &role, &antecedents, Derivation::Relative),
                None => self.give(p, &role, &phrase.heads, Derivation::Nominal),
            }
        }
    }

    /// Reads the adjective of predicate `p`.
    pub(super) fn adjective(&mut self, p: usize) {
        let text = self.text;
        let token = text.token(self.list[p].head);
        let (subjects, how) = self.adjective_subject(token);
        self.give(p, &Role::Subject, &subjects, how);
        for phrase in phrases(text, token.i, false).list {
            self.give(p, &Role::Oblique(phrase.name), &phrase.heads, Derivation::Direct);
        }
        for child in text.children(token.i) {
            let kind = match child.dep() {
                "xcomp" | "advcl" if has_to(text, child.i) => ClauseKind::To,
                "xcomp" => ClauseKind::Ing,
                "ccomp" if has_to(text, child.i) => ClauseKind::To,
                "ccomp" => ClauseKind::That,
                _ => continue,
            };
            self.give(p, &Role::Clause(kind), &coordination(text, child.i), Derivation::Direct);
        }
        if let Some(copula) = self.parent(p).filter(|&v| self.list[v].kind == PredicateKind::Verb) {
            if token.dep() == "acomp" {
                self.list[p].form = self.list[copula].form.clone();
            }
        } else if let Some(first) = self.parent(p).filter(|_| token.dep() == "conj") {
            self.list[p].form = self.list[first].form.clone();
        }
        if let Some(negation) = text.child(token.i, "neg") {
            self.list[p].form.negation = Some(negation.i);
        }
    }

    fn adjective_subject(&self, token: Token<'_>) -> (Tokens, Derivation) {
        let head = token.head();
        let above = self.headed_by(head.i);
        if let Some(own) = self.text.children(token.i).find(|c| c.dep() == "nsubj") {
            return (coordination(self.text, own.i), Derivation::Direct);
        }
        match (token.dep(), above) {
            ("amod" | "acl" | "relcl", _) => {
                (Tokens::from_slice(&[head.i]), Derivation::Participle)
            }
            ("conj", Some(first)) => (self.heads(first, &Role::Subject), Derivation::Coordination),
            ("oprd" | "xcomp" | "ccomp", Some(v)) if self.has(v, &Role::Object) => {
                (self.heads(v, &Role::Object), Derivation::Control)
            }
            ("acomp" | "oprd" | "xcomp" | "ccomp" | "advcl", Some(v))
                if self.list[v].kind == PredicateKind::Verb =>
            {
                (self.notes[v].surface.clone(), Derivation::Direct)
            }
            _ => (Tokens::new(), Derivation::Direct),
        }
    }

    /// A noun before a noun shares what the latter has: 'the *bombing* campaign of Russia against Aleppo'.
    pub(super) fn compounds(&mut self) {
        // From the right, so that what the head of three nouns has reaches the first.
        for p in (0..self.list.len()).rev() {
            let token = self.text.token(self.list[p].head);
            let Some(head) = self.parent(p) else { continue };
            let nouns = [p, head].iter().all(|&n| self.list[n].kind == PredicateKind::Noun);
            let carries = nouns && self.words.carries(&self.list[head].lemma);
            if !carries || !matches!(token.dep(), "compound" | "nmod" | "amod") {
                continue;
            }
            let shared: Vec<Argument> = self.list[head]
                .arguments
                .iter()
                .filter(|argument| argument.head != token.i)
                .filter(|argument| argument.role != Role::Modifier || argument.head < token.i)
                .cloned()
                .collect();
            for argument in shared {
                self.give(p, &argument.role, &[argument.head], Derivation::Nominal);
            }
            if self.list[p].light.is_none() && self.list[head].light.is_some() {
                self.list[p].light = self.list[head].light;
                self.list[p].form = self.list[head].form.clone();
            }
        }
    }
}

/// Whether a word before a noun says which or whose, and is no participle with arguments of its own.
fn modifies(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "X")
        && token.text().chars().any(char::is_alphabetic)
        || token.tag() == "VBG" && token.dep() != "amod"
}

/// A modifier with those coordinated with it: 'Syrian and Russian forces'.
fn modifiers(reader: &Reader<'_, '_>, first: Token<'_>) -> Tokens {
    coordination(reader.text, first.i)
}
