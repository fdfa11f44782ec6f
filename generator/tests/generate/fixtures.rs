//! The fixtures: schemas with payloads.

use ringback_generator::{
    definitions::definitions,
    emit::rust::{self, Part},
};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

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

    /// The definitions of the schema, and the Rust name of the type to judge by.
    pub fn part(&self) -> (Part, String) {
        let text = |schema: &Value| serde_json::to_string_pretty(schema).unwrap();
        let mut files: BTreeMap<String, String> =
            self.files.iter().map(|(path, schema)| (path.clone(), text(schema))).collect();
        files.insert(format!("{}.json", self.name), text(&self.schema));
        let (definitions, words, _) = definitions(&files).unwrap();
        let title = self.schema.get("title").and_then(Value::as_str).unwrap_or(&self.name);
        let root = self.root.as_deref().unwrap_or(title);
        let index = definitions.iter().position(|definition| definition.name == root).unwrap();
        let part = Part {
            name: Some(self.name.clone()),
            doc: format!("The fixture {}.", self.name),
            definitions,
            provenance: words,
            modules: Vec::new(),
        };
        let ident = rust::idents(&part).swap_remove(index);
        (part, ident)
    }
}

/// All fixtures, by name.
pub fn all() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = fs::read_dir(folder("fixtures"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            let fixture: Result<Fixture, _> = serde_json::from_str(&text);
            let mut fixture = fixture.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            fixture.name = path.file_stem().unwrap().to_string_lossy().into_owned();
            fixture
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

/// A folder beside this file.
pub fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/generate").join(name)
}
