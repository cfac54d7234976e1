//! The product in bytes with the vectors of x86-64 processors.

/// Defines `multiply` for one kind of vector. `$lanes` is the number of sums in a vector; `$times` adds the products
/// of four bytes of inputs, as `$spread` gives them, with four bytes of weights to each sum.
macro_rules! product {
    ($features:literal, $lanes:literal, [$($pieces:literal: $rows:literal),*],
     $spread:ident, $times:ident, $load:ident, $floats:ident, $set:ident, $load_floats:ident,
     $store:ident, $mul:ident, $add:ident, $max:ident) => {
        use crate::kernels::bytes::{Bytes, COLUMN, Rows};
        use crate::kernels::{LANES, Packed, Pieces};

        /// See [`crate::kernels::Kernel::multiply`].
        ///
        /// # Safety
        ///
        /// The processor has the features named; a row has as many bytes as the layer has inputs, and `out` has room
        /// for all rows.
        #[target_feature(enable = $features)]
        pub(in crate::kernels) unsafe fn multiply(
            rows: &Rows<'_>,
            layer: &Packed,
            weights: &Bytes,
            out: &mut [f32],
        ) {
            // SAFETY: the caller's promise is passed on.
            unsafe {
                match layer.pieces {
                    $($pieces => blocks::<$rows, $pieces>(rows, layer, weights, out),)*
                    _ => {}
                }
            }
        }

        /// Whole blocks of `M` rows, then smaller ones.
        ///
        /// # Safety
        ///
        /// As for [`multiply`].
        #[target_feature(enable = $features)]
        unsafe fn blocks<const M: usize, const P: usize>(
            rows: &Rows<'_>,
            layer: &Packed,
            weights: &Bytes,
            out: &mut [f32],
        ) {
            let count = rows.steps.len();
            let mut row = 0;
            while row < count {
                let left = count - row;
                // SAFETY: a block of so many rows is taken only where as many are left.
                unsafe {
                    if left >= M {
                        block::<M, P>(rows, row, layer, weights, out);
                        row += M;
                    } else if left >= 2 && M > 2 {
                        block::<2, P>(rows, row, layer, weights, out);
                        row += 2;
                    } else {
                        block::<1, P>(rows, row, layer, weights, out);
                        row += 1;
                    }
                }
            }
        }

        /// All outputs of `M` rows.
        ///
        /// # Safety
        ///
        /// As for [`multiply`]; there are `M` rows from `row` on.
        #[target_feature(enable = $features)]
        unsafe fn block<const M: usize, const P: usize>(
            rows: &Rows<'_>,
            row: usize,
            layer: &Packed,
            weights: &Bytes,
            out: &mut [f32],
        ) {
            let (inputs, width) = (layer.inputs, layer.outputs());
            let input = rows.bytes[row * inputs..][..M * inputs].as_ptr();
            let out = out[row * width..][..M * width].as_mut_ptr();
            for panel in 0..layer.panels {
                let columns = weights.panel(layer, panel);
                let (steps, starts) = weights.ends(layer, panel);
                let bias = &layer.bias[panel * P * LANES..][..P * LANES];
                for part in (0..LANES).step_by($lanes) {
                    // SAFETY: a panel has `inputs / 4 * P` columns, `P * LANES` steps, starts and biases, and `part`
                    // and one vector lie within a panel; rows and outputs were sliced above.
                    unsafe {
                        let mut sums = [[$load(starts.as_ptr().add(part).cast()); P]; M];
                        for p in 0..P {
                            let start = $load(starts.as_ptr().add(p * LANES + part).cast());
                            for m in 0..M {
                                sums[m][p] = start;
                            }
                        }
                        for k in 0..inputs / 4 {
                            let mut column = [sums[0][0]; P];
                            for p in 0..P {
                                let at = (k * P + p) * COLUMN + part * 4;
                                column[p] = $load(columns.add(at).cast());
                            }
                            for m in 0..M {
                                let four = input.add(m * inputs + k * 4).cast::<i32>();
                                let four = $spread(four.read_unaligned());
                                for p in 0..P {
                                    sums[m][p] = $times(sums[m][p], four, column[p]);
                                }
                            }
                        }
                        for m in 0..M {
                            let step = $set(rows.steps[row + m]);
                            let mut values = [step; P];
                            for p in 0..P {
                                let at = p * LANES + part;
                                let step = $mul($load_floats(steps.as_ptr().add(at)), step);
                                let value = $mul($floats(sums[m][p]), step);
                                values[p] = $add(value, $load_floats(bias.as_ptr().add(at)));
                            }
                            let out = out.add(m * width + part);
                            match layer.mode {
                                Pieces::Max => {
                                    let mut best = values[0];
                                    for p in 1..P {
                                        best = $max(best, values[p]);
                                    }
                                    $store(out.add(panel * LANES), best);
                                }
                                Pieces::Keep => {
                                    for p in 0..P {
                                        $store(out.add((panel * P + p) * LANES), values[p]);
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
}

/// 512-bit vectors and the instruction that was made for this.
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod vnni {
    use std::arch::x86_64::*;

    product!(
        "avx512f,avx512bw,avx512vnni",
        16,
        [1: 8, 2: 8, 3: 8, 4: 4],
        _mm512_set1_epi32,
        _mm512_dpbusd_epi32,
        _mm512_loadu_si512,
        _mm512_cvtepi32_ps,
        _mm512_set1_ps,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        _mm512_mul_ps,
        _mm512_add_ps,
        _mm512_max_ps
    );
}

/// 256-bit vectors.
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod avx2 {
    use std::arch::x86_64::*;

    /// Adds the products of four bytes to each sum. Weights are small enough that two products fit sixteen bits.
    #[target_feature(enable = "avx2")]
    #[inline]
    fn times(sum: __m256i, inputs: __m256i, weights: __m256i) -> __m256i {
        let pairs = _mm256_maddubs_epi16(inputs, weights);
        _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)))
    }

    product!(
        "avx2",
        8,
        [1: 4, 2: 4, 3: 3, 4: 2],
        _mm256_set1_epi32,
        times,
        _mm256_loadu_si256,
        _mm256_cvtepi32_ps,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_mul_ps,
        _mm256_add_ps,
        _mm256_max_ps
    );
}
