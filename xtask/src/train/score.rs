//! F1 a class and its mean.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::items::Item;

/// F1 of every class of the gold data, their mean, and the share right.
pub(crate) fn report(items: &[Item], given: &[Option<String>]) -> String {
    let classes: BTreeSet<&str> = items.iter().map(|item| item.gold.as_str()).collect();
    let mut text = String::new();
    let mut sum = 0.0;
    for class in &classes {
        let f1 = f1(items, given, class);
        sum += f1;
        let _ = write!(text, "{class} {f1:.3}  ");
    }
    let right =
        items.iter().zip(given).filter(|(item, given)| given.as_deref() == Some(&item.gold));
    let share = ratio(right.count(), items.len());
    let mean = if classes.is_empty() { 0.0 } else { sum / ratio(classes.len(), 1) };
    let _ = write!(text, "\n  macro-F1 {mean:.3}, right {:.1} %", 100.0 * share);
    text
}

fn f1(items: &[Item], given: &[Option<String>], class: &str) -> f64 {
    let count = |test: &dyn Fn(bool, bool) -> bool| {
        let pairs = items.iter().zip(given);
        pairs.filter(|(i, g)| test(i.gold == class, g.as_deref() == Some(class))).count()
    };
    let both = count(&|gold, given| gold && given);
    let either = count(&|gold, given| gold || given);
    ratio(2 * both, both + either)
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    // Counts of items are far below what a float tells apart.
    f64::from(u32::try_from(part).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(whole).unwrap_or(u32::MAX))
}
