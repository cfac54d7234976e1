//! The ontology's open part: modes and scores of the types, contexts, CAMEO's codes.

mod cameo;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tacitus_record::EventType;

use crate::lexicon::{ClassId, Classes};
use crate::source::{Folder, KnowledgeError, Source, lines};
use crate::text::Text;

pub use cameo::{Cameo, CameoTable};

/// Modes, scores, contexts and CAMEO's codes.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    /// CAMEO's codes and the crosswalk to PLOVER.
    pub cameo: CameoTable,
    types: Vec<TypeRow>,
    by_name: FxHashMap<(EventType, String), usize>,
    modes: Classes,
    // Type and mode of each class of `modes`.
    shown: FxHashMap<ClassId, (EventType, String)>,
    contexts: Classes,
}

/// A line of `types.txt`.
#[derive(Clone, Debug)]
struct TypeRow {
    event: EventType,
    // Empty for the type itself.
    mode: String,
    score: Option<f64>,
    cameo: Option<String>,
}

const TYPES: &str = "ontology/types.txt";
const MODES: &str = "ontology/modes.txt";
const CONTEXTS: &str = "ontology/contexts.txt";
const CAMEO: &str = "ontology/cameo.txt";

impl Ontology {
    /// Reads `ontology/` of a knowledge folder.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut ontology = Ontology::default();
        if let Some((file, text)) = folder.file(TYPES) {
            ontology.read_types(&file, text)?;
        }
        if let Some((file, text)) = folder.file(MODES) {
            ontology.read_modes(&file, text)?;
        }
        if let Some((file, text)) = folder.file(CONTEXTS) {
            ontology.contexts = Classes::load(&file, text)?;
        }
        if let Some((file, text)) = folder.file(CAMEO) {
            ontology.cameo = CameoTable::load(&file, text)?;
            ontology.check_cameo()?;
        }
        Ok(ontology)
    }

    fn read_types(&mut self, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
        for (source, line) in lines(file, text) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [event, mode, score, cameo] = cells[..] else {
                return Err(KnowledgeError::new(
                    &source,
                    format!("{} cells", cells.len()),
                    "write four: type | mode | score | CAMEO",
                ));
            };
            let score = if score.is_empty() {
                None
            } else {
                Some(score.parse().map_err(|_| {
                    KnowledgeError::new(&source, format!("score {score:?}"), "write a number")
                })?)
            };
            let event = event_type(event, &source)?;
            self.by_name.insert((event, mode.to_owned()), self.types.len());
            let cameo = Some(cameo.to_owned()).filter(|code| !code.is_empty());
            self.types.push(TypeRow { event, mode: mode.to_owned(), score, cameo });
        }
        Ok(())
    }

    fn read_modes(&mut self, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
        self.modes = Classes::load(file, text)?;
        for (name, source) in self.modes.iter() {
            let source = source.cloned().unwrap_or_else(|| Source::new(file, 0));
            let (event, mode) = name.split_once('.').ok_or_else(|| {
                KnowledgeError::new(&source, format!("@{name}"), "write `@TYPE.mode: words`")
            })?;
            let event = event_type(event, &source)?;
            self.known_mode(event, mode, &source)?;
            self.shown.extend(self.modes.get(name).map(|class| (class, (event, mode.to_owned()))));
        }
        Ok(())
    }

    fn known_mode(&self, event: EventType, mode: &str, at: &Source) -> Result<(), KnowledgeError> {
        if self.has_mode(event, mode) {
            return Ok(());
        }
        let remedy = format!("use a mode that {TYPES} lists");
        Err(KnowledgeError::new(at, format!("{event} has no mode {mode:?}"), remedy))
    }

    fn check_cameo(&self) -> Result<(), KnowledgeError> {
        for code in self.cameo.all() {
            for (event, mode) in &code.plover {
                self.known_mode(*event, mode.as_deref().unwrap_or(""), &code.source)?;
            }
            if let Some(context) = code.contexts.iter().find(|c| self.contexts.get(c).is_none()) {
                return Err(KnowledgeError::new(
                    &code.source,
                    format!("{context:?} is no context"),
                    format!("use one that {CONTEXTS} lists"),
                ));
            }
        }
        Ok(())
    }

    /// Types and modes with their scores, in order of the file; the mode is empty for the type itself.
    pub fn types(&self) -> impl Iterator<Item = (EventType, &str, Option<f64>)> {
        self.types.iter().map(|row| (row.event, row.mode.as_str(), row.score))
    }

    /// The contexts with their lines, in order of the file.
    pub fn contexts(&self) -> impl Iterator<Item = (&str, Option<&Source>)> {
        self.contexts.iter()
    }

    /// The modes and contexts that a word (of several: its words) shows, with the classes' lines: `ASSAULT.aerial`.
    #[must_use]
    pub fn shown_by(&self, words: &[&str]) -> Vec<(&str, Option<&Source>)> {
        let modes = self.modes.with(words).into_iter();
        modes.chain(self.contexts.with(words)).collect()
    }

    /// Whether the manual knows this mode of this type.
    #[must_use]
    pub fn has_mode(&self, event: EventType, mode: &str) -> bool {
        self.row(event, mode).is_some()
    }

    fn row(&self, event: EventType, mode: &str) -> Option<&TypeRow> {
        self.by_name.get(&(event, mode.to_owned())).map(|&index| &self.types[index])
    }

    /// The score of an event: of its first mode that has one, else of its type.
    #[must_use]
    pub fn score(&self, event: EventType, modes: &[String]) -> Option<f64> {
        let of = |mode: &str| self.row(event, mode)?.score;
        modes.iter().find_map(|mode| of(mode)).or_else(|| of(""))
    }

    /// The CAMEO code that says as much as a type with its modes: the crosswalk back.
    #[must_use]
    pub fn cameo_of(&self, event: EventType, modes: &[String]) -> Option<&str> {
        let of = |mode: &str| self.row(event, mode)?.cameo.as_deref();
        modes.iter().find_map(|mode| of(mode)).or_else(|| of(""))
    }

    /// The mode that the words of a telling show: the first of the file, as one telling rarely names two.
    #[must_use]
    pub fn modes_in(
        &self,
        event: EventType,
        text: &Text<'_>,
        tokens: Range<usize>,
    ) -> Option<String> {
        let found = named(&self.modes, text, tokens);
        let mode = found.iter().find_map(|class| self.shown.get(class).filter(|m| m.0 == event));
        mode.map(|(_, mode)| mode.clone())
    }

    /// The contexts that the words of a telling show, in the order of the file.
    #[must_use]
    pub fn contexts_in(&self, text: &Text<'_>, tokens: Range<usize>) -> Vec<String> {
        let found = named(&self.contexts, text, tokens);
        found.iter().map(|&class| self.contexts.name(class).to_owned()).collect()
    }
}

