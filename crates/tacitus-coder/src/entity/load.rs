//! Reads knowledge/actors; the format is told at the head of each of its files.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::fields::{Row, bound, code, is_code, list, rows, sectors, years};
use super::knowledge::{Actors, Agent, Country, Group, Named, Organisation, Person, Term};
use super::names::{fold, pieces};
use crate::source::{Folder, KnowledgeError, Source};

impl Actors {
    /// The actors of a knowledge folder: everything below `actors/`.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut actors = Actors::default();
        // Offices of people are read by the agents' sectors, so people come last.
        let mut people = Vec::new();
        for (file, text) in folder.below("actors") {
            let name = file.strip_prefix("actors/").unwrap_or(&file).to_owned();
            match name.as_str() {
                "countries.txt" => countries(&mut actors, &file, text)?,
                "agents.txt" => agents(&mut actors, &file, text)?,
                "words.txt" => words(&mut actors, &file, text)?,
                "ethnic.txt" | "religious.txt" => groups(&mut actors, &file, text)?,
                _ if name.starts_with("people/") => people.push((file, text)),
                _ if name.ends_with(".txt") => organisations(&mut actors, &file, text)?,
                _ => {}
            }
        }
        let mut index = FxHashMap::default();
        for (file, text) in people {
            self::people(&mut actors, &mut index, &file, text)?;
        }
        Ok(actors)
    }

    fn name(&mut self, row: &Row<'_>, name: &str, value: Named) {
        self.names.insert(name, value);
        if row.is_ambiguous(name) {
            self.ambiguous.insert((pieces(name).join(" "), value));
        }
    }
}

fn countries(actors: &mut Actors, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
    for row in rows(file, text) {
        if !row.indented {
            country(actors, &row)?;
            continue;
        }
        let index = u32_of(actors.countries.len()).wrapping_sub(1);
        let (key, value) = row.text.split_once(char::is_whitespace).unwrap_or((row.text, ""));
        let value = value.trim();
        let Some(last) = actors.countries.last_mut() else {
            return Err(
                row.error("a key before any country", "begin with 'FRA | France' at the margin")
            );
        };
        match key {
            "until" => {
                // Either on the line of its own or behind the date: `until 1991-12-26 now RUS`.
                let (date, now) =
                    value.split_once("now").map_or((value, None), |(d, n)| (d, Some(n)));
                last.until = bound(&row, date.trim())?.map(|until| until.last);
                last.now = now.map(|now| code(&row, now.trim())).transpose()?.or(last.now.take());
            }
            "now" => last.now = Some(code(&row, value)?),
            "names" => {
                for name in list(value) {
                    actors.name(&row, name, Named::Country(index));
                }
            }
            "capital" => {
                for name in list(value) {
                    actors.name(&row, name, Named::Capital(index));
                }
            }
            "seats" => {
                for name in list(value) {
                    actors.name(&row, name, Named::Seat(index));
                }
            }
            "demonyms" => {
                for name in list(value) {
                    actors.name(&row, name, Named::Demonym(index));
                    if let Some(plural) = plural(name) {
                        actors.name(&row, &plural, Named::Demonym(index));
                    }
                }
            }
            _ => {
                return Err(row.error(
                    format!("unknown key '{key}'"),
                    "write names, demonyms, capital, seats, until or now",
                ));
            }
        }
    }
    Ok(())
}

fn country(actors: &mut Actors, row: &Row<'_>) -> Result<(), KnowledgeError> {
    let fields = row.fields();
    let [iso, name] = fields[..] else {
        return Err(row.error("a country needs two fields", "write 'FRA | France'"));
    };
    let iso = code(row, iso)?;
    let index = u32_of(actors.countries.len());
    if actors.country_of.insert(iso.clone(), index).is_some() {
        return Err(row.error(format!("{iso} stands here a second time"), "join the two blocks"));
    }
    actors.countries.push(Country {
        code: iso,
        name: name.to_owned(),
        until: None,
        now: None,
        source: row.source.clone(),
    });
    actors.name(row, name, Named::Country(index));
    Ok(())
}

