//! What the layer must give, construction by construction. Sentences are written for the purpose.

use super::{LightVerbs, Link, Predicates, Role, Tense, predicates};
use crate::source::Folder;
use crate::testing::{article, parse};
use crate::text::Text;

fn read(sentence: &str) -> (Vec<String>, Predicates) {
    let article = article(sentence);
    let text = Text::new(&article, parse);
    let words = LightVerbs::load(&Folder::embedded()).unwrap();
    let found = predicates(&text, &words);
    ((0..text.len()).map(|i| text.token(i).text().to_owned()).collect(), found)
}

/// A predicate as lines: 'Subject: Moscow', 'Oblique(by): police', 'Clause(To): end'.
fn show(words: &[String], found: &Predicates, p: usize) -> Vec<String> {
    let arguments = found.list[p].arguments.iter().map(|argument| {
        let role = match &argument.role {
            Role::Oblique(name) => format!("Oblique({name})"),
            Role::Clause(kind) => format!("Clause({kind:?})"),
            role => format!("{role:?}"),
        };
        format!("{role}: {}", words[argument.head])
    });
    arguments.collect()
}

/// Asserts the arguments of the predicate that the word `name` heads. An entry that begins with `!` must be absent;
/// what is not listed may be there or not, except that a role that is listed has no other fillers.
#[track_caller]
fn check(sentence: &str, name: &str, expected: &[&str]) {
    let (words, found) = read(sentence);
    let p = find(&words, &found, name);
    let got = show(&words, &found, p);
    for line in expected {
        match line.strip_prefix('!') {
            Some(absent) => assert!(
                got.iter().all(|g| !g.starts_with(absent)),
                "{absent} in {got:?} of `{sentence}`"
            ),
            None => assert!(got.iter().any(|g| g == line), "no {line} in {got:?} of `{sentence}`"),
        }
    }
    for line in &got {
        let role = line.split(": ").next().unwrap_or_default();
        let listed = expected.iter().any(|e| e.split(": ").next() == Some(role));
        assert!(!listed || expected.contains(&line.as_str()), "also {line} in `{sentence}`");
    }
}

#[track_caller]
fn find(words: &[String], found: &Predicates, name: &str) -> usize {
    let at = words.iter().position(|word| word == name);
    let p = at.and_then(|at| found.headed_by(at));
    p.unwrap_or_else(|| panic!("no predicate `{name}` in {words:?}"))
}

#[test]
fn passive_and_active_come_out_the_same() {
    check("Moscow vetoed the resolution.", "vetoed", &["Subject: Moscow", "Object: resolution"]);
    check(
        "The resolution was vetoed by Moscow.",
        "vetoed",
        &["Subject: Moscow", "Object: resolution"],
    );
    check(
        "Paris backed a resolution vetoed by Moscow.",
        "vetoed",
        &["Subject: Moscow", "Object: resolution"],
    );
    check(
        "Turkey was given arms by Germany.",
        "given",
        &["Subject: Germany", "Indirect: Turkey", "Object: arms"],
    );
    check(
        "Germany gave them weapons.",
        "gave",
        &["Subject: Germany", "Indirect: them", "Object: weapons"],
    );
}

#[test]
fn passives() {
    check(
        "Two miners were killed by soldiers.",
        "killed",
        &["Subject: soldiers", "Object: miners"],
    );
    check("The envoy got arrested.", "arrested", &["Object: envoy", "!Subject"]);
    check("The pact was signed in Paris by Iran.", "signed", &["Subject: Iran", "Object: pact"]);
    check(
        "The bridge was destroyed by Friday.",
        "destroyed",
        &["Object: bridge", "!Subject", "Oblique(by): Friday"],
    );
    check(
        "Rebels backed by Chad seized the airport.",
        "backed",
        &["Subject: Chad", "Object: Rebels"],
    );
    check(
        "Paris praised the UN-backed government.",
        "backed",
        &["Subject: UN", "Object: government"],
    );
    check("The firm was fined 10 million euros.", "fined", &["Object: firm", "Object: euros"]);
    check("Ten killed in Kabul blast", "killed", &["Object: Ten", "Oblique(in): blast"]);
    check("The general had the man arrested.", "arrested", &["Object: man", "!Subject"]);
    check("The abducted nuns were freed.", "abducted", &["Object: nuns"]);
}

