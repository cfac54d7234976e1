//! Bytes to characters.
//!
//! A byte-order mark decides (UTF-8, UTF-16 either way round) and is no part of the text. Without one, bytes that are
//! valid UTF-8 are UTF-8. Everything else is guessed: Windows-1252, which holds Latin-1, and its relatives. Nothing else
//! is changed; line ends stay as they are, since every offset of a record counts into this text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::report::Remark;

/// Text, and what there is to know about how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters, without a byte-order mark.
    pub text: String,
    /// The name of the encoding, as the WHATWG spells it.
    pub encoding: &'static str,
    /// What the caller should know, where the bytes were not plainly of one encoding.
    pub remark: Option<Remark>,
}

/// The encoding a byte-order mark announces, with the length of the mark.
#[must_use]
pub fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes)
}

/// Decodes `bytes`; never fails, since any byte means something in Windows-1252.
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded {
    if let Some((encoding, mark)) = byte_order_mark(bytes) {
        return decode_as(bytes.get(mark..).unwrap_or_default(), encoding, None);
    }
    let Err(error) = std::str::from_utf8(bytes) else {
        return decode_as(bytes, UTF_8, None);
    };
    if mostly_utf8(bytes, error.valid_up_to()) {
        return decode_as(bytes, UTF_8, None);
    }
    let encoding = guess(bytes);
    decode_as(bytes, encoding, Some(Remark::Guessed(encoding.name())))
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, remark: Option<Remark>) -> Decoded {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let remark =
        if malformed { Some(Remark::Replaced(text.matches('\u{FFFD}').count())) } else { remark };
    Decoded { text: text.into_owned(), encoding: encoding.name(), remark }
}

/// Whether bytes that are no UTF-8 as a whole are UTF-8 all the same, with a few bytes lost on the way.
///
/// Text of another encoding hardly ever has a byte sequence that is valid UTF-8, so ten sound ones to each broken one
/// settle it. Reading such a file as Windows-1252 would spoil each of its quotation marks for the sake of one byte.
fn mostly_utf8(bytes: &[u8], sound: usize) -> bool {
    let mut rest = bytes;
    let (mut good, mut broken) = (0usize, 0usize);
    let mut valid = sound;
    loop {
        good += rest.iter().take(valid).filter(|&&b| b >= 0xC0).count();
        rest = rest.get(valid..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        broken += 1;
        rest = rest.get(1..).unwrap_or_default();
        valid = match std::str::from_utf8(rest) {
            Ok(_) => rest.len(),
            Err(error) => error.valid_up_to(),
        };
    }
    good >= 10 * broken
}

/// The most likely encoding of bytes that are no UTF-8.
///
/// The detector judges by the letters around; it needs some to go by. Fewer than three bytes beyond ASCII are as good as
/// none, and a report in English that has them, has a curly quotation mark or an accent in Windows-1252.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let beyond_ascii = bytes.iter().filter(|&&b| b >= 0x80).take(3).count();
    if beyond_ascii < 3 {
        return WINDOWS_1252;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str, remark: Option<&Remark>) {
        let decoded = decode(bytes);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.encoding, encoding);
        assert_eq!(decoded.remark.as_ref(), remark);
    }

    #[test]
    fn utf8_with_and_without_mark() {
        check("Élysée\r\n".as_bytes(), "Élysée\r\n", "UTF-8", None);
        check(b"\xEF\xBB\xBFTalks", "Talks", "UTF-8", None);
        check(b"", "", "UTF-8", None);
        // Only the first mark is one.
        check("\u{FEFF}\u{FEFF}a".as_bytes(), "\u{FEFF}a", "UTF-8", None);
    }

    #[test]
    fn utf16_with_mark() {
        check(b"\xFF\xFEN\0o\0", "No", "UTF-16LE", None);
        check(b"\xFE\xFF\0N\0o\x20\x19", "No’", "UTF-16BE", None);
        check(b"\xFF\xFEN\0o", "N\u{FFFD}", "UTF-16LE", Some(&Remark::Replaced(1)));
    }

    #[test]
    fn windows_1252_by_detection() {
        let guessed = Some(&Remark::Guessed("windows-1252"));
        check(
            b"The minister\x92s visit to Orl\xE9ans",
            "The minister’s visit to Orléans",
            "windows-1252",
            guessed,
        );
        check(
            b"\x93We shall not go,\x94 Fran\xE7ois said \x97 in the caf\xE9 that\x92s near.",
            "“We shall not go,” François said — in the café that’s near.",
            "windows-1252",
            guessed,
        );
    }

    #[test]
    fn cyrillic_by_detection() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Президент отменил визит в Париж.");
        check(
            &bytes,
            "Президент отменил визит в Париж.",
            "windows-1251",
            Some(&Remark::Guessed("windows-1251")),
        );
    }

    #[test]
    fn one_broken_byte_does_not_spoil_utf8() {
        let mut bytes = "‘Non’, “oui”, à bientôt, señor, œuvre, café, état".as_bytes().to_vec();
        bytes.push(0xE2);
        check(
            &bytes,
            "‘Non’, “oui”, à bientôt, señor, œuvre, café, état\u{FFFD}",
            "UTF-8",
            Some(&Remark::Replaced(1)),
        );
    }

    proptest! {
        #[test]
        fn any_bytes_decode(bytes: Vec<u8>) {
            prop_assert!(decode(&bytes).text.len() <= 3 * bytes.len());
        }

        #[test]
        fn any_text_comes_through(text: String) {
            prop_assume!(!text.starts_with('\u{FEFF}'));
            prop_assert_eq!(decode(text.as_bytes()).text, text);
        }
    }
}
