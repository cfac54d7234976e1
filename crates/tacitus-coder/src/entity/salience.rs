//! How prominent each entity is at a place of the text.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::quotes::Speeches;
use crate::text::Text;

/// The dependency of subjects, active and passive.
pub(super) const SUBJECT: &str = "nsubj";

/// How prominent each entity is: weight by the part it plays, halved with each sentence.
#[derive(Debug, Default)]
pub(super) struct Salience {
    weight: FxHashMap<usize, Weight>,
    /// Entities of the last sentences, the latest last; an entity stands here once for each sentence.
    recent: Vec<(u32, usize)>,
}

/// How prominent one entity is as of its last mention.
#[derive(Clone, Copy, Debug)]
struct Weight {
    total: f32,
    /// The share of the last mention's sentence in the total.
    here: f32,
    sentence: u32,
    head: usize,
}

/// How many sentences back a pronoun looks.
const REACH: u32 = 4;

/// How many mentions back it looks at most.
const LONGEST: usize = 64;

impl Salience {
    /// Notes a mention headed by token `head`.
    pub(super) fn note(
        &mut self,
        text: &Text<'_>,
        speeches: &Speeches,
        head: usize,
        entity: usize,
    ) {
        let sentence = text.sentence_of[head];
        let part = part(text, head);
        let new = Weight { total: 0.0, here: 0.0, sentence, head };
        let slot = self.weight.entry(entity).or_insert(new);
        // Who is named three times in a sentence is no more its subject than who is named once.
        let (before, here) = if slot.sentence == sentence {
            (slot.total - slot.here, slot.here.max(part))
        } else {
            (faded(slot.total, speeches.apart(text, slot.head, head)), part)
        };
        *slot = Weight { total: before + here, here, sentence, head };
        if self.recent.last() != Some(&(sentence, entity)) {
            self.recent.push((sentence, entity));
        }
    }

    /// The weight of an entity's last mention, and where that stands.
    pub(super) fn last(&self, entity: usize) -> Option<usize> {
        self.weight.get(&entity).map(|weight| weight.head)
    }

    /// The entities mentioned within reach of token `i`, with their weights and the head of the last mention.
    pub(super) fn within(
        &self,
        text: &Text<'_>,
        speeches: &Speeches,
        i: usize,
    ) -> Vec<(usize, f32, usize)> {
        let mut out: Vec<(usize, f32, usize)> = Vec::new();
        let mut seen: SmallVec<[usize; 32]> = SmallVec::new();
        // Long lists of names do not make the search long.
        for &(_, entity) in self.recent.iter().rev().take(LONGEST) {
            if seen.contains(&entity) {
                continue;
            }
            seen.push(entity);
            let weight = self.weight[&entity];
            let distance = speeches.apart(text, weight.head, i);
            if distance <= REACH {
                out.push((entity, faded(weight.total, distance), weight.head));
            }
        }
        out
    }
}

/// A weight so many sentences later.
pub(super) fn faded(weight: f32, sentences: u32) -> f32 {
    weight * 0.5f32.powi(i32::try_from(sentences.min(64)).unwrap_or(64))
}

/// The weight of a part of the sentence: subjects before objects before the rest, main clauses before others.
pub(super) fn part(text: &Text<'_>, head: usize) -> f32 {
    let token = text.token(head);
    let depth = text.ancestors(head).filter(|t| t.pos() == "VERB" || t.pos() == "AUX").count();
    let deep = 8.0 * u16::try_from(depth.min(6)).map_or(0.0, f32::from);
    let own = match token.dep() {
        "nsubj" | "nsubjpass" | "csubj" => 90.0,
        "dobj" | "dative" => 55.0,
        "agent" => 50.0,
        "pobj" => 40.0,
        // 'The president's talks with the premier': who owns the subject comes before who stands behind it.
        "poss" if token.head().dep().starts_with(SUBJECT) => 60.0,
        "poss" => 35.0,
        // 'Her boyfriend, Paul Erickson, played …': in the subject's place.
        "appos" if token.head().dep().starts_with(SUBJECT) => 85.0,
        "conj" | "appos" => 45.0,
        "ROOT" => 60.0,
        _ => 25.0,
    };
    100.0 + own - deep
}
