//! NGEC's own tests of actor resolution, where the data is there and needs no encyclopaedia: run by hand.

use std::path::PathBuf;

use super::super::{Actors, Entities, Gazetteer, entities};
use crate::source::Folder;
use crate::testing::{article, parse};
use crate::text::Text;

/// Prints the share passed and each failure. `GOLD` names the folder of the gold data, `KNOWLEDGE` a knowledge folder.
#[test]
#[ignore = "needs the gold data, which is not part of the project"]
fn ngec_actor_resolution() {
    let Some(gold) = std::env::var_os("GOLD").map(PathBuf::from) else { return };
    let Ok(lines) = std::fs::read_to_string(gold.join("ngec/actor_resolution.jsonl")) else {
        return;
    };
    let folder = std::env::var_os("KNOWLEDGE")
        .map_or_else(Folder::embedded, |path| Folder::read(path.as_ref()).unwrap());
    let actors = Actors::load(&folder).unwrap_or_else(|e| panic!("{e}"));
    let places = Gazetteer::load(&folder).unwrap_or_else(|e| panic!("{e}"));
    let (mut passed, mut all) = (0, 0);
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let skip = ["skip", "xfail", "shadowed"].iter().any(|flag| record.get(flag).is_some());
        if skip || record["method"] == "query_wiki" {
            continue;
        }
        let phrase = record["phrase"].as_str().unwrap();
        let article = article(phrase);
        let text = Text::new(&article, parse);
        let date = day(record["query_date"].as_str().unwrap_or("today"));
        let read = entities(&text, &actors, &places, Some((date, date)));
        let got = got(&text, &read);
        all += 1;
        if holds(&record["expected"], &got) {
            passed += 1;
        } else {
            println!("{phrase:?}: {got:?}, wanted {}", record["expected"]);
        }
    }
    println!("{passed} of {all}");
}

/// The same for lists of actors: those coordinated with the phrase marked.
#[test]
#[ignore = "needs the gold data, which is not part of the project"]
fn ngec_multiple_actors() {
    let Some(gold) = std::env::var_os("GOLD").map(PathBuf::from) else { return };
    let Ok(lines) = std::fs::read_to_string(gold.join("ngec/multiple_actors.jsonl")) else {
        return;
    };
    let folder = Folder::embedded();
    let (actors, places) = (Actors::load(&folder).unwrap(), Gazetteer::load(&folder).unwrap());
    for line in lines.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let article = article(record["text"].as_str().unwrap());
        let text = Text::new(&article, parse);
        let read = entities(&text, &actors, &places, None);
        println!(
            "{} -> {}{}",
            record["phrase"],
            record["expected_actors"],
            super::shown(&text, &read)
        );
    }
}

fn day(text: &str) -> jiff::civil::Date {
    // The tests' own 'today' was in 2022.
    text.parse().unwrap_or(match text {
        "12 April 2022" => jiff::civil::date(2022, 4, 12),
        "10 May 2015" => jiff::civil::date(2015, 5, 10),
        "October 1, 2021" => jiff::civil::date(2021, 10, 1),
        _ => jiff::civil::date(2022, 6, 1),
    })
}

/// Country and sectors of the phrase as a whole; nothing where it stands for nobody.
fn got(text: &Text<'_>, read: &Entities) -> Option<(String, Vec<String>)> {
    let span = text.span(0..text.len());
    let mention = *read.in_span(text, span).first()?;
    let entity = read.entity_of(mention);
    Some((entity.code.clone().unwrap_or_default(), entity.sectors.clone()))
}

fn holds(expected: &serde_json::Value, got: &Option<(String, Vec<String>)>) -> bool {
    expected.as_array().unwrap().iter().all(|check| {
        let want = check["value"].as_str().unwrap_or("");
        let (code, sectors) = match got {
            Some((code, sectors)) => (code.as_str(), sectors.as_slice()),
            None => ("", &[][..]),
        };
        let at = |n: usize| sectors.get(n).map_or("", String::as_str);
        let value = match check["field"].as_str().unwrap() {
            "country" => code,
            "code_1" => at(0),
            "code_2" => at(1),
            "" => return code.is_empty() && sectors.is_empty(),
            _ => return true,
        };
        match check["op"].as_str().unwrap() {
            "!=" => value != want,
            _ => value == want,
        }
    })
}
