//! What the tests of this crate share: real text through the real language layer.

use tacitus_language::{Doc, DocBuilder, Iob, TokenRow};
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

/// The language layer of `text`.
pub(crate) fn parse(text: &str) -> Doc {
    from_json(&reference(text))
}

// Until the pipeline is wired in, the reference parser is asked, and its answers are kept.
fn reference(text: &str) -> serde_json::Value {
    use std::hash::{DefaultHasher, Hash, Hasher};
    use std::io::{Read, Write};
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let cache = std::env::temp_dir().join("ref/cache");
    std::fs::create_dir_all(&cache).unwrap();
    let file = cache.join(format!("{:016x}.json", hasher.finish()));
    if let Ok(known) = std::fs::read_to_string(&file) {
        return serde_json::from_str(&known).unwrap();
    }
    let mut socket = std::net::TcpStream::connect("127.0.0.1:8765").unwrap();
    write!(socket, "{}\n{text}", text.len()).unwrap();
    let mut out = Vec::new();
    socket.read_to_end(&mut out).unwrap();
    std::fs::write(&file, &out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

pub(crate) fn from_json(value: &serde_json::Value) -> Doc {
    let text = value["text"].as_str().unwrap();
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut builder = DocBuilder::new(text);
    for token in value["tokens"].as_array().unwrap() {
        let string = |key: &str| token[key].as_str().unwrap();
        let number = |key: &str| usize::try_from(token[key].as_u64().unwrap()).unwrap();
        builder.push(&TokenRow {
            start: bytes[number("start")],
            end: bytes[number("end")],
            ws: token["ws"].as_bool().unwrap(),
            tag: string("tag"),
            pos: string("pos"),
            morph: string("morph"),
            lemma: string("lemma"),
            dep: string("dep"),
            head: number("head"),
            ent_iob: match string("ent_iob") {
                "B" => Iob::B,
                "I" => Iob::I,
                _ => Iob::O,
            },
            ent_type: string("ent_type"),
            sent_start: token["sent_start"].as_bool().unwrap(),
        });
    }
    builder.finish()
}
