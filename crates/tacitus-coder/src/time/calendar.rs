//! The knowledge of time: named days, seasons, parts of the day, fixed phrases, as the files of `knowledge/time` say.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::TimeType;
use super::feasts::{Base, Feast, Rule};
use super::lexer::{self, Piece, Word};
use crate::source::{Folder, KnowledgeError, Source, lines};

/// What every article's times are read with; built once, never changed.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    pub(super) feasts: Vec<Feast>,
    pub(super) feast_names: Phrases<usize>,
    pub(super) seasons: Vec<Season>,
    pub(super) season_names: Phrases<usize>,
    pub(super) parts: Phrases<Part>,
    pub(super) fixed: Phrases<(TimeType, Arc<str>)>,
    pub(super) decades: Phrases<i16>,
    pub(super) zones: Phrases<Option<Arc<str>>>,
    pub(super) ahead: Ahead,
}

/// A season: TIMEX3's code, first and last month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Season {
    pub code: Arc<str>,
    pub first: i8,
    pub last: i8,
}

/// A part of the day or a named point of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// `MO`, `NI` …
    Code(Arc<str>),
    /// `T12:00`.
    Clock(Arc<str>),
}

/// Lemmas that put a time ahead.
#[derive(Clone, Debug, Default)]
pub(super) struct Ahead {
    /// The time on the word itself.
    pub own: FxHashSet<Box<str>>,
    /// The time in the clause below the word.
    pub clause: FxHashSet<Box<str>>,
    /// What takes place on a day set before.
    pub event: FxHashSet<Box<str>>,
    /// The time behind 'until' below the verb.
    pub until: FxHashSet<Box<str>>,
}

/// Phrases found by their first word.
#[derive(Clone, Debug)]
pub(super) struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<Phrase<T>>>,
}

/// The words behind the first, and what the phrase stands for.
type Phrase<T> = (Vec<Box<str>>, T);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: FxHashMap::default() }
    }
}

