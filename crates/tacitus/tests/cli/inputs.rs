//! What can be given to read, and what is said of what cannot.

use serde_json::{Value, json};

use crate::support::{Folder, fed, tacitus};

const GOOD: &str = "Talks failed on Monday.\n\nNobody said why.\n";

fn blocks(record: &Value) -> Vec<&str> {
    record["blocks"].as_array().unwrap().iter().map(|b| b["text"].as_str().unwrap()).collect()
}

#[test]
fn nothing_that_could_be_read_is_exit_code_2() {
    let folder = Folder::new();
    let check = |path: &str, said: &[&str]| {
        let run = tacitus(&["read", path]).ends(2).says(said).says(&[path]);
        assert_eq!(run.out, "");
    };
    check(&folder.path("nowhere.txt"), &["cannot be read", "0 read, 1 set aside"]);
    check(&folder.write("empty.txt", ""), &["is empty"]);
    check(&folder.write("blank.txt", "\r\n \n"), &["is empty"]);
    check(&folder.write("data.bin", b"\x00\x01\x02\x03"), &["binary data"]);
    check(&folder.write("page.pdf", b"%PDF-1.7\n"), &["a PDF file", "extract its text"]);
    check(&folder.write("bad.jsonl", "{\"text\": 1}\n"), &["field `text` is a number"]);
}

#[test]
fn the_rest_goes_on_and_is_exit_code_1() {
    let folder = Folder::new();
    let good = folder.write("good.txt", GOOD);
    for (name, bytes) in [("empty.txt", &b""[..]), ("data.bin", &b"\x00\x01\x02\x03"[..])] {
        let bad = folder.write(name, bytes);
        let run = tacitus(&["read", &bad, &good]).ends(1).says(&[&bad, "1 read, 1 set aside"]);
        assert_eq!(blocks(&run.records()[0]), ["Talks failed on Monday.", "Nobody said why."]);
    }
    let missing = folder.path("nowhere.txt");
    let run = tacitus(&["read", &good, &missing]).ends(1).says(&[&missing]);
    assert_eq!(run.records().len(), 1);
}

#[test]
fn a_bad_line_is_named() {
    let folder = Folder::new();
    let lines = "{\"id\": \"a\", \"text\": \"One.\"}\n{\"id\": oops\n{\"id\": \"c\", \"text\": \"Three.\"}\n";
    let path = folder.write("lines.jsonl", lines);
    let run = tacitus(&["read", &path]).ends(1).says(&[
        &format!("{path}:2 "),
        "is no JSON",
        "2 read, 1 set aside",
    ]);
    let ids: Vec<Value> = run.records().iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, [json!("a"), json!("c")]);
}

#[test]
fn line_ends_of_either_kind() {
    let folder = Folder::new();
    let path = folder.write("report.txt", GOOD.replace('\n', "\r\n"));
    let run = tacitus(&["read", &path]).ends(0).says_nothing();
    let record = &run.records()[0];
    assert_eq!(blocks(record), ["Talks failed on Monday.", "Nobody said why."]);
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    for block in record["blocks"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(block[name].as_u64().unwrap()).unwrap();
        let words: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(block["text"], words);
    }
}

#[test]
fn text_that_is_no_utf8() {
    let folder = Folder::new();
    let path =
        folder.write("old.txt", b"A caf\xE9 in Paris was closed by police on Monday \x96 again.\n");
    let run = tacitus(&["read", &path]).ends(0).says(&[&path, "windows-1252"]);
    assert_eq!(
        blocks(&run.records()[0]),
        ["A café in Paris was closed by police on Monday – again."]
    );
}

#[test]
fn standard_input() {
    let run = fed(&["read", "-"], GOOD.as_bytes()).ends(0).says_nothing();
    assert_eq!(run.records().len(), 1);
    fed(&["read", "-"], b"").ends(2).says(&["<stdin>: is empty"]);
}

#[test]
fn a_folder_is_read_in_order_and_without_hidden_files() {
    let folder = Folder::new();
    for (name, id) in [
        ("b.jsonl", "second"),
        ("a/x.jsonl", "first"),
        (".hidden.jsonl", "never"),
        ("c.jsonl", "third"),
    ] {
        folder.write(name, format!("{{\"id\": \"{id}\", \"text\": \"Talks failed.\"}}\n"));
    }
    let run = tacitus(&["read", &folder.path("")]).ends(0).says_nothing();
    let ids: Vec<Value> = run.records().iter().map(|record| record["id"].clone()).collect();
    assert_eq!(ids, ["first", "second", "third"]);
}

#[test]
fn the_date_of_an_undated_report() {
    let run = fed(&["read", "-", "--date", "2024-05-06"], GOOD.as_bytes()).ends(0);
    assert_eq!(
        run.records()[0]["published"],
        json!({"earliest": "2024-05-06", "latest": "2024-05-06", "basis": "metadata"})
    );
    fed(&["read", "-", "--date", "6 May"], GOOD.as_bytes()).ends(2).says(&["--date"]);
}

#[test]
fn wrong_arguments() {
    tacitus(&[]).ends(2).says(&["Usage"]);
    tacitus(&["read"]).ends(2).says(&["<INPUT>"]);
    tacitus(&["code", "--with", "everything", "-"]).ends(2).says(&["everything", "articles"]);
    tacitus(&["code", "--jobs", "0", "-"]).ends(2).says(&["--jobs"]);
    tacitus(&["unheard-of"]).ends(2).says(&["unheard-of"]);
}
