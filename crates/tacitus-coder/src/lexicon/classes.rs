//! Word classes that frames share: `@meeting: meeting, summit, @visit`; a member in capitals is a sector,
//! one behind a minus is none: `-heart attack`.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::source::{KnowledgeError, Source, lines};

/// Index of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(u32);

#[derive(Clone, Debug, Default)]
struct Class {
    name: String,
    source: Option<Source>,
    // Single words, and the words that must stand before the head of longer members.
    words: FxHashSet<String>,
    phrases: FxHashMap<String, Vec<Vec<String>>>,
    // Phrases that are no members though their last word is one.
    except: FxHashMap<String, Vec<Vec<String>>>,
    // Sectors: whoever is of one of them is a member, whatever word stands for him.
    sectors: FxHashSet<String>,
}

/// All word classes.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    list: Vec<Class>,
    by_name: FxHashMap<String, ClassId>,
    // Classes with a member that is this word or ends in it.
    by_ending: FxHashMap<String, Vec<ClassId>>,
    // Classes that another holds.
    included: FxHashSet<ClassId>,
}

impl Classes {
    /// Reads a file of classes: a line `@name: member, member, @other`; lines that begin with white space go on.
    pub fn load(file: &Arc<str>, text: &str) -> Result<Self, KnowledgeError> {
        let mut classes = Classes::default();
        let mut included: Vec<(usize, String, Source)> = Vec::new();
        let mut current: Option<usize> = None;
        for (source, line) in lines(file, text) {
            let members = if line.starts_with(char::is_whitespace) {
                line
            } else {
                let Some((name, members)) = line.strip_prefix('@').and_then(|l| l.split_once(':'))
                else {
                    return Err(KnowledgeError::new(
                        &source,
                        format!("{line:?} is no class"),
                        "write `@name: member, member`, and begin a line that goes on with white space",
                    ));
                };
                current = Some(classes.add(name.trim(), &source)?);
                members
            };
            let Some(class) = current else {
                return Err(KnowledgeError::new(
                    &source,
                    "members before the first class",
                    "begin with `@name:` at the margin",
                ));
            };
            for member in members.split(',').map(str::trim).filter(|m| !m.is_empty()) {
                match member.strip_prefix('@') {
                    Some(other) => included.push((class, other.to_owned(), source.clone())),
                    None => classes.list[class].add(member),
                }
            }
        }
        classes.include(&included)?;
        classes.index();
        Ok(classes)
    }

    fn add(&mut self, name: &str, source: &Source) -> Result<usize, KnowledgeError> {
        let index = self.list.len();
        let id = ClassId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(&ClassId(before)) = self.by_name.get(name) {
            let first = self.list[before as usize].source.as_ref();
            let first = first.map_or(String::new(), |s| format!(" (first at {s})"));
            return Err(KnowledgeError::new(
                source,
                format!("class @{name} is there twice{first}"),
                "put all members in one place",
            ));
        }
        self.by_name.insert(name.to_owned(), id);
        self.list.push(Class {
            name: name.to_owned(),
            source: Some(source.clone()),
            ..Class::default()
        });
        Ok(index)
    }

