//! Reports as JSON: one object a line, or objects over several lines, one after the other or in an array.
//!
//! Lines and objects are cut out of the input before they are read, so that a bad one spoils no other and none but the
//! one at hand is in memory.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use crate::detect::Kind;
use crate::fields::{self, Fault};
use crate::report::{Outlet, Reason};
use crate::{LARGEST, Options, assemble};

/// Whether `text`, the beginning of the input, is JSON, and of which layout.
///
/// The first line that is not blank says so. If that line is no JSON, the others do: a bad first line does not make a
/// report of a file of reports.
pub(crate) fn kind(text: &str, whole: bool) -> Option<Kind> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    if !whole && lines.len() > 1 {
        lines.pop();
    }
    let first = lines.first()?.trim();
    let (objects, starts) =
        lines.iter().take(20).fold((0usize, 0usize), |(objects, starts), line| {
            (objects + usize::from(is_object(line)), starts + usize::from(opens_object(line)))
        });
    if is_object(first) {
        return Some(Kind::JsonLines);
    }
    let start = text.trim_start();
    let opens_array =
        start.strip_prefix('[').is_some_and(|rest| opens_object(rest) || rest.trim() == "");
    if opens_array || (opens_object(start) && objects == 0 && starts < 2) {
        // A line cut off by the end of what is looked at may well be whole.
        let cut = !whole && lines.len() == 1 && !opens_array;
        return Some(if cut { Kind::JsonLines } else { Kind::Json });
    }
    let enough = objects >= 2 || (objects == 1 && opens_object(start));
    (enough && objects * 2 >= lines.len().min(20) || starts >= 2 && opens_object(start))
        .then_some(Kind::JsonLines)
}

fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{')
        && serde_json::from_str::<serde::de::IgnoredAny>(line.trim()).is_ok()
}

/// Whether the text starts as an object does: a brace, then a key and a colon, or the other brace.
fn opens_object(text: &str) -> bool {
    let Some(rest) = text.trim_start().strip_prefix('{') else { return false };
    let rest = rest.trim_start();
    if rest.is_empty() || rest.starts_with('}') {
        // Nothing but a brace on the line.
        return true;
    }
    let mut keys = serde_json::Deserializer::from_str(rest).into_iter::<serde::de::IgnoredAny>();
    rest.starts_with('"')
        && keys.next().is_some_and(|key| key.is_ok())
        && rest.get(keys.byte_offset()..).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Reads one object a line.
pub(crate) fn read_lines(
    reader: &mut dyn BufRead,
    options: &Options,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<()> {
    let mut line = Vec::new();
    let (mut number, mut offset) = (0usize, 0u64);
    loop {
        number += 1;
        let start = offset;
        match next_line(reader, &mut line, &mut offset) {
            Ok(Cut::End) => return ControlFlow::Continue(()),
            Ok(Cut::TooLarge) => {
                outlet.set_aside(Some(number), Some(start), Reason::TooLarge(LARGEST))?;
            }
            Ok(Cut::Whole) => {
                let bytes = if number == 1 { without_mark(&line) } else { &line };
                if !bytes.trim_ascii().is_empty() {
                    one(bytes, number, start, options, outlet)?;
                }
            }
            Err(error) => {
                return outlet.set_aside(Some(number), Some(start), Reason::Io(error.to_string()));
            }
        }
    }
}

/// Reads objects over several lines.
pub(crate) fn read_objects(
    reader: &mut dyn BufRead,
    options: &Options,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<()> {
    let mut objects = Objects { reader, line: 1, offset: 0 };
    let mut bytes = Vec::new();
    loop {
        let found = objects.next(&mut bytes);
        let (line, start) = match &found {
            Ok((_, line, start)) => (*line, *start),
            Err(_) => (objects.line, objects.offset),
        };
        match found {
            Ok((Cut::End, ..)) => return ControlFlow::Continue(()),
            Ok((Cut::TooLarge, ..)) => {
                outlet.set_aside(Some(line), Some(start), Reason::TooLarge(LARGEST))?;
            }
            Ok((Cut::Whole, ..)) => one(&bytes, line, start, options, outlet)?,
            Err(error) => {
                return outlet.set_aside(Some(line), Some(start), Reason::Io(error.to_string()));
            }
        }
    }
}

fn one(
    bytes: &[u8],
    line: usize,
    start: u64,
    options: &Options,
    outlet: &mut Outlet<'_>,
) -> ControlFlow<()> {
    match fields::draft(bytes) {
        Ok((draft, remarks)) => {
            for remark in remarks {
                outlet.note(Some(line), remark);
            }
            outlet.article(assemble::article(draft, options))
        }
        Err(Fault { reason, within }) => {
            outlet.set_aside(Some(line), Some(start + within as u64), reason)
        }
    }
}

fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line)
}

enum Cut {
    /// There is nothing more.
    End,
    /// It is in the buffer.
    Whole,
    /// It was skipped.
    TooLarge,
}

/// Fills `line` with the next line, without its end, and moves `offset` behind it.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>, offset: &mut u64) -> io::Result<Cut> {
    line.clear();
    let mut too_large = false;
    let mut any = false;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = memchr::memchr(b'\n', buffer);
        let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
        if line.len() + part.len() > LARGEST {
            too_large = true;
            line.clear();
        } else if !too_large {
            line.extend_from_slice(part);
        }
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        *offset += used as u64;
        if end.is_some() {
            break;
        }
    }
    Ok(match (any, too_large) {
        (false, _) => Cut::End,
        (true, true) => Cut::TooLarge,
        (true, false) => Cut::Whole,
    })
}

