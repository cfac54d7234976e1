//! Whether it happened: what form and surroundings of a predicate say.

mod adrift;
mod beside;
mod foretold;
mod generic;
mod governed;
mod hedged;
mod implied;
mod infinitive;
mod open;
mod reach;
mod sure;
mod unreal;
mod words;

use tacitus_record::Status;

use super::Layers;
use crate::predicate::{ClauseKind, Link, Predicate, PredicateKind, Role, Tense};
use crate::statement::Quoted;

pub use self::foretold::{foreseen, hangs};
pub use self::generic::generic;
pub use self::hedged::{in_that_case, offered_in_case, only_in_case};
pub use self::implied::{done_by_trying, let_by_it, undone_twice};
pub use self::open::by_form;
pub use self::reach::{conditional, fate};
pub use self::sure::only_opposed;
use self::words::Kind;
pub use self::words::StatusWords;

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

/// What is judged: a predicate, the event that it tells and the statements that it stands in, innermost first.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Index of the predicate.
    pub index: usize,
    /// What its event is done by.
    pub means: Means,
    /// Indexes of the statements.
    pub statements: &'a [usize],
}

/// What an event is done by, which decides what a purpose of it is worth: who travels to say something says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// By words alone: a demand, a charge, an offer; not an inquiry.
    Words,
    /// By talking together: real where it is the purpose of a meeting ('met to discuss').
    Talks,
    /// By deeds.
    Deeds,
}

/// What form and surroundings of a predicate say of whether it happened.
#[must_use]
pub fn judge(layers: &Layers<'_>, words: &StatusWords, question: Question<'_>) -> Judged {
    Judge { layers, words, question, depth: 0 }.judge()
}

/// What the word right above a predicate says of its clause, where it makes it doubtful: 'a *chance* that they will not meet'.
#[must_use]
pub fn doubted(layers: &Layers<'_>, words: &StatusWords, index: usize) -> Option<Judged> {
    let question = Question { index, means: Means::Deeds, statements: &[] };
    let judge = Judge { layers, words, question, depth: 0 };
    let below = judge.list().get(index)?;
    let (above, link) = below.above?;
    match judge.step(below, judge.list().get(above)?, link) {
        Step::Judged(judged) if judged.status == Status::Hypothetical => Some(judged),
        _ => None,
    }
}

/// Whether a predicate stands in a clause of supposition: '*if* they leave'.
#[must_use]
pub fn supposed(layers: &Layers<'_>, words: &StatusWords, index: usize) -> bool {
    let question = Question { index, means: Means::Deeds, statements: &[] };
    let judge = Judge { layers, words, question, depth: 0 };
    // 'if it is plain that they left'
    let over = || match judge.list().get(index)?.above? {
        (above, Link::Argument) => judge.supposing(above),
        _ => None,
    };
    judge.supposing(index).or_else(over).is_some()
}

struct Judge<'a> {
    layers: &'a Layers<'a>,
    words: &'a StatusWords,
    question: Question<'a>,
    /// How many predicates below it asked for this one: odd parses can go round.
    depth: u8,
}

enum Step {
    Judged(Judged),
    Stop,
    Climb,
}

