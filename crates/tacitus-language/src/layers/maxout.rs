//! thinc's `Maxout` with a layer norm after it, the block that embeddings and encoder are made of.

use crate::error::LoadError;
use crate::kernels::{Kernel, MAX_PIECES, Packed, Pieces, Runs, padded};
use crate::model::floats::Floats;
use crate::model::params::Params;

/// A maxout layer and its layer norm.
#[derive(Debug)]
pub(crate) struct MaxoutNorm {
    outputs: usize,
    pieces: usize,
    natural_inputs: usize,
    bias: Floats,
    packed: Packed,
    // Padded with zeros to whole panels, so that the padding of a row comes out as zero.
    gain: Floats,
    shift: Floats,
}

impl MaxoutNorm {
    /// The layer stored under names that begin with `name`, over inputs that lie as `inputs` says.
    pub(crate) fn load(params: &Params, name: &str, inputs: Runs) -> Result<Self, LoadError> {
        let key = |key: &str| format!("{name}.{key}");
        let (outputs, pieces) = (params.size(&key("outputs"))?, params.size(&key("pieces"))?);
        if pieces > MAX_PIECES {
            return Err(params.unsupported(format!("maxout layers of {pieces} pieces")));
        }
        let natural_inputs = inputs.groups * inputs.width;
        if params.size(&key("inputs"))? != natural_inputs {
            return Err(params.error(&key("inputs"), &format!("expected {natural_inputs}")));
        }
        let bias = params.array(&key("bias"), outputs * pieces)?;
        let mode = Pieces::Max;
        let packed = match Packed::load(params, name, &bias, inputs, outputs, pieces, mode)? {
            Some(packed) => packed,
            None => {
                let weights = params.array(&key("weights"), outputs * pieces * natural_inputs)?;
                Packed::pack(&weights, &bias, inputs, outputs, pieces, mode)
            }
        };
        let pad = |array: &Floats| {
            let mut values = array.to_vec();
            values.resize(padded(outputs), 0.0);
            Floats::copied(&values)
        };
        let gain = pad(&params.array(&key("gain"), outputs)?);
        let shift = pad(&params.array(&key("shift"), outputs)?);
        Ok(MaxoutNorm { outputs, pieces, natural_inputs, bias, packed, gain, shift })
    }

    /// Adds the values to `params`, under names that begin with `name`.
    pub(crate) fn store(&self, params: &mut Params, name: &str) {
        params.set_number(format!("{name}.inputs"), self.natural_inputs);
        params.set_number(format!("{name}.outputs"), self.outputs);
        params.set_number(format!("{name}.pieces"), self.pieces);
        params.set_array(format!("{name}.bias"), self.bias.clone());
        self.packed.store(params, name);
        params.set_array(format!("{name}.gain"), Floats::copied(&self.gain[..self.outputs]));
        params.set_array(format!("{name}.shift"), Floats::copied(&self.shift[..self.outputs]));
    }

    /// From now on the product is taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.packed.use_bytes();
    }

    /// The number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Maps `rows` rows of inputs that begin every `input_stride` floats into `out`, whose rows are padded to
    /// whole panels.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        input: &[f32],
        input_stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        kernel.multiply(input, input_stride, rows, &self.packed, out);
        let out = &mut out[..rows * padded(self.outputs)];
        kernel.normalise(out, self.outputs, &self.gain, &self.shift);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernels::LANES;

    /// Two outputs of two pieces over two inputs.
    fn layer(gain: [f32; 2], shift: [f32; 2]) -> MaxoutNorm {
        let mut params = Params::new("tok2vec", "test");
        for (name, number) in [("inputs", 2), ("outputs", 2), ("pieces", 2)] {
            params.set_number(format!("m.{name}"), number);
        }
        let mut set = |name: &str, values: &[f32]| {
            params.set_array(format!("m.{name}"), Floats::copied(values));
        };
        set("weights", &[1.0, 0.0, 0.0, 1.0, -1.0, 0.0, 0.0, -1.0]);
        set("bias", &[0.0, 1.0, 0.0, 0.0]);
        set("gain", &gain);
        set("shift", &shift);
        MaxoutNorm::load(&params, "m", Runs { groups: 1, width: 2 }).unwrap()
    }

    #[test]
    fn the_largest_piece_normalised() {
        // Input (3, 1): the first output is max(3, 1 + 1) = 3, the second max(-3, -1) = -1. Their mean is 1 and
        // their variance 4, so they normalise to (1, -1); with gain (2, 3) and shift (0.5, 0) to (2.5, -3).
        let layer = layer([2.0, 3.0], [0.5, 0.0]);
        for kernel in Kernel::all() {
            let mut input = vec![0.0; LANES];
            input[..2].copy_from_slice(&[3.0, 1.0]);
            let mut out = vec![f32::NAN; LANES];
            layer.run(kernel, &input, LANES, 1, &mut out);
            assert!((out[0] - 2.5).abs() < 1e-6 && (out[1] + 3.0).abs() < 1e-6, "{out:?}");
            assert!(out[2..].iter().all(|&value| value == 0.0));
        }
    }

    #[test]
    fn equal_outputs_do_not_divide_by_zero() {
        // Input (-1, 0): max(-1, 0 + 1) = 1 and max(1, 0) = 1.
        let layer = layer([1.0, 1.0], [0.0, 7.0]);
        let mut input = vec![0.0; LANES];
        input[0] = -1.0;
        let mut out = vec![f32::NAN; LANES];
        layer.run(Kernel::Portable, &input, LANES, 1, &mut out);
        assert_eq!(out[..2], [0.0, 7.0]);
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        let mut params = Params::new("tok2vec", "tok2vec/model");
        for (name, number) in [("inputs", 3), ("outputs", 2), ("pieces", 2)] {
            params.set_number(format!("m.{name}"), number);
        }
        let runs = Runs { groups: 1, width: 2 };
        let error = MaxoutNorm::load(&params, "m", runs).unwrap_err().to_string();
        assert!(error.contains("tok2vec/model") && error.contains("m.inputs"), "{error}");
        params.set_number("m.pieces", 9);
        let error = MaxoutNorm::load(&params, "m", runs).unwrap_err().to_string();
        assert!(error.contains("9 pieces"), "{error}");
    }
}
