//! Who speaks: noun phrases, and the subject of a verb however the clause is built.

use std::ops::Range;

use tacitus_language::Token;

use super::cues::{Cues, Noun};
use crate::text::Text;

/// The mention of a speaker or addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    /// Its head token.
    pub(super) head: usize,
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
}

/// What stands as the subject of a reporting verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Somebody.
    Voice(Voice),
    /// Nobody is named: 'it was announced'.
    Nobody,
    /// The parse gives none.
    Missing,
}

/// A text with the quotation in which each token stands, so that no phrase crosses a mark.
pub(super) struct Ground<'t, 'a> {
    /// The text.
    pub(super) text: &'t Text<'a>,
    /// The words that report.
    pub(super) cues: &'t Cues,
    /// For each token the innermost quotation that holds it, plus one; 0 outside, and at a mark itself.
    pub(super) level: Vec<u32>,
    /// For each token whether it is a quotation mark.
    pub(super) mark: Vec<bool>,
}

pub(super) fn is_nominal(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "NUM") || token.tag() == "DT"
}

fn is_relative(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP" | "WP$")
}

impl Ground<'_, '_> {
    /// Whether `b` stands on the level of `a`, or around the quotation that holds `a`: 'Moscow “let it be known”'.
    fn reaches(&self, a: usize, b: usize) -> bool {
        self.same_level(a, b)
            || self.level[a] > 0 && self.level[b] < self.level[a] && b < a && !self.mark[b]
    }

    fn same_level(&self, a: usize, b: usize) -> bool {
        self.level[a] == self.level[b] && !self.mark[b]
    }

    /// The noun phrase that `head` heads: what stands before it, and what names it more closely behind it ('of the
    /// ministry', a name), but no clause and no apposition after a comma.
    pub(super) fn noun_phrase(&self, head: usize) -> Voice {
        let text = self.text;
        let mut from = head;
        let bounds = text.subtree(head);
        while from > bounds.start && head - from < 24 {
            let token = text.token(from - 1);
            let joined =
                matches!(
                    token.pos(),
                    "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PRON" | "PART" | "ADV" | "ADP"
                ) || matches!(token.dep(), "compound" | "amod" | "case" | "poss" | "nmod" | "cc")
                    || matches!(token.tag(), "HYPH" | "CC" | "VBN" | "VBG");
            if !self.same_level(head, from - 1) || !(joined || token.text() == "-") {
                break;
            }
            from -= 1;
        }
        while from < head && matches!(text.token(from).tag(), "CC" | "IN") {
            from += 1;
        }
        Voice { head, tokens: from..self.right_edge(head) }
    }

    fn right_edge(&self, head: usize) -> usize {
        let text = self.text;
        let mut end = head + 1;
        for child in text.children(head).filter(|c| c.i > head) {
            let below = text.subtree(child.i);
            let gap = (end..below.start).all(|i| {
                matches!(text.token(i).tag(), "HYPH" | "POS") || text.token(i).dep() == "cc"
            });
            let list = child.dep() == "conj"
                && (end..child.i).all(|i| {
                    let token = text.token(i);
                    is_nominal(token)
                        || token.is_comma()
                        || below.contains(&i)
                        || token.dep() == "cc"
                });
            if (!gap && !list) || !self.same_level(head, child.i) {
                continue;
            }
            match child.dep() {
                "prep" => end = self.preposition_end(child, below.end).unwrap_or(end),
                "appos" | "nummod" | "amod" | "compound" | "nmod" if child.pos() != "VERB" => {
                    end = self.right_edge(child.i).max(end);
                }
                "conj" if is_nominal(child) => end = self.right_edge(child.i).max(end),
                "case" => end = child.i + 1,
                _ => {}
            }
        }
        end
    }

    fn preposition_end(&self, preposition: Token<'_>, limit: usize) -> Option<usize> {
        let object = self.text.children(preposition.i).find(|c| c.dep() == "pobj")?;
        if !self.same_level(preposition.i, object.i) {
            return None;
        }
        Some(self.right_edge(object.i).min(limit))
    }

    /// The noun phrase that ends with token `i`: from the highest noun above it that begins no later.
    pub(super) fn phrase_ending_at(&self, i: usize) -> Option<Voice> {
        self.ending_at(i, |above| is_nominal(above) || above.pos() == "ADP")
    }

    /// The same without what it hangs on by a preposition: 'war crimes' of 'an inquiry into war crimes'.
    pub(super) fn noun_ending_at(&self, i: usize) -> Option<Voice> {
        self.ending_at(i, is_nominal)
    }

