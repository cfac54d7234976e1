//! The fields of a report given as a JSON object, under our names and those of the tools around.
//!
//! Ours are `id`, `text`, `title`, `date`, `url`, `publication`, `language`, `dyads`: a value of the wrong type in one of
//! them sets the object aside. Other names for the same thing are taken where ours is missing, and only if their value is of
//! the right type, since the same word means something else elsewhere (`source` may be an outlet or a page's HTML).

use std::fmt;

use jiff::civil::Date;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use tacitus_record::article::{DateBasis, Dyad, Engagement, Published};
use tacitus_record::{CharMap, Span};

use crate::assemble::Draft;
use crate::calendar;
use crate::report::{Reason, Remark};

/// Each thing with the names it goes by, the contract's first: NGEC (`event_text`, `story_id`, `pub_date`), news-please
/// (`maintext`, `date_publish`, `source_domain`), NewsAPI (`content`, `publishedAt`, `source`), schema.org, and common ones.
const ID: &[&str] = &["id", "_id", "story_id", "article_id", "doc_id", "docid", "uuid", "guid"];
const TEXT: &[&str] = &[
    "text",
    "event_text",
    "maintext",
    "article_text",
    "full_text",
    "articleBody",
    "article_body",
    "body",
    "story",
    "content",
    "article",
];
const TITLE: &[&str] = &["title", "headline", "title_page", "event_title", "heading"];
const DATE: &[&str] = &[
    "date",
    "date_publish",
    "pub_date",
    "publication_date",
    "published",
    "publishedAt",
    "published_at",
    "datePublished",
    "date_published",
    "publish_date",
    "pubDate",
    "published_date",
    "story_date",
    "timestamp",
];
const URL: &[&str] = &["url", "link", "source_url", "canonical_url", "permalink", "href"];
const PUBLICATION: &[&str] = &[
    "publication",
    "source_domain",
    "source",
    "publisher",
    "outlet",
    "publication_name",
    "source_name",
    "newspaper",
    "domain",
    "site",
    "website",
];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];
const AUTHORS: &[&str] = &["authors", "author", "byline"];
const DYADS: &[&str] = &["dyads"];
const ENGAGEMENT: &[&str] = &["engagement", "shares", "comments"];
const ALL: &[&[&str]] =
    &[ID, TEXT, TITLE, DATE, URL, PUBLICATION, LANGUAGE, AUTHORS, DYADS, ENGAGEMENT];

/// Why an object gives no article, and how many bytes into it the trouble is.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) reason: Reason,
    pub(crate) within: usize,
}

impl From<Reason> for Fault {
    fn from(reason: Reason) -> Self {
        Fault { reason, within: 0 }
    }
}

/// Reads one object.
pub(crate) fn draft(bytes: &[u8]) -> Result<(Draft, Vec<Remark>), Fault> {
    let json = std::str::from_utf8(bytes)
        .map_err(|error| Fault { reason: Reason::NotUtf8, within: error.valid_up_to() })?;
    let fields = parse(json)?;
    let mut remarks = Vec::new();
    let text = match fields.string(TEXT)? {
        Some((_, text)) => text,
        None => fields.blank(TEXT).ok_or(Reason::NoText)?,
    };
    // A record with an empty text is a record all the same: it has an id that the user may look for.
    if text.trim().is_empty() {
        remarks.push(Remark::Blank);
    }
    let dyads = fields.dyads(text)?;
    let url = fields.string(URL)?.map(|(_, url)| url.trim().to_owned());
    let draft = Draft {
        id: fields.id()?,
        published: fields.published(&mut remarks)?,
        title: fields.string(TITLE)?.map(|(_, title)| title.trim().to_owned()),
        publication: fields.publication()?,
        language: fields.language(&mut remarks)?,
        engagement: fields.engagement(),
        authors: fields.authors(),
        text: text.to_owned(),
        url,
        dyads,
    };
    Ok((draft, remarks))
}

fn parse(json: &str) -> Result<Fields, Fault> {
    match serde_json::from_str::<Fields>(json) {
        Ok(Fields { twice: Some(name), .. }) => Err(Reason::TwiceSaid(name).into()),
        Ok(fields) => Ok(fields),
        Err(error) if error.is_data() => Err(Reason::NotAnObject.into()),
        Err(error) => {
            let line_start = json.split_inclusive('\n').take(error.line().saturating_sub(1));
            let within = line_start.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            // The place is told beside the message, counted into the file.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            Err(Fault { reason: Reason::NotJson(message), within })
        }
    }
}

