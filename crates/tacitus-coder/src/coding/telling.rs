//! Tellings: each coded predicate with its status, source, date and place.

use std::ops::Range;

use jiff::civil::Date;
use rustc_hash::FxHashSet;
use tacitus_record::{EventType, Span, Status};

use super::avowed::avowed;
use super::compose::{Coding, code, needed, refused, to_come};
use super::history::{bygone, chronicle};
use super::judging::{self, charge, means, operated};
use super::matching::{Above, Fill};
use super::place::{Where, place};
use super::status::{Judged, Means, doubted, fate, foreseen, generic, hangs, only_opposed};
use super::when::{Done, WhenBasis, historical, is_ahead, when};
use super::{Layers, Rules, belief, doer, purpose, sides, taken_up, toll, whose};
use crate::predicate::{Link, Predicate, PredicateKind, Role};

/// One telling of an event.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Its code, participants and the knowledge that gave them.
    pub coding: Coding,
    /// The type, an act to come made AGREE or CONCEDE.
    pub event: EventType,
    /// The type of the act to come.
    pub of: Option<EventType>,
    /// Whether it happened.
    pub judged: Judged,
    /// How likely that is by the weights of status; `None` where they are not asked.
    pub likely: Option<f32>,
    /// It is taken for granted by a noun ('his visit') rather than told; it adds to an event and settles nothing.
    pub weak: bool,
    /// The words that tell it.
    pub span: Span,
    /// Index of its sentence.
    pub sentence: usize,
    /// Statements that it stands in, innermost first.
    pub statements: Vec<usize>,
    /// Index of the time expression, and where it stands.
    pub when: Option<(usize, WhenBasis)>,
    /// Where.
    pub place: Where,
    /// The predicate, told before, that its definite noun takes up.
    pub taken_up: Option<usize>,
    /// The telling beside which it stands, and the operator between: 'cancels'.
    pub beside: Option<(usize, String)>,
}

/// A telling has at most this many words; longer clauses are cut around the predicate.
const WORDS: usize = 50;

/// All tellings of an article, in order of their predicates.
#[must_use]
pub fn tellings(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    published: Option<(Date, Date)>,
) -> Vec<Telling> {
    let count = layers.predicates.list.len();
    let mut codings: Vec<Option<Coding>> =
        (0..count).map(|index| code(layers, rules, index, Above::Nothing, 0)).collect();
    spoken_for(layers, &mut codings);
    let spoken = spoken(layers, &codings);
    let mut tellings = Vec::new();
    for (index, coding) in codings.into_iter().enumerate() {
        let again = coding.is_none() && !spoken.contains(&index);
        if coding.is_none() && !again {
            continue;
        }
        let coding = coding.or_else(|| taken_up::again(layers, rules, &tellings, index));
        let Some(mut coding) = coding else { continue };
        let earlier = taken_up::sides(layers, rules, &tellings, &mut coding);
        toll::recipients(layers, rules, &mut coding);
        doer::of_toll(layers, rules, &mut coding);
        purpose::recipients(layers, rules, &mut coding);
        let told = if again { earlier.map(|_| true) } else { told(layers, rules, &coding) };
        let Some(weak) = told else { continue };
        let (coding, modal) = by_modal(layers, rules, coding);
        let Some(coding) = sides::fit(layers, rules, coding) else { continue };
        let kept = coding.kept.clone();
        let index = tellings.len();
        let telling = match modal {
            Some(reason) => {
                // 'a chance that they will not meet' refuses nothing.
                let judged = doubted(layers, rules.status, coding.top)
                    .unwrap_or_else(|| by_will(layers, rules, &coding, reason));
                finish(layers, rules, coding, judged, weak, published)
            }
            None => telling(layers, rules, coding, weak, published),
        };
        let stands = |telling: &Telling| sides::stands(layers, rules, telling);
        let Some(mut telling) = telling.filter(stands) else { continue };
        if let Some(fuller) = whose::completed(layers, rules, &tellings, &telling.coding) {
            telling.coding = fuller;
        }
        doer::of_arrest(layers, &mut telling);
        telling.taken_up = earlier;
        if telling.judged.status == Status::Actual
            && let Some((earliest, _)) = published
            && let Some(history) = bygone::goes_on(layers, &tellings, &telling.coding, earliest)
        {
            telling.judged = history;
        }
        if again {
            telling.when = None;
        } else if let Some((deed, judged)) = toll::deed(layers, &tellings, &telling) {
            telling.taken_up = Some(deed);
            telling.judged = judged.unwrap_or(telling.judged);
        }
        let (keeper, keeper_top) = (telling.judged.clone(), telling.coding.top);
        tellings.push(telling);
        for (mut inner, operator) in kept {
            taken_up::sides(layers, rules, &tellings[..index], &mut inner);
            let Some(judged) = of_kept(layers, rules, &mut inner, &keeper, keeper_top) else {
                continue;
            };
            let beside = telling_kept(layers, rules, inner, judged, published);
            if let Some(mut beside) = beside.filter(stands) {
                if let Some(fuller) =
                    whose::completed(layers, rules, &tellings[..index], &beside.coding)
                {
                    beside.coding = fuller;
                }
                beside.beside = Some((index, operator));
                tellings.push(beside);
            }
        }
    }
    tellings
}

