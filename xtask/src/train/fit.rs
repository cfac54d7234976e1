//! Weights that make the gold senses likely: a conditional logit with a penalty on large weights.

use anyhow::{Context, Result};
use argmin::core::{CostFunction, Executor, Gradient, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;

use super::items::{Item, Names, Reach, Rows, rows};

/// What training is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) reach: Reach,
    /// The penalty: half of it times the sum of the weights' squares.
    pub(crate) penalty: f64,
    pub(crate) steps: u64,
    /// Weights nearer to nothing than this are nothing.
    pub(crate) least: f64,
    /// Whether items whose gold is none of their senses teach that nothing is right.
    pub(crate) nothing: bool,
}

/// Weights with their names.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    names: Names,
    weights: Vec<f64>,
}

impl Model {
    /// Trains on the items. Nothing, whose score is always zero, is right where the gold is none of the senses; such items
    /// are left out unless the settings want them.
    pub(crate) fn train(items: &[&Item], settings: &Settings) -> Result<Self> {
        let names = Names::of(items, settings.reach);
        let rows: Vec<Rows> = rows(items, &names)
            .into_iter()
            .filter(|r| settings.nothing || r.gold.is_some())
            .collect();
        let start = vec![0.0; names.len()];
        let problem = Problem { rows, penalty: settings.penalty };
        let solver = LBFGS::new(MoreThuenteLineSearch::new(), 10);
        let result = Executor::new(problem, solver)
            .configure(|state| state.param(start).max_iters(settings.steps))
            .run()
            .context("training went wrong")?;
        let mut weights =
            result.state().get_best_param().context("training found nothing")?.clone();
        // Weights too small to be written are too small to judge by.
        for (_, _, place, times) in names.iter() {
            if (weights[place] * times).abs() < settings.least {
                weights[place] = 0.0;
            }
        }
        Ok(Model { names, weights })
    }

    /// The root of the sense with the highest score; nothing where none scores better than nothing.
    pub(crate) fn best<'i>(&self, item: &'i Item) -> Option<&'i str> {
        let rows = rows(&[item], &self.names);
        let mut best: (f64, Option<usize>) = (0.0, None);
        for (index, row) in rows.first()?.senses.iter().enumerate() {
            let score = score(row, &self.weights);
            if score > best.0 {
                best = (score, Some(index));
            }
        }
        best.1.map(|index| item.senses[index].root.as_str())
    }

    /// The probability of each of an item's senses, in their order.
    pub(crate) fn probabilities(&self, item: &Item) -> Vec<f64> {
        let rows = rows(&[item], &self.names);
        let senses = rows.first().map_or(&[][..], |row| &row.senses);
        let powers: Vec<f64> = senses.iter().map(|row| score(row, &self.weights).exp()).collect();
        let sum: f64 = powers.iter().sum();
        powers.into_iter().map(|power| power / sum).collect()
    }

    /// Moves the bias of the only root until the mean probability of the items is `rate`. What people mend is gone from the
    /// verdicts, so that those which are left are right more often than fresh events are.
    pub(crate) fn calibrate(&mut self, items: &[&Item], rate: f64) {
        let bias = self.names.iter().find(|(_, feature, ..)| *feature == "bias");
        let Some((_, _, place, _)) = bias else { return };
        let (mut low, mut high) = (-20.0, 20.0);
        for _ in 0..60 {
            self.weights[place] = f64::midpoint(low, high);
            let sum: f64 = items.iter().map(|item| self.probability(item)).sum();
            if sum / (items.len().max(1) as f64) < rate {
                low = self.weights[place];
            } else {
                high = self.weights[place];
            }
        }
    }

    /// The probability of the first sense of an item.
    pub(crate) fn probability(&self, item: &Item) -> f64 {
        let rows = rows(&[item], &self.names);
        let senses = rows.first().map_or(&[][..], |rows| &rows.senses);
        let powers: Vec<f64> = senses.iter().map(|row| score(row, &self.weights).exp()).collect();
        powers.first().map_or(0.0, |first| first / (1.0 + powers.iter().sum::<f64>()))
    }

    /// The weights as the program uses them: `(root, feature, weight)`, those that are nothing left out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (&str, &str, f64)> {
        self.names
            .iter()
            .map(|(root, feature, place, times)| (root, feature, self.weights[place] * times))
            .filter(|(_, _, weight)| *weight != 0.0)
    }
}

fn score(row: &[(usize, f64)], weights: &[f64]) -> f64 {
    row.iter().map(|&(place, value)| value * weights[place]).sum()
}

/// How unlikely the gold senses are.
struct Problem {
    rows: Vec<Rows>,
    penalty: f64,
}

impl Problem {
    /// The cost, and with `slope` its derivatives added to it.
    fn cost_and_slope(&self, weights: &[f64], mut slope: Option<&mut [f64]>) -> f64 {
        let squares: f64 = weights.iter().map(|w| w * w).sum();
        let mut cost = 0.5 * self.penalty * squares;
        if let Some(slope) = slope.as_deref_mut() {
            for (slope, weight) in slope.iter_mut().zip(weights) {
                *slope = self.penalty * weight;
            }
        }
        for item in &self.rows {
            let scores: Vec<f64> = item.senses.iter().map(|row| score(row, weights)).collect();
            // Nothing scores zero.
            let most = scores.iter().copied().fold(0.0, f64::max);
            let sum = scores.iter().map(|s| (s - most).exp()).sum::<f64>() + (-most).exp();
            let gold = item.gold.map_or(0.0, |gold| scores[gold]);
            cost += item.weight * (most + sum.ln() - gold);
            let Some(slope) = slope.as_deref_mut() else { continue };
            for (index, row) in item.senses.iter().enumerate() {
                let likely = (scores[index] - most).exp() / sum;
                let right = if Some(index) == item.gold { 1.0 } else { 0.0 };
                for &(place, value) in row {
                    slope[place] += item.weight * (likely - right) * value;
                }
            }
        }
        cost
    }
}

impl CostFunction for Problem {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, weights: &Self::Param) -> Result<f64, argmin::core::Error> {
        Ok(self.cost_and_slope(weights, None))
    }
}

impl Gradient for Problem {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, weights: &Self::Param) -> Result<Vec<f64>, argmin::core::Error> {
        let mut slope = vec![0.0; weights.len()];
        self.cost_and_slope(weights, Some(&mut slope));
        Ok(slope)
    }
}
