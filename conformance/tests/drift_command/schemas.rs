//! Schemas as versions: the impact of changes, in each format, and the exit codes.

use super::{drift, folder, report, told};
use serde_json::{Value, json};

const ORDER: &str = r#"{"title": "Order", "type": "object", "required": ["id"], "properties": {
    "id": {"type": "string"}, "size": {"type": "integer", "maximum": 10}, "way": {"enum": ["road", "rail"]}}}"#;

/// The schema of an order after a replacement in its text.
fn order(before: &str, after: &str) -> String {
    super::with(ORDER, &[(before, after)])
}

#[test]
fn exit_codes_are_those_of_the_contract() {
    let required = order(r#"["id"]"#, r#"["id", "size"]"#);
    let narrowed = order("\"maximum\": 10", "\"maximum\": 9");
    let added = order("\"way\":", "\"note\": {\"type\": \"string\"}, \"way\":");
    let value = order("[\"road\", \"rail\"]", "[\"road\", \"rail\", \"air\"]");
    let open = order("\"way\": {", "\"way\": {\"x-ringback-open-enum\": true, ");
    let opener = order(
        "\"way\": {\"enum\": [\"road\", ",
        "\"way\": {\"x-ringback-open-enum\": true, \"enum\": [\"air\", \"road\", ",
    );
    let words = order("\"id\": {", "\"id\": {\"description\": \"Its number.\", ");
    let cases: [(&str, &str, &[&str], &str, i32); 15] = [
        (ORDER, ORDER, &[], "none", 0),
        (ORDER, &words, &[], "none", 0),
        (ORDER, &required, &["--side", "request"], "breaking", 1),
        (ORDER, &required, &["--side", "response"], "compatible", 0),
        (ORDER, &required, &["--side", "event"], "compatible", 0),
        (ORDER, &required, &[], "breaking", 1),
        (&required, ORDER, &["--side", "request"], "compatible", 0),
        (&required, ORDER, &["--side", "event"], "breaking", 1),
        (ORDER, &narrowed, &["--side", "request"], "breaking", 1),
        (ORDER, &value, &["--side", "request"], "compatible", 0),
        (ORDER, &value, &["--side", "response"], "breaking", 1),
        (&open, &opener, &["--side", "response"], "none", 0),
        (ORDER, &added, &[], "compatible", 0),
        // Whoever may send whatever a schema allows may have sent another note.
        (ORDER, &added, &["--strict", "--side", "request"], "breaking", 1),
        (ORDER, &added, &["--strict", "--side", "response"], "compatible", 0),
    ];
    for (before, after, arguments, verdict, code) in cases {
        let folder = folder(&[("before", before), ("after", after)]);
        let (report, ended) = report(folder.path(), arguments);
        let changes = told(&report);
        assert_eq!((report["verdict"].as_str(), ended), (Some(verdict), code), "{arguments:?} {after}\n{changes:?}");
    }
}

#[test]
fn what_nobody_can_decide_is_neither_success_nor_breaking() {
    // Nothing is said any more of the type that is gone.
    let folder = folder(&[
        ("before/order.json", ORDER),
        ("before/gone.json", "{\"title\": \"Gone\"}"),
        ("after/order.json", ORDER),
    ]);
    let (report, code) = report(folder.path(), &["--side", "request"]);
    assert_eq!((report["verdict"].as_str(), code), (Some("undecided"), 5), "{report:#}");
    assert_eq!(told(&report), ["Gone  request removed undecided"]);
    assert_ne!(report["changes"][0]["why"], Value::Null);
}

#[test]
fn a_witness_is_allowed_before_and_refused_after() {
    let after = order("\"maximum\": 10", "\"maximum\": 9");
    let folder = folder(&[("before", ORDER), ("after", &after)]);
    let (report, _) = report(folder.path(), &["--side", "request"]);
    assert_eq!(told(&report), ["Order /size request narrowed breaking"]);
    let valid = |schema: &str| {
        let schema = serde_json::from_str(schema).unwrap();
        jsonschema::validator_for(&schema).unwrap().is_valid(&report["changes"][0]["witness"])
    };
    assert!(valid(ORDER) && !valid(&after), "{report:#}");
    assert_eq!(report["changes"][0]["message"], "maximum 10 became 9");
    assert!(report["changes"][0]["lost"].is_object(), "{report:#}");
}

#[test]
fn every_format_tells_the_same_change() {
    let after = order("\"maximum\": 10", "\"maximum\": 9");
    let folder = folder(&[("before.json", ORDER), ("after.json", &after)]);
    for (format, words) in [
        ("text", vec!["breaking", "Order", "/size", "maximum 10 became 9"]),
        ("markdown", vec!["### ❌ ringback drift: breaking", "<code>/size</code>", "maximum 10 became 9"]),
        ("github", vec!["::error title=", "file=after.json", "maximum 10 became 9", "::notice title=ringback drift"]),
        ("notes", vec!["## Major Changes (1 change)", "**Order**", "Property size was changed: maximum 10 became 9"]),
        ("sarif", vec!["\"version\": \"2.1.0\"", "\"level\": \"error\"", "maximum 10 became 9"]),
        ("json", vec!["\"verdict\": \"breaking\"", "\"at\": \"/size\""]),
    ] {
        let ended = drift(folder.path(), &["before.json", "after.json", "--side", "request", "--format", format]);
        assert_eq!((ended.code, ended.err.as_str()), (1, ""), "{format}");
        for words in words {
            assert!(ended.out.contains(words), "{format}: {words}\n{}", ended.out);
        }
        if ["json", "sarif"].contains(&format) {
            serde_json::from_str::<Value>(&ended.out).unwrap();
        }
    }
}

#[test]
fn a_file_a_folder_and_files_in_an_openapi_document_are_states_of_the_same_contract() {
    let after = order("\"maximum\": 10", "\"maximum\": 9");
    let openapi = |schema: &str| {
        let schema: Value = serde_json::from_str(schema).unwrap();
        json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "components": {"schemas": {"Order": schema}}})
            .to_string()
    };
    let files = [
        ("before.json", ORDER),
        ("after.json", after.as_str()),
        ("before/order.schema.json", ORDER),
        ("after/order.schema.json", &after),
        ("openapi-before.json", &openapi(ORDER)),
        ("openapi-after.json", &openapi(&after)),
    ];
    let folder = folder(&files);
    for (before, after) in [
        ("before.json", "after.json"),
        ("before", "after"),
        ("before/", "after/"),
        ("openapi-before.json", "openapi-after.json"),
        ("before.json", "openapi-after.json"),
    ] {
        let ended = drift(folder.path(), &[before, after, "--side", "request", "--format", "json"]);
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(told(&report), ["Order /size request narrowed breaking"], "{before} {after}");
    }
}
