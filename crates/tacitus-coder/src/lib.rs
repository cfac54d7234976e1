//! Reading and coding.
