//! Reading and coding: an article and its language layer to statements and events.
//!
//! The stages in order, each a function from borrowed input to a layer of its own:
//! [`text`] puts the blocks' tokens into one sequence; [`time`], [`entity`], [`predicate`] and [`statement`] read it.

pub mod entity;
pub mod predicate;
pub mod source;
pub mod statement;
pub mod text;
pub mod time;

#[cfg(test)]
mod testing;
