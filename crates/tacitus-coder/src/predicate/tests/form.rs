//! Form, links, clauses, and what is true of the whole.

use super::{check, find, read};
use crate::predicate::{LightVerbs, Link, Tense, predicates};
use crate::source::Folder;
use crate::testing::{article, parse};
use crate::text::Text;

/// Tense, and the words that stand for modal and negation.
fn form(sentence: &str, name: &str) -> (Option<Tense>, Option<String>, Option<String>) {
    let (words, found) = read(sentence);
    let form = &found.list[find(&words, &found, name)].form;
    let word = |token: Option<usize>| token.map(|token| words[token].clone());
    (form.tense, word(form.modal), word(form.negation))
}

#[test]
fn tense_and_modality() {
    let tense = |sentence, name| form(sentence, name).0;
    assert_eq!(tense("France met rebels.", "met"), Some(Tense::Past));
    assert_eq!(tense("France has met rebels.", "met"), Some(Tense::Past));
    assert_eq!(tense("France meets rebels.", "meets"), Some(Tense::Present));
    assert_eq!(tense("France will meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is going to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is about to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France to ask court to investigate", "ask"), Some(Tense::Future));
    assert_eq!(tense("France agreed to meet rebels.", "meet"), None);
    assert_eq!(tense("The EU will meet rebels and hold talks.", "hold"), Some(Tense::Future));
    assert_eq!(tense("The EU will hold talks with rebels.", "talks"), Some(Tense::Future));
    assert_eq!(
        tense(
            "Senate President, Ann Lee, will on Tuesday, June 19, lead a Senate delegation.",
            "lead"
        ),
        Some(Tense::Future)
    );
    assert_eq!(form("France could bomb rebels.", "bomb").1.as_deref(), Some("could"));
}

#[test]
fn negation() {
    let negation = |sentence, name| form(sentence, name).2;
    assert_eq!(negation("France did not meet rebels.", "meet").as_deref(), Some("not"));
    assert_eq!(negation("France never met rebels.", "met").as_deref(), Some("never"));
    assert_eq!(negation("France no longer supports rebels.", "supports").as_deref(), Some("no"));
    assert_eq!(negation("No soldier was killed.", "killed").as_deref(), Some("No"));
    assert_eq!(negation("The army met no resistance.", "met").as_deref(), Some("no"));
    assert_eq!(
        negation("Neither France nor Iran attended the summit.", "attended").as_deref(),
        Some("Neither")
    );
    assert_eq!(
        negation("Troops shelled it without warning residents.", "warning").as_deref(),
        Some("without")
    );
    assert_eq!(negation("There were no talks with Iran.", "talks").as_deref(), Some("no"));
    assert_eq!(
        negation("France did not attack or threaten Iran.", "threaten").as_deref(),
        Some("not")
    );
    assert_eq!(negation("France met rebels.", "met"), None);
    assert_eq!(negation("France attacked Iran and did not meet rebels.", "attacked"), None);
}

#[test]
fn moods_and_voices() {
    let form = |sentence: &str, name: &str| {
        let (words, found) = read(sentence);
        found.list[find(&words, &found, name)].form.clone()
    };
    assert!(form("Did Russia bomb the town?", "bomb").question);
    assert!(!form("Russia bombed the town.", "bombed").question);
    assert!(form("Stop the bombing now!", "Stop").imperative);
    assert!(!form("Russia stopped the bombing.", "stopped").imperative);
    assert!(form("Russia is bombing the town.", "bombing").progressive);
    assert!(form("Russia had bombed the town.", "bombed").perfect);
    assert!(form("The town was bombed.", "bombed").passive);
    assert!(!form("Russia has bombed the town.", "bombed").passive);
}

/// The predicate above and the link to it, and the clause.
fn place(sentence: &str, name: &str) -> (Option<(String, Link)>, String) {
    let (words, found) = read(sentence);
    let predicate = &found.list[find(&words, &found, name)];
    let above = predicate.above.map(|(p, link)| (words[found.list[p].head].clone(), link));
    (above, words[predicate.clause.clone()].join(" "))
}

