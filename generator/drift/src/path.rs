//! Paths from a payload to a value in it.

use ringback_algebra::{NameSet, Predicate, PredicateId, Solver};
use ringback_contract::pointer::escape;
use serde_json::{Map, Value};
use std::rc::Rc;

/// One step of a path.
#[derive(Clone, Debug)]
pub enum PathStep {
    /// To the property of this name.
    Property(Rc<str>),
    /// To the element at this index.
    Item(u64),
    /// To every element from this index on.
    ItemsFrom(u64),
    /// To every property whose name is not in this set.
    AdditionalProperties(Rc<NameSet>),
}

/// A path as a JSON pointer, with `*` for any element and any name.
pub fn pointer(path: &[PathStep]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            PathStep::Property(name) => pointer.push_str(&escape(name)),
            PathStep::Item(at) => pointer.push_str(&at.to_string()),
            PathStep::ItemsFrom(_) | PathStep::AdditionalProperties(_) => pointer.push('*'),
        }
    }
    pointer
}

/// A predicate of the value at the end of a path, as a predicate of the whole payload.
pub fn lift(solver: &mut Solver, path: &[PathStep], id: PredicateId) -> PredicateId {
    path.iter().rev().fold(id, |id, step| {
        solver.intern(match step {
            PathStep::Property(name) => Predicate::Property(name.clone(), id),
            PathStep::Item(at) => Predicate::Item(*at, id),
            PathStep::ItemsFrom(from) => Predicate::Items(*from, id),
            PathStep::AdditionalProperties(name_set) => Predicate::AdditionalProperties(name_set.clone(), id),
        })
    })
}

/// Replaces the value at the end of a path, creating what is missing on the way; `false` if the payload has no such
/// place.
pub fn put(payload: &mut Value, path: &[PathStep], value: &Value) -> bool {
    let Some((step, rest)) = path.split_first() else {
        payload.clone_from(value);
        return true;
    };
    let part = match (step, payload) {
        (PathStep::Property(name), Value::Object(object)) => object.entry(&**name).or_insert_with(|| empty(rest)),
        (PathStep::Item(0) | PathStep::ItemsFrom(0), Value::Array(list)) => {
            if list.is_empty() {
                list.push(empty(rest));
            }
            match list.first_mut() {
                Some(first) => first,
                None => return false,
            }
        }
        (PathStep::AdditionalProperties(names), Value::Object(object)) => {
            let is_other = |name: &&String| !names.names.iter().any(|known| **known == ***name);
            let name = object.keys().find(is_other).cloned().unwrap_or_else(|| "other".into());
            object.entry(name).or_insert_with(|| empty(rest))
        }
        _ => return false,
    };
    put(part, rest, value)
}

/// Removes the property at the end of a path; `false` if the payload has no such object.
pub fn without(payload: &mut Value, path: &[PathStep]) -> bool {
    match (path, payload) {
        ([PathStep::Property(name)], Value::Object(object)) => {
            object.shift_remove(&**name);
            true
        }
        ([PathStep::Property(name), rest @ ..], Value::Object(object)) => {
            object.get_mut(&**name).is_some_and(|value| without(value, rest))
        }
        ([PathStep::Item(0) | PathStep::ItemsFrom(0), rest @ ..], Value::Array(list)) => {
            list.first_mut().is_some_and(|value| without(value, rest))
        }
        _ => false,
    }
}

/// An empty object or list that the rest of a path can lead into.
fn empty(rest: &[PathStep]) -> Value {
    match rest.first() {
        Some(PathStep::Property(_) | PathStep::AdditionalProperties(_)) => Value::Object(Map::new()),
        Some(PathStep::Item(_) | PathStep::ItemsFrom(_)) => Value::Array(Vec::new()),
        None => Value::Null,
    }
}
