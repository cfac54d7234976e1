//! Where a slot looks: the arguments that it may take, best first.

use super::{Fill, Search, subject};
use crate::coding::Layers;
use crate::entity::{EntityKind, MentionKind};
use crate::lexicon::{Part, Position, Slot};
use crate::predicate::{Argument, Derivation, Link, Predicate, PredicateKind, Role};

/// Prepositions that bring whom a deed befell.
const WHOM: [&str; 3] = ["on", "against", "at"];

/// Prepositions whose phrase only says when or why.
const BESIDE: &[&str] = &["amid", "amidst", "because of", "despite"];

impl Search<'_, '_> {
    /// The arguments that a slot may take, best first, in groups of which one is taken whole.
    pub(super) fn candidates(&self, slot: &Slot) -> Vec<Vec<Fill>> {
        let noun = self.predicate.kind == PredicateKind::Noun;
        let part = slot.filler.part;
        let mut groups = Vec::new();
        match &slot.position {
            Position::Subject => {
                groups.push(self.role(|role| *role == Role::Subject));
                if noun {
                    groups.push(self.owned());
                }
                if noun || !self.done_by_something() {
                    groups.push(self.doer.to_vec());
                }
            }
            Position::Object => {
                groups.push(self.role(|role| *role == Role::Object));
                // 'The bombings are war crimes.'
                groups.push(self.role(|role| *role == Role::Attribute));
            }
            Position::Indirect => {
                groups.push(self.role(|role| *role == Role::Indirect));
                groups.push(self.after(&["to".to_owned(), "for".to_owned()]));
                // 'took the diplomats hostage': the second object is what the first is made.
                if self.predicate.arguments.iter().any(|a| a.role == Role::Attribute) {
                    groups.push(self.role(|role| *role == Role::Object));
                }
            }
            Position::After(words) => {
                groups.push(self.after(words));
                groups.extend(self.after_object(words));
                groups.push(self.after_upper(words));
                if words.iter().any(|w| w == "against") {
                    groups.push(self.opposed(slot.optional));
                }
                if noun && matches!(part, Some(Part::Actor | Part::Both)) {
                    // 'will announce *the minister's* resignation': a possessive is what 'of' would bring.
                    if words.iter().any(|w| w == "of") {
                        groups.push(self.role(|role| *role == Role::Possessor));
                    }
                    groups.push(self.role(|role| *role == Role::Subject));
                    groups.push(self.owned());
                    groups.push(self.doer.to_vec());
                }
                if noun
                    && matches!(part, Some(Part::Recipient | Part::Target))
                    && words.iter().any(|w| w == "of" || w == "against")
                {
                    groups.push(self.role(|role| *role == Role::Object));
                    groups.push(self.befallen());
                    // 'Lumumba's killing': the possessive is the recipient where it is not the actor's own, as in
                    // 'the opposition repeated its call'.
                    let mut owners = self.owned();
                    owners.retain(|owner| !self.is_actor(owner.head));
                    groups.push(owners);
                }
            }
            _ => {}
        }
        groups
    }

    /// 'warned that *tariffs would hit* consumers': what has a thing for its own subject is not done by who says so.
    fn done_by_something(&self) -> bool {
        let form = &self.predicate.form;
        let mut subjects = self.predicate.arguments.iter().filter(|a| a.role == Role::Subject);
        let thing = |head: usize| {
            let noun = matches!(self.layers.text.token(head).pos(), "NOUN" | "PROPN");
            let phrase = self.layers.text.subtree(head).start..=head;
            noun && phrase.into_iter().all(|i| self.layers.entities.headed_by(i).next().is_none())
        };
        let finite = form.tense.is_some() || form.modal.is_some();
        finite && subjects.any(|a| a.derivation == Derivation::Direct && thing(a.head))
    }

    pub(super) fn role(&self, wanted: impl Fn(&Role) -> bool) -> Vec<Fill> {
        let arguments = self.predicate.arguments.iter().filter(|argument| wanted(&argument.role));
        arguments.map(|a| Fill { head: a.head, mention: None, derivation: a.derivation }).collect()
    }

    pub(super) fn after(&self, words: &[String]) -> Vec<Fill> {
        self.role(|role| matches!(role, Role::Oblique(word) if words.contains(word)))
    }

