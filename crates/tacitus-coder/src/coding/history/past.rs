//! What is over and those who are gone: `knowledge/time/past.txt`, and what they say of a telling.

use std::ops::Range;

use aho_corasick::AhoCorasick;
use jiff::ToSpan;
use jiff::civil::Date;
use tacitus_record::EventType;

use super::frame;
use crate::coding::compose::Coding;
use crate::coding::matching::Fill;
use crate::coding::when::BACKGROUND;
use crate::coding::{Layers, Rules};
use crate::source::{Folder, KnowledgeError, lines};
use crate::text::Text;
use crate::time::TimeType;

/// `knowledge/time/past.txt`: names of wars, regimes and people with the last year in which they were, and
/// words that take up a time told before; and the phrases of `cues/status.txt` that put a clause in the past long gone.
#[derive(Clone, Debug, Default)]
pub struct Past {
    names: Vec<(String, Option<Over>)>,
    /// Finds the names in one pass over a sentence; made by [`Past::seal`].
    finder: Option<AhoCorasick>,
    then: Vec<String>,
    /// Words by what they are used for.
    words: Vec<(Use, String)>,
    /// Who had an office before its holder: 'previous administration'.
    before: Vec<String>,
}

/// What a word tells of times gone by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::coding) enum Use {
    /// A noun for somebody's time in office: 'presidency'.
    Office,
    /// A noun for somebody's way into office: 'campaign'.
    Way,
    /// A verb of memory: 'recall'.
    Memory,
    /// A verb or noun of dying.
    Death,
    /// A verb of killing somebody.
    Killing,
    /// An adjective of the dead: 'the *late* general'.
    Late,
    /// A noun for what something is done at: 'visit', 'episode'.
    Occasion,
}

impl Use {
    fn named(key: &str) -> Option<Self> {
        Some(match key {
            "office" => Use::Office,
            "way" => Use::Way,
            "memory" => Use::Memory,
            "death" => Use::Death,
            "killing" => Use::Killing,
            "late" => Use::Late,
            "occasion" => Use::Occasion,
            _ => return None,
        })
    }
}

const FILE: &str = "time/past.txt";

/// The time of what is over: from when on a report tells of it as history, and until when, where it comes again.
#[derive(Clone, Debug)]
pub(in crate::coding) struct Over {
    since: Date,
    until: Option<Date>,
    shown: String,
}

impl Over {
    /// Reads `1945`, over by the year after next, `1945-08`, over half a year later, or `1945-08..1949`, back in that year.
    fn read(time: &str) -> Option<Self> {
        let (time, back) = time.split_once("..").map_or((time, None), |(t, back)| (t, Some(back)));
        let until = match back {
            Some(year) => Some(Date::new(year.parse().ok()?, 1, 1).ok()?),
            None => None,
        };
        let shown = time.to_owned();
        let since = match time.split_once('-') {
            Some((year, month)) => {
                let first = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
                first.last_of_month().checked_add(BACKGROUND.days()).ok()?
            }
            None => Date::new(time.parse::<i16>().ok()?.checked_add(2)?, 1, 1).ok()?,
        };
        Some(Over { since, until, shown })
    }

    fn is_over(&self, report: Date) -> bool {
        self.since <= report && self.until.is_none_or(|until| report < until)
    }
}

