//! What the tellings of one event come to: whether it happened, and whether those who tell it differ.

use tacitus_record::{EventType, Status};

use super::matching::Fill;
use super::status::Judged;
use super::telling::Telling;
use super::{Layers, Rules};
use crate::predicate::{Predicate, Role};

/// What the tellings of an event come to.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Index of the telling that stands for the event.
    pub best: usize,
    /// Whether it happened.
    pub judged: Judged,
    /// Where speakers differ: each one's account, in order.
    pub accounts: Vec<Account>,
    /// Other events that tell the same deed otherwise.
    pub rivals: Vec<usize>,
}

impl Settled {
    /// Of an event that is told once.
    #[must_use]
    pub fn once(index: usize, telling: &Telling) -> Self {
        Settled {
            best: index,
            judged: telling.judged.clone(),
            accounts: Vec::new(),
            rivals: Vec::new(),
        }
    }
}

/// What one speaker says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account {
    /// In a telling of it, by its index.
    Told(usize),
    /// By denying what others say, in words that do not tell it again: 'Moscow denies it', 'rejected the accusations'.
    Denied {
        /// The mention of who denies.
        speaker: usize,
        /// The predicate of denying.
        predicate: usize,
    },
}

/// Who vouches for a telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The reporter.
    Reporter,
    /// An entity of the article, by its index.
    Somebody(usize),
    /// Somebody who is no mention, by the token.
    Other(usize),
    /// It is said, without a word of by whom.
    Nobody,
}

/// Who vouches for a telling: the outermost speaker who is named, whom the reporter heard.
#[must_use]
pub fn voice(layers: &Layers<'_>, telling: &Telling) -> Voice {
    let Some(&outermost) = telling.statements.last() else { return Voice::Reporter };
    let statement =
        telling.statements.iter().rev().find(|&&s| layers.statements[s].speaker.is_some());
    let Some(head) = statement.and_then(|&s| layers.statements[s].speaker) else {
        return if layers.statements[outermost].belief { Voice::Nobody } else { Voice::Reporter };
    };
    match layers.entities.headed_by(head).next() {
        Some(mention) => Voice::Somebody(layers.entities.mentions[mention].entity),
        None => Voice::Other(head),
    }
}

/// Whether two tellings are told by two who can differ: not both by the reporter, and not by one speaker.
#[must_use]
pub fn differ(layers: &Layers<'_>, a: &Telling, b: &Telling) -> bool {
    voice(layers, a) != voice(layers, b)
}

/// What each event's tellings come to.
#[must_use]
pub fn settle(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    tellings: &[Telling],
    events: &[Vec<usize>],
) -> Vec<Settled> {
    let desk = Desk { layers, rules, tellings };
    let mut settled: Vec<Settled> = events.iter().map(|event| desk.event(event)).collect();
    for (one, other) in desk.rivals(events) {
        let mut all: Vec<usize> = [one, other].iter().flat_map(|&e| events[e].clone()).collect();
        all.sort_unstable();
        if let Some(accounts) = desk.contest(&all) {
            for (event, rival) in [(one, other), (other, one)] {
                settled[event].accounts.clone_from(&accounts);
                settled[event].rivals.push(rival);
            }
        }
    }
    for (event, denial) in desk.denials(events) {
        let accounts = &mut settled[event].accounts;
        if accounts.is_empty() {
            accounts.extend(desk.voices(&events[event]));
        }
        accounts.push(denial);
    }
    settled
}

/// A denial is of what was told in its own sentence or within so many before it.
const NEAR: usize = 4;

struct Desk<'a> {
    layers: &'a Layers<'a>,
    rules: &'a Rules<'a>,
    tellings: &'a [Telling],
}

