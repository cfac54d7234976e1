//! `cargo xtask ci`: everything that has to hold before a change lands, in named and timed steps.
//!
//! All steps run, also after one has failed, so that one run shows all there is to mend. The tests are no step of it:
//! `.ci/run` runs them after it by the command that the README gives.

mod instructions;
mod program;

use std::io::{Write, stdout};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{parity, places, tidy};
use program::Program;

/// What a step came to, with a line to print beside its name.
pub(crate) enum Outcome {
    Passed(String),
    Failed(String),
    /// What it needs is not there.
    Skipped(String),
}

struct Step {
    name: &'static str,
    does: &'static str,
    run: fn() -> Result<Outcome>,
}

/// Cheap steps first: a slip shows before anything is built.
const STEPS: &[Step] = &[
    Step { name: "format", does: "cargo fmt --all --check", run: format },
    Step { name: "tidy", does: "what no tool checks: see tidy.rs", run: tidy::step },
    Step { name: "licences", does: "cargo deny: licences, sources, versions", run: licences },
    Step { name: "clippy", does: "all targets, no warning", run: clippy },
    Step { name: "documentation", does: "cargo doc, no warning", run: documentation },
    Step { name: "program", does: "release build, model installed", run: || Program::build() },
    Step { name: "demo", does: "the README's first command", run: || program()?.demo() },
    Step { name: "knowledge", does: "tacitus knowledge check", run: || program()?.knowledge() },
    Step { name: "records", does: "all records against the schema", run: || program()?.records() },
    Step { name: "report", does: "the report of the brief", run: || program()?.report() },
    Step { name: "same bytes", does: "--jobs 1 against --jobs 2", run: || program()?.same_bytes() },
    Step { name: "instructions", does: "counted by callgrind", run: instructions::step },
    Step { name: "parity", does: "the real spaCy, token by token", run: parity },
];

/// Runs the steps, or those that `--only` names; `--list` lists them.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let mut out = stdout().lock();
    let wanted: Vec<&Step> = match arguments {
        [] => STEPS.iter().collect(),
        [list] if list == "--list" => {
            for step in STEPS {
                writeln!(out, "{:<14}{}", step.name, step.does)?;
            }
            return Ok(ExitCode::SUCCESS);
        }
        [only, names] if only == "--only" => names.split(',').map(find).collect::<Result<_>>()?,
        _ => bail!("usage: cargo xtask ci [--list | --only NAME,NAME]"),
    };
    let started = Instant::now();
    let mut table = Vec::new();
    let mut failed = 0;
    for step in wanted {
        writeln!(out, "== {}: {}", step.name, step.does)?;
        out.flush()?;
        let begun = Instant::now();
        // A step that cannot be carried out has failed; the others still run.
        let outcome = (step.run)().unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
        let (verdict, note) = match outcome {
            Outcome::Passed(note) => ("passed", note),
            Outcome::Failed(note) => {
                failed += 1;
                ("FAILED", note)
            }
            Outcome::Skipped(note) => ("SKIPPED", note),
        };
        let row = format!("{:<14}{verdict:<8}{:>7}  {note}", step.name, seconds(begun.elapsed()));
        writeln!(out, "{row}\n")?;
        table.push(row);
    }
    writeln!(out, "== summary")?;
    for row in &table {
        writeln!(out, "{row}")?;
    }
    writeln!(out, "{} steps, {failed} failed, {}", table.len(), seconds(started.elapsed()))?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn find(name: &str) -> Result<&'static Step> {
    let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    let step = STEPS.iter().find(|step| step.name == name);
    step.with_context(|| format!("no step is called '{name}'; there are: {}", names.join(", ")))
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn format() -> Result<Outcome> {
    cargo(&["fmt", "--all", "--check"], &[])
}

/// The advisories are left out: they are a repository of their own, which not every machine can fetch.
fn licences() -> Result<Outcome> {
    let there = Command::new("cargo").args(["deny", "--version"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        return Ok(Outcome::Failed("missing; run `cargo install cargo-deny --locked`".to_owned()));
    }
    let arguments = ["deny", "--all-features", "check", "--hide-inclusion-graph"];
    cargo(&[&arguments[..], &["bans", "licenses", "sources"]].concat(), &[])
}

fn clippy() -> Result<Outcome> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
    cargo(&arguments, &[])
}

fn documentation() -> Result<Outcome> {
    let arguments = ["doc", "--workspace", "--no-deps", "--quiet"];
    cargo(&arguments, &[("RUSTDOCFLAGS", "-D warnings")])
}

fn program() -> Result<Program> {
    Program::find()
}

fn parity() -> Result<Outcome> {
    let code = parity::run(vec!["--bar".to_owned(), "0.9999".to_owned()])?;
    let passed = code == ExitCode::SUCCESS;
    Ok(match (passed, places::shared()) {
        (false, _) => Outcome::Failed("the runtime differs from spaCy".to_owned()),
        (true, Some(_)) => {
            Outcome::Passed("the articles at 99.99 %, the odd text whole".to_owned())
        }
        (true, None) => Outcome::Passed("the odd text; no ../shared, so no articles".to_owned()),
    })
}

/// Runs cargo in the repository.
fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<Outcome> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).envs(environment.iter().copied()).current_dir(places::root());
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    Ok(if status.success() {
        Outcome::Passed(String::new())
    } else {
        Outcome::Failed(format!("cargo {} ended with {status}", arguments.join(" ")))
    })
}
