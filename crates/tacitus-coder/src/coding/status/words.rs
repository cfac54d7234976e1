//! The words that decide whether something happened, read from `knowledge/cues/status.txt`.

use rustc_hash::FxHashMap;
use tacitus_record::Status;

use crate::coding::history::chronicle::Chronicle;
use crate::coding::history::past::Past;
use crate::predicate::{Predicate, Tense};
use crate::source::{Folder, KnowledgeError, Source, lines};
use crate::text::Text;

/// What a word does to the status of what it stands over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A modal verb.
    Modal,
    /// A modal verb that tells of will: with 'not' it is a refusal.
    Will,
    /// A modal verb that tells of need: said of others it asks them.
    Need,
    /// A conjunction or preposition that joins an adverbial clause.
    Joiner,
    /// An adjective or participle before a noun.
    Adjective,
    /// A verb or adjective over a clause whose event is as real as the verb's own: 'managed to', 'began to'.
    Carrier,
    /// An adverb in the clause.
    Adverb,
    /// A verb that says of its subject that it happened: 'the talks *took place*'.
    Occurrence,
    /// A verb or noun that puts off what others say is called off.
    Deferral,
    /// A verb of saying or acting over a purpose that is itself words: 'took to the streets *to demand*'.
    Platform,
    /// A word that in the past says that it came about: 'was *able* to meet'.
    Achieved,
    /// 'has to leave' is a duty, 'had to leave' a fact.
    Duty,
    /// 'used to arm': no longer.
    Former,
    /// A verb that keeps somebody from what stands with its 'from'.
    Barrier,
    /// An adjective that says of a report that it is not so: 'the claim was *false*'.
    Untrue,
    /// A noun that picks out one who did it: 'the *first* leader to visit'.
    Order,
    /// An adverb of what is done again and again.
    Habit,
    /// A verb of meeting: talks that are its purpose are held.
    Talks,
    /// A verb that takes for granted that its subject goes on: 'the siege must *end*'.
    Presumed,
    /// A verb of charging: what somebody is charged with is alleged.
    Charge,
    /// A verb that denies.
    Denial,
    /// A noun for what is said of somebody: 'the *accusations*'.
    Report,
    /// An adverb with which a duty is not done: 'has *yet* to go'.
    Pending,
    /// A verb of seeming.
    Seeming,
    /// After 'not', an adverb with which it negates nothing: 'not *only*'.
    Focus,
    /// A question word that takes what it asks about for granted: '*why* did they leave?'.
    Granted,
    /// A word that by itself answers a question with no, and before a noun says that there is none.
    Answer,
    /// A noun for what shows that something happened: 'no *evidence* that'.
    Evidence,
    /// A joiner of time, after which a past tense tells what came about: '*until* they left'.
    Moment,
    /// Before an infinitive, a word that makes it what came of the main clause: '*only* to be caught'.
    Outcome,
    /// A verb of getting somewhere: talks that are its purpose are held.
    Travel,
    /// A verb that with 'not' does not deny what it governs: 'did not *hesitate* to'.
    Unfailing,
    /// A word over a gerund that is not said to be done: 'a *plan* for arming them', '*warned* against going'.
    Prospect,
    /// A word over a clause or deed that only might be: 'a *chance* that they meet', '*fears* of an attack'.
    Doubt,
    /// A word over a clause that is wished for: 'it is *vital* that they meet'.
    Desired,
    /// A verb that with 'not' leaves its clause unproven: 'did not *show* that they met'.
    Proof,
    /// A noun for what two come to, without which there is not what was to come of it: 'without an *agreement*'.
    Accord,
    /// A verb over a perfect infinitive that is told as done: 'was *found* to have met'.
    Attested,
    /// A noun over an infinitive that is taken to be done: 'the *decision* to send them'.
    Resolved,
    /// A subject that says that nobody did: '*nobody* came', '*few* came'.
    Nobody,
    /// A noun that with 'no' denies its clause: 'under no *circumstances*'.
    Nowise,
    /// A phrase that puts a clause in the past long gone: 'long ago'.
    Bygone,
    /// After 'if' alone it makes what is to come a possibility: 'if *necessary*'.
    Case,
    /// A verb with whose 'for' a deed is only sought: '*asked* for his resignation'.
    Sought,
    /// A verb of saying that with 'not' leaves its clause open: 'did not *say* that they met'.
    Unsaid,
    /// A noun of what one may use to do something: 'took the *opportunity* to chide them'.
    Occasion,
    /// A verb of using an occasion.
    Seized,
    /// An adjective before a noun of evidence by which there is hardly any: '*scant* evidence'.
    Scant,
    /// A participle that takes what it brings in as so: '*considering* that they left'.
    Given,
    /// A noun of a course, as real as the verb over it: 'the *process* of arming them'.
    Course,
    /// An adjective of feeling over a clause that is so: 'it is *outrageous* that they would bomb it'.
    Emotive,
    /// A verb whose object is only wished for: '*advocates* a withdrawal'.
    Wanted,
    /// A verb over an infinitive that is told as done, if with care: '*appears* to have fired'.
    Semblance,
    /// A verb of trying: who tries to say something says it.
    Attempt,
    /// A verb that with 'would' tells a wish: 'would *welcome* talks'.
    Wishing,
    /// A word over an infinitive that is to come: '*set* to meet'.
    Ahead,
    /// A verb whose object is the means to what is done: '*used* force to disperse them'.
    Using,
    /// A noun of what one can or may do: 'the *ability* to strike'.
    Faculty,
    /// A modal by which one infers: '*must* have known'.
    Inferred,
    /// An adverb of what came of a told past: 'would *later* leave'.
    Afterwards,
    /// A verb over an infinitive that is not done: '*failed* to reach them'.
    Failing,
    /// A noun of right or reason, whose 'no' does not deny the deed: 'no *right* to jail him'.
    Warrant,
    /// A verb that holds a deed to be wrong: '*opposed* the war'.
    Opposing,
    /// A verb of giving: what is given to help helps.
    Giving,
    /// A verb of helping.
    Served,
    /// A modal verb that with 'not' leaves it open: '*may* not leave'.
    Open,
    /// After 'under' it makes what is to come a possibility: 'the *right conditions*'.
    Proviso,
    /// A noun for what somebody is after: 'the *aim* is to meet them'.
    Aim,
    /// A word of asking somebody: '*warned* them not to leave'.
    Urged,
    /// An adverb of what came otherwise in the end: '*initially* planned to meet'.
    Initial,
    /// A verb that makes known what is then told as known: 'the raids that he *announced*'.
    Announced,
    /// A participle behind a noun: 'the march *planned* for May'.
    Participle,
    /// A verb whose object did not come about: '*averted* an attack'.
    Averted,
    /// A noun over a deed that is only thought of: 'a *deadline* for his resignation'.
    Project,
    /// A word before a noun by which it is new to the hearer: '*a* strike', '*another* strike'.
    Fresh,
    /// A word by which it is nobody in particular: '*any* minister who', '*anyone* who'.
    Anybody,
    /// A verb over a clause that is as real as it is: 'could *mean* that they leave'.
    Entails,
    /// An adjective over a report that is doubted: '*sceptical* of reports that they met'.
    Sceptical,
    /// What a deed is said to be, by which it is not done: 'a strike is *on the table*'.
    Standing,
    /// A price with its preposition: 'in *return for* leaving'.
    Return,
    /// A word of courts over a gerund: 'is on *trial* for attacking them'.
    Trial,
    /// A noun for a deed that is then told: 'his first *act* was to ban them'.
    Deed,
    /// An adverb with which 'would' tells of a habit of the past: 'would *often* meet'.
    Repeated,
    /// A verb of guessing what others may do: '*suggested* that they would leave'.
    Conjecture,
    /// A word for being sure of what others will do: '*confident* that they will not leave'.
    Foresight,
    /// A word of bidding, over a bare form: '*suggested* that they leave'.
    Mandative,
    /// A modal by which with 'not' and a perfect what was done is blamed: '*should* not have left'.
    Blamed,
    /// A verb of keeping a promise: what was promised is done.
    Kept,
    /// A verb of breaking a promise or dropping a plan.
    Broken,
    /// A verb by which a plan came to nothing: 'the plan *fell through*'.
    Lapsed,
    /// A verb by which a refusal to come is made: '*vowed* to oppose it'.
    Avowal,
    /// A verb whose 'not' is as much a threat: '*threatened* not to pay'.
    Menacing,
    /// A noun over an open question: 'no *idea* of how they will leave'.
    Unsure,
    /// A word of planning that in a pluperfect tells what did not come: 'had *planned* to meet'.
    Planned,
    /// A verb of not doing, over a verb of saying: '*declined* to say that they met'.
    Withheld,
    /// A noun of what a deed takes: 'had the *courage* to attack'.
    Feat,
    /// A verb by which one has what a deed takes: '*had* the courage to attack'.
    Mustered,
    /// A noun for what is to come of words: 'a *bill* to ban it', 'an *offer* to leave'.
    Scheme,
    /// A verb by which a scheme comes to nothing: '*vetoed* a bill'.
    Dropped,
    /// A verb without which a scheme comes to nothing: 'failed to *meet* a deadline'.
    Gained,
    /// A verb that with 'not' tells what it governs as done: 'did not *hesitate* to attack'.
    Unfailed,
    /// A noun of what one is left without: 'no *choice* but to leave'.
    Resort,
    /// A noun of something said or written: 'issued a *statement* to condemn it'.
    Utterance,
}