impl Past {
    /// Reads the file: lines `YEAR: NAME, NAME …`, `YEAR-MONTH: NAME …` or `YEAR-MONTH..YEAR: NAME …`, `then: WORDS, WORDS …`,
    /// `office: WORD, WORD …`, `way: …`, `before: …`, `memory: …`, `death: …`, `killing: …`, `late: …` and `occasion: …`.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut past = Past::default();
        if let Some((file, text)) = folder.file(FILE) {
            for (source, line) in lines(&file, text) {
                past.read(line).ok_or_else(|| {
                    KnowledgeError::new(
                        &source,
                        format!("{line:?} has no year"),
                        "write the last year, a colon and names, as in `1945: world war ii`",
                    )
                })?;
            }
        }
        Ok(past)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let (time, rest) = line.split_once(':')?;
        match time.trim() {
            "then" => self.then.extend(list(rest)),
            "before" => self.before.extend(list(rest)),
            key => match Use::named(key) {
                Some(of) => self.words.extend(list(rest).map(|word| (of, word))),
                None => {
                    let over = Over::read(key)?;
                    self.names.extend(list(rest).map(|name| (name, Some(over.clone()))));
                }
            },
        }
        Some(())
    }

    /// Adds a phrase that needs no year: 'long ago'.
    pub(in crate::coding) fn add(&mut self, phrase: &str) {
        self.names.push((phrase.to_lowercase(), None));
    }

    /// Makes the finder, when all names are there.
    pub(in crate::coding) fn seal(&mut self) {
        // Some thousand short names: far below what the builder can take.
        self.finder = AhoCorasick::new(self.names.iter().map(|(name, _)| name)).ok();
    }

    /// Whether a name is of somebody or something that was gone by then, with the last year.
    fn gone(&self, name: &str, report: Date) -> Option<&str> {
        let name = name.to_lowercase();
        let name = name.strip_prefix("the ").unwrap_or(&name);
        let mut known = self.names.iter().filter(|(known, _)| known == name);
        let over = known.find_map(|(_, over)| over.as_ref().filter(|o| o.is_over(report)))?;
        Some(&over.shown)
    }

    /// Whether words are of those whose government or way into office was over by then ('*Obama administration* officials'), with
    /// the time; or of who had an office before its holder ('*their predecessors*').
    fn of_office(&self, words: &str, report: Date) -> Option<String> {
        let words = words.to_lowercase();
        let words = words.strip_prefix("the ").unwrap_or(&words);
        let before = self.before.iter().find(|known| {
            let rest = words.strip_suffix(known.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        });
        if let Some(before) = before {
            return Some(format!("{before:?} is of before"));
        }
        let stage = |noun: &str| self.is(Use::Office, noun) || self.is(Use::Way, noun);
        let ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
        ends.iter().find_map(|&end| {
            let phrase = &words[..end];
            if !phrase.rsplit(' ').next().is_some_and(stage) {
                return None;
            }
            let starts = std::iter::once(0).chain(ends.iter().map(|at| at + 1));
            let mut names = starts.take_while(|&start| start < end).map(|start| &phrase[start..]);
            names.find_map(|name| {
                let year = self.gone(name, report)?;
                Some(format!("{name:?} is over since {year}"))
            })
        })
    }

    /// Whether a word is used so.
    pub(in crate::coding) fn is(&self, of: Use, word: &str) -> bool {
        self.words.iter().any(|(known, name)| *known == of && name == word)
    }

    /// The tokens of a sentence that take up a time told before: 'at that time'.
    pub(in crate::coding) fn then(
        &self,
        text: &Text<'_>,
        sentence: &Range<usize>,
    ) -> Vec<Range<usize>> {
        phrases(text, sentence, self.then.iter().map(String::as_str))
    }

    /// The tokens of a sentence that name what is over.
    fn named(&self, text: &Text<'_>, sentence: &Range<usize>, report: Date) -> Vec<Range<usize>> {
        let (Some(first), Some(finder)) = (sentence.clone().next(), &self.finder) else {
            return Vec::new();
        };
        let words = text.words(sentence.clone()).to_ascii_lowercase();
        let from = text.token(first).start();
        let mut found: Vec<(usize, usize)> = finder
            .find_overlapping_iter(&words)
            .filter(|m| alone(&words, m.start(), m.end()))
            .filter(|m| {
                let over = self.names[m.pattern().as_usize()].1.as_ref();
                over.is_none_or(|over| over.is_over(report))
            })
            .map(|m| (m.start(), m.end()))
            .collect();
        found.sort_unstable();
        found.dedup();
        let tokens = found.into_iter().map(|(start, end)| {
            text.tokens_in(tacitus_record::Span::new(from + start, from + end))
        });
        tokens.filter(|tokens| !tokens.is_empty() && whole(text, tokens)).collect()
    }
}

