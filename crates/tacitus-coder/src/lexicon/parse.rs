//! Reading headers, patterns and examples.

use tacitus_record::EventType;

use super::{Classes, Code, Example, Filler, Frame, Head, Part, Position, Slot, Trigger};
use crate::predicate::PredicateKind;
use crate::source::{KnowledgeError, Source};

/// `ASSAULT aerial, destroy | 195`, `OPERATOR refuse` or `NOTHING`.
pub(super) fn header(line: &str, source: &Source) -> Result<Head, KnowledgeError> {
    if line.trim() == "NOTHING" {
        return Ok(Head::Nothing);
    }
    if let Some(name) = line.strip_prefix("OPERATOR") {
        let name = name.trim();
        if name.is_empty() {
            return Err(KnowledgeError::new(
                source,
                "an operator with no name",
                "write `OPERATOR name`",
            ));
        }
        return Ok(Head::Operator(name.into()));
    }
    let (code_part, cameo) = line.split_once('|').unwrap_or((line, ""));
    Ok(Head::Code(code(code_part, cameo, source)?))
}

/// `REJECT meet` with `125, 1246`.
pub(super) fn code(text: &str, cameo: &str, source: &Source) -> Result<Code, KnowledgeError> {
    let text = text.trim();
    let (event, modes) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    Ok(Code { event: event_type(event, source)?, modes: list(modes), cameo: list(cameo) })
}

pub(super) fn event_type(name: &str, source: &Source) -> Result<EventType, KnowledgeError> {
    name.parse().map_err(|_| {
        let all: Vec<_> = EventType::ALL.iter().map(|event| event.as_str()).collect();
        KnowledgeError::new(
            source,
            format!("{name:?} is no event type"),
            format!("use one of {}", all.join(" ")),
        )
    })
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// `sentence = TYPE ACTOR > RECIPIENT status`.
pub(super) fn example(text: &str, source: &Source) -> Result<Example, KnowledgeError> {
    let Some((sentence, expected)) = text.rsplit_once(" = ") else {
        return Err(KnowledgeError::new(
            source,
            "an example with no record",
            "write `> sentence = ACTOR > RECIPIENT`, `-` for an empty side",
        ));
    };
    if !expected.contains('>') && expected.trim() != "none" {
        return Err(KnowledgeError::new(
            source,
            format!("the record {:?} has no `>`", expected.trim()),
            "write `ACTOR > RECIPIENT`, `-` for an empty side, or `none` for a sentence that must give nothing",
        ));
    }
    Ok(Example {
        sentence: sentence.trim().to_owned(),
        expected: expected.trim().to_owned(),
        source: source.clone(),
    })
}

/// `verb cancel, call off: ACTOR _ @meeting [with|to RECIPIENT]`.
pub(super) fn pattern(
    line: &str,
    head: &Head,
    source: &Source,
    classes: &mut Classes,
) -> Result<Frame, KnowledgeError> {
    let wrong = |message: String, remedy: &str| KnowledgeError::new(source, message, remedy);
    let (kind_name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let kind = match kind_name {
        "verb" => PredicateKind::Verb,
        "noun" => PredicateKind::Noun,
        "adj" => PredicateKind::Adjective,
        other => {
            return Err(wrong(
                format!("{other:?} begins neither a pattern nor anything else"),
                "begin a pattern with `verb`, `noun` or `adj`, a gloss with `:`, an example with `>`",
            ));
        }
    };
    let Some((words, template)) = rest.split_once(':') else {
        return Err(wrong(
            "a pattern without a colon".to_owned(),
            "write `verb word, word: ACTOR _ RECIPIENT`",
        ));
    };
    let triggers: Vec<Trigger> =
        words.split(',').filter_map(|word| trigger(word.trim(), kind)).collect();
    if triggers.is_empty() {
        return Err(wrong(
            "no word names the event".to_owned(),
            "write at least one before the colon",
        ));
    }
    let (speaker, template) = match template.trim().strip_prefix("SPEAKER:") {
        Some(rest) => (true, rest),
        None => (false, template),
    };
    let slots = Template { source, classes, kind }.slots(template)?;
    if let Head::Operator(name) = head
        && !slots.iter().any(|slot| slot.filler.governed)
    {
        return Err(wrong(
            format!("operator {name:?} governs nothing"),
            "put DO or DEED into the pattern",
        ));
    }
    Ok(Frame {
        head: head.clone(),
        kind,
        triggers,
        slots,
        speaker,
        pattern: line.to_owned(),
        source: source.clone(),
        entry: source.clone(),
        examples: Vec::new(),
    })
}

/// 'call off' is a verb with a particle, 'air strike' a noun with a word before it. The language layer divides words at
/// their hyphens, so 'cease-fire' and 'test-fire' have a word before them as well.
fn trigger(text: &str, kind: PredicateKind) -> Option<Trigger> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let divided = |word: &String| word.split('-').map(str::to_owned).collect::<Vec<_>>();
    let (named, particle) = match kind {
        PredicateKind::Verb => {
            let (verb, rest) = words.split_first()?;
            (divided(verb), (!rest.is_empty()).then(|| rest.join(" ")))
        }
        _ => (words.iter().flat_map(divided).collect(), None),
    };
    let mut before: Vec<String> = named.into_iter().filter(|word| !word.is_empty()).collect();
    let lemma = before.pop()?;
    Some(Trigger { lemma, particle, before })
}

struct Template<'a> {
    source: &'a Source,
    classes: &'a mut Classes,
    kind: PredicateKind,
}

