//! What holds for every text, tried on texts that nobody thought of. On an installed pipeline: the one that
//! `TACITUS_MODEL` names, or one in the user's data directory; where there is none, each test says so and passes.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "these are tests")]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use proptest::prelude::*;
use tacitus_language::{Doc, Pipeline};

fn pipelines() -> Option<&'static [Pipeline; 2]> {
    static PIPELINES: OnceLock<Option<[Pipeline; 2]>> = OnceLock::new();
    let load = || {
        let path = model()?;
        let load = || Pipeline::load(&path).unwrap();
        Some([load(), load().into_fast()])
    };
    let pipelines = PIPELINES.get_or_init(load).as_ref();
    if pipelines.is_none() {
        println!("skipped: no pipeline is installed and TACITUS_MODEL is not set");
    }
    pipelines
}

fn model() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("TACITUS_MODEL") {
        return Some(path.into());
    }
    let home = |name: &str, rest: &str| {
        std::env::var_os(name).map(|home| Path::new(&home).join(rest)).filter(|path| path.exists())
    };
    let folder = home("TACITUS_HOME", "models")
        .or_else(|| home("XDG_DATA_HOME", "tacitus/models"))
        .or_else(|| home("HOME", ".local/share/tacitus/models"))?;
    let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let is_small_english = |path: &PathBuf| {
        path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("en_core_web_sm"))
    };
    entries.filter(is_small_english).max()
}

/// Texts of words, signs and spaces as reports have them, with some that they do not have.
fn texts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[A-Za-z]{1,9}",
        1 => "[A-Z][a-z]{1,6}(-[a-z]{1,5})?('s|n't|’s)?",
        1 => "[0-9]{1,4}([.,:][0-9]{1,3})?(km|%|th)?",
        1 => "[.,;:!?()\"'“”‘’—…-]{1,3}",
        1 => prop::sample::select(vec!["U.S.", "can't", ":-)", "e.g.", "http://a.bc/d?e", "St.", "1980s", "…", "ﬁ"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let space = prop_oneof![
        9 => Just(" ".to_owned()),
        1 => Just(String::new()),
        1 => "[ \n\t\u{a0}]{1,3}",
    ];
    prop::collection::vec((word, space), 0..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, space)| [word, space]).collect())
}

fn check(doc: &Doc, text: &str) {
    assert_eq!(doc.text(), text);
    let mut back = String::new();
    for token in doc.tokens() {
        // A slice on a boundary within a character would have panicked.
        back.push_str(token.text());
        back.push_str(if token.ws() { " " } else { "" });
    }
    assert_eq!(back, text, "tokens and their white space give the text back");
    for sentence in doc.sentences() {
        let roots = sentence.clone().filter(|&i| doc.token(i).head().i == i).count();
        assert!(roots >= 1, "a sentence without a root");
        for i in sentence.clone() {
            let mut token = doc.token(i);
            assert!(
                sentence.contains(&token.head().i),
                "token {i} has its head in another sentence"
            );
            let mut steps = 0;
            while token.head().i != token.i {
                token = token.head();
                steps += 1;
                assert!(steps <= sentence.len(), "the heads of token {i} go in a circle");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_offsets_and_trees(text in texts()) {
        if let Some(pipelines) = pipelines() {
            for pipeline in pipelines {
                check(&pipeline.parse(&text, &mut pipeline.scratch()), &text);
            }
        }
    }

    #[test]
    fn what_a_scratch_has_seen_changes_nothing(one in texts(), other in texts()) {
        if let Some([exact, _]) = pipelines() {
            let mut scratch = exact.scratch();
            let rows = |doc: &Doc| -> Vec<String> {
                doc.tokens().map(|token| format!("{:?}", tacitus_language::TokenRow::from(token))).collect()
            };
            let first = rows(&exact.parse(&one, &mut scratch));
            let _ = exact.parse(&other, &mut scratch);
            prop_assert_eq!(rows(&exact.parse(&one, &mut scratch)), first);
        }
    }
}
