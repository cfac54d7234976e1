//! The program as its users meet it: arguments and files in; output, messages and exit code out.
#![allow(clippy::unwrap_used, reason = "these are tests")]

mod documents;
mod eval;
mod explain;
mod inputs;
mod knowledge;
mod models;
mod outputs;
mod records;
mod support;
