//! The arguments of a verb: its own first, then what it shares with the verb it is coordinated with.

use tacitus_language::Token;

use super::form::{form, is_passive};
use super::grammar::{
    Tokens, coordination, has_child, is_amount, is_direction, is_set_against, is_stray_gerund,
    is_subject, is_time,
};
use super::obliques::{Phrase, phrases};
use super::reader::Reader;
use super::{Derivation, PredicateKind, Role};
use crate::text::Text;

/// The most tokens that a dateline has.
const DATELINE: usize = 14;

/// The object that the parser hung beside the preposition before it, 'called *on* U.S. *forces* to leave': it is given
/// to its phrase, and its token returned.
fn hung_object(text: &Text<'_>, verb: usize, list: &mut [Phrase]) -> Option<usize> {
    let object = text.children(verb).find(|c| c.dep() == "dobj" && c.i > verb)?;
    let before = text.subtree(object.i).start.checked_sub(1)?;
    let phrase = list.iter_mut().find(|p| p.heads.is_empty() && p.at == before && p.at > verb)?;
    phrase.heads = coordination(text, object.i);
    Some(object.i)
}

impl Reader<'_, '_> {
    /// Reads the verb of predicate `p`.
    pub(super) fn verb(&mut self, p: usize) {
        let head = self.list[p].head;
        let passive = is_passive(self, head);
        self.list[p].form = form(self, head, passive);
        let mut found = phrases(self.text, head, true);
        let hung = hung_object(self.text, head, &mut found.list);
        let outcome = found.particle.is_none().then(|| self.outcome(head, passive)).flatten();
        let particle = found.particle.or(outcome.map(|outcome| outcome.word));
        self.list[p].particle = particle.map(|i| self.text.token(i).text().to_lowercase());
        self.objects(p, &[outcome.map(|outcome| outcome.word).filter(|_| passive), hung]);
        if let Some(object) = outcome.and_then(|outcome| outcome.object) {
            self.own(p, &Role::Object, self.text.token(object));
        }
        let stranded = self.place_phrases(p, &found.list);
        self.stray_gerunds(p);
        self.relative_gap(p, stranded);
        self.subject(p);
        self.place_subject(p);
        self.complements(p);
    }

    /// Objects, attributes and the second of two objects; `others` are no objects though they look like some.
    fn objects(&mut self, p: usize, others: &[Option<usize>]) {
        let text = self.text;
        let head = self.list[p].head;
        let mut objects = Tokens::new();
        for child in text.children(head) {
            match child.dep() {
                "dobj" if child.pos() == "VERB" && child.tag() == "VBG" => {}
                "dobj" if others.contains(&Some(child.i)) => {}
                "dobj" => objects.push(child.i),
                "dative" if !matches!(child.pos(), "ADP" | "PART") => {
                    let role = if has_child(text, head, &["dobj"]) {
                        Role::Indirect
                    } else {
                        Role::Object
                    };
                    self.own(p, &role, child);
                }
                "attr" | "acomp" | "oprd" => self.own(p, &Role::Attribute, child),
                _ => {}
            }
        }
        // Two bare objects, the first the receiver: nothing stands between them.
        let adjacent = |a: usize, b: usize| text.subtree(a).end == text.subtree(b).start;
        let (first, last) = match *objects.as_slice() {
            [] => return,
            [only] => (None, only),
            [first, .., last] if !adjacent(first, last) || has_child(text, first, &["prep"]) => {
                (None, first)
            }
            [first, .., last] => (Some(first), last),
        };
        if let Some(first) = first {
            let amount = is_amount(text, text.token(last));
            self.own(p, if amount { &Role::Object } else { &Role::Indirect }, text.token(first));
            if amount {
                return;
            }
        }
        self.own(p, &Role::Object, text.token(last));
        // The parser at times coordinates the second object with the verb.
        for stray in text.children(head).filter(|c| c.dep() == "conj" && c.i > last) {
            let first = text.subtree(stray.i).start;
            if matches!(stray.pos(), "NOUN" | "PROPN")
                && !has_child(text, stray.i, &["nsubj", "dobj"])
                && !is_set_against(text, first)
            {
                self.give(p, &Role::Object, &coordination(text, stray.i), Derivation::Coordination);
            }
        }
    }

    /// Gives `p` the coordination that a child of it begins; a relative pronoun gives way to its noun.
    fn own(&mut self, p: usize, role: &Role, child: Token<'_>) {
        if let Some(antecedents) = self.antecedents(child) {
            self.give(p, role, &antecedents, Derivation::Relative);
        } else {
            self.give(p, role, &coordination(self.text, child.i), Derivation::Direct);
        }
    }

