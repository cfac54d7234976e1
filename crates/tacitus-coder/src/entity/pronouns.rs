//! Pronouns: whom they stand for, by number, sex and prominence.

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};
use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::find::What;
use super::resolve::{Gender, Heads, Reader};
use super::{EntityKind, MentionKind};
use crate::text::Text;

/// How prominent each entity is: weight by the part it plays, halved with each sentence.
#[derive(Debug, Default)]
pub(super) struct Salience {
    weight: FxHashMap<usize, Weight>,
    /// Entities of the last sentences, the latest last; an entity stands here once for each sentence.
    recent: Vec<(u32, usize)>,
}

/// The dependency of subjects, active and passive.
const SUBJECT: &str = "nsubj";

/// PLOVER's sector of the press.
const PRESS: &str = "JRN";

/// What a person gains as antecedent by standing in the pronoun's own sentence.
const SAME_SENTENCE: f32 = 80.0;

/// The share of the weight that somebody named inside a quotation keeps outside it.
const QUOTED: f32 = 0.7;

/// What the subject of the sentence before gains as antecedent of a subject.
const CONTINUED: f32 = 80.0;

/// What an object gains beside it as antecedent of an object.
const PARALLEL: f32 = 50.0;

/// The share that is left to somebody in a phrase or clause in front of the pronoun's own verb.
const FRONTED: f32 = 0.6;

/// How prominent one entity is as of its last mention.
#[derive(Clone, Copy, Debug)]
struct Weight {
    total: f32,
    /// The share of the last mention's sentence in the total.
    here: f32,
    sentence: u32,
    head: usize,
}

/// How many sentences back a pronoun looks.
const REACH: u32 = 4;

impl Salience {
    /// Notes a mention headed by token `head`.
    pub(super) fn note(&mut self, text: &Text<'_>, head: usize, entity: usize) {
        let sentence = text.sentence_of[head];
        let part = part(text, head);
        let new = Weight { total: 0.0, here: 0.0, sentence, head };
        let slot = self.weight.entry(entity).or_insert(new);
        // Who is named three times in a sentence is no more its subject than who is named once.
        let (before, here) = if slot.sentence == sentence {
            (slot.total - slot.here, slot.here.max(part))
        } else {
            (faded(slot.total, sentence.saturating_sub(slot.sentence)), part)
        };
        *slot = Weight { total: before + here, here, sentence, head };
        if self.recent.last() != Some(&(sentence, entity)) {
            self.recent.push((sentence, entity));
        }
    }

    /// The entities mentioned within reach of a sentence, with their weights and the head of the last mention.
    pub(super) fn within(&mut self, sentence: u32) -> Vec<(usize, f32, usize)> {
        let first = self.recent.partition_point(|(at, _)| at + REACH < sentence);
        if first > 256 {
            self.recent.drain(..first);
        }
        let mut out: Vec<(usize, f32, usize)> = Vec::new();
        let first = self.recent.partition_point(|(at, _)| at + REACH < sentence);
        // Long lists of names do not make the search long.
        for &(_, entity) in self.recent[first..].iter().rev().take(64) {
            if out.iter().any(|(known, ..)| *known == entity) {
                continue;
            }
            let weight = self.weight[&entity];
            let distance = sentence.saturating_sub(weight.sentence);
            out.push((entity, faded(weight.total, distance), weight.head));
        }
        out
    }
}

/// A weight so many sentences later.
fn faded(weight: f32, sentences: u32) -> f32 {
    weight * 0.5f32.powi(i32::try_from(sentences.min(64)).unwrap_or(64))
}

