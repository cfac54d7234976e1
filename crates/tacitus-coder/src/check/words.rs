//! Words of the lexicon: classes that nothing uses, and lemmas that the language model never gives.

use rustc_hash::FxHashSet;
use tacitus_language::Doc;

use super::{Finding, article_of};
use crate::Knowledge;
use crate::lexicon::{ClassId, Condition, Frame, Lexicon, Trigger};
use crate::predicate::{self, PredicateKind, Predicates};
use crate::source::Source;
use crate::text::Text;

/// Classes that the program asks for by name, whatever the patterns say.
const BY_NAME: &[&str] = &[
    "aimed",
    "aiming",
    "aims_against",
    "aims_at_words",
    "aims_to",
    "asking_word",
    "at_which",
    "attack_word",
    "authoring",
    "befalling",
    "belonging",
    "blames",
    "carries_out",
    "charge_word",
    "coming",
    "dies",
    "disowns",
    "doer_before_deed",
    "fought",
    "holds_ground",
    "holds_weapon",
    "hurt",
    "inner_preposition",
    "inquirer",
    "leads",
    "letter",
    "metonym",
    "named_after_deed",
    "named_talks",
    "no_body",
    "no_doer",
    "no_party",
    "partitive",
    "peopled",
    "place_preposition",
    "prefix",
    "prefix_against",
    "proviso",
    "responsibility",
    "stage_preposition",
    "takes_on",
    "thing_attacked",
    "vetoing",
    "weapon_doer",
];

/// Classes that no pattern, no other class and no code uses.
pub(super) fn unused_classes(lexicon: &Lexicon) -> Vec<Finding> {
    let slots = lexicon.frames.iter().flat_map(|frame| &frame.slots);
    let mut used: FxHashSet<ClassId> =
        slots.flat_map(|slot| slot.filler.classes.iter().copied()).collect();
    for row in lexicon.sides.all() {
        for condition in [&row.actor, &row.recipient] {
            let Condition::All(list) = condition else { continue };
            used.extend(list.iter().filter_map(|who| who.class));
        }
    }
    let mut findings = Vec::new();
    for (name, source) in lexicon.classes.iter() {
        let (Some(class), Some(source)) = (lexicon.classes.get(name), source) else { continue };
        if !used.contains(&class) && !lexicon.classes.is_included(class) && !BY_NAME.contains(&name)
        {
            findings.push(Finding {
                source: source.clone(),
                message: format!("nothing uses @{name}; use it in a pattern or drop it"),
            });
        }
    }
    findings
}

/// Small sentences with a word in its place; one that gives the lemma is enough.
fn sentences(kind: PredicateKind, trigger: &Trigger) -> [String; 4] {
    let words: Vec<&str> =
        trigger.before.iter().chain([&trigger.lemma]).map(String::as_str).collect();
    let (word, spaced) = (words.join("-"), words.join(" "));
    match kind {
        PredicateKind::Verb => [
            format!("They will {word} it."),
            format!("They did not {word}."),
            format!("They wanted to {word} her."),
            format!("They {word}{} the plane.", if word.ends_with('e') { "d" } else { "ed" }),
        ],
        PredicateKind::Noun => [
            format!("The {word} was over."),
            format!("They spoke of a {spaced}."),
            format!("Its {spaced} ended."),
            format!("Some {word}s began."),
        ],
        PredicateKind::Adjective => [
            format!("They were {word}."),
            format!("She is very {spaced}."),
            format!("He seems {word}."),
            format!("It is {spaced} to go."),
        ],
    }
}

/// What came out of the language layer: parts of speech with lemmas.
pub(super) type Given = FxHashSet<(PredicateKind, String)>;

/// Words of patterns that come out of the language layer with another lemma or as another part of speech, so that the
/// pattern never holds. `seen` is what the examples gave; only words that are in none are tried.
pub(super) fn never_given(
    knowledge: &Knowledge,
    wanted: impl Fn(&Source) -> bool,
    seen: &Given,
    parse: &mut impl FnMut(&str) -> Doc,
) -> Vec<Finding> {
    let frames = knowledge.lexicon.frames.iter().filter(|frame| wanted(&frame.source));
    let mut left: Vec<(&Frame, &Trigger)> = Vec::new();
    let mut taken: FxHashSet<(PredicateKind, &str)> = FxHashSet::default();
    for frame in frames {
        for trigger in &frame.triggers {
            // A verb with its particle is two words of one lemma.
            let known = seen.contains(&(frame.kind, trigger.lemma.clone()));
            if !known && taken.insert((frame.kind, &trigger.lemma)) {
                left.push((frame, trigger));
            }
        }
    }
    for round in 0..4 {
        // Many words in one text: running the model costs by the text as well as by the word.
        let mut kept = Vec::new();
        for chunk in left.chunks(64) {
            let tried = chunk.iter().map(|(frame, trigger)| {
                let [a, b, c, d] = sentences(frame.kind, trigger);
                match round {
                    0 => a,
                    1 => b,
                    2 => c,
                    _ => d,
                }
            });
            let given = given(knowledge, &tried.collect::<Vec<_>>().join("\n"), parse);
            let missing = |(frame, trigger): &&(&Frame, &Trigger)| {
                !given.contains(&(frame.kind, trigger.lemma.clone()))
            };
            kept.extend(chunk.iter().filter(missing));
        }
        left = kept;
    }
    left.into_iter()
        .map(|(frame, trigger)| Finding {
            source: frame.source.clone(),
            message: format!(
                "the language model never gives {:?} as {}; write the lemma that `tacitus parse` shows, correct it in \
                 syntax/lemmas.txt, or drop the word",
                trigger.lemma,
                kind_in_words(frame.kind)
            ),
        })
        .collect()
}

fn kind_in_words(kind: PredicateKind) -> &'static str {
    match kind {
        PredicateKind::Verb => "a verb",
        PredicateKind::Noun => "a noun",
        PredicateKind::Adjective => "an adjective",
    }
}

fn given(knowledge: &Knowledge, text: &str, parse: &mut impl FnMut(&str) -> Doc) -> Given {
    let article = article_of(text);
    let text = Text::new(&article, parse);
    let predicates = predicate::predicates(&text, &knowledge.light);
    given_by(&predicates).collect()
}

/// The parts of speech and lemmas of predicates.
pub(super) fn given_by(
    predicates: &Predicates,
) -> impl Iterator<Item = (PredicateKind, String)> + '_ {
    predicates.list.iter().map(|predicate| (predicate.kind, predicate.lemma.clone()))
}
