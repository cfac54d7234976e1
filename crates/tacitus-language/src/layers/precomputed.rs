//! spaCy's `PrecomputableAffine`, the lower layer of a transition-based parser: what each token would add to
//! the hidden layer in each place of a state is computed once, and a state only sums what its tokens add.

use crate::error::LoadError;
use crate::kernels::{Kernel, MAX_PIECES, Packed, Pieces, Runs, padded};
use crate::model::floats::Floats;
use crate::model::params::Params;

/// How many groups of sixteen outputs are summed beside each other.
const GROUPS: usize = 2;

/// The layer. Outputs are ordered by feature, piece, unit, with units padded to whole panels, so that the
/// maximum of the pieces is taken of whole vectors; thinc orders by feature, unit, piece.
#[derive(Debug)]
pub(crate) struct Precomputed {
    inputs: usize,
    features: usize,
    units: usize,
    pieces: usize,
    packed: Packed,
    bias: Vec<f32>,
    padding: Vec<f32>,
    // In thinc's order, to store them.
    natural_bias: Floats,
    natural_padding: Floats,
}

impl Precomputed {
    /// The layer stored under names that begin with `name`, for rows of `inputs` numbers.
    pub(crate) fn load(params: &Params, name: &str, inputs: usize) -> Result<Self, LoadError> {
        let key = |key: &str| format!("{name}.{key}");
        let size = |name: &str| params.size(&key(name));
        let (features, units, pieces) = (size("features")?, size("outputs")?, size("pieces")?);
        if pieces > MAX_PIECES {
            return Err(params.unsupported(format!("a state layer of {pieces} pieces")));
        }
        if size("inputs")? != inputs {
            return Err(params.error(&key("inputs"), &format!("expected {inputs}")));
        }
        let natural_bias = params.array(&key("bias"), units * pieces)?;
        let natural_padding = params.array(&key("padding"), features * units * pieces)?;
        let bias = reorder(&natural_bias, 1, units, pieces);
        let padding = reorder(&natural_padding, 1, units, pieces);
        let rows = features * pieces * padded(units);
        let runs = Runs { groups: 1, width: inputs };
        let mode = Pieces::Keep;
        let no_bias = vec![0.0; rows];
        let packed = match Packed::load(params, name, &no_bias, runs, rows, GROUPS, mode)? {
            Some(packed) => packed,
            None => {
                let weights = params.array(&key("weights"), features * units * pieces * inputs)?;
                let weights = reorder(&weights, inputs, units, pieces);
                Packed::pack(&weights, &no_bias, runs, rows, GROUPS, mode)
            }
        };
        Ok(Precomputed {
            inputs,
            features,
            units,
            pieces,
            packed,
            bias,
            padding,
            natural_bias,
            natural_padding,
        })
    }

    /// Adds the values to `params`, under names that begin with `name`.
    pub(crate) fn store(&self, params: &mut Params, name: &str) {
        params.set_number(format!("{name}.inputs"), self.inputs);
        params.set_number(format!("{name}.features"), self.features);
        params.set_number(format!("{name}.outputs"), self.units);
        params.set_number(format!("{name}.pieces"), self.pieces);
        self.packed.store(params, name);
        params.set_array(format!("{name}.bias"), self.natural_bias.clone());
        params.set_array(format!("{name}.padding"), self.natural_padding.clone());
    }

    /// From now on the product is taken in eight bits.
    pub(crate) fn use_bytes(&mut self) {
        self.packed.use_bytes();
    }

    /// How many places for tokens a state has.
    pub(crate) fn features(&self) -> usize {
        self.features
    }

    /// The number of hidden units.
    pub(crate) fn units(&self) -> usize {
        self.units
    }

    /// The distance between the rows that [`Precomputed::run`] writes.
    pub(crate) fn stride(&self) -> usize {
        self.packed.outputs()
    }

    /// What each of `rows` tokens adds in each place; their vectors begin every `stride` floats.
    pub(crate) fn run(
        &self,
        kernel: Kernel,
        vectors: &[f32],
        stride: usize,
        rows: usize,
        out: &mut [f32],
    ) {
        kernel.multiply(vectors, stride, rows, &self.packed, out);
    }

    /// The floats that a place of a state takes in a row.
    fn place(&self) -> usize {
        self.pieces * padded(self.units)
    }

    /// Starts the sum of a state in `sums`, which has room for all pieces of all units.
    pub(crate) fn start(&self, sums: &mut Vec<f32>) {
        sums.clear();
        sums.resize(self.place(), 0.0);
    }

    /// Adds what the token with the row `row` of [`Precomputed::run`] adds in place `feature`, or, where there
    /// is no such token, the padding.
    pub(crate) fn add(
        &self,
        kernel: Kernel,
        sums: &mut [f32],
        feature: usize,
        row: Option<&[f32]>,
    ) {
        let row = row.unwrap_or(&self.padding);
        kernel.add(sums, &row[feature * self.place()..][..self.place()]);
    }

    /// Adds the bias and takes the largest piece of each unit into `hidden`.
    pub(crate) fn finish(&self, kernel: Kernel, sums: &[f32], hidden: &mut Vec<f32>) {
        hidden.resize(padded(self.units), 0.0);
        kernel.largest(sums, &self.bias, hidden);
    }
}

/// From feature, unit, piece to feature, piece, unit with padded units; each entry is `run` numbers.
fn reorder(values: &[f32], run: usize, units: usize, pieces: usize) -> Vec<f32> {
    let features = values.len() / (units * pieces * run);
    let mut out = vec![0.0; features * pieces * padded(units) * run];
    for (index, entry) in values.chunks_exact(run).enumerate() {
        let (feature, within) = (index / (units * pieces), index % (units * pieces));
        let (unit, piece) = (within / pieces, within % pieces);
        let to = (feature * pieces + piece) * padded(units) + unit;
        out[to * run..][..run].copy_from_slice(entry);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_sums_tokens_and_padding() {
        // One input, two features, two units, two pieces. Weights (feature, unit, piece) count from one.
        let mut params = Params::new("parser", "test");
        for (name, number) in [("inputs", 1), ("features", 2), ("outputs", 2), ("pieces", 2)] {
            params.set_number(format!("l.{name}"), number);
        }
        let mut set = |name: &str, values: &[f32]| {
            params.set_array(format!("l.{name}"), Floats::copied(values));
        };
        set("weights", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]);
        set("bias", &[100.0, 0.0, 0.0, 0.0]);
        set("padding", &[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
        let layer = Precomputed::load(&params, "l", 1).unwrap();
        let mut vector = vec![0.0; 16];
        vector[0] = 10.0;
        let mut row = vec![0.0; layer.stride()];
        layer.run(Kernel::Portable, &vector, 16, 1, &mut row);
        let (mut sums, mut hidden) = (Vec::new(), Vec::new());
        layer.start(&mut sums);
        layer.add(Kernel::Portable, &mut sums, 0, Some(&row));
        layer.add(Kernel::Portable, &mut sums, 1, None);
        layer.finish(Kernel::Portable, &sums, &mut hidden);
        // Unit 0: max(10 + 0.5 + 100, 20 + 0.6); unit 1: max(30 + 0.7, 40 + 0.8).
        assert_eq!(hidden[..2], [110.5, 40.8]);
    }
}
