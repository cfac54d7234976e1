//! The one matrix product that everything runs on, in the forms that processors know.
//!
//! A product multiplies rows of activations with a [`Packed`] matrix of weights. Weights are packed once, when
//! a pipeline is loaded: outputs go in panels of sixteen, with the pieces of a maxout layer side by side, so
//! that one walk over the inputs gives all pieces of sixteen outputs and their maximum is taken in registers.

mod bytes;
mod portable;
mod rows;
#[cfg(any(target_arch = "x86_64", target_arch = "aarch64"))]
mod vector;
#[cfg(target_arch = "x86_64")]
mod x86_bytes;

use crate::error::LoadError;
use crate::model::floats::{Floats, LINE};
use crate::model::params::Params;
use bytes::Bytes;

/// Outputs of one panel.
pub(crate) const LANES: usize = LINE;
/// The most pieces that a maxout layer may have, and the most groups of a linear one.
pub(crate) const MAX_PIECES: usize = 4;

/// `length` rounded up to whole panels: the distance between rows of activations.
pub(crate) const fn padded(length: usize) -> usize {
    length.next_multiple_of(LANES)
}

/// What happens to the pieces of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pieces {
    /// The largest is the output: a maxout layer.
    Max,
    /// Each is an output of its own: a linear layer, whose outputs are dealt out to pieces only so that
    /// enough sums run beside each other.
    Keep,
}

/// Weights and biases in the order in which the kernels read them: panel, input, piece, lane.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    inputs: usize,
    panels: usize,
    pieces: usize,
    mode: Pieces,
    weights: Floats,
    bias: Floats,
    /// The weights once more in bytes, where a file kept them.
    kept: Option<Bytes>,
    /// What the product is taken with after [`Packed::use_bytes`].
    bytes: Option<Bytes>,
}

/// How the inputs of a layer lie in a row of activations: `groups` runs of `width` numbers, each padded to
/// whole panels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Runs {
    /// How many runs.
    pub(crate) groups: usize,
    /// The numbers of one run.
    pub(crate) width: usize,
}

impl Runs {
    /// How many numbers a row takes, padding included.
    pub(crate) fn stride(self) -> usize {
        self.groups * padded(self.width)
    }
}

impl Packed {
    /// The number of floats that the packed weights of such a layer take.
    fn weights_len(inputs: Runs, outputs: usize, pieces: usize, mode: Pieces) -> usize {
        panels(outputs, pieces, mode) * inputs.stride() * pieces * LANES
    }

    /// Packs the weights of a layer. `weights` and `bias` are thinc's: for a maxout layer ordered by output,
    /// piece, input; for a linear one by output, input.
    pub(crate) fn pack(
        weights: &[f32],
        bias: &[f32],
        inputs: Runs,
        outputs: usize,
        pieces: usize,
        mode: Pieces,
    ) -> Self {
        let natural = inputs.groups * inputs.width;
        let stride = inputs.stride();
        let mut packed = vec![0.0; Packed::weights_len(inputs, outputs, pieces, mode)];
        for (row, values) in weights.chunks_exact(natural).enumerate() {
            let (panel, piece, lane) = place(row, pieces, mode);
            for (input, &value) in values.iter().enumerate() {
                let (group, within) = (input / inputs.width, input % inputs.width);
                let input = group * padded(inputs.width) + within;
                packed[((panel * stride + input) * pieces + piece) * LANES + lane] = value;
            }
        }
        Packed::from_packed(Floats::copied(&packed), bias, inputs, outputs, pieces, mode)
    }

    /// A layer whose weights are packed already: `weights` has [`Packed::weights_len`] values.
    fn from_packed(
        weights: Floats,
        bias: &[f32],
        inputs: Runs,
        outputs: usize,
        pieces: usize,
        mode: Pieces,
    ) -> Self {
        assert!((1..=MAX_PIECES).contains(&pieces), "a layer of {pieces} pieces");
        assert_eq!(weights.len(), Packed::weights_len(inputs, outputs, pieces, mode));
        let panels = panels(outputs, pieces, mode);
        let mut packed = vec![0.0; panels * pieces * LANES];
        for (row, &value) in bias.iter().enumerate() {
            let (panel, piece, lane) = place(row, pieces, mode);
            packed[(panel * pieces + piece) * LANES + lane] = value;
        }
        let bias = Floats::copied(&packed);
        Packed {
            inputs: inputs.stride(),
            panels,
            pieces,
            mode,
            weights,
            bias,
            kept: None,
            bytes: None,
        }
    }

