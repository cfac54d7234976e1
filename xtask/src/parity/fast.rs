//! `cargo xtask parity --fast`: how far the fast mode agrees with the exact one, on our side alone.

use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Deserialize;
use tacitus_language::{Doc, Pipeline};

/// What must agree at least.
const BARS: [(&str, f64); 5] =
    [("tag", 0.997), ("pos", 0.997), ("dep", 0.99), ("head", 0.99), ("entities", 0.99)];

#[derive(Deserialize)]
struct Article {
    text: String,
}

#[derive(Default)]
pub(super) struct Counts {
    tokens: usize,
    /// The tokens that agree, by field.
    same: [usize; 4],
    entities: [usize; 2],
    found: usize,
}

impl Counts {
    pub(super) fn add(&mut self, exact: &Doc, fast: &Doc) {
        self.tokens += exact.len();
        for (one, other) in exact.tokens().zip(fast.tokens()) {
            let same = [
                one.tag() == other.tag(),
                one.pos() == other.pos(),
                one.dep() == other.dep(),
                one.head().i == other.head().i,
            ];
            for (count, same) in self.same.iter_mut().zip(same) {
                *count += usize::from(same);
            }
        }
        let one: Vec<(Range<usize>, &str)> = exact.ents().collect();
        let other: Vec<(Range<usize>, &str)> = fast.ents().collect();
        self.entities[0] += one.len();
        self.entities[1] += other.len();
        self.found += one.iter().filter(|entity| other.contains(entity)).count();
    }

    /// The agreement in the order of [`BARS`]: shares of tokens, and F1 of entities with place and type.
    pub(super) fn shares(&self) -> [f64; 5] {
        let share = |part: usize, of: usize| if of == 0 { 1.0 } else { part as f64 / of as f64 };
        let [tag, pos, dep, head] = self.same.map(|same| share(same, self.tokens));
        let entities = share(2 * self.found, self.entities[0] + self.entities[1]);
        [tag, pos, dep, head, entities]
    }
}

/// Compares the modes on the first articles of a file; the exit code says whether all bars were met.
pub(super) fn run(
    model: &Path,
    news: &Path,
    articles: usize,
    out: &mut impl Write,
) -> Result<ExitCode> {
    let exact = Pipeline::load(model)?;
    let fast = Pipeline::load(model)?.into_fast();
    let (mut one, mut other) = (exact.scratch(), fast.scratch());
    let mut counts = Counts::default();
    let file =
        fs::read_to_string(news).with_context(|| format!("cannot read {}", news.display()))?;
    for line in file.lines().take(articles) {
        let article: Article = serde_json::from_str(line)?;
        let text = &article.text;
        counts.add(&exact.parse(text, &mut one), &fast.parse(text, &mut other));
    }
    writeln!(out, "fast against exact: {} tokens", counts.tokens)?;
    let mut passed = counts.tokens > 0;
    for ((name, bar), share) in BARS.iter().zip(counts.shares()) {
        let verdict = if share >= *bar { "reached" } else { "MISSED" };
        passed &= share >= *bar;
        writeln!(out, "  {name:<12}{:>9.3} %  bar {:.1} % {verdict}", 100.0 * share, 100.0 * bar)?;
    }
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
