//! Statements in small texts.

mod direct;
mod indirect;

use tacitus_record::Span as Bytes;
use tacitus_record::article::{Article, Block, BlockKind, Title, TitleSource};

use super::*;
use crate::source::Folder;
use crate::testing::{article, parse};

/// One line a statement: speaker | cue | kind | content | addressee, `-` where there is none; `think:` before a belief,
/// `>` before one that stands inside another, `…` between pieces.
fn show(words: &str) -> Vec<String> {
    let article = article(words);
    show_article(&article)
}

fn show_article(article: &Article) -> Vec<String> {
    let cues = Cues::load(&Folder::embedded()).unwrap();
    let text = Text::new(article, parse);
    let or_none = |tokens: &Range<usize>| {
        if tokens.is_empty() { "-".to_owned() } else { text.words(tokens.clone()).to_owned() }
    };
    statements(&text, &cues)
        .iter()
        .map(|s| {
            let parts: Vec<&str> = s.parts.iter().map(|p| p.of(text.doc.text())).collect();
            format!(
                "{}{}{} | {} | {} | {} | {}",
                if s.inside.is_some() { "> " } else { "" },
                if s.belief { "think: " } else { "" },
                or_none(&s.speaker_tokens),
                or_none(&s.cue),
                s.quoted.as_str(),
                parts.join(" … "),
                or_none(&s.addressee.clone().unwrap_or(0..0)),
            )
        })
        .collect()
}

fn check(words: &str, wanted: &[&str]) {
    assert_eq!(show(words), wanted, "{words}");
}

fn headline(words: &str, wanted: &[&str]) {
    let title = Title { text: words.to_owned(), source: TitleSource::Headline };
    let blocks = vec![Block { kind: BlockKind::Title, span: None }];
    let article = Article { title: Some(title), blocks, ..Article::default() };
    assert_eq!(show_article(&article), wanted, "{words}");
}

#[test]
fn headlines() {
    headline(
        "Putin: Russia will not go to Paris",
        &["Putin | - | indirect | Russia will not go to Paris | -"],
    );
    headline("Rebels have left Aleppo: UN", &["UN | - | indirect | Rebels have left Aleppo | -"]);
    headline(
        "Minister says taxes will rise",
        &["Minister | says | indirect | taxes will rise | -"],
    );
    headline("Talks have failed, envoy says", &["envoy | says | indirect | Talks have failed | -"]);
    headline("Smith: 'We will win'", &["Smith | - | direct | We will win | -"]);
    headline("Bridge opens: a day in Rome", &[]);
}

#[test]
fn a_caption_does_not_end_what_a_paragraph_left_open() {
    let words = "He said: \"We will go.\n\nA bridge in Rome\n\n\"We will come back.\"";
    let mut article = article(words);
    article.blocks[1].kind = BlockKind::Caption;
    assert_eq!(
        show_article(&article),
        ["He | said | direct | We will go. … We will come back. | -"]
    );
}

/// A text over a parse of the poorest kind: words divided by spaces, one sentence a paragraph, no syntax.
fn poor(words: &str) -> tacitus_language::Doc {
    use tacitus_language::{DocBuilder, Iob, TokenRow};
    let mut builder = DocBuilder::new(words);
    let mut first = true;
    for (start, part) in words.split_inclusive([' ', '"', '\'']).scan(0, |at, part| {
        let start = *at;
        *at += part.len();
        Some((start, part))
    }) {
        let word = part.trim_end_matches(' ');
        if word.is_empty() {
            continue;
        }
        builder.push(&TokenRow {
            start,
            end: start + word.len(),
            ws: part.ends_with(' '),
            tag: "VBD",
            pos: "VERB",
            morph: "",
            lemma: word,
            dep: "ccomp",
            head: 0,
            ent_iob: Iob::O,
            ent_type: "",
            sent_start: first,
        });
        first = false;
    }
    builder.finish()
}

#[test]
fn any_text_is_read_in_time() {
    let cues = Cues::load(&Folder::embedded()).unwrap();
    let started = std::time::Instant::now();
    for unit in [
        "he said \"we ",
        "\"said' ",
        "'\" said ",
        "said ",
        "\"He said.\" ",
        "‘he said “it ",
        "\"\" '' ",
    ] {
        for paragraphs in [1, 20_000] {
            let part = unit.repeat(400_000 / unit.len() / paragraphs + 1);
            let words = vec![part.trim_end(); paragraphs].join("\n\n");
            let mut blocks = Vec::new();
            let mut at = 0;
            for part in words.split("\n\n") {
                let span = Some(Bytes::new(at, at + part.len()));
                blocks.push(Block { kind: BlockKind::Paragraph, span });
                at += part.len() + 2;
            }
            let article = Article { text: words.clone(), blocks, ..Article::default() };
            let text = Text::new(&article, poor);
            for statement in statements(&text, &cues) {
                assert!(words.get(statement.content.start..statement.content.end).is_some());
            }
        }
    }
    let seconds = started.elapsed().as_secs();
    assert!(seconds < 60, "{seconds} s");
}
