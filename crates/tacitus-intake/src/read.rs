//! From a source to a sink: tells the kind, then reads it.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use crate::assemble::{self, Draft};
use crate::decode::{byte_order_mark, decode};
use crate::detect::{Kind, PREFIX, detect};
use crate::report::{Counts, Outlet, Reason, Sink};
use crate::{LARGEST, Options, jsonl, share};

/// Reads every report of one source into `sink`, in order, and counts what came of it.
///
/// `source` is the name that messages give. Nothing stops the reading but the end of the source, trouble of the file system
/// (which is set aside like everything else that gives no article) or the sink's own wish.
pub fn read(reader: impl Read, source: &str, options: &Options, sink: &mut dyn Sink) -> Counts {
    let mut outlet = Outlet::new(source, sink);
    let mut reader = BufReader::with_capacity(PREFIX, reader);
    // Whether the sink wants more makes no difference where the source is at its end.
    let _ = read_source(&mut reader, options, &mut outlet);
    outlet.counts()
}

fn read_source(
    reader: &mut dyn BufRead,
    options: &Options,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<()> {
    let mut prefix = Vec::with_capacity(PREFIX);
    if let Err(error) = (&mut *reader).take(PREFIX as u64).read_to_end(&mut prefix) {
        return outlet.set_aside(None, None, Reason::Io(error.to_string()));
    }
    let whole = prefix.len() < PREFIX;
    let kind = detect(&prefix, whole);
    let is_wide = byte_order_mark(&prefix).is_some_and(|(of, _)| of != encoding_rs::UTF_8);
    let mut all = Cursor::new(prefix).chain(reader);
    match kind {
        Kind::Empty => outlet.set_aside(None, None, Reason::Empty),
        Kind::Foreign(foreign) => outlet.set_aside(None, None, Reason::Foreign(foreign)),
        Kind::Text | Kind::Share => match slurp(&mut all) {
            Ok(bytes) => one_report(&bytes, options, outlet),
            Err(reason) => outlet.set_aside(None, None, reason),
        },
        // JSON in UTF-16 is rare enough to be turned round as a whole.
        Kind::JsonLines | Kind::Json if is_wide => match slurp(&mut all) {
            Ok(bytes) => read_json(kind, &mut Cursor::new(decode(&bytes).text), options, outlet),
            Err(reason) => outlet.set_aside(None, None, reason),
        },
        Kind::JsonLines | Kind::Json => read_json(kind, &mut all, options, outlet),
    }
}

fn read_json(
    kind: Kind,
    reader: &mut dyn BufRead,
    options: &Options,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<()> {
    if kind == Kind::Json {
        jsonl::read_objects(reader, options, outlet)
    } else {
        jsonl::read_lines(reader, options, outlet)
    }
}

/// Reads to the end, but no further than any report goes.
fn slurp(reader: &mut dyn Read) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    let read: io::Result<usize> = reader.take(most).read_to_end(&mut bytes);
    match read {
        Err(error) => Err(Reason::Io(error.to_string())),
        Ok(length) if length > LARGEST => Err(Reason::TooLarge(LARGEST)),
        Ok(_) => Ok(bytes),
    }
}

/// A source that is one report: text alone, or text below the head of the share layout.
fn one_report(bytes: &[u8], options: &Options, outlet: &mut Outlet<'_>) -> ControlFlow<()> {
    let decoded = decode(bytes);
    let mut draft = Draft::default();
    match share::head(&decoded.text) {
        Some(head) => {
            draft.url = Some(head.url.to_owned());
            draft.engagement = head.engagement;
            draft.text = decoded.text.get(head.body..).unwrap_or("").to_owned();
        }
        None => draft.text = decoded.text,
    }
    if draft.text.trim().is_empty() {
        let reason = if draft.url.is_some() { Reason::NoBody } else { Reason::Empty };
        return outlet.set_aside(None, None, reason);
    }
    if let Some(remark) = decoded.remark {
        outlet.note(None, remark);
    }
    outlet.article(assemble::article(draft, options))
}
