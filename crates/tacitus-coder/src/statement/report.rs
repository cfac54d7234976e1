//! Reporting clauses: every verb, phrase and noun that says somebody speaks, with who and to whom.

use std::ops::Range;

use super::cues::{Kind, Noun, PhraseKind, Takes};
use super::speaker::{Ground, Mark, Subject, Voice, is_nominal, names_somebody};

/// How a report is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// By a verb.
    Verb,
    /// By a phrase: 'according to'.
    Phrase,
    /// By a noun with a clause: 'the claim that'.
    Noun,
}

/// A clause or phrase that says somebody speaks.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// The token that carries it.
    pub(super) at: usize,
    /// The words of the cue.
    pub(super) cue: Range<usize>,
    /// How it is made.
    pub(super) shape: Shape,
    /// Say, tell, ask or think.
    pub(super) kind: Kind,
    /// What it can bring in.
    pub(super) takes: Takes,
    /// Who speaks.
    pub(super) speaker: Subject,
    /// To whom.
    pub(super) addressee: Option<Range<usize>>,
    /// The subject, auxiliaries and verb, as far as they stand together.
    pub(super) own: Range<usize>,
}

impl Report {
    /// The speaker's mention, where one is named.
    pub(super) fn voice(&self) -> Option<&Voice> {
        match &self.speaker {
            Subject::Voice(voice) => Some(voice),
            Subject::Nobody | Subject::Missing => None,
        }
    }
}

/// Longer sentences are not read for reports: lists, tables, text that is no text.
const LONGEST: usize = 400;

/// All reports of the text, in order of their tokens.
pub(super) fn reports(ground: &Ground<'_, '_>) -> Vec<Report> {
    let mut reports = Vec::new();
    let mut i = 0;
    while i < ground.text.len() {
        // No reporter writes such a sentence, and reading one costs the square of its length.
        let sentence = &ground.text.sentence(i).tokens;
        if sentence.len() > LONGEST {
            i = sentence.end;
            continue;
        }
        let found = ground.verb(i).or_else(|| ground.phrase(i)).or_else(|| ground.noun(i));
        i = found.as_ref().map_or(i, |r| r.cue.end - 1).max(i) + 1;
        reports.extend(found);
    }
    reports
}

impl Ground<'_, '_> {
    fn verb(&self, i: usize) -> Option<Report> {
        let token = self.text.token(i);
        if self.mark[i] || !matches!(token.pos(), "VERB" | "AUX") && !self.mistaken_for_noun(i) {
            return None;
        }
        if matches!(token.dep(), "amod" | "compound" | "aux" | "auxpass") {
            return None;
        }
        if self.is_reduced(i) {
            return None;
        }
        let (verb, end) = self.cues.verb(self.text, i)?;
        let mut speaker = self.subject(i);
        let addressee = self.addressee(i, end, verb.kind);
        // The order to an unnamed reader, 'tell them that', and 'to say that …' are nobody's words.
        if speaker == Subject::Missing && token.tag() == "VB" {
            speaker = Subject::Nobody;
        }
        if let (Subject::Voice(voice), Some(to)) = (&speaker, &addressee)
            && voice.tokens == *to
        {
            speaker = Subject::Nobody;
        }
        let own = self.own_words(i, end, &speaker);
        let cue = self.cue_words(i, end);
        Some(Report {
            at: i,
            cue,
            shape: Shape::Verb,
            kind: verb.kind,
            takes: verb.takes,
            speaker,
            addressee,
            own,
        })
    }

    /// A participle of the passive on a noun, 'a man known to the police', which reports nothing.
    fn is_reduced(&self, i: usize) -> bool {
        let token = self.text.token(i);
        let quoted = i > 0 && (self.mark[i - 1] || self.text.token(i - 1).is_comma());
        token.tag() == "VBN"
            && matches!(token.dep(), "acl" | "relcl" | "advcl" | "amod")
            && !quoted
            && !self
                .text
                .children(i)
                .any(|c| matches!(c.dep(), "aux" | "auxpass" | "nsubj" | "nsubjpass"))
    }

