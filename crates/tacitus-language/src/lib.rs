//! spaCy v3 CNN pipelines in pure Rust.
//!
//! This crate knows nothing of news or politics: text in, [`Doc`] out.

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
