//! What is told between two spans that the user marked.
//!
//! Everything that any frame says of any predicate is a candidate, also what the ordinary way passes over because an
//! operator governs it, because a noun only names it, or because one of its sides is not found. The candidate whose
//! sides fit the marked spans best is the answer; where none has them as its sides, a candidate whose predicate stands
//! between them in the sentence's tree.

mod evidence;
mod layer;

use std::ops::Range;

use jiff::civil::Date;
use tacitus_record::article::Dyad;
use tacitus_record::{EventType, Span};

use super::compose::{Coding, alleged, codings, needed};
use super::matching::{Above, Fill};
use super::telling::{Telling, telling};
use super::{Layers, Rules};
use crate::crosswalk::Crosswalk;
use crate::lexicon::Head;
use crate::predicate::{Link, Predicate};

pub use evidence::{Evidence, Sense, evidence};
pub use layer::Layer;

/// The answer to one dyad.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is told between the two; `None` where nothing is found.
    pub telling: Option<Telling>,
    /// The marked actor; empty where none was marked.
    pub actors: Vec<Fill>,
    /// The marked recipient; empty where none was marked.
    pub recipients: Vec<Fill>,
    /// Why this telling.
    pub fit: Fit,
    /// What the learned layer says of it, where there is one.
    pub ranked: Option<Ranked>,
}

/// What the learned layer says of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// The probability that its relation holds.
    pub probability: f32,
    /// The features that spoke loudest, with what each added to its score.
    pub loudest: Vec<(String, f32)>,
}

impl Answer {
    /// How often such an answer has the right type.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        match &self.ranked {
            // Rounded, so that records have no digits that mean nothing.
            Some(ranked) => f64::from((ranked.probability * 1000.0).round()) / 1000.0,
            None => self.fit.confidence(),
        }
    }
}

/// How well a telling fits the marked spans, from best to worst.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// They are its actor and its recipient.
    Both,
    /// One of them is what it should be; of the other side it says nothing.
    One,
    /// One of them is what it should be; its other side is somebody else.
    Other,
    /// They are its recipient and its actor: sides are changed.
    Swapped,
    /// Its predicate stands between them in the sentence's tree.
    Between,
    /// It is told in the same sentence.
    Beside,
    /// Nothing is found.
    #[default]
    Nothing,
}

impl Fit {
    /// How often such an answer has the right type: measured on the tuning part of the `plv` data, in twentieths;
    /// changed sides are too few there to be measured.
    #[must_use]
    pub fn confidence(self) -> f64 {
        match self {
            Fit::Both => 0.85,
            Fit::One => 0.75,
            Fit::Other => 0.55,
            Fit::Swapped => 0.3,
            Fit::Between | Fit::Beside => 0.2,
            Fit::Nothing => 0.0,
        }
    }
}

/// An answer for each dyad, in order: where there is a learned layer it ranks the relations for which frames speak, else
/// the fit of their sides decides.
#[must_use]
pub fn answers(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    ranking: Option<(&Layer, &Crosswalk)>,
    dyads: &[Dyad],
    published: Option<(Date, Date)>,
) -> Vec<Answer> {
    dyads
        .iter()
        .map(|dyad| {
            let question = Question::new(layers, dyad);
            let (fit, telling, ranked) = match ranking {
                Some((layer, crosswalk)) => question.ranked(rules, crosswalk, layer, published),
                None => question.fitting(rules, published),
            };
            let fills = |side: &Option<Marked>| side.iter().flat_map(|m| m.fills(layers)).collect();
            Answer {
                fit: if telling.is_some() { fit } else { Fit::Nothing },
                telling,
                actors: fills(&question.actor),
                recipients: fills(&question.recipient),
                ranked,
            }
        })
        .collect()
}

/// The probability that the relation of a telling holds between its own sides, as the learned layer has it, had they been
/// marked; `None` where one of them is missing, as none ever is where spans are marked.
#[must_use]
pub fn likelihood(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    (layer, crosswalk): (&Layer, &Crosswalk),
    told: &Telling,
    published: Option<(Date, Date)>,
) -> Option<f32> {
    let side = |fills: &[Fill]| {
        let mention = fills.first()?.mention?;
        Some(layers.text.span(layers.entities.mentions[mention].tokens.clone()))
    };
    let dyad = Dyad { actor: side(&told.coding.actors), recipient: side(&told.coding.recipients) };
    if dyad.actor.is_none() || dyad.recipient.is_none() {
        return None;
    }
    let evidence = Question::new(layers, &dyad).evidence(rules, crosswalk, published);
    let root = evidence::root(crosswalk, told);
    let probabilities = layer.probabilities(&evidence);
    let senses = evidence.senses.iter().zip(probabilities);
    Some(senses.filter(|(sense, _)| sense.root == root).map(|(_, p)| p).sum())
}

