//! spaCy's attribute ruler: patterns over tokens that set parts of speech, morphology and some lemmas.
//!
//! All patterns are matched against the text as the taggers left it; then what they set is written, later patterns
//! over earlier ones.

mod load;

pub(crate) use load::normal_morph;

use rustc_hash::FxHashMap;

use crate::pattern::{Pattern, PatternScratch};
use crate::tokenizer::Tokens;
use crate::unicode;
use crate::vocab::LexemeFeatures;

/// What is known of each token, as labels.
#[derive(Debug)]
pub(crate) struct Columns<'a> {
    /// Fine-grained tags.
    pub(crate) tag: &'a mut [u32],
    /// Universal parts of speech.
    pub(crate) pos: &'a mut [u32],
    /// Morphological features.
    pub(crate) morph: &'a mut [u32],
    /// Dependency labels.
    pub(crate) dep: &'a mut [u32],
    /// Lemmas that are set before the lemmatizer runs; 0 where none is.
    pub(crate) lemma: &'a mut [u32],
}

impl Columns<'_> {
    fn get(&self, column: Column, token: usize) -> u32 {
        match column {
            Column::Tag => self.tag[token],
            Column::Pos => self.pos[token],
            Column::Dep => self.dep[token],
            Column::Lemma => self.lemma[token],
        }
    }
}

/// Memory that the attribute ruler needs, kept by the caller between texts.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    patterns: PatternScratch,
    lower: Lower,
    /// Rule and token of each match, the rule in the upper half.
    matches: Vec<u64>,
}

/// The lower case of the token looked at last.
#[derive(Debug, Default)]
struct Lower {
    token: Option<usize>,
    text: String,
}

/// A column of labels that a pattern can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Tag,
    Pos,
    Dep,
    Lemma,
}

/// A feature of a word that a pattern can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Feature {
    Orth,
    Norm,
    Lower,
    Prefix,
    Suffix,
    Shape,
}

impl Feature {
    fn of(self, features: &LexemeFeatures) -> u64 {
        match self {
            Feature::Orth => features.orth,
            Feature::Norm => features.norm,
            Feature::Lower => features.lower,
            Feature::Prefix => features.prefix,
            Feature::Suffix => features.suffix,
            Feature::Shape => features.shape,
        }
    }
}

/// One condition on one token.
#[derive(Debug)]
enum Test {
    Label {
        column: Column,
        any_of: Box<[u32]>,
        negated: bool,
    },
    Word {
        feature: Feature,
        any_of: Box<[u64]>,
        negated: bool,
    },
    IsSpace(bool),
    /// On the text as it stands, or in lower case.
    Regex {
        lower: bool,
        pattern: Box<Pattern>,
    },
}

/// One row of conditions; a match sets what its rule says.
#[derive(Debug)]
struct Row {
    rule: u32,
    tokens: Box<[Box<[Test]>]>,
}

/// What a rule sets, and on which token of the match.
#[derive(Debug)]
struct Rule {
    target: usize,
    tag: Option<u32>,
    pos: Option<u32>,
    morph: Option<u32>,
    dep: Option<u32>,
    lemma: Option<u32>,
}

/// The patterns of one pipeline.
#[derive(Debug, Default)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
    rows: Vec<Row>,
    /// Rows whose first token must have one of certain lower-case words, by that word.
    by_lower: FxHashMap<u64, Vec<u32>>,
    /// Other rows whose first token must have one of certain tags, by that tag.
    by_tag: FxHashMap<u32, Vec<u32>>,
    /// All other rows.
    others: Vec<u32>,
}

impl AttributeRuler {
    /// Writes what the patterns say over the columns, which are as long as `tokens`.
    pub(crate) fn apply(
        &self,
        text: &str,
        tokens: &Tokens,
        columns: &mut Columns<'_>,
        scratch: &mut Scratch,
    ) {
        scratch.matches.clear();
        scratch.lower.token = None;
        for token in 0..tokens.len() {
            let by_lower = self.by_lower.get(&tokens.features[token].lower);
            let by_tag = self.by_tag.get(&columns.tag[token]);
            let rows = [by_lower, by_tag, Some(&self.others)];
            for &row in rows.into_iter().flatten().flatten() {
                let row = &self.rows[row as usize];
                if matches(row, text, tokens, columns, token, scratch) {
                    let target = token + self.rules[row.rule as usize].target;
                    scratch.matches.push(u64::from(row.rule) << 32 | target as u64);
                }
            }
        }
        scratch.matches.sort_unstable();
        for &found in &scratch.matches {
            let token = (found & u64::from(u32::MAX)) as usize;
            self.rules[(found >> 32) as usize].set(columns, token);
        }
    }
}

impl Rule {
    fn set(&self, columns: &mut Columns<'_>, token: usize) {
        let write = |column: &mut [u32], label: Option<u32>| {
            if let Some(label) = label {
                column[token] = label;
            }
        };
        write(columns.tag, self.tag);
        write(columns.pos, self.pos);
        write(columns.morph, self.morph);
        write(columns.dep, self.dep);
        write(columns.lemma, self.lemma);
    }
}

fn matches(
    row: &Row,
    text: &str,
    tokens: &Tokens,
    columns: &Columns<'_>,
    start: usize,
    scratch: &mut Scratch,
) -> bool {
    if start + row.tokens.len() > tokens.len() {
        return false;
    }
    (start..).zip(&row.tokens).all(|(token, tests)| {
        tests.iter().all(|test| match test {
            Test::Label { column, any_of, negated } => {
                any_of.contains(&columns.get(*column, token)) != *negated
            }
            Test::Word { feature, any_of, negated } => {
                any_of.contains(&feature.of(&tokens.features[token])) != *negated
            }
            Test::IsSpace(wanted) => tokens.features[token].is_space == *wanted,
            Test::Regex { lower, pattern } => {
                let word = tokens.text(text, token);
                let Scratch { patterns, lower: known, .. } = scratch;
                if !lower {
                    return pattern.search(word, patterns).is_some();
                }
                if known.token != Some(token) {
                    known.token = Some(token);
                    known.text.clear();
                    unicode::lower(word, &mut known.text);
                }
                pattern.search(&known.text, patterns).is_some()
            }
        })
    })
}

#[cfg(test)]
mod tests;
