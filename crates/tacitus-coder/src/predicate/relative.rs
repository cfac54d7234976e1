//! Relative clauses: the noun that the pronoun, or the gap, stands for.

use tacitus_language::Token;

use super::grammar::{
    Tokens, after_comma, among, auxiliaries, coordination, has_child, has_finite, is_finite,
    is_relative, is_subject, is_time, is_verb,
};
use super::reader::Reader;
use super::{Derivation, Role};

impl Reader<'_, '_> {
    /// Whether a relative pronoun is this token's, and for whom it stands.
    pub(super) fn antecedents(&self, token: Token<'_>) -> Option<Tokens> {
        if !is_relative(token) {
            return None;
        }
        let relative = self.text.ancestors(token.i).take(16).find(|above| {
            matches!(above.dep(), "relcl" | "acl") || matches!(above.dep(), "advcl" | "ROOT")
        })?;
        let clause = self.text.subtree(relative.i);
        // 'who' inside a question below the relative clause is not its pronoun.
        let near = token.i < clause.start + 6
            || relative.dep() == "acl"
            || after_comma(self.text, token.i);
        (matches!(relative.dep(), "relcl" | "acl") && near).then(|| self.antecedent(relative))
    }

    /// The nouns that a relative clause stands behind.
    pub(super) fn antecedent(&self, relative: Token<'_>) -> Tokens {
        let first = self.text.subtree(relative.i).start;
        let person = self
            .text
            .children(relative.i)
            .any(|c| is_relative(c) && among(c.text(), &["who", "whom"]));
        let noun = self.agreeing(self.stand_in(relative.head(), person), relative);
        coordination(self.text, noun.i).into_iter().filter(|&i| i < first).collect()
    }

    /// The noun that a clause behind a date really stands behind: 'signed a pact on 29 February that …'; so with a
    /// place where the clause speaks of a person: 'the president of France, who …'.
    pub(super) fn stand_in<'s>(&'s self, noun: Token<'s>, person: bool) -> Token<'s> {
        let text = self.text;
        let mut at = noun;
        let inside = among(noun.head().text(), &["in", "at", "near", "inside", "outside"]);
        let place = person
            && noun.dep() == "pobj"
            && (matches!(noun.ent_type(), "GPE" | "LOC" | "FAC" | "ORG")
                || inside && noun.tag() == "NN");
        if !(is_time(noun) || place) || matches!(noun.dep(), "nsubj" | "dobj" | "nsubjpass") {
            return noun;
        }
        while matches!(at.dep(), "pobj" | "prep" | "npadvmod") && at.head().i != at.i {
            at = at.head();
            if matches!(at.pos(), "NOUN" | "PROPN") && !is_time(at) {
                return at;
            }
            if is_verb(text, at) {
                let role = |label| text.children(at.i).rfind(|c| c.dep() == label && c.i < noun.i);
                return role("dobj")
                    .or_else(|| role("nsubjpass"))
                    .or_else(|| role("nsubj"))
                    .unwrap_or(noun);
            }
        }
        noun
    }

    /// Places the noun of a relative clause that has no pronoun, or leaves it to the verb below where the gap is:
    /// 'crimes it says have been committed', 'the country it wants to help'.
    pub(super) fn relative_gap(&mut self, p: usize, stranded: Option<String>) {
        let text = self.text;
        let verb = text.token(self.list[p].head);
        let antecedents = if self.notes[p].gap.is_empty() {
            if verb.dep() != "relcl" {
                return;
            }
            let from = text.subtree(verb.i).start;
            if let Some(adverb) = (from..verb.i).map(|i| text.token(i)).find(|t| t.tag() == "WRB") {
                if adverb.text() == "where" && adverb.head().i == verb.i {
                    let place = self.antecedent(verb);
                    self.give(p, &Role::Oblique("in".into()), &place, Derivation::Relative);
                }
                return;
            }
            // With a pronoun there is no gap, unless a preposition was left behind.
            if stranded.is_none()
                && (from..verb.i)
                    .any(|i| is_relative(text.token(i)) && text.token(i).dep() != "mark")
            {
                return;
            }
            self.nearest(verb).unwrap_or_else(|| self.antecedent(verb))
        } else {
            self.notes[p].gap.clone()
        };
        if self.own_subject(p).is_none() && has_finite(text, verb.i) {
            // The gap is the subject; `borrowed_subject` takes it from here.
            self.notes[p].gap = antecedents;
            return;
        }
        self.notes[p].gap = Tokens::new();
        let below = text.children(verb.i).find(|c| {
            matches!(c.dep(), "ccomp" | "xcomp")
                && c.i > verb.i
                && matches!(c.pos(), "VERB" | "AUX")
        });
        let object = has_child(text, verb.i, &["dobj", "attr"]);
        if let Some(name) = stranded {
            self.give(p, &Role::Oblique(name), &antecedents, Derivation::Relative);
        } else if let Some(lower) = below.and_then(|c| self.headed_by(c.i)) {
            let to_fill =
                self.own_subject(lower).is_none() && has_finite(text, self.list[lower].head);
            let has_object = has_child(text, self.list[lower].head, &["dobj"]);
            if to_fill || !has_object {
                if text.token(self.list[lower].head).dep() == "ccomp" {
                    self.notes[p].inserted = Some(self.list[lower].head);
                    self.notes[lower].hangs_as = Some(p);
                }
                self.notes[lower].gap = antecedents;
            }
        } else if !object && !self.list[p].form.passive {
            self.give(p, &Role::Object, &antecedents, Derivation::Relative);
        }
    }

    /// The noun right before a relative clause without a pronoun: none can stand further off.
    fn nearest(&self, relative: Token<'_>) -> Option<Tokens> {
        let text = self.text;
        let head = relative.head();
        let before = text.subtree(relative.i).start.checked_sub(1)?;
        let noun = text.token(before);
        let below = before > head.i && text.subtree(head.i).contains(&before);
        (below
            && matches!(noun.pos(), "NOUN" | "PROPN" | "PRON")
            && !is_time(noun)
            && noun.dep() == "pobj")
            .then(|| Tokens::from_slice(&[before]))
    }

    /// The noun that agrees in number with the verb of a relative clause, where the nearest does not: 'members of the
    /// community who were killed'.
    fn agreeing<'s>(&'s self, noun: Token<'s>, relative: Token<'_>) -> Token<'s> {
        let text = self.text;
        let finite = auxiliaries(text, relative.i).find(|aux| is_finite(*aux)).unwrap_or(relative);
        let plural = match finite.text() {
            "were" | "are" | "have" => true,
            "was" | "is" | "has" => false,
            _ => return noun,
        };
        let subject = text.children(relative.i).find(|c| is_subject(c.dep()));
        if subject.is_none_or(|s| !is_relative(s)) || noun.dep() != "pobj" {
            return noun;
        }
        let is_plural = |t: Token<'_>| {
            t.tag().ends_with('S')
                || t.tag() == "CD"
                || has_child(text, t.i, &["conj"])
                || t.dep() == "conj"
        };
        if is_plural(noun) == plural {
            return noun;
        }
        let mut at = noun;
        while matches!(at.dep(), "pobj" | "prep") && at.head().i != at.i {
            at = at.head();
            if matches!(at.pos(), "NOUN" | "PROPN") && is_plural(at) == plural && !is_time(at) {
                return at;
            }
        }
        noun
    }
}
