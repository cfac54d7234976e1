//! `ontology/cameo.txt`: CAMEO's codes, their Goldstein scores, and the crosswalk to PLOVER.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use tacitus_record::EventType;

use super::event_type;
use crate::lexicon::Code;
use crate::source::{KnowledgeError, Source, lines};

/// One code.
#[derive(Clone, Debug, PartialEq)]
pub struct Cameo {
    /// The code as text: zeros count.
    pub code: String,
    /// Goldstein's score of cooperation (10) and conflict (-10).
    pub goldstein: f64,
    /// What PLOVER has for it, the crosswalk first; none for what PLOVER dropped.
    pub plover: Vec<(EventType, Option<String>)>,
    /// Contexts that go with it.
    pub contexts: Vec<String>,
    /// Codes of the act that is meant, asked for, refused or threatened, each standing for all that begin with it.
    pub of: Vec<String>,
    /// What it is, in few words.
    pub description: String,
    /// Its line.
    pub source: Source,
}

impl Cameo {
    /// Whether PLOVER's type may go with the code.
    #[must_use]
    pub fn is(&self, event: EventType) -> bool {
        self.plover.iter().any(|(own, _)| *own == event)
    }

    /// The first two digits.
    #[must_use]
    pub fn root(&self) -> &str {
        root(&self.code)
    }
}

/// The table.
#[derive(Clone, Debug, Default)]
pub struct CameoTable {
    list: Vec<Cameo>,
    by_code: FxHashMap<String, usize>,
}

impl CameoTable {
    pub(super) fn load(file: &Arc<str>, text: &str) -> Result<Self, KnowledgeError> {
        let mut table = CameoTable::default();
        for (source, line) in lines(file, text) {
            let code = row(line, &source)?;
            if let Some(first) = table.get(&code.code) {
                let message =
                    format!("code {} is there twice (first at {})", code.code, first.source);
                return Err(KnowledgeError::new(&source, message, "keep one of the two lines"));
            }
            table.by_code.insert(code.code.clone(), table.list.len());
            table.list.push(code);
        }
        for code in &table.list {
            let unknown = code.of.iter().find(|of| table.get(of).is_none());
            if let Some(unknown) = unknown {
                return Err(KnowledgeError::new(
                    &code.source,
                    format!("{} is of {unknown:?}, which is no code", code.code),
                    "name a code that the table has",
                ));
            }
        }
        Ok(table)
    }

    /// All codes, in order of the file.
    #[must_use]
    pub fn all(&self) -> &[Cameo] {
        &self.list
    }

    /// A code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Cameo> {
        self.by_code.get(code).map(|&index| &self.list[index])
    }

    /// What `code`, given by an operator, is over an act of `act`: AGREE 033 over AID 071 is AGREE 0331.
    ///
    /// Looked for below the code itself, or, where it is itself the code of an act, in its whole root.
    #[must_use]
    pub fn over(&self, code: &Code, act: &Code) -> Code {
        let (Some(given), Some(of)) = (code.cameo.first(), act.cameo.first()) else {
            return code.clone();
        };
        let Some(entry) = self.get(given) else { return code.clone() };
        let base = if !entry.of.is_empty() || is_general(given) { entry.root() } else { given };
        let mut best: Option<(usize, &Cameo)> = None;
        for other in self.list.iter().filter(|c| c.code.starts_with(base) && c.is(code.event)) {
            let fit = other.of.iter().filter(|o| of.starts_with(o.as_str())).map(String::len).max();
            if let Some(fit) = fit
                && best.is_none_or(|(length, _)| fit > length)
            {
                best = Some((fit, other));
            }
        }
        let Some((_, finer)) = best.filter(|(_, c)| !given.starts_with(&c.code)) else {
            return code.clone();
        };
        let mut code = code.clone();
        let own = |mode: Option<&str>| {
            finer.plover.iter().any(|(e, m)| *e == code.event && m.as_deref() == mode)
        };
        if !own(code.modes.first().map(String::as_str)) {
            let first = finer.plover.iter().find(|(event, _)| *event == code.event);
            code.modes = first.and_then(|(_, mode)| mode.clone()).into_iter().collect();
        }
        code.cameo[0].clone_from(&finer.code);
        code
    }
}

/// 'Not specified below': 030 says no more than 03.
fn is_general(code: &str) -> bool {
    code.len() == 2 || (code.len() == 3 && code.ends_with('0'))
}

/// The first two digits of a code.
fn root(code: &str) -> &str {
    code.get(..2).unwrap_or(code)
}

