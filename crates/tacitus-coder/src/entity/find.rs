//! Finds the names and agent nouns of an article: knowledge first, then the language layer's named entities, then
//! runs of proper nouns. What is found here is a span with what it can stand for; resolution comes later.

use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::EntityKind;
use super::choose::Chooser;
use super::families::{family_names, is_full_name};
use super::knowledge::{Actors, Named, Window};
use super::load::u32_of;
use super::names::{Piece, fold, pieces_of};
use super::places::Gazetteer;
use crate::text::Text;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum What {
    Country(u32),
    /// Two countries in one word: 'U.S.-China'.
    Pair(u32, u32),
    Demonym(u32),
    Capital(u32),
    Seat(u32),
    Person(u32),
    Organisation(u32),
    Group(u32),
    Spot(u32),
    Unknown(EntityKind),
}

/// A name in the text.
#[derive(Clone, Debug)]
pub(super) struct NameSpan {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) what: What,
}

/// An agent noun or phrase in the text.
#[derive(Clone, Debug)]
pub(super) struct AgentSpan {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) agent: u32,
}

/// What the knowledge finds at one place before the context is asked.
#[derive(Clone, Debug)]
pub(super) struct Match {
    pub(super) tokens: Range<usize>,
    pub(super) head: usize,
    pub(super) named: SmallVec<[Named; 2]>,
    /// The other country of a word that joins two.
    pub(super) with: Option<u32>,
    pub(super) spots: SmallVec<[u32; 2]>,
}

/// All names and agents of an article, with indexes from tokens.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) names: Vec<NameSpan>,
    pub(super) agents: Vec<AgentSpan>,
    /// For each token the name that covers it.
    pub(super) name_at: Vec<Option<u32>>,
    /// For each token the agent that covers it.
    pub(super) agent_at: Vec<Option<u32>>,
}

impl Found {
    /// The name headed by token `i`.
    pub(super) fn name_headed(&self, i: usize) -> Option<&NameSpan> {
        let name = &self.names[(*self.name_at.get(i)?)? as usize];
        (name.head == i).then_some(name)
    }

    /// The agent headed by token `i`.
    pub(super) fn agent_headed(&self, i: usize) -> Option<&AgentSpan> {
        let agent = &self.agents[(*self.agent_at.get(i)?)? as usize];
        (agent.head == i).then_some(agent)
    }

    /// The name that covers token `i`.
    pub(super) fn name_over(&self, i: usize) -> Option<&NameSpan> {
        self.name_at.get(i).copied().flatten().map(|n| &self.names[n as usize])
    }

    /// The agent that covers token `i`.
    pub(super) fn agent_over(&self, i: usize) -> Option<&AgentSpan> {
        self.agent_at.get(i).copied().flatten().map(|n| &self.agents[n as usize])
    }
}

/// The names and agents of `text`.
pub(super) fn find(
    text: &Text<'_>,
    actors: &Actors,
    places: &Gazetteer,
    window: Option<Window>,
) -> Found {
    let (pieces, ranges) = pieces_of(text);
    let matches = matches(text, actors, places, &pieces, &ranges);
    let agents = agents(text, actors, &pieces, &ranges, &matches);
    let mut found = Found {
        name_at: vec![None; text.len()],
        agent_at: vec![None; text.len()],
        ..Found::default()
    };
    for agent in agents {
        let index = u32_of(found.agents.len());
        agent.tokens.clone().for_each(|i| found.agent_at[i] = Some(index));
        found.agents.push(agent);
    }
    let mut spans = Chooser::new(text, actors, places, window, &matches).choose(&found);
    unknown(text, actors, places, &found, &mut spans);
    family_names(text, &found, &mut spans);
    spans.sort_by_key(|span| span.tokens.start);
    for span in spans {
        let index = u32_of(found.names.len());
        // An agent inside a name is part of the name: 'Save the Children'.
        for i in span.tokens.clone() {
            found.name_at[i] = Some(index);
            if let Some(agent) = found.agent_at[i] {
                found.agents[agent as usize].tokens.clone().for_each(|j| found.agent_at[j] = None);
            }
        }
        found.names.push(span);
    }
    found
}

