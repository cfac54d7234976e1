//! Operators over what they govern, two levels deep: 'threatened to pull out of talks'.

mod kinds;
mod unsaid;

use tacitus_record::{EventType, Status};

use self::kinds::{kinds, of_others, only_blamed};
use self::unsaid::asked;
pub use self::unsaid::{alleged, needed, refused};
use super::matching::{Above, Fill, Matched, hold};
use super::{Layers, Rules};
use crate::entity::MentionKind::Pronoun;
use crate::lexicon::{Code, Gives, Head, Part, Row, WhoReceives};
use crate::predicate::{ClauseKind, PredicateKind, Role, Tense};
use crate::source::Source;

/// A predicate with its code.
#[derive(Clone, Debug)]
pub struct Coding {
    /// The predicate that tells it: the outermost operator's, else its own.
    pub top: usize,
    /// The predicate whose frame gave the type.
    pub core: usize,
    /// The code.
    pub code: Code,
    /// PLOVER's actor.
    pub actors: Vec<Fill>,
    /// PLOVER's recipient.
    pub recipients: Vec<Fill>,
    /// Where, if the frame asks for it.
    pub places: Vec<Fill>,
    /// Both sides are in `actors`.
    pub both: bool,
    /// The type of an act to come that the operator makes AGREE or CONCEDE.
    pub of: Option<EventType>,
    /// The status that operators impose, with the operator's words as the reason.
    pub imposed: Option<(Status, String)>,
    /// Frames used, outermost first: indexes into the lexicon.
    pub frames: Vec<usize>,
    /// Rows of the table of composition used, outermost first.
    pub rows: Vec<Source>,
    /// Predicates that are spoken for: what operators govern.
    pub governed: Vec<usize>,
    /// Governed events that stand as records of their own, with the status imposed, and the operator's name.
    pub kept: Vec<(Coding, String)>,
    /// Head tokens of the arguments that its frames used.
    pub used: Vec<usize>,
    /// How much of the sentence it accounts for.
    pub score: u32,
}

impl Coding {
    /// The predicates that it is told by, its own first, then what operators govern.
    pub fn predicates(&self) -> impl Iterator<Item = usize> + '_ {
        let own = std::iter::once(self.core).chain((self.top != self.core).then_some(self.top));
        own.chain(self.governed.iter().copied())
    }
}

/// How deep operators may stand on one another.
const DEPTH: usize = 4;

/// The code of predicate `index`, with what stands above it; `None` where no frame holds.
pub fn code(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    above: Above<'_>,
    depth: usize,
) -> Option<Coding> {
    let mut best: Option<Coding> = None;
    for coding in codings(layers, rules, index, above, depth) {
        // Of equals the first in the files stands, so that order of lines decides and not chance.
        if best.as_ref().is_none_or(|best| coding.score > best.score) {
            best = Some(coding);
        }
    }
    best.filter(|best| other_sense(layers, rules, index, above, best.score).is_none())
}

/// The frame of `NOTHING` that accounts for at least as much of the sentence as a code with this score: 'The storm hit
/// the port' is no attack. Where the user marked two sides there is an event between them, so the words are not doubted.
pub(super) fn other_sense(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    above: Above<'_>,
    score: u32,
) -> Option<usize> {
    let predicate = layers.predicates.list.get(index).filter(|_| !rules.lenient)?;
    let frames = rules.lexicon.with_lemma(&predicate.lemma);
    let mut nothing = frames.filter(|(_, frame)| frame.head == Head::Nothing);
    let outweighs = |frame| {
        hold(layers, rules, predicate, frame, above).is_ok_and(|found| found.score >= score)
    };
    nothing.find(|(_, frame)| outweighs(frame)).map(|(number, _)| number)
}

