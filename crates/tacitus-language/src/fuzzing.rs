//! Doors for the fuzz targets: each takes anything and must neither panic nor take much memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::config::Config;
use crate::model::msgpack;
use crate::pipeline::Pipeline;
use crate::tokenizer::{self, Tokenizer, Tokens};
use crate::vocab::Vocab;

/// Reads MessagePack.
pub fn msgpack(bytes: &[u8]) {
    if let Ok(value) = msgpack::parse(bytes) {
        let array = value.as_ndarray().map(|array| array.to_f32());
        drop((array, value.get("nodes").and_then(msgpack::Value::as_array)));
        // The readers that stand on it.
        drop(crate::model::moves::read("moves", bytes));
        drop(Vocab::load(Some(bytes)));
        drop(crate::lemmatizer::Lemmatizer::load(bytes, "rule", "en"));
        let mut labels = crate::doc::Labels::new();
        drop(crate::attribute_ruler::AttributeRuler::load(bytes, &mut labels));
        drop(crate::model::thinc::Nodes::read("tagger", "tagger/model", bytes));
        drop(crate::vectors::read(bytes));
    }
}

/// Reads a configuration, and follows its references.
pub fn config(text: &str) {
    if let Ok(config) = Config::parse(text) {
        drop(crate::pipeline::check::components(&config));
    }
}

/// Compiles `rules` as the rules of every kind and splits `text` by them.
pub fn tokenizer(rules: &str, text: &str) {
    let names = ["prefix_search", "suffix_search", "infix_finditer", "token_match", "url_match"];
    let mut file = vec![0x80 | names.len() as u8];
    for name in names {
        for string in [name, rules] {
            file.push(0xdb);
            file.extend((string.len() as u32).to_be_bytes());
            file.extend(string.bytes());
        }
    }
    let vocab = Vocab::load(None).map(Arc::new);
    let Ok(tokenizer) = vocab.and_then(|vocab| Tokenizer::load(&file, vocab)) else { return };
    let mut tokens = Tokens::default();
    tokenizer.tokenize(text, &mut tokenizer::Scratch::default(), &mut tokens);
    let mut back = String::new();
    for token in 0..tokens.len() {
        back.push_str(tokens.text(text, token));
        back.push_str(if tokens.ws[token] { " " } else { "" });
    }
    assert_eq!(back, text, "the tokens do not give the text back");
}

/// Loads a pipeline of these files, and if it is one, analyses a text in both modes.
pub fn pipeline(files: BTreeMap<String, Vec<u8>>, text: &str) {
    let Ok(pipeline) = Pipeline::from_memory(files) else { return };
    for _ in 0..2 {
        check(&pipeline, text);
    }
    check(&pipeline.into_fast(), text);
}

fn check(pipeline: &Pipeline, text: &str) {
    let doc = pipeline.parse(text, &mut pipeline.scratch());
    for token in doc.tokens() {
        assert!(token.head().i < doc.len() && !token.text().is_empty());
        let _ = (token.tag(), token.pos(), token.morph(), token.lemma(), token.dep());
    }
}
