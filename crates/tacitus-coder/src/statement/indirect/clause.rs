//! The clause that a reporting verb governs, from its first to its last word.

use std::ops::Range;

use tacitus_language::Token;

use super::super::cues::{Kind, Noun};
use super::super::report::{Report, Shape};
use super::super::speaker::Mark;
use super::Finder;

impl Finder<'_, '_, '_> {
    /// The clause that a verb governs, up to where the reporter goes on.
    pub(super) fn complement(
        &self,
        report: &Report,
        index: usize,
        bounds: &Range<usize>,
    ) -> Option<Range<usize>> {
        let text = self.scene.text();
        let after = report.addressee.as_ref().filter(|a| a.start >= report.at).map_or(0, |a| a.end);
        let after = after.max(report.cue.end.min(report.at + 3)).max(report.own.end);
        let clauses: Vec<_> = text
            .children(report.at)
            .filter(|c| c.dep() == "ccomp" && c.i >= after && bounds.contains(&c.i))
            .filter(|c| self.is_finite(*c))
            .collect();
        let range = match (clauses.first(), clauses.last()) {
            // 'and I said it in Moscow'
            (Some(first), _) if self.has_object(report, first.i) => return None,
            (Some(first), Some(last)) => {
                text.subtree(first.i).start.max(after)..text.subtree(last.i).end
            }
            _ => self.lost_clause(report, after, bounds)?,
        };
        let mut range = range.start.max(bounds.start)..range.end.min(bounds.end);
        range.start = self.opening(range.start, report);
        range.end = self.extended(report, range.clone(), bounds);
        range.end = self.cut(report, index, range.clone());
        if let Some(quote) = self.direct_start(range.clone()) {
            range.end = quote;
        }
        (range.len() > 1).then_some(range)
    }

    /// Where a clause starts: at the mark, if its first word is the first of a quotation, and behind 'that', if only an
    /// adverb stands before that.
    pub(super) fn opening(&self, start: usize, report: &Report) -> usize {
        let level = self.level(report.at);
        let that = (start..self.scene.text().len().min(start + 3))
            .take_while(|&i| self.level(i) == level && (i == start || !self.token(i).sent_start()))
            .find(|&i| self.token(i).text() == "that" && self.token(i).dep() == "mark");
        if let Some(that) = that {
            return that + 1;
        }
        match self.level(start).checked_sub(1) {
            Some(quote) if self.level(start) != level => {
                let quote = &self.scene.quotes[quote as usize];
                if quote.words.start == start { quote.tokens.start } else { start }
            }
            _ => start,
        }
    }

    /// Whether a clause can be a report of words: 'found himself losing' and 'declared him the winner' have none.
    pub(super) fn is_finite(&self, clause: Token<'_>) -> bool {
        matches!(clause.tag(), "VBD" | "VBZ" | "VBP" | "VBN" | "MD")
            || self.level(clause.i) > 0
            || self.scene.text().children(clause.i).any(|c| {
                c.dep() == "mark"
                    || matches!(c.dep(), "aux" | "auxpass") && c.tag() != "TO"
                    || matches!(c.dep(), "cop" | "ccomp")
            })
    }

    /// Whether a verb of saying has an object that is no hearer, before the clause at `clause`.
    pub(super) fn has_object(&self, report: &Report, clause: usize) -> bool {
        let heard = |i: usize| {
            report.addressee.as_ref().is_some_and(|a| a.contains(&i)) || report.cue.contains(&i)
        };
        (report.kind == Kind::Say || report.kind.is_thought())
            && self.scene.text().children(report.at).any(|c| {
                c.dep() == "dobj"
                    && c.pos() == "PRON"
                    && report.at < c.i
                    && c.i < clause
                    && !heard(c.i)
            })
    }

    /// The clause behind a verb of which the parse does not know: it follows 'that', or has a subject right there.
    pub(super) fn lost_clause(
        &self,
        report: &Report,
        after: usize,
        bounds: &Range<usize>,
    ) -> Option<Range<usize>> {
        let text = self.scene.text();
        let that = (after..bounds.end.min(after + 8))
            .take_while(|&i| !self.token(i).is_comma())
            .find(|&i| {
                self.token(i).text() == "that"
                    && matches!(self.token(i).pos(), "SCONJ" | "DET" | "PRON")
            });
        if let Some(that) = that.filter(|&i| self.token(i).dep() == "mark") {
            let end = text.subtree(self.token(that).head().i).end;
            return Some(that..end.min(bounds.end));
        }
        if after >= bounds.end || self.token(after).is_comma() {
            return None;
        }
        let mut top = None;
        for above in text.ancestors(after).take(24) {
            if text.subtree(above.i).start < after || above.i == report.at {
                break;
            }
            top = Some(above);
        }
        let top = top.filter(|t| {
            matches!(t.pos(), "VERB" | "AUX")
                && text
                    .children(t.i)
                    .any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i >= after)
        })?;
        Some(after..text.subtree(top.i).end.min(bounds.end))
    }

    /// The parse often hangs the end of a clause on the reporting verb; what stands there without a comma is still said.
    pub(super) fn extended(
        &self,
        report: &Report,
        range: Range<usize>,
        bounds: &Range<usize>,
    ) -> usize {
        let text = self.scene.text();
        let level = self.level(report.at);
        let mut end = range.end;
        for child in text.children(report.at).filter(|c| c.i >= range.end) {
            let below = text.subtree(child.i);
            let on_level = self.level(child.i) == level && !self.scene.ground.mark[child.i];
            let stops = on_level
                && (matches!(child.dep(), "conj" | "cc")
                    || child.dep() == "punct"
                    || child.dep() == "advcl" && self.cues_at(child.i)
                    || self.stages(child));
            if stops || below.start > end + 1 {
                break;
            }
            end = below.end.max(end).min(bounds.end);
        }
        // A quotation that begins inside ends inside.
        for (_, quote) in self.scene.quotes_in(range.start..end + 1) {
            if quote.tokens.start <= end && end < quote.tokens.end {
                end = quote.tokens.end;
            }
        }
        end
    }

    pub(super) fn cues_at(&self, i: usize) -> bool {
        self.scene.reports_in(i..i + 1).next().is_some()
    }

    /// 'in a statement', 'at a rally': where it was said.
    pub(super) fn stages(&self, child: Token<'_>) -> bool {
        let text = self.scene.text();
        child.dep() == "prep"
            && text.child(child.i, "pobj").is_some_and(|object| {
                [Noun::Medium, Noun::Occasion, Noun::Place]
                    .iter()
                    .any(|&kind| self.scene.ground.cues.is_noun(text, object.i, kind))
            })
    }

    /// Where the content ends because the reporter speaks again: ', adding that …', ', according to …'.
    pub(super) fn cut(&self, report: &Report, index: usize, range: Range<usize>) -> usize {
        let level = self.level(report.at);
        for (other, next) in self.scene.reports_in(range.start + 1..range.end) {
            if other <= index || self.level(next.at) != level {
                continue;
            }
            let mut before = next.own.start.min(next.at);
            if before > 0 && self.token(before - 1).lemma() == "as" {
                before -= 1;
            }
            let comma = before > range.start && self.token(before - 1).is_comma();
            let again = match next.shape {
                Shape::Phrase => true,
                Shape::Verb => self.scene.is_participle(next) && !next.kind.is_thought(),
                Shape::Noun => false,
            };
            if comma && again {
                return before - 1;
            }
        }
        range.end
    }
}