/// The regular plural of a demonym that is a noun; adjectives in -ese, -ish, -ch and the like have none.
fn plural(demonym: &str) -> Option<String> {
    let none = ["s", "sh", "ch", "ese", "men", "women", "x", "z"];
    (!none.iter().any(|end| demonym.ends_with(end))).then(|| format!("{demonym}s"))
}

fn agents(actors: &mut Actors, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
    // Sectors, whether they are the owner's, and the kind; no kind: the section of modifiers.
    type Section = (Vec<String>, bool, Option<EntityKind>);
    let mut section: Option<Section> = None;
    for row in rows(file, text) {
        if let Some(head) = row.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = Some(agent_section(&row, head)?);
            continue;
        }
        match &section {
            None => {
                return Err(row.error("words before any section", "begin with '[GOV person]'"));
            }
            Some((_, _, None)) => modifiers(actors, &row)?,
            Some((sectors, of_owner, Some(kind))) => {
                for phrase in list(row.text) {
                    let index = u32_of(actors.agents.len());
                    actors.agent_names.insert(&phrase.to_lowercase(), index);
                    actors.agents.push(Agent {
                        phrase: phrase.to_lowercase(),
                        sectors: sectors.clone(),
                        of_owner: *of_owner,
                        kind: *kind,
                        source: row.source.clone(),
                    });
                }
            }
        }
    }
    Ok(())
}

fn agent_section(
    row: &Row<'_>,
    head: &str,
) -> Result<(Vec<String>, bool, Option<EntityKind>), KnowledgeError> {
    if head == "modifiers" {
        return Ok((Vec::new(), false, None));
    }
    if head == "nobody" {
        return Ok((Vec::new(), false, Some(EntityKind::Unknown)));
    }
    let (sector, kind) = head.split_once(char::is_whitespace).unwrap_or(("-", head));
    let kind = match kind.trim() {
        "person" => EntityKind::Person,
        "group" => EntityKind::Group,
        "organisation" | "organization" => EntityKind::Organisation,
        other => {
            return Err(row.error(
                format!("'{other}' is no kind of agent"),
                "write '[GOV person]', '[MIL group]', '[GOV organisation]', '[nobody]' or '[modifiers]'",
            ));
        }
    };
    let of_owner = sector.starts_with('=');
    let sectors = sectors(row, sector.trim_start_matches('=').trim_start_matches(','))?;
    Ok((sectors, of_owner, Some(kind)))
}

fn modifiers(actors: &mut Actors, row: &Row<'_>) -> Result<(), KnowledgeError> {
    let Some((words, sector)) = row.text.split_once("->") else {
        return Err(row.error("no '->' in a modifier's line", "write 'rebel -> REB'"));
    };
    let sector = sector.trim();
    if !is_code(sector) {
        return Err(
            row.error(format!("'{sector}' is no sector"), "write three capitals: 'rebel -> REB'")
        );
    }
    for word in list(words) {
        actors.modifiers.insert(word.to_lowercase(), (sector.to_owned(), row.source.clone()));
    }
    Ok(())
}

fn organisations(actors: &mut Actors, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
    for row in rows(file, text) {
        let fields = row.fields();
        let (names, iso) = match fields[..] {
            [names, iso, ..] if fields.len() <= 5 => (names, iso),
            _ => {
                return Err(row.error(
                    format!("{} fields where three to five are due", fields.len()),
                    "write 'Name; short name | CODE | SECTORS | what it may be called | from-to'",
                ));
            }
        };
        let field = |i: usize| fields.get(i).copied().unwrap_or("");
        let (from, to) = years(&row, field(4))?;
        let index = u32_of(actors.organisations.len());
        let Some(name) = list(names).next() else {
            return Err(row.error("no name", "write the names first"));
        };
        actors.organisations.push(Organisation {
            name: name.to_owned(),
            code: code(&row, iso)?,
            sectors: sectors(&row, field(2))?,
            kinds: list(field(3)).map(str::to_lowercase).collect(),
            from,
            to,
            source: row.source.clone(),
        });
        for name in list(names) {
            actors.name(&row, name, Named::Organisation(index));
        }
    }
    Ok(())
}

