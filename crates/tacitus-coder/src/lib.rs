//! Reading and coding: an article and its language layer to statements and events.
//!
//! The stages in order, each a function from borrowed input to a layer of its own:
//! [`text`] puts the blocks' tokens into one sequence; [`time`], [`entity`], [`predicate`] and [`statement`] read it;
//! [`coding`] holds the [`lexicon`] against it; [`records`] writes what came out.

pub mod check;
pub mod coding;
pub mod crosswalk;
pub mod entity;
pub mod lexicon;
pub mod ontology;
pub mod predicate;
pub mod records;
pub mod source;
pub mod statement;
pub mod text;
pub mod time;

#[cfg(test)]
mod testing;

use jiff::civil::Date;
use tacitus_language::Doc;
use tacitus_record::article::{Article, Published};

use coding::doubt::{Doubt, Held};
use coding::dyad::Answer;
use coding::merge::Told;
use coding::revise::Revision;
use coding::telling::Telling;
use coding::{Layers, Rules};
use entity::Entities;
use lexicon::Lexicon;
use ontology::Ontology;
use predicate::Predicates;
use source::{Folder, KnowledgeError};
use statement::Statement;
use text::Text;
use time::Time;

/// All knowledge, loaded and checked; never changed afterwards.
#[derive(Debug)]
pub struct Knowledge {
    /// Frames, classes, operators.
    pub lexicon: Lexicon,
    /// Modes, scores, contexts.
    pub ontology: Ontology,
    /// PLOVER 2.0 to the roots of older data.
    pub crosswalk: crosswalk::Crosswalk,
    /// The learned layer that ranks what may be told between two marked spans, where the folder has one.
    pub layer: Option<coding::dyad::Layer>,
    /// How far to trust events, where the folder says it.
    pub trust: Option<coding::trust::Trust>,
    /// How a telling's status is looked at a second time, where the folder says it.
    pub revision: Option<Revision>,
    /// Words that decide status.
    pub status: coding::status::StatusWords,
    /// Countries, people, organisations, role nouns.
    pub actors: entity::Actors,
    /// Places.
    pub places: entity::Gazetteer,
    /// Verbs that only support a noun.
    pub light: predicate::LightVerbs,
    /// Words that make speech.
    pub cues: statement::Cues,
    /// Feasts, named days, words of time.
    pub calendar: time::Calendar,
}

impl Knowledge {
    /// Reads a knowledge folder. Any mistake ends it, with file, line and remedy.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        Ok(Knowledge {
            lexicon: Lexicon::load(folder)?,
            ontology: Ontology::load(folder)?,
            crosswalk: crosswalk::Crosswalk::load(folder)?,
            layer: coding::dyad::Layer::load(folder)?,
            trust: coding::trust::Trust::load(folder)?,
            revision: Revision::load(folder)?,
            status: coding::status::StatusWords::load(folder)?,
            actors: entity::Actors::load(folder)?,
            places: entity::Gazetteer::load(folder)?,
            light: predicate::LightVerbs::load(folder)?,
            cues: statement::Cues::load(folder)?,
            calendar: time::Calendar::load(folder)?,
        })
    }
}

/// An article, read: all layers below coding.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The article's tokens.
    pub text: Text<'a>,
    /// When it was published, as the input says or the text tells.
    pub published: Option<Published>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Mentions, entities, places.
    pub entities: Entities,
    /// Predicates.
    pub predicates: Predicates,
    /// Statements.
    pub statements: Vec<Statement>,
}

/// What was coded of one article.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// All tellings.
    pub tellings: Vec<Telling>,
    /// The events, each with its tellings.
    pub events: Vec<Told>,
    /// Events that are trusted less than the bound and not written: their tellings, and what is held of them.
    pub left_out: Vec<(Vec<usize>, Held)>,
}

impl Reading<'_> {
    /// The layers, borrowed.
    #[must_use]
    pub fn layers(&self) -> Layers<'_> {
        Layers {
            text: &self.text,
            times: &self.times,
            entities: &self.entities,
            predicates: &self.predicates,
            statements: &self.statements,
        }
    }

    /// First and last day on which it can have been published.
    #[must_use]
    pub fn window(&self) -> Option<(Date, Date)> {
        self.published.as_ref().map(|p| (p.earliest, p.latest))
    }
}

