//! Prints the predicates of parsed text for a person: `predicates FILE.jsonl [KEEP-ONE-IN]`, the lines as `tacitus parse`
//! gives them. With a second argument only every so manieth line is shown.
#![allow(clippy::print_stdout)]

use std::error::Error;

use tacitus_coder::predicate::{LightVerbs, Predicate, predicates};
use tacitus_coder::source::Folder;
use tacitus_coder::text::Text;
use tacitus_language::{Doc, DocBuilder, TokenRow};
use tacitus_record::article::{Article, Block, BlockKind};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("name a file of parsed lines")?;
    let every = arguments.next().map_or(Ok(1), |every| every.parse::<usize>())?.max(1);
    let words = LightVerbs::load(&Folder::embedded())?;
    for line in std::fs::read_to_string(file)?.lines().step_by(every) {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let doc = doc(&record).ok_or("a line that is no parse")?;
        let mut article = Article { text: doc.text().to_owned(), ..Article::default() };
        let span = tacitus_record::Span::new(0, article.text.len());
        article.blocks.push(Block { kind: BlockKind::Paragraph, span: Some(span) });
        let text = Text::new(&article, |_| doc.clone());
        let started = std::time::Instant::now();
        let found = predicates(&text, &words);
        let taken = started.elapsed();
        println!("## {} ({} tokens, {taken:?})\n{}", record["id"], text.len(), article.text);
        for predicate in &found.list {
            show(&text, &found.list, predicate);
        }
        println!();
    }
    Ok(())
}

fn show(text: &Text<'_>, all: &[Predicate], predicate: &Predicate) {
    let word = |i: usize| text.token(i).text();
    let particle = predicate.particle.as_deref().map_or(String::new(), |p| format!(" {p}"));
    print!("  {}{particle} [{:?}]", predicate.lemma, predicate.kind);
    let form = &predicate.form;
    if let Some(tense) = form.tense {
        print!(" {tense:?}");
    }
    let flags = [
        (form.perfect, "perfect"),
        (form.progressive, "progressive"),
        (form.passive, "passive"),
        (form.imperative, "imperative"),
        (form.question, "question"),
    ];
    for (_, name) in flags.into_iter().filter(|(on, _)| *on) {
        print!(" {name}");
    }
    for (name, token) in [("modal", form.modal), ("not", form.negation), ("light", predicate.light)]
    {
        if let Some(token) = token {
            print!(" {name}={}", word(token));
        }
    }
    if let Some((above, link)) = predicate.above {
        print!(" <{:?} {}>", link, all[above].lemma);
    }
    for argument in &predicate.arguments {
        print!(" | {:?}({:?}) {}", argument.role, argument.derivation, word(argument.head));
    }
    println!(" || {}", text.words(predicate.clause.clone()));
}

fn doc(record: &serde_json::Value) -> Option<Doc> {
    let text = record["text"].as_str()?;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut builder = DocBuilder::new(text);
    for token in record["tokens"].as_array()? {
        let number = |key: &str| usize::try_from(token[key].as_u64()?).ok();
        let string = |key: &str| token[key].as_str();
        builder.push(&TokenRow {
            start: *bytes.get(number("start")?)?,
            end: *bytes.get(number("end")?)?,
            ws: token["ws"].as_bool()?,
            tag: string("tag")?,
            pos: string("pos")?,
            morph: string("morph")?,
            lemma: string("lemma")?,
            dep: string("dep")?,
            head: number("head")?,
            ent_type: string("ent_type")?,
            sent_start: token["sent_start"].as_bool()?,
            ..TokenRow::default()
        });
    }
    Some(builder.finish())
}
