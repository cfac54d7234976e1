//! Questions about marked spans, answered on sentences of our own.

use tacitus_record::Span;
use tacitus_record::article::Dyad;
use tacitus_record::wire::Event;

use super::{Fit, Layer};
use crate::Knowledge;
use crate::records::Writer;
use crate::source::Folder;
use crate::testing::{article, parse};

/// The answers to pairs of words of a sentence, by the fit of frames alone; an empty word is not marked.
fn ask(words: &str, pairs: &[(&str, &str)]) -> Vec<Event> {
    ask_with(None, words, pairs)
}

/// The answers, ranked by weights.
fn ask_with(weights: Option<&str>, words: &str, pairs: &[(&str, &str)]) -> Vec<Event> {
    let mut knowledge = Knowledge::load(&Folder::embedded()).unwrap_or_else(|e| panic!("{e}"));
    knowledge.layer = weights.and_then(layer);
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

fn layer(weights: &str) -> Option<Layer> {
    let folder: Folder = [("layer/relations.txt", weights)].into_iter().collect();
    Layer::load(&folder).unwrap_or_else(|e| panic!("{e}"))
}

const TWO: &str = "Norway accused Belarus of lying and offered to meet Belarus.";

#[test]
fn weights_rank_the_relations_for_which_frames_speak() {
    let pair = [("Norway", "Belarus")];
    let events = ask_with(Some("* | both strict | 2\nAGREE | bias | 3"), TWO, &pair);
    assert_eq!(types(&events), ["AGREE"]);
    let events =
        ask_with(Some("* | both strict | 2\nACCUSE | operator accuses between | 4"), TWO, &pair);
    assert_eq!(types(&events), ["ACCUSE"]);
    assert!(events[0].confidence > 0.9, "{}", events[0].confidence);
    // Of a relation of which no frame speaks the layer knows nothing.
    let events = ask_with(Some("ASSAULT | bias | 50"), TWO, &pair);
    assert_ne!(types(&events), ["ASSAULT"]);
    assert!(
        ask_with(Some("* | both strict | 2"), "Bread is dear.", &[("Bread", "")])[0]
            .event
            .is_empty()
    );
}

#[test]
fn probabilities_leave_room_for_nothing_and_the_loudest_features_explain_them() {
    let knowledge = Knowledge::load(&Folder::embedded()).unwrap_or_else(|e| panic!("{e}"));
    let mut article = article(TWO);
    article.dyads = vec![Dyad { actor: Some(Span::new(0, 6)), recipient: Some(Span::new(15, 22)) }];
    let reading = knowledge.read(&article, parse);
    let evidence = knowledge.evidence(&reading).pop().expect("there is a dyad");
    let layer = layer("* | both strict | 2\n* | behind | -1.5\nACCUSE | actor is nsubj | 0.5");
    let layer = layer.expect("there is a file");
    let probabilities = layer.probabilities(&evidence);
    let sum = probabilities.iter().sum::<f32>();
    assert!(sum > 0.5 && sum < 1.0, "{sum}");
    let accuse = evidence.senses.iter().find(|s| s.root == "ACCUSE").expect("it accuses");
    assert_eq!(accuse.fit, Fit::Both);
    let loudest = layer.loudest(&evidence, accuse, 2);
    assert_eq!(loudest[0].0, "both strict");
    assert_eq!(loudest[1], ("actor is nsubj".to_owned(), 0.5));
}

#[test]
fn a_line_that_is_no_weight_is_named() {
    for text in ["AID | bias", "AID | | 1", "AID | bias | much", "AID | bias | NaN"] {
        let folder: Folder = [("layer/relations.txt", text)].into_iter().collect();
        let error = Layer::load(&folder).expect_err(text).to_string();
        assert!(error.starts_with("layer/relations.txt:1"), "{error}");
    }
    let trained = layer("trained on ids 00ff").expect("there is a file");
    assert!(trained.was_trained_on("00ff") && !trained.was_trained_on("00fe"));
}
