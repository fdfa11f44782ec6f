//! Single specifications: what is sent of them, and how a verdict is worded.

use crate::{Mistake, NONE, run, serve, start};
use axum::{
    Router,
    http::{StatusCode, header},
};
use ringback_openapi::specification::{FolderLoader, SpecFiles};
use ringback_suite::{
    case::{Expect, Payload},
    derive::cases,
    request::write,
};
use serde_json::{Value, json};
use std::{fs, process::Command};

/// A specification with one operation, `POST /x`.
fn with_body(content: Value, answer: Value) -> String {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/x": {"post": {
            "operationId": "x",
            "requestBody": {"required": true, "content": content},
            "responses": {"200": {"description": "d", "content": {"application/json": {"schema": answer}}}, "400": {"description": "d"}}
        }}}
    })
    .to_string()
}

fn model(text: &str) -> ringback_constraints::model::Model {
    let texts = [("api.json".to_owned(), text.to_owned())].into();
    ringback_specification::model("api", &SpecFiles::gather(texts, &FolderLoader::of("api.json".as_ref()))).unwrap()
}

#[test]
fn a_body_in_another_described_media_type_is_not_malformed() {
    let object = json!({"schema": {"type": "object", "properties": {"a": {"type": "string"}}}});
    for (other, is_tried) in [
        ("application/x-www-form-urlencoded", false),
        ("application/*", false),
        ("*/*", false),
        ("text/plain", true),
        ("multipart/form-data", true),
    ] {
        let text = with_body(json!({"application/json": object, other: object}), json!({}));
        let names: Vec<String> = cases(&model(&text)).into_iter().map(|case| case.name).collect();
        assert!(names.iter().any(|name| name == "api/x/body/not-json"), "{other}: {names:?}");
        assert_eq!(names.iter().any(|name| name == "api/x/body/form"), is_tried, "{other}");
    }
}

#[test]
fn a_file_of_a_media_type_is_one() {
    for (media_type, extension, magic) in [
        ("image/png", "png", &b"\x89PNG\r\n\x1a\n"[..]),
        ("image/jpeg", "jpg", b"\xff\xd8\xff"),
        ("image/gif", "gif", b"GIF89a"),
        ("application/pdf", "pdf", b"%PDF-"),
        ("application/zip", "zip", b"PK"),
    ] {
        let file = json!({"type": "string", "format": "binary"});
        let schema = json!({"type": "object", "required": ["photo"], "properties": {"photo": file}});
        let content =
            json!({"multipart/form-data": {"schema": schema, "encoding": {"photo": {"contentType": media_type}}}});
        let model = model(&with_body(content, json!({})));
        let specified = model.vendor.operations[0].specified.as_ref().unwrap();
        let valid = cases(&model).into_iter().find(|case| case.expect == Expect::Accept).unwrap();
        let Payload::Json(payload) = valid.payload else { panic!("{media_type}") };
        let (kind, body) = write(specified, &payload).body.unwrap();
        assert!(kind.starts_with("multipart/form-data; boundary="), "{kind}");
        let start = body.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
        assert!(body[start..].starts_with(magic), "{media_type}");
        let head = String::from_utf8_lossy(&body[..start]).into_owned();
        let wanted = format!("name=\"photo\"; filename=\"photo.{extension}\"\r\ncontent-type: {media_type}\r\n");
        assert!(head.contains(&wanted), "{head}");
    }
}

#[test]
fn an_identifier_that_the_path_is_not_described_for_proves_nothing() {
    let response = |request: &ringback_reference::ServerRequest, status, mut body: Value| {
        if request.method == "POST" && body["id"].is_number() {
            body["id"] = json!(0);
        }
        (status, body)
    };
    let address = start("pets.yaml", Mistake { response, ..NONE });
    let output = run("pets.yaml", &["--operation", "getPet", "--target", &format!("http://{address}")]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!said.contains("FAIL"), "{said}");
    let why = "{petId} is \"0\", for which the path is not described: 0 is less than the minimum of 1";
    assert!(said.contains(why), "{said}");
}

