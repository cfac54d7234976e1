//! A damaged pipeline is loaded or refused, and if it was loaded it analyses any text.
//!
//! The pipelines are the tiny ones that `cargo xtask parity --others` trains; an input is edits to one of their files
//! and a text.
#![no_main]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

type Files = BTreeMap<String, Vec<u8>>;

static PIPELINES: LazyLock<Vec<Files>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/parity/tiny");
    let mut pipelines = Vec::new();
    for folder in fs::read_dir(&root).expect("run `cargo xtask parity --others` first").flatten() {
        let mut files = Files::new();
        read(&folder.path(), "", &mut files);
        if files.contains_key("config.cfg") {
            pipelines.push(files);
        }
    }
    assert!(!pipelines.is_empty(), "run `cargo xtask parity --others` first");
    pipelines
});

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            read(&entry.path(), &format!("{name}/"), files);
        } else if let Ok(bytes) = fs::read(entry.path()) {
            files.insert(name, bytes);
        }
    }
}

/// Each edit takes five bytes: what to do, where in the file in three, and a byte.
fn edit(file: &mut Vec<u8>, edits: &[u8]) {
    for edit in edits.chunks_exact(5) {
        if file.is_empty() {
            return;
        }
        let at = usize::from(edit[1]) << 16 | usize::from(edit[2]) << 8 | usize::from(edit[3]);
        let at = at % file.len();
        match edit[0] % 8 {
            0 => file.truncate(at),
            1 => file.insert(at, edit[4]),
            2 => {
                file.remove(at);
            }
            // Heads of files hold the lengths and sizes.
            3 => {
                let length = file.len().min(256);
                file[at % length] = edit[4];
            }
            _ => file[at] = edit[4],
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let [pipeline, file, edits, rest @ ..] = data else { return };
    let mut files = PIPELINES[usize::from(*pipeline) % PIPELINES.len()].clone();
    let name = files.keys().nth(usize::from(*file) % files.len()).cloned().unwrap_or_default();
    let (edits, text) = rest.split_at(rest.len().min(5 * usize::from(*edits % 16)));
    if let Some(file) = files.get_mut(&name) {
        edit(file, edits);
    }
    tacitus_language::fuzzing::pipeline(files, &String::from_utf8_lossy(text));
});