/// The token of a span that the rest of the sentence sees: the last one whose head lies outside.
pub(super) fn head_of(text: &Text<'_>, tokens: &Range<usize>) -> usize {
    let outside = |i: &usize| {
        let token = text.token(*i);
        token.dep() != "punct"
            && token.dep() != "case"
            && (token.head().i == *i || !tokens.contains(&token.head().i))
    };
    tokens.clone().rev().find(outside).unwrap_or(tokens.end - 1)
}

fn matches(
    text: &Text<'_>,
    actors: &Actors,
    places: &Gazetteer,
    pieces: &[Piece],
    ranges: &[Range<usize>],
) -> Vec<Match> {
    let mut out = Vec::new();
    for range in ranges {
        let pieces = &pieces[..range.end];
        let mut at = range.start;
        while at < range.end {
            // 'Russian forces' is a description of forces, though it be listed as a name: its parts tell more.
            // So is 'the Clinton Administration' where one entry holds for several presidents.
            let ends = |end: usize| {
                let agent = |from: usize| actors.agent_names.longest_phrase(pieces, from);
                let described = end - at > 1 && agent(end - 1).is_some_and(|(e, _)| e >= end);
                let small = || pieces[end - 1].text.starts_with(char::is_lowercase);
                let person = || {
                    let name = actors.names.longest(&pieces[..end - 1], at, |e| e == end - 1);
                    let short = |n: &Named| match n {
                        Named::Person(p) | Named::Surname(p) => {
                            let terms = &actors.people[*p as usize].terms;
                            terms.iter().any(|term| actors.leads(&term.office))
                        }
                        _ => false,
                    };
                    name.is_some_and(|(_, values)| values.iter().any(short))
                };
                // 'The Jewish state' is a country's name as it stands; 'the U.S. government' says more.
                let state = || {
                    let noun =
                        actors.words.countries.contains_key(&pieces[end - 1].text.to_lowercase());
                    let name = actors.names.longest(&pieces[..end], at, |e| e == end);
                    let country = |n: &Named| matches!(n, Named::Country(_));
                    noun && name.is_some_and(|(_, all)| all.iter().any(country))
                };
                !(described && (small() || person()) && !state())
            };
            // 'Republican Guard': a noun phrase of another sort than a short name that is also a common word.
            let name = actors.names.longest(pieces, at, ends).filter(|(end, values)| {
                !(*end == at + 1 && phrase_instead(actors, pieces, at, values))
            });
            let spot = places.names.longest(pieces, at, |_| true);
            let end = name.map_or(0, |(end, _)| end).max(spot.map_or(0, |(end, _)| end));
            if end == 0 {
                if let Some((joined, next)) = super::joined::joined(text, actors, pieces, at) {
                    out.push(joined);
                    at = next;
                } else {
                    at += 1;
                }
                continue;
            }
            let mut tokens = pieces[at].token..pieces[end - 1].token + 1;
            // The clitic of a plural possessive or 's is no part of a name that does not end with it.
            while tokens.len() > 1 && text.token(tokens.end - 1).tag() == "POS" {
                tokens.end -= 1;
            }
            let named = name.filter(|(e, _)| *e == end).map_or(&[][..], |(_, values)| values);
            let spots = spot.filter(|(e, _)| *e == end).map_or(&[][..], |(_, values)| values);
            if is_name(text, &tokens) {
                let head = head_of(text, &tokens);
                let (named, spots) = (named.into(), spots.into());
                out.push(Match { tokens, head, named, with: None, spots });
                at = end;
            } else {
                at += 1;
            }
        }
    }
    out
}

/// Whether a longer agent phrase begins where a doubtful name of one word stands, and is of another sector than what
/// the name stands for.
fn phrase_instead(actors: &Actors, pieces: &[Piece], at: usize, values: &[Named]) -> bool {
    let &[value @ Named::Organisation(organisation)] = values else { return false };
    let Some((end, &[agent, ..])) = actors.agent_names.longest_phrase(pieces, at) else {
        return false;
    };
    let known = &actors.organisations[organisation as usize].sectors;
    let other = !actors.agents[agent as usize].sectors.iter().any(|sector| known.contains(sector));
    end > at + 1 && other && actors.ambiguous.contains(&(pieces[at].text.to_string(), value))
}