#[test]
fn coordination() {
    check("Rebels bombed and shelled the town.", "bombed", &["Subject: Rebels", "Object: town"]);
    check("Rebels bombed and shelled the town.", "shelled", &["Subject: Rebels", "Object: town"]);
    check(
        "Iran and Iraq signed a treaty.",
        "signed",
        &["Subject: Iran", "Subject: Iraq", "Object: treaty"],
    );
    check(
        "The army attacked Homs, Hama and Aleppo.",
        "attacked",
        &["Subject: army", "Object: Homs", "Object: Hama", "Object: Aleppo"],
    );
    check(
        "Talks between Iran and Iraq failed.",
        "Talks",
        &["Oblique(between): Iran", "Oblique(between): Iraq"],
    );
    check(
        "Macron met with Merkel and Putin.",
        "met",
        &["Subject: Macron", "Oblique(with): Merkel", "Oblique(with): Putin"],
    );
    check("Macron met Merkel, the German chancellor.", "met", &["Object: Merkel"]);
    check(
        "The court ordered troops to withdraw and asked France to help.",
        "asked",
        &["Subject: court", "Object: France", "Clause(To): help"],
    );
    check("The activist was arrested and charged.", "charged", &["Object: activist"]);
    check(
        "Syrian and Russian forces advanced.",
        "forces",
        &["Modifier: Syrian", "Modifier: Russian"],
    );
    check(
        "The rebels backed down and freed the hostages.",
        "backed",
        &["Subject: rebels", "!Object"],
    );
}

#[test]
fn control_and_raising() {
    check("France agreed to meet rebels.", "meet", &["Subject: France", "Object: rebels"]);
    check("France agreed to meet rebels.", "agreed", &["Subject: France", "Clause(To): meet"]);
    check(
        "Washington urged Israel to end the siege.",
        "urged",
        &["Object: Israel", "Clause(To): end"],
    );
    check(
        "Washington urged Israel to end the siege.",
        "end",
        &["Subject: Israel", "Object: siege"],
    );
    check(
        "Washington wants Israel to end the siege.",
        "wants",
        &["Object: Israel", "Clause(To): end"],
    );
    check(
        "Washington wants Israel to end the siege.",
        "end",
        &["Subject: Israel", "Object: siege"],
    );
    check("The troops were ordered to withdraw.", "withdraw", &["Subject: troops"]);
    check("Anti-war groups called on workers to mobilize.", "mobilize", &["Subject: workers"]);
    check(
        "Paris called for Iran to stop the tests.",
        "called",
        &["Oblique(for): Iran", "Clause(To): stop"],
    );
    check("Paris called for Iran to stop the tests.", "stop", &["Subject: Iran", "Object: tests"]);
    check(
        "The minister is likely to meet rebels.",
        "meet",
        &["Subject: minister", "Object: rebels"],
    );
    check(
        "The minister is ready to meet rebels.",
        "ready",
        &["Subject: minister", "Clause(To): meet"],
    );
    check(
        "Police used tear gas to disperse the crowd.",
        "disperse",
        &["Subject: Police", "Object: crowd"],
    );
    check(
        "Ukraine accused Russia of sending tanks.",
        "sending",
        &["Subject: Russia", "Object: tanks"],
    );
    check(
        "Ukraine accused Russia of sending tanks.",
        "accused",
        &["Object: Russia", "Oblique(of): sending"],
    );
    check("Russia was accused of sending tanks.", "sending", &["Subject: Russia"]);
    check(
        "Police arrested a man on suspicion of plotting an attack.",
        "plotting",
        &["Subject: man", "Object: attack"],
    );
    check(
        "The government's decision to ban the party drew protests.",
        "ban",
        &["Subject: government", "Object: party"],
    );
    check("France made an effort to end the war.", "end", &["Subject: France", "Object: war"]);
    check("The envoys held talks to discuss peace.", "discuss", &["Subject: envoys"]);
    check("The president promised voters to fight graft.", "fight", &["Subject: president"]);
}

#[test]
fn relative_clauses() {
    check(
        "The soldiers who killed the farmer fled.",
        "killed",
        &["Subject: soldiers", "Object: farmer"],
    );
    check(
        "The farmer whom soldiers killed was innocent.",
        "killed",
        &["Subject: soldiers", "Object: farmer"],
    );
    check(
        "The villages the army shelled were empty.",
        "shelled",
        &["Subject: army", "Object: villages"],
    );
    check(
        "The bus in which rebels fled was bombed.",
        "fled",
        &["Subject: rebels", "Oblique(in): bus"],
    );
    check(
        "The country that Britain wants to help is poor.",
        "help",
        &["Subject: Britain", "Object: country"],
    );
    check("The man the police say he killed was a spy.", "killed", &["Subject: he", "Object: man"]);
    check("The president of France, who met rebels, left.", "met", &["Subject: president"]);
    check("The general, whose troops shelled the town, fled.", "troops", &["Possessor: general"]);
    check(
        "They signed a pact on May 3 that was designed to end the war.",
        "designed",
        &["Object: pact"],
    );
    check(
        "He fled to Libya, where rebels detained him.",
        "detained",
        &["Subject: rebels", "Object: him", "Oblique(in): Libya"],
    );
    check("Members of the community who were killed were buried.", "killed", &["Object: Members"]);
    check(
        "Russia denied the war crimes it says were committed by rebels.",
        "committed",
        &["Subject: rebels", "Object: crimes"],
    );
}

