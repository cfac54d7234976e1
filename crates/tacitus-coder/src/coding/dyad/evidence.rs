//! What speaks for each relation that may hold between two marked spans, as features of a linear model.
//!
//! A [`Sense`] is a relation for which some frame speaks, with the best telling of it and features of its own: how well
//! its sides fit, where its word stands. What surrounds the two spans is the same for all senses and stands in
//! [`Evidence::traits`]. No feature is a word of the text: words speak through the frames and classes that hold them.

use rustc_hash::FxHashMap;

use super::{Candidate, Fit, LENIENT, Marked, Question};
use crate::coding::compose::bare;
use crate::coding::telling::{Telling, telling};
use crate::coding::{Layers, Rules};
use crate::crosswalk::{Coded, Crosswalk};
use crate::lexicon::{ClassId, Frame, Head};
use crate::predicate::{Predicate, Role};

use jiff::civil::Date;
use tacitus_record::Status;
use tacitus_record::article::Dyad;

/// A relation for which some frame speaks.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Its root in the crosswalk of 2021.
    pub root: String,
    /// The telling that fits the two spans best.
    pub telling: Telling,
    /// How well that one fits them.
    pub fit: Fit,
    /// Features with their values, sorted by name.
    pub features: Vec<(String, f32)>,
}

/// All that speaks of one dyad.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The senses, in order of their first candidates; each root once.
    pub senses: Vec<Sense>,
    /// Features of the surroundings, sorted by name.
    pub traits: Vec<(String, f32)>,
}

/// A frame of whose arguments nothing is known fits worse than one that misses somebody.
const BARE: i32 = 3 * LENIENT;

/// Gathers what speaks of one dyad.
#[must_use]
pub fn evidence(
    layers: &Layers<'_>,
    rules: &Rules<'_>,
    crosswalk: &Crosswalk,
    dyad: &Dyad,
    published: Option<(Date, Date)>,
) -> Evidence {
    Question::new(layers, dyad).evidence(rules, crosswalk, published)
}

struct Found {
    root: String,
    telling: Telling,
    is_bare: bool,
    candidate: Candidate,
}

/// The one with most points; of equals the first.
fn first_best<'f>(found: &[&'f Found]) -> Option<&'f Found> {
    let mut best: Option<&Found> = None;
    for &one in found {
        if best.is_none_or(|best| one.candidate.points > best.candidate.points) {
            best = Some(one);
        }
    }
    best
}

pub(super) fn root(crosswalk: &Crosswalk, telling: &Telling) -> String {
    crosswalk.root_of(&Coded {
        event: telling.event,
        modes: &telling.coding.code.modes,
        cameo: &telling.coding.code.cameo,
        of: telling.of,
        status: telling.judged.status,
    })
}

fn small(value: usize) -> f32 {
    f32::from(u16::try_from(value).unwrap_or(u16::MAX))
}

fn sense_features(
    best: &Found,
    of_root: &[&Found],
    most: i32,
    layers: &Layers<'_>,
) -> Vec<(String, f32)> {
    let mut features = Vec::new();
    let mut put = |name: String, value: f32| features.push((name, value));
    let points = |p: i32| f32::from(i16::try_from(p).unwrap_or(i16::MAX)) / 40.0;
    let fit = format!("{:?}", best.candidate.fit).to_lowercase();
    put("behind".into(), points((most - best.candidate.points).min(160)));
    if best.candidate.points == most {
        put("first".into(), 1.0);
        put(format!("first {fit}"), 1.0);
    }
    let how = if best.is_bare {
        "bare"
    } else if best.candidate.lenient {
        "lenient"
    } else {
        "strict"
    };
    put(format!("{fit} {how}"), 1.0);
    put(
        "score".into(),
        f32::from(u16::try_from(best.candidate.coding.score.min(40)).unwrap_or(40)) / 20.0,
    );
    let tops: std::collections::BTreeSet<usize> =
        of_root.iter().filter(|f| !f.is_bare).map(|f| f.candidate.coding.top).collect();
    put("predicates".into(), small(tops.len().min(3)));
    if !best.candidate.coding.rows.is_empty() {
        put("composed".into(), 1.0);
    }
    let top = &layers.predicates.list[best.candidate.coding.top];
    put(format!("kind {:?}", top.kind).to_lowercase(), 1.0);
    put(format!("status {}", best.telling.judged.status), 1.0);
    features
}

