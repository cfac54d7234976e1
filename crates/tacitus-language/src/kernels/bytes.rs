//! The product in eight bits: about four times as fast, and about as exact as a decision needs.
//!
//! Each weight is one of 127 steps of the largest weight of its output, each input one of 255 steps of the largest
//! input of its row. (With more steps of weights the sum of two products would not fit sixteen bits, which is what
//! AVX2 adds up in.) Their products are added up in whole numbers, without overflow, so the order does not matter and
//! every form gives the same to the bit.

use super::rows::ZERO;
use super::{Kernel, LANES, Packed, Pieces};
use crate::error::LoadError;
use crate::model::floats::{Array, Floats};
use crate::model::params::Params;

/// Inputs that one step of a kernel takes together.
const TOGETHER: usize = 4;
/// The bytes of the weights of sixteen outputs for [`TOGETHER`] inputs.
pub(super) const COLUMN: usize = LANES * TOGETHER;
/// Layers with more inputs are left as they are.
const MAX_INPUTS: usize = 1024;
/// The number that the largest weight of an output becomes.
const LARGEST: f32 = 63.0;
/// Rows that are turned into bytes together.
const BLOCK: usize = 8;

/// Weights in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Bytes {
    /// In the order panel, four inputs, piece, lane, input: columns of [`COLUMN`] bytes.
    weights: Array<i8>,
    /// By panel, piece, lane: what one step of a weight stands for.
    steps: Floats,
    /// By panel, piece, lane: what is added so that a byte of [`ZERO`] counts as nothing.
    starts: Box<[i32]>,
}

/// Some rows of inputs in bytes.
pub(super) struct Rows<'a> {
    /// Row after row, each as long as the layer's inputs.
    pub(super) bytes: &'a [u8],
    /// What one step of each row stands for.
    pub(super) steps: &'a [f32],
}

impl Bytes {
    /// The weights of a layer in bytes; `None` for a layer that is too wide.
    pub(super) fn of(layer: &Packed) -> Option<Self> {
        if layer.inputs > MAX_INPUTS {
            return None;
        }
        let (inputs, pieces) = (layer.inputs, layer.pieces);
        let mut weights = vec![0; layer.panels * inputs * pieces * LANES];
        let mut steps = Vec::new();
        for panel in 0..layer.panels {
            for piece in 0..pieces {
                for lane in 0..LANES {
                    let at = |k: usize| ((panel * inputs + k) * pieces + piece) * LANES + lane;
                    let most =
                        (0..inputs).map(|k| layer.weights[at(k)].abs()).fold(0.0f32, f32::max);
                    let usable = most.is_normal();
                    for k in (0..inputs).filter(|_| usable) {
                        let byte = (layer.weights[at(k)] / most * LARGEST).round_ties_even() as i8;
                        let column = (panel * inputs / TOGETHER + k / TOGETHER) * pieces + piece;
                        weights[column * COLUMN + lane * TOGETHER + k % TOGETHER] = byte;
                    }
                    steps.push(if usable { most / LARGEST } else { 0.0 });
                }
            }
        }
        Some(Bytes::new(layer, Array::copied(&weights), Floats::copied(&steps)))
    }

    fn new(layer: &Packed, weights: Array<i8>, steps: Floats) -> Self {
        let mut starts = vec![0; layer.panels * layer.pieces * LANES].into_boxed_slice();
        let columns = weights.as_chunks::<COLUMN>().0;
        for (index, column) in columns.iter().enumerate() {
            let panel = index / (layer.inputs / TOGETHER * layer.pieces);
            let at = (panel * layer.pieces + index % layer.pieces) * LANES;
            let fours = column.as_chunks::<TOGETHER>().0;
            for (start, four) in starts[at..][..LANES].iter_mut().zip(fours) {
                *start -= i32::from(ZERO) * four.iter().map(|&byte| i32::from(byte)).sum::<i32>();
            }
        }
        Bytes { weights, steps, starts }
    }

