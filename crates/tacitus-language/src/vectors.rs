//! Static vectors: a table of rows that training did not change, by the ids of words.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::LoadError;
use crate::kernels::padded;
use crate::model::floats::Floats;
use crate::model::msgpack;
use crate::model::params::Params;

/// The name under which the table stands among the components of the compact form.
pub(crate) const COMPONENT: &str = "vocab";
/// Which word has which row.
pub(crate) const KEYS: &str = "vocab/key2row";
/// The rows, as numpy writes them.
pub(crate) const ROWS: &str = "vocab/vectors";
/// What kind of table it is.
pub(crate) const SETTINGS: &str = "vocab/vectors.cfg";
/// spaCy's number of the attribute ORTH.
const ORTH: u64 = 65;

/// The table.
#[derive(Debug)]
pub(crate) struct Vectors {
    width: usize,
    rows: Floats,
    by_word: FxHashMap<u64, u32>,
}

impl Vectors {
    /// The table in `params`, with its keys as `key2row` has them.
    pub(crate) fn load(params: &Params, keys: &[u8]) -> Result<Self, LoadError> {
        let width = params.size("vectors.width")?;
        let count = params.number("vectors.count")?;
        let length =
            count.checked_mul(width).ok_or_else(|| params.error("vectors.count", "too many"))?;
        let rows = params.array("vectors.rows", length)?;
        let file = msgpack::parse(keys).map_err(|error| error.in_file(KEYS))?;
        let malformed =
            || LoadError::malformed(KEYS, "the map", "expected string ids with rows of the table");
        let mut by_word = FxHashMap::default();
        for (word, row) in file.as_map().ok_or_else(malformed)? {
            // A row of -1 is that of a word without a vector.
            if row.as_i64() == Some(-1) {
                continue;
            }
            let row = row.as_u64().filter(|&row| row < count as u64).ok_or_else(malformed)?;
            by_word.insert(word.as_u64().ok_or_else(malformed)?, row as u32);
        }
        Ok(Vectors { width, rows, by_word })
    }

    /// The values of the table, to store them.
    pub(crate) fn store(&self) -> Params {
        let mut params = Params::new(COMPONENT, "");
        params.set_number("vectors.width", self.width);
        params.set_number("vectors.count", self.rows.len() / self.width);
        params.set_array("vectors.rows", self.rows.clone());
        params
    }

    /// The length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Appends the vector of a word to `out`, padded to whole panels: zeros for a word that has none.
    pub(crate) fn append(&self, word: u64, out: &mut Vec<f32>) {
        let end = out.len() + padded(self.width);
        if let Some(&row) = self.by_word.get(&word) {
            out.extend_from_slice(&self.rows[row as usize * self.width..][..self.width]);
        }
        out.resize(end, 0.0);
    }
}

/// What `vectors.cfg` must say: one row a word, found by the word as it stands.
pub(crate) fn check(settings: Option<&[u8]>) -> Result<(), LoadError> {
    #[derive(Deserialize)]
    struct Settings {
        #[serde(default)]
        mode: Option<String>,
        #[serde(default)]
        attr: Option<serde_json::Value>,
    }
    let Some(settings) = settings else { return Ok(()) };
    let settings: Settings = serde_json::from_slice(settings)
        .map_err(|error| LoadError::malformed(SETTINGS, "JSON", error.to_string()))?;
    if let Some(mode) = settings.mode.filter(|mode| mode != "default") {
        return Err(LoadError::unsupported(
            "vectors",
            format!("static vectors of the mode '{mode}'"),
        ));
    }
    if let Some(attr) = settings.attr
        && attr.as_u64() != Some(ORTH)
        && attr.as_str() != Some("ORTH")
    {
        return Err(LoadError::unsupported(
            "vectors",
            format!("static vectors by the attribute {attr}"),
        ));
    }
    Ok(())
}

