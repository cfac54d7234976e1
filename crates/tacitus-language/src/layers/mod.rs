//! The layers of thinc that spaCy's CNN pipelines are made of, for inference.

pub(crate) mod hash_embed;
pub(crate) mod linear;
pub(crate) mod maxout;
pub(crate) mod precomputed;
