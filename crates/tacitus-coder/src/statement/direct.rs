//! Direct quotation: which quotations are somebody's speech, and whose.
//!
//! The cue is looked for where newspapers put it: right before the opening mark, right behind the closing one, between
//! two pieces; where there is none, the quotation belongs to whoever spoke last. It goes by the order of words and not by
//! the parse, which is at its worst around quotation marks.

use std::collections::BTreeMap;
mod cue;

use std::ops::Range;

use tacitus_record::article::BlockKind;

use super::quotes::Quote;
use super::report::Shape;
use super::scene::{Draft, Scene};
use super::speaker::{Mark, Voice};

/// What the direct quotations leave to the other finders.
pub(super) struct Direct {
    /// The statements found.
    pub(super) drafts: Vec<Draft>,
    /// For each quotation whether it is one, or part of one.
    pub(super) taken: Vec<bool>,
    /// For each quotation the report that brings it in.
    by: Vec<Option<usize>>,
    /// For each quotation the statement that it is, or is part of.
    draft: Vec<Option<usize>>,
    /// For each report whether it brings one in.
    pub(super) used: Vec<bool>,
}

/// Finds the statements that stand in quotation marks as a whole.
pub(super) fn direct(scene: &Scene<'_, '_>) -> Direct {
    let mut groups: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (index, quote) in scene.quotes.iter().enumerate() {
        groups.entry((quote.lane, quote.inside)).or_default().push(index);
    }
    let direct = Direct {
        drafts: Vec::new(),
        taken: vec![false; scene.quotes.len()],
        by: vec![None; scene.quotes.len()],
        draft: vec![None; scene.quotes.len()],
        used: vec![false; scene.reports.len()],
    };
    let mut finder = Finder { scene, direct, last: None };
    for (lane, place) in scene.lanes.iter().enumerate() {
        let outer = groups.remove(&(lane, None)).unwrap_or_default();
        let done = finder.group(&outer, place.tokens.clone(), lane);
        if place.kind == BlockKind::Paragraph {
            let spoken = finder.context(place.tokens.end, place.tokens.clone(), &done);
            finder.last = spoken.or(finder.last.take());
        }
    }
    for ((lane, inside), quotes) in groups {
        let Some(outer) = inside.and_then(|q| scene.quotes.get(q)) else { continue };
        finder.group(&quotes, outer.words.clone(), lane);
    }
    finder.direct
}

struct Finder<'s, 't, 'a> {
    scene: &'s Scene<'t, 'a>,
    direct: Direct,
    /// Who spoke last, in the paragraphs before.
    last: Option<Voice>,
}

/// A quotation of the group in hand: its tokens, and the draft that it went into.
type Done = Vec<(Range<usize>, Option<usize>)>;

impl Direct {
    /// The report that brings in a quotation.
    pub(super) fn report_of(&self, quote: usize) -> Option<usize> {
        self.by.get(quote).copied().flatten()
    }
}

