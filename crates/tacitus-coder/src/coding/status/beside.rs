//! What stands beside a predicate or over it and decides too: the verb of a told future, a noun of evidence, an answer.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Step};
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};

impl Judge<'_> {
    /// The verb that a told future folds into its predicate: '*is* to meet', 'is *going* to meet'. What hangs on it
    /// is said of the predicate.
    pub(super) fn folded(&self, predicate: &Predicate) -> Option<Token<'_>> {
        // 'their mission is to *carry out* attacks'
        let token = self.layers.text.token(predicate.light.unwrap_or(predicate.head));
        let above = token.head();
        let future = predicate.form.tense == Some(Tense::Future);
        (future && token.dep() == "xcomp" && above.i < token.i).then_some(above)
    }

    /// 'it is outrageous that they *would* bomb it', 'odd that he *should* leave': the modal is of feeling, the clause is so.
    pub(super) fn felt(&self, modal: usize, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let of_feeling = matches!(text.token(modal).lemma(), "would" | "should");
        let verb = text.token(predicate.head);
        // 'odd that he would come here *and ask* for it'
        let first = if verb.dep() == "conj" { verb.head() } else { verb };
        let clause = matches!(first.dep(), "ccomp" | "advcl" | "csubj");
        let that = text.children(first.i).any(|c| c.dep() == "mark" && c.lemma() == "that");
        let above = first.head();
        // 'it is *odd* that': the clause may hang on the copula.
        let own = (above.pos() == "ADJ" || above.tag() == "VBN").then_some(above);
        let feeling = own.or_else(|| {
            text.children(above.i).find(|c| matches!(c.dep(), "acomp" | "oprd") && c.i < first.i)
        });
        let wished = text.children(above.i).any(|c| c.tag() == "MD");
        of_feeling
            && clause
            && that
            && !wished
            && feeling.is_some_and(|f| self.words.get(Kind::Emotive, f.lemma()).is_some())
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
            let holds = |kind| self.words.get(kind, c.text()).is_some();
            match c.dep() {
                "det" | "neg" => holds(Kind::Answer),
                // '*scant evidence* that they met'
                "amod" => holds(Kind::Scant),
                _ => false,
            }
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
        let mut first = self.list().get(first)?;
        // 'whether he left, or hid, *or was caught*'
        for _ in 0..3 {
            let Some((above, Link::Coordinate)) = first.above else { break };
            first = self.list().get(above)?;
        }
        if let Some(judged) = self.unproven(first) {
            return Some(judged);
        }
        // 'if they attack *and we answer*, …': the second clause is supposed too.
        if let (above, Link::Adverbial(Some(joiner))) = first.above?
            && below.head < self.list().get(above)?.head
            && let Some((Some(Status::Hypothetical), _)) =
                self.words.get(Kind::Joiner, self.layers.text.token(joiner).text())
            && !self.came_about(first, joiner)
        {
            let word = self.layers.text.token(joiner).text();
            return Some(Judged::new(Status::Hypothetical, format!("in a clause with {word:?}")));
        }
        let (above, Link::Argument) = first.above? else { return None };
        let upper = self.list().get(above)?;
        let role = upper.arguments.iter().find(|a| a.head == first.head).map(|a| &a.role)?;
        match role {
            Role::Clause(ClauseKind::Whether) => match self.asked(first) {
                Step::Judged(judged) => Some(judged),
                _ => None,
            },
            Role::Clause(ClauseKind::That) => match self.reported_clause(first, upper) {
                Step::Judged(judged) => Some(judged),
                _ => None,
            },
            _ => None,
        }
    }

    /// '*sceptical* of reports that they met'; `noun` is the report.
    pub(super) fn report_doubted(&self, noun: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(noun.head);
        if noun.kind != PredicateKind::Noun || !self.words.is_charge(token.lemma()) {
            return None;
        }
        let over = match token.dep() {
            "pobj" => token.head().head(),
            "dobj" | "nsubjpass" => token.head(),
            _ => return None,
        };
        let index = self.layers.predicates.headed_by(over.i)?;
        let upper = self.list().get(index)?;
        self.words
            .names(Kind::Sceptical, upper)
            .then(|| Judged::new(Status::Hypothetical, format!("in doubt: {:?}", upper.lemma)))
    }

    /// '*Nobody* met him', '*few* ministers met him', 'under *no circumstances* will they meet': words outside the verb
    /// that say that it is not done.
    pub(super) fn nobody(&self, predicate: &Predicate) -> Option<String> {
        if predicate.kind != PredicateKind::Verb {
            return self.scanty(predicate);
        }
        let text = self.layers.text;
        let holds = |kind: Kind, word: &str| self.words.get(kind, word).is_some();
        // 'Under no circumstances will they meet *or talk*': what negates the first of two verbs negates the second.
        let verb = text.token(predicate.head);
        let subject = |verb: Token<'_>| {
            text.children(verb.i).any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
        };
        if verb.dep() == "conj"
            && !subject(verb)
            && predicate.form.modal.is_some()
            && let Some((first, Link::Coordinate)) = predicate.above
            && let Some(first) = self.list().get(first)
        {
            return self.nobody(first);
        }
        text.children(predicate.head).filter(|c| c.i < predicate.head).find_map(|child| {
            match child.dep() {
                "nsubj" | "nsubjpass" => {
                    let few = text.children(child.i).find(|c| {
                        matches!(c.dep(), "amod" | "det") && holds(Kind::Nobody, c.text())
                    });
                    let own = holds(Kind::Nobody, child.text()).then_some(child);
                    // 'a few' are some.
                    let some = |word: Token<'_>| {
                        let before = word.i.checked_sub(1).map(|i| text.token(i).text());
                        before.is_some_and(|b| matches!(b.to_lowercase().as_str(), "a" | "the"))
                    };
                    // '*not a* minister came'
                    let not = text.children(child.i).find(|c| {
                        c.dep() == "neg" && c.i < child.i && !self.words.negates_nothing(text, c.i)
                    });
                    let few = few.or(not);
                    own.or(few).filter(|&word| !some(word)).map(|word| word.text().to_owned())
                }
                "prep" => {
                    let noun = text.child(child.i, "pobj")?;
                    let none = text.children(noun.i).find(|c| holds(Kind::Answer, c.text()))?;
                    holds(Kind::Nowise, noun.lemma())
                        .then(|| format!("{} {} {}", child.text(), none.text(), noun.text()))
                }
                _ => None,
            }
        })
    }

    /// 'is *not* aiming at them *but* shelling them': what is set against something denied is not denied with it, even
    /// where the two share their auxiliaries.
    pub(super) fn set_against(&self, negation: usize, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        text.token(predicate.head).dep() == "conj"
            && (negation..predicate.head)
                .any(|i| text.token(i).dep() == "cc" && text.token(i).lemma() == "but")
    }

    /// The same of a second verb that has no negation of its own.
    pub(super) fn contrasted(&self, below: &Predicate, upper: &Predicate) -> bool {
        upper.form.negation.is_some_and(|negation| self.set_against(negation, below))
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

    /// The nearest predicate with a tense or a modal of its own, upward.
    pub(super) fn finite<'p>(&'p self, predicate: &'p Predicate) -> Option<&'p Predicate> {
        let mut at = predicate;
        for _ in 0..8 {
            // 'said it *would stay* until they had left' has not come about.
            if at.form.tense.is_some() || at.form.modal.is_some() {
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
            && self.finite(upper).is_some_and(|main| main.form.tense == Some(Tense::Past))
    }

    /// Whether what governs a predicate did not happen itself, so that what it was for did not either: 'did *not come*
    /// to fight', 'are *no longer ready* to fight'.
    pub(super) fn under_negation(&self, below: &Predicate, upper: &Predicate) -> Option<Judged> {
        if upper.kind != PredicateKind::Verb || self.words.names(Kind::Unfailing, upper) {
            return None;
        }
        let above = self.above(below)?;
        (above.status == Status::Negated).then(|| Judged {
            reason: format!("{}, as is {:?}", above.reason, upper.lemma),
            ..above
        })
    }

    /// '*instead of* attacking', '*rather than* meet': joiners of two words.
    pub(super) fn after_joiner(&self, below: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let joiner = text.token(below.head).head();
        let first = joiner.i.checked_sub(1).filter(|_| joiner.i < below.head)?;
        let phrase = format!("{} {}", text.token(first).text(), joiner.text());
        match self.words.get(Kind::Joiner, &phrase) {
            Some((Some(status), _)) => {
                Some(Judged::new(*status, format!("in a clause with {phrase:?}")))
            }
            _ => None,
        }
    }
}
