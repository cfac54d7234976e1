//! Where the quotation marks stand and what they enclose.
//!
//! Each block is read alone, from left to right, with a small stack of what is open: straight and curly, double and
//! single, and single marks told from apostrophes. All that a decision needs from further on (whether another closing
//! mark follows) is gathered beforehand from right to left, so the work is linear in the text.

use std::ops::Range;

use tacitus_record::Span;
use tacitus_record::article::BlockKind;

use super::cues::Cues;
use crate::text::Text;

/// What one pair of quotation marks encloses, or what an opening mark begins that is never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Bytes from the opening mark to behind the closing one.
    pub(super) outer: Span,
    /// Bytes inside, trimmed of white space.
    pub(super) content: Span,
    /// Whether a mark closes it.
    pub(super) closed: bool,
    /// Index of its paragraph among the blocks that are read.
    pub(super) lane: usize,
    /// The quotation that it stands inside.
    pub(super) inside: Option<usize>,
    /// It goes on in the next paragraph, with the quotation of this index.
    pub(super) goes_on: Option<usize>,
    /// It continues that of an earlier paragraph.
    pub(super) continues: bool,
    /// Its tokens, marks included.
    pub(super) tokens: Range<usize>,
    /// The tokens of its content.
    pub(super) words: Range<usize>,
}

/// A run of tokens that is one block.
#[derive(Clone, Debug)]
pub(super) struct Lane {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What the block is.
    pub(super) kind: BlockKind,
    bytes: Span,
}

/// The blocks that are read, as runs of tokens.
pub(super) fn lanes(text: &Text<'_>) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    let mut block = None;
    for sentence in &text.sentences {
        match lanes.last_mut().filter(|_| block == Some(sentence.block)) {
            Some(lane) => lane.tokens.end = sentence.tokens.end,
            None => {
                let (tokens, kind) = (sentence.tokens.clone(), sentence.kind);
                lanes.push(Lane { tokens, kind, bytes: Span::default() });
            }
        }
        block = Some(sentence.block);
    }
    for lane in &mut lanes {
        lane.bytes = text.span(lane.tokens.clone());
    }
    lanes
}

/// All quotations of the text, in order of their opening marks.
pub(super) fn quotes(text: &Text<'_>, cues: &Cues, lanes: &[Lane]) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    // The quotation that the last paragraph left open.
    let mut open: Option<(usize, Form)> = None;
    for (index, lane) in lanes.iter().enumerate() {
        let words = lane.bytes.of(text.doc.text());
        let paragraph = lane.kind == BlockKind::Paragraph;
        let carried = open.filter(|_| paragraph);
        let raw = with_stray(scan(words, cues, carried.is_some()), carried);
        let first = quotes.len();
        let mut left_open = None;
        for raw in raw {
            let bytes = |from, to| Span::new(lane.bytes.start + from, lane.bytes.start + to);
            let content = trim(text.doc.text(), bytes(raw.start, raw.end));
            let outer = bytes(raw.open, raw.close);
            let (tokens, inner) = (text.tokens_in(outer), text.tokens_in(content));
            if inner.is_empty() {
                continue;
            }
            let at_start = quotes.len() == first && words[..raw.open].trim().is_empty();
            let before = carried.filter(|(_, form)| at_start && *form == raw.form);
            if let Some((before, _)) = before {
                quotes[before].goes_on = Some(quotes.len());
            }
            if !raw.closed && raw.close == words.len() && left_open.is_none() {
                left_open = Some((quotes.len(), raw.form));
            }
            quotes.push(Quote {
                outer,
                content,
                closed: raw.closed,
                lane: index,
                inside: None,
                goes_on: None,
                continues: before.is_some(),
                tokens,
                words: inner,
            });
        }
        nest(&mut quotes[first..], first);
        // A caption between two paragraphs does not end what the first left open.
        if paragraph {
            open = left_open;
        }
    }
    quotes
}

