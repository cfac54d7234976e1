//! What passes between clauses: subjects by control, relative and participial clauses; clauses as arguments.

use tacitus_language::Token;

use super::grammar::{
    Tokens, after_comma, among, auxiliaries, clause_subject, closes_quote, coordination, has_child,
    has_finite, has_to, is_quoted, is_stray_gerund, is_subject,
};
use super::light::Control;
use super::reader::Reader;
use super::{ClauseKind, Derivation, PredicateKind, Role};

/// Prepositions whose gerund the object does, not the subject: 'accused X *of*', 'kept X *from*'.
const OF_THE_OBJECT: &[&str] = &["of", "from", "into", "for", "with", "against", "over", "as"];

/// Prepositions that can bring the one who is to act: 'called *on* X to act'.
pub(super) const TO_THE_ACTOR: &[&str] = &["on", "upon", "to", "for", "with"];

impl Reader<'_, '_> {
    /// Finds who stands as grammatical subject of the verb, from wherever the construction keeps them.
    pub(super) fn subject(&mut self, p: usize) {
        let (surface, how) = match self.own_subject(p) {
            Some(subject) => match self.antecedents(subject) {
                Some(antecedents) => (antecedents, Derivation::Relative),
                None => (coordination(self.text, subject.i), Derivation::Direct),
            },
            None => match clause_subject(self.text, self.text.token(self.list[p].head)) {
                Some(subject) => (coordination(self.text, subject), Derivation::Direct),
                None => self.borrowed_subject(p),
            },
        };
        // 'There was a protest': the word 'there' says nothing, and is no subject to the labels either.
        self.notes[p].surface = surface;
        self.notes[p].how = Some(how);
    }

    fn borrowed_subject(&self, p: usize) -> (Tokens, Derivation) {
        let text = self.text;
        let verb = text.token(self.list[p].head);
        let head = verb.head();
        let nothing = (Tokens::new(), Derivation::Direct);
        if !self.notes[p].gap.is_empty() {
            return (self.notes[p].gap.clone(), Derivation::Relative);
        }
        if let Some(possessor) = text.child(verb.i, "poss").filter(|_| verb.tag() == "VBG") {
            return (coordination(text, possessor.i), Derivation::Nominal);
        }
        let above = self.parent(p);
        match (verb.dep(), above) {
            ("conj", Some(above)) if is_stray_gerund(text, verb) => {
                let objects = self.heads(above, &Role::Object);
                let surface = self.notes[above].surface.clone();
                (if objects.is_empty() { surface } else { objects }, Derivation::Control)
            }
            ("conj", Some(above)) if self.list[above].kind == PredicateKind::Verb => {
                let imperative =
                    self.list[p].form.imperative && self.list[above].surface_is_empty(self);
                if imperative {
                    nothing
                } else {
                    (self.notes[above].surface.clone(), Derivation::Coordination)
                }
            }
            ("xcomp" | "dobj", Some(above)) => (self.controller(above, verb), Derivation::Control),
            ("ccomp", Some(above))
                if !has_finite(text, verb.i) && !self.list[p].form.imperative =>
            {
                (self.controller(above, verb), Derivation::Control)
            }
            ("advcl", Some(above)) => {
                let how =
                    if has_to(text, verb.i) { Derivation::Control } else { Derivation::Participle };
                // 'To the rebels: do not shoot', he said: who gives an order does not carry it out.
                let from = text.subtree(verb.i).start;
                let infinitive = (from..verb.i).any(|i| text.token(i).tag() == "TO");
                let order = verb.tag() == "VB" && !infinitive;
                if has_finite(text, verb.i) || self.is_comparison(verb) || order {
                    return nothing;
                }
                (self.adverbial_subject(above, verb), how)
            }
            ("acl", _) if self.asked(verb).is_some() => {
                (coordination(text, head.i), Derivation::Control)
            }
            ("acl", _) if has_to(text, verb.i) => {
                (self.noun_controller(head.i), Derivation::Control)
            }
            ("acl", _) => (self.participle_subject(verb), Derivation::Participle),
            ("amod", _) => (Tokens::from_slice(&[head.i]), Derivation::Participle),
            ("relcl", _) if has_to(text, verb.i) => {
                (self.noun_controller(head.i), Derivation::Control)
            }
            ("pcomp", _) => (self.gerund_subject(verb), Derivation::Control),
            _ => nothing,
        }
    }

