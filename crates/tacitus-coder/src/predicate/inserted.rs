//! Clauses of saying that stand inside or behind what is said, and that the parser took for a part of it.

use tacitus_language::Token;

use super::grammar::{after_comma, auxiliaries, closes_quote, has_child, has_finite};
use super::reader::Reader;
use super::{ClauseKind, Derivation, PredicateKind, Role};

impl Reader<'_, '_> {
    /// Whether a clause below `p` is in truth one of saying put into it: 'X was shelled, *police said on Friday*'.
    pub(super) fn is_inserted(&self, p: usize, clause: Token<'_>) -> bool {
        let text = self.text;
        let span = text.subtree(clause.i);
        let head = self.list[p].head;
        if !has_child(text, clause.i, &["nsubj"]) {
            return false;
        }
        if self.is_announced(p, clause) || self.follows_quote(p, clause) {
            return true;
        }
        let full = ["dobj", "ccomp", "xcomp", "attr", "acomp", "mark", "auxpass", "oprd"];
        if has_child(text, clause.i, &full) {
            return false;
        }
        if clause.dep() == "parataxis" {
            return true;
        }
        let complete = text.children(head).any(|c| {
            matches!(c.dep(), "dobj" | "acomp" | "attr" | "auxpass" | "prep") && c.i < span.start
        });
        clause.dep() == "ccomp"
            && clause.i > head
            && after_comma(text, span.start)
            && complete
            && (has_finite(text, clause.i)
                || clause.tag() == "VBN" && auxiliaries(text, clause.i).next().is_none())
    }

    /// 'The minister told radio: "We shall ask."': the words before the colon as a clause of those behind it.
    fn is_announced(&self, p: usize, clause: Token<'_>) -> bool {
        let text = self.text;
        let head = self.list[p].head;
        clause.dep() == "ccomp"
            && clause.i < head
            && !has_child(text, clause.i, &["ccomp", "xcomp", "mark"])
            && (clause.i + 1..head).take(16).any(|i| text.token(i).text() == ":")
    }

    /// '"It must be firm," the president told the assembly': the words behind the quotation as a clause of it.
    fn follows_quote(&self, p: usize, clause: Token<'_>) -> bool {
        let text = self.text;
        let first = text.subtree(clause.i).start;
        clause.dep() == "ccomp"
            && clause.i > self.list[p].head
            && first >= 2
            && closes_quote(text, first - 1)
            && (matches!(text.token(first - 2).text(), "," | "!" | "?" | ".")
                || after_comma(text, first))
            && !has_child(text, clause.i, &["ccomp", "mark"])
            && has_finite(text, clause.i)
    }

    /// Turns the clause that `token` heads, below `p`, into the one that reports `p` and what `p` is coordinated with.
    pub(super) fn insert(&mut self, p: usize, token: usize) {
        let Some(lower) = self.headed_by(token) else { return };
        let head = self.list[p].head;
        self.notes[lower].inserted = Some(head);
        let quoted = self.is_announced(p, self.text.token(token))
            || self.follows_quote(p, self.text.token(token));
        let kind = if quoted { ClauseKind::Quote } else { ClauseKind::That };
        self.give(lower, &Role::Clause(kind), &[head], Derivation::Direct);
        let mut top = p;
        while self.text.token(self.list[top].head).dep() == "conj" && token > head {
            match self.parent(top).filter(|&first| self.list[first].kind == PredicateKind::Verb) {
                Some(first) if first != top => top = first,
                _ => break,
            }
        }
        let top = self.list[top].head;
        self.give(lower, &Role::Clause(kind), &[top], Derivation::Coordination);
    }
}