/// Whether the words can be a name here: one word that the tagger takes for a verb or a particle must be written in
/// capitals ('US', 'WHO').
fn is_name(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    if tokens.len() > 1 {
        return true;
    }
    let token = text.token(tokens.start);
    let capitals = token.text().len() > 1 && !token.text().chars().any(char::is_lowercase);
    let dated = matches!(token.ent_type(), "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY");
    if dated && matches!(token.pos(), "PROPN") && !capitals {
        return false;
    }
    match token.pos() {
        "PROPN" | "NOUN" | "ADJ" | "X" => true,
        // Words that are all that is said are a name whatever the tagger takes them for.
        _ if text.sentence(tokens.start).tokens == *tokens => capitalised(token),
        _ => capitals && mostly_lower(text, tokens.start),
    }
}

/// Whether the sentence around token `i` is not written in capitals throughout.
fn mostly_lower(text: &Text<'_>, i: usize) -> bool {
    let words = text.words(text.sentence(i).tokens.clone());
    let upper = words.chars().filter(|c| c.is_uppercase()).count();
    let lower = words.chars().filter(|c| c.is_lowercase()).count();
    lower > upper
}

fn agents(
    text: &Text<'_>,
    actors: &Actors,
    pieces: &[Piece],
    ranges: &[Range<usize>],
    matches: &[Match],
) -> Vec<AgentSpan> {
    let mut named = vec![false; text.len()];
    for found in matches {
        found.tokens.clone().for_each(|i| named[i] = true);
    }
    let mut out = Vec::new();
    for range in ranges {
        let pieces = &pieces[..range.end];
        let mut at = range.start;
        while at < range.end {
            let longest = actors.agent_names.longest_phrase(pieces, at);
            let Some((end, &[agent, ..])) = longest else {
                at += 1;
                continue;
            };
            if actors.agents[agent as usize].kind == EntityKind::Unknown {
                at = end;
                continue;
            }
            let tokens = pieces[at].token..pieces[end - 1].token + 1;
            let head = head_of(text, &tokens);
            if tokens.clone().any(|i| named[i]) || !is_agent(text, actors, &tokens, head, agent) {
                at += 1;
                continue;
            }
            let span = AgentSpan { tokens, head, agent };
            if !inside_name(text, &span) {
                out.push(span);
            }
            at = end;
        }
    }
    out
}

fn is_agent(
    text: &Text<'_>,
    actors: &Actors,
    tokens: &Range<usize>,
    head: usize,
    agent: u32,
) -> bool {
    let token = text.token(head);
    if matches!(token.ent_type(), "DATE" | "TIME" | "MONEY" | "PERCENT" | "LANGUAGE")
        || hyphenated(text, actors, tokens)
    {
        return false;
    }
    let noun = match token.pos() {
        "NOUN" | "PROPN" => true,
        // Words that are all that is said are a noun whatever the tagger takes them for.
        _ if text.sentence(head).tokens == *tokens => true,
        // 'the wounded', 'the military': adjectives that head a phrase.
        "ADJ" | "VERB" | "NUM" => {
            matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "appos")
                && text.child(head, "det").is_some()
        }
        _ => false,
    };
    if !noun || tokens.len() > 1 {
        return noun;
    }
    // 'Sen.' is a senator, 'Sen' in 'Hun Sen' is none.
    if actors.agents[agent as usize].phrase.ends_with('.') && !token.text().ends_with('.') {
        return false;
    }
    let singular = !matches!(token.tag(), "NNS" | "NNPS");
    !(singular && actors.words.plural_only.contains_key(&token.lemma().to_lowercase()))
}

/// Whether an agent is a part of a longer word: 'immigrant-friendly', 'anti-government'; but 'ex-president'.
fn hyphenated(text: &Text<'_>, actors: &Actors, tokens: &Range<usize>) -> bool {
    let glued = |i: usize| text.token(i).text() == "-" && !text.token(i).ws();
    let behind = tokens.end < text.len() && glued(tokens.end) && !text.token(tokens.end - 1).ws();
    let before = tokens.start >= 2 && glued(tokens.start - 1) && !text.token(tokens.start - 2).ws();
    let prefix = before.then(|| text.token(tokens.start - 2).text().to_lowercase());
    behind || prefix.is_some_and(|prefix| !actors.modifiers.contains_key(&prefix))
}

