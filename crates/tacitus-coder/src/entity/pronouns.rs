//! Pronouns: whom they stand for, by number, sex and prominence.

use smallvec::{SmallVec, smallvec};
use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::binding::{governors, is_subject, is_subject_of, is_where};
use super::find::What;
use super::resolve::{Heads, Reader};
use super::salience::part;
use super::sexes::Gender;
use super::things::made_to;
use super::{EntityKind, MentionKind};
use crate::text::Text;

/// PLOVER's sector of the press.
const PRESS: &str = "JRN";

/// What an entity gains as antecedent by standing in the pronoun's own sentence.
pub(super) const SAME_SENTENCE: f32 = 80.0;

/// The share of the weight that somebody named inside a quotation keeps outside it.
const QUOTED: f32 = 0.7;

/// What the subject of the sentence before gains as antecedent of a subject.
const CONTINUED: f32 = 80.0;

/// What an object gains beside it as antecedent of an object.
const PARALLEL: f32 = 50.0;

/// The share that is left to somebody in a phrase or clause in front of the pronoun's own verb.
const FRONTED: f32 = 0.6;

/// What the one who is asked gains in the question: 'the senator asked the nominee whether he …'.
const ASKED: f32 = 200.0;

/// What the author gains in what is told of a word or deed: 'comments by the minister in which he …'.
const TELLS: f32 = 200.0;

/// What the subject of a clause in front gains: 'when the premier hesitated over the strike, the senator urged him …'.
const CLAUSE: f32 = 60.0;

/// What an entity gains that shares a noun phrase with the pronoun: 'efforts by the bureau in its inquiry'.
const SAME_PHRASE: f32 = 110.0;

/// The share that is left to a name that only says what sort of thing another is: 'the Reagan tax cuts'.
const MODIFIER: f32 = 0.35;

/// The share that is left to a word of which nothing tells that it is a person's name.
const UNKNOWN: f32 = 0.6;

/// The share that is left to a country that only tells where: 'who flew to Kenya'.
const WHERE: f32 = 0.6;

