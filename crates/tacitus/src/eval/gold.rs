//! Gold data: JSONL, its layout told from its content, and the items that are kept aside.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use clap::ValueEnum;
use serde_json::{Value, json};
use tacitus_intake::{Options, SetAside};
use tacitus_record::article::Article;

/// How gold data are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Layout {
    /// Sentences with a marked actor and recipient, and the root between them
    Plv,
    /// Sentences with two marked spans that cooperate or are in conflict
    Aw,
    /// PLOVER's gold-standard records
    Gsr,
    /// Phrases and the codes of whom they name
    Ngec,
    /// Sentences with CAMEO source, target and code
    Petrarch,
    /// Articles with attributions
    Quotes,
    /// Coded events that were judged one by one
    Verdicts,
    /// Coded events whose status was labelled one by one
    Statuses,
}

impl Layout {
    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Layout::Plv => "plv",
            Layout::Aw => "aw",
            Layout::Gsr => "gsr",
            Layout::Ngec => "ngec",
            Layout::Petrarch => "petrarch",
            Layout::Quotes => "quotes",
            Layout::Verdicts => "verdicts",
            Layout::Statuses => "statuses",
        }
    }

    /// The layout that an item's fields show.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        let has = |key: &str| value.get(key).is_some();
        if has("verdict") {
            Some(Layout::Verdicts)
        } else if has("label") {
            Some(Layout::Statuses)
        } else if has("gold_binary") {
            Some(Layout::Aw)
        } else if has("marked_text") && has("plover") {
            Some(Layout::Plv)
        } else if has("plover") && has("actors") {
            Some(Layout::Gsr)
        } else if has("phrase") {
            Some(Layout::Ngec)
        } else if has("expected") || has("expected_actor_codes") {
            Some(Layout::Petrarch)
        } else if has("attributions") {
            Some(Layout::Quotes)
        } else {
            None
        }
    }
}

/// Which items are scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Half {
    /// All but those kept aside: to work with
    Tune,
    /// The 200 items kept aside, chosen by the hash of their ids: to be looked at once, at the end
    Final,
    /// All
    All,
}

/// So many items are kept aside.
const ASIDE: usize = 200;

impl Half {
    /// What is scored if nobody says: of the layout that knowledge is tuned on the part to work with.
    #[must_use]
    pub fn of(layout: Layout, items: usize) -> Self {
        if layout == Layout::Plv && items >= 2 * ASIDE { Half::Tune } else { Half::All }
    }

    /// The items of this part, in order.
    #[must_use]
    pub fn choose(self, records: Vec<Record>) -> Vec<Record> {
        if self == Half::All {
            return records;
        }
        let hash = |r: &Record| *blake3::hash(r.id.as_bytes()).as_bytes();
        let mut hashes: Vec<[u8; 32]> = records.iter().map(hash).collect();
        hashes.sort_unstable();
        let aside = &hashes[..ASIDE.min(hashes.len())];
        let kept = |r: &Record| aside.binary_search(&hash(r)).is_ok() == (self == Half::Final);
        records.into_iter().filter(kept).collect()
    }
}

impl fmt::Display for Half {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Half::Tune => "tune",
            Half::Final => "final",
            Half::All => "all",
        })
    }
}

/// An item.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// File and line.
    pub source: String,
    /// Its fields.
    pub value: Value,
}

impl Record {
    /// A field that has to be text.
    pub fn text(&self, key: &str) -> Result<&str> {
        let value = self.value.get(key).and_then(Value::as_str);
        value.ok_or_else(|| anyhow!("{}: field `{key}` is missing or no text", self.source))
    }

    /// A field that is text where it is there.
    #[must_use]
    pub fn words(&self, key: &str) -> &str {
        self.value.get(key).and_then(Value::as_str).unwrap_or("")
    }

