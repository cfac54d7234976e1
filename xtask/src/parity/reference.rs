//! The real spaCy: a virtual environment with pinned packages, made once, and what it said, kept.

use std::ffi::OsStr;
use std::fs;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::Places;

/// The runtime follows this version of Unicode, since the Python that trained the models does.
const UNICODE: &str = "14.0.0";

/// Texts to parse, as JSON lines of `id` and `text`.
pub(crate) struct Input {
    pub(crate) count: usize,
    pub(crate) lines: String,
}

#[derive(Serialize, Deserialize)]
struct Text {
    id: String,
    text: String,
}

impl Input {
    /// The first texts of a file of JSON lines.
    pub(crate) fn first_of(path: &Path, count: usize) -> Result<Self> {
        let file =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut input = Input { count: 0, lines: String::new() };
        for (number, line) in (1..).zip(file.split('\n')).filter(|(_, line)| !line.is_empty()) {
            if input.count == count {
                break;
            }
            let place = || format!("{}, line {number}: expected 'id' and 'text'", path.display());
            let text: Text = serde_json::from_str(line).with_context(place)?;
            input.lines += &serde_json::to_string(&text)?;
            input.lines.push('\n');
            input.count += 1;
        }
        Ok(input)
    }
}

/// What spaCy says of one text.
#[derive(Deserialize)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) tokens: Vec<Token>,
}

/// What spaCy says of one token. Offsets count characters.
#[derive(Deserialize)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) ws: bool,
    pub(crate) tag: String,
    pub(crate) pos: String,
    pub(crate) morph: String,
    pub(crate) lemma: String,
    pub(crate) dep: String,
    pub(crate) head: usize,
    pub(crate) ent_iob: String,
    pub(crate) ent_type: String,
    pub(crate) sent_start: bool,
}

/// A Python with the real spaCy and the default model.
pub(crate) struct Python {
    program: PathBuf,
    script: PathBuf,
    /// What the answers depend on besides the texts.
    version: String,
}

impl Python {
    /// Makes the virtual environment, unless it is there as it should be.
    pub(crate) fn prepare(places: &Places, wanted: Option<&Path>) -> Result<Self> {
        let folder = places.root.join("xtask/python");
        let requirements = folder.join("requirements.txt");
        let script = folder.join("reference.py");
        let read = |path: &Path| {
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        };
        let pinned = read(&requirements)?;
        let venv = places.work.join("venv");
        let program =
            if cfg!(windows) { venv.join("Scripts/python.exe") } else { venv.join("bin/python") };
        let python =
            Python { program, script: script.clone(), version: pinned.clone() + &read(&script)? };
        let ready = venv.join("ready.txt");
        if fs::read_to_string(&ready).is_ok_and(|known| known == pinned) {
            return Ok(python);
        }
        if venv.exists() {
            fs::remove_dir_all(&venv)
                .with_context(|| format!("cannot remove {}", venv.display()))?;
        }
        let base = wanted.map_or_else(find_python, |path| Ok(path.to_owned()))?;
        say("making a virtual environment with the real spaCy (once, some minutes)")?;
        run(Command::new(&base).arg("-m").arg("venv").arg(&venv))?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
        run(Command::new(&python.program).args(install).arg(&requirements))?;
        fs::write(&ready, &pinned).with_context(|| format!("cannot write {}", ready.display()))?;
        Ok(python)
    }

    /// The interpreter.
    pub(super) fn program(&self) -> &Path {
        &self.program
    }

    /// The folder of the installed model.
    pub(crate) fn model(&self) -> Result<PathBuf> {
        Ok(output(Command::new(&self.program).arg(&self.script).arg("--model"))?.into())
    }

    /// What spaCy says of the texts: asked once for the same texts, packages and model.
    pub(crate) fn parse(
        &self,
        name: &str,
        input: &Input,
        places: &Places,
        model: Option<&Path>,
    ) -> Result<Vec<Record>> {
        let file = |kind: &str| places.work.join(format!("{}.{kind}", name.replace(' ', "-")));
        let (source, target, stamp) =
            (file("input.jsonl"), file("reference.jsonl"), file("made-with.txt"));
        let unicode = output(
            Command::new(&self.program)
                .args(["-c", "import unicodedata as u; print(u.unidata_version)"]),
        )?;
        let model = model.map_or(OsStr::new(""), Path::as_os_str);
        let version = format!("{unicode}\n{}\n{}", model.display(), self.version);
        let known =
            |path: &Path, text: &str| fs::read_to_string(path).is_ok_and(|known| known == text);
        if !(known(&source, &input.lines) && known(&stamp, &version)) {
            if unicode != UNICODE {
                say(&format!(
                    "this Python has Unicode {unicode}, not {UNICODE}: texts with newer letters may differ; \
                     Python 3.11 has the right one (--python PATH, after removing {})",
                    places.work.display()
                ))?;
            }
            say(&format!("{name}: asking spaCy about {} texts", input.count))?;
            let _ = fs::remove_file(&stamp);
            fs::write(&source, &input.lines)
                .with_context(|| format!("cannot write {}", source.display()))?;
            let mut command = Command::new(&self.program);
            command.arg(&self.script).arg(&source).arg(&target);
            if !model.is_empty() {
                command.arg(model);
            }
            run(&mut command)?;
            fs::write(&stamp, &version)
                .with_context(|| format!("cannot write {}", stamp.display()))?;
        }
        read_records(&target)
    }
}

fn read_records(path: &Path) -> Result<Vec<Record>> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| format!("{}, line {number}", path.display()))
        })
        .collect()
}

/// Python 3.11 where there is one, else what is called Python.
fn find_python() -> Result<PathBuf> {
    for name in ["python3.11", "python3", "python"] {
        let works = Command::new(name).args(["-c", "import venv"]).output();
        if works.is_ok_and(|output| output.status.success()) {
            return Ok(name.into());
        }
    }
    bail!("no Python found; install Python 3.11, or name one with --python PATH")
}

pub(super) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot run {command:?}"))?;
    if !status.success() {
        bail!("{command:?} failed ({status})");
    }
    Ok(())
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
    if !output.status.success() {
        bail!("{command:?} failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn say(message: &str) -> Result<()> {
    Ok(writeln!(stderr(), "parity: {message}")?)
}
