//! Objects to drafts.

use super::*;

fn read(json: &str) -> Draft {
    let (draft, remarks) = draft(json.as_bytes()).unwrap();
    assert_eq!(remarks, []);
    draft
}

fn check_refused(json: &str, message: &str) {
    let fault = draft(json.as_bytes()).unwrap_err();
    assert_eq!(fault.reason.to_string(), message, "{json}");
}

#[test]
fn our_own_names() {
    let draft = read(
        r#"{"id": "a1", "text": "Talks failed.", "title": "No result", "date": "2016-10-11", "language": "en-GB",
            "url": "https://herald.example/a", "publication": "Herald", "shares": 61, "comments": 6, "authors": ["Ana Lima", "Jo Osei"]}"#,
    );
    assert_eq!(draft.id.as_deref(), Some("a1"));
    assert_eq!(draft.text, "Talks failed.");
    assert_eq!(draft.title.as_deref(), Some("No result"));
    assert_eq!(draft.url.as_deref(), Some("https://herald.example/a"));
    assert_eq!(draft.publication.as_deref(), Some("Herald"));
    assert_eq!(draft.language.as_deref(), Some("en"));
    assert_eq!(draft.engagement, Engagement { shares: Some(61), comments: Some(6) });
    assert_eq!(draft.authors, ["Ana Lima", "Jo Osei"]);
    let published = draft.published.unwrap();
    assert_eq!(published.earliest.to_string(), "2016-10-11");
    assert_eq!(published.basis, DateBasis::Metadata);
}

#[test]
fn other_tools_names() {
    let ngec = read(r#"{"story_id": 7, "event_text": "Talks failed.", "pub_date": "20161011"}"#);
    assert_eq!((ngec.id.as_deref(), ngec.text.as_str()), (Some("7"), "Talks failed."));
    let news_please = read(
        r#"{"maintext": "Talks failed.", "date_publish": "2016-10-11 09:30:00", "source_domain": "herald.example",
            "description": "x", "authors": [], "title_page": null, "title": "No result", "image_url": 3}"#,
    );
    assert_eq!(news_please.publication.as_deref(), Some("herald.example"));
    assert!(news_please.published.is_some());
    let news_api = read(
        r#"{"source": {"id": null, "name": "Herald"}, "content": "Talks failed.", "publishedAt": "2016-10-11T09:30:00Z"}"#,
    );
    assert_eq!(news_api.publication.as_deref(), Some("Herald"));
    assert!(news_api.published.is_some());
    assert_eq!(read(r#"{"_id": {"$oid": "5f"}, "text": "a"}"#).id.as_deref(), Some("5f"));
}

#[test]
fn our_name_comes_before_another() {
    let draft = read(
        r#"{"content": "cut …", "body": "", "text": "Talks failed.", "source": "b", "publication": "a"}"#,
    );
    assert_eq!(draft.text, "Talks failed.");
    assert_eq!(draft.publication.as_deref(), Some("a"));
    // An empty one is as good as none, another tool's of another type too.
    let draft =
        read(r#"{"text": " ", "article": {"x": 1}, "body": "Talks failed.", "source": ["x"]}"#);
    assert_eq!(draft.text, "Talks failed.");
    assert_eq!(draft.publication, None);
}

#[test]
fn text_is_unchanged() {
    assert_eq!(read(r#"{"text": "\n a\r\nb \u00e9\ud83d\ude80 "}"#).text, "\n a\r\nb é🚀 ");
}

#[test]
fn dyads_count_characters() {
    let draft = read(
        r#"{"text": "Élysée hit back", "dyads": [{"actor": [0, 6], "recipient": [0, 0]}, {"recipient": [7, 15]}]}"#,
    );
    assert_eq!(
        draft.dyads,
        [
            Dyad { actor: Some(Span::new(0, 8)), recipient: None },
            Dyad { actor: None, recipient: Some(Span::new(9, 17)) },
        ]
    );
    check_refused(
        r#"{"text": "Élysée", "dyads": [{"actor": [0, 7]}]}"#,
        "dyad 0: `actor` is [0, 7], which is no span of a text of 6 characters; give [start, end] with start < end, or [0, 0] for none",
    );
    check_refused(
        r#"{"text": "a", "dyads": [{"actor": [0, -1]}]}"#,
        "field `dyads[0].actor` is a list; expected [start, end] in characters",
    );
}

#[test]
fn an_empty_text_is_a_record_all_the_same() {
    let (draft, remarks) = draft(br#"{"id": "a", "text": " \n", "body": ""}"#).unwrap();
    assert_eq!((draft.text.as_str(), remarks), (" \n", vec![Remark::Blank]));
}

#[test]
fn what_gives_no_article() {
    check_refused("{", "is no JSON (EOF while parsing an object); correct or remove it");
    check_refused("oops", "is no JSON (expected value); correct or remove it");
    check_refused("[1]", "is JSON but no object; a report is an object with `text`");
    check_refused("3", "is JSON but no object; a report is an object with `text`");
    let no_text = "has no text; give the report's text in the field `text`";
    check_refused("{}", no_text);
    check_refused(r#"{"text": null, "title": "a"}"#, no_text);
    check_refused(r#"{"text": 5}"#, "field `text` is a number; expected a string");
    check_refused(r#"{"text": "a", "title": ["b"]}"#, "field `title` is a list; expected a string");
    check_refused(
        r#"{"text": "a", "id": true}"#,
        "field `id` is true or false; expected a string or a number",
    );
    check_refused(r#"{"text": "a", "id": 1, "text": "b"}"#, "has the field `text` twice; keep one");
    let fault = draft(b"{\"text\": \"caf\xE9\"}").unwrap_err();
    assert_eq!((fault.reason, fault.within), (Reason::NotUtf8, 13));
}

#[test]
fn a_date_that_cannot_be_read_is_a_remark() {
    let (draft, remarks) =
        draft(br#"{"text": "a", "date": "10/11/2016", "language": "English"}"#).unwrap();
    assert_eq!((draft.published, draft.language), (None, None));
    assert_eq!(
        remarks,
        [
            Remark::DateNotRead { field: "date".into(), value: "10/11/2016".into() },
            Remark::LanguageNotRead("English".into()),
        ]
    );
    // A date that can be read under another name makes up for it.
    assert!(
        read(r#"{"text": "a", "date": "Monday", "publishedAt": "2016-10-11"}"#).published.is_some()
    );
}

#[test]
fn an_article_line_of_our_own() {
    let draft = read(
        r#"{"record": "article", "id": "x", "text": "a", "published": {"earliest": "2016-10-10", "latest": "2016-10-12",
            "basis": "url"}, "engagement": {"shares": 1, "comments": null}, "blocks": []}"#,
    );
    let published = draft.published.unwrap();
    assert_eq!(published.basis, DateBasis::Url);
    assert_eq!(published.latest.to_string(), "2016-10-12");
    assert_eq!(draft.engagement.shares, Some(1));
}
