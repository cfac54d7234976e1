//! Light verbs: 'hold talks', 'come under attack', 'take place', and what else knowledge says of verbs' syntax.

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::reader::Reader;
use super::{Argument, Derivation, Form, PredicateKind, Role};
use crate::source::{Folder, KnowledgeError, Source, lines};

const LIGHT: &str = "syntax/light.txt";
const CONTROL: &str = "syntax/control.txt";
const LEMMAS: &str = "syntax/lemmas.txt";

/// What knowledge says of verbs that lend their syntax to others: light verbs with the nouns that name their event,
/// and verbs whose object acts in the infinitive after it.
#[derive(Clone, Debug, Default)]
pub struct LightVerbs {
    verbs: FxHashMap<String, SmallVec<[Entry; 2]>>,
    events: FxHashSet<String>,
    carriers: FxHashSet<String>,
    lemmas: FxHashMap<String, String>,
    control: FxHashMap<String, SmallVec<[Control; 3]>>,
}

/// Who acts in the infinitive, or undergoes the participle, after a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Control {
    /// The object.
    Object,
    /// Whoever a preposition brings: 'call on', 'appeal to'.
    Oblique,
    /// The object undergoes the participle: 'had him arrested'.
    Participle,
    /// Of a gerund nobody but whose the noun is: 'noted limits on sharing'.
    Nobody,
    /// Others than the verb's subject: 'welcomed the decision to leave'.
    Theirs,
    /// A noun that an infinitive right behind it goes with: 'the bill to ban it'.
    Content,
    /// The noun itself: 'set up a panel to investigate'.
    Itself,
}

/// One line of the list.
#[derive(Clone, Debug)]
struct Entry {
    part: Part,
    /// Particle or preposition of the verb.
    second: Option<String>,
    /// The nouns; empty for all.
    nouns: FxHashSet<String>,
}

/// What the subject of a light verb is to the event that the noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Does,
    Suffers,
    /// The noun itself is the subject.
    Happens,
    /// No verb: a noun that leaves the event to the noun before it.
    Carries,
}

