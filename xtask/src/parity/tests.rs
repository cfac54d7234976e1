//! What counts as a difference.

use tacitus_language::{DocBuilder, Iob, TokenRow};

use super::compare::{Agreement, FIELDS};
use super::reference::{Record, Token};
use super::*;

/// "Élan won." as spaCy might give it, the head of all being "won".
fn record() -> Record {
    let token = |start, end, ws, tag: &str, dep: &str| Token {
        start,
        end,
        ws,
        tag: tag.into(),
        pos: "X".into(),
        morph: String::new(),
        lemma: "x".into(),
        dep: dep.into(),
        head: 1,
        ent_iob: "O".into(),
        ent_type: String::new(),
        sent_start: start == 0,
    };
    Record {
        id: "one".into(),
        text: "Élan won.".into(),
        tokens: vec![
            token(0, 4, true, "NNP", "nsubj"),
            token(5, 8, false, "VBD", "ROOT"),
            token(8, 9, false, ".", "punct"),
        ],
    }
}

/// The same from this runtime, changed by `change` at each token.
fn agreement(change: impl Fn(usize, &mut TokenRow<'static>)) -> Agreement {
    let mut builder = DocBuilder::new("Élan won.");
    let rows =
        [(0, 5, true, "NNP", "nsubj"), (6, 9, false, "VBD", "ROOT"), (9, 10, false, ".", "punct")];
    for (index, (start, end, ws, tag, dep)) in rows.into_iter().enumerate() {
        let mut row = TokenRow {
            start,
            end,
            ws,
            tag,
            pos: "X",
            morph: "",
            lemma: "x",
            dep,
            head: 1,
            ent_iob: Iob::O,
            ent_type: "",
            sent_start: index == 0,
        };
        change(index, &mut row);
        builder.push(&row);
    }
    let mut agreement = Agreement::new("test");
    agreement.add(&record(), &builder.finish(), &Default::default());
    agreement
}

fn differing(agreement: &Agreement) -> Vec<(&'static str, usize)> {
    FIELDS.into_iter().zip(agreement.by_field).filter(|&(_, count)| count > 0).collect()
}

#[test]
fn equal_parses_agree() {
    let agreement = agreement(|_, _| {});
    assert_eq!(agreement.tokens, 3);
    assert_eq!(differing(&agreement), []);
    assert!(agreement.differences.is_empty());
}

#[test]
fn each_field_counts() {
    let agreement = agreement(|index, row| match index {
        0 => (row.ws, row.tag, row.ent_iob, row.ent_type) = (false, "NN", Iob::B, "ORG"),
        1 => (row.pos, row.morph, row.lemma) = ("Y", "A=B", "y"),
        _ => (row.dep, row.head, row.sent_start) = ("dep", 2, true),
    });
    let others: Vec<_> = FIELDS[1..].iter().map(|&field| (field, 1)).collect();
    assert_eq!(differing(&agreement), others);
    assert_eq!(agreement.differences.len(), 3);
    assert!(
        agreement.differences[0]
            .starts_with("test, one, token 0 \"Élan\": ws \"false\" (spaCy \"true\")")
    );
}

#[test]
fn tokens_that_only_one_side_has_count() {
    let agreement = agreement(|index, row| match index {
        1 => row.end = 10,
        2 => row.start = 10,
        _ => {}
    });
    assert_eq!(differing(&agreement), [("offsets", 4)]);
    assert_eq!(agreement.differences.len(), 4);
}

#[test]
fn the_bar_is_on_tokens_that_agree_in_all_fields() {
    let input = Input { count: 1, lines: String::new() };
    let wrong = agreement(|index, row| row.tag = if index == 0 { "NN" } else { row.tag });
    let mut out = Vec::new();
    assert!(!tell(&mut out, "test", &input, &wrong, 0.7).unwrap());
    assert!(tell(&mut out, "test", &input, &wrong, 0.6).unwrap());
    assert!(
        !tell(&mut out, "test", &input, &Agreement::new("test"), 0.0).unwrap(),
        "nothing was compared"
    );
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("bar 70.0000 % MISSED") && out.contains("bar 60.0000 % reached"));
}