/// `knowledge/cues/status.txt`: words that decide whether something happened.
#[derive(Clone, Debug, Default)]
pub struct StatusWords {
    words: FxHashMap<(Kind, String), (Option<Status>, Source)>,
    past: Past,
    chronicle: Chronicle,
}

const FILE: &str = "cues/status.txt";

impl StatusWords {
    /// Reads the file: sections such as `[modal future]`, then words divided by commas.
    pub fn load(folder: &Folder) -> Result<Self, KnowledgeError> {
        let (past, chronicle) = (Past::load(folder)?, Chronicle::load(folder)?);
        let mut words = StatusWords { past, chronicle, ..StatusWords::default() };
        let Some((file, text)) = folder.file(FILE) else {
            words.past.seal();
            return Ok(words);
        };
        let mut section = None;
        for (source, line) in lines(&file, text) {
            let line = line.trim();
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = Some(read_section(name, &source)?);
                continue;
            }
            let Some((kind, status)) = section else {
                return Err(KnowledgeError::new(
                    &source,
                    "words before the first section",
                    "begin with a section such as `[modal future]`",
                ));
            };
            for word in line.split(',').map(str::trim).filter(|w| !w.is_empty()) {
                if kind == Kind::Bygone {
                    words.past.add(word);
                }
                words.words.insert((kind, word.to_lowercase()), (status, source.clone()));
            }
        }
        words.past.seal();
        Ok(words)
    }

    /// What is over, and those who are gone.
    #[must_use]
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Well known deeds and when they were.
    #[must_use]
    pub fn chronicle(&self) -> &Chronicle {
        &self.chronicle
    }

    pub(super) fn get(&self, kind: Kind, word: &str) -> Option<&(Option<Status>, Source)> {
        self.words.get(&(kind, word.to_lowercase()))
    }

    /// Whether a modal tells of will: 'will', 'would'.
    #[must_use]
    pub fn volitional(&self, modal: tacitus_language::Token<'_>) -> bool {
        [modal.text(), modal.lemma()].iter().any(|word| self.get(Kind::Will, word).is_some())
    }

    /// Whether a modal tells of need: 'must', 'should'.
    #[must_use]
    pub fn need(&self, modal: tacitus_language::Token<'_>) -> bool {
        [modal.text(), modal.lemma()].iter().any(|word| self.get(Kind::Need, word).is_some())
    }

    /// Whether the verb says of its subject that it happened.
    #[must_use]
    pub fn occurrence(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Occurrence, predicate)
    }

    /// Whether a word of duty says that something is not done so far: 'has *yet* to meet'.
    #[must_use]
    pub fn pending(&self, text: &Text<'_>, predicate: &Predicate) -> bool {
        self.names(Kind::Duty, predicate)
            && text
                .children(predicate.head)
                .any(|c| c.dep() == "advmod" && self.get(Kind::Pending, c.text()).is_some())
    }

    /// Whether a participle takes what it brings in as so: '*considering* that they left'.
    #[must_use]
    pub fn takes_as_so(&self, word: &str) -> bool {
        self.get(Kind::Given, word).is_some()
    }

    /// Whether the word only puts off: 'postponed', where others say 'cancelled'.
    #[must_use]
    pub fn defers(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Deferral, predicate)
    }

    /// Whether a plan is told as what was meant at first: '*initially* planned to meet'.
    #[must_use]
    pub fn initial(&self, text: &Text<'_>, predicate: &Predicate) -> bool {
        predicate.form.tense == Some(Tense::Past)
            && text.children(predicate.head).any(|c| self.get(Kind::Initial, c.text()).is_some())
    }

    /// Whether the verb makes known what is then told as known: 'the raids that he *announced*'.
    #[must_use]
    pub fn announced(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Announced, predicate)
    }

    /// Whether a refusal to come is made by the verb over it: '*vowed* to oppose it'.
    #[must_use]
    pub fn avows(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Avowal, predicate)
    }

    /// Whether the verb threatens with what is not to be done as well: '*threatened* not to pay'.
    #[must_use]
    pub fn menaces(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Menacing, predicate)
    }

    /// Whether the word tells a plan, which in a pluperfect has come to nothing: 'had *planned* to meet'.
    #[must_use]
    pub fn planned(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Planned, predicate)
    }

    /// Whether the verb denies what is said of somebody.
    #[must_use]
    pub fn denies(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Denial, predicate)
    }

    /// Whether a noun names what is said of somebody, and no deed: 'accusation'.
    #[must_use]
    pub fn is_charge(&self, lemma: &str) -> bool {
        self.get(Kind::Report, lemma).is_some()
    }

    /// Whether a negation is one in form only: 'not only'.
    #[must_use]
    pub fn negates_nothing(&self, text: &Text<'_>, negation: usize) -> bool {
        let next = negation + 1;
        next < text.len() && self.get(Kind::Focus, text.token(next).text()).is_some()
    }

    /// Whether the word says, in the past, that what it governs came about: 'was able to'.
    #[must_use]
    pub fn achieved(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Achieved, predicate) && predicate.form.tense == Some(Tense::Past)
    }

    /// Whether the verb takes for granted that its object goes on: '*stop* the bombing'.
    #[must_use]
    pub fn presumes(&self, predicate: &Predicate) -> bool {
        self.names(Kind::Presumed, predicate)
    }

    pub(super) fn names(&self, kind: Kind, predicate: &Predicate) -> bool {
        match &predicate.particle {
            None => self.get(kind, &predicate.lemma).is_some(),
            Some(particle) => self.get(kind, &format!("{} {particle}", predicate.lemma)).is_some(),
        }
    }
}

