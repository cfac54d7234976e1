//! Direct quotation: which quotations are somebody's speech, and whose.
//!
//! The cue is looked for where newspapers put it: right before the opening mark, right behind the closing one, between
//! two pieces; where there is none, the quotation belongs to whoever spoke last. It goes by the order of words and not by
//! the parse, which is at its worst around quotation marks.

use std::collections::BTreeMap;
use std::ops::Range;

use tacitus_record::article::BlockKind;

use super::cues::Noun;
use super::quotes::Quote;
use super::report::{Report, Shape};
use super::scene::{Draft, Scene};
use super::speaker::{Mark, Voice, is_nominal, names_somebody};

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

    fn cue_before(
        &self,
        quote: &Quote,
        before: usize,
        place: &Range<usize>,
    ) -> Option<(Option<usize>, Option<Voice>)> {
        let text = self.scene.text();
        let from = self.sentence_in(before..quote.tokens.start);
        let range = from..quote.tokens.start;
        let end = range.clone().rev().find(|&i| text.token(i).pos() != "SPACE")?;
        let token = text.token(end);
        let level = self.scene.level_around(quote);
        let report = self.scene.reports_in(range.clone()).rev().find(|(index, r)| {
            r.shape != Shape::Noun
                && self.scene.ground.level[r.at] == level
                && !self.direct.used[*index]
                && (r.takes.quote || r.takes.frame && token.text() == ":")
        });
        if token.text() == ":" {
            if let Some((index, report)) =
                report.filter(|(_, r)| r.shape == Shape::Verb || r.takes.quote)
            {
                return Some((Some(index), self.voice(report, index)));
            }
            return self.colon(range, quote).map(|voice| (None, Some(voice)));
        }
        let (index, report) = report?;
        let after =
            report.cue.end.max(report.own.end).max(report.addressee.as_ref().map_or(0, |a| a.end));
        let open = if token.is_comma() || token.is_dash() {
            // Nothing but an adverbial may stand between: 'he said of the plan, "…"'.
            let words = (after..end).len();
            let clause = (after..end).any(|i| matches!(text.token(i).dep(), "nsubj" | "nsubjpass"));
            words <= 18 && !clause && (self.begins(quote) || after >= end)
        } else {
            let near = after >= quote.tokens.start
                || (after..quote.tokens.start).all(|i| text.token(i).pos() == "ADV");
            let verb = text.token(report.at);
            let finite = verb.tag() != "VB" || self.begins(quote);
            near && finite && report.shape == Shape::Verb && self.whole(quote, place.end)
        };
        open.then(|| (Some(index), self.voice(report, index)))
    }

    /// Whether a quotation with no punctuation before it is all that is said: it ends as a sentence does, or the sentence
    /// ends with it.
    fn whole(&self, quote: &Quote, end: usize) -> bool {
        let text = self.scene.text();
        let closes = matches!(self.last_char(quote), Some('.' | '!' | '?' | '…' | ','));
        let ended = quote.tokens.end >= end
            || text.token(quote.tokens.end).is_stop()
            || text.token(quote.tokens.end).is_comma();
        closes || ended
    }

    /// Who speaks before a colon with no verb of speech: a bare name ('But spokeswoman Maria Zakharova: …'), the owner of
    /// what it stands in ('In a statement by the ministry: …'), else the subject of the sentence.
    fn colon(&self, range: Range<usize>, quote: &Quote) -> Option<Voice> {
        let ground = &self.scene.ground;
        let text = ground.text;
        let colon = range.end - 1;
        let level = self.scene.level_around(quote);
        if colon == range.start || !self.begins(quote) && quote.words.len() < 4 {
            return None;
        }
        let inside = |i: usize| range.contains(&i) && ground.level[i] == level;
        let finite = range
            .clone()
            .any(|i| inside(i) && matches!(text.token(i).tag(), "VBD" | "VBZ" | "VBP" | "MD"));
        let subject = range
            .clone()
            .filter(|&i| inside(i) && text.token(i).dep() == "nsubj")
            .map(|i| ground.noun_phrase(i))
            .find(|v| self.is_person(v));
        if finite {
            return subject;
        }
        let voice = ground.phrase_ending_at(colon - 1);
        let bare = voice.as_ref().is_some_and(|v| {
            (range.start..v.tokens.start)
                .all(|i| matches!(text.token(i).pos(), "CCONJ" | "ADV" | "PUNCT" | "DET" | "ADJ"))
        });
        if let Some(voice) = voice {
            let noun = text.token(voice.head);
            if let Some(owner) = ground.owner(noun).filter(|o| range.contains(&o.head)) {
                return Some(owner);
            }
            let medium = ground.cues.is_noun(text, voice.head, Noun::Medium);
            if bare && !medium && is_nominal(noun) {
                return Some(voice);
            }
        }
        subject
    }

    /// The report's speaker; a participle that has none takes that of the report before it.
    fn voice(&self, report: &Report, index: usize) -> Option<Voice> {
        self.scene.voice_of(report, index)
    }

    fn cue_behind(
        &self,
        quote: &Quote,
        last: &Quote,
        behind: Range<usize>,
    ) -> Option<(Option<usize>, Option<Voice>)> {
        let text = self.scene.text();
        let level = self.scene.level_around(quote);
        if behind.is_empty() {
            return None;
        }
        let mut from = behind.start;
        let mut open =
            matches!(self.last_char(last), Some(',' | '?' | '!' | '—' | '–' | '-' | '…'))
                || last.content.of(text.doc.text()).ends_with("...");
        while from < behind.end {
            let token = text.token(from);
            if token.is_comma() || token.is_dash() {
                open = true;
            } else if token.pos() != "SPACE" {
                break;
            }
            from += 1;
        }
        if from >= behind.end {
            return None;
        }
        let stop = (from..behind.end)
            .find(|&i| text.token(i).is_stop() || matches!(text.token(i).text(), ";" | ":"))
            .unwrap_or(behind.end);
        let small = text.token(from).text().chars().next().is_some_and(char::is_lowercase);
        let dot = self.last_char(last) == Some('.');
        if let Some(voice) = self.signature(behind.start, from..stop) {
            return Some((None, Some(voice)));
        }
        let able = |(index, r): &(usize, &Report)| {
            self.scene.ground.level[r.at] == level
                && (r.takes.quote || r.takes.frame)
                && !self.direct.used[*index]
                && !self.brings_in_next(r, behind.end)
        };
        let mut reports = self.scene.reports_in(from..stop).filter(able);
        let Some((index, report)) = reports.find(|(_, r)| self.leads(r, from)) else {
            let comma = self.last_char(last) == Some(',') || from > behind.start;
            return comma.then(|| self.far_cue(quote, from..stop, able)).flatten();
        };
        let verb_first = report.at == from;
        let fits = open || (dot && small) || (verb_first && self.begins(quote));
        fits.then(|| (Some(index), self.voice(report, index)))
    }

    /// After a comma there is a cue, however much is said of the speaker before it: '“…,” Ito, whom many call the last
    /// of his kind, told a crowd'. What the parse makes of such a sentence is not asked.
    fn far_cue(
        &self,
        quote: &Quote,
        range: Range<usize>,
        able: impl Fn(&(usize, &Report)) -> bool,
    ) -> Option<(Option<usize>, Option<Voice>)> {
        let ground = &self.scene.ground;
        let voice = ground.phrase_starting_at(range.start)?;
        let named = names_somebody(ground.text.token(voice.head)) && self.begins(quote);
        let verb = |r: &Report| r.shape == Shape::Verb && r.at >= voice.tokens.end;
        let (index, _) = self
            .scene
            .reports_in(range)
            .filter(able)
            .find(|(_, r)| verb(r) && ground.text.token(r.at).dep() != "relcl")?;
        named.then_some((Some(index), Some(voice)))
    }

    /// A name alone behind a dash: '“…” — Mayor Smith'.
    fn signature(&self, start: usize, name: Range<usize>) -> Option<Voice> {
        let text = self.scene.text();
        let dash = (start..name.start).any(|i| text.token(i).is_dash());
        let voice = (dash && !name.is_empty())
            .then(|| self.scene.ground.phrase_ending_at(name.end - 1))
            .flatten()?;
        let named = text.token(voice.head).pos() == "PROPN" && voice.tokens.start == name.start;
        named.then_some(voice)
    }

    /// Whether a report stands right before the next quotation, or a colon before it, and so belongs to that.
    fn brings_in_next(&self, report: &Report, end: usize) -> bool {
        let text = self.scene.text();
        let after = report.cue.end.max(report.addressee.as_ref().map_or(0, |a| a.end));
        let next = self.scene.quotes_in(end..end + 1).next().is_some();
        next && (after == end || after + 1 == end && text.token(after).text() == ":")
    }

    /// Whether a report is what the words from `from` on are about: its subject or verb begins there.
    fn leads(&self, report: &Report, from: usize) -> bool {
        let text = self.scene.text();
        let light = |range: Range<usize>| {
            range.len() <= 4
                && range.clone().all(|i| {
                    let token = text.token(i);
                    matches!(token.pos(), "ADV" | "CCONJ" | "AUX" | "ADP" | "SCONJ")
                        || token.is_comma()
                })
        };
        match report.shape {
            Shape::Phrase => report.at == from,
            Shape::Noun => false,
            Shape::Verb => {
                let start = report
                    .voice()
                    .map_or(report.own.start, |v| v.tokens.start.min(report.own.start));
                start <= from && report.at >= from
                    || start >= from && light(from..start) && self.own_clause(report, from..start)
            }
        }
    }

    /// Whether a report behind a conjunction has a subject of its own: '“…,” and she said' is a cue of the quotation,
    /// '“…,” but said he would go' is not.
    fn own_clause(&self, report: &Report, before: Range<usize>) -> bool {
        let text = self.scene.text();
        let joined = before.clone().any(|i| text.token(i).pos() == "CCONJ");
        !joined || report.voice().is_some_and(|v| v.tokens.start >= before.start)
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
