//! What takes the edge off a negation or a told future: 'may not', 'did not … until', 'will likely', 'little chance that
//! they will', 'his aim is to'.

use std::ops::Range;

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Question, StatusWords};
use crate::coding::Layers;
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};
use crate::text::Text;

impl Judge<'_> {
    /// What a negation says of the predicate that it negates, if it says that it did not happen.
    pub(super) fn negated(&self, predicate: &Predicate, negation: usize) -> Option<Judged> {
        let text = self.layers.text;
        let word = text.token(negation).text();
        // 'should not have left': they did.
        if let Some(modal) = predicate.form.modal.map(|modal| text.token(modal))
            && predicate.form.perfect
            && self.words.get(Kind::Blamed, modal.text()).is_some()
        {
            return Some(Judged::new(
                Status::Actual,
                format!("blamed: \"{} {word}\"", modal.text()),
            ));
        }
        let open = predicate.form.modal.filter(|_| !predicate.form.perfect);
        if let Some(modal) = open.map(|modal| text.token(modal))
            && self.words.get(Kind::Open, modal.text()).is_some()
        {
            let reason = format!("left open by \"{} {word}\"", modal.text());
            return Some(Judged::new(Status::Hypothetical, reason));
        }
        // 'warned them not to leave': whether they will is not said.
        let urged = |above: usize| self.words.names(Kind::Urged, &self.list()[above]);
        if self.has_to(predicate)
            && let Some((above, Link::Argument | Link::Relative | Link::Adverbial(None))) =
                predicate.above
            && urged(above)
        {
            return Some(Judged::new(Status::Hypothetical, format!("asked with {word:?}")));
        }
        (!self.at_last(predicate))
            .then(|| Judged::new(Status::Negated, format!("negated by {word:?}")))
    }

    /// 'did not lift it *until June*', 'did not leave *until they had signed*': in the end it was done.
    fn at_last(&self, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let form = &predicate.form;
        let told = form.tense == Some(Tense::Past) && !form.perfect && form.modal.is_none();
        let until = |token: Token<'_>| matches!(token.lemma(), "until" | "till");
        let timed =
            |noun: Token<'_>| self.layers.times.iter().any(|time| time.tokens.contains(&noun.i));
        told && text.children(predicate.head).filter(|c| c.i > predicate.head).any(|c| {
            match c.dep() {
                "prep" => until(c) && text.child(c.i, "pobj").is_some_and(timed),
                "advcl" => {
                    let joined = text.children(c.i).any(|j| j.i < c.i && until(j));
                    joined && (c.tag() == "VBD" || text.children(c.i).any(|a| a.tag() == "VBD"))
                }
                _ => false,
            }
        })
    }

    /// What leaves a told future open: a word of likelihood ('will *likely* meet'), a word of doubt or of no evidence over
    /// its clause, a subject that there may not be ('*any* attempt will be punished').
    pub(super) fn hedged(&self, index: usize) -> Option<Judged> {
        let text = self.layers.text;
        let predicate = self.list().get(index)?;
        let folded = self.folded(predicate).map(|verb| verb.i);
        let heads = [Some(predicate.head), folded];
        let mut beside = heads.into_iter().flatten().flat_map(|head| text.children(head));
        let adverb = beside.find(|c| {
            let known = self.words.get(Kind::Adverb, c.text());
            c.dep() == "advmod" && matches!(known, Some((Some(Status::Hypothetical), _)))
        });
        if let Some(adverb) = adverb {
            return Some(Judged::new(Status::Hypothetical, format!("{:?}", adverb.text())));
        }
        let subject = text
            .children(predicate.head)
            .filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
            .find_map(|noun| {
                text.children(noun.i).find(|c| c.dep() == "det" && c.lemma() == "any")
            });
        if let Some(any) = subject {
            return Some(Judged::new(Status::Hypothetical, format!("of {:?}", any.text())));
        }
        self.in_doubt(index)
            .or_else(|| self.unproven(predicate))
            .or_else(|| self.of_chance(predicate))
            .or_else(|| self.of_doubtful(predicate))
            .or_else(|| self.of_open_noun(predicate))
            .or_else(|| self.unbelieved(predicate))
            .or_else(|| self.is_hope(predicate))
    }

    /// '*Few predict* that they will leave'
    fn unbelieved(&self, below: &Predicate) -> Option<Judged> {
        let (above, Link::Argument) = below.above? else { return None };
        let upper = self.list().get(above).filter(|upper| self.words.names(Kind::Proof, upper))?;
        let judged = self.own(upper).filter(|judged| judged.status == Status::Negated)?;
        let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
        Some(Judged::new(Status::Hypothetical, reason))
    }

    /// What a noun over an infinitive says of it where there is no such thing: '*no plans* for them to meet', 'the *foiled
    /// plot* to bomb it'.
    pub(super) fn of_nothing(&self, noun: &Predicate) -> Option<Judged> {
        let own = self.own(noun).filter(|own| own.status == Status::Negated)?;
        let reason = format!("{}, as is {:?}", own.reason, noun.lemma);
        Some(Judged { reason, ..own }).filter(|_| noun.kind == PredicateKind::Noun)
    }

    /// 'will renew ties, *including opening* an embassy', '*as well as meeting* them he will speak': a part of what is to come.
    pub(super) fn included(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let over = verb.head();
        let well =
            || over.text().eq_ignore_ascii_case("as") && text.token(over.i - 1).text() == "well";
        let part = matches!(verb.dep(), "pcomp" | "pobj")
            && (over.lemma() == "include" || over.text() == "including" || over.i > 0 && well());
        let main = part.then(|| text.ancestors(over.i).take(4).find(|t| t.pos() == "VERB"))??;
        let upper = self.list().get(self.layers.predicates.headed_by(main.i)?)?;
        let judged = self.own(upper).filter(|judged| match judged.status {
            Status::Future => true,
            Status::Hypothetical => verb.tag() == "VBG",
            _ => false,
        })?;
        let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
        Some(Judged { reason, ..judged })
    }

    /// 'little *chance* they will be convicted': the clause of a noun of doubt without its 'that', which the parse takes
    /// for a relative one. It lacks nothing, where in 'the risk they will run' the verb lacks its object.
    pub(super) fn of_chance(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let noun = verb.head();
        let clause = matches!(verb.dep(), "relcl" | "acl") && noun.pos() == "NOUN";
        if !clause || predicate.kind != PredicateKind::Verb {
            return None;
        }
        let own = |deps: &[&str]| text.children(verb.i).any(|c| deps.contains(&c.dep()));
        let pronoun = text.children(verb.i).any(|c| {
            matches!(c.lemma(), "who" | "which" | "that" | "whom" | "when" | "where")
                && c.i < verb.i
        });
        let whole =
            own(&["nsubjpass"]) || own(&["nsubj"]) && own(&["dobj", "xcomp", "ccomp", "attr"]);
        let doubt = self.words.get(Kind::Doubt, noun.lemma()).is_some();
        (doubt && whole && !pronoun)
            .then(|| Judged::new(Status::Hypothetical, format!("in doubt: {:?}", noun.lemma())))
    }

    /// 'the mission is *to attack* them': what somebody is after, told as what it is and not as to come.
    pub(super) fn aimed(&self, predicate: &Predicate) -> Option<Judged> {
        let be = self.folded(predicate).filter(|verb| verb.lemma() == "be")?;
        let subject = self.layers.text.child(be.i, "nsubj")?;
        if let Some(judged) = self.deed_done(be, subject) {
            return Some(judged);
        }
        let aim = self.words.get(Kind::Aim, subject.lemma()).is_some();
        aim.then(|| Judged::new(Status::Hypothetical, format!("an aim: {:?}", subject.lemma())))
    }

    /// '*If not*, the court will free him': a condition without a verb.
    pub(super) fn if_so(&self, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let start = text.sentence(predicate.head).tokens.start;
        (start..predicate.head.saturating_sub(2)).any(|i| {
            text.token(i).text().eq_ignore_ascii_case("if")
                && matches!(text.token(i + 1).lemma(), "not" | "so")
                && text.token(i + 2).text() == ","
        })
    }

    /// Whether the saying that a clause is the content of is itself denied, or only asks: 'without *saying* that they
    /// would', '*asked* how many would come'.
    pub(super) fn unsaid(&self, index: usize) -> bool {
        let list = self.list();
        let Some(predicate) = list.get(index) else { return false };
        let above = predicate.above.filter(|&(_, link)| link == Link::Argument);
        let whether = above.is_some_and(|(above, _)| {
            let asked = Role::Clause(ClauseKind::Whether);
            list[above].arguments.iter().any(|a| a.head == predicate.head && a.role == asked)
        });
        let cue = || {
            let &statement = self.question.statements.first()?;
            let mut cue = self.layers.statements[statement].cue.clone();
            cue.find_map(|token| self.layers.predicates.headed_by(token))
        };
        let denied = |index: usize| {
            let question = Question { index, statements: &[], ..self.question };
            let judged = Judge { question, depth: self.depth + 1, ..*self }.judge();
            judged.status == Status::Negated
        };
        let saying = above.map(|(above, _)| above).or_else(cue);
        whether || self.depth < 4 && saying.filter(|&saying| saying != index).is_some_and(denied)
    }

    /// Whether a participle is set off from what it hangs on, so that what is not said of that may be said of it: 'did not
    /// wait, *sending* troops'.
    pub(super) fn set_off(&self, below: &Predicate) -> bool {
        let first = self.layers.text.children(below.head).map(|c| c.i).min();
        let before = first.unwrap_or(below.head).min(below.head).checked_sub(1);
        before.is_some_and(|i| matches!(self.layers.text.token(i).text(), "," | "—" | "–" | "--"))
    }

    /// 'Moscow *denied* that they met', '*rejected reports* that they met'.
    pub(super) fn denied(&self, upper: &Predicate) -> Option<Judged> {
        let verb = match upper.kind {
            PredicateKind::Noun if self.words.is_charge(&upper.lemma) => {
                let (above, link) = upper.above?;
                self.list().get(above).filter(|_| link == Link::Argument)?
            }
            _ => upper,
        };
        let denies = verb.kind == PredicateKind::Verb && self.words.denies(verb);
        denies.then(|| match self.own(verb) {
            Some(judged) => Judged::new(Status::Hypothetical, judged.reason),
            None => Judged::new(Status::Negated, format!("denied: {:?}", verb.lemma)),
        })
    }
}

