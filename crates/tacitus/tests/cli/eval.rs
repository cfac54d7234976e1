//! Gold data in, a table out.

use std::fs;

use crate::support::{Folder, fed, tacitus, with_model};

fn score(arguments: &[&str], layout: &str) -> String {
    let path = format!("crates/tacitus/tests/data/eval/{layout}.jsonl");
    let mut all = vec!["eval", path.as_str()];
    all.extend(arguments);
    with_model(&all).ends(0).out
}

/// The figures of one row of the table.
fn row(out: &str, class: &str) -> Vec<String> {
    let line = out.lines().find(|line| line.starts_with(class));
    let line = line.unwrap_or_else(|| panic!("no row {class:?}: {out}"));
    line[class.len()..].split_whitespace().map(str::to_owned).collect()
}

#[test]
fn marked_spans_are_scored_by_the_older_roots() {
    // By rules: the layer ranks by what it has learned, which changes with the gold data.
    let out = score(&["--rules", "--worst", "5"], "plv");
    assert!(out.starts_with("plv all: 4 of 4 items"), "{out}");
    // Withdrawn troops are RETREAT in PLOVER 2.0, sanctions SANCTION: the crosswalk has YIELD and COERCE.
    for class in ["ACCUSE", "YIELD", "COERCE"] {
        assert_eq!(row(&out, class), ["1.000", "1.000", "1.000", "1"], "{out}");
    }
    assert_eq!(row(&out, "AID")[1], "0.000");
    assert!(out.contains("3 of 4 items right"), "{out}");
    assert!(out.contains("own-3") && !out.contains("own-1"), "{out}");
}

#[test]
fn without_spans_the_events_between_them_count() {
    let out = score(&["--no-dyads"], "plv");
    assert!(out.contains("an event of the right type between the two spans: 75.0 %"), "{out}");
    assert!(out.contains("events an item"), "{out}");
}

#[test]
fn cooperation_and_conflict() {
    let out = score(&[], "aw");
    assert_eq!(row(&out, "conflict"), ["1.000", "1.000", "1.000", "1"]);
    assert_eq!(row(&out, "cooperation"), ["1.000", "1.000", "1.000", "1"]);
}

#[test]
fn checks_of_phrases_with_and_without_pages() {
    let out = score(&[], "ngec");
    assert!(out.contains("no index of an encyclopedia: 3 of 3 checks hold"), "{out}");
    assert!(out.contains("also ask for a page: 0 of 1 checks hold"), "{out}");
}

#[test]
fn cameo_roots_and_sentences_without_events() {
    let out = score(&[], "petrarch");
    assert_eq!(row(&out, "11"), ["1.000", "1.000", "1.000", "1"]);
    assert!(out.contains("source, target and root right: 1 of 1"), "{out}");
    assert!(out.contains("no event that get none: 1 of 1"), "{out}");
}

#[test]
fn attributions_with_their_speakers() {
    let out = score(&[], "quotes");
    assert!(out.contains("direct: 1 of 1 found with the right speaker"), "{out}");
}

#[test]
fn another_knowledge_folder_gains_and_loses() {
    let folder = Folder::new();
    let mine = folder.path("mine");
    tacitus(&["knowledge", "export", &mine]).ends(0);
    let file = format!("{mine}/lexicon/retreat.txt");
    fs::write(&file, "# Nobody withdraws anything.\n").unwrap();
    let out = score(&["--rules", "--compare", &mine], "plv");
    let lost = out.split("lost: ").nth(1).unwrap_or_default();
    assert!(lost.starts_with("1\n  own-2"), "{out}");
    assert!(out.contains("gained: 0"), "{out}");
}

