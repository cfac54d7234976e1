//! What kind of input bytes are, told from the bytes and never from a file's name.

use std::fmt;

use crate::decode::{byte_order_mark, decode};
use crate::jsonl;
use crate::share;

/// How much of the input is looked at to tell its kind.
pub const PREFIX: usize = 64 * 1024;

/// The kinds of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One report, text alone.
    Text,
    /// One report below its address, the number of shares and the number of comments.
    Share,
    /// One JSON object a line.
    JsonLines,
    /// JSON objects over several lines, one after the other or in an array.
    Json,
    /// Nothing, or white space alone.
    Empty,
    /// Data that this crate does not read.
    Foreign(Foreign),
}

/// Data that is no report in a kind read here. As text it says what it looks like and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A format that announces itself, with what to do about it.
    Known(&'static str, &'static str),
    /// UTF-16 without a byte-order mark.
    BareUtf16,
    /// Bytes with NULs or many control characters, of no format known here.
    Unknown,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Foreign::Known(what, remedy) => write!(f, "{what}; {remedy}"),
            Foreign::BareUtf16 => {
                f.write_str("what looks like UTF-16 without a byte-order mark; save it as UTF-8")
            }
            Foreign::Unknown => f.write_str(
                "binary data (NUL bytes or many control characters); give plain text or JSONL",
            ),
        }
    }
}

const EXTRACT: &str = "extract its text first";
const UNPACK: &str = "unpack it first";
const CONVERT: &str = "convert it to JSONL first";

/// First bytes that name a format. A bare word such as `BM` is not among them, since a text may start with it.
const MAGICS: &[(&[u8], Foreign)] = &[
    (b"%PDF-", Foreign::Known("a PDF file", EXTRACT)),
    (b"{\\rtf", Foreign::Known("a rich-text (RTF) file", EXTRACT)),
    (b"\xD0\xCF\x11\xE0", Foreign::Known("an old Office file", EXTRACT)),
    (b"PK\x03\x04", Foreign::Known("a zip archive (or .docx, .epub, .odt)", UNPACK)),
    (b"PK\x05\x06", Foreign::Known("an empty zip archive", UNPACK)),
    (b"\x1F\x8B", Foreign::Known("gzip-compressed data", UNPACK)),
    (b"\x28\xB5\x2F\xFD", Foreign::Known("zstd-compressed data", UNPACK)),
    (b"BZh", Foreign::Known("bzip2-compressed data", UNPACK)),
    (b"\xFD7zXZ\0", Foreign::Known("xz-compressed data", UNPACK)),
    (b"7z\xBC\xAF\x27\x1C", Foreign::Known("a 7z archive", UNPACK)),
    (b"\x89PNG\r\n", Foreign::Known("a PNG picture", "give the report's text")),
    (b"\xFF\xD8\xFF", Foreign::Known("a JPEG picture", "give the report's text")),
    (b"GIF8", Foreign::Known("a GIF picture", "give the report's text")),
    (b"PAR1", Foreign::Known("a Parquet file", CONVERT)),
    (b"ARROW1", Foreign::Known("an Arrow file", CONVERT)),
    (b"SQLite format 3\0", Foreign::Known("an SQLite database", CONVERT)),
    (b"\x7FELF", Foreign::Known("a program", "give the report's text")),
    (b"WARC/1.", Foreign::Known("a WARC archive", EXTRACT)),
];

/// First words, after white space and in either case, that name a markup.
const MARKUPS: &[(&str, Foreign)] = &[
    ("<!doctype html", Foreign::Known("an HTML page", EXTRACT)),
    ("<html", Foreign::Known("an HTML page", EXTRACT)),
    ("<?xml", Foreign::Known("an XML document", EXTRACT)),
    ("<rss", Foreign::Known("an RSS feed", EXTRACT)),
    ("<feed", Foreign::Known("an Atom feed", EXTRACT)),
];

/// Tells the kind of input from its first bytes; `whole` says that `prefix` is all there is.
#[must_use]
pub fn detect(prefix: &[u8], whole: bool) -> Kind {
    if let Some(foreign) = foreign(prefix) {
        return Kind::Foreign(foreign);
    }
    let decoded = decode(up_to_character(prefix, whole));
    let text = decoded.text.as_str();
    if text.trim().is_empty() {
        // White space that fills the whole prefix may still be followed by a report.
        return if whole { Kind::Empty } else { Kind::Text };
    }
    if let Some(kind) = jsonl::kind(text, whole) {
        return kind;
    }
    if share::head(text).is_some() { Kind::Share } else { Kind::Text }
}

/// Cuts an unfinished UTF-8 character off the end of a prefix, so that it does not look like another encoding.
fn up_to_character(prefix: &[u8], whole: bool) -> &[u8] {
    if whole {
        return prefix;
    }
    match std::str::from_utf8(prefix) {
        Err(error) if error.error_len().is_none() => {
            prefix.get(..error.valid_up_to()).unwrap_or_default()
        }
        _ => prefix,
    }
}