impl Desk<'_> {
    fn event(&self, event: &[usize]) -> Settled {
        let status = self.status(event);
        let best = self.best(event, status);
        let mut judged = self.tellings[best].judged.clone();
        let against =
            event.iter().map(|&t| &self.tellings[t]).find(|t| !t.weak && t.judged.status != status);
        if let Some(other) = against {
            let (of, against) = (self.said(&self.tellings[best]), self.said(other));
            judged.reason = format!(
                "{}{of}; {}{against}: {}",
                judged.reason, other.judged.status, other.judged.reason
            );
        }
        let accounts = self.contest(event).unwrap_or_default();
        Settled { best, judged, accounts, rivals: Vec::new() }
    }

    fn said(&self, telling: &Telling) -> String {
        let speaker =
            telling.statements.last().map(|&s| self.layers.statements[s].speaker_tokens.clone());
        match speaker.filter(|tokens| !tokens.is_empty()) {
            Some(tokens) => format!(", so {}", self.layers.text.words(tokens)),
            None => String::new(),
        }
    }

    /// The status that weighs most. Each voice counts once: the reporter's own word more than any speaker's, a speaker
    /// with a name more than hearsay, and who denies a deed of his own no more than that. Of equals the later holds.
    fn status(&self, event: &[usize]) -> Status {
        let strong = || event.iter().copied().filter(|&t| !self.tellings[t].weak);
        let status = |t: usize| self.tellings[t].judged.status;
        // Calling off is the later word on what was due.
        if strong().any(|t| self.tellings[t].beside.is_some() && status(t) == Status::Negated) {
            return Status::Negated;
        }
        let mut heard: Vec<(Voice, Status)> = Vec::new();
        let mut weights: Vec<(Status, u32, usize)> = Vec::new();
        let mut all: Vec<usize> = strong().collect();
        all.sort_unstable();
        for t in all {
            let voice = voice(self.layers, &self.tellings[t]);
            let key = (voice, status(t));
            if heard.contains(&key) {
                continue;
            }
            let weight = self.weight(t, &key.0);
            match weights.iter_mut().find(|(s, ..)| *s == key.1) {
                Some((_, sum, last)) => (*sum, *last) = (*sum + weight, t),
                None => weights.push((key.1, weight, t)),
            }
            heard.push(key);
        }
        if let Some(status) = self.granted(event) {
            return status;
        }
        let heaviest = weights.iter().max_by_key(|(_, weight, last)| (*weight, *last));
        heaviest
            .map(|(status, ..)| *status)
            .or_else(|| event.first().map(|&t| status(t)))
            .unwrap_or(Status::Actual)
    }

    /// What a noun takes for granted, where all that is told beside is what is aimed at: '*their strike* … will try *to
    /// strike* them again', 'an effort *to end the attack*'.
    fn granted(&self, event: &[usize]) -> Option<Status> {
        let list = &self.layers.predicates.list;
        let aimed = |t: usize| {
            let head = list[self.tellings[t].coding.top].head;
            self.tellings[t].judged.status == Status::Hypothetical
                && self.layers.text.children(head).any(|c| c.tag() == "TO" && c.i < head)
        };
        if !event.iter().all(|&t| self.tellings[t].weak || aimed(t)) {
            return None;
        }
        let weak = event.iter().map(|&t| &self.tellings[t]).filter(|t| t.weak);
        let mut told = weak.map(|t| t.judged.status);
        told.find(|status| matches!(status, Status::Actual | Status::Historical))
            .filter(|_| event.iter().any(|&t| !self.tellings[t].weak))
    }

    fn weight(&self, telling: usize, voice: &Voice) -> u32 {
        let telling = &self.tellings[telling];
        match voice {
            Voice::Reporter => 4,
            Voice::Nobody => 1,
            Voice::Somebody(entity) => {
                let own = telling.coding.actors.iter().any(|actor| self.is_of(actor, *entity));
                if own && telling.judged.status == Status::Negated { 1 } else { 2 }
            }
            Voice::Other(_) => 2,
        }
    }

    /// Whether an actor is the entity, or of its country.
    fn is_of(&self, actor: &Fill, entity: usize) -> bool {
        let entities = &self.layers.entities;
        actor.mention.is_some_and(|m| {
            let own = entities.mentions[m].entity;
            let code = |e: usize| entities.entities[e].code.as_ref();
            own == entity || code(own).is_some() && code(own) == code(entity)
        })
    }

    /// The telling that stands for the event: told, in the reporter's own word, with most participants, first.
    fn best(&self, event: &[usize], status: Status) -> usize {
        let rank = |t: usize| {
            let telling = &self.tellings[t];
            let empty = |fills: &[Fill]| usize::from(fills.is_empty());
            let missing = empty(&telling.coding.actors) + empty(&telling.coding.recipients);
            (
                telling.judged.status != status,
                telling.weak,
                !telling.statements.is_empty(),
                missing,
                t,
            )
        };
        event.iter().copied().min_by_key(|&t| rank(t)).unwrap_or(0)
    }

    /// The accounts of an event whose speakers differ.
    fn contest(&self, event: &[usize]) -> Option<Vec<Account>> {
        let mut strong: Vec<usize> =
            event.iter().copied().filter(|&t| !self.tellings[t].weak).collect();
        strong.sort_unstable();
        let clash = strong.iter().any(|&a| strong.iter().any(|&b| a < b && self.clash(a, b)));
        if !clash {
            return None;
        }
        Some(self.voices(event))
    }

    /// One account of each voice: what it says last of what was due before.
    fn voices(&self, event: &[usize]) -> Vec<Account> {
        let mut strong: Vec<usize> =
            event.iter().copied().filter(|&t| !self.tellings[t].weak).collect();
        strong.sort_unstable();
        let mut accounts: Vec<usize> = Vec::new();
        for t in strong {
            let due = |t: usize| self.tellings[t].judged.status == Status::Future;
            let same = |&&mut other: &&mut usize| {
                !differ(self.layers, &self.tellings[t], &self.tellings[other])
            };
            match accounts.iter_mut().find(same) {
                Some(known) if due(*known) && !due(t) => *known = t,
                Some(_) => {}
                None => accounts.push(t),
            }
        }
        accounts.sort_unstable();
        accounts.into_iter().map(Account::Told).collect()
    }

    /// Denials that name no deed, each with the event that it denies: the nearest one told before it, by somebody else,
    /// of the side that denies.
    fn denials(&self, events: &[Vec<usize>]) -> Vec<(usize, Account)> {
        let list = &self.layers.predicates.list;
        let mut found = Vec::new();
        for (index, predicate) in list.iter().enumerate() {
            let Some(speaker) = self.denier(predicate) else { continue };
            let sentence = self.layers.text.sentence_of[predicate.head] as usize;
            let entity = self.layers.entities.mentions[speaker].entity;
            let denied = |t: usize| {
                let telling = &self.tellings[t];
                let before = list[telling.coding.core].head < predicate.head
                    && telling.sentence <= sentence
                    && sentence <= telling.sentence + NEAR;
                let theirs = telling.coding.actors.iter().any(|actor| self.is_of(actor, entity));
                let said =
                    telling.beside.is_some() || voice(self.layers, telling) != Voice::Reporter;
                // What a side says of itself it does not deny.
                let self_told = match voice(self.layers, telling) {
                    Voice::Somebody(heard) => {
                        let code = |e: usize| self.layers.entities.entities[e].code.as_ref();
                        heard == entity || code(heard).is_some() && code(heard) == code(entity)
                    }
                    _ => false,
                };
                let said = said && !self_told;
                let deed = telling.coding.code.event.quad() == 4;
                let open = !matches!(telling.judged.status, Status::Negated | Status::Future);
                before && theirs && said && deed && open && !telling.weak
            };
            let nearest = (0..events.len())
                .filter_map(|e| Some((events[e].iter().copied().filter(|&t| denied(t)).max()?, e)))
                .max();
            let own = |e: usize| {
                events[e]
                    .iter()
                    .any(|&t| voice(self.layers, &self.tellings[t]) == Voice::Somebody(entity))
            };
            if let Some((_, event)) = nearest.filter(|&(_, e)| !own(e)) {
                found.push((event, Account::Denied { speaker, predicate: index }));
            }
        }
        found
    }

    /// Who denies by a predicate whose object names no deed: 'it', 'the accusations'.
    fn denier(&self, predicate: &Predicate) -> Option<usize> {
        let (words, text) = (self.rules.status, self.layers.text);
        let form = &predicate.form;
        if !words.denies(predicate)
            || form.negation.is_some()
            || form.modal.is_some()
            || form.question
        {
            return None;
        }
        let object = predicate.arguments.iter().find(|a| a.role == Role::Object)?;
        let noun = text.token(object.head);
        // 'claims of fraud', 'accusations that it had armed them' say themselves what they are of.
        let bare = !text
            .children(noun.i)
            .any(|c| matches!(c.dep(), "prep" | "acl" | "relcl" | "poss" | "ccomp"));
        let empty = noun.pos() == "PRON" || bare && words.is_charge(noun.lemma());
        let subject =
            predicate.arguments.iter().find(|a| a.role == Role::Subject).filter(|_| empty)?;
        self.layers.entities.headed_by(subject.head).next()
    }

    /// What a telling says of the deed: whether it is, and whether it is only put off.
    fn stance(&self, telling: usize) -> (Status, bool) {
        let telling = &self.tellings[telling];
        let status = match telling.judged.status {
            Status::Historical => Status::Actual,
            status => status,
        };
        let list = &self.layers.predicates.list;
        let top = telling.coding.predicates().any(|p| self.rules.status.defers(&list[p]));
        (status, top)
    }

    /// Whether two tellings by different voices cannot both be right.
    fn clash(&self, a: usize, b: usize) -> bool {
        let (one, other) = (self.stance(a), self.stance(b));
        let (a, b) = (&self.tellings[a], &self.tellings[b]);
        if !differ(self.layers, a, b) {
            return false;
        }
        let denied = (one.0 == Status::Negated) != (other.0 == Status::Negated);
        // A plan and its end do not differ: one was first.
        let ended = [a, b].iter().any(|t| t.judged.status == Status::Future)
            && [a, b].iter().any(|t| t.beside.is_some());
        let put_off = one.1 != other.1
            && a.coding.code.event == EventType::Reject
            && [a, b].iter().all(|t| t.judged.status != Status::Negated);
        denied && !ended || put_off
    }

    /// Pairs of events of one type that call off, or otherwise decide on, one and the same event beside them.
    fn rivals(&self, events: &[Vec<usize>]) -> Vec<(usize, usize)> {
        let event_of = |t: usize| events.iter().position(|e| e.contains(&t));
        let mut pairs = Vec::new();
        for event in events {
            let deciders = event.iter().filter_map(|&t| self.tellings[t].beside.as_ref());
            let mut deciders: Vec<usize> = deciders.filter_map(|&(t, _)| event_of(t)).collect();
            deciders.sort_unstable();
            deciders.dedup();
            for (at, &one) in deciders.iter().enumerate() {
                for &other in &deciders[at + 1..] {
                    let kind =
                        |e: usize| events[e].first().map(|&t| self.tellings[t].coding.code.event);
                    if kind(one) == kind(other) && !pairs.contains(&(one, other)) {
                        pairs.push((one, other));
                    }
                }
            }
        }
        pairs
    }
}