/// What an operator makes of the event beside it, by whether the operator's own event happened: what was not called
/// off is not negated, and what somebody only wished to call off is open.
fn of_kept(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    inner: &mut Coding,
    keeper: &Judged,
    keeper_top: usize,
) -> Option<Judged> {
    let (status, reason) = inner.imposed.clone()?;
    // 'blamed them for the *suspected* attack': of what is left as it is, its own words decide.
    if status == Status::Actual {
        inner.imposed = None;
        return judging::of_coding(layers, rules, inner);
    }
    // 'the talks, which Kenya opposes'
    if status == Status::Negated && only_opposed(layers, rules.status, keeper_top, inner.core) {
        inner.imposed = None;
        return judging::of_coding(layers, rules, inner);
    }
    match keeper.status {
        Status::Actual | Status::Historical => Some(Judged { status, reason }),
        Status::Negated => None,
        Status::Future | Status::Hypothetical => Some(Judged {
            status: Status::Hypothetical,
            reason: format!("open, as what would decide it is {}", keeper.status),
        }),
    }
}

/// The predicates that codings use as operators' objects or as words of their frames.
fn spoken(layers: &Layers<'_>, codings: &[Option<Coding>]) -> FxHashSet<usize> {
    let used = |c: &Coding| -> Vec<usize> {
        let words = c.used.iter().filter_map(|&head| layers.predicates.headed_by(head));
        c.governed.iter().copied().chain(words).collect()
    };
    codings.iter().flatten().flat_map(used).collect()
}

/// Drops codings of what operators govern, and of a light verb or its noun the one that says less.
fn spoken_for(layers: &Layers<'_>, codings: &mut [Option<Coding>]) {
    let governed: Vec<usize> =
        codings.iter().flatten().flat_map(|c| c.governed.iter().copied()).collect();
    for index in governed {
        codings[index] = None;
        // 'agreed to provide aid': the noun that a governed verb only carries is no second event.
        let verb = layers.predicates.list[index].head;
        let light = |p: &Predicate| p.light == Some(verb);
        let near = index..(index + 8).min(codings.len());
        for carried in near.filter(|&p| light(&layers.predicates.list[p])) {
            codings[carried] = None;
        }
    }
    // 'sent aid to Haiti': the noun that a frame has used for the same type is no second event.
    let used: Vec<(usize, EventType)> = codings
        .iter()
        .flatten()
        .flat_map(|c| c.used.iter().map(|&head| (head, c.code.event)))
        .collect();
    for (head, event) in used {
        let Some(index) = layers.predicates.headed_by(head) else { continue };
        if codings[index].as_ref().is_some_and(|c| c.code.event == event && c.top == index) {
            codings[index] = None;
        }
    }
    for (index, predicate) in layers.predicates.list.iter().enumerate() {
        let Some(light) = predicate.light.and_then(|token| layers.predicates.headed_by(token))
        else {
            continue;
        };
        let (Some(noun), Some(verb)) = (&codings[index], &codings[light]) else { continue };
        let less = if noun.score >= verb.score { light } else { index };
        codings[less] = None;
    }
}

