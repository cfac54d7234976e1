//! 'It': where it stands for nothing, or for a thing that is no actor.

use tacitus_language::Token;

use super::binding::is_subject;
use super::pronouns::{Asks, SAME_SENTENCE, governing, is_object};
use super::resolve::Reader;
use super::salience::part;
use crate::text::Text;

impl Reader<'_, '_> {
    /// Whether a noun that is no actor has the better claim to be what 'it' stands for: 'the premier read the bill
    /// and rejected it'.
    pub(super) fn outdone(&self, i: usize, best: f32, governors: &[usize]) -> bool {
        let text = self.text;
        let token = text.token(i);
        let verb = token.head();
        // Who says or wants something, or owns forces, is an actor.
        let mind = text.children(verb.i).any(|c| matches!(c.dep(), "ccomp" | "xcomp"));
        let owns = token.tag() == "PRP$" && self.found.agent_headed(verb.i).is_some();
        if (is_subject(text, i) && mind) || owns || made_to(text, i) {
            return false;
        }
        let sentence = text.sentence_of[i] as usize;
        let from = match sentence.checked_sub(1) {
            Some(s) if text.sentences[s].block == text.sentences[sentence].block => {
                text.sentences[s].tokens.start
            }
            _ => text.sentences[sentence].tokens.start,
        };
        let share = if is_object(text, i) { 1.0 } else { 0.8 };
        (from..i).filter(|&j| self.is_thing(j, i)).any(|j| {
            let here = text.sentence_of[j] as usize == sentence;
            let weight = part(text, j);
            let weight = if here { weight + SAME_SENTENCE } else { weight * 0.5 };
            (weight + governing(text, governors, j, Asks::Thing)) * share > best
        })
    }

    /// Whether token `j` heads the phrase of a thing that the pronoun at token `i` can stand for.
    fn is_thing(&self, j: usize, i: usize) -> bool {
        let token = self.text.token(j);
        let argument = matches!(
            token.dep(),
            "nsubj" | "nsubjpass" | "dobj" | "pobj" | "appos" | "conj" | "dative"
        );
        argument
            && token.tag() == "NN"
            && self.found.name_over(j).is_none()
            && self.found.agent_over(j).is_none()
            && self.read_at(j).is_empty()
            && token.ent_type().is_empty()
            && !self.text.ancestors(i).any(|above| above.i == j)
    }

    /// 'It' that stands for nothing: 'it is thought that', 'it is necessary to', 'it appears'.
    pub(super) fn empty_it(&self, i: usize) -> bool {
        let text = self.text;
        let token = text.token(i);
        let verb = token.head();
        let clause = |at: usize| {
            text.children(at).any(|c| {
                matches!(c.dep(), "ccomp" | "xcomp" | "csubj" | "csubjpass" | "acl" | "relcl")
                    || (c.dep() == "advcl"
                        && text.children(c.i).any(|d| d.text() == "to" && d.dep() == "aux"))
            })
        };
        match token.dep() {
            "expl" => true,
            "nsubjpass" => clause(verb.i),
            "nsubj" if verb.lemma() == "be" => {
                let complements = text
                    .children(verb.i)
                    .filter(|c| matches!(c.dep(), "acomp" | "attr" | "prep" | "advmod"));
                let mut any = false;
                for complement in complements {
                    any |= matches!(complement.dep(), "acomp" | "attr") && clause(complement.i);
                    any |= complement.dep() == "prep" && complement.text() == "up";
                }
                any || clause(verb.i)
            }
            // 'When it comes to the budget'.
            "nsubj" if verb.lemma() == "come" => {
                text.child(verb.i, "prep").is_some_and(|c| c.text() == "to")
            }
            // 'Many find it hard to vote'.
            "nsubj" if verb.pos() == "ADJ" => clause(verb.i),
            "nsubj" => self.actors.words.raising.contains_key(verb.lemma()) && clause(verb.i),
            // 'make it to', 'find it hard to'.
            "dobj" => {
                text.children(verb.i)
                    .any(|c| matches!(c.dep(), "oprd") || (c.dep() == "prep" && c.text() == "to"))
                    && verb.lemma() == "make"
            }
            _ => false,
        }
    }
}

/// Whether the pronoun at token `i` is made to do something: 'to convince it to stay', 'to keep it from leaving'.
pub(super) fn made_to(text: &Text<'_>, i: usize) -> bool {
    let token = text.token(i);
    let verb = token.head();
    let small = token.dep().starts_with("nsubj") && verb.dep() == "ccomp" && verb.tag() == "VB";
    let from = |prep: Token<'_>| text.children(prep.i).any(|c| c.dep() == "pcomp");
    small
        || (is_object(text, i)
            && text.children(verb.i).any(|c| {
                (c.dep() == "xcomp" && c.i > i) || (c.dep() == "prep" && c.i > i && from(c))
            }))
}