/// 'will strike *if necessary*': what is to come only in that case.
pub fn in_that_case(layers: &Layers<'_>, words: &StatusWords, head: usize) -> bool {
    after(layers.text, head).any(|i| is_case(layers, words, i)) || only_in_case(layers, words, head)
}

/// 'is ready to help *if asked*': the case of an offer, within its own clause.
pub fn offered_in_case(layers: &Layers<'_>, words: &StatusWords, top: usize) -> bool {
    let own = layers.text.subtree(top);
    after(layers.text, top).any(|i| own.contains(&i) && is_case(layers, words, i))
}

fn is_case(layers: &Layers<'_>, words: &StatusWords, i: usize) -> bool {
    let text = layers.text;
    text.token(i).text().eq_ignore_ascii_case("if")
        && words.get(Kind::Case, text.token(i + 1).text()).is_some()
}

/// 'is open to talks, but *only if*', 'would meet *under the right conditions*': no offer without the case.
pub fn only_in_case(layers: &Layers<'_>, words: &StatusWords, head: usize) -> bool {
    let text = layers.text;
    after(text, head).any(|i| match text.token(i).text() {
        "if" => text.token(i - 1).text().eq_ignore_ascii_case("only"),
        "under" => text.child(i, "pobj").is_some_and(|noun| {
            text.children(noun.i).any(|c| {
                let phrase = format!("{} {}", c.text(), noun.lemma());
                c.i < noun.i && words.get(Kind::Proviso, &phrase).is_some()
            })
        }),
        _ => false,
    })
}

/// The tokens of a sentence after one of it, the last left out.
fn after(text: &Text<'_>, head: usize) -> Range<usize> {
    head + 1..text.sentence(head).tokens.end.saturating_sub(1)
}