    /// A field that is a count or a place, where it is there.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<usize> {
        self.value.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok())
    }

    /// A list; empty where it is missing.
    pub fn list(&self, key: &str) -> impl Iterator<Item = &Value> {
        self.value.get(key).and_then(Value::as_array).into_iter().flatten()
    }

    /// The item's words as an article, as `code` would read them; `more` fields stand beside `id` and `text`.
    pub fn article(&self, text: &str, more: &[(&str, Value)]) -> Result<Article> {
        let mut line = json!({ "id": self.id, "text": text });
        if let Some(fields) = line.as_object_mut() {
            fields.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        }
        self.read(&line)
    }

    /// The report that stands in a field, as `code` would read it.
    pub fn report(&self, key: &str) -> Result<Article> {
        self.read(&self.value[key])
    }

    fn read(&self, line: &Value) -> Result<Article> {
        let mut found = None;
        let mut take = |read: Result<Article, SetAside>| {
            found = Some(read);
            ControlFlow::Break(())
        };
        let line = format!("{line}\n");
        tacitus_intake::read(line.as_bytes(), &self.source, &Options::default(), &mut take);
        let read = found.ok_or_else(|| anyhow!("{}: no words in it", self.source))?;
        Ok(read?)
    }
}

/// Reads a file; its layout is told from its first item unless it is given.
pub fn read(path: &Path, layout: Option<Layout>) -> Result<(Layout, Vec<Record>)> {
    let shown = path.display();
    let file = File::open(path).with_context(|| format!("cannot read {shown}"))?;
    let mut records = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("cannot read {shown}"))?;
        if line.trim().is_empty() {
            continue;
        }
        let source = format!("{shown}:{}", index + 1);
        let value: Value = serde_json::from_str(&line)
            .with_context(|| format!("{source}: no JSON object; gold data are JSONL"))?;
        let id = value
            .get("id")
            .and_then(Value::as_str)
            .map_or_else(|| format!("{}", index + 1), str::to_owned);
        records.push(Record { id, source, value });
    }
    let Some(first) = records.first() else { bail!("{shown}: no items in it") };
    let layout = layout.or_else(|| Layout::of(&first.value)).with_context(|| {
        format!("{shown}: no layout known has such fields; name one with --layout, docs/eval.md describes them")
    })?;
    Ok((layout, records))
}

/// The marked actor and recipient, each from its first character to behind its last.
pub type Marks = [Option<(usize, usize)>; 2];

/// Where the marks of `marked` stand in the words without marks, in characters: the first actor `<s>` and the first
/// recipient `<t>`.
#[must_use]
pub fn marks(marked: &str) -> Marks {
    const TAGS: [(&str, &str); 2] = [("<s>", "</s>"), ("<t>", "</t>")];
    let mut open = [None; 2];
    let mut found = [None; 2];
    let (mut rest, mut at) = (marked, 0);
    'words: while let Some(c) = rest.chars().next() {
        for (side, (begin, end)) in TAGS.iter().enumerate() {
            if let Some(after) = rest.strip_prefix(begin) {
                open[side] = Some(at);
                rest = after;
                continue 'words;
            }
            if let Some(after) = rest.strip_prefix(end) {
                if let (Some(from), None) = (open[side].take(), found[side]) {
                    found[side] = Some((from, at));
                }
                rest = after;
                continue 'words;
            }
        }
        rest = &rest[c.len_utf8()..];
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_characters_without_tags() {
        let found = marks("Élysée: <s>Paris</s> hit <t>Oslo</t> and <t>Rome</t>");
        assert_eq!(found, [Some((8, 13)), Some((18, 22))]);
        assert_eq!(marks("<t>Oslo</t> fell"), [None, Some((0, 4))]);
    }

    #[test]
    fn the_two_parts_are_all_and_do_not_overlap() {
        let record =
            |n: usize| Record { id: format!("x{n}"), source: String::new(), value: Value::Null };
        let all: Vec<Record> = (0..500).map(record).collect();
        let tune = Half::Tune.choose(all.clone());
        let kept = Half::Final.choose(all);
        assert_eq!((tune.len(), kept.len()), (300, 200));
        assert!(tune.iter().all(|t| kept.iter().all(|k| k.id != t.id)));
    }
}
