//! PLOVER's sixteen event types and five statuses: the closed part of the ontology. Everything else of it (modes,
//! contexts, scores, CAMEO) is knowledge.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// All of them, in the order of the manual.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The name in records.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                match text {
                    $($text => Ok($name::$variant),)+
                    _ => Err(UnknownName(text.to_owned())),
                }
            }
        }
    };
}

/// A name that is none of the set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName(
    /// The name as given.
    pub String,
);

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no such name", self.0)
    }
}

impl std::error::Error for UnknownName {}

names! {
    /// PLOVER 2.0's event types (manual, table of event types).
    EventType {
        /// Agreement, offer or promise to act together.
        Agree = "AGREE",
        /// Meetings, visits, calls, negotiations.
        Consult = "CONSULT",
        /// Support in words, recognition, signing.
        Support = "SUPPORT",
        /// Concessions in words, apologies, pardons.
        Concede = "CONCEDE",
        /// Material cooperation both ways.
        Cooperate = "COOPERATE",
        /// Material help one way.
        Aid = "AID",
        /// Material concessions: withdrawal, release, ceasefire, resignation.
        Retreat = "RETREAT",
        /// Requests, demands, orders.
        Request = "REQUEST",
        /// Disapproval, accusation, investigation.
        Accuse = "ACCUSE",
        /// Rejection and refusal.
        Reject = "REJECT",
        /// Threats and warnings of force.
        Threaten = "THREATEN",
        /// Demonstrations and other collective protest.
        Protest = "PROTEST",
        /// Relations reduced, convictions, expulsions.
        Sanction = "SANCTION",
        /// Military or police moves short of force.
        Mobilize = "MOBILIZE",
        /// Repression and coercion short of violence.
        Coerce = "COERCE",
        /// Deliberate acts that can do serious harm.
        Assault = "ASSAULT",
    }
}

names! {
    /// Whether it happened: PLOVER's auxiliary modes made a field.
    Status {
        /// It happened or is happening.
        Actual = "actual",
        /// It happened, and is told as background.
        Historical = "historical",
        /// It is planned or announced.
        Future = "future",
        /// It is conditional, possible, wished, asked.
        Hypothetical = "hypothetical",
        /// It did not happen, or will not.
        Negated = "negated",
    }
}

impl Status {
    /// PLOVER's spelling among its contexts; an actual event has none.
    #[must_use]
    pub fn auxiliary_mode(self) -> Option<&'static str> {
        match self {
            Status::Actual => None,
            Status::Negated => Some("negation"),
            other => Some(other.as_str()),
        }
    }
}

impl EventType {
    /// PLOVER's quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    #[must_use]
    pub fn quad(self) -> u8 {
        match self {
            EventType::Agree | EventType::Consult | EventType::Support | EventType::Concede => 1,
            EventType::Cooperate | EventType::Aid | EventType::Retreat => 2,
            EventType::Request | EventType::Accuse | EventType::Reject | EventType::Threaten => 3,
            EventType::Protest
            | EventType::Sanction
            | EventType::Mobilize
            | EventType::Coerce
            | EventType::Assault => 4,
        }
    }

    /// What an act to come is by PLOVER 2.0: a meeting, support, cooperation or aid to come is an agreement, a
    /// retreat to come a concession; all others keep their type.
    #[must_use]
    pub fn to_come(self) -> Option<EventType> {
        match self {
            EventType::Consult | EventType::Support | EventType::Cooperate | EventType::Aid => {
                Some(EventType::Agree)
            }
            EventType::Retreat => Some(EventType::Concede),
            _ => None,
        }
    }
}