    /// Gives `p` its prepositional phrases; the name of one that has lost its object to a relative clause comes back.
    fn place_phrases(&mut self, p: usize, list: &[Phrase]) -> Option<String> {
        let passive = self.list[p].form.passive;
        let mut stranded = None;
        for phrase in list {
            let Some(&first) = phrase.heads.first() else {
                if phrase.at > self.list[p].head {
                    stranded = Some(phrase.name.clone());
                }
                continue;
            };
            let object = self.text.token(first);
            let agent =
                passive && phrase.name == "by" && !is_time(object) && object.pos() != "VERB";
            let role = if agent { Role::Subject } else { Role::Oblique(phrase.name.clone()) };
            let how = if agent { Derivation::Passive } else { Derivation::Direct };
            match self.antecedents(object) {
                Some(antecedents) => self.give(p, &role, &antecedents, Derivation::Relative),
                None => self.give(p, &role, &phrase.heads, how),
            }
        }
        if passive && !self.has(p, &Role::Subject) {
            self.agent_in_compound(p);
        }
        if passive && !self.has(p, &Role::Subject) {
            self.misplaced_agent(p);
        }
        stranded
    }

    /// Gerunds that the parser coordinated with the verb, though they go with the noun under its preposition: 'accused
    /// X of murder and *hiding* the arms'.
    fn stray_gerunds(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        if text.token(head).tag() == "VBG" {
            return;
        }
        for stray in text.children(head).filter(|c| c.dep() == "conj" && is_stray_gerund(text, *c))
        {
            let object = text.children(head).rfind(|c| c.dep() == "dobj" && c.i < stray.i);
            let last = [Some(text.token(head)), object]
                .into_iter()
                .flatten()
                .flat_map(|token| phrases(text, token.i, false).list)
                .filter(|phrase| phrase.at < stray.i && phrase.at > head)
                .max_by_key(|phrase| phrase.at);
            if let Some(phrase) = last {
                self.give(p, &Role::Oblique(phrase.name), &[stray.i], Derivation::Coordination);
            }
        }
    }

    /// The agent that a hyphen joins to a participle: 'UN-backed', 'Saudi-led'.
    fn agent_in_compound(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        if text.token(head).dep() != "amod" || head < 2 || text.token(head - 1).text() != "-" {
            return;
        }
        let agent = text.token(head - 2);
        let named =
            matches!(agent.ent_type(), "GPE" | "NORP" | "ORG" | "PERSON") || agent.pos() == "PROPN";
        if named && text.sentence_of.get(head - 2) == text.sentence_of.get(head) {
            self.give(p, &Role::Subject, &[agent.i], Derivation::Passive);
        }
    }

    /// The agent of a passive that the parser hung on a noun before it: 'was signed in Paris by France'.
    fn misplaced_agent(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        let nouns =
            text.children(head).filter(|c| c.i > head).filter_map(|child| match child.dep() {
                "prep" => text.child(child.i, "pobj"),
                "dobj" | "oprd" => Some(child),
                _ => None,
            });
        let agents: Option<Tokens> = nouns
            .flat_map(|noun| phrases(text, noun.i, false).list)
            .find(|phrase| {
                phrase.name == "by"
                    && phrase.heads.first().is_some_and(|&head| !is_time(text.token(head)))
            })
            .map(|phrase| phrase.heads);
        if let Some(agents) = agents {
            self.give(p, &Role::Subject, &agents, Derivation::Attachment);
        }
    }

    /// Puts who stands in the subject's place into the role that the voice gives it.
    fn place_subject(&mut self, p: usize) {
        let notes = &self.notes[p];
        let surface = notes.surface.clone();
        let how = notes.how.unwrap_or(Derivation::Direct);
        if !self.list[p].form.passive {
            self.give(p, &Role::Subject, &surface, how);
            return;
        }
        let how = if how == Derivation::Direct { Derivation::Passive } else { how };
        let objects = self.heads(p, &Role::Object);
        let receives = objects.iter().any(|&object| !is_amount(self.text, self.text.token(object)));
        let role = if receives { Role::Indirect } else { Role::Object };
        self.give(p, &role, &surface, how);
    }

