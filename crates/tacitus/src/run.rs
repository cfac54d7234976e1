//! Many articles over many threads, in order, in flat memory.
//!
//! One thread reads, N work, one writes. A fixed number of articles is under way at any time: reading waits for
//! writing, so memory does not grow with the input. Output is written in the order of the input whatever the number of
//! threads.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Mutex, mpsc};
use std::thread;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use tacitus_intake::{Counts, Note, Options, SetAside, read};
use tacitus_language::Scratch;
use tacitus_record::article::Article;

use crate::output::Sink;

/// What is under way for each thread.
const AHEAD: usize = 8;

enum Item {
    Article(Box<Article>),
    Said(String),
}

/// Runs `work` over every article of the inputs and writes what it gives, in order. Tells what was set aside on
/// standard error. The exit code is 0, 1 where something was set aside, 2 where nothing could be done.
pub fn articles(
    inputs: &[PathBuf],
    options: &Options,
    jobs: usize,
    mut sink: Sink,
    work: impl Fn(&Article, &mut Scratch) -> Vec<u8> + Sync,
) -> Result<ExitCode> {
    let files = expand(inputs)?;
    let progress = progress(&sink);
    let window = jobs * AHEAD;
    let (to_work, jobs_queue) = mpsc::sync_channel::<(usize, Item)>(window);
    let (to_write, results) = mpsc::channel::<(usize, Item, Vec<u8>)>();
    // A permit for each item under way: taken by the reader, given back by the writer.
    let (give_back, permits) = mpsc::sync_channel::<()>(window);
    for _ in 0..window {
        give_back.send(()).context("no room for work")?;
    }
    let jobs_queue = Mutex::new(jobs_queue);
    thread::scope(|scope| {
        let files = &files;
        let reader = scope.spawn(move || feed(files, options, &permits, to_work));
        for _ in 0..jobs {
            let to_write = to_write.clone();
            let (jobs_queue, work) = (&jobs_queue, &work);
            scope.spawn(move || {
                let mut scratch = Scratch::default();
                loop {
                    // The lock is held only while waiting for the next item.
                    let next = jobs_queue.lock().map(|queue| queue.recv());
                    let Ok(Ok((index, item))) = next else { break };
                    let bytes = match &item {
                        Item::Article(article) => work(article, &mut scratch),
                        Item::Said(_) => Vec::new(),
                    };
                    if to_write.send((index, item, bytes)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(to_write);
        let written = write(&results, &give_back, &mut sink, &progress);
        // After a failed write nobody waits for the rest: both queues close and the threads end.
        drop(results);
        drop(give_back);
        let counts = reader.join().unwrap_or_default();
        progress.finish_and_clear();
        written?;
        // Where nothing could be done, what an earlier run left in the output's place stays.
        if counts.articles > 0 || counts.set_aside == 0 {
            sink.finish()?;
        }
        Ok(exit(&counts))
    })
}

fn exit(counts: &Counts) -> ExitCode {
    if counts.set_aside > 0 {
        anstream::eprintln!("tacitus: {} read, {} set aside", counts.articles, counts.set_aside);
    }
    match (counts.articles, counts.set_aside) {
        (_, 0) => ExitCode::SUCCESS,
        (0, _) => ExitCode::from(2),
        _ => ExitCode::from(1),
    }
}

fn write(
    results: &mpsc::Receiver<(usize, Item, Vec<u8>)>,
    give_back: &mpsc::SyncSender<()>,
    sink: &mut Sink,
    progress: &ProgressBar,
) -> Result<()> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok((index, item, bytes)) = results.recv() {
        early.insert(index, (item, bytes));
        while let Some((item, bytes)) = early.remove(&next) {
            match item {
                Item::Article(_) => {
                    sink.write(&bytes)?;
                    progress.inc(1);
                }
                Item::Said(message) => {
                    progress.suspend(|| anstream::eprintln!("tacitus: {message}"));
                }
            }
            next += 1;
            // The reader may have ended already.
            let _ = give_back.try_send(());
        }
    }
    Ok(())
}

/// Hands on what intake reads, each with its number, as permits allow.
struct Feeder<'a> {
    permits: &'a mpsc::Receiver<()>,
    to_work: mpsc::SyncSender<(usize, Item)>,
    next: usize,
}

impl Feeder<'_> {
    fn send(&mut self, item: Item) -> ControlFlow<()> {
        if self.permits.recv().is_err() || self.to_work.send((self.next, item)).is_err() {
            return ControlFlow::Break(());
        }
        self.next += 1;
        ControlFlow::Continue(())
    }
}

impl tacitus_intake::Sink for Feeder<'_> {
    fn take(&mut self, read: Result<Article, SetAside>) -> ControlFlow<()> {
        self.send(match read {
            Ok(article) => Item::Article(Box::new(article)),
            Err(said) => Item::Said(said.to_string()),
        })
    }

    fn note(&mut self, note: Note) {
        // A writer that has gone is noticed at the next article.
        let _ = self.send(Item::Said(note.to_string()));
    }
}

fn feed(
    files: &[Input],
    options: &Options,
    permits: &mpsc::Receiver<()>,
    to_work: mpsc::SyncSender<(usize, Item)>,
) -> Counts {
    let mut feeder = Feeder { permits, to_work, next: 0 };
    let mut total = Counts::default();
    for file in files {
        total += match file {
            Input::Standard => read(io::stdin().lock(), "<stdin>", options, &mut feeder),
            Input::File(path) => match File::open(path) {
                Ok(file) => read(file, &path.display().to_string(), options, &mut feeder),
                Err(error) => {
                    let message = format!("{}: cannot be read: {error}", path.display());
                    let _ = feeder.send(Item::Said(message));
                    Counts { set_aside: 1, ..Counts::default() }
                }
            },
        };
    }
    total
}

#[derive(Debug)]
enum Input {
    Standard,
    File(PathBuf),
}

/// The files of all inputs: of a folder those in it and below it, in order of their names, hidden ones left out.
fn expand(inputs: &[PathBuf]) -> Result<Vec<Input>> {
    let mut files = Vec::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            files.push(Input::Standard);
        } else if input.is_dir() {
            walk(input, &mut files)
                .with_context(|| format!("cannot read the folder {}", input.display()))?;
        } else {
            files.push(Input::File(input.clone()));
        }
    }
    Ok(files)
}

fn walk(folder: &Path, files: &mut Vec<Input>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for path in entries {
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        // A link to a folder may lead round in a circle.
        if path.is_dir() && !path.is_symlink() {
            walk(&path, files)?;
        } else if path.is_file() {
            files.push(Input::File(path));
        }
    }
    Ok(())
}

/// A counter on a terminal, nothing in a pipe, nor where the records themselves run over the terminal.
fn progress(sink: &Sink) -> ProgressBar {
    let records_here = matches!(sink, Sink::Standard(_)) && io::stdout().is_terminal();
    if !io::stderr().is_terminal() || records_here {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}