/// The weight of a part of the sentence: subjects before objects before the rest, main clauses before others.
fn part(text: &Text<'_>, head: usize) -> f32 {
    let token = text.token(head);
    let depth = text.ancestors(head).filter(|t| t.pos() == "VERB" || t.pos() == "AUX").count();
    let deep = 8.0 * u16::try_from(depth.min(6)).map_or(0.0, f32::from);
    let own = match token.dep() {
        "nsubj" | "nsubjpass" | "csubj" => 90.0,
        "dobj" | "dative" => 55.0,
        "agent" => 50.0,
        "pobj" => 40.0,
        "poss" => 35.0,
        // 'Her boyfriend, Paul Erickson, played …': in the subject's place.
        "appos" if token.head().dep().starts_with(SUBJECT) => 85.0,
        "conj" | "appos" => 45.0,
        "ROOT" => 60.0,
        _ => 25.0,
    };
    100.0 + own - deep
}

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Person(Option<Gender>),
    Thing,
    Several,
}

fn asks(token: Token<'_>) -> Option<Asks> {
    Some(match token.text().to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Asks::Person(Some(Gender::Masculine)),
        "she" | "her" | "hers" | "herself" => Asks::Person(Some(Gender::Feminine)),
        "it" | "its" | "itself" => Asks::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Asks::Several,
        _ => return None,
    })
}

impl Reader<'_, '_> {
    /// The antecedent of the pronoun at token `i`, if it is one.
    pub(super) fn pronoun(&mut self, i: usize) -> Heads {
        let token = self.text.token(i);
        if !matches!(token.tag(), "PRP" | "PRP$") {
            return Heads::new();
        }
        let Some(asks) = asks(token) else { return Heads::new() };
        if asks == Asks::Thing && self.empty_it(i) {
            return Heads::new();
        }
        let entities = self.antecedent(i, asks);
        for &entity in &entities {
            if let (Asks::Person(gender), draft) = (asks, &mut self.drafts[entity])
                && draft.gender.is_none()
            {
                draft.gender = gender;
            }
            self.mention(i..i + 1, i, MentionKind::Pronoun, entity);
        }
        entities
    }

