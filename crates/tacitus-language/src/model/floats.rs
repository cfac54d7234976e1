//! Arrays of `f32` that are either owned or a part of a mapped file.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use memmap2::Mmap;

/// How many floats one cache line holds; owned arrays begin on such a line.
pub(crate) const LINE: usize = 16;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

/// A shared, read-only array of `f32`.
#[derive(Clone)]
pub(crate) struct Floats(Storage);

#[derive(Clone)]
enum Storage {
    Owned { lines: Arc<[Line]>, length: usize },
    Mapped { map: Arc<Mmap>, offset: usize, length: usize },
}

impl Floats {
    /// A copy of `values`, aligned to a cache line.
    pub(crate) fn copied(values: &[f32]) -> Self {
        let lines = values
            .chunks(LINE)
            .map(|chunk| {
                let mut line = Line([0.0; LINE]);
                line.0[..chunk.len()].copy_from_slice(chunk);
                line
            })
            .collect();
        Floats(Storage::Owned { lines, length: values.len() })
    }

    /// The floats that these bytes are.
    pub(crate) fn from_le_bytes(bytes: &[[u8; 4]]) -> Self {
        let lines = bytes
            .chunks(LINE)
            .map(|chunk| {
                let mut line = Line([0.0; LINE]);
                for (value, bytes) in line.0.iter_mut().zip(chunk) {
                    *value = f32::from_le_bytes(*bytes);
                }
                line
            })
            .collect();
        Floats(Storage::Owned { lines, length: bytes.len() })
    }

    /// `length` floats at byte `offset` of a mapped file, in place; `None` where the file is too short or the
    /// place is not aligned for `f32`.
    pub(crate) fn mapped(map: &Arc<Mmap>, offset: usize, length: usize) -> Option<Self> {
        let end = length.checked_mul(size_of::<f32>())?.checked_add(offset)?;
        let aligned =
            (map.as_ptr() as usize).wrapping_add(offset).is_multiple_of(align_of::<f32>());
        (end <= map.len() && aligned)
            .then(|| Floats(Storage::Mapped { map: Arc::clone(map), offset, length }))
    }
}

impl Deref for Floats {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &self.0 {
            Storage::Owned { lines, length } => {
                // SAFETY: `Line` is `repr(C)` over an array of `f32`, so the lines are contiguous floats, and
                // `length` is at most their number: `copied` made both.
                unsafe { std::slice::from_raw_parts(lines.as_ptr().cast::<f32>(), *length) }
            }
            Storage::Mapped { map, offset, length } => {
                // SAFETY: `mapped` checked that the range lies in the map and is aligned; every bit pattern is
                // an `f32`; the map is kept alive by this value and never written through.
                unsafe {
                    std::slice::from_raw_parts(map.as_ptr().add(*offset).cast::<f32>(), *length)
                }
            }
        }
    }
}

impl fmt::Debug for Floats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Floats({})", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owned_arrays_keep_their_values_and_are_aligned() {
        for length in [0, 1, 15, 16, 17, 100] {
            let values: Vec<f32> = (0..length).map(|i| i as f32).collect();
            let floats = Floats::copied(&values);
            assert_eq!(&*floats, &*values);
            assert_eq!(floats.as_ptr() as usize % 64, 0);
        }
    }
}
