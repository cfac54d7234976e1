//! The language runtime against the real spaCy: tokens a CPU second, memory and start-up, as a Markdown table; and how
//! far the fast mode agrees with the exact one on the same texts.
//!
//! Each measurement is a process of its own with one thread. The sides take turns, round by round, so that what else
//! the machine does meets all alike; of the rounds the median is told. Times are of the processor, not of the clock.

// The comparison that `cargo xtask parity --fast` makes, the same file.
#[path = "../../xtask/src/parity/modes.rs"]
mod modes;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use tacitus_language::{Pipeline, install};

use modes::{BARS, Modes};

const USAGE: &str = "usage: benches-vs [--texts FILE.jsonl] [--articles 60] [--rounds 3] [--python PATH]\n       \
    benches-vs threads exact|fast FILE.jsonl";

/// One measurement.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Measured {
    tokens: usize,
    seconds: f64,
    /// CPU seconds from the start of the process to the first tokens.
    startup: f64,
    /// Bytes.
    peak: u64,
}

/// What is measured, and how to run it.
struct Side {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    environment: &'static [(&'static str, &'static str)],
}

struct Options {
    texts: PathBuf,
    articles: usize,
    rounds: usize,
    python: PathBuf,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["ours", mode, texts] => ours(mode == "fast", Path::new(texts)),
        ["threads", mode, texts] => threads(mode == "fast", Path::new(texts)),
        _ => compare(&Options::parse(&words)?),
    }
}

impl Options {
    fn parse(words: &[&str]) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let target = env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
        let mut options = Options {
            texts: root.join("../shared/gold/news/news.jsonl"),
            articles: 60,
            rounds: 3,
            python: target.join("parity/venv/bin/python"),
        };
        for pair in words.chunks(2) {
            let [name, value] = pair else { bail!("{USAGE}") };
            match *name {
                "--texts" => options.texts = value.into(),
                "--python" => options.python = value.into(),
                "--articles" => options.articles = value.parse().context(USAGE)?,
                "--rounds" => options.rounds = value.parse().context(USAGE)?,
                _ => bail!("{USAGE}"),
            }
        }
        if !options.python.is_file() {
            bail!("{}: no such file; `cargo xtask parity` makes it", options.python.display());
        }
        Ok(options)
    }
}

/// All sides, round by round, and the table.
fn compare(options: &Options) -> Result<()> {
    let texts = env::temp_dir().join(format!("benches-vs.{}.jsonl", std::process::id()));
    let all = fs::read_to_string(&options.texts)
        .with_context(|| format!("cannot read {}", options.texts.display()))?;
    let chosen: Vec<&str> =
        all.lines().filter(|line| !line.is_empty()).take(options.articles).collect();
    fs::write(&texts, chosen.join("\n"))?;
    let result = rounds(options, &texts);
    fs::remove_file(&texts)?;
    result
}

fn rounds(options: &Options, texts: &Path) -> Result<()> {
    let sides = sides(options, texts)?;
    let mut measured = vec![Vec::new(); sides.len()];
    for round in 1..=options.rounds {
        for (side, measured) in sides.iter().zip(&mut measured) {
            eprintln!("round {round}: {}", side.name);
            measured.push(side.run()?);
        }
    }
    let medians: Vec<Measured> = measured.iter().map(|rounds| median(rounds)).collect();
    let speed = |measured: &Measured| measured.tokens as f64 / measured.seconds;
    let best = medians[1..sides.len() - 2].iter().map(speed).fold(speed(&medians[0]), f64::max);
    println!(
        "| one thread, {} articles, {} tokens | tokens a CPU second | against spaCy as installed | against its best | peak memory | CPU time to the first token |",
        options.articles, medians[0].tokens
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for (side, measured) in sides.iter().zip(&medians) {
        println!(
            "| {} | {:.0} | {:.1} | {:.1} | {:.0} MB | {:.0} ms |",
            side.name,
            speed(measured),
            speed(measured) / speed(&medians[0]),
            speed(measured) / best,
            measured.peak as f64 / 1e6,
            1e3 * measured.startup,
        );
    }
    agreement(texts)
}

/// How far the fast mode agrees with the exact one on the texts that were measured, as a second table.
fn agreement(texts: &Path) -> Result<()> {
    let (exact, fast) = (load(false)?, load(true)?);
    let (mut one, mut other) = (exact.scratch(), fast.scratch());
    let mut modes = Modes::default();
    for text in read(texts)? {
        modes.add(&exact.parse(&text, &mut one), &fast.parse(&text, &mut other));
    }
    println!("\n| fast against exact, {} tokens | agree | asked for |", modes.tokens());
    println!("|---|--:|--:|");
    for ((name, bar), share) in BARS.iter().zip(modes.shares()) {
        println!("| {name} | {:.2} % | {:.1} % |", 100.0 * share, 100.0 * bar);
    }
    Ok(())
}

fn sides(options: &Options, texts: &Path) -> Result<Vec<Side>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let reference = folder.join("../xtask/python/reference.py");
    let model = Command::new(&options.python).arg(reference).arg("--model").output()?;
    let model = String::from_utf8(model.stdout)?.trim().to_owned();
    let texts = texts.display().to_string();
    let spacy = |name, blas: &str, environment| Side {
        name,
        program: options.python.clone(),
        arguments: vec![
            folder.join("spacy_side.py").display().to_string(),
            model.clone(),
            texts.clone(),
            blas.to_owned(),
        ],
        environment,
    };
    let own = env::current_exe()?;
    let ours = |name, mode: &str| Side {
        name,
        program: own.clone(),
        arguments: vec!["ours".to_owned(), mode.to_owned(), texts.clone()],
        environment: &[],
    };
    // The model is fetched now, if it has to be, not while time is taken.
    install::load_or_install(None, &mut |said| eprintln!("{said}"))?;
    Ok(vec![
        spacy("spaCy, as installed", "installed", &[]),
        spacy("spaCy, BLIS told to use AVX-512", "installed", &[("BLIS_ARCH_TYPE", "skx")]),
        spacy("spaCy, OpenBLAS for products", "numpy", &[]),
        ours("tacitus-language, exact", "exact"),
        ours("tacitus-language, fast", "fast"),
    ])
}

