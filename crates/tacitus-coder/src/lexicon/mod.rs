//! The lexicon: which predicates with which arguments carry which code, as a political scientist writes it.
//!
//! A file of `knowledge/lexicon/` is a list of entries. An entry has a header (a PLOVER type with modes and CAMEO
//! codes, the name of an operator, or `NOTHING`), a gloss, and patterns, each with examples:
//!
//! ```text
//! REJECT meet | 125
//! : Calling off or cutting short a visit or meeting.
//! verb cancel, call off: ACTOR _ @meeting [with|to RECIPIENT]
//! > The Kremlin cancelled a visit to Paris. = RUS > FRA
//! ```
//!
//! `docs/knowledge.md` is the guide to it.

mod classes;
mod compose;
mod parse;
mod sides;
mod words;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tacitus_record::EventType;

pub use classes::{ClassId, Classes};
pub use compose::{Compose, Gives, Governed, Row, WhoReceives};
pub use sides::{Condition, How, Instead, SideRow, Sides, Who};

use crate::predicate::PredicateKind;
use crate::source::{Folder, KnowledgeError, Source, lines};

/// What a frame gives where it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A code.
    Code(Code),
    /// An operator, by name: what it gives depends on what it governs, by the table of composition.
    Operator(Arc<str>),
    /// Nothing: the words are used in another sense than the one that other frames code.
    Nothing,
}

/// A PLOVER code with its CAMEO codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The type.
    pub event: EventType,
    /// Modes of that type.
    pub modes: Vec<String>,
    /// CAMEO codes, most specific first.
    pub cameo: Vec<String>,
}

/// A word that names the event: a lemma, with a particle or with words that must stand before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// The lemma of the head.
    pub lemma: String,
    /// Particle of a verb.
    pub particle: Option<String>,
    /// Words directly before it: 'air' of 'air strike', 'test' of 'test-fire'.
    pub before: Vec<String>,
}

/// The part that a filler plays in the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// PLOVER's actor.
    Actor,
    /// PLOVER's recipient: somebody.
    Recipient,
    /// PLOVER's recipient, which may also be a thing or a place: a village, a convoy.
    Target,
    /// Both sides at once: 'France and Russia disagree'.
    Both,
    /// Who does what the operator governs.
    Doer,
    /// Where it happens.
    Place,
}

/// Where in the sentence a filler stands, syntax undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before the verb; of a noun `by`, a possessive, a demonym.
    Subject,
    /// After the verb.
    Object,
    /// First of two after the verb.
    Indirect,
    /// After one of these prepositions.
    After(Vec<String>),
    /// `to DO`.
    Infinitive,
    /// `that DO`.
    Finite,
    /// `whether DO`.
    Open,
    /// A bare `DO`: any of the ways English has.
    Governed,
}

/// What may fill a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filler {
    /// Its part in the event; none where it only has to be there.
    pub part: Option<Part>,
    /// The head must be of one of these classes; empty: any.
    pub classes: Vec<ClassId>,
    /// Or one of these lemmas.
    pub lemmas: Vec<String>,
    /// It is an event that the operator governs: `DO` or `DEED`.
    pub governed: bool,
    /// Others do it (`DEED`): the operator's actor is not who does it.
    pub others: bool,
    /// Whose it must be: 'RECIPIENT's @proposal'.
    pub owner: Option<Part>,
    /// Whether the owner may be missing.
    pub owner_optional: bool,
}

/// One argument that a frame asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Where it stands.
    pub position: Position,
    /// What may stand there.
    pub filler: Filler,
    /// Whether it may be missing.
    pub optional: bool,
    /// It must be missing: `!SOMETHING`, no other object than those that the frame names; `!for`, nothing after it.
    pub absent: bool,
}

/// An example of a frame: a sentence of our own and the record that it must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub sentence: String,
    /// The record: `[TYPE [mode]] ACTOR > RECIPIENT [status]`; empty side `-`.
    pub expected: String,
    /// Its line.
    pub source: Source,
}

