//! The files of a pipeline: where they are, how they are encoded.

pub(crate) mod msgpack;
