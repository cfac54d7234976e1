//! `tacitus knowledge`: check and export.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use tacitus_coder::check;
use tacitus_coder::source::Folder;

use crate::Engine;
use crate::args::{Knowledge, KnowledgeCommand};

pub(super) fn run(arguments: &Knowledge) -> Result<ExitCode> {
    match &arguments.command {
        KnowledgeCommand::Check { only, tools } => {
            let engine = Engine::load(tools)?;
            let mut scratch = engine.pipeline.scratch();
            let report = check::check(&engine.knowledge, only.as_deref(), |text| {
                engine.pipeline.parse(text, &mut scratch)
            });
            for finding in &report.findings {
                anstream::println!("{finding}");
            }
            anstream::println!(
                "{} frames, {} examples, {} findings",
                report.frames,
                report.examples,
                report.findings.len()
            );
            Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        KnowledgeCommand::Export { folder } => {
            if folder.exists() {
                bail!("{} is there already; name a folder that is not", folder.display());
            }
            for (name, text) in Folder::embedded().files() {
                let path = folder.join(name);
                if let Some(parent) = path.parent() {
                    fs::create_dir_all(parent)
                        .with_context(|| format!("cannot make {}", parent.display()))?;
                }
                fs::write(&path, text)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            anstream::println!("{}", folder.display());
            Ok(ExitCode::SUCCESS)
        }
    }
}
