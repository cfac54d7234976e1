//! What the files of learned weights have in common: their lines, and which features speak loudest.

use crate::source::{KnowledgeError, Source};

/// A line `what | feature | number`; `None` where it is none.
pub(super) fn weight(line: &str) -> Option<(&str, &str, f32)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [of, feature, weight] = cells[..] else { return None };
    let weight = weight.parse::<f32>().ok().filter(|weight| weight.is_finite())?;
    (!of.is_empty() && !feature.is_empty()).then_some((of, feature, weight))
}

/// A probability from 0 to below 1.
pub(super) fn bound(number: &str) -> Option<f32> {
    number.trim().parse::<f32>().ok().filter(|p| (0.0..1.0).contains(p))
}

/// What is said of a line that should have one.
pub(super) fn no_bound(source: &Source, line: &str) -> KnowledgeError {
    KnowledgeError::new(
        source,
        format!("{line:?} is no bound"),
        "write `least` and a probability from 0 to below 1; 0 leaves nothing out",
    )
}

/// The digest of the ids of a file's items, where the line names what the weights were trained on.
pub(super) fn trained_on(line: &str) -> Option<String> {
    line.strip_prefix("trained on ids ").map(|digest| digest.trim().to_owned())
}

/// The features that add or take most, at most `count` of them.
pub(super) fn loudest<'a>(
    spoken: impl Iterator<Item = (&'a str, f32)>,
    count: usize,
) -> Vec<(String, f32)> {
    let mut spoken: Vec<(String, f32)> =
        spoken.map(|(name, added)| (name.to_owned(), added)).collect();
    spoken.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then_with(|| a.0.cmp(&b.0)));
    spoken.truncate(count);
    spoken
}
