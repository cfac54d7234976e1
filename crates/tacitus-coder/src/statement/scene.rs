//! One article as the finders of statements see it.

use std::ops::Range;

use super::cues::Cues;
use super::quotes::{Lane, Quote, lanes, quotes};
use super::report::{Report, Shape, reports};
use super::speaker::{Ground, Mark, Voice};
use crate::text::Text;

/// A statement with what is needed to order and nest it.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Who speaks.
    pub(super) voice: Option<Voice>,
    /// The report that brings it in.
    pub(super) report: Option<usize>,
    /// Its pieces, as tokens.
    pub(super) parts: Vec<Range<usize>>,
    /// Whether its pieces are the inside of quotation marks.
    pub(super) direct: bool,
}

/// The text with its quotations and reporting clauses.
pub(super) struct Scene<'t, 'a> {
    /// The text and its levels of quotation.
    pub(super) ground: Ground<'t, 'a>,
    /// Its blocks.
    pub(super) lanes: Vec<Lane>,
    /// Its quotations in order of their opening marks.
    pub(super) quotes: Vec<Quote>,
    /// Its reporting clauses in order.
    pub(super) reports: Vec<Report>,
}

impl<'t, 'a> Scene<'t, 'a> {
    /// Reads the marks, then the reporting clauses.
    pub(super) fn new(text: &'t Text<'a>, cues: &'t Cues) -> Self {
        let lanes = lanes(text);
        let quotes = quotes(text, cues, &lanes);
        let mut level = vec![0u32; text.len()];
        let mut mark = vec![false; text.len()];
        // At most three quotations stand inside one another, so this is linear.
        for (index, quote) in quotes.iter().enumerate() {
            let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
            level[quote.words.clone()].fill(number);
            let around = quote.inside.map_or(0, |q| u32::try_from(q + 1).unwrap_or(u32::MAX));
            for side in [quote.tokens.start..quote.words.start, quote.words.end..quote.tokens.end] {
                for i in side {
                    mark[i] = true;
                    level[i] = around;
                }
            }
        }
        let ground = Ground { text, cues, level, mark };
        let reports = reports(&ground);
        Scene { ground, lanes, quotes, reports }
    }

    /// The text.
    pub(super) fn text(&self) -> &'t Text<'a> {
        self.ground.text
    }

    /// The reports carried by the tokens of `range`, with their indexes.
    pub(super) fn reports_in(
        &self,
        range: Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, &Report)> {
        let from = self.reports.partition_point(|r| r.at < range.start);
        let to = self.reports.partition_point(|r| r.at < range.end).max(from);
        (from..to).zip(&self.reports[from..to])
    }

    /// The quotations that begin with the tokens of `range`, with their indexes.
    pub(super) fn quotes_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &Quote)> {
        let from = self.quotes.partition_point(|q| q.tokens.start < range.start);
        let to = self.quotes.partition_point(|q| q.tokens.start < range.end).max(from);
        (from..to).zip(&self.quotes[from..to])
    }

    /// Whether a report is a participle with no subject of its own: ', adding that …'.
    pub(super) fn is_participle(&self, report: &Report) -> bool {
        let text = self.text();
        report.shape == Shape::Verb
            && text.token(report.at).tag() == "VBG"
            && !text.children(report.at).any(|c| matches!(c.dep(), "nsubj" | "aux"))
    }

    /// Who speaks in a report. A participle behind a comma speaks for whoever the report before it in the sentence does,
    /// where the parse hangs it on what that one said or finds nobody.
    pub(super) fn voice_of(&self, report: &Report, index: usize) -> Option<Voice> {
        let own = report.voice().cloned();
        if !self.is_participle(report) {
            return own;
        }
        let text = self.text();
        let sentence = text.sentence(report.at).tokens.clone();
        let level = self.ground.level[report.at];
        let before = self.reports[..index]
            .iter()
            .rev()
            .take(8)
            .take_while(|r| sentence.contains(&r.at))
            .find(|r| {
                self.ground.level[r.at] == level && r.shape == Shape::Verb && !self.is_participle(r)
            });
        let Some(before) = before else { return own };
        let under = text.ancestors(report.at).take(24).any(|a| a.i == before.at);
        let behind_comma = report.own.start > 0 && text.token(report.own.start - 1).is_comma();
        let near = report.own.start > 0 && self.ground.mark[report.own.start - 1];
        if own.is_none() || under && (behind_comma || near) {
            before.voice().cloned().or(own)
        } else {
            own
        }
    }

    /// The level on which the words of `quote`'s reporter stand.
    pub(super) fn level_around(&self, quote: &Quote) -> u32 {
        quote.inside.map_or(0, |q| u32::try_from(q + 1).unwrap_or(u32::MAX))
    }
}
