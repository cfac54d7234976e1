//! The records: the only serialised forms. One JSON object a line; all offsets count characters (Unicode scalar
//! values) of the article's text.

use serde::{Deserialize, Serialize};

use crate::ontology::{EventType, Status};

/// A line of the output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Record {
    /// What happened, once.
    Event(Box<Event>),
    /// A quotation or reported speech.
    Statement(Statement),
    /// An article as it was read.
    Article(Article),
    /// A time expression.
    Time(Time),
    /// What an article's mentions of one thing resolve to.
    Entity(Entity),
}

/// Who does it, or to whom it is done: PLOVER's entity object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// ISO 3166-1 alpha-3 country, UNO, EUR, IGO, NGO, MNC, IMG …; empty where not known.
    pub code: String,
    /// PLOVER sectors, comma-joined; empty where none is known.
    pub sector: String,
    /// The words that stand for it.
    pub entity_text: String,
    /// Where those words stand: `[start, end]`; null for a headline's.
    pub entity_span: Option<(usize, usize)>,
    /// Identifier of the organisation or person, where knowledge has one.
    pub identifier_id: Option<String>,
    /// Name of the organisation or person that knowledge or the article identifies.
    pub identifier_text: Option<String>,
    /// Office held.
    pub office: Option<String>,
    /// The lines of knowledge that gave code and sector.
    pub rules: Vec<String>,
}

/// Where it happened: the manual's names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The words of the article.
    pub extracted_place: String,
    /// Where they stand: `[start, end]`.
    pub span: Option<(usize, usize)>,
    /// The place's name in the gazetteer.
    pub resolved_place: String,
    /// GeoNames' id.
    pub geonameid: Option<u64>,
    /// Latitude in degrees north.
    pub lat: Option<f64>,
    /// Longitude in degrees east.
    pub lon: Option<f64>,
    /// City, where the place is one.
    pub city: Option<String>,
    /// Second-level division.
    pub district: Option<String>,
    /// First-level division.
    pub province: Option<String>,
    /// Country's name.
    pub country: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country_code: Option<String>,
    /// GeoNames' feature class.
    pub feature_class: Option<String>,
    /// GeoNames' feature code.
    pub feature_code: Option<String>,
    /// How fine it is: `country`, `province`, `city`.
    pub resolution: Option<String>,
}

/// One speaker of a chain, nearest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// The resolved name.
    pub speaker: String,
    /// The speaker's code.
    pub code: String,
    /// The speaker's sectors.
    pub sector: String,
    /// The words that make it speech.
    pub cue: String,
    /// Id of the statement.
    pub statement: String,
}

/// A telling of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The clause that tells it.
    pub text: String,
    /// First character of the clause; null in a headline.
    pub start: Option<usize>,
    /// Character after the clause; null in a headline.
    pub end: Option<usize>,
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of its block.
    pub block: usize,
    /// File and line of the frame that coded it.
    pub rule: String,
    /// What this telling says of whether it happened, and why.
    pub status: Status,
    /// Whose word it rests on; empty: the reporter's.
    pub attribution: Vec<Attribution>,
}

/// How one speaker tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// The speaker; empty for the reporter.
    pub speaker: String,
    /// What the speaker says of whether it happened.
    pub status: Status,
    /// Id of the statement, where it is one.
    pub statement: Option<String>,
    /// The words.
    pub text: String,
}

/// A relation to another event of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventLink {
    /// `cancels`, `of`, `denies`, `asks`, `refuses`, `threatens` …
    pub kind: String,
    /// The other event.
    pub id: String,
}

/// What happened, once, however often the article tells it: PLOVER JSON with Tacitus' extensions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Unique in the output: the article's id, a hyphen and a number.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// First day, `YYYY-MM-DD`; empty where not known.
    pub date: String,
    /// Last day.
    pub enddate: String,
    /// What the date was read from: `clause`, `sentence`, `report`, `inferred`; null where there is none.
    pub date_basis: Option<String>,
    /// Who does it.
    pub actor: Vec<Participant>,
    /// To whom it is done.
    pub recipient: Vec<Participant>,
    /// Exactly one PLOVER type; empty only in the answer to a dyad of which nothing is told.
    pub event: Vec<EventType>,
    /// PLOVER modes, bare names.
    pub mode: Vec<String>,
    /// PLOVER contexts, and the status in PLOVER's spelling.
    pub context: Vec<String>,
    /// CAMEO codes, most specific first.
    pub cameo: Vec<String>,
    /// The type of an act to come.
    pub of: Option<EventType>,
    /// PLOVER quad class, 1 to 4; 0 where there is no event.
    pub quad_code: u8,
    /// PLOVER score of type or mode, −10 to 10.
    pub event_scale: Option<f64>,
    /// Whether it happened.
    pub status: Status,
    /// Why the status is what it is.
    pub status_reason: String,
    /// Where it happened.
    pub event_loc: Option<Location>,
    /// The words of the best telling.
    pub event_text: String,
    /// Where speakers differ, each one's account.
    pub accounts: Vec<Account>,
    /// Whether they differ.
    pub contested: bool,
    /// Relations to other events.
    pub links: Vec<EventLink>,
    /// Whose word it rests on, outermost last; empty: the reporter's own.
    pub attribution: Vec<Attribution>,
    /// All tellings, in order.
    pub mentions: Vec<Mention>,
    /// 0 to 1.
    pub confidence: f64,
    /// Index of the user's dyad that this answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dyad: Option<usize>,
    /// On the text: `{language}`.
    pub text_info: TextInfo,
    /// On the article as a source.
    pub cite_info: CiteInfo,
    /// Program and version.
    pub coder: String,
    /// Day of coding, where the user asks for the stamp; null else, so that the same input gives the same bytes.
    pub coded_date: Option<String>,
}

