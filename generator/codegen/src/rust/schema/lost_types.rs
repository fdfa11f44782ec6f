//! Finds the properties of a struct to which an alternative or a condition gives a type that their fields do not have.

use super::{
    conjunct::Conjunct,
    properties::{Property, branches, declarations},
    reader::SchemaReader,
    shape::TypeShape,
};
use serde_json::Value;

impl<'a> SchemaReader<'a> {
    /// The names of properties whose values may have a more specific type than their fields: which of them depends on what
    /// else is in the object.
    pub fn types_lost(self, schema: &'a Value) -> Vec<&'a str> {
        let under_condition = declarations(&branches(&self.conjuncts(schema)));
        if under_condition.is_empty() {
            return Vec::new();
        }
        let fields = self.properties(schema);
        let field = |name: &str| fields.iter().find(|field| field.name == name);
        let is_lost = |(name, declared): (&'a str, Vec<(&'a Value, Conjunct<'a>)>)| {
            let field = field(name)?;
            declared.iter().any(|(schema, conjunct)| lacks(field, conjunct.reader, schema)).then_some(name)
        };
        under_condition.into_iter().filter_map(is_lost).collect()
    }
}

/// Whether the type of a field says less of a value than another schema of it.
fn lacks<'a>(field: &Property<'a>, reader: SchemaReader<'a>, schema: &'a Value) -> bool {
    let is_any = |shape: TypeShape| matches!(shape, TypeShape::Any | TypeShape::Checked);
    let of = field.reader;
    if is_any(of.shape(field.schema)) {
        return !is_any(reader.shape(schema));
    }
    let known = of.properties(field.schema);
    reader.unconditional_properties(schema).iter().any(|inner| known.iter().all(|known| known.name != inner.name))
        || reader.list_elements(schema).is_some() && of.list_elements(field.schema).is_none()
}
