//! Where a pipeline's files are: a directory, or a wheel.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::LoadError;

/// A file of a pipeline that unpacks to more than this is refused; real ones have some megabytes.
const MAX_FILE: u64 = 1 << 31;
const CONFIG: &str = "config.cfg";

/// The files of one pipeline, by their path inside it.
pub(crate) struct Package {
    path: PathBuf,
    place: Place,
}

enum Place {
    Directory(PathBuf),
    #[cfg(feature = "fuzzing")]
    Memory(std::collections::BTreeMap<String, Vec<u8>>),
    Wheel {
        archive: zip::ZipArchive<Cursor<Vec<u8>>>,
        prefix: String,
    },
}

impl Package {
    /// Opens a directory or a wheel and finds the pipeline's folder in it.
    pub(crate) fn open(path: &Path) -> Result<Self, LoadError> {
        let metadata = std::fs::metadata(path).map_err(|error| LoadError::io(path, error))?;
        let place = if metadata.is_dir() {
            let folder = find_folder(path, 0).map_err(|error| LoadError::io(path, error))?;
            let folder = folder.ok_or_else(|| nothing_in(path, "folder with a config.cfg"))?;
            Place::Directory(folder)
        } else {
            open_wheel(path)?
        };
        Ok(Package { path: path.to_owned(), place })
    }

    /// A pipeline of these files.
    #[cfg(feature = "fuzzing")]
    pub(crate) fn in_memory(files: std::collections::BTreeMap<String, Vec<u8>>) -> Self {
        Package { path: PathBuf::from("memory"), place: Place::Memory(files) }
    }

    /// The contents of `file`; `None` where the pipeline has no such file.
    pub(crate) fn read(&mut self, file: &str) -> Result<Option<Vec<u8>>, LoadError> {
        match &mut self.place {
            #[cfg(feature = "fuzzing")]
            Place::Memory(files) => Ok(files.get(file).cloned()),
            Place::Directory(folder) => {
                let path = folder.join(file);
                match std::fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(error) => Err(LoadError::io(&path, error)),
                }
            }
            Place::Wheel { archive, prefix } => {
                let entry = match archive.by_name(&format!("{prefix}{file}")) {
                    Ok(entry) => entry,
                    Err(zip::result::ZipError::FileNotFound) => return Ok(None),
                    Err(error) => {
                        return Err(LoadError::malformed(file, "in the wheel", error.to_string()));
                    }
                };
                let mut bytes = Vec::new();
                let read = entry.take(MAX_FILE).read_to_end(&mut bytes);
                read.map_err(|error| LoadError::io(&self.path, error))?;
                Ok(Some(bytes))
            }
        }
    }
}

fn nothing_in(path: &Path, expected: &str) -> LoadError {
    LoadError::NotAPipeline { path: path.to_owned(), reason: format!("there is no {expected}") }
}

/// The folder with the `config.cfg`: `path` itself, or one at most two levels below, as in an installed or an
/// unpacked package. Names are tried in order, so that the answer does not depend on the file system.
fn find_folder(path: &Path, depth: usize) -> std::io::Result<Option<PathBuf>> {
    if path.join(CONFIG).is_file() {
        return Ok(Some(path.to_owned()));
    }
    if depth == 2 {
        return Ok(None);
    }
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    folders.sort();
    for folder in folders {
        if let Some(found) = find_folder(&folder, depth + 1)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn open_wheel(path: &Path) -> Result<Place, LoadError> {
    let io = |error| LoadError::io(path, error);
    let mut bytes = Vec::new();
    File::open(path).map_err(io)?.read_to_end(&mut bytes).map_err(io)?;
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        LoadError::NotAPipeline { path: path.to_owned(), reason: format!("no wheel: {error}") }
    })?;
    let mut prefixes: Vec<String> = archive
        .file_names()
        .flatten()
        .filter_map(|name| name.strip_suffix(CONFIG).map(str::to_owned))
        .collect();
    prefixes.retain(|prefix| prefix.is_empty() || prefix.ends_with('/'));
    prefixes.sort_by_key(|prefix| (prefix.matches('/').count(), prefix.clone()));
    let prefix = prefixes.into_iter().next().ok_or_else(|| nothing_in(path, "config.cfg"))?;
    Ok(Place::Wheel { archive, prefix })
}
