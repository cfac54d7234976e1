//! The step that counts the instructions which the language runtime takes for one text, under callgrind.
//!
//! Times say little on a machine that does other things; counts repeat to the instruction, so they show what a change
//! costs. They are of the example `count` of `tacitus-language`, which needs no package that the tests do not need.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{Outcome, cargo};
use crate::places;

/// The modes that are counted, in the order of the figures below.
const MODES: [&str; 2] = ["exact", "fast"];
/// What was counted when it was last looked at (Rust 1.95), by the form of the products that the counter's processor
/// gets. Where a count has moved for a good reason, the new one is written here.
const RECORDED: &[(&str, [u64; 2])] = &[("avx2", [40_733_888, 25_053_477])];
/// A count may be so much above the recorded one. Link-time optimisation or none moves it by 0.2 %.
const MARGIN: f64 = 0.05;

/// One run of the example.
struct Count {
    form: String,
    instructions: u64,
}

/// Builds the example and counts both modes.
pub(super) fn step() -> Result<Outcome> {
    if !Command::new("valgrind").arg("--version").output().is_ok_and(|said| said.status.success()) {
        return Ok(Outcome::Skipped("no valgrind".to_owned()));
    }
    let arguments = ["build", "--release", "--quiet", "--package", "tacitus-language"];
    let example = ["--example", "count", "--features", "install"];
    let built = cargo(&[&arguments[..], &example].concat(), &[])?;
    if matches!(built, Outcome::Failed(_)) {
        return Ok(built);
    }
    let mut notes = Vec::new();
    let mut failed = false;
    for (at, mode) in MODES.iter().enumerate() {
        let Count { form, instructions } = count(mode)?;
        let Some((_, recorded)) = RECORDED.iter().find(|(name, _)| *name == form) else {
            return Ok(Outcome::Skipped(format!("no count is recorded for the form '{form}'")));
        };
        let more = instructions as f64 / recorded[at] as f64 - 1.0;
        failed |= more > MARGIN;
        notes.push(format!("{mode}, {form}: {instructions} ({:+.2} %)", 100.0 * more));
    }
    let notes = notes.join("; ");
    Ok(if failed {
        Outcome::Failed(format!("{notes}; more than {:.0} % too many", 100.0 * MARGIN))
    } else {
        Outcome::Passed(notes)
    })
}

fn count(mode: &str) -> Result<Count> {
    let name = format!("count{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--toggle-collect=*count::counted*"]);
    command.arg("--callgrind-out-file=/dev/null");
    command.arg(places::target().join("release/examples").join(name)).arg(mode);
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("counting ended with {}: {}", output.status, said.trim());
    }
    read(&String::from_utf8_lossy(&output.stdout), &said)
        .with_context(|| format!("callgrind gave no count: {}", said.trim()))
}

/// The form that the example names last, and what callgrind has collected.
fn read(printed: &str, said: &str) -> Option<Count> {
    let form = printed.split_whitespace().last()?.to_owned();
    let collected = said.lines().find_map(|line| line.split_once("Collected :"))?.1;
    let instructions = collected.trim().parse().ok().filter(|&count| count > 0)?;
    Some(Count { form, instructions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_read_from_what_callgrind_says() {
        let said =
            "==7== Events    : Ir\n==7== Collected : 39652427\n==7== \n==7== I   refs: 39,652,427";
        let count = read("133 tokens avx2\n", said).expect("a count");
        assert_eq!((count.form.as_str(), count.instructions), ("avx2", 39_652_427));
        // Nothing was counted where the function was not found.
        assert!(read("133 tokens avx2\n", "==7== Collected : 0").is_none());
        assert!(read("", said).is_none());
    }
}
