//! Whether an event happened, looked at a second time: weights from events whose status was read and labelled.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result};

use super::fit::{Model, Settings};
use super::items::{Head, Item, Reach};
use super::{Arguments, evidence, fold_of, frequent};

/// Where the weights go.
const WEIGHTS: &str = "knowledge/layer/status.txt";
/// Chosen by the folds.
const SETTINGS: Settings = Settings {
    reach: Reach { own: 1.0, traits: 1.0 },
    penalty: 12.0,
    steps: 200,
    least: 0.02,
    nothing: false,
};
/// A feature of fewer items says nothing of others.
const FEWEST: usize = 4;
/// How much an item counts of which another status can be defended as well.
const DOUBTFUL: f64 = 0.6;
const ACTUAL: &str = "actual";

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let more = [OsStr::new("--articles"), arguments.articles.as_os_str()];
    let (mut heads, mut items) = (Vec::new(), Vec::new());
    for path in &arguments.judged {
        let (head, of_file) = evidence(path, &more)?;
        heads.push(head);
        items.extend(of_file);
    }
    for item in &mut items {
        if !item.also.is_empty() {
            item.weight = DOUBTFUL;
        }
    }
    frequent(&mut items, FEWEST);
    let rules: Vec<String> = items.iter().map(by_rules).collect();
    let revised = folds(&items, arguments.folds)?;
    let mut out = stdout();
    writeln!(out, "{} labelled events that are coded as they were", items.len())?;
    writeln!(out, "by rules alone: {}", report(&items, &rules))?;
    writeln!(
        out,
        "by weights that have not seen the article ({} folds): {}",
        arguments.folds,
        report(&items, &revised)
    )?;
    if !arguments.dry {
        let all: Vec<&Item> = items.iter().collect();
        let model = Model::train(&all, &SETTINGS)?;
        let text = file(&model, &heads, items.len());
        writeln!(out, "{WEIGHTS}: {} weights", text.lines().filter(|l| l.contains('|')).count())?;
        std::fs::write(WEIGHTS, text).with_context(|| format!("cannot write {WEIGHTS}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The status that the rules gave: a feature of its own.
fn by_rules(item: &Item) -> String {
    let is_status = |name: &&str| item.senses.iter().any(|sense| sense.root == **name);
    let names = item.traits.keys().filter_map(|name| name.strip_prefix("rule "));
    names.into_iter().find(is_status).unwrap_or(ACTUAL).to_owned()
}

/// The status that weights trained without its fold give to each item.
fn folds(items: &[Item], folds: usize) -> Result<Vec<String>> {
    let mut revised = vec![String::new(); items.len()];
    for fold in 0..folds {
        let is_out = |item: &Item| fold_of(&item.group, folds) == fold;
        let seen: Vec<&Item> = items.iter().filter(|item| !is_out(item)).collect();
        let model = Model::train(&seen, &SETTINGS)?;
        for (item, revised) in items.iter().zip(&mut revised).filter(|(item, _)| is_out(item)) {
            *revised = model.likeliest(item).unwrap_or(ACTUAL).to_owned();
        }
    }
    Ok(revised)
}

/// How many of those held for actual, and of the others, are what they are held for.
fn report(items: &[Item], held: &[String]) -> String {
    let mut counts = [(0usize, 0usize); 2];
    for (item, held) in items.iter().zip(held) {
        let (right, all) = &mut counts[usize::from(held != ACTUAL)];
        *all += 1;
        *right += usize::from(*held == item.gold || *held == item.also);
    }
    let share = |(right, all): (usize, usize)| 100.0 * right as f64 / all.max(1) as f64;
    format!(
        "{:.1} % of {} held for actual are right, {:.1} % of {} others; mean {:.1} %",
        share(counts[0]),
        counts[0].1,
        share(counts[1]),
        counts[1].1,
        f64::midpoint(share(counts[0]), share(counts[1]))
    )
}

/// The weights as a knowledge file.
fn file(model: &Model, heads: &[Head], items: usize) -> String {
    let mut text = format!(
        "# Weights of status: what speaks for each of the five, the status that the rules hold among it.\n\
         # Written by `cargo xtask train --status` from {items} events of news that were read and labelled (corpora/statuses).\n\
         # Not to be edited. Without this file the rules' status holds.\n\
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
