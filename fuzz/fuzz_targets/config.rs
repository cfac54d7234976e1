//! Any text is a configuration or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| tacitus_language::fuzzing::config(data));
