//! The form of a verb: tense, voice, modality, negation.

use tacitus_language::Token;

use super::grammar::{
    among, auxiliaries, has_child, has_to, is_finite, is_negation, is_negative_argument, is_subject,
};
use super::light::Control;
use super::reader::Reader;
use super::{Form, PredicateKind, Tense};

/// Whether the verb at `token` is passive, reduced passives included. What hangs above it must be read already.
pub(super) fn is_passive(reader: &Reader<'_, '_>, token: usize) -> bool {
    let text = reader.text;
    let verb = text.token(token);
    if has_child(text, token, &["auxpass", "nsubjpass", "csubjpass"]) {
        return true;
    }
    let participle = verb.tag() == "VBN";
    let bare = auxiliaries(text, token).next().is_none();
    let subject = text.children(token).find(|child| is_subject(child.dep()));
    let object = has_child(text, token, &["dobj"]);
    if !bare || !(participle || verb.tag() == "VBD") {
        return false;
    }
    let above = reader.headed_by(verb.head().i);
    match verb.dep() {
        // A whole sentence taken for a noun with a participle: 'Groups called on workers to march'.
        "acl" if is_main(reader, verb) => false,
        // 'a resolution vetoed by Moscow'; the tagger often takes the participle for the past.
        "acl" | "relcl" | "amod" | "advcl" if subject.is_none() => {
            participle || verb.dep() == "acl" && !object
        }
        "conj" if participle && subject.is_none() && !object => {
            above.is_some_and(|p| reader.list[p].form.passive)
        }
        // 'had the man arrested'.
        "ccomp" | "xcomp" if participle && !object => {
            subject.is_none()
                || above.is_some_and(|p| {
                    reader.words.controls(&reader.list[p].lemma, Control::Participle)
                })
        }
        "pcomp" | "dep" => participle && subject.is_none(),
        // Headlines: 'ten killed in blast', 'minister shot by gunman'.
        _ => {
            participle
                && !object
                && (has_child(text, token, &["agent"])
                    || subject
                        .is_some_and(|s| s.pos() == "NUM" || has_child(text, s.i, &["nummod"])))
        }
    }
}

/// Whether a verb in the past that the parser hung on a noun at the root is the sentence's own verb.
pub(super) fn is_main(reader: &Reader<'_, '_>, verb: Token<'_>) -> bool {
    let head = verb.head();
    verb.dep() == "acl"
        && verb.tag() == "VBD"
        && head.head().i == head.i
        && head.i < verb.i
        && matches!(head.pos(), "NOUN" | "PROPN" | "PRON")
        && !has_child(reader.text, verb.i, &["agent"])
}

/// The form of the verb at `token`, passive voice already judged.
pub(super) fn form(reader: &Reader<'_, '_>, token: usize, passive: bool) -> Form {
    let text = reader.text;
    let verb = text.token(token);
    let mut form = Form { passive, ..Form::default() };
    let mut finite = None;
    let mut copula = false;
    for aux in auxiliaries(text, token) {
        if is_finite(aux) && finite.is_none() {
            finite = Some(aux);
        }
        match aux.lemma() {
            "have" | "'ve" => form.perfect = true,
            "be" if aux.dep() == "aux" => copula = true,
            // '’re leaving': the lemma of some contracted forms is left as it is.
            _ if is_contracted(aux) && verb.tag() == "VBG" => copula = true,
            _ => {}
        }
        if aux.tag() == "MD" {
            form.modal = Some(aux.i);
        }
    }
    form.perfect &= matches!(verb.tag(), "VBN" | "VBD" | "VBG");
    form.progressive = copula && verb.tag() == "VBG";
    let bare = auxiliaries(text, token).next().is_none();
    form.tense = match finite {
        Some(aux) => tense(aux),
        None if bare && is_finite(verb) && !(passive && verb.dep() == "acl") => tense(verb),
        // The past taken for the participle: 'the minister left'.
        None if bare && !passive && verb.tag() == "VBN" && has_child(text, token, &["nsubj"]) => {
            Some(Tense::Past)
        }
        None => None,
    };
    if let Some(modal) = stray_modal(reader, verb).filter(|_| bare) {
        form.modal = Some(modal.i);
        form.tense = tense(modal);
    }
    form.negation = negation(reader, token);
    form.question = text.children(token).any(|child| child.text() == "?");
    form.imperative = is_imperative(reader, token);
    inherit(reader, token, &mut form);
    form
}

