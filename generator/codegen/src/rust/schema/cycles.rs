//! Finds cycles of definitions: of those that contain each other, and of those that refer to each other for one value.

use super::{
    components::components,
    definitions::{Cycles, Definitions},
    null::without_null,
    reader::SchemaReader,
    shape::TypeShape,
};
use ringback_contract::{keyword::applies_in_place, subschema::applied};
use serde_json::Value;

/// The cycles of references between definitions.
pub fn find_cycles(definitions: &Definitions) -> Cycles {
    let readers = || (0..definitions.all().len()).filter_map(|index| SchemaReader::new(definitions, index));
    let contained: Vec<Vec<usize>> = readers()
        .map(|reader| {
            let mut found = Vec::new();
            contained(reader, &reader.definition.schema, &mut found);
            found
        })
        .collect();
    let same_value: Vec<Vec<usize>> =
        readers().map(|reader| about_same_value(reader, &reader.definition.schema)).collect();
    Cycles { containment: components(&contained), same_value: components(&same_value) }
}

/// The definitions that a value contains directly, without a list or map between.
fn contained(reader: SchemaReader, schema: &Value, found: &mut Vec<usize>) {
    let (_, schema) = without_null(schema);
    match reader.shape(schema) {
        TypeShape::Reference(index) => found.push(index),
        TypeShape::Object => {
            reader.properties(schema).iter().for_each(|(_, property, _)| contained(reader, property, found));
        }
        _ => {}
    }
}

/// The definitions whose rules apply to the same value as a schema.
fn about_same_value(reader: SchemaReader, schema: &Value) -> Vec<usize> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(schema) = waiting.pop() {
        found.extend(schema.get("$ref").and_then(Value::as_str).and_then(|target| reader.target(target)));
        waiting.extend(applied(schema).filter(|(keyword, _)| applies_in_place(keyword)).map(|(_, schema)| schema));
    }
    found
}
