//! The order of the work: from the root of each sentence downwards, so that whatever a predicate takes from above is
//! there when it is needed; then what needs the whole.

use super::grammar::{Tokens, coordinated_with, is_noun, is_predicative, is_verb};
use super::light::LightVerbs;
use super::{Argument, Derivation, Form, Predicate, PredicateKind, Predicates, Role};
use crate::text::Text;

/// Reads one article.
pub(super) struct Reader<'t, 'a> {
    pub(super) text: &'t Text<'a>,
    pub(super) words: &'t LightVerbs,
    pub(super) list: Vec<Predicate>,
    /// What is known of each predicate besides.
    pub(super) notes: Vec<Notes>,
    pub(super) at: Vec<Option<u32>>,
}

/// What later steps need of a predicate and the layer does not keep.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Who stands in the place of its grammatical subject, passive or not, and how that was found.
    pub(super) surface: Tokens,
    pub(super) how: Option<Derivation>,
    /// The antecedents that a relative clause above leaves to this verb to place.
    pub(super) gap: Tokens,
    /// It is an inserted clause of saying, and this is its content: 'X, *police said*, …'.
    pub(super) inserted: Option<usize>,
    /// It stands in the place of this predicate, which is inserted: 'crimes it says *have been committed*'.
    pub(super) hangs_as: Option<usize>,
}

impl<'t, 'a> Reader<'t, 'a> {
    pub(super) fn new(text: &'t Text<'a>, words: &'t LightVerbs) -> Self {
        Reader { text, words, list: Vec::new(), notes: Vec::new(), at: vec![None; text.len()] }
    }

    pub(super) fn read(mut self) -> Predicates {
        self.find();
        let order = self.order();
        for &p in &order {
            match self.list[p].kind {
                PredicateKind::Verb => self.verb(p),
                PredicateKind::Noun => self.noun(p),
                PredicateKind::Adjective => self.adjective(p),
            }
        }
        self.share_objects(&order);
        self.light_verbs();
        self.attachments();
        self.compounds();
        for &p in &order {
            self.link(p);
            self.extent(p);
        }
        for predicate in &mut self.list {
            let arguments = &mut predicate.arguments;
            arguments.sort_by(|a, b| {
                let late = |argument: &Argument| argument.derivation == Derivation::Attachment;
                (&a.role, late(a), a.head).cmp(&(&b.role, late(b), b.head))
            });
        }
        Predicates { list: self.list, at: self.at }
    }

    /// Makes a predicate of every token that can be one.
    fn find(&mut self) {
        for i in 0..self.text.len() {
            let token = self.text.token(i);
            let kind = if is_verb(self.text, token) {
                PredicateKind::Verb
            } else if is_noun(self.text, token) {
                PredicateKind::Noun
            } else if is_predicative(self.text, token) {
                PredicateKind::Adjective
            } else {
                continue;
            };
            // A gerund that is a noun goes by its own form: 'bombing', not 'bomb'.
            let own =
                token.lemma().contains('-') || kind == PredicateKind::Noun && token.pos() != "NOUN";
            let known = (kind == PredicateKind::Verb)
                .then(|| self.words.lemma_of(&token.text().to_lowercase()))
                .flatten();
            let lemma = if let Some(lemma) = known {
                lemma
            } else if own {
                token.text()
            } else {
                token.lemma()
            };
            let lemma = lemma.to_lowercase();
            self.at[i] = u32::try_from(self.list.len()).ok();
            self.list.push(Predicate {
                head: i,
                lemma,
                particle: None,
                kind,
                arguments: Vec::new(),
                form: Form::default(),
                light: None,
                above: None,
                clause: i..i + 1,
            });
            self.notes.push(Notes::default());
        }
    }

    /// The predicates with each below all that it hangs on.
    fn order(&self) -> Vec<usize> {
        let mut tokens: Vec<usize> =
            (0..self.text.len()).filter(|&i| self.text.token(i).head().i == i).collect();
        let mut next = 0;
        while let Some(&at) = tokens.get(next) {
            next += 1;
            tokens.extend(self.text.children(at).map(|child| child.i));
        }
        tokens.into_iter().filter_map(|token| self.headed_by(token)).collect()
    }

    /// The predicate that a token heads.
    pub(super) fn headed_by(&self, token: usize) -> Option<usize> {
        self.at.get(token).copied().flatten().map(|p| p as usize)
    }

    /// The predicate that the head of `p`'s token heads; of coordinated verbs, the one it goes with.
    pub(super) fn parent(&self, p: usize) -> Option<usize> {
        let token = self.text.token(self.list[p].head);
        let verb = token.dep() == "conj" && self.list[p].kind == PredicateKind::Verb;
        let head = if verb { coordinated_with(self.text, token) } else { token.head() };
        (head.i != token.i).then(|| self.headed_by(head.i)).flatten()
    }

    /// Gives `p` arguments of one role; all but the first are coordinate ones.
    pub(super) fn give(&mut self, p: usize, role: &Role, heads: &[usize], how: Derivation) {
        for (n, &head) in heads.iter().enumerate() {
            let known = |argument: &Argument| argument.head == head && argument.role == *role;
            if head == self.list[p].head || self.list[p].arguments.iter().any(known) {
                continue;
            }
            let derivation = match how {
                Derivation::Direct if n > 0 => Derivation::Coordination,
                _ => how,
            };
            self.list[p].arguments.push(Argument { role: role.clone(), head, derivation });
        }
    }

    /// Whether `p` has an argument of the role.
    pub(super) fn has(&self, p: usize, role: &Role) -> bool {
        self.list[p].with_role(role).next().is_some()
    }

    /// The heads of `p`'s arguments of one role.
    pub(super) fn heads(&self, p: usize, role: &Role) -> Tokens {
        self.list[p].with_role(role).map(|argument| argument.head).collect()
    }
}