/// The classes that have a word among the tokens, in order of the file. Each token is looked up once: only classes
/// with a member of its lemma or form are asked.
fn named(classes: &Classes, text: &Text<'_>, tokens: Range<usize>) -> Vec<ClassId> {
    let mut found: Vec<ClassId> = Vec::new();
    for i in tokens {
        let token = text.token(i);
        if !matches!(token.pos(), "NOUN" | "PROPN" | "VERB" | "ADJ") {
            continue;
        }
        let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
        let first = text.sentence(i).tokens.start;
        let words = || (first..i).rev().map(|at| text.token(at).text()).filter(|word| *word != "-");
        let before = |n: usize| words().nth(n - 1);
        let same: &[ClassId] = if lower == lemma { &[] } else { classes.ending_in(&lower) };
        for &class in classes.ending_in(&lemma).iter().chain(same) {
            if !found.contains(&class) && classes.holds(class, &lemma, &lower, before) {
                found.push(class);
            }
        }
    }
    found.sort_unstable();
    found
}

fn event_type(name: &str, source: &Source) -> Result<EventType, KnowledgeError> {
    name.parse().map_err(|_| {
        let all: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
        KnowledgeError::new(
            source,
            format!("{name:?} is no event type"),
            format!("use one of {}", all.join(" ")),
        )
    })
}
