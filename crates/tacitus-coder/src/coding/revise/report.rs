//! What is the same for all tellings of a report, gathered once: where each is told, and how old its times are.

use std::ops::Range;

use jiff::civil::Date;

use crate::coding::Layers;
use crate::coding::telling::Telling;
use crate::time::Time;

/// The tellings of a report in the order of its text, and how far it looks back.
pub struct Report {
    /// The earliest day on which it can have been published; `None` where nothing says it.
    pub(super) earliest: Option<Date>,
    /// Of its times, how many quarters lie more than a year before it.
    pub(super) past: usize,
    /// Sentence and index of each telling.
    tellings: Vec<(usize, usize)>,
}

impl Report {
    /// Gathers them.
    #[must_use]
    pub fn new(layers: &Layers<'_>, tellings: &[Telling], published: Option<(Date, Date)>) -> Self {
        let mut told: Vec<(usize, usize)> =
            tellings.iter().enumerate().map(|(index, telling)| (telling.sentence, index)).collect();
        told.sort_unstable();
        let earliest = published.map(|(earliest, _)| earliest);
        let far = |time: &&Time| {
            let until = time.interval.map(|(_, to)| to);
            earliest.zip(until).is_some_and(|(earliest, to)| (earliest - to).get_days() > 366)
        };
        let far = layers.times.iter().filter(far).count();
        let past = 4 * far / layers.times.len().max(1);
        Report { earliest, past, tellings: told }
    }

    /// The tellings of some sentences.
    pub(super) fn tellings_in(&self, sentences: Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.tellings.partition_point(|&(sentence, _)| sentence < sentences.start);
        let told = self.tellings[from..].iter();
        told.take_while(move |&&(sentence, _)| sentence < sentences.end).map(|&(_, index)| index)
    }
}
