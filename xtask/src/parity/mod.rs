//! `cargo xtask parity`: does the language runtime give what spaCy gives?
//!
//! Both parse the same texts: news articles, if the gold data is there, and the file of odd text that belongs to the
//! language crate. Of the articles a share of tokens at least as large as the bar must agree in every field; of the
//! odd text, all.

mod compare;
mod fast;
mod modes;
mod others;
mod reference;

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use tacitus_language::Pipeline;

use crate::places;
use compare::{Agreement, FIELDS};
use reference::{Input, Python};

/// Where the articles stand, beside the repository.
const NEWS: &str = "../shared/gold/news/news.jsonl";
const ODD: &str = "crates/tacitus-language/tests/odd.jsonl";
/// So many differences are printed; the file has all.
const SHOWN: usize = 20;

struct Options {
    bar: f64,
    articles: usize,
    model: Option<PathBuf>,
    python: Option<PathBuf>,
    /// Hold the fast mode against the exact one, without spaCy.
    fast: bool,
    /// Compare pipelines of other kinds in place of the default one.
    others: bool,
}

impl Options {
    fn parse(arguments: Vec<String>) -> Result<Self> {
        let mut options = Options {
            bar: 0.9999,
            articles: 200,
            model: None,
            python: None,
            fast: false,
            others: false,
        };
        let mut arguments = arguments.into_iter();
        while let Some(name) = arguments.next() {
            match name.as_str() {
                "--fast" => options.fast = true,
                "--others" => options.others = true,
                _ => {}
            }
            if matches!(name.as_str(), "--fast" | "--others") {
                continue;
            }
            let value = arguments.next().with_context(|| format!("'{name}' needs a value"))?;
            let wrong = || format!("'{name} {value}': expected a number");
            match name.as_str() {
                "--bar" => options.bar = value.parse().with_context(wrong)?,
                "--articles" => options.articles = value.parse().with_context(wrong)?,
                "--model" => options.model = Some(value.into()),
                "--python" => options.python = Some(value.into()),
                _ => {
                    bail!(
                        "unknown option '{name}'; there are --bar, --articles, --model, --python, --fast, --others"
                    )
                }
            }
        }
        Ok(options)
    }
}

/// Where things are.
pub(crate) struct Places {
    root: PathBuf,
    /// What is made once and kept.
    work: PathBuf,
}

impl Places {
    fn find() -> Result<Self> {
        let root = places::root();
        let work = places::target().join("parity");
        fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
        Ok(Places { root, work })
    }
}

/// Runs the comparison; the exit code says whether the bars were met.
pub(crate) fn run(arguments: Vec<String>) -> Result<ExitCode> {
    let options = Options::parse(arguments)?;
    let places = Places::find()?;
    let python = Python::prepare(&places, options.python.as_deref())?;
    if options.others {
        return others::compare(&places, &python, &mut stdout().lock());
    }
    let model = match &options.model {
        Some(path) => path.clone(),
        None => python.model()?,
    };
    if options.fast {
        let news = places.root.join(NEWS);
        return fast::run(&model, &news, options.articles, &mut stdout().lock());
    }
    let pipeline = Pipeline::load(&model)?;
    // spaCy cannot read a wheel; then it takes the installed package.
    let for_spacy = options.model.as_deref().filter(|path| path.is_dir());

    let mut out = stdout().lock();
    let mut report = Vec::new();
    let mut passed = true;
    let news = places.root.join(NEWS);
    if news.is_file() {
        let input = Input::first_of(&news, options.articles)?;
        let agreement = measure("news", &input, &places, &python, &pipeline, for_spacy)?;
        passed &= tell(&mut out, "news", &input, &agreement, options.bar)?;
        report.extend(agreement.differences);
    } else {
        writeln!(out, "news: SKIPPED, there is no {NEWS}; only the odd text is compared")?;
    }
    let input = Input::first_of(&places.root.join(ODD), usize::MAX)?;
    let agreement = measure("odd text", &input, &places, &python, &pipeline, for_spacy)?;
    passed &= tell(&mut out, "odd text", &input, &agreement, 1.0)?;
    report.extend(agreement.differences);

    let path = places.work.join("differences.txt");
    let text: String = report.iter().map(|line| format!("{line}\n")).collect();
    fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    for line in report.iter().take(SHOWN) {
        writeln!(out, "{line}")?;
    }
    if !report.is_empty() {
        writeln!(out, "{} differing tokens in {}", report.len(), path.display())?;
    }
    writeln!(out, "parity: {}", if passed { "passed" } else { "FAILED" })?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn measure(
    name: &str,
    input: &Input,
    places: &Places,
    python: &Python,
    pipeline: &Pipeline,
    model: Option<&Path>,
) -> Result<Agreement> {
    let reference = python.parse(name, input, places, model)?;
    let mut agreement = Agreement::new(name);
    let mut scratch = pipeline.scratch();
    for record in reference {
        let (doc, margins) = pipeline.parse_with_margins(&record.text, &mut scratch);
        agreement.add(&record, &doc, &margins);
    }
    Ok(agreement)
}

/// Prints the agreement of each field; whether the share of tokens that agree in all of them reaches the bar.
fn tell(
    out: &mut impl Write,
    name: &str,
    input: &Input,
    agreement: &Agreement,
    bar: f64,
) -> Result<bool> {
    let share = |differing: usize| {
        if agreement.tokens == 0 { 1.0 } else { 1.0 - differing as f64 / agreement.tokens as f64 }
    };
    writeln!(out, "{name}: {} texts, {} tokens", input.count, agreement.tokens)?;
    for (field, &differing) in FIELDS.iter().zip(&agreement.by_field) {
        writeln!(out, "  {field:<12}{:>10.4} %{differing:>8} differ", 100.0 * share(differing))?;
    }
    let all = agreement.differences.len();
    let reached = share(all) >= bar && agreement.tokens > 0;
    let verdict = if reached { "reached" } else { "MISSED" };
    writeln!(
        out,
        "  {:<12}{:>10.4} %{all:>8} differ; bar {:.4} % {verdict}",
        "all fields",
        100.0 * share(all),
        100.0 * bar
    )?;
    Ok(reached)
}

#[cfg(test)]
mod tests;
