//! Counts and tables.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Something that an item asks for, or that was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The row of the table that it counts in.
    pub class: String,
    /// What has to agree besides; empty where the class is all.
    pub key: String,
}

impl Label {
    /// A label that is its class alone.
    #[must_use]
    pub fn class(class: impl Into<String>) -> Self {
        Label { class: class.into(), key: String::new() }
    }

    fn shown(&self) -> String {
        if self.key.is_empty() {
            self.class.clone()
        } else {
            format!("{} {}", self.class, self.key)
        }
    }
}

/// What came of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The item's id.
    pub id: String,
    /// What it asks for.
    pub gold: Vec<Label>,
    /// What was given.
    pub got: Vec<Label>,
    /// Its words, for a person.
    pub text: String,
    /// The lines of knowledge behind what was given.
    pub trace: Vec<String>,
    /// How sure the program was.
    pub confidence: f64,
    /// How many events were coded of it.
    pub events: usize,
    /// A second measure that the layout has: so many right, of so many.
    pub beside: (usize, usize),
}

impl Outcome {
    /// Gold labels that were given, each counted once.
    #[must_use]
    pub fn hits(&self) -> Vec<&Label> {
        let mut left: Vec<&Label> = self.got.iter().collect();
        let mut hit = |gold: &&Label| {
            let at = left.iter().position(|got| got == gold);
            at.map(|at| left.swap_remove(at)).is_some()
        };
        self.gold.iter().filter(|gold| hit(gold)).collect()
    }

    /// Whether all that was asked for was given, and nothing else.
    #[must_use]
    pub fn right(&self) -> bool {
        self.hits().len() == self.gold.len() && self.got.len() == self.gold.len()
    }
}

/// A file of gold data, scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// Layout, part, number of items.
    pub title: String,
    /// Item by item, in order.
    pub outcomes: Vec<Outcome>,
    /// Figures of this layout alone.
    pub notes: Vec<String>,
}

/// Counts of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Asked for.
    pub gold: usize,
    /// Given.
    pub got: usize,
    /// Given where it was asked for.
    pub hit: usize,
}

impl Count {
    /// The share of what was given that is right.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.hit, self.got)
    }

    /// The share of what was asked for that was given.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.hit, self.gold)
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.hit, self.got + self.gold)
    }
}

/// A part of a whole; 0 of nothing.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of items")]
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// What was given where nothing was.
const NOTHING: &str = "nothing";

