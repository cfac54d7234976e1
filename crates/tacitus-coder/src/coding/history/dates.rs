//! Times that stand with a deed and are of something else: what it is compared with, what is said or thought of, what is
//! to come.

use std::ops::Range;

use crate::coding::Layers;
use crate::coding::compose::Coding;
use crate::text::Text;

/// Whether a time is that of a comparison ('*unlike in 2012*') or of what is to come ('called a
/// vote *for May 25*').
pub(in crate::coding) fn elsewhere(layers: &Layers<'_>, time: &Range<usize>) -> bool {
    let text = layers.text;
    let Some(top) = text.top(time) else { return false };
    let mut at = text.token(top).head();
    let dated = matches!(text.token(top).dep(), "pobj" | "pcomp");
    if dated && at.lemma() == "for" && at.dep() == "prep" {
        // 'for the past year' says how long.
        return layers.times.iter().any(|t| t.tokens == *time && t.value.len() >= "2014-05".len());
    }
    for _ in 0..3 {
        if matches!(at.dep(), "prep" | "mark" | "advmod" | "pcomp")
            && COMPARED.contains(&at.text().to_lowercase().as_str())
        {
            return true;
        }
        if !matches!(at.dep(), "prep" | "pobj" | "pcomp") {
            return false;
        }
        at = at.head();
    }
    false
}

const COMPARED: [&str; 5] = ["unlike", "like", "than", "compared", "versus"];

/// Whether a time stands within what words are about: 'accused her of lying *in the 1990s*', 'defended what they did after
/// the raids *of 2011*', 'praised her role *in 2008*'.
pub(in crate::coding) fn of_matter(layers: &Layers<'_>, time: usize, head: usize) -> bool {
    let text = layers.text;
    let Some(top) = text.top(&layers.times[time].tokens) else { return false };
    // 'left the pact of the six *in 2018*' may tell when they left, 'the raids *of 2011*' does not.
    let own = text.token(top).head().i;
    let clear = text.token(own).dep() == "prep" && text.token(own).lemma() != "of";
    let mut below = text.token(top);
    for above in text.ancestors(top).take(12) {
        let matter = match below.dep() {
            // A thing told with 'in 2011' right behind the object may be told of the whole clause.
            "prep" => {
                below.i != own
                    && (below.lemma() != "of" || !clear)
                    && ABOUT.contains(&below.lemma())
            }
            "pcomp" => ABOUT.contains(&above.lemma()),
            _ => false,
        };
        if matter {
            return true;
        }
        if above.i == head {
            return false;
        }
        below = above;
    }
    false
}

const ABOUT: [&str; 5] = ["of", "over", "about", "for", "by"];

/// Whether a time stands right before a verb: 'troops *in 2011* shelled the town'.
pub(in crate::coding) fn before_verb(
    layers: &Layers<'_>,
    time: &Range<usize>,
    verb: usize,
) -> bool {
    let text = layers.text;
    time.end <= verb
        && (time.end..verb)
            .all(|i| matches!(text.token(i).dep(), "aux" | "auxpass" | "advmod" | "neg" | "punct"))
}

/// Whether a time belongs to a finite clause within the telling's: 'defended it, saying that he took the view *in 2003*'.
pub(in crate::coding) fn of_clause_within(
    layers: &Layers<'_>,
    coding: &Coding,
    time: usize,
) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    // 'was responsible because he left it in 2011': the clause hangs on the copula.
    let copula = |p: usize| {
        let be = text.token(layers.predicates.list[p].head).head();
        if be.lemma() == "be" { be.i } else { layers.predicates.list[p].head }
    };
    let heads = [coding.top, coding.core].map(|p| layers.predicates.list[p].head);
    let heads = [heads[0], heads[1], copula(coding.top), copula(coding.core)];
    let Some(top) = text.top(range) else {
        return false;
    };
    let mut below = text.token(top);
    for above in text.ancestors(top).take(12) {
        let subject = || text.children(below.i).any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
        // 'blamed him because he left it in 2011': the time of the reason.
        let apart = below.dep() == "advcl"
            && text.children(below.i).any(|c| c.dep() == "mark" && APART.contains(&c.lemma()));
        if (apart || below.dep() == "ccomp" && !bare(text, below.i))
            && !heads.contains(&below.i)
            && subject()
        {
            return text.ancestors(below.i).any(|t| heads.contains(&t.i));
        }
        if heads.contains(&above.i) {
            return false;
        }
        below = above;
    }
    false
}

const APART: [&str; 8] =
    ["than", "because", "though", "although", "whereas", "if", "unless", "given"];

/// 'helped them *pay* it': such a clause has the time of its verb.
fn bare(text: &Text<'_>, verb: usize) -> bool {
    text.token(verb).tag() == "VB"
        && !text.children(verb).any(|c| c.i < verb && matches!(c.dep(), "aux" | "mark"))
}
