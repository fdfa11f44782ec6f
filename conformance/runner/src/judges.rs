//! The judges of all types, each built once, and the sentences that they quote.

use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    pointer::JsonPointer,
    provenance::{Basis, Source},
};
use ringback_suite::{
    derive::promise::{promise, words},
    judge::{Judge, Mismatch},
};
use serde_json::Value;
use std::collections::HashMap;

/// The judges of all types of some vendors.
pub struct Judges {
    /// The judge of each type, by `VENDOR/TYPE`.
    types: HashMap<String, KnownType>,
    /// The sentences that promise that what is sent is found again: by `VENDOR/OPERATION` and where it was sent.
    promises: HashMap<(String, JsonPointer), Vec<Source>>,
}

struct KnownType {
    judge: Judge,
    /// The sentences about each property.
    sentences: HashMap<String, Vec<Source>>,
    /// Whether a document describes the type; what only an overlay describes fails nobody.
    documented: bool,
}

impl Judges {
    /// Builds the judges of some vendors.
    ///
    /// # Errors
    ///
    /// When a canonical schema does not compile, which is a mistake of ours.
    pub fn new(models: &[Model]) -> Result<Self, Error> {
        let mut types = HashMap::new();
        let mut promises = HashMap::new();
        for model in models {
            for operation in &model.vendor.operations {
                for (from, to) in operation.read_back.iter().flat_map(|read_back| &read_back.compare) {
                    let key = (format!("{}/{}", model.vendor.name, operation.name), from.clone());
                    promises.insert(key, promise(model, operation, from, to));
                }
            }
            for (name, kind) in &model.types {
                let documented = kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated);
                let properties = kind.node.properties.iter();
                let sentences = properties.map(|(name, property)| (name.clone(), words(property))).collect();
                let known = KnownType { judge: Judge::new(model, name)?, sentences, documented };
                types.insert(format!("{}/{name}", model.vendor.name), known);
            }
        }
        Ok(Self { types, promises })
    }

    /// The judge of a type, given as `VENDOR/TYPE`.
    pub fn get(&self, type_name: &str) -> Option<&Judge> {
        self.types.get(type_name).map(|known| &known.judge)
    }

    /// The sentences about a property of a type; none if the type has no such property.
    pub fn sentences(&self, vendor: &str, name: &str, property: &str) -> Option<&Vec<Source>> {
        self.types.get(&format!("{vendor}/{name}"))?.sentences.get(property)
    }

    /// The sentences that promise that what an operation is sent at a pointer is found again.
    pub fn promise(&self, vendor: &str, operation: &str, pointer: &JsonPointer) -> Option<&Vec<Source>> {
        self.promises.get(&(format!("{vendor}/{operation}"), pointer.clone()))
    }

    /// What is wrong with a value by what documents say; what only overlays say is left out.
    pub fn documented_mismatches(&self, vendor: &str, name: &str, value: &Value) -> Vec<Mismatch> {
        let Some(known) = self.types.get(&format!("{vendor}/{name}")).filter(|known| known.documented) else {
            return Vec::new();
        };
        let stated = |mismatch: &Mismatch| mismatch.because.iter().any(|source| !source.is_overlay());
        known.judge.judge(value).into_iter().filter(stated).collect()
    }
}
