//! Parses texts and prints one JSON line for each: `parse MODEL [FILE.jsonl]`, where each line of the file has
//! an `id` and a `text`; without a file, standard input is one text.
#![allow(clippy::print_stdout, reason = "printing is what the example does")]

use std::error::Error;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde_json::{Value, json};
use tacitus_language::{Doc, Pipeline};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().ok_or("usage: parse MODEL [FILE.jsonl]")?;
    let pipeline = Pipeline::load(Path::new(&model))?;
    let mut scratch = pipeline.scratch();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let Some(file) = arguments.next() else {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        let doc = pipeline.parse(&text, &mut scratch);
        writeln!(out, "{}", record(&json!("stdin"), &doc))?;
        return Ok(());
    };
    for line in BufReader::new(std::fs::File::open(file)?).lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let text = line["text"].as_str().ok_or("a line without a 'text'")?;
        let doc = pipeline.parse(text, &mut scratch);
        writeln!(out, "{}", record(&line["id"], &doc))?;
    }
    Ok(())
}

/// The document as JSON, its offsets counted in characters.
fn record(id: &Value, doc: &Doc) -> Value {
    let (mut byte, mut char) = (0, 0);
    let mut chars_to = |to: usize| {
        char += doc.text()[byte..to].chars().count();
        byte = to;
        char
    };
    let tokens: Vec<Value> = doc
        .tokens()
        .map(|token| {
            json!({
                "start": chars_to(token.start()),
                "end": chars_to(token.end()),
                "ws": token.ws(),
                "tag": token.tag(),
                "pos": token.pos(),
                "morph": token.morph(),
                "lemma": token.lemma(),
                "dep": token.dep(),
                "head": token.head().i,
                "ent_iob": token.ent_iob().as_str(),
                "ent_type": token.ent_type(),
                "sent_start": token.sent_start(),
            })
        })
        .collect();
    json!({"id": id, "text": doc.text(), "tokens": tokens})
}
