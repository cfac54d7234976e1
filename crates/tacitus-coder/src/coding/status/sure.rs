//! What looks open or denied by its form, but is told as done: 'must have known', 'would later leave', 'not the first to
//! leave', 'opposed the war'.

use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, StatusWords, Step};
use crate::coding::Layers;
use crate::coding::telling::definite;
use crate::predicate::{Link, Predicate, PredicateKind};

impl Judge<'_> {
    /// Whether a modal leaves nothing open: of feeling, of what one infers or of what came afterwards.
    pub(super) fn sure(&self, modal: usize, predicate: &Predicate) -> bool {
        self.felt(modal, predicate)
            || self.inferred(modal, predicate)
            || self.afterwards(modal, predicate)
    }

    /// 'must have known': who infers it holds it to be so.
    fn inferred(&self, modal: usize, predicate: &Predicate) -> bool {
        let modal = self.layers.text.token(modal);
        predicate.form.perfect && self.words.get(Kind::Inferred, modal.lemma()).is_some()
    }

    /// 'armed the rebels who *would later* turn on him': seen from a past that is told, what came of it.
    fn afterwards(&self, modal: usize, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let later = || {
            text.children(predicate.head).any(|c| {
                c.dep() == "advmod" && self.words.get(Kind::Afterwards, c.text()).is_some()
            })
        };
        let above = predicate.above.filter(|&(_, link)| link == Link::Relative);
        let told = || {
            let noun = above.map(|(above, _)| self.list()[above].head);
            let noun = noun.unwrap_or_else(|| text.token(predicate.head).head().i);
            let verb = text.ancestors(noun).find(|t| matches!(t.pos(), "VERB" | "AUX"));
            verb.is_some_and(|verb| matches!(verb.tag(), "VBD" | "VBN"))
        };
        text.token(modal).text() == "would"
            && !predicate.form.perfect
            && text.token(predicate.head).dep() == "relcl"
            && later()
            && told()
    }

    /// What is said of one who is picked out by what he did, or of a deed that is judged: 'was the first to leave', 'was
    /// *not* the first to leave'; that one did it, whichever he was.
    pub(super) fn of_one(&self, upper: &Predicate) -> Step {
        let denied = self.own(upper).is_some_and(|judged| judged.status == Status::Negated);
        if denied && upper.form.modal.is_none() {
            return Step::Judged(Judged::new(Status::Actual, "told as a fact"));
        }
        Step::Climb
    }

    /// '*failed* to reach them to ask for help': what one fails at is not done, nor what it was for.
    pub(super) fn failing(&self, below: &Predicate, upper: &Predicate) -> Option<Judged> {
        if !self.words.names(Kind::Failing, upper) {
            return None;
        }
        let above = self.above(below)?;
        let sure = matches!(above.status, Status::Actual | Status::Historical);
        sure.then(|| Judged::new(Status::Negated, format!("an infinitive under {:?}", upper.lemma)))
    }

    /// '*little interest* in leaving', '*zero desire* to leave': a noun of wish or ability, of which there is none to speak of.
    pub(super) fn scanty(&self, noun: &Predicate) -> Option<String> {
        let text = self.layers.text;
        let able = self.words.get(Kind::Faculty, &noun.lemma).is_some();
        let a = text.children(noun.head).any(|c| matches!(c.lemma(), "a" | "an"));
        let mut before = text.children(noun.head).filter(|c| c.i < noun.head);
        let scant = before.find(|c| self.words.get(Kind::Scant, c.text()).is_some())?;
        (able && !a && noun.kind == PredicateKind::Noun)
            .then(|| format!("{} {}", scant.text(), noun.lemma))
    }
}

/// Whether a deed is only held to be wrong: 'opposed *the war*' takes it that there was one, 'opposed sending them' does not.
pub fn only_opposed(layers: &Layers<'_>, words: &StatusWords, top: usize, core: usize) -> bool {
    let list = &layers.predicates.list;
    let (Some(top), Some(core)) = (list.get(top), list.get(core)) else { return false };
    words.names(Kind::Opposing, top)
        && core.kind == PredicateKind::Noun
        && layers.text.token(core.head).tag() != "VBG"
        && definite(layers, core)
}