impl Finder<'_, '_, '_> {
    fn group(&mut self, quotes: &[usize], place: Range<usize>, lane: usize) -> Done {
        let mut done = Done::new();
        for (k, &index) in quotes.iter().enumerate() {
            let quote = &self.scene.quotes[index];
            let before = done.last().map_or(place.start, |(tokens, _)| tokens.end);
            let next = quotes.get(k + 1).map_or(place.end, |&q| self.scene.quotes[q].tokens.start);
            let draft = if quote.continues {
                // Its draft was made where it began.
                self.direct.draft[index]
            } else {
                self.quotation(index, before, next, &place, &done, lane)
            };
            done.push((quote.tokens.clone(), draft));
        }
        done
    }

    fn quotation(
        &mut self,
        index: usize,
        before: usize,
        next: usize,
        place: &Range<usize>,
        done: &Done,
        lane: usize,
    ) -> Option<usize> {
        let scene = self.scene;
        let quote = &scene.quotes[index];
        let chain = self.chain(index);
        let last = chain.last().map_or(quote, |&q| &scene.quotes[q]);
        let behind = if last.lane == quote.lane {
            quote.tokens.end..next
        } else {
            let lane = &scene.lanes[last.lane];
            let stop = scene
                .quotes_in(last.tokens.end..lane.tokens.end)
                .next()
                .map_or(lane.tokens.end, |(_, q)| q.tokens.start);
            last.tokens.end..stop
        };
        let found = self
            .cue_before(quote, before, place)
            .or_else(|| self.cue_behind(quote, last, behind.clone()));
        if let Some((report, voice)) = found {
            return Some(self.add(&chain, report, voice));
        }
        if let Some(draft) = self.joined(quote, before, done) {
            let parts = chain.iter().map(|&q| scene.quotes[q].words.clone());
            self.direct.drafts[draft].parts.extend(parts);
            let report = self.direct.drafts[draft].report;
            self.take(&chain, report, draft);
            return Some(draft);
        }
        let paragraph = scene.lanes[lane].kind == BlockKind::Paragraph;
        if !paragraph || quote.inside.is_some() || !self.stands_alone(quote, last, before, &behind)
        {
            return None;
        }
        let voice = self
            .context(quote.tokens.start, place.clone(), done)
            .or_else(|| self.last.clone())
            // Nobody has spoken yet: it is whoever the next sentence is about.
            .or_else(|| self.main_subject(self.sentence_from(behind)))?;
        Some(self.add(&chain, None, Some(voice)))
    }

    /// A quotation and those of the next paragraphs that continue it.
    fn chain(&self, index: usize) -> Vec<usize> {
        let mut chain = vec![index];
        let mut at = index;
        while let Some(next) = self.scene.quotes[at].goes_on {
            chain.push(next);
            at = next;
        }
        chain
    }

    fn add(&mut self, chain: &[usize], report: Option<usize>, voice: Option<Voice>) -> usize {
        let parts = chain.iter().map(|&q| self.scene.quotes[q].words.clone()).collect();
        if let Some(report) = report {
            self.direct.used[report] = true;
        }
        self.direct.drafts.push(Draft { voice, report, parts, direct: true });
        let draft = self.direct.drafts.len() - 1;
        self.take(chain, report, draft);
        draft
    }

    fn take(&mut self, chain: &[usize], report: Option<usize>, draft: usize) {
        for &q in chain {
            self.direct.taken[q] = true;
            self.direct.by[q] = report;
            self.direct.draft[q] = Some(draft);
        }
    }

    /// The start of the last sentence in `range`, told by punctuation alone.
    fn sentence_in(&self, range: Range<usize>) -> usize {
        let text = self.scene.text();
        let stop =
            range.clone().rev().find(|&i| text.token(i).is_stop() || text.token(i).text() == ";");
        stop.map_or(range.start, |i| i + 1)
    }

    /// The first sentence of `range`, told by punctuation alone.
    fn sentence_from(&self, range: Range<usize>) -> Range<usize> {
        let text = self.scene.text();
        let end = range.clone().skip(1).find(|&i| text.token(i).is_stop()).unwrap_or(range.end);
        range.start..end
    }

    /// Whether the words of a quotation begin as a sentence does.
    fn begins(&self, quote: &Quote) -> bool {
        let words = quote.content.of(self.scene.text().doc.text());
        words.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    fn last_char(&self, quote: &Quote) -> Option<char> {
        let words = quote.content.of(self.scene.text().doc.text());
        words.trim_end_matches(['\'', '"', '’', '”', ')']).chars().next_back()
    }

    /// The draft that a quotation goes on with after the reporter's interruption: '“…,” he said, “…”'.
    fn joined(&self, quote: &Quote, before: usize, done: &Done) -> Option<usize> {
        let text = self.scene.text();
        let (_, draft) = done.last()?;
        let draft = (*draft)?;
        let between = before..quote.tokens.start;
        let end = between.clone().next_back()?;
        let whole =
            between.clone().all(|i| !text.token(i).is_stop() && text.token(i).text() != ";");
        let comma = text.token(end).is_comma() || text.token(end).is_dash();
        let report = self.direct.drafts[draft].report.map(|r| &self.scene.reports[r])?;
        let own = between.contains(&report.at);
        (whole && own && (comma || !self.begins(quote))).then_some(draft)
    }

    /// Whether a quotation is a sentence of its own, and so speech even without a cue.
    fn stands_alone(
        &self,
        quote: &Quote,
        last: &Quote,
        before: usize,
        behind: &Range<usize>,
    ) -> bool {
        let text = self.scene.text();
        let space = |i: usize| text.token(i).pos() == "SPACE";
        let mut start = quote.tokens.start;
        while start > before && space(start - 1) {
            start -= 1;
        }
        let fresh = start == before || text.token(start - 1).is_stop();
        let end = behind.clone().find(|&i| !space(i)).unwrap_or(behind.end);
        let stops = end < behind.end && text.token(end).is_stop();
        let ends = matches!(self.last_char(last), Some('.' | '!' | '?' | '…'))
            || !last.closed
            || stops
            || quote.words.len() > 4 && end >= behind.end;
        let free = end >= behind.end
            || stops
            || !text.token(end).text().chars().next().is_some_and(|c| c.is_lowercase() || c == ',');
        fresh && ends && free && self.begins(quote)
    }

    /// Who speaks at token `at` of a paragraph: the speaker of the reporter's last sentence before it, or its subject;
    /// else whoever the quotation before it belongs to.
    fn context(&self, at: usize, place: Range<usize>, done: &Done) -> Option<Voice> {
        let text = self.scene.text();
        let before = done.iter().rev().find(|(tokens, _)| tokens.end <= at);
        let from = before.map_or(place.start, |(tokens, _)| tokens.end);
        let draft = before.and_then(|(_, draft)| draft.map(|d| &self.direct.drafts[d]));
        let spoken = draft.and_then(|d| d.voice.clone());
        // What follows the quotation up to the full stop is its own reporting clause.
        let own = match draft {
            Some(_) => (from..at).find(|&i| text.token(i).is_stop()).map_or(at, |i| i + 1),
            None => from,
        };
        let mut end = at;
        while end > own && (text.token(end - 1).is_stop() || text.token(end - 1).pos() == "SPACE") {
            end -= 1;
        }
        if own >= end {
            return spoken;
        }
        let sentence = self.sentence_in(own..end)..end;
        let reported = self
            .scene
            .reports_in(sentence.clone())
            .filter(|(_, r)| r.shape != Shape::Noun && self.scene.ground.level[r.at] == 0)
            .find_map(|(index, r)| self.voice(r, index));
        reported.or_else(|| self.main_subject(sentence)).or(spoken)
    }

    fn main_subject(&self, sentence: Range<usize>) -> Option<Voice> {
        let ground = &self.scene.ground;
        sentence
            .filter(|&i| ground.level[i] == 0 && ground.text.token(i).dep() == "nsubj")
            .map(|i| ground.noun_phrase(i))
            .find(|voice| self.is_person(voice))
    }

    /// A name or a pronoun for persons: who can be thought to go on speaking.
    fn is_person(&self, voice: &Voice) -> bool {
        let token = self.scene.text().token(voice.head);
        match token.pos() {
            "PROPN" => !matches!(
                token.ent_type(),
                "GPE" | "LOC" | "DATE" | "TIME" | "FAC" | "EVENT" | "PRODUCT"
            ),
            "PRON" => {
                token.tag() == "PRP"
                    && token.feature("Person") == Some("3")
                    && token.feature("Gender") != Some("Neut")
            }
            _ => false,
        }
    }
}