impl Knowledge {
    /// Reads an article: `parse` gives the language layer of a block's words.
    pub fn read<'a>(&self, article: &'a Article, parse: impl FnMut(&str) -> Doc) -> Reading<'a> {
        let text = Text::new(article, parse);
        let published = article.published.clone().or_else(|| self.inferred(&text));
        let window = published.as_ref().map(|p| (p.earliest, p.latest));
        let mut entities = entity::entities(&text, &self.actors, &self.places, window);
        entities.mark(&text, article.dyads.iter().flat_map(|d| [d.actor, d.recipient]).flatten());
        Reading {
            times: time::times(&text, &self.calendar, window),
            entities,
            predicates: predicate::predicates(&text, &self.light),
            statements: statement::statements(&text, &self.cues),
            published,
            text,
        }
    }

    /// The window in which an undated report was written, as the offices and days that it names tell.
    fn inferred(&self, text: &Text<'_>) -> Option<Published> {
        let entities = entity::entities(text, &self.actors, &self.places, None);
        let terms = entity::office_terms(text, &self.actors, &entities);
        time::window(&time::dating_clues(text, &self.calendar), &terms)
    }

    /// What coding uses of it.
    #[must_use]
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            lexicon: &self.lexicon,
            status: &self.status,
            cameo: &self.ontology.cameo,
            lenient: false,
        }
    }

    /// Codes what was read; what is trusted too little is left out.
    #[must_use]
    pub fn code(&self, reading: &Reading<'_>) -> Coded {
        let (ranking, trust) = (self.ranking(), self.trust.as_ref());
        let revision = self.revision.as_ref();
        self.code_with(reading, &Doubt { ranking, trust, revision, published: reading.window() })
    }

    /// Codes by rules alone, as if there were no learned layers.
    #[must_use]
    pub fn code_by_rules(&self, reading: &Reading<'_>) -> Coded {
        self.code_with(reading, &Doubt::default())
    }

    fn code_with(&self, reading: &Reading<'_>, doubt: &Doubt<'_>) -> Coded {
        let layers = reading.layers();
        let rules = self.rules();
        let mut tellings = coding::telling::tellings(&layers, &rules, reading.window());
        if let Some(revision) = doubt.revision {
            revision.revise(&layers, &rules, &mut tellings, reading.window());
        }
        let merged = coding::merge::merge(&layers, &rules, &tellings, doubt);
        Coded { tellings, events: merged.told, left_out: merged.left_out }
    }

    /// Events as if they had been written, of what was left out.
    #[must_use]
    pub fn settled(
        &self,
        reading: &Reading<'_>,
        tellings: &[Telling],
        left_out: &[(Vec<usize>, Held)],
    ) -> Vec<Told> {
        let events: Vec<Vec<usize>> = left_out.iter().map(|(event, _)| event.clone()).collect();
        let settled = coding::settle::settle(&reading.layers(), &self.rules(), tellings, &events);
        let told = left_out.iter().zip(settled);
        told.map(|((event, held), settled)| Told { tellings: event.clone(), settled, held: *held })
            .collect()
    }

    /// What speaks for and against an event of an article, given its tellings and what is held of it.
    #[must_use]
    pub fn traits(
        &self,
        reading: &Reading<'_>,
        coded: &Coded,
        event: &[usize],
        held: &Held,
    ) -> coding::trust::Traits {
        let (layers, rules) = (reading.layers(), self.rules());
        coding::trust::traits(&layers, &rules, &coded.tellings, event, held.likelihood)
    }

    /// What speaks for each status of one of the tellings that the rules gave.
    #[must_use]
    pub fn signs(&self, reading: &Reading<'_>, coded: &Coded, telling: usize) -> Vec<String> {
        let (layers, rules) = (reading.layers(), self.rules());
        let report = coding::revise::Report::new(&layers, &coded.tellings, reading.window());
        coding::revise::traits(&layers, &rules, &coded.tellings, &report, telling)
    }

    fn ranking(&self) -> Option<(&coding::dyad::Layer, &crosswalk::Crosswalk)> {
        self.layer.as_ref().map(|layer| (layer, &self.crosswalk))
    }

    /// What speaks for each relation between the spans that the user marked: one for each of the article's dyads.
    #[must_use]
    pub fn evidence(&self, reading: &Reading<'_>) -> Vec<coding::dyad::Evidence> {
        let layers = reading.layers();
        let rules = self.rules();
        let dyads = reading.text.article.dyads.iter();
        dyads
            .map(|dyad| {
                coding::dyad::evidence(&layers, &rules, &self.crosswalk, dyad, reading.window())
            })
            .collect()
    }

    /// What is told between the spans that the user marked: an answer for each of the article's dyads, in order.
    #[must_use]
    pub fn code_dyads(&self, reading: &Reading<'_>) -> Vec<Answer> {
        let layers = reading.layers();
        let rules = self.rules();
        coding::dyad::answers(
            &layers,
            &rules,
            self.ranking(),
            &reading.text.article.dyads,
            reading.window(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_knowledge_loads() {
        let knowledge =
            Knowledge::load(&Folder::embedded()).unwrap_or_else(|error| panic!("{error}"));
        assert!(knowledge.lexicon.frames.len() > 100);
    }
}