    /// A form that the tagger took for a noun, right after a closing mark and before a name: '… ,' reports Smith.
    fn mistaken_for_noun(&self, i: usize) -> bool {
        let text = self.text;
        let after_mark =
            i > 0 && self.mark[i - 1] || i > 1 && text.token(i - 1).is_comma() && self.mark[i - 2];
        after_mark
            && i + 1 < text.len()
            && text.token(i + 1).pos() == "PROPN"
            && text.token(i).text().chars().all(char::is_lowercase)
    }

    fn cue_words(&self, i: usize, end: usize) -> Range<usize> {
        // 'said in a statement', 'wrote on Twitter'
        let text = self.text;
        if end + 1 < text.len() && matches!(text.token(end).text(), "in" | "on" | "via") {
            let object = text.children(end).find(|c| c.dep() == "pobj");
            if let Some(object) = object.filter(|o| {
                [Noun::Medium, Noun::Place].iter().any(|&kind| self.cues.is_noun(text, o.i, kind))
                    && o.i < end + 5
                    && (end..=o.i).all(|k| !self.mark[k])
            }) {
                return i..object.i + 1;
            }
        }
        i..end
    }

    /// The stretch from the subject or the auxiliaries to the verb, where nothing but adverbs stands between.
    fn own_words(&self, i: usize, end: usize, speaker: &Subject) -> Range<usize> {
        let text = self.text;
        let sentence = text.sentence(i).tokens.clone();
        let mut from = i;
        while from > sentence.start {
            let token = text.token(from - 1);
            let joins = matches!(token.pos(), "AUX" | "ADV" | "PART") || token.dep() == "neg";
            if !joins || self.mark[from - 1] {
                break;
            }
            from -= 1;
        }
        let (mut start, mut stop) = (from, end);
        if let Subject::Voice(voice) = speaker {
            let subject = matches!(text.token(voice.head).dep(), "nsubj" | "nsubjpass");
            let near = text.token(voice.head).head().i == i && subject;
            if voice.tokens.end <= i && (near || voice.tokens.end == from) {
                start = voice.tokens.start;
            } else if voice.tokens.start == end {
                stop = voice.tokens.end;
            }
        }
        if start < sentence.end && matches!(text.token(start).pos(), "CCONJ") {
            start += 1;
        }
        start.min(i)..stop
    }

    fn addressee(&self, verb: usize, end: usize, kind: Kind) -> Option<Range<usize>> {
        let text = self.text;
        let token = text.token(verb);
        let here = |i: usize| self.level[i] == self.level[verb];
        if matches!(kind, Kind::Tell | Kind::Ask) {
            if self.is_passive(token)
                && let Some(subject) = text.child(verb, "nsubjpass").filter(|s| here(s.i))
                && subject.text() != "it"
            {
                return Some(self.noun_phrase(subject.i).tokens);
            }
            let object = text.children(verb).find(|c| {
                c.i >= end
                    && here(c.i)
                    && matches!(c.dep(), "dobj" | "dative")
                    && is_nominal(*c)
                    && names_somebody(*c)
            });
            if let Some(object) = object {
                return Some(self.listener(object.i));
            }
            // The parse may have made it the subject of what follows; a tell verb is always told to somebody.
            let next = (end < text.len() && here(end) && !self.mark[end])
                .then(|| self.phrase_starting_at(end));
            if kind == Kind::Tell
                && let Some(voice) = next.flatten().filter(|v| v.tokens.start == end)
            {
                return Some(self.listener(voice.head));
            }
        }
        let own = self.prepositional(verb).or_else(|| {
            // 'Speaking to reporters, she said …'
            let aside = text
                .children(verb)
                .find(|c| c.dep() == "advcl" && c.i < verb && c.tag() == "VBG")?;
            self.cues.verb(text, aside.i)?;
            self.prepositional(aside.i)
        });
        own.filter(|tokens| here(tokens.start))
    }