/// '’s', '’re', '’m' before a participle.
fn is_contracted(aux: Token<'_>) -> bool {
    aux.dep() == "aux" && among(aux.text(), &["’s", "'s", "’re", "'re", "’m", "'m"])
}

/// A modal that the parser hung on the subject: 'the minister, Ann Lee, will on Monday meet'.
fn stray_modal<'t>(reader: &'t Reader<'_, '_>, verb: Token<'_>) -> Option<Token<'t>> {
    let text = reader.text;
    let subject =
        text.children(verb.i).find(|c| is_subject(c.dep())).filter(|_| verb.tag() == "VB")?;
    text.children(subject.i).find(|c| c.tag() == "MD" && c.i < verb.i && c.i > subject.i)
}

fn tense(token: Token<'_>) -> Option<Tense> {
    match token.tag() {
        "VBD" => Some(Tense::Past),
        "VBZ" | "VBP" if token.lemma() == "have" && token.dep() == "aux" => Some(Tense::Past),
        "VBZ" | "VBP" => Some(Tense::Present),
        "MD" if is_will(token) => Some(Tense::Future),
        _ => None,
    }
}

fn is_will(modal: Token<'_>) -> bool {
    among(modal.text(), &["will", "shall", "'ll", "’ll", "wo", "sha"])
}

/// What negates the verb itself, its subject or its object.
fn negation(reader: &Reader<'_, '_>, token: usize) -> Option<usize> {
    let text = reader.text;
    let verb = text.token(token);
    for child in text.children(token) {
        if is_negation(child)
            && child.dep() != "cc"
            && !is_condition(reader, child)
            && !is_left_out(reader, child, token)
        {
            return Some(child.i);
        }
        match child.dep() {
            "advmod" => {
                // 'no longer', 'not yet'.
                let inner = text.children(child.i).find(|c| is_negation(*c) || c.text() == "no");
                if let Some(inner) = inner {
                    return Some(inner.i);
                }
            }
            "nsubj" | "nsubjpass" | "dobj" | "attr" => {
                if let Some(negation) = negative_argument(reader, child) {
                    return Some(negation);
                }
            }
            _ => {}
        }
    }
    match verb.dep() {
        // 'without firing', 'instead of firing'.
        "pcomp" => {
            let mut preposition = verb.head();
            if preposition.text() == "of"
                && preposition.head().text().eq_ignore_ascii_case("instead")
            {
                preposition = preposition.head();
            }
            among(preposition.text(), &["without", "instead"]).then_some(preposition.i)
        }
        "conj" => text
            .children(verb.head().i)
            .find(|c| c.dep() == "cc" && c.text() == "nor" && c.i < token)
            .map(|c| c.i),
        _ => None,
    }
}

/// 'If *not*, they will leave': the 'not' of a condition without a verb.
fn is_condition(reader: &Reader<'_, '_>, negation: Token<'_>) -> bool {
    let text = reader.text;
    let before = negation.i.checked_sub(1).map(|i| text.token(i).text());
    let after = negation.i + 1;
    before.is_some_and(|word| word.eq_ignore_ascii_case("if"))
        && after < text.len()
        && text.token(after).dep() == "punct"
}

/// 'acted while others did *not*': the negation of a verb that is left out behind its auxiliary.
fn is_left_out(reader: &Reader<'_, '_>, negation: Token<'_>, verb: usize) -> bool {
    let before = negation.i.checked_sub(1).filter(|&i| i > verb).map(|i| reader.text.token(i));
    before.is_some_and(|aux| {
        among(aux.text(), LEFT_OUT) || aux.pos() == "AUX" && among(aux.lemma(), LEFT_OUT)
    })
}

/// Auxiliaries that stand for a verb that is left out.
const LEFT_OUT: &[&str] = &[
    "do", "does", "did", "will", "wo", "would", "can", "ca", "could", "should", "have", "has",
    "had", "is", "are", "was", "were",
];

