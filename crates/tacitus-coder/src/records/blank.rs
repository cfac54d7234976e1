//! An event line before anything is told.

use tacitus_record::{Status, wire};

use super::{CODER, Writer};

impl Writer<'_> {
    /// An event line of the article of which nothing is told yet.
    pub(super) fn blank(&self) -> wire::Event {
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
            status_reason: String::new(),
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
