//! Direct speech, as far as pronouns need it: inside it nobody says 'he' of himself, and 'it' stands for nothing outside.

use std::ops::Range;

use crate::text::Text;

/// A quotation that is speech: it begins with a capital letter.
#[derive(Clone, Debug)]
pub(super) struct Speech {
    pub(super) tokens: Range<usize>,
    /// The head of the subject beside it: most likely who speaks.
    pub(super) speaker: Option<usize>,
}

/// The speeches of a text, and for each token the one that it stands in.
#[derive(Debug, Default)]
pub(super) struct Speeches {
    list: Vec<Speech>,
    at: Vec<Option<u32>>,
    /// Quotations of a few words within a sentence of the report.
    parts: Vec<Range<usize>>,
    /// For each sentence how many there are before it that are not all speech.
    told: Vec<u32>,
}

impl Speeches {
    pub(super) fn new(text: &Text<'_>) -> Self {
        let mut speeches = Speeches { at: vec![None; text.len()], ..Speeches::default() };
        let mut open: Option<usize> = None;
        for i in 0..text.len() {
            let new_block = i > 0 && text.sentence(i).block != text.sentence(i - 1).block;
            if new_block && let Some(from) = open.take() {
                speeches.close(text, from..i);
            }
            match (quote(text, i), open) {
                (Some(true), None) => open = Some(i),
                (Some(false), Some(from)) => {
                    open = None;
                    speeches.close(text, from..i + 1);
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            speeches.close(text, from..text.len());
        }
        let mut told = 0;
        for sentence in &text.sentences {
            speeches.told.push(told);
            told += u32::from(sentence.tokens.clone().any(|i| speeches.at[i].is_none()));
        }
        speeches
    }

    /// How many sentences lie between two tokens. A long quotation does not push out of sight what the report told
    /// before it, unless one of the two stands in speech.
    pub(super) fn apart(&self, text: &Text<'_>, from: usize, to: usize) -> u32 {
        let (first, last) = (text.sentence_of[from], text.sentence_of[to]);
        if self.at[from].is_some() || self.at[to].is_some() {
            return last.saturating_sub(first);
        }
        self.told[last as usize].saturating_sub(self.told[first as usize])
    }

    fn close(&mut self, text: &Text<'_>, tokens: Range<usize>) {
        let first = tokens.start + 1;
        let capital = first < tokens.end && super::find::capitalised(text.token(first));
        if !capital || tokens.len() < 4 {
            self.parts.push(tokens);
            return;
        }
        // A second quotation of a paragraph goes on with the speaker of the first.
        let block = |at: usize| text.sentence(at).block;
        let same = |last: &&Speech| block(last.tokens.start) == block(tokens.start);
        let goes_on = || self.list.last().filter(same)?.speaker;
        // A paragraph that is all quotation goes on with the speaker of the paragraph before.
        let whole = |at: &Range<usize>| {
            let all = block(at.start);
            (at.start == 0 || block(at.start - 1) != all)
                && (at.end >= text.len() || block(at.end) != all)
        };
        let next = |last: &&Speech| {
            whole(&tokens)
                && tokens.start > 0
                && block(last.tokens.start) == block(tokens.start - 1)
        };
        let paragraph = || self.list.last().filter(next)?.speaker;
        let speaker = before(text, tokens.start)
            .or_else(|| after(text, tokens.end))
            .or_else(|| said(text, tokens.start))
            .or_else(goes_on)
            .or_else(paragraph);
        let index = u32::try_from(self.list.len()).ok();
        self.at[tokens.clone()].fill(index);
        self.list.push(Speech { tokens, speaker });
    }

    /// The quotation of a part of a sentence that token `i` stands in.
    pub(super) fn part_of(&self, i: usize) -> Option<&Range<usize>> {
        self.parts.iter().find(|part| part.contains(&i))
    }

    /// The speech that token `i` stands in.
    pub(super) fn of(&self, i: usize) -> Option<&Speech> {
        self.at[i].map(|index| &self.list[index as usize])
    }
}

/// Whether token `i` opens (`true`) or closes a quotation.
fn quote(text: &Text<'_>, i: usize) -> Option<bool> {
    let token = text.token(i);
    match token.text() {
        "“" | "‘" => return Some(true),
        "”" => return Some(false),
        "\"" | "'" | "''" | "``" | "’" => {}
        _ => return None,
    }
    match token.tag() {
        "``" => Some(true),
        "''" => Some(false),
        _ => None,
    }
}

/// The last subject before a quotation that a colon, a comma or a verb leads to.
fn before(text: &Text<'_>, open: usize) -> Option<usize> {
    let previous = open.checked_sub(1)?;
    if text.sentence(previous).block != text.sentence(open).block {
        return None;
    }
    let leads =
        matches!(text.token(previous).text(), ":" | ",") || text.token(previous).pos() == "VERB";
    let sentence = text.sentence(previous).tokens.start;
    let subject = |i: &usize| text.token(*i).dep() == "nsubj";
    (leads && sentence < open).then(|| (sentence..open).rev().find(subject))?
}

/// The subject that ends the sentence before a quotation: '… "in part", he said. "They lied …"'.
fn said(text: &Text<'_>, open: usize) -> Option<usize> {
    let block = text.sentence(open).block;
    let near = (open.saturating_sub(5)..open).rev();
    let verb = |i: usize| text.token(i).head();
    near.take_while(|&i| text.sentence(i).block == block).find(|&i| {
        // '…," he said. "It …', whatever the parser makes of it.
        let closes = || i + 3 == open && text.token(i + 1).pos() == "VERB" && verb(i).i == i + 1;
        let behind = || text.children(verb(i).i).any(|c| c.dep() == "ccomp" && c.i < i);
        text.token(i).dep() == "nsubj" && (closes() || behind())
    })
}

/// The first subject right behind a quotation: "…', the minister said".
fn after(text: &Text<'_>, end: usize) -> Option<usize> {
    let block = (end < text.len()).then(|| text.sentence(end).block)?;
    let near = end..(end + 10).min(text.len());
    let same = |i: &usize| text.sentence(*i).block == block;
    near.take_while(same).find(|&i| text.token(i).dep() == "nsubj" && text.token(i).tag() != "WP")
}
