//! `cargo xtask train`: the weights of the learned layer, from gold data and the corpus of our own.
//!
//! The program prints what speaks for each relation (`tacitus eval --evidence`); here a linear model learns how far to
//! trust what. Figures are by five folds: each item of the gold data is judged by a model that has not seen it.

mod fit;
mod items;
mod score;
mod status;
#[cfg(test)]
mod tests;
mod trust;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use fit::{Model, Settings};
use items::{Head, Item, Reach};

const USAGE: &str =
    "usage: cargo xtask train GOLD [--corpus FOLDER] [--share 0.3] [--folds 5] [--dry]
       cargo xtask train --trust VERDICTS… --articles FILE… [--rate 0.67] [--bound 0.4] [--folds 5] [--dry]
       cargo xtask train --status STATUSES… --articles FILE… [--bound 0.8] [--folds 5] [--dry]";

/// Where the weights go.
const WEIGHTS: &str = "knowledge/layer/relations.txt";
/// The corpus of our own.
const CORPUS: &str = "corpora/relations";
/// Chosen by the folds; small changes move the figures by less than they vary from one split to another. Weights below
/// `least` are left out: they are four in five, and cost half a point.
const SETTINGS: Settings = Settings {
    reach: Reach { own: 0.7, traits: 0.5 },
    penalty: 1.0,
    steps: 150,
    least: 0.06,
    nothing: false,
};

/// What weights are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Relations between marked spans.
    Relations,
    /// How far events are to be trusted.
    Trust,
    /// Whether they happened.
    Status,
}

struct Arguments {
    gold: PathBuf,
    corpus: PathBuf,
    /// What is learnt.
    what: What,
    /// The verdicts or labels that it is learnt from, where it is not relations.
    judged: Vec<PathBuf>,
    /// The reports that they speak of.
    articles: Vec<PathBuf>,
    /// Events that are trusted less are left out.
    bound: f64,
    /// The share of freshly coded events that are right, where the verdicts' own share is another.
    rate: Option<f64>,
    /// How much an item of the corpus counts beside one of the gold data.
    share: f64,
    folds: usize,
    /// Only the figures: the weights stay as they are.
    dry: bool,
}

fn arguments(given: &[String]) -> Result<Arguments> {
    let mut arguments = Arguments {
        gold: PathBuf::new(),
        corpus: PathBuf::from(CORPUS),
        what: What::Relations,
        judged: Vec::new(),
        articles: Vec::new(),
        bound: 0.0,
        rate: None,
        share: 0.3,
        folds: 5,
        dry: false,
    };
    let mut given = given.iter();
    while let Some(one) = given.next() {
        let mut value = || given.next().with_context(|| format!("{one} wants a value\n{USAGE}"));
        match one.as_str() {
            "--corpus" => arguments.corpus = PathBuf::from(value()?),
            "--share" => arguments.share = value()?.parse().context("--share wants a number")?,
            "--folds" => arguments.folds = value()?.parse().context("--folds wants a number")?,
            "--dry" => arguments.dry = true,
            "--trust" => arguments.what = What::Trust,
            "--status" => arguments.what = What::Status,
            "--articles" => arguments.articles.push(PathBuf::from(value()?)),
            "--bound" => arguments.bound = value()?.parse().context("--bound wants a number")?,
            "--rate" => {
                let rate = value()?.parse().ok().filter(|rate| (0.01..0.99).contains(rate));
                arguments.rate = Some(rate.context("--rate wants a share between 0 and 1")?);
            }
            path if arguments.what != What::Relations && !path.starts_with('-') => {
                arguments.judged.push(PathBuf::from(path));
            }
            path if !path.starts_with('-') => arguments.gold = PathBuf::from(path),
            other => bail!("unknown option '{other}'\n{USAGE}"),
        }
    }
    let judged = arguments.what != What::Relations;
    if arguments.gold.as_os_str().is_empty() != judged
        || judged == arguments.judged.is_empty()
        || arguments.folds < 2
    {
        bail!("{USAGE}");
    }
    Ok(arguments)
}

pub(crate) fn run(given: &[String]) -> Result<ExitCode> {
    let arguments = arguments(given)?;
    match arguments.what {
        What::Relations => relations(&arguments),
        What::Trust => trust::run(&arguments),
        What::Status => status::run(&arguments),
    }
}

