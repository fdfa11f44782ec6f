//! One operation in many layouts: every page in `one_operation/` describes the same call.

use super::one_model::rules;
use ringback_constraints::described_operation::DescribedOperation;
use ringback_contract::input::Inputs;
use ringback_documents::read::read_documents;
use ringback_openapi::{
    specification::{SpecFiles, specifications},
    write::document,
};
use serde_json::{Value, json};
use std::path::Path;

/// The bodies, which pages of SDKs describe elsewhere.
const TYPES: [(&str, &str); 2] = [
    (
        "Ring.md",
        "# Ring\n\n## Properties\n\nName | Type | Description | Notes\n---|---|---|---\n**loud** | **bool** | Whether it is loud. |\n",
    ),
    (
        "RingResult.md",
        "# RingResult\n\n## Properties\n\nName | Type | Description | Notes\n---|---|---|---\n**rang** | **bool** | Whether it rang. |\n",
    ),
];

fn operation_of(name: &str, text: &str) -> (DescribedOperation, Value) {
    let mut inputs = Inputs::from([(name.to_owned(), text.to_owned())]);
    if name.starts_with("sdk-") {
        inputs.extend(TYPES.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }
    let model = read_documents("test", &inputs, None).unwrap();
    let found: Vec<String> =
        model.findings.iter().map(|finding| format!("{}: {}", finding.id, finding.message)).collect();
    assert_eq!(model.operations.len(), 1, "{name}: {found:?}");
    let written = document(&model).0;
    (model.operations.into_iter().next().unwrap(), written)
}

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts/one_operation");
    let mut pages: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.sort();
    let read = |page: &std::path::PathBuf| {
        (page.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(page).unwrap())
    };
    pages.iter().map(read).collect()
}

#[test]
fn one_operation_is_read_alike_in_every_layout() {
    let pages = pages();
    assert!(pages.len() >= 6);
    for (name, text) in &pages {
        let (operation, _) = operation_of(name, text);
        assert_eq!((operation.method.as_str(), operation.path.as_str()), ("PUT", "/bells/{bellId}/ring"), "{name}");
        let mut parameters: Vec<(&str, &str, Value)> = operation
            .parameters
            .iter()
            .map(|parameter| (parameter.name.as_str(), parameter.place.as_str(), rules(&parameter.schema)))
            .collect();
        parameters.sort_by_key(|(name, ..)| *name);
        let [(bell, path, bell_schema), (times, query, times_schema)] = parameters.as_slice() else {
            panic!("{name}: {parameters:?}");
        };
        assert_eq!((*bell, *path, *times, *query), ("bellId", "path", "times", "query"), "{name}");
        assert_eq!(bell_schema, &json!({"type": "string"}), "{name}");
        let expected = [json!("integer"), json!(9), json!(1)];
        let kind = match &times_schema["type"] {
            // Rust's `Option<i32>` may be null.
            Value::Array(kinds) => kinds[0].clone(),
            kind => kind.clone(),
        };
        assert_eq!([kind, times_schema["maximum"].clone(), times_schema["default"].clone()], expected, "{name}");
        // Where the page says nothing of it, nobody does; nowhere is it required.
        let required = operation.parameters.iter().find(|parameter| parameter.name == "times").unwrap().required;
        assert_ne!(required, Some(true), "{name}");
        assert!(
            operation.parameters.iter().all(|parameter| parameter.name != "bellId" || parameter.required == Some(true))
        );
        let body = operation.body.as_ref().unwrap_or_else(|| panic!("{name}: no body"));
        assert_eq!(body.schema["$ref"], "Ring", "{name}: {}", body.schema);
        let returned = operation.responses.iter().find_map(|response| response.schema.as_ref());
        if name != "column-in.md" {
            let returned = returned.unwrap_or_else(|| panic!("{name}: nothing is returned"));
            assert!(returned["$ref"].as_str().unwrap().starts_with("RingResult"), "{name}: {returned}");
        }
    }
}

#[test]
fn what_a_page_says_of_statuses_scopes_and_media_types_is_kept() {
    let of = |wanted: &str| {
        let (name, text) = pages().into_iter().find(|(name, _)| name == wanted).unwrap();
        operation_of(&name, &text)
    };
    let (operation, _) = of("sdk-bars.md");
    let statuses: Vec<(&str, &str)> =
        operation.responses.iter().map(|response| (response.status.as_str(), response.description.as_str())).collect();
    assert_eq!(statuses, [("200", "It rings."), ("404", "There is no such bell.")]);
    assert!(operation.responses[1].schema.is_none());
    assert_eq!(operation.authorization, ["bell_auth"]);
    assert_eq!(operation.body.unwrap().media_types, ["application/json"]);
    let required = |wanted: &str| operation.parameters.iter().find(|one| one.name == wanted).unwrap().required;
    assert_eq!((required("times"), operation.doc.as_str()), (Some(false), "Ring a bell"));
    let (operation, _) = of("sdk-wraps.md");
    assert_eq!(operation.scopes, ["bell:ring:edit"]);
    let (operation, _) = of("reference-page.md");
    assert!(operation.responses.iter().any(|response| response.status == "404" && response.schema.is_none()));
    let (operation, _) = of("statuses-above-tables.md");
    let bodies: Vec<(&str, &str)> = operation
        .responses
        .iter()
        .map(|response| (response.status.as_str(), response.schema.as_ref().unwrap()["$ref"].as_str().unwrap()))
        .collect();
    assert_eq!(bodies, [("200", "RingResult%20response"), ("404", "Fault%20response"), ("409", "Fault%20response")]);
}

#[test]
fn the_written_specification_has_the_operation_and_is_read_back() {
    for (name, text) in pages() {
        let (_, written) = operation_of(&name, &text);
        let files = SpecFiles::of([("openapi.json".to_owned(), written.to_string())].into());
        let parsed = files.parse().unwrap();
        let specification = specifications(&parsed).into_iter().next().unwrap();
        let titles: Vec<String> = specification.operations.iter().map(|operation| operation.title()).collect();
        assert_eq!(titles, ["PUT /bells/{bellId}/ring"], "{name}");
        let operation = &specification.operations[0];
        assert_eq!(operation.parameters.len(), 2, "{name}");
        assert!(operation.body.is_some() && specification.findings.is_empty(), "{name}: {:?}", specification.findings);
    }
}

#[test]
fn what_is_no_operation_becomes_none() {
    for text in [
        "# Bells\n\nMethod | HTTP request | Description\n---|---|---\n\n## ring\n\nRing it.\n",
        "# Ring\n\n| Name | Type | Required |\n|---|---|---|\n| loud | boolean | yes |\n",
        "# Ring\n\nUse POST instead of a call to /bells in a browser.\n\n| Name | Type | Required |\n|---|---|---|\n| loud | boolean | yes |\n",
    ] {
        let inputs = Inputs::from([("page.md".to_owned(), text.to_owned())]);
        let model = read_documents("test", &inputs, None).unwrap();
        assert!(model.operations.is_empty(), "{text}: {:?}", model.operations);
    }
}
