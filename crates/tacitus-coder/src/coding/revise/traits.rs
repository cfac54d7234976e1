//! What speaks for each status of a telling: what the rules hold, its code, the form and surroundings of its predicate,
//! the words beside it, the time in which its report moves, and who takes part. No feature is a name.

use std::cmp::Ordering;

use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::ages;
use super::report::Report;
use crate::coding::telling::Telling;
use crate::coding::when::{finite, had};
use crate::coding::{Layers, Rules};
use crate::entity::MentionKind;
use crate::lexicon::Head;
use crate::predicate::{Link, Predicate, PredicateKind, Role, Tense};
use crate::statement::Quoted;

/// Predicates above that are looked at.
const ABOVE: usize = 3;

/// Collects names of features.
pub(super) struct Names(pub(super) Vec<String>);

impl Names {
    pub(super) fn put(&mut self, name: impl Into<String>) {
        self.0.push(name.into());
    }
}

/// What speaks for each status of one of the tellings, sorted by name.
#[must_use]
pub fn traits(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    report: &Report,
    index: usize,
) -> Vec<String> {
    let Some(telling) = tellings.get(index) else { return Vec::new() };
    let mut names = Names(Vec::new());
    of_rules(rules, telling, &mut names);
    of_form(layers, telling, &mut names);
    of_words(layers, telling, &mut names);
    of_surroundings(layers, telling, &mut names);
    of_neighbours(layers, tellings, report, index, &mut names);
    of_sides(layers, telling, &mut names);
    ages::of_times(layers, telling, report, &mut names);
    names.0.sort();
    names.0.dedup();
    names.0
}

/// What the rules hold, and why.
fn of_rules(rules: &Rules<'_>, telling: &Telling, names: &mut Names) {
    let (status, coding) = (telling.judged.status, &telling.coding);
    names.put(format!("rule {status}"));
    let (kind, words) = kind_of(&telling.judged.reason);
    names.put(format!("because {kind}"));
    for word in words {
        names.put(format!("because of {word}"));
        names.put(format!("rule {status} because of {word}"));
    }
    names.put(format!("event {}", telling.event));
    names.put(format!("rule {status} event {}", telling.event));
    if let Some(of) = telling.of {
        names.put(format!("of {of}"));
    }
    for mode in &coding.code.modes {
        names.put(format!("mode {mode}"));
    }
    for &frame in &coding.frames {
        let Some(frame) = rules.lexicon.frames.get(frame) else { continue };
        if frame.speaker {
            names.put("said");
        }
        if let Head::Operator(class) = &frame.head {
            names.put(format!("class {class}"));
            names.put(format!("class {class} rule {status}"));
        }
    }
    if !coding.rows.is_empty() {
        names.put("composed");
        names.put(format!("composed rule {status}"));
    }
    if telling.weak {
        names.put(format!("weak rule {status}"));
    }
    if telling.taken_up.is_some() {
        names.put("taken up");
    }
    if telling.beside.is_some() {
        names.put("beside");
    }
}

/// A reason without the words that it quotes, and those words where they are common ones.
fn kind_of(reason: &str) -> (String, Vec<String>) {
    let mut kind = String::new();
    let mut words = Vec::new();
    for (at, part) in reason.split('"').enumerate() {
        if at % 2 == 0 {
            kind.extend(part.chars().filter(|c| !c.is_ascii_digit()));
        } else {
            kind.push('…');
            let common = part.chars().all(|c| c.is_lowercase() || " '’-".contains(c));
            words.extend(common.then(|| part.to_owned()));
        }
    }
    // 'Osama bin Laden is gone since': who is gone is no matter.
    if let Some(at) = kind.find(" is gone") {
        kind.replace_range(..at, "");
    }
    (kind.trim().to_owned(), words)
}