#[test]
fn a_value_that_matches_no_alternative_is_held_to_the_intended_one() {
    let alternative = |kind: &str, rule: Value| json!({"type": "object", "required": ["kind", "size"], "properties": {"kind": {"const": kind}, "size": rule}});
    let answer = json!({"oneOf": [
        alternative("small", json!({"type": "integer", "maximum": 9})),
        alternative("large", json!({"type": "integer", "minimum": 10})),
        {"type": "null"}
    ]});
    let object = json!({"application/json": {"schema": {"type": "object"}}});
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    fs::write(&file, with_body(object, answer)).unwrap();
    for (returned, told) in [
        (json!({"kind": "large", "size": 3}), Some("intended: /size: 3 is less than the minimum of 10")),
        (json!({"kind": "small"}), Some("intended: /size: \"size\" is a required property")),
        (json!({"kind": "huge", "size": 3}), None),
        (json!(7), None),
    ] {
        let shown = returned.to_string();
        let answer = move || async { ([(header::CONTENT_TYPE, "application/json")], shown) };
        let address = serve(Router::new().fallback(answer));
        let url = format!("http://{address}");
        let output = run(&file.display().to_string(), &["--case", "api/x/whole/returned/conforms", "--target", &url]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(said.contains("FAIL api/x/whole/returned/conforms"), "{returned}: {said}");
        match told {
            Some(told) => assert!(said.contains(told), "{returned}: {said}"),
            None => assert!(!said.contains("intended"), "{returned}: {said}"),
        }
    }
}

#[test]
fn a_form_that_was_recorded_by_its_fields_is_judged_as_one() {
    let schema = json!({"type": "object", "required": ["user", "pin"], "properties": {"pin": {"type": "integer"}}});
    let folder = tempfile::tempdir().unwrap();
    let text = with_body(json!({"application/x-www-form-urlencoded": {"schema": schema}}), json!({}));
    fs::write(folder.path().join("api.json"), text).unwrap();
    for (pin, code, told) in [("1234", 0, "1 passed"), ("12a4", 1, "/body/pin"), ("%31", 1, "/body/pin")] {
        let fields = json!([{"name": "user", "value": "Zoë & co"}, {"name": "pin", "value": pin}]);
        let posted =
            json!({"mimeType": "application/x-www-form-urlencoded; charset=utf-8", "params": fields, "text": ""});
        let request = json!({"method": "POST", "url": "https://api.example.com/x", "postData": posted});
        let har = json!({"log": {"version": "1.2", "entries": [{"request": request, "response": {"status": 200}}]}});
        fs::write(folder.path().join("calls.har"), har.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        command.current_dir(folder.path()).args(["run", "--spec", "api.json", "--recorded", "calls.har"]);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(output.status.code(), Some(code), "{pin}: {said}");
        assert!(said.contains(told) && !said.contains("required"), "{pin}: {said}");
    }
}

#[test]
fn a_response_that_can_have_no_body_needs_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    let object = json!({"application/json": {"schema": {"type": "object"}}});
    let text = with_body(object, json!({"type": "object", "required": ["z"]}));
    let address = serve(Router::new().fallback(|| async { StatusCode::NO_CONTENT }));
    fs::write(&file, text.replace("\"200\"", "\"204\"")).unwrap();
    let url = format!("http://{address}");
    let output = run(&file.display().to_string(), &["--case", "api/x/whole/valid/minimal", "--target", &url]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn a_valid_value_is_found_where_it_is_not_the_first_that_comes_to_mind() {
    let with = |schema: Value| json!({"type": "object", "required": ["a"], "properties": {"a": schema}});
    let kids = json!({"type": "object", "required": ["kids"], "properties": {"kids": {"type": "array", "items": {"$ref": "#/components/schemas/Kids"}}}});
    for (schema, broken) in [
        (json!({"type": "integer", "multipleOf": 5}), "a/multiple/between-steps"),
        (json!({"type": "integer", "multipleOf": 5, "minimum": 1, "maximum": 100}), "a/multiple/between-steps"),
        (json!({"type": "integer", "multipleOf": 4, "maximum": 5}), "a/multiple/between-steps"),
        (json!({"type": "number", "multipleOf": 0.5}), "a/multiple/between-steps"),
        (json!({"type": "number", "multipleOf": 0.3, "minimum": 1}), "a/multiple/between-steps"),
        (json!({"type": "string", "minLength": 3, "maxLength": 9_999_999_999_u64}), "a/length/too-short"),
        (json!({"$ref": "#/components/schemas/Kids"}), "a/kids/required/absent"),
    ] {
        let content = json!({"application/json": {"schema": with(schema.clone())}});
        let mut text: Value = serde_json::from_str(&with_body(content, json!({}))).unwrap();
        text["components"] = json!({"schemas": {"Kids": kids}});
        let names: Vec<String> = cases(&model(&text.to_string())).into_iter().map(|case| case.name).collect();
        for expected in ["whole/valid/minimal", "body/not-json", "body/a/required/absent", &format!("body/{broken}")] {
            let name = format!("api/x/{expected}");
            assert!(names.contains(&name), "{schema}: {name} of {names:?}");
        }
    }
}
