//! Reports shown for a person.

use crate::support::{examples, finish, model, program, with_model};

#[test]
fn plain_where_it_is_no_terminal() {
    let run = with_model(&["explain", "examples/visit.txt"]).ends(0).says_nothing();
    assert!(!run.out.contains('\u{1b}'), "colour in a pipe");
    assert!(run.out.starts_with("── "), "{}", run.out);
    assert!(run.out.contains("]1"), "no event is marked: {}", run.out);
    assert!(run.out.contains("\n    1 "), "no record below its sentence: {}", run.out);
}

#[test]
fn no_color_changes_nothing_in_a_pipe() {
    model();
    let shown = finish(program().args(["explain", "examples/visit.txt"])).ends(0);
    let plain = finish(program().args(["explain", "examples/visit.txt"]).env("NO_COLOR", "1"));
    assert_eq!(shown.out, plain.ends(0).out);
}

#[test]
fn a_trace_names_lines_of_knowledge_that_are_there() {
    let run = with_model(&["explain", "--trace", "examples/visit.txt"]).ends(0);
    let folder = crate::support::root().join("knowledge");
    let mut seen = 0;
    for word in run.out.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some((file, line)) = word.split_once(".txt:") else { continue };
        let text = std::fs::read_to_string(folder.join(format!("{file}.txt"))).unwrap();
        let line: usize = line.parse().unwrap();
        assert!(line >= 1 && line <= text.lines().count(), "{word}");
        seen += 1;
    }
    assert!(seen > 5, "{}", run.out);
}

#[test]
fn the_demo_shows_every_sample_report() {
    let run = with_model(&["demo"]).ends(0).says_nothing();
    for name in examples() {
        assert!(run.out.contains(&format!("── {name} ")), "{name}");
    }
}

#[test]
fn why_not_names_the_line_and_the_condition() {
    let folder = crate::support::Folder::new();
    let report = folder.write(
        "report.txt",
        "Germany gave to the refugees' cause. France wants to meet Iran. Chad refused to help Niger. The rain fell.\n",
    );
    let ask = |kind: &str| {
        let arguments = ["explain", &report, "--date", "2026-11-02", "--why-not", kind];
        with_model(&arguments).ends(0).says_nothing().out
    };
    let aid = ask("AID");
    for words in [
        "lexicon/aid.txt:",
        "missing  RECIPIENT",
        "which is nobody",
        "made     it becomes REJECT",
        "no frame of AID has a word of this sentence",
    ] {
        assert!(aid.contains(words), "{words:?} is not in {aid}");
    }
    let consult = ask("consult");
    assert!(consult.contains("hypothetical"), "{consult}");
    with_model(&["explain", &report, "--why-not", "HELP"]).ends(2).says(&["ASSAULT"]);
}
