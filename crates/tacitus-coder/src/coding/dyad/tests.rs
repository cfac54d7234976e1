//! Questions about marked spans, answered on sentences of our own.

use tacitus_record::Span;
use tacitus_record::article::Dyad;
use tacitus_record::wire::Event;

use crate::Knowledge;
use crate::records::Writer;
use crate::source::Folder;
use crate::testing::{article, parse};

/// The answers to pairs of words of a sentence; an empty word is not marked.
fn ask(words: &str, pairs: &[(&str, &str)]) -> Vec<Event> {
    let knowledge = Knowledge::load(&Folder::embedded()).unwrap_or_else(|e| panic!("{e}"));
    let mut article = article(words);
    let span = |part: &str| {
        let at = words.find(part).unwrap_or_else(|| panic!("no {part:?} in {words:?}"));
        (!part.is_empty()).then(|| Span::new(at, at + part.len()))
    };
    article.dyads =
        pairs.iter().map(|(a, r)| Dyad { actor: span(a), recipient: span(r) }).collect();
    let reading = knowledge.read(&article, parse);
    Writer::new(&knowledge, &reading).answers(&knowledge.code_dyads(&reading))
}

fn types(events: &[Event]) -> Vec<&str> {
    events.iter().map(|e| e.event.first().map_or("-", |t| t.as_str())).collect()
}

#[test]
fn an_answer_for_each_dyad_in_order() {
    let words = "Norway accused Belarus of lying, and Chile met Peru in Lima. Bread is dear.";
    let events = ask(words, &[("Chile", "Peru"), ("Norway", "Belarus"), ("Bread", "")]);
    assert_eq!(types(&events), ["CONSULT", "ACCUSE", "-"]);
    assert_eq!(events.iter().map(|e| e.dyad).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
    assert_eq!(events[1].actor[0].code, "NOR");
    assert_eq!(events[1].recipient[0].code, "BLR");
    assert_eq!((events[2].quad_code, events[2].confidence), (0, 0.0));
    assert_eq!(events[2].actor[0].entity_text, "Bread");
}

#[test]
fn marked_things_are_actors() {
    let words = "The tannery accused Belarus of lying.";
    let events = ask(words, &[("The tannery", "Belarus")]);
    assert_eq!(types(&events), ["ACCUSE"]);
    assert_eq!(events[0].actor[0].entity_text, "The tannery");
    assert_eq!(events[0].actor[0].code, "");
}

#[test]
fn what_fits_both_sides_is_more_certain_than_what_fits_one() {
    let words = "Norway accused Belarus of lying after a talk with Chile.";
    let events = ask(words, &[("Norway", "Belarus"), ("Norway", "Chile")]);
    assert!(events[0].confidence > events[1].confidence);
}
