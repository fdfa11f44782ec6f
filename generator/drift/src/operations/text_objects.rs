//! Brings the properties of objects into one form where their values are written as text: in forms, in XML and in parameters.

use super::{fields::SchemaLookup, wire::aligned, wire_fields::WireForm};
use crate::pair::Pair;
use serde_json::{Map, Value};

/// Schemas that are looked into for one body; those that refer to each other multiply.
const VISIT_LIMIT: usize = 2_000;
/// Parts of `allOf` within each other that are looked into.
const PART_DEPTH: usize = 4;

/// Aligns objects of two versions.
pub struct ObjectAligner<'a, F> {
    /// How a property is written, by its name.
    forms: &'a F,
    lookups: &'a Pair<SchemaLookup<'a>>,
    visits: usize,
}

impl<'a, F: Fn(&str) -> Pair<WireForm>> ObjectAligner<'a, F> {
    /// An aligner for one body or parameter.
    pub fn new(forms: &'a F, lookups: &'a Pair<SchemaLookup<'a>>) -> Self {
        Self { forms, lookups, visits: 0 }
    }

    /// The objects with their properties aligned, down to a depth; `None` if nothing has to be.
    pub fn objects(&mut self, schemas: Pair<&Value>, depth: usize) -> Option<[Value; 2]> {
        let depth = depth.checked_sub(1)?;
        let mut both = [
            inlined(schemas.before, &self.lookups.before, &mut self.visits)?,
            inlined(schemas.after, &self.lookups.after, &mut self.visits)?,
        ];
        let [old, new] = both.each_ref().map(properties);
        let mut changed: Vec<(&str, [Value; 2])> = Vec::new();
        for (name, before) in &old {
            // A property that several parts describe is compared as it is.
            let only = |all: &[(&str, &Value)]| all.iter().filter(|(known, _)| known == name).count() == 1;
            let Some((_, after)) = new.iter().find(|(other, _)| other == name) else { continue };
            if only(&old) && only(&new) {
                changed.extend(self.values(Pair { before, after }, name, depth).map(|aligned| (*name, aligned)));
            }
        }
        let changed: Vec<(String, [Value; 2])> =
            changed.into_iter().map(|(name, aligned)| (name.to_owned(), aligned)).collect();
        let others =
            match both.each_ref().map(|schema| schema.get("additionalProperties").filter(|all| all.is_object())) {
                [Some(before), Some(after)] => self.values(Pair { before, after }, "", depth),
                _ => None,
            };
        if changed.is_empty() && others.is_none() {
            return None;
        }
        for (name, aligned) in changed {
            for (schema, property) in both.iter_mut().zip(aligned) {
                replace(schema, &name, property);
            }
        }
        for (schema, others) in both.iter_mut().zip(others.into_iter().flatten()) {
            if let Some(object) = schema.as_object_mut() {
                object.insert("additionalProperties".into(), others);
            }
        }
        Some(both)
    }

    /// The bodies aligned, which may be lists of objects.
    pub fn bodies(&mut self, schemas: Pair<&Value>, depth: usize) -> Option<[Value; 2]> {
        self.objects(schemas, depth).or_else(|| self.elements(schemas, depth))
    }

    /// The values of a property, aligned.
    fn values(&mut self, schemas: Pair<&Value>, name: &str, depth: usize) -> Option<[Value; 2]> {
        aligned(schemas, (self.forms)(name), self.lookups).or_else(|| self.bodies(schemas, depth))
    }

    /// Lists with the objects in them aligned.
    fn elements(&mut self, schemas: Pair<&Value>, depth: usize) -> Option<[Value; 2]> {
        let [old, new] = [self.lookups.before.resolved(schemas.before), self.lookups.after.resolved(schemas.after)];
        let items = Pair { before: old.get("items")?, after: new.get("items")? };
        let aligned = self.objects(items, depth)?;
        let mut both = [old.clone(), new.clone()];
        for (list, items) in both.iter_mut().zip(aligned) {
            list.as_object_mut()?.insert("items".into(), items);
        }
        Some(both)
    }
}

/// A schema without references to itself and to the parts of `allOf`; `None` if too many are looked into.
pub(super) fn inlined(schema: &Value, lookup: &SchemaLookup, visits: &mut usize) -> Option<Value> {
    inlined_to(schema, lookup, PART_DEPTH, visits)
}

fn inlined_to(schema: &Value, lookup: &SchemaLookup, depth: usize, visits: &mut usize) -> Option<Value> {
    *visits += 1;
    if *visits > VISIT_LIMIT {
        return None;
    }
    let mut schema = lookup.resolved(schema).clone();
    if let (Some(depth), Some(parts)) = (depth.checked_sub(1), schema.get_mut("allOf").and_then(Value::as_array_mut)) {
        for part in parts {
            *part = inlined_to(part, lookup, depth, visits)?;
        }
    }
    Some(schema)
}

/// The parts of a schema: itself, and those of its `allOf`.
fn parts(schema: &Value) -> Vec<&Map<String, Value>> {
    let inner = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().flat_map(parts);
    schema.as_object().into_iter().chain(inner).collect()
}

/// The properties that a schema and its parts describe.
pub(super) fn properties(schema: &Value) -> Vec<(&str, &Value)> {
    let described = parts(schema).into_iter().filter_map(|part| part.get("properties")?.as_object());
    described.flatten().map(|(name, schema)| (name.as_str(), schema)).collect()
}

/// Gives a property another schema, in the part that describes it.
pub(super) fn replace(schema: &mut Value, name: &str, property: Value) -> Option<()> {
    if let Some(known) = schema.get_mut("properties").and_then(|all| all.get_mut(name)) {
        *known = property;
        return Some(());
    }
    let parts = schema.get_mut("allOf")?.as_array_mut()?;
    parts.iter_mut().find_map(|part| replace(part, name, property.clone()))
}