/// Every code that a frame gives predicate `index`, in order of the files.
pub(super) fn codings<'l>(
    layers: &'l Layers<'l>,
    rules: &'l Rules<'l>,
    index: usize,
    above: Above<'l>,
    depth: usize,
) -> impl Iterator<Item = Coding> + 'l {
    let predicate = layers.predicates.list.get(index).into_iter();
    predicate.flat_map(move |predicate| {
        let frames = rules.lexicon.with_lemma(&predicate.lemma);
        frames.filter_map(move |(frame_index, frame)| {
            let matched = hold(layers, rules, predicate, frame, above).ok()?;
            match &frame.head {
                Head::Code(code) => Some(plain(index, frame_index, code, matched)),
                Head::Operator(name) if depth < DEPTH => {
                    operate(layers, rules, index, frame_index, name, &matched, depth)
                }
                Head::Operator(_) | Head::Nothing => None,
            }
        })
    })
}

fn plain(index: usize, frame: usize, code: &Code, matched: Matched) -> Coding {
    Coding {
        top: index,
        core: index,
        code: code.clone(),
        actors: matched.actors,
        recipients: matched.recipients,
        places: matched.places,
        both: matched.both,
        of: None,
        imposed: None,
        frames: vec![frame],
        rows: Vec::new(),
        governed: Vec::new(),
        kept: Vec::new(),
        used: matched.used,
        score: matched.score,
    }
}

/// What a frame would give of which only the word is there.
pub(super) fn bare(index: usize, frame: usize, code: &Code) -> Coding {
    plain(index, frame, code, Matched::default())
}

fn operate(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    frame: usize,
    name: &str,
    matched: &Matched,
    depth: usize,
) -> Option<Coding> {
    // Who does what is governed: the doer that the frame names, nobody yet for a deed of others, else the operator's
    // own actor.
    let slots = &rules.lexicon.frames[frame].slots;
    let doer: &[Fill] = if slots.iter().any(|s| s.filler.part == Some(Part::Doer)) {
        &matched.doers
    } else if slots.iter().any(|s| s.filler.others) {
        &[]
    } else {
        &matched.actors
    };
    let mut outer: Option<Coding> = None;
    let mut outer_coded = false;
    for &head in &matched.governed {
        let Some(below) = layers.predicates.headed_by(head) else { continue };
        let (below, mut inner) = inner(layers, rules, below, doer, depth);
        let reported = inner.as_ref().is_some_and(|_| is_reported(layers, index, head));
        let coded = inner.is_some();
        let event = inner.as_ref().map(|c| c.code.event);
        let compose = &rules.lexicon.compose;
        let kinds = kinds(layers, matched, below, inner.as_ref());
        let of_kind = kinds
            .into_iter()
            .flatten()
            .find_map(|kind| compose.row(&format!("{name} {kind}"), event, rules.lenient));
        let row = of_kind.or_else(|| compose.row(name, event, rules.lenient));
        let Some(row) = row else { continue };
        // 'the visit, *considered* a success': what is held to be something is not weighed.
        let verb = layers.predicates.list[index].head;
        let held = || layers.text.children(verb).any(|c| c.dep() == "oprd" && c.i != head);
        if row.status == Some(Status::Hypothetical) && held() {
            continue;
        }
        let charged = matches!(&row.gives, Gives::Code(code) if code.event == EventType::Accuse);
        if reported && (charged || row.status == Some(Status::Negated)) {
            // 'denied that troops were killed', 'argued that the law harms farmers': who says so did not do it.
            let actor = |fill: &Fill| matched.actors.iter().any(|a| a.head == fill.head);
            inner.iter_mut().for_each(|deed| deed.actors.retain(|fill| !actor(fill)));
        }
        // Without a word of who did it, only what ends something due is an event of those whose it was.
        let asked = slots.iter().any(|s| s.filler.part == Some(Part::Actor));
        let gives = matches!(row.gives, Gives::Code(_));
        if asked && matched.actors.is_empty() && gives && row.keeps.is_none() {
            continue;
        }
        let told = Governed { below, inner, reported };
        let Some(mut made) = make(layers, rules, index, frame, name, matched, row, told) else {
            continue;
        };
        // Coordinate complements ('refused to meet or talk') are one telling; the first that has a code gives it.
        if let Some(mut other) = outer.take() {
            if outer_coded || !coded {
                std::mem::swap(&mut made, &mut other);
            }
            made.governed.append(&mut other.governed);
            made.kept.append(&mut other.kept);
        }
        outer = Some(made);
        outer_coded |= coded;
    }
    outer
}

