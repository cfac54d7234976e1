//! Licences and sources of everything that is built in, held against `deny.toml`.
//!
//! Where cargo-deny is installed it does this. Building it takes longer than all the rest of a run, so where it is not
//! there, the two questions that matter are answered from `cargo metadata`: does each package come from the registry,
//! and under a licence that `deny.toml` allows?

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::ci::Outcome;
use crate::places;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
    /// None for the packages of this workspace.
    source: Option<String>,
}

/// The step of `cargo xtask ci`.
pub(crate) fn step() -> Result<Outcome> {
    let there = Command::new("cargo").args(["deny", "--version"]).output();
    if there.is_ok_and(|output| output.status.success()) {
        // The advisories are a repository of their own, which a machine without a network cannot fetch.
        let status = Command::new("cargo")
            .args(["deny", "--all-features", "check", "bans", "licenses", "sources"])
            .current_dir(places::root())
            .status()?;
        return Ok(if status.success() {
            Outcome::Passed("by cargo-deny".to_owned())
        } else {
            Outcome::Failed("cargo-deny found something".to_owned())
        });
    }
    let policy = fs::read_to_string(places::root().join("deny.toml")).context("deny.toml")?;
    let policy = Policy::parse(&policy)?;
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(places::root())
        .output()
        .context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let wrong: Vec<String> = metadata.packages.iter().filter_map(|p| policy.objection(p)).collect();
    Ok(if wrong.is_empty() {
        Outcome::Passed(format!("{} packages, by cargo metadata", metadata.packages.len()))
    } else {
        Outcome::Failed(wrong.join("; "))
    })
}

/// What `deny.toml` allows.
#[derive(Debug, Default)]
struct Policy {
    allowed: Vec<String>,
    /// Licences allowed for one package: `(package, licence)`.
    exceptions: Vec<(String, String)>,
}

impl Policy {
    /// Reads `allow` and `exceptions` of the section `[licenses]`; the rest of the file speaks to cargo-deny alone.
    fn parse(text: &str) -> Result<Self> {
        let mut policy = Policy::default();
        let (mut section, mut list) = ("", "");
        for line in text.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if list.is_empty() && line.starts_with('[') {
                section = line;
            } else if section == "[licenses]" && line.ends_with("= [") {
                list = line.split_whitespace().next().unwrap_or("");
            } else if line == "]" {
                list = "";
            } else if list == "allow" {
                policy.allowed.extend(quoted(line).map(str::to_owned));
            } else if list == "exceptions" {
                let names: Vec<&str> = quoted(line).collect();
                let [package, licences @ ..] = &names[..] else {
                    bail!("deny.toml: expected a package and its licences: {line}");
                };
                let pairs = licences.iter().map(|&l| ((*package).to_owned(), l.to_owned()));
                policy.exceptions.extend(pairs);
            }
        }
        if policy.allowed.is_empty() {
            bail!("deny.toml: [licenses] has no list `allow` with one licence a line");
        }
        Ok(policy)
    }

    fn objection(&self, package: &Package) -> Option<String> {
        let source = package.source.as_deref()?;
        let Package { name, version, license, .. } = package;
        if !source.starts_with("registry+") {
            return Some(format!("{name} {version} comes from {source}, not from the registry"));
        }
        let Some(expression) = license else {
            return Some(format!("{name} {version} names no licence"));
        };
        let allows = |licence: &str| {
            let excepted = |(n, l): &(String, String)| n == name && l == licence;
            self.allowed.iter().any(|a| a == licence) || self.exceptions.iter().any(excepted)
        };
        match satisfied(expression, &allows) {
            Some(true) => None,
            Some(false) => Some(format!("{name} {version} is under {expression}")),
            None => Some(format!("{name} {version}: no licence expression: {expression}")),
        }
    }
}

/// The strings in quotation marks of a line.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2)
}

/// Whether an SPDX expression is satisfied; none where it is malformed. A slash is an old way to write OR.
fn satisfied(expression: &str, allows: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Expression { words: &words, allows };
    let value = reader.any()?;
    reader.words.is_empty().then_some(value)
}

struct Expression<'a> {
    words: &'a [&'a str],
    allows: &'a dyn Fn(&str) -> bool,
}

impl<'a> Expression<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn accept(&mut self, word: &str) -> bool {
        let there = self.words.first().is_some_and(|first| first.eq_ignore_ascii_case(word));
        if there {
            self.words = &self.words[1..];
        }
        there
    }

    fn any(&mut self) -> Option<bool> {
        let mut value = self.all()?;
        while self.accept("OR") {
            value |= self.all()?;
        }
        Some(value)
    }

    fn all(&mut self) -> Option<bool> {
        let mut value = self.one()?;
        while self.accept("AND") {
            value &= self.one()?;
        }
        Some(value)
    }

    fn one(&mut self) -> Option<bool> {
        if self.accept("(") {
            let value = self.any()?;
            return self.accept(")").then_some(value);
        }
        let licence = self.next().filter(|word| !matches!(*word, ")" | "OR" | "AND" | "WITH"))?;
        if self.accept("WITH") {
            let exception = self.next()?;
            return Some((self.allows)(&format!("{licence} WITH {exception}")));
        }
        Some((self.allows)(licence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "[graph]\nallow = [\n  \"GPL-3.0\",\n]\n[licenses]\nallow = [\n    \"MIT\",\n    \
        \"Zlib\", # short\n]\nexceptions = [\n    { name = \"odd\", allow = [\"MPL-2.0\"] },\n]\n";

    fn package(name: &str, license: Option<&str>, source: Option<&str>) -> Package {
        Package {
            name: name.into(),
            version: "1.0.0".into(),
            license: license.map(Into::into),
            source: source.map(Into::into),
        }
    }

    #[test]
    fn expressions() {
        let allows = |licence: &str| licence == "MIT" || licence == "Zlib";
        let check = |expression: &str, wanted| {
            assert_eq!(satisfied(expression, &allows), wanted, "{expression}")
        };
        check("MIT", Some(true));
        check("GPL-3.0", Some(false));
        check("GPL-3.0 OR MIT", Some(true));
        check("GPL-3.0/MIT", Some(true));
        check("MIT AND GPL-3.0", Some(false));
        check("MIT AND (GPL-3.0 OR Zlib)", Some(true));
        check("GPL-3.0 OR MIT AND Zlib", Some(true));
        check("MIT WITH some-exception", Some(false));
        check("MIT OR", None);
        check("(MIT", None);
        check("MIT Zlib", None);
        check("", None);
    }

    #[test]
    fn only_what_the_policy_allows_passes() {
        let policy = Policy::parse(POLICY).unwrap();
        assert_eq!(policy.allowed, ["MIT", "Zlib"]);
        let registry = Some("registry+index");
        assert_eq!(policy.objection(&package("ours", None, None)), None);
        assert_eq!(policy.objection(&package("a", Some("Zlib"), registry)), None);
        assert_eq!(policy.objection(&package("odd", Some("MPL-2.0"), registry)), None);
        assert!(policy.objection(&package("a", Some("MPL-2.0"), registry)).is_some());
        assert!(policy.objection(&package("a", Some("GPL-3.0"), registry)).is_some());
        assert!(policy.objection(&package("a", None, registry)).is_some());
        assert!(policy.objection(&package("a", Some("MIT"), Some("git+somewhere"))).is_some());
        assert!(Policy::parse("[licenses]\n").is_err());
    }
}
