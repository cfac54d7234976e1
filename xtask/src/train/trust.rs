//! How far events are to be trusted: weights from events that were read and judged.

use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;

use super::fit::{Model, Settings};
use super::items::{Head, Item, Reach};
use super::{Arguments, frequent, judged, unseen, write};

/// Where the weights go.
const WEIGHTS: &str = "knowledge/layer/trust.txt";
/// Chosen by the folds.
const SETTINGS: Settings = Settings {
    reach: Reach { own: 1.0, traits: 1.0 },
    penalty: 15.0,
    steps: 150,
    least: 0.02,
    nothing: true,
};
/// A feature of fewer items says nothing of others.
const FEWEST: usize = 3;

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (heads, mut items) = judged(arguments)?;
    frequent(&mut items, FEWEST);
    let train = |items: &[&Item]| -> Result<Model> {
        let mut model = Model::train(items, &SETTINGS)?;
        if let Some(rate) = arguments.rate {
            model.calibrate(items, rate);
        }
        Ok(model)
    };
    // The probability of each, and whether it is right.
    let judge = |model: &Model, item: &Item| (model.probability(item), is_right(item));
    let judged = unseen(&items, arguments.folds, train, judge)?;
    let mut out = stdout();
    writeln!(out, "{} judged events that are coded as they were", items.len())?;
    writeln!(out, "each by weights that have not seen its article ({} folds):", arguments.folds)?;
    writeln!(out, "{}", report(&judged, arguments.bound))?;
    if !arguments.dry {
        let all: Vec<&Item> = items.iter().collect();
        let model = train(&all)?;
        let text = file(&model, &heads, items.len(), arguments.bound);
        write(WEIGHTS, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn is_right(item: &Item) -> bool {
    item.gold == "right"
}

/// How well the probabilities part right from wrong, and what each bound leaves.
fn report(judged: &[(f64, bool)], bound: f64) -> String {
    let mut sorted = judged.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let (mut pairs, mut won, mut right) = (0usize, 0usize, 0usize);
    for (_, is_right) in &sorted {
        if *is_right {
            right += 1;
        } else {
            won += right;
            pairs += 1;
        }
    }
    let mut text = format!(
        "a right event is trusted more than a wrong one in {:.1} % of pairs\n",
        share(won, pairs * right)
    );
    let mut bounds: Vec<f64> = (4..15).map(|step| f64::from(step) * 0.05).collect();
    bounds.push(bound);
    bounds.sort_by(f64::total_cmp);
    for least in bounds {
        let kept: Vec<_> = sorted.iter().filter(|(p, _)| *p >= least).collect();
        let good = kept.iter().filter(|(_, right)| *right).count();
        let _ = writeln!(
            text,
            "{least:.2}: {:5.1} % are written, {:.1} % of them right; {:.1} % of the right ones are lost",
            share(kept.len(), sorted.len()),
            share(good, kept.len()),
            share(right - good, right)
        );
    }
    text
}

/// The weights as a knowledge file.
fn file(model: &Model, heads: &[Head], items: usize, bound: f64) -> String {
    let mut text = format!(
        "# Weights of trust: what speaks for and against an event being right in type, actor and recipient.\n\
         # Written by `cargo xtask train --trust` from {items} events of news that were read and judged (corpora/verdicts).\n\
         # Without this file every event is written.\n\
         # Events that are less likely right than this are left out; 0 leaves nothing out.\n\
         least {bound}\n\
         # right | feature | weight\n"
    );
    for head in heads {
        let _ = writeln!(text, "trained on ids {}", head.ids);
    }
    for (root, feature, weight) in model.lines() {
        let _ = writeln!(text, "{root} | {feature} | {weight:.3}");
    }
    text
}
