//! How predicates hang together, and how far the clause of each reaches.

use std::ops::Range;

use tacitus_language::Token;

use super::grammar::{among, has_child, has_to, is_adverbial, is_quote, is_stray_gerund};
use super::reader::Reader;
use super::{Link, PredicateKind, Role};

/// A clause longer than this many tokens loses the relative clauses at its end.
const LONG: usize = 40;

/// How far up or left something is sought that stands near in any sentence a person wrote.
const NEAR: usize = 64;

impl Reader<'_, '_> {
    /// Finds what `p` hangs on; what is above it must have been linked already.
    pub(super) fn link(&mut self, p: usize) {
        let text = self.text;
        if let Some(host) = self.notes[p].inserted.and_then(|token| self.headed_by(token)) {
            self.list[p].above = Some((host, Link::Parenthesis));
            return;
        }
        if let Some(inserted) = self.notes[p].hangs_as {
            self.list[p].above = self.climb(text.token(self.list[inserted].head));
            return;
        }
        let token = text.token(self.list[p].head);
        let first = self.parent(p).filter(|_| token.dep() == "conj");
        self.list[p].above = match first {
            Some(first) if is_stray_gerund(text, token) => Some((first, Link::Argument)),
            Some(first)
                if self.list[p].kind == PredicateKind::Verb
                    && self.list[first].kind == PredicateKind::Verb =>
            {
                match self.list[first].above {
                    Some((top, Link::Coordinate)) => Some((top, Link::Coordinate)),
                    _ => Some((first, Link::Coordinate)),
                }
            }
            Some(first) => self.list[first].above,
            None => match self.asked(token) {
                Some(verb) => Some((verb, Link::Argument)),
                None => self.climb(token),
            },
        };
    }

    /// The nearest predicate above a token, and how the token hangs on it.
    fn climb(&self, token: Token<'_>) -> Option<(usize, Link)> {
        let mut lowest = token;
        // Coordinate arguments hang as the first does.
        for _ in 0..NEAR {
            if lowest.dep() != "conj" || self.headed_by(lowest.head().i).is_some() {
                break;
            }
            lowest = lowest.head();
        }
        let link = self.kind_of_link(lowest);
        let mut at = lowest;
        for _ in 0..NEAR {
            let head = at.head();
            if head.i == at.i {
                return None;
            }
            if let Some(above) = self.headed_by(head.i) {
                return Some((above, link));
            }
            at = head;
        }
        None
    }

    fn kind_of_link(&self, token: Token<'_>) -> Link {
        let text = self.text;
        match token.dep() {
            "relcl" => Link::Relative,
            "acl" if has_to(text, token.i) || has_child(text, token.i, &["mark"]) => Link::Argument,
            "acl" => Link::Relative,
            "amod" if matches!(token.pos(), "VERB" | "ADJ") => Link::Relative,
            "advcl" => {
                let called = text.children(token.i).any(|c| c.dep() == "mark" && c.text() == "for");
                let mark = text.children(token.i).find(|c| {
                    c.i < token.i && (c.dep() == "mark" || c.dep() == "advmod" && c.tag() == "WRB")
                });
                if called && has_to(text, token.i) {
                    Link::Argument
                } else {
                    Link::Adverbial(mark.map(|m| m.i))
                }
            }
            "appos" | "parataxis" => Link::Parenthesis,
            "pcomp" => {
                let mut preposition = token.head();
                let mut name = preposition.text().to_lowercase();
                if name == "of" && among(preposition.head().text(), &["instead"]) {
                    preposition = preposition.head();
                    name = "instead of".into();
                }
                if is_adverbial(&name) {
                    Link::Adverbial(Some(preposition.i))
                } else {
                    Link::Argument
                }
            }
            _ => Link::Argument,
        }
    }