/// A marked span.
#[derive(Clone, Debug)]
struct Marked {
    tokens: Range<usize>,
    head: usize,
    entities: Vec<usize>,
}

impl Marked {
    fn new(layers: &Layers<'_>, span: Span) -> Option<Self> {
        let tokens = layers.text.tokens_over(span);
        let head = crate::entity::head_of(layers.text, &tokens)?;
        let mentions = layers.entities.in_span(layers.text, span).into_iter();
        let entities = mentions.map(|m| layers.entities.mentions[m].entity).collect();
        Some(Marked { tokens, head, entities })
    }

    fn fills(&self, layers: &Layers<'_>) -> Vec<Fill> {
        let derivation = crate::predicate::Derivation::Direct;
        let mentions = layers.entities.headed_by(self.head);
        mentions.map(|m| Fill { head: self.head, mention: Some(m), derivation }).collect()
    }
}

/// One dyad over the layers of its article.
struct Question<'q> {
    layers: &'q Layers<'q>,
    actor: Option<Marked>,
    recipient: Option<Marked>,
    /// The tokens between the two heads in the sentence's tree.
    path: Vec<usize>,
    /// The sentences that they stand in.
    sentences: Vec<u32>,
}

/// How one side of a candidate agrees with a marked span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Agrees {
    /// Somebody else stands there.
    Not,
    /// Nobody does, or nobody was marked.
    Open,
    /// The marked span is a part of who stands there: 'the army' of 'the army's chief'.
    Partly,
    /// One entity, named elsewhere.
    Entity,
    /// The very span.
    Itself,
}

impl Agrees {
    fn points(self) -> i32 {
        match self {
            Agrees::Not => -8,
            Agrees::Open => 8,
            Agrees::Partly => 24,
            Agrees::Entity => 34,
            Agrees::Itself => 40,
        }
    }

    fn fits(self) -> bool {
        self > Agrees::Open
    }
}

impl<'q> Question<'q> {
    fn new(layers: &'q Layers<'q>, dyad: &Dyad) -> Self {
        let side = |span: Option<Span>| span.and_then(|span| Marked::new(layers, span));
        let (mut actor, mut recipient) = (side(dyad.actor), side(dyad.recipient));
        if let (Some(actor), Some(recipient)) = (&mut actor, &mut recipient) {
            // What both spans name tells neither from the other: 'Turkey' and 'Turkish journalists'.
            let both: Vec<usize> =
                actor.entities.iter().copied().filter(|e| recipient.entities.contains(e)).collect();
            actor.entities.retain(|e| !both.contains(e));
            recipient.entities.retain(|e| !both.contains(e));
        }
        let heads: Vec<usize> =
            [&actor, &recipient].into_iter().flatten().map(|marked| marked.head).collect();
        let mut sentences: Vec<u32> = heads.iter().map(|&h| layers.text.sentence_of[h]).collect();
        sentences.dedup();
        let path = path(layers, &heads);
        Question { layers, actor, recipient, path, sentences }
    }

    /// The telling that fits best.
    fn fitting(
        &self,
        rules: &Rules<'_>,
        published: Option<(Date, Date)>,
    ) -> (Fit, Option<Telling>, Option<Ranked>) {
        let lenient = Rules { lenient: true, ..*rules };
        let Some((fit, coding)) = self.best(rules, &lenient) else {
            return (Fit::Nothing, None, None);
        };
        (fit, telling(self.layers, rules, coding, false, published), None)
    }

    /// The telling of the relation that the learned layer ranks first.
    fn ranked(
        &self,
        rules: &Rules<'_>,
        crosswalk: &Crosswalk,
        layer: &Layer,
        published: Option<(Date, Date)>,
    ) -> (Fit, Option<Telling>, Option<Ranked>) {
        /// So many features are shown in a trace.
        const SHOWN: usize = 6;
        let evidence = self.evidence(rules, crosswalk, published);
        let probabilities = layer.probabilities(&evidence);
        // None of them, where that is more likely than any.
        let none = 1.0 - probabilities.iter().sum::<f32>();
        let mut best: Option<(f32, &Sense)> = None;
        for (&probability, sense) in probabilities.iter().zip(&evidence.senses) {
            if probability > best.map_or(none, |(most, _)| most) {
                best = Some((probability, sense));
            }
        }
        let Some((probability, sense)) = best else { return (Fit::Nothing, None, None) };
        let loudest = layer.loudest(&evidence, sense, SHOWN);
        let ranked = Ranked { probability, loudest };
        (sense.fit, Some(sense.telling.clone()), Some(ranked))
    }

