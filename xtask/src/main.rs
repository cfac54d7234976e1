//! Chores of the project, run as `cargo xtask COMMAND`.

mod ci;
mod parity;
mod places;
mod schema;
mod tidy;
mod train;

use std::io::{Write, stderr};
use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
usage: cargo xtask COMMAND

commands:
  ci [--list | --only NAME,NAME]
      everything that has to hold before a change lands, but the tests
  tidy
      what the project asks of its files and no other tool checks
  schema FILE...
      hold files of records against the JSON Schema
  parity [--bar 0.9999] [--articles 200] [--model PATH] [--python PATH] [--fast | --others]
      compare the language runtime with the real spaCy, token by token; --fast: its fast mode with its exact one;
      --others: pipelines of other kinds, some of them trained for this
  train GOLD [--corpus FOLDER] [--share 0.3] [--folds 5] [--dry]
  train --trust VERDICTS… --articles FILE [--rate 0.67] [--bound 0.4] [--folds 5] [--dry]
      the weights of the learned layer, and its figures by folds";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            // There is nobody left to tell if even this cannot be written.
            let _ = writeln!(stderr(), "error: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(mut arguments: Vec<String>) -> Result<ExitCode> {
    if arguments.is_empty() {
        bail!("no command\n{USAGE}");
    }
    let command = arguments.remove(0);
    match command.as_str() {
        "ci" => ci::run(&arguments),
        "parity" => parity::run(arguments),
        "schema" => schema::run(&arguments),
        "tidy" => tidy::run(&arguments),
        "train" => train::run(&arguments),
        "help" | "--help" | "-h" => {
            writeln!(stderr(), "{USAGE}")?;
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("unknown command '{other}'\n{USAGE}"),
    }
}
