//! Where a clause looks: whether the time in it lies behind the report or ahead of it.
//!
//! English news leaves the year of 'October 19' and the week of 'Friday' to the verb: 'met on Friday' was, 'will meet
//! on Friday' is to come. The dependency tree gives the verb, its auxiliaries give the tense.

use std::ops::Range;

use tacitus_language::Token;
use tacitus_record::article::BlockKind;

use super::calendar::Calendar;
use crate::text::Text;

/// On which side of the report a time lies, as far as grammar tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
    /// On the nearer side: 'Sunday's election'.
    Near,
    Unknown,
}

/// Where the clause that holds `tokens` looks.
pub(super) fn outlook(text: &Text<'_>, calendar: &Calendar, tokens: &Range<usize>) -> Outlook {
    let Some(head) = tokens
        .clone()
        .find(|&t| !tokens.contains(&text.token(t).head().i) || text.token(t).head().i == t)
    else {
        return Outlook::Unknown;
    };
    if follows_past_verb(text, tokens) {
        return Outlook::Past;
    }
    let mut climb = Climb { text, calendar, until: false, to: false, nominal: false, event: false };
    match climb.from(head) {
        Outlook::Unknown if climb.event => Outlook::Near,
        found => found,
    }
}

/// 'said on Wednesday he would resign': the parser often hangs the day on the second verb, writers on the first.
fn follows_past_verb(text: &Text<'_>, tokens: &Range<usize>) -> bool {
    let first = text.sentence(tokens.start).tokens.start;
    let before = |i: usize| i.checked_sub(1).filter(|&i| i >= first).map(|i| text.token(i));
    let word = before(tokens.start);
    let word = match word {
        Some(on) if on.pos() == "ADP" && lower(on) == "on" => before(on.i),
        other => other,
    };
    word.is_some_and(|verb| verb.tag() == "VBD" && verb.pos() == "VERB" && verb.dep() != "acl")
}

struct Climb<'c> {
    text: &'c Text<'c>,
    calendar: &'c Calendar,
    /// 'until', 'by', 'before', 'ahead of' has been passed.
    until: bool,
    /// 'to' has been passed: 'postponed to Friday', but also 'leading up to Friday'.
    to: bool,
    /// A noun has been passed: the time is the noun's and the verb's tense need not be its.
    nominal: bool,
    /// The first noun passed is something that takes place on a day set before.
    event: bool,
}

