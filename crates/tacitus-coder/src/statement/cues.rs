//! The words that make speech of words, read from `knowledge/cues`: verbs, nouns and phrases.

use rustc_hash::{FxHashMap, FxHashSet};
use tacitus_language::Token;

use crate::source::{Folder, KnowledgeError, Source, lines};
use crate::text::Text;

/// What a reporting verb does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It says something.
    Say,
    /// It says something to its object.
    Tell,
    /// It asks, and its object, if any, is asked.
    Ask,
    /// It thinks, hopes or fears.
    Think,
    /// It thinks of what is to come.
    Expect,
    /// It knows: what is known is so.
    Know,
}

/// What a reporting verb can bring in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Takes {
    /// Words in quotation marks.
    pub(super) quote: bool,
    /// A clause in the reporter's words.
    pub(super) that: bool,
    /// Anything else, if some of its words stand in quotation marks.
    pub(super) part: bool,
    /// Words in quotation marks beside a whole act: 'He smiled: …'.
    pub(super) frame: bool,
    /// A deed as a gerund in the reporter's words: 'denied *bombing the town*'.
    pub(super) deed: bool,
}

/// A reporting verb.
#[derive(Clone, Debug)]
pub(super) struct Verb {
    rest: Vec<String>,
    /// What it does.
    pub(super) kind: Kind,
    /// What it brings in.
    pub(super) takes: Takes,
}

/// What a noun has to do with speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Noun {
    /// Words stand in it.
    Medium,
    /// Words are said at it.
    Occasion,
    /// It is what is said.
    Claim,
    /// It is what is thought.
    Belief,
    /// Words are posted there.
    Place,
    /// It speaks without a name.
    Source,
}

/// How a phrase brings in a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PhraseKind {
    /// What follows it speaks.
    Source,
    /// What follows it thinks.
    Opinion,
}

/// The reporting verbs, nouns and phrases of English.
#[derive(Clone, Debug, Default)]
pub struct Cues {
    verbs: Vec<Verb>,
    forms: FxHashMap<String, Vec<u32>>,
    nouns: FxHashMap<String, Vec<Noun>>,
    phrases: FxHashMap<String, Vec<(Vec<String>, PhraseKind)>>,
    own: FxHashSet<String>,
    elisions: FxHashSet<String>,
    issue: FxHashSet<String>,
}

const VERBS: &str = "cues/verbs.txt";
const NOUNS: &str = "cues/nouns.txt";
const PHRASES: &str = "cues/phrases.txt";

impl Kind {
    /// Whether it happens in somebody's head.
    pub(super) fn is_thought(self) -> bool {
        matches!(self, Kind::Think | Kind::Expect | Kind::Know)
    }
}

