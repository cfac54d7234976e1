//! What leaves a predicate open that its own climb finds nothing against: a subjunctive, the clause of a noun of doubt, a
//! gerund behind a noun of what might be, a clause within a supposition, a time that is to come.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, Question, StatusWords};
use crate::coding::Layers;
use crate::predicate::{Predicate, PredicateKind, Tense};

/// A clause of a noun begins at most so many words after it: 'the accusation by France last week that'.
const NEAR: usize = 8;

/// What the form of a predicate's own clause says: a modal, a negation, a question, a condition; `None` where it says no
/// more than that it happened.
#[must_use]
pub fn by_form(layers: &Layers<'_>, words: &StatusWords, index: usize) -> Option<Status> {
    let question = Question { index, means: Means::Deeds, statements: &[] };
    let judge = Judge { layers, words, question, depth: 0 };
    let own = judge.own(judge.list().get(index)?).map(|judged| judged.status);
    own.or_else(|| judge.supposing(index).map(|_| Status::Hypothetical))
}

impl Judge<'_> {
    /// What the words around a predicate say of it, where its form and what governs it say nothing.
    pub(super) fn left_open(&self, predicate: &Predicate) -> Option<Judged> {
        self.subjunctive(predicate)
            .or_else(|| self.of_doubtful(predicate))
            .or_else(|| self.of_chance(predicate))
            .or_else(|| self.behind_prospect(predicate))
            .or_else(|| self.within_supposition(predicate))
            .or_else(|| self.when_to_come(predicate))
            .or_else(|| self.contingent(predicate))
            .or_else(|| self.of_any(predicate))
            .or_else(|| self.included(predicate))
            .or_else(|| self.is_hope(predicate))
    }

    /// 'demands that Kenya *release* them': a bare form behind 'that' is wished, not told.
    fn subjunctive(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let before =
            |dep: &'static str| text.children(verb.i).find(move |c| c.dep() == dep && c.i < verb.i);
        // 'his insistence that he *meet* them': the parse may take the clause for a relative one.
        let that = text.children(verb.i).any(|c| c.i < verb.i && c.lemma() == "that");
        let subject = before("nsubj").or_else(|| before("nsubjpass"))?;
        let helped = text.children(verb.i).any(|c| c.dep() == "aux" || c.tag() == "TO");
        // A name or noun in the singular agrees with no bare form in the indicative.
        let joined = text.children(subject.i).any(|c| c.dep() == "conj");
        // 'a majority of them support it' may agree with them.
        let of = text.children(subject.i).any(|c| c.dep() == "prep" && c.lemma() == "of");
        let single = matches!(subject.tag(), "NN" | "NNP") && !joined && !of;
        let pronoun = matches!(subject.lemma(), "he" | "she" | "it");
        let bare = matches!(verb.tag(), "VB" | "VBP") && verb.text() == verb.lemma();
        let bare = bare && (single || pronoun);
        (that && bare && !helped && predicate.kind == PredicateKind::Verb)
            .then(|| Judged::new(Status::Hypothetical, "a subjunctive"))
    }

    /// 'allegations *that* they meddled': the parse may take the clause for a relative one, or hang it elsewhere.
    pub(super) fn of_doubtful(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let own = text.token(predicate.head);
        // 'any hint that *there were talks*'
        let there = own.dep() == "attr" && text.child(own.head().i, "expl").is_some();
        let verb = if there { own.head() } else { own };
        if !matches!(verb.dep(), "relcl" | "acl" | "ccomp") {
            return None;
        }
        let subjects = |c: &Token<'_>| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl");
        let subject = text.children(verb.i).find(subjects)?;
        let that = text
            .children(verb.i)
            .find(|c| c.text().eq_ignore_ascii_case("that") && c.i < subject.i)?;
        let start = text.sentence(verb.i).tokens.start.max(that.i.saturating_sub(NEAR));
        let words = (start..that.i).rev().map(|i| text.token(i));
        // 'in doubt after *reports* that they met': the clause is the nearer noun's.
        let holds = |kind: Kind, t: &Token<'_>| self.words.get(kind, t.lemma()).is_some();
        let told = |t: &Token<'_>| holds(Kind::Report, t) && !holds(Kind::Doubt, t);
        let noun = words
            .take_while(|t| {
                let joins = t.pos() == "SCONJ" && t.dep() != "prep";
                !matches!(t.pos(), "VERB" | "AUX" | "PUNCT") && !joins && !told(t)
            })
            .find(|t| t.pos() == "NOUN" && self.words.get(Kind::Doubt, t.lemma()).is_some())?;
        Some(Judged::new(Status::Hypothetical, format!("in doubt: {:?}", noun.lemma())))
    }

    /// 'on the *verge* of signing', 'similar *views* on fighting them', 'weighs steps *including* seizing it'.
    fn behind_prospect(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let gerund = verb.tag() == "VBG" || text.children(verb.i).any(|c| c.tag() == "VBG");
        // 'a *chance* of a Kenyan being murdered': the parse makes the gerund one of the noun's.
        let of_noun = verb.dep() == "acl" && verb.head().dep() == "pobj";
        let preposition = if of_noun { verb.head().head() } else { verb.head() };
        if !gerund || !of_noun && verb.dep() != "pcomp" {
            return None;
        }
        let prospect = |t: Token<'_>| self.words.get(Kind::Prospect, t.lemma()).is_some();
        let over = preposition.head();
        if of_noun {
            let open = preposition.lemma() == "of"
                && prospect(over)
                && self.words.get(Kind::Doubt, over.lemma()).is_some();
            let reason = format!("only a prospect: {:?}", over.lemma());
            return open.then(|| Judged::new(Status::Hypothetical, reason));
        }
        // 'drew the *line* at sending them': the object right before, where the phrase hangs on the verb.
        let object = preposition.i.checked_sub(1).map(|i| text.token(i));
        let before = object.filter(|o| o.dep() == "dobj" && o.head().i == over.i);
        // 'raised the idea *last week* of arming them': what the time stands with.
        let time = self.layers.times.iter().any(|time| time.tokens.contains(&over.i));
        let over = if time && over.dep() == "pobj" { over.head().head() } else { over };
        // 'raised the *idea* last week of arming them': the 'of' is no verb's.
        let apart = || {
            let of = preposition.lemma() == "of" && over.pos() == "VERB";
            text.child(over.i, "dobj").filter(|o| of && o.i < preposition.i)
        };
        let over = before.or_else(apart).unwrap_or(over);
        let found = match preposition.lemma() {
            "of" | "on" | "at" | "for" | "about" | "to" => {
                // 'came *closer* to signing it'
                let word = self.words.get(Kind::Prospect, over.text()).is_some();
                (matches!(over.pos(), "NOUN" | "ADJ" | "ADV") && (word || prospect(over)))
                    .then_some(over)
            }
            "including" | "include" => {
                let governor = over.head();
                [over, governor].into_iter().find(|&t| prospect(t) && t.i < verb.i)
            }
            _ => None,
        }?;
        Some(Judged::new(Status::Hypothetical, format!("only a prospect: {:?}", found.lemma())))
    }

    /// 'if he wins and *imposes* it', 'if it answers with attacks that *kill* some': what an 'if' holds in the present.
    fn within_supposition(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let past = predicate.form.tense == Some(Tense::Past) || predicate.form.perfect;
        let mut below = text.token(predicate.head);
        // 'if there are *ministers who met* them': there may be none.
        let noun = below.head();
        let there = noun.dep() == "attr" && text.child(noun.head().i, "expl").is_some();
        if past && !there {
            return None;
        }
        if predicate.kind != PredicateKind::Verb {
            return None;
        }
        for above in text.ancestors(predicate.head).take(6) {
            let passes = match below.dep() {
                "conj" => matches!(above.pos(), "VERB" | "AUX"),
                // Of something that there may be, not of what there is.
                "relcl" | "acl" => {
                    let named = |c: Token<'_>| {
                        c.dep() == "poss" || matches!(c.text(), "the" | "The" | "these" | "those")
                    };
                    (above.pos() == "NOUN" || there) && !text.children(above.i).any(named)
                }
                "xcomp" | "dobj" | "pobj" | "prep" | "agent" | "pcomp" => true,
                "attr" => there,
                _ => false,
            };
            let marked = text.children(below.i).any(|c| c.dep() == "mark" && c.i < below.i);
            if !passes || marked {
                return None;
            }
            let joiner = text.children(above.i).find(|c| {
                c.dep() == "mark"
                    && c.i < above.i
                    && matches!(c.lemma(), "if" | "unless" | "should")
            });
            if let Some(joiner) = joiner.filter(|_| above.dep() == "advcl") {
                let reason = format!("in a clause with {:?}", joiner.text());
                return Some(Judged::new(Status::Hypothetical, reason));
            }
            below = above;
        }
        None
    }

    /// '*any* minister *who attacks* them', '*anyone held* by them': what is said of all such tells of none.
    fn of_any(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let noun = verb.head();
        let any = text.children(noun.i).any(|c| c.dep() == "det" && c.lemma() == "any");
        let any = any || matches!(noun.lemma(), "anyone" | "anybody" | "whoever" | "anything");
        let told = predicate.form.tense == Some(Tense::Past) && verb.dep() == "relcl";
        (matches!(verb.dep(), "relcl" | "acl") && any && !told)
            .then(|| Judged::new(Status::Hypothetical, "said of any such"))
    }

    /// '*An attack* on it *would* be a mistake', '*bombing* it *could* help': nobody tells of one, where the verb that it
    /// belongs to says what would be.
    fn contingent(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let noun = text.token(predicate.head);
        let gerund = noun.tag() == "VBG"
            && matches!(noun.dep(), "csubj" | "csubjpass" | "nsubj")
            && !text.children(noun.i).any(|c| c.i < noun.i);
        if !gerund && predicate.kind != PredicateKind::Noun || predicate.light.is_some() {
            return None;
        }
        let named = |c: Token<'_>| {
            c.dep() == "poss"
                || c.feature("Definite") == Some("Def")
                || c.feature("PronType") == Some("Dem")
        };
        let any = |c: Token<'_>| matches!(c.lemma(), "a" | "an" | "any" | "another");
        let open = gerund || text.children(noun.i).any(any);
        let open = open || noun.tag() == "NNS" && noun.dep() == "nsubj";
        if !open || text.children(noun.i).any(named) {
            return None;
        }
        let verb = match noun.dep() {
            "nsubj" | "nsubjpass" | "dobj" | "csubj" | "csubjpass" => noun.head(),
            "pobj" => noun.head().head(),
            _ => return None,
        };
        let modal = text.children(verb.i).find(|c| c.tag() == "MD" && c.i < verb.i)?;
        let perfect = text.children(verb.i).any(|c| c.dep() == "aux" && c.lemma() == "have");
        let would = matches!(
            self.words.get(Kind::Modal, modal.text()),
            Some((Some(Status::Hypothetical), _))
        );
        let need = self.words.need(modal);
        let verbal = matches!(verb.pos(), "VERB" | "AUX");
        (verbal && would && !need && !perfect).then(|| {
            Judged::new(Status::Hypothetical, format!("modal {:?} over any such", modal.text()))
        })
    }

    /// 'when they meet, he is *likely* to leave'
    fn foreseeable(&self, main: Token<'_>) -> Option<Judged> {
        let text = self.layers.text;
        let likely = text.child(main.i, "acomp").filter(|_| main.lemma() == "be")?;
        let open = [Kind::Doubt, Kind::Ahead]
            .iter()
            .any(|&kind| self.words.get(kind, likely.lemma()).is_some());
        open.then(|| Judged::new(Status::Future, format!("{:?}", likely.text())))
    }

    /// 'it will end *when* they meet': a clause of time in the present beside what is to come.
    fn when_to_come(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let form = &predicate.form;
        if form.tense != Some(Tense::Present) || form.perfect {
            return None;
        }
        let joiner = text.children(verb.i).find(|c| {
            c.i < verb.i
                && matches!(c.dep(), "advmod" | "mark")
                && matches!(c.lemma(), "when" | "before" | "after" | "as soon as" | "as")
        })?;
        // 'on Friday, when he hosts them': the clause may hang on the day.
        let main = match verb.dep() {
            "advcl" => Some(verb.head()),
            "relcl" if joiner.lemma() == "when" => {
                text.ancestors(verb.i).take(4).find(|t| matches!(t.pos(), "VERB" | "AUX"))
            }
            _ => None,
        }?;
        // 'will face a test as *he* meets them' goes with it, 'as the war goes on' is of now.
        let own = || text.child(verb.i, "nsubj").is_some_and(|subject| subject.pos() == "PRON");
        if joiner.lemma() == "as" && (form.progressive || verb.i < main.i || !own()) {
            return None;
        }
        // 'even when they meet' tells what is always so, or would be.
        let even = joiner.i.checked_sub(1).is_some_and(|i| text.token(i).lemma() == "even");
        let upper = &self.list()[self.layers.predicates.headed_by(main.i)?];
        if even {
            let open = self.own(upper).filter(|judged| judged.status == Status::Future)?;
            return Some(Judged::new(Status::Hypothetical, format!("even when {}", open.reason)));
        }
        let judged = self.own(upper).or_else(|| self.foreseeable(main))?;
        // 'would be to blame when they attack'
        let would = upper.form.modal.is_some_and(|m| text.token(m).lemma() == "would");
        if would && judged.status == Status::Hypothetical && joiner.lemma() == "when" {
            let reason = format!("{}, when {:?}", judged.reason, upper.lemma);
            return Some(Judged { reason, ..judged });
        }
        // 'when he visits, he will not meet them'
        let modal = upper.form.modal.map(|modal| text.token(modal));
        let not =
            || judged.status == Status::Negated && modal.is_some_and(|m| self.words.volitional(m));
        (judged.status == Status::Future || not())
            .then(|| Judged::new(Status::Future, format!("{:?} of what is to come", joiner.text())))
    }
}
