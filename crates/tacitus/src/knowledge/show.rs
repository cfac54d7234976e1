//! `knowledge show`: what the knowledge has on a CAMEO code, a PLOVER type or mode, a context or a word.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tacitus_coder::Knowledge;
use tacitus_coder::check::reach::{Giver, givers};
use tacitus_coder::lexicon::{Frame, Head, Trigger};
use tacitus_coder::ontology::Cameo;
use tacitus_record::EventType;

use super::frame_line;

/// The page on `what`; `None` where the knowledge has nothing.
#[must_use]
pub fn page(knowledge: &Knowledge, what: &str) -> Option<String> {
    let what = what.trim();
    let (first, rest) = what.split_once(char::is_whitespace).unwrap_or((what, ""));
    if let Some(code) = knowledge.ontology.cameo.get(what) {
        return Some(cameo(knowledge, code));
    }
    if let Ok(event) = first.parse::<EventType>() {
        let mode = rest.trim();
        return knowledge.ontology.has_mode(event, mode).then(|| plover(knowledge, event, mode));
    }
    let mut out = String::new();
    context(&mut out, knowledge, what);
    word(&mut out, knowledge, &what.to_lowercase());
    (!out.is_empty()).then_some(out)
}

fn cameo(knowledge: &Knowledge, code: &Cameo) -> String {
    let mut out = format!("CAMEO {}  {}  ({})\n", code.code, code.description, code.source);
    let _ = writeln!(out, "  Goldstein  {:.1}", code.goldstein);
    let _ = writeln!(out, "  PLOVER     {}", plover_of(knowledge, code));
    if !code.contexts.is_empty() {
        let _ = writeln!(out, "  contexts   {}", code.contexts.join(", "));
    }
    if !code.of.is_empty() {
        let _ = writeln!(out, "  of         {}", code.of.join(", "));
    }
    let table = knowledge.ontology.cameo.all();
    let below: Vec<&Cameo> =
        table.iter().filter(|c| c.code != code.code && c.code.starts_with(&code.code)).collect();
    if !below.is_empty() {
        let _ = writeln!(out, "\nBelow it");
        for other in below {
            let _ = writeln!(
                out,
                "  {:<5} {:>5.1}  {}",
                other.code, other.goldstein, other.description
            );
        }
    }
    let givers = givers(knowledge);
    let Some(ways) = givers.get(&code.code) else {
        let _ = writeln!(out, "\nNothing gives it.");
        return out;
    };
    let frames = ways.iter().filter_map(|way| match way {
        Giver::Frame(index) => knowledge.lexicon.frames.get(*index),
        Giver::Row { .. } => None,
    });
    frame_list(&mut out, "Frames", frames);
    rows(&mut out, ways);
    out
}

/// The operators that give a code, a line for each row of the table with the acts that make it this code.
fn rows(out: &mut String, ways: &[Giver]) {
    let mut by_row: BTreeMap<_, (String, Vec<String>)> = BTreeMap::new();
    for way in ways {
        let Giver::Row { operator, governed, of, source } = way else { continue };
        let entry = by_row
            .entry((source.clone(), governed.clone()))
            .or_insert_with(|| (format!("operator {operator} over {governed}"), Vec::new()));
        entry.1.extend(of.clone());
    }
    if !by_row.is_empty() {
        let _ = writeln!(out, "\nComposition");
    }
    for ((source, _), (words, of)) in by_row {
        let of = if of.is_empty() { String::new() } else { format!(" of {}", of.join(", ")) };
        let _ = writeln!(out, "  {source}  {words}{of}");
    }
}

fn plover_of(knowledge: &Knowledge, code: &Cameo) -> String {
    if code.plover.is_empty() {
        return "no type: what is only said".to_owned();
    }
    let all: Vec<String> = code
        .plover
        .iter()
        .map(|(event, mode)| {
            let modes: Vec<String> = mode.iter().cloned().collect();
            let score = knowledge.ontology.score(*event, &modes);
            let score = score.map_or(String::new(), |score| format!(", score {score:.1}"));
            let name = format!("{event} {}", modes.join(" "));
            format!("{} (quad class {}{score})", name.trim_end(), event.quad())
        })
        .collect();
    all.join(", also ")
}

