//! What is carried on as a document writes it: its references lead to types, and what no schema may say is left out.

use indexmap::IndexMap;
use jsonschema::Draft;
use ringback_constraints::{
    clue::fold,
    constraint::{Constraint, Links, Schema},
    model::{Node, Type},
};
use ringback_contract::{
    finding::Finding,
    keyword::UNRESOLVED,
    source::Sourced,
    subject::Subject,
    uri::encode,
    validator::{Formats, options},
};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Settles every keyword that is carried on; each that had to be changed or left out is a finding.
pub fn normalize(types: &mut IndexMap<String, Type>, findings: &mut Vec<Finding>) {
    let names = Names::of(types);
    for (name, kind) in types.iter_mut() {
        let subject = Subject::of(name.clone());
        super::walk(&subject, &mut kind.node, &mut |subject, node| place(subject, node, &names, findings));
    }
}

/// The names of all types, and what they are when upper and lower case are the same.
struct Names {
    exact: HashSet<String>,
    folded: HashMap<String, String>,
}

impl Names {
    fn of(types: &IndexMap<String, Type>) -> Self {
        let folded = types.keys().rev().map(|name| (fold(name), name.clone())).collect();
        Self { exact: types.keys().cloned().collect(), folded }
    }

    /// The type that `#/definitions/Segment` or `Segment.schema.json` leads to.
    fn target(&self, reference: &str) -> Option<&String> {
        let name = reference.trim_end_matches('#').rsplit(['/', '#']).next().unwrap_or_default();
        let name = name.trim_end_matches(".json").trim_end_matches(".schema");
        self.exact.get(name).or_else(|| self.folded.get(&fold(name)))
    }
}

fn place(subject: &Subject, node: &mut Node, names: &Names, findings: &mut Vec<Finding>) {
    node.constraints.retain_mut(|constraint| {
        let mut lost = Vec::new();
        if let Links::Carried(value) = constraint.value.links() {
            refer(value, names, &mut lost);
        }
        for target in lost {
            let message = format!("the model {target:?} is linked but was not supplied; any value is accepted there");
            findings.push(Finding::new("unresolved-model", subject, message, constraint.sources.clone()));
        }
        let Some(reason) = illegal(constraint) else { return true };
        let message = format!("no schema may say this, it is left out: {reason}");
        findings.push(Finding::new("illegal-keyword", subject, message, constraint.sources.clone()));
        false
    });
}

/// Points every `$ref` at a canonical schema; one that leads nowhere is named and says nothing.
fn refer(value: &mut Value, names: &Names, lost: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            // Identifiers would turn the references around them; canonical schemas have one each, at the root.
            for keyword in ["$id", "id", "$anchor", "$dynamicAnchor", "$schema"] {
                if object.get(keyword).is_some_and(Value::is_string) {
                    object.shift_remove(keyword);
                }
            }
            for keyword in ["$ref", "$dynamicRef"] {
                let Some(Value::String(target)) = object.get(keyword) else { continue };
                match names.target(target) {
                    _ if target == "#" => {}
                    Some(name) => _ = object.insert(keyword.into(), encode(name).into()),
                    None => {
                        lost.push(target.clone());
                        let target = object.shift_remove(keyword).unwrap_or_default();
                        object.insert(UNRESOLVED.into(), target);
                    }
                }
            }
            for (keyword, value) in object.iter_mut() {
                if !["const", "enum", "default", "example", "examples"].contains(&keyword.as_str()) {
                    refer(value, names, lost);
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| refer(value, names, lost)),
        _ => {}
    }
}

/// Why no schema may say this: a pattern that is none, alternatives that are no list. All other kinds write schemas.
fn illegal(constraint: &Sourced<Constraint>) -> Option<String> {
    if !constraint.value.is_as_written() {
        return None;
    }
    let mut schema = Schema::default();
    constraint.value.declare(&mut schema);
    let mut schema = Value::Object(schema.finish());
    forget_references(&mut schema);
    let options = options(Formats::Unknown).with_draft(Draft::Draft202012);
    options.build(&schema).err().map(|error| error.to_string())
}

/// What references lead to is judged by itself.
fn forget_references(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|keyword, value| !(keyword.ends_with("Ref") || keyword == "$ref") || !value.is_string());
            object.values_mut().for_each(forget_references);
        }
        Value::Array(list) => list.iter_mut().for_each(forget_references),
        _ => {}
    }
}
