//! Names, titles, places, demonyms.

use super::check;

#[test]
fn countries_and_capitals() {
    check(
        "France and Russia talked about Syria.",
        "",
        &[("France", "FRA = France"), ("Russia", "RUS"), ("Syria", "SYR")],
    );
    check("Moscow vetoed the text.", "", &[("Moscow", "RUS GOV")]);
    check("The envoys met in Moscow on Friday.", "", &[("Moscow", "RUS = Moscow")]);
    check("He flew to Paris.", "", &[("Paris", "FRA")]);
    check("Officials held talks with Damascus.", "", &[("Damascus", "SYR GOV")]);
    check("The Kremlin confirmed the report.", "", &[("Kremlin", "RUS GOV = Kremlin")]);
    check("The White House rejected the claim.", "", &[("White House", "USA GOV = White House")]);
    check(
        "Washington accused Beijing of spying.",
        "",
        &[("Washington", "USA GOV"), ("Beijing", "CHN GOV")],
    );
    check("Côte d’Ivoire sent troops to Kenya.", "", &[("Côte d’Ivoire", "CIV = Ivory Coast")]);
    check("RUSSIA attacked Ukraine on Monday.", "", &[("RUSSIA", "RUS")]);
    check("The U.S. sent envoys.", "", &[("U.S.", "USA = United States")]);
    check("The Soviet Union invaded.", "2010-01-01", &[("Soviet Union", "RUS")]);
    check("The Soviet Union invaded.", "1980-01-01", &[("Soviet Union", "SUN")]);
}

#[test]
fn demonyms() {
    check("Moscow vetoed a French resolution.", "", &[("French", "FRA = France")]);
    check("Russians protested in the streets.", "", &[("Russians", "RUS")]);
    check("The French rejected the plan.", "", &[("French", "FRA")]);
    check("Two Somalis were arrested.", "", &[("Somalis", "SOM")]);
    check(
        "The storm hit a Kenyan village.",
        "",
        &[("Kenyan", "KEN"), ("storm", "none"), ("village", "none")],
    );
}

#[test]
fn persons_at_the_date() {
    check("Putin arrived.", "2016-10-11", &[("Putin", "RUS GOV = Vladimir Putin")]);
    check("Angela Merkel spoke.", "2017-04-01", &[("Angela Merkel", "DEU GOV")]);
    check("Angela Merkel spoke.", "2022-04-01", &[("Angela Merkel", "DEU ELI")]);
    check("Angela Merkel spoke.", "", &[("Angela Merkel", "DEU GOV")]);
    check(
        "Francois Hollande spoke.",
        "2016-10-11",
        &[("Francois Hollande", "FRA GOV = François Hollande")],
    );
    check("Xi met Vladimir Putin.", "2018-01-01", &[("Xi", "CHN GOV = Xi Jinping")]);
    check("Aleksei Lavrov sells cars.", "", &[("Aleksei Lavrov", "?")]);
    check("Sergej Lavrov met the minister.", "", &[("Sergej Lavrov", "RUS GOV = Sergei Lavrov")]);
    check("Yulia Tymoshenko protested.", "2012-05-01", &[("Yulia Tymoshenko", "UKR OPP")]);
    check("Michael Obama won the race.", "", &[("Michael Obama", "?")]);
}

#[test]
fn titles_teach() {
    let french =
        "French Foreign Minister Jean-Marc Ayrault told reporters that the plan had failed.";
    check(
        french,
        "",
        &[("French Foreign Minister Jean-Marc Ayrault", "FRA GOV = Jean-Marc Ayrault")],
    );
    check(
        "U.S. Secretary of State John Kerry called for talks.",
        "2016-10-11",
        &[("U.S. Secretary of State John Kerry", "USA GOV")],
    );
    check(
        "Russian Foreign Ministry spokeswoman Maria Zakharova criticized the vote.",
        "",
        &[("Russian Foreign Ministry spokeswoman Maria Zakharova", "RUS GOV = Maria Zakharova")],
    );
    check(
        "Syria's President Assad spoke.",
        "2015-01-01",
        &[("Assad", "SYR GOV = Bashar al-Assad")],
    );
    check("Mr. Otieno, a Kenyan lawmaker, resigned.", "", &[("Otieno", "KEN LEG")]);
    check("Former President Jean Dupont was arrested.", "", &[("Dupont", "? ELI")]);
    check("Gen. Ali Warsame led the Somali army.", "", &[("Gen. Ali Warsame", "?")]);
    check(
        "Opposition leader Amina Odhiambo was arrested in Nairobi.",
        "",
        &[("Odhiambo", "? OPP")],
    );
}

