//! The judges of all types, each built once, with the sentences that they quote.

use indexmap::IndexMap;
use ringback_constraints::model::{Model, Type};
use ringback_contract::{
    error::Error,
    operation::{RequestPart, SpecifiedResponse},
    pointer::JsonPointer,
    provenance::{Basis, Source},
};
use ringback_suite::{
    derive::promise::{promise, words},
    judge::{Judge, JudgedSchemas, Mismatch, Quoted},
    request::read_headers,
};
use serde_json::Value;
use std::collections::HashMap;

/// The judges of all types of some vendors.
pub struct Judges {
    /// The judge of each type, by `VENDOR/TYPE`.
    types: HashMap<String, KnownType>,
    /// The sentences that promise that sent values can be read back: by `VENDOR/OPERATION` and pointer in the request.
    promises: HashMap<(String, JsonPointer), Vec<Source>>,
    /// The types of each vendor whose responses have described headers, by which their texts are read.
    header_types: HashMap<String, IndexMap<String, Type>>,
}

struct KnownType {
    judge: Judge,
    /// The sentences about each property, by pointer.
    sentences: HashMap<String, Vec<Source>>,
    /// Whether a document describes the type. If only an overlay does, deviations fail no run.
    documented: bool,
}

impl Judges {
    /// Builds the judges of some vendors.
    ///
    /// # Errors
    ///
    /// If a canonical schema does not compile, which is a bug in Ringback.
    pub fn new(models: &[Model]) -> Result<Self, Error> {
        let mut types = HashMap::new();
        let mut promises = HashMap::new();
        let mut header_types = HashMap::new();
        for model in models {
            let responses = model.vendor.operations.iter().flat_map(|operation| &operation.specified);
            let mut responses = responses.flat_map(|specified| &specified.responses);
            if responses.any(|(_, response)| response.header_type.is_some()) {
                header_types.insert(model.vendor.name.clone(), model.types.clone());
            }
            for operation in &model.vendor.operations {
                for (from, to) in operation.read_back.iter().flat_map(|read_back| &read_back.compare) {
                    let key = (format!("{}/{}", model.vendor.name, operation.name), from.clone());
                    promises.insert(key, promise(model, operation, from, to));
                }
            }
            let schemas = JudgedSchemas::of(model)?;
            for (name, kind) in &model.types {
                let documented = kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated);
                let properties = kind.node.properties.iter();
                let sentences = properties.map(|(name, property)| (name.clone(), words(property))).collect();
                let known = KnownType { judge: schemas.judge(name)?, sentences, documented };
                types.insert(format!("{}/{name}", model.vendor.name), known);
            }
        }
        Ok(Self { types, promises, header_types })
    }

    /// The judge of a type, given as `VENDOR/TYPE`.
    pub fn get(&self, type_name: &str) -> Option<&Judge> {
        self.types.get(type_name).map(|known| &known.judge)
    }

    /// The sentences about a property of a type; empty if the type has no such property.
    pub fn sentences(&self, vendor: &str, name: &str, property: &str) -> Option<&Vec<Source>> {
        self.types.get(&format!("{vendor}/{name}"))?.sentences.get(property)
    }

    /// The sentences that promise that the value sent at a pointer can be read back.
    pub fn promise(&self, vendor: &str, operation: &str, pointer: &JsonPointer) -> Option<&Vec<Source>> {
        self.promises.get(&(format!("{vendor}/{operation}"), pointer.clone()))
    }

    /// The rules that a value breaks by every reading of the documents, and those that it breaks by some; without those that
    /// only an overlay states.
    pub fn documented_mismatches(&self, vendor: &str, name: &str, value: &Value) -> (Vec<Mismatch>, Vec<Mismatch>) {
        self.documented_mismatches_quoting(vendor, name, value, Quoted::Itself)
    }

    /// The same, with messages that quote what is safe to show.
    pub fn documented_mismatches_quoting(
        &self,
        vendor: &str,
        name: &str,
        value: &Value,
        quoted: Quoted,
    ) -> (Vec<Mismatch>, Vec<Mismatch>) {
        let Some(known) = self.types.get(&format!("{vendor}/{name}")).filter(|known| known.documented) else {
            return (Vec::new(), Vec::new());
        };
        let stated = |mismatch: &Mismatch| mismatch.because.iter().any(|source| !source.is_overlay());
        let (mut decided, mut undecided) = known.judge.judge_quoting(value, quoted);
        decided.retain(stated);
        undecided.retain(stated);
        (decided, undecided)
    }

    /// The rules that the headers of a response break, as [`Self::documented_mismatches`] tells them.
    pub fn header_mismatches(
        &self,
        vendor: &str,
        described: &SpecifiedResponse,
        headers: &[(String, String)],
    ) -> (Vec<Mismatch>, Vec<Mismatch>) {
        let types = self.header_types.get(vendor);
        let Some((types, name)) = types.zip(described.header_type.as_deref()) else { return Default::default() };
        let Some(kind) = types.get(name) else { return Default::default() };
        let value = read_headers(&described.headers, headers, &kind.node, &|name| types.get(name));
        let (decided, undecided) = self.documented_mismatches(vendor, name, &value);
        let told = |all: Vec<Mismatch>| {
            let told = all.into_iter().map(|mismatch| Mismatch {
                at: format!("/{}{}", RequestPart::Header.name(), mismatch.at),
                message: format!("in the headers of the response: {}", mismatch.message),
                ..mismatch
            });
            told.collect()
        };
        (told(decided), told(undecided))
    }
}
