//! The schemas of a contract as one side sees them: without the properties that do not travel in that direction.

use super::contract::Contract;
use ringback_algebra::Definitions;
use ringback_contract::{
    keyword::{HIDDEN, Holds, TOLERATED, applies_in_place, holds},
    subschema::each_mut,
    uri::encode,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// References and combinations that are followed to find out whether a property is hidden.
const DEPTH_LIMIT: usize = 16;

/// The schemas of a contract, by the references that lead to them.
#[derive(Debug, Default)]
pub struct SchemaView(pub Definitions);

impl SchemaView {
    /// The schemas without the properties that `mark` (`readOnly` or `writeOnly`) marks: these are not required, and
    /// listed under `x-ringback-hidden`, so that they count as never sent.
    pub fn without_marked(contract: &Contract, mark: &str) -> Self {
        let all: BTreeMap<String, &Value> =
            contract.entries.iter().map(|entry| (encode(&entry.name), &entry.schema)).collect();
        let filter = PropertyFilter { all: &all, mark };
        Self(all.iter().map(|(name, schema)| (name.clone(), filter.filtered(schema, &[]))).collect())
    }

    /// All schemas with all properties.
    pub fn whole(contract: &Contract) -> Self {
        Self(contract.entries.iter().map(|entry| (encode(&entry.name), entry.schema.clone())).collect())
    }

    /// Lets every object have properties that it does not declare.
    pub fn open_objects(&mut self) {
        self.0.values_mut().for_each(open);
    }

    /// The schema that a reference leads to.
    pub fn get(&self, reference: &str) -> Option<&Value> {
        self.0.get(reference)
    }
}

/// Removes what closes objects, at any depth.
fn open(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    // The object that stands for the responses of an operation stays closed: a status is no property.
    if !object.contains_key(TOLERATED) {
        object.retain(|keyword, value| {
            !(matches!(keyword.as_str(), "additionalProperties" | "unevaluatedProperties")
                && *value == Value::Bool(false))
        });
    }
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut open);
    }
}

/// Removes marked properties from schemas.
struct PropertyFilter<'a> {
    all: &'a BTreeMap<String, &'a Value>,
    mark: &'a str,
}

impl PropertyFilter<'_> {
    /// A schema without its marked properties and those that schemas around it for the same value mark.
    fn filtered(&self, schema: &Value, outer: &[String]) -> Value {
        let Value::Object(object) = schema else { return schema.clone() };
        let mut hidden = self.hidden_names(object, DEPTH_LIMIT);
        hidden.extend_from_slice(outer);
        let mut visible = Map::new();
        for (keyword, value) in object {
            let outer = if applies_in_place(keyword) { hidden.as_slice() } else { &[] };
            let filtered = match (keyword.as_str(), holds(keyword, value), value) {
                ("required", _, Value::Array(names)) => {
                    names.iter().filter(|name| !is_among(&hidden, name)).cloned().collect()
                }
                (_, Some(Holds::Schema), value) => self.filtered(value, outer),
                (_, Some(Holds::List), Value::Array(list)) => {
                    list.iter().map(|schema| self.filtered(schema, outer)).collect()
                }
                (_, Some(Holds::Map), Value::Object(schemas)) => {
                    let is_hidden = |name: &String| keyword == "properties" && hidden.contains(name);
                    let member = |(name, schema): (&String, &Value)| {
                        let schema = if is_hidden(name) { Value::Bool(true) } else { self.filtered(schema, &[]) };
                        (name.clone(), schema)
                    };
                    schemas.iter().map(member).collect::<Map<_, _>>().into()
                }
                _ => value.clone(),
            };
            visible.insert(keyword.clone(), filtered);
        }
        if !hidden.is_empty() {
            visible.insert(HIDDEN.into(), json!(hidden));
        }
        Value::Object(visible)
    }

    /// The names of the marked properties of an object, those of its parts included.
    fn hidden_names(&self, object: &Map<String, Value>, depth: usize) -> Vec<String> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let properties = object.get("properties").and_then(Value::as_object).into_iter().flatten();
        let hidden = properties.filter(|(_, schema)| self.is_hidden(schema, depth));
        let mut names: Vec<String> = hidden.map(|(name, _)| name.clone()).collect();
        for part in self.parts(object) {
            names.extend(self.hidden_names(part, depth));
        }
        names
    }

    /// Whether the schema of a property, or a part of it, is marked.
    fn is_hidden(&self, schema: &Value, depth: usize) -> bool {
        schema.as_object().is_some_and(|object| self.is_marked(object, depth))
    }

    fn is_marked(&self, object: &Map<String, Value>, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        object.get(self.mark) == Some(&Value::Bool(true)) || self.parts(object).any(|part| self.is_marked(part, depth))
    }

    /// The objects of keywords that apply together with an object: the target of its `$ref`, and its `allOf`.
    fn parts<'v>(&'v self, object: &'v Map<String, Value>) -> impl Iterator<Item = &'v Map<String, Value>> {
        let target = object.get("$ref").and_then(Value::as_str).and_then(|name| self.all.get(name).copied());
        let list = object.get("allOf").and_then(Value::as_array).into_iter().flatten();
        target.into_iter().chain(list).filter_map(Value::as_object)
    }
}

fn is_among(names: &[String], name: &Value) -> bool {
    name.as_str().is_some_and(|name| names.iter().any(|known| known == name))
}