/// What a modal verb makes of an act, with the reason: a refusal, or something that is asked.
fn by_modal(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: Coding,
) -> (Coding, Option<&'static str>) {
    if will_not(layers, rules, &coding)
        && !foreseen(layers, rules.status, coding.top)
        && let Some(refusal) = refused(rules, &coding)
    {
        return (refusal, Some("'will not' is a refusal"));
    }
    if let Some(request) = needed(layers, rules, coding.top, Some(&coding)) {
        return (request, Some("'must' asks it of others"));
    }
    (coding, None)
}

/// Whether what a modal verb makes of an act is done: 'would not help them if it were so' hangs on the 'if'.
fn by_will(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding, reason: &str) -> Judged {
    match hangs(layers, rules.status, coding.top) {
        true => Judged { status: Status::Hypothetical, reason: "hangs on a condition".into() },
        false => Judged { status: Status::Actual, reason: reason.into() },
    }
}

/// 'will not', 'would not': not a report of what did not happen, but of what somebody refuses.
fn will_not(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> bool {
    let form = &layers.predicates.list[coding.top].form;
    let willing = form.modal.is_some_and(|modal| rules.status.volitional(layers.text.token(modal)));
    form.negation.is_some() && willing && !form.perfect && !form.passive && !form.question
}

/// Whether the text tells it (`Some(false)`), takes it for granted (`Some(true)`), or only names it (`None`).
fn told(layers: &Layers<'_>, rules: &Rules<'_>, coding: &Coding) -> Option<bool> {
    if coding.actors.is_empty() && coding.recipients.is_empty() {
        return None;
    }
    let predicate = &layers.predicates.list[coding.top];
    // 'has yet to agree' is no duty.
    if rules.status.pending(layers.text, predicate) {
        return None;
    }
    let actors: Vec<usize> = coding.actors.iter().map(|fill| fill.head).collect();
    if generic(layers, rules.status, coding.top, &actors) {
        return None;
    }
    let whole = !coding.actors.is_empty() && !coding.recipients.is_empty();
    if !whole && prenominal(layers, predicate) {
        return None;
    }
    if predicate.kind != PredicateKind::Noun || predicate.light.is_some() {
        return Some(false);
    }
    if let Some((above, Link::Argument)) = predicate.above {
        let upper = &layers.predicates.list[above];
        let role = upper.arguments.iter().find(|a| a.head == predicate.head).map(|a| &a.role);
        let itself = matches!(role, Some(Role::Subject | Role::Object));
        if itself && rules.status.occurrence(upper) {
            return Some(false);
        }
    }
    if layers.text.token(predicate.head).head().dep() == "expl" || existential(layers, predicate) {
        return Some(false);
    }
    // A deed of somebody on somebody that a noun takes for granted; words and meetings are told by verbs.
    let deed = matches!(coding.code.event.quad(), 2 | 4);
    let own = [Role::Possessor, Role::Modifier, Role::Subject];
    let whose = predicate.arguments.iter().any(|a| own.contains(&a.role));
    let by = predicate.arguments.iter().any(|a| matches!(&a.role, Role::Oblique(w) if w == "by"));
    // 'The killing of a general in an Israeli raid': both sides are told, whoever words them.
    let named = whose || by || whole && deed;
    (named && !coding.actors.is_empty() && (deed || definite(layers, predicate))).then_some(true)
}

/// 'the *exiled* officials': a participle before a noun names whom it is about rather than telling it.
fn prenominal(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let token = layers.text.token(predicate.head);
    predicate.kind == PredicateKind::Verb && token.dep() == "amod" && token.head().i > token.i
}

fn existential(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    let token = layers.text.token(predicate.head);
    token.dep() == "attr" && layers.text.child(token.head().i, "expl").is_some()
}

pub(super) fn definite(layers: &Layers<'_>, predicate: &Predicate) -> bool {
    layers.text.children(predicate.head).any(|t| {
        t.dep() == "poss"
            || t.feature("Definite") == Some("Def")
            || t.feature("PronType") == Some("Dem")
    })
}

pub(super) fn telling(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: Coding,
    weak: bool,
    published: Option<(Date, Date)>,
) -> Option<Telling> {
    let judged = judging::of_coding(layers, rules, &coding)?;
    finish(layers, rules, coding, judged, weak, published)
}

fn telling_kept(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: Coding,
    judged: Judged,
    published: Option<(Date, Date)>,
) -> Option<Telling> {
    if coding.actors.is_empty() && coding.recipients.is_empty() {
        return None;
    }
    let coding = sides::fit(layers, rules, coding)?;
    let mut telling = finish(layers, rules, coding, judged, false, published)?;
    // 'postponed a visit until June': the day is of the putting off, or of what is due instead.
    if telling.judged.status == Status::Negated {
        telling.when = telling.when.filter(|(_, basis)| *basis == WhenBasis::Clause);
    }
    Some(telling)
}

fn finish(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: Coding,
    mut judged: Judged,
    weak: bool,
    published: Option<(Date, Date)>,
) -> Option<Telling> {
    let top = layers.predicates.list.get(coding.top)?;
    // 'Russia denied bombing it': the deed is what is said, and the operator over it the saying.
    let statements = layers.statements_around(layers.predicates.list.get(coding.core)?.head);
    let innermost = coding.frames.last().and_then(|&frame| rules.lexicon.frames.get(frame));
    let said = innermost.is_some_and(|frame| frame.speaker);
    let spoken = coding.frames.iter().filter_map(|&frame| rules.lexicon.frames.get(frame));
    let charged = spoken
        .into_iter()
        .any(|frame| frame.speaker)
        .then(|| charge(layers, rules, &coding, &judged, &statements))
        .flatten();
    if let Some(charge) = charged {
        judged = charge;
    } else if let Some(refusal) = avowed(layers, rules, &coding, &judged, &statements) {
        judged = refusal;
    } else if let Some(cue) = belief::thought(layers, rules, coding.top, &judged, &statements) {
        judged = Judged { status: Status::Hypothetical, reason: format!("a belief: {cue:?}") };
    }
    let tokens = tokens_of(layers, &coding, said.then_some(statements.as_slice()));
    let deed = means(&coding.code, operated(&coding)) != Means::Words;
    if judged.status == Status::Actual && deed && is_ahead(layers, &coding, &tokens, published) {
        judged = Judged { status: Status::Future, reason: "present tense of a day to come".into() };
    }
    let when = when(layers, &coding, &tokens, judged.status, published);
    let plain = said && coding.top == coding.core;
    let cue = statements.first().filter(|_| plain).map(|&s| layers.statements[s].cue.clone());
    let saying = cue.and_then(|mut cue| cue.find_map(|t| layers.predicates.headed_by(t)));
    let done = Done { deed, saying };
    if let Some(history) = historical(layers, rules, &coding, when, published, &judged, done) {
        judged = history;
    }
    // 'annexed Crimea': well known deeds of long ago, where no near date says that it is another.
    let near = |(time, _): (usize, WhenBasis)| layers.times[time].interval.is_some();
    if judged.status == Status::Actual
        && !when.filter(|(_, basis)| *basis == WhenBasis::Clause).is_some_and(near)
        && let Some((earliest, _)) = published
        && let Some(reason) = chronicle::recalled(layers, rules, &coding, earliest)
    {
        judged = Judged { status: Status::Historical, reason };
    }
    // 'the decision to release them': what the operator says is done is not to come.
    let mut coding = coding;
    if matches!(coding.imposed, Some((Status::Actual, _))) {
        coding.of = None;
    }
    // 'kept his promise to release them'
    let plan = coding.of.filter(|_| judged.status == Status::Actual);
    let became = plan.and_then(|_| coding.predicates().find_map(|p| fate(layers, rules.status, p)));
    if let Some(fate) = became {
        judged = fate;
        coding.of = coding.of.filter(|_| judged.status != Status::Actual);
    }
    if let (Some(of), Status::Actual) = (coding.of, judged.status) {
        judged = Judged { status: Status::Future, reason: format!("agreed to; {of} is to come") };
    }
    let (event, of) = to_come(coding.code.event, judged.status);
    let of = coding.of.or(of);
    let coding = divide(coding);
    let place = place(layers, rules, &coding);
    Some(Telling {
        event,
        of,
        judged,
        likely: None,
        weak,
        span: layers.text.span(tokens),
        sentence: layers.text.sentence_of[top.head] as usize,
        statements,
        when,
        place,
        taken_up: None,
        beside: None,
        coding,
    })
}

/// Gives a telling another status: its type and its date are those that go with it.
pub(super) fn redate(
    layers: &Layers<'_>,
    telling: &mut Telling,
    judged: Judged,
    published: Option<(Date, Date)>,
) {
    let past = |status| matches!(status, Status::Actual | Status::Historical);
    let (event, of) = to_come(telling.coding.code.event, judged.status);
    (telling.event, telling.of) = (event, telling.coding.of.or(of));
    if past(judged.status) != past(telling.judged.status) {
        let tokens = layers.text.tokens_in(telling.span);
        telling.when = when(layers, &telling.coding, &tokens, judged.status, published);
    }
    telling.judged = judged;
}

/// Two sides named as one list: in a CONSULT all of them are actors, as PLOVER has it; else the first acts on the rest.
fn divide(mut coding: Coding) -> Coding {
    let first = coding.actors.first().and_then(|fill| fill.mention);
    // Those who agree on something agree with one another.
    let mutual = coding.both || coding.code.event == EventType::Agree;
    // 'They will vote against it': one pronoun for several does it as one.
    let head = coding.actors.first().map(|fill| fill.head);
    let one = coding.code.event == EventType::Reject
        && coding.actors.iter().all(|fill| Some(fill.head) == head);
    if mutual && !one && coding.recipients.is_empty() && coding.code.event != EventType::Consult {
        let (own, rest): (Vec<Fill>, Vec<Fill>) =
            std::mem::take(&mut coding.actors).into_iter().partition(|fill| fill.mention == first);
        coding.actors = own;
        coding.recipients = rest;
    }
    coding
}

/// The tokens that tell it: the clause of the outermost predicate, stretched to what it governs, cut where it is long.
/// Where saying it is the event, the words of saying belong to it as far as they stand in the sentence.
fn tokens_of(layers: &Layers<'_>, coding: &Coding, said: Option<&[usize]>) -> Range<usize> {
    let top = &layers.predicates.list[coding.top];
    let core = &layers.predicates.list[coding.core];
    let sentence = layers.text.sentence(top.head).tokens.clone();
    let from = top.clause.start.min(core.head).max(sentence.start);
    let to = top.clause.end.max(core.clause.end.min(sentence.end)).min(sentence.end);
    let (mut from, mut to) = (from.min(top.head), to.max(top.head + 1));
    if let Some(&statement) = said.and_then(<[usize]>::first) {
        let statement = &layers.statements[statement];
        for range in [&statement.speaker_tokens, &statement.cue] {
            let stretched = from.min(range.start)..to.max(range.end);
            if !range.is_empty() && sentence.contains(&range.start) && stretched.len() <= WORDS {
                (from, to) = (stretched.start, stretched.end);
            }
        }
    }
    if to - from <= WORDS {
        return from..to;
    }
    // The heads that matter, and as much around them as fits.
    let fills = coding.actors.iter().chain(&coding.recipients).map(|f: &Fill| f.head);
    let near = |&i: &usize| i.abs_diff(top.head) < WORDS / 2 && (from..to).contains(&i);
    let first = fills.clone().filter(near).chain([top.head]).min().unwrap_or(from);
    let first = first.saturating_sub(5).max(from);
    first..(first + WORDS).min(to)
}
