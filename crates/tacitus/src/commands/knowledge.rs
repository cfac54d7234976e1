//! `tacitus knowledge`: check, show, compare and export.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use tacitus_coder::check;
use tacitus_coder::source::Folder;

use crate::args::{Knowledge, KnowledgeCommand};
use crate::engine::{load_knowledge, load_pipeline};
use crate::knowledge::compare::{self, Side};
use crate::knowledge::show;
use crate::{Engine, explain};

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
            if only.is_none() && !report.gaps.is_empty() {
                anstream::println!(
                    "{} CAMEO codes that no frame and no composition gives: {}",
                    report.gaps.len(),
                    report.gaps.join(" ")
                );
            }
            anstream::println!(
                "{} frames, {} examples, {} findings",
                report.frames,
                report.examples,
                report.findings.len()
            );
            Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        KnowledgeCommand::Show { what, knowledge } => {
            let what = what.join(" ");
            let knowledge = load_knowledge(knowledge.as_deref())?;
            let Some(page) = show::page(&knowledge, &what) else {
                bail!(
                    "the knowledge has nothing on {what:?}; name a CAMEO code, a PLOVER type in capitals with or \
                     without a mode, a context, or a word as the dictionary has it (sign, not signed)"
                );
            };
            explain::print(&page)?;
            Ok(ExitCode::SUCCESS)
        }
        KnowledgeCommand::Compare { before, after, model } => {
            let side = |path: &Path| -> Result<Side> {
                let folder = Folder::read(path).with_context(|| {
                    format!("cannot read the knowledge folder {}", path.display())
                })?;
                Ok(Side { knowledge: load_knowledge(Some(path))?, folder })
            };
            let (before, after) = (side(before)?, side(after)?);
            let pipeline = load_pipeline(model.as_deref(), false)?;
            let mut scratch = pipeline.scratch();
            let page = compare::page(&before, &after, |text| pipeline.parse(text, &mut scratch));
            explain::print(&page)?;
            Ok(ExitCode::SUCCESS)
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