/// Where a paragraph closes what the one before left open, a quotation from its start to that mark.
fn with_stray(found: Found, carried: Option<(usize, Form)>) -> Vec<Raw> {
    let mut raw = found.raw;
    if let (Some((_, form)), Some((end, its, close))) = (carried, found.stray)
        && form == its
    {
        raw.insert(0, Raw { open: 0, start: 0, end, close, closed: true, form });
    }
    raw
}

/// Fills [`Quote::inside`] of the quotations of one block.
fn nest(quotes: &mut [Quote], first: usize) {
    let mut stack: Vec<usize> = Vec::new();
    for k in 0..quotes.len() {
        while stack.last().is_some_and(|&top| quotes[top].outer.end <= quotes[k].outer.start) {
            stack.pop();
        }
        quotes[k].inside = stack.last().map(|top| first + top);
        stack.push(k);
    }
}

/// The span without white space at its ends.
pub(super) fn trim(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Double,
    Single,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// A closing single mark that may be the apostrophe of a plural's owner: *workers' rights*.
    Weak,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    len: usize,
    form: Form,
    side: Side,
    /// A curly mark or a doubled one: it is no apostrophe.
    sure: bool,
    /// A closing mark of its form that is not weak comes before the next opening one.
    strong_follows: bool,
    /// Any closing mark of its form follows in the block.
    close_follows: bool,
    /// The next two marks of its form both close.
    two_close: bool,
}

#[derive(Clone, Debug)]
struct Raw {
    open: usize,
    start: usize,
    end: usize,
    close: usize,
    closed: bool,
    form: Form,
}

struct Found {
    raw: Vec<Raw>,
    /// A closing mark before any other of its form: where the content ends, its form, where the mark ends.
    stray: Option<(usize, Form, usize)>,
}

/// Reads one block. With `carried`, a quotation of the paragraph before is still open, and a closing mark that nothing
/// here opens is kept.
fn scan(words: &str, cues: &Cues, carried: bool) -> Found {
    let mut marks = marks(words, cues);
    look_ahead(&mut marks);
    let mut found = Found { raw: Vec::new(), stray: None };
    let mut stack: Vec<Mark> = Vec::new();
    for mark in marks {
        let open = stack.iter().position(|m| m.form == mark.form);
        let opens = match mark.side {
            Side::Open => true,
            Side::Close | Side::Weak => false,
            Side::Either => open.is_none(),
        };
        match (opens, open) {
            (true, None) => {
                if stack.len() < 3 && believable(words, &mark) {
                    stack.push(mark);
                }
            }
            (true, Some(_)) if mark.form == Form::Single && !mark.sure => {}
            (true, Some(_)) if mark.two_close && stack.len() < 3 => stack.push(mark),
            (true, Some(k)) => {
                // The one that is open was never closed. What it says ends with the last full sentence before this.
                for lost in stack.drain(k..) {
                    found.raw.extend(unclosed(words, &lost, mark.at));
                }
                stack.push(mark);
            }
            (false, Some(_)) => {
                let k = stack.iter().rposition(|m| m.form == mark.form).unwrap_or(0);
                if mark.side == Side::Weak && (mark.strong_follows || k + 1 < stack.len()) {
                    continue;
                }
                let opening = stack[k];
                stack.truncate(k);
                found.raw.push(Raw {
                    open: opening.at,
                    start: opening.at + opening.len,
                    end: mark.at,
                    close: mark.at + mark.len,
                    closed: true,
                    form: mark.form,
                });
            }
            (false, None) => {
                let first = found.raw.is_empty() && stack.is_empty() && found.stray.is_none();
                let firm = mark.form == Form::Double || mark.side == Side::Close;
                if carried && first && firm {
                    found.stray = Some((mark.at, mark.form, mark.at + mark.len));
                }
            }
        }
    }
    for lost in stack {
        let end = words.len();
        found.raw.push(Raw {
            open: lost.at,
            start: lost.at + lost.len,
            end,
            close: end,
            closed: false,
            form: lost.form,
        });
    }
    found.raw.sort_by_key(|r| (r.open, std::cmp::Reverse(r.close)));
    found
}