fn read_section(name: &str, source: &Source) -> Result<(Kind, Option<Status>), KnowledgeError> {
    let (kind, status) = name.split_once(' ').unwrap_or((name, ""));
    let kind = match kind {
        "modal" => Kind::Modal,
        "mandative" => Kind::Mandative,
        "will" => Kind::Will,
        "need" => Kind::Need,
        "joiner" => Kind::Joiner,
        "adjective" => Kind::Adjective,
        "carrier" => Kind::Carrier,
        "adverb" => Kind::Adverb,
        "occurrence" => Kind::Occurrence,
        "deferral" => Kind::Deferral,
        "platform" => Kind::Platform,
        "achieved" => Kind::Achieved,
        "duty" => Kind::Duty,
        "former" => Kind::Former,
        "barrier" => Kind::Barrier,
        "untrue" => Kind::Untrue,
        "order" => Kind::Order,
        "habit" => Kind::Habit,
        "talks" => Kind::Talks,
        "presumed" => Kind::Presumed,
        "seeming" => Kind::Seeming,
        "charge" => Kind::Charge,
        "pending" => Kind::Pending,
        "denial" => Kind::Denial,
        "report" => Kind::Report,
        "focus" => Kind::Focus,
        "granted" => Kind::Granted,
        "answer" => Kind::Answer,
        "evidence" => Kind::Evidence,
        "moment" => Kind::Moment,
        "outcome" => Kind::Outcome,
        "travel" => Kind::Travel,
        "prospect" => Kind::Prospect,
        "doubt" => Kind::Doubt,
        "desired" => Kind::Desired,
        "proof" => Kind::Proof,
        "accord" => Kind::Accord,
        "attested" => Kind::Attested,
        "resolved" => Kind::Resolved,
        "nobody" => Kind::Nobody,
        "bygone" => Kind::Bygone,
        "nowise" => Kind::Nowise,
        "case" => Kind::Case,
        "sought" => Kind::Sought,
        "unsaid" => Kind::Unsaid,
        "occasion" => Kind::Occasion,
        "seized" => Kind::Seized,
        "scant" => Kind::Scant,
        "given" => Kind::Given,
        "course" => Kind::Course,
        "wanted" => Kind::Wanted,
        "emotive" => Kind::Emotive,
        "semblance" => Kind::Semblance,
        "attempt" => Kind::Attempt,
        "wishing" => Kind::Wishing,
        "ahead" => Kind::Ahead,
        "using" => Kind::Using,
        "faculty" => Kind::Faculty,
        "inferred" => Kind::Inferred,
        "afterwards" => Kind::Afterwards,
        "failing" => Kind::Failing,
        "warrant" => Kind::Warrant,
        "opposing" => Kind::Opposing,
        "giving" => Kind::Giving,
        "served" => Kind::Served,
        "participle" => Kind::Participle,
        "averted" => Kind::Averted,
        "project" => Kind::Project,
        "fresh" => Kind::Fresh,
        "anybody" => Kind::Anybody,
        "entails" => Kind::Entails,
        "sceptical" => Kind::Sceptical,
        "standing" => Kind::Standing,
        "trial" => Kind::Trial,
        "return" => Kind::Return,
        "unfailing" => Kind::Unfailing,
        "open" => Kind::Open,
        "proviso" => Kind::Proviso,
        "aim" => Kind::Aim,
        "urged" => Kind::Urged,
        "initial" => Kind::Initial,
        "announced" => Kind::Announced,
        "deed" => Kind::Deed,
        "repeated" => Kind::Repeated,
        "conjecture" => Kind::Conjecture,
        "foresight" => Kind::Foresight,
        "withheld" => Kind::Withheld,
        "feat" => Kind::Feat,
        "mustered" => Kind::Mustered,
        "scheme" => Kind::Scheme,
        "dropped" => Kind::Dropped,
        "gained" => Kind::Gained,
        "unfailed" => Kind::Unfailed,
        "resort" => Kind::Resort,
        "utterance" => Kind::Utterance,
        "blamed" => Kind::Blamed,
        "kept" => Kind::Kept,
        "broken" => Kind::Broken,
        "lapsed" => Kind::Lapsed,
        "avowal" => Kind::Avowal,
        "menacing" => Kind::Menacing,
        "planned" => Kind::Planned,
        "unsure" => Kind::Unsure,
        other => {
            return Err(KnowledgeError::new(
                source,
                format!("section {other:?}"),
                "use modal, joiner, adjective, adverb, each with a status, or a section of the default file",
            ));
        }
    };
    let status = match status.trim() {
        "" => None,
        name => Some(name.parse().map_err(|_| {
            KnowledgeError::new(
                source,
                format!("status {name:?}"),
                "write actual, historical, future, hypothetical or negated",
            )
        })?),
    };
    Ok((kind, status))
}
