//! A pipeline and knowledge together.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use tacitus_coder::source::Folder;
use tacitus_coder::{Coded, Knowledge, Reading};
use tacitus_language::{Pipeline, Scratch, install};
use tacitus_record::article::Article;

use crate::args::Tools;

/// Everything that reading and coding need: loaded once, never changed, shared by threads.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The language layer.
    pub pipeline: Arc<Pipeline>,
    /// The knowledge.
    pub knowledge: Arc<Knowledge>,
}

impl Engine {
    /// Loads what the arguments name, and the defaults where they name nothing; installs the default model where none
    /// is there.
    pub fn load(tools: &Tools) -> Result<Self> {
        let mut knowledge = load_knowledge(tools.knowledge.as_deref())?;
        if let (Some(trust), Some(least)) = (&mut knowledge.trust, tools.least) {
            trust.set_least(least);
        }
        // Nothing is left out: not for a doubtful status either.
        if let (Some(revision), Some(0.0)) = (&mut knowledge.revision, tools.least) {
            revision.set_least(0.0);
        }
        Ok(Engine {
            knowledge: Arc::new(knowledge),
            pipeline: Arc::new(load_pipeline(tools.model.as_deref(), tools.fast)?),
        })
    }

    /// Reads one article.
    #[must_use]
    pub fn read<'a>(&self, article: &'a Article, scratch: &mut Scratch) -> Reading<'a> {
        self.knowledge.read(article, |text| self.pipeline.parse(text, scratch))
    }

    /// Codes what was read.
    #[must_use]
    pub fn code(&self, reading: &Reading<'_>) -> Coded {
        self.knowledge.code(reading)
    }
}

/// The knowledge of a folder, or the one in the program.
pub fn load_knowledge(folder: Option<&Path>) -> Result<Knowledge> {
    let files = match folder {
        Some(path) => Folder::read(path)
            .with_context(|| format!("cannot read the knowledge folder {}", path.display()))?,
        None => Folder::embedded(),
    };
    Ok(Knowledge::load(&files)?)
}

/// The pipeline at `path`, or the installed one; the default model is installed first where it is missing. `fast`
/// takes its products in eight bits.
pub fn load_pipeline(path: Option<&Path>, fast: bool) -> Result<Pipeline> {
    let pipeline = install::load_or_install(path, &mut say)?;
    Ok(if fast { pipeline.into_fast() } else { pipeline })
}

/// Tells on standard error what takes time.
pub fn say(message: &str) {
    anstream::eprintln!("tacitus: {message}");
}
