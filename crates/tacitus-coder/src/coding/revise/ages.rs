//! How long before the report the times lie that stand beside a telling.

use jiff::civil::Date;

use super::report::Report;
use super::traits::Names;
use crate::coding::Layers;
use crate::coding::telling::Telling;
use crate::time::{Time, TimeType};

/// Sentences before the telling's that may set its time.
const BEFORE: usize = 6;

pub(super) fn of_times(layers: &Layers<'_>, telling: &Telling, report: &Report, names: &mut Names) {
    let Some(earliest) = report.earliest else {
        names.put("undated report");
        return;
    };
    let rule = telling.judged.status;
    let age = |time: &Time| age(time, earliest);
    match telling.when {
        Some((time, basis)) => {
            let age = age(&layers.times[time]);
            names.put(format!("dated by {basis:?} {age}").to_lowercase());
            names.put(format!("dated {age} rule {rule}"));
        }
        None => names.put("no date"),
    }
    let text = layers.text;
    let core = layers.predicates.list[telling.coding.core].head;
    let scopes = [
        ("clause", text.tokens_in(telling.span)),
        ("sentence", text.sentences[telling.sentence].tokens.clone()),
    ];
    for (scope, range) in scopes {
        for (_, time) in layers.times_in(&range) {
            let side = if time.tokens.start < core { "before" } else { "behind" };
            names.put(format!("{scope} time {}", age(time)));
            names.put(format!("{scope} {:?} {side} {}", time.kind, age(time)));
            let word = time.tokens.start.checked_sub(1).map(|i| text.token(i));
            if let Some(word) = word.filter(|w| matches!(w.pos(), "ADP" | "SCONJ")) {
                let word = word.text().to_lowercase();
                names.put(format!("{scope} {word} {}", age(time)));
            }
        }
    }
    // The last time that was named before, as far as the story may have stayed in it.
    let first = text.sentences[telling.sentence.saturating_sub(BEFORE)].tokens.start;
    let start = text.sentences[telling.sentence].tokens.start;
    let mut times = layers.times_in(&(first..start)).map(|(_, time)| time);
    match times.rfind(|time| time.interval.is_some()) {
        Some(time) => {
            let sentence = text.sentence_of[time.tokens.start] as usize;
            let back = (telling.sentence - sentence).min(4);
            let block = text.sentences[sentence].block == text.sentences[telling.sentence].block;
            let near = if block { "paragraph" } else { "report" };
            names.put(format!("last {} {near}", age(time)));
            names.put(format!("last {} {back} back", age(time)));
        }
        None => names.put("no time before"),
    }
    names.put(format!("report of times past {}", report.past));
}

/// How far a time lies before the report, in a word.
fn age(time: &Time, earliest: Date) -> &'static str {
    let Some((from, to)) = time.interval else {
        return match time.kind {
            TimeType::Duration => "duration",
            TimeType::Set => "set",
            _ => "open",
        };
    };
    if from > earliest {
        return "ahead";
    }
    match (earliest - to).get_days() {
        ..=0 => "now",
        1..=14 => "days",
        15..=92 => "weeks",
        93..=180 => "months",
        181..=366 => "half a year",
        367..=1100 => "years",
        1101..=3700 => "many years",
        _ => "decades",
    }
}
