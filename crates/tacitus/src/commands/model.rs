//! `tacitus model`: install, list, show.

use std::process::ExitCode;

use anyhow::Result;
use tacitus_language::install;

use crate::args::{Model, ModelCommand};
use crate::engine::{load_pipeline, say};

pub(super) fn run(arguments: &Model) -> Result<ExitCode> {
    match &arguments.command {
        ModelCommand::Install { path: None } => {
            let path = install::install_default(&mut say)?;
            anstream::println!("{}", path.display());
        }
        ModelCommand::Install { path: Some(path) } => {
            anstream::println!("{}", install::install(path)?.display());
        }
        ModelCommand::List => {
            for path in install::list()? {
                anstream::println!("{}", path.display());
            }
        }
        ModelCommand::Show { path } => {
            let pipeline = load_pipeline(path.as_deref(), false)?;
            let meta = pipeline.meta();
            anstream::println!("name        {}_{}", meta.lang, meta.name);
            anstream::println!("version     {}", meta.version);
            anstream::println!("licence     {}", meta.license);
            anstream::println!("components  {}", meta.components.join(" "));
        }
    }
    Ok(ExitCode::SUCCESS)
}
