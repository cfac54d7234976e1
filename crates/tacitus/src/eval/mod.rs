//! Scores the program against gold data: a table a class, what is confused with what, and the worst examples with the
//! lines of knowledge that coded them.
//!
//! [`gold`] reads the data and tells its layout from its content; a module a layout codes each item and says what was
//! right; [`score`] counts and prints.

pub mod gold;
pub mod score;

mod labels;
mod ngec;
mod petrarch;
mod quotes;
mod spans;
mod statuses;
mod verdicts;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::{Value, json};
use tacitus_coder::Reading;
use tacitus_coder::coding::telling::Telling;
use tacitus_language::Scratch;
use tacitus_record::article::Article;

use crate::Engine;
use gold::{Half, Layout, Record};
use score::{Outcome, Scored};

/// What is asked of a run.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a> {
    /// In place of the layout that the content tells.
    pub layout: Option<Layout>,
    /// Whether marked spans are told to the coder.
    pub dyads: bool,
    /// Which items.
    pub half: Option<Half>,
    /// The reports that `verdicts` and `statuses` speak of.
    pub articles: &'a [PathBuf],
    /// Threads.
    pub jobs: usize,
}

/// Scores one file of gold data.
pub fn run(engine: &Engine, path: &Path, settings: &Settings<'_>) -> Result<Scored> {
    let (layout, records) = gold::read(path, settings.layout)?;
    let half = settings.half.unwrap_or_else(|| Half::of(layout, records.len()));
    let all = records.len();
    let mut records = half.choose(records);
    if matches!(layout, Layout::Verdicts | Layout::Statuses) {
        verdicts::join(&mut records, settings.articles)?;
    }
    let job: Job<Outcome> = match (layout, settings.dyads) {
        (Layout::Plv, true) => spans::plv,
        (Layout::Plv, false) => spans::plv_without,
        (Layout::Aw, _) => spans::aw,
        (Layout::Gsr, _) => labels::gsr,
        (Layout::Ngec, _) => ngec::item,
        (Layout::Petrarch, _) => petrarch::item,
        (Layout::Quotes, _) => quotes::item,
        (Layout::Verdicts, _) => verdicts::item,
        (Layout::Statuses, _) => statuses::item,
    };
    let outcomes = each(engine, &records, settings.jobs, job)?;
    let mut scored = Scored {
        title: format!("{} {half}: {} of {all} items", layout.as_str(), records.len()),
        outcomes,
        notes: Vec::new(),
    };
    let ids = digest(&records);
    let trained = engine.knowledge.layer.as_ref().map(|l| l.was_trained_on(&ids));
    scored.notes = match (layout, settings.dyads) {
        (Layout::Plv, true) if trained == Some(true) => vec![
            "the learned layer was trained on these items: the figures are none of unseen ones; \
             `--rules` leaves it out, `cargo xtask train` prints its folds"
                .to_owned(),
        ],
        (Layout::Plv, false) => spans::notes(&scored),
        (Layout::Petrarch, _) => petrarch::notes(&scored),
        (Layout::Ngec, _) => ngec::notes(&scored),
        (Layout::Quotes, _) => quotes::notes(&scored),
        (Layout::Verdicts, _) => {
            let trust = engine.knowledge.trust.as_ref();
            verdicts::notes(&scored, trust.is_some_and(|t| t.was_trained_on(&ids)))
        }
        (Layout::Statuses, _) => {
            let revision = engine.knowledge.revision.as_ref();
            statuses::notes(&scored, revision.is_some_and(|r| r.was_trained_on(&ids)))
        }
        _ => Vec::new(),
    };
    Ok(scored)
}

/// What speaks for each relation between the spans of each item of `plv`, for and against each event of `verdicts`, or for each
/// status of each event of `statuses`: one
/// JSON object an item, and before them one with their number and the digest of their ids.
pub fn evidence(engine: &Engine, path: &Path, settings: &Settings<'_>) -> Result<Vec<Value>> {
    let (layout, records) = gold::read(path, settings.layout)?;
    let half = settings.half.unwrap_or_else(|| Half::of(layout, records.len()));
    let mut records = half.choose(records);
    let job: Job<Value> = match layout {
        Layout::Plv => spans::evidence,
        Layout::Verdicts => {
            verdicts::join(&mut records, settings.articles)?;
            verdicts::evidence
        }
        Layout::Statuses => {
            verdicts::join(&mut records, settings.articles)?;
            statuses::evidence
        }
        _ => bail!(
            "{}: the layout is {}; evidence is gathered for plv, verdicts and statuses",
            path.display(),
            layout.as_str()
        ),
    };
    let mut lines = vec![json!({ "items": records.len(), "ids": digest(&records) })];
    lines.extend(each(engine, &records, settings.jobs, job)?);
    Ok(lines)
}

/// The digest of the items' ids, whatever their order: by it the learned layer knows what it was trained on.
fn digest(records: &[Record]) -> String {
    let mut ids: Vec<&str> = records.iter().map(|record| record.id.as_str()).collect();
    ids.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for id in ids {
        hasher.update(id.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Does one item; `None` where it asks nothing that can be scored.
type Job<T> = fn(&Engine, &Record, &mut Scratch) -> Result<Option<T>>;

/// Does every record, over threads, and gives what came out in order.
fn each<T: Clone + Send>(
    engine: &Engine,
    records: &[Record],
    jobs: usize,
    job: Job<T>,
) -> Result<Vec<T>> {
    let part = records.len().div_ceil(jobs.max(1)).max(1);
    let parts: Vec<Result<Vec<T>>> = std::thread::scope(|scope| {
        let work = |records| {
            move || -> Result<Vec<T>> {
                let mut scratch = engine.pipeline.scratch();
                let mut outcomes = Vec::new();
                for record in records {
                    outcomes.extend(job(engine, record, &mut scratch)?);
                }
                Ok(outcomes)
            }
        };
        let handles: Vec<_> = records.chunks(part).map(|c| scope.spawn(work(c))).collect();
        let panicked = || anyhow::anyhow!("a thread ended before its work was done");
        handles.into_iter().map(|h| h.join().unwrap_or_else(|_| Err(panicked()))).collect()
    });
    let parts: Result<Vec<Vec<T>>> = parts.into_iter().collect();
    Ok(parts?.concat())
}

/// An article and what was read of it stay together only while `work` looks at them.
fn reading<T>(
    engine: &Engine,
    article: &Article,
    scratch: &mut Scratch,
    work: impl FnOnce(&Reading<'_>) -> T,
) -> T {
    work(&engine.read(article, scratch))
}

/// The lines of knowledge behind a telling, outermost first, and why its status is what it is.
fn trace(engine: &Engine, reading: &Reading<'_>, telling: &Telling) -> Vec<String> {
    let mut lines = Vec::new();
    let list = &reading.predicates.list;
    let core = list.get(telling.coding.core).map_or("", |predicate| predicate.lemma.as_str());
    let of = telling.of.map_or(String::new(), |of| format!(" of {of}"));
    lines.push(format!("{}{of} by {core:?}, {}", telling.event, telling.judged.status));
    for &frame in &telling.coding.frames {
        if let Some(frame) = engine.knowledge.lexicon.frames.get(frame) {
            lines.push(format!("{}  {}", frame.source, frame.pattern));
        }
    }
    lines.extend(telling.coding.rows.iter().map(|row| format!("{row}  (composition)")));
    lines
}