fn groups(actors: &mut Actors, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
    for row in rows(file, text) {
        let fields = row.fields();
        let [names, identifier, iso, ..] = fields[..] else {
            return Err(row.error(
                "a group needs at least three fields",
                "write 'Kurdish; Kurd; Kurds | Kurds | code or nothing | SECTORS'",
            ));
        };
        let iso = if iso.is_empty() || iso == "-" { None } else { Some(code(&row, iso)?) };
        let index = u32_of(actors.groups.len());
        actors.groups.push(Group {
            name: identifier.to_owned(),
            code: iso,
            sectors: sectors(&row, fields.get(3).copied().unwrap_or(""))?,
            source: row.source.clone(),
        });
        for name in list(names) {
            actors.name(&row, name, Named::Group(index));
            if let Some(plural) = plural(name) {
                actors.name(&row, &plural, Named::Group(index));
            }
        }
    }
    Ok(())
}

fn people(
    actors: &mut Actors,
    index: &mut FxHashMap<String, u32>,
    file: &Arc<str>,
    text: &str,
) -> Result<(), KnowledgeError> {
    for row in rows(file, text) {
        let fields = row.fields();
        let [iso, office, names, ..] = fields[..] else {
            return Err(row.error(
                "a term of office needs at least three fields",
                "write 'FRA | president | François Hollande | 2012-05-15 | 2017-05-14'",
            ));
        };
        let Some(name) = list(names).find(|name| !name.starts_with('=')) else {
            return Err(row.error("no full name", "write the person's full name first"));
        };
        let field = |i: usize| fields.get(i).copied().unwrap_or("");
        let iso = if iso == "-" { String::new() } else { code(&row, iso)? };
        let office = actors.office(&office.to_lowercase()).to_owned();
        let term = Term {
            sectors: actors.office_sectors(&office),
            code: iso,
            leads: actors.leads(&office),
            office,
            from: bound(&row, field(3))?,
            to: bound(&row, field(4))?,
            basis: Some(field(5)).filter(|basis| !basis.is_empty()).map(str::to_owned),
            source: row.source.clone(),
        };
        let person = *index.entry(fold(name)).or_insert_with(|| {
            if let Some((first, _)) = name.split_once(' ')
                && !list(names).any(|short| short.strip_prefix('=') == Some(first))
            {
                *actors.first_names.entry(fold(first)).or_default() += 1;
            }
            actors.people.push(Person {
                name: name.to_owned(),
                names: Vec::new(),
                terms: Vec::new(),
            });
            u32_of(actors.people.len() - 1)
        });
        if let Some((_, last)) = term.office.rsplit_once(' ') {
            actors.offices.insert(last.to_owned());
        }
        actors.offices.insert(term.office.clone());
        let holders = actors.holders.entry((term.code.clone(), term.office.clone())).or_default();
        if !holders.contains(&person) {
            holders.push(person);
        }
        actors.people[person as usize].terms.push(term);
        for name in list(names) {
            person_name(actors, &row, person, name, !names.contains('='));
        }
    }
    Ok(())
}

