//! Specifications that describe nothing, or more than can be tried.

use crate::run;
use std::{fs, process::Command};

#[test]
fn a_file_without_operations_is_an_error_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for (text, expected) in [
        ("openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\n", "describes no operation"),
        ("openapi: [\n", "not YAML"),
        ("{\"type\": \"object\"}", "describes no operation"),
    ] {
        let file = folder.path().join("api.yaml");
        fs::write(&file, text).unwrap();
        let output = run(&file.display().to_string(), &["--target", "http://127.0.0.1:9"]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("api.yaml") && said.contains(expected), "{text}: {said}");
    }
}

/// A specification with one operation, whose body has the type `T0`; each type is written from the number of the next.
fn chain(levels: usize, schema: impl Fn(usize) -> String) -> String {
    let schemas: Vec<String> = (0..levels).map(|level| format!("\"T{level}\":{}", schema(level + 1))).collect();
    format!(
        r##"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{"/x":{{"post":{{"operationId":"x",
        "requestBody":{{"required":true,"content":{{"application/json":{{"schema":{{"$ref":"#/components/schemas/T0"}}}}}}}},
        "responses":{{"204":{{"description":"d"}}}}}}}}}},"components":{{"schemas":{{{},"T{levels}":{{"type":"string"}}}}}}}}"##,
        schemas.join(",")
    )
}

/// An object whose properties all have the same schema.
fn object(properties: usize, schema: &str) -> String {
    let all: Vec<String> = (0..properties).map(|number| format!("\"p{number}\":{schema}")).collect();
    format!("{{\"type\":\"object\",\"properties\":{{{}}}}}", all.join(","))
}

#[test]
fn a_specification_whose_types_multiply_comes_to_an_end() {
    let next = |level: usize| format!("{{\"$ref\":\"#/components/schemas/T{level}\"}}");
    let or_null = |level: usize| format!("{{\"anyOf\":[{},{{\"type\":\"null\"}}]}}", next(level));
    let twice = |level: usize| format!("{{\"allOf\":[{next},{next}]}}", next = next(level));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    for (name, text, told) in [
        ("many ways to one type", chain(20, |level| object(3, &next(level))), "x has too many places"),
        ("itself in many properties", chain(1, |_| object(30, &or_null(0))), ""),
        ("alternatives of null", chain(12, |level| object(25, &or_null(level))), ""),
        ("parts of an allOf that double at each level", chain(28, twice), ""),
    ] {
        fs::write(&file, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
        let output = command.args(["cases", "--spec"]).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.contains(told), "{name}: {said}");
        assert!(!output.stdout.is_empty(), "{name}");
    }
}
