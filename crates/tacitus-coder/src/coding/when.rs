//! When an event was: the time expression of its clause, or of its sentence; what is background by its date.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;
use tacitus_language::Token;
use tacitus_record::Status;

use super::compose::Coding;
use super::history::{bygone, dates, earlier, frame, office, passage, past};
use super::status::Judged;
use super::{Layers, Rules};
use crate::predicate::{Predicate, PredicateKind, Tense};
use crate::time::Time;

/// How a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WhenBasis {
    /// A time expression of the telling's own clause.
    Clause,
    /// One of its sentence.
    Sentence,
}

/// The time expression that dates a telling, and where it stands.
pub(super) fn when(
    layers: &Layers<'_>,
    coding: &Coding,
    tokens: &Range<usize>,
    status: Status,
    published: Option<(Date, Date)>,
) -> Option<(usize, WhenBasis)> {
    let core = layers.predicates.list[coding.core].head;
    let sentence = layers.text.sentence(core).tokens.clone();
    let fits = |time: &Time| {
        let Some((from, _)) = time.interval else { return false };
        if of_another(layers, coding, &time.tokens) || dates::elsewhere(layers, &time.tokens) {
            return false;
        }
        // What has happened has not happened after the report: such a date is of something else in the clause.
        let past = matches!(status, Status::Actual | Status::Historical);
        published.is_none_or(|(_, latest)| !past || from <= latest)
    };
    let nearest = |range: &Range<usize>| {
        let inside = layers
            .times
            .iter()
            .enumerate()
            .filter(|(_, time)| range.contains(&time.tokens.start) && fits(time));
        inside.min_by_key(|(_, time)| time.tokens.start.abs_diff(core)).map(|(index, _)| index)
    };
    nearest(tokens)
        .map(|time| (time, WhenBasis::Clause))
        .or_else(|| nearest(&sentence).map(|time| (time, WhenBasis::Sentence)))
}

/// Whether a time expression is not the event's but of something that its clause names: 'is investigating meddling in
/// *the 2016 election*', 'met the man who had robbed a bank *in 2001*'.
fn of_another(layers: &Layers<'_>, coding: &Coding, time: &Range<usize>) -> bool {
    let text = layers.text;
    let own: Vec<usize> = [coding.core, coding.top]
        .into_iter()
        .flat_map(|p| {
            let predicate = &layers.predicates.list[p];
            [Some(predicate.head), predicate.light].into_iter().flatten()
        })
        .collect();
    let Some(top) = text.top(time) else {
        return false;
    };
    let mut below = text.token(top);
    let mut dated = None;
    for above in text.ancestors(top).take(24) {
        if own.contains(&above.i) {
            // 'during the 2012 campaign' does say when, 'accused of lying about the 2012 attack' does not.
            let when = below.dep() == "prep"
                && is_when(below)
                && below.lemma() != "of"
                && dated.is_some_and(|noun| text.token(noun).head().i == below.i);
            return dated.is_some() && !when;
        }
        let before_noun = matches!(below.dep(), "nummod" | "compound" | "amod" | "nmod" | "poss");
        if below.i == top && before_noun && matches!(above.pos(), "NOUN" | "PROPN") {
            dated = Some(above.i);
        }
        if matches!(above.dep(), "relcl" | "acl") {
            return true;
        }
        below = above;
    }
    dated.is_some()
}

