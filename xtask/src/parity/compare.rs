//! Two parses of one text, token against token.

use std::collections::HashMap;

use tacitus_language::{Doc, Margins};

use super::reference::{self, Record};

/// What is compared. A token stands where spaCy has one that begins and ends at the same characters.
pub(crate) const FIELDS: [&str; 11] = [
    "offsets",
    "ws",
    "tag",
    "pos",
    "morph",
    "lemma",
    "dep",
    "head",
    "ent_iob",
    "ent_type",
    "sent_start",
];

/// How far two parses agree.
pub(crate) struct Agreement {
    name: String,
    /// The tokens of spaCy.
    pub(crate) tokens: usize,
    /// For each field the tokens in which it differs.
    pub(crate) by_field: [usize; FIELDS.len()],
    /// A line for each token that differs.
    pub(crate) differences: Vec<String>,
}

/// One token of ours, with character offsets.
struct Ours<'a> {
    token: tacitus_language::Token<'a>,
    margins: [f32; 3],
}

impl Agreement {
    pub(crate) fn new(name: &str) -> Self {
        Agreement {
            name: name.into(),
            tokens: 0,
            by_field: [0; FIELDS.len()],
            differences: Vec::new(),
        }
    }

    /// Counts one text.
    pub(crate) fn add(&mut self, record: &Record, doc: &Doc, margins: &Margins) {
        let chars = char_offsets(doc);
        let margin = |list: &[f32], at: usize| list.get(at).copied().unwrap_or(f32::NAN);
        let mut ours: HashMap<(usize, usize), Ours<'_>> = doc
            .tokens()
            .map(|token| {
                let lists = [&margins.tag, &margins.parse, &margins.ner];
                let margins = lists.map(|list| margin(list, token.i));
                (chars[token.i], Ours { token, margins })
            })
            .collect();
        for (index, theirs) in record.tokens.iter().enumerate() {
            self.tokens += 1;
            let place = format!("{}, {}, token {index}", self.name, record.id);
            match ours.remove(&(theirs.start, theirs.end)) {
                Some(ours) => self.token(&place, &ours, theirs, record, &chars),
                None => {
                    self.by_field[0] += 1;
                    let text = slice(&record.text, theirs.start, theirs.end);
                    self.differences.push(format!("{place} {text:?}: only spaCy has this token"));
                }
            }
        }
        // What is left, only this runtime has.
        let mut left: Vec<_> = ours.into_iter().collect();
        left.sort_by_key(|&(place, _)| place);
        for (_, Ours { token, .. }) in left {
            self.by_field[0] += 1;
            self.differences.push(format!(
                "{}, {}, token {} {:?}: spaCy has no such token",
                self.name,
                record.id,
                token.i,
                token.text()
            ));
        }
    }

    fn token(
        &mut self,
        place: &str,
        ours: &Ours<'_>,
        theirs: &reference::Token,
        record: &Record,
        chars: &[(usize, usize)],
    ) {
        let token = ours.token;
        // Heads are compared by where they stand, so that one token too many does not make all later ones differ.
        let our_head = chars[token.head().i].0.to_string();
        let their_head = record.tokens.get(theirs.head).map_or(0, |head| head.start).to_string();
        let flag = |flag: bool| if flag { "true" } else { "false" };
        let values: [(&str, &str); FIELDS.len()] = [
            ("", ""),
            (flag(token.ws()), flag(theirs.ws)),
            (token.tag(), &theirs.tag),
            (token.pos(), &theirs.pos),
            (token.morph(), &theirs.morph),
            (token.lemma(), &theirs.lemma),
            (token.dep(), &theirs.dep),
            (&our_head, &their_head),
            (token.ent_iob().as_str(), &theirs.ent_iob),
            (token.ent_type(), &theirs.ent_type),
            (flag(token.sent_start()), flag(theirs.sent_start)),
        ];
        let mut found = Vec::new();
        for (field, (ours, theirs)) in values.into_iter().enumerate() {
            if ours != theirs {
                self.by_field[field] += 1;
                found.push(format!("{} {ours:?} (spaCy {theirs:?})", FIELDS[field]));
            }
        }
        if !found.is_empty() {
            let [tag, parse, ner] = ours.margins;
            self.differences.push(format!(
                "{place} {:?}: {}; margins: tag {tag:.2e}, parse {parse:.2e}, ner {ner:.2e}",
                token.text(),
                found.join(", ")
            ));
        }
    }
}

/// Where each token begins and ends, in characters.
fn char_offsets(doc: &Doc) -> Vec<(usize, usize)> {
    let (mut byte, mut char) = (0, 0);
    let mut chars_to = |to: usize| {
        char += doc.text()[byte..to].chars().count();
        byte = to;
        char
    };
    doc.tokens().map(|token| (chars_to(token.start()), chars_to(token.end()))).collect()
}

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}
