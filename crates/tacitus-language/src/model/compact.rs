//! The compact form of a pipeline: one file that is mapped into memory and used in place.
//!
//! It holds the pipeline's small files as they are and its networks with their weights packed. A header of
//! forty bytes is followed by an index in JSON and by the data, each piece on a boundary of 64 bytes:
//!
//! | bytes | content |
//! |---|---|
//! | 0–7 | `TACITLM` and a zero byte |
//! | 8–11 | version of the form |
//! | 12–15 | 0x01020304 in the byte order of the machine that wrote the file |
//! | 16–23 | length of the file |
//! | 24–31 | checksum of all that follows the header |
//! | 32–39 | length of the index |

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::Mmap;
use serde::{Deserialize, Serialize};

use super::floats::Array;
use super::params::Params;
use crate::error::LoadError;

const MAGIC: [u8; 8] = *b"TACITLM\0";
/// Raised when packed weights or names change their meaning.
const VERSION: u32 = 1;
const ORDER: u32 = 0x0102_0304;
const HEADER: usize = 40;
const ALIGN: usize = 64;

/// Where things are in the file: offsets in bytes from its start, lengths in numbers.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Index {
    files: BTreeMap<String, (usize, usize)>,
    components: BTreeMap<String, ComponentIndex>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct ComponentIndex {
    numbers: BTreeMap<String, u64>,
    texts: BTreeMap<String, String>,
    arrays: BTreeMap<String, (usize, usize)>,
    /// Files from before the fast mode's weights were kept have none.
    #[serde(default)]
    bytes: BTreeMap<String, (usize, usize)>,
}

/// An open compact file.
#[derive(Debug)]
pub(crate) struct Compact {
    path: PathBuf,
    map: Arc<Mmap>,
    index: Index,
}