impl LightVerbs {
    /// Reads `light.txt`, `control.txt` and `lemmas.txt` of a knowledge folder's `syntax`.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut words = LightVerbs::default();
        let mut part = None;
        let (file, text) = open(folder, LIGHT)?;
        for (at, line) in lines(&file, text) {
            if let Some(heading) = heading(line) {
                part = Some(match heading {
                    "does" => Part::Does,
                    "suffers" => Part::Suffers,
                    "happens" => Part::Happens,
                    "carries" => Part::Carries,
                    _ => {
                        return Err(unknown(
                            &at,
                            heading,
                            "[does], [suffers], [happens] or [carries]",
                        ));
                    }
                });
                continue;
            }
            let part = part.ok_or_else(|| {
                KnowledgeError::new(
                    &at,
                    "a verb before the first heading",
                    "put [does], [suffers] or [happens] above it",
                )
            })?;
            match part {
                Part::Carries => words.carriers.extend(list(line)),
                _ => words.entry(&at, line, part)?,
            }
        }
        let (file, text) = open(folder, CONTROL)?;
        let mut kind = None;
        for (at, line) in lines(&file, text) {
            if let Some(heading) = heading(line) {
                kind = Some(match heading {
                    "object" => Control::Object,
                    "oblique" => Control::Oblique,
                    "participle" => Control::Participle,
                    "nobody" => Control::Nobody,
                    "theirs" => Control::Theirs,
                    "content" => Control::Content,
                    "itself" => Control::Itself,
                    _ => {
                        let headings = "[object], [oblique], [participle], [nobody], [theirs], [content] or [itself]";
                        return Err(unknown(&at, heading, headings));
                    }
                });
                continue;
            }
            let kind = kind.ok_or_else(|| {
                KnowledgeError::new(
                    &at,
                    "words before the first heading",
                    "put a heading above them: [object]",
                )
            })?;
            for word in list(line) {
                words.control.entry(word).or_default().push(kind);
            }
        }
        let (file, text) = open(folder, LEMMAS)?;
        for (at, line) in lines(&file, text) {
            let (lemma, forms) = line.split_once(':').ok_or_else(|| {
                KnowledgeError::new(
                    &at,
                    "no colon",
                    "write the base form, a colon, and the forms: `hope: hoped, hoping`",
                )
            })?;
            let lemma = lemma.trim().to_lowercase();
            words.lemmas.extend(list(forms).map(|form| (form, lemma.clone())));
        }
        Ok(words)
    }

    fn entry(&mut self, at: &Source, line: &str, part: Part) -> Result<(), KnowledgeError> {
        let (verb, nouns) = match (line.split_once(':'), part) {
            (Some((verb, nouns)), _) => (verb, list(nouns).collect::<FxHashSet<_>>()),
            (None, Part::Happens) => (line, FxHashSet::default()),
            (None, _) => {
                return Err(KnowledgeError::new(
                    at,
                    "a light verb without nouns",
                    "write the verb, a colon, and its nouns with commas between them: `hold: talk, summit`",
                ));
            }
        };
        let mut parts = verb.split_whitespace().map(str::to_lowercase);
        let (Some(verb), second, None) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KnowledgeError::new(
                at,
                format!("`{}` is not one verb", verb.trim()),
                "write its base form, and at most one particle or preposition: `carry out`",
            ));
        };
        self.events.extend(nouns.iter().cloned());
        self.verbs.entry(verb).or_default().push(Entry { part, second, nouns });
        Ok(())
    }

    /// Whether `lemma` is listed under a heading on control.
    pub(super) fn controls(&self, lemma: &str, kind: Control) -> bool {
        self.control.get(lemma).is_some_and(|kinds| kinds.contains(&kind))
    }

    /// The base form of a verb form that the language model is known to get wrong.
    pub(super) fn lemma_of(&self, form: &str) -> Option<&str> {
        self.lemmas.get(form).map(String::as_str)
    }

    /// Whether a noun leaves the event to the noun before it: 'bombing *campaign*'.
    pub(super) fn carries(&self, noun: &str) -> bool {
        self.carriers.contains(noun)
    }

    /// Whether a noun names an event under some light verb: it is nobody who acts.
    pub(super) fn is_event(&self, noun: &str) -> bool {
        self.events.contains(noun)
    }

    /// Whether a verb is only support to a noun: 'make an effort'.
    pub(super) fn is_light(&self, verb: &str, noun: &str) -> bool {
        let entries = self.verbs.get(verb).into_iter().flatten();
        entries.into_iter().any(|entry| entry.second.is_none() && entry.nouns.contains(noun))
    }
}

fn open<'a>(
    folder: &'a Folder,
    name: &str,
) -> Result<(std::sync::Arc<str>, &'a str), KnowledgeError> {
    folder.file(name).ok_or_else(|| {
        KnowledgeError::new(
            &Source::new(&name.into(), 1),
            "there is no such file in the knowledge folder",
            "copy it from the default knowledge",
        )
    })
}

fn heading(line: &str) -> Option<&str> {
    Some(line.trim().strip_prefix('[')?.strip_suffix(']')?.trim())
}

fn unknown(at: &Source, heading: &str, expected: &str) -> KnowledgeError {
    KnowledgeError::new(at, format!("unknown heading [{heading}]"), format!("use {expected}"))
}

fn list(words: &str) -> impl Iterator<Item = String> {
    words.split(',').map(|word| word.trim().to_lowercase()).filter(|word| !word.is_empty())
}

impl Reader<'_, '_> {
    /// Gives the nouns under light verbs what the verbs have.
    pub(super) fn light_verbs(&mut self) {
        let words = self.words;
        for v in 0..self.list.len() {
            if self.list[v].kind != PredicateKind::Verb {
                continue;
            }
            if self.list[v].lemma == "be" && self.text.child(self.list[v].head, "expl").is_some() {
                for noun in self.nouns(v, &Role::Attribute) {
                    self.lighten(v, noun, Part::Happens);
                }
                continue;
            }
            for entry in words.verbs.get(&self.list[v].lemma).into_iter().flatten() {
                for noun in self.named_by(v, entry) {
                    self.lighten(v, noun, entry.part);
                }
            }
        }
        self.participles();
    }

