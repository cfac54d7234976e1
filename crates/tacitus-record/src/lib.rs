//! The vocabulary of Tacitus, in the order in which data flows: spans, articles, entities, statements, events.

pub mod article;
mod span;

pub use span::{CharMap, Span};
