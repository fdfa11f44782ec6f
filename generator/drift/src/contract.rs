//! One state of a contract: types by name, each with the sides on which it is used.

use super::change::Side;
use ringback_algebra::Definitions;
use ringback_contract::{
    keyword::{HIDDEN, Holds, SOURCE, UNRESOLVED, applies_in_place, holds},
    provenance::{ProvenanceTable, Source},
    subschema::each_mut,
    uri::encode,
};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A type of a contract.
#[derive(Clone, Debug)]
pub struct Described {
    /// What it is called.
    pub name: String,
    /// On which sides it is used; none if that is not known.
    pub sides: Vec<Side>,
    /// Whether it is compared on its own. What is not is compared where others refer to it.
    pub is_subject: bool,
    /// The schema, of the newest draft and with references by name.
    pub schema: Value,
    /// Where it is described.
    pub source: Source,
    /// What it means if it is not there.
    pub presence: Presence,
}

/// What it means if a type is not there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// That nothing is said of it any more.
    Type,
    /// That a call is not answered any more.
    Call(Value),
    /// Nothing that is not told of the calls that it belongs to.
    Answer,
}

/// One state of a contract.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// All types.
    pub types: Vec<Described>,
    /// The citations behind their schemas.
    pub provenance: ProvenanceTable,
    /// Whether documents say so, and not schemas.
    pub is_documented: bool,
}

/// The schemas of a contract as one side sees them, by the references that lead to them.
#[derive(Debug, Default)]
pub struct View(pub Definitions);

impl View {
    /// The schemas as they are seen from a side: `hidden` marks properties that do not travel that way.
    pub fn of(contract: &Contract, hidden: &str) -> Self {
        let all: BTreeMap<String, &Value> =
            contract.types.iter().map(|described| (encode(&described.name), &described.schema)).collect();
        let viewer = Viewer { all: &all, hidden };
        Self(all.iter().map(|(name, schema)| (name.clone(), viewer.part(schema, &[]))).collect())
    }

    /// The schemas as all sides see them.
    pub fn whole(contract: &mut Contract) -> Self {
        let types = contract.types.iter_mut();
        Self(types.map(|described| (encode(&described.name), std::mem::take(&mut described.schema))).collect())
    }

    /// The schema that a reference leads to.
    pub fn get(&self, reference: &str) -> Option<&Value> {
        self.0.get(reference)
    }
}

impl Contract {
    /// Takes every schema for what it says of a value wherever it stands: nothing is ever fetched, all references are
    /// names already, and an enum that is marked as open rules nothing out.
    pub fn settle(&mut self) {
        let provenance = &mut self.provenance;
        self.types.iter_mut().for_each(|described| settle(&mut described.schema, provenance));
    }

    /// Whether anything in it is marked so.
    pub fn marks(&self, keyword: &str) -> bool {
        self.types.iter().any(|described| contains(&described.schema, keyword))
    }
}

/// Whether an object within a value has a key.
fn contains(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(object) => object.contains_key(key) || object.values().any(|value| contains(value, key)),
        Value::Array(list) => list.iter().any(|value| contains(value, key)),
        _ => false,
    }
}

struct Viewer<'a> {
    all: &'a BTreeMap<String, &'a Value>,
    hidden: &'a str,
}

/// References and combinations that are followed to find out whether a property is hidden.
const DEEPEST: usize = 16;

