//! Versions of several files: the same call in two files, JSON beside YAML, parts in other files.

use ringback_drift::{CompareOptions, Contract, change::DriftVerdict, drift};
use std::collections::BTreeMap;

type Files<'a> = &'a [(&'a str, &'a str)];

fn verdict(before: Files, after: Files) -> (DriftVerdict, String) {
    let contract = |files: Files| {
        let files: BTreeMap<String, String> =
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Contract::of_schemas(&files).unwrap().0
    };
    let drift = drift(contract(before), contract(after), &CompareOptions::default());
    let owners: Vec<String> = drift.changes.iter().map(|change| change.owner.clone()).collect();
    (drift.verdict, owners.join(", "))
}

const POST: &str = "openapi: 3.0.3\npaths: {/s: {post: {requestBody: {content: {application/json: {schema: {type: TYPE}}}}, responses: {'200': {description: d}}}}}\n";

#[test]
fn the_same_call_in_two_files_is_compared_file_by_file() {
    let (text, number) = (POST.replace("TYPE", "string"), POST.replace("TYPE", "integer"));
    let before: Files = &[("before/a.yaml", &text), ("before/b.yaml", &text)];
    let after: Files = &[("after/a.yaml", &text), ("after/b.yaml", &number)];
    assert_eq!(verdict(before, after), (DriftVerdict::Breaking, "POST /s (b.yaml)".into()));
    // A call that moves to another file stays the same call.
    assert_eq!(verdict(&[("x/a.yaml", &text)], &[("y/b.yaml", &text)]).0, DriftVerdict::None);
    assert_eq!(verdict(before, &[("after/b.yaml", &text)]), (DriftVerdict::Breaking, "POST /s (a.yaml)".into()));
}