    /// Who does what a participle on the noun of a light verb says does the whole: 'filed a lawsuit accusing X'.
    fn participles(&mut self) {
        for p in 0..self.list.len() {
            let token = self.text.token(self.list[p].head);
            if token.dep() != "acl" || token.tag() != "VBG" {
                continue;
            }
            let Some(noun) =
                self.headed_by(token.head().i).filter(|&n| self.list[n].light.is_some())
            else {
                continue;
            };
            let of_light =
                |a: &&Argument| a.role == Role::Subject && a.derivation == Derivation::LightVerb;
            let doers: Vec<usize> =
                self.list[noun].arguments.iter().filter(of_light).map(|a| a.head).collect();
            if !doers.is_empty() && doers.iter().all(|&doer| doer < token.i) {
                self.list[p]
                    .arguments
                    .retain(|a| a.role != Role::Subject || a.derivation != Derivation::Participle);
                self.give(p, &Role::Subject, &doers, Derivation::Participle);
            }
        }
    }

    /// The nouns under verb `v` that an entry lists.
    fn named_by(&self, v: usize, entry: &Entry) -> Vec<usize> {
        let verb = &self.list[v];
        let second = entry.second.as_deref();
        let particle = verb.particle.as_deref() == second;
        if entry.part == Part::Happens {
            let object = |word: &str| {
                self.heads(v, &Role::Object).iter().any(|&o| self.text.token(o).text() == word)
                    || self.text.children(verb.head).any(|child| child.text() == word)
            };
            if !(particle || second.is_some_and(object)) {
                return Vec::new();
            }
            let surface = &self.notes[v].surface;
            // 'the visit to Paris, which was to take place': the parser offers the nearer noun.
            let event = |head: usize| {
                let named = self.headed_by(head);
                let up = self.text.ancestors(head).take(2).last().map(|above| above.i);
                named.or_else(|| {
                    let relative = self.notes[v].how == Some(Derivation::Relative);
                    up.filter(|_| relative && self.text.token(head).dep() == "pobj")
                        .and_then(|up| self.headed_by(up))
                })
            };
            return surface
                .iter()
                .filter_map(|&head| event(head))
                .filter(|&n| {
                    self.list[n].kind == PredicateKind::Noun && entry.lists(&self.list[n].lemma)
                })
                .collect();
        }
        let mut nouns = match second {
            _ if particle => self.nouns(v, &Role::Object),
            Some(second) => self.nouns(v, &Role::Oblique(second.into())),
            None => Vec::new(),
        };
        // 'held a round of talks', 'launched a wave of attacks': the noun after `of` is the one.
        let of = Role::Oblique("of".into());
        let inner: Vec<usize> = nouns
            .iter()
            .filter(|&&n| !entry.lists(&self.list[n].lemma))
            .flat_map(|&n| self.nouns(n, &of))
            .collect();
        nouns.extend(inner);
        nouns.retain(|&n| entry.lists(&self.list[n].lemma));
        nouns
    }

    fn lighten(&mut self, v: usize, noun: usize, part: Part) {
        if self.list[noun].light.is_some() {
            return;
        }
        let verb = self.list[v].clone();
        let negation = self.list[noun].form.negation;
        self.list[noun].light = Some(verb.head);
        self.list[noun].form = Form { negation: verb.form.negation.or(negation), ..verb.form };
        let how = Derivation::LightVerb;
        for argument in &verb.arguments {
            match (&argument.role, part) {
                (Role::Subject, Part::Does) => {
                    self.give(noun, &Role::Subject, &[argument.head], how);
                }
                (Role::Subject, Part::Suffers) => {
                    self.give(noun, &Role::Object, &[argument.head], how);
                }
                (Role::Oblique(_) | Role::Indirect, _) | (Role::Clause(_), Part::Does) => {
                    let own = self.list[noun].arguments.iter().any(|a| a.head == argument.head);
                    if !own {
                        self.give(noun, &argument.role, &[argument.head], how);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Entry {
    fn lists(&self, noun: &str) -> bool {
        self.nouns.is_empty() || self.nouns.contains(noun)
    }
}