/// What an operator governs.
struct Governed {
    /// The predicate.
    below: usize,
    /// Its code.
    inner: Option<Coding>,
    /// Whether it is a clause with a subject of its own that is somebody or something else.
    reported: bool,
}

/// Whether `head` heads a finite clause below predicate `index` whose subject does not stand for whoever does it: in the
/// passive, or a thing.
fn is_reported(layers: &Layers<'_>, index: usize, head: usize) -> bool {
    let that = Role::Clause(ClauseKind::That);
    let below =
        layers.predicates.list[index].arguments.iter().any(|a| a.head == head && a.role == that);
    let stands = |dep: &str| matches!(dep, "nsubj" | "nsubjpass");
    below && layers.text.children(head).any(|t| stands(t.dep()) && t.pos() != "PRON")
}

/// The code of what is governed: of a light verb ('hold talks') that of its noun, where that says more.
fn inner(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    below: usize,
    doer: &[Fill],
    depth: usize,
) -> (usize, Option<Coding>) {
    let mut own = code(layers, rules, below, Above::Operator(doer), depth + 1);
    let head = layers.predicates.list[below].head;
    let noun = layers.predicates.list[below..].iter().position(|p| p.light == Some(head));
    if let Some(noun) = noun.map(|n| n + below)
        && let Some(mut coding) = code(layers, rules, noun, Above::Operator(doer), depth + 1)
        && own.as_ref().is_none_or(|own| coding.score >= own.score)
    {
        coding.governed.push(below);
        return (noun, Some(coding));
    }
    // What the light verb's noun names is told by the verb.
    if let (Some(own), Some(noun)) = (&mut own, noun) {
        own.governed.push(noun);
    }
    (below, own)
}