/// Whether an agent with a capital is a word inside a body's name: 'Centre for Humanitarian Assistance'.
fn inside_name(text: &Text<'_>, agent: &AgentSpan) -> bool {
    let (head, next) = (text.token(agent.head), agent.tokens.end);
    let body =
        matches!(head.ent_type(), "ORG" | "FAC" | "LAW" | "EVENT" | "WORK_OF_ART" | "PRODUCT");
    body && capitalised(head)
        && matches!(head.dep(), "compound" | "nmod" | "amod" | "pobj" | "conj")
        && head.head().ent_type() == head.ent_type()
        && next < text.len()
        && text.token(next).ent_iob() == tacitus_language::Iob::I
        && text.token(next).tag() != "POS"
}

/// Adds the names that knowledge does not have.
fn unknown(
    text: &Text<'_>,
    actors: &Actors,
    places: &Gazetteer,
    found: &Found,
    spans: &mut Vec<NameSpan>,
) {
    let mut taken = vec![false; text.len()];
    for span in spans.iter() {
        span.tokens.clone().for_each(|i| taken[i] = true);
    }
    let mut in_ent = vec![false; text.len()];
    for (range, label) in text.doc.ents() {
        range.clone().for_each(|i| in_ent[i] = true);
        let Some(kind) = ent_kind(label) else { continue };
        let Some(tokens) = trim(text, actors, found, range) else { continue };
        let body = kind == EntityKind::Organisation;
        let person = body && is_full_name(text, actors, places, &tokens);
        let kind = if person { EntityKind::Person } else { kind };
        // A headline in title case is nobody's name.
        if text.sentence(tokens.start).kind == BlockKind::Title && tokens.len() > LONGEST_NAME {
            continue;
        }
        let tag = is_party_tag(text, actors, tokens.start);
        // The recogniser's 'Defense' is a part of 'Defense Secretary'.
        let part = found.agent_over(tokens.start).is_some_and(|agent| {
            agent.tokens.len() > tokens.len() && agent.tokens.end >= tokens.end
        });
        if tag || part || tokens.clone().any(|i| taken[i]) || described(found, &tokens) {
            continue;
        }
        tokens.clone().for_each(|i| taken[i] = true);
        spans.push(NameSpan { head: head_of(text, &tokens), tokens, what: What::Unknown(kind) });
    }
    for sentence in &text.sentences {
        if sentence.kind == BlockKind::Title {
            // A headline in title case would be one long name.
            continue;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let run = run(text, at, sentence.tokens.end, |i| {
                !taken[i]
                    && !in_ent[i]
                    && found.agent_at[i].is_none()
                    && !is_honorific(text, actors, i)
                    && !is_party_tag(text, actors, i)
            });
            at = run.end.max(at + 1);
            if run.is_empty() {
                continue;
            }
            let head = head_of(text, &run);
            if stands_alone(text.token(head)) && run.clone().any(|i| capitalised(text.token(i))) {
                run.clone().for_each(|i| taken[i] = true);
                let mr =
                    run.start > sentence.tokens.start && is_honorific(text, actors, run.start - 1);
                let person = mr || is_full_name(text, actors, places, &run);
                let kind = if person { EntityKind::Person } else { EntityKind::Unknown };
                spans.push(NameSpan { tokens: run, head, what: What::Unknown(kind) });
            }
        }
    }
}

/// So many words a name in a headline can have.
const LONGEST_NAME: usize = 4;

/// A run of proper nouns from `from`, hyphens among them.
fn run(text: &Text<'_>, from: usize, end: usize, free: impl Fn(usize) -> bool) -> Range<usize> {
    let mut to = from;
    while to < end {
        let token = text.token(to);
        let hyphen = token.tag() == "HYPH" && to > from && !text.token(to - 1).ws();
        if !(token.pos() == "PROPN" || hyphen) || !free(to) {
            break;
        }
        to += 1;
    }
    while to > from && text.token(to - 1).tag() == "HYPH" {
        to -= 1;
    }
    from..to
}