impl Template<'_> {
    fn wrong(&self, message: String, remedy: &str) -> KnowledgeError {
        KnowledgeError::new(self.source, message, remedy)
    }

    fn slots(&mut self, template: &str) -> Result<Vec<Slot>, KnowledgeError> {
        let mut slots: Vec<Slot> = Vec::new();
        let mut seen_trigger = false;
        let mut optional = false;
        let mut preposition: Option<Vec<String>> = None;
        let mut owner: Option<(Part, bool)> = None;
        let spaced = template.replace('[', " [ ").replace(']', " ] ");
        for word in spaced.split_whitespace() {
            match word {
                "[" => optional = true,
                "]" => optional = false,
                "_" => seen_trigger = true,
                // The copula of an adjective says nothing that the part of speech does not.
                "!SOMETHING" => slots.push(Slot {
                    position: Position::Object,
                    filler: Filler::default(),
                    optional: false,
                    absent: true,
                }),
                // `!for`: nothing may stand after that preposition.
                word if word.starts_with('!') => slots.push(Slot {
                    position: Position::After(prepositions(&word[1..])),
                    filler: Filler::default(),
                    optional: false,
                    absent: true,
                }),
                "be" if self.kind == PredicateKind::Adjective && !seen_trigger => {}
                word if word.ends_with("'s") && word.starts_with(|c: char| c.is_uppercase()) => {
                    let Some(part) = part(word.trim_end_matches("'s")) else {
                        return Err(self.unknown(word));
                    };
                    owner = Some((part, optional));
                    // `[RECIPIENT's @proposal]` makes the whole optional, `[RECIPIENT's] @proposal` the owner.
                }
                word if is_filler(word) => {
                    let mut filler = self.filler(word)?;
                    if let Some((part, whole_optional)) = owner.take() {
                        filler.owner = Some(part);
                        filler.owner_optional = whole_optional && !optional;
                    }
                    let position = position(&mut preposition, &filler, seen_trigger, &mut slots);
                    slots.push(Slot { position, filler, optional, absent: false });
                }
                word => {
                    preposition = Some(prepositions(word));
                }
            }
        }
        if !seen_trigger {
            return Err(self.wrong(
                "the template does not show where its word stands".to_owned(),
                "put `_` in its place: `ACTOR _ RECIPIENT`",
            ));
        }
        if let Some(left) = preposition {
            return Err(self.wrong(
                format!("nothing follows {:?}", left.join("|")),
                "a preposition needs a filler behind it; a particle belongs to the verb: `verb call off: …`",
            ));
        }
        Ok(slots)
    }

    fn filler(&mut self, word: &str) -> Result<Filler, KnowledgeError> {
        let mut filler = Filler::default();
        let (name, restriction) = match word.find('@') {
            Some(0) => ("", word),
            Some(at) => word.split_at(at),
            None if word.starts_with('\'') => ("", word),
            None => (word, ""),
        };
        match name {
            "" | "SOMETHING" => {}
            "DO" => filler.governed = true,
            "DEED" => (filler.governed, filler.others) = (true, true),
            name => match part(name) {
                Some(part) => filler.part = Some(part),
                None => return Err(self.unknown(word)),
            },
        }
        for member in restriction.split('|').filter(|m| !m.is_empty()) {
            match member.strip_prefix('@') {
                Some(class) => filler.classes.push(self.classes.find(class, self.source)?),
                None => filler.lemmas.push(member.trim_matches('\'').to_lowercase()),
            }
        }
        Ok(filler)
    }

    fn unknown(&self, word: &str) -> KnowledgeError {
        self.wrong(
            format!("{word:?} is no part"),
            "use ACTOR, RECIPIENT, TARGET, BOTH, DOER, PLACE, SOMETHING, DO, DEED, @class or 'word'",
        )
    }
}

