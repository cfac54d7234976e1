//! Frames in words, for messages to those who write them.

use std::fmt;

use super::{Classes, Code, Frame, Head, Part, Position, Slot};

impl Part {
    /// As templates write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Actor => "ACTOR",
            Part::Recipient => "RECIPIENT",
            Part::Target => "TARGET",
            Part::Both => "BOTH",
            Part::Doer => "DOER",
            Part::Place => "PLACE",
        }
    }
}

impl Slot {
    /// What it asks for and where: `RECIPIENT after "to"`, `a word of @aid as object`.
    #[must_use]
    pub fn describe(&self, classes: &Classes) -> String {
        let filler = &self.filler;
        let mut one_of: Vec<String> =
            filler.classes.iter().map(|&class| format!("@{}", classes.name(class))).collect();
        one_of.extend(filler.lemmas.iter().map(|lemma| format!("'{lemma}'")));
        let one_of = one_of.join(" or ");
        let what = match (filler.part, filler.governed, one_of.is_empty()) {
            (_, true, true) if filler.others => "DEED, an event that others do,".to_owned(),
            (_, true, true) => "DO, an event,".to_owned(),
            (_, true, false) => format!("DO, an event of {one_of},"),
            (Some(part), _, true) => part.as_str().to_owned(),
            (Some(part), _, false) => format!("{} of {one_of}", part.as_str()),
            (None, _, true) => "SOMETHING".to_owned(),
            (None, _, false) => one_of,
        };
        let owner = filler.owner.map_or(String::new(), |part| format!("{}'s ", part.as_str()));
        format!("{owner}{what} {}", self.position).trim_end().to_owned()
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Position::Subject => f.write_str("as subject"),
            Position::Object => f.write_str("as object"),
            Position::Indirect => f.write_str("as indirect object"),
            Position::After(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
                write!(f, "after {}", words.join(" or "))
            }
            Position::Infinitive => f.write_str("after \"to\""),
            Position::Finite => f.write_str("after \"that\""),
            Position::Open => f.write_str("after \"whether\""),
            Position::Governed => f.write_str("as what it governs"),
        }
    }
}

impl fmt::Display for Code {
    /// As headers write it: `REJECT meet | 125`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.event)?;
        if !self.modes.is_empty() {
            write!(f, " {}", self.modes.join(", "))?;
        }
        if !self.cameo.is_empty() {
            write!(f, " | {}", self.cameo.join(", "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Head::Code(code) => write!(f, "{code}"),
            Head::Operator(name) => write!(f, "OPERATOR {name}"),
            Head::Nothing => f.write_str("NOTHING"),
        }
    }
}

impl Frame {
    /// The pattern with no more than three of its words: `verb give, hand, lend …: ACTOR _ RECIPIENT`.
    #[must_use]
    pub fn short(&self) -> String {
        let Some((words, template)) = self.pattern.split_once(':') else {
            return self.pattern.clone();
        };
        let all: Vec<&str> = words.split(',').map(str::trim).collect();
        if all.len() <= 3 {
            return self.pattern.clone();
        }
        format!("{} …:{template}", all[..3].join(", "))
    }
}
