//! Indirect and mixed quotation: reporting clauses with their content in the reporter's words.

mod clause;

use std::ops::Range;

use tacitus_language::Token;

use super::cues::{Kind, lower};
use super::direct::Direct;
use super::report::{Report, Shape};
use super::scene::{Draft, Scene};
use super::speaker::{Mark, Subject, is_nominal};

/// Finds the statements that stand, in whole or in part, in the reporter's words.
pub(super) fn indirect(scene: &Scene<'_, '_>, direct: &Direct) -> Vec<Draft> {
    let finder = Finder { scene, direct };
    let mut drafts = Vec::new();
    for (index, report) in scene.reports.iter().enumerate() {
        if direct.used[index] || finder.is_idle(report) {
            continue;
        }
        let parts = finder.content(report, index);
        let parts: Vec<_> = parts.into_iter().filter_map(|part| finder.trimmed(part)).collect();
        if !parts.is_empty() {
            let voice = scene.voice_of(report, index);
            drafts.push(Draft { voice, report: Some(index), parts, direct: false });
        }
    }
    drafts.extend(finder.headlines());
    drafts
}

/// What finds them.
pub(super) struct Finder<'s, 't, 'a> {
    pub(super) scene: &'s Scene<'t, 'a>,
    direct: &'s Direct,
}

