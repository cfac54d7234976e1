//! What is no more real than what it stands under: a noun's deed in a sentence of what might be, an act that is wanted or
//! warded off, a gerund whose verb only would be so, a clause of what something would mean.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Question, Step};
use crate::coding::telling::definite;
use crate::predicate::{Link, Predicate, PredicateKind, Role, Tense};

impl Judge<'_> {
    /// What the words over a predicate say of it, where it stands as a noun or a gerund among them.
    pub(super) fn unreal(&self, predicate: &Predicate) -> Option<Judged> {
        let noun = predicate.kind == PredicateKind::Noun && predicate.light.is_none();
        let of_noun = || {
            self.described(predicate)
                .or_else(|| self.standing(predicate))
                .or_else(|| self.averted(predicate))
                .or_else(|| self.of_project(predicate))
                .or_else(|| self.under_open(predicate))
        };
        noun.then(of_noun)
            .flatten()
            .or_else(|| self.generic_time(predicate))
            .or_else(|| self.beside_open(predicate))
            .or_else(|| self.before_now(predicate))
            .or_else(|| self.counterfactual(predicate))
            .or_else(|| self.in_return(predicate))
            .or_else(|| self.no_sign(predicate))
            .or_else(|| self.tried(predicate))
            .or_else(|| self.in_event(predicate))
            .or_else(|| self.gerund_subject(predicate))
            .or_else(|| self.of_anybody(predicate))
            .or_else(|| self.adrift(predicate))
    }

    /// What is said of the light verb that carries a noun: 'will not vote *to wage* war', '*if* they *wage* war'.
    pub(super) fn carried(&self, predicate: &Predicate) -> Option<Judged> {
        let index = self.layers.predicates.headed_by(predicate.light?)?;
        let verb = self.list().get(index).filter(|_| self.depth < 4)?;
        let judged = self.judged(index);
        let open = !matches!(judged.status, Status::Actual | Status::Historical);
        (verb.head != predicate.head && open).then_some(judged)
    }

    /// What is said of another predicate.
    fn judged(&self, index: usize) -> Judged {
        let question = Question { index, ..self.question };
        Judge { question, depth: self.depth + 1, ..*self }.judge()
    }

    /// 'the march *planned* for May', 'the sanctions *proposed*': a participle behind a noun. Who planned it may have
    /// done it since: 'the attack planned *by* him'.
    fn described(&self, noun: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let behind = text.children(noun.head).filter(|c| c.dep() == "acl" && c.i > noun.head);
        behind.into_iter().find_map(|participle| {
            let (status, _) = self.words.get(Kind::Participle, participle.text())?;
            let by = text.children(participle.i).any(|c| c.dep() == "agent");
            let status = (*status).filter(|_| !by)?;
            Some(Judged::new(status, format!("{:?}", participle.text())))
        })
    }

    /// 'could mean *his resignation*', 'averted *an attack*': what only follows from something, or is warded off.
    fn averted(&self, noun: &Predicate) -> Option<Judged> {
        let (above, Link::Argument) = noun.above? else { return None };
        let upper = self.list().get(above).filter(|u| u.kind == PredicateKind::Verb)?;
        let object = upper.arguments.iter().any(|a| a.head == noun.head && a.role == Role::Object);
        if !object {
            return None;
        }
        if self.words.names(Kind::Entails, upper) && upper.form.tense.is_none() {
            let judged = self.judged(above);
            let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
            return (judged.status == Status::Hypothetical).then_some(Judged { reason, ..judged });
        }
        if self.words.names(Kind::Averted, upper) && !definite(self.layers, noun) {
            let done = matches!(self.judged(above).status, Status::Actual | Status::Historical);
            let status = if done { Status::Negated } else { Status::Hypothetical };
            return Some(Judged::new(status, format!("kept from it: {:?}", upper.lemma)));
        }
        None
    }

    /// 'a *deadline* for his resignation', '*plans* for a strike': a noun of what is only thought of.
    fn of_project(&self, noun: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(noun.head);
        let preposition = (token.dep() == "pobj").then(|| token.head())?;
        if !matches!(preposition.lemma(), "of" | "for" | "on" | "to" | "about" | "against" | "at") {
            return None;
        }
        let over = preposition.head();
        let object = preposition.i.checked_sub(1).map(|i| text.token(i));
        // 'is *conditional* on it', 'took *steps* for it': the phrase may hang on the verb.
        let beside = |o: &Token<'_>| matches!(o.dep(), "dobj" | "acomp") && o.head().i == over.i;
        let over = object.filter(beside).unwrap_or(over);
        // 'a deadline *set by them* for his resignation'
        let over = if over.dep() == "acl" && over.tag() == "VBN" { over.head() } else { over };
        let known = |word: &str| self.words.get(Kind::Project, word).is_some();
        let phrase = format!("{} {}", over.lemma(), preposition.lemma());
        // 'warned of *the* attack' may be of one that came.
        let fresh = || !definite(self.layers, noun);
        (matches!(over.pos(), "NOUN" | "ADJ") && known(over.lemma()) || known(&phrase) && fresh())
            .then(|| Judged::new(Status::Hypothetical, format!("a project: {:?}", over.lemma())))
    }

    /// '*a strike* on it could start a war', 'would answer *an attack*': what nobody has told of yet, in a clause of
    /// what might be.
    fn under_open(&self, noun: &Predicate) -> Option<Judged> {
        if self.depth > 4 {
            return None;
        }
        let text = self.layers.text;
        let fresh = text
            .children(noun.head)
            .any(|c| c.i < noun.head && self.words.get(Kind::Fresh, c.text()).is_some());
        let plural = text.token(noun.head).tag() == "NNS"
            && !definite(self.layers, noun)
            && !text.children(noun.head).any(|c| c.dep() == "det" || c.dep() == "nummod");
        if !fresh && !plural {
            return None;
        }
        let (above, Link::Argument) = noun.above? else { return None };
        let upper = self.list().get(above)?;
        let role = upper.arguments.iter().find(|a| a.head == noun.head).map(|a| &a.role)?;
        // 'arms sales should be *halted*': there are some.
        if self.words.names(Kind::Presumed, upper) && plural {
            return None;
        }
        let subject = *role == Role::Subject;
        // 'allegedly hit them *at a rally*': where it was is no less real for what is alleged.
        let past = upper.form.tense == Some(Tense::Past) && upper.form.modal.is_none();
        if past && matches!(role, Role::Oblique(_)) {
            return None;
        }
        let judged = self.judged(above);
        // 'warned that war *would* follow from a strike': what is foretold of it hangs on whether it comes.
        let foretold = || upper.form.modal.is_some_and(|m| text.token(m).lemma() == "would");
        let open = match judged.status {
            Status::Hypothetical => true,
            Status::Future => subject || foretold(),
            _ => false,
        };
        let how = if fresh { "as is" } else { "as is, bare" };
        open.then(|| {
            Judged::new(judged.status, format!("{}, {how} {:?}", judged.reason, upper.lemma))
        })
    }

    /// 'a strike is *not imminent*', 'sanctions are *on the table*': what is said of the deed makes it none.
    fn standing(&self, noun: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(noun.head);
        let verb = (token.dep() == "nsubj").then(|| token.head())?;
        let present = matches!(verb.tag(), "VBZ" | "VBP" | "VB");
        if !present || definite(self.layers, noun) && verb.lemma() != "be" {
            return None;
        }
        let said = text.children(verb.i).filter(|c| c.i > verb.i);
        said.into_iter().find_map(|said| {
            let words = match said.dep() {
                "acomp" => said.text().to_owned(),
                "prep" => text.words(text.subtree(said.i)).to_owned(),
                _ => return None,
            };
            let (status, _) = self.words.get(Kind::Standing, &words)?;
            Some(Judged::new((*status)?, format!("said to be {words:?}")))
        })
    }

    /// 'in the *event of* a minister leaving': the parse makes the gerund one of the noun's.
    fn in_event(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let noun = (verb.dep() == "acl" && verb.tag() == "VBG").then(|| verb.head())?;
        let preposition = (noun.dep() == "pobj").then(|| noun.head())?;
        let first = preposition.i.checked_sub(1)?;
        let phrase = format!("{} {}", text.token(first).text(), preposition.text());
        match self.words.get(Kind::Joiner, &phrase) {
            Some((Some(status), _)) => Some(Judged::new(*status, format!("{phrase:?}"))),
            _ => None,
        }
    }

    /// '*attacking them* would be wrong', 'Kenya *leaving* could help': a gerund that is the subject of what might be.
    fn gerund_subject(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        // 'their *growing* presence may help': the parse takes some participles before nouns for gerunds.
        let whose = text.subtree(verb.i).start < verb.i
            && text.children(verb.i).any(|c| {
                matches!(c.dep(), "poss" | "aux")
                    || c.dep() == "dobj" && text.subtree(c.i).start < verb.i
            });
        let gerund = verb.tag() == "VBG" && verb.dep() == "csubj" && !whose;
        if !gerund || predicate.form.tense.is_some() {
            return None;
        }
        let over = verb.head();
        // 'attacking them is a mistake'
        // 'said that attacking them was no option'
        let is = text.children(over.i).find(|c| c.dep() == "attr");
        let thought = |noun: Token<'_>| self.words.get(Kind::Prospect, noun.lemma()).is_some();
        let now = matches!(over.tag(), "VBZ" | "VBP");
        if over.lemma() == "be" && is.is_some_and(|noun| now || thought(noun)) {
            return Some(Judged::new(Status::Hypothetical, "subject of \"be\""));
        }
        let modal = text.children(over.i).filter(|c| c.dep() == "aux");
        modal.into_iter().find_map(|modal| match self.words.get(Kind::Modal, modal.text()) {
            Some((Some(status), _)) => {
                Some(Judged::new(*status, format!("subject of {:?}", modal.text())))
            }
            _ => None,
        })
    }

    /// '*when* a citizen is arrested, they help him': a rule.
    fn generic_time(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = simple_present(text.token(predicate.head), predicate)?;
        let when = text
            .children(verb.i)
            .find(|c| c.i < verb.i && c.dep() == "advmod" && c.lemma() == "when")?;
        let subject = text.children(verb.i).find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))?;
        let any = |t: Token<'_>| text.children(t.i).any(|c| matches!(c.lemma(), "a" | "any"));
        // 'when he meets *a* foreign minister'
        let object = text.child(verb.i, "dobj").filter(|_| subject.pos() == "PRON");
        let indefinite = any(subject) || object.is_some_and(any);
        indefinite
            .then(|| Judged::new(Status::Hypothetical, format!("a rule with {:?}", when.text())))
    }

    /// 'would praise him *while backing* them'
    fn beside_open(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let (above, Link::Adverbial(Some(joiner))) = predicate.above? else { return None };
        let upper = self.list().get(above)?;
        let bare = predicate.form.tense.is_none() && predicate.form.modal.is_none();
        // Of a modal alone: who tries to talk while pressing them does press them.
        let modal = upper.form.modal.is_some() || upper.form.tense == Some(Tense::Future);
        if !bare || !modal || !matches!(text.token(joiner).lemma(), "while" | "when") {
            return None;
        }
        let judged = self.own(upper)?;
        let open = judged.status == Status::Hypothetical || judged.status == Status::Future;
        open.then(|| {
            Judged::new(judged.status, format!("{}, while {:?}", judged.reason, upper.lemma))
        })
    }

    /// 'are waiting *before they blame* anybody'
    fn before_now(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = simple_present(text.token(predicate.head), predicate)?;
        let mark = text.children(verb.i).find(|c| c.i < verb.i && c.dep() == "mark")?;
        // 'as soon as they leave', 'as long as they stay'
        let soon = mark.lemma() == "as" && matches!(verb.head().lemma(), "soon" | "long");
        // 'before they meet *on Sunday*' has its day, and is to come.
        let clause = text.subtree(verb.i);
        let day = self.layers.times.iter().any(|time| clause.contains(&time.tokens.start));
        let open = (soon || mark.lemma() == "before") && !day;
        open.then(|| Judged::new(Status::Hypothetical, format!("not yet: {:?}", mark.text())))
    }

    /// '*had* they *left*, it would have ended'
    fn counterfactual(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let subject = text.children(verb.i).find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))?;
        let had = text
            .children(verb.i)
            .find(|c| c.dep() == "aux" && c.text().eq_ignore_ascii_case("had"))?;
        let inverted = matches!(verb.dep(), "advcl" | "ccomp") && had.i < subject.i;
        let inverted = inverted && subject.i < verb.i && !predicate.form.question;
        inverted.then(|| Judged::new(Status::Hypothetical, "counterfactual \"had\""))
    }

    /// 'in *return* for leaving, they will …': the price of what is to come is to come.
    fn in_return(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        // 'in exchange *for* them *leaving*': the parse may take it for a joiner.
        let joiner = || text.children(verb.i).find(|c| c.dep() == "mark" && c.lemma() == "for");
        let preposition = if verb.dep() == "pcomp" { verb.head() } else { joiner()? };
        let noun = text.token(preposition.i.checked_sub(1)?);
        let phrase = format!("{} {}", noun.lemma(), preposition.lemma());
        if self.words.get(Kind::Return, &phrase).is_none() || self.depth > 4 {
            return None;
        }
        let mut over = text.ancestors(noun.i).filter(|t| matches!(t.pos(), "VERB" | "AUX"));
        let main = over.find_map(|t| self.layers.predicates.headed_by(t.i))?;
        // 'proposed to stop in exchange for leaving'
        let upper = self.list().get(main)?;
        if [Kind::Prospect, Kind::Wanted].iter().any(|&kind| self.words.names(kind, upper)) {
            let reason = format!("{:?} in return", upper.lemma);
            return Some(Judged::new(Status::Hypothetical, reason));
        }
        let judged = self.judged(main);
        let open = matches!(judged.status, Status::Hypothetical | Status::Future);
        open.then(|| Judged::new(judged.status, format!("{}, in return", judged.reason)))
    }

    /// '*no sign* of them attacking', 'no *evidence* of an attack'.
    fn no_sign(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(predicate.head);
        // 'no *sign* of them being attacked': the parse may make the gerund one of theirs.
        let base = if token.dep() == "acl" { token.head() } else { token };
        let preposition = matches!(base.dep(), "pobj" | "pcomp").then(|| base.head())?;
        let noun = preposition.head();
        let evidence =
            preposition.lemma() == "of" && self.words.get(Kind::Evidence, noun.lemma()).is_some();
        let none = text.children(noun.i).find(|c| {
            c.i < noun.i
                && (self.words.get(Kind::Answer, c.text()).is_some()
                    || self.words.get(Kind::Scant, c.text()).is_some())
        })?;
        evidence.then(|| {
            Judged::new(Status::Negated, format!("\"{} {}\" of it", none.text(), noun.text()))
        })
    }

    /// 'is on *trial* for attacking them': the parse may leave no predicate over it.
    fn tried(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(predicate.head);
        let preposition = (token.dep() == "pcomp").then(|| token.head())?;
        let over = preposition.head();
        // 'was acquitted *in May* of killing them'
        let time = self.layers.times.iter().any(|time| time.tokens.contains(&over.i));
        let over = if time && over.dep() == "pobj" { over.head().head() } else { over };
        // 'was not found *guilty* of killing them'
        let not = |verb: Token<'_>| text.children(verb.i).find(|c| c.dep() == "neg");
        if preposition.lemma() == "of"
            && matches!(over.dep(), "oprd" | "acomp")
            && let Some(not) = not(over.head())
        {
            let reason = format!("negated by {:?}, as is {:?}", not.text(), over.lemma());
            return Some(Judged::new(Status::Negated, reason));
        }
        let charge = matches!(preposition.lemma(), "of" | "for" | "over" | "with")
            && self.words.get(Kind::Trial, over.lemma()).is_some();
        charge.then(|| Judged::new(Status::Hypothetical, format!("alleged: {:?}", over.lemma())))
    }

    /// '*any* minister who attacks it', '*whoever* attacks it': a rule, of nobody who is told to do it.
    fn of_anybody(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if predicate.kind != PredicateKind::Verb || predicate.form.tense == Some(Tense::Past) {
            return None;
        }
        let noun = match verb.dep() {
            "relcl" | "acl" => verb.head(),
            _ => return None,
        };
        let does = predicate.arguments.iter().any(|a| a.head == noun.i);
        let any = |c: Token<'_>| c.i < noun.i && self.words.get(Kind::Anybody, c.text()).is_some();
        let any =
            self.words.get(Kind::Anybody, noun.text()).is_some() || text.children(noun.i).any(any);
        (does && any).then(|| Judged::new(Status::Hypothetical, "of anybody who does"))
    }

    /// 'that could *mean* that they allow it', 'to *ensure* that they meet': a clause of what something comes to is as real
    /// as the verb over it.
    pub(super) fn entailed(&self, below: &Predicate, upper: &Predicate) -> Option<Step> {
        let open = below.form.tense != Some(Tense::Past) && below.form.modal.is_none();
        (open && self.words.names(Kind::Entails, upper)).then_some(Step::Climb)
    }

    /// 'will be the first minister to visit': the one picked out does what the copula tells as to come.
    pub(super) fn picked_to_come(&self, below: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let noun = text.token(below.head).head();
        let be = if noun.dep() == "attr" { noun.head() } else { noun };
        let modal = text.children(be.i).find(|c| c.dep() == "aux" && c.tag() == "MD")?;
        match self.words.get(Kind::Modal, modal.text()) {
            Some((Some(status), _)) if be.lemma() == "be" || be.lemma() == "become" => {
                Some(Judged::new(*status, format!("modal {:?}", modal.text())))
            }
            _ => None,
        }
    }

    /// 'The question: *is he meeting* them?': the parse may hang the mark elsewhere; the order of words asks.
    pub(super) fn inverted(&self, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if predicate.kind != PredicateKind::Verb || verb.dep() == "relcl" {
            return false;
        }
        let end = text.sentence(verb.i).tokens.end;
        let mark = (verb.i..end).rev().take(3).any(|i| text.token(i).text() == "?");
        let subject = text.children(verb.i).find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
        let first = text.children(verb.i).find(|c| matches!(c.dep(), "aux" | "auxpass"));
        mark && matches!((subject, first), (Some(s), Some(a)) if a.i < s.i && s.i < verb.i)
    }
}

/// The verb of an adverbial clause in the simple present; `None` where it is another.
fn simple_present<'t>(verb: Token<'t>, predicate: &Predicate) -> Option<Token<'t>> {
    let form = &predicate.form;
    let simple = form.tense == Some(Tense::Present) && !form.perfect && !form.progressive;
    (simple && verb.dep() == "advcl").then_some(verb)
}
