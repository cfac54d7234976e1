//! What is told of whom: predicates with their arguments made explicit, so that the lexicon never speaks of syntax.
//!
//! A predicate is a verb, noun or adjective that can name an event. Passive, coordination, control and raising,
//! relative and participial clauses, light verbs and nominalisations are undone here, once, for all: whatever the
//! construction, [`Role::Subject`] is who does it and [`Role::Object`] to whom it is done.
//!
//! What the lexicon can rely on:
//!
//! - **Particles.** A verb particle, a directional adverb or a directional preposition without an object of its own
//!   is the verb's [`Predicate::particle`], and the preposition after it stands alone: 'pulled *out of* the city' is
//!   particle `out` with `Oblique("of")`, 'hit *back at* the army' particle `back` with `Oblique("at")`. On nouns and
//!   adjectives, and with words that are no directions, the two prepositions stay one: `Oblique("because of")`,
//!   `Oblique("out of")`; so do noun phrases that serve as prepositions: `Oblique("on behalf of")`.
//! - **Object and infinitive.** 'urged Israel to end' gives *urge* `Object: Israel`, `Clause(To): end`, and *end*
//!   `Subject: Israel`, whether the parser saw an object or a clause; 'called for (or on) Iran to stop' gives
//!   `Oblique("for")` (or `"on"`) in place of the object.
//! - **Prepositional phrases next door.** Where a phrase can hang on the verb or on its object ('suspended aid to
//!   X'), both predicates have it; the one that the parser did not choose has it as [`Derivation::Attachment`].
//! - **Modifiers.** All adjectives and nouns before a noun are [`Role::Modifier`]: 'a *French* resolution', '*military*
//!   aid', '*air* strikes'. Participles are predicates of their own instead.
//! - **Nouns that carry an event.** 'bombing *campaign*': the noun before it is a predicate too and shares the arguments;
//!   which nouns carry is in `syntax/light.txt` under `[carries]`.
//! - **Clauses of saying** that the parser took for a part of what is said ('X left, *police said*'; 'he told radio:
//!   "…"') govern it again: they have the `Clause` and hang on it as [`Link::Parenthesis`].
//! - **Every common noun is a predicate**, so are adjectives that predicate ('is *ready* to meet') or have a
//!   complement.

mod arguments;
mod clauses;
mod doers;
mod form;
mod grammar;
mod inserted;
mod light;
mod links;
mod nouns;
mod obliques;
mod reader;
mod relative;
mod results;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::text::Text;

pub use light::LightVerbs;
pub(crate) use results::RESULTS;

/// Reads the predicates of an article.
#[must_use]
pub fn predicates(text: &Text<'_>, words: &LightVerbs) -> Predicates {
    reader::Reader::new(text, words).read()
}

/// What part of speech names the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PredicateKind {
    /// 'Moscow *vetoed* the resolution'.
    Verb,
    /// 'the *bombing* of Aleppo', 'hold *talks*'.
    Noun,
    /// 'is *ready* to meet'.
    Adjective,
}

/// The part an argument plays, syntax undone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who does it: subject of the active, `by` of the passive and of the noun, subject of a light verb.
    Subject,
    /// To whom or what it is done: object of the active, subject of the passive.
    Object,
    /// The first of two objects: 'gave *Ukraine* arms'.
    Indirect,
    /// With a preposition, by its lemma: `with`, `to`, `out of`. For a noun's `of`, too: whether that is who does it
    /// or to whom it is done depends on the noun, and the lexicon says it.
    Oblique(String),
    /// A possessive on a noun: '*Russia's* campaign', '*his* visit'.
    Possessor,
    /// A demonym, country or other noun that modifies a noun: 'a *French* resolution', 'the *Aleppo* campaign'.
    Modifier,
    /// A clause that the predicate governs.
    Clause(ClauseKind),
    /// What the subject or object is said to be: attribute, object predicative ('described it as *a crime*' has
    /// `Oblique("as")`).
    Attribute,
}

/// How a governed clause is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClauseKind {
    /// Finite, with or without 'that': 'said (that) it wanted'.
    That,
    /// Infinitive: 'agreed *to meet*'; also without 'to': 'let them *go*'.
    To,
    /// Participle or gerund: 'stop *bombing*', with or without a preposition ('accused of *bombing*' is
    /// `Oblique("of")` with the verb as head).
    Ing,
    /// 'whether', 'if', 'who', 'how', 'what' …: an open question.
    Whether,
    /// Direct speech.
    Quote,
}