/// Form of the predicate that tells it, and what it hangs on.
fn of_form(layers: &Layers<'_>, telling: &Telling, names: &mut Names) {
    let (text, list) = (layers.text, &layers.predicates.list);
    let coding = &telling.coding;
    let (top, core) = (&list[coding.top], &list[coding.core]);
    let status = telling.judged.status;
    names.put(format!("trigger {}", core.lemma));
    if coding.top != coding.core {
        names.put(format!("operator {}", top.lemma));
    }
    let token = text.token(top.head);
    let kind = format!("{:?}", top.kind).to_lowercase();
    let light = if top.light.is_some() { " light" } else { "" };
    names.put(format!("{kind}{light}"));
    names.put(format!("{kind}{light} rule {status}"));
    names.put(format!("tag {}", token.tag()));
    names.put(format!("dep {} {}", token.dep(), token.tag()));
    names.put(format!("event {} dep {}", telling.event, token.dep()));
    let form = &top.form;
    names.put(format!("form {}", tense_of(layers, top)));
    for (holds, name) in [
        (form.passive, "passive"),
        (form.progressive, "progressive"),
        (form.perfect, "perfect"),
        (form.negation.is_some(), "negation"),
        (form.question, "question"),
        (form.imperative, "imperative"),
    ] {
        if holds {
            names.put(format!("form {name}"));
        }
    }
    if let Some(modal) = form.modal {
        names.put(format!("modal {}", text.token(modal).lemma().to_lowercase()));
    }
    if text.children(top.head).any(|t| t.tag() == "TO" && t.i < top.head) {
        names.put("infinitive");
        names.put(format!("infinitive rule {status}"));
    }
    if let Some(finite) = finite(layers, coding.top) {
        let tense = tense_of(layers, finite);
        names.put(format!("finite {tense}"));
        names.put(format!("finite {tense} rule {status}"));
        names.put(format!("finite {tense} event {}", telling.event));
        names.put(format!("finite {tense} {kind}"));
        if let Some(modal) = finite.form.modal {
            names.put(format!("finite modal {}", text.token(modal).lemma().to_lowercase()));
        }
    } else {
        names.put("no finite verb");
    }
    of_above(layers, top, names);
    for (up, above) in text.ancestors(top.head).take(4).enumerate() {
        if !is_name(above) {
            let (up, lemma) = (up.min(1), above.lemma().to_lowercase());
            names.put(format!("over {up} {lemma}"));
        }
    }
    let path: Vec<&str> =
        std::iter::once(token).chain(text.ancestors(top.head)).take(3).map(Token::dep).collect();
    names.put(format!("path {}", path.join(" ")));
}

fn of_above(layers: &Layers<'_>, top: &Predicate, names: &mut Names) {
    let list = &layers.predicates.list;
    let mut at = top;
    for up in 0..ABOVE {
        let Some((above, link)) = at.above else { break };
        let upper = &list[above];
        let link = match link {
            Link::Argument => {
                let role = upper.arguments.iter().find(|a| a.head == at.head).map(|a| &a.role);
                match role {
                    Some(Role::Oblique(word)) => format!("argument {word}"),
                    Some(role) => format!("argument {role:?}").to_lowercase(),
                    None => "argument".into(),
                }
            }
            Link::Adverbial(Some(joiner)) => {
                format!("adverbial {}", layers.text.token(joiner).lemma().to_lowercase())
            }
            Link::Adverbial(None) => "adverbial".into(),
            Link::Relative => "relative".into(),
            Link::Coordinate => "coordinate".into(),
            Link::Parenthesis => "parenthesis".into(),
        };
        if up == 0 {
            names.put(format!("link {link}"));
            names.put(format!("link {link} of {}", upper.lemma));
        }
        if !is_name(layers.text.token(upper.head)) {
            names.put(format!("above {} {}", up.min(1), upper.lemma));
        }
        names.put(format!("above {} {}", up.min(1), tense_of(layers, upper)));
        at = upper;
    }
    if top.above.is_none() {
        names.put("on top");
    }
}

/// Tense and aspect in a word.
fn tense_of(layers: &Layers<'_>, predicate: &Predicate) -> &'static str {
    let form = &predicate.form;
    match form.tense {
        _ if form.modal.is_some() => "modal",
        Some(Tense::Past) if form.perfect || had(layers, predicate) => "had",
        Some(Tense::Past) => "past",
        Some(Tense::Present) if form.perfect => "has",
        Some(Tense::Present) => "present",
        Some(Tense::Future) => "future",
        None if predicate.kind == PredicateKind::Noun => "noun",
        None => "none",
    }
}

fn is_name(token: Token<'_>) -> bool {
    token.pos() == "PROPN" || token.pos() == "NUM" || token.ent_type() == "PERSON"
}

/// Words that hang on the predicate, and those of its clause.
fn of_words(layers: &Layers<'_>, telling: &Telling, names: &mut Names) {
    let (text, list) = (layers.text, &layers.predicates.list);
    let coding = &telling.coding;
    let mut heads: Vec<usize> = vec![list[coding.top].head, list[coding.core].head];
    heads.extend(list[coding.top].light);
    heads.dedup();
    for head in heads {
        for child in text.children(head) {
            let lemma = child.lemma().to_lowercase();
            match child.dep() {
                "advmod" | "aux" | "auxpass" | "mark" | "neg" | "det" | "amod" | "npadvmod"
                | "prt"
                    if !is_name(child) =>
                {
                    names.put(format!("with {lemma}"));
                }
                "prep" | "agent" => {
                    let noun = text.child(child.i, "pobj").filter(|&noun| !is_name(noun));
                    let noun =
                        noun.map_or(String::new(), |n| format!(" {}", n.lemma().to_lowercase()));
                    names.put(format!("with {lemma}"));
                    names.put(format!("with {lemma}{noun}"));
                }
                "dobj" | "nsubj" | "nsubjpass" if !is_name(child) => {
                    names.put(format!("{} {lemma}", child.dep()));
                }
                _ => {}
            }
        }
    }
    let plain = |token: &Token<'_>| {
        !is_name(*token)
            && !matches!(token.pos(), "PUNCT" | "SPACE" | "DET" | "X" | "SYM")
            && token.text().chars().all(|c| c.is_alphabetic() || c == '-')
    };
    for token in text.tokens_in(telling.span).map(|i| text.token(i)).filter(plain) {
        names.put(format!("clause {}", token.lemma().to_lowercase()));
    }
}

