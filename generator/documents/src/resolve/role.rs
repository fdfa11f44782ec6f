//! Gives every type a role: what an operation accepts is sent by us, and strict; what it returns or delivers is tolerant.

use indexmap::IndexMap;
use ringback_constraints::model::{Node, Type};
use ringback_contract::{finding::Finding, operation::Direction, provenance::Source, subject::Subject, vendor::Vendor};

/// Gives a role to every type that an operation names, and to every type that these link to.
pub fn assign(vendor: &Vendor, types: &mut IndexMap<String, Type>, findings: &mut Vec<Finding>) {
    let mut roles: IndexMap<String, Direction> = IndexMap::new();
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
