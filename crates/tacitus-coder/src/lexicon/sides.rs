//! The table of sides: who cannot do or suffer what, whatever the words say.
//!
//! ```text
//! # type, modes | actor      | recipient | gives              | cameo
//! CONSULT visit | CVL, UNK   | *         | -                  |
//! ASSAULT       | LEG, PTY   | LEG, PTY  | ACCUSE disapprove  | 111
//! AGREE if hypothetical | *  | -         | -                  |
//! ```

use std::sync::Arc;

use tacitus_record::{EventType, Status};

use super::classes::is_sector;
use super::parse;
use super::{ClassId, Classes, Code};
use crate::source::{KnowledgeError, Source, lines};

/// Of whom a row speaks; all that is asked for has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// His chief sector.
    pub sector: Option<String>,
    /// Or one of the sectors of this class.
    pub class: Option<ClassId>,
    /// He has the country of the other side.
    pub own: bool,
    /// One human being.
    pub person: bool,
    /// A country itself.
    pub country: bool,
    /// Another place: a city, a region.
    pub place: bool,
    /// Neither country nor sector is known.
    pub nobody: bool,
    /// No country is known.
    pub stateless: bool,
}

/// What a row asks of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `*`: nothing.
    Any,
    /// `-`: nobody stands there.
    Empty,
    /// Somebody stands there, and everybody who does is one of these.
    All(Vec<Who>),
}

/// What words tell that their sides could not have done or suffered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// `-`: nothing.
    Nothing,
    /// `=`: the same, done to nobody.
    Unaddressed,
    /// Something else.
    Code(Code),
}

/// How something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// With this status.
    As(Status),
    /// By a noun that takes it for granted: 'their cooperation'.
    Granted,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideRow {
    /// The type that it is about.
    pub event: EventType,
    /// And one of these modes or CAMEO codes, where any are named.
    pub modes: Vec<String>,
    /// How it is told, where the row asks for that.
    pub told: Vec<How>,
    /// What it asks of the actors.
    pub actor: Condition,
    /// What it asks of the recipients.
    pub recipient: Condition,
    /// What the words tell of such sides instead.
    pub gives: Instead,
    /// Its line.
    pub source: Source,
}

/// The table, in order of its lines: the first row that holds decides.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    rows: Vec<SideRow>,
}

impl Sides {
    pub(super) fn load(
        file: &Arc<str>,
        text: &str,
        classes: &Classes,
    ) -> Result<Self, KnowledgeError> {
        let mut rows = Vec::new();
        for (source, line) in lines(file, text) {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [of, actor, recipient, gives, cameo] = cells[..] else {
                return Err(KnowledgeError::new(
                    &source,
                    format!("{} cells", cells.len()),
                    "write five: type and modes | actor | recipient | gives | cameo",
                ));
            };
            let (of, told) = of.split_once(" if ").unwrap_or((of, ""));
            let Code { event, modes, .. } = parse::code(of, "", &source)?;
            rows.push(SideRow {
                event,
                modes,
                told: how(told, &source)?,
                actor: condition(actor, classes, &source)?,
                recipient: condition(recipient, classes, &source)?,
                gives: match gives {
                    "-" => Instead::Nothing,
                    "=" => Instead::Unaddressed,
                    code => Instead::Code(parse::code(code, cameo, &source)?),
                },
                source,
            });
        }
        Ok(Sides { rows })
    }

    /// The rows about a code, in order; of rows that ask how it is told only those for one of `told`.
    pub fn about<'a>(
        &'a self,
        code: &'a Code,
        told: &'a [How],
    ) -> impl Iterator<Item = &'a SideRow> + 'a {
        self.rows.iter().filter(move |row| {
            let of = |m: &String| code.modes.contains(m) || code.cameo.contains(m);
            let named = row.modes.is_empty() || row.modes.iter().any(of);
            let so = if told.is_empty() {
                row.told.is_empty()
            } else {
                row.told.iter().any(|how| told.contains(how))
            };
            row.event == code.event && named && so
        })
    }

    /// All rows, in order of the file.
    #[must_use]
    pub fn all(&self) -> &[SideRow] {
        &self.rows
    }
}

/// `hypothetical, negated`, `granted`.
fn how(list: &str, source: &Source) -> Result<Vec<How>, KnowledgeError> {
    let words = list.split(',').map(str::trim).filter(|word| !word.is_empty());
    words
        .map(|word| match word {
            "granted" => Ok(How::Granted),
            word => word.parse().map(How::As).map_err(|_| {
                KnowledgeError::new(
                    source,
                    format!("told {word:?}"),
                    "write statuses after `if`, or `granted`",
                )
            }),
        })
        .collect()
}

fn condition(cell: &str, classes: &Classes, source: &Source) -> Result<Condition, KnowledgeError> {
    match cell {
        "*" => Ok(Condition::Any),
        "-" => Ok(Condition::Empty),
        list => {
            let members = list.split(',').map(|member| who(member.trim(), classes, source));
            Ok(Condition::All(members.collect::<Result<_, _>>()?))
        }
    }
}

/// `own JRN`, `@civil`, `nobody`.
fn who(member: &str, classes: &Classes, source: &Source) -> Result<Who, KnowledgeError> {
    let mut who = Who::default();
    for word in member.split_whitespace() {
        match word {
            "own" => who.own = true,
            "person" => who.person = true,
            "country" => who.country = true,
            "nobody" => who.nobody = true,
            "place" => who.place = true,
            "stateless" => who.stateless = true,
            word if is_sector(word) => who.sector = Some(word.to_owned()),
            word => match word.strip_prefix('@') {
                Some(class) => who.class = Some(classes.find(class, source)?),
                None => {
                    return Err(KnowledgeError::new(
                        source,
                        format!("{word:?} is nobody"),
                        "write a sector, an @class of sectors, `own`, `person`, `country`, `place`, `nobody` or `stateless`; `*` anybody, `-` an empty side",
                    ));
                }
            },
        }
    }
    if who == Who::default() {
        return Err(KnowledgeError::new(
            source,
            "an empty cell",
            "write `*` for anybody, `-` for an empty side",
        ));
    }
    Ok(who)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_and_mistakes() {
        let file: Arc<str> = Arc::from("lexicon/sides.txt");
        let classes = Classes::load(&file, "@civil: CVL, UNK\n").unwrap();
        let text = "CONSULT visit | @civil, own GOV | * | - |\nASSAULT | PTY | - | ACCUSE disapprove | 111\n";
        let sides = Sides::load(&file, text, &classes).unwrap();
        let visit =
            Code { event: EventType::Consult, modes: vec!["visit".into()], cameo: Vec::new() };
        let row = sides.about(&visit, &[]).next().unwrap();
        assert_eq!(row.recipient, Condition::Any);
        assert!(matches!(&row.actor, Condition::All(list) if list.len() == 2 && list[1].own));
        let phone = Code { modes: vec!["phone".into()], ..visit };
        assert!(sides.about(&phone, &[]).next().is_none());
        let sides = Sides::load(&file, "AGREE if negated | * | - | - |\n", &classes).unwrap();
        let agree = Code { event: EventType::Agree, modes: Vec::new(), cameo: Vec::new() };
        assert!(sides.about(&agree, &[]).next().is_none());
        assert!(sides.about(&agree, &[How::As(Status::Negated)]).next().is_some());
        for wrong in ["CONSULT | x | * | - |\n", "CONSULT | | * | - |\n", "CONSULT | * | *\n"] {
            assert!(Sides::load(&file, wrong, &classes).is_err(), "{wrong}");
        }
    }
}
