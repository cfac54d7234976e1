//! spaCy v3 CNN pipelines in pure Rust.
//!
//! This crate knows nothing of news or politics: text in, [`Doc`] out.

mod doc;

pub use doc::{Doc, DocBuilder, Iob, Labels, Token, TokenRow};