/// 'no', 'neither' on a subject or object, or a pronoun that has it in itself.
fn negative_argument(reader: &Reader<'_, '_>, argument: Token<'_>) -> Option<usize> {
    if is_negative_argument(argument) && argument.text() != "no" {
        return Some(argument.i);
    }
    reader
        .text
        .children(argument.i)
        .find(|c| {
            matches!(c.dep(), "det" | "preconj" | "cc")
                && c.i < argument.i
                && is_negative_argument(*c)
        })
        .map(|c| c.i)
}

fn is_imperative(reader: &Reader<'_, '_>, token: usize) -> bool {
    let text = reader.text;
    let verb = text.token(token);
    let place = match verb.dep() {
        "ROOT" => true,
        "ccomp" => super::grammar::is_quoted(text, token),
        "conj" => reader.headed_by(verb.head().i).is_some_and(|p| reader.list[p].form.imperative),
        _ => false,
    };
    place
        && verb.tag() == "VB"
        && !has_to(text, token)
        && auxiliaries(text, token).all(|aux| aux.lemma() == "do")
        && !text.children(token).any(|child| is_subject(child.dep()))
}

/// Takes over what a verb shares with the one above it: auxiliaries in a coordination, 'is to', 'is going to'.
fn inherit(reader: &Reader<'_, '_>, token: usize, form: &mut Form) {
    let text = reader.text;
    let verb = text.token(token);
    let own_subject = text.children(token).any(|child| is_subject(child.dep()));
    if verb.dep() == "ROOT" && has_to(text, token) && own_subject {
        // A headline: 'France to ask court'.
        form.tense = Some(Tense::Future);
        return;
    }
    let Some(p) = reader.headed_by(token).and_then(|p| reader.parent(p)) else { return };
    let above = &reader.list[p];
    let bare = auxiliaries(text, token).next().is_none();
    match verb.dep() {
        "conj" if !own_subject && above.kind == PredicateKind::Verb => {
            form.question |= above.form.question;
            let shares = auxiliaries(text, above.head).any(|aux| aux.tag() != "TO");
            // 'will grow and *called* them liars': a participle shares no 'will'.
            let over = text.token(above.head).tag();
            let same = match verb.tag() {
                "VB" | "VBP" => true,
                "VBN" => matches!(over, "VBN" | "VBD"),
                tag => tag == "VBG" && over == tag,
            };
            if bare && shares && same {
                form.tense = above.form.tense;
                form.modal = above.form.modal;
                form.perfect = above.form.perfect && verb.tag() == "VBN";
                form.progressive = above.form.progressive && verb.tag() == "VBG";
                form.negation = form.negation.or(above.form.negation);
            } else if above.form.negation.is_some_and(|n| is_in_subject(reader, above.head, n)) {
                form.negation = form.negation.or(above.form.negation);
            }
        }
        "xcomp" if has_to(text, token) && is_future(reader, p) => {
            form.tense = Some(Tense::Future);
            form.negation = form.negation.or(above.form.negation);
        }
        _ => {}
    }
}

fn is_in_subject(reader: &Reader<'_, '_>, verb: usize, negation: usize) -> bool {
    reader
        .text
        .children(verb)
        .any(|child| is_subject(child.dep()) && reader.text.subtree(child.i).contains(&negation))
}

/// Whether what stands above an infinitive makes it a future: 'is to', 'is going to', 'is about to'.
fn is_future(reader: &Reader<'_, '_>, p: usize) -> bool {
    let text = reader.text;
    let above = &reader.list[p];
    match above.kind {
        PredicateKind::Verb if above.lemma == "be" => {
            !has_child(text, above.head, &["acomp", "attr", "prep", "dobj"])
                && is_finite(text.token(above.head))
        }
        PredicateKind::Verb => {
            // 'gonna' is two tokens.
            matches!(text.token(above.head).text(), "going" | "gon") && above.form.progressive
        }
        PredicateKind::Adjective => above.lemma == "about",
        PredicateKind::Noun => false,
    }
}
