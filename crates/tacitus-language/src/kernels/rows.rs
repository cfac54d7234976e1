//! What is done to a row of numbers beside the product: plain Rust, compiled once for each kind of processor.
//!
//! No form fuses a product with a sum or changes the order of sums, so all give the same to the bit.

#![allow(clippy::needless_range_loop, reason = "see below")]

use super::{Kernel, LANES};

/// Added to a number of at most 22 bits, this leaves its nearest whole number in the lowest bits of the sum.
const ROUND: f32 = 12_582_912.0;
/// What thinc adds to the variance before it divides by its root.
const EPSILON: f32 = 1e-8;
/// What a zero becomes in bytes.
pub(super) const ZERO: u8 = 128;

/// Defines a method of [`Kernel`] that runs `$body` in the form that the processor runs best.
macro_rules! by_processor {
    ($name:ident, $body:ident, ($($argument:ident: $kind:ty),*) $(-> $result:ty)?) => {
        impl Kernel {
            #[doc = concat!("See `", stringify!($body), "`.")]
            fn $name(self, $($argument: $kind),*) $(-> $result)? {
                #[cfg(target_arch = "x86_64")]
                {
                    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
                    fn avx512($($argument: $kind),*) $(-> $result)? {
                        $body($($argument),*)
                    }
                    #[target_feature(enable = "avx2,fma")]
                    fn avx2($($argument: $kind),*) $(-> $result)? {
                        $body($($argument),*)
                    }
                    match self {
                        // SAFETY: these forms are given only to a processor that has the features.
                        Kernel::Avx512 | Kernel::Vnni => return unsafe { avx512($($argument),*) },
                        // SAFETY: as above.
                        Kernel::Avx2 => return unsafe { avx2($($argument),*) },
                        Kernel::Portable => {}
                    }
                }
                $body($($argument),*)
            }
        }
    };
}

/// Sixteen numbers, as much as the widest vectors hold.
type Lanes = [f32; LANES];

impl Kernel {
    /// The layer norm of each row of `out` in place: its first `outputs` values have mean and variance taken out, are
    /// multiplied by `gain` and moved by `shift`. Both are padded with zeros to whole panels, and so are rows.
    pub(crate) fn normalise(self, out: &mut [f32], outputs: usize, gain: &[f32], shift: &[f32]) {
        let (gain, shift) = (gain.as_chunks().0, shift.as_chunks().0);
        self.normalise_chunks(out.as_chunks_mut().0, outputs, gain, shift);
    }

    /// Adds `row` to `sums`, as far as both go.
    pub(crate) fn add(self, sums: &mut [f32], row: &[f32]) {
        self.add_flat(sums, row);
    }

    /// Adds `bias` to `sums`, which hold one run for each piece, and writes the largest of the pieces to `out`.
    pub(crate) fn largest(self, sums: &[f32], bias: &[f32], out: &mut [f32]) {
        self.largest_flat(sums, bias, out);
    }

    /// Writes a row to `out` in bytes, [`ZERO`] for zero; the result is what one step of a byte stands for.
    pub(super) fn to_bytes(self, row: &[f32], out: &mut [u8]) -> f32 {
        self.to_bytes_flat(row, out)
    }
}

// The bodies count instead of using iterators: what iterators call is not always inlined into functions that are
// compiled for more features than it.

by_processor! { normalise_chunks, normalise, (out: &mut [Lanes], outputs: usize, gain: &[Lanes], shift: &[Lanes]) }

#[inline(always)]
fn normalise(out: &mut [Lanes], outputs: usize, gain: &[Lanes], shift: &[Lanes]) {
    let (width, chunks) = (outputs as f32, gain.len());
    // The padding is zero, not the mean: its part of the sum of squares is taken off again.
    let padding = (chunks * LANES - outputs) as f32;
    let mut start = 0;
    while start + chunks <= out.len() {
        let row = &mut out[start..start + chunks];
        start += chunks;
        let mut sums = [0.0; LANES];
        for at in 0..chunks {
            for lane in 0..LANES {
                sums[lane] += row[at][lane];
            }
        }
        let mean = fold(sums) / width;
        let mut squares = [0.0; LANES];
        for at in 0..chunks {
            for lane in 0..LANES {
                let distance = row[at][lane] - mean;
                squares[lane] += distance * distance;
            }
        }
        let variance = (fold(squares) - padding * mean * mean) / width;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for at in 0..chunks {
            for lane in 0..LANES {
                let value = (row[at][lane] - mean) * scale;
                row[at][lane] = value * gain[at][lane] + shift[at][lane];
            }
        }
    }
}