impl Climb<'_> {
    fn from(&mut self, head: usize) -> Outlook {
        let mut at = self.text.token(head);
        // Twelve steps are more than any real sentence needs; they bound the work on a degenerate tree.
        for _ in 0..12 {
            if let Some(found) = self.step(at, at.i == head) {
                return found;
            }
            let above = at.head();
            if above.i == at.i {
                break;
            }
            at = above;
        }
        Outlook::Unknown
    }

    fn step(&mut self, at: Token<'_>, first: bool) -> Option<Outlook> {
        match at.pos() {
            "VERB" | "AUX" => return self.verb(at),
            "ADP" | "SCONJ" => match lower(at).as_ref() {
                "since" => return Some(Outlook::Past),
                "until" | "till" | "by" | "before" | "through" => self.until = true,
                "to" => self.to = !self.ends_range(at),
                "ahead" => return Some(Outlook::Future),
                _ => {}
            },
            "NOUN" | "PROPN" | "ADJ" | "ADV" if !first => {
                let lemma = at.lemma().to_lowercase();
                let described = near_children(self.text, at.i).any(|c| {
                    matches!(c.dep(), "amod" | "compound")
                        && self.calendar.ahead.own.contains(lower(c).as_ref())
                });
                if self.calendar.ahead.own.contains(lemma.as_str()) || described {
                    return Some(Outlook::Future);
                }
                if self.calendar.ahead.clause.contains(lemma.as_str()) && at.pos() != "ADV" {
                    // 'plans for Friday', 'ready on Friday'
                    return Some(Outlook::Future);
                }
                self.event |= !self.nominal && self.calendar.ahead.event.contains(lemma.as_str());
                self.nominal |= at.pos() != "ADV";
            }
            _ => {}
        }
        None
    }

    /// Whether 'to' ends what 'from' begins: 'shut from June 2 to 5' is no 'shut until'.
    fn ends_range(&self, to: Token<'_>) -> bool {
        let above = to.head();
        let from = |token: Token<'_>| lower(token) == "from";
        from(above)
            || from(above.head())
            || near_children(self.text, above.i).any(|c| c.i < to.i && from(c))
    }

    /// What a verb says; `None` where the one above it decides.
    fn verb(&mut self, at: Token<'_>) -> Option<Outlook> {
        let lemma = at.lemma().to_lowercase();
        let aux = |word: &[&str]| {
            near_children(self.text, at.i)
                .any(|c| matches!(c.dep(), "aux" | "auxpass") && word.contains(&lower(c).as_ref()))
        };
        let perfect = aux(&["have", "has", "had", "'ve", "'d", "'s", "having"])
            && at.tag() == "VBN"
            && !aux(&["is", "are", "be", "being"]);
        let reduced = at.tag() == "VBD" && at.dep() == "acl";
        let participle = (at.tag() == "VBN" || reduced) && !perfect;
        if participle && self.calendar.ahead.own.contains(lemma.as_str()) {
            return Some(Outlook::Future);
        }
        if (self.until || self.to) && self.calendar.ahead.until.contains(lemma.as_str()) {
            return Some(Outlook::Future);
        }
        if aux(&["will", "'ll", "’ll", "wo", "shall"]) {
            return Some(if perfect && !self.until { Outlook::Unknown } else { Outlook::Future });
        }
        if aux(&["would", "could", "may", "might", "should", "must", "can", "'d", "ca"]) {
            // 'would have met' tells no side; the rest lean forward.
            return Some(if perfect { Outlook::Unknown } else { Outlook::Future });
        }
        let past = |climb: &Self| if climb.nominal { Outlook::Unknown } else { Outlook::Past };
        match at.tag() {
            "VBD" => {
                if lemma == "be" && self.infinitive_below(at) {
                    return Some(Outlook::Future);
                }
                Some(past(self))
            }
            "VBZ" | "VBP" => Some(self.present(at)),
            "VBN" if perfect => Some(past(self)),
            "VBN" if aux(&["was", "were", "been", "got", "had", "did"]) => Some(past(self)),
            "VBN" if aux(&["is", "are", "'s", "'re", "be", "being"]) && !aux(&["to"]) => {
                Some(Outlook::Unknown)
            }
            "VBN" if aux(&["to"]) => self.governed(at),
            "VBN" if matches!(at.dep(), "acl" | "advcl" | "relcl" | "amod") => Some(past(self)),
            "VBG" if aux(&["was", "were", "been"]) => {
                let going = lemma == "go" && self.infinitive_below(at);
                Some(if going { Outlook::Future } else { past(self) })
            }
            "VBG" if aux(&["is", "are", "'re", "'s", "'m", "am", "be"]) => Some(Outlook::Future),
            "VB" if aux(&["did"]) => Some(past(self)),
            "VB" if aux(&["do", "does"]) => Some(Outlook::Unknown),
            "VB" | "VBG" | "VBN" => self.governed(at),
            _ => None,
        }
    }

    fn present(&self, at: Token<'_>) -> Outlook {
        match self.text.sentence(at.i).kind {
            // A caption tells in the present tense what its picture showed.
            BlockKind::Caption => Outlook::Past,
            // So does a headline, of what has just been.
            BlockKind::Title | BlockKind::Heading => Outlook::Unknown,
            _ if self.nominal && !self.until || at.dep() == "parataxis" => Outlook::Unknown,
            _ if at.lemma() == "be" && !self.until => Outlook::Unknown,
            _ => Outlook::Future,
        }
    }

    /// A verb without tense: the one that governs it says whether it is ahead ('considers travelling').
    fn governed(&mut self, at: Token<'_>) -> Option<Outlook> {
        let above = at.head();
        if above.i == at.i {
            return match at.tag() {
                // 'Smith to visit on Friday': a headline's future; a bare form gives an order.
                "VB" => Some(Outlook::Future),
                "VBN" => Some(Outlook::Past),
                _ => Some(Outlook::Unknown),
            };
        }
        let governor = match above.pos() {
            "ADP" | "SCONJ" if lower(above) == "after" || lower(above) == "since" => {
                return Some(Outlook::Past);
            }
            "ADP" | "SCONJ" => above.head(),
            _ => above,
        };
        // 'criticised for telling', 'thanked for coming': for what was done.
        if above.pos() == "ADP"
            && lower(above) == "for"
            && !self.calendar.ahead.clause.contains(governor.lemma())
        {
            return Some(Outlook::Past);
        }
        let lemma = governor.lemma().to_lowercase();
        let complement = matches!(
            at.dep(),
            "xcomp" | "ccomp" | "pcomp" | "acl" | "advcl" | "conj" | "relcl" | "prep"
        );
        // Of nouns only those that are plans themselves: 'the order to fire on Friday' may have been carried out.
        let asks = governor.pos() != "NOUN" && self.calendar.ahead.clause.contains(lemma.as_str());
        if complement && (asks || self.calendar.ahead.own.contains(lemma.as_str())) {
            return Some(Outlook::Future);
        }
        if lemma == "be" && at.tag() == "VB" {
            return Some(Outlook::Future);
        }
        if at.tag() == "VB" && above.pos() == "NOUN" && !self.nominal {
            // 'a vote to be held on Friday', but also 'the order to fire on Friday'
            return Some(Outlook::Near);
        }
        self.nominal |= governor.pos() == "NOUN" && at.tag() != "VBN";
        None
    }

    /// 'was to meet', 'was going to meet'.
    fn infinitive_below(&self, at: Token<'_>) -> bool {
        near_children(self.text, at.i)
            .filter(|below| below.dep() == "xcomp")
            .any(|below| below.tag() == "VB" && below.i > at.i)
    }
}

/// The children of `i`, as many as a real word has: on a list of thousands under one head the work stays bounded.
pub(super) fn near_children<'t>(text: &'t Text<'_>, i: usize) -> impl Iterator<Item = Token<'t>> {
    text.children(i).take(64)
}

fn lower(token: Token<'_>) -> std::borrow::Cow<'_, str> {
    let text = token.text();
    if text.chars().any(char::is_uppercase) { text.to_lowercase().into() } else { text.into() }
}
