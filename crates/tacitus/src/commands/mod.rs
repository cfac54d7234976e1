//! One file a command.

mod code;
mod demo;
mod explain;
mod knowledge;
mod model;
mod parse;
mod read;
mod schema;

use std::io;
use std::process::ExitCode;

use anyhow::Result;
use tacitus_intake::Options;
use tacitus_intake::blocks::Blocks;

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

fn options(inputs: &Inputs) -> Options {
    Options { date: inputs.date, blocks: Blocks::shipped() }
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
