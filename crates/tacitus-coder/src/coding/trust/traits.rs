//! What speaks for and against an event: its code and the file of its frames, its surroundings, and what
//! [`sides`](super::sides) says of its parties. No feature is a word of the text, pronouns and prepositions excepted.
//!
//! The frames themselves, the classes of words and the form of the predicate were tried too; they parted right from wrong
//! no better.

use tacitus_record::article::BlockKind;

use super::{Traits, sides};
use crate::coding::telling::Telling;
use crate::coding::{Layers, Rules};

/// What speaks for and against the event of these tellings, the first of which it was opened with. `likelihood` is the
/// probability of its relation by the layer that ranks relations.
#[must_use]
pub fn traits(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    event: &[usize],
    likelihood: Option<f32>,
) -> Traits {
    let Some(&first) = event.first() else { return Vec::new() };
    let telling = &tellings[first];
    let mut names = Vec::new();
    of_code(telling, &mut names);
    of_frames(rules, telling, &mut names);
    of_surroundings(layers, telling, &mut names);
    names.push(format!("told {}", event.len().min(3)));
    sides::of_sides(layers, telling, &mut names);
    names.sort();
    names.dedup();
    let mut traits: Traits = names.into_iter().map(|name| (name, 1.0)).collect();
    match likelihood {
        Some(likelihood) => traits.push(("likelihood".to_owned(), likelihood)),
        None => traits.push(("no likelihood".to_owned(), 1.0)),
    }
    traits
}

fn of_code(telling: &Telling, names: &mut Vec<String>) {
    let code = &telling.coding.code;
    names.push(format!("event {}", telling.event));
    names.extend(telling.of.map(|of| format!("of {of}")));
    // Three digits: the root and its first division.
    names.extend(code.cameo.iter().map(|c| format!("cameo {}", c.get(..3).unwrap_or(c))));
    names.extend(code.modes.iter().map(|mode| format!("mode {mode}")));
    names.push(format!("status {}", telling.judged.status));
    if telling.weak {
        names.push("weak".into());
    }
}

fn of_frames(rules: &Rules<'_>, telling: &Telling, names: &mut Vec<String>) {
    let coding = &telling.coding;
    for &frame in &coding.frames {
        let Some(frame) = rules.lexicon.frames.get(frame) else { continue };
        let file = frame.source.file.strip_prefix("lexicon/").unwrap_or(&frame.source.file);
        names.push(format!("file {file}"));
    }
    names.push(format!("frames {}", coding.frames.len().min(3)));
    if !coding.rows.is_empty() {
        names.push("composed".into());
    }
    names.push(format!("score {}", (coding.score / 4).min(8)));
}

fn of_surroundings(layers: &Layers<'_>, telling: &Telling, names: &mut Vec<String>) {
    let sentence = &layers.text.sentences[telling.sentence];
    let words = sentence.tokens.len();
    names.push(format!("words {}", (words / 10).min(6)));
    let verbs = sentence.tokens.clone().filter(|&i| layers.text.token(i).pos() == "VERB").count();
    names.push(format!("verbs {}", verbs.min(7)));
    let quotes =
        sentence.tokens.clone().any(|i| matches!(layers.text.token(i).text(), "\"" | "“" | "”"));
    if quotes {
        names.push("quotes".into());
    }
    names.push(format!("statements {}", telling.statements.len().min(2)));
    match sentence.kind {
        BlockKind::Paragraph => {}
        kind => names.push(format!("block {kind:?}").to_lowercase()),
    }
    names.push(format!(
        "sentence {}",
        [0, 1, 2, 5, 10, 20].iter().filter(|&&n| telling.sentence > n).count()
    ));
    if telling.when.is_some() {
        names.push("dated".into());
    }
}
