//! From spans to entities: the reader of one article, which goes through its tokens once and keeps what has been
//! mentioned.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::{SmallVec, smallvec};

use super::find::{Found, NameSpan, What};
use super::knowledge::{Actors, Window};
use super::names::pieces;
use super::places::Gazetteer;
use super::quotes::Speeches;
use super::salience::Salience;
use super::sexes::Gender;
use super::surnames::{Full, is_aside};
use super::{Entities, Entity, EntityKind, Mention, MentionKind, Place};
use crate::source::Source;
use crate::text::Text;

/// What makes two mentions the same thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Country(u32),
    /// A capital that stands for its government.
    Government(u32),
    Seat(String),
    /// A country's people.
    People(u32),
    Person(u32),
    Organisation(u32),
    Group(u32),
    Spot(u32),
    Name(String),
    /// A description by its agent, whose it is, and whether it is plural.
    Described(String, Option<usize>, bool),
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) entity: Entity,
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
    /// The person of the knowledge.
    pub(super) person: Option<u32>,
}

/// The entities that a token heads.
pub(super) type Heads = SmallVec<[usize; 2]>;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    Not,
    Now,
    Done,
}

/// Reads one article.
pub(super) struct Reader<'r, 'a> {
    pub(super) text: &'r Text<'a>,
    pub(super) actors: &'r Actors,
    pub(super) places: &'r Gazetteer,
    pub(super) window: Option<Window>,
    pub(super) found: &'r Found,
    pub(super) drafts: Vec<Draft>,
    pub(super) keys: FxHashMap<Key, usize>,
    /// Words that an entity may be called by later, each with the entities in order of mention.
    pub(super) called: FxHashMap<String, Vec<usize>>,
    /// Persons by their last name.
    pub(super) surnames: FxHashMap<String, usize>,
    /// Where the article names persons in full whom knowledge lacks, by the last name.
    pub(super) full: FxHashMap<String, Vec<Full<usize>>>,
    /// Persons by their first name; none where several have it.
    pub(super) firsts: FxHashMap<String, Option<usize>>,
    /// Organisations by the last word of their name: 'the Times'.
    pub(super) lasts: FxHashMap<String, usize>,
    pub(super) salience: Salience,
    /// Entities that a pronoun inside their own apposition cannot stand for: 'Peskov, his spokesman'.
    pub(super) excluded: Vec<usize>,
    pub(super) speeches: Speeches,
    mentions: Vec<Mention>,
    at: Vec<Heads>,
    visits: Vec<Visit>,
    pub(super) places_out: Vec<Place>,
    pub(super) place_of: FxHashMap<(bool, u32), usize>,
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn new(
        text: &'r Text<'a>,
        actors: &'r Actors,
        places: &'r Gazetteer,
        window: Option<Window>,
        found: &'r Found,
    ) -> Self {
        Reader {
            text,
            actors,
            places,
            window,
            found,
            drafts: Vec::new(),
            keys: FxHashMap::default(),
            called: FxHashMap::default(),
            surnames: FxHashMap::default(),
            full: FxHashMap::default(),
            firsts: FxHashMap::default(),
            lasts: FxHashMap::default(),
            salience: Salience::default(),
            excluded: Vec::new(),
            speeches: Speeches::new(text),
            mentions: Vec::new(),
            at: vec![Heads::new(); text.len()],
            visits: vec![Visit::Not; text.len()],
            places_out: Vec::new(),
            place_of: FxHashMap::default(),
        }
    }

    /// Reads all tokens and gives the layer.
    pub(super) fn read(mut self) -> Entities {
        self.gather_persons();
        for i in 0..self.text.len() {
            self.resolve(i);
        }
        self.finish()
    }

    /// The entities that token `i` heads a mention of; reads the mention if that has not been done.
    pub(super) fn resolve(&mut self, i: usize) -> Heads {
        match self.visits[i] {
            Visit::Done => return self.at[i].clone(),
            Visit::Now => return Heads::new(),
            Visit::Not => self.visits[i] = Visit::Now,
        }
        let found = self.found;
        let heads = if let Some(name) = found.name_headed(i) {
            self.name(name)
        } else if let Some(agent) = found.agent_headed(i) {
            self.agent(agent)
        } else {
            self.other(i)
        };
        self.visits[i] = Visit::Done;
        self.at[i] = heads.clone();
        heads
    }

    /// The entities that token `i` heads, if its mention has been read.
    pub(super) fn read_at(&self, i: usize) -> &[usize] {
        &self.at[i]
    }

    /// Takes token `i` for read without a mention of its own: a title that is part of a name's mention.
    pub(super) fn absorb(&mut self, i: usize, heads: &Heads) {
        self.visits[i] = Visit::Done;
        self.at[i] = heads.clone();
    }

    /// Sets what token `i` stands for while its mention is still being read.
    pub(super) fn set(&mut self, i: usize, heads: Heads) {
        self.at[i] = heads;
    }

