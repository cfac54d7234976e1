//! What gives a CAMEO code: frames, and rows of the table of composition over the acts that frames give.

use std::collections::BTreeMap;

use crate::Knowledge;
use crate::lexicon::{Code, Gives, Governed, Head, Row};
use crate::source::Source;

/// One way to a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Giver {
    /// A frame, by its index.
    Frame(usize),
    /// A row of the table of composition.
    Row {
        /// Its operator.
        operator: String,
        /// What it governs.
        governed: String,
        /// The CAMEO code of the act that makes it this code; none where the row itself names it.
        of: Option<String>,
        /// Its line.
        source: Source,
    },
}

/// All codes that anything gives, each with what gives it.
#[must_use]
pub fn givers(knowledge: &Knowledge) -> BTreeMap<String, Vec<Giver>> {
    let mut all: BTreeMap<String, Vec<Giver>> = BTreeMap::new();
    let mut acts: Vec<Code> = Vec::new();
    for (index, frame) in knowledge.lexicon.frames.iter().enumerate() {
        let Head::Code(code) = &frame.head else { continue };
        for cameo in &code.cameo {
            all.entry(cameo.clone()).or_default().push(Giver::Frame(index));
        }
        add(&mut acts, code);
    }
    let rows = knowledge.lexicon.compose.all();
    composed_acts(knowledge, &rows, &mut acts);
    for (operator, row) in rows {
        let Gives::Code(code) = &row.gives else { continue };
        let governed = match row.governed {
            Governed::Type(event) => event.as_str(),
            Governed::Any => "anything else",
            Governed::Uncoded | Governed::Marked => "what has no code",
        };
        let mut put = |cameo: &str, of: Option<&str>| {
            let list = all.entry(cameo.to_owned()).or_default();
            list.push(Giver::Row {
                operator: operator.to_owned(),
                governed: governed.to_owned(),
                of: of.map(str::to_owned),
                source: row.source.clone(),
            });
        };
        code.cameo.iter().for_each(|cameo| put(cameo, None));
        for act in acts.iter().filter(|act| decides(knowledge, operator, row, act)) {
            let finer = knowledge.ontology.cameo.over(code, act);
            if finer.cameo != code.cameo {
                put(&finer.cameo[0], act.cameo.first().map(String::as_str));
            }
        }
    }
    all
}

/// Operators stand on one another ('threatened to stop mediating'): what a row gives is an act for the rows above it.
fn composed_acts(knowledge: &Knowledge, rows: &[(&str, &Row)], acts: &mut Vec<Code>) {
    const DEPTH: usize = 2;
    for _ in 0..DEPTH {
        for (operator, row) in rows {
            let Gives::Code(code) = &row.gives else { continue };
            add(acts, code);
            let below: Vec<Code> =
                acts.iter().filter(|act| decides(knowledge, operator, row, act)).cloned().collect();
            for act in below {
                add(acts, &knowledge.ontology.cameo.over(code, &act));
            }
        }
    }
}

/// Whether the row is the one that holds for an act: the type's own before that for anything else.
fn decides(knowledge: &Knowledge, operator: &str, row: &Row, act: &Code) -> bool {
    let own = knowledge.lexicon.compose.row(operator, Some(act.event), false);
    own.is_some_and(|own| std::ptr::eq(own, row))
}

fn add(acts: &mut Vec<Code>, code: &Code) {
    let same = |act: &Code| act.event == code.event && act.cameo.first() == code.cameo.first();
    if !code.cameo.is_empty() && !acts.iter().any(same) {
        acts.push(code.clone());
    }
}

/// The codes of roots 02 to 20 that nothing gives, in order; 01 is what is only said, and PLOVER has no type for it. Codes
/// of two digits are headings.
#[must_use]
pub fn gaps(knowledge: &Knowledge) -> Vec<String> {
    let givers = givers(knowledge);
    let codes = knowledge.ontology.cameo.all().iter();
    codes
        .filter(|c| c.code.len() > 2 && c.root() != "01" && !givers.contains_key(&c.code))
        .map(|c| c.code.clone())
        .collect()
}
