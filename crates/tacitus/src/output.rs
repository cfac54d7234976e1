//! Where records go: standard output, or a file that appears whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// An open output.
#[derive(Debug)]
pub enum Sink {
    /// Standard output.
    Standard(BufWriter<io::Stdout>),
    /// A file beside its final place.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Sink {
    /// Opens a file's temporary form, or standard output.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Sink::Standard(BufWriter::new(io::stdout()))) };
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file =
            temporary(folder).with_context(|| format!("cannot write in {}", folder.display()))?;
        Ok(Sink::File(BufWriter::new(file), path.to_owned()))
    }

    /// Writes bytes.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Standard(out) => out.write_all(bytes),
            Sink::File(out, _) => out.write_all(bytes),
        }
    }

    /// Ends the output: only now does a file appear.
    pub fn finish(self) -> Result<()> {
        match self {
            Sink::Standard(mut out) => Ok(out.flush()?),
            Sink::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.as_file().sync_all()?;
                file.persist(&path).with_context(|| format!("cannot write {}", path.display()))?;
                Ok(())
            }
        }
    }
}

/// A temporary file that, once in its place, others may read as they may any file that the user makes.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The user's mask takes from these what it takes from all new files.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(".tacitus-").tempfile_in(folder)
}