#[test]
fn participles_and_gerunds() {
    check(
        "The Taliban attacked a base, killing ten soldiers.",
        "killing",
        &["Subject: Taliban", "Object: soldiers"],
    );
    check(
        "Troops guarding the port opened fire.",
        "guarding",
        &["Subject: Troops", "Object: port"],
    );
    check(
        "After meeting rebels, the envoy left.",
        "meeting",
        &["Subject: envoy", "Object: rebels"],
    );
    check(
        "Russia angered Turkey by bombing Aleppo.",
        "bombing",
        &["Subject: Russia", "Object: Aleppo"],
    );
    check(
        "Russia angered Turkey by bombing Aleppo.",
        "angered",
        &["Oblique(by): bombing", "Object: Turkey"],
    );
    check(
        "Asked about the raid, the minister declined to comment.",
        "Asked",
        &["Object: minister"],
    );
    check(
        "They fired rockets in retaliation for shelling a hospital.",
        "retaliation",
        &["Oblique(for): shelling"],
    );
    check(
        "Lawyers filed a lawsuit accusing the cartel of murder.",
        "accusing",
        &["Subject: Lawyers", "Object: cartel"],
    );
}

#[test]
fn prepositions_and_particles() {
    let particle = |sentence: &str, name: &str| {
        let (words, found) = read(sentence);
        found.list[find(&words, &found, name)].particle.clone()
    };
    let sentence = "The rebels pulled out of the city and hit back at the army.";
    assert_eq!(particle(sentence, "pulled").as_deref(), Some("out"));
    assert_eq!(particle(sentence, "hit").as_deref(), Some("back"));
    check(sentence, "pulled", &["Subject: rebels", "Oblique(of): city"]);
    check(sentence, "hit", &["Subject: rebels", "Oblique(at): army"]);
    assert_eq!(particle("Rebels carried out an attack.", "carried").as_deref(), Some("out"));
    assert_eq!(particle("France broke off relations with Iran.", "broke").as_deref(), Some("off"));
    check("The game was cancelled because of riots.", "cancelled", &["Oblique(because of): riots"]);
    check("They marched in front of the embassy.", "marched", &["Oblique(in front of): embassy"]);
    check("He spoke on behalf of the minister.", "spoke", &["Oblique(on behalf of): minister"]);
    check("Paris suspended aid to Mali.", "aid", &["Oblique(to): Mali"]);
    check("Paris suspended aid to Mali.", "suspended", &["Object: aid", "Oblique(to): Mali"]);
    check(
        "He described the raid as a crime.",
        "described",
        &["Object: raid", "Oblique(as): crime"],
    );
    check(
        "The minister told reporters that he would resign.",
        "told",
        &["Object: reporters", "Clause(That): resign"],
    );
}

#[test]
fn nouns() {
    check(
        "The bombing of Aleppo by Russia angered France.",
        "bombing",
        &["Subject: Russia", "Oblique(of): Aleppo"],
    );
    check(
        "Russia's campaign in Syria goes on.",
        "campaign",
        &["Possessor: Russia", "Oblique(in): Syria"],
    );
    check("The French veto surprised Moscow.", "veto", &["Modifier: French"]);
    check("A Russian air strike hit the town.", "strike", &["Modifier: Russian", "Modifier: air"]);
    check(
        "Israel's bombing campaign against Gaza went on.",
        "bombing",
        &["Possessor: Israel", "Oblique(against): Gaza"],
    );
    check(
        "Israel's bombing campaign against Gaza went on.",
        "campaign",
        &["Modifier: bombing", "Possessor: Israel"],
    );
    check("There was a protest by farmers in Paris.", "protest", &["Subject: farmers"]);
    check("The raid is a war crime.", "is", &["Subject: raid", "Attribute: crime"]);
}