/// 'visits Chile on Friday', in a report of Tuesday.
pub(super) fn is_ahead(
    layers: &Layers<'_>,
    coding: &Coding,
    tokens: &Range<usize>,
    published: Option<(Date, Date)>,
) -> bool {
    let top = &layers.predicates.list[coding.top];
    let Some((_, latest)) = published else { return false };
    // 'the withdrawal at the end of 2031': the date is the noun's own, and no month that may be last year's.
    let year = |range: &Range<usize>| {
        range.clone().any(|i| {
            let word = layers.text.token(i).text();
            word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let noun = (top.kind == PredicateKind::Noun && top.light.is_none())
        .then(|| layers.text.subtree(top.head));
    let present = top.form.tense == Some(Tense::Present) && !top.form.perfect;
    (present || noun.is_some())
        && layers.times.iter().any(|time| {
            tokens.contains(&time.tokens.start)
                && (present
                    || noun.as_ref().is_some_and(|n| n.contains(&time.tokens.start))
                        && year(&time.tokens))
                && time.interval.is_some_and(|(from, _)| from > latest)
        })
}

/// Background is what lies more than this many days before the report, by a date of its own clause.
pub(super) const BACKGROUND: i32 = 180;
/// Of plans: more than about a year.
const YEAR: i32 = 366;
const WEEK: i32 = 7;

/// The day by which a time is as old as it is, and how many days that is before the report: the last day of it, of a whole
/// year that is over ('last year') its middle.
pub(super) fn age(time: &Time, report: Date) -> Option<(Date, i32)> {
    let (from, to) = time.interval?;
    let length = (to - from).get_days();
    // 'in the past year' reaches to the report.
    let whole_year = (360..=YEAR).contains(&length) && (report - to).get_days() > 1;
    // In the first days of January most of last year is near.
    let day = if whole_year { from.saturating_add((length / 2 + WEEK).days()) } else { to };
    Some((day, (report - day).get_days()))
}

/// By what an event is done.
#[derive(Clone, Copy, Debug)]
pub(super) struct Done {
    /// By more than words.
    pub deed: bool,
    /// By saying what is told: the predicate that says it.
    pub saying: Option<usize>,
}

/// What makes a telling history, if anything does: a date of its clause, of its sentence or of the sentences before, a
/// time that is over, or somebody who is gone.
pub(super) fn historical(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    when: Option<(usize, WhenBasis)>,
    published: Option<(Date, Date)>,
    judged: &Judged,
    done: Done,
) -> Option<Judged> {
    let (earliest, _) = published?;
    let deed = done.deed;
    let when = when.filter(|&(time, basis)| {
        basis != WhenBasis::Clause || !of_what_is_said(layers, coding, time, done)
    });
    let bound = match judged.status {
        Status::Actual => BACKGROUND,
        // A plan of years ago is no longer one; a day of this year may be the one that it is for.
        Status::Future => YEAR,
        _ => return None,
    };
    let top = &layers.predicates.list[coding.top];
    let head = top.head;
    // 'said that it would leave' is of a plan in the past.
    let would = top.form.modal.is_some_and(|modal| layers.text.token(modal).lemma() == "would");
    let told_back = looks_back(layers, coding.top) || would && judged.status == Status::Future;
    if let Some((time, WhenBasis::Clause)) = when
        && let Some((to, days)) = age(&layers.times[time], earliest)
        && days > bound
    {
        let history = format!("its date {to} lies {days} days before the report");
        let noun = top.kind == PredicateKind::Noun;
        let plan = judged.status == Status::Future;
        // 'rejects the claim, noting that it offered so in 2005': what is told as of now has such a date only from
        // something within.
        let own = noun || !of_now(layers, coding.top) || reaches(layers, time, |t| t == head);
        if own
            && !begins(layers, time, head)
            && !dates::of_clause_within(layers, coding, time)
            && (deed || noun || !dates::of_matter(layers, time, head))
            && (!plan || noun || told_back)
        {
            return Some(Judged { status: Status::Historical, reason: history });
        }
    }
    if judged.status == Status::Future && !told_back {
        return None;
    }
    let reason = background(layers, rules, coding, when, earliest, done, told_back)?;
    Some(Judged { status: Status::Historical, reason })
}

/// Why what is told as done is history though its clause has no date of long ago: somebody is gone, or
/// something around it dates it.
fn background(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    when: Option<(usize, WhenBasis)>,
    earliest: Date,
    done: Done,
    past: bool,
) -> Option<String> {
    let deed = done.deed;
    let top = &layers.predicates.list[coding.top];
    let noun = top.kind == PredicateKind::Noun && top.light.is_none();
    let head = top.head;
    // 'this week'
    let lately = when.is_some_and(|(time, basis)| {
        let days = age(&layers.times[time], earliest).map(|(_, days)| days);
        basis == WhenBasis::Clause
            && days.is_some_and(|days| days <= BACKGROUND)
            && reaches(layers, time, |token| token == head)
    });
    if (past || noun && deed) && !lately {
        let gone = past::of_the_gone(layers, rules, coding, earliest, deed);
        if gone.is_some() {
            return gone;
        }
    }
    let recent = lately || frame::recent(layers, head, earliest);
    if (past || noun) && !recent {
        let dead = earlier::of_the_dead(layers, rules, coding, earliest);
        if dead.is_some() {
            return dead;
        }
    }
    let dated =
        when.is_some_and(|(time, basis)| basis == WhenBasis::Clause && !begins(layers, time, head));
    if dated {
        return None;
    }
    let own = earlier::of_antecedent(layers, head)
        .or_else(|| frame::when_clause(layers, head))
        .or_else(|| frame::heading(layers, head));
    if let Some((to, days)) = own.and_then(|time| age(&layers.times[time], earliest))
        && days > BACKGROUND
    {
        return Some(format!("told of what was in {to}, {days} days before the report"));
    }
    let remembered = earlier::remembered(layers, rules, head)
        .or_else(|| earlier::last_time(layers, head))
        .filter(|_| !recent);
    if remembered.is_some() {
        return remembered;
    }
    let itself = past::itself(layers, rules, head, earliest);
    if itself.is_some() {
        return itself;
    }
    let verb = layers.text.token(head);
    let participle = verb.dep() == "acl" && verb.tag() == "VBN";
    let behind = past || participle || noun && looks_back_from(layers, coding.top);
    if behind || noun && deed {
        let office = office::of_office(layers, rules, coding, earliest);
        if office.is_some() {
            return office;
        }
    }
    if past {
        let bygone = past::taken_side(layers, rules, coding, earliest)
            .or_else(|| bygone::of_the_late(layers, rules, coding, earliest));
        if bygone.is_some() {
            return bygone;
        }
    }
    // 'have met in the past'
    if behind || perfect(layers, coding.top) {
        let over = past::over(layers, rules, head, earliest)
            .or_else(|| past::years_since(layers, head).filter(|_| behind));
        if over.is_some() {
            return over;
        }
    }
    // 'eight years after backing him, she weighs …'
    if verb.tag() == "VBG" && verb.dep() == "pcomp" {
        let over = past::years_since(layers, head);
        if over.is_some() {
            return over;
        }
    }
    let in_sentence = in_sentence(layers, head, earliest)
        .filter(|&time| behind && !of_what_is_said(layers, coding, time, done));
    if let Some(time) = in_sentence {
        let (to, days) = age(&layers.times[time], earliest)?;
        return Some(format!("told with {to}, {days} days before the report"));
    }
    let around = || {
        frame::taken_up(layers, rules, head, earliest)
            .or_else(|| frame::before(layers, rules, head, earliest))
            .or_else(|| passage::told_in(layers, head, earliest, deed))
    };
    behind.then(around).flatten()
}

/// 'said on Monday that they meddled *in 2016*': where the saying is the event, a time within what is said does not date
/// it.
fn of_what_is_said(layers: &Layers<'_>, coding: &Coding, time: usize, done: Done) -> bool {
    let head = layers.predicates.list[coding.top].head;
    let within = layers.text.subtree(head).contains(&layers.times[time].tokens.start);
    done.saying.is_some_and(|saying| {
        let saying = layers.predicates.list[saying].head;
        within && !reaches(layers, time, |token| token == saying)
    })
}

/// Whether a telling is of the time of the report: its verb, or the one that it hangs on, is in the present, or in a
/// perfect that reaches to it.
fn of_now(layers: &Layers<'_>, top: usize) -> bool {
    let Some(verb) = finite(layers, top) else { return false };
    verb.form.tense == Some(Tense::Present) || perfect(layers, top)
}

/// Whether the verb is in a perfect that reaches to the report: 'has met', not 'had met'.
fn perfect(layers: &Layers<'_>, top: usize) -> bool {
    finite(layers, top)
        .is_some_and(|verb| verb.form.perfect && !had(layers, verb) && verb.form.modal.is_none())
}

/// Whether the auxiliary of a verb is in the past: 'had met', not 'has met'.
pub(super) fn had(layers: &Layers<'_>, verb: &Predicate) -> bool {
    layers.text.children(verb.head).any(|c| c.tag() == "VBD" && c.dep() == "aux")
}

/// The verb whose tense a telling has: its own or the nearest above.
pub(super) fn finite<'l>(layers: &'l Layers<'_>, top: usize) -> Option<&'l Predicate> {
    let list = &layers.predicates.list;
    let mut at = list.get(top)?;
    for _ in 0..8 {
        if at.form.tense.is_some() {
            return Some(at);
        }
        at = list.get(at.above?.0)?;
    }
    None
}

/// Whether the verb that a noun hangs on is in the past.
fn looks_back_from(layers: &Layers<'_>, noun: usize) -> bool {
    let list = &layers.predicates.list;
    let mut at = &list[noun];
    for _ in 0..6 {
        let Some((above, _)) = at.above else { return false };
        at = &list[above];
        if at.kind != PredicateKind::Noun || at.light.is_some() {
            // 'a law *passed* after the murder'
            let token = layers.text.token(at.head);
            let participle = token.dep() == "acl" && token.tag() == "VBN";
            return participle || looks_back(layers, above);
        }
    }
    false
}

/// Whether a time only begins what goes on: '*since* 2011', 'the worst since they left *in 2011*'; not of the leaving.
pub(super) fn begins(layers: &Layers<'_>, time: usize, head: usize) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let since = |word: &str| word.eq_ignore_ascii_case("since");
    let word = |back: usize| range.start.checked_sub(back).map(|i| text.token(i).text());
    let clause = |token: usize| text.children(token).any(|c| c.dep() == "mark" && since(c.text()));
    let within = || text.ancestors(range.start).take(8).take_while(|t| t.i != head);
    [1, 2].into_iter().filter_map(word).any(since)
        || within().any(|t| !range.contains(&t.i) && (since(t.text()) || clause(t.i)))
}

/// Whether a telling is in the past, or hangs on what is: not 'has killed', which reaches to the report.
pub(super) fn looks_back(layers: &Layers<'_>, top: usize) -> bool {
    let list = &layers.predicates.list;
    let mut at = &list[top];
    if at.kind == PredicateKind::Noun && at.light.is_none() {
        return false;
    }
    for _ in 0..8 {
        if let Some(tense) = at.form.tense {
            // 'has killed' reaches to the report, 'had killed' does not.
            let had = had(layers, at);
            let behind = had || !at.form.perfect;
            return tense == Tense::Past && at.form.modal.is_none() && behind;
        }
        let Some((above, _)) = at.above else { return false };
        at = &list[above];
    }
    false
}

/// The date, years ago, that the sentence of `head` gives to it or to what it hangs on, where no other is near.
fn in_sentence(layers: &Layers<'_>, head: usize, earliest: Date) -> Option<usize> {
    let sentence = &layers.text.sentence(head).tokens;
    let old = old_times(layers, sentence, earliest)?;
    old.into_iter().find(|&time| {
        let chain =
            || std::iter::once(head).chain(layers.text.ancestors(head).take(24).map(|t| t.i));
        reaches(layers, time, |token| chain().any(|i| i == token))
            || dates_subject(layers, time, head)
    })
}

/// '*A 2013 attack* was blamed on them': the time is of the deed that is the subject of the clause of `head`.
pub(super) fn dates_subject(layers: &Layers<'_>, time: usize, head: usize) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let Some(top) = text.top(range) else {
        return false;
    };
    let noun = text.token(top).head();
    let before = matches!(text.token(top).dep(), "nummod" | "compound" | "amod" | "nmod");
    let deed = layers
        .predicates
        .headed_by(noun.i)
        .is_some_and(|p| layers.predicates.list[p].kind == PredicateKind::Noun);
    before && deed && matches!(noun.dep(), "nsubj" | "nsubjpass") && noun.head().i == head
}

/// The times of a sentence that lie more than half a year before the report; `None` where one lies nearer.
pub(super) fn old_times(
    layers: &Layers<'_>,
    sentence: &Range<usize>,
    earliest: Date,
) -> Option<Vec<usize>> {
    let mut old = Vec::new();
    for (index, time) in layers.times_in(sentence) {
        let Some((_, days)) = age(time, earliest) else { continue };
        // 'the Sept. 11 suspects' names no day of this year that is to come.
        let ahead = time.interval.is_some_and(|(from, _)| from > earliest);
        if ahead && frame::modifies(layers, index) {
            continue;
        }
        if days <= BACKGROUND {
            return None;
        }
        old.push(index);
    }
    Some(old)
}

/// Whether a time dates one of the tokens: it hangs on it without the clause of another noun or verb between; a clause
/// of time may lie between ('*after* they lost the 2010 vote, he was jailed').
pub(super) fn reaches(layers: &Layers<'_>, time: usize, dated: impl Fn(usize) -> bool) -> bool {
    let text = layers.text;
    let range = &layers.times[time].tokens;
    let Some(top) = text.top(range) else {
        return false;
    };
    if dates::elsewhere(layers, range) {
        return false;
    }
    let mut below = text.token(top);
    let mut of_noun = false;
    for above in text.ancestors(top).take(12) {
        match below.dep() {
            // 'expelled them and shut two missions in 2016': the time of the last is that of all.
            "conj" if [below, above].iter().all(|t| matches!(t.tag(), "VBD" | "VBN")) => {}
            "relcl" | "acl" | "ccomp" | "xcomp" | "pcomp" | "conj" | "appos" | "parataxis" => {
                return false;
            }
            "nummod" | "compound" | "amod" | "nmod" | "poss" => of_noun = true,
            "prep" if below.lemma() != "of" && is_when(below) => of_noun = false,
            // 'prosecutors *in 2010* charged her' says when they did.
            "nsubj" | "nsubjpass" if dates::before_verb(layers, range, above.i) => {}
            "dobj" | "nsubj" | "nsubjpass" | "attr" => of_noun = true,
            _ => {}
        }
        if dated(above.i) && matches!(above.pos(), "VERB" | "AUX") {
            return !of_noun && !begins(layers, time, above.i);
        }
        below = above;
    }
    false
}

fn is_when(preposition: Token<'_>) -> bool {
    WHEN.contains(&preposition.text().to_lowercase().as_str())
}

/// Prepositions with which a dated noun says when: '*during* the 2012 campaign'.
const WHEN: [&str; 9] =
    ["in", "during", "at", "since", "after", "before", "following", "until", "of"];