/// Where phrases of their own stand in a sentence.
fn phrases<'p>(
    text: &Text<'_>,
    sentence: &Range<usize>,
    phrases: impl Iterator<Item = &'p str>,
) -> Vec<Range<usize>> {
    let Some(first) = sentence.clone().next() else { return Vec::new() };
    let words = text.words(sentence.clone()).to_ascii_lowercase();
    let from = text.token(first).start();
    let mut found = Vec::new();
    for phrase in phrases {
        for at in within(&words, phrase) {
            let span = tacitus_record::Span::new(from + at, from + at + phrase.len());
            let tokens = text.tokens_in(span);
            if !tokens.is_empty() && whole(text, &tokens) {
                found.push(tokens);
            }
        }
    }
    found
}

/// Names divided by commas, in lower case.
fn list(names: &str) -> impl Iterator<Item = String> {
    names.split(',').map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty())
}

/// Where a phrase stands in words by itself, not as part of a longer word.
fn within<'w>(words: &'w str, phrase: &'w str) -> impl Iterator<Item = usize> + 'w {
    let starts = words.match_indices(phrase).map(|(at, _)| at);
    starts.filter(move |&at| alone(words, at, at + phrase.len()))
}

/// Whether what stands between two bytes is no part of longer words.
pub(in crate::coding) fn alone(words: &str, start: usize, end: usize) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !letter(words[..start].chars().next_back()) && !letter(words[end..].chars().next())
}

/// Whether tokens are a phrase of their own: one of them at most hangs on what is outside ('in the past', not in 'in the
/// past week').
fn whole(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let outside = tokens.clone().filter(|&i| !tokens.contains(&text.token(i).head().i));
    let mut tops = tokens.clone().filter(|&i| {
        let token = text.token(i);
        token.dep() == "ROOT" || token.head().i == i
    });
    outside.count() <= 1 && tops.next().is_none()
}

/// The years of the deed's doers or sufferers, where they are gone: the dead act no more, and nothing is done to them.
/// `deed` says that it is no word: one may well praise the dead.
pub(in crate::coding) fn of_the_gone(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    report: Date,
    deed: bool,
) -> Option<String> {
    let past = rules.status.past();
    let of_office = coding.actors.iter().find_map(|fill| {
        let mention = &layers.entities.mentions[fill.mention?];
        // The mention may hold but the last of the words: 'senior Obama administration *officials*'.
        let top = layers.text.top(&mention.tokens)?;
        let from = layers.text.subtree(top).start.min(mention.tokens.start);
        past.of_office(layers.text.words(from..top + 1), report)
    });
    if of_office.is_some() {
        return of_office;
    }
    let gone = |fill: &Fill| {
        let mention = &layers.entities.mentions[fill.mention?];
        let entity = &layers.entities.entities[mention.entity];
        let words = layers.text.words(mention.tokens.clone());
        // A surname alone may be of somebody whom the report names in full.
        let words = words.contains(' ').then_some(words);
        [entity.identifier.as_deref(), Some(entity.name.as_str()), words]
            .into_iter()
            .flatten()
            .find_map(|name| Some((name.to_owned(), past.gone(name, report)?.to_owned())))
    };
    let recipients = coding.recipients.iter().filter(|_| deed);
    let found = coding.actors.iter().chain(recipients).find_map(gone);
    found.map(|(name, year)| format!("{name} is gone since {year}"))
}

/// The words by which the clause of `head` stands in a time that is over: 'during World War II', 'long ago'.
pub(in crate::coding) fn over(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
    report: Date,
) -> Option<String> {
    let text = layers.text;
    let sentence = &text.sentence(head).tokens;
    let named = rules.status.past().named(text, sentence, report);
    let tokens = named
        .into_iter()
        .find(|tokens| text.top(tokens).is_some_and(|top| sets(text, top, head)))?;
    Some(format!("told with {:?}", text.words(tokens)))
}

