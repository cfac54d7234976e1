//! `tacitus code`: reports in, records out.

use std::process::ExitCode;

use anyhow::Result;
use tacitus_coder::Coded;
use tacitus_coder::records::Writer;
use tacitus_record::wire::Record;

use super::{jobs, line, options};
use crate::args::{Code, With};
use crate::output::Sink;
use crate::{Engine, run};

pub(super) fn run(arguments: &Code) -> Result<ExitCode> {
    let engine = Engine::load(&arguments.tools)?;
    let sink = Sink::open(arguments.output.output.as_deref())?;
    let coded_date = arguments.coded_date.map(|day| day.to_string());
    let inputs = &arguments.inputs;
    let options = options(inputs, arguments.tools.knowledge.as_deref())?;
    run::articles(&inputs.inputs, &options, jobs(&arguments.tools), sink, |article, scratch| {
        let reading = engine.read(article, scratch);
        let asked = !article.dyads.is_empty();
        // Who marks spans asks for these and nothing else.
        let coded = if asked { Coded::default() } else { engine.code(&reading) };
        let writer = Writer::new(&engine.knowledge, &reading);
        let mut out = Vec::new();
        if arguments.with.contains(&With::Articles) {
            line(&mut out, &Record::Article(writer.article()));
        }
        if arguments.with.contains(&With::Times) {
            writer.times().into_iter().for_each(|time| line(&mut out, &Record::Time(time)));
        }
        if arguments.with.contains(&With::Entities) {
            writer
                .entities()
                .into_iter()
                .for_each(|entity| line(&mut out, &Record::Entity(entity)));
        }
        if arguments.with.contains(&With::Statements) {
            for statement in writer.statements(&coded) {
                line(&mut out, &Record::Statement(statement));
            }
        }
        let events = if asked {
            writer.answers(&engine.knowledge.code_dyads(&reading))
        } else {
            writer.events(&coded)
        };
        for mut event in events {
            event.coded_date.clone_from(&coded_date);
            line(&mut out, &Record::Event(Box::new(event)));
        }
        out
    })
}