impl<T: Clone> Phrases<T> {
    fn insert(&mut self, phrase: &str, value: T) {
        let mut words = words(phrase).into_iter();
        if let Some(first) = words.next() {
            let list = self.by_first.entry(first).or_default();
            list.push((words.collect(), value));
            // The longest first: it is the one that is meant.
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
    }

    /// The longest phrase at piece `i`, with the piece after it.
    pub(super) fn at(&self, pieces: &[Piece<'_>], i: usize) -> Option<(&T, usize)> {
        let list = self.by_first.get(pieces.get(i)?.lower.as_ref())?;
        list.iter().find_map(|(rest, value)| {
            let end = i + 1 + rest.len();
            let there = pieces.get(i + 1..end)?;
            there
                .iter()
                .zip(rest)
                .all(|(p, word)| p.lower.as_ref() == word.as_ref())
                .then_some((value, end))
        })
    }
}

/// A phrase of a knowledge file cut as the lexer cuts text: the clitic and every mark are pieces of their own.
fn words(phrase: &str) -> Vec<Box<str>> {
    let mut out = Vec::new();
    for word in phrase.replace('’', "'").split_whitespace() {
        let (stem, clitic) = match word {
            _ if word.ends_with("'s") => (&word[..word.len() - 2], Some("'s")),
            _ if word.ends_with("s'") => (&word[..word.len() - 1], Some("'")),
            _ => (word, None),
        };
        out.extend(lexer::cut_word(stem));
        out.extend(clitic.map(Box::from));
    }
    out
}

impl Calendar {
    /// Reads the files of `time/` in a knowledge folder.
    pub fn load(folder: &Folder) -> Result<Calendar, KnowledgeError> {
        let mut calendar = Calendar::default();
        calendar.load_days(folder)?;
        for (at, names, value) in entries(folder, "time/seasons.txt")? {
            let season = season(&value).ok_or_else(|| {
                KnowledgeError::new(
                    &at,
                    format!("'{value}' is no season"),
                    "write CODE FIRST .. LAST, SU 6 .. 8 say",
                )
            })?;
            let index = calendar.seasons.len();
            calendar.seasons.push(season);
            names.iter().for_each(|name| calendar.season_names.insert(name, index));
        }
        for (_, names, value) in entries(folder, "time/parts.txt")? {
            let part = match value.strip_prefix('T') {
                Some(_) => Part::Clock(value.as_str().into()),
                None => Part::Code(value.as_str().into()),
            };
            names.iter().for_each(|name| calendar.parts.insert(name, part.clone()));
        }
        for (at, names, value) in entries(folder, "time/phrases.txt")? {
            let parsed = value
                .split_once(' ')
                .and_then(|(kind, value)| Some((time_type(kind)?, value.trim())));
            let (kind, value) = parsed.ok_or_else(|| {
                KnowledgeError::new(
                    &at,
                    format!("'{value}' has no type"),
                    "write DATE, TIME, DURATION or SET, and the value",
                )
            })?;
            names.iter().for_each(|name| calendar.fixed.insert(name, (kind, value.into())));
        }
        for (at, names, value) in entries(folder, "time/decades.txt")? {
            let decade = value.parse().map_err(|_| {
                KnowledgeError::new(
                    &at,
                    format!("'{value}' is no decade"),
                    "write the first three digits of its years",
                )
            })?;
            names.iter().for_each(|name| calendar.decades.insert(name, decade));
        }
        for (_, names, value) in entries(folder, "time/zones.txt")? {
            let zone = (value != "-").then(|| Arc::from(value.as_str()));
            names.iter().for_each(|name| calendar.zones.insert(name, zone.clone()));
        }
        calendar.load_ahead(folder)?;
        Ok(calendar)
    }

    fn load_days(&mut self, folder: &Folder) -> Result<(), KnowledgeError> {
        let Some((file, text)) = folder.file("time/days.txt") else { return Ok(()) };
        for (at, line) in lines(&file, text) {
            let wrong = |what: &str, remedy: &str| {
                KnowledgeError::new(&at, format!("'{}' {what}", line.trim()), remedy)
            };
            if line.starts_with(' ') {
                let row = line.split_once(':').and_then(|(year, when)| {
                    let (first, last) = rules(when)?;
                    Some((year.trim().parse().ok()?, first, last))
                });
                let row = row.ok_or_else(|| {
                    wrong("is no row of a table", "write YEAR: MM-DD or YEAR: MM-DD .. MM-DD")
                })?;
                let feast = self.feasts.last_mut();
                feast
                    .ok_or_else(|| wrong("stands below no name", "put NAME = WHEN above it"))?
                    .table
                    .push(row);
                continue;
            }
            let (names, when) =
                entry(line).ok_or_else(|| wrong("has no '='", "write NAME, NAME = WHEN"))?;
            let rule = rules(when).ok_or_else(|| {
                wrong("is no rule", "the head of the file lists the forms of WHEN")
            })?;
            let index = self.feasts.len();
            self.feasts.push(Feast { rule, table: Vec::new() });
            names.for_each(|name| self.feast_names.insert(name, index));
        }
        Ok(())
    }

    fn load_ahead(&mut self, folder: &Folder) -> Result<(), KnowledgeError> {
        let Some((file, text)) = folder.file("time/ahead.txt") else { return Ok(()) };
        let mut section = None;
        for (at, line) in lines(&file, text) {
            let word = line.trim();
            let list = match (word, section) {
                ("[own]" | "[clause]" | "[until]" | "[event]", _) => {
                    section = Some(word);
                    continue;
                }
                (_, Some("[own]")) => &mut self.ahead.own,
                (_, Some("[event]")) => &mut self.ahead.event,
                (_, Some("[clause]")) => &mut self.ahead.clause,
                (_, Some(_)) => &mut self.ahead.until,
                (_, None) => {
                    let message = format!("'{word}' stands below no section");
                    let remedy = "put [own], [clause], [until] or [event] above it";
                    return Err(KnowledgeError::new(&at, message, remedy));
                }
            };
            list.insert(word.into());
        }
        Ok(())
    }
}

type Entries = Vec<(Source, Vec<String>, String)>;

/// The lines `NAME, NAME = VALUE` of a file. A folder without the file knows nothing of the kind, and that is no error.
fn entries(folder: &Folder, name: &str) -> Result<Entries, KnowledgeError> {
    let Some((file, text)) = folder.file(name) else { return Ok(Vec::new()) };
    let parsed = lines(&file, text).map(|(at, line)| match entry(line) {
        Some((names, value)) => Ok((at, names.map(str::to_owned).collect(), value.to_owned())),
        None => Err(KnowledgeError::new(
            &at,
            format!("'{}' has no '='", line.trim()),
            "write NAME, NAME = VALUE",
        )),
    });
    parsed.collect()
}

fn entry(line: &str) -> Option<(impl Iterator<Item = &str>, &str)> {
    let (names, value) = line.split_once('=')?;
    Some((names.split(',').map(str::trim).filter(|name| !name.is_empty()), value.trim()))
}

fn time_type(name: &str) -> Option<TimeType> {
    [TimeType::Date, TimeType::Time, TimeType::Duration, TimeType::Set]
        .into_iter()
        .find(|t| t.as_str() == name)
}

fn season(value: &str) -> Option<Season> {
    let (code, months) = value.split_once(' ')?;
    let (first, last) = months.split_once("..")?;
    let month = |text: &str| text.trim().parse().ok().filter(|m| (1..=12).contains(m));
    Some(Season { code: code.into(), first: month(first)?, last: month(last)? })
}

fn rules(when: &str) -> Option<(Rule, Rule)> {
    match when.split_once("..") {
        Some((first, last)) => Some((rule(first)?, rule(last)?)),
        None => rule(when).map(|rule| (rule, rule)),
    }
}

/// One day: `BASE`, `BASE + N`, `BASE - N`.
fn rule(text: &str) -> Option<Rule> {
    let text = text.trim();
    let (base, offset) = match (text.rsplit_once(" + "), text.rsplit_once(" - ")) {
        (Some((base, n)), _) => (base, n.trim().parse().ok()?),
        (_, Some((base, n))) => (base, -n.trim().parse::<i32>().ok()?),
        _ => (text, 0),
    };
    Some(Rule { base: base_of(base.trim())?, offset })
}

fn base_of(text: &str) -> Option<Base> {
    let pair = |text: &str| {
        let (month, day) = text.trim().split_once('-')?;
        let (month, day): (i8, i8) = (month.parse().ok()?, day.parse().ok()?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
    };
    match text {
        "easter" => return Some(Base::Easter),
        "orthodox easter" => return Some(Base::OrthodoxEaster),
        "table" => return Some(Base::Table),
        _ => {}
    }
    if let Some(day) = text.strip_prefix("islamic ") {
        return pair(day).map(|(month, day)| Base::Islamic(month, day));
    }
    if let Some(day) = text.strip_prefix("jewish ") {
        return pair(day).map(|(month, day)| Base::Jewish(month, day));
    }
    if let Some((month, day)) = pair(text) {
        return Some(Base::Fixed(month, day));
    }
    if let Ok(day) = text.parse::<Date>() {
        return Some(Base::Once(day));
    }
    let mut words = text.split_whitespace();
    let (day, nth) = (words.next()?, words.next()?);
    let (Some("of"), Some(month), None) = (words.next(), words.next(), words.next()) else {
        return None;
    };
    let nth = if nth == "last" { -1 } else { nth.parse().ok().filter(|n| (1..=5).contains(n))? };
    match (lexer::classify(day), lexer::classify(month)) {
        (Word::Weekday(day, _), Word::Month(month, _)) => Some(Base::Nth(day, nth, month)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, text: &str, wanted: &str) {
        let folder: Folder = [(file, text)].into_iter().collect();
        let error = Calendar::load(&folder).expect_err("a mistake must be told");
        assert_eq!(error.to_string(), wanted);
    }

    #[test]
    fn mistakes_are_told_with_file_line_and_remedy() {
        check(
            "time/days.txt",
            "\nflag day = 6/14",
            "time/days.txt:2: 'flag day = 6/14' is no rule; the head of the file lists the forms of WHEN",
        );
        check(
            "time/days.txt",
            "flag day",
            "time/days.txt:1: 'flag day' has no '='; write NAME, NAME = WHEN",
        );
        check(
            "time/days.txt",
            "  2016: 01-01",
            "time/days.txt:1: '2016: 01-01' stands below no name; put NAME = WHEN above it",
        );
        check(
            "time/seasons.txt",
            "monsoon = MS 6 .. 13",
            "time/seasons.txt:1: 'MS 6 .. 13' is no season; write CODE FIRST .. LAST, SU 6 .. 8 say",
        );
        check(
            "time/phrases.txt",
            "now = PRESENT_REF",
            "time/phrases.txt:1: 'PRESENT_REF' has no type; write DATE, TIME, DURATION or SET, and the value",
        );
        check(
            "time/decades.txt",
            "forties = many",
            "time/decades.txt:1: 'many' is no decade; write the first three digits of its years",
        );
        check(
            "time/ahead.txt",
            "plan",
            "time/ahead.txt:1: 'plan' stands below no section; put [own], [clause], [until] or [event] above it",
        );
    }
}
