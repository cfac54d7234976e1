//! Language models: those that are refused, and why.

use crate::support::{Folder, tacitus, with_model};

const REPORT: &str = "Talks failed on Monday.\n";

#[test]
fn another_architecture_is_refused_with_its_component() {
    let folder = Folder::new();
    let report = folder.write("report.txt", REPORT);
    folder.write(
        "model/config.cfg",
        "[nlp]\nlang = \"en\"\npipeline = [\"transformer\", \"tagger\"]\ndisabled = []\n\n\
         [components.transformer]\nfactory = \"transformer\"\n\n\
         [components.transformer.model]\n@architectures = \"spacy-transformers.TransformerModel.v3\"\n",
    );
    folder.write(
        "model/meta.json",
        "{\"lang\": \"en\", \"name\": \"own_trf\", \"version\": \"1.0.0\"}\n",
    );
    let model = folder.path("model");
    for arguments in [&["parse", "--model", &model, &report][..], &["model", "install", &model]] {
        let run = tacitus(arguments)
            .ends(2)
            .says(&["component 'transformer'", "spacy-transformers.TransformerModel.v3"]);
        assert_eq!(run.out, "");
    }
}

#[test]
fn what_is_no_pipeline_is_refused() {
    let folder = Folder::new();
    let report = folder.write("report.txt", REPORT);
    let check = |model: &str, said: &[&str]| {
        tacitus(&["parse", "--model", model, &report]).ends(2).says(said).says(&[model]);
    };
    check(&report, &["no wheel"]);
    folder.write("empty/readme.txt", "nothing");
    check(&folder.path("empty"), &["there is no folder with a config.cfg"]);
    let nowhere = tacitus(&["parse", "--model", &folder.path("nowhere"), &report]).ends(2);
    assert_eq!(nowhere.err.matches("os error").count(), 1, "said twice: {}", nowhere.err);
}

#[test]
fn the_installed_model_is_listed_and_shown() {
    let shown = with_model(&["model", "show"]).ends(0);
    for field in ["name", "version", "licence", "components  tok2vec tagger parser"] {
        assert!(shown.out.contains(field), "{}", shown.out);
    }
    let listed = with_model(&["model", "list"]).ends(0);
    assert!(listed.out.lines().any(|line| line.contains("en_core_web_sm")), "{}", listed.out);
}

#[test]
fn tokens_tile_the_text() {
    let run = with_model(&["parse", "examples/ceasefire.txt"]).ends(0).says_nothing();
    let record = &run.records()[0];
    let text: Vec<char> = record["text"].as_str().unwrap().chars().collect();
    let mut end = 0;
    for token in record["tokens"].as_array().unwrap() {
        let at = |name: &str| usize::try_from(token[name].as_u64().unwrap()).unwrap();
        assert!(text[end..at("start")].iter().all(|c| c.is_whitespace()));
        assert!(at("start") < at("end"));
        end = at("end");
    }
    assert!(text[end..].iter().all(|c| c.is_whitespace()));
}
