//! Tests on an installed pipeline: the one that `TACITUS_MODEL` names, or one in the user's data directory.
//! Where there is none, each says so and passes.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "these are tests")]

use std::path::{Path, PathBuf};

use tacitus_language::{Doc, Pipeline, TokenRow};

/// An installed pipeline; `None`, and a word about it, where there is none.
fn model(test: &str) -> Option<PathBuf> {
    let home = |name: &str, rest: &str| {
        std::env::var_os(name).map(|home| Path::new(&home).join(rest)).filter(|path| path.exists())
    };
    let installed = || {
        let folder = home("TACITUS_HOME", "models")
            .or_else(|| home("XDG_DATA_HOME", "tacitus/models"))
            .or_else(|| home("HOME", ".local/share/tacitus/models"))?;
        let is_small_english = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("en_core_web_sm"))
        };
        let entries = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
        entries.filter(is_small_english).max()
    };
    let model = std::env::var_os("TACITUS_MODEL").map(PathBuf::from).or_else(installed);
    if model.is_none() {
        println!("skipped {test}: no pipeline is installed and TACITUS_MODEL is not set");
    }
    model
}

fn load(test: &str) -> Option<Pipeline> {
    model(test).map(|path| Pipeline::load(&path).unwrap())
}

/// Everything that a document says, to compare documents.
fn rows(doc: &Doc) -> Vec<String> {
    doc.tokens().map(|token| format!("{:?}", TokenRow::from(token))).collect()
}

fn check_shape(doc: &Doc) {
    let mut end = 0;
    for token in doc.tokens() {
        assert!(end <= token.start() && token.start() < token.end());
        assert!(token.head().i < doc.len());
        assert!(!token.dep().is_empty() && !token.pos().is_empty());
        assert_eq!(token.ent_type().is_empty(), token.ent_iob().as_str() == "O");
        end = token.end();
    }
    assert!(end <= doc.text().len());
    assert!(doc.is_empty() || doc.token(0).sent_start());
}

const TEXT: &str = "Army units left the border town of Harna on Friday, officials said. \
    Its mayor, Lena Orsk, didn't comment.\n\nShe had asked for talks with the rebels.";

#[test]
fn a_report_is_analysed() {
    let Some(pipeline) = load("a_report_is_analysed") else { return };
    let doc = pipeline.parse(TEXT, &mut pipeline.scratch());
    check_shape(&doc);
    let find = |word: &str| doc.tokens().find(|token| token.text() == word).unwrap();
    let left = find("left");
    assert_eq!((left.tag(), left.pos(), left.lemma()), ("VBD", "VERB", "leave"));
    assert_eq!((find("units").dep(), find("units").head().i), ("nsubj", left.i));
    assert_eq!(find("said").dep(), "ROOT");
    assert_eq!(find("n't").dep(), "neg");
    assert_eq!(find("Friday").ent_type(), "DATE");
    let ents: Vec<_> = doc.ents().map(|(range, kind)| (doc.slice(range), kind)).collect();
    assert!(ents.contains(&("Lena Orsk", "PERSON")), "{ents:?}");
    assert_eq!(doc.sentences().count(), 3);
}

#[test]
fn odd_texts_are_analysed() {
    let Some(pipeline) = load("odd_texts_are_analysed") else { return };
    let mut scratch = pipeline.scratch();
    let texts = [
        String::new(),
        " ".into(),
        "\r\n\t \u{1c}\u{a0}\u{2028}".into(),
        "\0".into(),
        "( ".repeat(3000),
        "that ".repeat(3000),
        "x".repeat(100_000),
        "\u{feff}n’t İ ﬁ \u{1f468}\u{200d}\u{1f469}".into(),
    ];
    for text in &texts {
        let doc = pipeline.parse(text, &mut scratch);
        assert_eq!(doc.text(), text);
        check_shape(&doc);
    }
}

#[test]
fn nothing_of_a_text_is_left_for_the_next() {
    let Some(pipeline) = load("nothing_of_a_text_is_left_for_the_next") else { return };
    let mut scratch = pipeline.scratch();
    let long = TEXT.repeat(40);
    let fresh = rows(&pipeline.parse(TEXT, &mut pipeline.scratch()));
    let mut out = Vec::new();
    pipeline.parse_batch(&[TEXT, "", &long, TEXT], &mut scratch, &mut out);
    assert_eq!(rows(&out[0]), fresh);
    assert!(out[1].is_empty());
    assert_eq!(rows(&out[3]), fresh);
    assert_eq!(rows(&out[2]), rows(&pipeline.parse(&long, &mut pipeline.scratch())));
}

#[test]
fn margins_come_with_every_token() {
    let Some(pipeline) = load("margins_come_with_every_token") else { return };
    let (doc, margins) = pipeline.parse_with_margins(TEXT, &mut pipeline.scratch());
    assert_eq!(rows(&doc), rows(&pipeline.parse(TEXT, &mut pipeline.scratch())));
    for margins in [&margins.tag, &margins.parse, &margins.ner] {
        assert_eq!(margins.len(), doc.len());
        assert!(margins.iter().all(|&margin| margin >= 0.0));
        assert!(margins.iter().any(|&margin| margin.is_finite() && margin > 0.0));
    }
}

