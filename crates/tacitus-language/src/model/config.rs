//! `config.cfg`: sections of keys with JSON values, and `${section.key}` references between them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::error::LoadError;

const FILE: &str = "config.cfg";
/// References that lead through more values than this run in a circle.
const MAX_HOPS: usize = 32;

/// A parsed `config.cfg`.
#[derive(Debug)]
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, Entry>>,
}

#[derive(Debug)]
struct Entry {
    raw: String,
    line: usize,
}

impl Config {
    /// Reads the text of the file.
    pub(crate) fn parse(text: &str) -> Result<Self, LoadError> {
        let mut sections: BTreeMap<String, BTreeMap<String, Entry>> = BTreeMap::new();
        let mut section: Option<String> = None;
        let mut last_key: Option<String> = None;
        for (index, full) in text.lines().enumerate() {
            let number = index + 1;
            let line = full.trim();
            if line.is_empty() || line.starts_with('#') || line.starts_with(';') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                && !full.starts_with([' ', '\t'])
            {
                sections.entry(name.to_owned()).or_default();
                section = Some(name.to_owned());
                last_key = None;
                continue;
            }
            let entries = section.as_ref().and_then(|name| sections.get_mut(name));
            let entries = entries
                .ok_or_else(|| error(number, "expected a [section] before the first key"))?;
            // A value goes on in lines that are indented, as in Python's configparser.
            if full.starts_with([' ', '\t'])
                && let Some(entry) = last_key.as_ref().and_then(|key| entries.get_mut(key))
            {
                entry.raw.push('\n');
                entry.raw.push_str(line);
                continue;
            }
            let (key, raw) =
                line.split_once('=').ok_or_else(|| error(number, "expected 'key = value'"))?;
            let key = key.trim().to_owned();
            entries.insert(key.clone(), Entry { raw: raw.trim().to_owned(), line: number });
            last_key = Some(key);
        }
        Ok(Config { sections })
    }

    /// The value of `key` in `section`, references followed; `None` where there is no such key.
    pub(crate) fn get(&self, section: &str, key: &str) -> Result<Option<Value>, LoadError> {
        self.resolve(section, key, 0)
    }

    /// A string value; `None` where there is none, or `null`.
    pub(crate) fn text(&self, section: &str, key: &str) -> Result<Option<String>, LoadError> {
        Ok(match self.get(section, key)? {
            Some(Value::String(text)) => Some(text),
            _ => None,
        })
    }

    /// A list of strings; empty where there is none.
    pub(crate) fn names(&self, section: &str, key: &str) -> Result<Vec<String>, LoadError> {
        let Some(Value::Array(items)) = self.get(section, key)? else { return Ok(Vec::new()) };
        Ok(items.iter().filter_map(|item| item.as_str().map(str::to_owned)).collect())
    }

    fn resolve(&self, section: &str, key: &str, hops: usize) -> Result<Option<Value>, LoadError> {
        let Some(entry) = self.sections.get(section).and_then(|entries| entries.get(key)) else {
            return Ok(None);
        };
        if hops > MAX_HOPS {
            return Err(error(entry.line, "the references of this value run in a circle"));
        }
        let raw = &entry.raw;
        // A value that is one reference takes the other's value whole, with its type.
        if let Some(path) = raw.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'))
            && !path.contains("${")
        {
            return self.follow(path, entry, hops).map(Some);
        }
        let mut text = String::with_capacity(raw.len());
        let mut rest = raw.as_str();
        while let Some(at) = rest.find("${") {
            let Some(length) = rest[at..].find('}') else { break };
            text.push_str(&rest[..at]);
            match self.follow(&rest[at + 2..at + length], entry, hops)? {
                Value::String(inner) => text.push_str(&inner),
                other => text.push_str(&other.to_string()),
            }
            rest = &rest[at + length + 1..];
        }
        text.push_str(rest);
        // What is no JSON is a string without its quotes.
        Ok(Some(serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }

    /// The value that a reference names: `section.key`, or `section:key`.
    fn follow(&self, path: &str, from: &Entry, hops: usize) -> Result<Value, LoadError> {
        let parts = path.rsplit_once(':').or_else(|| path.rsplit_once('.'));
        let value = match parts {
            Some((section, key)) => self.resolve(section, key, hops + 1)?,
            None => None,
        };
        value.ok_or_else(|| error(from.line, &format!("'${{{path}}}' refers to no value")))
    }
}

fn error(line: usize, reason: &str) -> LoadError {
    LoadError::malformed(FILE, format!("line {line}"), reason)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TEXT: &str = "\
[paths]
vectors = null

[nlp]
lang = \"en\"
pipeline = [\"tok2vec\",
    \"tagger\"]
name = \"${nlp.lang}_small\"
tokenizer = {\"@tokenizers\":\"spacy.Tokenizer.v1\"}

[a.b]
width = 96
[c]
width = ${a.b:width}
again = ${c.width}
loop = ${c.loop}
lost = ${c.nothing}
bare = some words
";

    #[test]
    fn values_and_references() {
        let config = Config::parse(TEXT).unwrap();
        let get = |section, key| config.get(section, key).unwrap();
        assert_eq!(get("paths", "vectors"), Some(Value::Null));
        assert_eq!(config.names("nlp", "pipeline").unwrap(), ["tok2vec", "tagger"]);
        assert_eq!(get("nlp", "name"), Some(json!("en_small")));
        assert_eq!(get("nlp", "tokenizer"), Some(json!({"@tokenizers": "spacy.Tokenizer.v1"})));
        assert_eq!(get("c", "width"), Some(json!(96)));
        assert_eq!(get("c", "again"), Some(json!(96)));
        assert_eq!(get("c", "bare"), Some(json!("some words")));
        assert_eq!(get("c", "absent"), None);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        let config = Config::parse(TEXT).unwrap();
        let lost = config.get("c", "lost").unwrap_err().to_string();
        assert!(lost.contains("line 17") && lost.contains("c.nothing"), "{lost}");
        assert!(config.get("c", "loop").unwrap_err().to_string().contains("circle"));
        assert!(Config::parse("a = 1").unwrap_err().to_string().contains("line 1"));
        assert!(Config::parse("[a]\nwords").unwrap_err().to_string().contains("line 2"));
    }
}
