//! Words and numbers that look like times and are none, and times that look like something else.

use super::check;

#[test]
fn words_that_are_no_time() {
    check("They may march to the square.", "2016-10-11", &[]);
    check("April Smith said prices may fall.", "2016-10-11", &[]);
    check("Theresa May spoke. The pressure on May grew.", "2016-10-11", &[]);
    check("It was his second term.", "2016-10-11", &[]);
    check("The sun sat low over the wed couple.", "2016-10-11", &[]);
    check("The Sunday Times reported the deal.", "2016-10-11", &[]);
    check("He gave the interview to the Daily Mail.", "2016-10-11", &[]);
    check("He marched on the capital and the government fell.", "2016-10-11", &[]);
    check("A 10-year-old boy and a man of 45 years of age were hurt.", "2016-10-11", &[]);
    check("He left as soon as he could.", "2016-10-11", &[]);
    check("He is in his 60s.", "2016-10-11", &[]);
    check("The minister had a spring in his step.", "2016-10-11", &[]);
    check("The future of the region is bright.", "2016-10-11", &[]);
    check("They discussed the past two elections.", "2016-10-11", &[]);
}

#[test]
fn numbers_that_are_no_year() {
    check("About 2,000 people came.", "2016-10-11", &[]);
    check("Some 1500 people came.", "2016-10-11", &[]);
    check("France sent 2012 troops to the border.", "2016-10-11", &[]);
    check("The bank lost $2016 in fees.", "2016-10-11", &[]);
    check("The score was 10-11.", "2016-10-11", &[]);
    check("It cost 3.5 million.", "2016-10-11", &[]);
}

#[test]
fn times_in_odd_dress() {
    check(
        "MONDAY: The minister resigned.",
        "2016-10-11",
        &["MONDAY | DATE | 2016-10-10 | 2016-10-10..2016-10-10"],
    );
    check(
        "“Today,” he said, “we won.”",
        "2016-10-11",
        &["Today | DATE | 2016-10-11 | 2016-10-11..2016-10-11"],
    );
    check(
        "The deal was struck in May.",
        "2016-10-11",
        &["May | DATE | 2016-05 | 2016-05-01..2016-05-31"],
    );
    check(
        "In May the deal was struck.",
        "2016-10-11",
        &["May | DATE | 2016-05 | 2016-05-01..2016-05-31"],
    );
    check(
        "Theresa May took office in July 2016, and in May she had no plan.",
        "2016-10-11",
        &[
            "July 2016 | DATE | 2016-07 | 2016-07-01..2016-07-31",
            "May | DATE | 2016-05 | 2016-05-01..2016-05-31",
        ],
    );
    check(
        "The scheduled date of March 29 has passed.",
        "2019-05-24",
        &["March 29 | DATE | 2019-03-29 | 2019-03-29..2019-03-29"],
    );
    check("", "2016-10-11", &[]);
    check(
        "31 February 2015 is no day.",
        "2016-10-11",
        &["31 February 2015 | DATE | 2015-02-31 | -"],
    );
    check("He won in 99999999999 and on 2016-13-45.", "2016-10-11", &[]);
}