#[test]
fn json_and_yaml_are_read_side_by_side_and_a_stray_file_is_skipped() {
    let json = r#"{"openapi": "3.0.3", "paths": {"/o": {"post": {"responses": {"200": {"description": "d"}}}}}}"#;
    let (text, number) = (POST.replace("TYPE", "string"), POST.replace("TYPE", "integer"));
    let package = ("v/package.json", r#"{"name": "x"}"#);
    let before: Files = &[("v/api.json", json), ("v/x.yaml", &text), package];
    assert_eq!(verdict(before, &[("v/api.json", json), ("v/x.yaml", &number), package]).0, DriftVerdict::Breaking);
    assert_eq!(verdict(before, before).0, DriftVerdict::None);
}

#[test]
fn a_description_may_lead_to_a_page_that_speaks_of_openapi() {
    let page = ("v/welcome.md", "# Welcome\n\nThis openapi file: {is\n- [not yaml\n");
    let text = POST.replace("paths:", "info: {title: t, version: '1', description: {$ref: welcome.md}}\npaths:");
    let (text, number) = (text.replace("TYPE", "string"), text.replace("TYPE", "integer"));
    let before: Files = &[("v/api.yaml", &text), page];
    assert_eq!(verdict(before, before).0, DriftVerdict::None);
    assert_eq!(verdict(before, &[("v/api.yaml", &number), page]).0, DriftVerdict::Breaking);
}

#[test]
fn parts_in_other_files_are_followed() {
    let entry = "openapi: 3.0.3\npaths: {/o: {$ref: 'paths/o.yaml'}}\n";
    let item = "get: {parameters: [{$ref: '../parts.yaml#/q'}], responses: {'200': {$ref: '../parts.yaml#/r'}}}\n";
    let parts = |parameter: &str, property: &str| {
        format!(
            "q: {{name: q, in: query, schema: {{type: {parameter}}}}}\n\
             r: {{description: d, content: {{application/json: {{schema: {{$ref: 'schemas/Pet.yaml'}}}}}}}}\n\
             unused: {property}\n"
        )
    };
    let pet = |kind: &str| format!("type: object\nproperties: {{a: {{type: {kind}}}}}\n");
    let files = |parameter: &str, kind: &str| {
        vec![
            ("api.yaml".to_owned(), entry.to_owned()),
            ("paths/o.yaml".to_owned(), item.to_owned()),
            ("parts.yaml".to_owned(), parts(parameter, kind)),
            ("schemas/Pet.yaml".to_owned(), pet(kind)),
        ]
    };
    let verdict = |old: (&str, &str), new: (&str, &str)| {
        let (old, new) = (files(old.0, old.1), files(new.0, new.1));
        let borrowed = |files: &[(String, String)]| -> Vec<(String, String)> { files.to_vec() };
        let (old, new) = (borrowed(&old), borrowed(&new));
        let old: Vec<(&str, &str)> = old.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let new: Vec<(&str, &str)> = new.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        super::folders::verdict(&old, &new).0
    };
    assert_eq!(verdict(("string", "string"), ("string", "string")), DriftVerdict::None);
    assert_eq!(verdict(("string", "string"), ("integer", "string")), DriftVerdict::Breaking);
    assert_eq!(verdict(("string", "string"), ("string", "integer")), DriftVerdict::Breaking);
    assert_eq!(verdict(("integer", "string"), ("string", "string")), DriftVerdict::Compatible);
}

#[test]
fn a_reference_in_the_place_of_a_map_is_followed_and_one_that_leads_nowhere_is_undecided() {
    let whole = "openapi: 3.0.3\n\
        paths: {/o: {get: {parameters: [{name: q, in: query, schema: {$ref: 'api.yaml#/components/schemas/Q'}}], \
        security: [{k: []}], responses: {'200': {description: d, headers: {X-A: {schema: {type: string}}}}}}}}\n\
        components: {schemas: {Q: {type: string}}, securitySchemes: {k: {type: apiKey, in: header, name: K}}}\n";
    let maps = [
        ("paths", "/paths"),
        ("parameters", "/paths/~1o/get/parameters"),
        ("responses", "/paths/~1o/get/responses"),
        ("headers", "/paths/~1o/get/responses/200/headers"),
        ("components", "/components"),
        ("schemas", "/components/schemas"),
        ("schemes", "/components/securitySchemes"),
    ];
    for (name, at) in maps {
        let mut split = ringback_contract::data_file::parse("api.yaml", whole).unwrap().root.value();
        let part = split.pointer_mut(at).unwrap();
        let reference = serde_json::json!({"$ref": "parts/part.yaml"});
        // References are relative to the file that they stand in.
        let part = std::mem::replace(part, reference).to_string().replace("api.yaml#", "../api.yaml#");
        let split = split.to_string();
        let changed = part.replace("string", "integer").replace("\"K\"", "\"L\"").replace("\"q\"", "\"r\"");
        let files = |part: &str| vec![("v/api.yaml", split.clone()), ("v/parts/part.yaml", part.to_owned())];
        let verdict = |old: &[(&str, String)], new: &[(&str, String)]| {
            let [old, new] =
                [old, new].map(|files| files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
            super::folders::verdict(&old, &new).0
        };
        let (before, alone) = (files(&part), vec![("v/api.yaml", split.clone())]);
        assert_eq!(verdict(&before, &[("v/api.yaml", whole.to_owned())]), DriftVerdict::None, "{name}");
        assert_ne!(verdict(&before, &files(&changed)), DriftVerdict::None, "{name}");
        assert_eq!(verdict(&alone, &alone), DriftVerdict::Undecided, "{name}");
    }
    // Beside members of its own, what it leads to is added to them.
    let beside = |parts: &str| {
        let responses = "{'200': {description: d}, $ref: 'parts.yaml'}";
        let api = POST.replace("TYPE", "string").replace("{'200': {description: d}}", responses);
        vec![("v/api.yaml", api), ("v/parts.yaml", parts.to_owned())]
    };
    let (old, new) =
        (beside("'404': {description: d}\n'200': {description: x}\n"), beside("'201': {description: d}\n"));
    let [old, new] =
        [&old, &new].map(|files| files.iter().map(|(name, text)| (*name, text.as_str())).collect::<Vec<_>>());
    assert_eq!(verdict(&old, &old).0, DriftVerdict::None);
    assert_eq!(verdict(&old, &new), (DriftVerdict::Breaking, "POST /s, POST /s".into()));
    let outside = POST.replace("{type: TYPE}", "{$ref: 'other/Pet.yaml'}");
    assert_eq!(verdict(&[("api.yaml", &outside)], &[("api.yaml", &outside)]).0, DriftVerdict::Undecided);
}
