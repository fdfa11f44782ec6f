//! What an alternative of a `oneOf` says of the kinds of its values and of properties that may tell it from others, read off its
//! schema: references are followed, so that recursive types are told apart as well.

use super::{cache::Definitions, constant::scalar, keyword::kinds};
use crate::kind::{Scalar, ValueKind, ValueKinds};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Schemas that are read of one alternative; those that refer to each other a lot multiply.
const VISIT_LIMIT: usize = 500;
/// References and combinations within each other that are followed.
const DEPTH_LIMIT: usize = 12;

/// What an alternative says.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The kinds of its values.
    pub kinds: ValueKinds,
    /// Names of properties that its objects must have.
    pub required: BTreeSet<Rc<str>>,
    /// The values that a property has if it is there.
    pub listed: BTreeMap<Rc<str>, BTreeSet<Scalar>>,
}

impl Alternative {
    /// What a schema says.
    pub fn of(schema: &Value, definitions: &Definitions) -> Self {
        Reader { definitions, visits: 0 }.alternative(schema, DEPTH_LIMIT)
    }

    /// Says nothing.
    fn anything() -> Self {
        Self { kinds: ValueKinds::of(&ValueKind::ALL), required: BTreeSet::new(), listed: BTreeMap::new() }
    }

    /// Adds what another schema of the same value says.
    fn and(&mut self, other: Self) {
        self.kinds = self.kinds.intersection(other.kinds);
        self.required.extend(other.required);
        for (name, values) in other.listed {
            let known = self.listed.entry(name).or_insert_with(|| values.clone());
            known.retain(|value| values.contains(value));
        }
    }

    /// What holds of every value of either.
    fn or(mut self, other: Self) -> Self {
        self.kinds = self.kinds.union(other.kinds);
        self.required.retain(|name| other.required.contains(name));
        self.listed.retain(|name, _| other.listed.contains_key(name));
        for (name, values) in &mut self.listed {
            values.extend(other.listed.get(name).into_iter().flatten().cloned());
        }
        self
    }

    /// Whether no object with a property can be of both alternatives.
    pub fn is_told_apart_by(&self, name: &str, other: &Self) -> bool {
        let both = self.listed.get(name).zip(other.listed.get(name));
        both.is_some_and(|(one, other)| one.is_disjoint(other))
    }
}

struct Reader<'a> {
    definitions: &'a Definitions,
    visits: usize,
}

impl<'a> Reader<'a> {
    fn alternative(&mut self, schema: &'a Value, depth: usize) -> Alternative {
        let mut found = Alternative::anything();
        self.visits += 1;
        let (Some(depth), Value::Object(keywords)) = (depth.checked_sub(1), schema) else { return found };
        if self.visits > VISIT_LIMIT {
            return found;
        }
        if let Some(kinds) = keywords.get("type").and_then(kinds) {
            found.kinds = kinds;
        }
        if let Some(values) = listed(keywords) {
            let kinds: Vec<ValueKind> = values.iter().map(Scalar::kind).collect();
            found.kinds = found.kinds.intersection(ValueKinds::of(&kinds));
        }
        let required = keywords.get("required").and_then(Value::as_array).into_iter().flatten();
        found.required.extend(required.filter_map(Value::as_str).map(Rc::from));
        for (name, schema) in keywords.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if let Some(values) = self.values(schema, depth) {
                found.listed.insert(name.as_str().into(), values);
            }
        }
        for part in self.parts(keywords) {
            let part = self.alternative(part, depth);
            found.and(part);
        }
        for keyword in ["anyOf", "oneOf"] {
            let Some(alternatives) = keywords.get(keyword).and_then(Value::as_array) else { continue };
            let each: Vec<Alternative> = alternatives.iter().map(|schema| self.alternative(schema, depth)).collect();
            if let Some(any) = each.into_iter().reduce(Alternative::or) {
                found.and(any);
            }
        }
        found
    }

    /// The values that the schema of a property lists; `None` if it lists none, or others than scalars.
    fn values(&mut self, schema: &'a Value, depth: usize) -> Option<BTreeSet<Scalar>> {
        let (depth, keywords) = (depth.checked_sub(1)?, schema.as_object()?);
        self.visits += 1;
        if self.visits > VISIT_LIMIT {
            return None;
        }
        listed(keywords).or_else(|| self.parts(keywords).find_map(|part| self.values(part, depth)))
    }

    /// The schemas that apply together with an object of keywords.
    fn parts(&self, keywords: &'a Map<String, Value>) -> impl Iterator<Item = &'a Value> + use<'a> {
        let target = keywords.get("$ref").and_then(Value::as_str).and_then(|name| self.definitions.get(name));
        target.into_iter().chain(keywords.get("allOf").and_then(Value::as_array).into_iter().flatten())
    }
}

/// The scalars that `enum` or `const` lists; `None` if there is neither, or with other values.
fn listed(keywords: &Map<String, Value>) -> Option<BTreeSet<Scalar>> {
    match (keywords.get("const"), keywords.get("enum")) {
        (Some(value), _) => Some(BTreeSet::from([scalar(value)?])),
        (None, Some(Value::Array(values))) => values.iter().map(scalar).collect(),
        _ => None,
    }
}
