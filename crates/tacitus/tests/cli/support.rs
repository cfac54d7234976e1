//! Runs the program and holds what it says.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The exit code is `code`.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:?}");
        self
    }

    /// A message holds each of the words.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word:?} is not said: {}", self.err);
        }
        self
    }

    /// Nothing is said.
    #[track_caller]
    pub(crate) fn says_nothing(self) -> Self {
        assert_eq!(self.err, "");
        self
    }

    /// Each line of the output as JSON.
    #[track_caller]
    pub(crate) fn records(&self) -> Vec<Value> {
        records(&self.out)
    }
}

/// Each line as JSON.
#[track_caller]
pub(crate) fn records(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The program, ready to be run in the root of the repository.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tacitus"));
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs the program.
pub(crate) fn tacitus(arguments: &[&str]) -> Run {
    finish(program().args(arguments))
}

/// Runs the program with `input` on its standard input.
pub(crate) fn fed(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = program();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that refuses its arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Run::from(output)
}

/// Runs a command that is ready.
pub(crate) fn finish(command: &mut Command) -> Run {
    Run::from(command.output().unwrap())
}

impl From<std::process::Output> for Run {
    fn from(output: std::process::Output) -> Self {
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Runs the program with a language model there: the first call installs it where it is missing, so that tests that run
/// side by side do not each fetch it.
pub(crate) fn with_model(arguments: &[&str]) -> Run {
    model();
    tacitus(arguments)
}

/// Sees to it that a language model is installed.
pub(crate) fn model() {
    static INSTALLED: OnceLock<()> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        tacitus(&["model", "show"]).ends(0);
    });
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sample reports, from the root of the repository.
pub(crate) fn examples() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("examples"))
        .unwrap()
        .map(|entry| format!("examples/{}", entry.unwrap().file_name().into_string().unwrap()))
        .filter(|name| !name.ends_with(".md"))
        .collect();
    names.sort();
    assert!(names.len() >= 4);
    names
}

/// A folder that goes with the test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Folder(TempDir::new().unwrap())
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// Writes a file into it, in folders where the name has them. Returns its path.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path
    }

    /// The names of what is in it, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