/// The values of the names that mean something here, each name once.
#[derive(Debug, Default)]
struct Fields {
    values: Vec<(&'static str, Value)>,
    twice: Option<String>,
}

impl<'de> serde::Deserialize<'de> for Fields {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let mut fields = Fields::default();
        while let Some(name) = map.next_key::<String>()? {
            let Some(known) = ALL.iter().copied().flatten().find(|known| **known == name) else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let value = map.next_value()?;
            if fields.values.iter().any(|(name, _)| name == known) {
                fields.twice = Some(name);
            }
            fields.values.push((known, value));
        }
        Ok(fields)
    }
}

impl Fields {
    /// The values under `names` in the order of the names; null counts as missing.
    fn under<'a>(
        &'a self,
        names: &'static [&'static str],
    ) -> impl Iterator<Item = (&'static str, &'a Value)> {
        names.iter().filter_map(|name| {
            let found = self.values.iter().find(|(known, _)| known == name);
            found.map(|(known, value)| (*known, value)).filter(|(_, value)| !value.is_null())
        })
    }

    /// The first string with words under `names`.
    /// A field of one of these names that holds a string, be it empty.
    fn blank(&self, names: &'static [&'static str]) -> Option<&str> {
        self.under(names).find_map(|(_, value)| match value {
            Value::String(string) => Some(string.as_str()),
            _ => None,
        })
    }

    fn string(
        &self,
        names: &'static [&'static str],
    ) -> Result<Option<(&'static str, &str)>, Reason> {
        for (name, value) in self.under(names) {
            match value {
                Value::String(string) if !string.trim().is_empty() => {
                    return Ok(Some((name, string)));
                }
                Value::String(_) => {}
                other if names.first() == Some(&name) => {
                    return Err(wrong(name, other, "a string"));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    fn id(&self) -> Result<Option<String>, Reason> {
        for (name, value) in self.under(ID) {
            match value {
                Value::String(id) if !id.trim().is_empty() => return Ok(Some(id.clone())),
                Value::String(_) => {}
                Value::Number(id) => return Ok(Some(id.to_string())),
                // MongoDB's export writes its keys so.
                Value::Object(object) if name == "_id" => {
                    if let Some(Value::String(id)) = object.get("$oid") {
                        return Ok(Some(id.clone()));
                    }
                }
                other if name == "id" => return Err(wrong(name, other, "a string or a number")),
                _ => {}
            }
        }
        Ok(None)
    }

    fn publication(&self) -> Result<Option<String>, Reason> {
        for (name, value) in self.under(PUBLICATION) {
            let named = match value {
                Value::String(named) => Some(named),
                // NewsAPI and schema.org put the outlet's name into an object.
                Value::Object(object) if name != "publication" => match object.get("name") {
                    Some(Value::String(named)) => Some(named),
                    _ => None,
                },
                other if name == "publication" => return Err(wrong(name, other, "a string")),
                _ => None,
            };
            if let Some(named) = named.map(|named| named.trim()).filter(|named| !named.is_empty()) {
                return Ok(Some(named.to_owned()));
            }
        }
        Ok(None)
    }

    fn published(&self, remarks: &mut Vec<Remark>) -> Result<Option<Published>, Reason> {
        let mut not_read = None;
        for (name, value) in self.under(DATE) {
            let written = match value {
                Value::String(written) if written.trim().is_empty() => continue,
                Value::String(written) => written.clone(),
                Value::Number(number) => number.to_string(),
                Value::Object(object) => match window(object) {
                    Some(published) => return Ok(Some(published)),
                    None => value.to_string(),
                },
                other if name == "date" => return Err(wrong(name, other, "a date as a string")),
                _ => continue,
            };
            match calendar::of_metadata(&written) {
                Some(day) => return Ok(Some(Published::on(day, DateBasis::Metadata))),
                None => not_read = not_read.or(Some((name, written))),
            }
        }
        if let Some((field, value)) = not_read {
            let value = value.chars().take(60).collect();
            remarks.push(Remark::DateNotRead { field: field.to_owned(), value });
        }
        Ok(None)
    }

    fn language(&self, remarks: &mut Vec<Remark>) -> Result<Option<String>, Reason> {
        let Some((_, written)) = self.string(LANGUAGE)? else { return Ok(None) };
        let code = written.trim().split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
        if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
            return Ok(Some(code));
        }
        remarks.push(Remark::LanguageNotRead(written.chars().take(60).collect()));
        Ok(None)
    }

    fn engagement(&self) -> Engagement {
        let mut engagement = Engagement::default();
        for (name, value) in self.under(ENGAGEMENT) {
            match name {
                "engagement" => {
                    engagement.shares = value.get("shares").and_then(Value::as_u64);
                    engagement.comments = value.get("comments").and_then(Value::as_u64);
                }
                "shares" => engagement.shares = engagement.shares.or(value.as_u64()),
                _ => engagement.comments = engagement.comments.or(value.as_u64()),
            }
        }
        engagement
    }

    fn authors(&self) -> Vec<String> {
        let mut authors = Vec::new();
        for (_, value) in self.under(AUTHORS) {
            let listed = match value {
                Value::Array(listed) => listed.as_slice(),
                other => std::slice::from_ref(other),
            };
            for author in listed.iter().filter_map(Value::as_str) {
                authors.extend(author.split([',', ';']).map(|name| name.trim().to_owned()));
            }
        }
        authors.retain(|name| !name.is_empty());
        authors
    }

    fn dyads(&self, text: &str) -> Result<Vec<Dyad>, Reason> {
        let expected = "a list of {\"actor\": [start, end], \"recipient\": [start, end]}";
        let Some((name, value)) = self.under(DYADS).next() else { return Ok(Vec::new()) };
        let listed = value.as_array().ok_or_else(|| wrong(name, value, expected))?;
        let map = CharMap::new(text);
        let length = map.to_chars(text, text.len());
        let side = |dyad: usize, side: &'static str, value: Option<&Value>| {
            let Some(value) = value.filter(|value| !value.is_null()) else { return Ok(None) };
            let pair = value
                .as_array()
                .filter(|pair| pair.len() == 2)
                .and_then(|pair| Some((pair.first()?.as_u64()?, pair.get(1)?.as_u64()?)));
            let (start, end) = pair.ok_or_else(|| {
                wrong(&format!("dyads[{dyad}].{side}"), value, "[start, end] in characters")
            })?;
            if (start, end) == (0, 0) {
                return Ok(None);
            }
            let inside = usize::try_from(end).is_ok_and(|end| end <= length) && start < end;
            if !inside {
                return Err(Reason::NoSuchSpan { dyad, side, start, end, length });
            }
            let byte = |at: u64| map.to_bytes(text, usize::try_from(at).unwrap_or(usize::MAX));
            Ok(Some(Span::new(byte(start), byte(end))))
        };
        let dyad = |(i, value): (usize, &Value)| {
            let object = value.as_object().ok_or_else(|| wrong(name, value, expected))?;
            Ok(Dyad {
                actor: side(i, "actor", object.get("actor"))?,
                recipient: side(i, "recipient", object.get("recipient"))?,
            })
        };
        listed.iter().enumerate().map(dyad).collect()
    }
}

/// The window of an article line of our own, so that what `tacitus read` writes can be read again.
fn window(object: &serde_json::Map<String, Value>) -> Option<Published> {
    let day = |name: &str| object.get(name)?.as_str().and_then(calendar::of_metadata);
    let (earliest, latest): (Date, Date) = (day("earliest")?, day("latest")?);
    let basis = match object.get("basis").and_then(Value::as_str) {
        Some("url") => DateBasis::Url,
        Some("dateline") => DateBasis::Dateline,
        // What was inferred once is inferred again, from the text.
        Some("inferred") => return None,
        _ => DateBasis::Metadata,
    };
    (earliest <= latest).then(|| Published { earliest, latest, basis, evidence: Vec::new() })
}

fn wrong(field: &str, value: &Value, expected: &'static str) -> Reason {
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Reason::WrongType { field: field.to_owned(), found, expected }
}

#[cfg(test)]
mod tests;
