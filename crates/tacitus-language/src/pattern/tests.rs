//! What Python's `re` answers, asked of the patterns here.

use super::*;

fn found(pattern: &str, text: &str) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    let pattern = Pattern::new(pattern).unwrap();
    pattern.find_all(text, &mut PatternScratch::default(), |from, to| all.push((from, to)));
    all
}

fn search(pattern: &str, text: &str) -> Option<(usize, usize)> {
    Pattern::new(pattern).unwrap().search(text, &mut PatternScratch::default())
}

fn starts(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).unwrap().matches_start(text, &mut PatternScratch::default())
}

#[test]
fn the_first_alternative_wins_at_the_leftmost_place() {
    assert_eq!(search("ab|a|abc", "xabc"), Some((1, 3)));
    assert_eq!(search("^ab|^a|^abc", "abc"), Some((0, 2)));
    assert_eq!(search("^b|^c", "abc"), None);
    assert_eq!(search("(?:a|ab)(?:c|bcd)(?:d*)", "abcd"), Some((0, 4)));
    assert_eq!(search("a{2,3}?", "aaaa"), Some((0, 2)));
    assert_eq!(search("x*", "aax"), Some((0, 0)));
}

#[test]
fn at_the_end_the_longest_piece_is_the_leftmost() {
    assert_eq!(search(r"s$|'s$|…$", "it's"), Some((2, 4)));
    assert_eq!(search(r"\.$|\.\.+$", "so....."), Some((2, 7)));
    assert_eq!(search(r"(?<=[0-9])(?:km|m)$", "10km"), Some((2, 4)));
    assert_eq!(search(r"(?<=[0-9])(?:km|m)$", "kkm"), None);
    assert_eq!(search(r"(?<=[A-Z][A-Z])\.$", "aUS."), Some((3, 4)));
    assert_eq!(search(r"(?<=[A-Z][A-Z])\.$", "aS."), None);
    // Python's `$` looks before a last line feed too.
    assert_eq!(search(r"\.$|\.\n$", "a.\n"), Some((1, 2)));
    assert_eq!(search(r"\.\Z", "a.\n"), None);
    assert_eq!(search(r"\.\n$|\.$", "a.\n"), Some((1, 3)));
}

#[test]
fn all_matches_follow_each_other_as_finditer_has_them() {
    let hyphen = r"(?<=[a-z])(?:-|--|~)(?=[a-z])";
    assert_eq!(found(hyphen, "a-b-c"), [(1, 2), (3, 4)]);
    assert_eq!(found(hyphen, "a--b -c d-"), [(1, 3)]);
    assert_eq!(found("a*", "baac"), [(0, 0), (1, 3), (3, 3), (4, 4)]);
    assert_eq!(found("a*?", "aa"), [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]);
    assert_eq!(found("(?=b)|b", "ab"), [(1, 1), (1, 2)]);
}

#[test]
fn look_around_may_forbid() {
    assert_eq!(search(r"^\+(?![0-9])", "+1"), None);
    assert_eq!(search(r"^\+(?![0-9])", "+"), Some((0, 1)));
    let address = r"^(?!(?:10|127)(?:\.\d{1,3}){3})\d+(?:\.\d+){3}$";
    assert!(starts(address, "11.0.0.1"));
    assert!(!starts(address, "10.0.0.1"));
    assert!(starts(address, "101.0.0.1"));
    assert!(!starts(r"(?<!a)b", "b") || starts(r"(?<!a)b", "b"));
    assert_eq!(found(r"(?<!a)b", "ab bb"), [(3, 4), (4, 5)]);
}

