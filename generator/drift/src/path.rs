//! Ways from a payload to a part of it.

use ringback_algebra::{NameSet, Predicate, PredicateId, Solver};
use serde_json::{Map, Value};
use std::rc::Rc;

/// A step from a value to a part of it.
#[derive(Clone, Debug)]
pub enum Step {
    /// To a property.
    Property(Rc<str>),
    /// To an element.
    Item(u64),
    /// To every element from an index on.
    Items(u64),
    /// To every property outside a name_set.
    Values(Rc<NameSet>),
}

/// A path as a JSON pointer, with `*` for any element and any name.
pub fn pointer(path: &[Step]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Property(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Step::Item(at) => pointer.push_str(&at.to_string()),
            Step::Items(_) | Step::Values(_) => pointer.push('*'),
        }
    }
    pointer
}

/// What is demanded of a place as a demand of the whole.
pub fn lift(solver: &mut Solver, path: &[Step], id: PredicateId) -> PredicateId {
    path.iter().rev().fold(id, |id, step| {
        solver.intern(match step {
            Step::Property(name) => Predicate::Property(name.clone(), id),
            Step::Item(at) => Predicate::Item(*at, id),
            Step::Items(from) => Predicate::Items(*from, id),
            Step::Values(name_set) => Predicate::AdditionalProperties(name_set.clone(), id),
        })
    })
}

/// Puts a value where a path leads; `false` if that is nowhere.
pub fn put(payload: &mut Value, path: &[Step], value: &Value) -> bool {
    let Some((step, rest)) = path.split_first() else {
        payload.clone_from(value);
        return true;
    };
    let part = match (step, payload) {
        (Step::Property(name), Value::Object(object)) => object.entry(&**name).or_insert_with(|| empty(rest)),
        (Step::Item(0) | Step::Items(0), Value::Array(list)) => {
            if list.is_empty() {
                list.push(empty(rest));
            }
            match list.first_mut() {
                Some(first) => first,
                None => return false,
            }
        }
        _ => return false,
    };
    put(part, rest, value)
}

/// What the rest of a path can lead through.
fn empty(rest: &[Step]) -> Value {
    match rest.first() {
        Some(Step::Property(_) | Step::Values(_)) => Value::Object(Map::new()),
        Some(Step::Item(_) | Step::Items(_)) => Value::Array(Vec::new()),
        None => Value::Null,
    }
}
