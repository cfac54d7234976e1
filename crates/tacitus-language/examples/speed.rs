//! Measures how long loading and parsing take: `speed MODEL FILE.jsonl [ROUNDS] [fast]`, each line with a `text`.
#![allow(clippy::print_stdout, reason = "printing is what the example does")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use serde_json::Value;
use tacitus_language::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: speed MODEL FILE.jsonl [ROUNDS] [fast]";
    let (model, file) = (arguments.next().ok_or(usage)?, arguments.next().ok_or(usage)?);
    let rounds: usize = arguments.next().map_or(Ok(3), |rounds| rounds.parse())?;
    let fast = arguments.next().is_some_and(|word| word == "fast");
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(file)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        texts.push(record["text"].as_str().unwrap_or_default().to_owned());
    }
    let start = Instant::now();
    let mut pipeline = Pipeline::load(Path::new(&model))?;
    if fast {
        pipeline = pipeline.into_fast();
    }
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut scratch = pipeline.scratch();
    for _ in 0..rounds {
        let start = Instant::now();
        let tokens: usize = texts.iter().map(|text| pipeline.parse(text, &mut scratch).len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        let speed = tokens as f64 / seconds;
        println!("{tokens} tokens in {seconds:.2} s, {speed:.0} a second on one thread");
    }
    Ok(())
}
