//! `tacitus explain`: a report with its events marked.

use std::process::ExitCode;

use anyhow::Result;

use super::{jobs, options};
use crate::args::Explain;
use crate::explain::{self, Style};
use crate::output::Sink;
use crate::{Engine, run, why_not};

pub(super) fn run(arguments: &Explain) -> Result<ExitCode> {
    let engine = Engine::load(&arguments.tools)?;
    let style = Style::of_terminal(arguments.trace);
    let inputs = &arguments.inputs;
    let options = options(inputs, arguments.tools.knowledge.as_deref())?;
    let sink = Sink::open(None)?;
    run::articles(&inputs.inputs, &options, jobs(&arguments.tools), sink, |article, scratch| {
        match arguments.why_not {
            Some(event) => why_not::article(&engine, article, event, scratch).into_bytes(),
            None => explain::article(&engine, article, &article.id, &style, scratch).into_bytes(),
        }
    })
}
