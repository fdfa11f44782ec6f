//! Many cases with one cause are one story, in every format that people read.

use crate::runs::*;
use ringback_contract::provenance::Source;
use ringback_report::{Report, ReportOptions, open_all};
use ringback_runner::event::{CaseResult, Verdict};
use ringback_suite::{
    case::{Expect, Level},
    difference::differences,
    requirements::Requirement,
    stated::Stated,
};
use serde_json::{Value, json};
use std::{fs, rc::Rc};

/// Twelve cases that a server fails in one way, and one that it fails in this way and another.
fn one_cause() -> Vec<CaseResult> {
    let named = |number: usize| {
        let name = format!("acme/create-order/number-{number:02}/valid/given");
        let case = case(&name, Level::Documented, Expect::Accept, json!({"n": number}));
        let mut wrong = vec![mismatch(&format!("/items/{number}/id"), "format", &format!("\"x-{number}\" is no UUID"))];
        if number == 12 {
            wrong.push(mismatch("/state", "enum", "\"odd\" is none of the states"));
        }
        finished(case, Verdict::Fail(wrong), 201, "{}")
    };
    (0..13).map(named).collect()
}

#[test]
fn one_cause_is_told_once_with_the_number_of_its_cases() {
    let text = told("text", &one_cause());
    assert_eq!(text.matches("FAIL ").count(), 2, "{text}");
    assert!(text.contains("alike     12 more cases") && text.contains("and 7 more"), "{text}");
    assert!(text.contains("13 of 13 failed"), "{text}");
    let github = told("github", &one_cause());
    assert_eq!(github.lines().filter(|line| line.starts_with("::error ")).count(), 3, "{github}");
    assert!(github.contains("alike: 12 more cases"), "{github}");
    let markdown = told("markdown", &one_cause());
    assert_eq!(markdown.matches("<details>").count(), 2, "{markdown}");
    assert!(markdown.contains("</code> and 12 more</summary>"), "{markdown}");
    let data = data(&told("html", &one_cause()));
    let counts: Vec<usize> =
        data["causes"].as_array().unwrap().iter().map(|cause| cause["cases"].as_array().unwrap().len()).collect();
    assert_eq!(counts, [13, 1]);
    assert_eq!(data["cases"].as_array().unwrap().len(), 13, "each case is in the page once");
}

#[test]
fn other_places_rules_operations_and_reasons_are_other_causes() {
    let failed = |operation: &str, name: &str, at: &str, rule: &str, message: &str| {
        let case = case(&format!("acme/{operation}/{name}"), Level::Documented, Expect::Accept, json!({}));
        finished(case, Verdict::Fail(vec![mismatch(at, rule, message)]), 201, "{}")
    };
    let inconclusive = |name: &str, why: &str| {
        without_answer(&format!("acme/{name}"), Level::Documented, Verdict::Inconclusive(why.into()))
    };
    let cases = [
        failed("one", "a", "/id", "format", "\"1\" is no UUID"),
        failed("two", "b", "/id", "format", "\"1\" is no UUID"),
        failed("one", "c", "/other", "format", "\"1\" is no UUID"),
        failed("one", "d", "/id", "type", "\"1\" is no UUID"),
        failed("one", "e", "", "status", "status 400: it must be accepted"),
        failed("one", "f", "", "status", "status 500: it must be accepted"),
        inconclusive("one/g", "401 Unauthorized"),
        inconclusive("two/h", "401 Unauthorized"),
        inconclusive("two/i", "no payload with a \"queueId\" was accepted"),
        inconclusive("two/j", "no payload with a \"scriptId\" was accepted"),
    ];
    let data = data(&told("html", &cases));
    let causes = data["causes"].as_array().unwrap();
    assert_eq!(causes.len(), 9, "{causes:#?}");
    let outcomes: Vec<&str> = causes.iter().map(|cause| cause["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, [["failed"; 6].as_slice(), &["inconclusive"; 3]].concat(), "failures come first");
    let expired = causes.iter().find(|cause| cause["wrong"][0] == "401 Unauthorized").unwrap();
    assert_eq!(expired["cases"].as_array().unwrap().len(), 2, "an expired token is one cause for all operations");
}

#[test]
fn a_failure_shows_its_sentence_in_its_document_and_what_differs_from_its_base() {
    let mut failed = accepted_a_broken_one();
    failed.differences = differences(&json!({"callbackNumbers": ["+1"], "queueId": "q"}), &json!({"queueId": "q"}));
    let document = "One.\n\n".to_owned()
        + &"\n".repeat(12)
        + "Before.\nHere **A list** of the phone numbers for this callback. And more.\nAfter.\n";
    let mut stated = Stated::default();
    let documents = [("documents/Order.md".to_owned(), document)].into_iter().collect();
    stated.documents.insert("acme".into(), documents);
    let requirement = Requirement {
        subject: "acme/Order/callbackNumbers".into(),
        claim: "required".into(),
        source: Source::line("documents/Order.md", 16, "A list of the phone numbers for this callback."),
        cases: vec![failed.case.name.clone()],
        untested: None,
    };
    stated.requirements.push(("acme".into(), vec![requirement]));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let options = ReportOptions { stated: Rc::new(move || stated.clone()), ..ReportOptions::default() };
    let mut report = open_all(&[format!("html={}", file.display())], &options).unwrap();
    tell(&mut report as &mut dyn Report, &[failed]);
    let data = data(&fs::read_to_string(file).unwrap());
    let case = &data["cases"][0];
    assert_eq!(case["differences"], json!([{"at": "/callbackNumbers", "before": "[\"+1\"]"}]));
    let passage = &data["passages"][case["stated"][0].as_u64().unwrap() as usize];
    assert_eq!(passage["place"], "acme/documents/Order.md:16");
    assert_eq!(
        passage["passage"],
        json!(["Here **", "A list** of the phone numbers for this callback.", " And more."])
    );
    assert_eq!((&passage["before"][2], &passage["after"][0]), (&json!("Before."), &json!("After.")));
    let row = &data["requirements"][0];
    assert_eq!((&row["subject"], &row["tested"][0]["state"]), (&json!("acme/Order/callbackNumbers"), &json!("broken")));
    assert_eq!(row["tested"][0]["cases"][0], "acme/create-order/callbackNumbers/required/absent");
}

#[test]
fn a_page_of_many_large_failures_stays_small_and_shows_an_exchange_of_each_cause() {
    let failed = |number: usize| {
        let rule = if number == 599 { "last" } else { "same" };
        let name = format!("acme/create-order/number-{number:05}/valid/given");
        let payload = json!({"text": "x".repeat(20_000)});
        let case = case(&name, Level::Documented, Expect::Accept, payload);
        finished(case, Verdict::Fail(vec![mismatch("", rule, "wrong")]), 201, "{}")
    };
    let page = told("html", &(0..600).map(failed).collect::<Vec<_>>());
    assert!(page.len() < 8_000_000, "{}", page.len());
    let data = data(&page);
    assert_eq!(data["cases"].as_array().unwrap().len(), 600);
    for cause in data["causes"].as_array().unwrap() {
        let first = &data["cases"][cause["cases"][0].as_u64().unwrap() as usize];
        assert!(first["exchange"]["request"].is_string(), "{first}");
    }
    let left_out = data["cases"].as_array().unwrap().iter().filter(|case| case["is_short"] == true);
    assert!(left_out.count() > 100);
}

/// What the script of a page shows.
fn data(page: &str) -> Value {
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}
