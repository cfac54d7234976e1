//! The steps that run the program as its users do: the release build, on the sample reports and on shared data.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anyhow::{Context, Result, bail};

use super::{Outcome, cargo};
use crate::{places, schema};

/// So many articles of the shared news are coded.
const ARTICLES: usize = 100;
/// The report that the README shows.
const PICTURED: &str = "examples/visit.txt";
/// Every kind of record.
const WITH: &str = "articles,statements,times,entities";

pub(super) struct Program {
    path: PathBuf,
    /// Where the steps put what they make.
    work: PathBuf,
}

impl Program {
    /// Builds the program and installs the model as a first use does.
    pub(super) fn build() -> Result<Outcome> {
        let built = cargo(&["build", "--release", "--quiet"], &[])?;
        if matches!(built, Outcome::Failed(_)) {
            return Ok(built);
        }
        let program = Program::find()?;
        program.run(&["model", "show"])?;
        Ok(Outcome::Passed(String::new()))
    }

    /// The program, once built.
    pub(super) fn find() -> Result<Self> {
        let name = format!("tacitus{}", std::env::consts::EXE_SUFFIX);
        let path = places::target().join("release").join(name);
        if !path.is_file() {
            bail!("{} is not there; the step 'program' builds it", path.display());
        }
        let work = places::target().join("ci");
        fs::create_dir_all(&work).with_context(|| format!("cannot make {}", work.display()))?;
        Ok(Program { path, work })
    }

    /// What the program prints; what it says of itself goes through. An exit code other than 0 is an error.
    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>> {
        let output = self.attempt(arguments)?;
        if !output.status.success() {
            bail!("tacitus {} ended with {}", arguments.join(" "), output.status);
        }
        Ok(output.stdout)
    }

    fn attempt(&self, arguments: &[&str]) -> Result<Output> {
        let mut command = Command::new(&self.path);
        command.args(arguments).current_dir(places::root());
        command.stdin(Stdio::null()).stderr(Stdio::inherit());
        command.output().with_context(|| format!("cannot run {command:?}"))
    }

    /// The demo shows every sample report, and an event in each.
    pub(super) fn demo(&self) -> Result<Outcome> {
        let shown = String::from_utf8(self.run(&["demo"])?)?;
        let reports = examples()?;
        for name in &reports {
            let Some((_, page)) = shown.split_once(&format!("── {name} ")) else {
                return Ok(Outcome::Failed(format!("{name} is not shown")));
            };
            let page = page.split("── ").next().unwrap_or(page);
            if page.contains("· 0 events") {
                return Ok(Outcome::Failed(format!("no event in {name}")));
            }
        }
        let readme = fs::read_to_string(places::root().join("README.md")).context("README.md")?;
        let picture = String::from_utf8(self.run(&["explain", PICTURED])?)?;
        let current = if readme.contains(picture.trim_end()) {
            "the README's picture is current"
        } else {
            "the README's picture is out of date: run xtask/python/documents.py"
        };
        Ok(Outcome::Passed(format!("{} reports; {current}", reports.len())))
    }

    /// What of the knowledge's own examples does not hold, in number.
    pub(super) fn knowledge(&self) -> Result<Outcome> {
        let output = self.attempt(&["knowledge", "check"])?;
        let shown = String::from_utf8(output.stdout)?;
        let last = shown.lines().last().unwrap_or("nothing said").to_owned();
        let path = self.work.join("knowledge.txt");
        fs::write(&path, &shown).with_context(|| format!("cannot write {}", path.display()))?;
        // Findings are exit code 1 and are told; whatever else goes wrong ends the step.
        Ok(match output.status.code() {
            Some(0 | 1) => Outcome::Passed(format!("{last} (listed in {})", path.display())),
            _ => Outcome::Failed(format!("tacitus knowledge check ended with {}", output.status)),
        })
    }

    /// Records of every kind, of all sample reports and of shared news, against the schema.
    pub(super) fn records(&self) -> Result<Outcome> {
        let mut inputs = examples()?;
        inputs.extend(self.news()?);
        let mut arguments = vec!["code", "--with", WITH];
        arguments.extend(inputs.iter().map(String::as_str));
        let lines = String::from_utf8(self.run(&arguments)?)?;
        let counts = schema::check(&lines)?;
        if let Some(kind) = counts.without_any() {
            return Ok(Outcome::Failed(format!("there is no record of the kind '{kind}'")));
        }
        Ok(Outcome::Passed(counts.to_string()))
    }

    /// The report of the brief: its records against the schema and against what the report says.
    pub(super) fn report(&self) -> Result<Outcome> {
        let Some(shared) = places::shared() else {
            return Ok(Outcome::Skipped("no ../shared".to_owned()));
        };
        let report = shared.join("seed/article.txt");
        let lines = self.run(&["code", &name(&report), "--with", WITH])?;
        let counts = schema::check(std::str::from_utf8(&lines)?)?;
        let mut check = Command::new("python3");
        check.arg(shared.join("seed/check.py")).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = check.spawn().with_context(|| format!("cannot run {check:?}"))?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(&lines)?;
        }
        let said = String::from_utf8(child.wait_with_output()?.stdout)?;
        let last = said.lines().last().unwrap_or("check.py said nothing");
        let path = self.work.join("report.txt");
        fs::write(&path, &said).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Outcome::Passed(format!("{counts}; {last} (listed in {})", path.display())))
    }

    /// The same bytes with one thread and with two.
    pub(super) fn same_bytes(&self) -> Result<Outcome> {
        let mut inputs = examples()?;
        inputs.extend(self.news()?);
        let code = |jobs| {
            let mut arguments = vec!["code", "--with", WITH, "--jobs", jobs];
            arguments.extend(inputs.iter().map(String::as_str));
            self.run(&arguments)
        };
        let (one, two) = (code("1")?, code("2")?);
        let lines = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte == b'\n').count();
        if one != two {
            let differing = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
            let line = 1 + lines(&one[..differing]);
            return Ok(Outcome::Failed(format!("the outputs differ from line {line} on")));
        }
        Ok(Outcome::Passed(format!("{} lines", lines(&one))))
    }

    /// The first articles of the shared news in a file of their own, where there are any.
    fn news(&self) -> Result<Option<String>> {
        let Some(shared) = places::shared() else { return Ok(None) };
        let path = shared.join("gold/news/news.jsonl");
        let all =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let some: String = all.split_inclusive('\n').take(ARTICLES).collect();
        let path = self.work.join("news.jsonl");
        fs::write(&path, some).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Some(name(&path)))
    }
}

/// The sample reports, from the root of the repository.
fn examples() -> Result<Vec<String>> {
    let folder = places::root().join("examples");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") {
            names.push(format!("examples/{name}"));
        }
    }
    names.sort();
    if names.is_empty() {
        bail!("no report in {}", folder.display());
    }
    Ok(names)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}