fn foreign(prefix: &[u8]) -> Option<Foreign> {
    if let Some((_, found)) = MAGICS.iter().find(|(magic, _)| prefix.starts_with(magic)) {
        return Some(*found);
    }
    let mark = byte_order_mark(prefix);
    let body = prefix.get(mark.map_or(0, |(_, length)| length)..).unwrap_or_default();
    let wide = mark.is_some_and(|(encoding, _)| encoding != encoding_rs::UTF_8);
    if wide {
        // UTF-32 little-endian starts like UTF-16 and goes on with two NULs.
        return body.starts_with(&[0, 0]).then_some(Foreign::Unknown);
    }
    let head = body.trim_ascii_start();
    for (word, found) in MARKUPS {
        if head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes())) {
            return Some(*found);
        }
    }
    if memchr::memchr(0, body).is_some() {
        return Some(if bare_utf16(body) { Foreign::BareUtf16 } else { Foreign::Unknown });
    }
    let odd = body.iter().filter(|&&b| is_odd_control(b)).count();
    // One in twenty is far more than any text has, even one with a few form feeds or separators left in it.
    (odd * 20 > body.len()).then_some(Foreign::Unknown)
}

/// Control characters that do not lay out text. U+001B starts the escapes of ISO-2022, which is not read here.
fn is_odd_control(byte: u8) -> bool {
    (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0B | 0x0C | b'\r')) || byte == 0x7F
}

/// Whether the NULs stand at every second place, as in UTF-16 of mostly Latin letters.
fn bare_utf16(bytes: &[u8]) -> bool {
    let nuls = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let half = bytes.len() / 2;
    half > 1 && ((even == 0 && odd * 10 >= half * 9) || (odd == 0 && even * 10 >= half * 9))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(bytes: &[u8], kind: Kind) {
        assert_eq!(detect(bytes, true), kind, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn one_report() {
        check(b"Talks failed on Monday.\n\nNobody said why.\n", Kind::Text);
        check(b"[pullquote]\n\nThe talks failed.", Kind::Text);
        check(b"{sic} was all he said.", Kind::Text);
        check(b"https://example.org/a\n12\n3\nTalks failed.", Kind::Share);
        check(b"\xEF\xBB\xBFhttps://example.org/a\r\n12\r\n3\r\nTalks failed.", Kind::Share);
        check(b"https://example.org/a\n12\nTalks failed.", Kind::Text);
        check(b"https://example.org/a\n-12\n3\nTalks failed.", Kind::Text);
        check(b"Not an address\n12\n3\nTalks failed.", Kind::Text);
    }

    #[test]
    fn json() {
        check(b"{\"text\": \"a\"}\n", Kind::JsonLines);
        check(b"\n \n{\"text\": \"a\"}\n{\"text\": \"b\"}", Kind::JsonLines);
        check(b"\xEF\xBB\xBF{\"text\": \"a\"}\r\n{\"text\": \"b\"}\r\n", Kind::JsonLines);
        // A bad first line does not make text of a JSONL file.
        check(b"{\"text\": \n{\"text\": \"b\"}\n{\"text\": \"c\"}\n", Kind::JsonLines);
        check(b"oops\n{\"text\": \"b\"}\n{\"text\": \"c\"}\n", Kind::JsonLines);
        check(b"{\n  \"text\": \"a\"\n}\n", Kind::Json);
        check(b"{ \"id\": 1,\n  \"text\": \"a\"\n}\n", Kind::Json);
        check(b"[{\"text\": \"a\"},\n {\"text\": \"b\"}]", Kind::Json);
        check(b"[\n  {\n", Kind::Json);
    }

    #[test]
    fn nothing() {
        check(b"", Kind::Empty);
        check(b" \r\n\t\n", Kind::Empty);
        check(b"\xEF\xBB\xBF\n", Kind::Empty);
        check(b"\xFF\xFE", Kind::Empty);
    }

    #[test]
    fn foreign_data_is_named() {
        let name = |bytes: &[u8]| match detect(bytes, true) {
            Kind::Foreign(foreign) => foreign.to_string(),
            other => panic!("{other:?}"),
        };
        assert!(name(b"%PDF-1.7 ...").starts_with("a PDF file"));
        assert!(name(b"\x1F\x8B\x08\0\0\0").starts_with("gzip-compressed data"));
        assert!(name(b"\n<!DOCTYPE HTML><p>Talks").starts_with("an HTML page"));
        assert!(name(b"T\0a\0l\0k\0s\0").contains("UTF-16 without"));
        assert!(name(b"Talks\0failed").starts_with("binary data"));
        assert!(name(b"\xFF\xFE\0\0T\0\0\0").starts_with("binary data"));
        assert!(name(b"\x01\x02\x03 and \x04\x05").starts_with("binary data"));
    }

    #[test]
    fn a_few_odd_characters_are_text() {
        check(b"Talks failed\x1C on Monday, the minister said in Paris.", Kind::Text);
        check(b"\xFF\xFET\0a\0l\0k\0s\0", Kind::Text);
    }

    #[test]
    fn a_character_cut_by_the_prefix_is_no_other_encoding() {
        let text = "Élysée".as_bytes();
        assert_eq!(up_to_character(&text[..text.len() - 1], false), "Élysé".as_bytes());
    }

    proptest! {
        #[test]
        fn any_bytes_have_a_kind(bytes: Vec<u8>, whole: bool) {
            prop_assert_eq!(detect(&bytes, whole), detect(&bytes, whole));
        }
    }
}
