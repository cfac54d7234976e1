//! What is the same for all tellings of a report, gathered once: where each is told, and the times that it names.

use std::ops::Range;

use jiff::civil::Date;

use crate::coding::Layers;
use crate::coding::telling::Telling;
use crate::time::Time;

/// The tellings and times of a report in the order of its text.
pub struct Report<'a> {
    /// The earliest day on which it can have been published; `None` where nothing says it.
    pub(super) earliest: Option<Date>,
    /// Of its times, how many quarters lie more than a year before it.
    pub(super) past: usize,
    /// Sentence and index of each telling.
    tellings: Vec<(usize, usize)>,
    times: Vec<&'a Time>,
}

impl<'a> Report<'a> {
    /// Gathers them.
    #[must_use]
    pub fn new(
        layers: &Layers<'a>,
        tellings: &[Telling],
        published: Option<(Date, Date)>,
    ) -> Report<'a> {
        let mut told: Vec<(usize, usize)> =
            tellings.iter().enumerate().map(|(index, telling)| (telling.sentence, index)).collect();
        told.sort_unstable();
        let mut times: Vec<&Time> = layers.times.iter().collect();
        times.sort_by_key(|time| time.tokens.start);
        let earliest = published.map(|(earliest, _)| earliest);
        let far = |time: &&&Time| {
            let until = time.interval.map(|(_, to)| to);
            earliest.zip(until).is_some_and(|(earliest, to)| (earliest - to).get_days() > 366)
        };
        let past = 4 * times.iter().filter(far).count() / times.len().max(1);
        Report { earliest, past, tellings: told, times }
    }

    /// The tellings of some sentences.
    pub(super) fn tellings_in(&self, sentences: Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.tellings.partition_point(|&(sentence, _)| sentence < sentences.start);
        let told = self.tellings[from..].iter();
        told.take_while(move |&&(sentence, _)| sentence < sentences.end).map(|&(_, index)| index)
    }

    /// The times that begin in a range of tokens.
    pub(super) fn times_in(
        &self,
        range: &Range<usize>,
    ) -> impl DoubleEndedIterator<Item = &'a Time> {
        let from = self.times.partition_point(|time| time.tokens.start < range.start);
        let to = self.times.partition_point(|time| time.tokens.start < range.end);
        self.times[from..to.max(from)].iter().copied()
    }
}
