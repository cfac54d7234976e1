//! The documents say what the program does.

use std::fs;

use clap::{Command, CommandFactory};
use tacitus::args::Arguments;

use crate::support::root;

/// Every command, below the program's own name, with the path that is typed.
fn commands(command: &Command, path: &str, all: &mut Vec<(String, Command)>) {
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let path = format!("{path} {}", sub.get_name());
        commands(sub, &path, all);
        all.push((path, sub.clone()));
    }
}

#[test]
fn every_command_and_option_is_described() {
    let text = fs::read_to_string(root().join("docs/commands.md")).unwrap();
    let mut all = Vec::new();
    commands(&Arguments::command(), "tacitus", &mut all);
    assert!(all.len() > 8);
    for (path, command) in all {
        // A command of commands is described by them.
        if command.has_subcommands() {
            continue;
        }
        let heading = format!("## `{path}");
        let Some((_, section)) = text.split_once(&heading) else { panic!("no section {heading}`") };
        let section = section.split("\n## ").next().unwrap_or(section);
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            // Those that every command has are described once.
            let shared = ["help", "model", "fast", "knowledge", "least", "jobs", "date", "output"];
            let place = if shared.contains(&option) { text.as_str() } else { section };
            assert!(place.contains(&format!("`--{option}")), "{path} --{option}");
        }
    }
}