/// A quotation that is cut off by the next one: up to the last end of a sentence in it.
fn unclosed(words: &str, lost: &Mark, until: usize) -> Option<Raw> {
    let start = lost.at + lost.len;
    let inside = words.get(start..until)?;
    let end = start + inside.rfind(['.', '!', '?']).map(|at| at + 1)?;
    Some(Raw { open: lost.at, start, end, close: end, closed: false, form: lost.form })
}

/// Whether an opening mark that may never be closed begins a quotation all the same: at the start of the block, after a
/// colon or comma, before a capital.
fn believable(words: &str, mark: &Mark) -> bool {
    if mark.close_follows {
        return true;
    }
    let before = words[..mark.at].trim_end().chars().next_back();
    let capital = words[mark.at + mark.len..].chars().next().is_some_and(char::is_uppercase);
    match before {
        None | Some(':') => mark.sure || mark.form == Form::Double || capital,
        Some(',') => capital,
        Some(_) => mark.form == Form::Double && capital,
    }
}

fn look_ahead(marks: &mut [Mark]) {
    let (mut strong, mut close) = ([false; 2], [false; 2]);
    let mut next: [[Option<Side>; 2]; 2] = [[None; 2]; 2];
    for mark in marks.iter_mut().rev() {
        let form = mark.form as usize;
        mark.strong_follows = strong[form];
        mark.close_follows = close[form];
        let closes = |side: Option<Side>| matches!(side, Some(Side::Close));
        mark.two_close = closes(next[form][0]) && closes(next[form][1]);
        next[form] = [Some(mark.side), next[form][0]];
        match mark.side {
            Side::Open => strong[form] = false,
            Side::Weak => close[form] = true,
            Side::Close | Side::Either => {
                close[form] = true;
                strong[form] = true;
            }
        }
    }
}

/// The characters that can be quotation marks, each with the side that its neighbours give it.
fn marks(words: &str, cues: &Cues) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = words.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let mut len = c.len_utf8();
        let doubled =
            matches!(c, '\'' | '`' | '‘' | '’') && chars.peek().is_some_and(|&(_, next)| next == c);
        if doubled {
            chars.next();
            len *= 2;
        }
        let after = &words[at + len..];
        if let Some((form, side, sure)) = classify(c, doubled, before, after, cues) {
            let (strong_follows, close_follows, two_close) = (false, false, false);
            marks.push(Mark {
                at,
                len,
                form,
                side,
                sure,
                strong_follows,
                close_follows,
                two_close,
            });
        }
        before = Some(c);
    }
    marks
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '«' | '»' | '`')
}

fn classify(
    c: char,
    doubled: bool,
    before: Option<char>,
    after: &str,
    cues: &Cues,
) -> Option<(Form, Side, bool)> {
    let next = after.chars().next();
    let left_gap = before.is_none_or(|b| {
        b.is_whitespace()
            || matches!(b, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '«' | '„')
    });
    let right_gap = next.is_none_or(|n| {
        n.is_whitespace()
            || matches!(
                n,
                ')' | ']'
                    | '}'
                    | ','
                    | '.'
                    | ';'
                    | ':'
                    | '!'
                    | '?'
                    | '—'
                    | '–'
                    | '-'
                    | '”'
                    | '’'
                    | '»'
                    | '/'
            )
    });
    let by_gaps = match (left_gap, right_gap) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ => Side::Either,
    };
    match c {
        '"' => {
            // After a digit and with nothing open it is a measure; that is told by the stack, as it only closes.
            let nested = before.is_some_and(is_mark) || next.is_some_and(is_mark);
            let side = if nested && by_gaps == Side::Open && before == Some('"') {
                Side::Either
            } else {
                by_gaps
            };
            Some((Form::Double, side, true))
        }
        '“' | '„' | '«' | '‟' => {
            let wrong = !left_gap && right_gap && before.is_some_and(|b| !b.is_whitespace());
            Some((Form::Double, if wrong && c == '“' { Side::Either } else { Side::Open }, true))
        }
        '”' | '»' => {
            let wrong = left_gap && !right_gap;
            Some((Form::Double, if wrong { Side::Either } else { Side::Close }, true))
        }
        '\'' | '`' | '‘' | '’' if doubled => Some((Form::Double, by_gaps, true)),
        '‘' | '`' => {
            (!right_gap && !elides(after, cues)).then_some((Form::Single, Side::Open, c == '‘'))
        }
        '\'' | '’' => single(c, before, after, left_gap, cues),
        _ => None,
    }
}

