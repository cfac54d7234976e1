//! Whether it happened: what form and surroundings of a predicate say.

use rustc_hash::FxHashMap;
use tacitus_record::Status;

use super::Layers;
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};
use crate::source::{Folder, KnowledgeError, Source, lines};

/// What a word does to the status of what it stands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A modal verb.
    Modal,
    /// A modal verb that tells of will: with 'not' it is a refusal.
    Will,
    /// A modal verb that tells of need: said of others it asks them.
    Need,
    /// A conjunction or preposition that joins an adverbial clause.
    Joiner,
    /// An adjective or participle before a noun.
    Adjective,
    /// A verb or adjective over a clause whose event is as real as the verb's own: 'managed to', 'began to'.
    Carrier,
    /// An adverb in the clause.
    Adverb,
    /// A verb that says of its subject that it happened: 'the talks *took place*'.
    Occurrence,
}

/// `knowledge/cues/status.txt`: words that decide whether something happened.
#[derive(Clone, Debug, Default)]
pub struct StatusWords {
    words: FxHashMap<(Kind, String), (Option<Status>, Source)>,
}

const FILE: &str = "cues/status.txt";

impl StatusWords {
    /// Reads the file: sections such as `[modal future]`, then words divided by commas.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut words = StatusWords::default();
        let Some((file, text)) = folder.file(FILE) else { return Ok(words) };
        let mut section = None;
        for (source, line) in lines(&file, text) {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = Some(read_section(name, &source)?);
                continue;
            }
            let Some((kind, status)) = section else {
                return Err(KnowledgeError::new(
                    &source,
                    "words before the first section",
                    "begin with a section such as `[modal future]`",
                ));
            };
            for word in line.split(',').map(str::trim).filter(|w| !w.is_empty()) {
                words.words.insert((kind, word.to_lowercase()), (status, source.clone()));
            }
        }
        Ok(words)
    }

    fn get(&self, kind: Kind, word: &str) -> Option<&(Option<Status>, Source)> {
        self.words.get(&(kind, word.to_lowercase()))
    }

    /// Whether a modal tells of will: 'will', 'would'.
    #[must_use]
    pub fn volitional(&self, modal: tacitus_language::Token<'_>) -> bool {
        [modal.text(), modal.lemma()].iter().any(|word| self.get(Kind::Will, word).is_some())
    }

    /// Whether a modal tells of need: 'must', 'should'.
    #[must_use]
    pub fn need(&self, modal: tacitus_language::Token<'_>) -> bool {
        [modal.text(), modal.lemma()].iter().any(|word| self.get(Kind::Need, word).is_some())
    }

    /// Whether the verb says of its subject that it happened.
    #[must_use]
    pub fn occurrence(&self, predicate: &Predicate) -> bool {
        let mut word = predicate.lemma.clone();
        if let Some(particle) = &predicate.particle {
            word = format!("{word} {particle}");
        }
        self.get(Kind::Occurrence, &word).is_some()
    }
}

fn read_section(name: &str, source: &Source) -> Result<(Kind, Option<Status>), KnowledgeError> {
    let (kind, status) = name.split_once(' ').unwrap_or((name, ""));
    let kind = match kind {
        "modal" => Kind::Modal,
        "will" => Kind::Will,
        "need" => Kind::Need,
        "joiner" => Kind::Joiner,
        "adjective" => Kind::Adjective,
        "carrier" => Kind::Carrier,
        "adverb" => Kind::Adverb,
        "occurrence" => Kind::Occurrence,
        other => {
            return Err(KnowledgeError::new(
                source,
                format!("section {other:?}"),
                "use modal, joiner, adjective, adverb, each with a status, or will, need, carrier, occurrence",
            ));
        }
    };
    let status = match status.trim() {
        "" => None,
        name => Some(name.parse().map_err(|_| {
            KnowledgeError::new(
                source,
                format!("status {name:?}"),
                "write actual, historical, future, hypothetical or negated",
            )
        })?),
    };
    Ok((kind, status))
}

/// A status and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Whether it happened.
    pub status: Status,
    /// Why, in words of the text.
    pub reason: String,
}

impl Judged {
    fn new(status: Status, reason: impl Into<String>) -> Self {
        Judged { status, reason: reason.into() }
    }
}

/// What form and surroundings of predicate `index` say of whether it happened.
#[must_use]
pub fn judge(layers: &Layers<'_>, words: &StatusWords, index: usize) -> Judged {
    let list = &layers.predicates.list;
    let Some(predicate) = list.get(index) else { return Judged::new(Status::Actual, "told") };
    if let Some(judged) = own(layers, words, predicate) {
        return in_context(layers, words, index, judged);
    }
    let mut below = predicate;
    // As high as sentences are deep; the bound keeps odd parses from going round.
    for _ in 0..32 {
        let Some((above, link)) = below.above else { break };
        let Some(upper) = list.get(above) else { break };
        match step(layers, words, below, upper, link) {
            Step::Judged(judged) => return judged,
            Step::Stop => break,
            Step::Climb => {
                // A participle is of the time of its main clause, but no less real for a modal there.
                let participle = matches!(link, Link::Adverbial(_));
                if let Some(judged) = own(layers, words, upper)
                    && !(participle && judged.status == Status::Hypothetical)
                {
                    return Judged {
                        reason: format!("{}, as is {:?}", judged.reason, upper.lemma),
                        ..judged
                    };
                }
                below = upper;
            }
        }
    }
    let reason = match predicate.kind {
        PredicateKind::Noun if predicate.light.is_none() => "told as a fact by a noun",
        _ => "told as a fact",
    };
    Judged::new(Status::Actual, reason)
}