    /// From now on the product is taken in eight bits: faster and less exact.
    pub(crate) fn use_bytes(&mut self) {
        self.bytes = self.kept.clone().or_else(|| Bytes::of(self));
    }

    /// The layer whose packed weights are kept under names that begin with `name`; `None` where they are not packed.
    pub(crate) fn load(
        params: &Params,
        name: &str,
        bias: &[f32],
        inputs: Runs,
        outputs: usize,
        pieces: usize,
        mode: Pieces,
    ) -> Result<Option<Self>, LoadError> {
        let key = format!("{name}.packed");
        if !params.arrays.contains_key(&key) {
            return Ok(None);
        }
        let weights = params.array(&key, Packed::weights_len(inputs, outputs, pieces, mode))?;
        let mut layer = Packed::from_packed(weights, bias, inputs, outputs, pieces, mode);
        layer.kept = Bytes::load(params, name, &layer)?;
        Ok(Some(layer))
    }

    /// Keeps the packed weights in `params`, as floats and in bytes, under names that begin with `name`.
    pub(crate) fn store(&self, params: &mut Params, name: &str) {
        params.set_array(format!("{name}.packed"), self.weights.clone());
        if let Some(bytes) = self.kept.clone().or_else(|| Bytes::of(self)) {
            bytes.store(params, name);
        }
    }

    /// How many numbers one row of inputs takes, padding included.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// How many numbers one row of outputs takes, padding included.
    pub(crate) fn outputs(&self) -> usize {
        match self.mode {
            Pieces::Max => self.panels * LANES,
            Pieces::Keep => self.panels * self.pieces * LANES,
        }
    }
}

fn panels(outputs: usize, pieces: usize, mode: Pieces) -> usize {
    match mode {
        Pieces::Max => outputs.div_ceil(LANES),
        Pieces::Keep => outputs.div_ceil(pieces * LANES),
    }
}

/// Panel, piece and lane of a row of thinc's weights.
fn place(row: usize, pieces: usize, mode: Pieces) -> (usize, usize, usize) {
    let (output, piece) = match mode {
        Pieces::Max => (row / pieces, row % pieces),
        Pieces::Keep => {
            let within = row % (pieces * LANES);
            (row / (pieces * LANES) * LANES + within % LANES, within / LANES)
        }
    };
    (output / LANES, piece, output % LANES)
}

