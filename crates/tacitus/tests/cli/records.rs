//! Records against the schema that ships with the program.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::{examples, tacitus, with_model};

const WITH: &str = "articles,statements,times,entities";

fn validator() -> Validator {
    let schema = tacitus(&["schema"]).ends(0).says_nothing().out;
    assert_eq!(schema, tacitus_record::SCHEMA);
    let schema: Value = serde_json::from_str(&schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
}

/// Every record of every sample report.
fn coded() -> Vec<Value> {
    let examples = examples();
    let mut arguments = vec!["code", "--with", WITH];
    arguments.extend(examples.iter().map(String::as_str));
    with_model(&arguments).ends(0).says_nothing().records()
}

fn first(records: &[Value], kind: &str) -> Value {
    let found = records.iter().find(|record| record["record"] == kind);
    found.unwrap_or_else(|| panic!("no record of the kind {kind}")).clone()
}

#[test]
fn every_record_of_every_sample_report_fits() {
    let validator = validator();
    let records = coded();
    for record in &records {
        let faults: Vec<String> = validator
            .iter_errors(record)
            .map(|fault| format!("{fault} at {}", fault.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{faults:?}: {record}");
    }
    for kind in ["event", "statement", "article", "time", "entity"] {
        first(&records, kind);
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let validator = validator();
    let records = coded();
    let check = |kind: &str, what: &str, change: &dyn Fn(&mut serde_json::Map<String, Value>)| {
        let mut record = first(&records, kind);
        assert!(validator.is_valid(&record));
        change(record.as_object_mut().unwrap());
        assert!(!validator.is_valid(&record), "{kind} with {what} is valid: {record}");
    };
    let set = |name: &'static str, value: Value| {
        move |record: &mut serde_json::Map<String, Value>| {
            assert!(record.contains_key(name), "{name}");
            record.insert(name.to_owned(), value.clone());
        }
    };
    check("event", "a type that is none", &set("event", json!(["SMILE"])));
    check("event", "two types", &set("event", json!(["AGREE", "AID"])));
    check("event", "no type", &set("event", json!([])));
    check("event", "another type's mode", &|record| {
        record.insert("event".to_owned(), json!(["CONSULT"]));
        record.insert("quad_code".to_owned(), json!(1));
        record.insert("mode".to_owned(), json!(["aerial"]));
    });
    check("event", "another type's quad class", &|record| {
        record.insert("event".to_owned(), json!(["CONSULT"]));
        record.insert("mode".to_owned(), json!([]));
        record.insert("quad_code".to_owned(), json!(4));
    });
    check("event", "a status that is none", &set("status", json!("maybe")));
    check("event", "a text for a number", &set("confidence", json!("0.5")));
    check("event", "a day that is none", &set("date", json!("yesterday")));
    check("event", "a field that is none", &|record| {
        record.insert("colour".to_owned(), json!("red"));
    });
    for kind in ["event", "statement", "article", "time", "entity"] {
        let names: Vec<String> =
            first(&records, kind).as_object().unwrap().keys().cloned().collect();
        for name in names {
            check(kind, &format!("no {name}"), &|record| {
                record.remove(&name);
            });
        }
    }
    check("time", "another type of time", &set("type", json!("ERA")));
    check("statement", "another kind of quotation", &set("quoted", json!("loud")));
    check(
        "article",
        "a text for a number of shares",
        &set("engagement", json!({"shares": "3", "comments": null})),
    );
    assert!(!validator.is_valid(&json!({"record": "rumour"})));
    assert!(!validator.is_valid(&json!([])));
}

#[test]
fn spans_point_at_their_words() {
    let records = coded();
    let text = |id: &Value| -> Vec<char> {
        let article = records.iter().find(|r| r["record"] == "article" && r["id"] == *id);
        article.unwrap()["text"].as_str().unwrap().chars().collect()
    };
    let words = |article: &Value, start: &Value, end: &Value| -> String {
        let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        text(article)[at(start)..at(end)].iter().collect()
    };
    let mut seen = 0;
    for record in &records {
        let article = &record["article"];
        let none = Vec::new();
        let list = |name: &str| record[name].as_array().unwrap_or(&none).clone();
        for mention in list("mentions").iter().filter(|mention| !mention["start"].is_null()) {
            assert_eq!(mention["text"], words(article, &mention["start"], &mention["end"]));
            seen += 1;
        }
        for side in list("actor").iter().chain(&list("recipient")) {
            let span = &side["entity_span"];
            if !span.is_null() {
                assert_eq!(side["entity_text"], words(article, &span[0], &span[1]));
                seen += 1;
            }
        }
        if record["record"] == "time" && !record["start"].is_null() {
            assert_eq!(record["text"], words(article, &record["start"], &record["end"]));
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}