#[test]
fn the_compact_form_gives_the_same() {
    let Some(path) = model("the_compact_form_gives_the_same") else { return };
    let folder = tempfile::tempdir().unwrap();
    let compact = folder.path().join("model");
    Pipeline::write_compact(&path, &compact).unwrap();
    let (one, other) = (Pipeline::load(&path).unwrap(), Pipeline::load(&compact).unwrap());
    assert_eq!(format!("{:?}", one.meta()), format!("{:?}", other.meta()));
    let (mut scratch, text) = (one.scratch(), TEXT.repeat(20));
    // One scratch serves both, for it belongs to neither.
    for _ in 0..2 {
        assert_eq!(rows(&one.parse(&text, &mut scratch)), rows(&other.parse(&text, &mut scratch)));
    }
    // From the compact form the compact form can be written again.
    let again = folder.path().join("again");
    Pipeline::write_compact(&compact, &again).unwrap();
    assert_eq!(std::fs::read(&compact).unwrap(), std::fs::read(&again).unwrap());
    // A file that is cut off or changed is refused.
    let whole = std::fs::read(&compact).unwrap();
    for length in [0, 7, 8, 39, 40, 1000, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&again, &whole[..length]).unwrap();
        assert!(Pipeline::load(&again).is_err(), "the first {length} bytes");
    }
    let mut damaged = whole.clone();
    damaged[whole.len() / 3] ^= 1;
    std::fs::write(&again, &damaged).unwrap();
    assert!(Pipeline::load(&again).unwrap_err().to_string().contains("not as it was written"));
}

#[test]
fn the_fast_mode_gives_nearly_the_same() {
    let Some(exact) = load("the_fast_mode_gives_nearly_the_same") else { return };
    let fast = load("the_fast_mode_gives_nearly_the_same").unwrap().into_fast();
    assert!(fast.is_fast() && !exact.is_fast());
    // One scratch serves both, and neither takes what the other left in it.
    let mut scratch = exact.scratch();
    let first = rows(&exact.parse(TEXT, &mut scratch));
    let doc = fast.parse(TEXT, &mut scratch);
    check_shape(&doc);
    assert_eq!(rows(&doc), rows(&fast.parse(TEXT, &mut fast.scratch())));
    assert_eq!(rows(&exact.parse(TEXT, &mut scratch)), first);
    let same = rows(&doc).iter().zip(&first).filter(|(one, other)| one == other).count();
    assert!(same + 2 >= first.len(), "{same} of {}", first.len());
}

/// The files of a pipeline that are needed to run it.
const FILES: [&str; 15] = [
    "config.cfg",
    "meta.json",
    "tokenizer",
    "vocab/lookups.bin",
    "tok2vec/model",
    "tagger/cfg",
    "tagger/model",
    "parser/cfg",
    "parser/moves",
    "parser/model",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
    "ner/cfg",
    "ner/moves",
    "ner/model",
];

#[test]
fn a_damaged_directory_is_an_error() {
    let test = "a_damaged_directory_is_an_error";
    let Some(path) = model(test) else { return };
    let Some(folder) = find_config(&path) else {
        println!("skipped {test}: the pipeline is no directory");
        return;
    };
    let copy = tempfile::tempdir().unwrap();
    for file in FILES {
        let to = copy.path().join(file);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(folder.join(file), to).unwrap();
    }
    assert!(Pipeline::load(copy.path()).is_ok());
    for file in ["tagger/model", "parser/moves", "ner/cfg", "tokenizer"] {
        let path = copy.path().join(file);
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
        let error = Pipeline::load(copy.path()).unwrap_err().to_string();
        assert!(error.contains(file), "{file}: {error}");
        // Whatever is wrong with a byte, loading ends in a pipeline or in an error.
        for at in (0..whole.len()).step_by(whole.len() / 8 + 1) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xff;
            std::fs::write(&path, &damaged).unwrap();
            if let Ok(pipeline) = Pipeline::load(copy.path()) {
                // With wrong numbers the answers are wrong, but they are answers.
                let doc = pipeline.parse(TEXT, &mut pipeline.scratch());
                assert!(doc.tokens().all(|token| token.head().i < doc.len()));
            }
        }
        std::fs::remove_file(&path).unwrap();
        let error = Pipeline::load(copy.path()).unwrap_err().to_string();
        assert!(error.contains(file), "{file}: {error}");
        std::fs::write(&path, &whole).unwrap();
    }
}

fn find_config(path: &Path) -> Option<PathBuf> {
    if path.join("config.cfg").is_file() {
        return Some(path.to_owned());
    }
    let entries = std::fs::read_dir(path).ok()?.flatten().map(|entry| entry.path());
    entries.filter(|path| path.is_dir()).find_map(|path| find_config(&path))
}

#[test]
fn paths_without_a_pipeline_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let message = |path: &Path| Pipeline::load(path).unwrap_err().to_string();
    assert!(message(folder.path()).contains("config.cfg"));
    assert!(message(&folder.path().join("absent")).contains("absent"));
    let file = folder.path().join("notes.whl");
    std::fs::write(&file, "no wheel at all").unwrap();
    assert!(message(&file).contains("notes.whl"));
    let config = r#"
[nlp]
pipeline = ["transformer"]
[components.transformer]
factory = "transformer"
[components.transformer.model]
@architectures = "spacy-transformers.TransformerModel.v3"
"#;
    std::fs::write(folder.path().join("config.cfg"), config).unwrap();
    let message = message(folder.path());
    for part in ["'transformer'", "spacy-transformers.TransformerModel.v3", "en_core_web_sm"] {
        assert!(message.contains(part), "{message}");
    }
}