impl Side {
    fn run(&self) -> Result<Measured> {
        let mut command = Command::new(&self.program);
        for threads in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"] {
            command.env(threads, "1");
        }
        let output =
            command.envs(self.environment.iter().copied()).args(&self.arguments).output()?;
        if !output.status.success() {
            bail!("{}: {}", self.name, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }
}

/// The median of each value by itself.
fn median(rounds: &[Measured]) -> Measured {
    let of = |value: fn(&Measured) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Measured {
        tokens: rounds[0].tokens,
        seconds: of(|round| round.seconds),
        startup: of(|round| round.startup),
        peak: of(|round| round.peak as f64) as u64,
    }
}

/// One measurement of ours, as JSON on standard output.
fn ours(fast: bool, path: &Path) -> Result<()> {
    let pipeline = load(fast)?;
    let mut scratch = pipeline.scratch();
    let _ = pipeline.parse("Troops left the town on Friday.", &mut scratch);
    let startup = cpu_seconds()?;
    let texts = read(path)?;
    for text in texts.iter().take(16) {
        let _ = pipeline.parse(text, &mut scratch);
    }
    let start = cpu_seconds()?;
    let tokens = texts.iter().map(|text| pipeline.parse(text, &mut scratch).len()).sum();
    let seconds = cpu_seconds()? - start;
    let measured = Measured { tokens, seconds, startup, peak: peak()? };
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}

/// What a second thread costs: the CPU time of both over that of one with half the work, 1 where they do not meet.
fn threads(fast: bool, path: &Path) -> Result<()> {
    let pipeline = load(fast)?;
    let texts = read(path)?;
    let run = || {
        let mut scratch = pipeline.scratch();
        let own = || fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
        let spent = |said: String| said.split(' ').next().and_then(|time| time.parse::<f64>().ok());
        texts.iter().for_each(|text| drop(pipeline.parse(text, &mut scratch)));
        let start = spent(own());
        texts.iter().for_each(|text| drop(pipeline.parse(text, &mut scratch)));
        spent(own()).unwrap_or(f64::NAN) - start.unwrap_or(f64::NAN)
    };
    let mut ratios = Vec::new();
    for _ in 0..5 {
        let alone = run();
        let both: Vec<f64> = std::thread::scope(|scope| {
            let threads = [scope.spawn(run), scope.spawn(run)];
            threads.into_iter().map(|thread| thread.join().unwrap_or(f64::NAN)).collect()
        });
        ratios.push((both[0] + both[1]) / (2.0 * alone));
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "CPU time a text with two threads over one: {:.3}; so two are {:.2} times one",
        ratios[2],
        2.0 / ratios[2]
    );
    Ok(())
}

fn read(path: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        texts.push(record["text"].as_str().context("a line without a text")?.to_owned());
    }
    Ok(texts)
}

fn load(fast: bool) -> Result<Pipeline> {
    let pipeline = install::load_or_install(None, &mut |said| eprintln!("{said}"))?;
    Ok(if fast { pipeline.into_fast() } else { pipeline })
}

/// The time that the processor has given to this process.
fn cpu_seconds() -> Result<f64> {
    let said =
        fs::read_to_string("/proc/self/schedstat").context("this measures on Linux alone")?;
    let spent = said.split(' ').next().unwrap_or_default();
    Ok(spent.parse::<f64>()? / 1e9)
}

/// The most memory that this process has had, in bytes.
fn peak() -> Result<u64> {
    let said = fs::read_to_string("/proc/self/status")?;
    let line = said.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    Ok(1024 * line.trim().trim_end_matches(" kB").parse::<u64>()?)
}
