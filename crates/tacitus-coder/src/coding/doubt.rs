//! How likely an event is by the learned layer, had its sides been marked and the relation between them been asked for.

use jiff::civil::Date;

use super::dyad::{Layer, likelihood};
use super::telling::Telling;
use super::{Layers, Rules};
use crate::crosswalk::Crosswalk;

/// What doubts are raised by.
#[derive(Clone, Copy, Debug)]
pub struct Doubt<'a> {
    /// The layer, where the knowledge has one, and the roots that it speaks of.
    pub ranking: Option<(&'a Layer, &'a Crosswalk)>,
    /// When the article was published.
    pub published: Option<(Date, Date)>,
}

impl Doubt<'_> {
    /// The least probability with which an event is written.
    #[must_use]
    pub fn least(&self) -> f32 {
        self.ranking.map_or(0.0, |(layer, _)| layer.veto())
    }

    /// The probability of the likeliest of some tellings; `None` without a layer.
    #[must_use]
    pub fn likelihood(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &[Telling],
        event: &[usize],
    ) -> Option<f32> {
        let ranking = self.ranking?;
        event
            .iter()
            .filter_map(|&t| likelihood(layers, rules, ranking, &tellings[t], self.published))
            .max_by(f32::total_cmp)
    }
}