fn row(line: &str, source: &Source) -> Result<Cameo, KnowledgeError> {
    let wrong = |message: String, remedy: &str| KnowledgeError::new(source, message, remedy);
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [code, goldstein, plover, contexts, of, description] = cells[..] else {
        return Err(wrong(
            format!("{} cells", cells.len()),
            "write six: code | Goldstein | PLOVER | contexts | of | description",
        ));
    };
    let digits = (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    if !digits || !("01"..="20").contains(&root(code)) {
        let remedy = "write two to four digits, of which the first two are 01 to 20";
        return Err(wrong(format!("{code:?} is no CAMEO code"), remedy));
    }
    let score = goldstein.parse().ok().filter(|score: &f64| score.abs() <= 10.0);
    let Some(goldstein) = score else {
        return Err(wrong(format!("score {goldstein:?}"), "write a number from -10 to 10"));
    };
    let mut types = Vec::new();
    for pair in split(plover, ';').filter(|pair| *pair != "-") {
        let (event, mode) = pair.split_once(' ').unwrap_or((pair, ""));
        let mode = Some(mode.trim()).filter(|mode| !mode.is_empty()).map(str::to_owned);
        types.push((event_type(event, source)?, mode));
    }
    Ok(Cameo {
        code: code.to_owned(),
        goldstein,
        plover: types,
        contexts: split(contexts, ';').map(str::to_owned).collect(),
        of: split(of, ',').map(str::to_owned).collect(),
        description: description.to_owned(),
        source: source.clone(),
    })
}

fn split(text: &str, by: char) -> impl Iterator<Item = &str> {
    text.split(by).map(str::trim).filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::Ontology;
    use crate::source::Folder;

    fn shipped() -> Ontology {
        Ontology::load(&Folder::embedded()).unwrap_or_else(|error| panic!("{error}"))
    }

    fn code(event: EventType, modes: &[&str], cameo: &str) -> Code {
        let modes = modes.iter().map(|&mode| mode.to_owned()).collect();
        Code { event, modes, cameo: vec![cameo.to_owned()] }
    }

    #[test]
    fn every_code_is_there_below_its_root_and_goes_both_ways() {
        let ontology = shipped();
        let table = &ontology.cameo;
        assert_eq!(table.all().len(), 317);
        for code in table.all() {
            let above = &code.code[..(code.code.len() - 1).max(2)];
            assert!(table.get(above).is_some(), "{} has no {above}", code.code);
            assert_eq!(code.plover.is_empty(), code.root() == "01", "{}", code.code);
            assert!(!code.description.is_empty(), "{}", code.code);
        }
        for (event, mode, _) in ontology.types() {
            let modes: Vec<String> =
                Some(mode.to_owned()).filter(|m| !m.is_empty()).into_iter().collect();
            let back = ontology.cameo_of(event, &modes).unwrap_or_else(|| panic!("{event} {mode}"));
            let back = table.get(back).unwrap_or_else(|| panic!("{event} {mode}: {back}"));
            assert!(back.is(event), "{event} {mode}: {}", back.code);
        }
    }

    #[test]
    fn manual_two_rules_where_older_tables_differ() {
        let table = shipped().cameo;
        let first = |code: &str| table.get(code).and_then(|c| c.plover.first().cloned());
        assert_eq!(first("163"), Some((EventType::Sanction, Some("discontinue".into()))));
        assert_eq!(first("02"), Some((EventType::Request, None)));
        assert_eq!(first("055"), Some((EventType::Concede, None)));
        assert_eq!(first("0353"), Some((EventType::Concede, None)));
        assert_eq!(first("116"), Some((EventType::Sanction, Some("convict".into()))));
        assert_eq!(first("010"), None);
        let score = |code: &str| table.get(code).map(|c| c.goldstein);
        assert_eq!((score("016"), score("022"), score("164")), (Some(-2.0), Some(3.2), Some(-7.0)));
    }

    #[test]
    fn the_code_of_an_act_refines_that_of_its_operator() {
        let table = shipped().cameo;
        let over =
            |code: &Code, act: &str, of: EventType| table.over(code, &self::code(of, &[], act));
        let agree = code(EventType::Agree, &[], "033");
        assert_eq!(over(&agree, "071", EventType::Aid).cameo, ["0331"]);
        assert_eq!(over(&agree, "070", EventType::Aid), agree);
        let demand = code(EventType::Request, &["yield"], "105");
        assert_eq!(over(&demand, "0841", EventType::Retreat).cameo, ["1053"]);
        assert_eq!(
            over(&demand, "0831", EventType::Retreat),
            code(EventType::Request, &["change"], "1041")
        );
        let threat = code(EventType::Threaten, &["restrict"], "1312");
        assert_eq!(
            over(&threat, "1622", EventType::Sanction),
            code(EventType::Threaten, &["relations"], "1311")
        );
        // To condemn an attack is not to accuse of one.
        let condemn = code(EventType::Accuse, &["disapprove"], "111");
        assert_eq!(over(&condemn, "193", EventType::Assault), condemn);
    }

    #[test]
    fn a_line_with_a_mistake_is_named() {
        for (text, wanted) in [
            ("163 | -8.0 | SANCTION", "cameo.txt:1: 3 cells"),
            ("# a\n21 | 1 | AID | | | x", "cameo.txt:2: \"21\" is no CAMEO code"),
            ("07 | lots | AID | | | x", "score \"lots\""),
            ("07 | 7 | HELP | | | x", "\"HELP\" is no event type"),
            ("07 | 7 | AID | | | x\n07 | 7 | AID | | | x", "cameo.txt:2: code 07 is there twice"),
            ("07 | 7 | AID | | 99 | x", "of \"99\", which is no code"),
            ("07 | 7 | AID quickly | | | x", "AID has no mode \"quickly\""),
            ("07 | 7 | AID | weather | | x", "\"weather\" is no context"),
        ] {
            let folder: Folder = [
                ("ontology/cameo.txt", text),
                ("ontology/types.txt", "AID | | 10.0 | 07"),
                ("ontology/contexts.txt", "@economic: loan"),
            ]
            .into_iter()
            .collect();
            let error = Ontology::load(&folder).expect_err(text).to_string();
            assert!(error.contains(wanted), "{error}");
        }
    }
}
