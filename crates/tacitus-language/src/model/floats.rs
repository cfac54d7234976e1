//! Arrays of numbers that are either owned or a part of a mapped file.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use memmap2::Mmap;

/// How many floats one cache line holds; owned arrays begin on such a line.
pub(crate) const LINE: usize = 16;

#[derive(Clone, Copy)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

/// A number of which every pattern of bits is a value.
///
/// # Safety
///
/// Only for numbers without padding whose alignment is at most that of [`Line`].
pub(crate) unsafe trait Plain: Copy {}

// SAFETY: all 32 bits are of the number, in any pattern.
unsafe impl Plain for f32 {}
// SAFETY: all eight bits are of the number, in any pattern.
unsafe impl Plain for i8 {}

/// A shared, read-only array.
#[derive(Clone)]
pub(crate) struct Array<T> {
    storage: Storage,
    length: usize,
    of: PhantomData<T>,
}

/// Weights as they are computed with in the exact mode.
pub(crate) type Floats = Array<f32>;

#[derive(Clone)]
enum Storage {
    Owned(Arc<[Line]>),
    Mapped { map: Arc<Mmap>, offset: usize },
}

impl Floats {
    /// The floats that these bytes are.
    pub(crate) fn from_le_bytes(bytes: &[[u8; 4]]) -> Self {
        let values: Vec<f32> = bytes.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        Floats::copied(&values)
    }
}

impl<T: Plain> Array<T> {
    /// A copy of `values`, aligned to a cache line.
    pub(crate) fn copied(values: &[T]) -> Self {
        let size = size_of_val(values);
        let mut lines = vec![Line([0.0; LINE]); size.div_ceil(size_of::<Line>())];
        // SAFETY: the lines take at least `size` bytes, do not overlap with `values`, and every pattern of bits is
        // a line.
        unsafe {
            let (from, to) = (values.as_ptr().cast::<u8>(), lines.as_mut_ptr().cast::<u8>());
            std::ptr::copy_nonoverlapping(from, to, size);
        }
        Array { storage: Storage::Owned(lines.into()), length: values.len(), of: PhantomData }
    }

    /// `length` numbers at byte `offset` of a mapped file, in place; `None` where the file is too short or the
    /// place is not aligned for them.
    pub(crate) fn mapped(map: &Arc<Mmap>, offset: usize, length: usize) -> Option<Self> {
        let end = length.checked_mul(size_of::<T>())?.checked_add(offset)?;
        let aligned = (map.as_ptr() as usize).wrapping_add(offset).is_multiple_of(align_of::<T>());
        let storage = Storage::Mapped { map: Arc::clone(map), offset };
        (end <= map.len() && aligned).then_some(Array { storage, length, of: PhantomData })
    }

    /// The array's bytes, in the order of this machine.
    pub(crate) fn bytes(&self) -> &[u8] {
        let values: &[T] = self;
        // SAFETY: a plain number has no padding, so all bytes of the array are initialised.
        unsafe { std::slice::from_raw_parts(values.as_ptr().cast::<u8>(), size_of_val(values)) }
    }
}

impl<T: Plain> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        let start = match &self.storage {
            Storage::Owned(lines) => lines.as_ptr().cast::<u8>(),
            // SAFETY: `mapped` checked that the range lies in the map.
            Storage::Mapped { map, offset } => unsafe { map.as_ptr().add(*offset) },
        };
        // SAFETY: `copied` and `mapped` made sure that there are as many numbers and that they are aligned; every
        // pattern of bits is a number; the storage is kept alive by this value and never written through.
        unsafe { std::slice::from_raw_parts(start.cast::<T>(), self.length) }
    }
}

impl<T> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Array({})", self.length)
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
            let written = values.iter().flat_map(|value| value.to_ne_bytes());
            assert!(floats.bytes().iter().copied().eq(written));
            let bytes: Vec<i8> = (0..length).map(|i| i as i8 - 50).collect();
            assert_eq!(&*Array::copied(&bytes), &*bytes);
        }
    }
}
