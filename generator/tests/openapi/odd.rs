//! A made-up vendor with operations that OpenAPI can hardly express.

use crate::judge::{accepts, problems};
use ringback_constraints::model::Model;
use ringback_documents::folders::Vendors;
use ringback_documents::folders::read_models;
use ringback_openapi::write;
use serde_json::{Value, json};

const TYPES: &str = r##"{
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {
        "Ring + call": {
            "type": "object",
            "properties": {
                "id": {"type": "string", "format": "uuid", "description": "Names the call."},
                "lineNo": {"type": "integer", "minimum": 1, "maximum": 9},
                "phone": {"type": "string", "examples": ["+441632960001"]},
                "times": {"type": "integer", "minimum": 3, "examples": [2]},
                "next": {"$ref": "#/$defs/Ring_ call"},
                "enum": {"$ref": "#/$defs/ring___call"},
                "$ref": {"type": "string"}
            },
            "required": ["times"]
        },
        "Ring_ call": {"type": "object", "properties": {"a": {"type": "string"}}, "not": {"required": ["a", "b"]}},
        "ring___call": {"type": "string", "maxLength": 3}
    }
}"##;

fn model(operations: &str) -> Model {
    let mut vendors = Vendors::new();
    let inputs = vendors.entry("odd".into()).or_default();
    inputs.insert("documents/types.schema.json".into(), TYPES.into());
    inputs.insert("vendor.toml".into(), operations.into());
    read_models("schemas", &vendors).unwrap().remove(0)
}

/// The OpenAPI document of some operations, which must be valid, and the findings.
fn document(operations: &str) -> (Value, Vec<String>) {
    let (document, findings) = write::document(&model(operations));
    assert_eq!(problems(&document), [""; 0], "{document:#}");
    (document, findings.into_iter().map(|finding| format!("{}: {}", finding.id, finding.message)).collect())
}

#[test]
fn a_vendor_without_operations_has_its_types_and_no_servers_or_security() {
    let (document, findings) = document("");
    assert_eq!((&document["paths"], findings.len()), (&json!({}), 0));
    assert_eq!(document["info"]["title"], "odd");
    for absent in ["servers", "security", "tags", "webhooks"] {
        assert_eq!(document.get(absent), None, "{absent}");
    }
    assert_eq!(document["components"].get("securitySchemes"), None);
}

#[test]
fn odd_names_become_components_that_are_told_apart() {
    let (document, _) = document("");
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let names: Vec<&str> = schemas.keys().map(String::as_str).collect();
    assert_eq!(names, ["Ring___call", "Ring__call", "ring___call_2"]);
    let properties = &schemas["Ring___call"]["properties"];
    assert_eq!(properties["next"]["$ref"], "#/components/schemas/Ring__call");
    assert_eq!(properties["enum"]["$ref"], "#/components/schemas/ring___call_2");
    let ring = |value: Value| accepts(&document, &schemas["Ring___call"], &value);
    assert!(ring(json!({"times": 3, "next": {"a": "x"}, "enum": "abc"})));
    assert!(!ring(json!({"times": 3, "next": {"a": "x", "b": 1}})));
    assert!(!ring(json!({"times": 3, "enum": "abcd"})));
}

#[test]
fn examples_are_valid_and_ring_nobody() {
    let (document, _) = document("");
    let properties = &document["components"]["schemas"]["Ring___call"]["properties"];
    assert_eq!(properties["phone"]["examples"], json!(["+12025550100"]));
    assert_eq!(properties["times"].get("examples"), None);
}

#[test]
fn a_query_becomes_parameters_and_placeholders_are_typed_where_they_are_known() {
    let (document, findings) = document(
        r#"
        [[operations]]
        name = "find"
        method = "GET"
        path = "/lines/{lineNo}/calls/{id}/parts?Action=Find&since={day}&{id}"
        direction = "response"
        response = "Ring + call"
        [[operations]]
        name = "read"
        method = "GET"
        path = "/calls/{id}"
        direction = "response"
        response = "Ring + call"
        [[operations]]
        name = "cancel"
        method = "DELETE"
        path = "/calls/{callId}"
        direction = "request"
        success = [204]
        "#,
    );
    assert_eq!(findings, [""; 0]);
    let find = &document["paths"]["/lines/{lineNo}/calls/{id}/parts"];
    let line = json!({"type": "integer", "minimum": 1, "maximum": 9});
    let mut schema = find["parameters"][0]["schema"].clone();
    schema.as_object_mut().unwrap().remove("x-ringback-source");
    assert_eq!(schema, line);
    assert_eq!(find["parameters"][1]["schema"], json!({"type": "string", "minLength": 1}), "not the id of a call");
    let query = &find["get"]["parameters"];
    assert_eq!((&query[0]["name"], &query[0]["schema"]["const"]), (&json!("Action"), &json!("Find")));
    assert_eq!((&query[1]["name"], query[1]["schema"].get("const")), (&json!("since"), None));
    let calls = &document["paths"]["/calls/{id}"];
    assert_eq!(calls["parameters"][0]["schema"]["format"], "uuid");
    assert_eq!(calls["parameters"][0]["description"], "Names the call.");
    assert_eq!(calls["delete"]["responses"], json!({"204": {"description": "Done; there is no body."}}));
}

