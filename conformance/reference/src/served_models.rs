//! What the reference serves: the models, a judge for every payload type, and the routes.

use ringback_constraints::{
    model::{Model, Type},
    sample::Samples,
};
use ringback_contract::{
    error::Error,
    operation::{Operation, PayloadLocator, router::Router},
    pointer::JsonPointer,
};
use ringback_suite::judge::{Judge, JudgedSchemas};
use std::collections::BTreeMap;

/// The models of all vendors, prepared for serving.
pub struct ServedModels {
    models: Vec<Model>,
    /// Judged types by vendor and name.
    judges: BTreeMap<String, BTreeMap<String, Judge>>,
    router: Router,
}

impl ServedModels {
    /// Prepares models for serving.
    ///
    /// # Errors
    ///
    /// If an operation names a type that does not exist.
    pub fn new(models: Vec<Model>) -> Result<Self, Error> {
        let mut judges: BTreeMap<String, BTreeMap<String, Judge>> = BTreeMap::new();
        for model in &models {
            let own = judges.entry(model.vendor.name.clone()).or_default();
            let schemas = JudgedSchemas::of(model)?;
            for operation in &model.vendor.operations {
                for (name, _) in operation.types() {
                    if !own.contains_key(name) {
                        own.insert(name.to_owned(), schemas.judge(name)?);
                    }
                }
            }
        }
        let router = Router::new(models.iter().map(|model| &model.vendor));
        Ok(Self { models, judges, router })
    }

    /// The served models, in the order in which they were given.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// Finds the operation of a method and a path.
    pub fn router(&self) -> &Router {
        &self.router
    }

    /// A vendor of a model, with its judges.
    pub fn vendor(&self, model: usize) -> Option<ServedVendor<'_>> {
        let model = self.models.get(model)?;
        Some(ServedVendor { model, judges: self.judges.get(&model.vendor.name)? })
    }

    /// All vendors, with their judges.
    pub fn vendors(&self) -> impl Iterator<Item = ServedVendor<'_>> {
        (0..self.models.len()).filter_map(|model| self.vendor(model))
    }
}

/// A vendor with a judge for every type that it sends or receives.
#[derive(Clone, Copy)]
pub struct ServedVendor<'a> {
    /// The vendor's types, operations and facts.
    pub model: &'a Model,
    judges: &'a BTreeMap<String, Judge>,
}

impl<'a> ServedVendor<'a> {
    /// The vendor's name, which is also its folder's.
    pub fn name(self) -> &'a str {
        &self.model.vendor.name
    }

    /// The operations, in the order of `vendor.toml`.
    pub fn operations(self) -> &'a [Operation] {
        &self.model.vendor.operations
    }

    /// A type with its judge.
    pub fn kind(self, name: &Option<String>) -> Option<JudgedType<'a>> {
        let name = name.as_ref()?;
        let (kind, judge) = (self.model.types.get(name)?, self.judges.get(name)?);
        Some(JudgedType { kind, judge, samples: Samples::new(&self.model.types) })
    }

    /// The operations that return what an operation creates or changes.
    pub fn readers(self, writer: &Operation) -> impl Iterator<Item = &'a Operation> {
        let collection = collection(writer);
        let named: Vec<String> = writer.read_back.iter().map(|read_back| read_back.operation.clone()).collect();
        self.operations().iter().filter(move |operation| {
            operation.reads() && (named.contains(&operation.name) || self::collection(operation) == collection)
        })
    }

    /// Where a reading operation returns parts of what a writing one was sent: pairs of sent pointer and read pointer.
    pub fn compared(self, writer: &str, reader: &str) -> impl Iterator<Item = (&'a JsonPointer, &'a PayloadLocator)> {
        let writers = self.operations().iter().filter(move |operation| operation.name == writer);
        let read_backs = writers.flat_map(|operation| &operation.read_back);
        read_backs.filter(move |read_back| read_back.operation == reader).flat_map(|read_back| &read_back.compare)
    }
}

/// The collection that holds the records of an operation. One that creates records names the collection alone, though
/// its path may end with a placeholder: `PUT /flows/{instance}` creates `/flows/{instance}/{flow}`.
pub fn collection(operation: &Operation) -> String {
    if operation.creates() {
        let segments: Vec<&str> = operation.path.segments().collect();
        return segments.join("/");
    }
    operation.path.collection()
}

/// A type with its judge and its samples.
pub struct JudgedType<'a> {
    /// The type.
    pub kind: &'a Type,
    /// The judge of its values.
    pub judge: &'a Judge,
    /// The generator of valid values.
    pub samples: Samples<'a>,
}