#[test]
fn what_speaks_for_each_relation() {
    let out = score(&["--evidence"], "plv");
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    assert_eq!(lines[0]["items"], 4);
    assert_eq!(lines[0]["ids"].as_str().map(str::len), Some(16));
    assert_eq!(lines.len(), 5);
    for item in &lines[1..] {
        let senses = item["senses"].as_array().expect("an array");
        assert!(
            senses.iter().all(|s| s["features"].is_object() && s["root"].is_string()),
            "{item}"
        );
        assert!(item["traits"].is_object(), "{item}");
    }
    let folder = Folder::new();
    let path = folder.write("aw.jsonl", r#"{"id": "a", "text": "b", "gold_binary": 0}"#);
    with_model(&["eval", "--evidence", &path]).ends(2).says(&["aw.jsonl", "plv"]);
}

#[test]
fn rules_alone_are_scored_without_the_layer() {
    let folder = Folder::new();
    let mine = folder.path("mine");
    tacitus(&["knowledge", "export", &mine]).ends(0);
    fs::create_dir_all(format!("{mine}/layer")).unwrap();
    // Weights that rank every relation by its name alone.
    let weights = "ACCUSE | bias | 9\nAID | bias | -9\n* | behind | 9\n";
    fs::write(format!("{mine}/layer/relations.txt"), weights).unwrap();
    let ranked = score(&["--knowledge", &mine], "plv");
    let alone = score(&["--knowledge", &mine, "--rules"], "plv");
    assert!(alone.contains("3 of 4 items right"), "{alone}");
    assert_ne!(ranked, alone);
}

const REPORTS: &str = "crates/tacitus/tests/data/eval/reports.jsonl";

#[test]
fn verdicts_say_what_is_still_coded() {
    let out = score(&["--articles", REPORTS, "--least", "0"], "verdicts");
    assert_eq!(row(&out, "ACCUSE"), ["1.000", "1.000", "1.000", "1"], "{out}");
    assert!(out.contains("still written as judged: 1 right, 1 wrong (50.0 % right)"), "{out}");
    assert!(out.contains("not at all: 0 right, 1 wrong"), "{out}");
    let out = score(&["--articles", REPORTS, "--evidence"], "verdicts");
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!((&lines[1]["gold"], &lines[2]["gold"]), (&"right".into(), &"wrong".into()));
    assert_eq!(lines[1]["traits"]["event ACCUSE"], 1.0);
    let path = "crates/tacitus/tests/data/eval/verdicts.jsonl";
    with_model(&["eval", path]).ends(2).says(&["--articles"]);
}

#[test]
fn doubtful_events_are_left_out_and_shown() {
    let folder = Folder::new();
    let mine = folder.path("mine");
    tacitus(&["knowledge", "export", &mine]).ends(0);
    let weights = "least 0.5\nright | bias | 2\nright | event SANCTION | -9\n";
    fs::write(format!("{mine}/layer/trust.txt"), weights).unwrap();
    let code = |more: &[&str]| {
        let mut all = vec!["code", REPORTS, "--knowledge", &mine];
        all.extend(more);
        with_model(&all).ends(0).out.lines().filter(|l| l.contains("\"event\":[")).count()
    };
    assert_eq!((code(&[]), code(&["--least", "0"]), code(&["--least", "0.9"])), (1, 2, 0));
    let out = with_model(&["explain", REPORTS, "--trace", "--knowledge", &mine]).ends(0).out;
    assert!(out.contains("1 left out as doubtful"), "{out}");
    assert!(out.contains("left out SANCTION by \"expel\": 0.00 (least 0.5)"), "{out}");
    assert!(out.contains("event SANCTION -9.00"), "{out}");
    with_model(&["code", REPORTS, "--least", "1.5"]).ends(2);
}

#[test]
fn statuses_are_held_against_labels_and_revised_by_weights() {
    let out = score(&["--rules", "--articles", REPORTS], "statuses");
    assert!(out.contains("of those coded as actual 1 of 2 are (50.0 %)"), "{out}");
    let out = score(&["--articles", REPORTS, "--evidence"], "statuses");
    let lines: Vec<serde_json::Value> =
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    // The third is no longer coded so.
    assert_eq!(lines.len(), 3, "{out}");
    assert_eq!((&lines[1]["gold"], &lines[2]["gold"]), (&"actual".into(), &"negated".into()));
    assert_eq!(lines[2]["traits"]["rule actual event SANCTION"], 1.0);
    let folder = Folder::new();
    let mine = folder.path("mine");
    tacitus(&["knowledge", "export", &mine]).ends(0);
    fs::write(
        format!("{mine}/layer/status.txt"),
        "least 0.6\nactual | bias | 1\nnegated | event SANCTION | 9\nactual | event ACCUSE | -0.9\n",
    )
    .unwrap();
    let code = |more: &[&str]| {
        let mut all = vec!["code", REPORTS, "--knowledge", &mine];
        all.extend(more);
        with_model(&all).ends(0).records()
    };
    let events = code(&["--least", "0"]);
    let status = |event: &serde_json::Value| event["status"].as_str().unwrap_or("").to_owned();
    assert_eq!(events.iter().map(status).collect::<Vec<_>>(), ["actual", "negated"]);
    let reason = events[1]["status_reason"].as_str().unwrap();
    assert!(reason.contains("by weights") && reason.contains("by rules actual"), "{reason}");
    // Four of five statuses are as likely as the other: doubtful.
    assert_eq!(code(&[]).iter().map(status).collect::<Vec<_>>(), ["negated"]);
    let out = with_model(&["explain", REPORTS, "--trace", "--knowledge", &mine]).ends(0).out;
    assert!(out.contains("that it is actual is 0.2"), "{out}");
    // Two sentences are no report that weights know how to judge: the rules' status holds.
    let line = br#"{"id": "x", "date": "2015-03-04", "text": "Norway accused Belarus of spying. Chile expelled diplomats of Peru."}"#;
    let short = fed(&["code", "-", "--knowledge", &mine], line).ends(0).records();
    assert_eq!(short.iter().map(status).collect::<Vec<_>>(), ["actual", "actual"]);
}

#[test]
fn what_is_no_gold_data_is_named() {
    let folder = Folder::new();
    let path = folder.write("odd.jsonl", "{\"id\": \"a\", \"text\": \"b\"}\n");
    with_model(&["eval", &path]).ends(2).says(&["odd.jsonl", "--layout"]);
    let path = folder.write("broken.jsonl", "{\"id\": \"a\"}\nnot JSON\n");
    with_model(&["eval", &path]).ends(2).says(&["broken.jsonl:2"]);
}

#[test]
fn an_answer_a_dyad() {
    let line = br#"{"id": "x", "text": "Norway accused Belarus of lying.", "dyads": [{"actor": [0, 6], "recipient": [15, 22]}, {"actor": [26, 31], "recipient": [0, 0]}]}"#;
    let records = fed(&["code", "-"], line).ends(0).records();
    assert_eq!(records.len(), 2);
    assert_eq!(records[0]["event"], serde_json::json!(["ACCUSE"]));
    assert_eq!(records[0]["recipient"][0]["code"], "BLR");
    assert_eq!(records[0]["dyad"], 0);
    assert_eq!(records[1]["dyad"], 1);
    assert_eq!(records[1]["actor"][0]["entity_text"], "lying");
}
