//! What the tests of this crate share: real text through the real language layer.

use std::sync::OnceLock;

use tacitus_language::{Doc, Pipeline, install};
use tacitus_record::article::{Article, Block, BlockKind};

/// An article of paragraphs divided by blank lines.
pub(crate) fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for part in text.split("\n\n") {
        if !part.trim().is_empty() {
            let span = tacitus_record::Span::new(at, at + part.len());
            blocks.push(Block { kind: BlockKind::Paragraph, span: Some(span) });
        }
        at += part.len() + 2;
    }
    Article { id: "test".into(), text: text.into(), blocks, ..Article::default() }
}

/// The language layer of `text`, by the default model, which is installed first where it is missing.
pub(crate) fn parse(text: &str) -> Doc {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    let pipeline = PIPELINE.get_or_init(|| {
        install::load_or_install(None, &mut |said| eprintln!("{said}"))
            .unwrap_or_else(|error| panic!("{error}"))
    });
    pipeline.parse(text, &mut pipeline.scratch())
}