    /// The candidate that fits best; of equals the first in the text.
    fn best(&self, strict: &Rules<'_>, lenient: &Rules<'_>) -> Option<(Fit, Coding)> {
        let mut best: Option<Candidate> = None;
        for candidate in self.candidates(strict, lenient) {
            if best.as_ref().is_none_or(|best| candidate.points > best.points) {
                best = Some(candidate);
            }
        }
        best.map(|best| (best.fit, best.coding))
    }

    /// Everything that any frame says in the sentences of the two, with how well it fits them.
    fn candidates(&self, strict: &Rules<'_>, lenient: &Rules<'_>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (rules, handicap) in [(strict, 0), (lenient, LENIENT)] {
            for (index, predicate) in self.layers.predicates.list.iter().enumerate() {
                if !self.sentences.contains(&self.layers.text.sentence_of[predicate.head]) {
                    continue;
                }
                let mut found: Vec<Coding> =
                    codings(self.layers, rules, index, Above::Nothing, 0).collect();
                let acts = found.iter().map(Some).chain([None]);
                let asked: Vec<Coding> =
                    acts.filter_map(|act| needed(self.layers, rules, index, act)).collect();
                let charges: Vec<Coding> =
                    found.iter().filter_map(|act| alleged(self.layers, rules, act)).collect();
                found.extend(asked);
                found.extend(charges);
                candidates.extend(found.into_iter().map(|c| self.candidate(rules, c, handicap)));
            }
        }
        // 'refused to meet', 'must meet': what stands over it is what is told of the two.
        let list = &self.layers.predicates.list;
        let over = |c: &Candidate| candidates.iter().any(|above| above.is_over(c, list));
        let under: Vec<bool> = candidates.iter().map(over).collect();
        for (candidate, under) in candidates.iter_mut().zip(under) {
            candidate.points -= if under { GOVERNED } else { 0 };
        }
        candidates
    }

    fn candidate(&self, rules: &Rules<'_>, coding: Coding, handicap: i32) -> Candidate {
        let (actors, recipients) = (coding.actors.as_slice(), coding.recipients.as_slice());
        let mutual = coding.both && recipients.is_empty();
        let other = if mutual { actors } else { recipients };
        let mut straight = (
            agrees(self.layers, self.actor.as_ref(), actors),
            agrees(self.layers, self.recipient.as_ref(), other),
        );
        if straight.1 == Agrees::Open && straight.0.fits() && self.addressed(&coding) {
            straight.1 = Agrees::Entity;
        }
        let changed = (
            agrees(self.layers, self.actor.as_ref(), other),
            agrees(self.layers, self.recipient.as_ref(), actors),
        );
        let sum = |(a, r): (Agrees, Agrees)| a.points() + r.points();
        let swapped = !mutual && sum(changed) - SWAPPED > sum(straight);
        let (points, (a, r)) =
            if swapped { (sum(changed) - SWAPPED, changed) } else { (sum(straight), straight) };
        let list = &self.layers.predicates.list;
        let between = [coding.top, coding.core].iter().any(|&p| self.path.contains(&list[p].head));
        let fit = match (a.fits(), r.fits()) {
            (true, true) | (true, false) | (false, true) if swapped => Fit::Swapped,
            (true, true) => Fit::Both,
            (true, false) if r == Agrees::Open => Fit::One,
            (false, true) if a == Agrees::Open => Fit::One,
            (true, false) | (false, true) => Fit::Other,
            (false, false) if between => Fit::Between,
            (false, false) => Fit::Beside,
        };
        let detail = i32::try_from(coding.score.min(30)).unwrap_or(30);
        let outermost = coding.frames.first().and_then(|&frame| rules.lexicon.frames.get(frame));
        let told = handicap > 0
            && coding.code.event == EventType::Consult
            && outermost.is_some_and(|frame| matches!(frame.head, Head::Operator(_)));
        let handicap = handicap + if told { TOLD } else { 0 };
        let points = points + if between { BETWEEN } else { 0 } + detail - handicap;
        let whole = handicap == 0 && a.fits() && !swapped;
        Candidate { points, handicap, fit, whole, lenient: handicap > 0, coding }
    }
}

