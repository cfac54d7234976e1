//! The product with the vectors of x86-64 processors.
//!
//! Both forms walk blocks of rows against panels of weights and keep all sums of a block in registers: with
//! AVX-512 eight rows by up to three vectors of sixteen, with AVX2 four rows by up to three vectors of eight,
//! each panel in two halves.

/// Defines `multiply` for one kind of vector. `$lanes` is the vector's width; `$wide` the rows of a block where
/// a panel has at most three pieces, `$narrow` where it has four.
macro_rules! product {
    ($features:literal, $lanes:literal, $wide:literal, $narrow:literal,
     $zero:ident, $set:ident, $load:ident, $store:ident, $add:ident, $max:ident, $fma:ident) => {
        use std::arch::x86_64::*;

        use crate::kernels::{LANES, Packed, Pieces};

        /// See [`crate::kernels::Kernel::multiply`].
        ///
        /// # Safety
        ///
        /// The processor has the features named; `input` and `out` have room for `rows` rows.
        #[target_feature(enable = $features)]
        pub(in crate::kernels) unsafe fn multiply(
            input: &[f32],
            input_stride: usize,
            rows: usize,
            layer: &Packed,
            out: &mut [f32],
        ) {
            let (input, out) = (input.as_ptr(), out.as_mut_ptr());
            // SAFETY: the caller's promise is passed on.
            unsafe {
                match layer.pieces {
                    1 => blocks::<$wide, 1>(input, input_stride, rows, layer, out),
                    2 => blocks::<$wide, 2>(input, input_stride, rows, layer, out),
                    3 => blocks::<$wide, 3>(input, input_stride, rows, layer, out),
                    _ => blocks::<$narrow, 4>(input, input_stride, rows, layer, out),
                }
            }
        }

        /// Whole blocks of `M` rows, then the rest row by row.
        ///
        /// # Safety
        ///
        /// As for [`multiply`].
        #[target_feature(enable = $features)]
        unsafe fn blocks<const M: usize, const P: usize>(
            input: *const f32,
            input_stride: usize,
            rows: usize,
            layer: &Packed,
            out: *mut f32,
        ) {
            let width = layer.outputs();
            let mut row = 0;
            while row < rows {
                // SAFETY: `row` is below `rows`, and a block of `M` is taken only where as many are left.
                unsafe {
                    let (input, out) = (input.add(row * input_stride), out.add(row * width));
                    if row + M <= rows {
                        panels::<M, P>(input, input_stride, layer, out, width);
                        row += M;
                    } else {
                        panels::<1, P>(input, input_stride, layer, out, width);
                        row += 1;
                    }
                }
            }
        }

        /// All outputs of a block of `M` rows.
        ///
        /// # Safety
        ///
        /// As for [`multiply`], with `M` rows at `input` and `out`.
        #[target_feature(enable = $features)]
        unsafe fn panels<const M: usize, const P: usize>(
            input: *const f32,
            input_stride: usize,
            layer: &Packed,
            out: *mut f32,
            width: usize,
        ) {
            let (weights, bias) = (layer.weights.as_ptr(), layer.bias.as_ptr());
            for panel in 0..layer.panels {
                for part in (0..LANES).step_by($lanes) {
                    // SAFETY: a panel has `inputs * P * LANES` weights and `P * LANES` biases, and `part` and
                    // one vector lie within `LANES`; outputs have room as the caller promised.
                    unsafe {
                        let weights = weights.add(panel * layer.inputs * P * LANES + part);
                        let mut sums = [[$zero(); P]; M];
                        for k in 0..layer.inputs {
                            let mut column = [$zero(); P];
                            for p in 0..P {
                                column[p] = $load(weights.add((k * P + p) * LANES));
                            }
                            for m in 0..M {
                                let value = $set(*input.add(m * input_stride + k));
                                for p in 0..P {
                                    sums[m][p] = $fma(value, column[p], sums[m][p]);
                                }
                            }
                        }
                        let bias = bias.add(panel * P * LANES + part);
                        for m in 0..M {
                            for p in 0..P {
                                sums[m][p] = $add(sums[m][p], $load(bias.add(p * LANES)));
                            }
                            let out = out.add(m * width + part);
                            match layer.mode {
                                Pieces::Max => {
                                    let mut best = sums[m][0];
                                    for p in 1..P {
                                        best = $max(best, sums[m][p]);
                                    }
                                    $store(out.add(panel * LANES), best);
                                }
                                Pieces::Keep => {
                                    for p in 0..P {
                                        $store(out.add((panel * P + p) * LANES), sums[m][p]);
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

/// 512-bit vectors.
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod avx512 {
    product!(
        "avx512f",
        16,
        8,
        6,
        _mm512_setzero_ps,
        _mm512_set1_ps,
        _mm512_loadu_ps,
        _mm512_storeu_ps,
        _mm512_add_ps,
        _mm512_max_ps,
        _mm512_fmadd_ps
    );
}

/// 256-bit vectors.
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod avx2 {
    product!(
        "avx2,fma",
        8,
        4,
        3,
        _mm256_setzero_ps,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_add_ps,
        _mm256_max_ps,
        _mm256_fmadd_ps
    );
}