    /// 'to reporters', 'in an interview with the agency'.
    fn prepositional(&self, verb: usize) -> Option<Range<usize>> {
        let text = self.text;
        for child in
            text.children(verb).filter(|c| c.i > verb && matches!(c.dep(), "prep" | "dative"))
        {
            let Some(object) = text.child(child.i, "pobj") else { continue };
            // Not what is said no to.
            let near = child.i > verb && (verb + 1..child.i).all(|i| text.token(i).pos() == "ADV");
            if near && child.text() == "to" && names_somebody(object) {
                return Some(self.listener(object.i));
            }
            let medium = [Noun::Occasion, Noun::Medium]
                .iter()
                .any(|&kind| self.cues.is_noun(text, object.i, kind));
            if !medium {
                continue;
            }
            let mut inner = text.children(object.i).filter(|c| matches!(c.text(), "with" | "to"));
            if let Some(with) = inner.find_map(|with| text.child(with.i, "pobj")) {
                return Some(self.listener(with.i));
            }
        }
        None
    }

    /// The addressee without the place where it was told: 'reporters in Geneva'.
    fn listener(&self, head: usize) -> Range<usize> {
        let voice = self.noun_phrase(head);
        let text = self.text;
        let place = text.children(head).find(|c| {
            c.i > head && c.dep() == "prep" && !matches!(c.text(), "of" | "for" | "from")
        });
        let end = place.map_or(voice.tokens.end, |p| p.i.min(voice.tokens.end));
        voice.tokens.start..end.max(head + 1)
    }

    fn phrase(&self, i: usize) -> Option<Report> {
        if let Some(report) = self.own_word(i) {
            return Some(report);
        }
        let text = self.text;
        let (kind, end) = self.cues.phrase(text, i)?;
        let last = end.checked_sub(1)?;
        let object = text
            .children(last)
            .find(|c| c.dep() == "pobj" && c.i >= end)
            .map(|object| self.noun_phrase(object.i))
            .or_else(|| (end < text.len()).then(|| self.phrase_starting_at(end)).flatten())?;
        let kind = match kind {
            PhraseKind::Source => Kind::Say,
            PhraseKind::Opinion => Kind::Think,
        };
        let takes = Takes { quote: true, that: true, ..Takes::default() };
        let own = i..object.tokens.end;
        let speaker = Subject::Voice(object);
        Some(Report {
            at: i,
            cue: i..end,
            shape: Shape::Phrase,
            kind,
            takes,
            speaker,
            addressee: None,
            own,
        })
    }

    /// 'in her words', 'by its own account'.
    fn own_word(&self, i: usize) -> Option<Report> {
        let text = self.text;
        if self.mark[i] || !matches!(text.token(i).text(), "in" | "In" | "by" | "By") {
            return None;
        }
        let noun = text.child(i, "pobj").filter(|noun| self.cues.is_own(*noun))?;
        let owner = self.noun_phrase(text.child(noun.i, "poss")?.i);
        let takes = Takes { quote: true, that: true, ..Takes::default() };
        let own = i..noun.i + 1;
        let (cue, speaker) = (own.clone(), Subject::Voice(owner));
        let (shape, kind) = (Shape::Phrase, Kind::Say);
        Some(Report { at: i, cue, shape, kind, takes, speaker, addressee: None, own })
    }

    /// 'his claim that …'.
    fn noun(&self, i: usize) -> Option<Report> {
        let text = self.text;
        let token = text.token(i);
        if token.pos() != "NOUN" {
            return None;
        }
        let kind = if self.cues.is_noun(text, i, Noun::Claim) {
            Kind::Say
        } else if self.cues.is_noun(text, i, Noun::Belief) {
            Kind::Think
        } else {
            return None;
        };
        text.children(i).find(|c| {
            c.i > i
                && matches!(c.dep(), "acl" | "ccomp" | "relcl")
                && text.children(c.i).any(|m| m.dep() == "mark" && m.text() == "that")
        })?;
        let speaker = self.owner(token).map_or_else(|| self.issuer(i), Subject::Voice);
        let takes = Takes { that: true, ..Takes::default() };
        let (cue, own) = (i..i + 1, i..i + 1);
        Some(Report { at: i, cue, shape: Shape::Noun, kind, takes, speaker, addressee: None, own })
    }

    fn issuer(&self, noun: usize) -> Subject {
        let token = self.text.token(noun);
        let verb = token.head();
        if token.dep() != "dobj" || !self.cues.issues(verb) {
            return Subject::Nobody;
        }
        match self.subject(verb.i) {
            Subject::Voice(voice) => Subject::Voice(voice),
            Subject::Nobody | Subject::Missing => Subject::Nobody,
        }
    }
}
