//! Finds cycles: types that contain each other, and definitions that refer to each other for one value.

use super::{
    components::components, definitions::Definitions, null::without_null, reader::SchemaReader, shape::TypeShape,
};
use ringback_contract::{keyword::applies_in_place, subschema::applied};
use serde_json::Value;
use std::collections::HashMap;

/// Cycles of schemas that contain each other directly, without a list or map between.
#[derive(Default)]
pub struct Containment {
    /// By the address of a schema, the number of the cycle that it belongs to.
    cycles: HashMap<*const Value, usize>,
}

impl Containment {
    /// Whether a value of the one schema, which contains a value of the other, is contained in it in turn.
    pub fn is_cycle(&self, outer: &Value, inner: &Value) -> bool {
        let cycle = |schema: &Value| self.cycles.get(&std::ptr::from_ref(without_null(schema).1));
        cycle(outer).is_some() && cycle(outer) == cycle(inner)
    }
}

/// The cycles of schemas that contain each other directly.
pub fn find_containment<'a>(definitions: &'a Definitions<'a>) -> Containment {
    let mut nodes: HashMap<*const Value, usize> = HashMap::new();
    let mut waiting: Vec<(SchemaReader<'a>, &'a Value)> = Vec::new();
    let mut edges: Vec<Vec<usize>> = Vec::new();
    for index in 0..definitions.all().len() {
        let Some(reader) = SchemaReader::new(definitions, index) else { continue };
        let (_, schema) = without_null(&reader.definition.schema);
        nodes.insert(std::ptr::from_ref(schema), index);
        waiting.push((reader, schema));
    }
    let mut next = 0;
    while let Some((reader, schema)) = waiting.get(next).copied() {
        next += 1;
        let mut targets = Vec::new();
        let mut add = |reader: SchemaReader<'a>, schema: &'a Value| {
            let (_, schema) = without_null(schema);
            let node = nodes.len();
            let node = *nodes.entry(std::ptr::from_ref(schema)).or_insert_with(|| {
                waiting.push((reader, schema));
                node
            });
            targets.push(node);
        };
        match reader.shape(schema) {
            TypeShape::Reference(index) => {
                if let Some(reader) = SchemaReader::new(definitions, index) {
                    add(reader, &reader.definition.schema);
                }
            }
            TypeShape::Object => {
                reader.properties(schema).into_iter().for_each(|property| add(property.reader, property.schema));
            }
            _ => {}
        }
        edges.push(targets);
    }
    let components = components(&edges);
    let cycles = nodes.into_iter().filter_map(|(schema, node)| Some((schema, *components.get(node)?))).collect();
    Containment { cycles }
}

/// Cycles of references about the same value, whose rules would refer to each other forever: by the index of a
/// definition, the number of its cycle.
pub fn find_references_to_the_same_value<'a>(definitions: &'a Definitions<'a>) -> Vec<usize> {
    let readers = (0..definitions.all().len()).filter_map(|index| SchemaReader::new(definitions, index));
    let edges: Vec<Vec<usize>> = readers.map(|reader| about_same_value(reader, &reader.definition.schema)).collect();
    components(&edges)
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
