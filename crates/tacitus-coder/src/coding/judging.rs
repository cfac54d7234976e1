//! Whether a coded predicate's event happened: what its form says, what operators impose and what is negated within.

use tacitus_record::{EventType, Status};

use super::compose::{Coding, code};
use super::matching::Above;
use super::status::{
    Judged, Means, Question, done_by_trying, fate, in_that_case, judge, let_by_it, offered_in_case,
    only_in_case, only_opposed, supposed, undone_twice,
};
use super::telling::definite;
use super::when::had;
use super::{Layers, Rules};
use crate::lexicon::Code;
use crate::predicate::{ClauseKind, Link, PredicateKind, Role, Tense};

/// Whether the event of a coding happened, its date and who tells it left out of account.
pub(super) fn of_coding(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<Judged> {
    let core = layers.predicates.list.get(coding.core)?;
    let opposed = coding.core != coding.top
        && only_opposed(layers, rules.status, coding.top, coding.core)
        && matches!(coding.imposed, Some((Status::Negated, _)));
    // 'was wrong not to oppose the war'
    let told = if opposed { coding.core } else { coding.top };
    let mut judged = judged(layers, rules, told, core.head, means(&coding.code, operated(coding)));
    if judged.status == Status::Negated && negation_meant(layers, rules, coding) {
        judged = Judged { status: Status::Actual, reason: "told as a fact".into() };
    }
    // 'was able to meet' is how one tells that they met.
    let achieved = rules.status.achieved(&layers.predicates.list[coding.top])
        || let_by_it(layers, rules.status, coding.top)
        || tried(layers, rules, coding);
    // 'did not prevent the attack' is how one tells that it came.
    let twice = undone_twice(layers, rules.status, coding.top)
        && matches!(coding.imposed, Some((Status::Negated, _)))
        && judged.status == Status::Negated;
    if twice || judged.status != Status::Actual && going_on(layers, rules, coding) {
        return Some(Judged { status: Status::Actual, reason: "it went on".into() });
    }
    let imposed = coding.imposed.as_ref().filter(|(status, _)| match status {
        Status::Hypothetical => !achieved,
        Status::Negated => !opposed,
        // 'announced that he had invited them': what is announced is in the past already.
        Status::Future => !reported(layers, coding) && !made_known(layers, rules, coding),
        _ => true,
    });
    let judged =
        combine(judged, imposed.map(|imposed| unplanned(layers, rules, coding, imposed)).as_ref());
    let judged = match judged.status {
        Status::Actual if coding.imposed.is_none() => {
            governed_to_come(layers, rules, coding).unwrap_or(judged)
        }
        _ => judged,
    };
    // 'announced that no charges would be brought': what an operator governs can be negated too.
    let judged = match inner_negation(layers, rules, coding) {
        Some(reason) => combine(judged, Some(&(Status::Negated, reason))),
        None => judged,
    };
    let judged = match not_to(layers, rules, coding) {
        Some(reason) => combine(judged, Some(&(Status::Negated, reason))),
        None => judged,
    };
    let reserved = match judged.status {
        Status::Future => in_that_case(layers, rules.status, core.head),
        // 'is open to talks, but only if': an offer too.
        Status::Actual if coding.of.is_some() => {
            let top = layers.predicates.list[coding.top].head;
            only_in_case(layers, rules.status, core.head)
                || offered_in_case(layers, rules.status, top)
        }
        _ => false,
    };
    let judged = match reserved {
        true => Judged { status: Status::Hypothetical, reason: "only in a case".into() },
        false => judged,
    };
    Some(judged)
}

/// Whether it happened, by the form and surroundings of the predicate `top` that tells it; `head` is the token of the
/// predicate that names it.
pub(super) fn judged(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    top: usize,
    head: usize,
    means: Means,
) -> Judged {
    let question = Question { index: top, means, statements: &layers.statements_around(head) };
    judge(layers, rules.status, question)
}

/// Whether the word that negates the predicate is one that its frame asks for: 'has *no intention* of talking'.
fn negation_meant(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let predicate = &layers.predicates.list[coding.top];
    let frame = coding.frames.first().and_then(|&frame| rules.lexicon.frames.get(frame));
    let (Some(negation), Some(frame)) = (predicate.form.negation, frame) else { return false };
    let word = layers.text.token(negation).text();
    let asks = |before: &Vec<String>| before.first().is_some_and(|w| w.eq_ignore_ascii_case(word));
    frame.triggers.iter().any(|t| t.lemma == predicate.lemma && asks(&t.before))
}

/// Whether what an operator governs is a finite clause of what was or is: 'agreed that they *are* at war'.
fn reported(layers: &Layers<'_>, coding: &Coding) -> bool {
    let list = &layers.predicates.list;
    let top = &list[coding.top];
    let clause = top.arguments.iter().find(|a| a.role == Role::Clause(ClauseKind::That));
    let Some(verb) = clause.and_then(|a| layers.predicates.headed_by(a.head)) else { return false };
    // 'are at war': the event may be a noun under the verb.
    let core = layers.text.token(list[coding.core].head);
    let within = coding.core == verb
        || layers.text.ancestors(core.i).take(3).any(|t| t.i == list[verb].head);
    // 'announced that it is sending troops': under way, where no day to come says otherwise.
    let form = &list[verb].form;
    let told = matches!(form.tense, Some(Tense::Present | Tense::Past));
    coding.core != coding.top && within && told && form.modal.is_none() && coding.governed.len() < 2
}

/// 'the raids that he *announced*': what a clause with a verb of making known says more of is known.
fn made_known(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let top = &layers.predicates.list[coding.top];
    top.above == Some((coding.core, Link::Relative)) && rules.status.announced(top)
}

/// 'announced that it *would lift* the ban': what stands under a word of saying is as far off as its own verb says.
fn governed_to_come(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<Judged> {
    let list = &layers.predicates.list;
    let deeds = means(&coding.code, operated(coding)) == Means::Deeds;
    let mut below = coding.governed.iter().filter(|&&index| index != coding.top && deeds);
    below.find_map(|&index| {
        let form = &list[index].form;
        let will = form.modal.is_some_and(|m| rules.status.volitional(layers.text.token(m)));
        let judged = judged(layers, rules, index, list[index].head, Means::Deeds);
        Some(judged).filter(|judged| will && judged.status == Status::Future)
    })
}

/// What is left of a plan by the words beside it: 'is deciding *whether* to go', '*initially* planned to go'.
fn unplanned(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    imposed: &(Status, String),
) -> (Status, String) {
    let list = &layers.predicates.list;
    let top = &list[coding.top];
    let governed = |head: usize| coding.governed.iter().any(|&below| list[below].head == head);
    let asked = Role::Clause(ClauseKind::Whether);
    if imposed.0 != Status::Future {
        return imposed.clone();
    }
    let open = layers.predicates.list[coding.top].arguments.iter().any(|a| {
        let mut marks = layers.text.children(a.head).filter(|c| c.dep() == "mark" && c.i < a.head);
        a.role == asked && governed(a.head) || marks.any(|c| c.lemma() == "whether")
    });
    if open {
        return (Status::Hypothetical, "an open question".to_owned());
    }
    if rules.status.initial(layers.text, top) {
        return (Status::Negated, format!("{:?} at first", top.lemma));
    }
    // 'had planned to meet': by the time that is told they had not, and no longer did.
    if rules.status.planned(top) && top.form.perfect && had(layers, top) {
        return (Status::Negated, format!("only planned: {:?}", top.lemma));
    }
    if let Some(fate) = fate(layers, rules.status, coding.top) {
        return (fate.status, fate.reason);
    }
    imposed.clone()
}

/// What negates the predicate that an operator governs, where its event is what the operator is about.
fn inner_negation(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<String> {
    if coding.core == coding.top {
        return None;
    }
    let negation = layers.predicates.list.get(coding.core)?.form.negation?;
    // 'will not launch a war': the noun has it from its verb.
    if layers.predicates.list[coding.top].form.negation == Some(negation) {
        return None;
    }
    let word = layers.text.token(negation).text();
    (!rules.status.negates_nothing(layers.text, negation)).then(|| format!("negated by {word:?}"))
}

/// What negates the act that somebody grants or threatens: 'agreed *not* to lift it' yields nothing, 'vowed
/// *not* to attack' threatens nobody.
fn not_to(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<String> {
    let event = coding.code.event;
    // A concession that is no act to come lies in the 'not' itself: 'vowed not to attack them'.
    let to_come =
        event == EventType::Threaten || event == EventType::Concede && coding.of.is_some();
    if !to_come || !operated(coding) || coding.core != coding.top {
        return None;
    }
    let list = &layers.predicates.list;
    // 'warned them not to attack': what others are not to do is no less a threat.
    let others = list[coding.top].arguments.iter().any(|a| a.role == Role::Object);
    // 'threatened not to pay'
    let threat = event == EventType::Threaten;
    if threat && (others || rules.status.menaces(&list[coding.top])) {
        return None;
    }
    let negation = coding.governed.iter().find_map(|&below| {
        let form = &list[below].form;
        form.negation.filter(|&token| !rules.status.negates_nothing(layers.text, token))
    })?;
    Some(format!("negated by {:?}", layers.text.token(negation).text()))
}

/// Whether somebody is to put an end to what goes on: 'could do little *to stop their attacks*'.
fn going_on(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let core = &layers.predicates.list[coding.core];
    let by = Role::Oblique("by".to_owned());
    coding.core != coding.top
        && matches!(coding.imposed, Some((Status::Negated, _)))
        && rules.status.presumes(&layers.predicates.list[coding.top])
        && core.kind == PredicateKind::Noun
        && (definite(layers, core) || core.with_role(&by).next().is_some())
}

/// Whether what is only tried is the deed itself: words, talks, and a launch, which is one though it fails.
fn tried(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let by_trying = coding.code.event == EventType::Mobilize
        || means(&coding.code, operated(coding)) != Means::Deeds;
    by_trying && done_by_trying(layers, rules.status, coding.top, coding.core)
}

/// Whether an operator had a part in a coding.
pub(super) fn operated(coding: &Coding) -> bool {
    !coding.rows.is_empty()
}

/// What an event is done by: words, talks or deeds.
pub(super) fn means(code: &Code, operated: bool) -> Means {
    let inquiry = code.modes.iter().any(|mode| mode == "investigate");
    match code.event {
        EventType::Accuse if inquiry => Means::Deeds,
        EventType::Accuse
        | EventType::Support
        | EventType::Request
        | EventType::Protest
        | EventType::Threaten
        | EventType::Reject => Means::Words,
        // An offer or a promise, not a treaty.
        EventType::Agree if operated => Means::Words,
        EventType::Consult => Means::Talks,
        _ => Means::Deeds,
    }
}

/// What form says and what operators impose: the less real of the two holds.
fn combine(judged: Judged, imposed: Option<&(Status, String)>) -> Judged {
    let Some((status, reason)) = imposed else { return judged };
    match judged.status {
        Status::Actual | Status::Historical => Judged { status: *status, reason: reason.clone() },
        Status::Future if *status != Status::Actual => {
            Judged { status: *status, reason: reason.clone() }
        }
        // 'did not deny it' says neither that it happened nor that it did not.
        Status::Negated if *status == Status::Negated => Judged {
            status: Status::Hypothetical,
            reason: format!("{}, which is {}", reason, judged.reason),
        },
        _ => judged,
    }
}

/// Of a charge or request that lies in what somebody says, whether it was made: the saying is the event, and what is said
/// may be of what is to come or only thought to be ('warned that it would break the law', 'believes that they did it').
pub(super) fn charge(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    judged: &Judged,
    statements: &[usize],
) -> Option<Judged> {
    let open = matches!(judged.status, Status::Future | Status::Hypothetical | Status::Actual);
    let form = &layers.predicates.list[coding.core].form;
    let charge =
        matches!(coding.code.event, EventType::Accuse | EventType::Request | EventType::Threaten);
    // 'even if it is true that they did it'
    let above = layers.predicates.list[coding.core].above.map(|(above, _)| above);
    let if_so = |index| supposed(layers, rules.status, index);
    let asked = form.question || form.imperative || if_so(coding.core) || above.is_some_and(if_so);
    let &statement = statements.first().filter(|_| open && charge && !asked)?;
    let statement = &layers.statements[statement];
    if statement.expects || judged.status == Status::Actual && !statement.belief {
        return None;
    }
    let cue = statement.cue.clone().find_map(|token| layers.predicates.headed_by(token))?;
    // 'warned that they must stop or face war': where the saying is coded as a threat, what is said is no second one.
    let threat = coding.code.event == EventType::Threaten;
    if threat && statement.belief {
        return None;
    }
    if threat
        && code(layers, rules, cue, Above::Nothing, 0)
            .is_some_and(|saying| saying.code.event == EventType::Threaten)
    {
        return None;
    }
    let said =
        judge(layers, rules.status, Question { index: cue, means: Means::Words, statements: &[] });
    match said.status {
        Status::Actual | Status::Historical => Some(Judged {
            status: Status::Actual,
            reason: format!("made by {:?}", layers.predicates.list[cue].lemma),
        }),
        _ => Some(said),
    }
}
