//! The dependency parser.

pub(crate) mod arc_eager;
mod state;
pub(crate) mod tree;
