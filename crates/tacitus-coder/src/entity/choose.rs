//! Which of the things that share a name is meant: by the words around it, by the rest of the article, by the date.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::EntityKind;
use super::find::{Evidence, Found, Match, NameSpan, What, capitalised, is_honorific};
use super::knowledge::{Actors, Named, When, Window};
use super::names::{fold, pieces};
use super::places::Gazetteer;
use super::surnames::{Full, Who};
use crate::text::Text;

/// So many years after the last term somebody with the name and another title is somebody else.
const GENERATION: i16 = 30;

/// So many times as many people as a town of its name make a capital the one that is meant.
const LARGER: f64 = 10.0;

/// Chooses among the knowledge's candidates.
pub(super) struct Chooser<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) actors: &'a Actors,
    places: &'a Gazetteer,
    pub(super) window: Option<Window>,
    pub(super) matches: &'a [Match],
    evidence: Evidence,
    /// Where the article names persons in full, by their family names.
    pub(super) full: FxHashMap<String, Vec<Full<Who>>>,
    /// Where a family name stands alone for the first time.
    pub(super) bare: FxHashMap<String, usize>,
    /// Tokens that a country, a people or an organisation explains, so that they are no part of a person's name.
    pub(super) explained: Vec<bool>,
    pub(super) matched: Vec<bool>,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(
        text: &'a Text<'a>,
        actors: &'a Actors,
        places: &'a Gazetteer,
        window: Option<Window>,
        matches: &'a [Match],
    ) -> Self {
        let mut matched = vec![false; text.len()];
        let mut explained = vec![false; text.len()];
        for found in matches {
            let short = |n: &Named| matches!(n, Named::Surname(_));
            let name = !found.named.is_empty() && !found.named.iter().any(short);
            for i in found.tokens.clone() {
                matched[i] = true;
                explained[i] = name;
            }
        }
        let mut chooser = Chooser {
            text,
            actors,
            places,
            window,
            matches,
            evidence: Evidence::default(),
            full: FxHashMap::default(),
            bare: FxHashMap::default(),
            explained,
            matched,
        };
        chooser.gather();
        chooser
    }

    /// Counts the countries that the article names beyond doubt, and the persons named in full.
    fn gather(&mut self) {
        for found in self.matches {
            if let (&[], &[spot]) = (&found.named[..], &found.spots[..]) {
                let code = &self.places.spots[spot as usize].place.country_code;
                *self.evidence.entry(code.clone()).or_default() += 1;
            }
            if let &[only] = &found.named[..]
                && !self.is_ambiguous(found, only)
                && let Some(code) = self.code(only)
            {
                *self.evidence.entry(code).or_default() += 1;
            }
        }
        self.gather_persons();
    }

    pub(super) fn last_piece(&self, i: usize) -> String {
        let mut at = i;
        while at > 0 && self.text.token(at).tag() == "POS" {
            at -= 1;
        }
        pieces(self.text.token(at).text()).pop().unwrap_or_default()
    }

    fn code(&self, named: Named) -> Option<String> {
        Some(match named {
            Named::Country(c) | Named::Demonym(c) | Named::Capital(c) | Named::Seat(c) => {
                self.actors.countries[c as usize].code.clone()
            }
            Named::Person(p) => {
                self.actors.people[p as usize].standing(self.window)?.term.code.clone()
            }
            Named::Organisation(o) => self.actors.organisations[o as usize].code.clone(),
            Named::Group(g) => self.actors.groups[g as usize].code.clone()?,
            Named::Surname(_) => return None,
        })
    }

    pub(super) fn told(&self, code: &str) -> u32 {
        self.evidence.get(code).copied().unwrap_or(0)
    }

    pub(super) fn is_ambiguous(&self, found: &Match, named: Named) -> bool {
        let ambiguous = &self.actors.ambiguous;
        !ambiguous.is_empty()
            && ambiguous.contains(&(key(self.text.words(found.tokens.clone())), named))
    }

    /// The names that hold in this article.
    pub(super) fn choose(&self, found: &Found) -> Vec<NameSpan> {
        let mut out: Vec<NameSpan> = Vec::with_capacity(self.matches.len());
        for one in self.matches {
            if out.last().is_some_and(|last| last.tokens.end > one.tokens.start) {
                continue;
            }
            if let Some(span) = self.one(one, found) {
                out.push(span);
            }
        }
        out
    }

    fn one(&self, found: &Match, agents: &Found) -> Option<NameSpan> {
        let span = |what| Some(NameSpan { tokens: found.tokens.clone(), head: found.head, what });
        let has = |test: fn(&Named) -> bool| found.named.iter().copied().find(test);
        if let (Some(Named::Country(one)), Some(other)) = (found.named.first(), found.with) {
            return span(What::Pair(*one, other));
        }
        if let Some(Named::Person(person)) = has(|n| matches!(n, Named::Person(_))) {
            return span(if self.is_namesake(found, person) {
                What::Unknown(EntityKind::Person)
            } else {
                What::Person(person)
            });
        }
        if let Some(wider) = self.wider(found, agents) {
            return wider;
        }
        if let Some(organisation) = self.organisation(found, agents) {
            return span(What::Organisation(organisation));
        }
        // A family name that the article has given in full is that person's, though it be a town's as well.
        let last = self.last_piece(found.tokens.end - 1);
        let ent = self.text.token(found.head).ent_type();
        let state = found.named.iter().any(|n| {
            matches!(n, Named::Country(_) | Named::Demonym(_) | Named::Capital(_) | Named::Group(_))
        });
        if found.tokens.len() == 1
            && let Some(full) = self.full.get(&last)
            && (!state || ent == "PERSON")
        {
            return span(self.introduced(found, agents, full));
        }
        if let Some(what) = self.country(found, agents) {
            return span(what);
        }
        if let Some(what) = self.surname(found, agents) {
            return span(what);
        }
        if found.named.iter().any(|n| matches!(n, Named::Surname(_))) && ent == "PERSON" {
            return span(What::Unknown(EntityKind::Person));
        }
        let spot = self.places.choose(&found.spots, &self.evidence)?;
        let proper = found.tokens.clone().any(|i| self.text.token(i).pos() == "PROPN")
            || self.written_as_name(found);
        let doubtful = self.places.spots[spot as usize].ambiguous && ent != "GPE" && ent != "LOC";
        let told = self.told(&self.places.spots[spot as usize].place.country_code) > 0;
        // A town alone against the word of the named entity recogniser is a person.
        let person = ent == "PERSON" && !told;
        (proper && !person && (!doubtful || told)).then(|| span(What::Spot(spot)))?
    }

    /// Whether a wider name swallows this one ('Michael Jordan', 'Bank of Cyprus Holdings'): then what becomes of it.
    /// `Some(None)` drops the match.
    #[expect(clippy::option_option, reason = "three answers: no wider name, dropped, replaced")]
    fn wider(&self, found: &Match, agents: &Found) -> Option<Option<NameSpan>> {
        let text = self.text;
        let label = text.token(found.head).ent_type();
        let within = |i: usize| text.token(i).ent_type() == label && !label.is_empty();
        let (mut from, mut to) = (found.tokens.start, found.tokens.end);
        while from > 0 && within(from - 1) && text.token(from).ent_iob() == tacitus_language::Iob::I
        {
            from -= 1;
        }
        while to < text.len() && within(to) && text.token(to).ent_iob() == tacitus_language::Iob::I
        {
            to += 1;
        }
        // The parts of the wider name that no knowledge explains.
        let strange = |i: usize| {
            let token = text.token(i);
            let known = if label == "PERSON" { &self.explained } else { &self.matched };
            token.pos() == "PROPN"
                && capitalised(token)
                && !known[i]
                && agents.agent_at[i].is_none()
                && !is_honorific(text, self.actors, i)
        };
        let outside = || (from..found.tokens.start).chain(found.tokens.end..to);
        let surname = found.named.iter().any(|n| matches!(n, Named::Surname(_)));
        if label == "PERSON" && found.named.len() + found.spots.len() > 0 && outside().any(strange)
        {
            // 'Abe Shinzo': the family name first.
            if surname && let Some(person) = self.turned(found, from..to) {
                let (tokens, what) = (from..to, What::Person(person));
                return Some(Some(NameSpan { tokens, head: found.head, what }));
            }
            if surname
                && to == found.tokens.end
                && let Some(person) = self.variant(found, from)
            {
                let tokens = from..found.tokens.end;
                return Some(Some(NameSpan {
                    tokens,
                    head: found.head,
                    what: What::Person(person),
                }));
            }
            return Some(None);
        }
        // Without the recogniser's word: a proper noun before a bare family name is a first name.
        let before = found.tokens.start.checked_sub(1).filter(|&i| {
            text.sentence_of[i] == text.sentence_of[found.tokens.start]
                && strange(i)
                && text.token(i).dep() == "compound"
                && text.token(i).head().i == found.head
        });
        if let Some(first) = before.filter(|_| surname && found.tokens.len() == 1) {
            let what = match self.variant(found, first) {
                Some(person) => What::Person(person),
                None => What::Unknown(EntityKind::Person),
            };
            return Some(Some(NameSpan {
                tokens: first..found.tokens.end,
                head: found.head,
                what,
            }));
        }
        let body = matches!(label, "ORG" | "FAC" | "WORK_OF_ART" | "PRODUCT" | "LOC");
        let described = agents.agent_over(to - 1).is_some_and(|agent| agent.tokens.end == to);
        let known = found.named.iter().any(|n| matches!(n, Named::Organisation(_)));
        (body && !described && !known && outside().any(strange)).then_some(None)
    }

    /// Whether a full name is another's today: one whom knowledge has as long out of office stands with the short title
    /// of an office that was never theirs, 'Sen. John Kennedy'.
    pub(super) fn is_namesake(&self, found: &Match, person: u32) -> bool {
        let person = &self.actors.people[person as usize];
        let Some(window) = self.window else { return false };
        let long_gone = person.terms.iter().all(|term| {
            let year = |bound: &super::knowledge::Bound| bound.last.year() + GENERATION;
            term.to.as_ref().is_some_and(|to| year(to) < window.0.year())
        });
        let title = || {
            let before = self.text.token(found.tokens.start.checked_sub(1)?);
            let word = fold(before.text()).to_lowercase();
            self.actors.words.abbreviations.get(word.trim_end_matches('.'))
        };
        long_gone
            && title().is_some_and(|title| person.terms.iter().all(|term| &term.office != title))
    }

    /// Whether a leader's title stands right before a name.
    pub(super) fn follows_title(&self, found: &Match, agents: &Found) -> bool {
        let before = found.tokens.start.checked_sub(1);
        before.and_then(|i| agents.agent_over(i)).is_some_and(|agent| {
            self.actors.leads(&self.actors.agents[agent.agent as usize].phrase)
        })
    }

    /// The known person whose full name stands in a named entity in another order.
    fn turned(&self, found: &Match, entity: Range<usize>) -> Option<u32> {
        let mut written = pieces(self.text.words(entity));
        written.sort_unstable();
        let same = |name: &String| {
            let mut known = pieces(name);
            known.sort_unstable();
            known.len() > 1 && known == written
        };
        found.named.iter().find_map(|n| match n {
            Named::Surname(person) => {
                let names = &self.actors.people[*person as usize].names;
                names.iter().any(same).then_some(*person)
            }
            _ => None,
        })
    }

    /// The known person whose first name is written another way: 'Aleksei' for 'Alexei', 'Ed' for 'Edward'. Only one
    /// known person may fit, in office or of a country that the article names.
    fn variant(&self, found: &Match, first: usize) -> Option<u32> {
        let written = fold(self.text.token(first).text());
        let mut fitting = found.named.iter().filter_map(|n| match n {
            Named::Surname(person) => Some(*person),
            _ => None,
        });
        let fits = |person: &u32| {
            let person = &self.actors.people[*person as usize];
            let standing = person.standing(self.window);
            let likely = standing.is_some_and(|standing| {
                standing.when == When::Current || self.told(&standing.term.code) > 0
            });
            likely && person.names.iter().any(|name| same_first(&fold(name), &written))
        };
        let only = fitting.by_ref().find(fits)?;
        (!fitting.any(|person| fits(&person))).then_some(only)
    }

    /// Whether a capital letter tells a name whatever the tagger says: inside a sentence, or where nothing else is said.
    fn written_as_name(&self, found: &Match) -> bool {
        let sentence = &self.text.sentence(found.head).tokens;
        let inside = found.tokens.start > sentence.start;
        capitalised(self.text.token(found.head)) && (inside || found.tokens == *sentence)
    }

    fn organisation(&self, found: &Match, agents: &Found) -> Option<u32> {
        let candidates = found.named.iter().filter_map(|n| match n {
            Named::Organisation(o) => Some(*o),
            _ => None,
        });
        let all: Vec<u32> = candidates.collect();
        if self.is_spelled_out_otherwise(found, &all) {
            return None;
        }
        let of = |o: &u32| &self.actors.organisations[*o as usize];
        let standing: Vec<u32> =
            all.iter().copied().filter(|o| of(o).stands(self.window)).collect();
        // What is gone can still be spoken of; what is not yet there cannot.
        let gone = || all.iter().copied().filter(|o| of(o).begun(self.window)).collect();
        let pool: Vec<u32> = if standing.is_empty() { gone() } else { standing };
        let best = pool.iter().copied().reduce(|best, next| {
            if self.told(&of(&next).code) > self.told(&of(&best).code) { next } else { best }
        })?;
        let token = self.text.token(found.head);
        let doubtful = self.is_ambiguous(found, Named::Organisation(best));
        // 'Opera House' is no house of a parliament.
        let before = found.tokens.start.checked_sub(1).map(|i| self.text.token(i));
        let longer = found.tokens.len() == 1
            && before.is_some_and(|before| {
                before.dep() == "compound"
                    && before.pos() == "PROPN"
                    && before.head().i == found.head
                    && !self.matched[before.i]
                    && agents.agent_at[before.i].is_none()
            });
        let supported = !longer && (token.ent_type() == "ORG" || self.told(&of(&best).code) > 0);
        let proper = found.tokens.len() > 1
            || token.pos() == "PROPN"
            || self.written_as_name(found)
            || token.text().len() > 1 && !token.text().chars().any(char::is_lowercase);
        // Three letters that could be anything need a word for the country they are of.
        let capitals = found.tokens.len() == 1
            && token.text().len() < 5
            && !token.text().chars().any(char::is_lowercase);
        let bare =
            capitals && token.dep() == "compound" && self.actors.country(&of(&best).code).is_some();
        ((!doubtful && !bare || supported)
            && (proper || token.ent_type() == "ORG" || token.ent_type() == "NORP"))
            .then_some(best)
    }

    /// Whether capitals are those of a body that the article names in full, and that is none of these: 'the Office of
    /// Parks and Monuments (OPM)'.
    fn is_spelled_out_otherwise(&self, found: &Match, known: &[u32]) -> bool {
        let text = self.text;
        let word = text.token(found.head).text();
        let capitals = found.tokens.len() == 1
            && (3..=6).contains(&word.len())
            && word.chars().all(|c| c.is_ascii_uppercase());
        // Where the report speaks of its country the known body is meant; the capitals themselves do not speak of it.
        let itself = |o: &u32| {
            let same = |m: &&Match| matches!(m.named[..], [Named::Organisation(one)] if one == *o);
            u32::try_from(self.matches.iter().filter(same).count()).unwrap_or(0)
        };
        let told = |o: &u32| self.told(&self.actors.organisations[*o as usize].code) > itself(o);
        if !capitals || known.is_empty() || known.iter().any(told) {
            return false;
        }
        let spelled = |range: &Range<usize>| {
            let initial = |i: usize| {
                Some(text.token(i))
                    .filter(|t| capitalised(*t) && t.tag() != "DT")
                    .and_then(|t| t.text().chars().next())
            };
            range.len() >= word.len() && range.clone().filter_map(initial).eq(word.chars())
        };
        let mut bodies =
            text.doc.ents().filter(|(_, label)| *label == "ORG").map(|(range, _)| range);
        let Some(body) = bodies.find(spelled) else { return false };
        let named = |i: &usize| capitalised(text.token(*i)) && text.token(*i).tag() != "DT";
        let first = body.clone().find(named).unwrap_or(body.start);
        let named = self.actors.names.exact(text.words(first..body.end));
        !named.iter().any(|n| matches!(n, Named::Organisation(o) if known.contains(o)))
    }

    /// Countries, demonyms, groups, capitals and seats; a town or region of the same name where the article speaks for it.
    fn country(&self, found: &Match, agents: &Found) -> Option<What> {
        let order = |n: &&Named| match n {
            Named::Country(_) => 0,
            Named::Demonym(_) => 1,
            Named::Group(_) => 2,
            Named::Capital(_) => 3,
            Named::Seat(_) => 4,
            _ => 9,
        };
        let named = found.named.iter().filter(|n| order(n) < 9);
        let best = *named.min_by_key(|n| {
            let told = self.code(**n).map_or(0, |code| self.told(&code));
            (order(n), std::cmp::Reverse(told))
        })?;
        let code = self.code(best).unwrap_or_default();
        let ent = self.text.token(found.head).ent_type();
        let supported = self.told(&code) > 0
            || match best {
                Named::Country(_) | Named::Capital(_) => ent == "GPE",
                Named::Demonym(_) | Named::Group(_) => ent == "NORP",
                _ => matches!(ent, "ORG" | "FAC" | "GPE"),
            };
        // 'Jordan River', 'the North Lawn': a name that goes on is no country.
        let goes_on = || {
            let (token, next) = (self.text.token(found.head), found.tokens.end);
            token.dep() == "compound"
                && next < self.text.len()
                && self.text.token(next).pos() == "PROPN"
                && !self.matched[next]
                && agents.agent_at[next].is_none()
        };
        let addressed = found
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| is_honorific(self.text, self.actors, before));
        if self.is_ambiguous(found, best) && (!supported || addressed || goes_on()) {
            return None;
        }
        let what = match best {
            Named::Country(c) => What::Country(c),
            Named::Demonym(c) => What::Demonym(c),
            Named::Group(g) => What::Group(g),
            Named::Capital(c) => What::Capital(c),
            Named::Seat(c) => What::Seat(c),
            _ => return None,
        };
        if let Some(spot) = self.places.choose(&found.spots, &self.evidence) {
            let other = &self.places.spots[spot as usize].place.country_code;
            let own = matches!(best, Named::Capital(_) | Named::Country(_));
            let people = |spot: u32| self.places.spots[spot as usize].population;
            // A town is not meant by the name of a capital that is ever so much larger.
            let small = found.spots.iter().any(|&one| {
                let country = &self.places.spots[one as usize].place.country_code;
                *country == code && people(one) > LARGER * people(spot)
            });
            let own = own && !small;
            if own && *other != code && self.told(other) > 1 && self.elsewhere(&code) == 0 {
                return Some(What::Spot(spot));
            }
        }
        Some(what)
    }

    /// How often a country is told by other words than those that name a place of another country, too.
    fn elsewhere(&self, code: &str) -> u32 {
        let shared = self.matches.iter().filter(|m| {
            !m.spots.is_empty()
                && m.named.len() == 1
                && self.code(m.named[0]).as_deref() == Some(code)
                && m.spots.iter().any(|&s| self.places.spots[s as usize].place.country_code != code)
        });
        self.told(code).saturating_sub(u32::try_from(shared.count()).unwrap_or(0))
    }
}

/// Whether a first name can be another way to write that of a full name: three letters in common at the beginning, or
/// the beginning of it.
fn same_first(name: &str, written: &str) -> bool {
    let first = name.split(' ').next().unwrap_or(name);
    let common = first.chars().zip(written.chars()).take_while(|(a, b)| a == b).count();
    let whole = common > 1 && common == written.chars().count();
    first.len() > 2 && (common > 2 || whole)
}

fn key(words: &str) -> String {
    pieces(words).join(" ")
}
