//! `tacitus parse`: the language layer alone, over the whole text, as spaCy's `nlp(text)`.

use std::process::ExitCode;

use anyhow::Result;
use serde::Serialize;
use tacitus_language::{Doc, Pipeline};
use tacitus_record::CharMap;

use super::{jobs, line, options};
use crate::args::Parse;
use crate::engine::load_pipeline;
use crate::output::Sink;
use crate::run;

#[derive(Serialize)]
struct Parsed<'a> {
    id: &'a str,
    text: &'a str,
    tokens: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    start: usize,
    end: usize,
    ws: bool,
    tag: &'a str,
    pos: &'a str,
    morph: &'a str,
    lemma: &'a str,
    dep: &'a str,
    head: usize,
    ent_iob: &'a str,
    ent_type: &'a str,
    sent_start: bool,
}

pub(super) fn run(arguments: &Parse) -> Result<ExitCode> {
    let pipeline: Pipeline = load_pipeline(arguments.tools.model.as_deref(), arguments.tools.fast)?;
    let sink = Sink::open(arguments.output.output.as_deref())?;
    let inputs = &arguments.inputs;
    let options = options(inputs, None)?;
    run::articles(&inputs.inputs, &options, jobs(&arguments.tools), sink, |article, scratch| {
        let doc = pipeline.parse(&article.text, scratch);
        let mut out = Vec::new();
        line(&mut out, &Parsed { id: &article.id, text: &article.text, tokens: rows(&doc) });
        out
    })
}

fn rows(doc: &Doc) -> Vec<Row<'_>> {
    let map = CharMap::new(doc.text());
    let at = |byte| map.to_chars(doc.text(), byte);
    let tokens = doc.tokens();
    tokens
        .map(|token| Row {
            start: at(token.start()),
            end: at(token.end()),
            ws: token.ws(),
            tag: token.tag(),
            pos: token.pos(),
            morph: token.morph(),
            lemma: token.lemma(),
            dep: token.dep(),
            head: token.head().i,
            ent_iob: token.ent_iob().as_str(),
            ent_type: token.ent_type(),
            sent_start: token.sent_start(),
        })
        .collect()
}
