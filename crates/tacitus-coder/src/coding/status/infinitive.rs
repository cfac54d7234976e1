//! What an infinitive is worth: by the word that governs it, as a purpose, or behind a noun from which the parse lost it.

use tacitus_language::Token;
use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, Question, Step};
use crate::coding::telling::definite;
use crate::predicate::{Link, Predicate, PredicateKind, Role, Tense};

/// At most so many adverbs stand between a noun and its infinitive: 'the right *once again* to vote'.
const ADVERBS: usize = 2;

impl Judge<'_> {
    pub(super) fn infinitive(&self, below: &Predicate, upper: &Predicate) -> Step {
        let past = upper.form.tense == Some(Tense::Past);
        let holds = |kind: Kind| self.words.names(kind, upper);
        let object = upper.arguments.iter().any(|a| a.role == Role::Object);
        if holds(Kind::Former) && past && !object {
            return Step::Judged(Judged::new(Status::Historical, "what used to be"));
        }
        // 'has yet to test it'
        let verbs = [upper.head, below.head];
        let mut beside = verbs.iter().flat_map(|&verb| self.layers.text.children(verb));
        if holds(Kind::Duty)
            && beside
                .any(|c| c.dep() == "advmod" && self.words.get(Kind::Pending, c.text()).is_some())
        {
            return Step::Judged(Judged::new(Status::Negated, "not yet"));
        }
        // 'He warned that they *had to* leave': what is said in the past has its 'must' so.
        let reported = || below.above.is_some_and(|(above, _)| self.reported(above));
        let told = past && (upper.form.perfect || !reported());
        if holds(Kind::Duty) && !told && !object {
            return Step::Judged(Judged::new(Status::Hypothetical, "a duty"));
        }
        let verb = upper.kind == PredicateKind::Verb;
        // 'the forces to fight them': nouns that look like such verbs carry nothing where the parse sees a relative clause.
        let carries = verb || !matches!(below.above, Some((_, Link::Relative)));
        if holds(Kind::Carrier) && carries
            || holds(Kind::Duty)
            || holds(Kind::Semblance)
            || holds(Kind::Achieved) && (past || verb && self.is_to_come(upper))
            || self.spoken_at(upper)
            || self.talked_at(upper)
            || holds(Kind::Attested) && self.perfect_infinitive(below)
        {
            return Step::Climb;
        }
        if let Some(step) = self.mustered(upper).or_else(|| self.measured(upper)) {
            return step;
        }
        if let Some(judged) = self.unfailed(upper) {
            return Step::Judged(judged);
        }
        if upper.kind == PredicateKind::Noun {
            if let Some(judged) = self.fate(upper).filter(|_| holds(Kind::Ahead)) {
                return Step::Judged(judged);
            }
            // 'had no *right* to jail him' does not say that they did not.
            let warrant = holds(Kind::Warrant) && upper.form.negation.is_some();
            if let Some(judged) = self.undone(upper).filter(|_| !warrant) {
                return Step::Judged(judged);
            }
            // 'the decision to send them': who speaks of it so takes it that they were sent.
            if holds(Kind::Resolved) && definite(self.layers, upper) {
                return Step::Climb;
            }
            if let Some(judged) = self.by_means_of(upper).or_else(|| self.uttered(upper)) {
                return Step::Judged(judged);
            }
        }
        if !object && let Some(judged) = self.under_negation(below, upper) {
            return Step::Judged(judged);
        }
        if let Some(judged) = self.failing(below, upper) {
            return Step::Judged(judged);
        }
        // 'are *set* to meet to discuss it'
        let open = self.own(upper).is_none_or(|judged| judged.status == Status::Future);
        if open && holds(Kind::Ahead) {
            let reason = format!("to come: {:?}", upper.lemma);
            return Step::Judged(Judged::new(Status::Future, reason));
        }
        let reason = format!("an infinitive under {:?}", upper.lemma);
        Step::Judged(Judged::new(Status::Hypothetical, reason))
    }

    /// 'the *first* leader to visit', 'the *highest* envoy to visit': one who is picked out by what he did.
    pub(super) fn is_picked_out(&self, below: &Predicate) -> bool {
        let text = self.layers.text;
        let verb = text.token(below.head);
        let head = verb.head();
        if !matches!(verb.dep(), "relcl" | "acl" | "advcl" | "xcomp") {
            return false;
        }
        // 'became the first president to speak': the parse often hangs the infinitive on the verb.
        // 'was one of the first countries to speak'
        let of = |c: Token<'_>| text.child(text.child(c.i, "prep")?.i, "pobj");
        let nouns: Vec<usize> = if matches!(head.pos(), "NOUN" | "PROPN") {
            vec![head.i]
        } else if matches!(head.pos(), "NUM" | "PRON" | "ADJ") {
            [Some(head), of(head)].into_iter().flatten().map(|c| c.i).collect()
        } else {
            let attributes = text.children(head.i).filter(|c| matches!(c.dep(), "attr" | "acomp"));
            let mut nouns: Vec<Token<'_>> =
                attributes.flat_map(|c| [Some(c), of(c)]).flatten().collect();
            // 'was *among the first* to speak'
            nouns.extend(of(head).filter(|c| c.i < below.head));
            nouns.into_iter().map(|c| c.i).collect()
        };
        nouns.into_iter().any(|noun| {
            // 'was *the first* to speak'
            if self.words.get(Kind::Order, text.token(noun).text()).is_some() {
                return true;
            }
            let before = text.children(noun).filter(|c| c.i < below.head);
            // 'the highest envoy to visit' did, 'the best way to go' is not gone.
            let passive = below.form.passive;
            let does = below.arguments.iter().any(|a| {
                let part = a.role == Role::Subject || passive && a.role == Role::Object;
                part && a.head == noun
            });
            before.into_iter().any(|c| {
                let most = |i: usize| matches!(text.token(i).tag(), "JJS" | "RBS");
                self.words.get(Kind::Order, c.text()).is_some()
                    || does && (most(c.i) || text.children(c.i).any(|c| most(c.i)))
            })
        })
    }

    /// An infinitive beside a clause: what that is done for.
    pub(super) fn purpose(&self, below: &Predicate, upper: &Predicate) -> Step {
        // 'gathered to protest': they came and did; 'travelled to demand': words are said where one goes to say them.
        let verb = upper.kind == PredicateKind::Verb;
        if let Some(judged) = self.too(below, upper) {
            return Step::Judged(judged);
        }
        // 'is at work to convince them *to back* it': it is they who would say it.
        let moved = self.words.names(Kind::Urged, upper)
            && upper.arguments.iter().any(|a| a.role == Role::Object);
        let said = match self.question.means {
            Means::Words => verb && !moved,
            // 'landed in Seoul to meet the president': who has come there to talk talks.
            Means::Talks => verb && (self.talked_at(upper) || self.is_to_come(upper)),
            Means::Deeds => verb && self.is_served(below, upper),
        };
        if let Some(judged) = self.scheme_before(below).and_then(|noun| self.turned_down(noun)) {
            return Step::Judged(judged);
        }
        if let Some(step) = self.mustered(upper).or_else(|| self.measured(upper)) {
            return step;
        }
        // 'failed to defend his decision last month *to close* it': the noun's infinitive is not the verb's.
        let own = self.behind_noun(below);
        if let Some(judged) = own.as_ref().filter(|judged| judged.status == Status::Actual) {
            return Step::Judged(judged.clone());
        }
        if let Some(judged) = self.under_negation(below, upper).or(own) {
            return Step::Judged(judged);
        }
        if self.came_of_it(below, upper) {
            return Step::Judged(Judged::new(Status::Actual, "what came of it"));
        }
        if said || self.words.get(Kind::Carrier, &upper.lemma).is_some() {
            return Step::Climb;
        }
        Step::Judged(Judged::new(Status::Hypothetical, "a purpose"))
    }

    /// 'is *too* weak *to refuse*'
    fn too(&self, below: &Predicate, upper: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let clause = upper.head.min(below.head)..below.head;
        let too = clause.clone().any(|i| {
            text.token(i).text() == "too" && matches!(text.token(i + 1).pos(), "ADJ" | "ADV")
        });
        let joined = || clause.clone().any(|i| matches!(text.token(i).text(), "," | "—" | ";"));
        (too && !joined()).then(|| Judged::new(Status::Hypothetical, "\"too\" with an infinitive"))
    }

    /// Whether words are said by what governs them: 'voted *to condemn* it', 'tried *to threaten* them', 'the vote *to
    /// condemn* it', but not 'considered a vote *to condemn* it'.
    fn spoken_at(&self, upper: &Predicate) -> bool {
        let verb = upper.kind == PredicateKind::Verb;
        self.question.means == Means::Words
            && (self.words.names(Kind::Platform, upper)
                || verb && self.words.names(Kind::Attempt, upper))
            && (upper.kind != PredicateKind::Noun
                || upper.light.is_some()
                || definite(self.layers, upper))
    }

    /// Whether talks that are the purpose of a verb are as real as the verb: 'met *to discuss* it', 'flew there *to
    /// meet* them', 'will fly there *to meet* them'; not 'called on them *to discuss* it'.
    pub(super) fn talked_at(&self, upper: &Predicate) -> bool {
        if self.question.means != Means::Talks {
            return false;
        }
        let asked = upper
            .arguments
            .iter()
            .any(|a| matches!(&a.role, Role::Oblique(word) if word == "on" || word == "for"));
        let asked = asked && self.words.names(Kind::Sought, upper);
        let talks = self.words.names(Kind::Talks, upper) && !asked;
        let past = upper.form.tense == Some(Tense::Past);
        let travel = upper.kind == PredicateKind::Verb && self.words.names(Kind::Travel, upper);
        talks || travel && (past || self.is_to_come(upper))
    }

    /// Whether the form of a predicate says that it is to come.
    pub(super) fn is_to_come(&self, upper: &Predicate) -> bool {
        self.own(upper).is_some_and(|judged| judged.status == Status::Future)
    }

    /// A noun that is not there or came to nothing, and with it what it was to be: '*no plan* to meet', 'a *failed
    /// attempt* to kill them'.
    fn undone(&self, noun: &Predicate) -> Option<Judged> {
        if noun.form.negation.is_some() {
            let reason = format!("an infinitive under \"no {}\"", noun.lemma);
            return Some(Judged::new(Status::Negated, reason));
        }
        if let Some(judged) = self.own(noun).filter(|judged| judged.status == Status::Negated) {
            let reason = format!("{}, as is {:?}", judged.reason, noun.lemma);
            return Some(Judged { reason, ..judged });
        }
        self.turned_down(self.layers.text.token(noun.head))
    }

    /// 'it was *wrong* for them to jail him': who judges it in the past takes it that they did.
    pub(super) fn is_appraised(&self, upper: &Predicate) -> bool {
        let text = self.layers.text;
        let holds = |kind: Kind, word: &str| self.words.get(kind, word).is_some();
        let judges =
            |c: Token<'_>| holds(Kind::Achieved, c.lemma()) || holds(Kind::Emotive, c.text());
        // 'it was *appalling* for them to jail him': the parse may take it for a verb.
        let own = || upper.form.progressive && holds(Kind::Emotive, text.token(upper.head).text());
        upper.form.tense == Some(Tense::Past)
            && upper.form.modal.is_none()
            && (own()
                || text
                    .children(upper.head)
                    .any(|c| matches!(c.dep(), "acomp" | "attr") && judges(c)))
    }

    /// 'used *harsh words* to defend it', 'will take *steps* to ban it', 'crossed the *border* to meet them': the infinitive
    /// hangs on the object, and is as real as the verb.
    fn by_means_of(&self, noun: &Predicate) -> Option<Judged> {
        let noun = self.layers.text.token(noun.head);
        let verb = match noun.dep() {
            "dobj" => noun.head(),
            "pobj" if self.question.means == Means::Talks => noun.head().head(),
            _ => return None,
        };
        let index = self.layers.predicates.headed_by(verb.i)?;
        let verb = &self.list()[index];
        let seized = || {
            self.words.get(Kind::Occasion, noun.lemma()).is_some()
                && self.words.names(Kind::Seized, verb)
        };
        let used = noun.dep() == "dobj" && (self.words.names(Kind::Using, verb) || seized());
        let there = self.talked_at(verb) || verb.form.tense.is_none() && self.travels(verb);
        if used || there { self.said_of(index) } else { None }
    }

    fn travels(&self, verb: &Predicate) -> bool {
        self.question.means == Means::Talks && self.words.names(Kind::Travel, verb)
    }

    /// What is said of a predicate further up.
    pub(super) fn said_of(&self, index: usize) -> Option<Judged> {
        /// Odd parses can go round.
        const DEPTH: u8 = 4;
        let question = Question { index, ..self.question };
        (self.depth < DEPTH)
            .then(|| Judge { question, depth: self.depth + 1, ..*self }.judge())
            .filter(|judged| judged.status != Status::Historical)
    }

    /// 'his *decision* last month *to suspend* it', 'in its *successful plot to kill* him', 'has the *ability* once again
    /// *to threaten* it': the parse loses the noun that the infinitive belongs to, and hangs it on the verb.
    pub(super) fn behind_noun(&self, below: &Predicate) -> Option<Judged> {
        let text = self.layers.text;
        let noun = self.noun_before(below)?;
        let own = |c: Token<'_>| c.dep() == "poss" || c.text().eq_ignore_ascii_case("the");
        let own = text.children(noun.i).any(own);
        let holds = |kind: Kind, word: &str| self.words.get(kind, word).is_some();
        let won =
            text.children(noun.i).any(|c| c.dep() == "amod" && holds(Kind::Achieved, c.text()));
        if won || own && holds(Kind::Resolved, noun.lemma()) {
            return Some(Judged::new(Status::Actual, "told as a fact"));
        }
        holds(Kind::Faculty, noun.lemma()).then(|| {
            let reason = format!("an infinitive under {:?}", noun.lemma());
            Judged::new(Status::Hypothetical, reason)
        })
    }

    /// The noun right before an infinitive, a time or adverbs between left out.
    fn noun_before(&self, below: &Predicate) -> Option<Token<'_>> {
        let text = self.layers.text;
        let to = text.children(below.head).find(|c| c.tag() == "TO" && c.i < below.head)?;
        let time = self.layers.times.iter().find(|time| time.tokens.end == to.i);
        let mut before = time.map_or(to.i, |time| time.tokens.start).checked_sub(1)?;
        for _ in 0..ADVERBS {
            if text.token(before).pos() == "ADV" {
                before = before.checked_sub(1)?;
            }
        }
        Some(text.token(before)).filter(|noun| noun.pos() == "NOUN")
    }

    /// 'was found *to have met* them'
    fn perfect_infinitive(&self, below: &Predicate) -> bool {
        let text = self.layers.text;
        self.has_to(below)
            && text.children(below.head).any(|c| c.dep() == "aux" && c.lemma() == "have")
    }

    /// '*gave* them arms to *help* them': what is given helps by being given.
    pub(super) fn is_served(&self, below: &Predicate, upper: &Predicate) -> bool {
        self.words.names(Kind::Served, below)
            && self.words.names(Kind::Giving, upper)
            && upper.form.tense == Some(Tense::Past)
            && !upper.form.passive
    }

    /// 'threatened to leave, *accusing* them of fraud': behind a comma a participle of speech is said by whoever speaks
    /// there, and is no part of what he would do.
    pub(super) fn is_said_beside(&self, below: &Predicate, upper: &Predicate) -> bool {
        let text = self.layers.text;
        let mut before = (upper.head + 1..below.head).rev().map(|i| text.token(i));
        self.question.means == Means::Words
            && self.has_to(upper)
            && text.token(below.head).tag() == "VBG"
            && before.find(|t| t.pos() != "ADV").is_some_and(|t| t.text() == ",")
    }
}
