//! What the parse hung away from the words that decide it: a bare verb of a list, a gerund before its modal or behind a
//! colon, the clause of a report that is denied, a command in quotation marks, those that there may be none of.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Question};
use crate::predicate::{Predicate, PredicateKind, Tense};

/// A noun of evidence stands at most so many words before its clause: 'no proof in the files of the court that'.
const NEAR: usize = 9;

impl Judge<'_> {
    /// What words further off say of a predicate, where all else says that it happened.
    pub(super) fn adrift(&self, predicate: &Predicate) -> Option<Judged> {
        if predicate.kind == PredicateKind::Noun {
            return self.named_by(predicate).or_else(|| self.hardly_any(predicate));
        }
        if predicate.kind != PredicateKind::Verb || self.depth > 4 {
            return None;
        }
        self.bare_second(predicate)
            .or_else(|| self.demanded(predicate))
            .or_else(|| self.command(predicate))
            .or_else(|| self.behind_colon(predicate))
            .or_else(|| self.before_modal(predicate))
            .or_else(|| self.listed(predicate))
            .or_else(|| self.denied_second(predicate))
            .or_else(|| self.wanted_done(predicate))
            .or_else(|| self.without_proof(predicate))
            .or_else(|| self.of_denied(predicate))
            .or_else(|| self.barred(predicate))
            .or_else(|| self.of_none(predicate))
    }

    fn said(&self, index: usize) -> Judged {
        let question = Question { index, ..self.question };
        Judge { question, depth: self.depth + 1, ..*self }.judge()
    }

    /// 'He had to resign or *face* charges', 'asked that they stop, *leave* and *free* him': a bare verb is no second half
    /// of a finite one, but of the bare verb between.
    fn bare_second(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if verb.dep() != "conj" || !self.is_bare(verb) || self.has_subject(verb) {
            return None;
        }
        let mut first = verb;
        while first.dep() == "conj" && matches!(first.head().pos(), "VERB" | "AUX") {
            first = first.head();
        }
        if first.i >= verb.i || matches!(first.tag(), "VB" | "VBP") {
            return None;
        }
        let mut between = (first.i + 1..verb.i).rev().map(|i| text.token(i));
        let bare = between.find(|t| {
            let clause = matches!(t.dep(), "acl" | "relcl" | "ccomp");
            t.pos() == "VERB"
                && t.dep() != "conj"
                && (t.tag() == "VB" || self.is_bare(*t) && (clause || self.helper(*t).is_some()))
        })?;
        let judged = self.said(self.layers.predicates.headed_by(bare.i)?);
        let open = !matches!(judged.status, Status::Actual | Status::Historical);
        open.then(|| {
            let reason = format!("{}, as is {:?}", judged.reason, bare.text());
            Judged { reason, ..judged }
        })
    }

    /// 'demanded the minister *resign*', 'suggested that ministers *resign*': a bare form under a word of demanding.
    fn demanded(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if !self.is_bare(verb) || self.helper(verb).is_some() || verb.lemma() == "have" {
            return None;
        }
        let before = |c: &Token<'_>| c.i < verb.i;
        let subject = text
            .children(verb.i)
            .filter(before)
            .find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))?;
        let that = text
            .children(verb.i)
            .filter(before)
            .find(|c| c.lemma() == "that" && matches!(c.dep(), "mark" | "dobj"));
        let start = that.map_or(text.subtree(subject.i).start, |that| that.i);
        let word = text.token(start.checked_sub(1)?);
        // 'what is *important* is that they meet'
        let sentence = text.sentence(verb.i).tokens.start;
        let over = || {
            let mut before = (sentence..word.i).rev().take(6).map(|i| text.token(i));
            before.find(|t| self.words.get(Kind::Desired, t.lemma()).is_some())
        };
        let word = if word.lemma() == "be" && that.is_some() { over()? } else { word };
        let single = matches!(subject.tag(), "NN" | "NNP");
        let wished = self.words.get(Kind::Desired, word.lemma()).is_some()
            && (that.is_some() || word.pos() == "VERB" || verb.tag() == "VB" && single);
        // 'suggested that they leave', not 'suggests that they leave'
        let past = || matches!(word.tag(), "VBD" | "VBN") || word.pos() == "NOUN";
        let bidden = || self.words.get(Kind::Mandative, word.lemma()).is_some() && past();
        let bidden = bidden() && (that.is_some() || single);
        (wished || bidden)
            .then(|| Judged::new(Status::Hypothetical, format!("wished: {:?}", word.lemma())))
    }

    /// 'chants of "*Free* him!"': a bare verb that opens what is quoted.
    fn command(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let before = text.token(verb.i.checked_sub(1)?);
        let quoted = matches!(before.text(), "\"" | "“" | "‘" | "''" | "``" | "'" | "`");
        let bare = verb.tag() == "VB" && verb.dep() != "conj";
        let bare = bare && self.helper(verb).is_none() && !self.has_subject(verb);
        (quoted && bare).then(|| Judged::new(Status::Hypothetical, "an imperative"))
    }

    /// 'two options are left: *bombing* it or *leaving* it', 'Scenario one: they *attack*'
    fn behind_colon(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let start = text.sentence(verb.i).tokens.start;
        let colon = (start..verb.i).rev().find(|&i| text.token(i).text() == ":")?;
        let gerund = verb.tag() == "VBG" && self.helper(verb).is_none();
        let told = (colon + 1..verb.i)
            .any(|i| matches!(text.token(i).tag(), "VBD" | "VBZ" | "VBP" | "MD"));
        let heading = colon <= start + 3 && predicate.form.tense == Some(Tense::Present);
        let thought = |kind: Kind| {
            (start..colon)
                .map(|i| text.token(i))
                .find(|t| t.pos() == "NOUN" && self.words.get(kind, t.lemma()).is_some())
        };
        let noun = match (gerund && !told, heading) {
            (true, _) => thought(Kind::Aim).or_else(|| thought(Kind::Prospect)),
            (_, true) => thought(Kind::Doubt),
            _ => None,
        }?;
        Some(Judged::new(Status::Hypothetical, format!("only a prospect: {:?}", noun.lemma())))
    }

    /// 'Kenya *leaving* now could hurt them', 'says that *attacking* them is allowed': a gerund is the subject of the verb
    /// right behind it, which has no other.
    fn before_modal(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let place = matches!(verb.dep(), "xcomp" | "ccomp" | "advcl" | "csubj" | "nsubj");
        // 'left, blaming them *and saying they* will lose': of two, the second may have a clause of its own.
        let joined = text.children(verb.i).any(|c| c.dep() == "conj");
        if verb.tag() != "VBG" || !place || joined || self.helper(verb).is_some() {
            return None;
        }
        let sentence = text.sentence(verb.i).tokens.clone();
        let next = (text.subtree(verb.i).end..sentence.end)
            .map(|i| text.token(i))
            .find(|t| t.pos() != "PUNCT")?;
        let over = if next.dep() == "aux" || next.dep() == "auxpass" { next.head() } else { next };
        let after = over.i > verb.i && !self.has_subject(over);
        let reason = format!("subject of {:?}", next.text());
        let modal = self.words.get(Kind::Modal, next.text());
        match modal {
            Some((Some(status), _)) if after && next.tag() == "MD" => {
                Some(Judged::new(*status, reason))
            }
            _ if after && next.lemma() == "be" && matches!(next.tag(), "VBZ" | "VBP") => {
                Some(Judged::new(Status::Hypothetical, reason))
            }
            _ => None,
        }
    }

    /// 'no *evidence* he met them', 'no *proof* in the files *that* they met': the clause may lack its 'that' or stand off.
    fn without_proof(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if !matches!(verb.dep(), "relcl" | "acl" | "ccomp") {
            return None;
        }
        let subject = text
            .children(verb.i)
            .find(|c| c.i < verb.i && matches!(c.dep(), "nsubj" | "nsubjpass" | "expl"))?;
        let that = text.children(verb.i).find(|c| c.lemma() == "that" && c.i < subject.i);
        let start = that.map_or(text.subtree(subject.i).start, |that| that.i);
        let near = if that.is_some() { NEAR } else { 1 };
        let mut before = (start.saturating_sub(near)..start)
            .rev()
            .map(|i| text.token(i))
            .take_while(|t| !matches!(t.pos(), "VERB" | "AUX" | "PUNCT"));
        let noun = before
            .find(|t| t.pos() == "NOUN" && self.words.get(Kind::Evidence, t.lemma()).is_some())?;
        let none = text.children(noun.i).find(|c| {
            let holds = |kind| self.words.get(kind, c.text()).is_some();
            c.i < noun.i && (holds(Kind::Answer) || holds(Kind::Scant))
        })?;
        Some(Judged::new(Status::Negated, format!("\"{} {}\" of it", none.text(), noun.text())))
    }

    /// 'denied a *report* that they had met', 'rejects *claims* by him *saying* that they met': the parse takes the clause
    /// for a relative one.
    fn of_denied(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let charge = |t: &Token<'_>| t.pos() == "NOUN" && self.words.is_charge(t.lemma());
        let that = text.children(verb.i).any(|c| c.lemma() == "that" && c.i < verb.i);
        let noun = match verb.dep() {
            "relcl" | "acl" if that => Some(verb.head()).filter(charge),
            "ccomp" if verb.head().tag() == "VBG" => {
                let saying = verb.head();
                (text.sentence(saying.i).tokens.start..saying.i)
                    .rev()
                    .take(NEAR)
                    .map(|i| text.token(i))
                    .take_while(|t| !matches!(t.pos(), "VERB" | "PUNCT"))
                    .find(charge)
            }
            _ => None,
        }?;
        if noun.dep() != "dobj" || verb.dep() == "relcl" && self.has_gap(verb) {
            return None;
        }
        let upper = self.list().get(self.layers.predicates.headed_by(noun.head().i)?)?;
        if !self.words.denies(upper) {
            return None;
        }
        Some(match self.own(upper) {
            Some(judged) => Judged::new(Status::Hypothetical, judged.reason),
            None => Judged::new(Status::Negated, format!("denied: {:?}", upper.lemma)),
        })
    }

    /// Whether a relative clause lacks a subject or the object of its verb: 'the report that *he wrote*'.
    fn has_gap(&self, verb: Token<'_>) -> bool {
        let has = |deps: &[&str]| {
            self.layers
                .text
                .children(verb.i)
                .any(|c| deps.contains(&c.dep()) && c.lemma() != "that")
        };
        let own = has(&["dobj", "xcomp", "ccomp", "prep", "prt"]) && has(&["nsubj"]);
        !(own || has(&["nsubjpass"]))
    }

    /// '*barred* clerks in the north *from* signing it': the 'from' belongs to the verb before it.
    fn barred(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let from = (verb.dep() == "pcomp").then(|| verb.head()).filter(|p| p.lemma() == "from")?;
        let start = text.sentence(verb.i).tokens.start;
        let before = (start..from.i).rev().take(NEAR).map(|i| text.token(i));
        let barrier = before.into_iter().find(|t| t.pos() == "VERB")?;
        let index = self.layers.predicates.headed_by(barrier.i)?;
        if !self.words.names(Kind::Barrier, self.list().get(index)?) {
            return None;
        }
        let sure = matches!(self.said(index).status, Status::Actual | Status::Historical);
        let status = if sure { Status::Negated } else { Status::Hypothetical };
        Some(Judged::new(status, format!("kept from it: {:?}", barrier.lemma())))
    }

    /// 'there is *no* minister who *backs* it', 'there is *not* a majority of them that *backs* it'
    fn of_none(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let mut noun = (verb.dep() == "relcl").then(|| verb.head())?;
        if noun.dep() == "pobj" && noun.head().lemma() == "of" {
            noun = noun.head().head();
        }
        let be = (noun.dep() == "attr").then(|| noun.head())?;
        let over = if be.dep() == "xcomp" { be.head() } else { be };
        let there = |t: Token<'_>| {
            text.children(t.i).any(|c| c.dep() == "expl" || c.text().eq_ignore_ascii_case("there"))
        };
        let not =
            [be, over].iter().find_map(|t| text.children(t.i).find(|c| c.dep() == "neg")).or_else(
                || text.children(noun.i).find(|c| self.words.get(Kind::Answer, c.text()).is_some()),
            )?;
        (there(be) || there(over))
            .then(|| Judged::new(Status::Negated, format!("of none: {:?}", not.text())))
    }

    /// '*attack* plans', 'a *withdrawal* timetable': a deed before a noun of what is only thought of.
    fn named_by(&self, noun: &Predicate) -> Option<Judged> {
        let token = self.layers.text.token(noun.head);
        let over = token.head();
        let before = matches!(token.dep(), "compound" | "nmod") && token.i + 1 == over.i;
        let known = self.words.get(Kind::Project, over.lemma()).is_some();
        (before && known)
            .then(|| Judged::new(Status::Hypothetical, format!("a project: {:?}", over.lemma())))
    }

    /// 'advocated arming them, *bombing* it and leaving': a list of gerunds.
    fn listed(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        if verb.dep() != "advcl" || verb.tag() != "VBG" || self.helper(verb).is_some() {
            return None;
        }
        let upper = self.list().get(self.layers.predicates.headed_by(verb.head().i)?)?;
        let first = text.children(upper.head).any(|c| {
            c.tag() == "VBG" && c.i < verb.i && matches!(c.dep(), "dobj" | "xcomp" | "ccomp")
        });
        let more = text.children(verb.i).any(|c| c.dep() == "conj" && c.tag() == "VBG");
        (first && more && self.words.names(Kind::Prospect, upper)).then(|| {
            Judged::new(Status::Hypothetical, format!("only a prospect: {:?}", upper.lemma))
        })
    }

    /// 'denies the minister *met* them': the parse takes a clause without 'that' for a second verb.
    fn denied_second(&self, predicate: &Predicate) -> Option<Judged> {
        let verb = self.layers.text.token(predicate.head);
        let alone = self.helper(verb).is_none() && !self.has_subject(verb);
        if verb.dep() != "conj" || verb.tag() != "VBD" || !alone || verb.head().tag() != "VBZ" {
            return None;
        }
        let first = self.list().get(self.layers.predicates.headed_by(verb.head().i)?)?;
        (self.words.denies(first) && first.form.negation.is_none())
            .then(|| Judged::new(Status::Negated, format!("denied: {:?}", first.lemma)))
    }

    /// 'wants them *deported*'
    fn wanted_done(&self, predicate: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let verb = text.token(predicate.head);
        let noun = verb.head();
        let last = verb.dep() == "acl" && verb.tag() == "VBN" && noun.dep() == "dobj";
        if !last || text.children(verb.i).any(|c| c.dep() == "agent") {
            return None;
        }
        let upper = self.list().get(self.layers.predicates.headed_by(noun.head().i)?)?;
        self.words
            .names(Kind::Wanted, upper)
            .then(|| Judged::new(Status::Hypothetical, format!("wished: {:?}", upper.lemma)))
    }

    /// 'there is *little* agreement'
    fn hardly_any(&self, noun: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let token = text.token(noun.head);
        let there = token.dep() == "attr" && text.child(token.head().i, "expl").is_some();
        let a = text.children(token.i).any(|c| c.lemma() == "a");
        let scant = text
            .children(token.i)
            .find(|c| c.dep() == "amod" && self.words.get(Kind::Scant, c.text()).is_some())?;
        (there && !a).then(|| Judged::new(Status::Negated, format!("only {:?}", scant.text())))
    }

    /// Whether a verb has the bare form.
    fn is_bare(&self, verb: Token<'_>) -> bool {
        matches!(verb.tag(), "VB" | "VBP") && verb.text().eq_ignore_ascii_case(verb.lemma())
    }

    /// The auxiliary or 'to' of a verb.
    fn helper(&self, verb: Token<'_>) -> Option<Token<'_>> {
        self.layers
            .text
            .children(verb.i)
            .find(|c| c.i < verb.i && (matches!(c.dep(), "aux" | "auxpass") || c.tag() == "TO"))
    }

    fn has_subject(&self, verb: Token<'_>) -> bool {
        self.layers
            .text
            .children(verb.i)
            .any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl" | "csubj"))
    }
}
