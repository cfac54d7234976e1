//! Rules of our own, and the tokens of spaCy for odd text.

use serde_json::{Value, json};

use super::*;
use crate::error::LoadError;
use crate::strings::string_id;
use crate::testing::msgpack;

fn rules() -> Value {
    serde_json::from_str(include_str!("../../tests/tokenizer/rules.json")).unwrap()
}

fn load(rules: &Value) -> Result<Tokenizer, LoadError> {
    Tokenizer::load(&msgpack(rules), Arc::new(Vocab::load(None).unwrap()))
}

fn words<'t>(tokenizer: &Tokenizer, text: &'t str) -> Vec<&'t str> {
    let mut tokens = Tokens::default();
    tokenizer.tokenize(text, &mut Scratch::default(), &mut tokens);
    (0..tokens.len()).map(|index| tokens.text(text, index)).collect()
}

#[test]
fn odd_text_is_split_as_spacy_splits_it() {
    let tokenizer = load(&rules()).unwrap();
    let mut scratch = Scratch::default();
    let mut tokens = Tokens::default();
    let lines = |file: &'static str| {
        file.split('\n')
            .filter(|line| !line.is_empty())
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
    };
    let texts = lines(include_str!("../../tests/odd.jsonl"));
    let all: Vec<_> =
        texts.zip(lines(include_str!("../../tests/tokenizer/expected.jsonl"))).collect();
    assert!(all.len() > 100);
    // The second time, the answers come from the cache.
    for (text, expected) in all.iter().chain(&all) {
        assert_eq!(text["id"], expected["id"]);
        let text = text["text"].as_str().unwrap();
        tokenizer.tokenize(text, &mut scratch, &mut tokens);
        let chars = |byte: u32| text[..byte as usize].chars().count();
        let found: Vec<Value> = (0..tokens.len())
            .map(|at| {
                json!([chars(tokens.start[at]), chars(tokens.end[at]), u8::from(tokens.ws[at])])
            })
            .collect();
        assert_eq!(Value::from(found), expected["tokens"], "{text:?}");
        for (at, features) in tokens.features.iter().enumerate() {
            let norm = expected["norms"].get(at.to_string()).and_then(Value::as_str);
            let norm = norm.map_or(features.lower, string_id);
            assert_eq!(features.norm, norm, "token {at} of {text:?}");
        }
    }
}

#[test]
fn exceptions_are_put_together_again() {
    let tokenizer = load(&rules()).unwrap();
    assert_eq!(words(&tokenizer, "Fine:) and so called."), ["Fine", ":)", "and", "so called", "."]);
    assert_eq!(words(&tokenizer, "((:"), ["(", "(:"]);
    assert_eq!(words(&tokenizer, "(can't)"), ["(", "ca", "n't", ")"]);
}

#[test]
fn a_tokenizer_without_rules_splits_at_space() {
    let tokenizer = load(&json!({"prefix_search": null, "exceptions": {}})).unwrap();
    assert_eq!(words(&tokenizer, " (a)  b,\n"), [" ", "(a)", " ", "b,", "\n"]);
    assert_eq!(words(&tokenizer, ""), [""; 0]);
}

#[test]
fn a_scratch_may_go_from_one_tokenizer_to_another() {
    let [with, without] = [load(&rules()).unwrap(), load(&json!({})).unwrap()];
    let (mut scratch, mut tokens) = (Scratch::default(), Tokens::default());
    for (tokenizer, count) in [(&with, 4), (&without, 1), (&with, 4)] {
        tokenizer.tokenize("(can't)", &mut scratch, &mut tokens);
        assert_eq!(tokens.len(), count);
    }
}

#[test]
fn the_cache_forgets_and_stays_right() {
    let tokenizer = load(&rules()).unwrap();
    let (mut scratch, mut tokens) = (Scratch::default(), Tokens::default());
    let text: String = (0..100_000).map(|number| format!("w{number}, ")).collect();
    for _ in 0..2 {
        tokenizer.tokenize(&text, &mut scratch, &mut tokens);
        assert_eq!(tokens.len(), 200_000);
        assert!((0..tokens.len()).all(|at| (tokens.text(&text, at) == ",") == (at % 2 == 1)));
    }
}

#[test]
fn long_words_take_linear_time() {
    let tokenizer = load(&rules()).unwrap();
    for (unit, tokens) in [("a", 1), ("(", 200_000), (")", 200_000), ("a-", 200_000), (".", 1)] {
        let count = words(&tokenizer, &unit.repeat(200_000 / unit.len())).len();
        assert!(count.abs_diff(tokens) < 2, "{unit}: {count}");
    }
}

#[test]
fn damaged_files_are_errors() {
    let message = |rules: &Value| load(rules).unwrap_err().to_string();
    assert!(message(&json!([])).starts_with("tokenizer, byte 0: expected a map"));
    assert!(
        message(&json!({"prefix_search": 7}))
            .contains("prefix_search: expected a regular expression")
    );
    assert!(message(&json!({"suffix_search": "(a"})).contains("suffix_search, character 2"));
    assert!(message(&json!({"url_match": "(?s)a"})).contains("'url_match'"));
    let exception = |parts: Value| message(&json!({"exceptions": {"ab": parts}}));
    assert!(
        exception(json!([{"ORTH": "a"}])).contains("exception 'ab': expected tokens that make up")
    );
    assert!(exception(json!([{"ORTH": "ab", "LEMMA": "x"}])).contains("other than ORTH and NORM"));
    assert!(exception(json!("ab")).contains("expected a text with a list"));
    let bytes = msgpack(&rules());
    for length in 0..bytes.len() {
        let vocab = Arc::new(Vocab::default());
        assert!(Tokenizer::load(&bytes[..length], vocab).is_err(), "the first {length} bytes");
    }
}
