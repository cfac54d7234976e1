//! What takes a telling back into a time told elsewhere in its report, though no date is near: a relative clause inside
//! what is dated, a memory, an occasion told before, a life that is over.

use std::ops::Range;

use jiff::civil::Date;
use tacitus_language::Token;
use tacitus_record::EventType;
use tacitus_record::article::BlockKind;

use super::frame;
use super::past::Use;
use crate::coding::compose::Coding;
use crate::coding::when::{BACKGROUND, age};
use crate::coding::{Layers, Rules};
use crate::entity::EntityKind;
use crate::text::Text;
use crate::time::Time;

/// The time of what a clause above that of `head` is about: 'the 2012 raid in which they shelled a town that had *sheltered*
/// them', 'the 2009 trip on which she tried to *persuade* them'.
pub(in crate::coding) fn of_antecedent(layers: &Layers<'_>, head: usize) -> Option<usize> {
    let text = layers.text;
    let mut at = text.token(head);
    for _ in 0..10 {
        match at.dep() {
            "relcl" if frame::in_past(text, at.i) => {
                let found = of_noun(layers, at).or_else(|| before_clause(layers, at));
                if found.is_some() {
                    return found;
                }
            }
            "acl" if at.tag() == "VBN" => {
                let found = of_noun(layers, at);
                if found.is_some() {
                    return found;
                }
            }
            // What is said within need not be of then, and what is told now is not.
            "ROOT" | "ccomp" | "parataxis" | "relcl" => return None,
            _ => {}
        }
        let verb = matches!(at.pos(), "VERB" | "AUX");
        if verb && at.i != head && !frame::in_past(text, at.i) && finite(at) {
            return None;
        }
        at = at.head();
    }
    None
}

fn finite(verb: Token<'_>) -> bool {
    matches!(verb.tag(), "VBZ" | "VBP" | "MD")
}

/// '*the 2012 attack* that killed four': a time before the noun that the clause hangs on.
fn of_noun(layers: &Layers<'_>, clause: Token<'_>) -> Option<usize> {
    let text = layers.text;
    let noun = clause.head().i;
    layers.times.iter().position(|time| {
        time.interval.is_some()
            && text.top(&time.tokens).is_some_and(|top| {
                let token = text.token(top);
                top < noun
                    && token.head().i == noun
                    && matches!(token.dep(), "nummod" | "compound" | "amod" | "nmod" | "poss")
            })
    })
}

/// 'the loss of a ship *in 2010*, which cost 46 lives': a time that says when the noun was, right before the clause.
fn before_clause(layers: &Layers<'_>, clause: Token<'_>) -> Option<usize> {
    let text = layers.text;
    let mut start = text.subtree(clause.i).start;
    while start > 0 && text.token(start - 1).pos() == "PUNCT" {
        start -= 1;
    }
    layers.times.iter().position(|time| {
        time.interval.is_some()
            && time.tokens.end == start
            && text.top(&time.tokens).is_some_and(|top| {
                let hung = text.token(top).head();
                let when = matches!(hung.text(), "in" | "of" | "on" | "during");
                // 'seized it in 2014, which …' is dated by its own verb.
                when && hung.dep() == "prep" && matches!(hung.head().pos(), "NOUN" | "PROPN")
                    || time.tokens.contains(&clause.head().i)
            })
    })
}

/// '*remembers* when they *shelled* the town', '*recalled* how she *fled*': the verb of memory that the clause of `head`
/// is what is remembered of.
pub(in crate::coding) fn remembered(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
) -> Option<String> {
    let text = layers.text;
    if !told_in_past(text, head) {
        return None;
    }
    let mut below = text.token(head);
    for above in text.ancestors(head).take(8) {
        let remembers = above.pos() == "VERB" && rules.status.past().is(Use::Memory, above.lemma());
        if remembers && below.i > above.i {
            let inside = matches!(below.dep(), "ccomp" | "xcomp" | "dobj" | "advcl" | "pobj");
            let modal = text.children(above.i).any(|c| c.tag() == "MD");
            return (inside && !modal && !passive(text, above.i))
                .then(|| format!("what is remembered: {:?}", above.text()));
        }
        below = above;
    }
    None
}

/// 'when they *last met*', 'the *last time* it *shelled* them': words of a clause that put its deed before the present one.
pub(in crate::coding) fn last_time(layers: &Layers<'_>, head: usize) -> Option<String> {
    let text = layers.text;
    let before = |word: Token<'_>| matches!(word.lemma(), "last" | "previous");
    let chain = std::iter::once(text.token(head)).chain(text.ancestors(head).take(3));
    let clause = chain.take_while(|t| t.dep() != "ROOT").find(|t| {
        let adverb = || text.children(t.i).any(|c| c.dep() == "advmod" && c.i < t.i && before(c));
        let when = text.children(t.i).any(|c| c.lemma() == "when");
        let time = t.dep() == "relcl"
            && t.head().lemma() == "time"
            && text.children(t.head().i).any(|c| c.dep() == "amod" && before(c));
        frame::in_past(text, t.i) && (time || when && adverb())
    })?;
    Some(format!("the last time that {:?}", clause.text()))
}

