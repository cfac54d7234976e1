//! Deeds of those who are out of the office in which they did them: 'as president she *signed* the treaty'.

use std::ops::Range;

use jiff::civil::Date;
use tacitus_language::Token;
use tacitus_record::EventType;

use super::past::Use;
use crate::coding::compose::Coding;
use crate::coding::when::BACKGROUND;
use crate::coding::{Layers, Rules};
use crate::entity::{Entity, Served};
use crate::text::Text;

/// By so many days in office one may run for it again.
const SOON_AGAIN: i32 = 900;

/// The office, over for more than half a year, in which somebody did what a coding tells: the reason in words.
pub(in crate::coding) fn of_office(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    report: Date,
) -> Option<String> {
    let head = layers.predicates.list[coding.top].head;
    let then = coding.actors.iter().filter_map(|fill| fill.mention).find_map(|mention| {
        let tokens = layers.entities.mentions[mention].tokens.clone();
        let then = then_title(layers.text, &tokens);
        then.then(|| format!("{:?} is of then", layers.text.words(tokens)))
    });
    let then = then.or_else(|| of_then(layers, head));
    then.or_else(|| while_in(layers, rules, head, report))
        .or_else(|| of_leader(layers, coding, report))
        .or_else(|| of_title(layers, coding, report))
}

/// A deed of somebody whom the report calls by an office that is over, where it does not say so: '*Secretary of State John Kerry*
/// fanned out' two years after, '*Candidate Obama*' of the president.
fn of_title(layers: &Layers<'_>, coding: &Coding, report: Date) -> Option<String> {
    coding.actors.iter().filter_map(|fill| fill.mention).find_map(|mention| {
        let entity = layers.entities.entity_of(mention);
        let words = layers.text.words(layers.entities.mentions[mention].tokens.clone());
        let lower = words.to_lowercase();
        let title = lower.strip_prefix("the ").unwrap_or(&lower);
        let holds = entity.served.iter().any(|served| served.leads && served.until.is_none());
        if holds && title.starts_with("candidate ") {
            return Some(format!("{words:?} is of then"));
        }
        let called = |served: &&Served| {
            let rest = title.strip_prefix(served.office.as_str());
            rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let mut known = entity.served.iter().filter(called).peekable();
        let ever = known.peek().is_some();
        let gone = ever && known.all(|served| over(served, report));
        gone.then(|| format!("{words:?} is of then"))
    })
}

/// 'then-Senator Lee', 'then President Lee'.
fn then_title(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let then = |token: usize| text.token(token).text().to_ascii_lowercase().starts_with("then");
    let hyphen = |token: usize| text.token(token).text() == "-";
    let inside = tokens.clone().take(2).any(|i| {
        let rest = text.words(i..tokens.end).to_ascii_lowercase();
        rest.starts_with("then-") || rest.starts_with("then ")
    });
    let start = tokens.start;
    inside || start > 1 && hyphen(start - 1) && then(start - 2)
}

/// '*then-Senator Lee's* aides met them', 'asked *then-Governor Cho* to wait', 'many, *including the future president*,
/// voted': the words beside the verb of `head` that put it into another time.
fn of_then(layers: &Layers<'_>, head: usize) -> Option<String> {
    layers
        .text
        .children(head)
        .filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "dobj" | "dative" | "prep" | "agent"))
        .find_map(|beside| then_within(layers, beside))
}

/// 'then-Senator Lee' within what hangs on a verb, not in a clause of its own.
fn then_within(layers: &Layers<'_>, beside: Token<'_>) -> Option<String> {
    let text = layers.text;
    let tokens = text.subtree(beside.i);
    let clause = |i: usize| {
        let mut up = std::iter::once(text.token(i))
            .chain(text.ancestors(i).take(8))
            .take_while(|t| t.i != beside.i);
        up.any(|t| matches!(t.dep(), "relcl" | "acl" | "ccomp" | "advcl" | "appos"))
    };
    let found = tokens.clone().find(|&i| {
        let token = text.token(i);
        let word = token.text().to_ascii_lowercase();
        let joined = i + 1 < tokens.end && text.token(i + 1).text() == "-";
        let then = word.starts_with("then-") || word == "then" && joined;
        let future = word == "future"
            && token.dep() == "amod"
            && matches!(token.head().pos(), "PROPN")
            && beside.dep().starts_with("nsubj");
        (then || future) && !clause(i)
    })?;
    Some(format!("{:?} is of then", text.words(found..tokens.end)))
}

fn over(served: &Served, report: Date) -> bool {
    served.until.is_some_and(|until| (report - until).get_days() > BACKGROUND)
}

/// A deed of somebody who led a country and leads it no more, whom the report calls by that office; of somebody whom it
/// calls a former leader only what the office alone can do.
fn of_leader(layers: &Layers<'_>, coding: &Coding, report: Date) -> Option<String> {
    coding.actors.iter().filter_map(|fill| fill.mention).find_map(|mention| {
        let entity = layers.entities.entity_of(mention);
        let served = gone_leader(entity, report)?;
        let called = entity.office.as_deref().is_some_and(|office| office == served.office);
        let powers = matches!(
            coding.code.event,
            EventType::Sanction
                | EventType::Aid
                | EventType::Mobilize
                | EventType::Retreat
                | EventType::Coerce
                | EventType::Assault
        );
        let until = served.until?;
        (called || powers).then(|| format!("{} was {} until {until}", entity.name, served.office))
    })
}

