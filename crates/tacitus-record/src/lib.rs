//! The vocabulary of Tacitus, in the order in which data flows: spans, articles, event types, records.
//!
//! [`article`] is what the stages share inside the program, in byte offsets; [`wire`] is what goes out, in character
//! offsets. No I/O here.

pub mod article;
pub mod ontology;
mod span;
pub mod wire;

pub use ontology::{EventType, Status};
pub use span::{CharMap, Span};

/// The JSON Schema (draft 2020-12) of a line of output: what [`wire`] writes, for programs that read it.
pub const SCHEMA: &str = include_str!("../schema/record.schema.json");