impl Judge<'_> {
    fn list(&self) -> &[Predicate] {
        &self.layers.predicates.list
    }

    fn judge(&self) -> Judged {
        let index = self.question.index;
        let Some(predicate) = self.list().get(index) else {
            return Judged::new(Status::Actual, "told");
        };
        if let Some(judged) = self.own(predicate) {
            return self.in_context(index, judged);
        }
        if let Some(judged) = self.not_the_one(predicate) {
            return judged;
        }
        if let Some(joiner) = self.supposing(index) {
            let word = self.layers.text.token(joiner).text();
            return Judged::new(Status::Hypothetical, format!("in a clause with {word:?}"));
        }
        let mut below = predicate;
        // As high as sentences are deep; the bound keeps odd parses from going round.
        let mut first = true;
        for _ in 0..32 {
            let beside = self.after_joiner(below).or_else(|| self.unproven(below));
            if let Some(judged) = beside.or_else(|| self.shared(below)) {
                return judged;
            }
            let Some((above, link)) = below.above else {
                if first && self.has_to(below) {
                    return Judged::new(Status::Hypothetical, "an infinitive");
                }
                break;
            };
            let Some(upper) = self.list().get(above) else { break };
            match self.step(below, upper, link) {
                Step::Judged(judged) => return judged,
                Step::Stop => {
                    // 'time for him to resign', 'a law to allow it': what a noun is for is not said to be done.
                    if first && self.has_to(below) {
                        // 'no plans for them to meet', 'the foiled plot to bomb it'
                        if let Some(judged) = self.of_nothing(upper) {
                            return judged;
                        }
                        let reason = format!("an infinitive under {:?}", upper.lemma);
                        return Judged::new(Status::Hypothetical, reason);
                    }
                    break;
                }
                Step::Climb => {
                    // A participle is of the time of its main clause, but no less real for a modal there, nor for a
                    // negation that comes after it: 'unwilling to help, they had no answer'.
                    let participle = matches!(link, Link::Adverbial(_)) && !self.has_to(below);
                    let apart = |status| {
                        status == Status::Hypothetical && !self.claimed(upper)
                            || status == Status::Negated
                                && (below.head < upper.head || self.set_off(below))
                    };
                    let own = self.own(upper).map(|judged| match participle {
                        true => self.unfailing(upper, judged),
                        false => judged,
                    });
                    if let Some(judged) = own
                        && !(participle && apart(judged.status))
                    {
                        let judged = self.in_context(above, judged);
                        return Judged {
                            reason: format!("{}, as is {:?}", judged.reason, upper.lemma),
                            ..judged
                        };
                    }
                    first &= link == Link::Coordinate;
                    below = upper;
                }
            }
        }
        if let Some(judged) = self.carried(predicate) {
            return judged;
        }
        let open = self.left_open(predicate).or_else(|| self.unreal(predicate));
        let higher = || self.left_open(below).filter(|_| below.head != predicate.head);
        if let Some(judged) = open.or_else(higher) {
            return judged;
        }
        let reason = match predicate.kind {
            PredicateKind::Noun if predicate.light.is_none() => "told as a fact by a noun",
            _ => "told as a fact",
        };
        Judged::new(Status::Actual, reason)
    }

    /// What a modal means where it stands: 'would' after a report in the past is that report's future; what hangs on
    /// an 'if' is no more certain than the 'if'.
    fn in_context(&self, index: usize, judged: Judged) -> Judged {
        if judged.status == Status::Future && self.supposing(index).is_none() {
            if self.conditional(index) {
                return Judged::new(Status::Hypothetical, "hangs on a condition");
            }
            // 'it is unlikely that they will leave', 'will likely leave', 'do not know how they will leave'
            let open = self.hedged(index).or_else(|| self.unknown(index));
            return open.unwrap_or(judged);
        }
        if judged.status != Status::Hypothetical
            && let Some(joiner) = self.supposing(index)
        {
            let word = self.layers.text.token(joiner).text();
            return Judged::new(Status::Hypothetical, format!("in a clause with {word:?}"));
        }
        let form = &self.list()[index].form;
        let willing = form.modal.is_some_and(|m| self.words.volitional(self.layers.text.token(m)));
        let plain = willing && !form.perfect && self.reported(index);
        let open = judged.status == Status::Hypothetical && self.supposing(index).is_none();
        if open
            && willing
            && let Some(judged) = self.again_and_again(index)
        {
            return judged;
        }
        if open
            && plain
            && let Some(judged) = self.conjectured(index)
        {
            return judged;
        }
        // 'said she would welcome talks': a wish, and no plan.
        let wished = self.words.names(Kind::Wishing, &self.list()[index]);
        if open && plain && !wished && !self.conditional(index) && !self.unsaid(index) {
            return self.hedged(index).unwrap_or_else(|| {
                Judged::new(Status::Future, "the future of a report in the past")
            });
        }
        judged
    }

    /// The joiner of supposition that brings a predicate's own clause in: '*if* they do not leave'.
    fn supposing(&self, index: usize) -> Option<usize> {
        let text = self.layers.text;
        let predicate = &self.list()[index];
        let linked = predicate.above.and_then(|(_, link)| match link {
            Link::Adverbial(joiner) => joiner,
            _ => None,
        });
        // 'if he is ready', 'the question is whether he is ready': the joiner hangs on the copula.
        let copula = || {
            let be = text.token(predicate.head).head();
            let adjective = predicate.kind == PredicateKind::Adjective && be.i < predicate.head;
            let mut marks = text.children(be.i).filter(|c| adjective && c.dep() == "mark");
            marks.find(|c| c.i < be.i).map(|c| c.i)
        };
        // 'it depends on the president, and if he will agree'
        let own = || {
            text.children(predicate.head)
                .find(|c| c.dep() == "mark" && c.i < predicate.head)
                .map(|c| c.i)
        };
        // 'if they were to leave'
        let folded = || {
            let verb = self.folded(predicate)?;
            text.children(verb.i).find(|c| c.dep() == "mark" && c.i < verb.i).map(|c| c.i)
        };
        let joiner = linked.or_else(copula).or_else(own).or_else(folded)?;
        let known = |word: &str| self.words.get(Kind::Joiner, word);
        let word = text.token(joiner).text();
        // 'as *long as* they stay'
        let long = || known(&format!("{} {word}", text.token(joiner.checked_sub(1)?).text()));
        let open = matches!(known(word).or_else(long), Some((Some(Status::Hypothetical), _)));
        (open && !self.came_about(predicate, joiner)).then_some(joiner)
    }

    /// Whether a predicate is what a verb in the past reports, in the reporter's words.
    pub(super) fn reported(&self, index: usize) -> bool {
        let predicate = &self.list()[index];
        let governed = predicate.above.is_some_and(|(above, link)| {
            let upper = &self.list()[above];
            let clause = upper
                .arguments
                .iter()
                .any(|a| a.head == predicate.head && a.role == Role::Clause(ClauseKind::That));
            link == Link::Argument && clause && upper.form.tense == Some(Tense::Past)
        });
        governed
            || self.question.statements.first().is_some_and(|&s| {
                let statement = &self.layers.statements[s];
                let past =
                    |i: usize| matches!(self.layers.text.token(i).tag(), "VBD" | "VBN" | "VBG");
                statement.quoted != Quoted::Direct && statement.cue.clone().any(past)
            })
    }

    /// What the predicate's own form says, if it says anything but that it happened.
    fn own(&self, predicate: &Predicate) -> Option<Judged> {
        let (text, words) = (self.layers.text, self.words);
        let form = &predicate.form;
        let negation = form.negation.filter(|&token| !words.negates_nothing(text, token));
        let negation = negation.filter(|&token| !self.set_against(token, predicate));
        if let Some(judged) = negation.and_then(|token| self.negated(predicate, token)) {
            return Some(judged);
        }
        // 'will hardly go'
        let folded = self.folded(predicate);
        if let Some(word) = self.nobody(predicate) {
            return Some(Judged::new(Status::Negated, format!("negated by {word:?}")));
        }
        let adverb = |wanted: Option<Status>| {
            let heads = [Some(predicate.head), folded.map(|verb| verb.i)];
            let mut beside = heads.into_iter().flatten().flat_map(|head| text.children(head));
            beside.by_ref().filter(|c| c.dep() == "advmod").find_map(|child| {
                match words.get(Kind::Adverb, child.text()) {
                    // 'were once armed', not 'armed once more'
                    Some((Some(Status::Historical), _))
                        if form.tense != Some(Tense::Past) || child.i > predicate.head =>
                    {
                        None
                    }
                    // 'almost as likely as the others to meet' measures.
                    Some((Some(Status::Negated), _))
                        if child.i + 1 < text.len() && text.token(child.i + 1).lemma() == "as" =>
                    {
                        None
                    }
                    Some((Some(status), _)) if wanted.is_none_or(|wanted| wanted == *status) => {
                        Some(Judged::new(*status, format!("{:?}", child.text())))
                    }
                    _ => None,
                }
            })
        };
        if let Some(judged) = adverb(Some(Status::Negated)) {
            return Some(judged);
        }
        if form.imperative {
            return Some(Judged::new(Status::Hypothetical, "an imperative"));
        }
        let asked = folded.is_some_and(|verb| text.children(verb.i).any(|c| c.text() == "?"))
            || self.inverted(predicate);
        if (form.question || asked) && !self.granted(predicate) && !aside(predicate) {
            if let Some(judged) = self.answered(predicate) {
                return Some(judged);
            }
            return Some(Judged::new(Status::Hypothetical, "a question"));
        }
        let modal = form.modal.filter(|&token| !self.is_had(token, predicate));
        if let Some(token) = modal.filter(|&token| !self.sure(token, predicate)) {
            let modal = text.token(token);
            let known = words
                .get(Kind::Modal, modal.text())
                .or_else(|| words.get(Kind::Modal, modal.lemma()));
            if let Some((Some(status), _)) = known {
                let past = *status == Status::Hypothetical && form.perfect;
                let reason = if past { "counterfactual" } else { "modal" };
                return Some(Judged::new(*status, format!("{reason} {:?}", modal.text())));
            }
        }
        if form.tense == Some(Tense::Future) {
            if let Some(judged) = self.aimed(predicate) {
                return Some(judged);
            }
            return Some(Judged::new(Status::Future, "told as to come"));
        }
        if let Some(judged) = adverb(None) {
            return Some(judged);
        }
        let before = text.children(predicate.head).filter(|c| {
            matches!(c.dep(), "amod" | "compound" | "nummod")
                && predicate.kind == PredicateKind::Noun
        });
        before.into_iter().find_map(|child| match words.get(Kind::Adjective, child.text()) {
            Some((Some(status), _)) => Some(self.of_any_such(predicate, *status, child)),
            _ => None,
        })
    }

    /// 'they'd been detained': the tagger takes a contracted 'had' for 'would'.
    fn is_had(&self, modal: usize, predicate: &Predicate) -> bool {
        let text = self.layers.text;
        let contracted = text.token(modal).text().starts_with(['\'', '’']);
        let next = text.children(predicate.head).find(|c| c.i > modal && c.i < predicate.head);
        let next = next.unwrap_or_else(|| text.token(predicate.head));
        contracted && next.tag() == "VBN"
    }

    /// '*Why* did they leave?' takes it that they did.
    fn granted(&self, predicate: &Predicate) -> bool {
        let mut children = self.layers.text.children(predicate.head);
        predicate.form.modal.is_none()
            && children
                .any(|c| c.dep() == "advmod" && self.words.get(Kind::Granted, c.text()).is_some())
    }

    pub(super) fn has_to(&self, predicate: &Predicate) -> bool {
        // 'urged him not to' ends with another verb's.
        let mut before = self.layers.text.children(predicate.head).filter(|t| t.i < predicate.head);
        before.any(|t| t.tag() == "TO")
    }

    fn step(&self, below: &Predicate, upper: &Predicate, link: Link) -> Step {
        // 'the first leader to visit': that one did.
        if self.has_to(below) && (self.is_picked_out(below) || self.is_appraised(upper)) {
            if let Some(judged) = self.picked_to_come(below) {
                return Step::Judged(judged);
            }
            return self.of_one(upper);
        }
        if self.left_no_choice(below) {
            return Step::Judged(Judged::new(Status::Actual, "had no choice"));
        }
        match link {
            // 'a plan for them *to meet*': the parse takes the infinitive of a noun for a relative clause.
            Link::Relative if self.has_to(below) && upper.kind == PredicateKind::Noun => {
                self.infinitive(below, upper)
            }
            Link::Relative | Link::Parenthesis => Step::Stop,
            // 'not to send them and his *refusal* to arm them': no noun shares the auxiliaries of a verb.
            Link::Coordinate
                if below.kind == PredicateKind::Noun
                    && below.light.is_none()
                    && upper.kind == PredicateKind::Verb =>
            {
                Step::Stop
            }
            Link::Coordinate if self.has_to(below) && upper.form.tense.is_some() => {
                // An infinitive is no second half of a finite verb: the parse lost what it hangs on.
                Step::Judged(Judged::new(Status::Hypothetical, "a purpose"))
            }
            // 'is not aiming at them but shelling them'
            Link::Coordinate if self.contrasted(below, upper) => Step::Stop,
            Link::Coordinate => {
                // 'will meet and discuss': a bare second verb shares the first one's auxiliaries.
                if below.form.tense.is_none() && self.shares(below, upper) {
                    Step::Climb
                } else {
                    Step::Stop
                }
            }
            Link::Adverbial(joiner) => self.adverbial(below, upper, joiner),
            Link::Argument => self.argument(below, upper),
        }
    }

    fn adverbial(&self, below: &Predicate, upper: &Predicate, joiner: Option<usize>) -> Step {
        if let Some(token) = joiner {
            let word = self.layers.text.token(token).text();
            if let Some((Some(status), _)) = self.words.get(Kind::Joiner, word)
                && !self.came_about(below, token)
            {
                return Step::Judged(Judged::new(*status, format!("in a clause with {word:?}")));
            }
            // 'could win by attacking them'
            let word = word.to_lowercase();
            if below.form.tense.is_none() && matches!(word.as_str(), "by" | "into" | "before") {
                return self.gerund(below, upper, &word);
            }
            // 'would win votes *while* attacking them'
            if below.form.tense.is_none()
                && word == "while"
                && let Some(judged) = self.own(upper)
                && judged.status == Status::Hypothetical
            {
                let reason = format!("{}, as is {:?}", judged.reason, upper.lemma);
                return Step::Judged(Judged { reason, ..judged });
            }
            return Step::Stop;
        }
        if self.has_to(below) {
            return self.purpose(below, upper);
        }
        // A participle without a joiner happens with its main clause.
        let told = below.form.tense.is_some() || self.is_said_beside(below, upper);
        if told { Step::Stop } else { Step::Climb }
    }
}

/// Whether a clause stands aside of its sentence, so that what the sentence asks is not asked of it: 'Why did they leave
/// him, *who had armed them*?', '*as the talks go on*, what will they do?'.
fn aside(predicate: &Predicate) -> bool {
    matches!(
        predicate.above,
        Some((_, Link::Relative | Link::Parenthesis | Link::Adverbial(Some(_))))
    )
}
