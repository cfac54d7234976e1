//! Rules of our own on documents of our own.

use serde_json::{Value, json};

use super::*;
use crate::doc::Labels;
use crate::error::LoadError;
use crate::testing::msgpack;
use crate::vocab::Vocab;

/// Loads the rules and applies them to words with tags and dependency labels; gives tag, part of speech, morphology,
/// dependency label and lemma of each.
fn check(rules: &Value, words: &[(&str, &str, &str)], expected: &[[&str; 5]]) {
    let mut labels = Labels::new();
    let ruler = AttributeRuler::load(&msgpack(rules), &mut labels).unwrap();
    let vocab = Vocab::load(None).unwrap();
    let mut tokens = Tokens::default();
    let mut text = String::new();
    let (mut tag, mut dep) = (Vec::new(), Vec::new());
    for (word, its_tag, its_dep) in words {
        tokens.start.push(text.len() as u32);
        text.push_str(word);
        tokens.end.push(text.len() as u32);
        tokens.ws.push(true);
        tokens.features.push(vocab.features(word, &mut String::new()));
        text.push(' ');
        tag.push(labels.intern(its_tag));
        dep.push(labels.intern(its_dep));
    }
    let [mut pos, mut morph, mut lemma] = [(); 3].map(|()| vec![0; words.len()]);
    let mut columns = Columns {
        tag: &mut tag,
        pos: &mut pos,
        morph: &mut morph,
        dep: &mut dep,
        lemma: &mut lemma,
    };
    ruler.apply(&text, &tokens, &mut columns, &mut Scratch::default());
    let found: Vec<[&str; 5]> = (0..words.len())
        .map(|at| [tag[at], pos[at], morph[at], dep[at], lemma[at]].map(|label| labels.get(label)))
        .collect();
    assert_eq!(found, expected);
}

fn refused(rule: &Value) -> LoadError {
    AttributeRuler::load(&msgpack(&json!([rule])), &mut Labels::new()).unwrap_err()
}

#[test]
fn later_rules_write_over_earlier_ones() {
    let rules = json!([
        {"patterns": [[{"TAG": "PRP"}]], "attrs": {"POS": "PRON", "MORPH": "PronType=Prs"}, "index": 0},
        {"patterns": [[{"TAG": "PRP", "LOWER": "we"}]],
         "attrs": {"LEMMA": "we", "MORPH": "PronType=Prs|Number=Plur|Case=Nom"}},
        {"patterns": [[{"TAG": "XX"}]], "attrs": {"MORPH": "_"}},
    ]);
    check(
        &rules,
        &[("We", "PRP", ""), ("it", "PRP", ""), ("we", "NN", "")],
        &[
            ["PRP", "PRON", "Case=Nom|Number=Plur|PronType=Prs", "", "we"],
            ["PRP", "PRON", "PronType=Prs", "", ""],
            ["NN", "", "", "", ""],
        ],
    );
}

#[test]
fn patterns_see_the_text_as_it_was_before_any_rule() {
    let rules = json!([
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "_SP", "DEP": "dep"}},
        {"patterns": [[{"TAG": "_SP"}]], "attrs": {"POS": "SPACE"}},
        {"patterns": [[{"IS_SPACE": true, "DEP": {"NOT_IN": ["", "dep"]}}]], "attrs": {"MORPH": "A=B"}},
    ]);
    check(&rules, &[("\n", "NN", "punct")], &[["_SP", "", "A=B", "dep", ""]]);
}

#[test]
fn a_rule_may_span_tokens_and_set_a_later_one() {
    let rules = json!([
        {"patterns": [[{"LOWER": "let"}, {"LOWER": {"REGEX": "^['’]s$"}}]], "attrs": {"LEMMA": "us"}, "index": 1},
        {"patterns": [[{"LOWER": {"IN": ["do", "let"]}}, {}]], "attrs": {"POS": "VERB"}, "index": -2},
        {"patterns": [[{"DEP": "expl"}, {"TAG": "VBZ"}], [{"ORTH": "LET"}]], "attrs": {"MORPH": "X=Y"}},
    ]);
    check(
        &rules,
        &[("LET", "VB", ""), ("’S", "PRP", ""), ("There", "EX", "expl"), ("let", "VB", "")],
        &[
            ["VB", "VERB", "X=Y", "", ""],
            ["PRP", "", "", "", "us"],
            ["EX", "", "", "expl", ""],
            ["VB", "", "", "", ""],
        ],
    );
}

#[test]
fn what_is_not_supported_is_named() {
    let message = |rule| refused(&rule).to_string();
    let operator = json!({"patterns": [[{"TAG": "NN", "OP": "*"}]], "attrs": {"POS": "X"}});
    assert!(message(operator).contains("the operator of a token (pattern 0)"));
    let attribute = json!({"patterns": [[{"IS_TITLE": "x"}]], "attrs": {"POS": "X"}});
    assert!(message(attribute).contains("IS_TITLE"));
    let predicate = json!({"patterns": [[{"LOWER": {"FUZZY": "x"}}]], "attrs": {"POS": "X"}});
    assert!(message(predicate).contains("FUZZY"));
    let set = json!({"patterns": [[{"LOWER": "x"}]], "attrs": {"NORM": "X"}});
    assert!(message(set).contains("NORM"));
    let index = json!({"patterns": [[{"LOWER": "x"}]], "attrs": {"POS": "X"}, "index": 1});
    assert!(message(index).contains("expected an 'index' within the pattern"));
}