/// PLOVER's `text_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextInfo {
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// The article's id.
    pub text_id: String,
}

/// PLOVER's `cite_info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CiteInfo {
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publication: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Day of publication, or `earliest/latest`.
    pub published: Option<String>,
}

/// A quotation or reported speech.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Unique in the output.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// The resolved name; empty where nobody is named.
    pub speaker: String,
    /// The words that stand there.
    pub speaker_span: Option<(usize, usize)>,
    /// The speaker's code.
    pub code: String,
    /// The speaker's sectors.
    pub sector: String,
    /// The words that make it speech.
    pub cue: String,
    /// The content without the outer quotation marks.
    pub content: String,
    /// `direct`, `indirect` or `mixed`.
    pub quoted: String,
    /// To whom or what outlet it was made.
    pub addressee: Option<String>,
    /// First character of the content; null in a headline.
    pub start: Option<usize>,
    /// Character after the content.
    pub end: Option<usize>,
    /// Its pieces where the reporter interrupts it.
    pub parts: Vec<(usize, usize)>,
    /// Events that rest on it.
    pub events: Vec<String>,
}

/// An article as it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// The input's own id, else a hash of its content.
    pub id: String,
    /// Address.
    pub url: Option<String>,
    /// Outlet.
    pub publication: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// Its text.
    pub text: String,
    /// When it was published.
    pub published: Option<Published>,
    /// Shares and comments.
    pub engagement: Engagement,
    /// Its parts in order.
    pub blocks: Vec<Block>,
}

/// When an article was published.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// First day it can have been.
    pub earliest: String,
    /// Last day it can have been.
    pub latest: String,
    /// `metadata`, `url`, `dateline` or `inferred`.
    pub basis: String,
    /// What an inferred window rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Shares and comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Engagement {
    /// Times shared.
    pub shares: Option<u64>,
    /// Comments left.
    pub comments: Option<u64>,
}

/// A run of an article's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// `title`, `paragraph`, `caption`, `heading` or `boilerplate`.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// First character; null for a title.
    pub start: Option<usize>,
    /// Character after the last.
    pub end: Option<usize>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Time {
    /// The article's id.
    pub article: String,
    /// First character; null in a headline.
    pub start: Option<usize>,
    /// Character after the last.
    pub end: Option<usize>,
    /// The words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// First and last day.
    pub interval: Option<(String, String)>,
}

/// What an article's mentions of one thing resolve to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Unique in the output.
    pub id: String,
    /// The article's id.
    pub article: String,
    /// As in [`Participant`].
    pub code: String,
    /// As in [`Participant`].
    pub sector: String,
    /// As in [`Participant`].
    pub identifier_text: Option<String>,
    /// As in [`Participant`].
    pub office: Option<String>,
    /// Its mentions in order.
    pub mentions: Vec<EntityMention>,
}

/// A span that stands for an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EntityMention {
    /// The words.
    pub text: String,
    /// First character; null in a headline.
    pub start: Option<usize>,
    /// Character after the last.
    pub end: Option<usize>,
    /// `name`, `description`, `pronoun`, `demonym` or `place`.
    pub kind: String,
}

impl Article {
    /// The wire form of an article.
    #[must_use]
    pub fn of(article: &crate::article::Article) -> Self {
        let map = crate::CharMap::new(&article.text);
        let at = |byte| map.to_chars(&article.text, byte);
        Article {
            id: article.id.clone(),
            url: article.url.clone(),
            publication: article.publication.clone(),
            title: article.title.as_ref().map(|title| title.text.clone()),
            language: article.language.clone(),
            text: article.text.clone(),
            published: article.published.as_ref().map(|published| Published {
                earliest: published.earliest.to_string(),
                latest: published.latest.to_string(),
                basis: published.basis.as_str().to_owned(),
                evidence: published.evidence.clone(),
            }),
            engagement: Engagement {
                shares: article.engagement.shares,
                comments: article.engagement.comments,
            },
            blocks: article
                .blocks
                .iter()
                .map(|block| Block {
                    kind: block.kind.as_str().to_owned(),
                    text: article.block_text(block).to_owned(),
                    start: block.span.map(|span| at(span.start)),
                    end: block.span.map(|span| at(span.end)),
                })
                .collect(),
        }
    }
}