impl Viewer<'_> {
    /// A schema, part of another one of the same value perhaps, of which some properties do not travel this way.
    fn part(&self, schema: &Value, outer: &[String]) -> Value {
        let Value::Object(object) = schema else { return schema.clone() };
        let mut gone = self.hidden_names(object, self.hidden, DEEPEST);
        gone.extend_from_slice(outer);
        let mut seen = Map::new();
        for (keyword, value) in object {
            let outer = if applies_in_place(keyword) { gone.as_slice() } else { &[] };
            let viewed = match (keyword.as_str(), holds(keyword, value), value) {
                ("required", _, Value::Array(names)) => {
                    names.iter().filter(|name| !is_among(&gone, name)).cloned().collect()
                }
                (_, Some(Holds::Schema), value) => self.part(value, outer),
                (_, Some(Holds::List), Value::Array(list)) => {
                    list.iter().map(|schema| self.part(schema, outer)).collect()
                }
                (_, Some(Holds::Map), Value::Object(schemas)) => {
                    let hides = |name: &String| keyword == "properties" && gone.contains(name);
                    let seen = |name, schema| if hides(name) { Value::Bool(true) } else { self.part(schema, &[]) };
                    schemas
                        .iter()
                        .map(|(name, schema)| (name.clone(), seen(name, schema)))
                        .collect::<Map<_, _>>()
                        .into()
                }
                _ => value.clone(),
            };
            seen.insert(keyword.clone(), viewed);
        }
        if !gone.is_empty() {
            seen.insert(HIDDEN.into(), json!(gone));
        }
        Value::Object(seen)
    }

    /// The properties of an object, and of what it is put together from, that do not travel this way.
    fn hidden_names(&self, object: &Map<String, Value>, hidden: &str, depth: usize) -> Vec<String> {
        let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
        let properties = object.get("properties").and_then(Value::as_object).into_iter().flatten();
        let mut names: Vec<String> = properties
            .filter(|(_, schema)| self.is_hidden(schema, hidden, depth))
            .map(|(name, _)| name.clone())
            .collect();
        for part in self.parts(object) {
            names.extend(self.hidden_names(part, hidden, depth));
        }
        names
    }

    fn is_hidden(&self, schema: &Value, hidden: &str, depth: usize) -> bool {
        let (Value::Object(object), Some(depth)) = (schema, depth.checked_sub(1)) else { return false };
        object.get(hidden) == Some(&Value::Bool(true))
            || self.parts(object).any(|part| part.get(hidden) == Some(&Value::Bool(true)))
            || self.parts(object).any(|part| self.parts(part).next().is_some() && self.any_hidden(part, hidden, depth))
    }

    fn any_hidden(&self, object: &Map<String, Value>, hidden: &str, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        object.get(hidden) == Some(&Value::Bool(true))
            || self.parts(object).any(|part| self.any_hidden(part, hidden, depth))
    }

    /// What an object is put together from.
    fn parts<'v>(&'v self, object: &'v Map<String, Value>) -> impl Iterator<Item = &'v Map<String, Value>> {
        let target = object.get("$ref").and_then(Value::as_str).and_then(|name| self.all.get(name).copied());
        let list = object.get("allOf").and_then(Value::as_array).into_iter().flatten();
        target.into_iter().chain(list).filter_map(Value::as_object)
    }
}

fn is_among(names: &[String], name: &Value) -> bool {
    name.as_str().is_some_and(|name| names.iter().any(|known| known == name))
}

fn settle(schema: &mut Value, provenance: &mut ProvenanceTable) {
    let Value::Object(object) = schema else { return };
    const NAMES: &[&str] = &["$id", "id", "$schema", "$anchor", "$dynamicAnchor"];
    object.retain(|keyword, value| {
        let is_name = NAMES.contains(&keyword.as_str()) && value.is_string();
        !is_name && !matches!(holds(keyword, value), Some(Holds::Definitions))
    });
    let marked = ["x-ringback-open-enum", "x-extensible-enum"].iter().any(|mark| match object.get(*mark) {
        Some(Value::Bool(open)) => *open,
        Some(Value::Array(_)) => true,
        _ => false,
    });
    if marked && let Some(values) = object.shift_remove("enum") {
        object.insert("x-ringback-open-enum".into(), values);
    }
    // Swagger 2 and draft 3 have it at the property, and say nothing of the value with it.
    object.retain(|keyword, value| keyword != "required" || !value.is_boolean());
    if object.contains_key(UNRESOLVED) {
        // That it is an object is no more than a guess.
        object.shift_remove("type");
    }
    if let Some(written) = object.get_mut(SOURCE).filter(|written| written.is_array()) {
        *written = provenance.read_list(written);
    }
    for (keyword, value) in object.iter_mut() {
        each_mut(keyword, value, &mut |schema| settle(schema, provenance));
    }
}