    /// 'as expected', 'than thought': nobody's doing.
    fn is_comparison(&self, verb: Token<'_>) -> bool {
        self.text.children(verb.i).any(|c| c.dep() == "mark" && among(c.text(), &["as", "than"]))
    }

    /// Who does the infinitive or participle below `above`.
    fn controller(&self, above: usize, lower: Token<'_>) -> Tokens {
        let upper = &self.list[above];
        let surface = || self.notes[above].surface.clone();
        match upper.kind {
            PredicateKind::Noun => self.noun_controller(upper.head),
            PredicateKind::Adjective => self.heads(above, &Role::Subject),
            PredicateKind::Verb if upper.form.passive => surface(),
            // 'it is necessary to talk': 'it' is nobody.
            PredicateKind::Verb if upper.lemma == "be" && self.is_expletive(above) => Tokens::new(),
            PredicateKind::Verb => self.controlling(above, lower).unwrap_or_else(surface),
        }
    }

    fn is_expletive(&self, p: usize) -> bool {
        let it = |&token: &usize| self.text.token(token).text().eq_ignore_ascii_case("it");
        self.notes[p].surface.iter().all(it) && has_child(self.text, self.list[p].head, &["acomp"])
    }

    /// The verb whose object an infinitive seems to hang on, where the object is asked to do it: 'asked the prosecutor
    /// *to open* a case'.
    pub(super) fn asked(&self, infinitive: Token<'_>) -> Option<usize> {
        let noun = infinitive.head();
        if infinitive.dep() != "acl" || noun.dep() != "dobj" || !has_to(self.text, infinitive.i) {
            return None;
        }
        let verb = self.headed_by(noun.head().i)?;
        let thing = self.headed_by(noun.i).is_some_and(|n| {
            let lemma = self.list[n].lemma.as_str();
            self.words.is_event(lemma) || self.words.controls(lemma, Control::Oblique)
        });
        let acts = self.words.controls(&self.list[verb].lemma, Control::Object);
        (acts && !thing).then_some(verb)
    }

    /// The object or oblique that acts in what stands below verb `above`, where knowledge says so.
    fn controlling(&self, above: usize, lower: Token<'_>) -> Option<Tokens> {
        let upper = &self.list[above];
        let lemma = upper.lemma.as_str();
        let acts = |role: Role| {
            let acting = |&token: &usize| {
                let supported = self
                    .headed_by(token)
                    .is_some_and(|n| self.words.is_light(lemma, &self.list[n].lemma));
                token < lower.i && !supported
            };
            let found: Tokens = self.heads(above, &role).into_iter().filter(acting).collect();
            (!found.is_empty()).then_some(found)
        };
        let object = self.words.controls(lemma, Control::Object);
        let oblique = self.words.controls(lemma, Control::Oblique);
        let object = object.then(|| acts(Role::Indirect).or_else(|| acts(Role::Object))).flatten();
        // 'gave the nod to Qatar to ship arms', 'gave the army the right to search'.
        let granted = self.heads(above, &Role::Object).into_iter().any(|object| {
            self.headed_by(object)
                .is_some_and(|n| self.words.controls(&self.list[n].lemma, Control::Oblique))
        });
        object.or_else(|| granted.then(|| acts(Role::Indirect)).flatten()).or_else(|| {
            let mut names = TO_THE_ACTOR.iter().filter(|_| oblique || granted);
            names.find_map(|&name| acts(Role::Oblique(name.into())))
        })
    }

