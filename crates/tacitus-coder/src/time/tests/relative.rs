//! Dates told from the report's day or from the story's, and times of day.

use super::check;

#[test]
fn weekdays_follow_the_tense() {
    check(
        "The minister resigned on Monday.",
        "2016-10-11",
        &["Monday | DATE | 2016-10-10 | 2016-10-10..2016-10-10"],
    );
    check(
        "The minister resigned Tuesday.",
        "2016-10-11",
        &["Tuesday | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The minister resigned on Wednesday.",
        "2016-10-11",
        &["Wednesday | DATE | 2016-10-05 | 2016-10-05..2016-10-05"],
    );
    check(
        "The minister will resign on Friday.",
        "2016-10-11",
        &["Friday | DATE | 2016-10-14 | 2016-10-14..2016-10-14"],
    );
    check(
        "The minister plans to resign on Monday.",
        "2016-10-11",
        &["Monday | DATE | 2016-10-17 | 2016-10-17..2016-10-17"],
    );
    check(
        "The minister is to resign on Monday.",
        "2016-10-11",
        &["Monday | DATE | 2016-10-17 | 2016-10-17..2016-10-17"],
    );
    check(
        "The summit opens on Thursday.",
        "2016-10-11",
        &["Thursday | DATE | 2016-10-13 | 2016-10-13..2016-10-13"],
    );
    check(
        "A hearing is due on Thursday.",
        "2016-10-11",
        &["Thursday | DATE | 2016-10-13 | 2016-10-13..2016-10-13"],
    );
    check(
        "The court was told on Thursday that he had fled.",
        "2016-10-11",
        &["Thursday | DATE | 2016-10-06 | 2016-10-06..2016-10-06"],
    );
    check(
        "The minister was killed in Sunday’s attack.",
        "2016-10-11",
        &["Sunday | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check(
        "They have been holding talks since Saturday.",
        "2016-10-11",
        &["Saturday | DATE | 2016-10-08 | 2016-10-08..2016-10-08"],
    );
    check("The minister resigned on Monday.", "-", &["Monday | DATE | XXXX-WXX-1 | -"]);
}

#[test]
fn what_has_a_set_day_is_the_nearest() {
    check(
        "He leads the race before Sunday’s election.",
        "2016-10-14",
        &["Sunday | DATE | 2016-10-16 | 2016-10-16..2016-10-16"],
    );
    check(
        "He condemned Sunday’s attack.",
        "2016-10-14",
        &["Sunday | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check(
        "The Sept. 11 attack in Benghazi was discussed.",
        "2013-05-08",
        &["Sept. 11 | DATE | 2012-09-11 | 2012-09-11..2012-09-11"],
    );
    check(
        "An attack in January 2015 was followed later in the year by others.",
        "2017-04-21",
        &[
            "January 2015 | DATE | 2015-01 | 2015-01-01..2015-01-31",
            "later in the year | DATE | 2015 | 2015-01-01..2015-12-31",
        ],
    );
    check(
        "They planted bombs this weekend.",
        "2016-09-19",
        &["this weekend | DATE | 2016-W37-WE | 2016-09-17..2016-09-18"],
    );
}

#[test]
fn a_day_behind_a_past_verb_is_past() {
    check(
        "The president said on Wednesday he would be willing to meet her.",
        "2018-01-25",
        &["Wednesday | DATE | 2018-01-24 | 2018-01-24..2018-01-24"],
    );
    check(
        "They criticised the order to fire missiles Thursday night.",
        "2017-04-07",
        &["Thursday night | TIME | 2017-04-06TNI | 2017-04-06..2017-04-06"],
    );
    check(
        "They looked at events leading up to Wednesday’s coup.",
        "2013-07-05",
        &["Wednesday | DATE | 2013-07-03 | 2013-07-03..2013-07-03"],
    );
    check(
        "Nearly a year later, nothing had changed.",
        "2016-10-11",
        &["Nearly a year later | DATE | XXXX | -"],
    );
}

#[test]
fn next_and_last() {
    check(
        "The visit would have taken place next Wednesday.",
        "2016-10-11",
        &["next Wednesday | DATE | 2016-10-19 | 2016-10-19..2016-10-19"],
    );
    check(
        "The visit took place last Thursday.",
        "2016-10-11",
        &["last Thursday | DATE | 2016-10-06 | 2016-10-06..2016-10-06"],
    );
    check(
        "The visit will take place this Friday.",
        "2016-10-11",
        &["this Friday | DATE | 2016-10-14 | 2016-10-14..2016-10-14"],
    );
    check(
        "He called for an inquiry last week.",
        "2016-10-11",
        &["last week | DATE | 2016-W40 | 2016-10-03..2016-10-09"],
    );
    check(
        "He will speak next week.",
        "2016-10-11",
        &["next week | DATE | 2016-W42 | 2016-10-17..2016-10-23"],
    );
    check(
        "He spoke this week.",
        "2016-10-11",
        &["this week | DATE | 2016-W41 | 2016-10-10..2016-10-16"],
    );
    check(
        "He resigned last month.",
        "2016-01-11",
        &["last month | DATE | 2015-12 | 2015-12-01..2015-12-31"],
    );
    check(
        "He resigned last year.",
        "2016-10-11",
        &["last year | DATE | 2015 | 2015-01-01..2015-12-31"],
    );
    check(
        "He will run next year.",
        "2016-10-11",
        &["next year | DATE | 2017 | 2017-01-01..2017-12-31"],
    );
    check(
        "He spoke on Friday of last week.",
        "2016-10-11",
        &["Friday of last week | DATE | 2016-10-07 | 2016-10-07..2016-10-07"],
    );
    check(
        "He was there the week before last.",
        "2016-10-11",
        &["the week before last | DATE | 2016-W39 | 2016-09-26..2016-10-02"],
    );
    check(
        "He fled the day before yesterday.",
        "2016-10-11",
        &["the day before yesterday | DATE | 2016-10-09 | 2016-10-09..2016-10-09"],
    );
    check("He called for an inquiry last week.", "-", &["last week | DATE | XXXX-WXX | -"]);
    check(
        "He will travel the day after tomorrow.",
        "2016-10-11",
        &["the day after tomorrow | DATE | 2016-10-13 | 2016-10-13..2016-10-13"],
    );
}

#[test]
fn days_around_the_report() {
    check(
        "He fled yesterday.",
        "2016-10-11",
        &["yesterday | DATE | 2016-10-10 | 2016-10-10..2016-10-10"],
    );
    check("He fled today.", "2016-10-11", &["today | DATE | 2016-10-11 | 2016-10-11..2016-10-11"]);
    check(
        "He will speak tomorrow.",
        "2016-12-31",
        &["tomorrow | DATE | 2017-01-01 | 2017-01-01..2017-01-01"],
    );
    check("He fled yesterday.", "-", &["yesterday | DATE | XXXX-XX-XX | -"]);
    check(
        "They will meet this weekend.",
        "2016-10-11",
        &["this weekend | DATE | 2016-W41-WE | 2016-10-15..2016-10-16"],
    );
    check(
        "They met last weekend.",
        "2016-10-11",
        &["last weekend | DATE | 2016-W40-WE | 2016-10-08..2016-10-09"],
    );
    check(
        "Dozens were killed over the weekend.",
        "2016-10-11",
        &["the weekend | DATE | 2016-W40-WE | 2016-10-08..2016-10-09"],
    );
    check(
        "He is now in Rome.",
        "2016-10-11",
        &["now | DATE | PRESENT_REF | 2016-10-11..2016-10-11"],
    );
    check("He was recently in Rome.", "2016-10-11", &["recently | DATE | PAST_REF | -"]);
    check("He will soon be in Rome.", "2016-10-11", &["soon | DATE | FUTURE_REF | -"]);
    check("Prices rose in recent weeks.", "2016-10-11", &["recent weeks | DATE | PAST_REF | -"]);
    check(
        "It will be decided at a later date.",
        "2016-10-11",
        &["a later date | DATE | FUTURE_REF | -"],
    );
}

#[test]
fn parts_of_a_date() {
    check(
        "He resigned earlier this month.",
        "2016-10-11",
        &["earlier this month | DATE | 2016-10 | 2016-10-01..2016-10-11"],
    );
    check(
        "He will resign later this year.",
        "2016-10-11",
        &["later this year | DATE | 2016 | 2016-10-11..2016-12-31"],
    );
    check(
        "He resigned late last year.",
        "2016-10-11",
        &["late last year | DATE | 2015 | 2015-09-02..2015-12-31"],
    );
    check(
        "He will resign early next year.",
        "2016-10-11",
        &["early next year | DATE | 2017 | 2017-01-01..2017-05-01"],
    );
    check(
        "He will resign by the end of the year.",
        "2016-10-11",
        &["the end of the year | DATE | 2016 | 2016-09-01..2016-12-31"],
    );
    check(
        "He will resign at the start of next week.",
        "2016-10-11",
        &["the start of next week | DATE | 2016-W42 | 2016-10-17..2016-10-18"],
    );
    check(
        "He resigned in the middle of March.",
        "2016-10-11",
        &["the middle of March | DATE | 2016-03 | 2016-03-11..2016-03-21"],
    );
    check(
        "He resigned late Monday.",
        "2016-10-11",
        &["late Monday | DATE | 2016-10-10 | 2016-10-10..2016-10-10"],
    );
    check(
        "He spoke earlier in the week.",
        "2016-10-13",
        &["earlier in the week | DATE | 2016-W41 | 2016-10-10..2016-10-13"],
    );
}

#[test]
fn distances_from_the_report() {
    check(
        "He resigned two years ago.",
        "2016-10-11",
        &["two years ago | DATE | 2014 | 2014-01-01..2014-12-31"],
    );
    check(
        "He resigned three months ago.",
        "2016-10-11",
        &["three months ago | DATE | 2016-07 | 2016-07-01..2016-07-31"],
    );
    check(
        "He resigned two weeks ago.",
        "2016-10-11",
        &["two weeks ago | DATE | 2016-W39 | 2016-09-26..2016-10-02"],
    );
    check(
        "He resigned ten days ago.",
        "2016-10-11",
        &["ten days ago | DATE | 2016-10-01 | 2016-10-01..2016-10-01"],
    );
    check(
        "He resigned a decade ago.",
        "2016-10-11",
        &["a decade ago | DATE | 2006 | 2006-01-01..2006-12-31"],
    );
    check(
        "He resigned more than 20 years ago.",
        "2016-10-11",
        &["more than 20 years ago | DATE | 1996 | 1996-01-01..1996-12-31"],
    );
    check("He resigned a few days ago.", "2016-10-11", &["a few days ago | DATE | PAST_REF | -"]);
    check("He resigned years ago.", "2016-10-11", &["years ago | DATE | PAST_REF | -"]);
    check(
        "He will return six months from now.",
        "2016-10-11",
        &["six months from now | DATE | 2017-04 | 2017-04-01..2017-04-30"],
    );
    check(
        "He will return in two weeks.",
        "2016-10-11",
        &["two weeks | DATE | 2016-W43 | 2016-10-24..2016-10-30"],
    );
    check("He resigned two years ago.", "-", &["two years ago | DATE | XXXX | -"]);
}

#[test]
fn distances_in_the_story() {
    check(
        "The town fell on March 5, 2001. Three days later he was dead.",
        "2016-10-11",
        &[
            "March 5, 2001 | DATE | 2001-03-05 | 2001-03-05..2001-03-05",
            "Three days later | DATE | 2001-03-08 | 2001-03-08..2001-03-08",
        ],
    );
    check(
        "The town fell on March 5, 2001. The day before, it had rained.",
        "2016-10-11",
        &[
            "March 5, 2001 | DATE | 2001-03-05 | 2001-03-05..2001-03-05",
            "The day before | DATE | 2001-03-04 | 2001-03-04..2001-03-04",
        ],
    );
    check(
        "The town fell on March 5, 2001. The following day he was dead.",
        "-",
        &[
            "March 5, 2001 | DATE | 2001-03-05 | 2001-03-05..2001-03-05",
            "The following day | DATE | 2001-03-06 | 2001-03-06..2001-03-06",
        ],
    );
    check(
        "The town fell in 1994. That year, many fled. A decade later, they returned.",
        "2016-10-11",
        &[
            "1994 | DATE | 1994 | 1994-01-01..1994-12-31",
            "That year | DATE | 1994 | 1994-01-01..1994-12-31",
            "A decade later | DATE | 2004 | 2004-01-01..2004-12-31",
        ],
    );
    check(
        "The town fell in 1994. Two months later, many fled.",
        "2016-10-11",
        &[
            "1994 | DATE | 1994 | 1994-01-01..1994-12-31",
            "Two months later | DATE | 1994 | 1994-01-01..1994-12-31",
        ],
    );
    check(
        "He was seized on May 4, 2014, and shot on the same day.",
        "2016-10-11",
        &[
            "May 4, 2014 | DATE | 2014-05-04 | 2014-05-04..2014-05-04",
            "the same day | DATE | 2014-05-04 | 2014-05-04..2014-05-04",
        ],
    );
    check(
        "He was seized on Monday. A week earlier, his house was burned.",
        "2016-10-11",
        &[
            "Monday | DATE | 2016-10-10 | 2016-10-10..2016-10-10",
            "A week earlier | DATE | 2016-W40 | 2016-10-03..2016-10-09",
        ],
    );
    check(
        "He was seized in February 2011. On March 19, jets struck.",
        "2016-10-11",
        &[
            "February 2011 | DATE | 2011-02 | 2011-02-01..2011-02-28",
            "March 19 | DATE | 2011-03-19 | 2011-03-19..2011-03-19",
        ],
    );
    check(
        "He was seized in February 2011.\n\nOn March 19, jets struck.",
        "2016-10-11",
        &[
            "February 2011 | DATE | 2011-02 | 2011-02-01..2011-02-28",
            "March 19 | DATE | 2016-03-19 | 2016-03-19..2016-03-19",
        ],
    );
    check(
        "The raid came two days after the attack.",
        "2016-10-11",
        &["two days | DURATION | P2D | -"],
    );
}

#[test]
fn parts_of_the_day() {
    check(
        "The office confirmed it this morning.",
        "2016-10-11",
        &["this morning | TIME | 2016-10-11TMO | 2016-10-11..2016-10-11"],
    );
    check(
        "He will speak tonight.",
        "2016-10-11",
        &["tonight | TIME | 2016-10-11TNI | 2016-10-11..2016-10-11"],
    );
    check(
        "Shells fell last night.",
        "2016-10-11",
        &["last night | TIME | 2016-10-10TNI | 2016-10-10..2016-10-10"],
    );
    check(
        "Shells fell on Monday night.",
        "2016-10-11",
        &["Monday night | TIME | 2016-10-10TNI | 2016-10-10..2016-10-10"],
    );
    check(
        "Shells fell early Saturday morning.",
        "2016-10-11",
        &["early Saturday morning | TIME | 2016-10-08TMO | 2016-10-08..2016-10-08"],
    );
    check(
        "He spoke yesterday afternoon.",
        "2016-10-11",
        &["yesterday afternoon | TIME | 2016-10-10TAF | 2016-10-10..2016-10-10"],
    );
    check(
        "He will speak tomorrow evening.",
        "2016-10-11",
        &["tomorrow evening | TIME | 2016-10-12TEV | 2016-10-12..2016-10-12"],
    );
    check(
        "Shells fell overnight.",
        "2016-10-11",
        &["overnight | TIME | 2016-10-11TNI | 2016-10-11..2016-10-11"],
    );
    check(
        "The office confirmed it this morning.",
        "-",
        &["this morning | TIME | XXXX-XX-XXTMO | -"],
    );
}

#[test]
fn the_clock() {
    check(
        "The siege ended at 3:30 p.m. on Friday.",
        "2016-10-11",
        &["3:30 p.m. on Friday | TIME | 2016-10-07T15:30 | 2016-10-07..2016-10-07"],
    );
    check(
        "The siege ended at noon.",
        "2016-10-11",
        &["noon | TIME | 2016-10-11T12:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at midnight.",
        "2016-10-11",
        &["midnight | TIME | 2016-10-11T24:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 15:00 GMT.",
        "2016-10-11",
        &["15:00 GMT | TIME | 2016-10-11T15:00Z | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 0600 local time.",
        "2016-10-11",
        &["0600 local time | TIME | 2016-10-11T06:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 7am.",
        "2016-10-11",
        &["7am | TIME | 2016-10-11T07:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 10.30pm.",
        "2016-10-11",
        &["10.30pm | TIME | 2016-10-11T22:30 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended on Tuesday at 8 p.m.",
        "2016-10-11",
        &["Tuesday at 8 p.m. | TIME | 2016-10-11T20:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 8 o'clock in the evening.",
        "2016-10-11",
        &["8 o'clock in the evening | TIME | 2016-10-11T20:00 | 2016-10-11..2016-10-11"],
    );
    check(
        "The siege ended at 12:15 a.m.",
        "2016-10-11",
        &["12:15 a.m. | TIME | 2016-10-11T00:15 | 2016-10-11..2016-10-11"],
    );
    check("The siege ended at 3:30 p.m.", "-", &["3:30 p.m. | TIME | T15:30 | -"]);
}
