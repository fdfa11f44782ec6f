//! Gives every type a role: what an operation accepts is sent by us, and strict; what it returns or delivers is tolerant.

use indexmap::IndexMap;
use ringback_constraints::{
    described_operation::DescribedOperation,
    model::{Node, Type},
};
use ringback_contract::{
    finding::Finding, operation::Direction, provenance::Source, subject::Subject, uri::encode, vendor::Vendor,
};
use serde_json::Value;
use std::collections::HashMap;

/// Gives a role to every type that an operation names, and to every type that these link to.
pub fn assign(
    vendor: &Vendor,
    described: &[DescribedOperation],
    types: &mut IndexMap<String, Type>,
    findings: &mut Vec<Finding>,
) {
    let mut roles: IndexMap<String, Direction> = IndexMap::new();
    // Only pages with operations need the names as references spell them.
    let known: HashMap<String, String> = match described.is_empty() {
        true => HashMap::new(),
        false => types.keys().map(|name| (encode(name), name.clone())).collect(),
    };
    let by_reference: HashMap<&str, &str> = known.iter().map(|(target, name)| (&**target, &**name)).collect();
    for operation in described {
        let sent = operation.body.iter().map(|body| (&body.schema, Direction::Request));
        let returned = operation.responses.iter().filter_map(|response| response.schema.as_ref());
        for (schema, role) in sent.chain(returned.map(|schema| (schema, Direction::Response))) {
            let names = references(schema).into_iter().filter_map(|target| by_reference.get(target));
            names.for_each(|name| spread(name, role, types, &mut roles));
        }
    }
    for operation in &vendor.operations {
        for (name, role) in operation.types() {
            if types.contains_key(name) {
                spread(name, role, types, &mut roles);
            } else {
                let quote = format!("operation {:?} names the type {name:?}", operation.name);
                let message = format!("{quote}, which no document describes");
                let source = Source::line("vendor.toml", 1, quote);
                findings.push(Finding::new("undocumented-type", &Subject::of(name), message, vec![source]));
            }
        }
    }
    for (name, role) in roles {
        if let Some(kind) = types.get_mut(&name) {
            kind.role = role;
        }
    }
}

/// The references of a schema, in lists and maps as well.
fn references(schema: &Value) -> Vec<&str> {
    match schema {
        Value::Object(object) => {
            let own = object.get("$ref").and_then(Value::as_str);
            own.into_iter().chain(object.values().flat_map(references)).collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Gives a role to a type and to those that it links to. If a type is both sent and received, the tolerant role wins.
fn spread(name: &str, role: Direction, types: &IndexMap<String, Type>, roles: &mut IndexMap<String, Direction>) {
    match roles.get(name) {
        Some(known) if *known == role || *known != Direction::Request => return,
        _ => roles.insert(name.into(), role),
    };
    let mut linked = Vec::new();
    if let Some(kind) = types.get(name) {
        links(&kind.node, &mut linked);
    }
    for name in linked {
        spread(&name, role, types, roles);
    }
}

fn links(node: &Node, linked: &mut Vec<String>) {
    linked.extend(node.constraints.iter().filter_map(|constraint| constraint.value.target().map(String::from)));
    for (_, part) in node.parts() {
        links(part, linked);
    }
}
