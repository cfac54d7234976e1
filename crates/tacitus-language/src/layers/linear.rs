//! thinc's `Linear`, and its `Softmax` without the normalisation, which changes no decision.

use crate::error::LoadError;
use crate::kernels::{Kernel, Packed, Pieces, Runs};
use crate::model::floats::Floats;
use crate::model::params::Params;

/// How many groups of sixteen outputs are summed beside each other.
const GROUPS: usize = 2;

/// An affine map of rows of numbers.
#[derive(Debug)]
pub(crate) struct Linear {
    inputs: usize,
    outputs: usize,
    bias: Floats,
    packed: Packed,
}

impl Linear {
    /// The layer stored under names that begin with `name`, for rows of `inputs` numbers.
    pub(crate) fn load(params: &Params, name: &str, inputs: usize) -> Result<Self, LoadError> {
        let key = |key: &str| format!("{name}.{key}");
        let outputs = params.size(&key("outputs"))?;
        if params.size(&key("inputs"))? != inputs {
            return Err(params.error(&key("inputs"), &format!("expected {inputs}")));
        }
        let bias = params.array(&key("bias"), outputs)?;
        let runs = Runs { groups: 1, width: inputs };
        let mode = Pieces::Keep;
        let packed = match Packed::load(params, name, &bias, runs, outputs, GROUPS, mode)? {
            Some(packed) => packed,
            None => {
                let weights = params.array(&key("weights"), outputs * inputs)?;
                Packed::pack(&weights, &bias, runs, outputs, GROUPS, mode)
            }
        };
        Ok(Linear { inputs, outputs, bias, packed })
    }

    /// Adds the values to `params`, under names that begin with `name`.
    pub(crate) fn store(&self, params: &mut Params, name: &str) {
        params.set_number(format!("{name}.inputs"), self.inputs);
        params.set_number(format!("{name}.outputs"), self.outputs);
        params.set_array(format!("{name}.bias"), self.bias.clone());
        self.packed.store(params, name);
    }

    /// From now on the product is taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.packed.use_bytes();
    }

    /// The number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// The distance between rows of outputs.
    pub(crate) fn stride(&self) -> usize {
        self.packed.outputs()
    }

    /// Maps `rows` rows of `input`, each padded to whole panels, into `out`.
    pub(crate) fn run(&self, kernel: Kernel, input: &[f32], rows: usize, out: &mut [f32]) {
        kernel.multiply(input, self.packed.inputs(), rows, &self.packed, out);
    }
}
