//! A definition as the place from which schemas are read: it decides where relative references lead.

use super::definitions::Definitions;
use proc_macro2::Ident;
use ringback_contract::definition::Definition;
use serde_json::Value;

/// Reads schemas that stand in one definition.
#[derive(Clone, Copy)]
pub struct SchemaReader<'a> {
    /// All definitions of the module.
    pub definitions: &'a Definitions<'a>,
    /// The one in which the schemas stand.
    pub definition: &'a Definition,
    /// Its index.
    pub index: usize,
    /// Whether the schemas are about the definition's value itself, and not about a part of it.
    in_place: bool,
}

impl<'a> SchemaReader<'a> {
    /// Reads in the definition of an index, about parts of its value.
    pub fn new(definitions: &'a Definitions<'a>, index: usize) -> Option<Self> {
        Some(Self { definitions, definition: definitions.get(index)?, index, in_place: false })
    }

    /// The same for schemas that are about the definition's value itself.
    pub fn in_place(self) -> Self {
        Self { in_place: true, ..self }
    }

    /// The same for schemas that are about parts of the value.
    pub fn in_parts(self) -> Self {
        Self { in_place: false, ..self }
    }

    /// The index of the definition that a `$ref` leads to.
    pub fn target(self, reference: &str) -> Option<usize> {
        self.definitions.target(reference, self.index)
    }

    /// The definition that the `$ref` of a schema leads to.
    pub fn referred(self, schema: &Value) -> Option<&'a Definition> {
        let target = schema.get("$ref")?.as_str()?;
        self.definitions.get(self.target(target)?)
    }

    /// The name of the Rust type of the definition that a `$ref` leads to.
    pub fn target_ident(self, reference: &str) -> Option<&'a Ident> {
        self.definitions.ident(self.target(reference)?)
    }

    /// Whether a reference to a definition from here leads back here without ever coming to a part of the value. In
    /// every such circle at least one reference leads from a later definition to an earlier one; that one is cut.
    pub fn is_circular(self, index: usize) -> bool {
        let circles = &self.definitions.cycles.same_value;
        self.in_place && index <= self.index && circles.get(index) == circles.get(self.index)
    }

    /// Whether a definition contains this one, directly or by way of others.
    pub fn is_contained_in(self, index: usize) -> bool {
        let circles = &self.definitions.cycles.containment;
        circles.get(index) == circles.get(self.index)
    }
}
