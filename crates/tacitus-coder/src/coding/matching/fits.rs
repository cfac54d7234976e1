//! What may fill a slot: words of a class, somebody, those whom a thing stands for.

use super::{Fill, Search, subject, word_before};
use crate::entity::{Mention, MentionKind};
use crate::lexicon::{ClassId, Filler, Part};
use crate::predicate::{Derivation, PredicateKind};

impl Search<'_, '_> {
    /// What of a candidate fits the filler: none, or one for each mention that it heads.
    pub(super) fn fits(&self, filler: &Filler, fill: &Fill) -> Vec<Fill> {
        let inner = self.through_partitive(fill.head);
        let in_class = self.of_class(filler, fill.head) || self.of_class(filler, inner);
        if !in_class && !self.waived(filler, fill.head) {
            return Vec::new();
        }
        if filler.owner.is_some() && !filler.owner_optional && self.owners(inner).is_empty() {
            return Vec::new();
        }
        let bare = |head| vec![Fill { head, mention: fill.mention, derivation: fill.derivation }];
        let received = matches!(filler.part, Some(Part::Target | Part::Recipient));
        if received && self.is_reflexive(inner) {
            return Vec::new();
        }
        match filler.part {
            None => bare(inner),
            Some(Part::Target) => {
                let known = self.who(fill, inner, false);
                if let (true, Some(subjects)) = (known.is_empty(), self.of_clause(inner)) {
                    return subjects;
                }
                if known.is_empty() && !self.is_pronoun(inner) { bare(inner) } else { known }
            }
            Some(Part::Actor | Part::Both | Part::Doer) => self.who(fill, inner, true),
            Some(Part::Recipient | Part::Place) => {
                let known = self.who(fill, inner, false);
                if known.is_empty() { self.of_clause(inner).unwrap_or_default() } else { known }
            }
        }
    }

    /// 'An inquiry into whether *the minister* lied': who does what a clause tells, where a clause stands in the place
    /// of somebody.
    fn of_clause(&self, head: usize) -> Option<Vec<Fill>> {
        let index = self.layers.predicates.headed_by(head)?;
        let clause = &self.layers.predicates.list[index];
        let asks =
            |word: &str| ["whether", "if", "how"].iter().any(|w| w.eq_ignore_ascii_case(word));
        let open =
            self.layers.text.children(clause.head).any(|t| t.i < clause.head && asks(t.text()));
        (open && clause.kind == PredicateKind::Verb)
            .then(|| subject(self.layers, clause, &self.matched.used))
    }

    pub(super) fn of_class(&self, filler: &Filler, head: usize) -> bool {
        if filler.classes.is_empty() && filler.lemmas.is_empty() {
            return true;
        }
        let token = self.layers.text.token(head);
        filler
            .classes
            .iter()
            .any(|&class| self.in_class(class, head) || self.of_sector(class, head))
            || filler.lemmas.iter().any(|lemma| {
                token.lemma().eq_ignore_ascii_case(lemma)
                    || token.text().eq_ignore_ascii_case(lemma)
            })
    }

    /// Whether whoever stands at `head` is of a sector of the class.
    pub(super) fn of_sector(&self, class: ClassId, head: usize) -> bool {
        self.layers.entities.headed_by(head).any(|m| {
            let chief = self.layers.entities.entity_of(m).sectors.first();
            chief.is_some_and(|s| self.rules.lexicon.classes.holds_sector(class, s))
        })
    }

    pub(super) fn in_class(&self, class: ClassId, i: usize) -> bool {
        let token = self.layers.text.token(i);
        let lower = token.text().to_lowercase();
        let lemma = token.lemma().to_lowercase();
        self.rules.lexicon.classes.holds(class, &lemma, &lower, |n| word_before(self.layers, i, n))
    }

    /// Whether a part need not be of the class that the filler asks for: the user marked who it is.
    pub(super) fn waived(&self, filler: &Filler, head: usize) -> bool {
        self.rules.lenient
            && filler.part.is_some()
            && self.layers.entities.marked.contains(&head)
            && !self.of_class(filler, head)
    }

    /// 'himself': nobody else to whom it could be done.
    pub(super) fn is_reflexive(&self, i: usize) -> bool {
        self.layers.text.token(i).feature("Reflex") == Some("Yes")
    }

    pub(super) fn is_pronoun(&self, i: usize) -> bool {
        self.layers.text.token(i).pos() == "PRON"
    }

    /// The mentions that stand at a candidate, or, where it is a thing that stands for its owner, the owner's.
    pub(super) fn who(&self, fill: &Fill, inner: usize, acts: bool) -> Vec<Fill> {
        if fill.mention.is_some() {
            return vec![fill.clone()];
        }
        let still = self.rules.lexicon.classes.get("no_doer");
        let able = |fill: &Fill| {
            let mention = fill.mention.map(|m| &self.layers.entities.mentions[m]);
            // 'A base that hosts troops' does nothing.
            let moves = |mention: &Mention| {
                mention.kind != MentionKind::Description
                    || still.is_none_or(|class| !self.in_class(class, mention.head))
            };
            mention.is_some_and(|mention| !acts || (self.layers.acts(mention) && moves(mention)))
        };
        // 'Hundreds' of messages are nobody.
        let whole = |fill: &Fill| {
            fill.mention.is_none_or(|m| {
                let tokens = &self.layers.entities.mentions[m].tokens;
                fill.head == inner || tokens.contains(&inner)
            })
        };
        for head in [fill.head, inner] {
            let found: Vec<Fill> = self
                .mentions(head, fill.derivation)
                .into_iter()
                .filter(|fill| able(fill) && whole(fill))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        let metonym = self.rules.lexicon.classes.get("metonym");
        if metonym.is_some_and(|class| self.in_class(class, inner)) {
            return self.owners(inner).into_iter().filter(&able).collect();
        }
        let belonging = self.rules.lexicon.classes.get("belonging");
        let belonging = belonging.filter(|_| !acts && !self.rules.lenient);
        if belonging.is_some_and(|class| self.in_class(class, inner)) {
            let coded = |fill: &Fill| {
                fill.mention.is_some_and(|m| self.layers.entities.entity_of(m).code.is_some())
            };
            return self.owners(inner).into_iter().filter(coded).collect();
        }
        Vec::new()
    }

    pub(super) fn mentions(&self, head: usize, derivation: Derivation) -> Vec<Fill> {
        let mentions = self.layers.entities.headed_by(head);
        mentions.map(|mention| Fill { head, mention: Some(mention), derivation }).collect()
    }

    /// 'a round of talks', 'dozens of protesters': the noun that is meant.
    pub(super) fn through_partitive(&self, head: usize) -> usize {
        let Some(class) = self.rules.lexicon.classes.get("partitive") else { return head };
        let mut at = head;
        for _ in 0..3 {
            if !self.in_class(class, at) {
                break;
            }
            let text = self.layers.text;
            let Some(of) = text.children(at).find(|t| t.dep() == "prep" && t.lemma() == "of")
            else {
                break;
            };
            let Some(inner) = text.child(of.i, "pobj") else { break };
            at = inner.i;
        }
        at
    }
}
