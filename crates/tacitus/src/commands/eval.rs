//! `tacitus eval`: scores against gold data.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use super::jobs;
use crate::Engine;
use crate::args::Eval;
use crate::eval::{self, Settings};

pub(super) fn run(arguments: &Eval) -> Result<ExitCode> {
    let mut engine = Engine::load(&arguments.tools)?;
    if arguments.rules {
        without_layers(&mut engine);
    }
    let settings = Settings {
        layout: arguments.layout,
        dyads: !arguments.no_dyads,
        half: arguments.half,
        articles: &arguments.articles,
        jobs: jobs(&arguments.tools),
    };
    let mut out = String::new();
    for path in &arguments.gold {
        if arguments.evidence {
            for item in eval::evidence(&engine, path, &settings)? {
                out.push_str(&item.to_string());
                out.push('\n');
            }
            continue;
        }
        let scored = eval::run(&engine, path, &settings)?;
        match &arguments.compare {
            Some(folder) => {
                let mut other = other(&engine, folder)?;
                if arguments.rules {
                    without_layers(&mut other);
                }
                out.push_str(&scored.compare(&eval::run(&other, path, &settings)?));
            }
            None => {
                out.push_str(&scored.report());
                out.push_str(&scored.worst(arguments.worst));
            }
        }
        out.push('\n');
    }
    crate::explain::print(&out)?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the learned layers out of knowledge that was loaded a moment ago and that nobody else holds yet.
fn without_layers(engine: &mut Engine) {
    if let Some(knowledge) = std::sync::Arc::get_mut(&mut engine.knowledge) {
        knowledge.layer = None;
        knowledge.trust = None;
        knowledge.revision = None;
    }
}

/// The same language layer with other knowledge.
fn other(engine: &Engine, folder: &Path) -> Result<Engine> {
    let knowledge = crate::engine::load_knowledge(Some(folder))?;
    Ok(Engine { knowledge: std::sync::Arc::new(knowledge), ..engine.clone() })
}