impl Scored {
    /// Counts of every class.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<String, Count> {
        let mut counts: BTreeMap<String, Count> = BTreeMap::new();
        for outcome in &self.outcomes {
            let mut add = |labels: &mut dyn Iterator<Item = &Label>, to: fn(&mut Count)| {
                labels.for_each(|label| to(counts.entry(label.class.clone()).or_default()));
            };
            add(&mut outcome.gold.iter(), |count| count.gold += 1);
            add(&mut outcome.got.iter(), |count| count.got += 1);
            add(&mut outcome.hits().into_iter(), |count| count.hit += 1);
        }
        counts
    }

    /// The mean F1 of the classes that the gold data have.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of classes")]
    pub fn macro_f1(&self) -> f64 {
        let counts = self.counts();
        let asked: Vec<f64> = counts.values().filter(|c| c.gold > 0).map(|c| c.f1()).collect();
        asked.iter().sum::<f64>() / asked.len().max(1) as f64
    }

    /// All classes together.
    #[must_use]
    pub fn total(&self) -> Count {
        self.counts().values().fold(Count::default(), |sum, c| Count {
            gold: sum.gold + c.gold,
            got: sum.got + c.got,
            hit: sum.hit + c.hit,
        })
    }

    /// The table, the figures, and what is taken for what.
    #[must_use]
    pub fn report(&self) -> String {
        let mut out = format!("{}\n\n", self.title);
        let counts = self.counts();
        let width = counts.keys().map(String::len).max().unwrap_or(0).max(8);
        let _ = writeln!(out, "{:width$}  precision  recall     F1  support", "class");
        let row = |out: &mut String, name: &str, c: Count| {
            let (p, r, f) = (c.precision(), c.recall(), c.f1());
            let _ = writeln!(out, "{name:width$}  {p:9.3}  {r:6.3}  {f:5.3}  {:7}", c.gold);
        };
        counts.iter().for_each(|(name, &count)| row(&mut out, name, count));
        row(&mut out, "all", self.total());
        let right = self.outcomes.iter().filter(|o| o.right()).count();
        let items = self.outcomes.len();
        let _ = writeln!(
            out,
            "\nmacro-F1 {:.3}; {right} of {items} items right ({:.1} %)",
            self.macro_f1(),
            100.0 * share(right, items)
        );
        self.notes.iter().for_each(|note| {
            let _ = writeln!(out, "{note}");
        });
        out.push_str(&self.confusion());
        out
    }

    /// Of every wrong item what was asked for, and what was given in its place.
    fn kinds(&self) -> Vec<(String, Vec<&Outcome>)> {
        let mut kinds: BTreeMap<String, Vec<&Outcome>> = BTreeMap::new();
        for outcome in self.outcomes.iter().filter(|o| !o.right()) {
            kinds.entry(kind(outcome)).or_default().push(outcome);
        }
        let mut kinds: Vec<(String, Vec<&Outcome>)> = kinds.into_iter().collect();
        kinds.sort_by_key(|(_, outcomes)| std::cmp::Reverse(outcomes.len()));
        kinds
    }

    fn confusion(&self) -> String {
        let single = self.outcomes.iter().all(|o| o.gold.len() == 1 && o.gold[0].key.is_empty());
        let classes: Vec<String> = self.counts().into_keys().collect();
        if !single || classes.len() < 2 || classes.len() > 30 {
            return String::new();
        }
        let short = |name: &str| name.chars().take(5).collect::<String>();
        let width = classes.iter().map(String::len).max().unwrap_or(0);
        let corner = "gold \\ given";
        let gap = corner.len().saturating_sub(width);
        let mut out = format!("\n{corner:width$} ");
        for class in &classes {
            let _ = write!(out, "{:>6}", short(class));
        }
        let _ = writeln!(out, "{:>6}", "none");
        for gold in &classes {
            let of: Vec<&Outcome> =
                self.outcomes.iter().filter(|o| o.gold[0].class == *gold).collect();
            if of.is_empty() {
                continue;
            }
            let given = |o: &Outcome| o.got.first().map(|label| label.class.clone());
            let cell = |class: Option<&String>| {
                let n = of.iter().filter(|o| given(o).as_ref() == class).count();
                if n == 0 { format!("{:>6}", "·") } else { format!("{n:>6}") }
            };
            let cells: String = classes.iter().map(|class| cell(Some(class))).collect();
            let _ = writeln!(out, "{gold:width$} {}{cells}{}", " ".repeat(gap), cell(None));
        }
        out
    }

    /// The most frequent kinds of failure, each with examples, up to `worst` examples in all: those first of which
    /// the program was surest.
    #[must_use]
    pub fn worst(&self, worst: usize) -> String {
        let kinds = self.kinds();
        let mut out = String::new();
        let each = worst.div_ceil(kinds.len().max(1)).max(2);
        let mut left = worst;
        for (name, mut outcomes) in kinds {
            if left == 0 {
                break;
            }
            let _ = writeln!(out, "\n{name}: {}", outcomes.len());
            outcomes.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
            for outcome in outcomes.iter().take(each.min(left)) {
                left -= 1;
                let _ = writeln!(out, "  {}  {}", outcome.id, outcome.text);
                for line in &outcome.trace {
                    let _ = writeln!(out, "      {line}");
                }
            }
        }
        out
    }

    /// What another run of the same items gives that this one does not, and what it loses.
    #[must_use]
    pub fn compare(&self, other: &Scored) -> String {
        let mut out = format!("{}\n\n", self.title);
        let (mine, theirs) = (self.counts(), other.counts());
        let mut names: Vec<&String> = mine.keys().chain(theirs.keys()).collect();
        names.sort_unstable();
        names.dedup();
        let width = names.iter().map(|n| n.len()).max().unwrap_or(0).max(8);
        let _ = writeln!(out, "{:width$}     F1  other  change", "class");
        let mut row = |name: &str, a: f64, b: f64| {
            let _ = writeln!(out, "{name:width$}  {a:5.3}  {b:5.3}  {:+6.3}", b - a);
        };
        for name in names {
            let f1 = |counts: &BTreeMap<String, Count>| counts.get(name).map_or(0.0, |c| c.f1());
            row(name, f1(&mine), f1(&theirs));
        }
        row("macro-F1", self.macro_f1(), other.macro_f1());
        for (label, from, to) in [("gained", self, other), ("lost", other, self)] {
            let wrong =
                |o: &&Outcome| !o.right() && to.outcomes.iter().any(|t| t.id == o.id && t.right());
            let changed: Vec<&Outcome> = from.outcomes.iter().filter(wrong).collect();
            let _ = writeln!(out, "\n{label}: {}", changed.len());
            for outcome in changed {
                let _ = writeln!(out, "  {}  {}  {}", outcome.id, kind(outcome), outcome.text);
            }
        }
        out
    }
}

