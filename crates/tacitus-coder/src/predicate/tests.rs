//! What the layer must give, construction by construction. Sentences are written for the purpose.

use super::{ClauseKind, LightVerbs, Link, PredicateKind, Predicates, Role, Tense, predicates};
use crate::source::Folder;
use crate::testing::{article, parse};
use crate::text::Text;

fn read(sentence: &str) -> (Vec<String>, Predicates) {
    let article = article(sentence);
    let text = Text::new(&article, parse);
    let words = LightVerbs::load(&Folder::embedded()).unwrap();
    let found = predicates(&text, &words);
    ((0..text.len()).map(|i| text.token(i).text().to_owned()).collect(), found)
}

/// A predicate as lines: 'Subject: Moscow', 'Oblique(by): police', 'Clause(To): end'.
fn show(words: &[String], found: &Predicates, p: usize) -> Vec<String> {
    let arguments = found.list[p].arguments.iter().map(|argument| {
        let role = match &argument.role {
            Role::Oblique(name) => format!("Oblique({name})"),
            Role::Clause(kind) => format!("Clause({kind:?})"),
            role => format!("{role:?}"),
        };
        format!("{role}: {}", words[argument.head])
    });
    arguments.collect()
}

/// Asserts the arguments of the predicate that the word `name` heads. An entry that begins with `!` must be absent;
/// what is not listed may be there or not, except that a role that is listed has no other fillers.
#[track_caller]
fn check(sentence: &str, name: &str, expected: &[&str]) {
    let (words, found) = read(sentence);
    let p = find(&words, &found, name);
    let got = show(&words, &found, p);
    for line in expected {
        match line.strip_prefix('!') {
            Some(absent) => assert!(
                got.iter().all(|g| !g.starts_with(absent)),
                "{absent} in {got:?} of `{sentence}`"
            ),
            None => assert!(got.iter().any(|g| g == line), "no {line} in {got:?} of `{sentence}`"),
        }
    }
    for line in &got {
        let role = line.split(": ").next().unwrap_or_default();
        let listed = expected.iter().any(|e| e.split(": ").next() == Some(role));
        assert!(!listed || expected.contains(&line.as_str()), "also {line} in `{sentence}`");
    }
}

#[track_caller]
fn find(words: &[String], found: &Predicates, name: &str) -> usize {
    let at = words.iter().position(|word| word == name);
    let p = at.and_then(|at| found.headed_by(at));
    p.unwrap_or_else(|| panic!("no predicate `{name}` in {words:?}"))
}

#[test]
fn passive_and_active_come_out_the_same() {
    check("Moscow vetoed the resolution.", "vetoed", &["Subject: Moscow", "Object: resolution"]);
    check(
        "The resolution was vetoed by Moscow.",
        "vetoed",
        &["Subject: Moscow", "Object: resolution"],
    );
    check(
        "Paris backed a resolution vetoed by Moscow.",
        "vetoed",
        &["Subject: Moscow", "Object: resolution"],
    );
    check(
        "Turkey was given arms by Germany.",
        "given",
        &["Subject: Germany", "Indirect: Turkey", "Object: arms"],
    );
    check(
        "Germany gave them weapons.",
        "gave",
        &["Subject: Germany", "Indirect: them", "Object: weapons"],
    );
}
