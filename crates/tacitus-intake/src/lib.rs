//! Bytes to articles.
//!
//! ```text
//! bytes -> kind -> characters -> head, fields -> date, title, outlet -> blocks -> article
//!          detect  decode        share, jsonl    address, dateline      blocks    assemble
//! ```
//!
//! [`read`] takes one source and pushes each [`Article`](tacitus_record::article::Article) into a [`Sink`] as soon as it
//! is read, so that memory stays flat however long the source is. The kind of a source is told from its content and never
//! from its name: plain text, the share layout (an address, a number of shares, a number of comments, the text), or JSON
//! (one object a line, or objects over several lines). What gives no article is a [`SetAside`] that says where and why and
//! what to do; the rest goes on. What goes on with something amiss brings a [`Note`].
//!
//! ```
//! use std::ops::ControlFlow;
//! use tacitus_intake::{Options, read};
//!
//! let report = "Talks failed on Monday, the minister said.\n\nNobody said why.\n";
//! let mut articles = Vec::new();
//! let counts = read(report.as_bytes(), "report.txt", &Options::default(), &mut |read| {
//!     articles.extend(read);
//!     ControlFlow::Continue(())
//! });
//! assert_eq!((counts.articles, counts.set_aside), (1, 0));
//! assert_eq!(articles[0].blocks.len(), 2);
//! ```
//!
//! The words by which captions, page furniture and datelines are known stand in `knowledge/intake/*.txt`, in the language
//! that [`phrases`] describes; [`blocks::Blocks::load`] reads others in their place.

pub mod address;
mod assemble;
pub mod blocks;
mod calendar;
mod dateline;
pub mod decode;
pub mod detect;
mod fields;
mod jsonl;
mod lines;
pub mod phrases;
mod read;
mod report;
pub mod share;

use std::sync::Arc;

use jiff::civil::Date;

pub use read::read;
pub use report::{Counts, Note, Place, Reason, Remark, SetAside, Sink};

/// No report is larger than this many bytes; what is, is set aside and not read into memory.
pub const LARGEST: usize = 64 << 20;

/// What the user may say about the input as a whole.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of publication of every report whose own metadata gives none.
    pub date: Option<Date>,
    /// The phrases that tell blocks apart.
    pub blocks: Arc<blocks::Blocks>,
}

impl Default for Options {
    fn default() -> Self {
        Options { date: None, blocks: blocks::Blocks::shipped() }
    }
}
