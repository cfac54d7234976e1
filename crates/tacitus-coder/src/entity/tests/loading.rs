//! Mistakes in knowledge files tell the file, the line and the remedy.

use super::super::{Actors, Gazetteer};
use crate::source::Folder;

fn actors(file: &str, text: &str) -> String {
    let folder: Folder = [(file, text)].into_iter().collect();
    Actors::load(&folder).unwrap_err().to_string()
}

fn places(file: &str, text: &str) -> String {
    let folder: Folder = [(file, text)].into_iter().collect();
    Gazetteer::load(&folder).unwrap_err().to_string()
}

#[test]
fn mistakes_are_told_with_their_line() {
    let country = actors("actors/countries.txt", "# head\nFRA | France\n  name French\n");
    assert!(
        country.starts_with("actors/countries.txt:3: unknown key 'name'; write names"),
        "{country}"
    );
    let twice = actors("actors/countries.txt", "FRA | France\nFRA | France\n");
    assert!(twice.starts_with("actors/countries.txt:2: FRA stands here a second time"), "{twice}");
    let date = actors("actors/people/x.txt", "FRA | president | Jean Petit | 2012-13-01 |\n");
    assert!(
        date.starts_with("actors/people/x.txt:1: '2012-13-01' is no date; write YYYY"),
        "{date}"
    );
    let code = actors("actors/groups.txt", "Some Front | Fra | REB | group\n");
    assert!(code.starts_with("actors/groups.txt:1: 'Fra' is no code"), "{code}");
    let sector = actors("actors/agents.txt", "[Gov person]\nminister\n");
    assert!(sector.starts_with("actors/agents.txt:1: 'Gov' is no sector"), "{sector}");
    let modifier = actors("actors/agents.txt", "[modifiers]\nrebel REB\n");
    assert!(modifier.starts_with("actors/agents.txt:2: no '->'"), "{modifier}");
    let city = places("places/cities.txt", "Paris | FRA | IDF | 48.8 | 2.3 | many | PPLC |\n");
    assert!(city.starts_with("places/cities.txt:1: 'many' is no population"), "{city}");
    let earth = places("places/regions.txt", "Moon | | region | 123 | 2\n");
    assert!(earth.starts_with("places/regions.txt:1: 123, 2 is not on Earth"), "{earth}");
}

#[test]
fn the_default_knowledge_loads() {
    let folder = Folder::embedded();
    Actors::load(&folder).unwrap_or_else(|e| panic!("{e}"));
    Gazetteer::load(&folder).unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn bounds_in_doubt_are_wider() {
    use crate::entity::fields::{bound, rows};
    let file = "actors/people/x.txt".into();
    let row = rows(&file, "x").next().unwrap();
    let day = |text: &str| bound(&row, text).unwrap().unwrap();
    assert!(day("2012-05-15").certain());
    assert!(!day("~2012-05-15").certain());
    assert!(!day("2012-05").certain());
    let (first, last) = day("~2012-05-15").reach();
    assert_eq!((first.to_string(), last.to_string()), ("2012-02-15".into(), "2012-08-13".into()));
}
