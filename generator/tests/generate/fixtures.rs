//! The fixtures, and the Rust that is generated from them.

use super::{folder, parse};
use proc_macro2::{Ident, Span};
use quote::quote;
use ringback_generator::{
    definitions::definitions,
    emit::rust::{self, Package, PackageKind, Part},
    files::Files,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A schema with payloads that fit it and payloads that do not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixture {
    /// Its file's name.
    #[serde(skip)]
    pub name: String,
    /// Why the jsonschema crate judges otherwise.
    pub differs: Option<String>,
    /// The type to judge by, where it is not the whole schema.
    root: Option<String>,
    /// The schema.
    pub schema: Value,
    /// Schemas that it refers to, by file name.
    #[serde(default)]
    pub files: BTreeMap<String, Value>,
    valid: Vec<Value>,
    invalid: Vec<Value>,
}

impl Fixture {
    /// All payloads, and whether they fit.
    pub fn payloads(&self) -> impl Iterator<Item = (&Value, bool)> {
        self.valid.iter().map(|payload| (payload, true)).chain(self.invalid.iter().map(|payload| (payload, false)))
    }

    fn part(&self) -> (Part, String) {
        let text = |schema: &Value| serde_json::to_string_pretty(schema).unwrap();
        let mut files: BTreeMap<String, String> =
            self.files.iter().map(|(path, schema)| (path.clone(), text(schema))).collect();
        files.insert(format!("{}.json", self.name), text(&self.schema));
        let (definitions, _) = definitions(&files).unwrap();
        let title = self.schema.get("title").and_then(Value::as_str).unwrap_or(&self.name);
        let root = self.root.as_deref().unwrap_or(title);
        let index = definitions.iter().position(|definition| definition.name == root).unwrap();
        let part = Part { name: Some(self.name.clone()), doc: format!("The fixture {}.", self.name), definitions };
        let ident = rust::idents(&part).swap_remove(index);
        (part, ident)
    }
}

/// All fixtures, by name.
pub fn all() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = std::fs::read_dir(folder("fixtures"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let mut fixture: Fixture = parse(&path);
            fixture.name = path.file_stem().unwrap().to_string_lossy().into_owned();
            fixture
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

/// The Rust of all fixtures, below one root; their runtime is the generator's own.
pub fn rust() -> Files {
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
        *root = root.replace(RUNTIME, &format!("#[path = \"../../../src/runtime/mod.rs\"]\n{RUNTIME}"));
    }
    files
}
