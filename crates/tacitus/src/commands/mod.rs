//! One file a command.

mod code;
mod demo;
mod eval;
mod explain;
mod knowledge;
mod model;
mod parse;
mod read;
mod schema;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::{fs, io};

use anyhow::{Context, Result};
use tacitus_intake::Options;
use tacitus_intake::blocks::Blocks;
use tacitus_intake::phrases::KnowledgeFile;

use crate::args::{Arguments, Command, Inputs, Tools};

/// Does what was typed.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    match arguments.command {
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Code(arguments) => code::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Read(arguments) => read::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Model(arguments) => model::run(&arguments),
        Command::Knowledge(arguments) => knowledge::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Schema => schema::run(),
    }
}

/// Whether an error is only that nobody reads the output any more.
#[must_use]
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// An error with its causes, without those that the message before them tells already.
#[must_use]
pub fn message(error: &anyhow::Error) -> String {
    let mut message = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !message.ends_with(&cause) {
            message.push_str(": ");
            message.push_str(&cause);
        }
    }
    message
}

/// How reports are read: with the phrases of a knowledge folder, or of the knowledge in the program.
fn options(inputs: &Inputs, knowledge: Option<&Path>) -> Result<Options> {
    let blocks = match knowledge {
        Some(folder) => Arc::new(load_blocks(folder)?),
        None => Blocks::shipped(),
    };
    Ok(Options { date: inputs.date, blocks })
}

fn load_blocks(folder: &Path) -> Result<Blocks> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| {
            format!("cannot read {}; copy it from the default knowledge", path.display())
        })
    };
    const FILES: [&str; 3] =
        ["intake/boilerplate.txt", "intake/captions.txt", "intake/datelines.txt"];
    let [boilerplate, captions, datelines] = FILES.map(read);
    let (boilerplate, captions, datelines) = (boilerplate?, captions?, datelines?);
    let file = |index: usize, text| KnowledgeFile { name: FILES[index], text };
    Ok(Blocks::load(file(0, &boilerplate), file(1, &captions), file(2, &datelines))?)
}

fn jobs(tools: &Tools) -> usize {
    let there = || std::thread::available_parallelism().map_or(1, usize::from);
    tools.jobs.map_or_else(there, usize::from)
}

/// One JSON object and a line end.
fn line<T: serde::Serialize>(out: &mut Vec<u8>, record: &T) {
    // Writing to memory cannot fail, and no record holds a map with keys that are not strings.
    if serde_json::to_writer(&mut *out, record).is_ok() {
        out.push(b'\n');
    }
}
