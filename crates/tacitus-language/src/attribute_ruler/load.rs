//! Reading the `attribute_ruler/patterns` file of a pipeline.

use super::{AttributeRuler, Column, Feature, Row, Rule, Test};
use crate::doc::Labels;
use crate::error::LoadError;
use crate::model::msgpack::{self, Value};
use crate::pattern::Pattern;
use crate::strings::string_id;

const COMPONENT: &str = "attribute_ruler";
const FILE: &str = "attribute_ruler/patterns";

impl AttributeRuler {
    /// Reads the `attribute_ruler/patterns` file of a pipeline. Labels that it asks for or sets are added to `labels`.
    pub(crate) fn load(bytes: &[u8], labels: &mut Labels) -> Result<Self, LoadError> {
        let file = msgpack::parse(bytes).map_err(|error| error.in_file(FILE))?;
        let Some(entries) = file.as_array() else {
            return Err(LoadError::malformed(FILE, "byte 0", "expected a list of patterns"));
        };
        let mut ruler = AttributeRuler::default();
        for (number, entry) in entries.iter().enumerate() {
            Reader { number, labels }.rule(entry, &mut ruler)?;
        }
        Ok(ruler)
    }

    /// Files a row under what its first token must have.
    fn add_row(&mut self, row: Row) {
        let index = self.rows.len() as u32;
        let first: &[Test] = row.tokens.first().map_or(&[], |tests| tests);
        let words = first.iter().find_map(|test| match test {
            Test::Word { feature: Feature::Lower, any_of, negated: false } => Some(any_of),
            _ => None,
        });
        let tags = first.iter().find_map(|test| match test {
            Test::Label { column: Column::Tag, any_of, negated: false } => Some(any_of),
            _ => None,
        });
        match (words, tags) {
            (Some(words), _) => {
                for &word in words {
                    self.by_lower.entry(word).or_default().push(index);
                }
            }
            (None, Some(tags)) => {
                for &tag in tags {
                    self.by_tag.entry(tag).or_default().push(index);
                }
            }
            (None, None) => self.others.push(index),
        }
        self.rows.push(row);
    }
}

/// Reads one entry of the file.
struct Reader<'l> {
    number: usize,
    labels: &'l mut Labels,
}

