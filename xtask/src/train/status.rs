//! Whether an event happened, looked at a second time: weights from events whose status was read and labelled.

use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::Result;

use super::fit::{Model, Settings};
use super::items::{Head, Item, Reach};
use super::{Arguments, frequent, judged, unseen, write};

/// Where the weights go.
const WEIGHTS: &str = "knowledge/layer/status.txt";
/// Chosen by the folds.
const SETTINGS: Settings = Settings {
    reach: Reach { own: 1.0, traits: 1.0 },
    penalty: 16.0,
    steps: 200,
    least: 0.02,
    nothing: false,
};
/// A feature of fewer items says nothing of others.
const FEWEST: usize = 4;
/// How much an item counts of which another status can be defended as well.
const DOUBTFUL: f64 = 0.6;
const ACTUAL: &str = "actual";
/// What overturns the rules' status, as in `coding::revise`.
const OVERTURN: f64 = 0.7;

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let (heads, mut items) = judged(arguments)?;
    for item in &mut items {
        if !item.also.is_empty() {
            item.weight = DOUBTFUL;
        }
    }
    frequent(&mut items, FEWEST);
    let rules: Vec<Held> = items.iter().map(by_rules).collect();
    let train = |items: &[&Item]| Model::train(items, &SETTINGS);
    let revised = unseen(&items, arguments.folds, train, revised)?;
    let mut out = stdout();
    writeln!(out, "{} labelled events that are coded as they were", items.len())?;
    writeln!(out, "by rules alone: {}", report(&items, &rules, 0.0))?;
    writeln!(out, "by weights that have not seen the article ({} folds):", arguments.folds)?;
    for least in [0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9] {
        writeln!(out, "{least:.2}: {}", report(&items, &revised, least))?;
    }
    if !arguments.dry {
        let all: Vec<&Item> = items.iter().collect();
        let model = train(&all)?;
        let text = file(&model, &heads, items.len(), arguments.bound);
        write(WEIGHTS, &text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A status and how likely it is.
type Held = (String, f64);

/// The status that the rules gave: a feature of its own.
fn by_rules(item: &Item) -> Held {
    let is_status = |name: &&str| item.senses.iter().any(|sense| sense.root == **name);
    let mut names = item.traits.keys().filter_map(|name| name.strip_prefix("rule "));
    (names.find(is_status).unwrap_or(ACTUAL).to_owned(), 1.0)
}

/// The status that holds by weights: the likeliest where it is the rules' or likely enough to overturn theirs.
fn revised(model: &Model, item: &Item) -> Held {
    let likely = model.probabilities(item);
    let (rules, _) = by_rules(item);
    let both = || item.senses.iter().map(|sense| sense.root.as_str()).zip(likely.iter().copied());
    let own = both().find(|(root, _)| *root == rules);
    let best = both().max_by(|a, b| a.1.total_cmp(&b.1));
    let held = best.filter(|&(root, likely)| root == rules || likely >= OVERTURN).or(own);
    held.map_or((rules.clone(), 0.0), |(root, likely)| (root.to_owned(), likely))
}

/// Of those at least so likely: how many of those held for actual, and of the others, are what they are held for, and
/// what share of all such they are.
fn report(items: &[Item], held: &[Held], least: f64) -> String {
    let mut counts = [(0usize, 0usize, 0usize); 2];
    for (item, (held, likely)) in items.iter().zip(held) {
        let (right, kept, all) = &mut counts[usize::from(held != ACTUAL)];
        *all += 1;
        if *likely >= least {
            *kept += 1;
            *right += usize::from(*held == item.gold || *held == item.also);
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let [(right, kept, all), (other_right, other_kept, others)] = counts;
    format!(
        "{:.1} % of {kept} held for actual are right, {:.1} % of {other_kept} others; mean {:.1} %; {:.1} and {:.1} % \
         are written",
        share(right, kept),
        share(other_right, other_kept),
        f64::midpoint(share(right, kept), share(other_right, other_kept)),
        share(kept, all),
        share(other_kept, others),
    )
}

/// The weights as a knowledge file.
fn file(model: &Model, heads: &[Head], items: usize, bound: f64) -> String {
    let mut text = format!(
        "# Weights of status: what speaks for each of the five, the status that the rules hold among it.\n\
         # Written by `cargo xtask train --status` from {items} events of news that were read and labelled (corpora/statuses).\n\
         # The rules' status holds unless another is far more likely; without this file it does always.\n\
         # Events whose status is less likely than this are left out; 0 leaves nothing out.\n\
         least {bound}\n\
         # status | feature | weight\n"
    );
    for head in heads {
        let _ = writeln!(text, "trained on ids {}", head.ids);
    }
    for (status, feature, weight) in model.lines() {
        let _ = writeln!(text, "{status} | {feature} | {weight:.2}");
    }
    text
}