    /// Finds the tokens of `p`'s own clause; those above it must have theirs already.
    pub(super) fn extent(&mut self, p: usize) {
        let text = self.text;
        let head = self.list[p].head;
        let governor = match self.list[p].kind {
            PredicateKind::Noun => self.list[p].light.and_then(|light| self.headed_by(light)),
            PredicateKind::Adjective if text.token(head).dep() == "acomp" => self.parent(p),
            _ => None,
        };
        let governed =
            governor.map(|v| self.list[v].clause.clone()).filter(|clause| clause.contains(&head));
        self.list[p].clause = governed.unwrap_or_else(|| self.own_extent(p));
    }

    fn own_extent(&self, p: usize) -> Range<usize> {
        let text = self.text;
        let head = self.list[p].head;
        let verb = self.list[p].kind == PredicateKind::Verb;
        let mut clause = text.subtree(head);
        for child in text.children(head) {
            let span = text.subtree(child.i);
            let coordinate = child.dep() == "conj" && child.i > head;
            let inserted =
                self.headed_by(child.i).is_some_and(|c| self.notes[c].inserted == Some(head));
            // The conjunction may have several words: 'as well as'.
            if child.dep() == "cc"
                && child.i > head
                && text.child(head, "conj").is_some_and(|c| c.i > child.i)
            {
                clause.end = clause.end.min(span.start);
            }
            if coordinate || verb && inserted && span.start > head {
                // An inserted clause in the middle stays: the clause is one range.
                if coordinate || span.end + 1 >= clause.end {
                    clause.end = clause.end.min(span.start);
                }
            }
        }
        clause.end = clause.end.max(head + 1);
        clause.start = clause.start.min(head);
        let sentence = text.sentence(head).tokens.start;
        if clause.start == sentence
            && let Some(dash) = self.dateline(sentence, head)
        {
            clause.start = dash + 1;
        }
        let mut clause = self.trim(clause, head);
        while clause.len() > LONG {
            let Some(shorter) = self.without_tail(&clause, head) else { break };
            clause = self.trim(shorter, head);
        }
        clause
    }

    /// The clause without the last relative or participial clause at its end.
    fn without_tail(&self, clause: &Range<usize>, head: usize) -> Option<Range<usize>> {
        let text = self.text;
        let from = clause.end.saturating_sub(NEAR).max(head + 1);
        let tail = (from..clause.end).rev().map(|i| text.token(i)).find(|token| {
            matches!(token.dep(), "relcl" | "acl" | "advcl") && {
                let span = text.subtree(token.i);
                span.start > head && span.start < clause.end && span.end >= clause.end
            }
        })?;
        Some(clause.start..text.subtree(tail.i).start)
    }

    /// Cuts punctuation and quotation marks on both ends, and a conjunction at the last.
    fn trim(&self, mut clause: Range<usize>, head: usize) -> Range<usize> {
        let outer = |i: usize| {
            let token = self.text.token(i);
            token.dep() == "punct" || matches!(token.pos(), "PUNCT" | "SPACE") || is_quote(token)
        };
        while clause.start < head && outer(clause.start) {
            clause.start += 1;
        }
        while clause.end > head + 1 {
            let last = self.text.token(clause.end - 1);
            // A bracket stays with its fellow.
            let opened = || {
                (clause.start..last.i)
                    .rev()
                    .take(NEAR)
                    .any(|i| matches!(self.text.token(i).text(), "(" | "["))
            };
            if matches!(last.text(), ")" | "]") && opened() {
                break;
            }
            if !outer(last.i) && last.dep() != "cc" {
                break;
            }
            clause.end -= 1;
        }
        clause
    }

    /// The noun arguments of `p` with a role, for the steps that look below them.
    pub(super) fn nouns(&self, p: usize, role: &Role) -> Vec<usize> {
        self.heads(p, role)
            .into_iter()
            .filter_map(|head| self.headed_by(head))
            .filter(|&n| self.list[n].kind == PredicateKind::Noun)
            .collect()
    }
}
