//! What stands beside a predicate or over it and decides too: the verb of a told future, a noun of evidence, an answer.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, StatusWords};
use crate::coding::Layers;
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};

impl Judge<'_> {
    /// The verb that a told future folds into its predicate: '*is* to meet', 'is *going* to meet'. What hangs on it
    /// is said of the predicate.
    pub(super) fn folded(&self, predicate: &Predicate) -> Option<Token<'_>> {
        let token = self.layers.text.token(predicate.head);
        let above = token.head();
        let future = predicate.form.tense == Some(Tense::Future);
        (future && token.dep() == "xcomp" && above.i < token.i).then_some(above)
    }

    /// '*Never.*' after a question: the next sentence answers it.
    pub(super) fn answered(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let end = text.sentence(predicate.head).tokens.end;
        let next = (end < text.len()).then(|| text.sentence(end).tokens.clone())?;
        let first = text.token(next.start).text();
        let short = next.len() <= 3 && self.words.get(Kind::Answer, first).is_some();
        short.then(|| Judged::new(Status::Negated, format!("answered by {first:?}")))
    }

    /// '*no evidence* that they met', 'found *no sign* that they met'.
    pub(super) fn unproven(&self, below: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(below.head);
        if !matches!(verb.dep(), "acl" | "ccomp" | "relcl" | "advcl") {
            return None;
        }
        let marked = text.children(verb.i).any(|c| c.dep() == "mark" && c.i < verb.i);
        let above = verb.head();
        let noun = if above.pos() == "NOUN" {
            above
        } else {
            text.children(above.i).filter(|c| c.i < verb.i).find(|c| c.dep() == "dobj")?
        };
        let none = text.children(noun.i).find(|c| {
            matches!(c.dep(), "det" | "neg") && self.words.get(Kind::Answer, c.text()).is_some()
        })?;
        let evidence = self.words.get(Kind::Evidence, noun.lemma()).is_some();
        (marked && evidence).then(|| {
            let reason = format!("\"{} {}\" of it", none.text(), noun.text());
            Judged::new(Status::Negated, reason)
        })
    }

    /// What a finite clause shares with the one that it is joined to: 'rumours that they met *and have agreed* are
    /// untrue', 'no evidence that they met *or agreed*', 'whether they met *and agreed*'.
    pub(super) fn shared(&self, below: &Predicate) -> Option<Judged> {
        let (first, Link::Coordinate) = below.above? else { return None };
        let first = self.list().get(first)?;
        if let Some(judged) = self.unproven(first) {
            return Some(judged);
        }
        let (above, Link::Argument) = first.above? else { return None };
        let upper = self.list().get(above)?;
        let role = upper.arguments.iter().find(|a| a.head == first.head).map(|a| &a.role)?;
        match role {
            Role::Clause(ClauseKind::Whether) => {
                Some(Judged::new(Status::Hypothetical, "an open question"))
            }
            Role::Clause(ClauseKind::That) if self.is_untrue(upper) => {
                Some(Judged::new(Status::Negated, "told to be untrue"))
            }
            _ => None,
        }
    }

    /// 'They did not leave *until* he *had agreed*', '*once* they seized it, they burnt it': of joiners of time, a
    /// clause in the past beside another in the past is as real as that.
    pub(super) fn came_about(&self, below: &Predicate, joiner: usize) -> bool {
        let text = self.layers.text;
        let past = |predicate: &Predicate| {
            predicate.form.tense == Some(Tense::Past) && predicate.form.modal.is_none()
        };
        let upper = below.above.map(|(above, _)| &self.list()[above]);
        let main = upper.and_then(|upper| self.finite(upper));
        self.words.get(Kind::Moment, text.token(joiner).text()).is_some()
            && past(below)
            && main.is_some_and(past)
    }

    /// The nearest predicate with a tense of its own, upward.
    fn finite<'p>(&'p self, predicate: &'p Predicate) -> Option<&'p Predicate> {
        let mut at = predicate;
        for _ in 0..8 {
            if at.form.tense.is_some() {
                return Some(at);
            }
            at = match at.above {
                Some((above, Link::Adverbial(None) | Link::Coordinate | Link::Argument)) => {
                    &self.list()[above]
                }
                _ => return None,
            };
        }
        None
    }

    /// '*only to be* caught': no purpose but what came of it.
    pub(super) fn came_of_it(&self, below: &Predicate, upper: &Predicate) -> bool {
        let text = self.layers.text;
        let to = text.children(below.head).find(|c| c.tag() == "TO");
        let before = to.and_then(|to| to.i.checked_sub(1)).map(|i| text.token(i));
        before.is_some_and(|word| self.words.get(Kind::Outcome, word.text()).is_some())
            && upper.form.tense == Some(Tense::Past)
    }

    /// Whether what governs a predicate did not happen itself, so that what it was for did not either: 'did *not come*
    /// to fight', 'are *no longer ready* to fight'.
    pub(super) fn under_negation(&self, below: &Predicate, upper: &Predicate) -> Option<Judged> {
        if upper.kind != PredicateKind::Verb || self.words.names(Kind::Unfailing, upper) {
            return None;
        }
        let (index, _) = below.above?;
        let question = super::Question { index, means: super::Means::Deeds, ..self.question };
        let above = Judge { question, ..*self }.judge();
        (above.status == Status::Negated).then(|| Judged {
            reason: format!("{}, as is {:?}", above.reason, upper.lemma),
            ..above
        })
    }
}

/// 'will strike *if necessary*': what is to come only in that case.
pub fn in_that_case(layers: &Layers<'_>, words: &StatusWords, head: usize) -> bool {
    let text = layers.text;
    let sentence = text.sentence(head).tokens.clone();
    (head + 1..sentence.end.saturating_sub(1)).any(|i| {
        text.token(i).text().eq_ignore_ascii_case("if")
            && words.get(Kind::Case, text.token(i + 1).text()).is_some()
    })
}