    /// The children of `p` that stand as its grammatical subject: of several, the nearest before it.
    pub(super) fn own_subject(&self, p: usize) -> Option<Token<'_>> {
        let head = self.list[p].head;
        let subjects = || self.text.children(head).filter(|child| is_subject(child.dep()));
        let subject = subjects().rfind(|child| child.i < head).or_else(|| subjects().next())?;
        Some(self.behind_dateline(subject, head).unwrap_or(subject))
    }

    /// The dash that ends a dateline at the start of a sentence, before `end`.
    pub(super) fn dateline(&self, from: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let is_dash = |&i: &usize| {
            let word = text.token(i).text();
            matches!(word, "--" | "—" | "–" | ":")
                || word == "-" && i > from && text.token(i - 1).ws()
        };
        let dash = (from..end.min(from + DATELINE)).find(is_dash)?;
        let place = |i: usize| {
            let token = text.token(i);
            token.pos() == "PROPN"
                || is_time(token)
                || !token.text().chars().any(char::is_alphabetic)
        };
        (dash > from && (from..dash).all(place)).then_some(dash)
    }

    /// The true subject where the parser took the place of a dateline for it: 'GAZA CITY -- Officials said'.
    fn behind_dateline(&self, subject: Token<'_>, verb: usize) -> Option<Token<'_>> {
        let text = self.text;
        let dash = self.dateline(text.sentence(verb).tokens.start, verb)?;
        if subject.pos() != "PROPN" || subject.i > dash {
            return None;
        }
        (dash + 1..verb).map(|i| text.token(i)).find(|token| {
            matches!(token.pos(), "NOUN" | "PROPN" | "PRON") && token.head().i <= dash
        })
    }

    /// Objects that the last of coordinated verbs has for all: 'bombed and shelled the town'.
    pub(super) fn share_objects(&mut self, order: &[usize]) {
        for &p in order.iter().rev() {
            let text = self.text;
            let token = text.token(self.list[p].head);
            let Some(first) = self.parent(p) else { continue };
            let verbs = [p, first].iter().all(|&v| self.list[v].kind == PredicateKind::Verb);
            if token.dep() != "conj" || !verbs || self.own_subject(p).is_some() {
                continue;
            }
            let objects = self.heads(p, &Role::Object);
            // Only where nothing but the conjunction stands between the verbs, and the object after both.
            let between = self.list[first].head + 1..token.i;
            let adjacent = between.clone().all(|i| {
                let t = text.token(i);
                matches!(t.dep(), "cc" | "prt" | "punct" | "advmod" | "aux" | "auxpass" | "neg")
                    || is_direction(t)
                    || t.dep() == "conj" && t.pos() == "VERB"
            });
            let after = objects.iter().all(|&object| object > token.i);
            let lacks = !self.has(first, &Role::Object)
                && self.list[first].particle.is_none()
                && !self.list[first].form.passive;
            if lacks && adjacent && after && !self.list[p].form.passive {
                self.give(first, &Role::Object, &objects, Derivation::Coordination);
            }
        }
    }

    /// Lends prepositional phrases to the word next door, between a verb and its object, and a noun and its `of`.
    pub(super) fn attachments(&mut self) {
        for p in 0..self.list.len() {
            match self.list[p].kind {
                PredicateKind::Verb => {
                    let objects: Tokens = self.list[p]
                        .with_role(&Role::Object)
                        .filter(|a| {
                            !matches!(a.derivation, Derivation::Relative | Derivation::Control)
                        })
                        .map(|argument| argument.head)
                        .collect();
                    for object in objects {
                        self.lend(p, object);
                    }
                }
                PredicateKind::Noun => {
                    for inner in self.heads(p, &Role::Oblique("of".into())) {
                        self.borrow(p, inner);
                    }
                }
                PredicateKind::Adjective => {}
            }
        }
    }

    /// Between verb `p` and its object.
    fn lend(&mut self, p: usize, object: usize) {
        let verb = self.list[p].head;
        if !matches!(self.text.token(verb).dep(), "amod" | "acl" | "relcl") || object > verb {
            self.borrow(p, object);
        }
        let Some(noun) =
            self.headed_by(object).filter(|&n| self.list[n].kind == PredicateKind::Noun)
        else {
            return;
        };
        if object < verb || self.list[noun].light.is_some() {
            return;
        }
        let passive = self.list[p].form.passive;
        for phrase in phrases(self.text, verb, true).list {
            if passive && phrase.name == "by" {
                continue;
            }
            if phrase.at > object
                && !phrase.heads.iter().any(|&head| is_time(self.text.token(head)))
            {
                self.give(noun, &Role::Oblique(phrase.name), &phrase.heads, Derivation::Attachment);
            }
        }
    }

    /// Gives `p` the phrases on `noun`, which is an argument of it.
    fn borrow(&mut self, p: usize, noun: usize) {
        if self.text.token(noun).pos() == "VERB" || self.text.token(noun).pos() == "PRON" {
            return;
        }
        let is_noun = self.list[p].kind == PredicateKind::Noun;
        for phrase in phrases(self.text, noun, false).list {
            if phrase.name == if is_noun { "of" } else { "by" }
                || phrase.heads.iter().any(|&h| is_time(self.text.token(h)))
            {
                continue;
            }
            let role = match phrase.name.as_str() {
                "by" if is_noun && !self.has(p, &Role::Subject) => Role::Subject,
                _ => Role::Oblique(phrase.name),
            };
            self.give(p, &role, &phrase.heads, Derivation::Attachment);
        }
    }
}
