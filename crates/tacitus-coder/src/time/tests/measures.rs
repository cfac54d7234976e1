//! Durations and sets, and reports whose day is known only as a window.

use super::check;

#[test]
fn durations() {
    check(
        "They have been at war for more than a year.",
        "2016-10-11",
        &["more than a year | DURATION | P1Y | -"],
    );
    check("They fought for three years.", "2016-10-11", &["three years | DURATION | P3Y | -"]);
    check("They fought for decades.", "2016-10-11", &["decades | DURATION | PXDE | -"]);
    check(
        "They fought for several months.",
        "2016-10-11",
        &["several months | DURATION | PXM | -"],
    );
    check("They fought for a few days.", "2016-10-11", &["a few days | DURATION | PXD | -"]);
    check("They fought for years.", "2016-10-11", &["years | DURATION | PXY | -"]);
    check("They fought for hours.", "2016-10-11", &["hours | DURATION | PTXH | -"]);
    check("They fought for half an hour.", "2016-10-11", &["half an hour | DURATION | PT30M | -"]);
    check(
        "They fought for a year and a half.",
        "2016-10-11",
        &["a year and a half | DURATION | P1.5Y | -"],
    );
    check(
        "They fought for two and a half years.",
        "2016-10-11",
        &["two and a half years | DURATION | P2.5Y | -"],
    );
    check(
        "They fought for twenty-five minutes.",
        "2016-10-11",
        &["twenty-five minutes | DURATION | PT25M | -"],
    );
    check(
        "He got a three-year sentence and a 10-year ban.",
        "2016-10-11",
        &["three-year | DURATION | P3Y | -", "10-year | DURATION | P10Y | -"],
    );
    check("A 24-hour strike began.", "2016-10-11", &["24-hour | DURATION | PT24H | -"]);
    check("They agreed on a week-long truce.", "2016-10-11", &["week-long | DURATION | P1W | -"]);
    check("They fought for a fortnight.", "2016-10-11", &["a fortnight | DURATION | P2W | -"]);
    check(
        "They fought for three to five months.",
        "2016-10-11",
        &["three to five months | DURATION | P5M | -"],
    );
}

#[test]
fn stretches_before_and_after_the_report() {
    check(
        "Prices rose in the past three years.",
        "2016-10-11",
        &["the past three years | DURATION | P3Y | 2013-10-11..2016-10-11"],
    );
    check(
        "Prices rose in the last 10 days.",
        "2016-10-11",
        &["the last 10 days | DURATION | P10D | 2016-10-01..2016-10-11"],
    );
    check(
        "Prices rose in the past year.",
        "2016-10-11",
        &["the past year | DURATION | P1Y | 2015-10-11..2016-10-11"],
    );
    check(
        "Prices will rise over the next decade.",
        "2016-10-11",
        &["the next decade | DURATION | P1DE | 2016-10-11..2026-10-11"],
    );
    check(
        "Prices will rise over the next few weeks.",
        "2016-10-11",
        &["the next few weeks | DURATION | PXW | -"],
    );
    check(
        "Prices rose in the past three years.",
        "-",
        &["the past three years | DURATION | P3Y | -"],
    );
}

#[test]
fn sets() {
    check("They march every Friday.", "2016-10-11", &["every Friday | SET | XXXX-WXX-5 | -"]);
    check("They march on Fridays.", "2016-10-11", &["Fridays | SET | XXXX-WXX-5 | -"]);
    check("They march twice a week.", "2016-10-11", &["twice a week | SET | P1W | -"]);
    check("They march daily.", "2016-10-11", &["daily | SET | P1D | -"]);
    check("They march every day.", "2016-10-11", &["every day | SET | P1D | -"]);
    check("They march every two months.", "2016-10-11", &["every two months | SET | P2M | -"]);
    check("They march every other year.", "2016-10-11", &["every other year | SET | P2Y | -"]);
    check("They spoke at the annual summit.", "2016-10-11", &["annual | SET | P1Y | -"]);
    check("The council publishes quarterly reports.", "2016-10-11", &["quarterly | SET | P3M | -"]);
    check("The field yields 10,000 barrels a day.", "2016-10-11", &["a day | SET | P1D | -"]);
    check(
        "He was tortured three times a day.",
        "2016-10-11",
        &["three times a day | SET | P1D | -"],
    );
    check("They pray every morning.", "2016-10-11", &["every morning | SET | XXXX-XX-XXTMO | -"]);
}

#[test]
fn a_window_keeps_what_all_its_days_share() {
    check(
        "He resigned yesterday.",
        "2016-10-11..2016-10-12",
        &["yesterday | DATE | 2016-10 | 2016-10-10..2016-10-11"],
    );
    check(
        "He resigned last week.",
        "2016-10-11..2016-10-12",
        &["last week | DATE | 2016-W40 | 2016-10-03..2016-10-09"],
    );
    check(
        "He resigned last month.",
        "2016-10-11..2016-10-30",
        &["last month | DATE | 2016-09 | 2016-09-01..2016-09-30"],
    );
    check(
        "He will travel on October 19.",
        "2016-04-19..2016-10-19",
        &["October 19 | DATE | 2016-10-19 | 2016-10-19..2016-10-19"],
    );
    check(
        "He resigned on Monday.",
        "2015-11-01..2016-10-19",
        &["Monday | DATE | XXXX-WXX-1 | 2015-10-26..2016-10-17"],
    );
    check(
        "He resigned in May 2014.",
        "2015-11-01..2016-10-19",
        &["May 2014 | DATE | 2014-05 | 2014-05-01..2014-05-31"],
    );
    check(
        "He spoke this morning.",
        "2016-10-11..2016-10-12",
        &["this morning | TIME | XXXX-XX-XXTMO | 2016-10-11..2016-10-12"],
    );
}
