//! Headlines that name their speaker with a colon and no verb.

use std::ops::Range;

use tacitus_record::article::BlockKind;

use super::cues::Noun;
use super::indirect::Finder;
use super::scene::Draft;

impl Finder<'_, '_, '_> {
    /// 'Putin: we will not go' and 'Troops on the move: UN', in headlines alone.
    pub(super) fn headlines(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for lane in self.scene.lanes.iter().filter(|lane| lane.kind == BlockKind::Title) {
            let range = lane.tokens.clone();
            let colon = range.clone().find(|&i| self.token(i).text() == ":");
            let Some(colon) = colon.filter(|&i| i > range.start && i + 1 < range.end) else {
                continue;
            };
            let verb =
                |mut r: Range<usize>| r.any(|i| matches!(self.token(i).pos(), "VERB" | "AUX"));
            let (before, behind) = (range.start..colon, colon + 1..range.end);
            if self.direct_start(range.clone()).is_some() {
                continue;
            }
            let ground = &self.scene.ground;
            let (voice, content) =
                if !verb(before.clone()) && verb(behind.clone()) && before.len() <= 6 {
                    (ground.phrase_ending_at(colon - 1), behind)
                } else if verb(before.clone()) && !verb(behind.clone()) && behind.len() <= 4 {
                    let source = ground.phrase_ending_at(range.end - 1).filter(|v| {
                        let token = self.token(v.head);
                        token.pos() == "PROPN"
                            || ground.cues.is_noun(ground.text, v.head, Noun::Source)
                    });
                    (source, before)
                } else {
                    continue;
                };
            let content = self.trimmed(content);
            if let (Some(voice), Some(content)) = (voice, content) {
                drafts.push(Draft {
                    voice: Some(voice),
                    report: None,
                    parts: vec![content],
                    direct: false,
                });
            }
        }
        drafts
    }
}
