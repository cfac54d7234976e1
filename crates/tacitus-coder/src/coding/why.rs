//! Why a sentence was not coded as a type: the frame that came nearest, and the one condition that failed.

use std::cmp::Reverse;

use tacitus_record::EventType;

use super::compose::{code, other_sense};
use super::judging::{judged, means};
use super::matching::{Above, Matched, Miss, Obstacle, attempt, stood};
use super::status::Judged;
use super::telling::Telling;
use super::{Layers, Rules, sides};
use crate::lexicon::{Code, Gives, Head, Row};
use crate::source::Source;

/// The frame of a type that came nearest in a sentence.
#[derive(Clone, Debug)]
pub struct Nearest {
    /// The predicate that it was held against.
    pub predicate: usize,
    /// The frame.
    pub frame: usize,
    /// What it found.
    pub matched: Matched,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a frame.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A condition failed; of a slot with what stood where it looks.
    Missed(Miss, Vec<(usize, Obstacle)>),
    /// It is an operator that holds, and gives another type, or nothing, over what it governs.
    Over {
        /// The predicate that is governed.
        below: usize,
        /// Its type; none where no frame codes it.
        event: Option<EventType>,
        /// The row that decides, if there is one.
        row: Option<Row>,
    },
    /// It holds, and this telling comes from it.
    Told(usize),
    /// It holds, and an operator or the table of sides makes this telling of it.
    Made(usize),
    /// It holds, and this frame holds as well and accounts for more of the sentence.
    Outweighed(usize),
    /// It holds, and its word is part of this telling, of the same type.
    Part(usize),
    /// It holds, and nobody like these does or suffers such a thing, by this row of the table of sides; without a row
    /// because actor and recipient are one.
    Sides(Option<Source>),
    /// It holds, and neither side is known.
    Nobody,
    /// It holds, and its noun only names the event: nothing says that it took place.
    Named,
}

/// The nearest frame of `event` in a sentence, `None` where no frame of it has a word of the sentence. `tellings` is what
/// was coded of the article.
#[must_use]
pub fn nearest(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    sentence: usize,
    event: EventType,
) -> Option<Nearest> {
    let tokens = &layers.text.sentences[sentence].tokens;
    let mut best: Option<(Rank, Nearest)> = None;
    for (index, predicate) in layers.predicates.list.iter().enumerate() {
        if !tokens.contains(&predicate.head) {
            continue;
        }
        for (number, frame) in rules.lexicon.with_lemma(&predicate.lemma) {
            if !can_give(rules, &frame.head, event) {
                continue;
            }
            let mut tried = attempt(layers, rules, predicate, frame, Above::Nothing);
            if predicate.above.is_some() && matches!(tried.1, Some(Miss::Slot(_))) {
                // Under an operator the sides of a noun may stand with the operator.
                let under = attempt(layers, rules, predicate, frame, Above::Operator(&[]));
                tried = if under.1.is_none() { under } else { tried };
            }
            let (matched, miss) = tried;
            let rank = rank(&matched, miss.as_ref(), number);
            if best.as_ref().is_some_and(|(before, _)| *before >= rank) {
                continue;
            }
            let outcome = match miss {
                Some(miss) => {
                    let slot =
                        if let Miss::Slot(slot) = miss { frame.slots.get(slot) } else { None };
                    let stood = slot.map(|slot| stood(layers, rules, predicate, slot, &matched));
                    Outcome::Missed(miss, stood.unwrap_or_default())
                }
                None => fate(layers, rules, tellings, index, number, &matched, event),
            };
            best = Some((rank, Nearest { predicate: index, frame: number, matched, outcome }));
        }
    }
    best.map(|(_, nearest)| nearest)
}

/// What the sentence says of whether an event of this type happened that the predicate names.
#[must_use]
pub fn status(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    predicate: usize,
    event: EventType,
) -> Judged {
    let head = layers.predicates.list[predicate].head;
    let code = Code { event, modes: Vec::new(), cameo: Vec::new() };
    judged(layers, rules, predicate, head, means(&code, false))
}

/// How near: whether it holds, then how far it came, then how much it found; of equals the first in the files.
type Rank = (u8, u32, Reverse<usize>);

fn rank(matched: &Matched, miss: Option<&Miss>, number: usize) -> Rank {
    let stage = match miss {
        None => 3,
        Some(Miss::Slot(_) | Miss::Speaker | Miss::Oneself | Miss::Open) => 2,
        Some(Miss::Trigger) => 1,
        Some(Miss::Kind) => 0,
    };
    (stage, matched.score, Reverse(number))
}

fn can_give(rules: &Rules<'_>, head: &Head, event: EventType) -> bool {
    match head {
        Head::Code(code) => code.event == event,
        Head::Operator(name) => rules.lexicon.compose.all().iter().any(|(operator, row)| {
            *operator == &**name && matches!(&row.gives, Gives::Code(code) if code.event == event)
        }),
        Head::Nothing => false,
    }
}

fn fate(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    predicate: usize,
    frame: usize,
    matched: &Matched,
    event: EventType,
) -> Outcome {
    let from_it = |t: &&Telling| {
        t.coding.frames.contains(&frame) && [t.coding.top, t.coding.core].contains(&predicate)
    };
    let number = |found: &Telling| tellings.iter().position(|t| std::ptr::eq(t, found));
    if let Some(told) = tellings.iter().find(from_it) {
        let index = number(told).unwrap_or(0);
        let same = told.coding.code.event == event || told.event == event;
        return if same { Outcome::Told(index) } else { Outcome::Made(index) };
    }
    if let Some(made) = tellings.iter().position(|t| t.coding.governed.contains(&predicate)) {
        return Outcome::Made(made);
    }
    if let Head::Operator(name) = &rules.lexicon.frames[frame].head {
        return over(layers, rules, name, matched);
    }
    if let Some(other) = other_sense(layers, rules, predicate, Above::Nothing, matched.score) {
        return Outcome::Outweighed(other);
    }
    let best = code(layers, rules, predicate, Above::Nothing, 0);
    if let Some(&other) = best.as_ref().and_then(|coding| coding.frames.first())
        && other != frame
    {
        return Outcome::Outweighed(other);
    }
    if matched.actors.is_empty() && matched.recipients.is_empty() {
        return Outcome::Nobody;
    }
    if let Some(coding) = best
        && sides::fit(layers, rules, coding.clone()).is_none()
    {
        return Outcome::Sides(sides::deciding(layers, rules, &coding).map(|row| row.source));
    }
    let head = layers.predicates.list[predicate].head;
    let part = tellings.iter().position(|t| t.coding.used.contains(&head));
    part.map_or(Outcome::Named, Outcome::Part)
}

fn over(layers: &Layers<'_>, rules: &Rules<'_>, name: &str, matched: &Matched) -> Outcome {
    let below = matched.governed.iter().find_map(|&head| layers.predicates.headed_by(head));
    let Some(below) = below else { return Outcome::Named };
    let inner = code(layers, rules, below, Above::Operator(&matched.actors), 1);
    let event = inner.map(|coding| coding.code.event);
    Outcome::Over { below, event, row: rules.lexicon.compose.row(name, event, false).cloned() }
}
