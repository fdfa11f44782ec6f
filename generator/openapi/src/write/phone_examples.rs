//! Replaces phone numbers in examples by numbers reserved for fiction: tools send examples, and a real phone would ring.

use ringback_constraints::{meaning::Meaning, model::Node};
use ringback_contract::subject::Step;
use ringback_runtime::format::{Denotes, Format};
use serde_json::Value;

/// Replaces the phone numbers in the examples of a type.
pub fn replace_phone_numbers(node: &mut Node) {
    visit("", node);
}

/// Visits a node; the name is that of the property around it, or empty.
fn visit(name: &str, node: &mut Node) {
    let is_number = is_number(name, node);
    for example in &mut node.examples {
        replace(is_number, &mut example.value);
    }
    for (step, part) in node.parts_mut() {
        match &step {
            Step::Property(name) => visit(name, part),
            Step::Items => visit(name, part),
            Step::Values => visit("", part),
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
