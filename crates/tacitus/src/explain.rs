//! A report for a person: its text with the events marked, and under each sentence what was coded of it.

use std::fmt::Write as _;
use std::io::IsTerminal;
use std::ops::Range;

use anstyle::{AnsiColor, Effects, Style as Ansi};
use anyhow::Result;
use tacitus_coder::coding::doubt::Held;
use tacitus_coder::coding::telling::Telling;
use tacitus_coder::lexicon::Head;
use tacitus_coder::records::Writer;
use tacitus_coder::{Coded, Reading};
use tacitus_language::Scratch;
use tacitus_record::article::{Article, BlockKind};
use tacitus_record::{EventType, Status, wire};

use crate::Engine;

/// How it is shown.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// With colour and underlining; else events stand in brackets.
    pub colour: bool,
    /// With the trace of each record.
    pub trace: bool,
    /// Columns.
    pub width: usize,
}

impl Style {
    /// What standard output can show: plain where it is no terminal or `NO_COLOR` is set.
    #[must_use]
    pub fn of_terminal(trace: bool) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0));
        Style { colour: terminal && !no_colour, trace, width: width.clamp(60, 120) }
    }

    fn paint(&self, style: Ansi, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn dim(&self, text: &str) -> String {
        self.paint(Ansi::new().effects(Effects::DIMMED), text)
    }

    fn bold(&self, text: &str) -> String {
        self.paint(Ansi::new().effects(Effects::BOLD), text)
    }
}

/// One colour a quad class: the two kinds of cooperation, the two of conflict.
fn colour(event: EventType) -> AnsiColor {
    match event.quad() {
        1 => AnsiColor::Green,
        2 => AnsiColor::Cyan,
        3 => AnsiColor::Yellow,
        _ => AnsiColor::Red,
    }
}

/// Writes to standard output.
pub fn print(text: &str) -> Result<()> {
    use std::io::Write;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// One article.
#[must_use]
pub fn article(
    engine: &Engine,
    article: &Article,
    name: &str,
    style: &Style,
    scratch: &mut Scratch,
) -> String {
    let reading = engine.read(article, scratch);
    let coded = engine.code(&reading);
    let events = Writer::new(&engine.knowledge, &reading).events(&coded);
    let page = Page { engine, reading: &reading, coded: &coded, events: &events, style };
    page.show(name)
}

/// So many features of trust are shown.
const LOUDEST: usize = 5;

struct Page<'a> {
    engine: &'a Engine,
    reading: &'a Reading<'a>,
    coded: &'a Coded,
    events: &'a [wire::Event],
    style: &'a Style,
}

