//! `knowledge check`: every example of the lexicon is coded and held against the record that it must give; codes, classes
//! and words are held against the ontology, the patterns and the language model.

mod codes;
pub mod reach;
mod words;

use std::fmt;
use std::str::FromStr;

use tacitus_language::Doc;
use tacitus_record::article::{Article, Block, BlockKind};
use tacitus_record::{EventType, Span, Status, wire};

use crate::Knowledge;
use crate::lexicon::{Example, Frame, Head};
use crate::records::Writer;
use crate::source::Source;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line at fault.
    pub source: Source,
    /// What is wrong, and what came out instead.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.message)
    }
}

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Frames looked at.
    pub frames: usize,
    /// Examples run.
    pub examples: usize,
    /// What does not hold, in order of the lines.
    pub findings: Vec<Finding>,
    /// CAMEO codes of roots 02 to 20 that nothing gives.
    pub gaps: Vec<String>,
}

/// What an example's record asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Wanted {
    nothing: bool,
    event: Option<EventType>,
    modes: Vec<String>,
    actor: Vec<String>,
    recipient: Vec<String>,
    status: Option<Status>,
}

/// Checks the lexicon: all of it, or of files whose path holds `only`.
///
/// Examples are run; codes and modes are looked up; classes that nothing uses, words that the language model never gives
/// and frames that another always hides are told.
pub fn check(
    knowledge: &Knowledge,
    only: Option<&str>,
    mut parse: impl FnMut(&str) -> Doc,
) -> Report {
    let mut report = Report::default();
    let mut seen = words::Given::default();
    let wanted = |source: &Source| only.is_none_or(|only| source.file.contains(only));
    for frame in &knowledge.lexicon.frames {
        if !wanted(&frame.source) {
            continue;
        }
        report.frames += 1;
        if frame.examples.is_empty() {
            report.findings.push(Finding {
                source: frame.source.clone(),
                message:
                    "a frame without an example; add `> sentence = ACTOR > RECIPIENT` below it"
                        .into(),
            });
        }
        for example in &frame.examples {
            report.examples += 1;
            if let Some(message) = run(knowledge, frame, example, &mut seen, &mut parse) {
                report.findings.push(Finding { source: example.source.clone(), message });
            }
        }
    }
    let mut more = codes::findings(knowledge);
    more.extend(words::unused_classes(&knowledge.lexicon));
    more.extend(words::never_given(knowledge, wanted, &seen, &mut parse));
    report.findings.extend(more.into_iter().filter(|finding| wanted(&finding.source)));
    report.findings.sort_by(|a, b| a.source.cmp(&b.source));
    report.gaps = reach::gaps(knowledge);
    report
}

/// The events of one sentence.
#[must_use]
pub fn events(
    knowledge: &Knowledge,
    sentence: &str,
    parse: impl FnMut(&str) -> Doc,
) -> Vec<wire::Event> {
    let article = article_of(sentence);
    let reading = knowledge.read(&article, parse);
    let coded = knowledge.code_by_rules(&reading);
    Writer::new(knowledge, &reading).events(&coded)
}

/// A report that is one paragraph.
fn article_of(text: &str) -> Article {
    Article {
        id: "example".into(),
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Some(Span::new(0, text.len())) }],
        ..Article::default()
    }
}

fn run(
    knowledge: &Knowledge,
    frame: &Frame,
    example: &Example,
    seen: &mut words::Given,
    parse: &mut impl FnMut(&str) -> Doc,
) -> Option<String> {
    let wanted = match wanted(&example.expected) {
        Ok(wanted) => wanted,
        Err(message) => return Some(message),
    };
    let article = article_of(&example.sentence);
    let reading = knowledge.read(&article, parse);
    seen.extend(words::given_by(&reading.predicates));
    let coded = knowledge.code_by_rules(&reading);
    let events = Writer::new(knowledge, &reading).events(&coded);
    let told = || {
        let all: Vec<String> = events.iter().map(summary).collect();
        if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
    };
    if wanted.nothing {
        return (!events.is_empty())
            .then(|| format!("{:?} must give nothing, and gives {}", example.sentence, told()));
    }
    let found: Vec<&wire::Event> = events.iter().filter(|e| holds(e, frame, &wanted)).collect();
    if found.is_empty() {
        return Some(format!(
            "{:?} must give {}, and gives {}",
            example.sentence,
            example.expected,
            told()
        ));
    }
    let own = frame.source.to_string();
    let by_this = coded.events.iter().flat_map(|e| &e.tellings).any(|&t| {
        let frames = coded.tellings[t].coding.frames.iter();
        frames.filter_map(|&f| knowledge.lexicon.frames.get(f)).any(|f| f.source == frame.source)
    });
    (!by_this).then(|| {
        let rules: Vec<&str> =
            found.iter().flat_map(|e| e.mentions.iter()).map(|m| m.rule.as_str()).collect();
        format!(
            "{:?} is coded by {} and not by {own}: the other frame hides this one; drop one of the two, or let the \
             example show what only this one takes",
            example.sentence,
            rules.join(", ")
        )
    })
}