/// The share that is left to an actor as what 'it' stands for where that is done something to.
const OBJECT: f32 = 0.6;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
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
                if draft.entity.kind == EntityKind::Unknown {
                    draft.entity.kind = EntityKind::Person;
                }
            }
            self.mention(i..i + 1, i, MentionKind::Pronoun, entity);
        }
        entities
    }

    fn antecedent(&mut self, i: usize, asks: Asks) -> Heads {
        if let Some(ahead) = self.ahead(i, asks).or_else(|| self.beside_owner(i, asks)) {
            return smallvec![ahead];
        }
        let text = self.text;
        let governors = governors(text, i);
        let owned = self.owned_code(i);
        let mut best: Option<(f32, usize)> = None;
        // A name of which nothing tells that it is a person's stands in where there is no other.
        let mut spare: Option<(f32, usize)> = None;
        for (entity, weight, head) in self.salience.within(text, &self.speeches, i) {
            if !self.fits(entity, asks)
                || head >= i
                || self.barred(i, entity)
                || !self.reaches(head, i)
                || (asks != Asks::Thing && self.is_weak_thing(entity))
            {
                continue;
            }
            if !matches!(asks, Asks::Person(_)) && self.only_reports(entity, head) {
                continue;
            }
            if asks == Asks::Thing && self.is_named_as_many(entity, head) {
                continue;
            }
            // A thing is taken up at once or not at all: what 'it' stands for is most often no actor.
            if asks == Asks::Thing && (self.fronted(head, i) || !self.near(head, i)) {
                continue;
            }
            let mut weight = self.weigh(weight, entity, head, i, asks);
            weight += governing(text, &governors, head, asks);
            // 'His spokesman Dmitry Peskov': the spokesman's country is his master's.
            if owned.is_some() && self.drafts[entity].entity.code == owned {
                weight += 120.0;
            }
            if asks == Asks::Several && !self.drafts[entity].plural {
                weight *= if text.token(head).tag().ends_with('S') { 0.9 } else { 0.5 };
            }
            let unknown = self.drafts[entity].entity.kind == EntityKind::Unknown;
            let slot = if unknown { &mut spare } else { &mut best };
            if slot.is_none_or(|(known, _)| weight > known) {
                *slot = Some((weight, entity));
            }
        }
        let best = best.or(spare);
        if asks == Asks::Several
            && let Some(pair) = self.pair(i, best.map(|(_, entity)| entity))
        {
            return pair;
        }
        if asks == Asks::Thing
            && best.is_some_and(|(weight, _)| self.outdone(i, weight, &governors))
        {
            return Heads::new();
        }
        best.map_or_else(Heads::new, |(_, entity)| smallvec![entity])
    }

    /// The weight of an entity as antecedent of the pronoun at token `i` without what its verbs add.
    fn weigh(&self, weight: f32, entity: usize, head: usize, i: usize, asks: Asks) -> f32 {
        let text = self.text;
        let mut weight = weight;
        match asks {
            Asks::Person(_) => {
                weight = self.beside(weight, head, i);
                if text.token(head).dep() == "compound" {
                    weight *= MODIFIER;
                }
                if self.is_unproven(entity) {
                    weight *= UNKNOWN;
                }
            }
            Asks::Thing => {
                if text.sentence_of[head] == text.sentence_of[i] {
                    weight += SAME_SENTENCE;
                }
                if is_object(text, i) && !made_to(text, i) {
                    weight *= OBJECT;
                }
            }
            Asks::Several => {}
        }
        if asks == Asks::Several && takes_object(text, i) && is_object(text, head) {
            weight += PARALLEL;
        }
        let state =
            matches!(self.drafts[entity].entity.kind, EntityKind::Country | EntityKind::Place);
        if state && is_where(text, head) {
            weight *= WHERE;
        }
        if shares_phrase(text, head, i) {
            weight += SAME_PHRASE;
        }
        if tells_in(text, head, i) {
            weight += TELLS;
        }
        weight
    }

    /// Whether a word was taken for a person's name of which nothing says so: one word without title or first name.
    fn is_unproven(&self, entity: usize) -> bool {
        let draft = &self.drafts[entity];
        draft.person.is_none()
            && draft.gender.is_none()
            && draft.entity.office.is_none()
            && draft.entity.sectors.is_empty()
            && (draft.entity.kind == EntityKind::Unknown || !draft.entity.name.contains(' '))
    }

    /// Whether a body was last called by its members: 'Republicans' are they, and no 'it'.
    fn is_named_as_many(&self, entity: usize, head: usize) -> bool {
        let members =
            matches!(self.drafts[entity].entity.kind, EntityKind::Organisation | EntityKind::Group);
        let name = self.found.name_headed(head);
        members
            && name.is_some_and(|name| name.tokens.len() == 1)
            && matches!(self.text.token(head).tag(), "NNS" | "NNPS")
    }

    /// Whether an entity is a name of one word that nothing tells to be a person's, and no subject either.
    fn is_weak_thing(&self, entity: usize) -> bool {
        self.drafts[entity].entity.kind == EntityKind::Unknown
            && self.salience.last(entity).is_none_or(|head| !is_subject(self.text, head))
    }

    /// 'The president's decision to leave and his refusal to arm them': the owner of the noun beside it.
    fn beside_owner(&self, i: usize, asks: Asks) -> Option<usize> {
        let text = self.text;
        let noun = text.token(i).head();
        if text.token(i).tag() != "PRP$" || noun.dep() != "conj" || noun.head().i > i {
            return None;
        }
        let above = text.ancestors(noun.i).take_while(|t| !matches!(t.pos(), "VERB" | "AUX"));
        // The parser joins the second noun to any of the phrase: the owner of the whole is the one.
        let owners = above.filter_map(|t| text.children(t.i).find(|c| c.dep() == "poss"));
        let owner = owners.last()?;
        self.read_at(owner.i).iter().copied().find(|&entity| self.fits(entity, asks))
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
            let subject = |at: usize| {
                let token = text.token(at);
                is_subject(text, at) || (token.tag() == "PRP$" && is_subject(text, token.head().i))
            };
            let goes_on = self.speeches.apart(text, head, i) == 1
                && is_subject(text, head)
                && subject(i)
                && text.token(head).head().dep() == "ROOT";
            return if goes_on { weight + CONTINUED } else { weight };
        }
        if self.fronted(head, i) {
            // 'In the premier's note he …': but the owner of what stands in front is most often meant.
            let owner = text.token(head).dep() == "poss";
            return if owner { weight + CONTINUED } else { weight * FRONTED };
        }
        let mut weight = weight + SAME_SENTENCE;
        // 'The prosecutor said that agents had found the professor but not arrested him': objects go together.
        if is_object(text, head) && takes_object(text, i) && has_subject(text, head) {
            weight += PARALLEL;
        }
        if is_subject(text, head) && self.clause_in_front(head, i) {
            weight += CLAUSE;
        }
        if self.is_asked(head, i) {
            weight += ASKED;
        }
        weight
    }

    /// Whether token `head` is the subject of a clause that stands in front of one above the pronoun at token `i`.
    fn clause_in_front(&self, head: usize, i: usize) -> bool {
        let clause = self.text.token(head).head();
        clause.dep() == "advcl"
            && clause.i < i
            && self.text.ancestors(i).any(|above| above.i == clause.head().i)
    }

    /// Whether the pronoun at token `i` stands in a question that token `head` is asked: 'the senator asked the
    /// nominee whether he …'.
    fn is_asked(&self, head: usize, i: usize) -> bool {
        let text = self.text;
        let verb = text.token(head).head();
        let question = |clause: Token<'_>| {
            clause.head().i == verb.i
                && text.children(clause.i).any(|c| {
                    matches!(c.dep(), "mark" | "advmod")
                        && self.actors.words.whether.contains_key(&c.text().to_lowercase())
                })
        };
        is_object(text, head)
            && self.actors.words.asking.contains_key(verb.lemma())
            && text.ancestors(i).any(question)
    }

    /// Whether token `head` stands in front of the subject at token `i`, below the same verb: 'In a letter to the
    /// judge, he …', 'The senator is wrong, he said'; or in front of a subject above: 'Speaking to the judge, the senator
    /// said that he …'.
    fn fronted(&self, head: usize, i: usize) -> bool {
        let text = self.text;
        if !is_subject(text, i) {
            return false;
        }
        // 'When the pope came, he pledged …': the subject of a clause of its own is the first choice.
        let clause = is_subject(text, head) && text.token(head).head().dep() == "advcl";
        if clause {
            return false;
        }
        let own = text.token(i).head().i;
        let below = |verb: usize| text.ancestors(head).any(|above| above.i == verb);
        if below(own) {
            return true;
        }
        text.ancestors(own).any(|verb| {
            let subject = text.children(verb.i).find(|c| c.dep().starts_with("nsubj"));
            subject.is_some_and(|subject| {
                head < subject.i
                    && subject.i < i
                    && below(verb.i)
                    && !text.subtree(subject.i).contains(&head)
            })
        })
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
                matches!(draft.entity.kind, EntityKind::Person | EntityKind::Unknown)
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
                    .and_then(|b| self.salience.last(b))
                    .is_some_and(|b| b > j || part(text, b) > part(text, j));
                if all.len() > 1 && !better {
                    return Some(all);
                }
            }
        }
        let many = |b: usize| {
            self.salience.last(b).is_some_and(|head| text.token(head).tag().ends_with('S'))
        };
        if best.is_some_and(|b| {
            self.drafts[b].plural || self.drafts[b].entity.kind == EntityKind::Group || many(b)
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
        let alone = best.and_then(|best| self.salience.last(best)).is_none_or(|head| {
            !is_subject(text, head) || text.sentence_of[head] as usize != sentence
        });
        if actors.len() < 2 && alone {
            self.subject_before(i, &mut actors);
        }
        (actors.len() == 2).then_some(actors)
    }

    /// Adds the person who is the subject of the sentence before: 'The premier was hopeful. The president said they
    /// would meet'.
    fn subject_before(&self, i: usize, actors: &mut Heads) {
        let text = self.text;
        let sentence = text.sentence_of[i] as usize;
        let Some(before) = sentence.checked_sub(1) else { return };
        if text.sentences[before].block != text.sentences[sentence].block {
            return;
        }
        let subject = |j: &usize| is_subject(text, *j) && text.token(*j).head().dep() == "ROOT";
        let Some(j) = text.sentences[before].tokens.clone().find(subject) else { return };
        for &entity in self.read_at(j) {
            let draft = &self.drafts[entity];
            let person = draft.entity.kind == EntityKind::Person && !draft.plural;
            if person && !actors.contains(&entity) {
                actors.push(entity);
            }
        }
    }
}