/// Where in the report it stands, and in whose words.
fn of_surroundings(layers: &Layers<'_>, telling: &Telling, names: &mut Names) {
    let (text, at) = (layers.text, telling.sentence);
    let far = [0, 1, 2, 4, 8, 16, 32].iter().filter(|&&n| at > n).count();
    names.put(format!("sentence number {far}"));
    names.put(format!("part {}", 4 * at / text.sentences.len().max(1)));
    match text.sentences[at].kind {
        BlockKind::Paragraph => {}
        kind => names.put(format!("block {kind:?}").to_lowercase()),
    }
    let words = text.sentences[at].tokens.len();
    names.put(format!("length {}", (words / 12).min(4)));
    names.put(format!("statements {}", telling.statements.len().min(2)));
    if let Some(&first) = telling.statements.first() {
        let statement = &layers.statements[first];
        let quoted = statement.quoted == Quoted::Direct;
        names.put(if quoted { "quoted" } else { "in the reporter's words" });
        if statement.belief {
            names.put("believed");
        }
        if statement.expects {
            names.put("expected");
        }
        for token in statement.cue.clone().map(|i| text.token(i)).filter(|t| !is_name(*t)) {
            names.put(format!("cue {}", token.lemma().to_lowercase()));
            if matches!(token.pos(), "VERB" | "AUX") {
                names.put(format!("cue {}", token.tag()));
            }
        }
    }
}

/// What stands before and behind: the tense of the sentences around, and what the rules hold of other tellings.
fn of_neighbours(
    layers: &Layers<'_>,
    tellings: &[Telling],
    report: &Report,
    index: usize,
    names: &mut Names,
) {
    let telling = &tellings[index];
    let here = telling.sentence;
    let (block, sentences) = (layers.text.sentences[here].block, &layers.text.sentences);
    for (name, other) in [("before", here.checked_sub(1)), ("behind", Some(here + 1))] {
        let other = other.filter(|&s| sentences.get(s).is_some());
        let tense = other.map_or("nothing", |s| main_tense(layers, s));
        names.put(format!("{name} {tense}"));
        if other.is_some_and(|s| sentences[s].block == block) {
            names.put(format!("{name} in one paragraph {tense}"));
        }
    }
    let around = report.tellings_in(here.saturating_sub(3)..here + 3);
    for other in around.filter(|&other| other != index).map(|other| &tellings[other]) {
        let status = other.judged.status;
        match other.sentence.cmp(&here) {
            Ordering::Equal => {
                names.put(format!("beside {status} {}", other.event));
                names.put(format!("beside {status}"));
            }
            Ordering::Less => names.put(format!("shortly before {status}")),
            Ordering::Greater => names.put(format!("shortly behind {status}")),
        }
    }
}

/// The tense of a sentence's first finite predicate.
fn main_tense(layers: &Layers<'_>, sentence: usize) -> &'static str {
    let tokens = layers.text.sentences[sentence].tokens.clone();
    let root = layers.text.root(&tokens);
    let of = |head: usize| layers.predicates.headed_by(head).map(|p| &layers.predicates.list[p]);
    let found = root.and_then(of).filter(|p| p.form.tense.is_some());
    let found = found.or_else(|| {
        tokens.filter_map(of).find(|p| p.form.tense.is_some() || p.form.modal.is_some())
    });
    found.map_or("none", |predicate| tense_of(layers, predicate))
}

/// Who takes part.
fn of_sides(layers: &Layers<'_>, telling: &Telling, names: &mut Names) {
    let coding = &telling.coding;
    for (side, fills) in [("actor", &coding.actors), ("recipient", &coding.recipients)] {
        if fills.is_empty() {
            names.put(format!("{side} none"));
        }
        for fill in fills.iter().take(2) {
            let Some(mention) = fill.mention else { continue };
            let (mention, entity) =
                (&layers.entities.mentions[mention], layers.entities.entity_of(mention));
            names.put(format!("{side} {:?}", mention.kind).to_lowercase());
            names.put(format!("{side} {:?}", entity.kind).to_lowercase());
            if mention.kind == MentionKind::Pronoun {
                let word = layers.text.token(fill.head).text().to_lowercase();
                names.put(format!("{side} by {word}"));
            }
            for sector in &entity.sectors {
                names.put(format!("{side} {sector}"));
            }
            for token in mention.tokens.clone().map(|i| layers.text.token(i)) {
                if matches!(token.pos(), "ADJ" | "NOUN" | "VERB" | "DET") && !is_name(token) {
                    names.put(format!("{side} with {}", token.lemma().to_lowercase()));
                }
            }
        }
    }
}
