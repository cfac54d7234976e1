//! Heads that are neither names nor agents: partitives, numbers that count people, pronouns.

use smallvec::smallvec;
use tacitus_language::Token;

use super::resolve::{Draft, Heads, Reader};
use super::{EntityKind, MentionKind};

impl Reader<'_, '_> {
    /// What token `i` stands for where it is no name and no agent.
    pub(super) fn other(&mut self, i: usize) -> Heads {
        let token = self.text.token(i);
        if self.found.name_over(i).is_some() || self.found.agent_over(i).is_some() {
            return Heads::new();
        }
        if token.pos() == "PRON" && matches!(token.tag(), "PRP" | "PRP$") {
            return self.pronoun(i);
        }
        if !matches!(token.pos(), "NUM" | "NOUN" | "DET" | "ADJ" | "PRON") {
            return Heads::new();
        }
        if let Some(whole) = self.part_of(i) {
            self.partitive_mention(i, &whole);
            return whole;
        }
        if self.counts_people(token) {
            return smallvec![self.casualties(i)];
        }
        Heads::new()
    }

    /// Of 'one of his aides', 'dozens of protesters', 'a group of Somali fishermen': the entities of those.
    pub(super) fn part_of(&mut self, i: usize) -> Option<Heads> {
        let text = self.text;
        let token = text.token(i);
        let word = token.lemma().to_lowercase();
        if !self.actors.words.partitives.contains_key(&word) {
            return None;
        }
        let of = text.children(i).find(|c| c.dep() == "prep" && c.text() == "of")?;
        let object = text.children(of.i).find(|c| c.dep() == "pobj")?.i;
        let mut heads = Heads::new();
        for part in super::pronouns::coordinated(text, object) {
            heads.extend(self.resolve(part));
        }
        // 'Most of Aleppo' is no actor.
        heads.retain(|e| self.drafts[*e].entity.kind != EntityKind::Place);
        (!heads.is_empty()).then_some(heads)
    }

    /// One more mention of each of `whole`, headed by the partitive.
    pub(super) fn partitive_mention(&mut self, i: usize, whole: &Heads) {
        let tokens = self.text.subtree(i);
        let end = self
            .text
            .children(i)
            .find(|c| c.dep() == "prep" && c.text() == "of")
            .and_then(|of| self.text.children(of.i).find(|c| c.dep() == "pobj"))
            .map_or(i + 1, |object| object.i + 1);
        for &entity in whole {
            self.mention(tokens.start.min(i)..end, i, MentionKind::Description, entity);
        }
    }

    /// A number or quantity without a noun where a verb does people harm: '17 were killed', 'wounding dozens'.
    fn counts_people(&self, token: Token<'_>) -> bool {
        let text = self.text;
        let quantity = token.tag() == "CD"
            || (token.tag() == "NNS"
                && self.actors.words.partitives.contains_key(&token.lemma().to_lowercase()));
        if !quantity || !matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj") {
            return false;
        }
        let verb = token.head();
        let counted = text.children(token.i).any(|c| matches!(c.dep(), "prep" | "nmod"));
        let harms = self.actors.words.casualties.contains_key(&verb.lemma().to_lowercase());
        let dated = matches!(token.ent_type(), "DATE" | "TIME" | "MONEY" | "PERCENT");
        harms && !counted && !dated
    }

    fn casualties(&mut self, i: usize) -> usize {
        let text = self.text;
        let tokens = text.subtree(i).start..i + 1;
        let mut draft = Draft::new(text.words(tokens.clone()), EntityKind::Group, None);
        draft.plural = true;
        draft.entity.sectors = self.actors.office_sectors("civilian");
        draft.because(None, "a number that counts people".into());
        let entity = self.add(draft);
        self.mention(tokens, i, MentionKind::Description, entity);
        entity
    }
}
