//! What is asked for on the command line: which paths, whose reader, which exit code, sentences, a page, standard input.

use super::{Ended, drift, folder, report, told};
use serde_json::{Value, json};
use std::{
    fs::{self, File},
    path::Path,
    process::{Command, Stdio},
};

/// A specification with `GET /v1/pets`, whose response has some schema, and `POST /v1/admin/{a}`, whose body has another.
fn pets(response: Value, body: Value) -> String {
    let schema = |schema| json!({"application/json": {"schema": schema}});
    json!({"openapi": "3.1.0", "info": {"title": "Pets", "version": "1"}, "paths": {
        "/v1/pets": {"get": {"responses": {"200": {"description": "All.", "content": schema(response)}}}},
        "/v1/admin/{a}": {"post": {"requestBody": {"content": schema(body)}, "responses": {"204": {"description": "Done."}}}},
    }})
    .to_string()
}

fn closed(names: &[&str]) -> Value {
    let properties: serde_json::Map<_, _> =
        names.iter().map(|name| (name.to_string(), json!({"type": "string"}))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

#[test]
fn paths_readers_and_levels_decide_what_counts() {
    let before = pets(closed(&["name"]), closed(&["note", "name"]));
    let after = pets(closed(&["name", "age"]), closed(&["note"]));
    let folder = folder(&[("before.json", &before), ("after.json", &after)]);
    let pets_gains = "GET /v1/pets /200/application~1json/age response added";
    let admin_loses = "POST /v1/admin/{a} /body/application~1json/name request removed breaking";
    for (arguments, expected, code) in [
        (&[] as &[&str], vec![format!("{pets_gains} breaking"), admin_loses.into()], 1),
        (&["--reader", "tolerant"], vec![format!("{pets_gains} compatible"), admin_loses.into()], 1),
        (&["--path", "/v1/pets"], vec![format!("{pets_gains} breaking")], 1),
        (&["--path", "/v1/*"], vec![format!("{pets_gains} breaking")], 1),
        (&["--path", "/v1/admin/**"], vec![admin_loses.into()], 1),
        (&["--path", "/v1/pets", "--reader", "tolerant"], vec![format!("{pets_gains} compatible")], 0),
        (&["--path", "/v1/pets", "--fail-on", "none"], vec![format!("{pets_gains} breaking")], 0),
        (
            &["--path", "/v1/pets", "--reader", "tolerant", "--fail-on", "info"],
            vec![format!("{pets_gains} compatible")],
            1,
        ),
        (
            &["--path", "/v1/pets", "--reader", "tolerant", "--fail-on", "warning"],
            vec![format!("{pets_gains} compatible")],
            0,
        ),
    ] {
        let ended = drift(folder.path(), &[&["before.json", "after.json", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!((told(&report), ended.code), (expected, code), "{arguments:?} {}", ended.err);
    }
}

#[test]
fn a_prefix_that_counts_for_nothing_may_come_and_go() {
    let before = pets(json!({}), json!({}));
    let after = before.replace("/v1/", "/api/v2/");
    let folder = folder(&[("before.json", &before), ("after.json", &after)]);
    let compare = |more: &[&str]| drift(folder.path(), &[&["before.json", "after.json"], more].concat());
    assert_eq!(compare(&[]).code, 1);
    let stripped = compare(&["--strip-prefix", "/v1", "--strip-prefix", "/api/v2"]);
    assert_eq!((stripped.code, stripped.out.starts_with("none")), (0, true), "{}", stripped.out);
}

#[test]
fn sentences_are_compared_if_they_are_asked_for() {
    let note = |sentence: &str| {
        let body = json!({"type": "object", "properties": {"note": {"type": "string", "description": sentence}}});
        pets(json!({}), body)
    };
    let files = [
        ("before.json", &*note("Maximum length is 20 characters.")),
        ("after.json", &note("Maximum length is 10 characters.")),
    ];
    let folder = folder(&files);
    for (arguments, verdict, code) in [(&[] as &[&str], "none", 0), (&["--prose"], "breaking", 1)] {
        let ended = drift(folder.path(), &[&["before.json", "after.json", "--format", "json"], arguments].concat());
        let report: Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!((report["verdict"].as_str(), ended.code), (Some(verdict), code), "{arguments:?}\n{}", ended.out);
    }
}

#[test]
fn a_version_may_come_from_standard_input_and_the_report_be_a_page() {
    let before = pets(closed(&["name"]), closed(&["note"]));
    let after = pets(closed(&["name"]), closed(&[]));
    let folder = folder(&[("before.json", &before), ("after.json", &after)]);
    let page = from_standard_input(folder.path(), "after.json", &["before.json", "-", "--format", "html"]);
    assert_eq!((page.code, page.err.as_str()), (1, ""));
    assert!(page.out.starts_with("<!doctype html>") && page.out.trim_end().ends_with("</html>"), "{}", page.out);
    assert!(page.out.contains("/v1/admin/{a}") && page.out.contains("request-property-removed"), "{}", page.out);
    let text = from_standard_input(folder.path(), "before.json", &["-", "after.json"]);
    assert!(text.code == 1 && text.out.contains("breaks callers of POST /v1/admin/{a}"), "{}{}", text.out, text.err);
}

fn from_standard_input(folder: &Path, file: &str, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.current_dir(folder).arg("drift").args(arguments).stdin(Stdio::from(File::open(folder.join(file)).unwrap()));
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ended { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

#[test]
fn types_that_are_the_same_are_not_missed_and_their_users_are_still_judged() {
    let schema = |name: &str, properties: &str| {
        format!(r#"{{"title": "{name}", "type": "object", "properties": {properties}}}"#)
    };
    let folder = folder(&[]);
    for (state, most) in [("before", 10), ("after", 9)] {
        let write = |name: &str, properties: &str| {
            super::write(&folder.path().join(state).join(format!("{name}.json")), &schema(name, properties));
        };
        for number in 0..20 {
            write(&format!("Same{number}"), r#"{"a": {"type": "string"}}"#);
        }
        write("Size", &format!(r#"{{"size": {{"type": "integer", "maximum": {most}}}}}"#));
        write("User", r#"{"one": {"not": {"$ref": "Size.json"}}}"#);
    }
    let (found, code) = report(folder.path(), &["--side", "request"]);
    let told = told(&found);
    assert_eq!(
        (told.first().map(String::as_str), code),
        (Some("Size /size request narrowed breaking"), 1),
        "{found:#}"
    );
    // A file that is the same in both, but says of a type that differs what it must not be.
    assert!(told.iter().any(|change| change.starts_with("User /one")), "{told:?}");
    fs::remove_dir_all(folder.path().join("after")).unwrap();
    assert_eq!(drift(folder.path(), &["before", "after"]).code, 2);
}
