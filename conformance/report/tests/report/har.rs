//! The HTTP archive of a run.

use crate::runs::*;
use ringback_report::merge::merge;
use serde_json::{Value, json};

/// What HAR 1.2 requires and allows.
fn har_1_2() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(include_str!("har.schema.json")).unwrap()).unwrap()
}

fn entries(page: &str) -> Vec<Value> {
    let page: Value = serde_json::from_str(page).unwrap();
    let errors: Vec<String> =
        har_1_2().iter_errors(&page).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new());
    page["log"]["entries"].as_array().unwrap().clone()
}

/// The entry of the case whose name ends like this.
fn entry<'a>(entries: &'a [Value], ending: &str) -> &'a Value {
    entries.iter().find(|entry| entry["comment"].as_str().unwrap().ends_with(ending)).unwrap()
}

#[test]
fn an_archive_holds_what_was_answered_whether_it_passed_or_not() {
    let entries = entries(&told("har", &little_run()));
    let names: Vec<&str> = entries.iter().map(|entry| entry["comment"].as_str().unwrap()).collect();
    let expected = ["callbackNumbers/required/absent", "wait/null/null", "whole/valid/full", "whole/valid/minimal"];
    assert_eq!(names, expected.map(|name| format!("acme/create-order/{name}")), "what was never answered is not in it");
    let passed = entry(&entries, "minimal");
    assert_eq!(passed["startedDateTime"], "2026-06-15T08:30:01.000Z");
    assert_eq!((&passed["time"], &passed["timings"]["wait"]), (&json!(1.3), &json!(1.3)));
    assert_eq!(passed["request"]["postData"]["text"], "{\"wait\":1}");
    assert_eq!(passed["request"]["postData"]["mimeType"], "application/json");
    assert_eq!((&passed["request"]["bodySize"], &passed["response"]["content"]["size"]), (&json!(10), &json!(2)));
    assert_eq!((&passed["response"]["status"], &passed["response"]["statusText"]), (&json!(201), &json!("Created")));
    assert_eq!(passed["response"]["content"]["text"], "{}");
}

#[test]
fn an_archive_is_masked_like_every_report() {
    let page = told("har", &little_run());
    for private in PRIVATE {
        assert!(!page.contains(private), "it holds {private}");
    }
    let entries = entries(&page);
    let body = |ending| entry(&entries, ending)["response"]["content"]["text"].as_str().unwrap().to_owned();
    let masked: Value = serde_json::from_str(&body("absent")).unwrap();
    assert_eq!(masked["ani"], "+•••••••••••");
    let sent = entry(&entries, "full")["request"]["postData"]["text"].as_str().unwrap();
    assert!(sent.contains("+12025550100"), "what was sent is nobody's: {sent}");
}

#[test]
fn the_query_the_media_type_and_a_body_that_was_cut_are_told() {
    let mut result = returned_a_wrong_one();
    result.request.as_mut().unwrap().url = "http://127.0.0.1/a?b=c%20d&e&access_token=s3cr3t".into();
    let response = result.response.as_mut().unwrap();
    response.headers = vec![("content-encoding".into(), "gzip".into()), ("location".into(), "/b".into())];
    response.body = b"\xffnot JSON".to_vec();
    response.truncated = true;
    let entries = entries(&told("har", &[result]));
    let query =
        json!([{"name": "b", "value": "c d"}, {"name": "e", "value": ""}, {"name": "access_token", "value": "•••"}]);
    assert_eq!(entries[0]["request"]["queryString"], query);
    let response = &entries[0]["response"];
    assert_eq!((&response["bodySize"], &response["redirectURL"]), (&json!(-1), &json!("/b")), "{response}");
    assert_eq!(response["content"]["text"], "\u{fffd}not JSON");
    assert!(response["content"]["comment"].as_str().unwrap().contains("max_body"));
}

#[test]
fn a_joined_archive_holds_what_the_reports_hold() {
    let joined = merge(&[("a.json".into(), told("json", &little_run()))]).unwrap();
    let joined = entries(&told_at_once("har", |report| report.write_run(&joined).unwrap()));
    assert_eq!(joined.len(), 4);
    assert_eq!(entry(&joined, "minimal")["request"]["postData"]["text"], "{\"wait\":1}");
    assert_eq!(entry(&joined, "minimal")["startedDateTime"], "2026-06-15T08:30:00Z", "all that a report knows");
}

#[test]
fn what_is_no_archive_is_refused_by_what_these_tests_go_by() {
    let page: Value = serde_json::from_str(&told("har", &little_run())).unwrap();
    for missing in [
        "/log/creator",
        "/log/entries/0/cache",
        "/log/entries/0/timings/wait",
        "/log/entries/0/request/cookies",
        "/log/entries/0/request/postData/mimeType",
        "/log/entries/0/response/redirectURL",
        "/log/entries/0/response/content/size",
    ] {
        let (parent, name) = missing.rsplit_once('/').unwrap();
        let mut page = page.clone();
        assert!(page.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name).is_some(), "{missing}");
        assert!(!har_1_2().is_valid(&page), "without {missing}");
    }
}
