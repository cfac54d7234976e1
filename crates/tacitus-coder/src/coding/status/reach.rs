//! How far what is said of one word reaches: a modal or a negation over a second verb, the keeping or breaking of a promise
//! over what was promised.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, Question, StatusWords};
use crate::coding::Layers;
use crate::predicate::{Link, Predicate, PredicateKind};

impl Judge<'_> {
    /// Whether a second verb may share the auxiliaries of the one that it is joined to: 'will not meet *or talk*', but 'a wall
    /// that they would not pay for and *barring* their ships' and 'said it will grow and *called* them liars' share none.
    pub(super) fn shares(&self, below: &Predicate, upper: &Predicate) -> bool {
        let text = self.layers.text;
        let (second, first) = (text.token(below.head), text.token(upper.head));
        let verbs = [below, upper].iter().all(|p| p.kind == PredicateKind::Verb);
        let participle = |t: &Token<'_>| matches!(t.tag(), "VBN" | "VBD");
        match second.tag() {
            // 'to keep the peace and then *pulling out*'
            "VBG" => first.tag() == "VBG" || !verbs || upper.form.negation.is_none(),
            "VBN" | "VBD" => participle(&first) || !verbs,
            _ => true,
        }
    }

    /// 'made good on a *promise* to help', 'broke his *promise* to leave', 'the *plan* to meet fell through': what became of
    /// what a noun promises.
    pub(super) fn fate(&self, noun: &Predicate) -> Option<Judged> {
        if noun.kind != PredicateKind::Noun {
            return None;
        }
        let token = self.layers.text.token(noun.head);
        let (over, subject) = match token.dep() {
            "dobj" | "nsubjpass" => (token.head(), false),
            "pobj" => (token.head().head(), false),
            "nsubj" => (token.head(), true),
            _ => return None,
        };
        let index = self.layers.predicates.headed_by(over.i)?;
        let verb = &self.list()[index];
        let told = verb.kind == PredicateKind::Verb && self.own(verb).is_none();
        let (kind, status) = if subject {
            (Kind::Lapsed, Status::Negated)
        } else if self.phrased(Kind::Kept, verb) {
            (Kind::Kept, Status::Actual)
        } else {
            (Kind::Broken, Status::Negated)
        };
        (told && self.phrased(kind, verb)).then(|| {
            let word = &verb.lemma;
            Judged::new(status, format!("what became of the {:?}: {word:?}", noun.lemma))
        })
    }

    /// 'would not *hesitate* to act, shooting at them': such a 'not' leaves what goes with it as open as its modal does.
    pub(super) fn unfailing(&self, upper: &Predicate, judged: Judged) -> Judged {
        let modal = upper.form.modal.map(|modal| self.layers.text.token(modal).text());
        match modal {
            Some(modal)
                if judged.status == Status::Negated && self.words.names(Kind::Unfailing, upper) =>
            {
                Judged::new(Status::Hypothetical, format!("modal {modal:?}"))
            }
            _ => judged,
        }
    }

    /// What an adjective before a noun says of it: '*future* talks' are to come, '*any future* talks' may be.
    pub(super) fn of_any_such(&self, noun: &Predicate, status: Status, word: Token<'_>) -> Judged {
        let mut before = self.layers.text.children(noun.head).filter(|c| c.i < noun.head);
        let any = status == Status::Future && before.any(|c| c.lemma() == "any");
        let status = if any { Status::Hypothetical } else { status };
        Judged::new(status, format!("{:?}", word.text()))
    }

    /// 'could send troops *who will free them*': what those will do who may not come is as open.
    pub(super) fn of_open_noun(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let (above, Link::Relative) = predicate.above? else { return None };
        let noun = text.token(self.list().get(above)?.head);
        // 'may meet the minister who will succeed him'
        let named = noun.pos() == "PROPN" || text.children(noun.i).any(|c| c.dep() == "poss");
        let over = text.ancestors(noun.i).find(|t| matches!(t.pos(), "VERB" | "AUX"))?;
        let index = self.layers.predicates.headed_by(over.i).filter(|_| !named)?;
        let judged = self.own(&self.list()[index])?;
        let open = judged.status == Status::Hypothetical;
        let reason = format!("{}, as is {:?}", judged.reason, over.lemma());
        open.then_some(Judged { reason, ..judged })
    }

    /// Whether a verb belongs to a kind, by itself or with a word behind it: 'make *good*', 'fall by the *wayside*'.
    fn phrased(&self, kind: Kind, verb: &Predicate) -> bool {
        let text = self.layers.text;
        let holds = |t: &Token<'_>| {
            self.words.get(kind, &format!("{} {}", verb.lemma, t.lemma())).is_some()
        };
        self.words.names(kind, verb)
            || text.children(verb.head).filter(|c| c.i > verb.head).any(|c| {
                holds(&c) || c.dep() == "prep" && text.child(c.i, "pobj").is_some_and(|o| holds(&o))
            })
    }
}

/// What became of what a noun promises or plans, where the text says so.
#[must_use]
pub fn fate(layers: &Layers<'_>, words: &StatusWords, noun: usize) -> Option<Judged> {
    let question = Question { index: noun, means: Means::Deeds, statements: &[] };
    let judge = Judge { layers, words, question, depth: 0 };
    judge.fate(judge.list().get(noun)?)
}

/// Whether a clause of supposition hangs on a predicate.
#[must_use]
pub fn conditional(layers: &Layers<'_>, words: &StatusWords, index: usize) -> bool {
    let question = Question { index, means: Means::Deeds, statements: &[] };
    Judge { layers, words, question, depth: 0 }.conditional(index)
}