/// What an entity gains as antecedent by being the subject of one of the verbs above the pronoun.
pub(super) fn governing(text: &Text<'_>, governors: &[usize], head: usize, asks: Asks) -> f32 {
    let gain = match asks {
        Asks::Several => [90.0, 65.0, 40.0, 15.0],
        _ => [120.0, 80.0, 45.0, 15.0],
    };
    let rank = governors.iter().position(|&verb| is_subject_of(text, head, verb));
    rank.and_then(|rank| gain.get(rank)).copied().unwrap_or(0.0)
}

pub(super) fn is_object(text: &Text<'_>, i: usize) -> bool {
    let token = text.token(i);
    matches!(token.dep(), "dobj" | "dative")
        || (token.dep() == "pobj"
            && token.head().dep() == "prep"
            && token.head().head().pos() == "VERB")
}

/// Whether something is done to the pronoun at token `i`: an object, or the subject of a passive.
fn takes_object(text: &Text<'_>, i: usize) -> bool {
    matches!(text.token(i).dep(), "dobj" | "dative" | "nsubjpass")
}

/// Whether the verb over token `i` has a subject of its own.
fn has_subject(text: &Text<'_>, i: usize) -> bool {
    let verb = text.token(i).head().i;
    text.children(verb).any(|c| c.dep().starts_with("nsubj"))
}