    fn ending_at(&self, i: usize, joins: impl Fn(Token<'_>) -> bool) -> Option<Voice> {
        let mut head = self.text.token(i);
        if !is_nominal(head) || self.mark[i] {
            return None;
        }
        for above in self.text.ancestors(i).take(24) {
            if above.i > i || !joins(above) || !self.same_level(i, above.i) {
                break;
            }
            if is_nominal(above) && !(above.i..i).any(|k| self.text.token(k).is_comma()) {
                head = above;
            }
        }
        let mut voice = self.noun_phrase(head.i);
        voice.tokens.end = voice.tokens.end.min(i + 1).max(head.i + 1);
        Some(voice)
    }

    /// The noun phrase that begins with token `i`.
    pub(super) fn phrase_starting_at(&self, i: usize) -> Option<Voice> {
        let first = self.text.token(i);
        let starts = is_nominal(first)
            || matches!(first.pos(), "DET" | "ADJ")
            || matches!(first.dep(), "compound" | "amod" | "poss" | "det" | "nmod");
        if !starts || self.mark[i] {
            return None;
        }
        let mut head = is_nominal(first).then_some(first.i);
        for above in self.text.ancestors(i).take(24) {
            if !is_nominal(above) || above.i < i || !self.same_level(i, above.i) {
                break;
            }
            head = Some(above.i);
        }
        let voice = self.noun_phrase(head?);
        Some(Voice { tokens: i.min(voice.head)..voice.tokens.end, ..voice })
    }

    /// Who does what `verb` says, through passives, relatives, coordination and participles.
    pub(super) fn subject(&self, verb: usize) -> Subject {
        let mut at = self.text.token(verb);
        for _ in 0..12 {
            match self.own_subject(at, verb) {
                Subject::Missing => {}
                found => return found,
            }
            if at.i == verb
                && let Some(voice) = self.beside(verb)
            {
                return Subject::Voice(voice);
            }
            match self.governor(at) {
                Some(Ok(next)) => at = next,
                Some(Err(voice)) => return Subject::Voice(voice),
                None => break,
            }
        }
        Subject::Missing
    }

    fn own_subject(&self, at: Token<'_>, verb: usize) -> Subject {
        if at.i == verb && self.is_passive(at) {
            return self.agent(at);
        }
        for child in self.text.children(at.i).filter(|c| self.reaches(verb, c.i)) {
            if !matches!(child.dep(), "nsubj" | "nsubjpass") {
                continue;
            }
            if !is_nominal(child) && child.pos() != "ADJ" && child.pos() != "DET" {
                continue;
            }
            let relative = is_relative(child)
                || (child.lemma() == "that" && child.i < at.i && at.dep() == "relcl");
            if !relative {
                return Subject::Voice(self.noun_phrase(child.i));
            }
            if let Some(antecedent) = self.antecedent(at) {
                return Subject::Voice(self.noun_phrase(antecedent));
            }
        }
        Subject::Missing
    }

    /// Whether a verb is in the passive voice, in a headline without an auxiliary: 'Army accused by UN'.
    pub(super) fn is_passive(&self, verb: Token<'_>) -> bool {
        let told_by = || {
            self.text.children(verb.i).any(|c| {
                c.i > verb.i && c.dep() == "agent" && self.text.child(c.i, "pobj").is_some()
            })
        };
        let auxiliary =
            || self.text.children(verb.i).any(|c| matches!(c.dep(), "auxpass" | "nsubjpass"));
        verb.tag() == "VBN" && auxiliary() || matches!(verb.tag(), "VBN" | "VBD") && told_by()
    }

    fn agent(&self, verb: Token<'_>) -> Subject {
        let by = self.text.child(verb.i, "agent");
        match by.and_then(|by| self.text.child(by.i, "pobj")) {
            Some(object) => Subject::Voice(self.noun_phrase(object.i)),
            None => Subject::Nobody,
        }
    }

    fn antecedent(&self, at: Token<'_>) -> Option<usize> {
        let mut verb = at;
        while verb.dep() == "conj" && verb.head().i != verb.i {
            verb = verb.head();
        }
        let head = verb.head();
        (verb.dep() == "relcl" && is_nominal(head)).then_some(head.i)
    }

    /// The noun right beside a verb where the parse has lost it: 'Smith said', and after a mark or comma 'said Smith'.
    fn beside(&self, verb: usize) -> Option<Voice> {
        let text = self.text;
        let sentence = text.sentence(verb).tokens.clone();
        let inverted =
            verb == sentence.start || self.mark[verb - 1] || text.token(verb - 1).is_comma();
        if inverted && verb + 1 < text.len() && text.token(verb).tag() != "VBG" {
            let next = verb + 1;
            if next < sentence.end
                && self.same_level(verb, next)
                && let Some(voice) =
                    self.phrase_starting_at(next).filter(|v| names_somebody(text.token(v.head)))
            {
                return Some(voice);
            }
        }
        if !matches!(text.token(verb).tag(), "VBD" | "VBZ" | "VBP" | "VB" | "VBN") {
            return None;
        }
        let mut before = verb.checked_sub(1)?;
        // A name that is a word too, taken for that: '“…,” Will wrote'.
        let name = before > 0 && self.mark[before - 1];
        let capital = text.token(before).text().starts_with(char::is_uppercase);
        if name && capital && text.token(before).pos() == "AUX" {
            return Some(Voice { head: before, tokens: before..verb });
        }
        while before > sentence.start
            && (matches!(text.token(before).pos(), "ADV" | "AUX")
                || text.token(before).dep() == "neg")
        {
            before -= 1;
        }
        if before < sentence.start || !self.same_level(verb, before) {
            return None;
        }
        self.phrase_ending_at(before).filter(|v| names_somebody(text.token(v.head)))
    }

    /// The verb whose subject is that of `at` too, or the noun that is it.
    fn governor<'s>(&'s self, at: Token<'s>) -> Option<Result<Token<'s>, Voice>> {
        let head = at.head();
        if head.i == at.i {
            return None;
        }
        let verbal = matches!(head.pos(), "VERB" | "AUX");
        match at.dep() {
            "conj" | "advcl" | "ccomp" | "parataxis" | "dep" if verbal => Some(Ok(head)),
            // 'was heard saying' is the hearer's subject, 'heard him say' the object's.
            "xcomp" | "dobj" if verbal => Some(self.object(head).map_or(Ok(head), Err)),
            "xcomp" | "advcl" | "amod" if head.pos() == "ADJ" => Some(Ok(head)),
            "acomp" | "attr" if verbal => Some(Ok(head)),
            "pcomp" => {
                let above = head.head();
                if !matches!(above.pos(), "VERB" | "AUX") {
                    return None;
                }
                // 'quoted him as saying', but 'responded by saying'.
                let object = (head.text() == "as").then(|| self.object(above)).flatten();
                Some(object.map_or(Ok(above), Err))
            }
            "acl" if is_nominal(head) => Some(self.through_noun(head)),
            _ => None,
        }
    }

    fn object(&self, verb: Token<'_>) -> Option<Voice> {
        let object =
            self.text.children(verb.i).find(|c| c.dep() == "dobj" && names_somebody(*c))?;
        Some(self.noun_phrase(object.i))
    }

    /// 'issued a statement saying …': who issued it; where nobody does, the statement itself speaks.
    pub(super) fn through_noun<'s>(&'s self, noun: Token<'s>) -> Result<Token<'s>, Voice> {
        if let Some(owner) = self.owner(noun) {
            return Err(owner);
        }
        let medium = self.cues.is_noun(self.text, noun.i, Noun::Medium)
            || self.cues.is_noun(self.text, noun.i, Noun::Claim)
            || self.cues.is_noun(self.text, noun.i, Noun::Occasion);
        let head = noun.head();
        let verb = match noun.dep() {
            "dobj" => head,
            "pobj" => head.head(),
            _ => return Err(self.noun_phrase(noun.i)),
        };
        let has = self.text.children(verb.i).any(|c| c.dep() == "nsubj") && verb.pos() == "VERB";
        if medium && has { Ok(verb) } else { Err(self.noun_phrase(noun.i)) }
    }

    /// Whose it is: 'his claim', 'the claim of the army', 'a statement from the ministry'.
    pub(super) fn owner(&self, noun: Token<'_>) -> Option<Voice> {
        if let Some(owner) = self.text.child(noun.i, "poss") {
            return Some(self.noun_phrase(owner.i));
        }
        let by = self
            .text
            .children(noun.i)
            .find(|c| matches!(c.dep(), "prep" | "agent") && matches!(c.text(), "by" | "from"))?;
        Some(self.noun_phrase(self.text.child(by.i, "pobj")?.i))
    }
}

/// Whether a noun can be a speaker: a name, a pronoun for persons, a common noun that is no time.
pub(super) fn names_somebody(token: Token<'_>) -> bool {
    match token.pos() {
        "PROPN" | "NOUN" => {
            !matches!(token.ent_type(), "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY")
        }
        "PRON" => {
            token.tag() == "PRP" && token.feature("Reflex").is_none()
                || matches!(token.tag(), "WP" | "NN" | "DT")
        }
        "NUM" | "DET" => token.dep() == "nsubj",
        _ => false,
    }
}

/// What this layer asks of a token's text.
pub(super) trait Mark {
    /// A comma.
    fn is_comma(&self) -> bool;
    /// A full stop, question or exclamation mark, or several.
    fn is_stop(&self) -> bool;
    /// A dash between clauses.
    fn is_dash(&self) -> bool;
}

impl Mark for Token<'_> {
    fn is_comma(&self) -> bool {
        self.text() == ","
    }

    fn is_stop(&self) -> bool {
        self.text().starts_with(['.', '?', '!']) && self.text() != "..." && self.pos() == "PUNCT"
    }

    fn is_dash(&self) -> bool {
        matches!(self.text(), "-" | "–" | "—" | "--" | "---")
    }
}
