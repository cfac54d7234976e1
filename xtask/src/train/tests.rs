//! Training on items made up so that one feature tells the gold sense.

use super::fit::Model;
use super::items::{Item, read};
use super::{SETTINGS, fold_of, folds, score};

fn item(id: usize) -> String {
    // 'sure' always stands at the gold sense, 'loud' at either.
    let gold = if id.is_multiple_of(2) { "AID" } else { "AGREE" };
    let sense = |root: &str| {
        let sure = if root == gold { 1.0 } else { 0.0 };
        let loud = if id.is_multiple_of(3) { 1.0 } else { 0.0 };
        format!(r#"{{"root":"{root}","features":{{"sure":{sure},"loud":{loud}}}}}"#)
    };
    format!(
        r#"{{"id":"i{id}","gold":"{gold}","senses":[{},{}],"traits":{{"noon":1.0}}}}"#,
        sense("AGREE"),
        sense("AID")
    )
}

fn items(count: usize) -> Vec<Item> {
    let mut lines = format!("{{\"items\":{count},\"ids\":\"x\"}}\n");
    (0..count).for_each(|id| lines.push_str(&(item(id) + "\n")));
    read(&lines).expect("the lines are items").1
}

#[test]
fn it_learns_what_tells_the_gold_sense() {
    let items = items(60);
    let model = Model::train(&items.iter().collect::<Vec<_>>(), &SETTINGS).expect("it trains");
    let weight = |root: &str, feature: &str| {
        model.lines().find(|(r, f, _)| (*r, *f) == (root, feature)).map_or(0.0, |(_, _, w)| w)
    };
    assert!(weight("*", "sure") > 1.0);
    // It tells something from nothing, and no sense from another.
    assert!(weight("*", "loud") < weight("*", "sure") / 2.0);
    assert!(items.iter().all(|item| model.best(item) == Some(item.gold.as_str())));
}

#[test]
fn each_item_is_judged_by_a_model_that_has_not_seen_it() {
    let items = items(40);
    let judged = folds(&items, &[], 5).expect("it trains");
    assert!(score::report(&items, &judged).contains("macro-F1 1.000"));
    let sizes: Vec<usize> =
        (0..5).map(|f| items.iter().filter(|i| fold_of(&i.id, 5) == f).count()).collect();
    assert!(sizes.iter().all(|&size| size > 0), "{sizes:?}");
}

#[test]
fn training_twice_gives_the_same_weights() {
    let items = items(30);
    let train = || {
        let model = Model::train(&items.iter().collect::<Vec<_>>(), &SETTINGS).expect("it trains");
        model.lines().map(|(r, f, w)| format!("{r} {f} {w:?}")).collect::<Vec<_>>()
    };
    assert_eq!(train(), train());
}