impl Question<'_> {
    /// What speaks of the two.
    pub(super) fn evidence(
        &self,
        rules: &Rules<'_>,
        crosswalk: &Crosswalk,
        published: Option<(Date, Date)>,
    ) -> Evidence {
        let lenient = Rules { lenient: true, ..*rules };
        let marked = self.candidates(rules, &lenient).into_iter().map(|c| (false, c));
        let bare = self.bare(rules).into_iter().map(|c| (true, c));
        let mut found = Vec::new();
        for (is_bare, candidate) in marked.chain(bare) {
            let coding = candidate.coding.clone();
            let Some(telling) = telling(self.layers, rules, coding, false, published) else {
                continue;
            };
            let root = root(crosswalk, &telling);
            found.push(Found { root, telling, is_bare, candidate });
        }
        let senses = self.senses(&found, &self.words(rules, crosswalk));
        let all: Vec<&Found> = found.iter().collect();
        let traits = self.traits(rules, first_best(&all));
        Evidence { senses, traits }
    }

    /// The relations found, each with the features of its best telling.
    fn senses(&self, found: &[Found], words: &[((String, String), f32)]) -> Vec<Sense> {
        let most = found.iter().map(|f| f.candidate.points).max().unwrap_or(0);
        let mut senses: Vec<Sense> = Vec::new();
        for one in found {
            if senses.iter().any(|sense| sense.root == one.root) {
                continue;
            }
            let of_root: Vec<&Found> = found.iter().filter(|f| f.root == one.root).collect();
            let Some(best) = first_best(&of_root) else { continue };
            let mut features = sense_features(best, &of_root, most, self.layers);
            let words = words.iter().filter(|((root, _), _)| *root == one.root);
            features.extend(words.map(|((_, name), value)| (name.clone(), *value)));
            features.sort_by(|a, b| a.0.cmp(&b.0));
            senses.push(Sense {
                root: one.root.clone(),
                telling: best.telling.clone(),
                fit: best.candidate.fit,
                features,
            });
        }
        senses
    }

    /// Frames whose word stands in the sentences of the two, whatever their arguments are.
    fn bare(&self, rules: &Rules<'_>) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (index, predicate) in self.of_sentences() {
            for (frame_index, frame) in rules.lexicon.with_lemma(&predicate.lemma) {
                let Head::Code(code) = &frame.head else { continue };
                if !self.named(predicate, frame) {
                    continue;
                }
                let coding = bare(index, frame_index, code);
                candidates.push(self.candidate(rules, coding, BARE));
            }
        }
        candidates
    }

    fn of_sentences(&self) -> impl Iterator<Item = (usize, &Predicate)> {
        let inside = |p: &Predicate| self.sentences.contains(&self.layers.text.sentence_of[p.head]);
        self.layers.predicates.list.iter().enumerate().filter(move |(_, p)| inside(p))
    }

    fn named(&self, predicate: &Predicate, frame: &Frame) -> bool {
        frame.kind == predicate.kind
            && frame
                .triggers
                .iter()
                .any(|t| crate::coding::matching::triggers(self.layers, predicate, t))
    }

    /// For each root and place in the sentence the largest share that the root has in the frames of a word there.
    fn words(&self, rules: &Rules<'_>, crosswalk: &Crosswalk) -> Vec<((String, String), f32)> {
        let mut most: FxHashMap<(String, String), f32> = FxHashMap::default();
        for (_, predicate) in self.of_sentences() {
            let mut roots: Vec<String> = Vec::new();
            for (_, frame) in rules.lexicon.with_lemma(&predicate.lemma) {
                if let Head::Code(code) = &frame.head
                    && self.named(predicate, frame)
                {
                    roots.push(crosswalk.root_of(&Coded {
                        event: code.event,
                        modes: &code.modes,
                        cameo: &code.cameo,
                        of: None,
                        status: Status::Actual,
                    }));
                }
            }
            for root in &roots {
                let share = small(roots.iter().filter(|r| *r == root).count()) / small(roots.len());
                for place in self.places(predicate.head) {
                    let value = most.entry((root.clone(), format!("word {place}"))).or_default();
                    *value = value.max(share);
                }
            }
        }
        let mut most: Vec<_> = most.into_iter().collect();
        most.sort_by(|a, b| a.0.cmp(&b.0));
        most
    }

    /// Where a token stands, seen from the two spans.
    fn places(&self, i: usize) -> Vec<&'static str> {
        let mut places = Vec::new();
        if self.path.contains(&i) {
            places.push("between in the tree");
        }
        if self.path.last() == Some(&i) {
            places.push("over both");
        }
        let over = |marked: &Option<Marked>| {
            marked.as_ref().and_then(|m| {
                self.layers
                    .text
                    .ancestors(m.head)
                    .find(|t| matches!(t.pos(), "VERB" | "AUX"))
                    .map(|t| t.i)
            })
        };
        if over(&self.actor) == Some(i) {
            places.push("over the actor");
        }
        if over(&self.recipient) == Some(i) {
            places.push("over the recipient");
        }
        if let (Some(a), Some(r)) = (&self.actor, &self.recipient) {
            let (first, last) = (a.head.min(r.head), a.head.max(r.head));
            places.push(if i < first {
                "before both"
            } else if i > last {
                "behind both"
            } else {
                "between"
            });
        }
        places
    }

    /// Features of the surroundings, the same for all senses; sorted, each once.
    fn traits(&self, rules: &Rules<'_>, first: Option<&Found>) -> Vec<(String, f32)> {
        let mut names: Vec<String> = Vec::new();
        if let Some(first) = first {
            self.of_first(first, &mut names);
        }
        self.of_operators(rules, &mut names);
        for (side, marked) in [("actor", &self.actor), ("recipient", &self.recipient)] {
            if let Some(marked) = marked {
                self.of_side(rules, side, marked, &mut names);
            }
        }
        if self.same_country() {
            names.push("one country".into());
        }
        for &i in &self.path {
            self.of_path(rules, i, &mut names);
        }
        self.of_statements(&mut names);
        names.sort();
        names.dedup();
        names.into_iter().map(|name| (name, 1.0)).collect()
    }

    /// What the telling that fits best says.
    fn of_first(&self, first: &Found, names: &mut Vec<String>) {
        let code = &first.telling.coding.code;
        names.push(format!("first {}", first.root));
        // Three digits: the root and its first division.
        names.extend(code.cameo.iter().map(|c| format!("first cameo {}", c.get(..3).unwrap_or(c))));
        names.extend(code.modes.iter().map(|mode| format!("first mode {mode}")));
        names.push(format!("first status {}", first.telling.judged.status));
        names.extend(first.telling.of.map(|of| format!("first of {of}")));
        let form = &self.layers.predicates.list[first.candidate.coding.top].form;
        if form.passive {
            names.push("first passive".into());
        }
        if form.negation.is_some() {
            names.push("first not".into());
        }
    }

    /// Operators in the sentences of the two, and where they stand.
    fn of_operators(&self, rules: &Rules<'_>, names: &mut Vec<String>) {
        for (_, predicate) in self.of_sentences() {
            for (_, frame) in rules.lexicon.with_lemma(&predicate.lemma) {
                if let Head::Operator(name) = &frame.head
                    && self.named(predicate, frame)
                {
                    let places = self.places(predicate.head).into_iter();
                    names.extend(places.map(|place| format!("operator {name} {place}")));
                }
            }
        }
    }

    /// One of the marked spans: its part in the sentence, and who it is.
    fn of_side(&self, rules: &Rules<'_>, side: &str, marked: &Marked, names: &mut Vec<String>) {
        let token = self.layers.text.token(marked.head);
        names.push(match token.dep() {
            "pobj" => format!("{side} is after {}", token.head().text().to_lowercase()),
            dep => format!("{side} is {dep}"),
        });
        if let Some(&entity) = marked.entities.first() {
            let entity = &self.layers.entities.entities[entity];
            names.push(format!("{side} {:?}", entity.kind).to_lowercase());
            names.extend(entity.sectors.iter().map(|sector| format!("{side} {sector}")));
        } else {
            names.push(format!("{side} nobody"));
        }
        let classes = self.classes_of(rules, marked.head).into_iter();
        names.extend(classes.map(|class| format!("{side} @{class}")));
    }

    /// One token between the two in the tree: its classes, its form, the classes of its arguments.
    fn of_path(&self, rules: &Rules<'_>, i: usize, names: &mut Vec<String>) {
        let classes = self.classes_of(rules, i).into_iter();
        names.extend(classes.map(|class| format!("between @{class}")));
        let Some(predicate) = self.layers.predicates.headed_by(i) else { return };
        let predicate = &self.layers.predicates.list[predicate];
        if predicate.form.negation.is_some() {
            names.push("not between".into());
        }
        let modal = predicate.form.modal.map(|modal| self.layers.text.token(modal).lemma());
        names.extend(modal.map(|modal| format!("modal {}", modal.to_lowercase())));
        let tense = predicate.form.tense;
        names.extend(tense.map(|tense| format!("tense {tense:?}").to_lowercase()));
        let around = |role: &Role| {
            matches!(role, Role::Object | Role::Oblique(_) | Role::Attribute | Role::Modifier)
        };
        for argument in predicate.arguments.iter().filter(|a| around(&a.role)) {
            let classes = self.classes_of(rules, argument.head).into_iter();
            names.extend(classes.map(|class| format!("beside @{class}")));
        }
    }

    /// Who of the two speaks, and who is spoken of.
    fn of_statements(&self, names: &mut Vec<String>) {
        let layers = self.layers;
        for statement in layers.statements {
            let speaks = |marked: &Option<Marked>| {
                let speaker = statement.speaker;
                marked.as_ref().is_some_and(|m| speaker.is_some_and(|s| m.tokens.contains(&s)))
            };
            let inside = |marked: &Option<Marked>| {
                marked.as_ref().is_some_and(|m| {
                    let byte = layers.text.token(m.head).start();
                    statement.parts.iter().any(|p| p.start <= byte && byte < p.end)
                })
            };
            if speaks(&self.actor) {
                let of = if inside(&self.recipient) { " of recipient" } else { "" };
                names.push(format!("actor speaks{of}"));
            }
            if inside(&self.actor) && inside(&self.recipient) {
                names.push("both spoken of".into());
            }
        }
    }

    fn classes_of(&self, rules: &Rules<'_>, i: usize) -> Vec<String> {
        let token = self.layers.text.token(i);
        let (lemma, lower) = (token.lemma().to_lowercase(), token.text().to_lowercase());
        let classes = &rules.lexicon.classes;
        let before = |n: usize| crate::coding::matching::word_before(self.layers, i, n);
        let held = |(name, _): (&str, _)| {
            let id: ClassId = classes.get(name)?;
            classes.holds(id, &lemma, &lower, before).then(|| name.to_owned())
        };
        classes.iter().filter_map(held).collect()
    }

    fn same_country(&self) -> bool {
        let code = |marked: &Option<Marked>| {
            let entity = *marked.as_ref()?.entities.first()?;
            self.layers.entities.entities[entity].code.clone()
        };
        code(&self.actor).is_some_and(|a| code(&self.recipient) == Some(a))
    }
}