    /// Who does an adverbial clause that names nobody: the subject of the main clause; of an infinitive that the
    /// parser took for one of purpose, whoever the verb has act.
    fn adverbial_subject(&self, above: usize, lower: Token<'_>) -> Tokens {
        let first = self.text.subtree(lower.i).start;
        if has_to(self.text, lower.i)
            && lower.i > self.list[above].head
            && !after_comma(self.text, first)
        {
            return match self.content_noun(lower) {
                Some(noun) => self.noun_controller(noun),
                None => self.controller(above, lower),
            };
        }
        if let Some(companion) = self.companion(lower) {
            return companion;
        }
        // After a closing quotation mark the reporter speaks of the speaker: '"It is over," he said, calling …'.
        let quoted = first > 0 && closes_quote(self.text, first - 1);
        if let Some(reporting) = self.parent(above).filter(|_| quoted) {
            return self.notes[reporting].surface.clone();
        }
        if let Some(clause) = self.clause_before(above, lower) {
            // What is read later has no surface yet.
            return match self.own_subject(clause) {
                Some(subject) => coordination(self.text, subject.i),
                None => self.notes[clause].surface.clone(),
            };
        }
        match self.list[above].kind {
            PredicateKind::Verb => self.notes[above].surface.clone(),
            _ => self.heads(above, &Role::Subject),
        }
    }

    /// The subordinate clause that a participle before the main verb goes on with: 'after rebels attacked the port,
    /// *killing* ten men, the president said …'.
    fn clause_before(&self, above: usize, participle: Token<'_>) -> Option<usize> {
        let first = self.text.subtree(participle.i).start;
        if participle.i > self.list[above].head || !after_comma(self.text, first) || first < 2 {
            return None;
        }
        let last = first - 2;
        let found =
            std::iter::once(last).chain(self.text.ancestors(last).map(|a| a.i)).find_map(|i| {
                self.headed_by(i).filter(|&p| self.list[p].kind == PredicateKind::Verb)
            })?;
        let own = (!self.notes[found].surface.is_empty() || self.own_subject(found).is_some())
            && has_finite(self.text, self.list[found].head);
        (found != above && own && self.list[found].head < participle.i).then_some(found)
    }

    /// The noun that a participle stands behind; after a comma behind an object, whoever does the whole.
    fn participle_subject(&self, verb: Token<'_>) -> Tokens {
        let noun = self.stand_in(verb.head(), false);
        let first = self.text.subtree(verb.i).start;
        // Who says something is a person rather than the thing before: 'defended its actions saying …'.
        let says = has_child(self.text, verb.i, &["ccomp"]) && !is_subject(noun.dep());
        let loose = verb.tag() == "VBG" && (says || after_comma(self.text, first));
        if loose {
            let clause = self.text.ancestors(verb.i).take(16).find_map(|a| {
                self.headed_by(a.i).filter(|&p| self.list[p].kind == PredicateKind::Verb)
            });
            if let Some(clause) = clause {
                let surface = &self.notes[clause].surface;
                if !surface.is_empty() && !surface.contains(&noun.i) {
                    return surface.clone();
                }
            }
        }
        Tokens::from_slice(&[noun.i])
    }

