//! Finds the parts of a value that the rules of a schema evaluate, in the sense of `unevaluatedProperties`.

use super::{
    pattern::matches_rule,
    rule::{Check, DEEPEST, Schema},
};
use serde_json::Value;
use std::collections::HashSet;

/// The evaluated parts of an object or a list.
#[derive(Debug, Default)]
pub struct Evaluated<'v> {
    /// Names of properties.
    pub names: HashSet<&'v str>,
    /// Indices of elements.
    pub indices: HashSet<usize>,
}

/// Whether a value breaks none of a schema's rules, at a depth of nested rules.
pub type Holds = fn(&'static Schema, &Value, usize) -> bool;

/// The parts of a value that a schema's rules speak of, those about unevaluated parts aside.
pub fn evaluated<'v>(schema: &'static Schema, value: &'v Value, depth: usize, holds: Holds) -> Evaluated<'v> {
    let mut seen = Evaluated::default();
    let others = |check: &&Check| !matches!(check, Check::UnevaluatedProperties(_) | Check::UnevaluatedItems(_));
    schema.rules.iter().filter(others).for_each(|check| collect(check, value, depth, holds, &mut seen));
    seen
}

fn collect<'v>(check: &'static Check, value: &'v Value, depth: usize, holds: Holds, seen: &mut Evaluated<'v>) {
    match value {
        Value::Object(object) => {
            let names = object.keys().map(String::as_str);
            match check {
                Check::Property(name, _) => seen.names.extend(names.filter(|known| known == name)),
                Check::PatternProperty(pattern, _) => {
                    seen.names.extend(names.filter(|name| matches_rule(pattern, name).unwrap_or(true)));
                }
                // What is named or matched is evaluated by its own rules.
                Check::AdditionalProperties { .. } | Check::UnevaluatedProperties(_) => seen.names.extend(names),
                Check::DependentSchema(name, schema) if object.contains_key(*name) => {
                    within(schema, value, depth, holds, seen);
                }
                _ => {}
            }
        }
        Value::Array(list) => match check {
            Check::PrefixItem(index, _) => _ = seen.indices.insert(*index),
            Check::Items(from, _) => seen.indices.extend(*from..list.len()),
            Check::Contains { schema, .. } => {
                let found = list.iter().enumerate().filter(|(_, value)| holds(schema, value, depth + 1));
                seen.indices.extend(found.map(|(index, _)| index));
            }
            Check::UnevaluatedItems(_) => seen.indices.extend(0..list.len()),
            _ => {}
        },
        _ => return,
    }
    match check {
        Check::Reference(schema) => within(schema, value, depth, holds, seen),
        Check::AllOf(schemas) => schemas.iter().for_each(|schema| within(schema, value, depth, holds, seen)),
        Check::AnyOf(schemas) | Check::OneOf(schemas) => {
            for schema in schemas.iter().filter(|schema| holds(schema, value, depth + 1)) {
                within(schema, value, depth, holds, seen);
            }
        }
        Check::If { test, then, otherwise } => {
            if holds(test, value, depth + 1) {
                within(test, value, depth, holds, seen);
                within(then, value, depth, holds, seen);
            } else {
                within(otherwise, value, depth, holds, seen);
            }
        }
        _ => {}
    }
}

fn within<'v>(schema: &'static Schema, value: &'v Value, depth: usize, holds: Holds, seen: &mut Evaluated<'v>) {
    if depth > DEEPEST {
        return;
    }
    schema.rules.iter().for_each(|check| collect(check, value, depth + 1, holds, seen));
}