#[expect(clippy::too_many_arguments, reason = "one place puts an operator and its event together")]
fn make(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    index: usize,
    frame: usize,
    name: &str,
    matched: &Matched,
    row: &Row,
    Governed { below, inner, reported }: Governed,
) -> Option<Coding> {
    let kept = match (&row.gives, row.keeps) {
        (Gives::Code(_), Some(keeps)) => inner.clone().map(|inner| (keeps, inner)),
        _ => None,
    };
    // Who rejects a deed of others does not undo it.
    let undone = |keeps| keeps != Status::Negated || row.recipient == WhoReceives::Theirs;
    let mut kept = kept.filter(|(keeps, deed)| undone(*keeps) || !of_others(layers, matched, deed));
    let mut coding = match &row.gives {
        Gives::Nothing => return None,
        Gives::Same => {
            let mut inner = inner?;
            // Who foils what others do does not do it.
            let slots = |frame: &usize| rules.lexicon.frames[*frame].slots.iter();
            let theirs = std::iter::once(&frame)
                .chain(&inner.frames)
                .any(|frame| slots(frame).any(|slot| slot.filler.others));
            let unsaid = reported && row.status == Some(Status::Negated);
            if inner.actors.is_empty() && !theirs && !unsaid {
                inner.actors.clone_from(&matched.actors);
            }
            // 'called the president to express support': whom, the operator says.
            if inner.recipients.is_empty() && !inner.both {
                inner.recipients.clone_from(&matched.recipients);
            }
            inner.governed.push(below);
            inner.score += matched.score;
            inner
        }
        Gives::Code(code) => {
            let finer = inner.as_ref().map(|inner| rules.cameo.over(code, &inner.code));
            let code = finer.as_ref().unwrap_or(code);
            let mut coding = own(index, code, matched, row.recipient, below, inner.as_ref());
            if let (true, Some(inner)) = (coding.recipients.is_empty(), &inner) {
                coding.recipients = partners(layers, &coding.actors, inner);
                if let (false, Some((_, deed))) = (coding.recipients.is_empty(), &mut kept) {
                    deed.actors.clone_from(&coding.actors);
                    deed.recipients.clone_from(&coding.recipients);
                    deed.both = false;
                }
            }
            if coding.recipients.is_empty() && row.recipient == WhoReceives::Deed {
                coding.recipients = deed(layers, below);
            }
            if coding.actors.is_empty()
                && let Some(inner) = &inner
            {
                // Nobody is said to have done it: the sides of what was due are those of its end.
                coding.actors.clone_from(&inner.actors);
                coding.both = inner.both;
            }
            if coding.recipients.is_empty()
                && inner.is_none()
                && row.recipient != WhoReceives::Theirs
            {
                // 'demanded that *she* return the papers to the ministry'.
                coding.recipients = asked(layers, below, &coding.actors);
            }
            // 'rejected charges against *its army*' is towards whoever makes them; 'called for an attack on *a port*' asks
            // nothing of the port, nor 'called for shifting power to *the courts*' anything of the courts.
            let conflict = inner.as_ref().is_some_and(|inner| inner.code.event.quad() >= 3);
            let asks = coding.code.event == EventType::Request && inner.is_none();
            let alone =
                row.recipient == WhoReceives::DoerAlone && conflict || asks && !rules.lenient;
            if coding.recipients.is_empty() && !coding.both && !alone {
                coding.recipients = towards(layers, below, &coding.actors);
            }
            coding
        }
    };
    if let Some((mut keeps, mut inner)) = kept {
        if keeps == Status::Hypothetical && only_blamed(layers, below) {
            keeps = Status::Actual;
        }
        inner.imposed = Some((keeps, format!("{:?} makes it {keeps}", word(layers, index))));
        coding.kept.append(&mut inner.kept);
        coding.kept.push((inner, name.to_owned()));
    }
    if let Some(status) = row.status {
        // The outermost operator has the last word, save that nothing wakes what was called off.
        let negated =
            matches!(coding.imposed, Some((Status::Negated, _))) && status == Status::Actual;
        // What is told in the past is not to come: 'announced that it *had suspended* aid'.
        let past = status == Status::Future
            && layers.predicates.list[below].form.tense == Some(Tense::Past);
        // 'failed to prevent the attack'
        let twice = matches!(coding.imposed, Some((Status::Negated, _)));
        let status = if twice && status == Status::Negated { Status::Actual } else { status };
        if !negated && !past {
            coding.imposed = Some((status, format!("{:?} makes it {status}", word(layers, index))));
        }
    }
    coding.top = index;
    coding.frames.insert(0, frame);
    coding.rows.insert(0, row.source.clone());
    Some(coding)
}

/// Whom an act is done to or with, where no frame of its own says so: 'agreed to open its ports to *Chinese ships*'.
fn towards(layers: &Layers<'_>, below: usize, actors: &[Fill]) -> Vec<Fill> {
    let is_actor = |mention: usize| {
        let entity = layers.entities.mentions[mention].entity;
        let of = |fill: &Fill| fill.mention.map(|m| layers.entities.mentions[m].entity);
        actors.iter().any(|actor| of(actor) == Some(entity))
    };
    let rank = |role: &Role| match role {
        Role::Indirect => Some(0),
        Role::Object => Some(1),
        Role::Oblique(word) => {
            let words = ["to", "with", "for", "from", "against", "on", "into", "in", "at"];
            words.iter().position(|w| w == word).map(|at| at + 2)
        }
        _ => None,
    };
    let arguments = layers.predicates.list[below].arguments.iter();
    let mut ranked: Vec<(usize, &crate::predicate::Argument)> =
        arguments.filter_map(|a| rank(&a.role).map(|rank| (rank, a))).collect();
    ranked.sort_by_key(|(rank, a)| (*rank, a.head));
    let mut found: Option<usize> = None;
    let mut fills = Vec::new();
    for (rank, argument) in ranked {
        if found.is_some_and(|found| found != rank) {
            break;
        }
        let known = |&m: &usize| !is_actor(m) && layers.entities.entity_of(m).code.is_some();
        for mention in layers.entities.headed_by(argument.head).filter(known) {
            fills.push(Fill {
                head: argument.head,
                mention: Some(mention),
                derivation: argument.derivation,
            });
            found = Some(rank);
        }
    }
    fills
}

