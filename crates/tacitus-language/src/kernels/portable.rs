//! The product in plain Rust, which the compiler turns into whatever vectors the target has.

use super::{LANES, Packed, Pieces};

/// See [`super::Kernel::multiply`].
pub(super) fn multiply(
    input: &[f32],
    input_stride: usize,
    rows: usize,
    layer: &Packed,
    out: &mut [f32],
) {
    let width = layer.outputs();
    for row in 0..rows {
        let input = &input[row * input_stride..][..layer.inputs];
        let out = out[row * width..][..width].as_chunks_mut::<LANES>().0;
        for panel in 0..layer.panels {
            for piece in 0..layer.pieces {
                let sums = sums(input, layer, panel, piece);
                match layer.mode {
                    Pieces::Keep => out[panel * layer.pieces + piece] = sums,
                    Pieces::Max if piece == 0 => out[panel] = sums,
                    Pieces::Max => {
                        for (best, sum) in out[panel].iter_mut().zip(sums) {
                            *best = best.max(sum);
                        }
                    }
                }
            }
        }
    }
}

/// The sums of one row for one piece of one panel: few enough that compilers keep them in registers.
fn sums(input: &[f32], layer: &Packed, panel: usize, piece: usize) -> [f32; LANES] {
    let columns = layer.weights.as_chunks::<LANES>().0;
    let columns = &columns[panel * layer.inputs * layer.pieces + piece..];
    let mut sums = [0.0; LANES];
    for (&value, column) in input.iter().zip(columns.iter().step_by(layer.pieces)) {
        for (sum, &weight) in sums.iter_mut().zip(column) {
            *sum += value * weight;
        }
    }
    // thinc adds the bias to the finished product.
    let bias = layer.bias.as_chunks::<LANES>().0[panel * layer.pieces + piece];
    for (sum, bias) in sums.iter_mut().zip(bias) {
        *sum += bias;
    }
    sums
}