#[test]
fn light_verbs() {
    let light = |sentence: &str, name: &str| {
        let (words, found) = read(sentence);
        found.list[find(&words, &found, name)].light.map(|token| words[token].clone())
    };
    check("France held talks with Iran.", "talks", &["Subject: France", "Oblique(with): Iran"]);
    check(
        "Talks were held by France with Iran.",
        "Talks",
        &["Subject: France", "Oblique(with): Iran"],
    );
    check(
        "Rebels carried out a wave of attacks on villages.",
        "attacks",
        &["Subject: Rebels", "Oblique(on): villages"],
    );
    check(
        "The army came under attack from rebels.",
        "attack",
        &["Object: army", "Oblique(from): rebels"],
    );
    check(
        "The military is in talks with rebels.",
        "talks",
        &["Subject: military", "Oblique(with): rebels"],
    );
    check("The prince paid a visit to Oman.", "visit", &["Subject: prince", "Oblique(to): Oman"]);
    assert_eq!(light("Clashes broke out in Beirut.", "Clashes").as_deref(), Some("broke"));
    assert_eq!(light("France cancelled talks with Iran.", "talks"), None);
    assert_eq!(light("There were no talks.", "talks").as_deref(), Some("were"));
}

/// Tense, and the words that stand for modal and negation.
fn form(sentence: &str, name: &str) -> (Option<Tense>, Option<String>, Option<String>) {
    let (words, found) = read(sentence);
    let form = &found.list[find(&words, &found, name)].form;
    let word = |token: Option<usize>| token.map(|token| words[token].clone());
    (form.tense, word(form.modal), word(form.negation))
}

#[test]
fn tense_and_modality() {
    let tense = |sentence, name| form(sentence, name).0;
    assert_eq!(tense("France met rebels.", "met"), Some(Tense::Past));
    assert_eq!(tense("France has met rebels.", "met"), Some(Tense::Past));
    assert_eq!(tense("France meets rebels.", "meets"), Some(Tense::Present));
    assert_eq!(tense("France will meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is going to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France is about to meet rebels.", "meet"), Some(Tense::Future));
    assert_eq!(tense("France to ask court to investigate", "ask"), Some(Tense::Future));
    assert_eq!(tense("France agreed to meet rebels.", "meet"), None);
    assert_eq!(tense("The EU will meet rebels and hold talks.", "hold"), Some(Tense::Future));
    assert_eq!(tense("The EU will hold talks with rebels.", "talks"), Some(Tense::Future));
    assert_eq!(form("France could bomb rebels.", "bomb").1.as_deref(), Some("could"));
}

#[test]
fn negation() {
    let negation = |sentence, name| form(sentence, name).2;
    assert_eq!(negation("France did not meet rebels.", "meet").as_deref(), Some("not"));
    assert_eq!(negation("France never met rebels.", "met").as_deref(), Some("never"));
    assert_eq!(negation("France no longer supports rebels.", "supports").as_deref(), Some("no"));
    assert_eq!(negation("No soldier was killed.", "killed").as_deref(), Some("No"));
    assert_eq!(negation("The army met no resistance.", "met").as_deref(), Some("no"));
    assert_eq!(
        negation("Neither France nor Iran attended the summit.", "attended").as_deref(),
        Some("Neither")
    );
    assert_eq!(
        negation("Troops shelled it without warning residents.", "warning").as_deref(),
        Some("without")
    );
    assert_eq!(negation("There were no talks with Iran.", "talks").as_deref(), Some("no"));
    assert_eq!(
        negation("France did not attack or threaten Iran.", "threaten").as_deref(),
        Some("not")
    );
    assert_eq!(negation("France met rebels.", "met"), None);
    assert_eq!(negation("France attacked Iran and did not meet rebels.", "attacked"), None);
}

#[test]
fn moods_and_voices() {
    let form = |sentence: &str, name: &str| {
        let (words, found) = read(sentence);
        found.list[find(&words, &found, name)].form.clone()
    };
    assert!(form("Did Russia bomb the town?", "bomb").question);
    assert!(!form("Russia bombed the town.", "bombed").question);
    assert!(form("Stop the bombing now!", "Stop").imperative);
    assert!(!form("Russia stopped the bombing.", "stopped").imperative);
    assert!(form("Russia is bombing the town.", "bombing").progressive);
    assert!(form("Russia had bombed the town.", "bombed").perfect);
    assert!(form("The town was bombed.", "bombed").passive);
    assert!(!form("Russia has bombed the town.", "bombed").passive);
}