    /// Who does a gerund under a preposition.
    fn gerund_subject(&self, verb: Token<'_>) -> Tokens {
        let mut preposition = verb.head();
        let mut name = preposition;
        while matches!(preposition.dep(), "prep" | "conj" | "pcomp" | "agent") {
            let above = preposition.head();
            if self.headed_by(above.i).is_some() || above.i == preposition.i {
                break;
            }
            preposition = above;
            if preposition.dep() != "prep" {
                name = preposition;
            }
        }
        let above = preposition.head();
        let Some(p) = self.headed_by(above.i) else { return Tokens::new() };
        let upper = &self.list[p];
        match upper.kind {
            // 'noted restrictions on sharing': who notes them shares nothing.
            PredicateKind::Noun
                if !self.is_doer(p) && self.words.controls(&upper.lemma, Control::Nobody) =>
            {
                Tokens::new()
            }
            PredicateKind::Noun => {
                // 'convicted the party of having …' with the phrase on the party.
                match self.verb_over(upper.head) {
                    Some(_) if above.dep() == "dobj" && name.text() == "of" && !self.is_doer(p) => {
                        Tokens::from_slice(&[above.i])
                    }
                    _ => self.noun_controller(upper.head),
                }
            }
            PredicateKind::Adjective => self.heads(p, &Role::Subject),
            PredicateKind::Verb if upper.form.passive => {
                if name.text() == "by" {
                    self.heads(p, &Role::Subject)
                } else {
                    self.notes[p].surface.clone()
                }
            }
            PredicateKind::Verb => {
                let objects = self.heads(p, &Role::Object);
                let by_object = among(name.text(), OF_THE_OBJECT)
                    && objects.iter().any(|&o| o > upper.head && o < verb.i)
                    && name.text() != "for";
                let blamed = name.text() == "for" && objects.iter().any(|&o| self.may_act(o));
                if by_object || blamed {
                    return objects;
                }
                let scolded = if name.text() == "for" { self.scolded(p, verb.i) } else { None };
                scolded.unwrap_or_else(|| self.notes[p].surface.clone())
            }
        }
    }

    /// Whom verb `p` is directed at, before a gerund that says what for: 'lashed out *at the minister* for closing'.
    fn scolded(&self, p: usize, gerund: usize) -> Option<Tokens> {
        let mut found = ["at", "on", "upon", "against", "into"]
            .iter()
            .map(|&name| self.heads(p, &Role::Oblique(name.into())));
        found.find(|heads| heads.iter().any(|&h| h < gerund && self.may_act(h)))
    }

    /// Whether the token can be somebody who acts, as far as labels tell: a name, a pronoun.
    fn may_act(&self, token: usize) -> bool {
        let token = self.text.token(token);
        matches!(token.pos(), "PROPN" | "PRON")
            || matches!(token.ent_type(), "PERSON" | "ORG" | "GPE" | "NORP")
    }

    /// The clauses that verb `p` governs, and the arguments that it shares with them.
    pub(super) fn complements(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        let clauses: Vec<Token<'_>> = text
            .children(head)
            .filter(|c| {
                matches!(c.dep(), "ccomp" | "xcomp" | "parataxis")
                    || matches!(c.dep(), "dobj") && c.pos() == "VERB" && c.tag() == "VBG"
                    || c.dep() == "advcl" && c.i > head && self.is_called_for(*c)
            })
            .collect();
        for object in text.children(head).filter(|c| c.dep() == "dobj") {
            let asked: Tokens =
                text.children(object.i).filter(|c| self.asked(*c).is_some()).map(|c| c.i).collect();
            self.give(p, &Role::Clause(ClauseKind::To), &asked, Derivation::Direct);
        }
        self.postponed_infinitive(p);
        for clause in clauses {
            if self.is_inserted(p, clause) {
                self.insert(p, clause.i);
                continue;
            }
            if clause.dep() == "parataxis" {
                continue;
            }
            if !matches!(clause.pos(), "VERB" | "AUX") {
                self.give(p, &Role::Attribute, &coordination(text, clause.i), Derivation::Direct);
                continue;
            }
            let kind = self.clause_kind(p, clause);
            self.raise_object(p, clause, kind);
            self.give(p, &Role::Clause(kind), &coordination(text, clause.i), Derivation::Direct);
        }
    }

    /// The infinitive behind a participle on the object, which belongs to the verb: 'forced a plane flying to Mali *to
    /// land*'.
    fn postponed_infinitive(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        if !self.words.controls(&self.list[p].lemma, Control::Object)
            || text.children(head).any(|c| matches!(c.dep(), "xcomp" | "ccomp"))
        {
            return;
        }
        let participles = text
            .children(head)
            .filter(|c| c.dep() == "dobj")
            .flat_map(|object| text.children(object.i))
            .filter(|c| c.dep() == "acl" && matches!(c.tag(), "VBG" | "VBN"));
        let infinitives: Tokens = participles
            .flat_map(|participle| text.children(participle.i))
            .filter(|c| matches!(c.dep(), "advcl" | "xcomp") && has_to(text, c.i))
            .map(|c| c.i)
            .collect();
        self.give(p, &Role::Clause(ClauseKind::To), &infinitives, Derivation::Attachment);
    }

