//! Descriptions by agent nouns, whose they are, partitives and numbers.

use super::check;

#[test]
fn owners_give_the_country() {
    check("American officials denied the claim.", "", &[("American officials", "USA GOV")]);
    check("Syrian forces shelled the town.", "", &[("Syrian forces", "SYR MIL")]);
    check("Russia's army crossed the border.", "", &[("Russia's army", "RUS MIL")]);
    check("The army of Kenya crossed the border.", "", &[("army", "KEN MIL")]);
    check("Protesters in France blocked roads.", "", &[("Protesters", "FRA CVL")]);
    check(
        "Seoul metropolitan police arrested a student.",
        "",
        &[("police", "KOR COP"), ("student", "? CVL")],
    );
    check("U.N. officials warned of a famine.", "", &[("officials", "UNO GOV")]);
    check("NATO forces bombed the base.", "", &[("NATO forces", "IGO MIL")]);
    check("Hezbollah fighters attacked.", "", &[("Hezbollah fighters", "LBN REB")]);
    check("Kurdish forces attacked.", "", &[("Kurdish forces", "? MIL")]);
    check(
        "President Bashar al-Assad's forces advanced.",
        "2016-01-01",
        &[("forces", "SYR MIL"), ("Assad", "SYR GOV")],
    );
    check(
        "Several of the largest trade unions in Denmark went on strike.",
        "",
        &[("unions", "DNK LAB"), ("Several", "DNK LAB")],
    );
    check("The Madras High Court ruled.", "", &[("Court", "IND JUD")]);
    check("Ukrainian farmers protested.", "", &[("Ukrainian farmers", "UKR AGR")]);
    check("Tourists and farmers fled.", "", &[("Tourists", "? CVL"), ("farmers", "? AGR")]);
    check("The Chinese foreign ministry protested.", "", &[("ministry", "CHN GOV")]);
}

#[test]
fn several_owners() {
    check(
        "Crimes were committed by Syrian and Russian forces.",
        "",
        &[("forces", "RUS MIL = Russian forces + SYR MIL = Syrian forces")],
    );
    check(
        "German, French and Russian diplomats met Ukrainian and Georgian officials.",
        "",
        &[("officials", "GEO GOV + UKR GOV")],
    );
    check(
        "The leaders of Germany and France met.",
        "",
        &[("leaders", "DEU GOV = leaders of Germany + FRA GOV = leaders of France")],
    );
    check(
        "The Russian foreign minister and the Kenyan president met.",
        "2023-01-01",
        &[("minister", "RUS GOV = Sergei Lavrov"), ("president", "KEN GOV = William Ruto")],
    );
}

#[test]
fn sectors() {
    check("A spokesman for the foreign ministry resigned.", "", &[("spokesman", "? GOV")]);
    check("A German spokesman resigned.", "", &[("spokesman", "DEU GOV")]);
    check("The army spokesman resigned.", "", &[("spokesman", "? MIL")]);
    check(
        "The International Criminal Court's prosecutor opened a case.",
        "",
        &[("prosecutor", "IGO JUD")],
    );
    check("A former president was arrested.", "", &[("president", "? ELI")]);
    check("An opposition lawmaker was arrested.", "", &[("lawmaker", "? LEG,OPP")]);
    check("A rebel commander was killed.", "", &[("commander", "? REB")]);
    check("Boko Haram men attacked the post.", "", &[("men", "NGA REB")]);
    check("Armed men attacked the post.", "", &[("men", "? UAF")]);
    check("Anti-government protesters marched.", "", &[("protesters", "? OPP")]);
    check("Pro-Russian fighters seized the town.", "", &[("fighters", "? REB")]);
    check("A former U.S. official spoke.", "", &[("official", "USA ELI")]);
    check(
        "Members of the Kenyan parliament voted.",
        "",
        &[("Members", "KEN LEG"), ("parliament", "KEN LEG")],
    );
    check("The French side must explain.", "", &[("side", "FRA GOV")]);
}

#[test]
fn parts() {
    check(
        "A group of Somali fishermen sank.",
        "",
        &[("group", "SOM AGR"), ("fishermen", "SOM AGR")],
    );
    check(
        "Dozens of protesters were wounded.",
        "",
        &[("Dozens", "? CVL"), ("protesters", "? CVL")],
    );
    check("Thousands of refugees fled to Kenya.", "", &[("Thousands", "? REF")]);
    check("Some of the soldiers fled.", "", &[("Some", "? MIL")]);
    check("At least 20 died in the blast.", "", &[("20", "? CVL"), ("blast", "none")]);
    check(
        "The bomb killed 17 and wounded dozens.",
        "",
        &[("17", "? CVL"), ("dozens", "? CVL"), ("bomb", "none")],
    );
    check("Sales rose to 17 in May.", "", &[("17", "none"), ("Sales", "none")]);
}

#[test]
fn no_invented_actors() {
    check(
        "The storm delayed the decision and the economy suffered.",
        "",
        &[("storm", "none"), ("decision", "none"), ("economy", "none")],
    );
    check("They used force against the crowd.", "", &[("force", "none")]);
    check("The bombing campaign in Syria goes on.", "", &[("campaign", "none"), ("Syria", "SYR")]);
    check("It is a member.", "", &[("member", "none")]);
    check("Syrian and Russian losses grew.", "", &[("losses", "none")]);
    check("The other side of the road was dark.", "", &[("side", "none")]);
}

#[test]
fn offices_of_states() {
    check(
        "The French president's office denied it.",
        "2016-10-11",
        &[("office", "FRA GOV"), ("president", "FRA GOV = François Hollande")],
    );
    check("The French president spoke.", "2019-10-11", &[("president", "= Emmanuel Macron")]);
    check("The president of France spoke.", "2013-01-01", &[("president", "= François Hollande")]);
    check("The company's president spoke.", "2013-01-01", &[("president", "? BUS")]);
    check("A French minister spoke.", "2013-01-01", &[("minister", "FRA GOV = A French minister")]);
}

#[test]
fn two_together() {
    let both = "CHN = China + USA = United States";
    check("U.S.-China talks failed.", "2019-01-01", &[("U.S.-China", both)]);
    check("The U.S.-led forces left.", "2019-01-01", &[("forces", "USA MIL")]);
    check(
        "Emmanuel Macron met Angela Merkel. The two countries signed a treaty.",
        "2019-01-01",
        &[("countries", "DEU = Germany + FRA = France")],
    );
}

#[test]
fn counterparts() {
    check(
        "Sergei Lavrov met his French counterpart.",
        "2019-01-01",
        &[("counterpart", "FRA GOV"), ("his", "RUS GOV")],
    );
}

#[test]
fn allies_are_not_their_owner() {
    check("France's allies met.", "2019-01-01", &[("allies", "? GOV")]);
    check("American allies met.", "2019-01-01", &[("allies", "? GOV")]);
    check("Denmark met its Russian partners.", "2019-01-01", &[("partners", "RUS GOV")]);
    check("The Kurdish allies met.", "2019-01-01", &[("allies", "?")]);
}

#[test]
fn who_serves_a_body_is_of_its_sector() {
    check("Hezbollah officers left.", "2019-01-01", &[("officers", "LBN REB")]);
    check("An officer left.", "2019-01-01", &[("officer", "? COP")]);
}
