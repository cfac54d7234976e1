//! Items as `tacitus eval --evidence` prints them, and the matrix of their features.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

/// One relation for which some frame speaks.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Sense {
    pub(crate) root: String,
    pub(crate) features: BTreeMap<String, f64>,
}

/// One item of gold data.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    /// What it must not be parted from between the folds: the article of a judged event. Of itself, where there is none.
    #[serde(default)]
    pub(crate) group: String,
    pub(crate) gold: String,
    /// What can be defended as well; empty where nothing.
    #[serde(default)]
    pub(crate) also: String,
    pub(crate) senses: Vec<Sense>,
    pub(crate) traits: BTreeMap<String, f64>,
    /// How much it counts beside an item of the gold data.
    #[serde(skip, default = "one")]
    pub(crate) weight: f64,
}

impl Item {
    /// The root of the sense that fits best, as the rules alone have it.
    pub(crate) fn first(&self) -> Option<&str> {
        let first = self.senses.iter().find(|sense| sense.features.contains_key("first"))?;
        Some(&first.root)
    }
}

fn one() -> f64 {
    1.0
}

/// The head of the items: what they are.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Head {
    pub(crate) items: usize,
    pub(crate) ids: String,
}

/// A head and its items.
pub(crate) fn read(lines: &str) -> Result<(Head, Vec<Item>)> {
    let mut lines = lines.lines();
    let head = lines.next().context("nothing was printed")?;
    let head: Head = serde_json::from_str(head).context("the first line is no head")?;
    let items = lines.map(|line| serde_json::from_str(line).context("a line is no item"));
    Ok((head, items.collect::<Result<_>>()?))
}

/// How far weights of one kind may go: a feature is multiplied by it before training and its weight after, so that the
/// penalty on large weights binds the kind more (below one) or less.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    /// Weights that a feature of a sense has for one root, beside the one that it has for all.
    pub(crate) own: f64,
    /// Weights of the surroundings.
    pub(crate) traits: f64,
}

/// The names of the weights, `(root, feature)`, in order; root `*` is all. Each has its place among the weights and what
/// its feature is multiplied by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    list: BTreeMap<(String, String), (usize, f64)>,
}

impl Names {
    /// Every weight that the items have a use for.
    pub(crate) fn of(items: &[&Item], reach: Reach) -> Self {
        let mut names = Names::default();
        for item in items {
            for sense in &item.senses {
                each_feature(item, sense, |root, feature, kind, _| {
                    let key = (root.to_owned(), feature.to_owned());
                    names.list.entry(key).or_insert((0, reach.of(kind)));
                });
            }
        }
        for (index, (place, _)) in names.list.values_mut().enumerate() {
            *place = index;
        }
        names
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Root, feature, place, and what the feature was multiplied by.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str, usize, f64)> {
        self.list.iter().map(|((root, feature), &(place, times))| {
            (root.as_str(), feature.as_str(), place, times)
        })
    }
}

/// Of which kind a weight is.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Shared,
    Own,
    Trait,
}

impl Reach {
    fn of(self, kind: Kind) -> f64 {
        match kind {
            Kind::Shared => 1.0,
            Kind::Own => self.own,
            Kind::Trait => self.traits,
        }
    }
}

/// Calls `put(root, feature, kind, value)` for every weight that speaks of a sense.
fn each_feature(item: &Item, sense: &Sense, mut put: impl FnMut(&str, &str, Kind, f64)) {
    put(&sense.root, "bias", Kind::Shared, 1.0);
    for (name, value) in &sense.features {
        put("*", name, Kind::Shared, *value);
        put(&sense.root, name, Kind::Own, *value);
    }
    for (name, value) in &item.traits {
        put(&sense.root, name, Kind::Trait, *value);
    }
}

/// The senses of one item as rows: `(weight's place, value)`.
#[derive(Clone, Debug)]
pub(crate) struct Rows {
    pub(crate) senses: Vec<Vec<(usize, f64)>>,
    /// The gold sense; none where no frame speaks for the gold root.
    pub(crate) gold: Option<usize>,
    pub(crate) weight: f64,
}

/// The rows of each item.
pub(crate) fn rows(items: &[&Item], names: &Names) -> Vec<Rows> {
    let of_sense = |item: &Item, sense: &Sense| {
        let mut row = Vec::new();
        each_feature(item, sense, |root, feature, _, value| {
            let key = (root.to_owned(), feature.to_owned());
            row.extend(names.list.get(&key).map(|&(place, times)| (place, value * times)));
        });
        row
    };
    items
        .iter()
        .map(|item| Rows {
            senses: item.senses.iter().map(|sense| of_sense(item, sense)).collect(),
            gold: item.senses.iter().position(|sense| sense.root == item.gold),
            weight: item.weight,
        })
        .collect()
}
