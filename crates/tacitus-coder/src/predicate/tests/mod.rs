//! What the layer must give, construction by construction. Sentences are written for the purpose.

mod form;

use super::{LightVerbs, Predicates, Role, predicates};
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
    check("A detained journalist died.", "detained", &["Object: journalist"]);
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
    check("The senator noted limits on sharing data.", "sharing", &["!Subject", "Object: data"]);
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

#[test]
fn what_the_parser_tends_to_miss() {
    check(
        "GAZA CITY -- Labor officials praised the minister.",
        "praised",
        &["Subject: officials", "Object: minister"],
    );
    check(
        "Amnesty has accused the army of mass slaughter of farmers in Zaria and attempting to hide the graves.",
        "attempting",
        &["Subject: army"],
    );
    check(
        "Uribe defended the army's actions saying rebels had fled.",
        "saying",
        &["Subject: Uribe"],
    );
}

#[test]
fn reporting_clauses_that_the_parser_turns_round() {
    check(
        "The minister told the radio: 'I asked myself whether it was useful.'",
        "told",
        &["Subject: minister", "Object: radio"],
    );
    check(
        "It was said that Chad will ask the court's prosecutor to open an inquiry into crimes it says have been \
         committed by rebel forces.",
        "committed",
        &["Subject: forces", "Object: crimes"],
    );
    check(
        "Paris will ask the court's prosecutor to open an inquiry.",
        "open",
        &["Subject: prosecutor"],
    );
    check("Rebels have been waging a bombing campaign in Chad.", "bombing", &["Subject: Rebels"]);
    check(
        "It is necessary to have a dialogue with Russia.",
        "have",
        &["!Subject", "Object: dialogue"],
    );
}

#[test]
fn words_out_of_place() {
    check(
        "Indian jets forced a cargo plane flying from Karachi to land in Jaipur.",
        "forced",
        &["Clause(To): land"],
    );
    check("Chad condemned war crimes committed by rebels.", "war", &["!Subject"]);
}

#[test]
fn words_of_result_are_particles() {
    let particle = |sentence, name| {
        let (words, found) = read(sentence);
        found.list[find(&words, &found, name)].particle.clone()
    };
    assert_eq!(particle("Iran set Danish sailors free.", "set").as_deref(), Some("free"));
    assert_eq!(particle("Rioters set buses ablaze.", "set").as_deref(), Some("ablaze"));
    assert_eq!(
        particle("Militants took Kenyan teachers hostage.", "took").as_deref(),
        Some("hostage")
    );
    assert_eq!(
        particle("A general was found guilty of murder.", "found").as_deref(),
        Some("guilty")
    );
    assert_eq!(particle("Militants took a hostage.", "took"), None);
    check("Poland declared diplomats persona non grata.", "declared", &["Object: diplomats"]);
}
