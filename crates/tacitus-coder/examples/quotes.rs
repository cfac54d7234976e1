//! Scores the statement layer against gold attributions.
//!
//! `quotes GOLD PARSES [LIST]`: GOLD has a line an article, `{id, text, attributions: [{source_span, cue_span,
//! content_span}]}`, as the PolNeAR conversion has it; PARSES has a line a paragraph in the format of `tacitus parse`,
//! with `id` ARTICLE@START. Articles without parses are left out. LIST prints what is `missed`, `none`, `indirect`,
//! `noneindirect`, or `all` statements.

#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs::read_to_string;
use std::ops::Range;

use serde_json::Value;
use tacitus_coder::source::Folder;
use tacitus_coder::statement::{Cues, Quoted, Statement, statements};
use tacitus_coder::text::Text;
use tacitus_language::{Doc, DocBuilder, Iob, TokenRow};
use tacitus_record::Span;
use tacitus_record::article::{Article, Block, BlockKind};

type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Anyhow<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, parses, list @ ..] = arguments.as_slice() else {
        return Err("usage: quotes GOLD PARSES [LIST]".into());
    };
    let mut docs: BTreeMap<String, Vec<(usize, Value)>> = BTreeMap::new();
    for line in read_to_string(parses)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        let (id, start) = value["id"].as_str().and_then(|id| id.rsplit_once('@')).ok_or("no id")?;
        docs.entry(id.to_owned()).or_default().push((start.parse()?, value));
    }
    let cues = Cues::load(&Folder::embedded())?;
    let mut score = Score { list: list.first().cloned(), ..Score::default() };
    for line in read_to_string(gold)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        if let Some(blocks) = docs.get(value["id"].as_str().unwrap_or("")) {
            score.article(&value, blocks, &cues);
        }
    }
    score.print();
    Ok(())
}

#[derive(Default)]
struct Tally {
    gold: usize,
    found: usize,
    credited: usize,
    claimed: usize,
    none: usize,
}

#[derive(Default)]
struct Score {
    direct: Tally,
    other: Tally,
    articles: usize,
    list: Option<String>,
}

struct Gold {
    source: Vec<Span>,
    content: Vec<Span>,
    direct: bool,
}

impl Score {
    fn article(&mut self, value: &Value, blocks: &[(usize, Value)], cues: &Cues) {
        let words = value["text"].as_str().unwrap_or("");
        let bytes: Vec<usize> =
            words.char_indices().map(|(at, _)| at).chain([words.len()]).collect();
        let mut article = Article { text: words.to_owned(), ..Article::default() };
        for (start, block) in blocks {
            let length = block["text"].as_str().map_or(0, str::len);
            let span = Span::new(bytes[*start], bytes[*start] + length);
            article.blocks.push(Block { kind: BlockKind::Paragraph, span: Some(span) });
        }
        let mut docs = blocks.iter().map(|(_, block)| doc(block));
        let text = Text::new(&article, |_| docs.next().unwrap_or_default());
        let found = statements(&text, cues);
        self.articles += 1;
        if self.list.as_deref() == Some("all") {
            for s in &found {
                let of = |tokens: Range<usize>| text.words(tokens).to_owned();
                println!(
                    "{} | {} | {}{} | {} | {} | {:?}",
                    of(s.speaker_tokens.clone()),
                    of(s.cue.clone()),
                    s.quoted.as_str(),
                    if s.belief { " belief" } else { "" },
                    s.content.of(words),
                    of(s.addressee.clone().unwrap_or(0..0)),
                    s.inside,
                );
            }
        }
        let gold: Vec<Gold> = value["attributions"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| Gold::new(a, &bytes, words))
            .filter(|g| !g.content.is_empty())
            .collect();
        for gold in gold.iter().filter(|g| !g.source.is_empty()) {
            self.gold(gold, &found, &text);
        }
        for statement in &found {
            self.claim(statement, &gold, words, &text);
        }
    }

