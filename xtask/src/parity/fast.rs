//! `cargo xtask parity --fast`: how far the fast mode agrees with the exact one, on our side alone.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde::Deserialize;
use tacitus_language::Pipeline;

use super::modes::{BARS, Modes};

#[derive(Deserialize)]
struct Article {
    text: String,
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
    let mut modes = Modes::default();
    let file =
        fs::read_to_string(news).with_context(|| format!("cannot read {}", news.display()))?;
    for line in file.lines().take(articles) {
        let article: Article = serde_json::from_str(line)?;
        let text = &article.text;
        modes.add(&exact.parse(text, &mut one), &fast.parse(text, &mut other));
    }
    writeln!(out, "fast against exact: {} tokens", modes.tokens())?;
    let mut passed = modes.tokens() > 0;
    for ((name, bar), share) in BARS.iter().zip(modes.shares()) {
        let verdict = if share >= *bar { "reached" } else { "MISSED" };
        passed &= share >= *bar;
        writeln!(out, "  {name:<12}{:>9.3} %  bar {:.1} % {verdict}", 100.0 * share, 100.0 * bar)?;
    }
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
