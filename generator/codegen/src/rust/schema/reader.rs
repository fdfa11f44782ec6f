//! Reads schemas from inside one definition, relative to which their references are resolved.

use super::{definitions::Definitions, shape::TypeShape};
use proc_macro2::Ident;
use ringback_contract::definition::Definition;
use serde_json::Value;

/// Reads the schemas of one definition.
#[derive(Clone, Copy)]
pub struct SchemaReader<'a> {
    /// All definitions of the module.
    pub definitions: &'a Definitions<'a>,
    /// The definition that contains the schemas.
    pub definition: &'a Definition,
    /// The index of that definition.
    pub index: usize,
    /// Whether the schemas are about the definition's value itself, and not about a part of it.
    in_place: bool,
}

impl<'a> SchemaReader<'a> {
    /// A reader of the definition at an index, for schemas about parts of its value.
    pub fn new(definitions: &'a Definitions<'a>, index: usize) -> Option<Self> {
        Some(Self { definitions, definition: definitions.get(index)?, index, in_place: false })
    }

    /// The same for schemas about the definition's value itself.
    pub fn in_place(self) -> Self {
        Self { in_place: true, ..self }
    }

    /// The same for schemas about parts of the value.
    pub fn in_parts(self) -> Self {
        Self { in_place: false, ..self }
    }

    /// Whether the schemas are about the definition's value itself.
    pub fn is_in_place(self) -> bool {
        self.in_place
    }

    /// The index of the definition that a `$ref` refers to.
    pub fn target(self, reference: &str) -> Option<usize> {
        self.definitions.target(reference, self.index)
    }

    /// The definition that the `$ref` of a schema refers to.
    pub fn referred(self, schema: &Value) -> Option<&'a Definition> {
        let target = schema.get("$ref")?.as_str()?;
        self.definitions.get(self.target(target)?)
    }

    /// The name of the Rust type that a `$ref` refers to.
    pub fn target_ident(self, reference: &str) -> Option<&'a Ident> {
        self.definitions.ident(self.target(reference)?)
    }

    /// Whether following a reference from here leads back here without entering a part of the value. Each such cycle
    /// has a reference from a later definition to an earlier one; that reference is omitted.
    pub fn is_circular(self, index: usize) -> bool {
        let circles = &self.definitions.same_value;
        self.in_place && index <= self.index && circles.get(index) == circles.get(self.index)
    }

    /// The name of the type that a definition is, behind all other names for it.
    pub fn unaliased(self, index: usize) -> Option<&'a Ident> {
        let mut index = index;
        // Aliases do not lead in circles, because a circular reference is no alias.
        for _ in 0..=self.definitions.all().len() {
            let reader = SchemaReader::new(self.definitions, index)?.in_place();
            match reader.definition_shape(&reader.definition.schema) {
                TypeShape::Reference(target) => index = target,
                _ => break,
            }
        }
        self.definitions.ident(index)
    }
}