/// Whether one noun holds both tokens, with no verb between: 'efforts by the bureau in its inquiry'.
fn shares_phrase(text: &Text<'_>, head: usize, i: usize) -> bool {
    let nouns = |at: usize| {
        text.ancestors(at)
            .take_while(|t| !matches!(t.pos(), "VERB" | "AUX"))
            .filter(|t| t.pos() == "NOUN")
    };
    nouns(i).any(|noun| noun.i < head && nouns(head).any(|above| above.i == noun.i))
}

/// Whether the pronoun is the subject of what somebody's word or deed holds: "the minister's letter, in which he …",
/// 'comments by the minister in which he …'.
fn tells_in(text: &Text<'_>, head: usize, i: usize) -> bool {
    let clause = text.token(i).head();
    let inside = text.children(clause.i).any(|prep| {
        prep.text().eq_ignore_ascii_case("in")
            && text.children(prep.i).any(|which| which.tag() == "WDT")
    });
    if !is_subject(text, i) || clause.dep() != "relcl" || !inside {
        return false;
    }
    let noun = clause.head().i;
    let token = text.token(head);
    let author = token.dep() == "poss" && token.head().i == noun;
    let by = token.dep() == "pobj"
        && token.head().text() == "by"
        && text.ancestors(head).take_while(|t| t.i >= noun).any(|t| t.i == noun);
    author || by
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