/// What was asked for and not given, and what was given in its place.
fn kind(outcome: &Outcome) -> String {
    let hits = outcome.hits();
    let shown = |labels: Vec<&Label>| {
        let all: Vec<String> = labels.into_iter().map(Label::shown).collect();
        if all.is_empty() { NOTHING.to_owned() } else { all.join(", ") }
    };
    let missed = outcome.gold.iter().filter(|label| !hits.contains(label)).collect();
    let extra = outcome.got.iter().filter(|label| !hits.contains(label)).collect();
    format!("{} → {}", shown(missed), shown(extra))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(id: &str, gold: &[&str], got: &[&str]) -> Outcome {
        let labels = |list: &[&str]| list.iter().map(|l| Label::class(*l)).collect();
        Outcome {
            id: id.into(),
            gold: labels(gold),
            got: labels(got),
            text: format!("words of {id}"),
            trace: vec!["lexicon/x.txt:1".into()],
            confidence: 0.5,
            events: got.len(),
            beside: (0, 0),
        }
    }

    fn scored() -> Scored {
        let outcomes = vec![
            outcome("a", &["AID"], &["AID"]),
            outcome("b", &["AID"], &["CONSULT"]),
            outcome("c", &["CONSULT"], &["CONSULT"]),
            outcome("d", &["CONSULT"], &[]),
        ];
        Scored { title: "test".into(), outcomes, notes: Vec::new() }
    }

    #[test]
    fn precision_recall_and_f1_of_each_class() {
        let counts = scored().counts();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(near(counts["AID"].precision(), 1.0) && near(counts["AID"].recall(), 0.5));
        assert!(near(counts["CONSULT"].f1(), 0.5));
        assert!(near(scored().macro_f1(), (2.0 / 3.0 + 0.5) / 2.0));
    }

    #[test]
    fn reports_show_what_is_wrong() {
        let worst = scored().worst(5);
        assert!(worst.contains("AID → CONSULT: 1") && worst.contains("CONSULT → nothing: 1"));
        assert!(worst.contains("words of b") && !worst.contains("words of a"));
        let mut better = scored();
        better.outcomes[1] = outcome("b", &["AID"], &["AID"]);
        let compared = scored().compare(&better);
        assert!(compared.contains("gained: 1") && compared.contains("lost: 0"), "{compared}");
    }

    #[test]
    fn a_label_given_twice_counts_once() {
        let outcome = outcome("a", &["AID"], &["AID", "AID"]);
        assert_eq!(outcome.hits().len(), 1);
        assert!(!outcome.right());
    }
}