    /// Prepositional phrases that the parser hung on an object noun: 'cancel a visit *to Paris*'.
    pub(super) fn after_object(&self, words: &[String]) -> Vec<Vec<Fill>> {
        // 'attacks by militias *on soldiers*': of a noun, on whoever does it, too; 'by militias *in the north*' is theirs.
        let noun = self.predicate.kind == PredicateKind::Noun;
        let does = |a: &Argument| noun && a.role == Role::Subject && a.head > self.predicate.head;
        let held = |a: &Argument| match &a.role {
            Role::Object | Role::Attribute => true,
            // 'Amid tensions with Iran, France met …': what stands beside says why, unless the frame asks for it.
            Role::Oblique(word) => {
                !BESIDE.contains(&word.as_str()) || self.matched.used.contains(&a.head)
            }
            _ => does(a),
        };
        let theirs =
            |a: &Argument, word: &str| does(a) && ["in", "of", "from", "at"].contains(&word);
        let arguments = self.predicate.arguments.iter().filter(|a| held(a));
        arguments
            .filter_map(|argument| {
                let inner = self.layers.predicates.headed_by(argument.head)?;
                let inner = &self.layers.predicates.list[inner];
                let fills: Vec<Fill> = inner
                    .arguments
                    .iter()
                    .filter(|a| match &a.role {
                        Role::Oblique(word) => words.contains(word) && !theirs(argument, word),
                        _ => false,
                    })
                    .map(|a| Fill { head: a.head, mention: None, derivation: a.derivation })
                    .collect();
                (!fills.is_empty()).then_some(fills)
            })
            .collect()
    }

    /// Prepositional phrases that the parser hung too high: 'renewed its threat of an attack *on Kuwait*'.
    pub(super) fn after_upper(&self, words: &[String]) -> Vec<Fill> {
        let Some((above, Link::Argument)) = self.predicate.above else { return Vec::new() };
        let Some(upper) = self.layers.predicates.list.get(above) else { return Vec::new() };
        if self.predicate.kind != PredicateKind::Noun {
            return Vec::new();
        }
        let behind = upper.arguments.iter().filter(|a| a.head > self.predicate.head);
        behind
            .filter(|a| matches!(&a.role, Role::Oblique(word) if words.contains(word)))
            .map(|a| Fill { head: a.head, mention: None, derivation: a.derivation })
            .collect()
    }

    /// Possessive, then demonym, then who leads it: those to whom the noun belongs.
    pub(super) fn owned(&self) -> Vec<Fill> {
        let possessor = self.role(|role| *role == Role::Possessor);
        if !possessor.is_empty() {
            return possessor;
        }
        let modifiers = self.modifiers(self.predicate);
        if modifiers.is_empty() { self.leaders(self.predicate.head) } else { modifiers }
    }

    /// Who leads or ordered what a noun names: 'the *French*-led raid'; 'U.S.-led' is one word.
    fn leaders(&self, head: usize) -> Vec<Fill> {
        let classes = &self.rules.lexicon.classes;
        let Some(leads) = classes.get("leads") else { return Vec::new() };
        let text = self.layers.text;
        let before =
            text.children(head).filter(|c| matches!(c.dep(), "amod" | "compound" | "nmod"));
        let found = before.filter(|c| c.i < head).flat_map(|c| {
            let word = c.text().to_lowercase();
            if let Some((_, verb)) = word.rsplit_once('-')
                && classes.holds(leads, verb, verb, |_| None)
            {
                return self.mentions(c.i, Derivation::Nominal);
            }
            let verb = self.layers.predicates.headed_by(c.i).filter(|_| self.in_class(leads, c.i));
            let verb = verb.map(|v| &self.layers.predicates.list[v]);
            verb.map_or(Vec::new(), |verb| subject(self.layers, verb, &[]))
        });
        found.collect()
    }

    pub(super) fn modifiers(&self, predicate: &Predicate) -> Vec<Fill> {
        let arguments = predicate.arguments.iter().filter(|a| a.role == Role::Modifier);
        arguments
            .filter(|a| !self.has_prefix(a.head, "prefix"))
            .filter(|a| self.layers.entities.headed_by(a.head).any(|m| self.owns(m)))
            .map(|a| Fill { head: a.head, mention: None, derivation: a.derivation })
            .collect()
    }

