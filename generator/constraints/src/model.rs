//! What is known about a vendor once all facts are put together.

use crate::{
    constraint::{
        Constraint,
        types::{Type as JsonType, Types},
    },
    fact::Fact,
};
use indexmap::IndexMap;
use ringback_contract::{
    finding::Finding,
    operation::Direction,
    source::{Basis, Source, Sourced},
    subject::{Step, Subject},
    vendor::Vendor,
};
use serde::Serialize;
use serde_json::Value;

/// A vendor's contract.
#[derive(Clone, Debug)]
pub struct Model {
    /// `vendor.toml`, its name filled in.
    pub vendor: Vendor,
    /// The documents that were read, in order.
    pub documents: Vec<DocumentRead>,
    /// The types, in the order of the documents.
    pub types: IndexMap<String, Type>,
    /// Every fact that the model was made from.
    pub facts: Vec<Fact>,
    /// What a maintainer should look at.
    pub findings: Vec<Finding>,
}

/// A document that was read.
#[derive(Clone, Debug, Serialize)]
pub struct DocumentRead {
    /// Path relative to the vendor's folder.
    pub file: String,
    /// The page layout it was read as; `None` when none was recognised, and for `vendor.toml` and `overlay.toml`.
    #[serde(rename = "flavour")]
    pub layout: Option<&'static str>,
    /// SHA-256 of its text, by which a later run knows that it changed.
    pub sha256: String,
}

/// A named type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// Who sends it. A type that no operation names is read tolerantly, like a response.
    pub role: Direction,
    /// What holds for it.
    pub node: Node,
    /// Paragraphs that describe: heading and words.
    pub notes: Vec<Sourced<(String, String)>>,
}

/// A place in a type and what holds there.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// Where it is documented; empty for a place that only follows from another.
    pub declared: Vec<Sourced<()>>,
    /// Its description, sentence by sentence.
    pub description: Vec<Sourced<String>>,
    /// What holds for it.
    pub constraints: Vec<Sourced<Constraint>>,
    /// The value that holds when none is given.
    pub default: Option<Sourced<Value>>,
    /// Example values of the documents.
    pub examples: Vec<Sourced<Value>>,
    /// Where it is said that the value may be left out.
    pub optional: Vec<Source>,
    /// The properties, in documented order.
    pub properties: IndexMap<String, Node>,
    /// What holds for each element.
    pub items: Option<Box<Node>>,
    /// What holds for each value of a map.
    pub values: Option<Box<Node>>,
    /// The name of a model that is linked here but was not supplied.
    pub unresolved: Option<String>,
}

impl Node {
    /// The place one step further, made when it is new.
    pub fn step(&mut self, step: &Step) -> &mut Node {
        match step {
            Step::Property(name) => self.properties.entry(name.clone()).or_default(),
            Step::Items => self.items.get_or_insert_default(),
            Step::Values => self.values.get_or_insert_default(),
        }
    }

    /// The parts of the place with the steps to them.
    pub fn parts(&self) -> impl Iterator<Item = (Step, &Node)> {
        let properties = self.properties.iter().map(|(name, node)| (Step::Property(name.clone()), node));
        let items = self.items.as_deref().map(|node| (Step::Items, node));
        let values = self.values.as_deref().map(|node| (Step::Values, node));
        properties.chain(items).chain(values)
    }

    /// The same, to change them.
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

    /// The description in one piece.
    pub fn doc(&self) -> String {
        self.description.iter().map(|sentence| sentence.value.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether the value may have this JSON type, as far as its constraints say.
    pub fn may_be(&self, kind: JsonType) -> bool {
        let types: Vec<&Types> = self
            .constraints
            .iter()
            .filter_map(|constraint| match &constraint.value {
                Constraint::Types(types) => Some(types),
                _ => None,
            })
            .collect();
        types.iter().all(|types| types.any_of.contains(&kind))
    }

    /// Whether a constraint of this kind holds.
    pub fn has(&self, kind: &str) -> bool {
        self.constraints.iter().any(|constraint| constraint.value.name() == kind)
    }

    /// Adds a constraint that follows from what is there.
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
