//! What a predicate is worth by the word that governs it: a clause, an infinitive, a gerund with its preposition.

use tacitus_record::Status;

use super::words::Kind;
use super::{Judge, Judged, Means, Question, Step};
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};

impl Judge<'_> {
    pub(super) fn argument(&self, below: &Predicate, upper: &Predicate) -> Step {
        let role = upper.arguments.iter().find(|a| a.head == below.head).map(|a| &a.role);
        let verb = below.kind == PredicateKind::Verb;
        match role {
            Some(Role::Clause(ClauseKind::Whether)) => self.asked(below),
            Some(Role::Clause(ClauseKind::To)) => self.infinitive(below, upper),
            Some(Role::Clause(ClauseKind::That)) => self.reported_clause(below, upper),
            // 'did not make them stop *shelling* it': what is to stop goes on.
            Some(Role::Clause(ClauseKind::Ing))
                if verb
                    && self.words.names(Kind::Presumed, upper)
                    && self.above(below).is_some_and(|judged| {
                        matches!(judged.status, Status::Hypothetical | Status::Negated)
                    }) =>
            {
                Step::Stop
            }
            Some(Role::Clause(ClauseKind::Ing)) if verb => {
                if self.words.names(Kind::Prospect, upper) {
                    return Step::Judged(self.prospect(below, upper));
                }
                // 'did not mind bailing them out': they did.
                let granted = self.words.names(Kind::Unfailing, upper);
                if granted && upper.form.negation.is_some() { Step::Stop } else { Step::Climb }
            }
            Some(Role::Oblique(word)) => self.oblique(below, upper, word),
            // 'The siege must end': what is to end goes on.
            Some(Role::Subject | Role::Object)
                if self.words.names(Kind::Presumed, upper)
                    && (self.own(upper).is_some() || self.to_be_ended(below, upper)) =>
            {
                Step::Stop
            }
            // 'demanded *his resignation*': a deed that is only wished for.
            Some(Role::Object)
                if below.kind == PredicateKind::Noun
                    && upper.kind == PredicateKind::Verb
                    && self.words.names(Kind::Wanted, upper) =>
            {
                let reason = format!("wished: {:?}", upper.lemma);
                Step::Judged(Judged::new(Status::Hypothetical, reason))
            }
            // 'whose resignation they *asked for*'
            Some(Role::Object)
                if below.kind == PredicateKind::Noun
                    && self.words.names(Kind::Sought, upper)
                    && self.is_stranded(below, upper) =>
            {
                Step::Judged(self.prospect(below, upper))
            }
            // 'the talks were held': an occurrence is as real as the verb that tells of it.
            Some(Role::Subject | Role::Object) if self.words.occurrence(upper) => Step::Climb,
            // 'did not appear eager to help': what is said of the seeming is said of the being.
            _ if below.kind == PredicateKind::Adjective
                && self.words.names(Kind::Seeming, upper) =>
            {
                Step::Climb
            }
            _ => Step::Stop,
        }
    }

    /// 'asked *whether* they met' leaves it open, as does 'how *to stop* them'; 'told *how* they met' takes it that they did.
    pub(super) fn asked(&self, below: &Predicate) -> Step {
        let text = self.layers.text;
        let joined = |verb: usize| {
            text.children(verb).any(|c| {
                c.dep() == "mark"
                    && c.i < below.head
                    && matches!(self.words.get(Kind::Joiner, c.text()), Some((Some(_), _)))
            })
        };
        let open = self.has_to(below)
            || joined(below.head)
            || below.kind != PredicateKind::Verb && joined(text.token(below.head).head().i);
        match open {
            true => Step::Judged(Judged::new(Status::Hypothetical, "an open question")),
            false => Step::Stop,
        }
    }

    /// A finite clause under a verb, noun or adjective.
    pub(super) fn reported_clause(&self, below: &Predicate, upper: &Predicate) -> Step {
        if self.is_untrue(upper) {
            return Step::Judged(Judged::new(Status::Negated, "told to be untrue"));
        }
        if let Some(judged) = self.denied(upper) {
            return Step::Judged(judged);
        }
        // 'a chance that they meet', 'fears that they have met'.
        if self.words.names(Kind::Doubt, upper) {
            let reason = format!("in doubt: {:?}", upper.lemma);
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'it is vital that they meet': nobody says that they have.
        let past = below.form.tense == Some(Tense::Past);
        if !past && self.words.names(Kind::Desired, upper) {
            let reason = format!("wished: {:?}", upper.lemma);
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'did not prove that they met', 'nobody believes that they met'.
        if self.words.names(Kind::Proof, upper)
            && below.form.negation.is_none()
            && let Some(judged) = self.own(upper).filter(|j| j.status == Status::Negated)
        {
            let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
            return Step::Judged(Judged { reason, ..judged });
        }
        // 'to prove that they met': whether they did is still to be shown.
        let seeming = || {
            let governor = upper.above.map(|(above, _)| &self.list()[above]);
            governor.is_some_and(|g| self.words.names(Kind::Seeming, g))
        };
        if self.words.names(Kind::Proof, upper) && self.has_to(upper) && !seeming() {
            let above = self.above(below).filter(|j| j.status == Status::Hypothetical);
            if let Some(judged) = above {
                let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
                return Step::Judged(Judged { reason, ..judged });
            }
        }
        // 'that could mean that they leave'; 'if they leave, it shows that they agree'
        if !past && self.words.names(Kind::Proof, upper) && below.form.modal.is_none() {
            let open = self.own(upper).filter(|j| j.status == Status::Hypothetical);
            let hangs = || {
                let (above, _) = below.above.filter(|&(above, _)| self.conditional(above))?;
                let word = &self.list()[above].lemma;
                let reason = format!("hangs on a condition, as does {word:?}");
                Some(Judged::new(Status::Hypothetical, reason))
            };
            if let Some(judged) = open.or_else(hangs) {
                return Step::Judged(judged);
            }
        }
        // 'sceptical of reports that they met'
        if let Some(doubt) = self.doubted_report(upper) {
            let reason = format!("in doubt: {doubt:?}");
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'did not say that they met' says neither that they did nor that they did not.
        if self.words.names(Kind::Unsaid, upper)
            && let Some(judged) = self.own(upper).filter(|j| j.status == Status::Negated)
        {
            let reason = format!("not said: {}", judged.reason);
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'is sceptical of claims that they met'.
        if let Some(judged) = self.report_doubted(upper) {
            return Step::Judged(judged);
        }
        if let Some(step) = self.entailed(below, upper) {
            return step;
        }
        // 'declined to say that they met'
        let withheld = || {
            let (above, _) = upper.above?;
            let over = self.list().get(above)?;
            self.words.names(Kind::Withheld, over).then(|| format!("not said: {:?}", over.lemma))
        };
        if self.words.names(Kind::Unsaid, upper)
            && self.has_to(upper)
            && !self.asks_what(upper)
            && let Some(reason) = withheld()
        {
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'if it is true that they met', 'unless he finds that they met'.
        let index = below.above.map(|(above, _)| above);
        if let Some(joiner) = index.and_then(|index| self.supposing(index)) {
            let word = self.layers.text.token(joiner).text();
            let reason = format!("in a clause with {word:?}");
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        Step::Stop
    }

    /// The word of doubt right above a noun: '*sceptical* of reports', '*doubted* reports'.
    fn doubted_report(&self, noun: &Predicate) -> Option<&str> {
        let (above, Link::Argument) = noun.above? else { return None };
        let upper = self.list().get(above)?;
        let doubts = upper.kind != PredicateKind::Noun && self.words.names(Kind::Doubt, upper);
        (noun.kind == PredicateKind::Noun && doubts).then_some(upper.lemma.as_str())
    }

    /// Whether a clause stands under a word of doubt: 'it is *unlikely* that they will leave'.
    pub(super) fn in_doubt(&self, index: usize) -> Option<Judged> {
        let below = self.list().get(index)?;
        let (above, Link::Argument) = below.above? else { return None };
        let upper = self.list().get(above)?;
        let clause = Role::Clause(ClauseKind::That);
        let governed = upper.arguments.iter().any(|a| a.head == below.head && a.role == clause);
        (governed && self.words.names(Kind::Doubt, upper))
            .then(|| Judged::new(Status::Hypothetical, format!("in doubt: {:?}", upper.lemma)))
    }

    /// A gerund or a noun behind a preposition.
    fn oblique(&self, below: &Predicate, upper: &Predicate, word: &str) -> Step {
        let verb = below.kind == PredicateKind::Verb;
        // 'prevented them from helping'
        if word == "from" && verb && self.words.names(Kind::Barrier, upper) {
            if self.not_kept(upper) {
                return Step::Judged(Judged::new(Status::Actual, "not kept from it"));
            }
            // 'wants to stop them from': only what was kept from happening did not happen.
            let sure = self
                .above(below)
                .is_some_and(|above| matches!(above.status, Status::Actual | Status::Historical));
            let status = if sure { Status::Negated } else { Status::Hypothetical };
            let reason = format!("kept from it: {:?}", upper.lemma);
            return Step::Judged(Judged::new(status, reason));
        }
        // 'was accused of using the aid to press them'
        if matches!(word, "of" | "with" | "for" | "in" | "over")
            && self.words.names(Kind::Charge, upper)
        {
            let reason = format!("alleged: {:?}", upper.lemma);
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        if !verb {
            // 'fears of an attack', 'pushed for the release of the prisoners'.
            let sought = word == "for" && self.words.names(Kind::Sought, upper);
            let doubted = matches!(word, "of" | "for") && self.words.names(Kind::Doubt, upper);
            return match sought || doubted {
                true => Step::Judged(self.prospect(below, upper)),
                false => Step::Stop,
            };
        }
        if below.form.tense.is_some() {
            return Step::Stop;
        }
        self.gerund(below, upper, word)
    }

    pub(super) fn gerund(&self, below: &Predicate, upper: &Predicate, word: &str) -> Step {
        // 'is against arming them', 'a step towards lifting it', 'without naming them'.
        if let Some((Some(status), _)) = self.words.get(Kind::Joiner, word)
            && self.words.get(Kind::Moment, word).is_none()
        {
            return Step::Judged(Judged::new(*status, format!("in a clause with {word:?}")));
        }
        // 'claimed no responsibility for hacking it' says neither that they did nor that they did not.
        if matches!(word, "for" | "in") && self.words.is_charge(&upper.lemma) {
            if let Some(judged) = self.report_doubted(upper) {
                return Step::Judged(judged);
            }
            if let Some(judged) = self.verb_above(below).filter(|j| j.status == Status::Negated) {
                let reason = format!("not said: {}", judged.reason);
                return Step::Judged(Judged::new(Status::Hypothetical, reason));
            }
        }
        // 'a plan for arming them', 'is capable of hitting it'; what one threatens by doing it, one does.
        let manner = matches!(word, "by" | "in" | "after" | "before" | "since" | "with" | "upon");
        let manner = manner && (upper.kind == PredicateKind::Verb || word != "in");
        if !manner && self.words.names(Kind::Prospect, upper) {
            return Step::Judged(self.prospect(below, upper));
        }
        // 'held off on attacking them'
        if self.words.names(Kind::Deferral, upper) {
            return Step::Judged(Judged::new(
                Status::Negated,
                format!("put off: {:?}", upper.lemma),
            ));
        }
        // 'was not *shy* about attacking them': he did.
        if self.words.names(Kind::Unfailing, upper) && upper.form.negation.is_some() {
            return Step::Stop;
        }
        // 'was not bent on attacking them'
        if upper.kind == PredicateKind::Adjective
            && let Some(judged) = self.own(upper).filter(|j| j.status == Status::Negated)
        {
            let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
            return Step::Judged(Judged { reason, ..judged });
        }
        // 'failed to register before taking the money': what comes after in a told past did come.
        let told = |p: &Predicate| p.form.tense == Some(Tense::Past) && p.form.modal.is_none();
        let of_noun = upper.above.is_some_and(|(a, _)| self.list()[a].kind == PredicateKind::Noun);
        if word == "before" && (of_noun || self.finite(upper).is_some_and(told)) {
            return Step::Stop;
        }
        // 'would be keen on supporting him': a gerund is no more real than what it hangs on.
        // 'may be *responsible* for it'; what somebody might be praised for is done.
        let answers = word == "for" && upper.kind == PredicateKind::Adjective;
        // 'will not be punished for leaving' does not say that they left.
        if word == "for"
            && upper.form.passive
            && upper.form.modal.is_some()
            && let Some(judged) = self.own(upper).filter(|j| j.status == Status::Negated)
        {
            let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
            return Step::Judged(Judged::new(Status::Hypothetical, reason));
        }
        // 'will merge, with the new firm *selling* arms'
        let own = |dep: &str| self.layers.text.child(below.head, dep).is_some();
        if word == "with" && own("nsubj") && below.head > upper.head {
            return match self.verb_above(below) {
                Some(judged) if judged.status == Status::Future => Step::Judged(judged),
                _ => Step::Stop,
            };
        }
        if !matches!(
            word,
            "in" | "about" | "of" | "by" | "on" | "at" | "into" | "to" | "before" | "as"
        ) && !answers
        {
            return Step::Stop;
        }
        // 'may have broken the law by bombing them': what is open is what the deed amounts to.
        let modal = upper.form.modal.map(|modal| self.layers.text.token(modal).text());
        let guessed = modal.is_some_and(|modal| self.words.get(Kind::Open, modal).is_some());
        if word == "by" && guessed && upper.form.perfect {
            return Step::Stop;
        }
        // 'could begin *the process of* arming them', 'will play *a role in* arming them'
        let course = matches!(word, "of" | "in") && self.words.names(Kind::Course, upper);
        let judged = match word {
            // 'will try to calm them by *freeing* some': what one does to reach it is no less sure than the trying.
            "by" if self.is_tried(upper) => self.verb_above(upper),
            "by" | "into" | "before" => self.verb_above(below),
            // 'could be seen as backing them'
            "as" => self.above(below),
            _ if course => self.verb_above(below),
            // 'urged a firm stand in condemning it'
            "in" if upper.kind == PredicateKind::Noun => self.above(below),
            // 'wants to succeed in leaving'
            "of" | "in" | "on" | "to" => self.own(upper).or_else(|| {
                let verb = word == "in" && upper.kind == PredicateKind::Verb;
                self.above(below).filter(|judged| match judged.status {
                    Status::Hypothetical => true,
                    Status::Future => verb,
                    _ => false,
                })
            }),
            _ => self.own(upper),
        };
        // 'if they are justified in bombing it'
        let supposed = || {
            let joiner = self.supposing(below.above?.0)?;
            let word = self.layers.text.token(joiner).text();
            let reason = format!("in a clause with {word:?}");
            Some(Judged::new(Status::Hypothetical, reason))
        };
        let judged = judged.or_else(supposed);
        match judged {
            Some(judged) if matches!(judged.status, Status::Hypothetical | Status::Future) => {
                let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
                Step::Judged(Judged { reason, ..judged })
            }
            // 'would not win by bombing them' leaves open whether they bomb them.
            Some(Judged { status: Status::Negated, .. })
                if word == "by" && (upper.form.modal.is_some() || self.has_to(upper)) =>
            {
                let reason = format!("by what is not: {:?}", upper.lemma);
                Step::Judged(Judged::new(Status::Hypothetical, reason))
            }
            // 'will not be talked into supporting him'
            Some(judged) if judged.status == Status::Negated && word == "into" => {
                let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
                Step::Judged(Judged { reason, ..judged })
            }
            _ => Step::Stop,
        }
    }

    /// Whether a noun stands before its verb, whose 'for' has nothing behind it.
    fn is_stranded(&self, below: &Predicate, upper: &Predicate) -> bool {
        let text = self.layers.text;
        let bare = |c: tacitus_language::Token<'_>| {
            c.dep() == "prep" && c.lemma() == "for" && text.children(c.i).next().is_none()
        };
        below.head < upper.head && text.children(upper.head).any(bare)
    }

    /// What stands under a word of what might be: open, and negated where the word's own clause is ('without an
    /// agreement on ending it').
    fn prospect(&self, below: &Predicate, upper: &Predicate) -> Judged {
        let negated =
            self.verb_above(below).filter(|j| j.status == Status::Negated && self.bound(upper));
        match negated {
            Some(judged) => {
                Judged { reason: format!("{}, as is {:?}", judged.reason, upper.lemma), ..judged }
            }
            None => {
                Judged::new(Status::Hypothetical, format!("only a prospect: {:?}", upper.lemma))
            }
        }
    }

    /// Whether a noun is what came of words between two: without the agreement there is not what was to be agreed.
    fn bound(&self, upper: &Predicate) -> bool {
        upper.kind == PredicateKind::Noun && self.words.names(Kind::Accord, upper)
    }

    /// What is said of the predicate right above.
    pub(super) fn above(&self, below: &Predicate) -> Option<Judged> {
        /// Deeper than any sentence.
        const DEPTH: u8 = 12;
        let (index, _) = below.above.filter(|_| self.depth < DEPTH)?;
        let question = Question { index, means: Means::Deeds, ..self.question };
        Some(Judge { question, depth: self.depth + 1, ..*self }.judge())
    }

    /// Whether a predicate is what somebody tries to do: 'try *to calm* them'.
    fn is_tried(&self, predicate: &Predicate) -> bool {
        let over = predicate.above.filter(|&(_, link)| link == Link::Argument);
        self.has_to(predicate)
            && over.is_some_and(|(above, _)| self.words.names(Kind::Attempt, &self.list()[above]))
    }

    /// What is said of the nearest verb above, nouns between left out.
    fn verb_above(&self, below: &Predicate) -> Option<Judged> {
        let mut at = below;
        for _ in 0..4 {
            let (above, _) = at.above?;
            let upper = self.list().get(above)?;
            if upper.kind == PredicateKind::Verb {
                return self.above(at);
            }
            at = upper;
        }
        None
    }

    /// 'Reports that … were *false*': of a noun with a clause, whether it is said to be untrue.
    pub(super) fn is_untrue(&self, noun: &Predicate) -> bool {
        noun.kind == PredicateKind::Noun
            && noun.above.is_some_and(|(above, link)| {
                let upper = &self.list()[above];
                link == Link::Argument
                    && upper.form.negation.is_none()
                    && self.words.names(Kind::Untrue, upper)
            })
    }
}
