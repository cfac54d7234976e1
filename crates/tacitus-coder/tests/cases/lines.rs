//! Records as the lines of a fenced block: short, stable, for people.

use tacitus_record::wire::{Article, Event, Participant, Statement, Time};

use crate::suite::{Dated, Kind};

/// What came out of one passage.
#[derive(Debug)]
pub(crate) struct Shown {
    /// Its events.
    pub(crate) events: Vec<Event>,
    /// Its statements.
    pub(crate) statements: Vec<Statement>,
    /// Its time expressions.
    pub(crate) times: Vec<Time>,
    /// The article.
    pub(crate) article: Article,
    /// Whether dates of the report are worth showing.
    pub(crate) dated: Dated,
}

impl Shown {
    /// The lines of one kind of block; `nothing` where there are none.
    pub(crate) fn of(&self, kind: Kind) -> Vec<String> {
        let mut lines: Vec<String> = match kind {
            Kind::Events => self.events.iter().map(|event| self.event(event)).collect(),
            Kind::Statements => self.statements.iter().map(statement).collect(),
            Kind::Times => self.times.iter().map(time).collect(),
            Kind::Published => self.published(),
        };
        if lines.is_empty() {
            lines.push("nothing".to_owned());
        }
        lines
    }

    fn event(&self, event: &Event) -> String {
        let event_type = event.event.first().map_or("-", |e| e.as_str());
        let mut head = event_type.to_owned();
        for mode in &event.mode {
            head += &format!(" {mode}");
        }
        if let Some(of) = event.of {
            head += &format!(" of {of}");
        }
        let sides = format!("{} > {}", side(&event.actor), side(&event.recipient));
        let mut fields = vec![head, sides, event.status.to_string()];
        fields.extend(self.date(event));
        if let Some(place) = &event.event_loc {
            let country = place.country_code.as_deref().unwrap_or("-");
            fields.push(format!("in {} ({country})", place.extracted_place));
        }
        if !event.attribution.is_empty() {
            let chain: Vec<&str> = event.attribution.iter().map(|a| a.speaker.as_str()).collect();
            fields.push(format!("according to {}", chain.join(", according to ")));
        }
        if event.contested {
            fields.push("contested".to_owned());
        }
        for account in &event.accounts {
            let speaker = if account.speaker.is_empty() { "reporter" } else { &account.speaker };
            fields.push(format!("{speaker}: {}", account.status));
        }
        for link in &event.links {
            let number = self.events.iter().position(|e| e.id == link.id).map_or(0, |at| at + 1);
            fields.push(format!("{} {number}", link.kind));
        }
        let words: Vec<String> =
            event.mentions.iter().map(|m| format!("\"{}\"", short(&m.text))).collect();
        fields.push(words.join(" + "));
        fields.join(" | ")
    }

    /// The date and its basis; a report's own date only where the passage is about dates.
    fn date(&self, event: &Event) -> Option<String> {
        let basis = event.date_basis.as_deref()?;
        if self.dated == Dated::Unsaid && !matches!(basis, "clause" | "sentence") {
            return None;
        }
        Some(format!("{} {basis}", interval(&event.date, &event.enddate)))
    }

    fn published(&self) -> Vec<String> {
        let Some(published) = &self.article.published else { return Vec::new() };
        let window = interval(&published.earliest, &published.latest);
        let mut lines = vec![format!("{window} | {}", published.basis)];
        lines.extend(published.evidence.iter().map(|evidence| format!("  {evidence}")));
        lines
    }
}

fn interval(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from}..{to}") }
}

/// Codes and sectors of one side; a name that knowledge has stands in brackets, words without a code in quotes.
fn side(people: &[Participant]) -> String {
    let all: Vec<String> = people
        .iter()
        .map(|p| {
            if p.code.is_empty() && p.sector.is_empty() {
                return format!("\"{}\"", p.entity_text);
            }
            let code = if p.code.is_empty() { "*" } else { &p.code };
            let mut told = format!("{code} {}", p.sector).trim_end().to_owned();
            if let Some(name) = &p.identifier_text {
                told += &format!(" ({name})");
            }
            told
        })
        .collect();
    if all.is_empty() { "-".to_owned() } else { all.join(" + ") }
}

fn statement(statement: &Statement) -> String {
    let speaker = if statement.speaker.is_empty() { "-" } else { &statement.speaker };
    let cue = if statement.cue.is_empty() { "-" } else { &statement.cue };
    let mut line =
        format!("{speaker} | {cue} | {} | \"{}\"", statement.quoted, flat(&statement.content));
    if let Some(addressee) = &statement.addressee {
        line += &format!(" | to {addressee}");
    }
    line
}

fn time(time: &Time) -> String {
    let told = match &time.interval {
        Some((from, to)) => interval(from, to),
        None => "-".to_owned(),
    };
    format!("\"{}\" | {} | {} | {told}", time.text, time.kind, time.value)
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A clause of more than nine words by its first four and last four.
fn short(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 9 {
        return words.join(" ");
    }
    format!("{} … {}", words[..4].join(" "), words[words.len() - 4..].join(" "))
}
