//! What can go wrong while a pipeline is loaded. Running a loaded pipeline never fails.

use std::path::{Path, PathBuf};

/// Why a pipeline could not be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LoadError {
    /// A file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The path holds no spaCy pipeline.
    #[error("{path}: {reason}; give the directory or the wheel of a spaCy v3 pipeline", path = path.display())]
    NotAPipeline {
        /// The path that was given.
        path: PathBuf,
        /// What was looked for and not found.
        reason: String,
    },
    /// A file of the pipeline is missing.
    #[error(
        "the pipeline has no file '{file}', which {needed_by} needs; install the pipeline again"
    )]
    Missing {
        /// The file's path inside the pipeline.
        file: String,
        /// The component that needs it.
        needed_by: String,
    },
    /// A file of the pipeline is damaged or not of the expected form.
    #[error("{file}, {place}: {reason}; install the pipeline again")]
    Malformed {
        /// The file's path inside the pipeline.
        file: String,
        /// The line, byte offset, or name of the part.
        place: String,
        /// What was expected.
        reason: String,
    },
    /// The pipeline is sound, but asks for something this runtime does not do.
    #[error(
        "component '{component}' of this pipeline needs {needs}, which this runtime does not run; \
         use a CNN pipeline such as en_core_web_sm"
    )]
    Unsupported {
        /// The component's name in `config.cfg`.
        component: String,
        /// The architecture, factory or setting it needs.
        needs: String,
    },
}

impl LoadError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        LoadError::Io { path: path.to_owned(), source }
    }

    pub(crate) fn malformed(
        file: impl Into<String>,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        LoadError::Malformed { file: file.into(), place: place.into(), reason: reason.into() }
    }

    pub(crate) fn missing(file: impl Into<String>, needed_by: impl Into<String>) -> Self {
        LoadError::Missing { file: file.into(), needed_by: needed_by.into() }
    }

    pub(crate) fn unsupported(component: impl Into<String>, needs: impl Into<String>) -> Self {
        LoadError::Unsupported { component: component.into(), needs: needs.into() }
    }
}
