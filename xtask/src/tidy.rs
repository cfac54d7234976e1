//! `cargo xtask tidy`: what the project asks of its files and no other tool checks.

use std::fs;
use std::io::{Write, stdout};
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::ci::Outcome;
use crate::places;

/// A Rust file has fewer lines than this: what is longer has more than one purpose.
const LONGEST: usize = 600;

/// What no file may hold: left open, of one machine, or of one registry. In pieces, so that this file holds none.
const NEVER: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "something left open: do it, or say in words what is not there"),
    (concat!("FIX", "ME"), "something left open: do it, or say in words what is not there"),
    (concat!("unimple", "mented!"), "a stub"),
    (concat!("to", "do!"), "a stub"),
    (concat!("/tm", "p/"), "a path of one machine"),
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("crates", ".io"), "a registry's host"),
    (concat!("pypi", ".org"), "a registry's host"),
    (concat!("python", "hosted.org"), "a registry's host"),
    (concat!("npmjs", ".org"), "a registry's host"),
];

/// Files that other programs write, and bytes that tests read.
const NOT_OURS: &[&str] = &["Cargo.lock", "crates/tacitus-intake/tests/data/"];

/// Runs the checks and prints what does not hold.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    if !arguments.is_empty() {
        bail!("usage: cargo xtask tidy");
    }
    let (files, findings) = check()?;
    let mut out = stdout().lock();
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    writeln!(out, "{files} files, {} findings", findings.len())?;
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The step of `cargo xtask ci`.
pub(crate) fn step() -> Result<Outcome> {
    let (files, findings) = check()?;
    for finding in &findings {
        writeln!(stdout(), "{finding}")?;
    }
    Ok(if findings.is_empty() {
        Outcome::Passed(format!("{files} files"))
    } else {
        Outcome::Failed(format!("{} findings", findings.len()))
    })
}

/// Looks at every file that git keeps, or would.
fn check() -> Result<(usize, Vec<String>)> {
    let root = places::root();
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(&root)
        .output()
        .context("cannot run git")?;
    if !listed.status.success() {
        bail!("git ls-files: {}", String::from_utf8_lossy(&listed.stderr).trim());
    }
    let listed = String::from_utf8(listed.stdout).context("a file's name is not UTF-8")?;
    let mut files = 0;
    let mut findings = Vec::new();
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let path = root.join(name);
        // A file removed but not yet committed is still listed.
        if NOT_OURS.iter().any(|other| name.starts_with(other)) || !path.is_file() {
            continue;
        }
        files += 1;
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        match String::from_utf8(bytes) {
            Ok(text) => findings.extend(findings_of(name, &text, &root)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                findings.push(format!("{name}: not UTF-8 from byte {at} on"));
            }
        }
    }
    Ok((files, findings))
}

fn findings_of(name: &str, text: &str, root: &Path) -> Vec<String> {
    let mut findings = Vec::new();
    let mut find = |line: usize, what: &str| findings.push(format!("{name}:{line}: {what}"));
    // Not `lines`, which takes a carriage return for a part of the line's end.
    for (line, words) in (1..).zip(text.split('\n')) {
        for (never, what) in NEVER {
            if holds(words, never) {
                find(line, &format!("{what}: {never}"));
            }
        }
        if words.contains('\r') {
            find(line, "a carriage return");
        }
        let knowledge = name.starts_with("knowledge/") && name.ends_with(".txt");
        // A bar before an empty cell may have a space behind it; a tab nobody sees.
        if knowledge && words.trim_end_matches([' ', '\r']).ends_with('\t') {
            find(line, "a tab at the line's end");
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        find(text.lines().count(), "the last line has no end");
    }
    if name.ends_with(".rs") {
        let lines = text.lines().count();
        if lines >= LONGEST {
            find(lines, &format!("{lines} lines; divide the file, {LONGEST} are too many"));
        }
        if !text.starts_with("//!") {
            find(1, "no module doc: begin the file with `//!` and its purpose");
        }
    }
    if name.ends_with(".md") {
        for (line, link) in links(text) {
            let folder = Path::new(name).parent().unwrap_or(Path::new(""));
            if !root.join(folder).join(link).exists() {
                find(line, &format!("the link leads nowhere: {link}"));
            }
        }
    }
    findings
}

/// Whether the word stands in the line and is not a part of a longer one.
fn holds(line: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    line.match_indices(word).any(|(at, _)| {
        let starts_inside =
            word.starts_with(char::is_alphabetic) && part(line[..at].chars().next_back());
        let ends_inside =
            word.ends_with(char::is_alphabetic) && part(line[at + word.len()..].chars().next());
        !starts_inside && !ends_inside
    })
}

/// The links of a Markdown text that lead to files, each with its line.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut code = false;
    for (line, words) in (1..).zip(text.lines()) {
        if words.trim_start().starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        for part in words.split("](").skip(1) {
            let link = part.split(')').next().unwrap_or("");
            let file = link.split('#').next().unwrap_or("");
            if !file.is_empty() && !file.contains("://") {
                found.push((line, file));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, wanted: &[&str]) {
        let findings = findings_of(name, text, &places::root());
        assert_eq!(findings.len(), wanted.len(), "{findings:?}");
        for (finding, wanted) in findings.iter().zip(wanted) {
            assert!(finding.contains(wanted), "{finding}: expected {wanted}");
        }
    }

    #[test]
    fn what_is_left_open() {
        let open = concat!("// TO", "DO: later\n");
        check("a.py", open, &["a.py:1: something left open"]);
        check("a.py", concat!("# TO", "DOS LOS PAISES\n"), &[]);
        check("a.py", concat!("run /tm", "p/x\n"), &["a path of one machine"]);
        check("a.md", concat!("from crates", ".io\n"), &["a registry's host"]);
    }

    #[test]
    fn rust_files() {
        check("a.rs", "//! Purpose.\n\nfn f() {}\n", &[]);
        check("a.rs", "fn f() {}\n", &["no module doc"]);
        check("a.rs", &format!("//! Purpose.\n{}", "\n".repeat(599)), &["600 lines"]);
        check("a.rs", "//! Purpose.", &["the last line has no end"]);
    }

    #[test]
    fn knowledge_files() {
        check("knowledge/a.txt", "a word\t\n", &["a tab at the line's end"]);
        check("knowledge/a.txt", "a word\r\n", &["carriage return"]);
        check("knowledge/a.txt", "a | word |  \n", &[]);
    }

    #[test]
    fn links_lead_to_files() {
        check("docs/a.md", "[a](../Cargo.toml) [b](https://example.org) [c](#part)\n", &[]);
        check(
            "docs/a.md",
            "[a](nothing-there.md#part)\n",
            &["docs/a.md:1: the link leads nowhere"],
        );
        check("docs/a.md", "```\n[a](nothing-there.md)\n```\n", &[]);
    }
}
