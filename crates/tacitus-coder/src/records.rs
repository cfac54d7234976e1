//! From layers to records: bytes become characters, indexes become ids.

mod blank;
mod dyad;
mod participants;
mod statements;

use tacitus_record::article::Published;
use tacitus_record::{CharMap, Span, Status, wire};

use crate::coding::Layers;
use crate::coding::merge::Told;
use crate::coding::settle::Account;
use crate::coding::telling::Telling;
use crate::coding::when::WhenBasis;
use crate::entity::{Entity, MentionKind};
use crate::{Coded, Knowledge, Reading};

/// Who coded: goes into every event.
pub const CODER: &str = concat!("tacitus ", env!("CARGO_PKG_VERSION"));

/// Writes the records of one article.
#[derive(Debug)]
pub struct Writer<'a> {
    reading: &'a Reading<'a>,
    knowledge: &'a Knowledge,
    map: CharMap,
}

impl<'a> Writer<'a> {
    /// A writer for one reading.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge, reading: &'a Reading<'a>) -> Self {
        Writer { reading, knowledge, map: CharMap::new(reading.text.doc.text()) }
    }

    fn layers(&self) -> Layers<'_> {
        self.reading.layers()
    }

    fn id(&self) -> &str {
        &self.reading.text.article.id
    }

    /// Character offsets of a span of the article's text; `None` for a headline's.
    fn span(&self, span: Span) -> Option<(usize, usize)> {
        let text = self.reading.text.doc.text();
        (span.end <= self.reading.text.article.text.len())
            .then(|| (self.map.to_chars(text, span.start), self.map.to_chars(text, span.end)))
    }

    fn words(&self, span: Span) -> &str {
        span.of(self.reading.text.doc.text())
    }

    /// The article's own line.
    #[must_use]
    pub fn article(&self) -> wire::Article {
        let mut article = wire::Article::of(self.reading.text.article);
        article.published = self.reading.published.as_ref().map(published);
        article
    }

    /// One line a time expression.
    #[must_use]
    pub fn times(&self) -> Vec<wire::Time> {
        let times = self.reading.times.iter();
        times
            .map(|time| {
                let span = self.reading.text.span(time.tokens.clone());
                let at = self.span(span);
                wire::Time {
                    article: self.id().to_owned(),
                    start: at.map(|(start, _)| start),
                    end: at.map(|(_, end)| end),
                    text: self.words(span).to_owned(),
                    kind: time.kind.as_str().to_owned(),
                    value: time.value.clone(),
                    interval: time.interval.map(|(from, to)| (from.to_string(), to.to_string())),
                }
            })
            .collect()
    }

    /// One line an entity.
    #[must_use]
    pub fn entities(&self) -> Vec<wire::Entity> {
        let entities = self.reading.entities.entities.iter().enumerate();
        entities
            .map(|(index, entity)| wire::Entity {
                id: format!("{}-n{}", self.id(), index + 1),
                article: self.id().to_owned(),
                code: entity.code.clone().unwrap_or_default(),
                sector: entity.sectors.join(","),
                identifier_text: identifier(entity),
                office: entity.office.clone(),
                mentions: entity.mentions.iter().map(|&m| self.mention(m)).collect(),
            })
            .collect()
    }

    fn mention(&self, mention: usize) -> wire::EntityMention {
        let mention = &self.reading.entities.mentions[mention];
        let span = self.reading.text.span(mention.tokens.clone());
        let at = self.span(span);
        wire::EntityMention {
            text: self.words(span).to_owned(),
            start: at.map(|(start, _)| start),
            end: at.map(|(_, end)| end),
            kind: match mention.kind {
                MentionKind::Name => "name",
                MentionKind::Description => "description",
                MentionKind::Pronoun => "pronoun",
                MentionKind::Demonym => "demonym",
                MentionKind::Place => "place",
            }
            .to_owned(),
        }
    }

    fn event_id(&self, index: usize) -> String {
        format!("{}-e{}", self.id(), index + 1)
    }

    /// One line an event, in order of their first tellings.
    #[must_use]
    pub fn events(&self, coded: &Coded) -> Vec<wire::Event> {
        (0..coded.events.len()).map(|index| self.event(coded, index)).collect()
    }

    fn event(&self, coded: &Coded, index: usize) -> wire::Event {
        let told = &coded.events[index];
        let settled = &told.settled;
        let best = &coded.tellings[settled.best];
        let status = settled.judged.status;
        let own_word = told.tellings.iter().map(|&t| &coded.tellings[t]).any(|telling| {
            telling.statements.is_empty() && !telling.weak && telling.judged.status == status
        });
        let (date, enddate, date_basis) = self.date(told, &coded.tellings);
        let modes = self.modes(told, &coded.tellings, best);
        let mut context = self.contexts(told, &coded.tellings);
        context.extend(status.auxiliary_mode().map(str::to_owned));
        let actor = self.side(told, &coded.tellings, |t| &t.coding.actors);
        let recipient = self.side(told, &coded.tellings, |t| &t.coding.recipients);
        let tellings: Vec<&Telling> = told.tellings.iter().map(|&t| &coded.tellings[t]).collect();
        let recipient = self.others(recipient, &actor, &tellings);
        wire::Event {
            id: self.event_id(index),
            date,
            enddate,
            date_basis,
            event: vec![best.event],
            quad_code: best.event.quad(),
            event_scale: self.knowledge.ontology.score(best.event, &modes),
            mode: if best.of.is_some() { Vec::new() } else { modes },
            context,
            cameo: best.coding.code.cameo.clone(),
            of: best.of,
            status,
            status_reason: settled.judged.reason.clone(),
            event_loc: self.location(told, &coded.tellings),
            event_text: self.words(best.span).to_owned(),
            accounts: settled.accounts.iter().map(|&a| self.account(coded, a)).collect(),
            contested: !settled.accounts.is_empty(),
            links: self.links(coded, told),
            attribution: if own_word { Vec::new() } else { self.attribution(&best.statements) },
            mentions: self.mentions(told, &coded.tellings),
            confidence: confidence(told, best),
            actor,
            recipient,
            ..self.blank()
        }
    }

    fn cite_info(&self) -> wire::CiteInfo {
        let article = self.reading.text.article;
        wire::CiteInfo {
            url: article.url.clone(),
            publication: article.publication.clone(),
            title: article.title.as_ref().map(|t| t.text.clone()),
            published: self.reading.published.as_ref().map(|p| {
                if p.earliest == p.latest {
                    p.earliest.to_string()
                } else {
                    format!("{}/{}", p.earliest, p.latest)
                }
            }),
        }
    }

    /// What one speaker says of an event; of a chain the outermost, whom the reporter heard.
    fn account(&self, coded: &Coded, account: Account) -> wire::Account {
        let telling = match account {
            Account::Told(telling) => &coded.tellings[telling],
            Account::Denied { speaker, predicate } => {
                let clause = self.reading.predicates.list[predicate].clause.clone();
                return wire::Account {
                    speaker: self.name(self.reading.entities.entity_of(speaker)),
                    status: Status::Negated,
                    statement: None,
                    text: self.words(self.reading.text.span(clause)).to_owned(),
                };
            }
        };
        let chain = self.attribution(&telling.statements);
        let outermost = chain.last();
        wire::Account {
            speaker: outermost.map_or_else(String::new, |a| a.speaker.clone()),
            status: telling.judged.status,
            statement: outermost.map(|a| a.statement.clone()),
            text: self.words(telling.span).to_owned(),
        }
    }

    fn mentions(&self, told: &Told, tellings: &[Telling]) -> Vec<wire::Mention> {
        let mut order = told.tellings.clone();
        order.sort_unstable();
        order
            .into_iter()
            .map(|index| {
                let telling = &tellings[index];
                let at = self.span(telling.span);
                let frame = telling.coding.frames.first();
                let frame = frame.and_then(|&f| self.knowledge.lexicon.frames.get(f));
                let rule = frame.map(|f| &f.source).or(telling.coding.rows.first());
                wire::Mention {
                    text: self.words(telling.span).to_owned(),
                    start: at.map(|(start, _)| start),
                    end: at.map(|(_, end)| end),
                    sentence: telling.sentence,
                    block: self.reading.text.sentences[telling.sentence].block,
                    rule: rule.map_or(String::new(), ToString::to_string),
                    status: telling.judged.status,
                    attribution: self.attribution(&telling.statements),
                }
            })
            .collect()
    }

    fn date(&self, told: &Told, tellings: &[Telling]) -> (String, String, Option<String>) {
        for wanted in [WhenBasis::Clause, WhenBasis::Sentence] {
            for &index in &told.tellings {
                let Some((time, basis)) = tellings[index].when else { continue };
                let Some((from, to)) = self.reading.times[time].interval else { continue };
                if basis == wanted {
                    let basis = if basis == WhenBasis::Clause { "clause" } else { "sentence" };
                    return (from.to_string(), to.to_string(), Some(basis.to_owned()));
                }
            }
        }
        match &self.reading.published {
            Some(p) => {
                let inferred = p.basis == tacitus_record::article::DateBasis::Inferred;
                let basis = if inferred { "inferred" } else { "report" };
                (p.earliest.to_string(), p.latest.to_string(), Some(basis.to_owned()))
            }
            None => (String::new(), String::new(), None),
        }
    }

    fn modes(&self, told: &Told, tellings: &[Telling], best: &Telling) -> Vec<String> {
        let mut modes: Vec<String> = Vec::new();
        for &index in &told.tellings {
            for mode in &tellings[index].coding.code.modes {
                if !modes.contains(mode) {
                    modes.push(mode.clone());
                }
            }
        }
        if modes.is_empty() {
            let tokens = self.reading.text.tokens_in(best.span);
            modes.extend(self.knowledge.ontology.modes_in(best.event, &self.reading.text, tokens));
        }
        modes
    }

    fn contexts(&self, told: &Told, tellings: &[Telling]) -> Vec<String> {
        let mut contexts = Vec::new();
        for &index in &told.tellings {
            let tokens = self.reading.text.sentences[tellings[index].sentence].tokens.clone();
            for context in self.knowledge.ontology.contexts_in(&self.reading.text, tokens) {
                if !contexts.contains(&context) {
                    contexts.push(context);
                }
            }
        }
        contexts
    }

    fn links(&self, coded: &Coded, told: &Told) -> Vec<wire::EventLink> {
        let event_of =
            |telling: usize| coded.events.iter().position(|e| e.tellings.contains(&telling));
        let mut links: Vec<wire::EventLink> = Vec::new();
        for (index, telling) in coded.tellings.iter().enumerate() {
            let Some((other, kind)) = &telling.beside else { continue };
            if !told.tellings.contains(other) {
                continue;
            }
            let Some(event) = event_of(index) else { continue };
            let link = wire::EventLink { kind: kind.clone(), id: self.event_id(event) };
            if !links.contains(&link) {
                links.push(link);
            }
        }
        let rivals = told.settled.rivals.iter();
        links.extend(rivals.map(|&event| wire::EventLink {
            kind: "contests".to_owned(),
            id: self.event_id(event),
        }));
        links
    }

    fn location(&self, told: &Told, tellings: &[Telling]) -> Option<wire::Location> {
        let entities = &self.layers().entities;
        let mention = told.tellings.iter().find_map(|&t| tellings[t].place.mention)?;
        let place = &entities.places[entities.entity_of(mention).place?];
        let span = self.reading.text.span(entities.mentions[mention].tokens.clone());
        let (class, code) = place.feature.clone();
        let city = class == "P";
        let country = code.starts_with("PCL");
        let resolution = if city {
            "city"
        } else if country {
            "country"
        } else {
            "province"
        };
        Some(wire::Location {
            extracted_place: self.words(span).to_owned(),
            span: self.span(span),
            resolved_place: place.name.clone(),
            geonameid: place.geonameid,
            lat: place.coordinates.map(|(lat, _)| lat),
            lon: place.coordinates.map(|(_, lon)| lon),
            city: city.then(|| place.name.clone()),
            district: None,
            province: place.province.clone(),
            country: Some(place.country.clone()),
            country_code: Some(place.country_code.clone()),
            feature_class: Some(class),
            feature_code: Some(code),
            resolution: Some(resolution.to_owned()),
        })
    }
}

/// The wire form of a window.
fn published(published: &Published) -> wire::Published {
    wire::Published {
        earliest: published.earliest.to_string(),
        latest: published.latest.to_string(),
        basis: published.basis.as_str().to_owned(),
        evidence: published.evidence.clone(),
    }
}

/// The probability that type, actor and recipient are right, as it was learnt from events that were read and judged.
fn confidence(told: &Told, best: &Telling) -> f64 {
    let confidence = told.held.trust.map_or_else(|| by_rule(told, best), f64::from);
    (confidence * 100.0).round() / 100.0
}

/// Where the knowledge has no such weights: how often events of news are right, of those with two sides and others.
fn by_rule(told: &Told, best: &Telling) -> f64 {
    let mut confidence: f64 = 0.66;
    if best.coding.actors.is_empty() || best.coding.recipients.is_empty() {
        confidence -= 0.05;
    }
    if best.weak {
        confidence -= 0.1;
    }
    if told.tellings.len() > 1 {
        confidence += 0.03;
    }
    confidence
}

fn identifier(entity: &Entity) -> Option<String> {
    entity.identifier.clone()
}
