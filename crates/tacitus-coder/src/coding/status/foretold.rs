//! What a told future, a 'would' or a denial is worth by what it hangs on: a condition, a guess, a habit of the past, a
//! deed that is named and then told ('its first act was to ban them'), a cleft ('it was not he who did').

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, Question, StatusWords};
use crate::coding::Layers;
use crate::predicate::{ClauseKind, Link, Predicate, Role};

impl Judge<'_> {
    /// Whether a clause of supposition hangs on a predicate.
    pub(super) fn conditional(&self, index: usize) -> bool {
        let list = self.list();
        let predicate = &list[index];
        if self.if_so(predicate) || self.as_long_as(predicate) {
            return true;
        }
        // 'if they agree, he will do his part *and leave*': what stands before the first of two verbs is of both.
        let first = predicate.above.filter(|&(_, link)| link == Link::Coordinate);
        let before = |first: usize| {
            self.under_condition(first, |clause| clause.head < list[first].head)
                || self.as_long_as(&list[first])
        };
        self.under_condition(index, |_| true) || first.is_some_and(|(first, _)| before(first))
    }

    fn under_condition(&self, index: usize, stands: impl Fn(&Predicate) -> bool) -> bool {
        // Predicates stand in order of their tokens, so those of the sentence are near.
        let mut near = index.saturating_sub(24)..(index + 25).min(self.list().len());
        near.any(|other| match self.list()[other].above {
            Some((above, Link::Adverbial(Some(joiner)))) if above == index => {
                let word = self.layers.text.token(joiner).text();
                // 'will fight until they have won' is no condition.
                !matches!(word, "until" | "till")
                    && stands(&self.list()[other])
                    && matches!(
                        self.words.get(Kind::Joiner, word),
                        Some((Some(Status::Hypothetical), _))
                    )
            }
            _ => false,
        })
    }

    /// 'will stay *as long as* the others do'
    fn as_long_as(&self, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let sentence = text.sentence(predicate.head).tokens.clone();
        let of_it = |i: usize| text.ancestors(i).take(4).any(|t| t.i == predicate.head);
        (sentence.start + 1..sentence.end.saturating_sub(1)).any(|i| {
            text.token(i).lemma() == "long"
                && matches!(text.token(i - 1).lemma(), "as" | "so")
                && text.token(i + 1).lemma() == "as"
                && of_it(i)
        })
    }

    /// 'It was *not* Kenya *that attacked* them': a cleft denies the deed of whom it names.
    pub(super) fn not_the_one(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let above = verb.head();
        let be = match verb.dep() {
            "relcl" if above.dep() == "attr" => above.head(),
            "ccomp" | "advcl" | "acl" | "relcl" if above.lemma() == "be" => above,
            _ => return None,
        };
        let it = text
            .children(be.i)
            .any(|c| c.i < be.i && matches!(c.dep(), "nsubj" | "expl") && c.lemma() == "it");
        let who = text.children(verb.i).any(|c| {
            c.i < verb.i
                && matches!(c.dep(), "nsubj" | "nsubjpass" | "dobj")
                && matches!(c.lemma(), "that" | "who" | "which")
        });
        let not = text.children(be.i).find(|c| c.dep() == "neg" && c.i < verb.i)?;
        let denies = it && who && be.lemma() == "be" && !self.words.negates_nothing(text, not.i);
        denies.then(|| Judged::new(Status::Negated, format!("negated by {:?}", not.text())))
    }

    /// 'he *allegedly* drove into them, injuring some': what is said only on a word is so with all that goes with it.
    pub(super) fn claimed(&self, upper: &Predicate) -> bool {
        let open = |c: &Token<'_>| {
            let known = self.words.get(Kind::Adverb, c.text());
            matches!(known, Some((Some(Status::Hypothetical), _)))
        };
        upper.form.tense.is_some()
            && self.layers.text.children(upper.head).any(|c| c.dep() == "advmod" && open(&c))
    }

    /// 'His first *act was to ban* them': a deed that is named and then told.
    pub(super) fn deed_done(&self, be: Token<'_>, subject: Token<'_>) -> Option<Judged> {
        let text = self.layers.text;
        // 'one of its first acts'
        let of = text.children(subject.i).find(|c| c.dep() == "prep" && c.lemma() == "of");
        let noun = of.filter(|_| subject.lemma() == "one").and_then(|of| text.child(of.i, "pobj"));
        let noun = noun.unwrap_or(subject);
        let next = text.children(noun.i).any(|c| c.lemma() == "next");
        let done = be.tag() == "VBD" && !next && self.words.get(Kind::Deed, noun.lemma()).is_some();
        done.then(|| Judged::new(Status::Actual, "told as a fact"))
    }

    /// 'He *would often* send them away': a habit of the past, not what would be.
    pub(super) fn again_and_again(&self, index: usize) -> Option<Judged> {
        let text = self.layers.text;
        let predicate = &self.list()[index];
        let often = text
            .children(predicate.head)
            .find(|c| c.dep() == "advmod" && self.words.get(Kind::Repeated, c.text()).is_some())?;
        let past = !predicate.form.perfect && !self.conditional(index);
        past.then(|| {
            Judged::new(Status::Historical, format!("what used to be: {:?}", often.text()))
        })
    }

    /// '*suggested* that they would leave': a guess at what others may do, no plan.
    pub(super) fn conjectured(&self, index: usize) -> Option<Judged> {
        let list = self.list();
        let over = list[index].above.filter(|&(_, link)| link == Link::Argument);
        let cue = || {
            let &statement = self.question.statements.first()?;
            let mut cue = self.layers.statements[statement].cue.clone();
            cue.find_map(|token| self.layers.predicates.headed_by(token))
        };
        let guess = |&over: &usize| self.words.names(Kind::Conjecture, &list[over]);
        let over = over.map(|(above, _)| above).or_else(cue).filter(guess)?;
        let reason = format!("a guess: {:?}", list[over].lemma);
        Some(Judged::new(Status::Hypothetical, reason))
    }

    /// 'the *hope is* they will leave', 'there was no *chance* they would leave': the parse hangs the clause on the copula.
    pub(super) fn is_hope(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let be = verb.head();
        // 'his hopes were over *after* he lost'
        let joined = text.children(verb.i).any(|c| c.dep() == "mark" && c.lemma() != "that");
        if !matches!(verb.dep(), "ccomp" | "advcl") || be.lemma() != "be" || joined {
            return None;
        }
        // 'the *lie* was that they had left'
        let untrue = |c: Token<'_>| self.words.get(Kind::Untrue, c.lemma()).is_some();
        let noun = text.children(be.i).find(|c| {
            // 'it is *likely* they will leave'
            let said = c.pos() == "NOUN" || matches!(c.dep(), "acomp" | "oprd");
            c.i < verb.i
                && matches!(c.dep(), "attr" | "nsubj" | "acomp" | "oprd")
                && said
                && (self.words.get(Kind::Doubt, c.lemma()).is_some()
                    || c.pos() == "NOUN" && untrue(*c))
        })?;
        if untrue(noun) {
            return Some(Judged::new(Status::Negated, "told to be untrue"));
        }
        Some(Judged::new(Status::Hypothetical, format!("in doubt: {:?}", noun.lemma())))
    }

    /// 'declined *to say what* they had met for' takes it that they had.
    pub(super) fn asks_what(&self, saying: &Predicate) -> bool {
        let text = self.layers.text;
        let mut after = (saying.head + 1..text.len()).map(|i| text.token(i));
        after
            .find(|t| t.pos() != "ADV" || t.tag() == "WRB")
            .is_some_and(|t| t.tag().starts_with('W'))
    }

    /// 'has no idea of *how* they will leave', 'do not know *how* they are going to leave': the clause asks, and what it
    /// hangs on has no answer.
    fn unsure(&self, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let verb = self.folded(predicate).unwrap_or_else(|| text.token(predicate.head));
        let asks = text.children(verb.i).any(|c| c.i < verb.i && c.tag().starts_with('W'));
        let over = verb.head();
        match verb.dep() {
            "pcomp" => {
                let noun = over.head();
                asks && self.words.get(Kind::Unsure, noun.lemma()).is_some()
            }
            "ccomp" => asks && text.children(over.i).any(|c| c.dep() == "neg"),
            _ => false,
        }
    }

    /// 'do *not know how* they will leave', '*unclear when* they will leave'
    pub(super) fn unknown(&self, index: usize) -> Option<Judged> {
        let list = self.list();
        if self.unsure(&list[index]) {
            return Some(Judged::new(Status::Hypothetical, "an open question"));
        }
        let (above, Link::Argument) = list[index].above? else { return None };
        let upper = &list[above];
        let asked = Role::Clause(ClauseKind::Whether);
        let whether = upper.arguments.iter().any(|a| a.head == list[index].head && a.role == asked);
        let negated = || self.own(upper).is_some_and(|judged| judged.status == Status::Negated);
        (whether && negated()).then(|| Judged::new(Status::Hypothetical, "an open question"))
    }
}

/// Whether a clause is what somebody expects of others: 'is *confident* that they will not ask him' tells of no refusal.
pub fn foreseen(layers: &Layers<'_>, words: &StatusWords, index: usize) -> bool {
    let list = &layers.predicates.list;
    let Some((above, Link::Argument)) = list[index].above else { return false };
    let that = Role::Clause(ClauseKind::That);
    let upper = &list[above];
    upper.arguments.iter().any(|a| a.head == list[index].head && a.role == that)
        && [Kind::Conjecture, Kind::Foresight].iter().any(|&kind| words.names(kind, upper))
}

/// Whether what somebody 'would not' do hangs on an 'if': 'would not back him if it were true' refuses nothing yet.
pub fn hangs(layers: &Layers<'_>, words: &StatusWords, index: usize) -> bool {
    let question = Question { index, means: Means::Deeds, statements: &[] };
    let judge = Judge { layers, words, question, depth: 0 };
    let form = &layers.predicates.list[index].form;
    let would = form.modal.is_some_and(|m| {
        let known = words.get(Kind::Modal, layers.text.token(m).text());
        matches!(known, Some((Some(Status::Hypothetical), _)))
    });
    would && judge.conditional(index)
}
