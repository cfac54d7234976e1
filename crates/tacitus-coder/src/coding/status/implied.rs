//! What is implied by the word over an infinitive: 'had the courage to attack' tells that they did, 'vetoed a bill to ban
//! it' that nobody has, 'did not stop them from attacking' that they have.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, StatusWords, Step};
use crate::coding::Layers;
use crate::coding::telling::definite;
use crate::predicate::{Predicate, PredicateKind, Role, Tense};

impl Judge<'_> {
    /// 'had the *courage* to attack', 'took the *trouble* to write', 'lacked the *nerve* to leave': a noun of what a deed
    /// takes, whose infinitive is as real as the verb over it.
    pub(super) fn mustered(&self, upper: &Predicate) -> Option<Step> {
        let text = self.layers.text;
        let feat = |noun: Token<'_>| {
            noun.dep() == "dobj" && self.words.get(Kind::Feat, noun.lemma()).is_some()
        };
        let verb = match upper.kind {
            PredicateKind::Noun => {
                let noun = Some(text.token(upper.head)).filter(|&noun| feat(noun))?;
                self.layers.predicates.headed_by(noun.head().i)?
            }
            _ => {
                text.children(upper.head).find(|&child| feat(child))?;
                self.layers.predicates.headed_by(upper.head)?
            }
        };
        let over = self.list().get(verb)?;
        if self.words.names(Kind::Failing, over) {
            let told = self.said_of(verb)?.status == Status::Actual;
            let reason = format!("an infinitive under {:?}", over.lemma);
            return told.then(|| Step::Judged(Judged::new(Status::Negated, reason)));
        }
        self.words.names(Kind::Mustered, over).then(|| self.said_of(verb).map(Step::Judged))?
    }

    /// 'vetoed a *bill* to ban it', 'his *offer* to leave was rejected', 'failed to meet a *deadline* to leave': what was
    /// to come of something that came to nothing.
    pub(super) fn turned_down(&self, noun: Token<'_>) -> Option<Judged> {
        self.words.get(Kind::Scheme, noun.lemma())?;
        if !matches!(noun.dep(), "dobj" | "nsubjpass") {
            return None;
        }
        let index = self.layers.predicates.headed_by(noun.head().i)?;
        let verb = self.list().get(index)?;
        let told = |status| self.said_of(index).is_some_and(|judged| judged.status == status);
        let dropped = self.words.names(Kind::Dropped, verb) && told(Status::Actual);
        let missed = self.words.names(Kind::Gained, verb) && told(Status::Negated);
        (dropped || missed)
            .then(|| Judged::new(Status::Negated, format!("{} came to nothing", noun.lemma())))
    }

    /// 'is *too weak* to attack' denies it, 'was *strong enough* to attack' does not leave it open.
    pub(super) fn measured(&self, upper: &Predicate) -> Option<Step> {
        let beside = |word: &str| {
            let mut children = self.layers.text.children(upper.head);
            children.any(|c| c.dep() == "advmod" && c.text().eq_ignore_ascii_case(word))
        };
        if upper.kind != PredicateKind::Adjective {
            return None;
        }
        if beside("too") && upper.form.negation.is_none() {
            let reason = format!("too {:?}", upper.lemma);
            return Some(Step::Judged(Judged::new(Status::Negated, reason)));
        }
        (beside("enough") && upper.form.tense == Some(Tense::Past)).then_some(Step::Climb)
    }

    /// 'issued a *statement* to condemn it', 'wrote a *letter* to demand it': words that are said by saying others.
    pub(super) fn uttered(&self, noun: &Predicate) -> Option<Judged> {
        let token = self.layers.text.token(noun.head);
        let words = self.question.means == Means::Words
            && token.dep() == "dobj"
            && self.words.get(Kind::Utterance, token.lemma()).is_some();
        let verb = self.layers.predicates.headed_by(token.head().i).filter(|_| words)?;
        self.said_of(verb)
    }

    /// The word right before an infinitive that the parse hangs on the verb: 'dropped its "*plan*" to bomb it'.
    pub(super) fn scheme_before(&self, below: &Predicate) -> Option<Token<'_>> {
        let text = self.layers.text;
        let to = text.children(below.head).find(|c| c.tag() == "TO" && c.i < below.head)?;
        let mut before = to.i.checked_sub(1)?;
        if matches!(text.token(before).text(), "\"" | "”" | "''") {
            before = before.checked_sub(1)?;
        }
        Some(text.token(before))
    }

    /// 'did not *hesitate* to attack', 'has never *failed* to pay': they did.
    pub(super) fn unfailed(&self, upper: &Predicate) -> Option<Judged> {
        (self.words.names(Kind::Unfailed, upper) && denied_in_past(self.layers, upper))
            .then(|| Judged::new(Status::Actual, "told as a fact"))
    }

    /// 'did not *stop* them from attacking', 'were unable to *stop* them from attacking': they did.
    pub(super) fn not_kept(&self, upper: &Predicate) -> bool {
        let failed = || {
            let over = upper.above.and_then(|(above, _)| self.list().get(above));
            self.has_to(upper)
                && over.is_some_and(|over| {
                    let form = &over.form;
                    let open = form.negation.is_some() || form.modal.is_some() || form.question;
                    self.words.names(Kind::Failing, over)
                        && form.tense == Some(Tense::Past)
                        && !open
                })
        };
        denied_in_past(self.layers, upper) || failed()
    }

    /// 'had no *choice but* to leave': they left.
    pub(super) fn left_no_choice(&self, below: &Predicate) -> bool {
        let text = self.layers.text;
        let Some(to) = text.children(below.head).find(|c| c.tag() == "TO" && c.i < below.head)
        else {
            return false;
        };
        let before = |back: usize| to.i.checked_sub(back).map(|i| text.token(i));
        let choice = before(2).filter(|noun| self.words.get(Kind::Resort, noun.lemma()).is_some());
        let past = |verb: Token<'_>| verb.tag() == "VBD";
        before(1).is_some_and(|but| but.lemma() == "but")
            && choice.is_some_and(|noun| text.ancestors(noun.i).next().is_some_and(past))
    }

    /// 'to *stop the bombing*', 'ways to *end the war*': what is to be stopped goes on, where it is a known one.
    pub(super) fn to_be_ended(&self, below: &Predicate, upper: &Predicate) -> bool {
        let object = upper.arguments.iter().any(|a| a.head == below.head && a.role == Role::Object);
        let known = definite(self.layers, below);
        object && known && self.has_to(upper) && below.kind == PredicateKind::Noun
    }
}