fn plover(knowledge: &Knowledge, event: EventType, mode: &str) -> String {
    let ontology = &knowledge.ontology;
    let wanted = |own: &str| mode.is_empty() || mode == own;
    let mut out =
        format!("PLOVER {}  (quad class {})\n", format!("{event} {mode}").trim_end(), event.quad());
    if let Some(to_come) = event.to_come() {
        let _ = writeln!(out, "  to come it is {to_come}");
    }
    for (own, name, score) in
        ontology.types().filter(|(own, name, _)| *own == event && wanted(name))
    {
        let modes: Vec<String> = if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
        let label = if name.is_empty() { "the type" } else { name };
        let score = score.map_or("no score".to_owned(), |score| format!("score {score:.1}"));
        let cameo = ontology.cameo_of(own, &modes).unwrap_or("-");
        let _ = writeln!(out, "  {label:<16} {score:<12} CAMEO {cameo}");
    }
    let codes = ontology.cameo.all().iter().filter(|code| {
        let own = code.plover.iter().filter(|(own, _)| *own == event);
        own.clone().any(|(_, own)| mode.is_empty() || own.as_deref() == Some(mode))
    });
    let _ = writeln!(out, "\nCAMEO");
    for code in codes {
        let _ = writeln!(out, "  {:<5} {:>5.1}  {}", code.code, code.goldstein, code.description);
    }
    let frames = knowledge.lexicon.frames.iter().filter(|frame| match &frame.head {
        Head::Code(code) => {
            code.event == event && (mode.is_empty() || code.modes.iter().any(|m| m == mode))
        }
        Head::Operator(_) | Head::Nothing => false,
    });
    frame_list(&mut out, "Frames", frames);
    out
}

fn context(out: &mut String, knowledge: &Knowledge, name: &str) {
    let Some((_, source)) = knowledge.ontology.contexts().find(|(own, _)| *own == name) else {
        return;
    };
    let source = source.map_or(String::new(), |source| format!("  ({source})"));
    let _ = writeln!(out, "Context {name}{source}");
    for code in knowledge.ontology.cameo.all() {
        if code.contexts.iter().any(|context| context == name) {
            let _ =
                writeln!(out, "  {:<5} {:>5.1}  {}", code.code, code.goldstein, code.description);
        }
    }
    out.push('\n');
}

fn word(out: &mut String, knowledge: &Knowledge, what: &str) {
    let words: Vec<&str> = what.split_whitespace().collect();
    let single = words.len() == 1;
    let has = |trigger: &Trigger| {
        if single { trigger.lemma == what } else { in_words(trigger) == what }
    };
    let frames = knowledge.lexicon.frames.iter().filter(|frame| frame.triggers.iter().any(has));
    frame_list(out, &format!("Frames with {what:?}"), frames);
    let classes = knowledge.lexicon.classes.with(&words);
    if !classes.is_empty() {
        let _ = writeln!(out, "\nWord classes");
    }
    for (name, source) in classes {
        let class = knowledge.lexicon.classes.get(name);
        let uses = |frame: &&Frame| {
            frame.slots.iter().any(|slot| class.is_some_and(|c| slot.filler.classes.contains(&c)))
        };
        let count = knowledge.lexicon.frames.iter().filter(uses).count();
        let source = source.map_or(String::new(), ToString::to_string);
        let _ = writeln!(out, "  {source}  @{name}, in {count} patterns");
    }
    let shown = knowledge.ontology.shown_by(&words);
    if !shown.is_empty() {
        let _ = writeln!(out, "\nModes and contexts that it shows");
    }
    for (name, source) in shown {
        let source = source.map_or(String::new(), ToString::to_string);
        let _ = writeln!(out, "  {source}  {}", name.replace('.', " "));
    }
}

fn in_words(trigger: &Trigger) -> String {
    let words = trigger.before.iter().chain([&trigger.lemma]).chain(&trigger.particle);
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn frame_list<'a>(out: &mut String, title: &str, frames: impl Iterator<Item = &'a Frame>) {
    let mut first = true;
    for frame in frames {
        if std::mem::take(&mut first) {
            if !out.is_empty() {
                out.push('\n');
            }
            let _ = writeln!(out, "{title}");
        }
        let _ = writeln!(out, "  {}", frame_line(frame));
        for example in &frame.examples {
            let _ = writeln!(out, "      > {} = {}", example.sentence, example.expected);
        }
    }
}
