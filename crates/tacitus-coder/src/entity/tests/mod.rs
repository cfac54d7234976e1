//! Tests of the layer as a whole, with a small knowledge of their own: the default knowledge may change freely.

mod coreference;
mod descriptions;
mod gold;
mod loading;
mod naming;

use std::fmt::Write as _;

use tacitus_record::article::Article;

use super::*;
use crate::source::Folder;
use crate::testing::{article, parse};

/// A few countries, people, organisations, agents and places.
fn knowledge() -> Folder {
    let embedded = Folder::embedded();
    let (_, words) = embedded.file("actors/words.txt").unwrap();
    let words: &'static str = words.to_owned().leak();
    [
        ("actors/words.txt", words),
        ("actors/countries.txt", include_str!("countries.txt")),
        ("actors/agents.txt", include_str!("agents.txt")),
        ("actors/organisations.txt", include_str!("organisations.txt")),
        ("actors/ethnic.txt", include_str!("ethnic.txt")),
        ("actors/people/all.txt", include_str!("people.txt")),
        ("places/cities.txt", include_str!("cities.txt")),
        ("places/regions.txt", include_str!("regions.txt")),
    ]
    .into_iter()
    .collect()
}

thread_local! {
    static KNOWN: (Actors, Gazetteer) = {
        let folder = knowledge();
        (Actors::load(&folder).unwrap(), Gazetteer::load(&folder).unwrap())
    };
}

/// Holds mentions of `text` against what is wanted. Each pair names a mention by its words, or else by its head (`he#2`
/// is the second), and says `CODE SECTORS = name`, any part of which can be left out: code and sectors are compared
/// as a whole, `?` for no code; `name` must be the entity's. Several entities on one head are joined by ` + `; `none` says that
/// there is no such mention.
#[track_caller]
fn check(text: &str, date: &str, wanted: &[(&str, &str)]) {
    let article = article(text);
    let text = Text::new(&article, parse);
    let date: Option<jiff::civil::Date> = (!date.is_empty()).then(|| date.parse().unwrap());
    let read = KNOWN.with(|(actors, places)| entities(&text, actors, places, date.map(|d| (d, d))));
    for (words, want) in wanted {
        let got = told(&text, &read, words, want.contains('='));
        let want = match want.strip_prefix("= ") {
            Some(name) => {
                assert!(
                    got.ends_with(&format!("= {name}")),
                    "'{words}': {got}, not = {name}{}",
                    shown(&text, &read)
                );
                continue;
            }
            None => *want,
        };
        assert_eq!(got, want, "'{words}'{}", shown(&text, &read));
    }
}

/// What the mentions of these words, or on this head, stand for.
fn told(text: &Text<'_>, read: &Entities, words: &str, named: bool) -> String {
    let (words, nth) = words.split_once('#').map_or((words, 1), |(w, n)| (w, n.parse().unwrap()));
    let mut heads: Vec<usize> = Vec::new();
    let by_words = |m: &&Mention| text.words(m.tokens.clone()) == words;
    heads.extend(read.mentions.iter().filter(by_words).map(|m| m.head));
    if heads.is_empty() {
        let by_head = |m: &&Mention| text.token(m.head).text() == words;
        heads.extend(read.mentions.iter().filter(by_head).map(|m| m.head));
    }
    heads.dedup();
    let Some(&head) = heads.get(nth - 1) else { return "none".into() };
    let mut all: Vec<String> = read
        .headed_by(head)
        .map(|m| {
            let entity = read.entity_of(m);
            let mut out = entity.code.clone().unwrap_or_else(|| "?".into());
            if !entity.sectors.is_empty() {
                write!(out, " {}", entity.sectors.join(",")).unwrap();
            }
            if named {
                write!(out, " = {}", entity.name).unwrap();
            }
            out
        })
        .collect();
    all.sort();
    all.dedup();
    all.join(" + ")
}

/// Reads parsed texts and prints each mention with its entity: a tool for reading, run by hand.
///
/// `MENTIONS_OF` names a JSONL file with `text`, `KNOWLEDGE` a folder, `ONE` joins all records into
/// one article.
#[test]
#[ignore = "prints for a reader"]
fn mentions_of_a_file() {
    let (Ok(file), Ok(knowledge)) = (std::env::var("MENTIONS_OF"), std::env::var("KNOWLEDGE"))
    else {
        return;
    };
    let folder = Folder::read(knowledge.as_ref()).unwrap();
    let actors = Actors::load(&folder).unwrap_or_else(|e| panic!("{e}"));
    let places = Gazetteer::load(&folder).unwrap_or_else(|e| panic!("{e}"));
    let records: Vec<serde_json::Value> = std::fs::read_to_string(file)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let text_of = |r: &serde_json::Value| r["text"].as_str().unwrap().to_owned();
    let articles: Vec<Article> = if std::env::var("ONE").is_ok() {
        vec![article(&records.iter().map(text_of).collect::<Vec<_>>().join("\n\n"))]
    } else {
        records
            .iter()
            .map(|r| {
                let text = text_of(r);
                let span = Some(tacitus_record::Span::new(0, text.len()));
                let kind = tacitus_record::article::BlockKind::Paragraph;
                Article {
                    blocks: vec![tacitus_record::article::Block { kind, span }],
                    text,
                    ..Article::default()
                }
            })
            .collect()
    };
    let date = std::env::var("DATE").ok().map(|d| d.parse::<jiff::civil::Date>().unwrap());
    for article in articles {
        let text = Text::new(&article, parse);
        let started = std::time::Instant::now();
        let entities = entities(&text, &actors, &places, date.map(|d| (d, d)));
        let took = started.elapsed();
        if std::env::var("QUIET").is_err() {
            println!("{}", shown(&text, &entities));
        }
        if took.as_millis() > 20 {
            println!("{} tokens took {took:?}", text.len());
        }
    }
}

fn shown(text: &Text<'_>, entities: &Entities) -> String {
    let mut out = String::new();
    for sentence in &text.sentences {
        writeln!(out, "\n# {}", text.words(sentence.tokens.clone())).unwrap();
        for mention in entities.mentions.iter().filter(|m| sentence.tokens.contains(&m.head)) {
            let entity = &entities.entities[mention.entity];
            writeln!(
                out,
                "  {:?} '{}' [{}] -> {} {} ({:?}, {}{}{})",
                mention.kind,
                text.words(mention.tokens.clone()),
                text.token(mention.head).text(),
                mention.entity,
                entity.name,
                entity.kind,
                entity.code.as_deref().unwrap_or("?"),
                if entity.sectors.is_empty() {
                    String::new()
                } else {
                    format!(" {}", entity.sectors.join(","))
                },
                entity.office.as_ref().map_or(String::new(), |o| format!(" <{o}>")),
            )
            .unwrap();
        }
    }
    out
}
