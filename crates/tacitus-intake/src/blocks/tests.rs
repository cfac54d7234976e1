//! Blocks by small examples: each line of a check is a block, its kind before it.

use proptest::prelude::*;

use super::*;

/// Cuts the blocks as given, with a blank line between, and holds each one's kind against its first letter:
/// `p`aragraph, `c`aption, `h`eading, `b`oilerplate.
fn check_with(hints: Hints<'_>, marked: &str) {
    let lines: Vec<(&str, &str)> =
        marked.lines().filter_map(|line| line.trim().split_once(' ')).collect();
    let text: Vec<&str> = lines.iter().map(|(_, words)| words.trim()).collect();
    let text = text.join("\n\n");
    let found: Vec<String> = Blocks::shipped()
        .of(&text, hints)
        .iter()
        .map(|block| {
            let kind = &block.kind.as_str()[..1];
            format!("{kind} {}", block.span.map_or("", |span| span.of(&text)))
        })
        .collect();
    let expected: Vec<String> =
        lines.iter().map(|(kind, words)| format!("{kind} {}", words.trim())).collect();
    assert_eq!(found, expected);
}

fn check(marked: &str) {
    check_with(Hints::default(), marked);
}

#[test]
fn shipped_phrases_load_and_compile() {
    let blocks = Blocks::shipped();
    for file in [&blocks.boilerplate, &blocks.captions, &blocks.datelines] {
        assert_eq!(file.broken_line(), None);
    }
}

#[test]
fn a_paragraph_may_lack_its_stop() {
    check(
        "p The minister ended the talks on Monday, his office said.
         p The visit, planned for months, would have taken the minister to three cities and a port in the north
         p Nobody said why the talks had failed so soon.
         p A new round is to begin in the summer, if the hosts of the last one agree to come back to it",
    );
}

#[test]
fn a_caption_below_a_marker() {
    check(
        "p The minister ended the talks on Monday, his office said.
         b Scroll down for video
         c Foreign minister Ana Lima at the airport after two days of talks
         p Nobody said why the talks had failed so soon.",
    );
    // A sentence below the marker is none.
    check(
        "p The minister ended the talks on Monday, his office said.
         b Scroll down for video
         p Nobody said why the talks had failed so soon.",
    );
}

#[test]
fn a_caption_that_repeats_the_body() {
    check(
        "p But it is believed that Lima told her hosts that the only point left to settle was the border.
         p Nobody said why the talks had failed so soon.
         c It is believed that Lima told her hosts that the only point left to settle was the border
         p A new round is to begin in the summer.",
    );
    // The same subject in other words is no repetition.
    check(
        "p But it is believed that Lima told her hosts that the only point left to settle was the border.
         p The border, which Lima and her hosts could not settle, has been closed to all since last summer
         p A new round is to begin in the summer.",
    );
}

#[test]
fn a_caption_by_its_words() {
    check(
        "p The minister ended the talks on Monday, his office said.
         c Foreign minister Ana Lima speaks to reporters in the port of Callao on Monday. (Photo: Jo Osei/Herald Wire)
         c Ana Lima, left, and her host before the talks
         c File photo: the port of Callao in the spring
         c Pictured: the port of Callao on the day of the talks
         c Ana Lima leaves the talks. REUTERS/Jo Osei
         c Jo Osei/Getty Images
         p Nobody said why the talks had failed so soon.
         p The left, the right and the centre all blamed Lima for it.",
    );
}

#[test]
fn a_caption_without_a_verb() {
    check(
        "p The minister ended the talks on Monday, his office said.
         c Protesters holding a banner outside the hall in Lima where the talks took place
         p Nobody said why the talks had failed so soon.
         c Foreign minister Ana Lima, who has left the talks after two days in the capital
         p A new round is to begin in the summer.",
    );
}

