//! `knowledge compare`: what differs between two knowledge folders.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tacitus_coder::Knowledge;
use tacitus_coder::check::{events, summary};
use tacitus_coder::lexicon::{Example, Frame};
use tacitus_coder::source::{Folder, Source, lines};
use tacitus_language::Doc;

use super::frame_line;

/// A folder with the knowledge that was loaded from it.
#[derive(Debug)]
pub struct Side {
    /// Its texts.
    pub folder: Folder,
    /// What they say.
    pub knowledge: Knowledge,
}

/// The page: frames, examples, lines of the other files, and examples whose records change.
#[must_use]
pub fn page(before: &Side, after: &Side, mut parse: impl FnMut(&str) -> Doc) -> String {
    let mut out = String::new();
    frames(&mut out, before, after);
    examples(&mut out, before, after);
    for (title, wanted) in [("actors", true), ("other lines", false)] {
        let of = |side: &Side| entries(&side.folder, |file| file.starts_with("actors/") == wanted);
        let (old, new) = (of(before), of(after));
        difference(&mut out, title, &old, &new);
    }
    records(&mut out, before, after, &mut parse);
    out
}

/// Something that may differ: what it says, and how it is shown.
type Entry = (String, String);

/// Prints what is only in one of two maps (`+`, `-`), and what is in both and says something else (`~`).
fn difference<K: Ord>(
    out: &mut String,
    title: &str,
    old: &BTreeMap<K, Entry>,
    new: &BTreeMap<K, Entry>,
) {
    let mut told = String::new();
    let (mut added, mut removed, mut changed) = (0, 0, 0);
    for (key, (says, shown)) in new {
        match old.get(key) {
            None => {
                added += 1;
                let _ = writeln!(told, "+ {shown}");
            }
            Some((said, before)) if said != says => {
                changed += 1;
                let _ = writeln!(told, "~ {before}\n  {shown}");
            }
            Some(_) => {}
        }
    }
    for (_, (_, shown)) in old.iter().filter(|(key, _)| !new.contains_key(key)) {
        removed += 1;
        let _ = writeln!(told, "- {shown}");
    }
    let _ = writeln!(out, "{title}: {added} added, {removed} removed, {changed} changed");
    out.push_str(&told);
    if !told.is_empty() {
        out.push('\n');
    }
}

/// Frames by their file and words: another template or another code is a change of the same frame, as long as its words
/// stand once in the file.
fn frames(out: &mut String, before: &Side, after: &Side) {
    let of = |side: &Side| -> BTreeMap<(String, String, usize), Entry> {
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        let one = |frame: &Frame| {
            let words = frame.pattern.split_once(':').map_or(&*frame.pattern, |(words, _)| words);
            let key = (frame.source.file.to_string(), words.to_owned());
            let number = seen.entry(key.clone()).or_default();
            *number += 1;
            let says = format!("{} [{}]", frame.pattern, frame.head);
            ((key.0, key.1, *number), (says, frame_line(frame)))
        };
        side.knowledge.lexicon.frames.iter().map(one).collect()
    };
    difference(out, "frames", &of(before), &of(after));
}

fn all_examples(side: &Side) -> impl Iterator<Item = &Example> {
    side.knowledge.lexicon.frames.iter().flat_map(|frame| &frame.examples)
}

fn examples(out: &mut String, before: &Side, after: &Side) {
    let of = |side: &Side| -> BTreeMap<(String, String), Entry> {
        let one = |e: &Example| {
            let shown = format!("{}  > {} = {}", e.source, e.sentence, e.expected);
            ((e.source.file.to_string(), e.sentence.clone()), (e.expected.clone(), shown))
        };
        all_examples(side).map(one).collect()
    };
    difference(out, "examples", &of(before), &of(after));
}

/// Lines of the files that are no entries of the lexicon, by file and first cell.
fn entries(
    folder: &Folder,
    wanted: impl Fn(&str) -> bool,
) -> BTreeMap<(String, String, usize), Entry> {
    let mut all = BTreeMap::new();
    for (name, text) in folder.files().filter(|(name, _)| !is_entries(name) && wanted(name)) {
        let file: Arc<str> = Arc::from(name);
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (source, line) in lines(&file, text) {
            let first = line.split(['|', ':']).next().unwrap_or(line).trim().to_owned();
            let number = seen.entry(first.clone()).or_default();
            *number += 1;
            let shown = format!("{source}  {}", line.trim());
            all.insert((name.to_owned(), first, *number), (line.trim().to_owned(), shown));
        }
    }
    all
}

/// Whether a file holds frames, which are compared as such.
fn is_entries(name: &str) -> bool {
    let tables = ["lexicon/classes.txt", "lexicon/compose.txt"];
    name.starts_with("lexicon/") && !tables.contains(&name)
}

/// Examples of either folder that give other records by the one than by the other.
fn records(out: &mut String, before: &Side, after: &Side, parse: &mut impl FnMut(&str) -> Doc) {
    let mut sentences: BTreeMap<&str, &Source> = BTreeMap::new();
    for example in all_examples(before).chain(all_examples(after)) {
        sentences.insert(&example.sentence, &example.source);
    }
    let mut told = String::new();
    let mut count = 0;
    let total = sentences.len();
    for (sentence, source) in sentences {
        let mut of = |side: &Side| {
            let all: Vec<String> =
                events(&side.knowledge, sentence, &mut *parse).iter().map(summary).collect();
            if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
        };
        let (old, new) = (of(before), of(after));
        if old != new {
            count += 1;
            let _ = writeln!(told, "~ {source}  {sentence}\n    {old}\n    {new}");
        }
    }
    let _ = writeln!(out, "records: {count} of {total} examples give another record");
    out.push_str(&told);
}
