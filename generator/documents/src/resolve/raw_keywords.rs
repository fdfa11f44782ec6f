//! Normalizes raw keywords, which are kept as a document has them: references become names of types, illegal keywords are
//! dropped.

use indexmap::IndexMap;
use jsonschema::Draft;
use ringback_constraints::{
    constraint::{Constraint, Links, Schema},
    model::{Node, Type},
};
use ringback_contract::{
    finding::Finding,
    keyword::{UNRESOLVED, identifies},
    name::fold,
    provenance::Sourced,
    subject::Subject,
    uri::encode,
    validator::{Formats, options},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Normalizes the raw keywords of all types; unresolved references and dropped keywords become findings.
pub fn normalize(types: &mut IndexMap<String, Type>, findings: &mut Vec<Finding>) {
    let names = TypeNames::of(types);
    for (name, kind) in types.iter_mut() {
        let subject = Subject::of(name.clone());
        super::walk(&subject, &mut kind.node, &mut |subject, node| normalize_node(subject, node, &names, findings));
    }
}

/// The names of all types, as they are and without case.
struct TypeNames {
    exact: HashSet<String>,
    folded: HashMap<String, String>,
}

impl TypeNames {
    fn of(types: &IndexMap<String, Type>) -> Self {
        let folded = types.keys().rev().map(|name| (fold(name), name.clone())).collect();
        Self { exact: types.keys().cloned().collect(), folded }
    }

    /// The type that a reference such as `#/definitions/Segment` or `Segment.schema.json` leads to.
    fn target(&self, reference: &str) -> Option<&String> {
        let name = reference.trim_end_matches('#').rsplit(['/', '#']).next().unwrap_or_default();
        let name = name.trim_end_matches(".json").trim_end_matches(".schema");
        self.exact.get(name).or_else(|| self.folded.get(&fold(name)))
    }
}

fn normalize_node(subject: &Subject, node: &mut Node, names: &TypeNames, findings: &mut Vec<Finding>) {
    node.constraints.retain_mut(|constraint| {
        let mut unresolved = Vec::new();
        if let Links::Carried(value) = constraint.value.links() {
            resolve_references(value, names, &mut unresolved);
        }
        for target in unresolved {
            let message = format!("the linked model {target:?} was not supplied; any value is accepted");
            findings.push(Finding::new("unresolved-model", subject, message, constraint.sources.clone()));
        }
        let Some(reason) = illegal(constraint) else { return true };
        let message = format!("not legal in a schema, and left out: {reason}");
        findings.push(Finding::new("illegal-keyword", subject, message, constraint.sources.clone()));
        false
    });
}

/// Points every `$ref` at a canonical schema. One without a target is replaced by an annotation with its text.
fn resolve_references(value: &mut Value, names: &TypeNames, unresolved: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            // An identifier would change what the references below it mean; a canonical schema has one, at its root.
            object.retain(|keyword, value| !(identifies(keyword) && value.is_string()));
            for keyword in ["$ref", "$dynamicRef"] {
                let Some(Value::String(target)) = object.get(keyword) else { continue };
                match names.target(target) {
                    _ if target == "#" => {}
                    Some(name) => _ = object.insert(keyword.into(), encode(name).into()),
                    None => {
                        unresolved.push(target.clone());
                        let target = object.shift_remove(keyword).unwrap_or_default();
                        object.insert(UNRESOLVED.into(), target);
                    }
                }
            }
            for (keyword, value) in object.iter_mut() {
                if !["const", "enum", "default", "example", "examples"].contains(&keyword.as_str()) {
                    resolve_references(value, names, unresolved);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| resolve_references(value, names, unresolved)),
        _ => {}
    }
}

/// Why a keyword is illegal: a malformed pattern, alternatives that are not a list. Other kinds always write legal ones.
fn illegal(constraint: &Sourced<Constraint>) -> Option<String> {
    if !constraint.value.is_as_written() {
        return None;
    }
    let mut schema = Schema::default();
    constraint.value.declare(&mut schema);
    let mut schema = Value::Object(schema.finish());
    remove_references(&mut schema);
    let options = options(Formats::Unknown).with_draft(Draft::Draft202012);
    options.build(&schema).err().map(|error| error.to_string())
}

/// Removes references, whose targets are checked on their own.
fn remove_references(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|keyword, value| !(keyword.ends_with("Ref") || keyword == "$ref") || !value.is_string());
            object.values_mut().for_each(remove_references);
        }
        Value::Array(list) => list.iter_mut().for_each(remove_references),
        _ => {}
    }
}
