//! `cargo xtask schema`: records against the JSON Schema that ships with the project.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// The kinds of record.
const KINDS: &[&str] = &["event", "statement", "article", "time", "entity"];
/// So many faults of one line are told.
const TOLD: usize = 3;

/// Checks the files that are named.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    if arguments.is_empty() {
        bail!("usage: cargo xtask schema FILE...");
    }
    for path in arguments {
        let lines = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        let counts = check(&lines).with_context(|| path.clone())?;
        writeln!(stdout(), "{path}: {counts}")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How many records there are of each kind.
#[derive(Debug, Default)]
pub(crate) struct Counts(BTreeMap<String, usize>);

impl Counts {
    /// A kind of which there is none.
    pub(crate) fn without_any(&self) -> Option<&'static str> {
        KINDS.iter().copied().find(|&kind| !self.0.contains_key(kind))
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(|(kind, n)| format!("{n} × {kind}")).collect();
        f.write_str(&all.join(", "))
    }
}

/// Holds every line against the schema; the first that does not fit is an error that names it and what is wrong.
pub(crate) fn check(lines: &str) -> Result<Counts> {
    let schema: Value = serde_json::from_str(tacitus_record::SCHEMA)?;
    let validator = jsonschema::draft202012::new(&schema).context("the schema itself")?;
    let mut counts = Counts::default();
    for (number, line) in (1..).zip(lines.lines()) {
        let record: Value =
            serde_json::from_str(line).with_context(|| format!("line {number} is no JSON"))?;
        let faults: Vec<String> = validator
            .iter_errors(&record)
            .take(TOLD)
            .map(|fault| format!("{} at '{}'", fault, fault.instance_path()))
            .collect();
        if !faults.is_empty() {
            bail!("line {number} does not fit the schema: {}", faults.join("; "));
        }
        let kind = record.get("record").and_then(Value::as_str).unwrap_or("").to_owned();
        *counts.0.entry(kind).or_default() += 1;
    }
    Ok(counts)
}