#[test]
fn operations_that_openapi_cannot_tell_apart_are_kept_and_told() {
    let operation = |name: &str, method: &str, path: &str| {
        format!(
            "[[operations]]\nname = {name:?}\nmethod = {method:?}\npath = {path:?}\ndirection = \"request\"\nrequest = \"Ring + call\"\nsuccess = [200, 999]\n"
        )
    };
    let all = [
        operation("one", "PUT", "/calls/{id}"),
        operation("other", "put", "/calls/{callId}?Action=Other"),
        operation("one", "POST", "/calls/{id}"),
        operation("odd", "QUERY", "/calls"),
    ];
    let (document, findings) = document(&all.concat());
    let item = &document["paths"]["/calls/{id}"];
    assert_eq!((&item["put"]["operationId"], &item["post"]["operationId"]), (&json!("one"), &json!("one_2")));
    let other = &document["paths"]["/calls/{id}#other"];
    assert_eq!((&other["put"]["operationId"], &other["parameters"][0]["name"]), (&json!("other"), &json!("id")));
    assert_eq!(document["paths"]["/calls"]["x-ringback-query"]["operationId"], "odd");
    assert!(
        findings
            .iter()
            .any(|finding| finding.starts_with("path-of-two-operations/other: put /calls/{id} already is \"one\"")),
        "{findings:?}"
    );
    assert!(findings.iter().any(|finding| finding.starts_with("method-unknown-to-openapi/odd")), "{findings:?}");
    assert_eq!(findings.iter().filter(|finding| finding.starts_with("unknown-status/")).count(), 4);
    assert_eq!(item["put"]["responses"].as_object().unwrap().keys().collect::<Vec<_>>(), ["200"]);
}

#[test]
fn a_payload_stands_in_its_envelope_or_alone() {
    let text = r#"
        [[operations]]
        name = "alone"
        method = "POST"
        path = "/alone"
        direction = "request"
        request = "Ring + call"
        [[operations]]
        name = "second"
        method = "POST"
        path = "/second"
        direction = "request"
        request = "Ring + call"
        envelope = { list = [1, {}], who = "{lineNo}" }
        request_at = "/list/1/at~1it|json"
        response = "ring___call"
        response_at = "/a/*/b|json/c"
        error = "Ring_ call"
    "#;
    let (document, findings) = document(text);
    assert_eq!(findings, [""; 0]);
    let body =
        |path: &str| document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"].clone();
    assert_eq!(body("/alone"), json!({"$ref": "#/components/schemas/Ring___call"}));
    let second = body("/second");
    let whole = |payload: &Value| json!({"list": [1, {"at/it": payload.to_string()}], "who": "x"});
    assert!(!accepts(&document, &second, &json!({"list": [1, {}]})));
    assert!(accepts(&document, &second, &whole(&json!({"times": 3}))));
    let inner = &second["properties"]["list"]["prefixItems"][1]["properties"]["at/it"];
    assert_eq!(inner["contentSchema"], json!({"$ref": "#/components/schemas/Ring___call"}));
    let responses = &document["paths"]["/second"]["post"]["responses"];
    let answer = &responses["2XX"]["content"]["application/json"]["schema"];
    let answered = |text: &str| json!({"a": [{"b": json!({"c": text}).to_string()}]});
    assert!(accepts(&document, answer, &answered("abc")));
    assert!(!accepts(&document, answer, &answered("abcd")));
    assert_eq!(responses["4XX"]["content"]["application/json"]["schema"]["$ref"], "#/components/schemas/Ring__call");
}
