//! `ontology/crosswalk_2021.txt`: PLOVER 2.0 to the roots that older data follow.

use tacitus_record::{EventType, Status, wire};

use crate::source::{Folder, KnowledgeError, Source, lines};

/// One line: what it asks of an event, and the root that it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    event: EventType,
    modes: Vec<String>,
    cameo: Vec<String>,
    of: Of,
    status: Option<Status>,
    root: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Of {
    Whatever,
    Any,
    These(Vec<EventType>),
}

/// The table; the first line that holds decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crosswalk {
    rows: Vec<Row>,
}

const FILE: &str = "ontology/crosswalk_2021.txt";

impl Crosswalk {
    /// Reads the table of a knowledge folder; without one every type keeps its name.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut crosswalk = Crosswalk::default();
        if let Some((file, text)) = folder.file(FILE) {
            for (source, line) in lines(&file, text) {
                crosswalk.rows.push(row(line, &source)?);
            }
        }
        Ok(crosswalk)
    }

    /// The older root of an event; `None` where there is no event.
    #[must_use]
    pub fn root(&self, event: &wire::Event) -> Option<String> {
        let event_type = *event.event.first()?;
        Some(self.root_of(&Coded {
            event: event_type,
            modes: &event.mode,
            cameo: &event.cameo,
            of: event.of,
            status: event.status,
        }))
    }

    /// The older root of what carries these codes.
    #[must_use]
    pub fn root_of(&self, coded: &Coded<'_>) -> String {
        let row = self.rows.iter().find(|row| row.event == coded.event && row.holds(coded));
        row.map_or_else(|| coded.event.as_str().to_owned(), |row| row.root.clone())
    }
}

/// What the table looks at.
#[derive(Clone, Copy, Debug)]
pub struct Coded<'a> {
    /// The type by PLOVER 2.0.
    pub event: EventType,
    /// Its modes.
    pub modes: &'a [String],
    /// Its CAMEO codes.
    pub cameo: &'a [String],
    /// The type of an act to come.
    pub of: Option<EventType>,
    /// Whether it happened.
    pub status: Status,
}

impl Row {
    fn holds(&self, event: &Coded<'_>) -> bool {
        let mode = self.modes.is_empty() || self.modes.iter().any(|m| event.modes.contains(m));
        let begins = |code: &String| self.cameo.iter().any(|prefix| code.starts_with(prefix));
        let cameo = self.cameo.is_empty() || event.cameo.iter().any(begins);
        let of = match &self.of {
            Of::Whatever => true,
            Of::Any => event.of.is_some(),
            Of::These(types) => event.of.is_some_and(|of| types.contains(&of)),
        };
        mode && cameo && of && self.status.is_none_or(|status| status == event.status)
    }
}

fn row(line: &str, source: &Source) -> Result<Row, KnowledgeError> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [event, modes, cameo, of, status, root] = cells[..] else {
        return Err(KnowledgeError::new(
            source,
            format!("{} cells", cells.len()),
            "write six: type | modes | CAMEO | of | status | root",
        ));
    };
    let types = |text: &str| -> Result<Vec<EventType>, KnowledgeError> {
        list(text)
            .iter()
            .map(|name| {
                name.parse().map_err(|_| {
                    let message = format!("{name:?} is no PLOVER type");
                    KnowledgeError::new(source, message, "write one of the sixteen, in capitals")
                })
            })
            .collect()
    };
    let missing = || KnowledgeError::new(source, "an empty cell", "give a type and a root");
    if root.is_empty() {
        return Err(missing());
    }
    let status = match status {
        "" => None,
        name => Some(name.parse().map_err(|_| {
            let remedy = "write actual, historical, future, hypothetical or negated";
            KnowledgeError::new(source, format!("status {name:?}"), remedy)
        })?),
    };
    Ok(Row {
        event: types(event)?.first().copied().ok_or_else(missing)?,
        modes: list(modes),
        cameo: list(cameo),
        of: match of {
            "" => Of::Whatever,
            "*" => Of::Any,
            names => Of::These(types(names)?),
        },
        status,
        root: root.to_owned(),
    })
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(text: &str) -> Result<Crosswalk, KnowledgeError> {
        Crosswalk::load(&[(FILE, text)].into_iter().collect())
    }

    #[test]
    fn a_line_with_a_mistake_is_named() {
        for (text, wanted) in [
            ("# a\nAID | | | AGREE", "ontology/crosswalk_2021.txt:2"),
            ("AID | | | | | ", "empty cell"),
            ("HELP | | | | | AID", "HELP"),
            ("AID | | | | soon | AGREE", "soon"),
        ] {
            let error = load(text).expect_err(text).to_string();
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn the_shipped_table_loads() {
        let crosswalk = Crosswalk::load(&Folder::embedded()).unwrap_or_else(|e| panic!("{e}"));
        assert!(crosswalk.rows.iter().any(|row| row.root == "YIELD"));
    }
}