impl Finder<'_, '_, '_> {
    pub(super) fn token(&self, i: usize) -> Token<'_> {
        self.scene.text().token(i)
    }

    fn level(&self, i: usize) -> u32 {
        self.scene.ground.level[i]
    }

    /// Whether a report tells of no saying: it is negated, an infinitive that nobody need carry out, or what a speaker
    /// says of his own thoughts.
    fn is_idle(&self, report: &Report) -> bool {
        if report.shape != Shape::Verb {
            return false;
        }
        let text = self.scene.text();
        let verb = self.token(report.at);
        let negated = text.children(report.at).any(|c| c.dep() == "neg");
        let planned = verb.tag() == "VB"
            && matches!(verb.dep(), "xcomp" | "acl" | "advcl")
            && text.children(report.at).any(|c| c.tag() == "TO");
        let own_thought = self.level(report.at) > 0
            && report.kind.is_thought()
            && report
                .voice()
                .is_some_and(|v| matches!(self.token(v.head).feature("Person"), Some("1" | "2")));
        // 'Tell them it is over'
        let command = verb.tag() == "VB" && report.voice().is_none();
        let nobody = report.voice().is_some_and(|v| {
            let none = |i: usize| matches!(lower(self.token(i)).as_ref(), "nobody" | "none" | "no");
            none(v.head) || none(v.tokens.start)
        });
        negated || planned || own_thought || command || nobody
    }

    fn content(&self, report: &Report, index: usize) -> Vec<Range<usize>> {
        let bounds = self.bounds(report);
        match report.shape {
            Shape::Phrase => self.around(report.own.clone(), &bounds),
            Shape::Noun => self.noun_clause(report, &bounds),
            Shape::Verb => {
                if report.takes.that {
                    if let Some(parts) = self.inserted(report, &bounds) {
                        return parts;
                    }
                    if let Some(range) = self.complement(report, index, &bounds) {
                        return self.with_antecedent(report, range);
                    }
                    if let Some(parts) = self.raised(report, &bounds) {
                        return parts;
                    }
                }
                let partly = self.partly(report, &bounds);
                partly.or_else(|| self.deed(report, &bounds)).into_iter().collect()
            }
        }
    }

    /// The sentence, and inside a quotation no more than that.
    fn bounds(&self, report: &Report) -> Range<usize> {
        let sentence = self.scene.text().sentence(report.at).tokens.clone();
        match self.level(report.at).checked_sub(1) {
            None => sentence,
            Some(quote) => {
                let words = &self.scene.quotes[quote as usize].words;
                sentence.start.max(words.start)..sentence.end.min(words.end)
            }
        }
    }

    /// The first token of `range`, on the level of `level`, at which a clause ends.
    fn clause_end(&self, range: Range<usize>, level: u32) -> usize {
        let end = range.end;
        range
            .into_iter()
            .find(|&i| {
                let token = self.token(i);
                self.level(i) == level
                    && (token.is_comma()
                        || token.is_stop()
                        || token.is_dash()
                        || matches!(token.text(), ";" | ":" | ")"))
                    && !self.is_hyphen(i)
            })
            .unwrap_or(end)
    }

    fn is_hyphen(&self, i: usize) -> bool {
        self.token(i).text() == "-" && i > 0 && !self.token(i - 1).ws()
    }

    /// What stands around an inserted phrase or clause, up to the ends of the sentence.
    fn around(&self, gap: Range<usize>, bounds: &Range<usize>) -> Vec<Range<usize>> {
        let mut left = bounds.start..gap.start.max(bounds.start);
        if let Some(quote) = self.direct_in(left.clone()).last() {
            left.start = quote;
        }
        let level = self.level(gap.start);
        let semicolon =
            left.clone().rev().find(|&i| self.token(i).text() == ";" && self.level(i) == level);
        if let Some(at) = semicolon {
            left.start = at + 1;
        }
        let mut right = gap.end.min(bounds.end)..bounds.end;
        // What is still said of the speaker ('the minister, a doctor, …') ends with the comma.
        if left.is_empty() {
            let comma = self.clause_end(right.clone(), level);
            if comma < right.end && self.token(comma).is_comma() {
                right.start = comma + 1;
            }
        } else if right.start < right.end
            && !self.token(right.start).is_comma()
            && !self.token(right.start).is_dash()
        {
            right = right.end..right.end;
        }
        if let Some(stop) =
            right.clone().find(|&i| self.token(i).text() == ";" && self.level(i) == level)
        {
            right.end = stop;
        }
        if let Some(quote) = self.direct_start(right.clone()) {
            right.end = quote;
        } else if let Some((_, quote)) = self.scene.quotes_in(right.clone()).last() {
            // A quotation may run over the end of the sentence.
            right.end = right.end.max(quote.tokens.end);
        }
        [left, right].into_iter().filter(|r| r.len() > 1).collect()
    }

    fn direct_in(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        self.scene
            .quotes_in(range.clone())
            .filter(move |(q, quote)| self.direct.taken[*q] && quote.tokens.end <= range.end)
            .map(|(_, quote)| quote.tokens.end)
    }

    /// Where in `range` a direct quotation starts that is no part of it: one brought in by a report that stands there
    /// ('Moscow, which he called “weak”, …') is.
    pub(super) fn direct_start(&self, range: Range<usize>) -> Option<usize> {
        let own = |q: usize| {
            let report = self.direct.report_of(q).map(|r| self.scene.reports[r].at);
            report.is_some_and(|at| range.contains(&at))
        };
        let mut quotes = self.scene.quotes_in(range.clone());
        quotes.find(|(q, _)| self.direct.taken[*q] && !own(*q)).map(|(_, quote)| quote.tokens.start)
    }

    /// 'The plan, he said, is dead', 'The plan is dead, he said', 'As he said, the plan is dead'.
    fn inserted(&self, report: &Report, bounds: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let text = self.scene.text();
        let voice = report.voice();
        let level = self.level(report.at);
        let start = report.own.start;
        let has_subject = voice.is_some_and(|v| report.own.contains(&v.head))
            || matches!(report.speaker, Subject::Nobody) && self.token(start).text() == "it";
        if !has_subject {
            return None;
        }
        let after = report.addressee.as_ref().map_or(report.own.end, |a| a.end.max(report.own.end));
        let end = self.clause_end(after..bounds.end, level);
        let as_clause = start > bounds.start && self.token(start - 1).lemma() == "as";
        let from = if as_clause { start - 1 } else { start };
        let opened = from > bounds.start && {
            let token = self.token(from - 1);
            token.is_comma()
                || token.is_dash()
                || token.text() == "("
                || self.scene.ground.mark[from - 1]
        };
        if !(opened || as_clause && from == bounds.start) {
            return None;
        }
        // What follows must not be the content: 'On Monday, he said the plan was dead'.
        let clause = text.children(report.at).any(|c| {
            let own = matches!(c.dep(), "ccomp" | "xcomp")
                || c.dep() == "dobj" && report.addressee.as_ref().is_none_or(|a| !a.contains(&c.i));
            let own = own && !report.cue.contains(&c.i);
            own && c.i > report.at && c.i < end && Some(c.i) != voice.map(|v| v.head)
        });
        let that = end + 1 < bounds.end
            && self.token(end).is_comma()
            && self.token(end + 1).text() == "that";
        if clause || that || self.subject_between(report.cue.end.max(report.own.end), end) {
            return None;
        }
        let verb =
            |mut range: Range<usize>| range.any(|i| matches!(self.token(i).pos(), "VERB" | "AUX"));
        if verb(after..end) {
            return None;
        }
        let parts = self.around(from..end, bounds);
        // An adverbial alone before it is no content: 'In his letter, he reminded them of the war.'
        parts.last().is_some_and(|last| verb(last.clone())).then_some(parts)
    }

    fn subject_between(&self, from: usize, to: usize) -> bool {
        (from..to).any(|i| matches!(self.token(i).dep(), "nsubj" | "nsubjpass" | "expl"))
    }

    /// 'war crimes it says have been committed': what the clause is about stands before the reporting clause.
    fn with_antecedent(&self, report: &Report, range: Range<usize>) -> Vec<Range<usize>> {
        let text = self.scene.text();
        let verb = self.token(report.at);
        let start = report.own.start;
        let own_subject = text.children(report.at).filter(|c| c.dep() == "ccomp").any(|clause| {
            text.children(clause.i)
                .any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl" | "mark"))
        });
        let noun = start.checked_sub(1).filter(|&i| is_nominal(self.token(i)));
        if verb.dep() != "relcl" || own_subject || range.start > report.own.end {
            return vec![range];
        }
        let noun = noun.filter(|&i| self.level(i) == self.level(report.at));
        match noun.and_then(|i| self.scene.ground.noun_ending_at(i)) {
            Some(voice) => vec![voice.tokens, range],
            None => vec![range],
        }
    }

    /// 'Mr Ito is thought to be ill'.
    fn raised(&self, report: &Report, bounds: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let text = self.scene.text();
        let verb = self.token(report.at);
        if !(report.kind == Kind::Say || report.kind.is_thought())
            || !self.scene.ground.is_passive(verb)
        {
            return None;
        }
        let subject =
            text.child(report.at, "nsubjpass").filter(|s| s.tag() != "WDT" && s.tag() != "WP")?;
        let clause = text
            .children(report.at)
            .find(|c| c.dep() == "xcomp" && c.i > report.at && bounds.contains(&c.i))?;
        let name = self.scene.ground.noun_phrase(subject.i).tokens;
        let rest = text.subtree(clause.i);
        Some(vec![name, rest.start.max(report.cue.end)..rest.end.min(bounds.end)])
    }

    fn noun_clause(&self, report: &Report, bounds: &Range<usize>) -> Vec<Range<usize>> {
        let text = self.scene.text();
        let clause = text.children(report.at).find(|c| {
            c.i > report.at && text.children(c.i).any(|m| m.dep() == "mark" && m.text() == "that")
        });
        let range = clause
            .map(|c| text.subtree(c.i))
            .map(|r| r.start.max(report.at + 1)..r.end.min(bounds.end));
        range.into_iter().collect()
    }

    /// 'denied *bombing the town*', 'accused Iran of *arming rebels*'.
    fn deed(&self, report: &Report, bounds: &Range<usize>) -> Option<Range<usize>> {
        if !report.takes.deed {
            return None;
        }
        let text = self.scene.text();
        let gerund = |head: usize, deps: &[&str]| {
            text.children(head).find(|c| c.i > head && c.tag() == "VBG" && deps.contains(&c.dep()))
        };
        let object = text.child(report.at, "dobj").map(|object| object.i);
        let preposition = [Some(report.at), object].into_iter().flatten().find_map(|head| {
            text.children(head)
                .filter(|c| c.i > report.at && c.dep() == "prep")
                .find_map(|c| gerund(c.i, &["pcomp"]))
        });
        let deed = gerund(report.at, &["xcomp", "ccomp"]).or(preposition)?;
        let below = text.subtree(deed.i);
        let range = below.start.max(report.cue.end)..below.end.min(bounds.end);
        (self.level(deed.i) == self.level(report.at) && !range.is_empty()).then_some(range)
    }

    /// 'called it “a disgrace”', 'vowed to “fight on”': up to the end of the words in marks.
    fn partly(&self, report: &Report, bounds: &Range<usize>) -> Option<Range<usize>> {
        if !report.takes.part && !report.takes.quote {
            return None;
        }
        let level = self.level(report.at);
        let from = report.cue.end.min(bounds.end).max(report.at + 1);
        let stop = self.clause_end(from..bounds.end, level);
        let limit = stop.min(from + 20);
        let (_, first) = self
            .scene
            .quotes_in(from..limit)
            .find(|(q, quote)| !self.direct.taken[*q] && self.scene.level_around(quote) == level)?;
        let between = from..first.tokens.start;
        if self.scene.reports_in(between.clone()).any(|(_, r)| r.takes.part || r.takes.that) {
            return None;
        }
        let mut end = first.tokens.end;
        for (q, quote) in self.scene.quotes_in(end..bounds.end) {
            let near = quote.tokens.start <= end + 3
                && (end..quote.tokens.start)
                    .all(|i| matches!(self.token(i).pos(), "CCONJ" | "PUNCT" | "DET" | "ADP"));
            if !near || self.direct.taken[q] {
                break;
            }
            end = quote.tokens.end;
        }
        Some(from..end)
    }

    /// Tokens without the punctuation and joining words at their ends.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let mut range = range;
        while range.start < range.end {
            let token = self.token(range.start);
            let mark = self.scene.ground.mark[range.start];
            let empty = !mark
                && (matches!(token.pos(), "PUNCT" | "SPACE" | "CCONJ")
                    || token.dep() == "mark" && token.text() == "that");
            if !empty {
                break;
            }
            range.start += 1;
        }
        while range.start < range.end {
            let token = self.token(range.end - 1);
            if !matches!(token.pos(), "PUNCT" | "SPACE") || self.scene.ground.mark[range.end - 1] {
                break;
            }
            if matches!(token.text(), ")" | "]" | "%") {
                break;
            }
            range.end -= 1;
        }
        (!range.is_empty()).then_some(range)
    }
}