    /// 'called for X to act': an adverbial clause to the parser.
    fn is_called_for(&self, clause: Token<'_>) -> bool {
        has_to(self.text, clause.i)
            && self.text.children(clause.i).any(|c| c.dep() == "mark" && c.text() == "for")
            && has_child(self.text, clause.i, &["nsubj", "nsubjpass"])
    }

    /// Makes the subject of an infinitive or participle below `p` its object too: 'wants Israel to end'.
    fn raise_object(&mut self, p: usize, clause: Token<'_>, kind: ClauseKind) {
        let text = self.text;
        let subject = text.children(clause.i).find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
        let Some(subject) = subject.filter(|_| matches!(kind, ClauseKind::To | ClauseKind::Ing))
        else {
            return;
        };
        if subject.i < self.list[p].head || self.has(p, &Role::Object) {
            return;
        }
        let by_for = text.children(clause.i).any(|c| c.dep() == "mark" && c.text() == "for");
        let role = if by_for { Role::Oblique("for".into()) } else { Role::Object };
        self.give(p, &role, &coordination(text, subject.i), Derivation::Control);
    }

    /// How a clause is joined to the verb above it.
    fn clause_kind(&self, p: usize, clause: Token<'_>) -> ClauseKind {
        let text = self.text;
        if clause.dep() == "ccomp" && is_quoted(text, clause.i) {
            return ClauseKind::Quote;
        }
        if has_to(text, clause.i) {
            return ClauseKind::To;
        }
        let first = text.subtree(clause.i).start;
        let open = |i: usize| text.token(i).tag().starts_with('W') && i < clause.i;
        let asks = text
            .children(clause.i)
            .any(|c| c.dep() == "mark" && among(c.text(), &["whether", "if"]));
        if asks || open(first) || text.token(first).tag() == "IN" && open(first + 1) {
            return ClauseKind::Whether;
        }
        if self.is_told(p, clause) {
            return ClauseKind::That;
        }
        let finite = has_finite(text, clause.i);
        let bare = auxiliaries(text, clause.i).next().is_none();
        let marked = has_child(text, clause.i, &["mark"]);
        let base = auxiliaries(text, clause.i).any(|aux| aux.tag() == "VB");
        match clause.tag() {
            "VBG" | "VBN" if !finite => {
                if base {
                    ClauseKind::To
                } else {
                    ClauseKind::Ing
                }
            }
            "VB" if !finite && !marked && !self.list_imperative(clause.i) => ClauseKind::To,
            "VBP"
                if bare
                    && !marked
                    && clause.i > self.list[p].head
                    && self.words.controls(&self.list[p].lemma, Control::Object) =>
            {
                ClauseKind::To
            }
            _ => ClauseKind::That,
        }
    }

    /// 'told the senators *they expect* trouble': behind an object a clause with a subject of its own is what is told,
    /// whatever form the tagger saw in its verb.
    fn is_told(&self, p: usize, clause: Token<'_>) -> bool {
        let text = self.text;
        let subject = text.children(clause.i).find(|c| c.dep() == "nsubj");
        clause.dep() == "ccomp"
            && matches!(clause.tag(), "VB" | "VBP")
            && subject.is_some_and(|s| s.i > self.list[p].head && s.i < clause.i)
            && has_child(text, self.list[p].head, &["dobj"])
    }

    fn list_imperative(&self, token: usize) -> bool {
        self.headed_by(token).is_some_and(|p| self.list[p].form.imperative)
    }
}

impl super::Predicate {
    /// Whether nobody stands as the subject of the verb, an imperative's say.
    fn surface_is_empty(&self, reader: &Reader<'_, '_>) -> bool {
        reader.headed_by(self.head).is_none_or(|p| reader.notes[p].surface.is_empty())
    }
}