    fn gold(&mut self, gold: &Gold, found: &[Statement], text: &Text<'_>) {
        let words = text.doc.text();
        let share = |credited: bool| {
            let cover: Vec<Span> = found
                .iter()
                .filter(|s| !gold.direct || s.quoted != Quoted::Indirect)
                .filter(|s| !credited || same_speaker(gold, s, text))
                .flat_map(|s| s.parts.iter().copied())
                .collect();
            let all: usize = gold.content.iter().map(|c| letters(words, *c, &[])).sum();
            let left: usize = gold.content.iter().map(|c| letters(words, *c, &cover)).sum();
            all > 0 && left * 2 <= all
        };
        let (covered, credited) = (share(false), share(true));
        let tally = if gold.direct { &mut self.direct } else { &mut self.other };
        tally.gold += 1;
        tally.found += usize::from(covered);
        tally.credited += usize::from(credited);
        if self.list.as_deref() == Some(if gold.direct { "missed" } else { "indirect" })
            && !credited
        {
            let show =
                |spans: &[Span]| spans.iter().map(|s| s.of(words)).collect::<Vec<_>>().join(" … ");
            println!(
                "{} {} || {}",
                if covered { "WRONG " } else { "MISSED" },
                show(&gold.source),
                show(&gold.content)
            );
            for s in found.iter().filter(|s| gold.content.iter().any(|c| c.overlaps(s.content))) {
                println!(
                    "      have {:?} {:?} || {}",
                    s.quoted,
                    text.words(s.speaker_tokens.clone()),
                    s.content.of(words)
                );
            }
            let from = gold.content[0].start.saturating_sub(150);
            let to = (gold.content[gold.content.len() - 1].end + 100).min(words.len());
            let edge = |mut at: usize| {
                while !words.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            println!("      in: {}", words[edge(from)..edge(to)].replace('\n', "/"));
        }
    }

    fn claim(&mut self, statement: &Statement, gold: &[Gold], words: &str, text: &Text<'_>) {
        let direct = statement.quoted == Quoted::Direct;
        let tally = if direct { &mut self.direct } else { &mut self.other };
        tally.claimed += 1;
        let overlaps = |g: &Gold| {
            g.content.iter().any(|c| statement.parts.iter().any(|part| part.overlaps(*c)))
        };
        if gold.iter().any(overlaps) {
            return;
        }
        tally.none += 1;
        if self.list.as_deref() == Some(if direct { "none" } else { "noneindirect" }) {
            println!(
                "NONE {:?} || {:?} || {}",
                text.words(statement.speaker_tokens.clone()),
                text.words(statement.cue.clone()),
                statement.content.of(words)
            );
        }
    }

    fn print(&self) {
        println!("{} articles", self.articles);
        for (name, t) in [("direct", &self.direct), ("indirect and mixed", &self.other)] {
            let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
            println!(
                "{name}: {} in gold with a source, found {} ({:.1} %), found and credited {} ({:.1} %); claimed {}, none {} ({:.1} %)",
                t.gold,
                t.found,
                share(t.found, t.gold),
                t.credited,
                share(t.credited, t.gold),
                t.claimed,
                t.none,
                share(t.none, t.claimed),
            );
        }
    }
}

impl Gold {
    fn new(value: &Value, bytes: &[usize], words: &str) -> Self {
        let spans = |key: &str| -> Vec<Span> {
            let list = value[key].as_array().into_iter().flatten();
            list.filter_map(|pair| {
                let at = |k: usize| Some(*bytes.get(usize::try_from(pair[k].as_u64()?).ok()?)?);
                Some(Span::new(at(0)?, at(1)?))
            })
            .collect()
        };
        let content = spans("content_span");
        let mark = |c: char| matches!(c, '"' | '“' | '”' | '\'' | '‘' | '’');
        let first = content.first().map_or("", |s| s.of(words)).trim();
        let last = content.last().map_or("", |s| s.of(words)).trim().trim_end_matches(['.', ',']);
        let direct = first.starts_with(mark) && last.ends_with(mark);
        Gold { source: spans("source_span"), content, direct }
    }
}

/// The letters and digits of `span` that `cover` leaves.
fn letters(words: &str, span: Span, cover: &[Span]) -> usize {
    let free = |at: usize| !cover.iter().any(|c| c.start <= at && at < c.end);
    span.of(words)
        .char_indices()
        .filter(|(at, c)| c.is_alphanumeric() && free(span.start + at))
        .count()
}

/// The speaker's head stands in the gold source, or the two share a name, or are the same word.
fn same_speaker(gold: &Gold, statement: &Statement, text: &Text<'_>) -> bool {
    let Some(head) = statement.speaker else { return false };
    let words = text.doc.text();
    let at = text.span(head..head + 1);
    if gold.source.iter().any(|s| s.overlaps(at)) {
        return true;
    }
    let source: Vec<&str> = gold
        .source
        .iter()
        .flat_map(|s| s.of(words).split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let tokens: Range<usize> = statement.speaker_tokens.clone();
    tokens.map(|i| text.token(i)).any(|t| {
        let word = t.text();
        let alone = statement.speaker_tokens.len() == 1 && source.len() == 1;
        (t.pos() == "PROPN" && source.contains(&word))
            || alone && source[0].eq_ignore_ascii_case(word)
    })
}

fn doc(value: &Value) -> Doc {
    let text = value["text"].as_str().unwrap_or("");
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut builder = DocBuilder::new(text);
    for token in value["tokens"].as_array().into_iter().flatten() {
        let string = |key: &str| token[key].as_str().unwrap_or("");
        let number =
            |key: &str| token[key].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        builder.push(&TokenRow {
            start: bytes[number("start")],
            end: bytes[number("end")],
            ws: token["ws"].as_bool().unwrap_or(false),
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
            sent_start: token["sent_start"].as_bool().unwrap_or(false),
        });
    }
    builder.finish()
}
