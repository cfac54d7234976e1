//! The product with the vectors of x86-64 and of aarch64 processors.
//!
//! All forms walk blocks of rows against panels of weights and keep all sums of a block in registers: with
//! AVX-512 eight rows by up to three vectors of sixteen, with AVX2 four rows by up to three vectors of eight, each
//! panel in two halves, with NEON six rows by up to three vectors of four, each panel in four quarters.

/// Defines `multiply` for one kind of vector. `$lanes` is the vector's width; `$wide` the rows of a block where
/// a panel has at most three pieces, `$narrow` where it has four; `$panels` the panels of a single row at once.
macro_rules! product {
    ($features:literal, $vector:ident, $lanes:literal, $wide:literal, $narrow:literal, $panels:literal,
     $zero:ident, $set:ident, $load:ident, $store:ident, $add:ident, $max:ident, $fma:ident) => {
        use crate::kernels::{LANES, Packed, Pieces};

        /// Panels of a single row that are summed beside each other.
        const AT_ONCE: usize = $panels;

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

        /// Whole blocks of `M` rows, then the rest row by row, several panels at once: one row against one panel
        /// would wait for each sum before it could add to it again.
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
            // SAFETY: `row` is below `rows`, a block of `M` is taken only where as many are left, and `panel` and
            // those taken with it are below the layer's number.
            unsafe {
                while row + M <= rows {
                    let (input, out) = (input.add(row * input_stride), out.add(row * width));
                    for panel in 0..layer.panels {
                        tile::<M, 1, P>(input, input_stride, layer, panel, out, width);
                    }
                    row += M;
                }
                while row < rows {
                    let (input, out) = (input.add(row * input_stride), out.add(row * width));
                    let mut panel = 0;
                    while panel + AT_ONCE <= layer.panels {
                        tile::<1, AT_ONCE, P>(input, input_stride, layer, panel, out, width);
                        panel += AT_ONCE;
                    }
                    while panel < layer.panels {
                        tile::<1, 1, P>(input, input_stride, layer, panel, out, width);
                        panel += 1;
                    }
                    row += 1;
                }
            }
        }

        /// The outputs of `N` panels from `panel` on, for a block of `M` rows. Whatever `M` and `N`, each output is
        /// summed in the same order.
        ///
        /// # Safety
        ///
        /// As for [`multiply`], with `M` rows at `input` and `out`; the layer has the panels.
        #[target_feature(enable = $features)]
        unsafe fn tile<const M: usize, const N: usize, const P: usize>(
            input: *const f32,
            input_stride: usize,
            layer: &Packed,
            panel: usize,
            out: *mut f32,
            width: usize,
        ) {
            let (weights, bias) = (layer.weights.as_ptr(), layer.bias.as_ptr());
            let length = layer.inputs * P * LANES;
            for part in (0..LANES).step_by($lanes) {
                // SAFETY: a panel has `inputs * P * LANES` weights and `P * LANES` biases, and `part` and one vector
                // lie within `LANES`; outputs have room as the caller promised.
                unsafe {
                    let weights = weights.add(panel * length + part);
                    let mut sums = [[[$zero(); P]; N]; M];
                    for k in 0..layer.inputs {
                        let mut column = [[$zero(); P]; N];
                        for n in 0..N {
                            for p in 0..P {
                                column[n][p] = $load(weights.add(n * length + (k * P + p) * LANES));
                            }
                        }
                        for m in 0..M {
                            let value = $set(*input.add(m * input_stride + k));
                            for n in 0..N {
                                for p in 0..P {
                                    sums[m][n][p] = $fma(value, column[n][p], sums[m][n][p]);
                                }
                            }
                        }
                    }
                    for m in 0..M {
                        for n in 0..N {
                            let out = out.add(m * width + part);
                            finish(sums[m][n], layer.mode, bias.add(part), panel + n, out);
                        }
                    }
                }
            }
        }

        /// Adds the bias and writes a panel's outputs.
        ///
        /// # Safety
        ///
        /// As for [`tile`]: `bias` and `out` are those of the first panel.
        #[target_feature(enable = $features)]
        #[inline]
        unsafe fn finish<const P: usize>(
            mut sums: [$vector; P],
            mode: Pieces,
            bias: *const f32,
            panel: usize,
            out: *mut f32,
        ) {
            // SAFETY: the caller's promise.
            unsafe {
                for p in 0..P {
                    sums[p] = $add(sums[p], $load(bias.add((panel * P + p) * LANES)));
                }
                match mode {
                    Pieces::Max => {
                        let mut best = sums[0];
                        for p in 1..P {
                            best = $max(best, sums[p]);
                        }
                        $store(out.add(panel * LANES), best);
                    }
                    Pieces::Keep => {
                        for p in 0..P {
                            $store(out.add((panel * P + p) * LANES), sums[p]);
                        }
                    }
                }
            }
        }
    };
}

/// 512-bit vectors.
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod avx512 {
    use std::arch::x86_64::*;

    product!(
        "avx512f",
        __m512,
        16,
        8,
        6,
        4,
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
#[cfg(target_arch = "x86_64")]
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod avx2 {
    use std::arch::x86_64::*;

    product!(
        "avx2,fma",
        __m256,
        8,
        4,
        3,
        2,
        _mm256_setzero_ps,
        _mm256_set1_ps,
        _mm256_loadu_ps,
        _mm256_storeu_ps,
        _mm256_add_ps,
        _mm256_max_ps,
        _mm256_fmadd_ps
    );
}

/// 128-bit vectors.
#[cfg(target_arch = "aarch64")]
#[allow(clippy::needless_range_loop, reason = "the indices are those of registers")]
pub(super) mod neon {
    use std::arch::aarch64::*;

    /// Four zeros.
    #[target_feature(enable = "neon")]
    #[inline]
    fn zero() -> float32x4_t {
        vdupq_n_f32(0.0)
    }

    /// The product added to the sum, with the arguments in the order that x86 has.
    #[target_feature(enable = "neon")]
    #[inline]
    fn fma(a: float32x4_t, b: float32x4_t, sum: float32x4_t) -> float32x4_t {
        vfmaq_f32(sum, a, b)
    }

    product!(
        "neon",
        float32x4_t,
        4,
        6,
        4,
        4,
        zero,
        vdupq_n_f32,
        vld1q_f32,
        vst1q_f32,
        vaddq_f32,
        vmaxq_f32,
        fma
    );
}