    /// The weights in bytes that are kept under names that begin with `name`, where they are kept.
    pub(super) fn load(
        params: &Params,
        name: &str,
        layer: &Packed,
    ) -> Result<Option<Self>, LoadError> {
        let key = format!("{name}.bytes");
        let Some(weights) = params.bytes.get(&key) else { return Ok(None) };
        let outputs = layer.panels * layer.pieces * LANES;
        if weights.len() != layer.inputs * outputs || layer.inputs > MAX_INPUTS {
            return Err(params.error(&key, &format!("{} values", weights.len())));
        }
        let steps = params.array(&format!("{name}.steps"), outputs)?;
        Ok(Some(Bytes::new(layer, weights.clone(), steps)))
    }

    /// Keeps the weights in `params`, under names that begin with `name`.
    pub(super) fn store(&self, params: &mut Params, name: &str) {
        params.bytes.insert(format!("{name}.bytes"), self.weights.clone());
        params.set_array(format!("{name}.steps"), self.steps.clone());
    }

    /// The weights of one panel.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn panel(&self, layer: &Packed, panel: usize) -> *const i8 {
        self.weights[panel * layer.inputs * layer.pieces * LANES..].as_ptr()
    }

    /// The steps and starts of one panel: [`LANES`] for each piece.
    pub(super) fn ends(&self, layer: &Packed, panel: usize) -> (&[f32], &[i32]) {
        let range = panel * layer.pieces * LANES..(panel + 1) * layer.pieces * LANES;
        (&self.steps[range.clone()], &self.starts[range])
    }
}

impl Kernel {
    /// [`Kernel::multiply`] with weights in bytes; the lengths have been checked.
    pub(super) fn multiply_bytes(
        self,
        input: &[f32],
        input_stride: usize,
        rows: usize,
        layer: &Packed,
        weights: &Bytes,
        out: &mut [f32],
    ) {
        let (inputs, width) = (layer.inputs, layer.outputs());
        let mut bytes = [ZERO; BLOCK * MAX_INPUTS];
        let mut steps = [0.0; BLOCK];
        let mut row = 0;
        while row < rows {
            let count = BLOCK.min(rows - row);
            for at in 0..count {
                let input = &input[(row + at) * input_stride..][..inputs];
                steps[at] = self.to_bytes(input, &mut bytes[at * inputs..][..inputs]);
            }
            let block = Rows { bytes: &bytes[..count * inputs], steps: &steps[..count] };
            let out = &mut out[row * width..][..count * width];
            match self {
                #[cfg(target_arch = "x86_64")]
                // SAFETY: this form is given only to a processor that has AVX-512 with VNNI; a row has `inputs`
                // bytes, and `out` has room for as many rows as there are steps.
                Kernel::Vnni => unsafe {
                    super::x86_bytes::vnni::multiply(&block, layer, weights, out);
                },
                #[cfg(target_arch = "x86_64")]
                // SAFETY: as above, with AVX2, which every processor with AVX-512 has too.
                Kernel::Avx2 | Kernel::Avx512 => unsafe {
                    super::x86_bytes::avx2::multiply(&block, layer, weights, out);
                },
                _ => portable(&block, layer, weights, out),
            }
            row += count;
        }
    }
}

