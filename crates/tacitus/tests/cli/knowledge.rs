//! Knowledge of one's own: taken out, changed, used, and its mistakes named.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, Run, finish, model, program, root, tacitus, with_model};

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

/// The fenced blocks of a section of a page, each with its language.
fn blocks(page: &str, heading: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(page)).unwrap();
    let (_, section) = text.split_once(heading).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let fenced = section.split("\n```").skip(1).step_by(2);
    fenced
        .map(|block| {
            let (language, lines) = block.split_once('\n').unwrap();
            (language.to_owned(), format!("{lines}\n"))
        })
        .collect()
}

/// The page's way in, done as it stands there, in an empty folder.
#[test]
fn ten_minutes_are_as_the_page_tells_them() {
    model();
    let folder = Folder::new();
    let here = folder.path("");
    let blocks = blocks("docs/knowledge.md", "## In ten minutes");
    let mut next = blocks.iter();
    let mut block = |language: &str| -> &str {
        let (found, text) = next.next().unwrap();
        assert_eq!(found, language, "{text}");
        text
    };
    let run = |lines: &str| -> Vec<Run> {
        let one = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().skip(1).collect();
            finish(program().args(words).current_dir(&here)).ends(0)
        };
        lines.lines().map(one).collect()
    };
    let holds = |shown: &str, run: &Run| {
        for line in shown.lines().filter(|line| !line.trim().is_empty()) {
            assert!(run.out.contains(line), "{line:?} is not in {}", run.out);
        }
    };
    run(block("sh"));
    folder.write("report.txt", block("text"));
    assert_eq!(run(block("sh"))[0].out, "");
    let why = run(block("sh"));
    holds(block("text"), &why[0]);
    append(&folder.path("my-knowledge/lexicon/assault.txt"), block("text"));
    let why = run(block("sh"));
    holds(block("text"), &why[0]);
    append(&folder.path("my-knowledge/actors/groups.txt"), block("text"));
    append(&folder.path("my-knowledge/ontology/contexts.txt"), block("text"));
    let shown = run(block("sh"));
    holds(block("text"), &shown[0]);
    for file in ["lexicon/assault.txt:", "actors/groups.txt:"] {
        assert!(shown[0].out.contains(file), "{}", shown[0].out);
    }
    let records = shown[1].records();
    assert_eq!(records.len(), 1);
    assert!(records[0]["context"].as_array().unwrap().contains(&Value::from("spices")));
    let check = run(block("sh"));
    assert!(check[0].out.ends_with(" 0 findings\n"), "{}", check[0].out);
    let compared = run(block("sh")).pop().unwrap().out;
    for line in ["+ lexicon/assault.txt:", "+ actors/groups.txt:", "+ ontology/contexts.txt:"] {
        assert!(compared.contains(line), "{line} is not in {compared}");
    }
    assert!(next.next().is_none());
}

#[test]
fn show_prints_codes_types_contexts_and_words() {
    for (what, wanted) in [
        ("1053", &["Goldstein  -5.0", "REQUEST yield", "of         084", "operator demands"][..]),
        ("RETREAT ceasefire", &["quad class 2", "score 7.5", "0871", "lexicon/retreat.txt:"]),
        ("ACCUSE", &["score -3.0", "investigate", "lexicon/accuse.txt:"]),
        ("economic", &["ontology/contexts.txt:", "071"]),
        ("call off", &["operator", "lexicon/operators.txt:"]),
        ("warship", &["MOBILIZE troops", "military"]),
    ] {
        let words: Vec<&str> = ["knowledge", "show"].into_iter().chain(what.split(' ')).collect();
        let run = tacitus(&words).ends(0);
        for word in wanted {
            let found = run.out.to_lowercase().contains(&word.to_lowercase());
            assert!(found, "{what}: {word:?} is not in {}", run.out);
        }
    }
    tacitus(&["knowledge", "show", "flibbertigibbet"]).ends(2).says(&["flibbertigibbet", "sign"]);
}

#[test]
fn compare_tells_what_is_added_removed_and_changed() {
    let folder = Folder::new();
    let mine = exported(&folder);
    let before = folder.path("before");
    tacitus(&["knowledge", "export", &before]).ends(0);
    let same = with_model(&["knowledge", "compare", &before, &mine]).ends(0).out;
    assert!(same.contains("frames: 0 added, 0 removed, 0 changed"), "{same}");
    assert!(same.contains("records: 0 of "), "{same}");
    let path = format!("{mine}/lexicon/protest.txt");
    let text = fs::read_to_string(&path).unwrap();
    let (old, new) =
        ("verb mutiny: ACTOR _ [against RECIPIENT]\n", "verb mutiny: ACTOR _ against RECIPIENT\n");
    assert!(text.contains(old));
    fs::write(&path, text.replace(old, new)).unwrap();
    let run = with_model(&["knowledge", "compare", &before, &mine]).ends(0).out;
    assert!(run.contains("frames: 0 added, 0 removed, 1 changed"), "{run}");
    assert!(run.contains("Ivorian soldiers mutinied"), "{run}");
}

#[test]
fn check_finds_codes_classes_and_words() {
    let folder = Folder::new();
    let mine = exported(&folder);
    append(
        &format!("{mine}/lexicon/agree.txt"),
        "\nAGREE | 999\nnoun officials: _ by ACTOR\n> France met Spain. = none\n\nAGREE quickly | 071\nnoun truth or dare: _ by ACTOR\n",
    );
    append(&format!("{mine}/lexicon/classes.txt"), "@heffalumps: heffalump\n");
    let run =
        with_model(&["knowledge", "check", "--knowledge", &mine, "--only", "lexicon/"]).ends(1);
    for told in [
        "\"999\" is no CAMEO code",
        "AGREE has no mode \"quickly\"",
        "CAMEO 071 is AID",
        "nothing uses @heffalumps",
        "the language model never gives \"officials\" as a noun",
        "a frame without an example",
    ] {
        assert!(run.out.contains(told), "{told:?} is not in {}", run.out);
    }
}