    /// Copies the members of included classes until nothing changes; chains are short.
    fn include(&mut self, included: &[(usize, String, Source)]) -> Result<(), KnowledgeError> {
        for (_, other, source) in included {
            let Some(&id) = self.by_name.get(other) else {
                return Err(unknown(other, source));
            };
            self.included.insert(id);
        }
        for _ in 0..8 {
            for (class, other, _) in included {
                let Some(&ClassId(other)) = self.by_name.get(other) else { continue };
                let from = self.list[other as usize].clone();
                let to = &mut self.list[*class];
                to.words.extend(from.words);
                to.sectors.extend(from.sectors);
                for (head, phrases) in from.except {
                    to.except.entry(head).or_default().extend(phrases);
                }
                for (head, phrases) in from.phrases {
                    let known = to.phrases.entry(head).or_default();
                    for phrase in phrases {
                        if !known.contains(&phrase) {
                            known.push(phrase);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The class called `name`.
    pub fn find(&self, name: &str, source: &Source) -> Result<ClassId, KnowledgeError> {
        self.by_name.get(name).copied().ok_or_else(|| unknown(name, source))
    }

    /// The class called `name`, if there is one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<ClassId> {
        self.by_name.get(name).copied()
    }

    /// The name of a class, without `@`.
    #[must_use]
    pub fn name(&self, class: ClassId) -> &str {
        self.list.get(class.0 as usize).map_or("", |c| &c.name)
    }

    /// Names and lines of all classes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&Source>)> {
        self.list.iter().map(|class| (class.name.as_str(), class.source.as_ref()))
    }

    /// Whether those whose chief sector this is are members.
    #[must_use]
    pub fn holds_sector(&self, class: ClassId, sector: &str) -> bool {
        self.list.get(class.0 as usize).is_some_and(|class| class.sectors.contains(sector))
    }

    fn index(&mut self) {
        for (index, class) in self.list.iter().enumerate() {
            let id = ClassId(u32::try_from(index).unwrap_or(u32::MAX));
            for word in class.words.iter().chain(class.phrases.keys()) {
                let ids = self.by_ending.entry(word.clone()).or_default();
                if ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
        }
    }

    /// The classes that have this member, of one word or several, with their lines.
    #[must_use]
    pub fn with(&self, words: &[&str]) -> Vec<(&str, Option<&Source>)> {
        let Some((last, before)) = words.split_last() else { return Vec::new() };
        let word = |n: usize| before.len().checked_sub(n).map(|at| before[at]);
        let ending = self.ending_in(last).iter();
        let named = ending.filter(|&&class| {
            // A member of one word is not meant by two.
            let list = &self.list[class.0 as usize];
            (before.is_empty() || !list.words.contains(*last))
                && self.holds(class, last, last, word)
        });
        named
            .map(|&class| &self.list[class.0 as usize])
            .map(|c| (c.name.as_str(), c.source.as_ref()))
            .collect()
    }

    /// Whether another class holds this one.
    #[must_use]
    pub fn is_included(&self, class: ClassId) -> bool {
        self.included.contains(&class)
    }

    /// The classes with a member that is this word or ends in it, in order.
    #[must_use]
    pub fn ending_in(&self, word: &str) -> &[ClassId] {
        self.by_ending.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a word is a member: by its lemma or its form (both in lower case), with `before(n)` the word n places
    /// before it.
    pub fn holds<'t>(
        &self,
        class: ClassId,
        lemma: &str,
        lower: &str,
        before: impl Fn(usize) -> Option<&'t str>,
    ) -> bool {
        let Some(class) = self.list.get(class.0 as usize) else { return false };
        let told = |phrases: &FxHashMap<String, Vec<Vec<String>>>| {
            [lemma, lower].iter().any(|head| {
                phrases.get(*head).is_some_and(|phrases| {
                    phrases.iter().any(|phrase| {
                        phrase.iter().rev().enumerate().all(|(n, word)| {
                            before(n + 1).is_some_and(|found| found.eq_ignore_ascii_case(word))
                        })
                    })
                })
            })
        };
        if told(&class.except) {
            return false;
        }
        if class.words.contains(lemma) || class.words.contains(lower) {
            return true;
        }
        told(&class.phrases)
    }
}

impl Class {
    /// Adds a member; one with a hyphen also as the language layer divides it: 'sit-in' is 'in' after 'sit'.
    fn add(&mut self, member: &str) {
        if is_sector(member) {
            self.sectors.insert(member.to_owned());
            return;
        }
        let member = member.to_lowercase();
        if let Some(member) = member.strip_prefix('-') {
            let mut words: Vec<String> = member.split_whitespace().map(str::to_owned).collect();
            if let Some(head) = words.pop() {
                self.except.entry(head).or_default().push(words);
            }
            return;
        }
        self.add_words(member.split_whitespace());
        if member.contains('-') {
            self.add_words(member.split(|c: char| c.is_whitespace() || c == '-'));
        }
    }

    fn add_words<'a>(&mut self, words: impl Iterator<Item = &'a str>) {
        let mut words: Vec<String> = words.filter(|w| !w.is_empty()).map(str::to_owned).collect();
        match words.pop() {
            Some(word) if words.is_empty() => {
                self.words.insert(word);
            }
            Some(head) => self.phrases.entry(head).or_default().push(words),
            None => {}
        }
    }
}

/// PLOVER's sectors are three capitals: `GOV`.
pub(super) fn is_sector(member: &str) -> bool {
    member.len() == 3 && member.bytes().all(|b| b.is_ascii_uppercase())
}

fn unknown(name: &str, source: &Source) -> KnowledgeError {
    KnowledgeError::new(
        source,
        format!("there is no class @{name}"),
        "add it to lexicon/classes.txt, or use one that is there",
    )
}
