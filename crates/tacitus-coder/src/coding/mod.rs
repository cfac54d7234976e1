//! Frames against predicates: what is told, in PLOVER's codes.
//!
//! [`matching`] holds one frame against one predicate; [`compose`] lets operators work on what they govern;
//! `whose` names the other side of words about a thing and `doer` who did what only its toll tells; [`sides`] asks
//! whether its sides can have done it; [`status`] judges whether it happened, [`history`] whether that is long ago, and
//! [`revise`] looks at both a second time; [`telling`] puts each coded predicate together with its source, date and place;
//! [`merge`] makes one event of all its tellings, and [`settle`] says what they come to; [`trust`] how far to believe it;
//! [`dyad`] asks instead what is told between two spans that the user marked, and [`why`] why nothing was coded.

mod avowed;
mod belief;
pub mod compose;
mod doer;
pub mod doubt;
pub mod dyad;
pub mod history;
mod judging;
pub mod matching;
pub mod merge;
pub mod place;
mod purpose;
pub mod revise;
pub mod settle;
pub mod sides;
pub mod status;
mod taken_up;
pub mod telling;
mod toll;
pub mod trust;
mod weights;
pub mod when;
mod whose;
pub mod why;

use std::ops::Range;

use crate::entity::{Entities, EntityKind, Mention};
use crate::lexicon::Lexicon;
use crate::ontology::CameoTable;
use crate::predicate::Predicates;
use crate::statement::{Quoted, Statement};
use crate::text::Text;
use crate::time::Time;

/// The layers that coding stands on.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// The article's tokens.
    pub text: &'a Text<'a>,
    /// Time expressions.
    pub times: &'a [Time],
    /// Mentions and entities.
    pub entities: &'a Entities,
    /// Predicates.
    pub predicates: &'a Predicates,
    /// Statements.
    pub statements: &'a [Statement],
}

/// Knowledge that coding uses.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// Frames, classes, composition.
    pub lexicon: &'a Lexicon,
    /// Words that decide status.
    pub status: &'a status::StatusWords,
    /// CAMEO's codes: what an operator's code is over the code of an act.
    pub cameo: &'a CameoTable,
    /// Whether a frame holds where somebody whom it asks for is missing: of marked spans the user knows who they are,
    /// wherever the sentence put them.
    pub lenient: bool,
}

impl<'a> Layers<'a> {
    /// The statements in whose content a token stands, innermost (shortest) first.
    #[must_use]
    pub fn statements_around(&self, token: usize) -> Vec<usize> {
        let byte = self.text.token(token).start();
        let inside = |s: &Statement| s.parts.iter().any(|p| p.start <= byte && byte < p.end);
        let mut around: Vec<usize> =
            (0..self.statements.len()).filter(|&s| inside(&self.statements[s])).collect();
        around.sort_by_key(|&s| self.statements[s].content.len());
        around
    }

    /// Whether a token stands in what somebody is quoted with word for word.
    #[must_use]
    pub fn is_quoted(&self, token: usize) -> bool {
        let direct = |s: usize| self.statements[s].quoted == Quoted::Direct;
        self.statements_around(token).into_iter().any(direct)
    }

    /// The times that begin in a range of tokens, with their indexes.
    pub fn times_in(
        &self,
        tokens: &Range<usize>,
    ) -> impl DoubleEndedIterator<Item = (usize, &'a Time)> + use<'a> {
        // Times stand in order of their tokens, so both ends are found by bisection.
        let times = self.times;
        let from = times.partition_point(|time| time.tokens.start < tokens.start);
        let to = times.partition_point(|time| time.tokens.start < tokens.end).max(from);
        (from..to).zip(&times[from..to])
    }

    /// Whether a mention can do something: a place that is no country cannot, unless the user says so.
    #[must_use]
    pub fn acts(&self, mention: &Mention) -> bool {
        self.entities.entities[mention.entity].kind != EntityKind::Place
            || self.entities.marked.contains(&mention.head)
    }
}