/// The name of a deed that is over, where it is what is told ('the *invasion of Iraq*') or what a clause in the past
/// hangs on ('the *Benghazi attack* that killed four').
pub(in crate::coding) fn itself(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    head: usize,
    report: Date,
) -> Option<String> {
    let text = layers.text;
    let verb = text.token(head);
    let clause = verb.dep() == "acl" && verb.tag() == "VBN"
        || verb.dep() == "relcl" && frame::in_past(text, head);
    let noun = clause.then(|| verb.head().i);
    let named = rules.status.past().named(text, &text.sentence(head).tokens, report);
    let tokens = named
        .into_iter()
        .find(|tokens| text.top(tokens).is_some_and(|top| top == head || Some(top) == noun))?;
    Some(format!("{:?} is over", text.words(tokens)))
}

/// 'opposed *the Iraq war*': what somebody was for or against is over, and so is being for or against it.
pub(in crate::coding) fn taken_side(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    coding: &Coding,
    report: Date,
) -> Option<String> {
    if !matches!(coding.code.event, EventType::Support | EventType::Reject) {
        return None;
    }
    let text = layers.text;
    let head = layers.predicates.list[coding.top].head;
    let named = rules.status.past().named(text, &text.sentence(head).tokens, report);
    let object = |top: usize| {
        let token = text.token(top);
        token.head().i == head && token.dep() == "dobj"
            || token.dep() == "pobj" && token.head().head().i == head
    };
    let tokens = named.into_iter().find(|tokens| text.top(tokens).is_some_and(object))?;
    Some(format!("for or against {:?}", text.words(tokens)))
}

/// Whether a phrase says when something was: it hangs on it, or on a verb above it, by a preposition of time or as an
/// adverb, with no clause between.
fn sets(text: &Text<'_>, top: usize, head: usize) -> bool {
    let chain = || std::iter::once(head).chain(text.ancestors(head).take(12).map(|t| t.i));
    let mut below = text.token(top);
    let mut when = matches!(below.dep(), "advmod" | "npadvmod" | "prep");
    for above in text.ancestors(top).take(5) {
        if below.dep() == "prep" && below.i != top {
            let word = below.text().to_lowercase();
            when |= TIMES.contains(&word.as_str());
            if !when && word != "of" {
                return false;
            }
        } else if below.i == top && below.dep() == "prep" {
            when = true;
        } else if !matches!(below.dep(), "pobj" | "advmod" | "npadvmod" | "pcomp") {
            return false;
        }
        if chain().any(|i| i == above.i) && matches!(above.pos(), "VERB" | "AUX") {
            return when;
        }
        below = above;
    }
    false
}

/// Prepositions that say when with the name of a time: 'under Saddam'.
const TIMES: [&str; 9] =
    ["in", "during", "at", "after", "before", "following", "under", "throughout", "until"];

/// 'twelve years since they *invaded* it', 'three years after backing those who *toppled* him': the words, where a clause
/// above the predicate is put years back.
pub(in crate::coding) fn years_since(layers: &Layers<'_>, head: usize) -> Option<String> {
    let text = layers.text;
    let joiners =
        std::iter::once(text.token(head)).chain(text.ancestors(head).take(8)).flat_map(|token| {
            let mark = text.children(token.i).find(|c| c.dep() == "mark" && c.i < token.i);
            [Some(token).filter(|t| t.pos() == "ADP" || t.pos() == "SCONJ"), mark]
        });
    joiners.flatten().filter(|j| matches!(j.lemma(), "since" | "after") && j.i < head).find_map(
        |joiner| {
            let time = layers.times.iter().find(|time| time.tokens.end == joiner.i)?;
            let years = time.value.strip_prefix('P')?.strip_suffix(['Y', 'E'])?;
            let many = years.parse::<u32>().map_or(true, |n| n >= 2);
            (many && time.kind == TimeType::Duration)
                .then(|| format!("{} {}", text.words(time.tokens.clone()), joiner.text()))
        },
    )
}