/// Cuts values out of a stream of JSON by its brackets and strings.
struct Objects<'a> {
    reader: &'a mut dyn BufRead,
    line: usize,
    offset: u64,
}

impl Objects<'_> {
    /// Fills `bytes` with the next value, and tells the line and the offset at which it starts.
    ///
    /// The brackets of an array around the values and the commas between them are passed over; whatever else stands
    /// outside of braces is a value of its own, up to the next comma, line end or brace, and will be found not to be one.
    fn next(&mut self, bytes: &mut Vec<u8>) -> io::Result<(Cut, usize, u64)> {
        bytes.clear();
        let (mut start_line, mut start) = (self.line, self.offset);
        let (mut depth, mut in_string, mut escaped, mut too_large) = (0usize, false, false, false);
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                let cut = if bytes.is_empty() { Cut::End } else { Cut::Whole };
                return Ok((if too_large { Cut::TooLarge } else { cut }, start_line, start));
            }
            let mut used = 0;
            let mut done = false;
            for &byte in buffer {
                let outside = depth == 0;
                // U+FEFF at the very start is a mark.
                let between = byte.is_ascii_whitespace()
                    || matches!(byte, b',' | b'[' | b']')
                    || (self.offset < 3 && matches!(byte, 0xEF | 0xBB | 0xBF));
                if outside && (between || byte == b'{') && !bytes.is_empty() && !in_string {
                    done = true;
                    break;
                }
                used += 1;
                self.offset += 1;
                self.line += usize::from(byte == b'\n');
                if outside && between && bytes.is_empty() {
                    (start_line, start) = (self.line, self.offset);
                    continue;
                }
                if bytes.len() < LARGEST {
                    bytes.push(byte);
                } else {
                    too_large = true;
                }
                if in_string {
                    in_string = escaped || byte != b'"';
                    escaped = !escaped && byte == b'\\';
                } else {
                    in_string = byte == b'"';
                    depth += usize::from(matches!(byte, b'{' | b'['));
                    let closes = matches!(byte, b'}' | b']');
                    depth = depth.saturating_sub(usize::from(closes));
                    if closes && depth == 0 {
                        done = true;
                        break;
                    }
                }
            }
            self.reader.consume(used);
            if done {
                let cut = if too_large { Cut::TooLarge } else { Cut::Whole };
                return Ok((cut, start_line, start));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, usize)]) {
        // A buffer of a few bytes makes every value cross its edge.
        for capacity in [1, 3, 4096] {
            let mut reader = io::BufReader::with_capacity(capacity, text.as_bytes());
            let mut objects = Objects { reader: &mut reader, line: 1, offset: 0 };
            let mut found = Vec::new();
            let mut bytes = Vec::new();
            while let (Cut::Whole, line, start) = objects.next(&mut bytes).unwrap() {
                assert!(text.as_bytes()[start as usize..].starts_with(&bytes));
                found.push((String::from_utf8_lossy(&bytes).into_owned(), line));
            }
            let expected: Vec<(String, usize)> =
                expected.iter().map(|(text, line)| ((*text).to_owned(), *line)).collect();
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn objects_are_cut_out() {
        check("{\n\"a\": 1\n}\n{\"a\": {}}", &[("{\n\"a\": 1\n}", 1), ("{\"a\": {}}", 4)]);
        check("[\n {\"a\": [1, 2]},\n {}\n]\n", &[("{\"a\": [1, 2]}", 2), ("{}", 3)]);
        check(
            r#"{"a": "} \" { \\"}{"b":"["}"#,
            &[(r#"{"a": "} \" { \\"}"#, 1), (r#"{"b":"["}"#, 1)],
        );
        check("\u{FEFF}[{\"a\": 1}]", &[("{\"a\": 1}", 1)]);
        check("[1, \"x, y\", {}]", &[("1", 1), ("\"x, y\"", 1), ("{}", 1)]);
        check("{\"a\": 1", &[("{\"a\": 1", 1)]);
        check("", &[]);
    }

    #[test]
    fn lines_keep_their_numbers_and_offsets() {
        let mut reader = io::BufReader::with_capacity(2, "ab\r\n\ncde".as_bytes());
        let (mut line, mut offset) = (Vec::new(), 0);
        let mut found = Vec::new();
        while let Cut::Whole = next_line(&mut reader, &mut line, &mut offset).unwrap() {
            found.push((String::from_utf8_lossy(&line).into_owned(), offset));
        }
        assert_eq!(found, [("ab\r".to_owned(), 4), (String::new(), 5), ("cde".to_owned(), 8)]);
    }
}
