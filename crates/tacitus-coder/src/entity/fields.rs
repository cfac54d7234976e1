//! The parts that the files of actors and places are made of: fields, lists, codes, days; with errors that tell the
//! remedy.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::knowledge::Bound;
use crate::source::{KnowledgeError, Source, lines};

/// A line with its fields and the names on it that need support from the context.
pub(super) struct Row<'a> {
    pub(super) source: Source,
    /// White space stands before the first field.
    pub(super) indented: bool,
    pub(super) text: &'a str,
    ambiguous: Option<&'a str>,
}

impl<'a> Row<'a> {
    /// The fields between bars, trimmed.
    pub(super) fn fields(&self) -> Vec<&'a str> {
        self.text.split('|').map(str::trim).collect()
    }

    /// Whether the comment `# ambiguous` or `# ambiguous: A; B` marks this name.
    pub(super) fn is_ambiguous(&self, name: &str) -> bool {
        self.ambiguous.is_some_and(|names| names.is_empty() || list(names).any(|one| one == name))
    }

    pub(super) fn error(
        &self,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> KnowledgeError {
        KnowledgeError::new(&self.source, message, remedy)
    }
}

/// The lines of a file that say something, with their marks.
pub(super) fn rows<'a>(file: &'a Arc<str>, text: &'a str) -> impl Iterator<Item = Row<'a>> + 'a {
    let raw: Vec<&str> = text.lines().collect();
    lines(file, text).map(move |(source, line)| {
        let whole = raw.get(source.line as usize - 1).copied().unwrap_or("");
        let comment = whole.get(line.len()..).unwrap_or("").trim_start();
        let mark = comment.strip_prefix('#').and_then(|c| c.trim().strip_prefix("ambiguous"));
        let ambiguous = mark.map(|rest| rest.trim_start_matches(':').trim());
        Row { source, indented: line.starts_with([' ', '\t']), text: line.trim(), ambiguous }
    })
}

/// The entries of a list.
pub(super) fn list(field: &str) -> impl Iterator<Item = &str> {
    field.split(';').map(str::trim).filter(|entry| !entry.is_empty())
}

/// A code or sector: three capitals.
pub(super) fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// Sectors joined by commas; `-` or nothing for none.
pub(super) fn sectors(row: &Row<'_>, field: &str) -> Result<Vec<String>, KnowledgeError> {
    if field.is_empty() || field == "-" {
        return Ok(Vec::new());
    }
    field
        .split(',')
        .map(|sector| {
            let sector = sector.trim();
            if is_code(sector) {
                return Ok(sector.to_owned());
            }
            Err(row.error(
                format!("'{sector}' is no sector"),
                "write PLOVER sectors, three capitals each, joined by commas, or '-' for none",
            ))
        })
        .collect()
}

/// A code of three capitals.
pub(super) fn code(row: &Row<'_>, field: &str) -> Result<String, KnowledgeError> {
    if is_code(field) {
        return Ok(field.to_owned());
    }
    Err(row.error(
        format!("'{field}' is no code"),
        "write an ISO 3166-1 alpha-3 code, or UNO, EUR, IGO, NGO, MNC, IMG, ISM",
    ))
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as the days that it can be, with `~` before it where that is in doubt; nothing for
/// an empty field.
pub(super) fn bound(row: &Row<'_>, field: &str) -> Result<Option<Bound>, KnowledgeError> {
    if field.is_empty() {
        return Ok(None);
    }
    let parse = || {
        let doubtful = field.starts_with('~');
        let mut parts = field.trim_start_matches('~').split('-');
        let year: i16 = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
        let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
        if parts.next().is_some() {
            return None;
        }
        let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        let last = match (month, day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.saturating_add(11.months()).last_of_month(),
        };
        Some(Bound { first, last, doubtful })
    };
    match parse() {
        Some(bound) => Ok(Some(bound)),
        None => Err(row.error(
            format!("'{field}' is no date"),
            "write YYYY-MM-DD, or YYYY-MM or YYYY where only that is known; `~` before what is in doubt",
        )),
    }
}

/// `1949–1991`, `1949-`, `–1991`: first and last year.
pub(super) fn years(
    row: &Row<'_>,
    field: &str,
) -> Result<(Option<i16>, Option<i16>), KnowledgeError> {
    if field.is_empty() {
        return Ok((None, None));
    }
    let mut parts = field.split(['–', '-']).map(str::trim);
    let mut year = || match parts.next() {
        None | Some("") => Some(None),
        Some(text) => text.parse().ok().map(Some),
    };
    match (year(), year()) {
        (Some(from), Some(to)) => Ok((from, to)),
        _ => Err(row.error(
            format!("'{field}' is no range of years"),
            "write FROM-TO with four digits each; leave out the side that is open",
        )),
    }
}
