//! Spans that a user marked: whoever they name, the user says that they are actors.

use std::cmp::Reverse;

use tacitus_record::Span;

use super::{Entities, Entity, EntityKind, Mention, MentionKind, find};
use crate::text::Text;

impl Entities {
    /// Makes each span stand for somebody. A span whose head is no mention becomes one: of the actor inside it that
    /// [`Entities::in_span`] finds ('a *Supreme Court* decision'), else of an entity of which nothing but its words
    /// is known.
    pub(crate) fn mark(&mut self, text: &Text<'_>, spans: impl IntoIterator<Item = Span>) {
        for span in spans {
            let tokens = text.tokens_over(span);
            if tokens.is_empty() {
                continue;
            }
            let head = find::head_of(text, &tokens);
            if !self.marked.contains(&head) {
                self.marked.push(head);
            }
            if self.headed_by(head).next().is_some() {
                continue;
            }
            let inside = self.in_span(text, span).first().map(|&m| self.mentions[m].entity);
            let entity = inside.unwrap_or_else(|| {
                self.entities.push(unknown(text.words(tokens.clone())));
                self.entities.len() - 1
            });
            let pronoun = text.token(head).pos() == "PRON";
            let kind = if pronoun { MentionKind::Pronoun } else { MentionKind::Name };
            self.mentions.push(Mention { tokens, head, kind, entity });
            self.settle(text.len());
        }
    }

    /// Puts mentions in order of their tokens and entities in order of their first mention again.
    fn settle(&mut self, tokens: usize) {
        self.mentions.sort_by_key(|m| (m.tokens.start, Reverse(m.tokens.end), m.head));
        let mut new: Vec<Option<usize>> = vec![None; self.entities.len()];
        let mut entities: Vec<Entity> = Vec::with_capacity(self.entities.len());
        for (index, mention) in self.mentions.iter_mut().enumerate() {
            let old = mention.entity;
            mention.entity = *new[old].get_or_insert_with(|| {
                entities.push(Entity { mentions: Vec::new(), ..self.entities[old].clone() });
                entities.len() - 1
            });
            entities[mention.entity].mentions.push(index);
        }
        self.entities = entities;
        self.index(tokens);
    }
}

fn unknown(name: &str) -> Entity {
    Entity {
        name: name.to_owned(),
        kind: EntityKind::Unknown,
        code: None,
        sectors: Vec::new(),
        identifier: None,
        office: None,
        place: None,
        mentions: Vec::new(),
        because: vec![(None, "marked by the user".to_owned())],
        served: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;
    use crate::source::Folder;
    use crate::testing::{article, parse};

    #[test]
    fn a_marked_thing_is_somebody_and_what_is_known_inside_it_is_kept() {
        let words = "The kiosk owner sued Moldova over the Moldovan court's verdict.";
        let mut article = article(words);
        let span = |part: &str| {
            let at = words.find(part).unwrap_or(0);
            Some(Span::new(at, at + part.len()))
        };
        let actor = span("The kiosk owner");
        let recipient = span("the Moldovan court's verdict");
        let knowledge = Knowledge::load(&Folder::embedded()).unwrap_or_else(|e| panic!("{e}"));
        let plain = knowledge.read(&article, parse).entities;
        article.dyads.push(tacitus_record::article::Dyad { actor, recipient });
        let reading = knowledge.read(&article, parse);
        let marked = &reading.entities;
        let of = |span: Option<Span>| {
            let mentions = marked.in_span(&reading.text, span.unwrap_or(Span::new(0, 0)));
            marked.entity_of(mentions[0]).clone()
        };
        assert!(plain.mentions.len() < marked.mentions.len());
        assert_eq!(of(recipient).code.as_deref(), Some("MDA"));
        assert!(marked.mentions.is_sorted_by_key(|m| m.tokens.start));
        for (index, entity) in marked.entities.iter().enumerate() {
            assert!(!entity.mentions.is_empty());
            assert!(entity.mentions.iter().all(|&m| marked.mentions[m].entity == index));
        }
        assert!(of(actor).mentions.len() == 1);
    }
}