/// The form of the product that this processor runs best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// Plain Rust.
    Portable,
    /// 256-bit vectors with fused multiply-add.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit vectors.
    #[cfg(target_arch = "x86_64")]
    Avx512,
    /// 512-bit vectors, and products of bytes in one step.
    #[cfg(target_arch = "x86_64")]
    Vnni,
    /// 128-bit vectors of ARM, which all processors of 64 bits have.
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Kernel {
    /// Chooses by what the processor says it can do.
    pub(crate) fn detect() -> Self {
        let all = Kernel::all();
        all[all.len() - 1]
    }

    /// All forms that this processor can run, the best last.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Kernel::Portable];
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            all.push(Kernel::Avx2);
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
            {
                all.push(Kernel::Avx512);
                if is_x86_feature_detected!("avx512vnni") {
                    all.push(Kernel::Vnni);
                }
            }
        }
        #[cfg(target_arch = "aarch64")]
        all.push(Kernel::Neon);
        all
    }

    /// `out[r] = layer(input[r])` for `rows` rows. A row of inputs begins every `input_stride` floats and may
    /// overlap the next, which is how a window over neighbours needs no copy; a row of outputs begins every
    /// [`Packed::outputs`] floats.
    pub(crate) fn multiply(
        self,
        input: &[f32],
        input_stride: usize,
        rows: usize,
        layer: &Packed,
        out: &mut [f32],
    ) {
        if rows == 0 {
            return;
        }
        assert!(input.len() >= (rows - 1) * input_stride + layer.inputs, "too few inputs");
        assert!(out.len() >= rows * layer.outputs(), "too little room for outputs");
        if let Some(weights) = &layer.bytes {
            return self.multiply_bytes(input, input_stride, rows, layer, weights, out);
        }
        match self {
            Kernel::Portable => portable::multiply(input, input_stride, rows, layer, out),
            #[cfg(target_arch = "x86_64")]
            // SAFETY: `detect` and `all` give this form only to a processor that has AVX2 and FMA; the lengths
            // were checked above.
            Kernel::Avx2 => unsafe {
                vector::avx2::multiply(input, input_stride, rows, layer, out);
            },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: as above, with AVX-512F.
            Kernel::Avx512 | Kernel::Vnni => unsafe {
                vector::avx512::multiply(input, input_stride, rows, layer, out);
            },
            #[cfg(target_arch = "aarch64")]
            // SAFETY: every processor of this kind has NEON; the lengths were checked above.
            Kernel::Neon => unsafe {
                vector::neon::multiply(input, input_stride, rows, layer, out);
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same everywhere.
    pub(super) fn noise(length: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..length).map(|_| next()).collect()
    }

    /// The product as the definition has it, in f64.
    fn naive(
        input: &[f32],
        weights: &[f32],
        bias: &[f32],
        pieces: usize,
        mode: Pieces,
    ) -> Vec<f64> {
        let rows: Vec<f64> = weights
            .chunks_exact(input.len())
            .zip(bias)
            .map(|(row, &bias)| {
                let sum: f64 =
                    row.iter().zip(input).map(|(w, x)| f64::from(*w) * f64::from(*x)).sum();
                sum + f64::from(bias)
            })
            .collect();
        match mode {
            Pieces::Keep => rows,
            Pieces::Max => rows
                .chunks(pieces)
                .map(|pieces| pieces.iter().copied().fold(f64::NEG_INFINITY, f64::max))
                .collect(),
        }
    }

    #[test]
    fn every_form_agrees_with_the_definition() {
        for (groups, width, outputs, pieces, mode) in [
            (1, 5, 3, 2, Pieces::Max),
            (3, 96, 96, 3, Pieces::Max),
            (3, 20, 20, 1, Pieces::Max),
            (2, 16, 40, 4, Pieces::Max),
            (1, 64, 106, 4, Pieces::Keep),
            (1, 96, 50, 2, Pieces::Keep),
            (1, 7, 1, 3, Pieces::Keep),
            (1, 7, 33, 1, Pieces::Keep),
        ] {
            let inputs = Runs { groups, width };
            let rows_of_weights = if mode == Pieces::Max { outputs * pieces } else { outputs };
            let weights = noise(rows_of_weights * groups * width, 1);
            let bias = noise(rows_of_weights, 2);
            let packed = Packed::pack(&weights, &bias, inputs, outputs, pieces, mode);
            for rows in [1, 2, 7, 8, 9, 23] {
                let natural = noise(rows * groups * width, 3);
                let mut padded_input = vec![0.0; rows * inputs.stride()];
                for (run, values) in natural.chunks_exact(width).enumerate() {
                    padded_input[run * padded(width)..][..width].copy_from_slice(values);
                }
                for kernel in Kernel::all() {
                    let mut out = vec![f32::NAN; rows * packed.outputs()];
                    kernel.multiply(&padded_input, inputs.stride(), rows, &packed, &mut out);
                    for row in 0..rows {
                        let input = &natural[row * groups * width..][..groups * width];
                        let expected = naive(input, &weights, &bias, pieces, mode);
                        let found = &out[row * packed.outputs()..][..packed.outputs()];
                        for (&found, &expected) in found.iter().zip(&expected) {
                            assert!((f64::from(found) - expected).abs() < 1e-4, "{kernel:?}");
                        }
                        // Padding stays zero, for the next layer reads it.
                        assert!(found[outputs..].iter().all(|&value| value == 0.0), "{kernel:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn rows_may_overlap() {
        // Two rows of three numbers over four numbers, weights all one: sums of neighbours.
        let inputs = Runs { groups: 1, width: 48 };
        let packed = Packed::pack(&[1.0; 48], &[0.5], inputs, 1, 1, Pieces::Keep);
        let mut input = vec![0.0; 64];
        (input[0], input[16], input[32], input[48]) = (1.0, 2.0, 4.0, 8.0);
        for kernel in Kernel::all() {
            let mut out = vec![0.0; 32];
            kernel.multiply(&input, 16, 2, &packed, &mut out);
            assert_eq!((out[0], out[16]), (7.5, 14.5), "{kernel:?}");
        }
    }
}
