//! The payloads on which both judges must agree: valid ones, and those that break one constraint each.

use ringback_constraints::{
    model::{Node, Type},
    sample::Samples,
};
use ringback_contract::subject::Step;
use serde::Serialize;
use serde_json::{Value, json};

/// A payload on which both judges must agree.
#[derive(Serialize)]
pub struct Case {
    /// `valid/…`; for an invalid one the place, the kind of the broken constraint, and a number.
    name: String,
    payload: Value,
}

/// The payloads for a type.
pub fn cases(samples: &Samples, kind: &Type) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut valid = |name: &str, payload: Option<Value>| {
        cases.extend(payload.map(|payload| Case { name: format!("valid/{name}"), payload }));
    };
    valid("minimal", samples.minimal(&kind.node));
    valid("full", samples.full(&kind.node));
    for (name, _) in &kind.node.properties {
        valid(name, samples.with(&kind.node, &[Step::Property(name.clone())]));
    }
    if let (Some(Value::Object(mut object)), false) = (samples.minimal(&kind.node), kind.node.is_closed()) {
        object.insert("undocumentedProperty".into(), json!({"kept": [1, "as it is", null]}));
        valid("undocumented-property", Some(Value::Object(object)));
    }
    for value in [json!(null), json!("text"), json!(1), json!([]), json!(true)] {
        cases.push(Case { name: format!("whole/{value}/0"), payload: value });
    }
    visit(samples, &kind.node, &kind.node, &mut Vec::new(), &mut cases);
    cases
}

fn visit(samples: &Samples, root: &Node, node: &Node, place: &mut Vec<Step>, cases: &mut Vec<Case>) {
    for constraint in &node.constraints {
        let mut with = place.clone();
        with.extend(constraint.value.presence().needs().map(|name| Step::Property(name.to_owned())));
        let Some(base) = samples.with(root, &with) else { continue };
        let Some(valid) = at(&base, place) else { continue };
        for broken in constraint.value.violate(valid) {
            let name = format!("{}/{}/{}", pointer(place), constraint.value.name(), broken.way);
            cases.extend(put(&base, place, broken.value).map(|payload| Case { name, payload }));
        }
    }
    if !place.is_empty()
        && let Some(base) = samples.with(root, place)
    {
        let name = format!("null/{}", pointer(place));
        cases.extend(put(&base, place, Value::Null).map(|payload| Case { name, payload }));
    }
    for (step, part) in node.parts() {
        place.push(step);
        visit(samples, root, part, place, cases);
        place.pop();
    }
}

fn pointer(place: &[Step]) -> String {
    let steps: Vec<&str> = place
        .iter()
        .map(|step| match step {
            Step::Property(name) => name,
            Step::Items => "[]",
            Step::Values => "{}",
        })
        .collect();
    if steps.is_empty() { "whole".into() } else { steps.join("/") }
}

fn at<'a>(value: &'a Value, place: &[Step]) -> Option<&'a Value> {
    place.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Property(name), Value::Object(object)) => object.get(name),
        (Step::Items, Value::Array(list)) => list.first(),
        (Step::Values, Value::Object(object)) => object.values().next(),
        _ => None,
    })
}

fn put(value: &Value, place: &[Step], new: Value) -> Option<Value> {
    let mut whole = value.clone();
    let target = place.iter().try_fold(&mut whole, |value, step| match (step, value) {
        (Step::Property(name), Value::Object(object)) => object.get_mut(name),
        (Step::Items, Value::Array(list)) => list.first_mut(),
        (Step::Values, Value::Object(object)) => object.values_mut().next(),
        _ => None,
    })?;
    *target = new;
    Some(whole)
}
