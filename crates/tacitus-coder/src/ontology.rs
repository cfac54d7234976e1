//! The ontology's open part: modes and scores of the types, contexts.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use tacitus_record::EventType;

use crate::lexicon::Classes;
use crate::source::{Folder, KnowledgeError, Source, lines};
use crate::text::Text;

/// Modes, scores and contexts.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    scores: FxHashMap<(EventType, String), Option<f64>>,
    modes: Classes,
    mode_names: Vec<(EventType, String, String)>,
    contexts: Classes,
}

const TYPES: &str = "ontology/types.txt";
const MODES: &str = "ontology/modes.txt";
const CONTEXTS: &str = "ontology/contexts.txt";

impl Ontology {
    /// Reads `ontology/` of a knowledge folder.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut ontology = Ontology::default();
        if let Some((file, text)) = folder.file(TYPES) {
            ontology.types(&file, text)?;
        }
        if let Some((file, text)) = folder.file(MODES) {
            ontology.modes = Classes::load(&file, text)?;
            let named: Vec<(String, Option<Source>)> =
                ontology.modes.iter().map(|(name, at)| (name.to_owned(), at.cloned())).collect();
            for (name, source) in named {
                let source = source.unwrap_or_else(|| Source::new(&file, 0));
                let (event, mode) = name.split_once('.').ok_or_else(|| {
                    KnowledgeError::new(&source, format!("@{name}"), "write `@TYPE.mode: words`")
                })?;
                let event = event_type(event, &source)?;
                if !ontology.scores.contains_key(&(event, mode.to_owned())) {
                    return Err(KnowledgeError::new(
                        &source,
                        format!("{event} has no mode {mode:?}"),
                        format!("use a mode that {TYPES} lists"),
                    ));
                }
                ontology.mode_names.push((event, mode.to_owned(), name.clone()));
            }
        }
        if let Some((file, text)) = folder.file(CONTEXTS) {
            ontology.contexts = Classes::load(&file, text)?;
        }
        Ok(ontology)
    }

    fn types(&mut self, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
        for (source, line) in lines(file, text) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [event, mode, score] = cells[..] else {
                return Err(KnowledgeError::new(
                    &source,
                    format!("{} cells", cells.len()),
                    "write three: type | mode | score",
                ));
            };
            let score = if score.is_empty() {
                None
            } else {
                Some(score.parse().map_err(|_| {
                    KnowledgeError::new(&source, format!("score {score:?}"), "write a number")
                })?)
            };
            self.scores.insert((event_type(event, &source)?, mode.to_owned()), score);
        }
        Ok(())
    }

    /// Whether the manual knows this mode of this type.
    #[must_use]
    pub fn has_mode(&self, event: EventType, mode: &str) -> bool {
        self.scores.contains_key(&(event, mode.to_owned()))
    }

    /// The score of an event: of its first mode that has one, else of its type.
    #[must_use]
    pub fn score(&self, event: EventType, modes: &[String]) -> Option<f64> {
        let of = |mode: &str| self.scores.get(&(event, mode.to_owned())).copied().flatten();
        modes.iter().find_map(|mode| of(mode)).or_else(|| of(""))
    }

    /// The modes that the words of a telling show, in the order of the file; only the first, as one telling rarely
    /// names two.
    #[must_use]
    pub fn modes_in(
        &self,
        event: EventType,
        text: &Text<'_>,
        tokens: std::ops::Range<usize>,
    ) -> Option<String> {
        let names = self.mode_names.iter().filter(|(of, _, _)| *of == event);
        for (_, mode, name) in names {
            let Some(class) = self.modes.get(name) else { continue };
            if tokens.clone().any(|i| holds(&self.modes, class, text, i)) {
                return Some(mode.clone());
            }
        }
        None
    }

    /// The contexts that the words of a telling show, in the order of the file.
    #[must_use]
    pub fn contexts_in(&self, text: &Text<'_>, tokens: std::ops::Range<usize>) -> Vec<String> {
        let mut found: FxHashSet<&str> = FxHashSet::default();
        let mut list = Vec::new();
        for (name, _) in self.contexts.iter() {
            let Some(class) = self.contexts.get(name) else { continue };
            if tokens.clone().any(|i| holds(&self.contexts, class, text, i)) && found.insert(name) {
                list.push(name.to_owned());
            }
        }
        list
    }
}

fn holds(classes: &Classes, class: crate::lexicon::ClassId, text: &Text<'_>, i: usize) -> bool {
    let token = text.token(i);
    if !matches!(token.pos(), "NOUN" | "PROPN" | "VERB" | "ADJ") {
        return false;
    }
    let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
    let first = text.sentence(i).tokens.start;
    classes.holds(class, &lemma, &lower, |n| (i >= first + n).then(|| text.token(i - n).text()))
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
