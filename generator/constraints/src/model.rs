//! The model of a vendor: its types, operations and facts.

use crate::{
    constraint::{Constraint, Interval, Measure, Surroundings, Type as JsonType, Typing},
    described_operation::DescribedOperation,
    fact::{Fact, Mark},
};
use indexmap::IndexMap;
use ringback_contract::{
    finding::Finding,
    operation::Direction,
    provenance::{Basis, Source, Sourced},
    subject::{Step, Subject},
    vendor::Vendor,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// A vendor's types, operations and facts.
#[derive(Clone, Debug)]
pub struct Model {
    /// The contents of `vendor.toml`, with the name filled in.
    pub vendor: Vendor,
    /// The documents that were read, in order.
    pub documents: Vec<DocumentRead>,
    /// The types, in the order of the documents.
    pub types: IndexMap<String, Type>,
    /// The operations that pages describe, beside those of `vendor.toml`.
    pub operations: Vec<DescribedOperation>,
    /// Every fact that the model is made from.
    pub facts: Vec<Fact>,
    /// Findings for the maintainer.
    pub findings: Vec<Finding>,
}

/// A document that was read.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct DocumentRead {
    /// Path relative to the vendor's folder.
    pub file: String,
    /// The page layout; `None` if none was recognised, and for `vendor.toml` and `overlay.toml`.
    #[serde(rename = "flavour")]
    pub layout: Option<Cow<'static, str>>,
    /// SHA-256 of its text, by which a later run detects changes.
    pub sha256: String,
    /// How the columns of each table were understood: `line 5: "M/O" = required (by its heading)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name, unique in the model.
    pub name: String,
    /// Whether we send or receive it. A type that no operation names is read tolerantly, like a response.
    pub role: Direction,
    /// Its constraints, properties and parts.
    pub node: Node,
    /// Notes: heading and text.
    pub notes: Vec<Sourced<(String, String)>>,
}

/// A place in a type: the constraints on it, and its parts.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Where it is documented; empty for a place that other facts only imply.
    pub declared: Vec<Sourced<()>>,
    /// Its description, sentence by sentence.
    pub description: Vec<Sourced<Arc<str>>>,
    /// The constraints on the value.
    pub constraints: Vec<Sourced<Constraint>>,
    /// Whether the documents say that it is deprecated, or in requests or responses only.
    pub marks: Vec<Sourced<Mark>>,
    /// The default value.
    pub default: Option<Sourced<Value>>,
    /// Example values of the documents.
    pub examples: Vec<Sourced<Value>>,
    /// Where it is stated that the property is optional.
    pub optional: Vec<Source>,
    /// The properties, in documented order.
    pub properties: IndexMap<String, Node>,
    /// The elements of a list.
    pub items: Option<Box<Node>>,
    /// The values of a map.
    pub values: Option<Box<Node>>,
    /// The name of a linked model that was not supplied.
    pub unresolved: Option<String>,
}

impl Node {
    /// The part one step further, created if it does not exist.
    pub fn step(&mut self, step: &Step) -> &mut Node {
        match step {
            Step::Property(name) => self.properties.entry(name.clone()).or_default(),
            Step::Items => self.items.get_or_insert_default(),
            Step::Values => self.values.get_or_insert_default(),
        }
    }

    /// The parts, with the steps that lead to them.
    pub fn parts(&self) -> impl Iterator<Item = (Step, &Node)> {
        let properties = self.properties.iter().map(|(name, node)| (Step::Property(name.clone()), node));
        let items = self.items.as_deref().map(|node| (Step::Items, node));
        let values = self.values.as_deref().map(|node| (Step::Values, node));
        properties.chain(items).chain(values)
    }

    /// The same, mutably.
    pub fn parts_mut(&mut self) -> impl Iterator<Item = (Step, &mut Node)> {
        let properties = self.properties.iter_mut().map(|(name, node)| (Step::Property(name.clone()), node));
        let items = self.items.as_deref_mut().map(|node| (Step::Items, node));
        let values = self.values.as_deref_mut().map(|node| (Step::Values, node));
        properties.chain(items).chain(values)
    }

    /// The node at a path below this one.
    pub fn at(&self, path: &[Step]) -> Option<&Node> {
        let Some((step, rest)) = path.split_first() else { return Some(self) };
        let next = match step {
            Step::Property(name) => self.properties.get(name)?,
            Step::Items => self.items.as_deref()?,
            Step::Values => self.values.as_deref()?,
        };
        next.at(rest)
    }

    /// The description as one text.
    pub fn doc(&self) -> String {
        self.description.iter().map(|sentence| &*sentence.value).collect::<Vec<_>>().join(" ")
    }

    /// The surroundings for the constraints on this place.
    pub fn around(&self) -> &dyn Surroundings {
        self
    }

    /// Whether the constraints allow a value of this JSON type.
    pub fn may_be(&self, kind: JsonType) -> bool {
        self.constraints.iter().all(|constraint| match constraint.value.typing() {
            Typing::Says(types) => types.contains(&kind),
            _ => true,
        })
    }

    /// Whether the value may be null.
    pub fn is_nullable(&self) -> bool {
        self.around().admits(&Value::Null)
    }

    /// Whether undocumented properties are excluded.
    pub fn is_closed(&self) -> bool {
        self.constraints.iter().any(|constraint| constraint.value.presence().closed)
    }

    /// The first constraint that only states the type of the value.
    pub fn typed(&self) -> Option<&Sourced<Constraint>> {
        self.constraints.iter().find(|constraint| constraint.value.typing().is_said())
    }

    /// The name of the type that the value refers to.
    pub fn target(&self) -> Option<&str> {
        self.constraints.iter().find_map(|constraint| constraint.value.target())
    }

    /// The name of the value's format.
    pub fn format(&self) -> Option<&str> {
        self.constraints.iter().find_map(|constraint| constraint.value.format())
    }

    /// The bounds that constraints state for a measure of the value.
    pub fn interval(&self, of: Measure) -> Option<Interval> {
        self.around().interval(of)
    }

    /// Adds an inferred constraint.
    pub fn infer(&mut self, constraint: impl Into<Constraint>) {
        let sources = self
            .constraints
            .iter()
            .flat_map(|constraint| constraint.sources.iter())
            .chain(self.declared.iter().flat_map(|declared| declared.sources.iter()))
            .take(1)
            .cloned()
            .collect();
        self.constraints.push(Sourced { value: constraint.into(), basis: Basis::Inferred, sources });
    }
}

impl Model {
    /// The node of a subject.
    pub fn at(&self, subject: &Subject) -> Option<&Node> {
        self.types.get(&subject.owner)?.node.at(&subject.path)
    }
}

impl Surroundings for Node {
    fn constraints(&self) -> &[Sourced<Constraint>] {
        &self.constraints
    }

    fn property(&self, name: &str) -> Option<&dyn Surroundings> {
        self.properties.get(name).map(Self::around)
    }

    fn elements(&self) -> Option<&dyn Surroundings> {
        self.items.as_deref().map(Self::around)
    }

    fn entries(&self) -> Option<&dyn Surroundings> {
        self.values.as_deref().map(Self::around)
    }

    fn examples(&self) -> &[Sourced<Value>] {
        &self.examples
    }

    fn is_leaf(&self) -> bool {
        self.parts().next().is_none()
    }

    fn is_gap(&self) -> bool {
        self.unresolved.is_some()
    }

    fn doc(&self) -> String {
        Self::doc(self)
    }
}
