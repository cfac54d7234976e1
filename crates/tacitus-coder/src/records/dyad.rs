//! Answers to the user's dyads as event lines: one for each dyad, in order.

use tacitus_record::{Status, wire};

use super::{CODER, Writer};
use crate::Coded;
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
                let events = vec![Told { tellings: vec![0], settled }];
                self.event(&Coded { tellings: vec![telling.clone()], events }, 0)
            }
            None => self.nothing(),
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

    /// The line of a dyad of which nothing is told.
    fn nothing(&self) -> wire::Event {
        wire::Event {
            id: String::new(),
            article: self.id().to_owned(),
            date: String::new(),
            enddate: String::new(),
            date_basis: None,
            actor: Vec::new(),
            recipient: Vec::new(),
            event: Vec::new(),
            mode: Vec::new(),
            context: Vec::new(),
            cameo: Vec::new(),
            of: None,
            quad_code: 0,
            event_scale: None,
            status: Status::Actual,
            status_reason: "nothing is told between the marked spans".to_owned(),
            event_loc: None,
            event_text: String::new(),
            accounts: Vec::new(),
            contested: false,
            links: Vec::new(),
            attribution: Vec::new(),
            mentions: Vec::new(),
            confidence: 0.0,
            dyad: None,
            text_info: wire::TextInfo {
                language: self.reading.text.article.language.clone(),
                text_id: self.id().to_owned(),
            },
            cite_info: self.cite_info(),
            coder: CODER.to_owned(),
            coded_date: None,
        }
    }
}