/// The predicate above and the link to it, and the clause.
fn place(sentence: &str, name: &str) -> (Option<(String, Link)>, String) {
    let (words, found) = read(sentence);
    let predicate = &found.list[find(&words, &found, name)];
    let above = predicate.above.map(|(p, link)| (words[found.list[p].head].clone(), link));
    (above, words[predicate.clause.clone()].join(" "))
}

#[test]
fn links() {
    let link = |sentence, name| place(sentence, name).0.map(|(word, link)| (word, link));
    let is = |sentence, name, above: &str, expected| {
        assert_eq!(link(sentence, name), Some((above.to_owned(), expected)), "{sentence}");
    };
    is("France agreed to meet rebels.", "meet", "agreed", Link::Argument);
    is("The town was shelled after talks failed.", "failed", "shelled", Link::Adverbial(Some(4)));
    is("The army will attack if talks fail.", "fail", "attack", Link::Adverbial(Some(4)));
    is("Soldiers who killed a farmer fled.", "killed", "Soldiers", Link::Relative);
    is("France met rebels and praised Iran.", "praised", "met", Link::Coordinate);
    is("Iran, the minister said, bombed the town.", "said", "bombed", Link::Parenthesis);
    is("Ukraine accused Russia of sending tanks.", "sending", "accused", Link::Argument);
    is("After meeting rebels, the envoy left.", "meeting", "left", Link::Adverbial(Some(0)));
    is(
        "Russia denied the war crimes it says were committed by rebels.",
        "says",
        "committed",
        Link::Parenthesis,
    );
    is(
        "Russia denied the war crimes it says were committed by rebels.",
        "committed",
        "crimes",
        Link::Relative,
    );
    assert_eq!(link("France met rebels.", "met"), None);
}

#[test]
fn clauses() {
    let clause = |sentence, name| place(sentence, name).1;
    assert_eq!(clause("France met rebels, and Iran left.", "met"), "France met rebels");
    assert_eq!(clause("France met rebels and praised Iran.", "praised"), "praised Iran");
    assert_eq!(clause("France held talks with Iran.", "talks"), "France held talks with Iran");
    assert_eq!(
        clause("\"Rebels shelled the town,\" the minister said.", "shelled"),
        "Rebels shelled the town"
    );
    assert_eq!(clause("The bombing of Aleppo angered France.", "bombing"), "The bombing of Aleppo");
}

#[test]
fn clause_kinds() {
    check("The minister said that rebels shelled the town.", "said", &["Clause(That): shelled"]);
    check("The minister said rebels shelled the town.", "said", &["Clause(That): shelled"]);
    check(
        "\"Rebels shelled the town,\" the minister said.",
        "said",
        &["Subject: minister", "Clause(Quote): shelled"],
    );
    check(
        "\"Rebels shelled the town,\" said the minister.",
        "said",
        &["Subject: minister", "Clause(Quote): shelled"],
    );
    check(
        "The minister asked whether rebels shelled the town.",
        "asked",
        &["Clause(Whether): shelled"],
    );
    check("Russia stopped bombing the town.", "stopped", &["Clause(Ing): bombing"]);
    check("The general let the rebels go.", "let", &["Object: rebels", "Clause(To): go"]);
}

#[test]
fn a_long_coordination_is_read_in_linear_time() {
    let sentence = format!("The army attacked {} and Homs.", vec!["Aleppo"; 600].join(", "));
    let article = article(&sentence);
    let text = Text::new(&article, parse);
    let words = LightVerbs::load(&Folder::embedded()).unwrap();
    let started = std::time::Instant::now();
    let found = predicates(&text, &words);
    assert!(!found.list.is_empty());
    assert!(started.elapsed().as_secs() < 2, "{:?}", started.elapsed());
}

#[test]
fn knowledge_mistakes_name_their_line() {
    let control = ("syntax/control.txt", "[object]\nurge\n");
    let load = |light: &'static str| {
        let folder: Folder = [("syntax/light.txt", light), control].into_iter().collect();
        LightVerbs::load(&folder).map_err(|mistake| mistake.to_string())
    };
    assert!(load("[does]\nhold: talk\n").is_ok());
    assert!(load("hold: talk\n").unwrap_err().starts_with("syntax/light.txt:1:"));
    assert!(load("[does]\nhold\n").unwrap_err().starts_with("syntax/light.txt:2:"));
    assert!(load("[makes]\n").unwrap_err().contains("[happens]"));
    assert!(load("[does]\na b c: talk\n").unwrap_err().contains("particle"));
    assert!(LightVerbs::load(&Folder::default()).is_err());
}
