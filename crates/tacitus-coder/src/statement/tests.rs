//! Statements in small texts.

use super::*;
use crate::source::Folder;
use crate::testing::{article, parse};

/// One line a statement: speaker | cue | kind | content | addressee, `-` where there is none; `think:` before a belief,
/// `>` before one that stands inside another, `…` between pieces.
fn show(words: &str) -> Vec<String> {
    let cues = Cues::load(&Folder::embedded()).unwrap();
    let article = article(words);
    let text = Text::new(&article, parse);
    let or_none = |tokens: &Range<usize>| {
        if tokens.is_empty() { "-".to_owned() } else { text.words(tokens.clone()).to_owned() }
    };
    statements(&text, &cues)
        .iter()
        .map(|s| {
            let parts: Vec<&str> = s.parts.iter().map(|p| p.of(text.doc.text())).collect();
            format!(
                "{}{}{} | {} | {} | {} | {}",
                if s.inside.is_some() { "> " } else { "" },
                if s.belief { "think: " } else { "" },
                or_none(&s.speaker_tokens),
                or_none(&s.cue),
                s.quoted.as_str(),
                parts.join(" … "),
                or_none(&s.addressee.clone().unwrap_or(0..0)),
            )
        })
        .collect()
}

fn check(words: &str, wanted: &[&str]) {
    assert_eq!(show(words), wanted, "{words}");
}

#[test]
fn cue_before() {
    check("Smith said: \"The road is open.\"", &["Smith | said | direct | The road is open. | -"]);
}

#[test]
fn probe() {
    let Ok(cases) = std::fs::read_to_string("/tmp/cases.txt") else { return };
    for line in cases.lines().filter(|l| !l.is_empty()) {
        let line = line.replace("//", "\n\n");
        println!("{}", line.replace("\n\n", "//"));
        for s in show(&line) {
            println!("    {s}");
        }
    }
}