impl Reader<'_> {
    fn malformed(&self, reason: &str) -> LoadError {
        LoadError::malformed(FILE, format!("pattern {}", self.number), reason)
    }

    fn unsupported(&self, needs: &str) -> LoadError {
        LoadError::unsupported(COMPONENT, format!("{needs} (pattern {})", self.number))
    }

    fn rule(&mut self, entry: &Value<'_>, ruler: &mut AttributeRuler) -> Result<(), LoadError> {
        let rows = entry.get("patterns").and_then(Value::as_array);
        let rows = rows.ok_or_else(|| self.malformed("expected a list 'patterns'"))?;
        let index = match entry.get("index") {
            None => 0,
            Some(value) => {
                value.as_i64().ok_or_else(|| self.malformed("expected a number 'index'"))?
            }
        };
        let mut shortest = usize::MAX;
        let mut longest = 0;
        for row in rows {
            let tokens =
                row.as_array().ok_or_else(|| self.malformed("expected a list of tokens"))?;
            if tokens.is_empty() {
                return Err(self.malformed("expected at least one token"));
            }
            shortest = shortest.min(tokens.len());
            longest = longest.max(tokens.len());
            let tokens: Result<Box<[_]>, _> =
                tokens.iter().map(|token| self.token(token)).collect();
            ruler.add_row(Row { rule: ruler.rules.len() as u32, tokens: tokens? });
        }
        let target = if index < 0 {
            if shortest != longest {
                return Err(
                    self.unsupported("an index from the end of patterns that differ in length")
                );
            }
            usize::try_from(longest as i64 + index).ok()
        } else {
            usize::try_from(index).ok()
        };
        let target = target.filter(|&target| target < shortest || rows.is_empty());
        let target =
            target.ok_or_else(|| self.malformed("expected an 'index' within the pattern"))?;
        let rule = self.attrs(entry, target)?;
        ruler.rules.push(rule);
        Ok(())
    }

    fn attrs(&mut self, entry: &Value<'_>, target: usize) -> Result<Rule, LoadError> {
        let mut rule = Rule { target, tag: None, pos: None, morph: None, dep: None, lemma: None };
        let attrs = entry.get("attrs").and_then(Value::as_map);
        for (name, value) in attrs.ok_or_else(|| self.malformed("expected a map 'attrs'"))? {
            let (Some(name), Some(value)) = (name.as_str(), value.as_str()) else {
                return Err(self.malformed("expected names and strings in 'attrs'"));
            };
            match name.to_uppercase().as_str() {
                "TAG" => rule.tag = Some(self.labels.intern(value)),
                "POS" => rule.pos = Some(self.labels.intern(value)),
                "MORPH" => rule.morph = Some(self.labels.intern(&normal_morph(value))),
                "DEP" => rule.dep = Some(self.labels.intern(value)),
                "LEMMA" => rule.lemma = Some(self.labels.intern(value)),
                other => return Err(self.unsupported(&format!("to set the attribute {other}"))),
            }
        }
        Ok(rule)
    }

    fn token(&mut self, token: &Value<'_>) -> Result<Box<[Test]>, LoadError> {
        let mut tests = Vec::new();
        let specification = token.as_map();
        for (name, value) in
            specification.ok_or_else(|| self.malformed("expected a map for each token"))?
        {
            let name =
                name.as_str().ok_or_else(|| self.malformed("expected names of attributes"))?;
            self.attribute(&name.to_uppercase(), value, &mut tests)?;
        }
        // Regular expressions last: they cost most, and another test may make them needless.
        tests.sort_by_key(|test| matches!(test, Test::Regex { .. }));
        Ok(tests.into())
    }

    fn attribute(
        &mut self,
        name: &str,
        value: &Value<'_>,
        tests: &mut Vec<Test>,
    ) -> Result<(), LoadError> {
        if name == "OP" {
            return match value.as_str() {
                Some("1") => Ok(()),
                _ => Err(self.unsupported("the operator of a token")),
            };
        }
        if name == "IS_SPACE" {
            let wanted = value.as_bool().or_else(|| value.as_u64().map(|number| number != 0));
            let wanted = wanted.ok_or_else(|| self.malformed("expected true or false"))?;
            tests.push(Test::IsSpace(wanted));
            return Ok(());
        }
        if let Some(word) = value.as_str() {
            tests.push(self.any_of(name, &[word], false)?);
            return Ok(());
        }
        let predicates = value.as_map();
        for (predicate, value) in
            predicates.ok_or_else(|| self.malformed("expected a string or a predicate"))?
        {
            let predicate = predicate.as_str().unwrap_or_default();
            match predicate {
                "IN" | "NOT_IN" => {
                    let list: Option<Vec<&str>> =
                        value.as_array().and_then(|list| list.iter().map(Value::as_str).collect());
                    let list = list.ok_or_else(|| self.malformed("expected a list of strings"))?;
                    tests.push(self.any_of(name, &list, predicate == "NOT_IN")?);
                }
                "REGEX" => tests.push(self.regex(name, value)?),
                other => return Err(self.unsupported(&format!("the predicate {other}"))),
            }
        }
        Ok(())
    }

    fn any_of(&mut self, name: &str, list: &[&str], negated: bool) -> Result<Test, LoadError> {
        let column = match name {
            "TAG" => Some(Column::Tag),
            "POS" => Some(Column::Pos),
            "DEP" => Some(Column::Dep),
            "LEMMA" => Some(Column::Lemma),
            _ => None,
        };
        if let Some(column) = column {
            let any_of = list.iter().map(|label| self.labels.intern(label)).collect();
            return Ok(Test::Label { column, any_of, negated });
        }
        let feature = match name {
            "ORTH" | "TEXT" => Feature::Orth,
            "NORM" => Feature::Norm,
            "LOWER" => Feature::Lower,
            "PREFIX" => Feature::Prefix,
            "SUFFIX" => Feature::Suffix,
            "SHAPE" => Feature::Shape,
            _ => return Err(self.unsupported(&format!("to ask for the attribute {name}"))),
        };
        let any_of = list.iter().map(|word| string_id(word)).collect();
        Ok(Test::Word { feature, any_of, negated })
    }

    fn regex(&self, name: &str, value: &Value<'_>) -> Result<Test, LoadError> {
        let lower = match name {
            "ORTH" | "TEXT" => false,
            "LOWER" => true,
            _ => return Err(self.unsupported(&format!("a regular expression on {name}"))),
        };
        let text = value.as_str().ok_or_else(|| self.malformed("expected a regular expression"))?;
        match Pattern::new(text) {
            Ok(pattern) => Ok(Test::Regex { lower, pattern: Box::new(pattern) }),
            Err(error) if error.unsupported => Err(self.unsupported(&error.reason)),
            Err(error) => Err(self.malformed(&error.reason)),
        }
    }
}

/// Morphological features in spaCy's order; `_` stands for none.
pub(crate) fn normal_morph(features: &str) -> String {
    if features == "_" {
        return String::new();
    }
    let mut sorted: Vec<String> = features
        .split('|')
        .map(|feature| match feature.split_once('=') {
            Some((field, values)) if values.contains(',') => {
                let mut values: Vec<&str> = values.split(',').collect();
                values.sort_unstable();
                format!("{field}={}", values.join(","))
            }
            _ => feature.to_owned(),
        })
        .collect();
    sorted.sort_unstable();
    sorted.join("|")
}