impl Cues {
    /// Reads `cues/verbs.txt`, `cues/nouns.txt` and `cues/phrases.txt` of a knowledge folder.
    ///
    /// # Errors
    /// A missing file, or the first line that does not have the columns that the head of its file describes.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let mut cues = Cues::default();
        each(folder, VERBS, |source, columns| cues.add_verb(source, columns))?;
        each(folder, NOUNS, |source, columns| cues.add_noun(source, columns))?;
        each(folder, PHRASES, |source, columns| cues.add_phrase(source, columns))?;
        Ok(cues)
    }

    fn add_verb(&mut self, source: &Source, columns: &[&str]) -> Result<(), KnowledgeError> {
        let (&[words, kind, takes], other) = columns.split_at(columns.len().min(3)) else {
            let remedy = "write VERB | KIND | TAKES, and other forms in a fourth column";
            return Err(KnowledgeError::new(source, "a verb needs three columns", remedy));
        };
        let kind = match kind {
            "say" => Kind::Say,
            "tell" => Kind::Tell,
            "ask" => Kind::Ask,
            "think" => Kind::Think,
            "expect" => Kind::Expect,
            "know" => Kind::Know,
            _ => {
                let known = "`say`, `tell`, `ask`, `think`, `expect` or `know`";
                return Err(unknown(source, kind, known));
            }
        };
        let mut able = Takes::default();
        for word in takes.split_whitespace() {
            match word {
                "quote" => able.quote = true,
                "that" => able.that = true,
                "part" => able.part = true,
                "frame" => able.frame = true,
                "deed" => able.deed = true,
                _ => {
                    let known = "`quote`, `that`, `part`, `frame` or `deed`";
                    return Err(unknown(source, word, known));
                }
            }
        }
        let mut words = words.split_whitespace().map(str::to_lowercase);
        let Some(first) = words.next() else {
            return Err(KnowledgeError::new(source, "the verb is missing", "name it first"));
        };
        let index = u32::try_from(self.verbs.len()).unwrap_or(u32::MAX);
        self.verbs.push(Verb { rest: words.collect(), kind, takes: able });
        let irregular = other.iter().flat_map(|c| c.split_whitespace()).map(str::to_lowercase);
        let mut forms: Vec<String> = irregular.chain(inflections(&first)).collect();
        forms.sort();
        forms.dedup();
        for form in forms {
            let entries = self.forms.entry(form).or_default();
            entries.push(index);
            // The longest first: 'go on to say' before 'go on'.
            entries.sort_by_key(|&i| std::cmp::Reverse(self.verbs[i as usize].rest.len()));
        }
        Ok(())
    }

    fn add_noun(&mut self, source: &Source, columns: &[&str]) -> Result<(), KnowledgeError> {
        let &[noun, kind] = columns else {
            return Err(KnowledgeError::new(
                source,
                "a noun needs two columns",
                "write NOUN | KIND",
            ));
        };
        let kind = match kind {
            "medium" => Noun::Medium,
            "occasion" => Noun::Occasion,
            "claim" => Noun::Claim,
            "belief" => Noun::Belief,
            "place" => Noun::Place,
            "source" => Noun::Source,
            _ => {
                let kinds = "`medium`, `occasion`, `claim`, `belief`, `place` or `source`";
                return Err(unknown(source, kind, kinds));
            }
        };
        let noun = noun.to_lowercase();
        self.nouns.entry(plural(&noun)).or_default().push(kind);
        self.nouns.entry(noun).or_default().push(kind);
        Ok(())
    }

    fn add_phrase(&mut self, source: &Source, columns: &[&str]) -> Result<(), KnowledgeError> {
        let &[words, kind] = columns else {
            let remedy = "write WORDS | KIND";
            return Err(KnowledgeError::new(source, "a phrase needs two columns", remedy));
        };
        let words = words.to_lowercase();
        let phrase = match kind {
            "source" => PhraseKind::Source,
            "opinion" => PhraseKind::Opinion,
            "own" => {
                self.own.insert(plural(&words));
                self.own.insert(words);
                return Ok(());
            }
            "elision" => {
                self.elisions.insert(words);
                return Ok(());
            }
            "issue" => {
                self.issue.insert(words);
                return Ok(());
            }
            _ => {
                let kinds = "`source`, `opinion`, `own`, `elision` or `issue`";
                return Err(unknown(source, kind, kinds));
            }
        };
        let mut words = words.split_whitespace().map(str::to_owned);
        if let Some(first) = words.next() {
            self.phrases.entry(first).or_default().push((words.collect(), phrase));
        }
        Ok(())
    }

    /// The reporting verb at token `i`, with the token after its last word.
    pub(super) fn verb(&self, text: &Text<'_>, i: usize) -> Option<(&Verb, usize)> {
        let entries = self.forms.get(lower(text.token(i)).as_ref())?;
        entries.iter().find_map(|&entry| {
            let verb = self.verbs.get(entry as usize)?;
            Some((verb, follow(text, i + 1, &verb.rest)?))
        })
    }

    /// Whether the noun at token `i`, alone or with the word before it, is of `kind`.
    pub(super) fn is_noun(&self, text: &Text<'_>, i: usize, kind: Noun) -> bool {
        let word = lower(text.token(i));
        let has = |key: &str| self.nouns.get(key).is_some_and(|kinds| kinds.contains(&kind));
        has(&word) || (i > 0 && has(&format!("{} {word}", lower(text.token(i - 1)))))
    }

    /// The phrase at token `i` that brings in a speaker, with the token after it.
    pub(super) fn phrase(&self, text: &Text<'_>, i: usize) -> Option<(PhraseKind, usize)> {
        let phrases = self.phrases.get(lower(text.token(i)).as_ref())?;
        phrases.iter().find_map(|(rest, kind)| Some((*kind, exact(text, i + 1, rest)?)))
    }

    /// Whether the noun's owner speaks: 'in her words'.
    pub(super) fn is_own(&self, word: Token<'_>) -> bool {
        self.own.contains(lower(word).as_ref())
    }

    /// Whether a word is one that begins with an apostrophe.
    pub(super) fn is_elision(&self, word: &str) -> bool {
        self.elisions.contains(word)
    }

    /// Whether the subject of a verb is the speaker of its object: 'issued a warning'.
    pub(super) fn issues(&self, verb: Token<'_>) -> bool {
        self.issue.contains(verb.lemma().to_lowercase().as_str())
    }
}

