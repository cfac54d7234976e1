//! The same thing named again: short names, pronouns, descriptions.

use super::check;

#[test]
fn short_names() {
    check("Grace Wanjiru resigned. Wanjiru said nothing.", "", &[("Wanjiru", "? = Grace Wanjiru")]);
    check(
        "French Foreign Minister Jean-Marc Ayrault arrived. Ayrault left on Monday.",
        "",
        &[("Ayrault", "FRA GOV = Jean-Marc Ayrault")],
    );
    check(
        "The International Criminal Court met. The court adjourned.",
        "",
        &[("The court", "= International Criminal Court")],
    );
    check("NATO met in Paris. The alliance agreed to act.", "", &[("The alliance", "none")]);
    check(
        "The Kenyan government fell. The government had lost a vote.",
        "",
        &[("The government", "KEN GOV")],
    );
    check(
        "A Somali farmer was shot. The farmer died.",
        "",
        &[("The farmer", "SOM AGR = A Somali farmer")],
    );
}

#[test]
fn he_and_she() {
    check(
        "Hollande met Merkel. He praised the plan.",
        "2016-01-01",
        &[("He", "= François Hollande")],
    );
    check("Putin said he would come.", "2016-01-01", &[("he", "= Vladimir Putin")]);
    check("Putin said Hollande had met him.", "2016-01-01", &[("him", "= Vladimir Putin")]);
    check("Hollande criticized him.", "2016-01-01", &[("him", "none")]);
    check(
        "Spokeswoman Maria Zakharova met President Vladimir Putin. She said talks went on.",
        "2016-01-01",
        &[("She", "= Maria Zakharova")],
    );
    check(
        "President Vladimir Putin met spokeswoman Maria Zakharova. He said talks went on.",
        "2016-01-01",
        &[("He", "= Vladimir Putin")],
    );
    check("Mrs. Otieno met Mr. Kamau. She left early.", "", &[("She", "= Otieno")]);
    check(
        "Vladimir Putin arrived.\n\nHis spokesman Dmitry Peskov said talks went on.",
        "2016-01-01",
        &[("His", "= Vladimir Putin"), ("spokesman", "RUS GOV = Dmitry Peskov")],
    );
    check(
        "Putin is ready to meet when the French president is. His spokesman Sergei Lavrov said so.",
        "2016-01-01",
        &[("His", "= Vladimir Putin")],
    );
    check(
        "The minister, Jane Okoth, resigned. Her aide wept.",
        "",
        &[("Her", "= Jane Okoth"), ("aide", "? GOV")],
    );
    check(
        "Despite cancelling his visit, Putin is ready to meet Hollande.",
        "2016-01-01",
        &[("his", "= Vladimir Putin")],
    );
    check(
        "Hollande said Putin was welcome. He spoke in Paris.",
        "2016-01-01",
        &[("He", "= François Hollande")],
    );
    check(
        "Barack Obama spoke. Later he met Angela Merkel and praised her.",
        "2016-01-01",
        &[("he", "= Barack Obama"), ("her", "= Angela Merkel")],
    );
}

#[test]
fn first_names_tell_the_sex() {
    check("Margaret Otieno met Peter Kamau. He left early.", "", &[("He", "= Peter Kamau")]);
    check("Peter Kamau met Margaret Otieno. She left early.", "", &[("She", "= Margaret Otieno")]);
    check(
        "Barack Obama spoke. Mrs. Obama left early.",
        "2016-01-01",
        &[("Mrs. Obama", "= Mrs Obama")],
    );
}

#[test]
fn the_nearest_of_the_sentence() {
    check(
        "Peter Kamau spoke. Kamau voted. When the court freed David Barasa, soldiers arrested him.",
        "",
        &[("him", "= David Barasa")],
    );
    check(
        "Peter Kamau spoke. In a letter to David Barasa, he praised the plan.",
        "",
        &[("he", "= Peter Kamau")],
    );
    check(
        "Peter Kamau met David Barasa. Kamau blamed Barasa. He left early.",
        "",
        &[("He", "= Peter Kamau")],
    );
}

#[test]
fn persons_of_one_family_name() {
    check(
        "Samuel Otieno was jailed. David Otieno, his brother, fled. Otieno is in hiding.",
        "",
        &[("Otieno", "= David Otieno")],
    );
    check(
        "Samuel Otieno was jailed. Margaret Otieno wept. Mr. Otieno was silent.",
        "",
        &[("Mr. Otieno", "= Samuel Otieno")],
    );
    check(
        "Putin spoke. Lyudmila Putin stayed at home. President Putin left early.",
        "2016-01-01",
        &[("President Putin", "= Vladimir Putin")],
    );
}

