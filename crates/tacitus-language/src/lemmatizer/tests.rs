//! Tables of our own, and what they make of words.

use serde_json::{Value, json};

use super::*;
use crate::strings::string_id;
use crate::testing::msgpack;

fn tables() -> Value {
    json!({
        "lemma_rules": {
            "noun": [["s", ""], ["ies", "y"]],
            "verb": [["s", ""], ["ed", "e"], ["ed", ""], ["ing", ""]],
            "punct": [["”", "\""]],
        },
        "lemma_exc": {"verb": {"met": ["mete", "meet"], "fed": ["feed"]}, "noun": {"axes": ["axe", "axis"]}},
        "lemma_index": {"verb": ["meet", "vote", "end", "f"], "noun": ["party", "axe"]},
    })
}

/// The lemma of a word, found and then taken from the cache.
fn lemma(text: &str, pos: &str, morph: &str) -> String {
    let lemmatizer = Lemmatizer::load(&msgpack(&tables()), "rule", "en").unwrap();
    let mut labels = Labels::new();
    let word =
        Word { text, orth: string_id(text), pos: labels.intern(pos), morph: labels.intern(morph) };
    let mut scratch = Scratch::default();
    let [mut first, mut second] = [String::new(), String::new()];
    lemmatizer.lemmatize(&word, &labels, &mut scratch, &mut first);
    lemmatizer.lemmatize(&word, &labels, &mut scratch, &mut second);
    assert_eq!(first, second);
    first
}

#[test]
fn rules_prefer_known_words() {
    assert_eq!(lemma("Voted", "VERB", "VerbForm=Part"), "vote");
    assert_eq!(lemma("ended", "VERB", "VerbForm=Part"), "end");
    assert_eq!(lemma("parties", "NOUN", "Number=Plur"), "party");
    // None of the results is known: the first rule's is taken.
    assert_eq!(lemma("tweeted", "VERB", "VerbForm=Part"), "tweete");
    // Something that is no word goes before an unknown word.
    assert_eq!(lemma("3-0s", "NOUN", "Number=Plur"), "3-0");
    assert_eq!(lemma("Oxen", "NOUN", "Number=Plur"), "Oxen");
    assert_eq!(lemma("”", "PUNCT", ""), "\"");
}

#[test]
fn exceptions_go_first_and_the_last_of_them_before_all() {
    assert_eq!(lemma("met", "VERB", "Tense=Past|VerbForm=Fin"), "meet");
    assert_eq!(lemma("axes", "NOUN", "Number=Plur"), "axis");
    // The rules give "f", which is known; the exception still goes first.
    assert_eq!(lemma("fed", "VERB", "Tense=Past|VerbForm=Fin"), "feed");
}

#[test]
fn base_forms_and_other_parts_of_speech_are_only_put_in_lower_case() {
    assert_eq!(lemma("Axes", "NOUN", "Number=Sing"), "axes");
    assert_eq!(lemma("Feds", "VERB", "Tense=Pres|VerbForm=Fin"), "feds");
    assert_eq!(lemma("Feds", "VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"), "fed");
    assert_eq!(lemma("Ended", "VERB", "VerbForm=Inf"), "ended");
    assert_eq!(lemma("WITH", "ADP", ""), "with");
    assert_eq!(lemma("Parties", "PROPN", "Number=Plur"), "Parties");
    assert_eq!(lemma("\n ", "SPACE", ""), "\n ");
    assert_eq!(lemma("ABC", "", ""), "abc");
}

#[test]
fn lookups_are_by_the_word_itself() {
    let tables = json!({"lemma_lookup": {"voted": "vote", "axes": ["axis", "axe"]}});
    let lemmatizer = Lemmatizer::load(&msgpack(&tables), "lookup", "xx").unwrap();
    let mut out = String::new();
    for text in ["voted", "Voted", "axes"] {
        let word = Word { text, orth: string_id(text), pos: 0, morph: 0 };
        lemmatizer.lemmatize(&word, &Labels::new(), &mut Scratch::default(), &mut out);
        out.push(' ');
    }
    assert_eq!(out, "vote Voted axis ");
}

#[test]
fn what_is_not_supported_is_named() {
    let message = |tables: &Value, mode, lang| {
        Lemmatizer::load(&msgpack(tables), mode, lang).unwrap_err().to_string()
    };
    assert!(message(&tables(), "rule", "de").contains("mode 'rule' for language 'de'"));
    assert!(message(&tables(), "pos_lookup", "en").contains("mode 'pos_lookup'"));
    assert!(
        message(&tables(), "lookup", "en").contains("table 'lemma_lookup': expected this table")
    );
    assert!(message(&json!({}), "rule", "en").contains("lemma_rules"));
}