#[test]
fn appositions_teach() {
    check(
        "Dmitry Peskov, his spokesman, denied it.",
        "",
        &[("Dmitry Peskov", "? = Dmitry Peskov"), ("spokesman", "= Dmitry Peskov")],
    );
    check(
        "Jeanne Moreau-Petit, the French defense minister, visited Kenya.",
        "",
        &[("Jeanne Moreau-Petit", "FRA GOV")],
    );
    check(
        "The Kenyan foreign minister, Grace Wanjiru, visited Kiev.",
        "",
        &[("Grace Wanjiru", "KEN GOV"), ("minister", "= Grace Wanjiru")],
    );
    check("Mariam Hassan, a Somali farmer, lost her herd.", "", &[("Mariam Hassan", "SOM AGR")]);
}

#[test]
fn organisations() {
    check("The ICC opened a case.", "", &[("ICC", "IGO JUD = International Criminal Court")]);
    check(
        "The European Union (EU) imposed sanctions.",
        "",
        &[("European Union", "EUR"), ("EU", "= European Union")],
    );
    check(
        "The United Nations warned the U.N. mission.",
        "",
        &[("United Nations", "UNO = United Nations")],
    );
    check("The Taliban seized the town.", "2010-06-01", &[("Taliban", "AFG REB")]);
    check("The Taliban announced a new law.", "2023-06-01", &[("Taliban", "AFG GOV")]);
    check(
        "One of them told Itar-Tass agency on Monday.",
        "",
        &[("agency", "RUS GOV,JRN = Itar-Tass")],
    );
    check("Total losses rose.", "", &[("Total", "none")]);
    check("Le Drian Motors hired workers.", "", &[("workers", "? CVL")]);
}

#[test]
fn places() {
    check("The bombs fell on eastern Aleppo.", "", &[("eastern Aleppo", "SYR = Aleppo")]);
    check("He spoke in Strasbourg.", "", &[("Strasbourg", "FRA")]);
    check(
        "Clashes broke out in Tripoli, Lebanese police in Beirut said.",
        "",
        &[("Tripoli", "LBN")],
    );
    check("Clashes broke out in Tripoli.", "", &[("Tripoli", "LBY")]);
    check("Rockets were fired from Gaza.", "", &[("Gaza", "PSE = Gaza Strip")]);
    check(
        "The storm hit Texas and Georgia after it passed Atlanta in the U.S.",
        "",
        &[("Georgia", "USA")],
    );
    check("Tbilisi accused Russia of invading Georgia.", "", &[("Georgia", "GEO")]);
    check("Michael Jordan played in Texas.", "", &[("Michael Jordan", "?")]);
    check("Drought spread across the Sahel.", "", &[("Sahel", "? = Sahel")]);
    check(
        "The meeting on May 3 was on a Monday in October.",
        "",
        &[("May", "none"), ("Monday", "none"), ("October", "none")],
    );
}

#[test]
fn parties_and_homes() {
    check(
        "Senator Jane Doe (R-Utah) opposed the bill.",
        "2017-03-01",
        &[("Doe", "USA LEG = Jane Doe"), ("R", "none")],
    );
}

#[test]
fn family_names_of_others() {
    let laws = "The Merkel-Jones act followed Smith v. Obama.";
    check(laws, "2016-01-01", &[("Merkel", "none"), ("Obama", "none")]);
    check(
        "Macron Emmanuel spoke in France.",
        "2019-01-01",
        &[("Macron Emmanuel", "= Emmanuel Macron")],
    );
}
