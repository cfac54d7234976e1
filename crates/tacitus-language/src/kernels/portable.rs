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
    match layer.pieces {
        1 => run::<1>(input, input_stride, rows, layer, out),
        2 => run::<2>(input, input_stride, rows, layer, out),
        3 => run::<3>(input, input_stride, rows, layer, out),
        _ => run::<4>(input, input_stride, rows, layer, out),
    }
}

fn run<const P: usize>(
    input: &[f32],
    input_stride: usize,
    rows: usize,
    layer: &Packed,
    out: &mut [f32],
) {
    let width = layer.outputs();
    for row in 0..rows {
        let input = &input[row * input_stride..][..layer.inputs];
        let out = &mut out[row * width..][..width];
        for panel in 0..layer.panels {
            let sums = tile::<P>(input, layer, panel);
            match layer.mode {
                Pieces::Keep => {
                    for (piece, sums) in sums.iter().enumerate() {
                        out[(panel * P + piece) * LANES..][..LANES].copy_from_slice(sums);
                    }
                }
                Pieces::Max => {
                    let best = &mut out[panel * LANES..][..LANES];
                    best.copy_from_slice(&sums[0]);
                    for sums in &sums[1..] {
                        for (best, &sum) in best.iter_mut().zip(sums) {
                            *best = best.max(sum);
                        }
                    }
                }
            }
        }
    }
}

/// The sums of one row for one panel.
fn tile<const P: usize>(input: &[f32], layer: &Packed, panel: usize) -> [[f32; LANES]; P] {
    let weights = &layer.weights[panel * layer.inputs * P * LANES..][..layer.inputs * P * LANES];
    let mut sums = [[0.0; LANES]; P];
    for (&value, weights) in input.iter().zip(weights.chunks_exact(P * LANES)) {
        for (sums, weights) in sums.iter_mut().zip(weights.chunks_exact(LANES)) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
    // thinc adds the bias to the finished product.
    for (sums, bias) in sums.iter_mut().zip(layer.bias[panel * P * LANES..].chunks_exact(LANES)) {
        for (sum, &bias) in sums.iter_mut().zip(bias) {
            *sum += bias;
        }
    }
    sums
}
