//! Any pattern is compiled or refused, and any text is split into tokens that give it back.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let (rules, text) = data.split_once('\n').unwrap_or(("", data));
    tacitus_language::fuzzing::tokenizer(rules, text);
});
