//! Puts numbers that are reserved for phone_examples where a document's examples may ring a real phone: tools send examples.

use ringback_constraints::{meaning::Meaning, model::Node};
use ringback_contract::subject::Step;
use ringback_runtime::format::{Denotes, Format};
use serde_json::Value;

/// Replaces the phone numbers among the examples of a type.
pub fn reserve(node: &mut Node) {
    place("", node);
}

/// The name is that of the property around the value, if there is one.
fn place(name: &str, node: &mut Node) {
    let is_number = is_number(name, node);
    for example in &mut node.examples {
        replace(is_number, &mut example.value);
    }
    for (step, part) in node.parts_mut() {
        match &step {
            Step::Property(name) => place(name, part),
            Step::Items => place(name, part),
            Step::Values => place("", part),
        }
    }
}

fn is_number(name: &str, node: &Node) -> bool {
    let rings = |format: Format| format.profile().denotes == Denotes::Phone;
    Meaning::of(name, &node.doc()) == Meaning::Phone || node.format().and_then(Format::named).is_some_and(rings)
}

fn replace(is_number: bool, value: &mut Value) {
    match value {
        Value::String(text) if is_number => Meaning::Phone.example().clone_into(text),
        Value::Array(list) => list.iter_mut().for_each(|value| replace(is_number, value)),
        Value::Object(object) => {
            for (name, value) in object.iter_mut() {
                replace(Meaning::of(name, "") == Meaning::Phone, value);
            }
        }
        _ => {}
    }
}