/// The sum of the lanes: closer to the exact sum than one running total would be.
#[inline(always)]
fn fold(mut lanes: Lanes) -> f32 {
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

by_processor! { add_flat, add, (sums: &mut [f32], row: &[f32]) }

#[inline(always)]
fn add(sums: &mut [f32], row: &[f32]) {
    let count = if sums.len() < row.len() { sums.len() } else { row.len() };
    let (sums, row) = (&mut sums[..count], &row[..count]);
    for at in 0..count {
        sums[at] += row[at];
    }
}

by_processor! { largest_flat, largest, (sums: &[f32], bias: &[f32], out: &mut [f32]) }

#[inline(always)]
fn largest(sums: &[f32], bias: &[f32], out: &mut [f32]) {
    let width = out.len();
    for at in 0..width {
        out[at] = sums[at] + bias[at];
    }
    let mut start = width;
    while start + width <= sums.len() {
        let (sums, bias) = (&sums[start..start + width], &bias[start..start + width]);
        for at in 0..width {
            let value = sums[at] + bias[at];
            out[at] = if value > out[at] { value } else { out[at] };
        }
        start += width;
    }
}

by_processor! { to_bytes_flat, to_bytes, (row: &[f32], out: &mut [u8]) -> f32 }

#[inline(always)]
fn to_bytes(row: &[f32], out: &mut [u8]) -> f32 {
    let count = row.len();
    let out = &mut out[..count];
    // Numbers without their sign are ordered as their bits are; those that are no numbers come last.
    let mut reach = 0;
    for at in 0..count {
        let bits = row[at].to_bits() & !(1 << 31);
        reach = if bits > reach { bits } else { reach };
    }
    let reach = f32::from_bits(reach);
    if !reach.is_normal() {
        out.fill(ZERO);
        return 0.0;
    }
    let steps = 127.0 / reach;
    for at in 0..count {
        out[at] = ((row[at] * steps + ROUND).to_bits() as u8) ^ ZERO;
    }
    reach / 127.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::tests::noise;

    #[test]
    fn every_form_gives_the_same_bits() {
        let (row, gain, shift) = (noise(96, 5), noise(96, 6), noise(96, 7));
        let all = Kernel::all().into_iter().map(|kernel| {
            let mut normal = row.repeat(3);
            kernel.normalise(&mut normal, 96, &gain, &shift);
            let mut sums = gain.clone();
            kernel.add(&mut sums, &row);
            let mut best = vec![0.0; 48];
            kernel.largest(&row, &gain, &mut best);
            let mut bytes = vec![0; 96];
            let step = kernel.to_bytes(&row, &mut bytes);
            let bits: Vec<u32> =
                [normal, sums, best, vec![step]].concat().iter().map(|x| x.to_bits()).collect();
            (bits, bytes)
        });
        let all: Vec<_> = all.collect();
        assert!(all.iter().all(|found| *found == all[0]));
    }

    #[test]
    fn bytes_are_the_nearest() {
        let mut row = vec![0.0; 16];
        row[..5].copy_from_slice(&[-2.54, 0.01, 1.27, 0.031, -0.029]);
        let mut bytes = vec![0; 16];
        let step = Kernel::Portable.to_bytes(&row, &mut bytes);
        assert!((step - 0.02).abs() < 1e-6);
        assert_eq!(bytes[..6], [1, 128, 192, 130, 127, 128]);
        for odd in [0.0, f32::NAN, f32::INFINITY] {
            row.fill(odd);
            assert_eq!(Kernel::Portable.to_bytes(&row, &mut bytes), 0.0);
            assert!(bytes.iter().all(|&byte| byte == ZERO));
        }
    }
}
