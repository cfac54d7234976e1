//! Closed facts of English grammar and of spaCy's label scheme, asked of single tokens and their children.

use smallvec::SmallVec;
use tacitus_language::Token;

use crate::text::Text;

/// A short list of tokens.
pub(super) type Tokens = SmallVec<[usize; 4]>;

/// Adverbs of direction that make one thing with the verb before them: 'hit *back*', 'pull *out* of'.
const DIRECTIONS: &[&str] = &[
    "apart", "aside", "away", "back", "down", "forth", "forward", "home", "in", "off", "out",
    "over", "through", "together", "up",
];

/// Prepositions whose gerund is an adverbial clause rather than an argument.
const ADVERBIAL: &[&str] = &[
    "after",
    "amid",
    "before",
    "besides",
    "by",
    "despite",
    "following",
    "instead of",
    "rather than",
    "since",
    "through",
    "upon",
    "when",
    "while",
    "without",
];

/// Nouns that make a preposition with those around them: 'in *front* of', 'on *behalf* of'.
const PREPOSITIONAL_NOUNS: &[&str] = &[
    "behalf", "favor", "favour", "front", "hands", "means", "midst", "part", "side", "spite",
    "top", "wake",
];

/// Words that negate the verb that they stand with.
const NEGATIONS: &[&str] = &["not", "n't", "n’t", "never", "neither", "nor", "nowhere"];

/// Words that negate by being its subject or object, or the determiner of one.
const NEGATIVE_ARGUMENTS: &[&str] = &["no", "neither", "none", "nobody", "nothing"];

/// Whether `word` is in `list`, whatever its case.
pub(super) fn among(word: &str, list: &[&str]) -> bool {
    list.iter().any(|entry| entry.eq_ignore_ascii_case(word))
}

/// Whether the token is an adverb or preposition of direction.
pub(super) fn is_direction(token: Token<'_>) -> bool {
    matches!(token.tag(), "RB" | "RP" | "IN") && among(token.text(), DIRECTIONS)
}

/// Whether a gerund after `preposition` is an adverbial clause.
pub(super) fn is_adverbial(preposition: &str) -> bool {
    among(preposition, ADVERBIAL)
}

/// Whether the token can be the noun inside a preposition of several words.
pub(super) fn is_prepositional_noun(token: Token<'_>) -> bool {
    among(token.text(), PREPOSITIONAL_NOUNS)
}

/// Whether the token negates the verb that it hangs on.
pub(super) fn is_negation(token: Token<'_>) -> bool {
    token.dep() == "neg" || (token.dep() != "det" && among(token.text(), NEGATIONS))
}

/// Whether the token is, or as determiner makes, a negative subject or object.
pub(super) fn is_negative_argument(token: Token<'_>) -> bool {
    among(token.text(), NEGATIVE_ARGUMENTS)
}

/// Whether the token is a verb that says something, and not an auxiliary, a preposition or a noun.
pub(super) fn is_verb(text: &Text<'_>, token: Token<'_>) -> bool {
    let verbal = matches!(token.pos(), "VERB" | "AUX") && token.tag() != "MD"
        || (token.pos() == "ADJ" && token.dep() == "acl" && token.tag().starts_with("VB"));
    verbal
        && !matches!(
            token.dep(),
            "aux"
                | "auxpass"
                | "prep"
                | "agent"
                | "det"
                | "cc"
                | "mark"
                | "case"
                | "punct"
                | "advmod"
                | "prt"
        )
        && !is_nominal_gerund(text, token)
        && token.text().chars().any(char::is_alphabetic)
}

/// A gerund that has become a noun: '*the* bombing *of*', 'a *bombing* campaign'.
pub(super) fn is_nominal_gerund(text: &Text<'_>, token: Token<'_>) -> bool {
    token.tag() == "VBG"
        && (matches!(token.dep(), "compound" | "nmod")
            || text.children(token.i).any(|child| child.dep() == "det")
                && !text.children(token.i).any(|child| child.dep() == "dobj"))
}

/// Whether the token is a common noun that says something.
pub(super) fn is_noun(text: &Text<'_>, token: Token<'_>) -> bool {
    (token.pos() == "NOUN" || is_nominal_gerund(text, token))
        && !matches!(token.dep(), "prep" | "mark" | "cc" | "punct")
        && token.text().chars().any(char::is_alphabetic)
}

/// Whether the token is an adjective that predicates: after a copula, as object predicative, with a complement.
pub(super) fn is_predicative(text: &Text<'_>, token: Token<'_>) -> bool {
    if !matches!(token.pos(), "ADJ" | "ADV") {
        return false;
    }
    let complement =
        || text.children(token.i).any(|child| matches!(child.dep(), "xcomp" | "prep" | "ccomp"));
    match token.dep() {
        "acomp" | "oprd" | "xcomp" | "ccomp" => token.pos() == "ADJ",
        "amod" | "advcl" | "ROOT" | "acl" | "relcl" => token.pos() == "ADJ" && complement(),
        "conj" => {
            token.pos() == "ADJ"
                && text
                    .ancestors(token.i)
                    .take(16)
                    .take_while(|above| above.pos() == "ADJ")
                    .any(|above| matches!(above.dep(), "acomp" | "oprd"))
        }
        _ => false,
    }
}