/// Enters a full name and, unless the line gives the short one itself (`=Assad`), its last word.
fn person_name(actors: &mut Actors, row: &Row<'_>, person: u32, name: &str, derive: bool) {
    if let Some(short) = name.strip_prefix('=') {
        actors.name(row, short.trim(), Named::Surname(person));
        return;
    }
    let known = &mut actors.people[person as usize].names;
    if !known.iter().any(|one| one == name) {
        known.push(name.to_owned());
    }
    match name.rsplit_once(' ') {
        None => actors.name(row, name, Named::Surname(person)),
        Some((_, last)) => {
            actors.name(row, name, Named::Person(person));
            if derive {
                actors.name(row, last, Named::Surname(person));
                // 'al-Assad' is also 'Assad'.
                if let Some((_, short)) =
                    last.split_once('-').filter(|(article, _)| article.len() == 2)
                {
                    actors.name(row, short, Named::Surname(person));
                }
            }
        }
    }
}

impl Actors {
    /// The sectors of an office: of the longest agent at its end, with the modifiers before it.
    pub(super) fn office_sectors(&self, office: &str) -> Vec<String> {
        let words: Vec<&str> = office.split_whitespace().collect();
        for from in 0..words.len() {
            let found = self.agent_names.exact(&words[from..].join(" "));
            if let Some(&agent) = found.first() {
                let agent = &self.agents[agent as usize];
                let mut sectors = agent.sectors.clone();
                if agent.of_owner && sectors.is_empty() {
                    // Who speaks for a state speaks for its government.
                    sectors = self
                        .agent_names
                        .exact("government")
                        .first()
                        .map_or(Vec::new(), |&body| self.agents[body as usize].sectors.clone());
                }
                for word in &words[..from] {
                    if let Some((sector, _)) = self.modifiers.get(*word) {
                        super::phrase::modify(&mut sectors, sector);
                    }
                }
                return sectors;
            }
        }
        Vec::new()
    }
}

fn words(actors: &mut Actors, file: &Arc<str>, text: &str) -> Result<(), KnowledgeError> {
    let mut section = String::new();
    for row in rows(file, text) {
        if let Some(head) = row.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = head.to_owned();
            continue;
        }
        let words = &mut actors.words;
        let pairs = match section.as_str() {
            "abbreviations" => Some(&mut words.abbreviations),
            "thrones" => Some(&mut words.thrones),
            "same office" => Some(&mut words.same_office),
            "party tags" => Some(&mut words.party_tags),
            _ => None,
        };
        if let Some(pairs) = pairs {
            let Some((word, meaning)) = row.text.split_once('=') else {
                return Err(row.error("no '=' in a pair", "write 'sen = senator'"));
            };
            pairs.insert(word.trim().to_owned(), meaning.trim().to_owned());
            continue;
        }
        let set: &mut FxHashMap<String, Source> = match section.as_str() {
            "masculine" => &mut words.masculine,
            "feminine" => &mut words.feminine,
            "men's names" => &mut words.men,
            "women's names" => &mut words.women,
            "honorifics" => &mut words.honorifics,
            "partitives" => &mut words.partitives,
            "plural only" => &mut words.plural_only,
            "leaders" => &mut words.leaders,
            "countries" => &mut words.countries,
            "raising" => &mut words.raising,
            "asking" => &mut words.asking,
            "whether" => &mut words.whether,
            "other countries" => &mut words.other_countries,
            "of somebody" => &mut words.of_somebody,
            "owning" => &mut words.owning,
            "casualties" => &mut words.casualties,
            "versus" => &mut words.versus,
            "of others" => &mut words.of_others,
            "strangers" => &mut words.strangers,
            "serving" => &mut words.serving,
            "standing for" => &mut words.standing_for,
            "followers" => &mut words.followers,
            "abroad" => &mut words.abroad,
            "stances" => &mut words.stances,
            "conditions" => &mut words.conditions,
            "determined" => &mut words.determined,
            "counterparts" => &mut words.counterparts,
            "sides" => &mut words.sides,
            "two" => &mut words.two,
            other => {
                return Err(row.error(
                    format!("unknown section '{other}'"),
                    "see the sections of the default actors/words.txt",
                ));
            }
        };
        for word in list(row.text) {
            set.insert(fold(word).to_lowercase(), row.source.clone());
        }
    }
    Ok(())
}

pub(super) fn u32_of(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
