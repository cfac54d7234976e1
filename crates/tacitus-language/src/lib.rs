//! spaCy v3 CNN pipelines in pure Rust.
//!
//! This crate knows nothing of news or politics: text in, [`Doc`] out.

mod attribute_ruler;
mod doc;
mod error;
mod hash;
mod kernels;
mod layers;
<<<<<<< HEAD
mod lemmatizer;
=======
#[allow(dead_code)]
>>>>>>> 4e6f525 (language: run pipelines: tokens, tags, dependencies, sentences, entities; an example that prints them)
mod model;
mod ner;
mod parse;
mod pattern;
mod pipeline;
mod pipeline;
mod strings;
mod tagger;
#[cfg(test)]
mod testing;
mod tok2vec;
#[allow(dead_code)]
mod tokenizer;
mod transition;
mod unicode;
mod vocab;

pub use doc::{Doc, DocBuilder, Iob, Labels, Token, TokenRow};
pub use error::LoadError;
pub use pipeline::{Margins, Meta, Pipeline, Scratch};
pub use pipeline::{Margins, Meta, Pipeline, Scratch};
