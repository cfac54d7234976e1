//! The specification by example: every passage of `docs/cases/*.md` is coded, and the records are held against the
//! fenced blocks below it. `UPDATE=1` rewrites the blocks; `docs/cases/README.md` tells the format.

#[path = "cases/lines.rs"]
mod lines;
#[path = "cases/suite.rs"]
mod suite;

use std::path::PathBuf;

use lines::Shown;
use suite::{Passage, Suite};
use tacitus_coder::Knowledge;
use tacitus_coder::records::Writer;
use tacitus_coder::source::Folder;
use tacitus_language::{Pipeline, install};

/// The fewest passages that the suite may have: losing some to a mistake in the format must show.
const AT_LEAST: usize = 200;

#[test]
fn the_passages_give_what_the_pages_say() {
    let pipeline = install::load_or_install(None, &mut |said| eprintln!("{said}"))
        .unwrap_or_else(|error| panic!("{error}"));
    let mut knowledge =
        Knowledge::load(&Folder::embedded()).unwrap_or_else(|error| panic!("{error}"));
    // The pages show what the rules make of a passage, doubtful or not.
    if let Some(trust) = &mut knowledge.trust {
        trust.set_least(0.0);
    }
    // Whole reports taught the second look at status: of a sentence alone it says little.
    knowledge.revision = None;
    let update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut passages = 0;
    let mut differences = Vec::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into());
        let suite = Suite::read(&page).unwrap_or_else(|error| panic!("docs/cases/{name}:{error}"));
        passages += suite.passages.len();
        let mut blocks = Vec::new();
        for passage in &suite.passages {
            let shown = coded(&knowledge, &pipeline, passage);
            for fence in &passage.fences {
                let found = shown.of(fence.kind);
                if found != fence.lines {
                    differences.push(difference(&name, fence.line, &fence.lines, &found));
                }
                blocks.push((fence.line, found));
            }
        }
        if update {
            let rewritten = suite.rewritten(&blocks);
            if rewritten != page {
                std::fs::write(&path, rewritten)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            }
        }
    }
    assert!(passages >= AT_LEAST, "only {passages} passages were read, expected {AT_LEAST}");
    assert!(
        update || differences.is_empty(),
        "{} blocks differ; read them, then run with UPDATE=1 to rewrite them\n\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// The pages of the suite, in order of their names.
fn pages() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases");
    let entries =
        std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut pages: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md"))
        .collect();
    pages.sort();
    pages
}

fn coded(knowledge: &Knowledge, pipeline: &Pipeline, passage: &Passage) -> Shown {
    let article = passage.article();
    let mut scratch = pipeline.scratch();
    let reading = knowledge.read(&article, |text| pipeline.parse(text, &mut scratch));
    let coded = knowledge.code(&reading);
    let writer = Writer::new(knowledge, &reading);
    Shown {
        events: writer.events(&coded),
        statements: writer.statements(&coded),
        times: writer.times(),
        article: writer.article(),
        dated: passage.dated(),
    }
}

/// What the page says and what came out, line by line.
fn difference(page: &str, line: usize, expected: &[String], found: &[String]) -> String {
    let mut told = format!("docs/cases/{page}:{line}\n");
    for line in expected {
        let sign = if found.contains(line) { ' ' } else { '-' };
        told += &format!("  {sign} {line}\n");
    }
    for line in found.iter().filter(|line| !expected.contains(line)) {
        told += &format!("  + {line}\n");
    }
    told
}