/// The words after a verb: a single one may stand after one other word ('hit right back'), several stand together.
fn follow(text: &Text<'_>, at: usize, rest: &[String]) -> Option<usize> {
    exact(text, at, rest).or_else(|| match rest {
        [_] if text.token(at.checked_sub(1)?).head().i != at => exact(text, at + 1, rest)
            .filter(|_| at < text.len() && matches!(text.token(at).pos(), "ADV" | "PRON")),
        _ => None,
    })
}

fn exact(text: &Text<'_>, at: usize, words: &[String]) -> Option<usize> {
    let end = at + words.len();
    let fits = end <= text.len()
        && words.iter().enumerate().all(|(k, word)| lower(text.token(at + k)) == word.as_str());
    fits.then_some(end)
}

/// A token's text in lower case, without an allocation where it is so already.
pub(super) fn lower(token: Token<'_>) -> std::borrow::Cow<'_, str> {
    let word = token.text();
    if word.chars().any(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
}

fn each(
    folder: &Folder,
    name: &str,
    mut add: impl FnMut(&Source, &[&str]) -> Result<(), KnowledgeError>,
) -> Result<(), KnowledgeError> {
    let Some((file, text)) = folder.file(name) else {
        let source = Source::new(&name.into(), 1);
        let remedy = "a knowledge folder needs it; copy the default one";
        return Err(KnowledgeError::new(&source, "the file is missing", remedy));
    };
    for (source, line) in lines(&file, text) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        if columns.iter().any(|column| column.is_empty()) {
            let remedy = "fill it, or take out the `|`";
            return Err(KnowledgeError::new(&source, "a column is empty", remedy));
        }
        add(&source, &columns)?;
    }
    Ok(())
}

fn unknown(source: &Source, word: &str, wanted: &str) -> KnowledgeError {
    KnowledgeError::new(
        source,
        format!("`{word}` is no known word here"),
        format!("write {wanted}"),
    )
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    (!stem.chars().next_back().is_some_and(is_vowel)).then_some(stem)
}

fn plural(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

/// The regular forms of a verb, the infinitive among them.
fn inflections(base: &str) -> [String; 4] {
    let past = match (consonant_y(base), base.ends_with('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, true) => format!("{base}d"),
        (None, false) => format!("{base}ed"),
    };
    let participle = match base.strip_suffix('e').filter(|stem| !stem.ends_with('e')) {
        Some(stem) => format!("{stem}ing"),
        None => format!("{base}ing"),
    };
    let present = if base == "go" { "goes".to_owned() } else { plural(base) };
    [base.to_owned(), present, past, participle]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_knowledge_loads() {
        let cues = Cues::load(&Folder::embedded()).unwrap();
        assert!(cues.verbs.len() >= 250, "{}", cues.verbs.len());
        for form in ["says", "told", "replied", "criticising", "quipped", "catches"] {
            assert_eq!(cues.forms.contains_key(form), form != "catches", "{form}");
        }
    }

    #[test]
    fn mistakes_name_their_line() {
        let folder =
            |verbs| [(VERBS, verbs), (NOUNS, ""), (PHRASES, "")].into_iter().collect::<Folder>();
        let error = Cues::load(&folder("say | say | quote\nmoo | cow | quote")).unwrap_err();
        assert_eq!(error.source_line.to_string(), "cues/verbs.txt:2");
        assert!(error.to_string().contains("`tell`"), "{error}");
        assert!(Cues::load(&folder("say | say")).unwrap_err().to_string().contains("three"));
        let missing = Cues::load(&Folder::default()).unwrap_err().to_string();
        assert!(missing.contains("the file is missing"), "{missing}");
    }
}