impl Page<'_> {
    fn show(&self, name: &str) -> String {
        let mut out = String::new();
        self.head(&mut out, name);
        let article = self.reading.text.article;
        let mut seen = vec![false; self.events.len()];
        for (index, block) in article.blocks.iter().enumerate() {
            self.block(&mut out, index, block.kind, article.block_text(block), &mut seen);
        }
        out.push('\n');
        out
    }

    fn head(&self, out: &mut String, name: &str) {
        let style = self.style;
        let mut line = format!("── {name} ");
        while line.chars().count() < style.width {
            line.push('─');
        }
        let _ = writeln!(out, "{}", style.bold(&line));
        let article = self.reading.text.article;
        let mut facts = Vec::new();
        facts.extend(article.publication.clone());
        facts.push(match &self.reading.published {
            Some(p) if p.earliest == p.latest => {
                format!("published {} ({})", p.earliest, p.basis.as_str())
            }
            Some(p) => format!("published {} to {} ({})", p.earliest, p.latest, p.basis.as_str()),
            None => "undated".to_owned(),
        });
        if let Some(shares) = article.engagement.shares {
            facts.push(format!("{shares} shares"));
        }
        facts.push(format!("{} events", self.events.len()));
        if !self.coded.left_out.is_empty() {
            facts.push(format!("{} left out as doubtful", self.coded.left_out.len()));
        }
        let _ = writeln!(out, "{}\n", style.dim(&facts.join(" · ")));
    }

    fn block(
        &self,
        out: &mut String,
        index: usize,
        kind: BlockKind,
        words: &str,
        seen: &mut [bool],
    ) {
        let sentences: Vec<usize> = (0..self.reading.text.sentences.len())
            .filter(|&s| self.reading.text.sentences[s].block == index)
            .collect();
        let label = match kind {
            BlockKind::Paragraph => "",
            other => other.as_str(),
        };
        if sentences.is_empty() {
            // Not read: said, but not shown at length.
            let _ = writeln!(out, "{}", self.style.dim(&format!("({label}) {}", words.trim())));
            let _ = writeln!(out);
            return;
        }
        if !label.is_empty() {
            let _ = writeln!(out, "{}", self.style.dim(&format!("({label})")));
        }
        for sentence in sentences {
            self.sentence(out, sentence, seen);
        }
        let _ = writeln!(out);
    }

    fn sentence(&self, out: &mut String, sentence: usize, seen: &mut [bool]) {
        let told: Vec<(usize, usize)> = self
            .coded
            .events
            .iter()
            .enumerate()
            .flat_map(|(e, event)| event.tellings.iter().map(move |&t| (t, e)))
            .filter(|&(t, _)| self.coded.tellings[t].sentence == sentence)
            .collect();
        let mut told = told;
        told.sort_unstable();
        let tokens = self.reading.text.sentences[sentence].tokens.clone();
        let _ = writeln!(out, "{}", self.marked(tokens, &told));
        for &(telling, event) in &told {
            self.record(out, telling, event, std::mem::replace(&mut seen[event], true));
        }
        if self.style.trace {
            self.left_out(out, sentence);
        }
    }

    /// The events of a sentence that are trusted too little to be written, and what speaks for and against them.
    fn left_out(&self, out: &mut String, sentence: usize) {
        for (tellings, held) in &self.coded.left_out {
            let Some(telling) = tellings.first().map(|&t| &self.coded.tellings[t]) else {
                continue;
            };
            if telling.sentence != sentence {
                continue;
            }
            let list = &self.reading.predicates.list;
            let line = format!(
                "  left out {} by {:?}: {}",
                telling.event,
                list[telling.coding.core].lemma,
                self.doubt(tellings, held).unwrap_or_default()
            );
            let _ = writeln!(out, "{}", self.style.dim(&line));
        }
    }

    /// What an event was left out for: its status, or what is doubtful in its type and sides.
    fn doubt(&self, tellings: &[usize], held: &Held) -> Option<String> {
        let revision = self.engine.knowledge.revision.as_ref();
        let doubtful = held.status.zip(revision).and_then(|(sure, revision)| {
            let (status, least) = (sure.status, revision.least());
            let doubtful = sure.likely < least;
            doubtful.then(|| {
                format!("that it is {status} is {:.2} likely (least {least})", sure.likely)
            })
        });
        doubtful.or_else(|| self.trust(tellings, held))
    }

    /// How far an event is trusted, and what speaks loudest for and against it.
    fn trust(&self, tellings: &[usize], held: &Held) -> Option<String> {
        let trust = self.engine.knowledge.trust.as_ref()?;
        let traits = self.engine.knowledge.traits(self.reading, self.coded, tellings, held);
        let loudest = trust.loudest(&traits, LOUDEST);
        let loudest = loudest.iter().map(|(name, added)| format!("{name} {added:+.2}"));
        let (p, least) = (held.trust.unwrap_or_default(), trust.least());
        Some(format!("{p:.2} (least {least}): {}", loudest.collect::<Vec<_>>().join(", ")))
    }

    /// The sentence with its events underlined, or in brackets with their numbers.
    fn marked(&self, tokens: Range<usize>, told: &[(usize, usize)]) -> String {
        let text = &self.reading.text;
        // The word that names the event and those up to what it governs: short enough to see several in a sentence.
        let mut marks: Vec<(Range<usize>, usize)> = Vec::new();
        for &(telling, event) in told {
            let coding = &self.coded.tellings[telling].coding;
            let list = &self.reading.predicates.list;
            let (a, b) = (list[coding.top].head, list[coding.core].head);
            let range = a.min(b).max(tokens.start)..(a.max(b) + 1).min(tokens.end);
            if !range.is_empty()
                && !marks.iter().any(|(r, _)| r.start < range.end && range.start < r.end)
            {
                marks.push((range, event));
            }
        }
        let mut words: Vec<(String, usize)> = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some((range, event)) = marks.iter().find(|(r, _)| r.start == at) {
                let inside = squeeze(text.words(range.clone()));
                let length = inside.chars().count();
                let shown = if self.style.colour {
                    let event_type = self.events[*event].event[0];
                    let ansi = Ansi::new()
                        .fg_color(Some(colour(event_type).into()))
                        .effects(Effects::UNDERLINE);
                    (format!("{ansi}{inside}{ansi:#}"), length)
                } else {
                    (format!("[{inside}]{}", event + 1), length + 3)
                };
                self.push(&mut words, shown, range.end);
                at = range.end;
            } else {
                let token = text.token(at);
                let word = squeeze(token.text());
                let length = word.chars().count();
                self.push(&mut words, (word, length), at + 1);
                at += 1;
            }
        }
        wrap(&words, self.style.width)
    }

    /// Adds a piece; pieces that no white space divides in the text are put together, so that no line breaks there.
    fn push(&self, words: &mut Vec<(String, usize)>, piece: (String, usize), next: usize) {
        let glued = words.last().is_some_and(|(last, _)| last.ends_with('\u{0}'));
        if glued && let Some((last, length)) = words.last_mut() {
            last.pop();
            last.push_str(&piece.0);
            *length += piece.1;
        } else if !piece.0.trim().is_empty() {
            words.push(piece);
        }
        let text = &self.reading.text;
        let space = next >= text.len()
            || text.doc.text()[text.token(next - 1).end()..].starts_with(char::is_whitespace);
        if !space && let Some((last, _)) = words.last_mut() {
            last.push('\u{0}');
        }
    }

    fn record(&self, out: &mut String, telling: usize, event: usize, again: bool) {
        let style = self.style;
        let record = &self.events[event];
        let telling_of = &self.coded.tellings[telling];
        let event_type = record.event[0];
        let number = format!("{:>3}", event + 1);
        let code = format!("{event_type} {}", record.mode.join(" "));
        let code =
            style.paint(Ansi::new().fg_color(Some(colour(event_type).into())), code.trim_end());
        if again {
            let source = source_of(telling_of, self);
            let _ = writeln!(
                out,
                "  {} {code} {}",
                style.bold(&number),
                style.dim(&format!("told again{source}"))
            );
        } else {
            let of = record.of.map_or(String::new(), |of| format!(" of {of}"));
            let mut facts = vec![format!("{} → {}", side(&record.actor), side(&record.recipient))];
            facts.push(format!("{}{of}", status(record)));
            if !record.date.is_empty() && record.date_basis.as_deref() != Some("report") {
                facts.push(record.date.clone());
            }
            facts.extend(record.event_loc.as_ref().map(|l| format!("in {}", l.resolved_place)));
            let source = source_of(telling_of, self);
            let _ = writeln!(
                out,
                "  {} {code}  {}{}",
                style.bold(&number),
                facts.join(" · "),
                style.dim(&source)
            );
        }
        if style.trace {
            self.trace(out, telling_of, event);
        }
    }

    fn trace(&self, out: &mut String, telling: &Telling, event: usize) {
        let record = &self.events[event];
        let list = &self.reading.predicates.list;
        let coding = &telling.coding;
        let core = &list[coding.core];
        let particle = core.particle.as_ref().map_or(String::new(), |p| format!(" {p}"));
        let mut lines = vec![format!(
            "predicate  {}{particle} ({:?}): {}",
            core.lemma,
            core.kind,
            arguments(self, coding.core)
        )];
        for &frame in &coding.frames {
            let Some(frame) = self.engine.knowledge.lexicon.frames.get(frame) else { continue };
            let what = match &frame.head {
                Head::Code(_) => "frame     ".to_owned(),
                Head::Operator(name) => format!("operator  {name}:"),
                Head::Nothing => "nothing   ".to_owned(),
            };
            lines.push(format!("{what} {}  {}", frame.source, frame.pattern));
        }
        lines.extend(coding.rows.iter().map(|row| format!("composed   {row}")));
        lines.push(format!("status     {}: {}", telling.judged.status, telling.judged.reason));
        if record.status_reason != telling.judged.reason {
            lines.push(format!("settled    {}: {}", record.status, record.status_reason));
        }
        for account in &record.accounts {
            let speaker = if account.speaker.is_empty() { "the report" } else { &account.speaker };
            lines.push(format!("account    {speaker}: {}: {}", account.status, account.text));
        }
        lines.push(format!("place      {}", telling.place.reason));
        for (label, people) in [("actor", &coding.actors), ("recipient", &coding.recipients)] {
            for fill in people {
                let Some(mention) = fill.mention else { continue };
                let entity = self.reading.entities.entity_of(mention);
                let because: Vec<String> = entity
                    .because
                    .iter()
                    .map(|(source, why)| {
                        source.as_ref().map_or(why.clone(), |s| format!("{why} ({s})"))
                    })
                    .collect();
                let code = entity.code.as_deref().unwrap_or("no country known");
                lines.push(format!(
                    "{label:<10} {} = {code} {}: {}",
                    entity.name,
                    entity.sectors.join(","),
                    because.join("; ")
                ));
            }
        }
        let told = &self.coded.events[event];
        lines.extend(self.trust(&told.tellings, &told.held).map(|t| format!("trust      {t}")));
        for link in &record.links {
            lines.push(format!("link       {} {}", link.kind, link.id));
        }
        for line in lines {
            let _ = writeln!(out, "      {}", self.style.dim(&line));
        }
    }
}

