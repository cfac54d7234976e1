//! `tacitus read`: intake alone.

use std::process::ExitCode;

use anyhow::Result;
use tacitus_record::wire::{Article, Record};

use super::{line, options};
use crate::args::Read;
use crate::output::Sink;
use crate::run;

pub(super) fn run(arguments: &Read) -> Result<ExitCode> {
    let sink = Sink::open(arguments.output.output.as_deref())?;
    let inputs = &arguments.inputs;
    let options = options(inputs, arguments.knowledge.as_deref())?;
    run::articles(&inputs.inputs, &options, 1, sink, |article, _| {
        let mut out = Vec::new();
        line(&mut out, &Record::Article(Article::of(article)));
        out
    })
}
