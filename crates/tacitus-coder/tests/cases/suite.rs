//! A page of the suite: its passages and the fenced blocks below them.

use jiff::civil::Date;
use tacitus_record::Span;
use tacitus_record::article::{
    Article, Block, BlockKind, DateBasis, Published, Title, TitleSource,
};

/// What a fenced block shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The events.
    Events,
    /// The statements.
    Statements,
    /// The time expressions.
    Times,
    /// When the report was written.
    Published,
}

/// A fenced block.
#[derive(Debug)]
pub(crate) struct Fence {
    /// What it shows.
    pub(crate) kind: Kind,
    /// The line that opens it, counted from one.
    pub(crate) line: usize,
    /// The lines in it.
    pub(crate) lines: Vec<String>,
}

/// When a passage says that it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dated {
    /// Nothing is said; the records are shown without dates that rest on the report's.
    Unsaid,
    /// `date: none`: an undated report, whose dates are shown all the same.
    Undated,
    /// On a day.
    On(Date),
}

/// A short report and what must come out of it.
#[derive(Debug)]
pub(crate) struct Passage {
    date: Dated,
    title: Option<String>,
    paragraphs: Vec<String>,
    /// The blocks that hold what comes out.
    pub(crate) fences: Vec<Fence>,
}

/// A page, read.
#[derive(Debug)]
pub(crate) struct Suite {
    page: String,
    /// Its passages in order.
    pub(crate) passages: Vec<Passage>,
}

impl Suite {
    /// Reads a page. A mistake is told with its line: `12: what is wrong`.
    pub(crate) fn read(page: &str) -> Result<Self, String> {
        let mut passages: Vec<Passage> = Vec::new();
        let mut head = Head::default();
        let mut late = false;
        let mut lines = page.lines().enumerate().map(|(i, line)| (i + 1, line)).peekable();
        while let Some((number, line)) = lines.next() {
            if let Some(kind) = line.strip_prefix("```").map(str::trim) {
                let mut inside = Vec::new();
                loop {
                    match lines.next() {
                        Some((_, "```")) => break,
                        Some((_, line)) => inside.push(line.to_owned()),
                        None => return Err(format!("{number}: a block that nothing closes")),
                    }
                }
                let today = kind.ends_with(" today");
                let Some(kind) = kind_of(kind) else { continue };
                if today != late {
                    return Err(format!(
                        "{number}: blocks below \"## Not yet\" and no others are marked `today`"
                    ));
                }
                let Some(passage) = passages.last_mut() else {
                    return Err(format!("{number}: a block without a passage above it"));
                };
                passage.fences.push(Fence { kind, line: number, lines: inside });
            } else if line.starts_with('>') {
                let mut quoted = vec![line];
                while let Some((_, line)) = lines.next_if(|(_, line)| line.starts_with('>')) {
                    quoted.push(line);
                }
                if passages.last().is_some_and(|p| p.fences.is_empty()) {
                    return Err(format!("{number}: the passage before this one has no block"));
                }
                passages.push(std::mem::take(&mut head).passage(&quoted));
            } else {
                late |= line == "## Not yet";
                head.line(line).map_err(|error| format!("{number}: {error}"))?;
            }
        }
        Ok(Suite { page: page.to_owned(), passages })
    }

    /// The page with other lines in the blocks that open at the numbered lines.
    pub(crate) fn rewritten(&self, blocks: &[(usize, Vec<String>)]) -> String {
        let mut out = String::new();
        let mut lines = self.page.lines().enumerate();
        while let Some((index, line)) = lines.next() {
            out += line;
            out.push('\n');
            let Some((_, new)) = blocks.iter().find(|(at, _)| *at == index + 1) else { continue };
            for line in new {
                out += line;
                out.push('\n');
            }
            if let Some((_, close)) = lines.by_ref().find(|(_, line)| *line == "```") {
                out += close;
                out.push('\n');
            }
        }
        out
    }
}

/// `events`, `events today` and so on; other blocks are prose.
fn kind_of(info: &str) -> Option<Kind> {
    match info.strip_suffix(" today").unwrap_or(info) {
        "events" => Some(Kind::Events),
        "statements" => Some(Kind::Statements),
        "times" => Some(Kind::Times),
        "published" => Some(Kind::Published),
        _ => None,
    }
}

/// The lines before a passage that say when it was published and under what headline.
#[derive(Debug, Default)]
struct Head {
    date: Option<Dated>,
    title: Option<String>,
}

impl Head {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(date) = line.strip_prefix("date:").map(str::trim) {
            self.date = Some(match date {
                "none" => Dated::Undated,
                day => Dated::On(
                    day.parse()
                        .map_err(|_| format!("the date {day:?}; write YYYY-MM-DD or none"))?,
                ),
            });
        } else if let Some(title) = line.strip_prefix("title:") {
            self.title = Some(title.trim().to_owned());
        }
        Ok(())
    }

    fn passage(self, quoted: &[&str]) -> Passage {
        let mut paragraphs = vec![String::new()];
        for line in quoted {
            let line = line.trim_start_matches('>').trim();
            let Some(last) = paragraphs.last_mut() else { continue };
            match (line.is_empty(), last.is_empty()) {
                (true, true) => {}
                (true, false) => paragraphs.push(String::new()),
                (false, true) => *last = line.to_owned(),
                (false, false) => *last = format!("{last} {line}"),
            }
        }
        paragraphs.retain(|p| !p.is_empty());
        Passage {
            date: self.date.unwrap_or(Dated::Unsaid),
            title: self.title,
            paragraphs,
            fences: Vec::new(),
        }
    }
}

impl Passage {
    /// When it was published.
    pub(crate) fn dated(&self) -> Dated {
        self.date
    }

    /// The passage as an article: its paragraphs, those that begin with `caption:` as captions.
    pub(crate) fn article(&self) -> Article {
        let mut article = Article { id: "case".into(), ..Article::default() };
        if let Some(title) = &self.title {
            article.title = Some(Title { text: title.clone(), source: TitleSource::Headline });
            article.blocks.push(Block { kind: BlockKind::Title, span: None });
        }
        if let Dated::On(day) = self.date {
            article.published = Some(Published::on(day, DateBasis::Metadata));
        }
        for paragraph in &self.paragraphs {
            let (kind, words) = match paragraph.strip_prefix("caption:") {
                Some(words) => (BlockKind::Caption, words.trim()),
                None => (BlockKind::Paragraph, paragraph.as_str()),
            };
            if !article.text.is_empty() {
                article.text += "\n\n";
            }
            let start = article.text.len();
            article.text += words;
            let span = Span::new(start, article.text.len());
            article.blocks.push(Block { kind, span: Some(span) });
        }
        article
    }
}