/// A word in a place where a name is an argument, not a part of another name.
fn stands_alone(token: Token<'_>) -> bool {
    matches!(
        token.dep(),
        "nsubj" | "nsubjpass" | "dobj" | "dative" | "pobj" | "poss" | "conj" | "appos" | "agent"
    )
}

pub(super) fn capitalised(token: Token<'_>) -> bool {
    token.text().chars().next().is_some_and(char::is_uppercase)
}

/// 'Mr', 'Dr', 'Gen.' and the like before a name.
pub(super) fn is_honorific(text: &Text<'_>, actors: &Actors, i: usize) -> bool {
    let token = text.token(i);
    if !capitalised(token) {
        return false;
    }
    let word = fold(token.text()).to_lowercase();
    let word = word.trim_end_matches('.');
    actors.words.honorifics.contains_key(word) || actors.words.abbreviations.contains_key(word)
}

/// The country that a politician's party and home tell, where token `i` begins such a tag: 'D-Calif.', 'R-Texas'.
pub(super) fn party_tag<'a>(text: &Text<'_>, actors: &'a Actors, i: usize) -> Option<&'a str> {
    let token = text.token(i);
    let (letter, home) = token.text().split_once('-').unwrap_or((token.text(), ""));
    let country = actors.words.party_tags.get(letter.trim_end_matches('.'))?;
    let place = |word: &str| word.starts_with(char::is_uppercase);
    let apart = || {
        i + 2 < text.len()
            && !token.ws()
            && matches!(text.token(i + 1).text(), "-" | "–")
            && place(text.token(i + 2).text())
    };
    (place(home) || (home.is_empty() && apart())).then_some(country)
}

fn is_party_tag(text: &Text<'_>, actors: &Actors, i: usize) -> bool {
    party_tag(text, actors, i).is_some()
}

fn ent_kind(label: &str) -> Option<EntityKind> {
    Some(match label {
        "PERSON" => EntityKind::Person,
        "ORG" => EntityKind::Organisation,
        "GPE" | "LOC" | "FAC" => EntityKind::Place,
        "NORP" => EntityKind::Group,
        _ => return None,
    })
}

/// The name within a named entity: without determiners, titles and forms of address before it, and 's after it.
fn trim(
    text: &Text<'_>,
    actors: &Actors,
    found: &Found,
    mut tokens: Range<usize>,
) -> Option<Range<usize>> {
    while let Some(last) = tokens.clone().next_back() {
        if matches!(
            text.token(last).tag(),
            "POS" | "HYPH" | "," | "." | "''" | "``" | ":" | "-RRB-"
        ) {
            tokens.end -= 1;
        } else {
            break;
        }
    }
    while !tokens.is_empty() {
        let first = tokens.start;
        let agent = found
            .agent_over(first)
            .filter(|a| a.tokens.start == first && a.tokens.end < tokens.end);
        if let Some(agent) = agent {
            tokens.start = agent.tokens.end;
        } else if matches!(text.token(first).pos(), "DET" | "PUNCT" | "PART" | "NUM")
            || (is_honorific(text, actors, first) && tokens.len() > 1)
        {
            tokens.start += 1;
        } else {
            break;
        }
    }
    let head = (!tokens.is_empty()).then(|| head_of(text, &tokens))?;
    // 'COVID-19' and 'pro-Western' are nobody's names.
    let odd = |i: usize| {
        let word = text.token(i).text();
        word.contains(|c: char| c.is_ascii_digit()) && word.contains('-')
    };
    let first = text.token(tokens.start);
    let begins = capitalised(first) || first.text().len() < 4;
    let named = capitalised(text.token(head)) && text.token(head).pos() != "VERB";
    (named && begins && !odd(head)).then_some(tokens)
}

/// Whether a named entity is a description with a capital: it ends with an agent ('the Foreign Ministry').
fn described(found: &Found, tokens: &Range<usize>) -> bool {
    found.agent_over(tokens.end - 1).is_some_and(|agent| agent.tokens.end == tokens.end)
}

/// How often each country's code is told by names that can be nothing else.
pub(super) type Evidence = FxHashMap<String, u32>;