    /// Whom a word with 'anti-' is against: 'anti-*American* protests', and where the slot is a mere option those that
    /// whoever does it is against, 'anti-*Putin* protesters marched'.
    fn opposed(&self, optional: bool) -> Vec<Fill> {
        let text = self.layers.text;
        let doers = self.predicate.arguments.iter().filter(|a| optional && a.role == Role::Subject);
        let nouns = std::iter::once(self.predicate.head).chain(doers.map(|a| a.head));
        let words = nouns.flat_map(|noun| text.subtree(noun).start..noun);
        let coded = |mention: usize| self.layers.entities.entity_of(mention).code.is_some();
        words
            .filter(|&word| self.has_prefix(word, "prefix_against"))
            .filter(|&word| self.layers.entities.headed_by(word).any(coded))
            .map(|head| Fill { head, mention: None, derivation: Derivation::Nominal })
            .collect()
    }

    /// Whether a prefix of a class stands before a word: '*anti*-American', '*pro*-Russian' is nobody of Russia's.
    fn has_prefix(&self, word: usize, class: &str) -> bool {
        let hyphen = |i: usize| self.layers.text.token(i).text() == "-";
        let class = self.rules.lexicon.classes.get(class);
        word > 1 && hyphen(word - 1) && class.is_some_and(|class| self.in_class(class, word - 2))
    }

    /// 'The Sony hack', 'the Russia inquiry', 'the bin Laden raid': a name before a deed is whom it befell, save that
    /// of a body that does such deeds.
    fn befalls(&self, mention_index: usize) -> bool {
        let mention = &self.layers.entities.mentions[mention_index];
        let entity = self.layers.entities.entity_of(mention_index);
        let token = self.layers.text.token(mention.head);
        let classes = &self.rules.lexicon.classes;
        let is = |class: &str, i: usize| classes.get(class).is_some_and(|c| self.in_class(c, i));
        let of = |class: &str| classes.get(class).is_some_and(|c| self.of_sector(c, mention.head));
        let deed = token.head().i;
        match entity.kind {
            // 'The U.S.-China talks' has both as adjectives.
            EntityKind::Country => {
                token.ent_type() == "GPE"
                    && deed == self.predicate.head
                    && token.text().chars().any(char::is_lowercase)
                    && token.pos() == "PROPN"
                    && (mention.head == 0 || self.layers.text.token(mention.head - 1).ws())
            }
            EntityKind::Person if mention.kind != MentionKind::Description => {
                // 'Trump attacks on Trudeau': whom it befell, the phrase says.
                let on =
                    self.predicate.head == deed && !self.after(&WHOM.map(str::to_owned)).is_empty();
                is("befalling", deed) && !on && !(of("inquirer") && is("investigation", deed))
            }
            EntityKind::Organisation if mention.kind != MentionKind::Description => {
                is("befalling", deed) && !of("doer_before_deed")
            }
            _ => false,
        }
    }

    /// The names before the predicate's noun that say whom it befell; a country only whom an inquiry is about.
    fn befallen(&self) -> Vec<Fill> {
        let classes = &self.rules.lexicon.classes;
        let inquiry =
            classes.get("investigation").is_some_and(|c| self.in_class(c, self.predicate.head));
        let country = |m: usize| self.layers.entities.entity_of(m).kind == EntityKind::Country;
        let befell = |m: usize| self.befalls(m) && (inquiry || !country(m));
        let mut names = self.role(|role| *role == Role::Modifier);
        names.retain(|a| self.layers.entities.headed_by(a.head).any(befell));
        names
    }

    /// Whether a mention that modifies a noun says whose it is: a place says where it is.
    pub(super) fn owns(&self, mention_index: usize) -> bool {
        let mention = &self.layers.entities.mentions[mention_index];
        if self.befalls(mention_index) {
            return false;
        }
        match mention.kind {
            MentionKind::Place => {
                // 'U.S. strike' and 'UK visit' are adjectives in all but form; 'Syria talks' says where or what about.
                let text = self.layers.text.token(mention.head).text();
                self.layers.acts(mention) && !text.chars().any(char::is_lowercase)
            }
            _ => {
                let entity = self.layers.entities.entity_of(mention_index);
                let known = entity.code.is_some() || !entity.sectors.is_empty();
                // 'A mine attack', 'an embassy attack': with what, or on what.
                let thing = self.rules.lexicon.classes.get("thing_attacked");
                // 'The *American drone* attack' says whose; 'the school attack' does not, whichever school it is.
                let told = entity.code.is_some() && mention.tokens.len() > 1;
                known
                    && (told
                        || mention.kind != MentionKind::Description
                        || thing.is_none_or(|class| !self.in_class(class, mention.head)))
            }
        }
    }