/// How an argument was found, for the trace and for trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Derivation {
    /// It hangs on the predicate itself.
    Direct,
    /// Passive undone.
    Passive,
    /// Shared in a coordination of predicates, or one of several coordinate arguments.
    Coordination,
    /// From the governing predicate: 'agreed to meet' (control), 'is likely to meet' (raising).
    Control,
    /// Relative clause: the noun that it hangs on.
    Relative,
    /// Participle clause: the noun or the clause that it hangs on.
    Participle,
    /// From the light verb: 'France held talks'.
    LightVerb,
    /// Possessive, modifier or `by`/`of`/… on a noun.
    Nominal,
    /// A prepositional phrase that the parser hung on the word next door.
    Attachment,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The part it plays.
    pub role: Role,
    /// Its head token; coordinate arguments are separate entries with the same role. A relative pronoun is replaced
    /// by its antecedent; pronouns stay (the entity layer resolves them).
    pub head: usize,
    /// How it was found.
    pub derivation: Derivation,
}

/// Tense, as far as form tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    /// 'met', 'was met'; perfects too ('has met', 'had met').
    Past,
    /// 'meets', 'is meeting'.
    Present,
    /// 'will meet', 'is going to meet'.
    Future,
}

/// The form of a predicate: what its status is judged from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Finite tense of the clause; a non-finite verb or a noun has none.
    pub tense: Option<Tense>,
    /// 'has/had + participle'.
    pub perfect: bool,
    /// 'be + -ing'.
    pub progressive: bool,
    /// Passive voice.
    pub passive: bool,
    /// The modal's token ('could', 'would', 'must' …), 'will' excepted only in that it also gives [`Tense::Future`].
    pub modal: Option<usize>,
    /// The token that negates the predicate itself ('not', 'never', 'no' on its subject or object).
    pub negation: Option<usize>,
    /// Imperative.
    pub imperative: bool,
    /// The clause is a question.
    pub question: bool,
}

/// How a predicate hangs on the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// It is an argument of it (see the roles there).
    Argument,
    /// An adverbial clause of it; the token is the subordinator ('if', 'after', 'because', 'despite'), where there is one.
    Adverbial(Option<usize>),
    /// A relative or participial clause on one of its arguments.
    Relative,
    /// Coordinated with it (the first of the coordination is above).
    Coordinate,
    /// In parenthesis or apposition: 'war crimes *it says* have been committed'.
    Parenthesis,
}

/// A verb, noun or adjective that can name an event, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// Its token.
    pub head: usize,
    /// Its lemma in lower case; with a hyphen as written.
    pub lemma: String,
    /// Verb particle, directional adverb or word of result in lower case: 'pull *out*', 'hit *back*', 'took them
    /// *hostage*'.
    pub particle: Option<String>,
    /// What part of speech it is.
    pub kind: PredicateKind,
    /// The arguments, in order of role and text.
    pub arguments: Vec<Argument>,
    /// Tense, voice, modality, negation. Of a noun under a light verb, the light verb's.
    pub form: Form,
    /// The light verb's token: 'hold' in 'hold talks'.
    pub light: Option<usize>,
    /// The predicate above it in the sentence, and how it hangs on it. Coordinated arguments hang as the first does.
    pub above: Option<(usize, Link)>,
    /// The tokens of its own clause, from first to last: its arguments and modifiers, without coordinate clauses that
    /// come after it. For a noun its noun phrase, or the light verb's clause.
    pub clause: Range<usize>,
}

impl Predicate {
    /// The arguments that play one part.
    pub fn with_role<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = &'a Argument> + 'a {
        self.arguments.iter().filter(move |argument| argument.role == *role)
    }
}

/// The predicates of one article, in order of their tokens.
#[derive(Clone, Debug, Default)]
pub struct Predicates {
    /// All of them.
    pub list: Vec<Predicate>,
    /// For each token the predicate that it heads.
    pub(crate) at: Vec<Option<u32>>,
}

impl Predicates {
    /// The index of the predicate that token `i` heads.
    #[must_use]
    pub fn headed_by(&self, i: usize) -> Option<usize> {
        self.at.get(i).copied().flatten().map(|index| index as usize)
    }
}
