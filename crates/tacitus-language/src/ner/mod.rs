//! The named-entity recogniser.

pub(crate) mod biluo;