#[test]
fn headings() {
    check(
        "h Ministers end talks without a result
         p The minister ended the talks on Monday, his office said.
         h What went wrong
         p Nobody said why the talks had failed so soon.
         h A Long Way From Peace, and a Longer One From Trade Between the Two
         p A new round is to begin in the summer.
         h 2. Who will be the first to open the border again?
         p Nobody wants to, it seems.
         p Who will, then?
         p Hardly a heading",
    );
    check_with(
        Hints { title: Some("Is This the End of the Talks on the Border?"), ..Hints::default() },
        "h Is this the end of the talks on the border?
         p The minister ended the talks on Monday, his office said.",
    );
}

#[test]
fn furniture_of_the_page() {
    check(
        "b By Ana Lima and Jo Osei
         b Published: 11 October 2016
         p The minister ended the talks on Monday, his office said.
         b ADVERTISEMENT
         b Share this article
         b Read more: Where the border runs and who drew it
         p Nobody said why the talks had failed so soon.
         b Sign up for our weekly newsletter on foreign affairs
         b Follow us on Twitter @heraldwire
         p A new round is to begin in the summer.
         b Reporting by Ana Lima; editing by Jo Osei
         b Jo Osei in Callao contributed to this report.
         b © 2016 Herald Wire. All rights reserved.
         b ___",
    );
    let authors = ["Ana Lima".to_owned(), "Jo Osei".to_owned()];
    check_with(
        Hints { publication: Some("Herald Wire"), authors: &authors, title: None },
        "b Ana Lima and Jo Osei
         b Herald Wire
         p The minister ended the talks on Monday, his office said.
         p Ana Lima is the minister.",
    );
}

#[test]
fn what_only_sounds_like_furniture() {
    check(
        "p Follow us, the minister said to the crowd, and left the hall with three hundred of them.
         p Advertisement for the party was banned by the court on Monday.
         p The court said that all rights reserved to the regions by treaty would stand, and told the ministry to hand over the port, \
           the railway and the two hundred houses that the army took from their owners during the war of the last century.
         p Video of the attack was shown in parliament.
         p The minister called the border a clichÃ© of the last century.
         p Read in full, the treaty says nothing of a border.
         p Protesters shouted 'share this land' before the police came.",
    );
}

#[test]
fn a_text_without_stops_tells_nothing_by_their_absence() {
    check(
        "p ministers end talks without a result on the border
         p nobody said why the talks had failed so soon
         p protesters holding a banner outside the hall in lima where the talks took place",
    );
}

#[test]
fn one_block_is_the_report() {
    check("p Sign up for our newsletter");
    check("p Ministers end talks");
}

fn assert_sound(text: &str) {
    let blocks = Blocks::shipped().of(text, Hints::default());
    let mut covered = 0;
    for block in &blocks {
        let span = block.span.unwrap();
        assert!(span.start >= covered && span.end > span.start, "{span:?} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        let left_out = &text[covered..span.start];
        assert!(left_out.chars().all(is_blank), "{left_out:?} is in no block of {text:?}");
        covered = span.end;
    }
    assert!(text[covered..].chars().all(is_blank));
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}')
}

#[test]
fn odd_texts_have_sound_blocks() {
    for text in [
        "",
        "\u{1C}",
        "\u{FEFF}",
        "\r",
        "\r\n\r",
        "a\u{85}b",
        "a\u{2029}\u{2029}b\u{200B}",
        "İ\n\nﬁ\n\n👩‍🚀",
    ] {
        assert_sound(text);
    }
}

proptest! {
    #[test]
    fn any_text_has_sound_blocks(text: String) {
        assert_sound(&text);
    }

    #[test]
    fn any_lines_have_sound_blocks(
        lines in proptest::collection::vec(
            prop_oneof![
                Just(String::new()),
                Just("Scroll down for video".to_owned()),
                Just("Ministers end talks".to_owned()),
                "[A-Z][a-z ’é]{0,130}[.]?",
            ],
            0..24,
        ),
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\r"), Just("\n\n")],
    ) {
        assert_sound(&lines.join(end));
    }
}
