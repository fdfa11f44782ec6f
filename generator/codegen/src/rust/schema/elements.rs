//! The schema of what is in a list or a map, whichever of the schemas that apply to it says so.

use super::{merge::merged, reader::SchemaReader};
use serde_json::Value;

impl<'a> SchemaReader<'a> {
    /// The schema that all elements of a list have, and its reader; `None` if they may be anything or differ by place.
    pub fn list_elements(self, schema: &'a Value) -> Option<(Self, &'a Value)> {
        if self.has_places(schema) { None } else { self.agreed(schema, |schema| schema.get("items")) }
    }

    /// Whether the elements of a list differ by their place in it.
    pub fn has_places(self, schema: &'a Value) -> bool {
        self.conjuncts(schema).iter().any(|conjunct| conjunct.schema.get("prefixItems").is_some())
    }

    /// The schema that all values of a map have, and its reader; `None` if they may be anything or differ by name.
    pub fn map_values(self, schema: &'a Value) -> Option<(Self, &'a Value)> {
        self.agreed(schema, own_map_values)
    }

    /// What the schemas that apply to a value say of one thing, as one schema.
    fn agreed(self, schema: &'a Value, said: impl Fn(&'a Value) -> Option<&'a Value>) -> Option<(Self, &'a Value)> {
        let conjuncts = self.conjuncts(schema);
        let mut found: Vec<(Self, &Value)> = Vec::new();
        for conjunct in &conjuncts {
            let new = said(conjunct.schema).filter(|said| said.is_object());
            let new = new.filter(|new| !found.iter().any(|(_, known)| known == new));
            found.extend(new.map(|new| (conjunct.reader, new)));
        }
        match found.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => {
                let schemas: Vec<&Value> = found.iter().map(|(_, schema)| *schema).collect();
                // References in it are names, so that any reader of the module resolves them alike.
                Some((self.in_parts(), self.definitions.derived(&schemas, merged)))
            }
        }
    }
}

fn own_map_values(schema: &Value) -> Option<&Value> {
    let patterns = schema.get("patternProperties").and_then(Value::as_object).filter(|patterns| !patterns.is_empty());
    let others = schema.get("additionalProperties");
    match (patterns, others) {
        (None, others) => others,
        (Some(patterns), Some(Value::Bool(false))) if patterns.len() == 1 => patterns.values().next(),
        _ => None,
    }
}
