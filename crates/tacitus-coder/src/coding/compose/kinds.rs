//! What is special about what an operator governs: by whom it is done, and whether.

use tacitus_record::Status;

use super::super::Layers;
use super::super::matching::{Fill, Matched};
use super::Coding;
use crate::predicate::PredicateKind;

/// What is special about what an operator governs, by the names that rows of the table have for it; the first for which
/// there is a row decides.
pub(super) fn kinds(
    layers: &Layers<'_>,
    matched: &Matched,
    below: usize,
    inner: Option<&Coding>,
) -> [Option<&'static str>; 6] {
    let form = &layers.predicates.list[below].form;
    // 'called for sanctions' names nobody who is to impose them.
    let nobody = matched.recipients.is_empty()
        && matched.doers.is_empty()
        && inner.is_some_and(|deed| deed.actors.is_empty());
    // 'promised *not* to attack'.
    let not = form.negation.is_some();
    // 'argued that they *should* attack', 'claimed that an attack *had been foiled*'.
    let imposed = inner.and_then(|deed| deed.imposed.as_ref()).map(|(status, _)| *status);
    let undone = not || form.modal.is_some() || imposed == Some(Status::Negated);
    // 'warned that *Syria* would attack'.
    let told = layers.predicates.list[below].kind == PredicateKind::Noun
        || form.tense.is_some()
        || form.modal.is_some();
    let foreign = told && inner.is_some_and(|deed| of_foreigners(layers, matched, deed));
    // 'warned *lawmakers* that'.
    let home = !matched.recipients.is_empty()
        && matched.recipients.iter().all(|r| {
            country(layers, r)
                .is_none_or(|code| matched.actors.iter().any(|a| country(layers, a) == Some(code)))
        });
    // 'halted the rebels' attacks': what others do is stopped, not given up.
    let others = inner.is_some_and(|deed| of_others(layers, matched, deed));
    [
        nobody.then_some("nobody"),
        not.then_some("not"),
        undone.then_some("undone"),
        foreign.then_some("foreign"),
        home.then_some("home"),
        others.then_some("others"),
    ]
}

/// Whether somebody else than the operator's actor does what is governed.
pub(super) fn of_others(layers: &Layers<'_>, matched: &Matched, deed: &Coding) -> bool {
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let own = |fill: &Fill| matched.actors.iter().any(|a| entity(a) == entity(fill));
    !deed.both && deed.actors.iter().any(|fill| !own(fill))
}

/// Whether those who do what is governed have nothing to do with the operator's actor: none of them is he or of his
/// country.
fn of_foreigners(layers: &Layers<'_>, matched: &Matched, deed: &Coding) -> bool {
    let entity = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
    let same = |a: &Fill, b: &Fill| {
        let code = country(layers, a);
        entity(a) == entity(b) || code.is_some() && code == country(layers, b)
    };
    let own = |fill: &Fill| matched.actors.iter().any(|a| same(a, fill));
    !deed.both && !deed.actors.is_empty() && !deed.actors.iter().any(own)
}

fn country<'l>(layers: &'l Layers<'_>, fill: &Fill) -> Option<&'l str> {
    fill.mention.and_then(|m| layers.entities.entity_of(m).code.as_deref())
}

/// 'blamed them for *the attack*', 'responsible for *a raid* on it': the deed is as certain as a noun has it, whoever did
/// it; 'accused of *an attack*' leaves open whether there was one.
pub(super) fn only_blamed(layers: &Layers<'_>, below: usize) -> bool {
    let predicate = &layers.predicates.list[below];
    let noun = layers.text.token(predicate.head);
    let charged = noun.dep() == "pobj" && matches!(noun.head().lemma(), "of" | "with");
    predicate.kind == PredicateKind::Noun && predicate.light.is_none() && !charged
}
