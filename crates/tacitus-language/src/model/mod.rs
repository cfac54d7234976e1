//! The files of a pipeline: where they are, how they are encoded.

pub(crate) mod compact;
pub(crate) mod config;
pub(crate) mod floats;
pub(crate) mod moves;
pub(crate) mod msgpack;
pub(crate) mod package;
pub(crate) mod params;
pub(crate) mod thinc;
