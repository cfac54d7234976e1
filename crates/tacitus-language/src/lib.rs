//! spaCy v3 CNN pipelines in pure Rust.
//!
//! This crate knows nothing of news or politics: text in, [`Doc`] out.

#[allow(dead_code)]
mod attribute_ruler;
mod doc;
#[allow(dead_code)]
mod error;
// Its users, the loaders of the components, land one by one.
mod hash;
#[allow(dead_code)]
mod lemmatizer;
#[allow(dead_code)]
mod model;
#[allow(dead_code)]
mod pattern;
mod strings;
#[cfg(test)]
mod testing;
#[allow(dead_code)]
mod tokenizer;
mod unicode;
#[allow(dead_code)]
mod vocab;

pub use doc::{Doc, DocBuilder, Iob, Labels, Token, TokenRow};
pub use error::LoadError;