    /// Whose a noun is: itself where it is somebody of theirs ('expelled Russian *diplomats*'), else its owner.
    pub(super) fn themselves(&self, head: usize) -> Vec<Fill> {
        let coded = |mention: usize| self.layers.entities.entity_of(mention).code.is_some();
        let owners = self.owners(head);
        // "Denmark's allies" are somebody too, though not of Denmark.
        let of_others = owners.iter().filter_map(|fill| fill.mention).any(coded);
        let somebody = |mention: usize| {
            let other = of_others && !self.layers.entities.entity_of(mention).sectors.is_empty();
            match self.layers.entities.mentions[mention].kind {
                MentionKind::Demonym => false,
                MentionKind::Description => coded(mention) || other,
                _ => coded(mention),
            }
        };
        let own = self.mentions(head, Derivation::Direct).into_iter();
        let own: Vec<Fill> = own.filter(|fill| fill.mention.is_some_and(somebody)).collect();
        if own.is_empty() { owners } else { own }
    }

    /// The mentions of those to whom the noun at `head` belongs.
    pub(super) fn owners(&self, head: usize) -> Vec<Fill> {
        let Some(noun) = self.layers.predicates.headed_by(head) else { return Vec::new() };
        let noun = &self.layers.predicates.list[noun];
        let by_role = |wanted: &dyn Fn(&Role) -> bool| -> Vec<Fill> {
            let arguments = noun.arguments.iter().filter(|a| wanted(&a.role));
            arguments.flat_map(|a| self.mentions(a.head, a.derivation)).collect()
        };
        let mut fills = by_role(&|role| *role == Role::Possessor);
        if fills.is_empty() {
            fills = self
                .modifiers(noun)
                .into_iter()
                .flat_map(|fill| self.mentions(fill.head, fill.derivation))
                .collect();
        }
        if fills.is_empty() {
            fills = self.leaders(head);
        }
        // 'a proposal by the government': the noun's own `by`.
        // 'carried out a raid that killed': whose the raid is, its light verb says, save to that verb itself.
        if fills.is_empty() && noun.light != Some(self.predicate.head) {
            let own = noun.arguments.iter().filter(|a| a.role == Role::Subject);
            let ours = |head: usize| self.predicate.arguments.iter().any(|a| a.head == head);
            let own = own.filter(|a| a.derivation != Derivation::Attachment && !ours(a.head));
            fills = own.flat_map(|a| self.mentions(a.head, a.derivation)).collect();
        }
        if fills.is_empty() {
            fills = by_role(
                &|role| matches!(role, Role::Oblique(word) if ["by", "of", "from"].contains(&word.as_str())),
            );
        }
        if fills.is_empty() { self.holders(head) } else { fills }
    }

    /// Whose a thing is by what a clause says of it: '*Iran* has missiles that can hit', 'the town that *rebels* seized'.
    fn holders(&self, head: usize) -> Vec<Fill> {
        let Layers { text, predicates, .. } = *self.layers;
        let token = text.token(head);
        let of_class = |class, i| {
            self.rules.lexicon.classes.get(class).is_some_and(|class| self.in_class(class, i))
        };
        let whose = |verb: usize| subject(self.layers, &predicates.list[verb], &[]);
        if of_class("projectile", head) {
            let verb = token.head().i;
            let held = token.dep() == "dobj" && of_class("holds_weapon", verb);
            return held.then(|| predicates.headed_by(verb)).flatten().map_or(Vec::new(), whose);
        }
        if !of_class("territory", head) {
            return Vec::new();
        }
        let clauses = text.children(head).filter(|c| matches!(c.dep(), "relcl" | "acl"));
        let verbs = clauses.filter(|c| of_class("holds_ground", c.i));
        verbs.filter_map(|c| predicates.headed_by(c.i)).flat_map(whose).collect()
    }

    /// Whether a token stands for somebody who has been found to do it.
    fn is_actor(&self, head: usize) -> bool {
        let entity = |mention: usize| self.layers.entities.mentions[mention].entity;
        let actors = self.matched.actors.iter().filter_map(|fill| fill.mention);
        let actors: Vec<usize> = actors.map(entity).collect();
        self.layers.entities.headed_by(head).any(|mention| actors.contains(&entity(mention)))
    }
}