/// The last office in which an entity led a country, where it and all others are long over.
fn gone_leader(entity: &Entity, report: Date) -> Option<&Served> {
    let led = entity.served.iter().filter(|served| served.leads).max_by_key(|s| s.until)?;
    (entity.served.iter().all(|served| over(served, report))).then_some(led)
}

/// 'as mayor', 'when he was mayor', 'during her presidency', 'under President Lee' beside the verb of `head` or one above.
fn while_in(layers: &Layers<'_>, rules: &Rules<'_>, head: usize, report: Date) -> Option<String> {
    let text = layers.text;
    let mut at = text.token(head);
    for _ in 0..6 {
        if matches!(at.pos(), "VERB" | "AUX") {
            let found = text.children(at.i).find(|&c| sets(layers, rules, at, c, report));
            if let Some(child) = found {
                return Some(format!("told with {:?}", text.words(text.subtree(child.i))));
            }
        }
        if at.dep() == "ROOT" || matches!(at.dep(), "relcl" | "ccomp" | "acl" | "parataxis") {
            return None;
        }
        at = at.head();
    }
    None
}

/// Whether a child of a verb says that it was in an office that is over.
fn sets(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    verb: Token<'_>,
    child: Token<'_>,
    report: Date,
) -> bool {
    let text = layers.text;
    let word = child.text().to_lowercase();
    let object = || text.child(child.i, "pobj");
    match (child.dep(), word.as_str()) {
        ("prep", "as") => {
            let mut subjects = text.children(verb.i).filter(|c| c.dep().starts_with("nsubj"));
            let noun = object();
            noun.is_some_and(|noun| subjects.any(|s| left(layers, s.i, noun.i, report)))
        }
        ("prep", "under") => object().is_some_and(|noun| {
            let mut mentions = layers.entities.headed_by(noun.i);
            mentions.any(|m| gone_leader(layers.entities.entity_of(m), report).is_some())
        }),
        ("prep", "during" | "in" | "throughout" | "before" | "after") => {
            object().is_some_and(|noun| stage(layers, rules, verb, noun, report))
        }
        // 'on the campaign trail', not 'congratulated her on her campaign'
        ("prep", "on") => object().is_some_and(|noun| {
            let way = text.child(noun.i, "compound").is_some();
            way && stage(layers, rules, verb, noun, report)
        }),
        ("advcl", _) if child.lemma() == "be" || child.lemma() == "serve" => {
            let when = text
                .children(child.i)
                .any(|c| c.i < child.i && matches!(c.lemma(), "when" | "while"));
            let past = child.tag() == "VBD" || child.tag() == "VBG";
            let noun = text.child(child.i, "attr").or_else(|| {
                let role =
                    text.children(child.i).find(|c| c.dep() == "prep" && c.lemma() == "as")?;
                text.child(role.i, "pobj")
            });
            let of_it = [child, verb];
            let mut subjects = of_it
                .iter()
                .flat_map(|v| text.children(v.i))
                .filter(|c| c.dep().starts_with("nsubj"));
            when && past
                && noun.is_some_and(|noun| subjects.any(|s| left(layers, s.i, noun.i, report)))
        }
        _ => false,
    }
}

/// Whether a noun is a time in office that is over ('her presidency'), or the way of the subject into an office that it has
/// held for some time ('during the campaign').
fn stage(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    verb: Token<'_>,
    noun: Token<'_>,
    report: Date,
) -> bool {
    let text = layers.text;
    let past = rules.status.past();
    let owners = || text.children(noun.i).filter(|c| c.dep() == "poss");
    let entity =
        |token: Token<'_>| layers.entities.headed_by(token.i).map(|m| layers.entities.entity_of(m));
    if past.is(Use::Office, noun.lemma()) {
        return owners().flat_map(entity).any(|owner| gone_leader(owner, report).is_some());
    }
    let subjects = text.children(verb.i).filter(|c| c.dep().starts_with("nsubj"));
    past.is(Use::Way, noun.lemma())
        && owners().chain(subjects).flat_map(entity).any(|whose| settled(whose, report))
}

/// Whether somebody has been in an office for more than half a year, and not for so long that the next vote may be meant.
fn settled(entity: &Entity, report: Date) -> bool {
    let days = |served: &Served| served.since.map(|since| (report - since).get_days());
    let held = || entity.served.iter().filter(|served| served.until.is_none());
    let latest = held().filter_map(days).min();
    latest.is_some_and(|days| (BACKGROUND..SOON_AGAIN).contains(&days))
}

/// Whether the subject has left the office that a noun names, by knowledge or as the report itself calls it former.
fn left(layers: &Layers<'_>, subject: usize, noun: usize, report: Date) -> bool {
    let text = layers.text;
    let words = text.words(text.subtree(noun)).to_lowercase();
    layers.entities.headed_by(subject).any(|mention| {
        let entity = layers.entities.entity_of(mention);
        let named = |office: &str| words.contains(office);
        let mut known = entity.served.iter().filter(|s| named(&s.office)).peekable();
        if known.peek().is_some() {
            return known.all(|served| over(served, report));
        }
        let former = entity.office.as_deref().and_then(|office| office.strip_prefix("former "));
        former.is_some_and(|office| office.split(' ').next_back().is_some_and(named))
    })
}