/// Whether the token is a finite form, or a modal.
pub(super) fn is_finite(token: Token<'_>) -> bool {
    matches!(token.tag(), "VBD" | "VBZ" | "VBP" | "MD")
}

/// The auxiliaries of a verb, in order.
pub(super) fn auxiliaries<'t>(text: &'t Text<'_>, verb: usize) -> impl Iterator<Item = Token<'t>> {
    text.children(verb).filter(|child| matches!(child.dep(), "aux" | "auxpass"))
}

/// Whether the verb is an infinitive with 'to'.
pub(super) fn has_to(text: &Text<'_>, verb: usize) -> bool {
    auxiliaries(text, verb).any(|aux| aux.tag() == "TO")
}

/// Whether the verb or one of its auxiliaries is finite.
pub(super) fn has_finite(text: &Text<'_>, verb: usize) -> bool {
    let mut auxiliaries = auxiliaries(text, verb).peekable();
    match auxiliaries.peek() {
        Some(_) => auxiliaries.any(is_finite),
        None => is_finite(text.token(verb)),
    }
}

/// Whether a child of `token` has one of the labels.
pub(super) fn has_child(text: &Text<'_>, token: usize, labels: &[&str]) -> bool {
    text.children(token).any(|child| labels.contains(&child.dep()))
}

/// Whether the label is that of a subject.
pub(super) fn is_subject(dep: &str) -> bool {
    matches!(dep, "nsubj" | "nsubjpass" | "csubj" | "csubjpass")
}

/// Whether the token is part of a date or time of day.
pub(super) fn is_time(token: Token<'_>) -> bool {
    matches!(token.ent_type(), "DATE" | "TIME")
}

/// Whether the token is, or counts as the head of, an amount: '10 million euros'.
pub(super) fn is_amount(text: &Text<'_>, token: Token<'_>) -> bool {
    let large = |number: Token<'_>| {
        matches!(number.dep(), "nummod" | "compound")
            && number.tag() == "CD"
            && has_child(text, number.i, &["compound"])
    };
    text.children(token.i).any(large)
        || matches!(
            token.ent_type(),
            "MONEY" | "PERCENT" | "QUANTITY" | "CARDINAL" | "DATE" | "TIME"
        )
        || token.pos() == "NUM"
}

/// Whether the token is a quotation mark.
pub(super) fn is_quote(token: Token<'_>) -> bool {
    matches!(token.text(), "\"" | "“" | "”" | "''" | "``" | "«" | "»" | "„" | "‘")
        || matches!(token.tag(), "``" | "''") && token.text() != "'"
}

/// A pronoun that can stand for the noun of a relative clause.
pub(super) fn is_relative(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP" | "WP$" | "IN")
        && among(token.text(), &["who", "whom", "which", "that", "whose"])
}

/// The coordination that `head` begins, itself first: 'A, B and C'. What is coordinated with it but negated ('and not
/// D') or a clause of its own stays out.
pub(super) fn coordination(text: &Text<'_>, head: usize) -> Tokens {
    let mut list = Tokens::from_slice(&[head]);
    let own = verb_behind(text, text.token(head));
    let clausal = text.token(head).pos() == "VERB";
    let infinite = clausal && !has_finite(text, head);
    let mut next = 0;
    while let Some(&at) = list.get(next) {
        next += 1;
        for child in text.children(at).filter(|child| child.dep() == "conj" && child.i > at) {
            let finite = matches!(child.pos(), "VERB" | "AUX") && has_finite(text, child.i);
            let other = !clausal && (finite || has_child(text, child.i, &["nsubj", "nsubjpass"]));
            let preposition = child.pos() == "ADP" && text.token(at).pos() != "ADP";
            // 'ordered them to leave and asked …': a finite verb goes with one further up.
            let other = other || infinite && finite && !has_child(text, child.i, &["nsubj"]);
            let next = !clausal && own.is_none() && begins_clause(text, child);
            if !(other || preposition || next || is_excluded(text, child)) {
                list.push(child.i);
            }
        }
    }
    list.sort_unstable();
    list
}

/// The finite verb without a subject that follows right behind a coordinated noun: 'ties with Iran and Germany
/// *warned* …'.
fn verb_behind(text: &Text<'_>, noun: Token<'_>) -> Option<usize> {
    if noun.dep() != "conj" || !matches!(noun.pos(), "NOUN" | "PROPN" | "PRON") {
        return None;
    }
    let end = text.sentence(noun.i).tokens.end;
    let leads = |token: Token<'_>| {
        matches!(token.dep(), "aux" | "auxpass" | "neg" | "advmod")
            && token.head().i > token.i
            && token.text() != "then"
    };
    let verb = (text.subtree(noun.i).end..end).map(|i| text.token(i)).find(|t| !leads(*t))?;
    (matches!(verb.pos(), "VERB" | "AUX")
        && matches!(verb.dep(), "conj" | "ROOT" | "ccomp" | "advcl")
        && has_finite(text, verb.i)
        && !has_child(text, verb.i, &["nsubj", "nsubjpass", "csubj", "csubjpass", "expl"]))
    .then_some(verb.i)
}

