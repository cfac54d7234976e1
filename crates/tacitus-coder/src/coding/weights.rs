//! What the files of learned weights have in common: their lines, and which features speak loudest.

use crate::source::{KnowledgeError, Source};

/// A line `what | feature | number`; `None` where it is none.
pub(super) fn weight(line: &str) -> Option<(&str, &str, f32)> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [of, feature, weight] = cells[..] else { return None };
    let weight = weight.parse::<f32>().ok().filter(|weight| weight.is_finite())?;
    (!of.is_empty() && !feature.is_empty()).then_some((of, feature, weight))
}

/// What weights say of themselves beside their lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Head {
    /// What is less likely than this is left out.
    pub(super) least: f32,
    /// The digests of what they were trained on.
    trained: Vec<String>,
}

impl Head {
    /// Takes a line that is the head's: `trained on ids …`, `least …`; whether it is one.
    pub(super) fn read(&mut self, line: &str, source: &Source) -> Result<bool, KnowledgeError> {
        if let Some(digest) = trained_on(line) {
            self.trained.push(digest);
            return Ok(true);
        }
        let Some(least) = line.strip_prefix("least ") else { return Ok(false) };
        let least = least.trim().parse::<f32>().ok();
        self.least = least.filter(|p| (0.0..1.0).contains(p)).ok_or_else(|| {
            KnowledgeError::new(
                source,
                format!("{line:?} is no bound"),
                "write `least` and a probability from 0 to below 1; 0 leaves nothing out",
            )
        })?;
        Ok(true)
    }

    /// Whether items with this digest of their ids trained them.
    pub(super) fn was_trained_on(&self, digest: &str) -> bool {
        self.trained.iter().any(|one| one == digest)
    }
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
