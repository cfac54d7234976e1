//! Reading the `lemmatizer/lookups/lookups.bin` file of a pipeline.

use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::rules::{Endings, Exceptions, Tables};
use super::{Lemmatizer, Mode};
use crate::error::LoadError;
use crate::model::msgpack::{self, Value};
use crate::strings::string_id;

const COMPONENT: &str = "lemmatizer";
const FILE: &str = "lemmatizer/lookups/lookups.bin";

/// Tells the caches of different lemmatizers apart.
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

fn malformed(table: &str, reason: &str) -> LoadError {
    LoadError::malformed(FILE, format!("table '{table}'"), reason)
}

impl Lemmatizer {
    /// Reads the lookups of a lemmatizer that runs in `mode`, in a pipeline of the language `lang`.
    pub(crate) fn load(bytes: &[u8], mode: &str, lang: &str) -> Result<Self, LoadError> {
        let file = msgpack::parse(bytes).map_err(|error| error.in_file(FILE))?;
        if file.as_map().is_none() {
            return Err(LoadError::malformed(FILE, "byte 0", "expected a map of tables"));
        }
        let mode = match mode {
            "lookup" => Mode::Lookup(lookup(&file)?),
            // Languages decide in different ways which words are uninflected.
            "rule" if lang == "en" => Mode::Rule(rule(&file)?),
            "rule" if lang == "fr" => Mode::French(rule(&file)?, lookup(&file)?),
            "rule" => {
                return Err(LoadError::unsupported(
                    COMPONENT,
                    format!("mode 'rule' for language '{lang}'"),
                ));
            }
            mode => return Err(LoadError::unsupported(COMPONENT, format!("mode '{mode}'"))),
        };
        Ok(Lemmatizer { id: NEXT_ID.fetch_add(1, Ordering::Relaxed), mode })
    }
}

/// The entries of a table with string ids as keys. A table that may be missing is then empty.
fn table<'v, 'a>(
    file: &'v Value<'a>,
    name: &str,
    required: bool,
) -> Result<Vec<(u64, &'v Value<'a>)>, LoadError> {
    let Some(table) = file.get(name) else {
        return if required { Err(malformed(name, "expected this table")) } else { Ok(Vec::new()) };
    };
    let entries = table.as_map().ok_or_else(|| malformed(name, "expected a map"))?;
    entries
        .iter()
        .map(|(key, value)| {
            let id = key.as_u64().or_else(|| key.as_str().map(string_id));
            Ok((id.ok_or_else(|| malformed(name, "expected string ids"))?, value))
        })
        .collect()
}

fn lookup(file: &Value<'_>) -> Result<FxHashMap<u64, Box<str>>, LoadError> {
    const NAME: &str = "lemma_lookup";
    let lemma = |value: &Value<'_>| -> Option<Box<str>> {
        let first = value.as_array().map_or(Some(value), |list| list.first());
        first?.as_str().map(Box::from)
    };
    table(file, NAME, true)?
        .into_iter()
        .map(|(id, value)| {
            Ok((id, lemma(value).ok_or_else(|| malformed(NAME, "expected lemmas"))?))
        })
        .collect()
}

fn rule(file: &Value<'_>) -> Result<FxHashMap<u64, Tables>, LoadError> {
    let mut all: FxHashMap<u64, Tables> = FxHashMap::default();
    for (pos, value) in table(file, "lemma_rules", true)? {
        all.entry(pos).or_default().rules = endings(value)?;
    }
    for (pos, value) in table(file, "lemma_exc", false)? {
        all.entry(pos).or_default().exceptions = exceptions(value)?;
    }
    for (pos, value) in table(file, "lemma_index", false)? {
        let index = &mut all.entry(pos).or_default().index;
        let words = value.as_array().map(|list| list.iter().map(Value::as_str));
        let words = words.ok_or_else(|| malformed("lemma_index", "expected lists of words"))?;
        for word in words {
            index.insert(word.ok_or_else(|| malformed("lemma_index", "expected words"))?);
        }
    }
    all.retain(|_, tables| !tables.is_empty());
    Ok(all)
}

fn endings(value: &Value<'_>) -> Result<Endings, LoadError> {
    let pair = |value: &Value<'_>| match value.as_array() {
        Some([old, new]) => Some((old.as_str()?.into(), new.as_str()?.into())),
        _ => None,
    };
    let list: Option<Vec<_>> = value.as_array().and_then(|list| list.iter().map(pair).collect());
    list.ok_or_else(|| malformed("lemma_rules", "expected pairs of endings"))
}

fn exceptions(value: &Value<'_>) -> Result<Exceptions, LoadError> {
    let entry = |(form, lemmas): &(Value<'_>, Value<'_>)| {
        let lemmas = lemmas.as_array()?.iter().map(|lemma| lemma.as_str().map(Box::from));
        Some((Box::from(form.as_str()?), lemmas.collect::<Option<Box<[Box<str>]>>>()?))
    };
    let map: Option<Exceptions> = value.as_map().and_then(|map| map.iter().map(entry).collect());
    map.ok_or_else(|| malformed("lemma_exc", "expected forms with lists of lemmas"))
}
