//! Anybody's schemas as Rust: every fixture is a schema with payloads that fit it and payloads that do not.
//!
//! The Rust of all fixtures is checked in under `rust/`; the test `judged` compiles it and puts it before the
//! payloads. After a change of the emitter `BLESS=1 cargo test -p ringback-generator --test generate` writes it anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

#[allow(dead_code, reason = "what judges is not needed here")]
mod fixtures;

use fixtures::{all, folder};
use proc_macro2::{Ident, Span};
use quote::quote;
use ringback_generator::{
    definitions::definitions,
    emit::rust::{self, Package, PackageKind, Part},
    files::{self, Files, State},
};
use serde_json::json;

#[test]
fn the_rust_of_the_fixtures_is_what_is_checked_in() {
    let (folder, files) = (folder("rust"), rust());
    if std::env::var_os("BLESS").is_some() {
        files::write(&folder, &files, &[""]).unwrap();
    }
    let states = files::compare(&folder, &files, &[""]).unwrap();
    let stale: Vec<_> = states.iter().filter(|(_, state)| **state != State::Same).collect();
    assert!(stale.is_empty(), "run with BLESS=1 and look at the difference: {stale:?}");
}

#[test]
fn a_format_that_nobody_knows_is_told_once_in_a_file() {
    let told = |name: &str| json!({"type": "string", "format": name});
    let schema = json!({
        "properties": {"one": told("odd"), "other": told("odd"), "third": told("even"), "fourth": told("uuid")},
        "$defs": {"again": told("odd")},
    });
    let files = ["a.json", "b.json"].map(|path| (path.to_owned(), schema.to_string())).into();
    let (definitions, words, _) = definitions(&files).unwrap();
    let part = Part { name: None, doc: "Formats.".into(), definitions, provenance: words, modules: Vec::new() };
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
        assert!(!text.contains("jiff") && !text.contains("uuid::"), "{path}");
    }
}

/// The Rust of all fixtures below one root; their runtime is the generator's own.
fn rust() -> Files {
    const RUNTIME: &str = "pub mod runtime;";
    let (mut parts, mut cases) = (Vec::new(), Vec::new());
    for fixture in all() {
        let (part, root) = fixture.part();
        let (name, module) = (&fixture.name, Ident::new(&fixture.name, Span::call_site()));
        let root = Ident::new(&root, Span::call_site());
        cases.push(quote!((#name, Judge::of::<super::#module::#root>())));
        parts.push(part);
    }
    let (mut files, _) = rust::generate(&Package { kind: PackageKind::Module, parts }).unwrap();
    let list = quote! {
        use crate::Judge;
        /// The judge of every fixture, by its name.
        pub static CASES: &[(&str, Judge)] = &[#(#cases),*];
    };
    files.insert("cases.rs".into(), rust::print_file("//! Every fixture's type.\n\n", list).unwrap());
    if let Some(root) = files.get_mut("mod.rs") {
        root.push_str("\npub mod cases;\n");
    }
    rust::rustfmt(&mut files, "max_width=120,use_small_heuristics=Max").unwrap();
    files.retain(|path, _| !path.starts_with("runtime/"));
    if let Some(root) = files.get_mut("mod.rs") {
        *root = root.replace(RUNTIME, &format!("#[path = \"../../../runtime/src/runtime/mod.rs\"]\n{RUNTIME}"));
    }
    files
}
