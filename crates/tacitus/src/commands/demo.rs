//! `tacitus demo`: the main job on the sample reports that come with the program.

use std::ops::ControlFlow;
use std::process::ExitCode;

use anyhow::Result;
use tacitus_intake::{Options, read};

use crate::args::Demo;
use crate::explain::Style;
use crate::{Engine, explain};

/// The sample reports, all in words of our own: name and content.
const REPORTS: &[(&str, &str)] = &[
    ("examples/visit.txt", include_str!("../../../../examples/visit.txt")),
    ("examples/ceasefire.txt", include_str!("../../../../examples/ceasefire.txt")),
    ("examples/protest.jsonl", include_str!("../../../../examples/protest.jsonl")),
    ("examples/sanctions.txt", include_str!("../../../../examples/sanctions.txt")),
];

pub(super) fn run(arguments: &Demo) -> Result<ExitCode> {
    let engine = Engine::load(&arguments.tools)?;
    let style = Style::of_terminal(arguments.trace);
    let mut scratch = engine.pipeline.scratch();
    for (name, content) in REPORTS {
        let mut out = String::new();
        read(content.as_bytes(), name, &Options::default(), &mut |read: Result<_, _>| {
            if let Ok(article) = read {
                out = explain::article(&engine, &article, name, &style, &mut scratch);
            }
            ControlFlow::Continue(())
        });
        explain::print(&out)?;
    }
    Ok(ExitCode::SUCCESS)
}