    fn antecedent(&mut self, i: usize, asks: Asks) -> Heads {
        if let Some(ahead) = self.ahead(i, asks) {
            return smallvec![ahead];
        }
        let text = self.text;
        let sentence = text.sentence_of[i];
        let candidates = self.salience.within(sentence);
        let governors = governors(text, i);
        let owned = self.owned_code(i);
        let mut best: Option<(f32, usize)> = None;
        for (entity, weight, head) in candidates {
            if !self.fits(entity, asks)
                || head >= i
                || self.barred(i, entity)
                || !self.reaches(head, i)
            {
                continue;
            }
            if asks == Asks::Thing && (self.only_reports(entity, head) || self.fronted(head, i)) {
                continue;
            }
            // A thing is taken up at once or not at all: what 'it' stands for is most often no actor.
            if asks == Asks::Thing && !self.near(head, i) {
                continue;
            }
            let mut weight = weight;
            if matches!(asks, Asks::Person(_)) {
                weight = self.beside(weight, head, i);
            }
            if let Some(rank) = governors.iter().position(|&verb| is_subject_of(text, head, verb)) {
                let several = asks == Asks::Several;
                let gain =
                    if several { [90.0, 65.0, 40.0, 15.0] } else { [120.0, 80.0, 45.0, 15.0] };
                weight += gain.get(rank).copied().unwrap_or(0.0);
            }
            // 'His spokesman Dmitry Peskov': the spokesman's country is his master's.
            if owned.is_some() && self.drafts[entity].entity.code == owned {
                weight += 120.0;
            }
            if asks == Asks::Several && !self.drafts[entity].plural {
                let plural = text.token(head).tag().ends_with('S');
                weight *= if plural { 0.9 } else { 0.5 };
            }
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, entity));
            }
        }
        if asks == Asks::Several
            && let Some(pair) = self.pair(i, best.map(|(_, entity)| entity))
        {
            return pair;
        }
        best.map_or_else(Heads::new, |(_, entity)| smallvec![entity])
    }

    /// The weight of a person as the antecedent of the pronoun at token `i`, by how close the two stand.
    fn beside(&self, weight: f32, head: usize, i: usize) -> f32 {
        let text = self.text;
        // Whoever is spoken of in a quotation is seldom taken up outside it.
        let speech = |at: usize| self.speeches.of(at).map(|speech| speech.tokens.start);
        if speech(head).is_some() && speech(head) != speech(i) {
            return weight * QUOTED;
        }
        if text.sentence_of[head] != text.sentence_of[i] {
            let goes_on = text.sentence_of[head] + 1 == text.sentence_of[i]
                && is_subject(text, head)
                && is_subject(text, i)
                && text.token(head).head().dep() == "ROOT";
            return if goes_on { weight + CONTINUED } else { weight };
        }
        if self.fronted(head, i) {
            return weight * FRONTED;
        }
        // 'The prosecutor said that agents had found the professor but not arrested him': objects go together.
        let object = |at: usize| matches!(text.token(at).dep(), "dobj" | "dative");
        let parallel = if object(head) && object(i) { PARALLEL } else { 0.0 };
        weight + SAME_SENTENCE + parallel
    }

    /// Whether token `head` stands in front of the subject at token `i`, below the same verb: 'In a letter to the
    /// judge, he …', 'The senator is wrong, he said'.
    fn fronted(&self, head: usize, i: usize) -> bool {
        let token = self.text.token(i);
        // 'When the pope came, he pledged …': the subject of a clause of its own is the first choice.
        let clause = is_subject(self.text, head) && self.text.token(head).head().dep() == "advcl";
        let verb = token.head().i;
        is_subject(self.text, i)
            && !clause
            && self.text.ancestors(head).any(|above| above.i == verb)
    }

    /// Whether an entity is of the press and does nothing but tell the news: 'Reuters reported that it …'.
    fn only_reports(&self, entity: usize, head: usize) -> bool {
        let text = self.text;
        let token = text.token(head);
        let tells = || text.children(token.head().i).any(|c| c.dep() == "ccomp");
        self.drafts[entity].entity.sectors.iter().any(|sector| sector == PRESS)
            && (!is_subject(text, head) || tells())
    }

    /// The country of a known person whom the pronoun's noun is said of: 'his spokesman Dmitry Peskov'.
    fn owned_code(&self, i: usize) -> Option<String> {
        let noun = self.found.agent_headed(self.text.token(i).head().i)?;
        let apposed = || {
            let child = self.text.children(noun.head).find(|c| c.dep() == "appos")?;
            self.found.name_headed(child.i)
        };
        let name = self.titled(noun).or_else(apposed)?;
        let What::Person(person) = name.what else { return None };
        let standing = self.actors.people[person as usize].standing(self.window)?;
        Some(standing.term.code.clone())
    }

    /// A caption is read alone: what it names stands for nothing in the running text, and it takes nothing from there
    /// but what the paragraph before it has.
    fn reaches(&self, head: usize, i: usize) -> bool {
        let (from, to) = (self.text.sentence(head), self.text.sentence(i));
        from.block == to.block || from.kind == BlockKind::Paragraph
    }

    /// In the same sentence, or a subject of the sentence before; nothing outside a speech for what stands in it.
    fn near(&self, head: usize, i: usize) -> bool {
        let text = self.text;
        if self.speeches.of(i).is_some_and(|speech| !speech.tokens.contains(&head)) {
            return false;
        }
        let (from, to) = (text.sentence_of[head], text.sentence_of[i]);
        from == to || (from + 1 == to && text.token(head).dep().starts_with("nsubj"))
    }

    fn fits(&self, entity: usize, asks: Asks) -> bool {
        let draft = &self.drafts[entity];
        match asks {
            Asks::Person(gender) => {
                draft.entity.kind == EntityKind::Person
                    && !draft.plural
                    && (draft.gender.is_none() || gender.is_none() || draft.gender == gender)
            }
            Asks::Thing => {
                !draft.plural
                    && (matches!(draft.entity.kind, EntityKind::Organisation | EntityKind::Country)
                        // 'The regime … its own people': one body, though knowledge has no name for it.
                        || (draft.entity.kind == EntityKind::Group
                            && (draft.entity.identifier.is_some()
                                || draft.entity.code.is_some())))
            }
            Asks::Several => {
                draft.plural
                    || matches!(
                        draft.entity.kind,
                        EntityKind::Group | EntityKind::Organisation | EntityKind::Country
                    )
            }
        }
    }

    /// A pronoun does not stand for the subject of its own verb, nor for the noun that it possesses.
    fn barred(&self, i: usize, entity: usize) -> bool {
        if self.excluded.contains(&entity) {
            return true;
        }
        let text = self.text;
        let token = text.token(i);
        let speaker = self.speeches.of(i).and_then(|speech| speech.speaker);
        if speaker.is_some_and(|speaker| self.read_at(speaker).contains(&entity)) {
            return true;
        }
        if token.tag() == "PRP$"
            || token.text().ends_with("self")
            || token.text().ends_with("selves")
        {
            return false;
        }
        let mut verb = token.head();
        if matches!(token.dep(), "pobj" | "agent") {
            verb = verb.head();
        } else if !matches!(token.dep(), "dobj" | "dative") {
            return false;
        }
        let subjects: SmallVec<[usize; 2]> = subjects(text, verb.i);
        subjects.iter().any(|&s| s != i && self.read_at(s).contains(&entity))
    }

    /// A pronoun in a phrase before the main subject stands for that subject: 'Despite cancelling his visit, the
    /// president …'.
    fn ahead(&mut self, i: usize, asks: Asks) -> Option<usize> {
        let text = self.text;
        let mut below = text.token(i);
        for verb in text.ancestors(i) {
            if matches!(verb.pos(), "VERB" | "AUX") && matches!(below.dep(), "advcl" | "prep") {
                let subject =
                    text.children(verb.i).find(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))?;
                let own = text.children(below.i).any(|c| c.dep() == "nsubj" && c.i < i);
                if subject.i > i && !own && text.subtree(below.i).end <= subject.i {
                    let heads = self.resolve(subject.i);
                    return heads
                        .iter()
                        .copied()
                        .find(|&e| self.fits(e, asks) && !self.excluded.contains(&e));
                }
                return None;
            }
            below = verb;
        }
        None
    }

    /// Two or more that are named together, or, where nothing else is plural, the two persons of the sentence.
    fn pair(&mut self, i: usize, best: Option<usize>) -> Option<Heads> {
        let text = self.text;
        let sentence = text.sentence_of[i] as usize;
        let earlier = (sentence.saturating_sub(1)..=sentence).rev();
        for s in earlier {
            if text.sentences[s].block != text.sentences[sentence].block && s != sentence {
                break;
            }
            for j in text.sentences[s].tokens.clone().filter(|&j| j < i) {
                let parts = coordinated(text, j);
                // 'Both sides' stands for two as a list does.
                if (parts.len() < 2 && self.read_at(j).len() != 2)
                    || text.token(j).dep() == "conj"
                    || !self.named_or_agent(j)
                    || parts.iter().any(|&p| p >= i)
                {
                    continue;
                }
                let mut all = Heads::new();
                for part in parts {
                    all.extend(
                        self.read_at(part).iter().copied().filter(|e| !self.drafts[*e].plural),
                    );
                }
                all.dedup();
                // A plural mentioned later, or in a better place than the list, has the better claim.
                let plural = best.filter(|&b| self.drafts[b].plural);
                let better = plural
                    .and_then(|b| self.salience.weight.get(&b))
                    .is_some_and(|b| b.head > j || part(text, b.head) > part(text, j));
                if all.len() > 1 && !better {
                    return Some(all);
                }
            }
        }
        if best.is_some_and(|b| {
            self.drafts[b].plural || self.drafts[b].entity.kind == EntityKind::Group
        }) {
            return None;
        }
        let mut actors = Heads::new();
        for j in text.sentences[sentence].tokens.clone().filter(|&j| j < i) {
            for &entity in self.read_at(j) {
                let kind = self.drafts[entity].entity.kind;
                let person = kind == EntityKind::Person && !self.drafts[entity].plural;
                if person && !actors.contains(&entity) {
                    actors.push(entity);
                }
            }
        }
        (actors.len() == 2).then_some(actors)
    }

    /// 'It' that stands for nothing: 'it is thought that', 'it is necessary to', 'it appears'.
    fn empty_it(&self, i: usize) -> bool {
        let text = self.text;
        let token = text.token(i);
        let verb = token.head();
        let clause = |at: usize| {
            text.children(at).any(|c| {
                matches!(c.dep(), "ccomp" | "xcomp" | "csubj" | "csubjpass" | "acl" | "relcl")
                    || (c.dep() == "advcl"
                        && text.children(c.i).any(|d| d.text() == "to" && d.dep() == "aux"))
            })
        };
        match token.dep() {
            "expl" => true,
            "nsubjpass" => clause(verb.i),
            "nsubj" if verb.lemma() == "be" => {
                let complements = text
                    .children(verb.i)
                    .filter(|c| matches!(c.dep(), "acomp" | "attr" | "prep" | "advmod"));
                let mut any = false;
                for complement in complements {
                    any |= matches!(complement.dep(), "acomp" | "attr") && clause(complement.i);
                    any |= complement.dep() == "prep" && complement.text() == "up";
                }
                any || clause(verb.i)
            }
            "nsubj" => self.actors.words.raising.contains_key(verb.lemma()) && clause(verb.i),
            // 'make it to', 'find it hard to'.
            "dobj" => {
                text.children(verb.i)
                    .any(|c| matches!(c.dep(), "oprd") || (c.dep() == "prep" && c.text() == "to"))
                    && verb.lemma() == "make"
            }
            _ => false,
        }
    }
}