/// A line of the lexicon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What it gives.
    pub head: Head,
    /// Part of speech of its triggers.
    pub kind: PredicateKind,
    /// The words that name the event.
    pub triggers: Vec<Trigger>,
    /// The arguments that it asks for.
    pub slots: Vec<Slot>,
    /// The actor is whoever says it: the predicate must stand inside a statement.
    pub speaker: bool,
    /// The pattern as written.
    pub pattern: String,
    /// Its line.
    pub source: Source,
    /// The line of its entry's header.
    pub entry: Source,
    /// Its examples.
    pub examples: Vec<Example>,
}

/// All frames, word classes and the table of composition.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    /// In order of files and lines.
    pub frames: Vec<Frame>,
    /// Shared word classes.
    pub classes: Classes,
    /// Operators over codes.
    pub compose: Compose,
    /// Who cannot do or suffer what.
    pub sides: Sides,
    by_lemma: FxHashMap<String, Vec<u32>>,
}

const CLASSES: &str = "lexicon/classes.txt";
const COMPOSE: &str = "lexicon/compose.txt";
const SIDES: &str = "lexicon/sides.txt";

impl Lexicon {
    /// Reads `lexicon/` of a knowledge folder. Any mistake ends it, with file, line and remedy.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut lexicon = Lexicon::default();
        if let Some((file, text)) = folder.file(CLASSES) {
            lexicon.classes = Classes::load(&file, text)?;
        }
        if let Some((file, text)) = folder.file(COMPOSE) {
            lexicon.compose = Compose::load(&file, text)?;
        }
        if let Some((file, text)) = folder.file(SIDES) {
            lexicon.sides = Sides::load(&file, text, &lexicon.classes)?;
        }
        for (file, text) in folder.below("lexicon") {
            if [CLASSES, COMPOSE, SIDES].contains(&&*file) || file.ends_with(".tsv") {
                continue;
            }
            lexicon.entries(&file, text)?;
        }
        for (index, frame) in lexicon.frames.iter().enumerate() {
            if let Head::Operator(name) = &frame.head
                && !lexicon.compose.has(name)
            {
                return Err(KnowledgeError::new(
                    &frame.source,
                    format!("operator {name:?} has no row in {COMPOSE}"),
                    "add a row that says what it gives, or use the name of an operator that is there",
                ));
            }
            for trigger in &frame.triggers {
                let index = u32::try_from(index).unwrap_or(u32::MAX);
                let list = lexicon.by_lemma.entry(trigger.lemma.clone()).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        Ok(lexicon)
    }

    /// The frames one of whose triggers has this lemma, in order.
    pub fn with_lemma<'a>(&'a self, lemma: &str) -> impl Iterator<Item = (usize, &'a Frame)> + 'a {
        let list = self.by_lemma.get(lemma).map_or(&[][..], Vec::as_slice);
        list.iter().map(|&index| (index as usize, &self.frames[index as usize]))
    }

    fn entries(&mut self, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
        let mut head: Option<(Head, Source)> = None;
        let mut since_header = 0;
        for (source, line) in lines(file, text) {
            let line = line.trim_start();
            if line.starts_with(':') {
                continue;
            }
            if let Some(example) = line.strip_prefix('>') {
                let example = parse::example(example, &source)?;
                let Some(frame) = self.frames.last_mut().filter(|_| since_header > 0) else {
                    return Err(KnowledgeError::new(
                        &source,
                        "an example with no pattern above it",
                        "put the pattern that the example shows on the line before it",
                    ));
                };
                frame.examples.push(example);
                continue;
            }
            if line.starts_with(|c: char| c.is_ascii_uppercase()) {
                head = Some((parse::header(line, &source)?, source));
                since_header = 0;
                continue;
            }
            let Some((head, entry)) = &head else {
                return Err(KnowledgeError::new(
                    &source,
                    "a pattern with no header above it",
                    "begin the entry with a line such as `REJECT meet | 125`, `OPERATOR refuse` or `NOTHING`",
                ));
            };
            let frame = parse::pattern(line, head, &source, &mut self.classes)?;
            self.frames.push(Frame { entry: entry.clone(), ..frame });
            since_header += 1;
        }
        Ok(())
    }
}
