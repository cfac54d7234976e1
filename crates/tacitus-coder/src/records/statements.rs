//! Statements and who makes them.

use tacitus_record::wire;

use super::Writer;
use crate::Coded;
use crate::entity::{Entity, EntityKind, MentionKind};

impl Writer<'_> {
    /// One line a statement.
    #[must_use]
    pub fn statements(&self, coded: &Coded) -> Vec<wire::Statement> {
        let resting = |s: usize| {
            let events = coded.events.iter().enumerate().filter(move |(_, event)| {
                event.tellings.iter().any(|&t| coded.tellings[t].statements.contains(&s))
            });
            events.map(|(index, _)| self.event_id(index)).collect()
        };
        let statements = self.reading.statements.iter().enumerate();
        statements
            .map(|(index, s)| {
                let (speaker, code, sector) = self.speaker(index);
                let at = self.span(s.content);
                wire::Statement {
                    id: self.statement_id(index),
                    article: self.id().to_owned(),
                    speaker,
                    speaker_span: (!s.speaker_tokens.is_empty())
                        .then(|| self.span(self.reading.text.span(s.speaker_tokens.clone())))
                        .flatten(),
                    code,
                    sector,
                    cue: self.reading.text.words(s.cue.clone()).to_owned(),
                    content: self.words(s.content).to_owned(),
                    quoted: s.quoted.as_str().to_owned(),
                    addressee: s.addressee.clone().map(|a| self.reading.text.words(a).to_owned()),
                    start: at.map(|(start, _)| start),
                    end: at.map(|(_, end)| end),
                    parts: s.parts.iter().filter_map(|&part| self.span(part)).collect(),
                    events: resting(index),
                }
            })
            .collect()
    }

    pub(super) fn statement_id(&self, index: usize) -> String {
        format!("{}-s{}", self.id(), index + 1)
    }

    /// Resolved name, code and sectors of a statement's speaker.
    pub(super) fn speaker(&self, statement: usize) -> (String, String, String) {
        let s = &self.reading.statements[statement];
        let entities = &self.reading.entities;
        let mention = s.speaker.and_then(|head| entities.headed_by(head).next());
        match mention.map(|m| entities.entity_of(m)) {
            Some(entity) => (
                self.name(entity),
                entity.code.clone().unwrap_or_default(),
                entity.sectors.join(","),
            ),
            None => {
                let words = self.reading.text.words(s.speaker_tokens.clone());
                (words.to_owned(), String::new(), String::new())
            }
        }
    }

    /// What a speaker is called: a person by name; others as the report itself calls them, where it never uses the
    /// name that knowledge has.
    pub(super) fn name(&self, entity: &Entity) -> String {
        let Some(known) = &entity.identifier else { return entity.name.clone() };
        let mentions = entity.mentions.iter().map(|&m| &self.reading.entities.mentions[m]);
        let spoken = mentions.filter(|m| m.kind != MentionKind::Pronoun);
        let words: Vec<&str> = spoken.map(|m| self.reading.text.words(m.tokens.clone())).collect();
        let used = words.iter().any(|w| w.to_lowercase().contains(&known.to_lowercase()));
        if used || entity.kind == EntityKind::Person {
            return known.clone();
        }
        words.iter().max_by_key(|w| w.len()).map_or_else(|| known.clone(), |w| (*w).to_owned())
    }

    pub(super) fn attribution(&self, statements: &[usize]) -> Vec<wire::Attribution> {
        let mut list: Vec<wire::Attribution> = Vec::new();
        for &index in statements {
            let (speaker, code, sector) = self.speaker(index);
            // 'neither confirmed nor denied' are two words of one speaker.
            if speaker.is_empty() || list.last().is_some_and(|last| last.speaker == speaker) {
                continue;
            }
            let cue =
                self.reading.text.words(self.reading.statements[index].cue.clone()).to_owned();
            list.push(wire::Attribution {
                speaker,
                code,
                sector,
                cue,
                statement: self.statement_id(index),
            });
        }
        list
    }
}