/// The verbs above token `i`, nearest first, its own not among them where it is the subject.
fn governors(text: &Text<'_>, i: usize) -> SmallVec<[usize; 4]> {
    let token = text.token(i);
    let own = matches!(token.dep(), "nsubj" | "nsubjpass").then_some(token.head().i);
    text.ancestors(i)
        .filter(|t| matches!(t.pos(), "VERB" | "AUX") && Some(t.i) != own)
        .map(|t| t.i)
        .take(4)
        .collect()
}

fn is_subject(text: &Text<'_>, i: usize) -> bool {
    text.token(i).dep().starts_with(SUBJECT)
}

fn is_subject_of(text: &Text<'_>, head: usize, verb: usize) -> bool {
    let token = text.token(head);
    matches!(token.dep(), "nsubj" | "nsubjpass") && token.head().i == verb
}

/// The subjects of a verb: its own, or that of the verb it is a complement of or coordinated with.
fn subjects(text: &Text<'_>, verb: usize) -> SmallVec<[usize; 2]> {
    let mut at = verb;
    for _ in 0..4 {
        let own: SmallVec<[usize; 2]> = text
            .children(at)
            .filter(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
            .map(|c| c.i)
            .collect();
        if !own.is_empty() {
            return own;
        }
        let token = text.token(at);
        if !matches!(token.dep(), "xcomp" | "conj" | "advcl" | "pcomp" | "prep")
            || token.head().i == at
        {
            break;
        }
        at = token.head().i;
    }
    SmallVec::new()
}

/// Token `i` and what is coordinated with it.
pub(super) fn coordinated(text: &Text<'_>, i: usize) -> SmallVec<[usize; 4]> {
    let mut out: SmallVec<[usize; 4]> = smallvec![i];
    let mut at = 0;
    while at < out.len() && out.len() < 12 {
        for child in text.children(out[at]) {
            if child.dep() == "conj" {
                out.push(child.i);
            }
        }
        at += 1;
    }
    out.sort_unstable();
    out
}
