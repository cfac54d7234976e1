//! The table of composition: what an operator makes of the event that it governs.
//!
//! ```text
//! # operator | governed          | gives       | cameo | recipient | status | governed itself
//! refuse     | CONSULT           | REJECT meet | 125   | theirs    |        | negated
//! plan       | *                 | =           |       |           | future |
//! demand     | -                 | REQUEST     | 020   | doer      |        |
//! ```

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tacitus_record::{EventType, Status};

use super::Code;
use super::parse;
use crate::source::{KnowledgeError, Source, lines};

/// What an operator governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governed {
    /// An event of this type.
    Type(EventType),
    /// An event of any type.
    Any,
    /// Something that carries no code.
    Uncoded,
    /// Whatever no other row is for, between spans that the user marked.
    Marked,
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gives {
    /// An event of its own.
    Code(Code),
    /// The governed event, with another status.
    Same,
    /// Nothing.
    Nothing,
}

/// Who receives what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhoReceives {
    /// The operator's own recipient, else the governed event's.
    Theirs,
    /// The operator's own recipient, else who does what is governed, else the governed event's recipient.
    Doer,
    /// The first two of these: 'demanded the release of the priest' is asked of nobody who is named.
    DoerAlone,
    /// The same, and where nobody is named who does it the deed itself, never its victim: 'condemned *the attack*'.
    Deed,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it governs.
    pub governed: Governed,
    /// What comes out.
    pub gives: Gives,
    /// Who receives it.
    pub recipient: WhoReceives,
    /// The status that it imposes on what comes out.
    pub status: Option<Status>,
    /// The status with which the governed event stands beside it as a record of its own.
    pub keeps: Option<Status>,
    /// Its line.
    pub source: Source,
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct Compose {
    rows: FxHashMap<String, Vec<Row>>,
}

impl Compose {
    pub(super) fn load(file: &Arc<str>, text: &str) -> Result<Self, KnowledgeError> {
        let mut compose = Compose::default();
        for (source, line) in lines(file, text) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [operator, governed, gives, cameo, recipient, status, keeps] = cells[..] else {
                return Err(KnowledgeError::new(
                    &source,
                    format!("{} cells", cells.len()),
                    "write seven: operator | governed | gives | cameo | recipient | status | governed itself",
                ));
            };
            let gives = match gives {
                "=" => Gives::Same,
                "-" => Gives::Nothing,
                code => Gives::Code(parse::code(code, cameo, &source)?),
            };
            let recipient = match recipient {
                "" | "theirs" => WhoReceives::Theirs,
                "doer" => WhoReceives::Doer,
                "doer alone" => WhoReceives::DoerAlone,
                "deed" => WhoReceives::Deed,
                other => {
                    return Err(KnowledgeError::new(
                        &source,
                        format!("recipient {other:?}"),
                        "write `theirs`, `doer`, `doer alone` or `deed`",
                    ));
                }
            };
            for name in governed.split(',').map(str::trim) {
                let governed = match name {
                    "*" => Governed::Any,
                    "-" => Governed::Uncoded,
                    "?" => Governed::Marked,
                    name => Governed::Type(parse::event_type(name, &source)?),
                };
                compose.rows.entry(operator.to_owned()).or_default().push(Row {
                    governed,
                    gives: gives.clone(),
                    recipient,
                    status: status_cell(status, &source)?,
                    keeps: status_cell(keeps, &source)?,
                    source: source.clone(),
                });
            }
        }
        Ok(compose)
    }

    /// All rows with their operators, in order of the file.
    #[must_use]
    pub fn all(&self) -> Vec<(&str, &Row)> {
        let rows = self.rows.iter();
        let mut all: Vec<(&str, &Row)> = rows
            .flat_map(|(name, rows)| rows.iter().map(move |row| (name.as_str(), row)))
            .collect();
        all.sort_by(|a, b| a.1.source.cmp(&b.1.source));
        all
    }

    /// Whether the table has a row for this operator.
    #[must_use]
    pub fn has(&self, operator: &str) -> bool {
        self.rows.contains_key(operator)
    }

    /// The row for an operator over an event of this type, or over something uncoded: the type's own row before `*`.
    /// `marked`: the user marked who is meant.
    #[must_use]
    pub fn row(&self, operator: &str, governed: Option<EventType>, marked: bool) -> Option<&Row> {
        let rows = self.rows.get(operator)?;
        let of = |governed| rows.iter().find(|row| row.governed == governed);
        let named = match governed {
            Some(event) => of(Governed::Type(event)).or_else(|| of(Governed::Any)),
            None => of(Governed::Uncoded),
        };
        named.or_else(|| if marked { of(Governed::Marked) } else { None })
    }
}

fn status_cell(cell: &str, source: &Source) -> Result<Option<Status>, KnowledgeError> {
    if cell.is_empty() {
        return Ok(None);
    }
    cell.parse().map(Some).map_err(|_| {
        KnowledgeError::new(
            source,
            format!("status {cell:?}"),
            "write actual, historical, future, hypothetical or negated, or leave it empty",
        )
    })
}
