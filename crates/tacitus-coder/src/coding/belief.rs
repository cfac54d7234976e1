//! What is told within something that somebody thinks, hopes or fears: only thought, save what the thought takes as so.

use tacitus_language::Token;
use tacitus_record::Status;

use super::status::Judged;
use super::telling::definite;
use super::{Layers, Rules};
use crate::predicate::{Predicate, PredicateKind};
use crate::statement::Statement;

/// As deep as clauses stand in one another.
const DEPTH: usize = 8;

/// The words of the belief in which a predicate stands, where what it tells is only thought.
pub(super) fn thought<'l>(
    layers: &Layers<'l>,
    rules: &Rules<'_>,
    top: usize,
    judged: &Judged,
    statements: &[usize],
) -> Option<&'l str> {
    if !matches!(judged.status, Status::Actual | Status::Future) {
        return None;
    }
    let predicate = &layers.predicates.list[top];
    let actual = judged.status == Status::Actual;
    let as_so = actual && presupposed(layers, predicate);
    let only_thought = |statement: &Statement| {
        let to_come = statement.expects && judged.status == Status::Future;
        let so = as_so || taken_as_so(layers, rules, statement) || aside(layers, top, statement);
        statement.belief && !to_come && !so
    };
    let mut beliefs = statements.iter().map(|&s| &layers.statements[s]);
    let belief = beliefs.find(|statement| only_thought(statement))?;
    Some(layers.text.words(belief.cue.clone()))
}

/// '*considering* that they left': by itself, the participle of a verb of thinking brings in what is so.
fn taken_as_so(layers: &Layers<'_>, rules: &Rules<'_>, statement: &Statement) -> bool {
    let text = layers.text;
    let mut cue = statement.cue.clone().map(|i| text.token(i));
    cue.any(|word| {
        let aux = |c: Token<'_>| matches!(c.dep(), "aux" | "auxpass" | "nsubj" | "nsubjpass");
        rules.status.takes_as_so(word.text()) && !text.children(word.i).any(aux)
    })
}

/// 'thinks that *the attack on them* was foolish', 'hopes that its success *in bombing them* will help': whoever names a
/// deed as a known one takes it as done.
fn presupposed(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let text = layers.text;
    // 'is honest in *its talks with them*'
    let possessed = || text.children(predicate.head).any(|c| c.dep() == "poss");
    if let Some(light) = predicate.light {
        return text.token(light).lemma() == "be" && possessed();
    }
    if predicate.kind == PredicateKind::Noun {
        return definite(layers, predicate);
    }
    let verb = text.token(predicate.head);
    let preposition = verb.head();
    let noun = preposition.head();
    verb.tag() == "VBG"
        && verb.dep() == "pcomp"
        && preposition.lemma() == "in"
        && noun.pos() == "NOUN"
        && text.children(noun.i).any(|c| c.dep() == "poss")
}

/// 'believe that the vote, *when fifty left*, was lost': a clause aside of what is believed, in the past or a participle
/// ('fears those *fighting* them'), is told by who reports the belief.
fn aside(layers: &Layers<'_>, top: usize, statement: &Statement) -> bool {
    let text = layers.text;
    let mut below = text.token(layers.predicates.list[top].head);
    for above in text.ancestors(below.i).take(DEPTH) {
        let inside = !statement.cue.contains(&above.i);
        let child = |tag: &'static str| text.children(below.i).any(move |c| c.tag() == tag);
        let modal = child("MD");
        let perfect = || {
            let mut have = text.children(below.i).filter(|c| c.dep() == "aux");
            below.tag() == "VBN" && have.any(|c| c.lemma() == "have") && !modal
        };
        let past = below.tag() == "VBD" || child("VBD") || perfect();
        let first = |words: &[&str]| {
            let mut before = text.children(below.i).filter(|c| c.i < below.i);
            before.any(|c| words.contains(&c.text().to_lowercase().as_str()))
        };
        let aside = match below.dep() {
            "relcl" => past,
            "acl" => below.tag() == "VBG" && below.head().pos() == "NOUN",
            // '*while* they bomb it', '*given that* they have left'
            "advcl" => {
                past && first(&["when", "after", "since", "because"]) || !modal && first(&["while"])
            }
            // 'fears that, *after bombing* them, they will strike again'
            "pcomp" => matches!(above.lemma(), "after" | "since" | "despite" | "following"),
            _ => false,
        };
        let given = past && above.text().eq_ignore_ascii_case("given");
        // 'had expected it *after* they *bombed* them': when one thought so is no part of the thought.
        let of_thought = aside && below.dep() == "advcl" && !first(&["while"]);
        if (aside || given) && (inside || of_thought) {
            return true;
        }
        if !inside {
            return false;
        }
        below = above;
    }
    false
}
