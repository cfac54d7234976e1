//! The numbers and arrays of a component's network, by name: the one form from which layers are built,
//! whether they were read from thinc's file or from the compact one.

use std::collections::BTreeMap;

use super::floats::{Array, Floats};
use crate::error::LoadError;

/// Named numbers, texts and arrays of one component.
#[derive(Debug, Default)]
pub(crate) struct Params {
    /// The file that the values are of, for messages.
    pub(crate) file: String,
    /// The component, for messages.
    pub(crate) component: String,
    /// Sizes, seeds and switches.
    pub(crate) numbers: BTreeMap<String, u64>,
    /// Lists of names.
    pub(crate) texts: BTreeMap<String, String>,
    /// Weights.
    pub(crate) arrays: BTreeMap<String, Floats>,
    /// Weights in eight bits.
    pub(crate) bytes: BTreeMap<String, Array<i8>>,
}

impl Params {
    /// An empty set for `component`, read from `file`.
    pub(crate) fn new(component: &str, file: &str) -> Self {
        Params { file: file.to_owned(), component: component.to_owned(), ..Params::default() }
    }

    /// The number under `name`.
    pub(crate) fn number(&self, name: &str) -> Result<usize, LoadError> {
        let number = self.numbers.get(name).and_then(|&number| usize::try_from(number).ok());
        number.ok_or_else(|| self.error(name, "no such number"))
    }

    /// The number under `name`, a size: at least one, and small enough that products of a few sizes do not
    /// overflow.
    pub(crate) fn size(&self, name: &str) -> Result<usize, LoadError> {
        let size = self.number(name)?;
        if size == 0 || size > 1 << 20 {
            return Err(self.error(name, &format!("a size of {size}")));
        }
        Ok(size)
    }

    /// The text under `name`.
    pub(crate) fn text(&self, name: &str) -> Result<&str, LoadError> {
        self.texts.get(name).map(String::as_str).ok_or_else(|| self.error(name, "no such text"))
    }

    /// The array under `name`, which must have `length` values.
    pub(crate) fn array(&self, name: &str, length: usize) -> Result<Floats, LoadError> {
        let array = self.arrays.get(name).ok_or_else(|| self.error(name, "no such array"))?;
        if array.len() != length {
            let reason = format!("{} values where {length} were expected", array.len());
            return Err(self.error(name, &reason));
        }
        Ok(array.clone())
    }

    /// An error about the value under `name`.
    pub(crate) fn error(&self, name: &str, reason: &str) -> LoadError {
        LoadError::malformed(&self.file, format!("'{name}'"), reason)
    }

    /// An error that says that this component needs what the runtime does not have.
    pub(crate) fn unsupported(&self, needs: impl Into<String>) -> LoadError {
        LoadError::unsupported(&self.component, needs)
    }

    pub(crate) fn set_number(&mut self, name: impl Into<String>, number: usize) {
        self.numbers.insert(name.into(), number as u64);
    }

    pub(crate) fn set_array(&mut self, name: impl Into<String>, array: Floats) {
        self.arrays.insert(name.into(), array);
    }
}
