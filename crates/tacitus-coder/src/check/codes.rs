//! Codes of the lexicon, held against the ontology.

use rustc_hash::FxHashSet;

use super::Finding;
use crate::Knowledge;
use crate::lexicon::{Code, Gives, Head, Instead};
use crate::source::Source;

/// Codes and modes that the ontology does not know, or that contradict it, each told once for its header or row.
pub(super) fn findings(knowledge: &Knowledge) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: FxHashSet<&Source> = FxHashSet::default();
    for frame in &knowledge.lexicon.frames {
        if let Head::Code(code) = &frame.head
            && seen.insert(&frame.entry)
        {
            one(knowledge, code, &frame.entry, &mut findings);
        }
    }
    for (_, row) in knowledge.lexicon.compose.all() {
        if let Gives::Code(code) = &row.gives
            && seen.insert(&row.source)
        {
            one(knowledge, code, &row.source, &mut findings);
        }
    }
    for row in knowledge.lexicon.sides.all() {
        if let Instead::Code(code) = &row.gives {
            one(knowledge, code, &row.source, &mut findings);
        }
    }
    findings
}

fn one(knowledge: &Knowledge, code: &Code, source: &Source, findings: &mut Vec<Finding>) {
    let ontology = &knowledge.ontology;
    let mut tell = |message: String| findings.push(Finding { source: source.clone(), message });
    for mode in code.modes.iter().filter(|mode| !ontology.has_mode(code.event, mode)) {
        tell(format!("{} has no mode {mode:?}; use one that ontology/types.txt lists", code.event));
    }
    // A folder without the table says nothing of CAMEO.
    if ontology.cameo.all().is_empty() {
        return;
    }
    for cameo in &code.cameo {
        let Some(known) = ontology.cameo.get(cameo) else {
            tell(format!("{cameo:?} is no CAMEO code; use one that ontology/cameo.txt lists"));
            continue;
        };
        if !known.is(code.event) {
            let own: Vec<&str> = known.plover.iter().map(|(event, _)| event.as_str()).collect();
            let own = if own.is_empty() { "nothing".to_owned() } else { own.join(" or ") };
            tell(format!(
                "CAMEO {cameo} is {own} by {}, and {} here; use another code, or add the type there",
                known.source, code.event
            ));
        }
    }
}
