//! The program as a library: what the commands, and later the server and the Python wheel, share.
//!
//! [`Engine`] is the whole of it: a language pipeline and knowledge, loaded once, never changed, shared by all threads.

pub mod args;
pub mod commands;
pub mod engine;
pub mod eval;
pub mod explain;
pub mod knowledge;
pub mod output;
pub mod run;
pub mod why_not;

pub use engine::Engine;
