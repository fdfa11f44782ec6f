//! Generating Rust from any schemas. The generated code itself is compiled and run in `ringback-fixtures`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use ringback_codegen::rust::{self, Package, PackageKind, Part};
use ringback_documents::folders::Vendors;
use ringback_documents::folders::read_models;
use ringback_generator::generated_files;
use ringback_openapi::read::definitions;
use ringback_testing::{repository, snapshot};
use serde_json::json;

#[test]
fn a_format_that_nobody_knows_is_told_once_in_a_file() {
    let told = |name: &str| json!({"type": "string", "format": name});
    let schema = json!({
        "properties": {"one": told("odd"), "other": told("odd"), "third": told("even"), "fourth": told("uuid")},
        "$defs": {"again": told("odd")},
    });
    let files = ["a.json", "b.json"].map(|path| (path.to_owned(), schema.to_string())).into();
    let (definitions, provenance, _) = definitions(&files).unwrap();
    let part = Part { name: None, doc: "Formats.".into(), definitions, provenance, extra_files: Vec::new() };
    let (_, findings) = rust::generate(&Package { kind: PackageKind::Module, parts: vec![part] }).unwrap();
    let mut told: Vec<(&str, &str)> =
        findings.iter().map(|finding| (finding.sources[0].document.as_str(), finding.message.as_str())).collect();
    told.sort_unstable();
    let [even, odd] = ["even", "odd"].map(|name| format!("the format {name:?} is not known and not asserted"));
    assert_eq!(told, [("a.json", &*even), ("a.json", &*odd), ("b.json", &*even), ("b.json", &*odd)]);
}

#[test]
fn what_needs_a_feature_is_in_a_crate_and_not_in_a_module_of_somebodys_crate() {
    let files = |kind| rust::generate(&Package { kind, parts: Vec::new() }).unwrap().0;
    let whole = files(PackageKind::Crate("types".into()));
    for feature in ["jiff", "uuid"] {
        assert!(whole["Cargo.toml"].contains(&format!("\n{feature} = [\"dep:{feature}\"]\n")), "{feature}");
        assert!(whole["src/runtime/text/mod.rs"].contains(&format!("#[cfg(feature = {feature:?})]")), "{feature}");
    }
    let module = files(PackageKind::Module);
    assert_eq!(module.len() + 3, whole.len(), "the manifest and what needs a feature: {:?}", module.keys());
    for (path, text) in &module {
        assert!(!text.contains("cfg(feature") && !text.contains("mod moment"), "{path}");
        // The format `uuid` is a module of the runtime too: the crate is told by what only it has.
        assert!(!text.contains("jiff") && !text.contains("uuid::Error") && !text.contains("uuid::uuid!"), "{path}");
    }
}

/// A page of one type, and one operation that sends and returns it.
const BELL: &[(&str, &str)] = &[
    (
        "documents/Bell.md",
        "# Bell\n\n## Properties\n\nName | Type | Description | Notes\n---|---|---|---\n**tone** | **String** | The tone. | \n",
    ),
    (
        "vendor.toml",
        r#"
        name = "acme"
        [[operations]]
        name = "ring-bell"
        doc = "Rings a bell of a tower."
        method = "POST"
        path = "/towers/{towerId}/bells"
        direction = "request"
        request = "Bell"
        response = "Bell"
        success = [201]
        rejection = [400]
        "#,
    ),
];

#[test]
fn an_operation_becomes_a_method_that_sends_and_reads() {
    let mut vendors = Vendors::new();
    let files = BELL.iter().map(|(path, text)| ((*path).into(), (*text).into()));
    vendors.entry("acme".into()).or_default().extend(files);
    let mut models = read_models("schemas", &vendors).unwrap();
    let files = generated_files(&mut models).unwrap();
    let client = &files["generated/src/acme/client.rs"];
    let item = |head: &str| {
        let at = client.find(head).unwrap_or_else(|| panic!("no {head:?} in {client}"));
        let end = client[at..].find("\n}\n").unwrap() + "\n}\n".len();
        &client[at..at + end]
    };
    let shown = [item("pub trait Api"), item("impl Api for Client"), item("pub mod operations")].join("\n");
    snapshot::assert(repository().join("generator/tests/snapshots/client.rs"), &shown);
}