/// The values of a file in numpy's format, under the names that [`Vectors::load`] asks for.
pub(crate) fn read(file: &[u8]) -> Result<Params, LoadError> {
    let malformed = |reason: &str| LoadError::malformed(ROWS, "the header", reason);
    let start =
        file.strip_prefix(b"\x93NUMPY").ok_or_else(|| malformed("expected numpy's mark"))?;
    let (wide, length) = match *start {
        [1, _, a, b, ..] => (4, usize::from(u16::from_le_bytes([a, b]))),
        [2 | 3, _, a, b, c, d, ..] => (6, u32::from_le_bytes([a, b, c, d]) as usize),
        _ => return Err(malformed("expected version 1, 2 or 3")),
    };
    let header = start.get(wide..).and_then(|rest| rest.get(..length));
    let header = header.and_then(|header| std::str::from_utf8(header).ok());
    let header = header.ok_or_else(|| malformed("expected as many letters as it says"))?;
    let fields = fields(header).ok_or_else(|| malformed("expected type, order and shape"))?;
    if fields.get("descr") != Some(&"'<f4'") || fields.get("fortran_order") != Some(&"False") {
        return Err(LoadError::unsupported("vectors", "vectors other than rows of 32-bit floats"));
    }
    let shape = fields.get("shape").and_then(|shape| shape.strip_prefix('(')?.strip_suffix(')'));
    let sizes: Option<Vec<usize>> =
        shape.and_then(|shape| shape.split(',').map(|size| size.trim().parse().ok()).collect());
    let Some([count, width]) = sizes.as_deref() else {
        return Err(malformed("expected a shape of rows and columns"));
    };
    let data = &start[wide + length..];
    if count.checked_mul(*width).and_then(|size| size.checked_mul(4)) != Some(data.len()) {
        return Err(malformed("expected as many numbers as the shape has"));
    }
    let mut params = Params::new(COMPONENT, ROWS);
    params.set_number("vectors.count", *count);
    params.set_number("vectors.width", *width);
    params.set_array("vectors.rows", Floats::from_le_bytes(data.as_chunks().0));
    Ok(params)
}

/// The fields of the dictionary that numpy writes, with their values as they stand.
fn fields(header: &str) -> Option<BTreeMap<&str, &str>> {
    let mut rest = header.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let mut fields = BTreeMap::new();
    while !rest.is_empty() {
        let (name, after) = rest.split_once(':')?;
        let after = after.trim_start();
        let end = if after.starts_with('(') { after.find(')')? + 1 } else { after.find(',')? };
        fields.insert(name.trim().trim_matches('\''), after[..end].trim());
        rest = after[end..].trim_start_matches([',', ' ']);
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, numbers: &[f32]) -> Vec<u8> {
        let mut file = b"\x93NUMPY\x01\x00".to_vec();
        file.extend((header.len() as u16).to_le_bytes());
        file.extend(header.bytes());
        file.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        file
    }

    const HEADER: &str = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n";

    #[test]
    fn words_have_rows() {
        let numbers = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let params = read(&file(HEADER, &numbers)).unwrap();
        // {7: 1, 8: -1}
        let vectors = Vectors::load(&params, b"\x82\x07\x01\x08\xff").unwrap();
        for (word, expected) in [(7, [4.0, 5.0, 6.0]), (8, [0.0; 3]), (9, [0.0; 3])] {
            let mut out = Vec::new();
            vectors.append(word, &mut out);
            assert_eq!((&out[..3], out.len()), (&expected[..], 16));
        }
        assert!(Vectors::load(&params, b"\x81\x07\x02").is_err(), "a row beyond the table");
    }

    #[test]
    fn other_files_are_refused() {
        assert!(read(b"PK").is_err());
        assert!(read(&file(HEADER, &[1.0])).is_err());
        assert!(read(&file(&HEADER.replace("<f4", "<f2"), &[])).is_err());
        for length in 0..70 {
            assert!(read(&file(HEADER, &[0.0; 6])[..length]).is_err());
        }
        assert!(check(Some(br#"{"mode": "default", "attr": "ORTH"}"#)).is_ok());
        let refused = check(Some(br#"{"mode": "floret"}"#)).unwrap_err().to_string();
        assert!(refused.contains("floret"), "{refused}");
    }
}
