//! Indirect and mixed quotation: reporting clauses with their content in the reporter's words.

use std::ops::Range;

use tacitus_language::Token;

use super::cues::{Kind, Noun, lower};
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

    /// The clause that a verb governs, up to where the reporter goes on.
    fn complement(
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
    fn opening(&self, start: usize, report: &Report) -> usize {
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
    fn is_finite(&self, clause: Token<'_>) -> bool {
        matches!(clause.tag(), "VBD" | "VBZ" | "VBP" | "VBN" | "MD")
            || self.level(clause.i) > 0
            || self.scene.text().children(clause.i).any(|c| {
                c.dep() == "mark"
                    || matches!(c.dep(), "aux" | "auxpass") && c.tag() != "TO"
                    || matches!(c.dep(), "cop" | "ccomp")
            })
    }

    /// Whether a verb of saying has an object that is no hearer, before the clause at `clause`.
    fn has_object(&self, report: &Report, clause: usize) -> bool {
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
    fn lost_clause(
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
    fn extended(&self, report: &Report, range: Range<usize>, bounds: &Range<usize>) -> usize {
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

    fn cues_at(&self, i: usize) -> bool {
        self.scene.reports_in(i..i + 1).next().is_some()
    }

    /// 'in a statement', 'at a rally': where it was said.
    fn stages(&self, child: Token<'_>) -> bool {
        let text = self.scene.text();
        child.dep() == "prep"
            && text.child(child.i, "pobj").is_some_and(|object| {
                [Noun::Medium, Noun::Occasion, Noun::Place]
                    .iter()
                    .any(|&kind| self.scene.ground.cues.is_noun(text, object.i, kind))
            })
    }

    /// Where the content ends because the reporter speaks again: ', adding that …', ', according to …'.
    fn cut(&self, report: &Report, index: usize, range: Range<usize>) -> usize {
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