fn is_filler(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c == '@' || c == '\'')
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "ACTOR" => Part::Actor,
        "RECIPIENT" => Part::Recipient,
        "TARGET" => Part::Target,
        "BOTH" => Part::Both,
        "DOER" => Part::Doer,
        "PLACE" => Part::Place,
        _ => return None,
    })
}

/// Where a filler stands, from what stands before it.
fn position(
    preposition: &mut Option<Vec<String>>,
    filler: &Filler,
    seen_trigger: bool,
    slots: &mut [Slot],
) -> Position {
    if let Some(words) = preposition.take() {
        if filler.governed {
            match words[..] {
                [ref word] if word == "to" => return Position::Infinitive,
                [ref word] if word == "that" => return Position::Finite,
                [ref word] if word == "whether" => return Position::Open,
                _ => {}
            }
        }
        return Position::After(words);
    }
    if !seen_trigger {
        return Position::Subject;
    }
    if filler.governed {
        return Position::Governed;
    }
    // Two bare fillers: the first is the indirect object.
    if let Some(before) =
        slots.iter_mut().find(|slot| slot.position == Position::Object && !slot.absent)
    {
        before.position = Position::Indirect;
    }
    Position::Object
}

/// The prepositions of `to|in_favour_of`.
fn prepositions(word: &str) -> Vec<String> {
    word.split('|').map(|p| p.replace('_', " ")).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn read(line: &str) -> Frame {
        let file: Arc<str> = Arc::from("lexicon/x.txt");
        let mut classes =
            Classes::load(&file, "@meeting: talk, peace talk\n@proposal: resolution\n").unwrap();
        let source = Source::new(&file, 1);
        let head = header("REJECT meet | 125", &source).unwrap();
        pattern(line, &head, &source, &mut classes).unwrap()
    }

    #[test]
    fn particles_prepositions_and_options() {
        let frame = read(
            "verb pull out, cancel: ACTOR _ [of] @meeting [with|to RECIPIENT]"
                .replace("[of] ", "")
                .as_str(),
        );
        assert_eq!(frame.triggers[0].particle.as_deref(), Some("out"));
        assert_eq!(frame.slots[0].position, Position::Subject);
        assert_eq!(frame.slots[1].position, Position::Object);
        assert_eq!(frame.slots[2].position, Position::After(vec!["with".into(), "to".into()]));
        assert!(frame.slots[2].optional && !frame.slots[1].optional);
    }

    #[test]
    fn two_bare_fillers_and_owners() {
        let frame = read("verb give: ACTOR _ RECIPIENT @proposal");
        assert_eq!(frame.slots[1].position, Position::Indirect);
        let frame = read("verb veto: ACTOR _ [RECIPIENT's] @proposal");
        assert_eq!(frame.slots[1].filler.owner, Some(Part::Recipient));
        assert!(frame.slots[1].filler.owner_optional && !frame.slots[1].optional);
    }

    #[test]
    fn what_must_be_missing() {
        let frame = read("verb call: ACTOR _ RECIPIENT !SOMETHING");
        assert_eq!(frame.slots[1].position, Position::Object);
        assert!(frame.slots[2].absent && !frame.slots[1].absent);
    }

    #[test]
    fn mistakes_name_the_remedy() {
        let file: Arc<str> = Arc::from("lexicon/x.txt");
        let source = Source::new(&file, 7);
        let head = header("REJECT", &source).unwrap();
        let mut classes = Classes::default();
        let error =
            pattern("verb veto: ACTOR _ @nothing", &head, &source, &mut classes).unwrap_err();
        assert_eq!(error.source_line.to_string(), "lexicon/x.txt:7");
        assert!(error.to_string().contains("there is no class @nothing"));
        assert!(pattern("verb veto: ACTOR RECIPIENT", &head, &source, &mut classes).is_err());
        assert!(header("REJCT", &source).is_err());
    }
}