fn relations(arguments: &Arguments) -> Result<ExitCode> {
    let (head, gold) = evidence(&arguments.gold, &[])?;
    let mut corpus = Vec::new();
    for path in files(&arguments.corpus)? {
        corpus.extend(evidence(&path, &[])?.1);
    }
    for item in &mut corpus {
        item.weight = arguments.share;
    }
    let mut out = stdout();
    let first = |item: &Item| item.first().map(str::to_owned);
    let rules: Vec<Option<String>> = gold.iter().map(first).collect();
    writeln!(
        out,
        "{} items of {}, {} of {}",
        gold.len(),
        arguments.gold.display(),
        corpus.len(),
        arguments.corpus.display()
    )?;
    writeln!(out, "by the fit of frames alone:\n{}", score::report(&gold, &rules))?;
    let judged = folds(&gold, &corpus, arguments.folds)?;
    writeln!(
        out,
        "by the layer, each item unseen ({} folds):\n{}",
        arguments.folds,
        score::report(&gold, &judged)
    )?;
    if !arguments.dry {
        let all: Vec<&Item> = gold.iter().chain(&corpus).collect();
        let model = Model::train(&all, &SETTINGS)?;
        let text = file(&model, &head, corpus.len());
        if let Some(folder) = Path::new(WEIGHTS).parent() {
            fs::create_dir_all(folder)?;
        }
        write(WEIGHTS, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The root that a model trained without its fold gives each item.
fn folds(gold: &[Item], corpus: &[Item], folds: usize) -> Result<Vec<Option<String>>> {
    let mut judged: Vec<Option<String>> = vec![None; gold.len()];
    for fold in 0..folds {
        let seen = gold.iter().filter(|item| fold_of(&item.id, folds) != fold);
        let items: Vec<&Item> = seen.chain(corpus).collect();
        let model = Model::train(&items, &SETTINGS)?;
        for (item, judged) in gold.iter().zip(&mut judged) {
            if fold_of(&item.id, folds) == fold {
                *judged = model.best(item).map(str::to_owned);
            }
        }
    }
    Ok(judged)
}

/// What `judge` says of each judged item by a model that has seen no item of its article; `train` makes it from the rest.
fn unseen<T>(
    items: &[Item],
    folds: usize,
    train: impl Fn(&[&Item]) -> Result<Model>,
    judge: impl Fn(&Model, &Item) -> T,
) -> Result<Vec<T>> {
    let of: Vec<usize> = items.iter().map(|item| fold_of(&item.group, folds)).collect();
    let models = (0..folds).map(|fold| {
        let seen = items.iter().zip(&of).filter(|(_, of)| **of != fold);
        train(&seen.map(|(item, _)| item).collect::<Vec<_>>())
    });
    let models = models.collect::<Result<Vec<_>>>()?;
    Ok(items.iter().zip(of).map(|(item, fold)| judge(&models[fold], item)).collect())
}

/// Writes weights, and says how many.
fn write(path: &str, text: &str) -> Result<()> {
    let count = text.lines().filter(|line| line.contains('|')).count();
    writeln!(stdout(), "{path}: {count} weights")?;
    fs::write(path, text).with_context(|| format!("cannot write {path}"))
}

/// Drops features that fewer items than that have.
fn frequent(items: &mut [Item], fewest: usize) {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for name in items.iter().flat_map(|item| item.traits.keys()) {
        *counts.entry(name.clone()).or_default() += 1;
    }
    for item in items {
        item.traits.retain(|name, _| counts[name] >= fewest);
    }
}

/// The fold of an item: by a hash of its id (FNV-1a), so that it stays in it whatever stands around it.
fn fold_of(id: &str, folds: usize) -> usize {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    // The low bits of this hash are poor; the high ones are not.
    usize::try_from((hash >> 32) % folds as u64).unwrap_or(0)
}

/// What the program says of all judged items.
fn judged(arguments: &Arguments) -> Result<(Vec<Head>, Vec<Item>)> {
    let articles = arguments.articles.iter().map(|path| path.as_os_str());
    let more: Vec<&OsStr> = articles.flat_map(|path| [OsStr::new("--articles"), path]).collect();
    let (mut heads, mut items) = (Vec::new(), Vec::new());
    for path in &arguments.judged {
        let (head, of_file) = evidence(path, &more)?;
        heads.push(head);
        items.extend(of_file);
    }
    Ok((heads, items))
}

/// What the program says of the items of a file; `more` arguments follow its name.
fn evidence(path: &Path, more: &[&OsStr]) -> Result<(Head, Vec<Item>)> {
    let output = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--", "eval", "--evidence"])
        .arg(path)
        .args(more)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    if !output.status.success() {
        bail!("tacitus eval --evidence {} failed", path.display());
    }
    items::read(&String::from_utf8(output.stdout).context("the evidence is no UTF-8")?)
        .with_context(|| format!("evidence of {}", path.display()))
}

/// The JSONL files of a folder, in order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|end| end == "jsonl"));
    paths.sort();
    Ok(paths)
}

/// The weights as a knowledge file.
fn file(model: &Model, head: &Head, corpus: usize) -> String {
    let mut text = format!(
        "# Weights of the learned layer: how far to trust what speaks for a relation between two marked spans.\n\
         # Written by `cargo xtask train`; not to be edited. Trained on the {} tuning items of the plv data and {corpus} of\n\
         # corpora/relations. Without this file the fit of the frames decides.\n\
         # root of the crosswalk of 2021 (`*`: all) | feature | weight\n\
         trained on ids {}\n",
        head.items, head.ids,
    );
    for (root, feature, weight) in model.lines() {
        let _ = writeln!(text, "{root} | {feature} | {weight:.3}");
    }
    text
}
