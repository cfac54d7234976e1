//! `ngec`: phrases, and the country and sectors of whom they name.

use anyhow::Result;
use serde_json::Value;
use tacitus_coder::Reading;
use tacitus_coder::entity::Entity;
use tacitus_language::Scratch;
use tacitus_record::Span;

use super::gold::Record;
use super::reading;
use super::score::{Count, Label, Outcome, Scored, share};
use crate::Engine;

/// Fields of an encyclopedia's pages: a check of one of them needs its index.
const PAGES: [&str; 4] = ["wiki", "title", "len(intro_para)", "actor_wiki_job"];

/// How the class of a check of an item is called whose other checks need the index.
const BESIDE_PAGES: &str = " (with pages)";

/// Every check of an item that asks for a country or a sector. Checks that their own authors expect to fail or leave
/// out are left out.
pub(super) fn item(
    engine: &Engine,
    record: &Record,
    scratch: &mut Scratch,
) -> Result<Option<Outcome>> {
    let left_out = ["xfail", "skip"].iter().any(|key| record.value.get(*key).is_some());
    if left_out || record.value.get("expected").is_none() {
        return Ok(None);
    }
    let phrase = record.text("phrase")?;
    let date = record.words("query_date");
    let dated: Vec<(&str, Value)> = if date.len() >= 8 && date.starts_with(char::is_numeric) {
        vec![("date", Value::from(date))]
    } else {
        Vec::new()
    };
    let article = record.article(phrase, &dated)?;
    let field =
        |check: &Value, key: &str| check.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let pages = record.list("expected").any(|c| PAGES.contains(&field(c, "field").as_str()));
    let outcome = reading(engine, &article, scratch, |reading| {
        let who = Who::of(reading);
        let mut outcome = Outcome {
            id: record.id.clone(),
            gold: Vec::new(),
            got: Vec::new(),
            text: phrase.to_owned(),
            trace: who.because.clone(),
            confidence: if who.known { 1.0 } else { 0.0 },
            events: 0,
            beside: (0, 0),
        };
        for check in record.list("expected") {
            let name = field(check, "field");
            let wanted = field(check, "value");
            let given = match name.as_str() {
                "country" => who.country.clone(),
                "code_1" => who.sector(0),
                "code_2" => who.sector(1),
                // The whole result is to be nothing.
                "" => String::from(if who.known { "somebody" } else { "" }),
                _ => continue,
            };
            let other = field(check, "op") == "!=";
            let class = match name.as_str() {
                "" => "nobody".to_owned(),
                name => name.to_owned(),
            };
            let class = if pages { class + BESIDE_PAGES } else { class };
            let holds = (given == wanted) != other;
            let key = if other { format!("not {wanted}") } else { wanted };
            let given = if holds { key.clone() } else { given };
            outcome.gold.push(Label { class: class.clone(), key });
            outcome.got.push(Label { class, key: given });
        }
        outcome
    });
    Ok((!outcome.gold.is_empty()).then_some(outcome))
}

/// Checks that need no index, and all.
pub(super) fn notes(scored: &Scored) -> Vec<String> {
    let sum =
        |wanted: &dyn Fn(&str) -> bool| {
            let counts = scored.counts();
            counts.iter().filter(|(name, _)| wanted(name)).fold(Count::default(), |sum, (_, c)| {
                Count { gold: sum.gold + c.gold, got: sum.got + c.got, hit: sum.hit + c.hit }
            })
        };
    let line = |what: &str, c: Count| {
        format!(
            "{what}: {} of {} checks hold ({:.1} %)",
            c.hit,
            c.gold,
            100.0 * share(c.hit, c.gold)
        )
    };
    vec![
        line("items that need no index of an encyclopedia", sum(&|n| !n.ends_with(BESIDE_PAGES))),
        line("items that also ask for a page", sum(&|n| n.ends_with(BESIDE_PAGES))),
    ]
}

/// Whom a phrase names.
struct Who {
    known: bool,
    country: String,
    sectors: Vec<String>,
    because: Vec<String>,
}

impl Who {
    fn of(reading: &Reading<'_>) -> Self {
        let words = &reading.text.article.text;
        let mentions = reading.entities.in_span(&reading.text, Span::new(0, words.len()));
        let entity: Option<&Entity> = mentions.first().map(|&m| reading.entities.entity_of(m));
        let because = entity.map_or(Vec::new(), |entity| {
            let line = |(source, why): &(Option<tacitus_coder::source::Source>, String)| {
                source.as_ref().map_or_else(|| why.clone(), |source| format!("{source}  {why}"))
            };
            entity.because.iter().map(line).collect()
        });
        let country = entity.and_then(|e| e.code.clone()).unwrap_or_default();
        let sectors = entity.map_or(Vec::new(), |e| e.sectors.clone());
        let known = !country.is_empty() || !sectors.is_empty();
        Who { known, country, sectors, because }
    }

    fn sector(&self, n: usize) -> String {
        self.sectors.get(n).cloned().unwrap_or_default()
    }
}