fn single(
    c: char,
    before: Option<char>,
    after: &str,
    left_gap: bool,
    cues: &Cues,
) -> Option<(Form, Side, bool)> {
    let next = after.chars().next();
    let word_after = next.is_some_and(char::is_alphanumeric);
    let opens_before = left_gap || (before == Some('"') || before == Some('“')) && word_after;
    if opens_before && next.is_some_and(|n| !n.is_whitespace()) {
        let opens = c == '\'' && !elides(after, cues);
        // A closing mark after a dash: 'We will –' he said.
        let cut = !word_after && matches!(before, Some('—' | '–' | '-'));
        return if cut {
            Some((Form::Single, Side::Close, c != '\''))
        } else {
            opens.then_some((Form::Single, Side::Open, false))
        };
    }
    if word_after || before.is_none_or(char::is_whitespace) {
        return None;
    }
    let mut rest = after.chars();
    let space = rest.next().is_some_and(char::is_whitespace);
    let lower = rest.next().is_some_and(char::is_lowercase);
    let weak = matches!(before, Some('s' | 'S' | 'z' | 'x' | 'n')) && space && lower;
    Some((Form::Single, if weak { Side::Weak } else { Side::Close }, false))
}

/// Whether what follows a single mark is a word that begins with an apostrophe: *'em*, *'90s*.
fn elides(after: &str, cues: &Cues) -> bool {
    let word: String = after.chars().take(9).take_while(|c| c.is_alphanumeric()).collect();
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    (digits == 2 && &word[2..] == "s") || cues.is_elision(&word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Folder;

    fn check(words: &str, wanted: &[&str]) {
        let cues = Cues::load(&Folder::embedded()).unwrap();
        let found: Vec<&str> =
            scan(words, &cues, false).raw.iter().map(|r| words[r.start..r.end].trim()).collect();
        assert_eq!(found, wanted, "{words}");
    }

    #[test]
    fn marks_of_every_make() {
        check("He said: \"Go.\" Then \"Stay.\"", &["Go.", "Stay."]);
        check("He said: “Go.” Then “Stay.”", &["Go.", "Stay."]);
        check("He said: 'Go.' Then 'Stay.'", &["Go.", "Stay."]);
        check("He said: ‘Go.’ Then ‘Stay.’", &["Go.", "Stay."]);
        check("He said: ''Go.'' Then ``Stay.''", &["Go.", "Stay."]);
        check("He said: «Go.» And \" wait \" too", &["Go.", "wait"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("They don't know the ministers' plans or the '90s, so tell 'em it's over.", &[]);
        check(
            "'We don't know the ministers' plans,' he said.",
            &["We don't know the ministers' plans,"],
        );
        check(
            "‘It’s the ministers’ fault, isn’t it?’ he asked.",
            &["It’s the ministers’ fault, isn’t it?"],
        );
        check("The farmers' 'day of anger' is the voters' too.", &["day of anger"]);
        check("rock 'n' roll and O'Brien's", &[]);
    }

    #[test]
    fn marks_inside_marks() {
        check("\"He said 'no' to us,\" she said.", &["He said 'no' to us,", "no"]);
        check("'He said \"no\" to us,' she said.", &["He said \"no\" to us,", "no"]);
        check("“He told me, ‘No.’” She left.", &["He told me, ‘No.’", "No."]);
        check("“A “b” c” d", &["A “b” c", "b"]);
    }

    #[test]
    fn marks_that_are_missing() {
        check("He said: 'It is over. And so on", &["It is over. And so on"]);
        check("A 6' tall man and a 5\" knife", &[]);
        check("“One. Two he said. “Three,” he said.", &["One. Two he said.", "Three,"]);
        check("no start” he said", &[]);
    }
}
