//! The words that bring a quotation in: before it, behind it, or farther off.

use std::ops::Range;

use super::super::cues::Noun;
use super::super::quotes::Quote;
use super::super::report::{Report, Shape};
use super::super::speaker::{Mark, Voice, is_nominal, names_somebody};
use super::Finder;

impl Finder<'_, '_, '_> {
    pub(super) fn cue_before(
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
    pub(super) fn whole(&self, quote: &Quote, end: usize) -> bool {
        let text = self.scene.text();
        let closes = matches!(self.last_char(quote), Some('.' | '!' | '?' | '…' | ','));
        let ended = quote.tokens.end >= end
            || text.token(quote.tokens.end).is_stop()
            || text.token(quote.tokens.end).is_comma();
        closes || ended
    }

    /// Who speaks before a colon with no verb of speech: a bare name ('But spokeswoman Maria Zakharova: …'), the owner of
    /// what it stands in ('In a statement by the ministry: …'), else the subject of the sentence.
    pub(super) fn colon(&self, range: Range<usize>, quote: &Quote) -> Option<Voice> {
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
    pub(super) fn voice(&self, report: &Report, index: usize) -> Option<Voice> {
        self.scene.voice_of(report, index)
    }

    pub(super) fn cue_behind(
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
    pub(super) fn far_cue(
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
    pub(super) fn signature(&self, start: usize, name: Range<usize>) -> Option<Voice> {
        let text = self.scene.text();
        let dash = (start..name.start).any(|i| text.token(i).is_dash());
        let voice = (dash && !name.is_empty())
            .then(|| self.scene.ground.phrase_ending_at(name.end - 1))
            .flatten()?;
        let named = text.token(voice.head).pos() == "PROPN" && voice.tokens.start == name.start;
        named.then_some(voice)
    }

    /// Whether a report stands right before the next quotation, or a colon before it, and so belongs to that.
    pub(super) fn brings_in_next(&self, report: &Report, end: usize) -> bool {
        let text = self.scene.text();
        let after = report.cue.end.max(report.addressee.as_ref().map_or(0, |a| a.end));
        let next = self.scene.quotes_in(end..end + 1).next().is_some();
        next && (after == end || after + 1 == end && text.token(after).text() == ":")
    }

    /// Whether a report is what the words from `from` on are about: its subject or verb begins there.
    pub(super) fn leads(&self, report: &Report, from: usize) -> bool {
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
    pub(super) fn own_clause(&self, report: &Report, before: Range<usize>) -> bool {
        let text = self.scene.text();
        let joined = before.clone().any(|i| text.token(i).pos() == "CCONJ");
        !joined || report.voice().is_some_and(|v| v.tokens.start >= before.start)
    }
}
