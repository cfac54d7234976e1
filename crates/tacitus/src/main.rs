//! The program `tacitus`: arguments in, exit code out. Everything it does stands in the library beside it.

use std::process::ExitCode;

use clap::Parser;
use tacitus::args::Arguments;
use tacitus::commands;

fn main() -> ExitCode {
    match commands::run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            // A reader that closes the pipe has what it wanted.
            if commands::is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            anstream::eprintln!("tacitus: {}", commands::message(&error));
            ExitCode::from(2)
        }
    }
}
