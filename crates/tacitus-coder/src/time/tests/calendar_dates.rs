//! Dates with words or figures of the calendar: days, months, years, decades, quarters, seasons, feasts.

use super::check;

#[test]
fn full_dates_in_every_order() {
    check(
        "The treaty was signed on 11 October 2016.",
        "2016-10-12",
        &["11 October 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The treaty was signed on October 11, 2016.",
        "2016-10-12",
        &["October 11, 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The treaty was signed on October 11 2016.",
        "2016-10-12",
        &["October 11 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The treaty was signed on Oct. 11, 2016, in Geneva.",
        "2016-10-12",
        &["Oct. 11, 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The treaty was signed on the 11th of October 2016.",
        "2016-10-12",
        &["the 11th of October 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "Rebels took the town on Tuesday, October 11, 2016.",
        "2016-10-12",
        &["Tuesday, October 11, 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "Rebels took the town on Tuesday 11 October 2016.",
        "2016-10-12",
        &["Tuesday 11 October 2016 | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "He fled on Sept. 3rd, 2015.",
        "2016-10-12",
        &["Sept. 3rd, 2015 | DATE | 2015-09-03 | 2015-09-03..2015-09-03"],
    );
}

#[test]
fn dates_in_figures() {
    check(
        "The bill passed on 2016-10-09.",
        "2016-10-12",
        &["2016-10-09 | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check(
        "The bill passed on 10/9/2016.",
        "2016-10-12",
        &["10/9/2016 | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check(
        "The bill passed on 25/12/2015.",
        "2016-10-12",
        &["25/12/2015 | DATE | 2015-12-25 | 2015-12-25..2015-12-25"],
    );
    check(
        "The bill passed on 09.10.2016.",
        "2016-10-12",
        &["09.10.2016 | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check(
        "The bill passed on 10/09/16.",
        "2016-10-12",
        &["10/09/16 | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
}

#[test]
fn days_without_a_year_follow_the_tense() {
    check(
        "The two men met on October 3.",
        "2016-10-11",
        &["October 3 | DATE | 2016-10-03 | 2016-10-03..2016-10-03"],
    );
    check(
        "The two men met on December 3.",
        "2016-10-11",
        &["December 3 | DATE | 2015-12-03 | 2015-12-03..2015-12-03"],
    );
    check(
        "The two men will meet on December 3.",
        "2016-10-11",
        &["December 3 | DATE | 2016-12-03 | 2016-12-03..2016-12-03"],
    );
    check(
        "The two men will meet on January 20.",
        "2016-10-11",
        &["January 20 | DATE | 2017-01-20 | 2017-01-20..2017-01-20"],
    );
    check(
        "He is considering travelling to Berlin on October 19.",
        "2016-10-11",
        &["October 19 | DATE | 2016-10-19 | 2016-10-19..2016-10-19"],
    );
    check(
        "A vote is scheduled for November 8.",
        "2016-10-11",
        &["November 8 | DATE | 2016-11-08 | 2016-11-08..2016-11-08"],
    );
    check(
        "Talks planned for 4 November were called off.",
        "2016-10-11",
        &["4 November | DATE | 2016-11-04 | 2016-11-04..2016-11-04"],
    );
    check(
        "He hopes to visit Tehran on Nov. 2.",
        "2016-10-11",
        &["Nov. 2 | DATE | 2016-11-02 | 2016-11-02..2016-11-02"],
    );
    check(
        "The army postponed the offensive until March 5.",
        "2016-10-11",
        &["March 5 | DATE | 2017-03-05 | 2017-03-05..2017-03-05"],
    );
    check(
        "The protest was held on the 5th of October.",
        "2016-10-11",
        &["the 5th of October | DATE | 2016-10-05 | 2016-10-05..2016-10-05"],
    );
    check("The protest was held on October 3.", "-", &["October 3 | DATE | XXXX-10-03 | -"]);
}

#[test]
fn a_weekday_with_a_date_chooses_the_year() {
    check(
        "They met on Sunday, October 11.",
        "2016-01-20",
        &["Sunday, October 11 | DATE | 2015-10-11 | 2015-10-11..2015-10-11"],
    );
    // Where it fits no year near, the writer or the reader has slipped, and the tense decides.
    check(
        "They met on Saturday, October 11.",
        "2016-01-20",
        &["Saturday, October 11 | DATE | 2015-10-11 | 2015-10-11..2015-10-11"],
    );
    check(
        "It happened on Tuesday, Oct. 4.",
        "2016-10-11",
        &["Tuesday, Oct. 4 | DATE | 2016-10-04 | 2016-10-04..2016-10-04"],
    );
}

#[test]
fn months() {
    check(
        "Moscow vetoed a resolution in May 2014.",
        "2016-10-11",
        &["May 2014 | DATE | 2014-05 | 2014-05-01..2014-05-31"],
    );
    check(
        "Moscow vetoed a resolution in May 2014.",
        "-",
        &["May 2014 | DATE | 2014-05 | 2014-05-01..2014-05-31"],
    );
    check(
        "Moscow vetoed a resolution in March.",
        "2016-10-11",
        &["March | DATE | 2016-03 | 2016-03-01..2016-03-31"],
    );
    check(
        "Moscow vetoed a resolution in November.",
        "2016-10-11",
        &["November | DATE | 2015-11 | 2015-11-01..2015-11-30"],
    );
    check(
        "The council will vote in November.",
        "2016-10-11",
        &["November | DATE | 2016-11 | 2016-11-01..2016-11-30"],
    );
    check(
        "The council will vote in February.",
        "2016-10-11",
        &["February | DATE | 2017-02 | 2017-02-01..2017-02-28"],
    );
    check(
        "He was arrested last March.",
        "2016-10-11",
        &["last March | DATE | 2016-03 | 2016-03-01..2016-03-31"],
    );
    check(
        "The vote will be next June.",
        "2016-10-11",
        &["next June | DATE | 2017-06 | 2017-06-01..2017-06-30"],
    );
    check(
        "He was arrested in March of last year.",
        "2016-10-11",
        &["March of last year | DATE | 2015-03 | 2015-03-01..2015-03-31"],
    );
    check(
        "He was arrested in mid-July.",
        "2016-10-11",
        &["mid-July | DATE | 2016-07 | 2016-07-11..2016-07-21"],
    );
    check(
        "He was arrested in late September.",
        "2016-10-11",
        &["late September | DATE | 2016-09 | 2016-09-21..2016-09-30"],
    );
    check("He was arrested in November.", "-", &["November | DATE | XXXX-11 | -"]);
}

#[test]
fn years_decades_centuries() {
    check("The war began in 2011.", "2016-10-11", &["2011 | DATE | 2011 | 2011-01-01..2011-12-31"]);
    check("The war has gone on since 2011.", "-", &["2011 | DATE | 2011 | 2011-01-01..2011-12-31"]);
    check(
        "The 2012 elections were held in peace.",
        "2016-10-11",
        &["2012 | DATE | 2012 | 2012-01-01..2012-12-31"],
    );
    check(
        "The monarchy fell in 1789.",
        "2016-10-11",
        &["1789 | DATE | 1789 | 1789-01-01..1789-12-31"],
    );
    check(
        "Emissions will be halved by 2050.",
        "2016-10-11",
        &["2050 | DATE | 2050 | 2050-01-01..2050-12-31"],
    );
    check(
        "The country was poor in early 2015.",
        "2016-10-11",
        &["early 2015 | DATE | 2015 | 2015-01-01..2015-05-01"],
    );
    check(
        "The country was poor in the 1990s.",
        "2016-10-11",
        &["the 1990s | DATE | 199 | 1990-01-01..1999-12-31"],
    );
    check(
        "The country was poor in the '90s.",
        "2016-10-11",
        &["the '90s | DATE | 199 | 1990-01-01..1999-12-31"],
    );
    check(
        "The country was poor in the ’80s.",
        "2016-10-11",
        &["the ’80s | DATE | 198 | 1980-01-01..1989-12-31"],
    );
    check(
        "The country was poor in the nineties.",
        "2016-10-11",
        &["the nineties | DATE | 199 | 1990-01-01..1999-12-31"],
    );
    check(
        "The country was poor in the late 1970s.",
        "2016-10-11",
        &["the late 1970s | DATE | 197 | 1976-09-01..1979-12-31"],
    );
    check(
        "The country was poor in the mid-2000s.",
        "2016-10-11",
        &["the mid-2000s | DATE | 200 | 2003-05-02..2006-09-01"],
    );
    check(
        "The country was poor in the 20th century.",
        "2016-10-11",
        &["the 20th century | DATE | 19 | 1900-01-01..1999-12-31"],
    );
    check(
        "It is a nineteenth-century treaty.",
        "2016-10-11",
        &["nineteenth-century | DATE | 18 | 1800-01-01..1899-12-31"],
    );
    check(
        "It belongs to the twenty-first century.",
        "2016-10-11",
        &["the twenty-first century | DATE | 20 | 2000-01-01..2099-12-31"],
    );
}

#[test]
fn ranges_are_two_dates() {
    check(
        "The border was shut from March to June 2012.",
        "2016-10-11",
        &[
            "March | DATE | 2012-03 | 2012-03-01..2012-03-31",
            "June 2012 | DATE | 2012-06 | 2012-06-01..2012-06-30",
        ],
    );
    check(
        "The border was shut between 2003 and 2006.",
        "2016-10-11",
        &[
            "2003 | DATE | 2003 | 2003-01-01..2003-12-31",
            "2006 | DATE | 2006 | 2006-01-01..2006-12-31",
        ],
    );
    check(
        "The border was shut from June 2 to 5.",
        "2016-10-11",
        &[
            "June 2 | DATE | 2016-06-02 | 2016-06-02..2016-06-02",
            "5 | DATE | 2016-06-05 | 2016-06-05..2016-06-05",
        ],
    );
    check(
        "The summit was held on June 2-5, 2012, in Rio.",
        "2016-10-11",
        &[
            "June 2 | DATE | 2012-06-02 | 2012-06-02..2012-06-02",
            "5, 2012 | DATE | 2012-06-05 | 2012-06-05..2012-06-05",
        ],
    );
    check(
        "The border was shut in 2007–09.",
        "2016-10-11",
        &["2007–09 | DATE | 2007 | 2007-01-01..2009-12-31"],
    );
    check(
        "Rallies were held on October 3 and 4.",
        "2016-10-11",
        &[
            "October 3 | DATE | 2016-10-03 | 2016-10-03..2016-10-03",
            "4 | DATE | 2016-10-04 | 2016-10-04..2016-10-04",
        ],
    );
    check(
        "It lasted from November to February 2013.",
        "2016-10-11",
        &[
            "November | DATE | 2012-11 | 2012-11-01..2012-11-30",
            "February 2013 | DATE | 2013-02 | 2013-02-01..2013-02-28",
        ],
    );
}

#[test]
fn quarters_halves_and_fiscal_years() {
    check(
        "Exports fell in the third quarter.",
        "2016-10-11",
        &["the third quarter | DATE | 2016-Q3 | 2016-07-01..2016-09-30"],
    );
    check(
        "Exports fell in the fourth quarter of 2015.",
        "2016-10-11",
        &["the fourth quarter of 2015 | DATE | 2015-Q4 | 2015-10-01..2015-12-31"],
    );
    check(
        "Exports fell in the first quarter of last year.",
        "2016-10-11",
        &["the first quarter of last year | DATE | 2015-Q1 | 2015-01-01..2015-03-31"],
    );
    check(
        "Exports fell last quarter.",
        "2016-10-11",
        &["last quarter | DATE | 2016-Q3 | 2016-07-01..2016-09-30"],
    );
    check(
        "Exports fell in the first half of 2016.",
        "2016-10-11",
        &["the first half of 2016 | DATE | 2016-H1 | 2016-01-01..2016-06-30"],
    );
    check("Spending grew in fiscal 2013.", "2016-10-11", &["fiscal 2013 | DATE | 2013 | -"]);
    check(
        "Spending grew in fiscal year 2013.",
        "2016-10-11",
        &["fiscal year 2013 | DATE | 2013 | -"],
    );
    check("Exports fell in the third quarter.", "-", &["the third quarter | DATE | XXXX-Q3 | -"]);
}

#[test]
fn seasons() {
    check(
        "Thousands fled in summer 2014.",
        "2016-10-11",
        &["summer 2014 | DATE | 2014-SU | 2014-06-01..2014-08-31"],
    );
    check(
        "Thousands fled in the spring of 2011.",
        "2016-10-11",
        &["the spring of 2011 | DATE | 2011-SP | 2011-03-01..2011-05-31"],
    );
    check(
        "Thousands fled last summer.",
        "2016-04-11",
        &["last summer | DATE | 2015-SU | 2015-06-01..2015-08-31"],
    );
    check(
        "Thousands fled last winter.",
        "2016-10-11",
        &["last winter | DATE | 2015-WI | 2015-12-01..2016-02-29"],
    );
    check(
        "Elections will be held this fall.",
        "2016-07-11",
        &["this fall | DATE | 2016-FA | 2016-09-01..2016-11-30"],
    );
    check(
        "Elections will be held next spring.",
        "2016-10-11",
        &["next spring | DATE | 2017-SP | 2017-03-01..2017-05-31"],
    );
}

#[test]
fn named_days() {
    check(
        "Shots were fired on Christmas Day.",
        "2017-01-03",
        &["Christmas Day | DATE | 2016-12-25 | 2016-12-25..2016-12-25"],
    );
    check(
        "They will sing on Christmas Eve.",
        "2016-10-11",
        &["Christmas Eve | DATE | 2016-12-24 | 2016-12-24..2016-12-24"],
    );
    check(
        "Women were attacked on New Year’s Eve.",
        "2016-01-08",
        &["New Year’s Eve | DATE | 2015-12-31 | 2015-12-31..2015-12-31"],
    );
    check(
        "The club burned on New Year's Eve 2015.",
        "2016-10-11",
        &["New Year's Eve 2015 | DATE | 2015-12-31 | 2015-12-31..2015-12-31"],
    );
    check(
        "Bombs went off during Ramadan.",
        "2016-10-11",
        &["Ramadan | DATE | 2016 | 2016-06-06..2016-07-05"],
    );
    check(
        "A truce will hold during Ramadan.",
        "2016-05-11",
        &["Ramadan | DATE | 2016 | 2016-06-06..2016-07-05"],
    );
    check(
        "Bombs went off on Easter Sunday.",
        "2016-10-11",
        &["Easter Sunday | DATE | 2016-03-27 | 2016-03-27..2016-03-27"],
    );
    check(
        "The accord was signed on Good Friday.",
        "2016-10-11",
        &["Good Friday | DATE | 2016-03-25 | 2016-03-25..2016-03-25"],
    );
    check(
        "Families will gather on Thanksgiving.",
        "2016-10-11",
        &["Thanksgiving | DATE | 2016-11-24 | 2016-11-24..2016-11-24"],
    );
    check(
        "Police closed the site on Yom Kippur.",
        "2016-10-20",
        &["Yom Kippur | DATE | 2016-10-12 | 2016-10-12..2016-10-12"],
    );
    check(
        "Laws changed after 9/11.",
        "2016-10-11",
        &["9/11 | DATE | 2001-09-11 | 2001-09-11..2001-09-11"],
    );
    check(
        "He was freed last Christmas.",
        "2016-10-11",
        &["last Christmas | DATE | 2015-12-25 | 2015-12-25..2015-12-25"],
    );
}