fn arguments(page: &Page<'_>, index: usize) -> String {
    let predicate = &page.reading.predicates.list[index];
    let all: Vec<String> = predicate
        .arguments
        .iter()
        .map(|a| format!("{:?} {}", a.role, page.reading.text.token(a.head).text()))
        .collect();
    all.join(", ")
}

fn source_of(telling: &Telling, page: &Page<'_>) -> String {
    let Some(&first) = telling.statements.first() else { return String::new() };
    let statement = &page.reading.statements[first];
    let entities = &page.reading.entities;
    let mention = statement.speaker.and_then(|head| entities.headed_by(head).next());
    let name = mention.map_or_else(
        || page.reading.text.words(statement.speaker_tokens.clone()).to_owned(),
        |m| entities.entity_of(m).name.clone(),
    );
    if name.is_empty() { String::new() } else { format!(" · according to {}", squeeze(&name)) }
}

fn side(people: &[wire::Participant]) -> String {
    if people.is_empty() {
        return "–".to_owned();
    }
    let all: Vec<String> = people
        .iter()
        .map(|p| {
            let code = format!("{} {}", p.code, p.sector);
            let name = p.identifier_text.as_deref().unwrap_or(&p.entity_text);
            format!("{} ({})", code.trim(), squeeze(name)).trim_start().to_owned()
        })
        .collect();
    all.join(" + ")
}

fn status(record: &wire::Event) -> String {
    match record.status {
        Status::Actual => "actual".to_owned(),
        other => format!("{other} ({})", record.status_reason),
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of at most `width` columns.
fn wrap(words: &[(String, usize)], width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for (word, length) in words {
        let word = word.trim_end_matches('\u{0}');
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
