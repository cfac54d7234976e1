//! Any bytes are a value or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| tacitus_language::fuzzing::msgpack(data));
