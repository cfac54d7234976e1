//! Knowledge as text: folders of files, and where in them a line stands.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// A line of a knowledge file: what every trace points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// Path of the file below the knowledge folder, `lexicon/assault.txt`.
    pub file: Arc<str>,
    /// Line number, from 1.
    pub line: u32,
}

impl Source {
    /// Line `line` of `file`.
    #[must_use]
    pub fn new(file: &Arc<str>, line: u32) -> Self {
        Source { file: Arc::clone(file), line }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A mistake in a knowledge file: where it is, what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{source_line}: {message}; {remedy}")]
pub struct KnowledgeError {
    /// The line at fault.
    pub source_line: Source,
    /// What is wrong.
    pub message: String,
    /// What was expected, as advice.
    pub remedy: String,
}

impl KnowledgeError {
    /// A mistake at `source`.
    #[must_use]
    pub fn new(source: &Source, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        KnowledgeError {
            source_line: source.clone(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// A knowledge folder in memory: texts by their path below it, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    files: BTreeMap<String, String>,
}

impl Folder {
    /// The default knowledge, compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        let files: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/knowledge.rs"));
        files.iter().copied().collect()
    }

    /// Every `.txt` and `.tsv` file below `path`. The one place of this crate that reads a file.
    pub fn read(path: &Path) -> std::io::Result<Self> {
        let mut folder = Folder::default();
        let mut left = vec![path.to_owned()];
        while let Some(next) = left.pop() {
            for entry in std::fs::read_dir(&next)? {
                let file = entry?.path();
                if file.is_dir() {
                    left.push(file);
                } else if file.extension().is_some_and(|e| e == "txt" || e == "tsv") {
                    let name = file.strip_prefix(path).unwrap_or(&file).to_string_lossy();
                    folder.files.insert(name.replace('\\', "/"), std::fs::read_to_string(&file)?);
                }
            }
        }
        Ok(folder)
    }

    /// The files of a folder, `lexicon` say, with their texts.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (Arc<str>, &'a str)> + 'a {
        self.files.iter().filter_map(move |(name, text)| {
            name.strip_prefix(folder)?.strip_prefix('/')?;
            Some((Arc::from(name.as_str()), text.as_str()))
        })
    }

    /// All files with their texts, in order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// One file, with its text.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<(Arc<str>, &str)> {
        self.files.get_key_value(name).map(|(name, text)| (Arc::from(name.as_str()), text.as_str()))
    }
}

impl<'a> FromIterator<(&'a str, &'a str)> for Folder {
    fn from_iter<T: IntoIterator<Item = (&'a str, &'a str)>>(files: T) -> Self {
        let files = files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned()));
        Folder { files: files.collect() }
    }
}

/// The lines of a knowledge file that say something: without comments (`#` at the start of a line or after white
/// space) and blank lines; white space at the end cut, at the start kept.
pub fn lines<'a>(
    file: &'a Arc<str>,
    text: &'a str,
) -> impl Iterator<Item = (Source, &'a str)> + 'a {
    text.lines().enumerate().filter_map(move |(i, line)| {
        let line = without_comment(line).trim_end();
        let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
        (!line.trim().is_empty()).then(|| (Source::new(file, number), line))
    })
}

fn without_comment(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if c == '#' && before.is_whitespace() {
            return &line[..at];
        }
        before = c;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_their_numbers_and_lose_their_comments() {
        let file = Arc::from("a.txt");
        let text = "# head\n\none # two\n  C#\n";
        let got: Vec<_> = lines(&file, text).map(|(at, line)| (at.to_string(), line)).collect();
        assert_eq!(got, [("a.txt:3".to_owned(), "one"), ("a.txt:4".to_owned(), "  C#")]);
    }
}
