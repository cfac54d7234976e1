//! What a reader hands out beside articles: input it could not use, and notes on input it could.

use std::fmt;
use std::ops::ControlFlow;

use tacitus_record::article::Article;

use crate::detect::Foreign;

/// Where in the input something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the source, as the caller gave it.
    pub source: String,
    /// The line, counted from 1, where the input is one of lines.
    pub line: Option<usize>,
    /// The offset in bytes from the start of the source, where it helps to find the trouble.
    pub offset: Option<u64>,
}

impl Place {
    pub(crate) fn new(source: &str, line: Option<usize>, offset: Option<u64>) -> Self {
        Place { source: source.to_owned(), line, offset }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(offset) = self.offset {
            write!(f, " (byte {offset})")?;
        }
        Ok(())
    }
}

/// Input that gives no article. The rest of the input goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct SetAside {
    /// Where it stands.
    pub place: Place,
    /// What is wrong with it and what to do.
    pub reason: Reason,
}

/// Why input is set aside. Each message says what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The source cannot be read.
    #[error("cannot be read: {0}; check that it exists and may be read")]
    Io(String),
    /// Not a byte, or white space alone.
    #[error("is empty; give a report with text")]
    Empty,
    /// The text of a report is white space alone.
    #[error("has no text after its head; the share layout has the text from line 4 on")]
    NoBody,
    /// Data of another kind.
    #[error("is no text but {0}")]
    Foreign(Foreign),
    /// More bytes than any report has.
    #[error(
        "is larger than {0} bytes, more than one report can be; give one report a line as JSONL"
    )]
    TooLarge(usize),
    /// A line or object that is no JSON.
    #[error("is no JSON ({0}); correct or remove it")]
    NotJson(String),
    /// JSON, but no object.
    #[error("is JSON but no object; a report is an object with `text`")]
    NotAnObject,
    /// Bytes that are no UTF-8 inside JSON.
    #[error("is no valid UTF-8, which JSON has to be; save the file as UTF-8")]
    NotUtf8,
    /// The same field twice.
    #[error("has the field `{0}` twice; keep one")]
    TwiceSaid(String),
    /// No field holds a text.
    #[error("has no text; give the report's text in the field `text`")]
    NoText,
    /// A field of another type.
    #[error("field `{field}` is {found}; expected {expected}")]
    WrongType {
        /// The field's name.
        field: String,
        /// What stands there.
        found: &'static str,
        /// What may stand there.
        expected: &'static str,
    },
    /// A marked span that is none of the text's.
    #[error(
        "dyad {dyad}: `{side}` is [{start}, {end}], which is no span of a text of {length} characters; \
         give [start, end] with start < end, or [0, 0] for none"
    )]
    NoSuchSpan {
        /// Which dyad, counted from 0.
        dyad: usize,
        /// `actor` or `recipient`.
        side: &'static str,
        /// First character asked for.
        start: u64,
        /// Character after the last one asked for.
        end: u64,
        /// The characters of the text.
        length: usize,
    },
}

/// Something the caller should know about an article that goes on all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it stands.
    pub place: Place,
    /// What there is to know.
    pub remark: Remark,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.remark)
    }
}

/// What there is to know about an article that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// A date that cannot be read; the article goes on without it.
    DateNotRead {
        /// The field it stands in.
        field: String,
        /// Its value.
        value: String,
    },
    /// A language that is no ISO 639-1 code; the article goes on without it.
    LanguageNotRead(String),
    /// The text is empty or white space alone; the article goes on and gives nothing.
    Blank,
    /// The bytes are no UTF-8 and were read in an encoding that had to be guessed.
    Guessed(&'static str),
    /// Bytes that are no UTF-8 amid UTF-8 were replaced by U+FFFD.
    Replaced(usize),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remark::Blank => f.write_str("has an empty text"),
            Remark::DateNotRead { field, value } => write!(
                f,
                "the date {value:?} in `{field}` cannot be read and is left out; write it as 2016-10-11"
            ),
            Remark::LanguageNotRead(value) => write!(
                f,
                "the language {value:?} is no ISO 639-1 code and is left out; write it as `en`"
            ),
            Remark::Guessed(encoding) => write!(
                f,
                "is no UTF-8 and was read as {encoding}; save it as UTF-8 if letters look wrong"
            ),
            Remark::Replaced(1) => {
                f.write_str("1 sequence of bytes is no UTF-8 and was replaced by U+FFFD")
            }
            Remark::Replaced(count) => {
                write!(f, "{count} sequences of bytes are no UTF-8 and were replaced by U+FFFD")
            }
        }
    }
}

/// Takes what is read, as it is read, so that memory stays flat however long the input is.
///
/// Any `FnMut(Result<Article, SetAside>) -> ControlFlow<()>` is one that lets notes pass; `Break` ends the reading, for
/// instance because nobody reads the output any more.
pub trait Sink {
    /// Takes an article, or input that gives none.
    fn take(&mut self, read: Result<Article, SetAside>) -> ControlFlow<()>;

    /// Takes a note; it comes before the article that it is about.
    fn note(&mut self, note: Note) {
        drop(note);
    }
}

impl<F: FnMut(Result<Article, SetAside>) -> ControlFlow<()>> Sink for F {
    fn take(&mut self, read: Result<Article, SetAside>) -> ControlFlow<()> {
        self(read)
    }
}

/// How much came of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles handed out.
    pub articles: usize,
    /// Pieces of input set aside.
    pub set_aside: usize,
    /// Notes given.
    pub notes: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.articles += more.articles;
        self.set_aside += more.set_aside;
        self.notes += more.notes;
    }
}

/// The sink of one source, with the source's name and the count of what went through.
pub(crate) struct Outlet<'a> {
    source: &'a str,
    sink: &'a mut dyn Sink,
    counts: Counts,
}

impl<'a> Outlet<'a> {
    pub(crate) fn new(source: &'a str, sink: &'a mut dyn Sink) -> Self {
        Outlet { source, sink, counts: Counts::default() }
    }

    pub(crate) fn article(&mut self, article: Article) -> ControlFlow<()> {
        self.counts.articles += 1;
        self.sink.take(Ok(article))
    }

    pub(crate) fn set_aside(
        &mut self,
        line: Option<usize>,
        offset: Option<u64>,
        reason: Reason,
    ) -> ControlFlow<()> {
        self.counts.set_aside += 1;
        self.sink.take(Err(SetAside { place: Place::new(self.source, line, offset), reason }))
    }

    pub(crate) fn note(&mut self, line: Option<usize>, remark: Remark) {
        self.counts.notes += 1;
        self.sink.note(Note { place: Place::new(self.source, line, None), remark });
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }
}