/// Whatever is said to the marked recipient: 'told the demonstrators that he would resign'.
impl Question<'_> {
    fn addressed(&self, coding: &Coding) -> bool {
        let Some(recipient) = &self.recipient else { return false };
        let core = self.layers.predicates.list[coding.core].head;
        let statements = self.layers.statements_around(core).into_iter();
        let mut addressees = statements.filter_map(|s| self.layers.statements[s].addressee.clone());
        addressees.any(|tokens| tokens.contains(&recipient.head))
    }
}

/// One thing that a frame says of a predicate of the sentence.
#[derive(Clone, Debug)]
struct Candidate {
    points: i32,
    /// What of the points it lost for somebody missing.
    handicap: i32,
    fit: Fit,
    /// The marked actor does it, and nobody whom the frame asks for is missing.
    whole: bool,
    /// It only holds where somebody whom the frame asks for may be missing.
    lenient: bool,
    coding: Coding,
}

impl Candidate {
    /// Whether `other` is what an operator of this one governs, and this one says as much of the two. What the marked
    /// actor agreed to, refused or promised is no act of his yet, whomever the operator names beside him. (What 'must'
    /// asks for governs the very predicate that tells it.)
    fn is_over(&self, other: &Candidate, list: &[Predicate]) -> bool {
        let top = other.coding.top;
        let asked = other.coding.governed.contains(&top);
        // 'agreed to extend their mission': of what has no code its object is what is agreed on.
        let object = match list[top].above {
            Some((above, Link::Argument)) => self.whole && self.coding.governed.contains(&above),
            _ => false,
        };
        let over = (self.coding.governed.contains(&top) || object) && !asked;
        // What somebody tells somebody says more than that he tells it.
        over && self.handicap < TOLD && (self.whole || self.fit <= other.fit)
    }
}

/// What it costs to have sides changed.
const SWAPPED: i32 = 60;

/// What it costs besides to be no more than contact of the two: whatever is said in it says more.
const TOLD: i32 = 25;

/// What it costs that somebody whom the frame asks for is missing.
const LENIENT: i32 = 10;

/// What it costs to be governed by an operator that fits as well.
const GOVERNED: i32 = 30;

/// What it is worth that the predicate stands between the two in the tree.
const BETWEEN: i32 = 12;

/// How a side of a candidate agrees with a marked span.
fn agrees(layers: &Layers<'_>, marked: Option<&Marked>, fills: &[Fill]) -> Agrees {
    let Some(marked) = marked else { return Agrees::Open };
    let one = |fill: &Fill| {
        let entity = fill.mention.map(|m| layers.entities.mentions[m].entity);
        if marked.tokens.contains(&fill.head) {
            Agrees::Itself
        } else if entity.is_some_and(|e| marked.entities.contains(&e)) {
            Agrees::Entity
        } else if belongs(layers, marked.head, fill.head) {
            Agrees::Partly
        } else {
            Agrees::Not
        }
    };
    fills.iter().map(one).max().unwrap_or(Agrees::Open)
}

/// Whether token `part` stands in the noun phrase headed by `whole`, with no verb between.
fn belongs(layers: &Layers<'_>, part: usize, whole: usize) -> bool {
    let nominal = |dep: &str| {
        matches!(
            dep,
            "amod" | "compound" | "nmod" | "poss" | "prep" | "pobj" | "conj" | "appos" | "nummod"
        )
    };
    nominal(layers.text.token(part).dep())
        && layers
            .text
            .ancestors(part)
            .take_while(|t| t.i == whole || nominal(t.dep()))
            .any(|t| t.i == whole)
}

/// The tokens from one head to the other in the tree, without the two; of one head, those above it.
fn path(layers: &Layers<'_>, heads: &[usize]) -> Vec<usize> {
    let above = |i: usize| -> Vec<usize> { layers.text.ancestors(i).map(|t| t.i).collect() };
    let [first, second] = heads else {
        return heads.first().map_or_else(Vec::new, |&head| above(head));
    };
    let (first, second) = (*first, *second);
    let with = |i: usize| -> Vec<usize> { std::iter::once(i).chain(above(i)).collect() };
    let (up, down) = (with(first), with(second));
    let meet = up.iter().position(|i| down.contains(i));
    let until = meet.map(|at| up[at]);
    let mut path: Vec<usize> = up.iter().copied().take_while(|&i| Some(i) != until).collect();
    path.extend(down.iter().copied().take_while(|&i| Some(i) != until));
    path.extend(until);
    path.retain(|&i| i != first && i != second);
    path
}

#[cfg(test)]
mod tests;