/// Whether a coordinated noun is in truth the subject of the clause behind it; of several after a comma, all are.
fn begins_clause(text: &Text<'_>, noun: Token<'_>) -> bool {
    let last = || !text.children(noun.i).any(|child| child.dep() == "conj");
    verb_behind(text, noun).is_some() && (last() || after_comma(text, text.subtree(noun.i).start))
}

/// The subject of `verb` that the parser coordinated with a noun of the clause before.
pub(super) fn clause_subject(text: &Text<'_>, verb: Token<'_>) -> Option<usize> {
    let start = text.sentence(verb.i).tokens.start;
    let leads = |token: Token<'_>| {
        matches!(token.dep(), "aux" | "auxpass" | "neg" | "advmod") && token.head().i == verb.i
    };
    let before = (start..verb.i).rev().map(|i| text.token(i)).find(|t| !leads(*t))?;
    let nouns = std::iter::once(before).chain(text.ancestors(before.i).take(16));
    let nouns = nouns.take_while(|noun| noun.i < verb.i);
    nouns
        .filter(|n| verb_behind(text, *n) == Some(verb.i) && begins_clause(text, *n))
        .last()
        .map(|noun| noun.i)
}

/// What a verb is coordinated with: its head, but a finite verb under an infinitive or participle goes with the finite
/// verb above that, which the parser tends to miss.
pub(super) fn coordinated_with<'t>(text: &'t Text<'_>, verb: Token<'t>) -> Token<'t> {
    let mut at = verb.head();
    // 'says it will grow and *called* …': a past form shares no modal.
    let modal = auxiliaries(text, at.i).any(|aux| aux.tag() == "MD");
    let shared = has_finite(text, at.i) && !(modal && verb.tag() == "VBD");
    if !has_finite(text, verb.i) || shared || has_child(text, verb.i, &["nsubj", "nsubjpass"]) {
        return at;
    }
    for above in text.ancestors(at.i).take(8) {
        if !matches!(
            at.dep(),
            "xcomp" | "advcl" | "conj" | "ccomp" | "acl" | "pcomp" | "prep" | "dobj" | "pobj"
        ) {
            break;
        }
        if matches!(above.pos(), "VERB" | "AUX") && has_finite(text, above.i) {
            return above;
        }
        at = above;
    }
    verb.head()
}

/// Whether a gerund cannot share its auxiliaries with the verb that the parser coordinated it with.
pub(super) fn is_stray_gerund(text: &Text<'_>, token: Token<'_>) -> bool {
    let head = token.head();
    token.dep() == "conj"
        && token.tag() == "VBG"
        && matches!(head.tag(), "VBD" | "VBN" | "VBZ" | "VBP" | "VB")
        && auxiliaries(text, token.i).next().is_none()
        && text
            .children(head.i)
            .any(|c| c.dep() == "prep" || c.dep() == "dobj" && has_child(text, c.i, &["prep"]))
}

/// Whether a coordinated token is denied what the first has: 'France, *not* Germany', 'France *but not* Germany'.
fn is_excluded(text: &Text<'_>, token: Token<'_>) -> bool {
    let nominal = matches!(token.pos(), "NOUN" | "PROPN" | "PRON");
    let first = text.subtree(token.i).start;
    nominal
        && (is_set_against(text, first)
            || text.children(token.i).any(|child| child.dep() == "neg" || child.text() == "not")
            || first > 0 && text.token(first - 1).text() == "not")
}

/// Whether 'but' stands right before `first` with nothing denied before it: a clause of its own begins there, 'took a
/// town, *but* the army'.
pub(super) fn is_set_against(text: &Text<'_>, first: usize) -> bool {
    let start = text.sentence(first).tokens.start;
    let denies = |i: usize| {
        let word = text.token(i).text();
        among(word, NEGATIONS) || among(word, NEGATIVE_ARGUMENTS) || among(word, &["only", "just"])
    };
    first > start && among(text.token(first - 1).text(), &["but"]) && !(start..first).any(denies)
}

/// Whether quotation marks enclose the clause of `verb`.
pub(super) fn is_quoted(text: &Text<'_>, verb: usize) -> bool {
    let clause = text.subtree(verb);
    let sentence = &text.sentence(verb).tokens;
    let before = clause.start.saturating_sub(1).max(sentence.start);
    let opens = is_quote(text.token(before)) || is_quote(text.token(clause.start));
    opens
        && (clause.end.saturating_sub(1)..(clause.end + 2).min(sentence.end))
            .any(|i| is_quote(text.token(i)))
}

/// Whether a comma stands right before `token`.
pub(super) fn after_comma(text: &Text<'_>, token: usize) -> bool {
    token > 0 && text.token(token - 1).text() == ","
}

/// Whether the token can close a quotation; single marks included.
pub(super) fn closes_quote(text: &Text<'_>, i: usize) -> bool {
    let token = text.token(i);
    is_quote(token) || matches!(token.text(), "'" | "’" | ",'" | ",\"") && token.dep() != "case"
}