/// Whose talks they are is with whom they are: 'pulled out of the *U.S.* summit', of another country than the actor's.
fn partners(layers: &Layers<'_>, actors: &[Fill], inner: &Coding) -> Vec<Fill> {
    if !matches!(inner.code.event, EventType::Consult | EventType::Agree) || actors.is_empty() {
        return Vec::new();
    }
    let code =
        |fill: &Fill| fill.mention.and_then(|m| layers.entities.entity_of(m).code.as_deref());
    let named =
        |fill: &Fill| fill.mention.is_some_and(|m| layers.entities.mentions[m].kind != Pronoun);
    let other = |fill: &&Fill| {
        named(fill)
            && code(fill).is_some_and(|theirs| actors.iter().all(|own| code(own) != Some(theirs)))
    };
    inner.actors.iter().filter(other).cloned().collect()
}

/// The deed itself, where a noun names it.
fn deed(layers: &Layers<'_>, below: usize) -> Vec<Fill> {
    let predicate = &layers.predicates.list[below];
    let fill = Fill {
        head: predicate.head,
        mention: None,
        derivation: crate::predicate::Derivation::Direct,
    };
    if predicate.kind == PredicateKind::Noun { vec![fill] } else { Vec::new() }
}

fn word<'a>(layers: &'a Layers<'_>, index: usize) -> &'a str {
    layers.text.token(layers.predicates.list[index].head).text()
}

fn own(
    index: usize,
    code: &Code,
    matched: &Matched,
    receives: WhoReceives,
    below: usize,
    inner: Option<&Coding>,
) -> Coding {
    let mut recipients = matched.recipients.clone();
    if recipients.is_empty() && receives != WhoReceives::Theirs {
        recipients.clone_from(&matched.doers);
    }
    let is_actor = |fill: &Fill| matched.actors.iter().any(|a| a.head == fill.head);
    let same = |fills: &[Fill]| !fills.is_empty() && fills.iter().all(is_actor);
    if let Some(inner) = inner {
        let doers = if inner.both { &Vec::new() } else { &inner.actors };
        if recipients.is_empty() && receives != WhoReceives::Theirs && !same(doers) {
            recipients.clone_from(doers);
        }
        let victim = matches!(receives, WhoReceives::Theirs | WhoReceives::Doer);
        if recipients.is_empty() && victim {
            recipients.clone_from(&inner.recipients);
        }
        if recipients.is_empty() && inner.both {
            recipients = inner.actors.iter().filter(|f| !is_actor(f)).cloned().collect();
        }
    }
    // 'Kenya and Somalia failed to agree': what both were to do together, both do not do.
    let both = matched.both || (recipients.is_empty() && inner.is_some_and(|inner| inner.both));
    let mut governed = vec![below];
    governed.extend(inner.iter().flat_map(|inner| inner.governed.iter().copied()));
    Coding {
        top: index,
        core: index,
        code: code.clone(),
        actors: matched.actors.clone(),
        recipients,
        places: inner.map_or(Vec::new(), |inner| inner.places.clone()),
        both,
        of: inner.map(|inner| inner.code.event).filter(|of| of.to_come() == Some(code.event)),
        imposed: None,
        frames: inner.map_or(Vec::new(), |inner| inner.frames.clone()),
        rows: inner.map_or(Vec::new(), |inner| inner.rows.clone()),
        governed,
        kept: Vec::new(),
        used: matched.used.clone(),
        // Something uncoded explains less than a frame that asks for it.
        score: match inner {
            Some(inner) => matched.score + inner.score,
            None => matched.score.saturating_sub(2),
        },
    }
}

/// The type of an act to come, by PLOVER 2.0: the code with `of`.
#[must_use]
pub fn to_come(event: EventType, status: Status) -> (EventType, Option<EventType>) {
    match event.to_come() {
        Some(becomes) if status == Status::Future => (becomes, Some(event)),
        _ => (event, None),
    }
}