/// Whether `start`, the first bytes of a file, are those of a compact file.
pub(crate) fn is_compact(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

impl Compact {
    /// Maps the file and checks it from end to end.
    pub(crate) fn open(path: &Path) -> Result<Self, LoadError> {
        let io = |error| LoadError::io(path, error);
        let file = File::open(path).map_err(io)?;
        // SAFETY: the map is only read. Who shortens the file while it is in use ends the process; that is the
        // price of not copying it, and such files are replaced as a whole, never written to.
        let map = unsafe { Mmap::map(&file) }.map_err(io)?;
        let error = |place: &str, reason: &str| {
            LoadError::malformed(path.display().to_string(), place, reason)
        };
        let header = map.first_chunk::<HEADER>().filter(|header| is_compact(*header));
        let header = header.ok_or_else(|| error("byte 0", "this is no compact pipeline"))?;
        let word = |at: usize| u32::from_ne_bytes([0, 1, 2, 3].map(|i| header[at + i]));
        let long = |at: usize| u64::from_ne_bytes([0, 1, 2, 3, 4, 5, 6, 7].map(|i| header[at + i]));
        if word(12) != ORDER {
            return Err(error("byte 12", "the file is of a machine of the other byte order"));
        }
        if word(8) != VERSION {
            let reason = format!("the file has version {}, expected {VERSION}", word(8));
            return Err(error("byte 8", &reason));
        }
        if long(16) != map.len() as u64 {
            return Err(error("byte 16", "the file is not as long as it was written"));
        }
        if long(24) != checksum(&map[HEADER..]) {
            return Err(error("byte 24", "the file is not as it was written"));
        }
        let end = usize::try_from(long(32)).ok().and_then(|length| length.checked_add(HEADER));
        let index = end.and_then(|end| map.get(HEADER..end));
        let index = index.ok_or_else(|| error("byte 32", "the index is longer than the file"))?;
        let index = serde_json::from_slice(index)
            .map_err(|failure| error("the index", &failure.to_string()))?;
        Ok(Compact { path: path.to_owned(), map: Arc::new(map), index })
    }

    /// The contents of one of the pipeline's small files.
    pub(crate) fn file(&self, name: &str) -> Result<Option<&[u8]>, LoadError> {
        let Some(&(offset, length)) = self.index.files.get(name) else { return Ok(None) };
        let end = offset.checked_add(length);
        let bytes = end.and_then(|end| self.map.get(offset..end));
        bytes.map(Some).ok_or_else(|| self.error(name))
    }

    /// The network of a component, its weights in place.
    pub(crate) fn params(&self, component: &str) -> Result<Params, LoadError> {
        let mut params = Params::new(component, &self.path.display().to_string());
        let Some(index) = self.index.components.get(component) else {
            return Err(LoadError::missing(format!("{component}/model"), component));
        };
        params.numbers.clone_from(&index.numbers);
        params.texts.clone_from(&index.texts);
        for (name, &(offset, length)) in &index.arrays {
            let array = Array::mapped(&self.map, offset, length);
            params.set_array(name.clone(), array.ok_or_else(|| self.error(name))?);
        }
        for (name, &(offset, length)) in &index.bytes {
            let array = Array::mapped(&self.map, offset, length);
            params.bytes.insert(name.clone(), array.ok_or_else(|| self.error(name))?);
        }
        Ok(params)
    }

    fn error(&self, name: &str) -> LoadError {
        let file = self.path.display().to_string();
        LoadError::malformed(file, format!("'{name}'"), "it lies outside of the file")
    }
}

/// Writes a compact file, whole or not at all.
pub(crate) fn write(
    path: &Path,
    files: &BTreeMap<String, Vec<u8>>,
    components: &[Params],
) -> Result<(), LoadError> {
    // Offsets are within the index, and the index's length moves them: it is laid out from zero first.
    let mut index = lay_out(files, components, 0);
    let mut length = 0;
    loop {
        let json = to_json(path, &index)?;
        if json.len() <= length {
            break;
        }
        // Room to grow, for longer offsets make a longer index.
        length = (json.len() + 64).next_multiple_of(ALIGN);
        index = lay_out(files, components, HEADER + length);
    }
    let mut body = to_json(path, &index)?;
    body.resize(length, b' ');
    let mut put = |offset: usize, bytes: &[u8]| {
        body.resize(offset - HEADER, 0);
        body.extend_from_slice(bytes);
    };
    for (name, bytes) in files {
        put(index.files[name].0, bytes);
    }
    for params in components {
        let index = &index.components[&params.component];
        for (name, array) in &params.arrays {
            put(index.arrays[name].0, array.bytes());
        }
        for (name, array) in &params.bytes {
            put(index.bytes[name].0, array.bytes());
        }
    }
    let mut header = Vec::with_capacity(HEADER);
    header.extend_from_slice(&MAGIC);
    header.extend_from_slice(&VERSION.to_ne_bytes());
    header.extend_from_slice(&ORDER.to_ne_bytes());
    header.extend_from_slice(&((HEADER + body.len()) as u64).to_ne_bytes());
    header.extend_from_slice(&checksum(&body).to_ne_bytes());
    header.extend_from_slice(&(length as u64).to_ne_bytes());
    replace(path, &header, &body).map_err(|error| LoadError::io(path, error))
}

fn to_json(path: &Path, index: &Index) -> Result<Vec<u8>, LoadError> {
    serde_json::to_vec(index).map_err(|error| LoadError::io(path, error.into()))
}

/// Gives every piece its place, the first after byte `start`. The order is that in which `write` puts them.
fn lay_out(files: &BTreeMap<String, Vec<u8>>, components: &[Params], start: usize) -> Index {
    let mut index = Index::default();
    let mut at = start;
    let mut place = |length: usize| {
        let offset = at.next_multiple_of(ALIGN);
        at = offset + length;
        offset
    };
    for (name, bytes) in files {
        index.files.insert(name.clone(), (place(bytes.len()), bytes.len()));
    }
    for params in components {
        let mut entry =
            |name: &String, array: &[u8], length| (name.clone(), (place(array.len()), length));
        let arrays = params.arrays.iter().map(|(n, a)| entry(n, a.bytes(), a.len())).collect();
        let bytes = params.bytes.iter().map(|(n, a)| entry(n, a.bytes(), a.len())).collect();
        let (numbers, texts) = (params.numbers.clone(), params.texts.clone());
        let component = ComponentIndex { numbers, texts, arrays, bytes };
        index.components.insert(params.component.clone(), component);
    }
    index
}

fn replace(path: &Path, header: &[u8], body: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = File::create(&part).and_then(|file| {
        let mut file = BufWriter::new(file);
        file.write_all(header)?;
        file.write_all(body)?;
        file.into_inner()?.sync_all()?;
        std::fs::rename(&part, path)
    });
    if written.is_err() {
        // What was written is of no use; that it cannot be removed either changes nothing.
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// A 64-bit checksum in four lanes, fast enough to take at every start. It is made to find damage, not malice.
fn checksum(bytes: &[u8]) -> u64 {
    const PRIMES: [u64; 4] = [
        0x9e37_79b1_85eb_ca87,
        0xc2b2_ae3d_27d4_eb4f,
        0x1656_67b1_9e37_79f9,
        0x85eb_ca77_c2b2_ae63,
    ];
    let mut lanes = PRIMES;
    let (blocks, rest) = bytes.as_chunks::<32>();
    let mut last = [0; 32];
    last[..rest.len()].copy_from_slice(rest);
    for block in blocks.iter().chain(std::iter::once(&last)) {
        let (words, _) = block.as_chunks::<8>();
        for ((lane, word), prime) in lanes.iter_mut().zip(words).zip(PRIMES) {
            *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(prime).rotate_left(29);
        }
    }
    let start = bytes.len() as u64;
    lanes.iter().fold(start, |sum, lane| (sum.rotate_left(23) ^ lane).wrapping_mul(PRIMES[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::floats::Floats;

    fn sample(path: &Path) {
        let mut params = Params::new("tagger", "test");
        params.set_number("outputs", 3);
        params.texts.insert("columns".into(), "NORM".into());
        params.set_array("weights", Floats::copied(&[1.0, -2.0, 3.5]));
        params.set_array("bias", Floats::copied(&[]));
        params.bytes.insert("weights".into(), Array::copied(&[1, -2, 63]));
        let files = BTreeMap::from([
            ("config.cfg".to_owned(), b"[nlp]".to_vec()),
            ("meta.json".to_owned(), Vec::new()),
        ]);
        write(path, &files, &[params]).unwrap();
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        sample(&path);
        let compact = Compact::open(&path).unwrap();
        assert_eq!(compact.file("config.cfg").unwrap(), Some(&b"[nlp]"[..]));
        assert_eq!(compact.file("meta.json").unwrap(), Some(&b""[..]));
        assert_eq!(compact.file("other").unwrap(), None);
        let params = compact.params("tagger").unwrap();
        assert_eq!(params.number("outputs").unwrap(), 3);
        assert_eq!(params.text("columns").unwrap(), "NORM");
        let weights = params.array("weights", 3).unwrap();
        assert_eq!(&*weights, &[1.0, -2.0, 3.5]);
        assert_eq!(weights.as_ptr() as usize % ALIGN, 0);
        assert_eq!(&*params.bytes["weights"], &[1, -2, 63]);
        assert!(compact.params("ner").is_err());
        // Nothing else is left in the folder.
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn damage_anywhere_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("model");
        sample(&path);
        let whole = std::fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x10;
            std::fs::write(&path, &damaged).unwrap();
            assert!(Compact::open(&path).is_err(), "byte {at}");
            std::fs::write(&path, &whole[..at]).unwrap();
            assert!(Compact::open(&path).is_err(), "the first {at} bytes");
        }
    }
}