fn holds(event: &wire::Event, frame: &Frame, wanted: &Wanted) -> bool {
    let own = match &frame.head {
        Head::Code(code) => Some(code.event),
        Head::Operator(_) | Head::Nothing => None,
    };
    let right_type = match wanted.event.or(own) {
        // An act to come is written as what it is an act of, or as what PLOVER makes of it.
        Some(event_type) => event.event.contains(&event_type) || event.of == Some(event_type),
        None => true,
    };
    let side = |people: &[wire::Participant], wanted: &[String]| {
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).filter(|w| *w != "-").collect();
        wanted.iter().all(|w| {
            let mut words = w.split_whitespace();
            let code = words.next().unwrap_or("");
            let sectors: Vec<&str> = words.collect();
            people.iter().any(|p| {
                (p.code == code || (code == "*" && p.code.is_empty()))
                    && sectors.iter().all(|s| p.sector.split(',').any(|have| have == *s))
            })
        })
    };
    let modes = wanted.modes.iter().all(|mode| event.mode.contains(mode));
    right_type
        && modes
        && side(&event.actor, &wanted.actor)
        && side(&event.recipient, &wanted.recipient)
        && wanted.status.is_none_or(|status| event.status == status)
}

fn wanted(text: &str) -> Result<Wanted, String> {
    if text == "none" {
        return Ok(Wanted { nothing: true, ..Wanted::default() });
    }
    let Some((left, right)) = text.split_once('>') else {
        return Err(format!("the record {text:?} has no `>`"));
    };
    let mut wanted = Wanted::default();
    let mut left = left.trim();
    let (first, rest) = left.split_once(char::is_whitespace).unwrap_or((left, ""));
    if let Ok(event) = EventType::from_str(first) {
        wanted.event = Some(event);
        left = rest.trim();
        // Modes stand in lower case, codes in capitals.
        while let Some(mode) = left
            .split_whitespace()
            .next()
            .filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            wanted.modes.push(mode.to_owned());
            left = left[mode.len()..].trim_start();
        }
    }
    let mut right = right.trim();
    if let Some((before, last)) = right.rsplit_once(char::is_whitespace)
        && let Ok(status) = Status::from_str(last)
    {
        wanted.status = Some(status);
        right = before.trim();
    }
    wanted.actor = list(left);
    wanted.recipient = list(right);
    Ok(wanted)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// An event in one line: `REJECT meet RUS GOV > FRA actual`.
#[must_use]
pub fn summary(event: &wire::Event) -> String {
    let side = |people: &[wire::Participant]| {
        let all: Vec<String> = people
            .iter()
            .map(|p| {
                let code = if p.code.is_empty() { "*" } else { &p.code };
                format!("{code} {}", p.sector).trim_end().to_owned()
            })
            .collect();
        if all.is_empty() { "-".to_owned() } else { all.join(", ") }
    };
    let event_type = event.event.first().map_or("-", |e| e.as_str());
    let modes = event.mode.join(" ");
    let of = event.of.map_or(String::new(), |of| format!(" of {of}"));
    let text = format!(
        "{event_type} {modes} {} > {} {}{of}",
        side(&event.actor),
        side(&event.recipient),
        event.status
    );
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_examples() {
        let got = wanted("CONSULT visit RUS GOV > FRA future").unwrap();
        assert_eq!(got.event, Some(EventType::Consult));
        assert_eq!(got.modes, ["visit"]);
        assert_eq!(got.actor, ["RUS GOV"]);
        assert_eq!(got.recipient, ["FRA"]);
        assert_eq!(got.status, Some(Status::Future));
        assert!(wanted("RUS").is_err());
    }
}
