//! The toll of a deed: 'opened fire, *killing three*' tells who was hit by the deed that it hangs on.

use tacitus_record::{EventType, Status};

use super::compose::Coding;
use super::matching::Fill;
use super::telling::Telling;
use super::{Layers, Rules};
use crate::predicate::{Link, Predicate, Role};

/// How many predicates may stand between a toll and its deed: 'an attack carried out by soldiers that killed ten'.
const STEPS: usize = 4;

/// The deed, told before in the same sentence and done to nobody yet, of which a telling gives the toll: its predicate,
/// and whether it happened, where the toll says nothing of that itself.
pub(super) fn deed(
    layers: &Layers<'_>,
    earlier: &[Telling],
    toll: &Telling,
) -> Option<(usize, Option<super::status::Judged>)> {
    let deadly = |telling: &Telling| telling.coding.code.event == EventType::Assault;
    if !deadly(toll) || toll.coding.recipients.is_empty() || toll.coding.actors.is_empty() {
        return None;
    }
    let above = above(layers, toll.coding.core);
    let near = earlier.iter().rev().take_while(|deed| deed.sentence == toll.sentence);
    let doer = |deed: &Telling| {
        let mut actors = deed.coding.actors.iter();
        actors.any(|a| toll.coding.actors.iter().any(|b| a.head == b.head))
    };
    let deed = near.into_iter().find(|deed| {
        deadly(deed)
            && deed.coding.recipients.is_empty()
            && doer(deed)
            && tells(layers, deed).any(|p| above.iter().any(|(at, _)| *at == p))
    })?;
    let relative = above.iter().any(|(_, link)| *link == Link::Relative);
    let open = relative && deed.judged.status == Status::Hypothetical;
    Some((deed.coding.core, open.then(|| deed.judged.clone())))
}

/// Adds to a deed that is done to nobody known those of whom the clause above says that it killed or hurt them: 'ten
/// were *killed* when rebels attacked a base'.
pub(super) fn recipients(layers: &Layers<'_>, rules: &Rules<'_>, coding: &mut Coding) {
    let known = |fill: &Fill| {
        fill.mention.is_some_and(|m| {
            let entity = layers.entities.entity_of(m);
            entity.code.is_some() || !entity.sectors.is_empty()
        })
    };
    let deed = coding.code.event == EventType::Assault && !coding.both;
    if !deed || coding.actors.is_empty() || coding.recipients.iter().any(known) {
        return;
    }
    let hurt = coding.predicates().flat_map(|p| hurt(layers, rules, p));
    let hurt: Vec<Fill> = hurt.filter(known).collect();
    coding.recipients.extend(hurt);
}

/// Those whom the clause that predicate `index` explains says to have been killed or hurt.
fn hurt(layers: &Layers<'_>, rules: &Rules<'_>, index: usize) -> Vec<Fill> {
    let Some((above, Link::Adverbial(Some(when)))) = layers.predicates.list[index].above else {
        return Vec::new();
    };
    let upper = &layers.predicates.list[above];
    let joins = layers.text.token(when).text().to_lowercase();
    let stands = |role: &Role| {
        if upper.form.passive { *role == Role::Object } else { *role == Role::Subject }
    };
    let of_class = |class: &str, word: &str| {
        let class = rules.lexicon.classes.get(class);
        class.is_some_and(|class| rules.lexicon.classes.holds(class, word, word, |_| None))
    };
    let toll = if upper.form.passive { "hurt" } else { "dies" };
    let agent = |p: &Predicate| p.form.passive && p.with_role(&Role::Subject).next().is_some();
    let told = of_class(toll, &upper.lemma) && of_class("at_which", &joins);
    if !told || agent(upper) || upper.form.negation.is_some() {
        return Vec::new();
    }
    let victims = upper.arguments.iter().filter(|a| stands(&a.role));
    let fills = victims.flat_map(|a| {
        let mentions = layers.entities.headed_by(a.head);
        mentions.map(|m| Fill { head: a.head, mention: Some(m), derivation: a.derivation })
    });
    fills.collect()
}

/// What a predicate hangs on without a word between, nearest first, each with how what is below it hangs there.
fn above(layers: &Layers<'_>, index: usize) -> Vec<(usize, Link)> {
    let mut found = Vec::new();
    let mut at = index;
    while let Some((above, link)) = layers.predicates.list[at].above {
        if found.len() == STEPS || matches!(link, Link::Adverbial(Some(_)) | Link::Parenthesis) {
            break;
        }
        found.push((above, link));
        at = above;
    }
    found
}

/// The predicates of a telling, and those that carry its nouns: a light verb, or a noun as in 'shooting *spree*'.
fn tells<'a>(layers: &'a Layers<'_>, deed: &'a Telling) -> impl Iterator<Item = usize> + 'a {
    let carriers = |p: usize| {
        let predicate = &layers.predicates.list[p];
        let token = layers.text.token(predicate.head);
        let noun = (token.dep() == "compound").then(|| token.head().i);
        let tokens = predicate.light.into_iter().chain(noun);
        tokens.filter_map(|token| layers.predicates.headed_by(token))
    };
    deed.coding.predicates().flat_map(move |p| std::iter::once(p).chain(carriers(p)))
}
