//! `explain --why-not TYPE`: for each sentence the frame of a type that came nearest, and the one condition that failed.

use std::fmt::Write as _;

use tacitus_coder::coding::matching::{Fill, Miss, Obstacle};
use tacitus_coder::coding::why::{Nearest, Outcome, nearest, status};
use tacitus_coder::coding::{Layers, Rules};
use tacitus_coder::lexicon::{Frame, Gives, Head};
use tacitus_coder::predicate::PredicateKind;
use tacitus_coder::{Coded, Reading};
use tacitus_language::Scratch;
use tacitus_record::EventType;
use tacitus_record::article::Article;

use crate::Engine;

/// One article, sentence by sentence.
#[must_use]
pub fn article(
    engine: &Engine,
    article: &Article,
    event: EventType,
    scratch: &mut Scratch,
) -> String {
    let reading = engine.read(article, scratch);
    let coded = engine.code(&reading);
    let page = Page {
        reading: &reading,
        coded: &coded,
        layers: reading.layers(),
        rules: engine.knowledge.rules(),
        event,
    };
    let mut out = String::new();
    for sentence in 0..reading.text.sentences.len() {
        page.sentence(&mut out, sentence);
    }
    out
}

struct Page<'a> {
    reading: &'a Reading<'a>,
    coded: &'a Coded,
    layers: Layers<'a>,
    rules: Rules<'a>,
    event: EventType,
}