#[test]
fn links() {
    let link = |sentence, name| place(sentence, name).0;
    let is = |sentence, name, above: &str, expected| {
        assert_eq!(link(sentence, name), Some((above.to_owned(), expected)), "{sentence}");
    };
    is("France agreed to meet rebels.", "meet", "agreed", Link::Argument);
    is("The town was shelled after talks failed.", "failed", "shelled", Link::Adverbial(Some(4)));
    is("The army will attack if talks fail.", "fail", "attack", Link::Adverbial(Some(4)));
    is("Soldiers who killed a farmer fled.", "killed", "Soldiers", Link::Relative);
    is("France met rebels and praised Iran.", "praised", "met", Link::Coordinate);
    is("Iran, the minister said, bombed the town.", "said", "bombed", Link::Parenthesis);
    is("Ukraine accused Russia of sending tanks.", "sending", "accused", Link::Argument);
    is("After meeting rebels, the envoy left.", "meeting", "left", Link::Adverbial(Some(0)));
    is(
        "Russia denied the war crimes it says were committed by rebels.",
        "says",
        "committed",
        Link::Parenthesis,
    );
    is(
        "Russia denied the war crimes it says were committed by rebels.",
        "committed",
        "crimes",
        Link::Relative,
    );
    assert_eq!(link("France met rebels.", "met"), None);
}

#[test]
fn clauses() {
    let clause = |sentence, name| place(sentence, name).1;
    assert_eq!(clause("France met rebels, and Iran left.", "met"), "France met rebels");
    assert_eq!(clause("France met rebels and praised Iran.", "praised"), "praised Iran");
    assert_eq!(clause("France held talks with Iran.", "talks"), "France held talks with Iran");
    assert_eq!(
        clause("\"Rebels shelled the town,\" the minister said.", "shelled"),
        "Rebels shelled the town"
    );
    assert_eq!(clause("The bombing of Aleppo angered France.", "bombing"), "The bombing of Aleppo");
}

#[test]
fn clause_kinds() {
    check("The minister said that rebels shelled the town.", "said", &["Clause(That): shelled"]);
    check("The minister said rebels shelled the town.", "said", &["Clause(That): shelled"]);
    check(
        "\"Rebels shelled the town,\" the minister said.",
        "said",
        &["Subject: minister", "Clause(Quote): shelled"],
    );
    check(
        "\"Rebels shelled the town,\" said the minister.",
        "said",
        &["Subject: minister", "Clause(Quote): shelled"],
    );
    check(
        "The minister asked whether rebels shelled the town.",
        "asked",
        &["Clause(Whether): shelled"],
    );
    check("Russia stopped bombing the town.", "stopped", &["Clause(Ing): bombing"]);
    check("The general let the rebels go.", "let", &["Object: rebels", "Clause(To): go"]);
}

#[test]
fn a_long_coordination_is_read_in_linear_time() {
    let sentence = format!("The army attacked {} and Homs.", vec!["Aleppo"; 600].join(", "));
    let article = article(&sentence);
    let text = Text::new(&article, parse);
    let words = LightVerbs::load(&Folder::embedded()).unwrap();
    let started = std::time::Instant::now();
    let found = predicates(&text, &words);
    assert!(!found.list.is_empty());
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}

#[test]
fn knowledge_mistakes_name_their_line() {
    let control = ("syntax/control.txt", "[object]\nurge\n");
    let lemmas = ("syntax/lemmas.txt", "hope: hoped\n");
    let load = |light: &'static str| {
        let folder: Folder = [("syntax/light.txt", light), control, lemmas].into_iter().collect();
        LightVerbs::load(&folder).map_err(|mistake| mistake.to_string())
    };
    assert!(load("[does]\nhold: talk\n").is_ok());
    assert!(load("hold: talk\n").unwrap_err().starts_with("syntax/light.txt:1:"));
    assert!(load("[does]\nhold\n").unwrap_err().starts_with("syntax/light.txt:2:"));
    assert!(load("[makes]\n").unwrap_err().contains("[happens]"));
    assert!(load("[does]\na b c: talk\n").unwrap_err().contains("particle"));
    assert!(LightVerbs::load(&Folder::default()).is_err());
}