    /// Whether a name or an agent is headed by token `i`.
    pub(super) fn named_or_agent(&self, i: usize) -> bool {
        self.found.name_headed(i).is_some() || self.found.agent_headed(i).is_some()
    }

    /// Enters one more mention of an entity.
    pub(super) fn mention(
        &mut self,
        tokens: Range<usize>,
        head: usize,
        kind: MentionKind,
        entity: usize,
    ) {
        self.mentions.push(Mention { tokens, head, kind, entity });
        // 'He is a killer': what somebody is said to be is nobody new.
        let mut token = self.text.token(head);
        while token.dep() == "conj" && token.head().i < token.i {
            token = token.head();
        }
        let said = token.dep() == "attr"
            || (token.dep() == "pobj" && token.head().text().eq_ignore_ascii_case("as"));
        let said_to_be = kind == MentionKind::Description && said;
        if kind != MentionKind::Demonym && !said_to_be {
            self.salience.note(self.text, &self.speeches, head, entity);
        }
    }

    /// Head tokens of the mentions of an entity so far, in the order in which they were read.
    pub(super) fn mentions_of(&self, entity: usize) -> impl Iterator<Item = usize> + '_ {
        self.mentions.iter().filter(move |m| m.entity == entity).map(|m| m.head)
    }

    /// The entity of a key, made if it is new.
    pub(super) fn keyed(&mut self, key: Key, make: impl FnOnce(&mut Self) -> Draft) -> usize {
        if let Some(&entity) = self.keys.get(&key) {
            return entity;
        }
        let draft = make(self);
        let entity = self.add(draft);
        self.keys.insert(key, entity);
        entity
    }

    pub(super) fn add(&mut self, draft: Draft) -> usize {
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// Notes that an entity may be called by `word` from here on.
    pub(super) fn call(&mut self, word: &str, entity: usize) {
        let list = self.called.entry(word.to_owned()).or_default();
        if list.last() != Some(&entity) {
            list.push(entity);
        }
    }

    /// A name's mention.
    fn name(&mut self, name: &NameSpan) -> Heads {
        let words = self.text.words(name.tokens.clone()).to_owned();
        let (entity, kind) = match name.what {
            What::Person(_) | What::Unknown(EntityKind::Person) => return self.person(name),
            // A title makes a person of what the recogniser took for a place.
            What::Unknown(_) if self.is_titled(name) => return self.person(name),
            What::Country(c) => {
                let modifier =
                    self.modifies(name.head) && self.text.token(name.head).dep() != "nmod";
                // 'U.S.' and 'North Korea' are adjectives in all but form; 'the Libya attack' says where.
                let adjective = name.tokens.len() > 1 || !words.chars().any(char::is_lowercase);
                let kind =
                    if modifier && adjective { MentionKind::Demonym } else { MentionKind::Place };
                (self.country(c), kind)
            }
            What::Pair(one, other) => return self.pair_of_countries(name, one, other),
            What::Demonym(c) if self.modifies(name.head) => (self.country(c), MentionKind::Demonym),
            What::Demonym(c) => (self.people(c), MentionKind::Name),
            What::Capital(c) if self.acts(name.head) => {
                (self.government(c, &words), MentionKind::Place)
            }
            What::Capital(c) => (self.capital(c, &words), MentionKind::Place),
            What::Seat(c) => (self.seat(c, &words), MentionKind::Name),
            What::Organisation(o) => {
                let entity = self.organisation(o);
                self.last_word(&words, entity);
                (entity, MentionKind::Name)
            }
            What::Group(g) => {
                let kind =
                    if self.modifies(name.head) { MentionKind::Demonym } else { MentionKind::Name };
                (self.group(g), kind)
            }
            What::Spot(s) => (self.spot(s), MentionKind::Place),
            What::Unknown(kind) => {
                let entity = self.unknown(&words, kind, name.head);
                let place = self.drafts[entity].entity.kind == EntityKind::Place;
                (entity, if place { MentionKind::Place } else { MentionKind::Name })
            }
        };
        let mut tokens = name.tokens.clone();
        if kind == MentionKind::Place {
            // 'eastern Aleppo' is one mention.
            while tokens.start > 0 {
                let before = self.text.token(tokens.start - 1);
                if before.dep() != "amod"
                    || before.head().i != name.head
                    || self.found.name_over(before.i).is_some()
                {
                    break;
                }
                tokens.start -= 1;
            }
        }
        self.mention(tokens, name.head, kind, entity);
        self.at[name.head] = smallvec![entity];
        self.apposition(name.head, entity);
        smallvec![entity]
    }

    /// 'U.S.-China': both countries.
    fn pair_of_countries(&mut self, name: &NameSpan, one: u32, other: u32) -> Heads {
        let heads: Heads = smallvec![self.country(one), self.country(other)];
        let modifies = self.modifies(name.head);
        let kind = if modifies { MentionKind::Demonym } else { MentionKind::Place };
        for &entity in &heads {
            self.mention(name.tokens.clone(), name.head, kind, entity);
        }
        self.at[name.head] = heads.clone();
        heads
    }

    /// Whether a name at token `i` only modifies a noun: 'a French resolution', 'Saudi-led'.
    pub(super) fn modifies(&self, i: usize) -> bool {
        let token = self.text.token(i);
        match token.dep() {
            "amod" | "compound" | "nmod" | "npadvmod" | "advmod" | "acomp" => true,
            // 'Ethiopian, Mozambican and South African troops', whatever the parser makes of it.
            "conj" if self.before_noun(i) => true,
            "conj" => {
                let head = token.head();
                token.tag().starts_with("JJ") == head.tag().starts_with("JJ")
                    && head.i != i
                    && self.modifies(head.i)
            }
            _ => false,
        }
    }

    /// Whether the word behind the name over token `i` is a noun that the name can modify.
    fn before_noun(&self, i: usize) -> bool {
        let next = self.found.name_over(i).map_or(i + 1, |name| name.tokens.end);
        next < self.text.len()
            && self.found.agent_over(next).is_some()
            && self.text.sentence_of[next] == self.text.sentence_of[i]
    }

    /// Whether a capital at token `i` stands for its government: it acts, speaks or is spoken to.
    fn acts(&self, i: usize) -> bool {
        let token = self.text.token(i);
        let head = token.head();
        match token.dep() {
            "nsubj" => {
                head.lemma() != "be" || self.text.children(head.i).any(|c| c.dep() == "acomp")
            }
            "poss" => true,
            "dobj" | "dative" | "nsubjpass" => self.text.children(head.i).any(|c| {
                matches!(c.dep(), "xcomp" | "ccomp")
                    || (c.dep() == "prep" && matches!(c.text(), "of" | "for"))
            }),
            "pobj" => matches!(
                head.text().to_lowercase().as_str(),
                "with"
                    | "by"
                    | "against"
                    | "between"
                    | "on"
                    | "upon"
                    | "among"
                    | "than"
                    | "like"
                    | "unlike"
            ),
            "conj" if head.i != i => self.acts(head.i),
            "ROOT" => self.text.len() == 1,
            _ => false,
        }
    }

    /// The persons whom the recogniser sees named in full give their last names to all later mentions, whatever those
    /// are taken for.
    fn gather_persons(&mut self) {
        let found = self.found;
        for name in &found.names {
            if name.what == What::Unknown(EntityKind::Person) && name.tokens.len() > 1 {
                let words = self.text.words(name.tokens.clone()).to_owned();
                let who = self.unknown_person(&words, None, None);
                let last = pieces(&words).pop().unwrap_or_default();
                let aside = is_aside(self.text, name.head);
                let gender = self.drafts[who].gender;
                let full = Full { who, at: name.tokens.start, aside, gender, current: false };
                self.full.entry(last).or_default().push(full);
            }
        }
    }

    fn finish(mut self) -> Entities {
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|&m| {
            let mention = &self.mentions[m];
            (mention.tokens.start, std::cmp::Reverse(mention.tokens.end), mention.head, m)
        });
        let mut new: Vec<Option<usize>> = vec![None; self.drafts.len()];
        let mut out = Entities::default();
        for m in order {
            let mut mention = self.mentions[m].clone();
            let old = mention.entity;
            mention.entity = *new[old].get_or_insert_with(|| {
                out.entities.push(self.drafts[old].entity.clone());
                out.entities.len() - 1
            });
            out.entities[mention.entity].mentions.push(out.mentions.len());
            out.mentions.push(mention);
        }
        out.places = std::mem::take(&mut self.places_out);
        out.index(self.text.len());
        out
    }
}

/// The noun that an office or a description is called by for short: 'the minister' for the foreign minister, but not
/// 'the state' for the secretary of state.
pub(super) fn short_title(words: &str) -> Option<&str> {
    let of = words.find(" of ").map_or(words, |at| &words[..at]);
    match of.rsplit_once(' ') {
        Some((_, last)) => Some(last),
        None => (of.len() < words.len()).then_some(of),
    }
}

impl Draft {
    /// An entity of which nothing but its name, sort and code is known.
    pub(super) fn new(name: &str, kind: EntityKind, code: Option<&str>) -> Self {
        Draft {
            entity: Entity {
                name: name.to_owned(),
                kind,
                code: code.filter(|code| !code.is_empty()).map(str::to_owned),
                sectors: Vec::new(),
                identifier: None,
                office: None,
                place: None,
                mentions: Vec::new(),
                because: Vec::new(),
                served: Vec::new(),
            },
            gender: None,
            plural: false,
            person: None,
        }
    }

    /// Adds a step of the reason.
    pub(super) fn because(&mut self, source: Option<&Source>, reason: String) {
        self.entity.because.push((source.cloned(), reason));
    }
}