impl Page<'_> {
    fn sentence(&self, out: &mut String, sentence: usize) {
        let tokens = self.reading.text.sentences[sentence].tokens.clone();
        let _ = writeln!(out, "{}", squeeze(self.reading.text.words(tokens.clone())));
        let found = nearest(&self.layers, &self.rules, &self.coded.tellings, sentence, self.event);
        let Some(found) = found else {
            let predicates = self.layers.predicates.list.iter();
            let here: Vec<String> = predicates
                .filter(|p| tokens.contains(&p.head))
                .map(|p| {
                    let particle = p.particle.as_ref().map_or(String::new(), |p| format!(" {p}"));
                    format!("{} {}{particle}", kind(p.kind), p.lemma)
                })
                .collect();
            let _ = writeln!(out, "  no frame of {} has a word of this sentence", self.event);
            if !here.is_empty() {
                let _ = writeln!(out, "    words that one could have: {}", here.join(", "));
            }
            let _ = writeln!(out);
            return;
        };
        let frame = &self.rules.lexicon.frames[found.frame];
        let _ = writeln!(out, "  {}  {}  [{}]", frame.source, frame.short(), frame.head);
        let mut lines = vec![("found", self.found(&found))];
        lines.extend(self.outcome(&found, frame));
        if !matches!(found.outcome, Outcome::Told(_)) {
            let judged = status(&self.layers, &self.rules, found.predicate, self.event);
            lines.push(("status", format!("{}: {}", judged.status, judged.reason)));
        }
        for (label, words) in lines {
            let _ = writeln!(out, "    {label:<9}{words}");
        }
        let _ = writeln!(out);
    }

    /// The word and the parts that were filled.
    fn found(&self, found: &Nearest) -> String {
        let mut parts = vec![format!("{:?}", self.word(found.predicate))];
        let side = |fills: &[Fill]| {
            let all: Vec<String> = fills.iter().map(|fill| self.fill(fill)).collect();
            all.join(" and ")
        };
        let actor = if found.matched.both { "BOTH" } else { "ACTOR" };
        for (label, fills) in [
            (actor, &found.matched.actors),
            ("RECIPIENT", &found.matched.recipients),
            ("DOER", &found.matched.doers),
            ("PLACE", &found.matched.places),
        ] {
            if !fills.is_empty() {
                parts.push(format!("{label} = {}", side(fills)));
            }
        }
        let named = found.matched.actors.iter().chain(&found.matched.recipients);
        let named: Vec<usize> = named.map(|fill| fill.head).collect();
        let mut others: Vec<usize> = found.matched.used.clone();
        others.extend(&found.matched.governed);
        others.retain(|head| !named.contains(head));
        parts.extend(others.iter().map(|&head| format!("{:?}", self.token(head))));
        parts.join(", ")
    }

    fn fill(&self, fill: &Fill) -> String {
        let mention = fill.mention.map(|mention| self.reading.entities.entity_of(mention));
        let code = mention.and_then(|entity| entity.code.as_deref());
        let code = code.map_or(String::new(), |code| format!(" ({code})"));
        format!("{:?}{code}", self.token(fill.head))
    }

    fn outcome(&self, found: &Nearest, frame: &Frame) -> Vec<(&'static str, String)> {
        match &found.outcome {
            Outcome::Missed(miss, stood) => {
                vec![("missing", self.missed(miss, stood, found, frame))]
            }
            Outcome::Over { below, event, row } => {
                let what = event.map_or("what has no code".to_owned(), |event| event.to_string());
                let gives = match row {
                    None => format!("operator over {what} has no row in lexicon/compose.txt"),
                    Some(row) => {
                        format!("operator over {what} gives {} ({})", gives(&row.gives), row.source)
                    }
                };
                vec![("governs", format!("{:?}: {gives}", self.word(*below)))]
            }
            Outcome::Told(telling) => {
                let mut lines = vec![("coded", self.telling(*telling))];
                // Coded by rules, and in no event all the same.
                if !self.coded.events.iter().any(|event| event.tellings.contains(telling)) {
                    let why =
                        "a noun takes it for granted, or the learned layer holds it for unlikely";
                    lines.push(("left out", why.to_owned()));
                }
                lines
            }
            Outcome::Made(telling) => {
                vec![("made", format!("it becomes {}", self.telling(*telling)))]
            }
            Outcome::Outweighed(other) => {
                let other = &self.rules.lexicon.frames[*other];
                let words = format!(
                    "{}  {}  [{}] holds as well and accounts for more of the sentence, or as much and stands before it",
                    other.source,
                    other.short(),
                    other.head
                );
                vec![("hidden", words)]
            }
            Outcome::Part(telling) => {
                vec![("part", format!("its word is part of {}", self.telling(*telling)))]
            }
            Outcome::Sides(row) => {
                let words = match row {
                    Some(row) => {
                        format!("sides that can do and suffer this: {row} says that these cannot")
                    }
                    None => "another side: nobody does this to himself".to_owned(),
                };
                vec![("missing", words)]
            }
            Outcome::Nobody => {
                vec![(
                    "missing",
                    "a side that is known: neither actor nor recipient is a mention".to_owned(),
                )]
            }
            Outcome::Named => {
                let words =
                    "a word that says that it took place: its noun only names it".to_owned();
                vec![("missing", words)]
            }
        }
    }

    fn missed(
        &self,
        miss: &Miss,
        stood: &[(usize, Obstacle)],
        found: &Nearest,
        frame: &Frame,
    ) -> String {
        let predicate = &self.layers.predicates.list[found.predicate];
        match miss {
            Miss::Kind => format!(
                "{} {:?}; here it is {}",
                kind(frame.kind),
                predicate.lemma,
                kind(predicate.kind)
            ),
            Miss::Trigger => {
                let wanted = frame.triggers.iter().filter(|t| t.lemma == predicate.lemma);
                let wanted: Vec<String> = wanted
                    .map(|t| {
                        let words = t.before.iter().chain([&t.lemma]).chain(&t.particle);
                        format!("{:?}", words.map(String::as_str).collect::<Vec<_>>().join(" "))
                    })
                    .collect();
                let own = predicate.particle.as_ref().map_or(String::new(), |p| format!(" {p}"));
                format!("{}; here it is \"{}{own}\"", wanted.join(" or "), predicate.lemma)
            }
            Miss::Speaker => "a known speaker: the actor is whoever says it".to_owned(),
            Miss::Open => "no modal of need: of what they should do nobody is accused".to_owned(),
            Miss::Oneself => {
                "another recipient: the one who says it is no recipient of it".to_owned()
            }
            Miss::Slot(slot) => {
                let Some(slot) = frame.slots.get(*slot) else { return String::new() };
                let wanted = slot.describe(&self.rules.lexicon.classes);
                if stood.is_empty() {
                    return format!("{wanted}; nothing stands there");
                }
                let there: Vec<String> = stood
                    .iter()
                    .map(|&(head, obstacle)| {
                        format!("{:?}, {}", self.phrase(head), reason(obstacle))
                    })
                    .collect();
                format!("{wanted}; there stands {}", there.join(", and "))
            }
        }
    }

    fn telling(&self, index: usize) -> String {
        let telling = &self.coded.tellings[index];
        let frames = telling.coding.frames.iter().filter_map(|&f| self.rules.lexicon.frames.get(f));
        let by: Vec<String> = frames
            .map(|frame| match &frame.head {
                Head::Operator(name) => format!("operator {name} ({})", frame.source),
                Head::Code(_) | Head::Nothing => frame.source.to_string(),
            })
            .collect();
        let of = telling.of.map_or(String::new(), |of| format!(" of {of}"));
        let rows: Vec<String> = telling.coding.rows.iter().map(ToString::to_string).collect();
        let rows =
            if rows.is_empty() { String::new() } else { format!(", composed {}", rows.join(", ")) };
        format!(
            "{}{of}, {} ({}), by {}{rows}",
            telling.event,
            telling.judged.status,
            telling.judged.reason,
            by.join(" over ")
        )
    }

    fn word(&self, predicate: usize) -> &str {
        self.token(self.layers.predicates.list[predicate].head)
    }

    fn token(&self, i: usize) -> &str {
        self.reading.text.token(i).text()
    }

    /// The phrase that a token heads, cut where it is long.
    fn phrase(&self, head: usize) -> String {
        const WORDS: usize = 8;
        let tokens = self.reading.text.subtree(head);
        if tokens.len() > WORDS {
            return self.token(head).to_owned();
        }
        squeeze(self.reading.text.words(tokens))
    }
}

fn gives(gives: &Gives) -> String {
    match gives {
        Gives::Code(code) => code.to_string(),
        Gives::Same => "the same with another status".to_owned(),
        Gives::Nothing => "nothing".to_owned(),
    }
}

fn reason(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Taken => "which another part has",
        Obstacle::Class => "which is not among these words",
        Obstacle::Nobody => "which is nobody",
        Obstacle::Place => "a place that stands for no government",
        Obstacle::Unowned => "which is nobody's",
        Obstacle::Alone => "one side alone",
        Obstacle::NoEvent => "which names no event",
    }
}

fn kind(kind: PredicateKind) -> &'static str {
    match kind {
        PredicateKind::Verb => "verb",
        PredicateKind::Noun => "noun",
        PredicateKind::Adjective => "adj",
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
