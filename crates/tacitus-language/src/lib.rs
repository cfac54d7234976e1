//! spaCy v3 CNN pipelines in pure Rust.
//!
//! This crate knows nothing of news or politics: text in, [`Doc`] out.

mod doc;
#[allow(dead_code)]
mod error;
// Its users, the loaders of the components, land one by one.
#[allow(dead_code)]
mod model;

pub use doc::{Doc, DocBuilder, Iob, Labels, Token, TokenRow};
pub use error::LoadError;
