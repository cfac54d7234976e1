//! Parses a text of its own once with the default model, for a counter of instructions: `count exact|fast`.
//!
//! ```console
//! $ valgrind --tool=callgrind --toggle-collect='*count::counted*' target/release/examples/count exact
//! ```
//!
//! It prints the number of tokens and the form of the products that ran, for each form has a count of its own.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what the example does")]

use std::error::Error;

use tacitus_language::{Pipeline, Scratch, install};

/// All that the count depends on besides the model, so it stands here and nowhere else.
const TEXT: &str = "\
The head of the harbour workers' union in Odessa said on Tuesday that some 400 of its members had stopped work because \
the city had not paid them since March.
\"We don't ask for more than what was agreed,\" Iryna Koval told reporters outside the mayor's office, where about 60 \
people had gathered despite the rain.

The mayor, who met a delegation in the evening, promised to pay $1.2 million by 14 June. A spokesman wouldn't say \
whether the U.N. agency that uses the port had offered a loan; two earlier offers were refused, he added. Police kept \
the road to the grain terminal closed until 9:30 p.m. but made no arrests.
";

fn main() -> Result<(), Box<dyn Error>> {
    let mode = std::env::args().nth(1).unwrap_or_default();
    let mut pipeline = install::load_or_install(None, &mut |said| eprintln!("{said}"))?;
    match mode.as_str() {
        "exact" => {}
        "fast" => pipeline = pipeline.into_fast(),
        _ => return Err("usage: count exact|fast".into()),
    }
    let mut scratch = pipeline.scratch();
    // What the first text of a thread costs once, its buffers and an empty cache, is not counted.
    let _ = pipeline.parse("Troops left the town on Friday.", &mut scratch);
    println!("{} tokens {}", counted(&pipeline, TEXT, &mut scratch), form());
    Ok(())
}

/// What is counted: a function that the counter finds by its name.
#[inline(never)]
fn counted(pipeline: &Pipeline, text: &str, scratch: &mut Scratch) -> usize {
    pipeline.parse(text, scratch).len()
}

/// The form of the products that this processor gets. Valgrind's has no AVX-512, whatever runs it.
fn form() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            return "avx512";
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            return "avx2";
        }
    }
    if cfg!(target_arch = "aarch64") { "neon" } else { "portable" }
}