#[test]
fn classes_are_read_as_python_reads_them() {
    assert!(starts(r"[]a]", "]") && starts(r"[^]a]", "b") && !starts(r"[^]a]", "]"));
    assert!(starts(r"[a\-z]", "-") && !starts(r"[a\-z]", "b") && starts("[a-]", "-"));
    assert!(starts(r"[[&&|~~]", "&") && starts(r"[[&&|~~]", "[") && starts(r"[(?:]", ":"));
    assert!(starts(r"[\u00A6\U0001F000-\U0001F02B]", "\u{1f001}"));
    assert!(starts(r"\w\d\s", "é٣\u{1c}") && !starts(r"\S", "\u{85}") && !starts(".", "\n"));
    assert!(starts("a{,2}b", "aab") && starts("a{x", "a{x") && starts("{1", "{1"));
}

#[test]
fn what_is_not_supported_is_named() {
    let refused = |pattern: &str| {
        let error = Pattern::new(pattern).unwrap_err();
        (error.unsupported, error.at)
    };
    assert_eq!(refused(r"(a)\1"), (true, 5));
    assert_eq!(refused(r"a(?i)b"), (true, 2));
    assert_eq!(refused(r"a++"), (true, 2));
    assert_eq!(refused(r"\bb"), (true, 2));
    assert_eq!(refused(r"(?=a(?=b))"), (true, 0));
    assert_eq!(refused(r"a)"), (false, 1));
    assert_eq!(refused(r"(a"), (false, 2));
    assert_eq!(refused(r"[b-a]"), (false, 4));
    assert_eq!(refused(r"*"), (false, 1));
}

#[test]
fn no_pattern_makes_loading_panic_or_hang() {
    assert!(starts("(?:a{100}){2}", &"a".repeat(200)));
    assert!(starts("(?:()(?:){9}){9}a", "a"));
    let large = Pattern::new("(?:(?:a{1000}){1000}){1000}").unwrap_err();
    assert!(large.unsupported);
    assert!(Pattern::new(&"(".repeat(100_000)).is_err());
    // All short rows of the characters that mean something.
    let alphabet =
        ['a', '(', ')', '[', ']', '{', '}', '1', ',', '*', '?', '|', '\\', '^', '$', '<', '=', '-'];
    let mut scratch = PatternScratch::default();
    for number in 0..alphabet.len().pow(4) {
        let mut rest = number;
        let text: String = std::iter::repeat_with(|| {
            let char = alphabet[rest % alphabet.len()];
            rest /= alphabet.len();
            char
        })
        .take(4)
        .collect();
        if let Ok(pattern) = Pattern::new(&text) {
            pattern.search("a1", &mut scratch);
            pattern.find_all("a1", &mut scratch, |from, to| assert!(from <= to && to <= 2));
        }
    }
}

#[test]
fn hard_text_takes_linear_time() {
    // A backtracking engine needs more steps for each of these than there are atoms.
    let text = "a@:".repeat(100_000);
    assert!(!starts(r"^(?:\S+(?::\S*)?@)?[0-9]+$", &text));
    let nested = "a".repeat(200_000);
    assert!(!starts(r"^(?:a*)*b", &nested));
    assert_eq!(search(r"\.\.+$|(?<=[0-9])m$", &nested), None);
    assert_eq!(found(r"(?:a|aa)+", &nested), [(0, 200_000)]);
}

#[test]
fn case_makes_no_difference_where_a_pattern_says_so() {
    let mut scratch = PatternScratch::default();
    let mut starts = |pattern: &str, text: &str| {
        Pattern::new(pattern).unwrap().matches_start(text, &mut scratch)
    };
    assert!(starts("(?iu)^co-[a-zé]+$", "CO-OPÉRA"));
    assert!(starts("(?i)[^a]É", "Bé") && !starts("(?i)[^a]É", "Aé"));
    // As Python's `re` has it: the long s and the sign for kelvin are letters of other case.
    assert!(starts("(?i)sk", "\u{17f}\u{212a}") && starts("(?i)[R-T]", "\u{17f}"));
    assert!(!starts("co", "Co"));
    assert!(Pattern::new("a(?i)b").is_err_and(|error| error.unsupported));
}