/// What a modal means where it stands: 'would' after a report in the past is that report's future; what hangs on an
/// 'if' is no more certain than the 'if'.
fn in_context(layers: &Layers<'_>, words: &StatusWords, index: usize, judged: Judged) -> Judged {
    let list = &layers.predicates.list;
    let predicate = &list[index];
    let conditional = || {
        // Predicates stand in order of their tokens, so those of the sentence are near.
        let mut near = index.saturating_sub(24)..(index + 25).min(list.len());
        near.any(|other| match list[other].above {
            Some((above, Link::Adverbial(Some(joiner)))) if above == index => {
                let word = layers.text.token(joiner).text();
                matches!(words.get(Kind::Joiner, word), Some((Some(Status::Hypothetical), _)))
            }
            _ => false,
        })
    };
    if judged.status == Status::Future {
        if conditional() {
            return Judged::new(Status::Hypothetical, "hangs on a condition");
        }
        return judged;
    }
    let willing = predicate.form.modal.is_some_and(|m| words.volitional(layers.text.token(m)));
    let reported = predicate.above.is_some_and(|(above, link)| {
        let upper = &list[above];
        let clause = upper
            .arguments
            .iter()
            .any(|a| a.head == predicate.head && a.role == Role::Clause(ClauseKind::That));
        link == Link::Argument && clause && upper.form.tense == Some(Tense::Past)
    });
    let plain = willing && reported && !predicate.form.perfect;
    if judged.status == Status::Hypothetical && plain && !conditional() {
        return Judged::new(Status::Future, "the future of a report in the past");
    }
    judged
}

/// What the predicate's own form says, if it says anything but that it happened.
fn own(layers: &Layers<'_>, words: &StatusWords, predicate: &Predicate) -> Option<Judged> {
    let text = layers.text;
    let form = &predicate.form;
    if let Some(token) = form.negation {
        return Some(Judged::new(
            Status::Negated,
            format!("negated by {:?}", text.token(token).text()),
        ));
    }
    if form.imperative {
        return Some(Judged::new(Status::Hypothetical, "an imperative"));
    }
    if form.question {
        return Some(Judged::new(Status::Hypothetical, "a question"));
    }
    if let Some(token) = form.modal {
        let modal = text.token(token);
        let known =
            words.get(Kind::Modal, modal.text()).or_else(|| words.get(Kind::Modal, modal.lemma()));
        if let Some((Some(status), _)) = known {
            let past = *status == Status::Hypothetical && form.perfect;
            let reason = if past { "counterfactual" } else { "modal" };
            return Some(Judged::new(*status, format!("{reason} {:?}", modal.text())));
        }
    }
    if form.tense == Some(Tense::Future) {
        return Some(Judged::new(Status::Future, "told as to come"));
    }
    for child in text.children(predicate.head) {
        let kind = match child.dep() {
            "advmod" => Kind::Adverb,
            "amod" | "compound" if predicate.kind == PredicateKind::Noun => Kind::Adjective,
            _ => continue,
        };
        if let Some((Some(status), _)) = words.get(kind, child.text()) {
            return Some(Judged::new(*status, format!("{:?}", child.text())));
        }
    }
    None
}

enum Step {
    Judged(Judged),
    Stop,
    Climb,
}

fn step(
    layers: &Layers<'_>,
    words: &StatusWords,
    below: &Predicate,
    upper: &Predicate,
    link: Link,
) -> Step {
    match link {
        Link::Relative | Link::Parenthesis => Step::Stop,
        Link::Coordinate => {
            // 'will meet and discuss': a bare second verb shares the first one's auxiliaries.
            if below.form.tense.is_none() { Step::Climb } else { Step::Stop }
        }
        Link::Adverbial(joiner) => adverbial(layers, words, below, upper, joiner),
        Link::Argument => argument(words, below, upper),
    }
}

fn adverbial(
    layers: &Layers<'_>,
    words: &StatusWords,
    below: &Predicate,
    upper: &Predicate,
    joiner: Option<usize>,
) -> Step {
    if let Some(token) = joiner {
        let word = layers.text.token(token).text();
        if let Some((Some(status), _)) = words.get(Kind::Joiner, word) {
            return Step::Judged(Judged::new(*status, format!("in a clause with {word:?}")));
        }
        return Step::Stop;
    }
    let text = layers.text;
    if text.children(below.head).any(|t| t.tag() == "TO") {
        // 'gathered to protest': they came and did.
        if words.get(Kind::Carrier, &upper.lemma).is_some() {
            return Step::Climb;
        }
        return Step::Judged(Judged::new(Status::Hypothetical, "a purpose"));
    }
    // A participle without a joiner happens with its main clause.
    if below.form.tense.is_none() { Step::Climb } else { Step::Stop }
}

fn argument(words: &StatusWords, below: &Predicate, upper: &Predicate) -> Step {
    let role = upper.arguments.iter().find(|a| a.head == below.head).map(|a| &a.role);
    match role {
        Some(Role::Clause(ClauseKind::Whether)) => {
            Step::Judged(Judged::new(Status::Hypothetical, "an open question"))
        }
        Some(Role::Clause(ClauseKind::To)) => {
            if words.get(Kind::Carrier, &upper.lemma).is_some() {
                return Step::Climb;
            }
            Step::Judged(Judged::new(
                Status::Hypothetical,
                format!("an infinitive under {:?}", upper.lemma),
            ))
        }
        Some(Role::Clause(ClauseKind::Ing)) if below.kind == PredicateKind::Verb => Step::Climb,
        // 'the talks were held': an occurrence is as real as the verb that tells of it.
        Some(Role::Subject | Role::Object) if words.occurrence(upper) => Step::Climb,
        _ => Step::Stop,
    }
}
