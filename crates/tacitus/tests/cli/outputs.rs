//! Where output goes: whole or not at all, the same however it is made, and to nobody who does not want it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::support::{Folder, examples, model, program, records, tacitus, with_model};

const WITH: &str = "articles,statements,times,entities";

#[test]
fn a_file_holds_what_would_have_been_printed() {
    let folder = Folder::new();
    let path = folder.path("out.jsonl");
    let printed = with_model(&["code", "examples/visit.txt"]).ends(0).out;
    with_model(&["code", "examples/visit.txt", "-o", &path]).ends(0).says_nothing();
    assert_eq!(fs::read_to_string(&path).unwrap(), printed);
    assert_eq!(folder.names(), ["out.jsonl"]);
}

#[cfg(unix)]
#[test]
fn others_may_read_it_as_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (path, other) = (folder.path("out.jsonl"), folder.write("other", ""));
    tacitus(&["read", "examples/visit.txt", "-o", &path]).ends(0);
    let mode = |path: &str| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&path), mode(&other));
}

#[test]
fn what_failed_leaves_no_file_and_an_old_one_as_it_was() {
    let folder = Folder::new();
    let missing = folder.path("nowhere.txt");
    let fresh = folder.path("fresh.jsonl");
    tacitus(&["read", &missing, "-o", &fresh]).ends(2);
    assert!(folder.names().is_empty());
    let old = folder.write("old.jsonl", "old\n");
    tacitus(&["read", &missing, "-o", &old]).ends(2);
    assert_eq!(fs::read_to_string(&old).unwrap(), "old\n");
    assert_eq!(folder.names(), ["old.jsonl"]);
    let nowhere = folder.path("no/such/folder/out.jsonl");
    tacitus(&["read", "examples/visit.txt", "-o", &nowhere]).ends(2).says(&["cannot write in"]);
}

#[test]
fn a_run_that_is_stopped_leaves_no_file() {
    let folder = Folder::new();
    let path = folder.path("out.jsonl");
    let mut command = program();
    command.args(["read", "-", "-o", &path]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More than the program looks at before it begins.
    for number in 0..5_000 {
        writeln!(input, "{{\"id\": \"{number}\", \"text\": \"Talks failed on Monday.\"}}").unwrap();
    }
    input.flush().unwrap();
    // It has begun once its temporary file stands beside the place of the final one.
    let begun = Instant::now();
    while folder.names().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60), "the program never begins to write");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.names().contains(&"out.jsonl".to_owned()));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let folder = Folder::new();
    let line = "{\"id\": \"a\", \"text\": \"Talks failed on Monday.\"}\n";
    // Far more than a pipe holds.
    let path = folder.write("many.jsonl", line.repeat(20_000));
    let mut command = program();
    command.args(["read", &path]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    drop(out);
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(said, "");
    assert_eq!(records(&first).len(), 1);
}

#[test]
fn the_same_bytes_with_any_number_of_threads() {
    let examples = examples();
    let code = |jobs| {
        let mut arguments = vec!["code", "--with", WITH, "--jobs", jobs];
        // Each more than once, so that threads overtake each other.
        for _ in 0..3 {
            arguments.extend(examples.iter().map(String::as_str));
        }
        with_model(&arguments).ends(0).says_nothing().out
    };
    let one = code("1");
    assert!(one.lines().count() > 100);
    assert_eq!(one, code("2"));
    assert_eq!(one, code("7"));
}

#[test]
fn the_order_of_lines_is_that_of_the_inputs() {
    model();
    let mut arguments = vec!["code", "--with", "articles", "--jobs", "4"];
    let examples = examples();
    arguments.extend(examples.iter().map(String::as_str));
    let coded = tacitus(&arguments).ends(0).records();
    let mut arguments = vec!["read"];
    arguments.extend(examples.iter().map(String::as_str));
    let read = tacitus(&arguments).ends(0).records();
    let ids = |records: &[serde_json::Value]| -> Vec<serde_json::Value> {
        let articles = records.iter().filter(|record| record["record"] == "article");
        articles.map(|record| record["id"].clone()).collect()
    };
    assert_eq!(ids(&coded), ids(&read));
}
