//! `tacitus model`: install, list, show.

use std::process::ExitCode;

use anyhow::Result;

use crate::args::{Model, ModelCommand};
use crate::models;

pub(super) fn run(arguments: &Model) -> Result<ExitCode> {
    match &arguments.command {
        ModelCommand::Install { path: None } => {
            let path = models::install_default()?;
            anstream::println!("{}", path.display());
        }
        ModelCommand::Install { path: Some(path) } => {
            anstream::println!("{}", models::install(path)?.display());
        }
        ModelCommand::List => {
            for path in models::list()? {
                anstream::println!("{}", path.display());
            }
        }
        ModelCommand::Show { path } => {
            let pipeline = models::load(path.as_deref())?;
            let meta = pipeline.meta();
            anstream::println!("name        {}_{}", meta.lang, meta.name);
            anstream::println!("version     {}", meta.version);
            anstream::println!("licence     {}", meta.license);
            anstream::println!("components  {}", meta.components.join(" "));
        }
    }
    Ok(ExitCode::SUCCESS)
}