/// The product of one block in plain Rust.
fn portable(rows: &Rows<'_>, layer: &Packed, weights: &Bytes, out: &mut [f32]) {
    let (inputs, pieces, width) = (layer.inputs, layer.pieces, layer.outputs());
    for (row, &step) in rows.steps.iter().enumerate() {
        let input = &rows.bytes[row * inputs..][..inputs];
        let out = out[row * width..][..width].as_chunks_mut::<LANES>().0;
        for panel in 0..layer.panels {
            let (steps, starts) = weights.ends(layer, panel);
            for piece in 0..pieces {
                let columns = weights.weights.as_chunks::<COLUMN>().0;
                let columns = &columns[panel * inputs / TOGETHER * pieces + piece..];
                let starts = &starts[piece * LANES..];
                let mut sums: [i32; LANES] = std::array::from_fn(|lane| starts[lane]);
                let four = input.as_chunks::<TOGETHER>().0;
                for (four, column) in four.iter().zip(columns.iter().step_by(pieces)) {
                    for (sum, weights) in sums.iter_mut().zip(column.as_chunks::<TOGETHER>().0) {
                        for (&value, &weight) in four.iter().zip(weights) {
                            *sum += i32::from(value) * i32::from(weight);
                        }
                    }
                }
                let bias = &layer.bias[(panel * pieces + piece) * LANES..];
                let steps = &steps[piece * LANES..];
                let values: [f32; LANES] = std::array::from_fn(|lane| {
                    sums[lane] as f32 * (steps[lane] * step) + bias[lane]
                });
                match layer.mode {
                    Pieces::Keep => out[panel * pieces + piece] = values,
                    Pieces::Max if piece == 0 => out[panel] = values,
                    Pieces::Max => {
                        for (best, value) in out[panel].iter_mut().zip(values) {
                            *best = best.max(value);
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::Runs;
    use crate::kernels::tests::noise;

    #[test]
    fn every_form_gives_the_same_and_is_close_to_the_exact_product() {
        for (inputs, outputs, pieces, mode) in [
            (288, 96, 3, Pieces::Max),
            (96, 64, 2, Pieces::Keep),
            (16, 40, 4, Pieces::Max),
            (64, 130, 4, Pieces::Keep),
            (48, 7, 1, Pieces::Keep),
        ] {
            let count = if mode == Pieces::Max { outputs * pieces } else { outputs };
            let runs = Runs { groups: 1, width: inputs };
            let (weights, bias) = (noise(count * inputs, 1), noise(count, 2));
            let exact = Packed::pack(&weights, &bias, runs, outputs, pieces, mode);
            let mut fast = exact.clone();
            fast.use_bytes();
            for rows in [1, 3, 8, 23] {
                // Rows overlap, as windows do.
                let stride = if rows == 23 { 16 } else { inputs };
                let input = noise((rows - 1) * stride + inputs, 3);
                let mut expected = vec![0.0; rows * exact.outputs()];
                Kernel::Portable.multiply(&input, stride, rows, &exact, &mut expected);
                let mut first = vec![0.0; expected.len()];
                Kernel::Portable.multiply(&input, stride, rows, &fast, &mut first);
                for (found, expected) in first.iter().zip(&expected) {
                    assert!((found - expected).abs() < 0.02 * (inputs as f32).sqrt());
                }
                for kernel in Kernel::all() {
                    let mut out = vec![f32::NAN; expected.len()];
                    kernel.multiply(&input, stride, rows, &fast, &mut out);
                    let same = out.iter().zip(&first).all(|(a, b)| a.to_bits() == b.to_bits());
                    assert!(same, "{kernel:?}, {rows} rows of {inputs}");
                }
            }
        }
    }

    #[test]
    fn kept_weights_are_those_that_were_made() {
        let runs = Runs { groups: 1, width: 48 };
        let (weights, bias) = (noise(48 * 40, 1), noise(40, 2));
        let mut made = Packed::pack(&weights, &bias, runs, 40, 2, Pieces::Keep);
        let mut params = Params::new("tagger", "test");
        made.store(&mut params, "l");
        let load = |params: &Params| Packed::load(params, "l", &bias, runs, 40, 2, Pieces::Keep);
        let mut kept = load(&params).unwrap().unwrap();
        assert!(kept.kept.is_some());
        made.use_bytes();
        kept.use_bytes();
        let input = noise(48, 3);
        let product = |layer: &Packed| {
            let mut out = vec![0.0; layer.outputs()];
            Kernel::Portable.multiply(&input, 48, 1, layer, &mut out);
            out
        };
        assert_eq!(product(&made), product(&kept));
        // A file from before they were kept has none; one of another length is an error.
        params.bytes.insert("l.bytes".into(), Array::copied(&[1; 64]));
        assert!(load(&params).is_err());
        params.bytes.clear();
        assert!(load(&params).unwrap().unwrap().kept.is_none());
    }

    #[test]
    fn the_largest_values_do_not_overflow() {
        let runs = Runs { groups: 1, width: MAX_INPUTS };
        let mut layer = Packed::pack(&[-1.0; MAX_INPUTS], &[0.5], runs, 1, 1, Pieces::Keep);
        layer.use_bytes();
        for kernel in Kernel::all() {
            for sign in [1.0, -1.0] {
                let mut out = [0.0; LANES];
                kernel.multiply(&[3.0 * sign; MAX_INPUTS], MAX_INPUTS, 1, &layer, &mut out);
                let expected = 0.5 - sign * 3.0 * MAX_INPUTS as f32;
                assert!((out[0] - expected).abs() < 0.01, "{kernel:?}: {}", out[0]);
            }
        }
    }
}