fn passive(text: &Text<'_>, verb: usize) -> bool {
    text.child(verb, "auxpass").is_some() || text.token(verb).dep() == "acl"
}

/// Whether a verb, or the finite one that it hangs on, is in the past; a noun or a bare participle may be.
fn told_in_past(text: &Text<'_>, head: usize) -> bool {
    let up = std::iter::once(text.token(head)).chain(text.ancestors(head).take(4));
    for token in up.filter(|t| matches!(t.pos(), "VERB" | "AUX")) {
        if frame::in_past(text, token.i) {
            return true;
        }
        if finite(token) || text.children(token.i).any(finite) {
            return false;
        }
    }
    false
}

/// '*in one of those incidents*, they *seized* a ship', '*during the trip* she met them': the occasion, told before, at
/// which the clause of `head` was.
pub(in crate::coding) fn occasion(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
) -> Option<Range<usize>> {
    let text = layers.text;
    let mut at = text.token(head);
    for _ in 0..4 {
        let found = text.children(at.i).find(|c| {
            c.dep() == "prep"
                && AT.contains(&c.text().to_lowercase().as_str())
                && noun_of(text, *c).is_some_and(|(noun, whole)| {
                    rules.status.past().is(Use::Occasion, noun.lemma())
                        && told_before(text, noun, c.text().eq_ignore_ascii_case("during"))
                        && !text.children(noun.i).any(|d| d.i > noun.i && d.dep() != "punct")
                        && whole
                })
        });
        if let Some(preposition) = found {
            return Some(text.subtree(preposition.i));
        }
        if at.dep() == "ROOT" || matches!(at.dep(), "relcl" | "ccomp" | "acl" | "parataxis") {
            return None;
        }
        at = at.head();
    }
    None
}

const AT: [&str; 8] = ["in", "at", "during", "on", "after", "before", "following", "throughout"];

/// The noun of a phrase, and whether 'of' only picks from it: 'in one *of those incidents*'.
fn noun_of<'t>(text: &'t Text<'_>, preposition: Token<'t>) -> Option<(Token<'t>, bool)> {
    let noun = text.child(preposition.i, "pobj")?;
    let Some(of) = text.children(noun.i).find(|c| c.dep() == "prep" && c.text() == "of") else {
        return Some((noun, true));
    };
    let one = matches!(noun.pos(), "NUM" | "DET" | "PRON");
    Some((text.child(of.i, "pobj")?, one))
}

/// Whether a noun takes up what was told: 'that trip', 'those years'; with 'during' the article is enough.
fn told_before(text: &Text<'_>, noun: Token<'_>, during: bool) -> bool {
    text.children(noun.i).filter(|c| c.dep() == "det").any(|c| {
        let word = c.text().to_lowercase();
        matches!(word.as_str(), "that" | "those") || during && word == "the"
    })
}

/// The deed of somebody whose death the report tells as its news: what he did in life is history.
pub(in crate::coding) fn of_the_dead(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    report: Date,
) -> Option<String> {
    let killed = coding.code.event == EventType::Assault;
    let dead = |entity: usize| {
        let entity = &layers.entities.entities[entity];
        let known = entity.identifier.is_some() || entity.office.is_some();
        entity.kind == EntityKind::Person
            && known
            && entity.mentions.iter().any(|&mention| {
                let tokens = &layers.entities.mentions[mention].tokens;
                layers.text.top(tokens).is_some_and(|top| {
                    // Who has killed of late may die of it the same day.
                    let told = !killed || layers.text.sentence(top).kind == BlockKind::Title;
                    told && dies(layers, rules, top, report)
                })
            })
    };
    let entity = |mention: usize| layers.entities.mentions[mention].entity;
    let mut actors = coding.actors.iter().filter_map(|fill| fill.mention).map(entity);
    let who = actors.find(|&e| dead(e))?;
    Some(format!("{} has died", layers.entities.entities[who].name))
}

/// Of the report's own news are its headline and so many sentences.
const LEAD: u32 = 3;

/// '*She* died on Monday', 'until *his* death': whether a mention tells a death of late that no hand is told to have brought.
fn dies(layers: &Layers<'_>, rules: &Rules<'_>, mention: usize, report: Date) -> bool {
    let text = layers.text;
    let token = text.token(mention);
    let above = token.head();
    let past = rules.status.past();
    let sentence = text.sentence_of[mention];
    let lead = sentence < LEAD || text.sentence(mention).kind == BlockKind::Title;
    let old = |time: &Time| age(time, report).is_some_and(|(_, days)| days > BACKGROUND);
    if !lead && layers.times_in(&text.sentence(mention).tokens).any(|(_, time)| old(time)) {
        return false;
    }
    let verb = lead
        && token.dep() == "nsubj"
        && above.pos() == "VERB"
        && past.is(Use::Death, above.lemma())
        && matches!(above.tag(), "VBD" | "VBZ" | "VBN")
        && text.child(above.i, "neg").is_none();
    let until = token.dep() == "poss"
        && past.is(Use::Death, above.lemma())
        && above.dep() == "pobj"
        && above.head().text().eq_ignore_ascii_case("until");
    verb || until
}
