//! Knowledge of one's own: taken out, changed, used, and its mistakes named.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, tacitus, with_model};

const SENTENCE: &str = "French officials defenestrated a Turkish envoy on Monday.\n";

fn append(path: &str, lines: &str) {
    let old = fs::read_to_string(path).unwrap();
    fs::write(path, old + lines).unwrap();
}

/// The default knowledge in a folder.
fn exported(folder: &Folder) -> String {
    let path = folder.path("mine");
    tacitus(&["knowledge", "export", &path]).ends(0);
    path
}

#[test]
fn exported_knowledge_codes_as_the_one_in_the_program() {
    let folder = Folder::new();
    let mine = exported(&folder);
    let own = with_model(&["code", "examples/sanctions.txt"]).ends(0).out;
    let other = with_model(&["code", "examples/sanctions.txt", "--knowledge", &mine]).ends(0).out;
    assert_eq!(own, other);
}

#[test]
fn a_new_frame_codes_what_the_default_does_not() {
    let folder = Folder::new();
    let mine = exported(&folder);
    let report = folder.write("report.txt", SENTENCE);
    let before = with_model(&["code", &report]).ends(0);
    assert_eq!(before.out, "");
    append(
        &format!("{mine}/lexicon/assault.txt"),
        "\nASSAULT beat | 182\nverb defenestrate: ACTOR _ RECIPIENT\n  > French officials defenestrated a Turkish envoy. = FRA > TUR\n",
    );
    let after = with_model(&["code", &report, "--knowledge", &mine]).ends(0).records();
    assert_eq!(after.len(), 1);
    assert_eq!(after[0]["event"], Value::from(vec!["ASSAULT"]));
    assert_eq!(after[0]["mode"], Value::from(vec!["beat"]));
    assert_eq!(after[0]["actor"][0]["code"], "FRA");
    assert_eq!(after[0]["recipient"][0]["code"], "TUR");
    let lines = fs::read_to_string(format!("{mine}/lexicon/assault.txt")).unwrap();
    let line = lines.lines().count() - 1;
    assert_eq!(after[0]["mentions"][0]["rule"], format!("lexicon/assault.txt:{line}"));
    let check = with_model(&["knowledge", "check", "--knowledge", &mine, "--only", "assault"]);
    assert!(!check.out.contains("defenestrate"), "{}", check.out);
}

#[test]
fn phrases_of_the_page_are_knowledge_too() {
    let folder = Folder::new();
    let mine = exported(&folder);
    let report = folder.write("report.txt", "Talks failed on Monday.\n\nMind the heffalump\n");
    let kinds = |arguments: &[&str]| -> Vec<Value> {
        let record = &tacitus(arguments).ends(0).records()[0];
        record["blocks"].as_array().unwrap().iter().map(|block| block["kind"].clone()).collect()
    };
    assert_ne!(kinds(&["read", &report])[1], "boilerplate");
    append(&format!("{mine}/intake/boilerplate.txt"), "^Mind the heffalump$\n");
    assert_eq!(kinds(&["read", &report, "--knowledge", &mine]), ["paragraph", "boilerplate"]);
    fs::remove_file(format!("{mine}/intake/captions.txt")).unwrap();
    tacitus(&["read", &report, "--knowledge", &mine]).ends(2).says(&["intake/captions.txt"]);
}

#[test]
fn an_example_that_does_not_hold_is_told() {
    let folder = Folder::new();
    let mine = exported(&folder);
    append(
        &format!("{mine}/lexicon/assault.txt"),
        "\nASSAULT beat\nverb defenestrate: ACTOR _ RECIPIENT\n  > French officials defenestrated a Turkish envoy. = DEU > TUR\n",
    );
    let run =
        with_model(&["knowledge", "check", "--knowledge", &mine, "--only", "assault"]).ends(1);
    let lines = fs::read_to_string(format!("{mine}/lexicon/assault.txt")).unwrap().lines().count();
    let told = format!("lexicon/assault.txt:{lines}: ");
    assert!(run.out.lines().any(|line| line.starts_with(&told)), "{}", run.out);
}

#[test]
fn a_mistake_is_named_with_file_and_line() {
    let folder = Folder::new();
    let mine = exported(&folder);
    let path = format!("{mine}/lexicon/agree.txt");
    let line = fs::read_to_string(&path).unwrap().lines().count() + 1;
    append(&path, "REJCT meet\n");
    let report = folder.write("report.txt", SENTENCE);
    let run = tacitus(&["code", &report, "--knowledge", &mine]).ends(2).says(&[
        &format!("lexicon/agree.txt:{line}: "),
        "REJCT",
        "REJECT",
    ]);
    assert_eq!(run.out, "");
}

#[test]
fn folders_that_are_not_there_or_too_much_there() {
    let folder = Folder::new();
    let report = folder.write("report.txt", SENTENCE);
    let nowhere = folder.path("nowhere");
    tacitus(&["code", &report, "--knowledge", &nowhere]).ends(2).says(&[&nowhere]);
    let there = folder.write("there/file.txt", "");
    let there = there.trim_end_matches("/file.txt");
    tacitus(&["knowledge", "export", there]).ends(2).says(&["is there already"]);
}