/// Whether a predicate is denied in a past that is told, or as what was not to be done: 'did not stop them', 'has not
/// stopped them', 'could not stop them'.
fn denied_in_past(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let form = &predicate.form;
    let could = |modal: usize| layers.text.token(modal).lemma() == "could";
    let modal = form.modal.is_none_or(could);
    let past = form.tense == Some(Tense::Past) || form.perfect || form.modal.is_some();
    form.negation.is_some() && modal && past && !form.question
}

/// Whether an operator that undoes what it governs is denied itself: 'did not prevent the attack', 'did not fail to pay'.
pub fn undone_twice(layers: &Layers<'_>, words: &StatusWords, top: usize) -> bool {
    let Some(top) = layers.predicates.list.get(top) else { return false };
    [Kind::Unfailed, Kind::Barrier, Kind::Averted].into_iter().any(|kind| words.names(kind, top))
        && denied_in_past(layers, top)
}

/// Whether to try to do something is to do it: words are said by who tries to say them, and talks are held by who tries
/// to settle things by them ('*tried to* reassure them', '*is trying to* mediate').
pub fn done_by_trying(layers: &Layers<'_>, words: &StatusWords, top: usize, core: usize) -> bool {
    let list = &layers.predicates.list;
    let (Some(over), Some(core)) = (list.get(top), list.get(core)) else { return false };
    over.kind == PredicateKind::Verb
        && words.names(Kind::Attempt, over)
        && core.kind == PredicateKind::Verb
        && layers.text.children(core.head).any(|c| c.tag() == "TO")
}

/// Whether a participle tells what came of the clause that it hangs on: 'lifted the ban, *allowing* them to leave'.
pub fn let_by_it(layers: &Layers<'_>, words: &StatusWords, top: usize) -> bool {
    let text = layers.text;
    let Some(top) = layers.predicates.list.get(top) else { return false };
    let verb = text.token(top.head);
    let over = verb.head();
    let told = over.tag() == "VBD"
        || over.tag() == "VBN" && text.children(over.i).any(|c| c.tag() == "VBD");
    let modal = text.children(over.i).any(|c| c.tag() == "MD");
    verb.tag() == "VBG"
        && verb.dep() == "advcl"
        && over.i < verb.i
        && words.names(Kind::Achieved, top)
        && told
        && !modal
}
