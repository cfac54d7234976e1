//! Who does what an infinitive or gerund says that stands under a noun, or next to one.

use tacitus_language::Token;

use super::clauses::TO_THE_ACTOR;
use super::grammar::{Tokens, after_comma, among, coordination, is_time};
use super::light::Control;
use super::reader::Reader;
use super::{PredicateKind, Role};

/// Prepositions whose phrase stands beside the deed of the subject rather than being a part of it: 'resigned *amid* a
/// push to oust him'.
const BESIDE: &[&str] = &[
    "about",
    "after",
    "against",
    "amid",
    "amidst",
    "because",
    "before",
    "behind",
    "despite",
    "during",
    "following",
    "like",
    "since",
    "than",
    "under",
    "without",
];

/// Prepositions whose phrase is about the object of the verb: 'arrested X *on* suspicion of plotting'.
const ON_THE_OBJECT: &[&str] = &["on", "for", "over", "of"];

impl Reader<'_, '_> {
    /// Whether a noun has somebody who does it.
    pub(super) fn is_doer(&self, p: usize) -> bool {
        self.has(p, &Role::Subject) || self.has(p, &Role::Possessor)
    }

    /// Whether what stands under verb `p` is the doing of others: 'welcomed the decision to withdraw'.
    pub(super) fn of_others(&self, p: usize) -> bool {
        let verb = &self.list[p];
        verb.kind == PredicateKind::Verb && self.words.controls(&verb.lemma, Control::Theirs)
    }

    /// Who does what an infinitive or gerund on a noun says: 'its decision to ban', 'made an effort to end'.
    pub(super) fn noun_controller(&self, noun: usize) -> Tokens {
        let over = self.verb_over(noun);
        // 'the right of Kenyans to vote': the Kenyans do.
        let token = self.text.token(noun);
        let named = matches!(token.ent_type(), "NORP" | "ORG" | "PERSON" | "GPE");
        if named && token.dep() == "pobj" && token.head().text() == "of" {
            return coordination(self.text, noun);
        }
        if let Some(p) = self.headed_by(noun) {
            // 'set up a panel to investigate': the panel does.
            if self.words.controls(&self.list[p].lemma, Control::Itself) {
                return Tokens::from_slice(&[noun]);
            }
            if self.words.controls(&self.list[p].lemma, Control::Oblique) {
                let granted = over.map(|(v, _)| self.granted(v, noun)).unwrap_or_default();
                let called =
                    TO_THE_ACTOR.iter().map(|&name| self.heads(p, &Role::Oblique(name.into())));
                if let Some(found) = called.chain([granted]).find(|found| !found.is_empty()) {
                    return found;
                }
            }
            let own = [Role::Subject, Role::Possessor];
            let own = own.iter().map(|role| self.heads(p, role));
            if let Some(found) = own.chain([self.named_modifiers(p)]).find(|f| !f.is_empty()) {
                return found;
            }
        }
        let Some((v, preposition)) = over else { return Tokens::new() };
        let surface = &self.notes[v].surface;
        if let Some(preposition) = preposition {
            let name = preposition.text();
            // 'met X on the sidelines of a summit on ending': neither is said to end anything.
            let nested = self.text.token(noun).head().i != preposition.i;
            if name == "on" && nested {
                return Tokens::new();
            }
            // 'thanked X for help in ending', 'charged X with two counts of selling'.
            let charged =
                name == "with" && self.words.controls(&self.list[v].lemma, Control::Object);
            if charged || among(name, ON_THE_OBJECT) {
                let objects = self.heads(v, &Role::Object);
                if objects.iter().any(|&o| o < preposition.i && o != noun) {
                    return objects;
                }
            }
            if among(name, BESIDE) && !is_time(self.text.token(noun)) {
                return Tokens::new();
            }
        }
        if self.of_others(v) {
            return Tokens::new();
        }
        if !surface.contains(&noun) && !self.list[v].form.passive {
            surface.clone()
        } else {
            self.heads(v, &Role::Subject).into_iter().filter(|&s| s != noun).collect()
        }
    }

    /// To whom verb `v` gives what `noun` names: 'gave *the army* the right to search'.
    fn granted(&self, v: usize, noun: usize) -> Tokens {
        if !self.heads(v, &Role::Object).contains(&noun) {
            return Tokens::new();
        }
        let receiver = self.heads(v, &Role::Indirect);
        if receiver.is_empty() { self.heads(v, &Role::Oblique("to".into())) } else { receiver }
    }

    /// The names before a noun that say whose it is: '*Russian* efforts to', 'a *House* bill to', 'a *U.S.* move to'.
    /// The name of a country says what about: 'the Iran deal to'.
    fn named_modifiers(&self, p: usize) -> Tokens {
        if !self.words.controls(&self.list[p].lemma, Control::Content) {
            return Tokens::new();
        }
        let mut found = self.heads(p, &Role::Modifier);
        found.retain(|token| {
            let token = self.text.token(*token);
            match token.ent_type() {
                "NORP" | "ORG" | "PERSON" => true,
                "GPE" => !token.text().chars().any(char::is_lowercase),
                _ => false,
            }
        });
        found
    }

    /// The verb that a noun is an argument of, directly or through prepositions; the last of these.
    pub(super) fn verb_over(&self, noun: usize) -> Option<(usize, Option<Token<'_>>)> {
        let text = self.text;
        let mut at = text.token(noun);
        let mut preposition = None;
        while matches!(at.dep(), "dobj" | "pobj" | "prep" | "attr" | "conj" | "nsubjpass" | "oprd")
            && at.head().i != at.i
        {
            if at.dep() == "prep" {
                preposition = Some(at);
            }
            at = at.head();
            if let Some(p) =
                self.headed_by(at.i).filter(|&p| self.list[p].kind == PredicateKind::Verb)
            {
                return Some((p, preposition));
            }
        }
        None
    }

    /// The noun right before an infinitive that says what the noun is, though the parser hung it on the verb: 'does not
    /// back the bill *to cut aid*'.
    pub(super) fn content_noun(&self, infinitive: Token<'_>) -> Option<usize> {
        let before = self.text.subtree(infinitive.i).start.checked_sub(1)?;
        let noun = self.headed_by(before)?;
        let lemma = &self.list[noun].lemma;
        (self.list[noun].kind == PredicateKind::Noun
            && matches!(self.text.token(before).dep(), "dobj" | "pobj")
            && self.words.controls(lemma, Control::Content))
        .then_some(before)
    }

    /// Whom 'with' brings before a participle: 'protests went on, with the mayor *calling for calm*'.
    pub(super) fn companion(&self, participle: Token<'_>) -> Option<Tokens> {
        let text = self.text;
        let first = text.subtree(participle.i).start;
        let end = if after_comma(text, first) { first - 1 } else { first };
        let with = text.children(participle.head().i).find(|c| {
            c.dep() == "prep" && c.text() == "with" && c.i < first && text.subtree(c.i).end == end
        })?;
        let companion = text.child(with.i, "pobj")?;
        (participle.tag() == "VBG" && after_comma(text, with.i))
            .then(|| coordination(text, companion.i))
    }
}
