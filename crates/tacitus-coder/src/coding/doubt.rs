//! What the learned layers hold of an event that frames found: how likely its relation is, had its sides been marked and
//! the relation between them been asked for, and how far such events are to be trusted.

use jiff::civil::Date;
use tacitus_record::Status;

use super::dyad::{Layer, likelihood};
use super::revise::Revision;
use super::telling::Telling;
use super::trust::{Trust, traits};
use super::{Layers, Rules};
use crate::crosswalk::Crosswalk;

/// What doubts are raised by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Doubt<'a> {
    /// The layer that ranks relations, where the knowledge has one, and the roots that it speaks of.
    pub ranking: Option<(&'a Layer, &'a Crosswalk)>,
    /// How far to trust events, where the knowledge says it.
    pub trust: Option<&'a Trust>,
    /// How likely a status has to be, where the knowledge says it.
    pub revision: Option<&'a Revision>,
    /// When the article was published.
    pub published: Option<(Date, Date)>,
}

/// What the learned layers hold of an event.
#[derive(Clone, Copy, Debug, Default)]
pub struct Held {
    /// The probability of its relation: that of its likeliest telling. `None` without a layer, or where a side is missing.
    pub likelihood: Option<f32>,
    /// The probability that type, actor and recipient are right; `None` without weights.
    pub trust: Option<f32>,
    /// How sure its status is: that of the telling of which it is surest; `None` where weights are not asked.
    pub status: Option<Sure>,
}

/// A status and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure {
    /// The status.
    pub status: Status,
    /// How likely it is.
    pub likely: f32,
}

impl Doubt<'_> {
    /// What is held of the event of some tellings.
    #[must_use]
    pub fn of(
        &self,
        layers: &Layers<'_>,
        rules: &Rules<'_>,
        tellings: &[Telling],
        event: &[usize],
    ) -> Held {
        let likelihood = self.ranking.and_then(|ranking| {
            let of = |&t: &usize| likelihood(layers, rules, ranking, &tellings[t], self.published);
            event.iter().filter_map(of).max_by(f32::total_cmp)
        });
        let trust = self
            .trust
            .map(|trust| trust.probability(&traits(layers, rules, tellings, event, likelihood)));
        Held { likelihood, trust, status: surest(tellings, event) }
    }

    /// Whether type and sides of an event of which this is held are likely enough to be written.
    #[must_use]
    pub fn trusted(&self, held: &Held) -> bool {
        let least = self.trust.map_or(0.0, Trust::least);
        held.trust.is_none_or(|trust| trust >= least)
    }

    /// Whether its status is.
    #[must_use]
    pub fn settled(&self, held: &Held) -> bool {
        let least = self.revision.map_or(0.0, Revision::least);
        held.status.is_none_or(|sure| sure.likely >= least)
    }
}

/// How sure the status of an event is: that of its surest telling. Weights are asked of all tellings or of none.
fn surest(tellings: &[Telling], event: &[usize]) -> Option<Sure> {
    let sure = |&t: &usize| {
        let status = tellings[t].judged.status;
        tellings[t].likely.map(|likely| Sure { status, likely })
    };
    event.iter().filter_map(sure).max_by(|a, b| a.likely.total_cmp(&b.likely))
}
