//! Answers to the user's dyads as event lines: one for each dyad, in order.

use tacitus_record::wire;

use super::Writer;
use crate::Coded;
use crate::coding::doubt::Held;
use crate::coding::dyad::Answer;
use crate::coding::matching::Fill;
use crate::coding::merge::Told;
use crate::coding::settle::Settled;

impl Writer<'_> {
    /// One line a dyad. Actor and recipient are the spans that the user marked; a side that was not marked is the
    /// telling's own.
    #[must_use]
    pub fn answers(&self, answers: &[Answer]) -> Vec<wire::Event> {
        answers.iter().enumerate().map(|(index, answer)| self.answer(index, answer)).collect()
    }

    fn answer(&self, index: usize, answer: &Answer) -> wire::Event {
        let mut event = match &answer.telling {
            Some(telling) => {
                let settled = Settled::once(0, telling);
                let events = vec![Told { tellings: vec![0], settled, held: Held::default() }];
                self.event(
                    &Coded { tellings: vec![telling.clone()], events, left_out: Vec::new() },
                    0,
                )
            }
            None => wire::Event {
                status_reason: "nothing is told between the marked spans".to_owned(),
                ..self.blank()
            },
        };
        let side = |fills: &[Fill]| fills.iter().map(|fill| self.participant(fill)).collect();
        if !answer.actors.is_empty() {
            event.actor = side(&answer.actors);
        }
        if !answer.recipients.is_empty() {
            event.recipient = side(&answer.recipients);
        }
        event.id = format!("{}-d{}", self.id(), index + 1);
        event.dyad = Some(index);
        event.confidence = answer.confidence();
        event
    }
}