#[test]
fn what_syntax_tells() {
    check(
        "Senator Peter Kamau asked Minister David Barasa whether he would resign.",
        "",
        &[("he", "= David Barasa")],
    );
    check(
        "Peter Kamau attacked David Barasa's decision to leave and his refusal to pay.",
        "",
        &[("his", "= David Barasa")],
    );
    check(
        "David Barasa spoke to Peter Kamau. Later he met Barasa in Paris.",
        "",
        &[("he", "= Peter Kamau")],
    );
    check(
        "Peter Kamau recalled a speech of David Barasa and said he \"has offered talks\".",
        "",
        &[("he", "= David Barasa")],
    );
    check(
        "Peter Kamau won. David Barasa lost. In Kamau's letter, he thanked the voters.",
        "",
        &[("he", "= Peter Kamau")],
    );
    check(
        "Peter Kamau spoke.\n\n\"We lost. We were beaten. We go home. We come back. We will win. We must.\"\n\nHe left early.",
        "",
        &[("He", "= Peter Kamau")],
    );
}

#[test]
fn things_are_no_actors() {
    check("France read the bill and rejected it.", "", &[("it", "none")]);
    check("Many voters in France find it hard to trust Russia.", "", &[("it", "none")]);
    check("Russia said it opposed the bill.", "", &[("it", "= Russia")]);
}

#[test]
fn both_of_those_named_together() {
    check(
        "France and Russia began talks in Kenya. Both sides were content.",
        "",
        &[("sides", "FRA + RUS")],
    );
}

#[test]
fn countries_called_by_what_they_are() {
    check("France warned Russia. It made sure that country was told.", "", &[("country", "RUS")]);
    check("France warned Russia. The isolated country was angry.", "", &[("country", "RUS")]);
    check("France warned Russia. A neighboring country was angry.", "", &[("country", "? GOV")]);
}

#[test]
fn it_and_they() {
    check("Russia said it would veto the text.", "", &[("it", "= Russia")]);
    check("Hezbollah denied that it had fired the rockets.", "", &[("it", "= Hezbollah")]);
    check("France withdrew its ambassador.", "", &[("its", "= France"), ("ambassador", "FRA GOV")]);
    check("It is thought that Russia will veto the text.", "", &[("It", "none")]);
    check("It is necessary to talk with Russia.", "", &[("It", "none")]);
    check("It appears that Russia will leave.", "", &[("It", "none")]);
    check(
        "France and Russia met. They signed a treaty.",
        "",
        &[("They", "FRA = France + RUS = Russia")],
    );
    check(
        "Russia expelled soldiers from Germany and France over their part in a rally.",
        "",
        &[("their", "? MIL = soldiers")],
    );
    check("The protesters marched. They burned flags.", "", &[("They", "= The protesters")]);
    check(
        "Putin pulled out of a visit to meet Hollande who insisted they discuss Syria.",
        "2016-01-01",
        &[("they", "FRA GOV = François Hollande + RUS GOV = Vladimir Putin")],
    );
    check(
        "Syrian rebels attacked and their leader was killed.",
        "",
        &[("their", "= Syrian rebels"), ("leader", "SYR REB")],
    );
}

#[test]
fn descriptions_again() {
    check(
        "Putin flew to Paris. Hollande will receive the Russian leader.",
        "2016-01-01",
        &[("leader", "= Vladimir Putin")],
    );
    check(
        "Hollande spoke to Putin. The French president was angry.",
        "2016-01-01",
        &[("president", "= François Hollande")],
    );
    check(
        "The French president spoke. Hollande was angry.",
        "2016-01-01",
        &[("president", "= François Hollande")],
    );
    check(
        "Hollande waited for Putin. Kremlin spokesman Dmitry Peskov said: 'The president decided to stay.'",
        "2016-01-01",
        &[("The president", "= Vladimir Putin")],
    );
    check(
        "Kenyan President Daniel Mutua spoke. The president was angry.",
        "1995-01-01",
        &[("The president", "= Daniel Mutua")],
    );
    check(
        "Russian forces advanced. Later Russian forces withdrew.",
        "",
        &[("Russian forces#2", "= Russian forces")],
    );
    check(
        "A soldier was shot. Another soldier fled.",
        "",
        &[("Another soldier", "? MIL = Another soldier")],
    );
    check(
        "Putin is waiting, one of his aides told a radio.",
        "2016-01-01",
        &[("one", "RUS GOV"), ("aides", "RUS GOV")],
    );
}

#[test]
fn a_long_report() {
    check(
        "Kenyan Foreign Minister Grace Wanjiru arrived in Paris on Monday for talks with Francois Hollande.\n\n\
         She urged France to send its navy to the Somali coast.\n\n\
         The French president said he would consult NATO. His office later said the alliance had been told.\n\n\
         Wanjiru's spokesman, Peter Kamau, said Nairobi was grateful.",
        "2016-03-01",
        &[
            ("Wanjiru", "KEN GOV = Grace Wanjiru"),
            ("She", "= Grace Wanjiru"),
            ("its", "= France"),
            ("navy", "FRA MIL"),
            ("he", "= François Hollande"),
            ("His", "= François Hollande"),
            ("office", "FRA GOV"),
            ("Kamau", "KEN GOV = Peter Kamau"),
            ("Nairobi", "KEN GOV"),
        ],
    );
}

#[test]
fn authors_and_members() {
    check(
        "Macron criticized a letter by Putin in which he threatened Ukraine.",
        "2019-06-10",
        &[("he", "= Vladimir Putin")],
    );
    check(
        "Republicans said that the court erred when it stayed the order.",
        "2019-06-10",
        &[("it", "? JUD")],
    );
}
