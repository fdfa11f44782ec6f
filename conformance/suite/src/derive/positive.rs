//! Valid payloads, above all unusual ones that naive implementations reject.

use super::{
    boundary_values::{self, Valid},
    combinations,
    subject::CaseSubject,
};
use crate::{
    case::{Case, Expect, Level, Payload},
    place,
};
use ringback_constraints::{
    constraint::{Boundary, Constraint, Spot},
    model::Node,
};
use ringback_contract::{
    provenance::{Basis, Source, Sourced},
    subject::Step,
};
use serde_json::{Value, json};

/// The tag of cases whose sentence can be read in several ways.
pub const UNDECIDED: &str = "undecided";

/// The minimal payload, the full payload, and one for every unusual value that a document allows.
pub fn cases(subject: &CaseSubject) -> Vec<Case> {
    let root = &subject.kind.node;
    let mut cases = Vec::new();
    let whole = |way: &str, payload: Option<Value>| {
        let payload = payload?;
        let level = level(subject, Basis::Stated, &payload);
        Some(positive(subject, &[], way, level, payload, subject.declared()))
    };
    cases.extend(whole("minimal", subject.samples.minimal(root)));
    let full = subject.samples.full(root);
    let supplied = full.as_ref().and_then(|full| without_gaps(root, full));
    cases.extend(whole("full", supplied.clone().or_else(|| full.clone())));
    cases.extend(supplied.and_then(|_| whole("full-with-unknown-models", full)));
    if let (Some(Value::Object(mut object)), false) = (subject.samples.minimal(root), root.is_closed()) {
        object.insert("undocumentedProperty".into(), json!("x"));
        let open = root.constraints.iter().find(|constraint| CaseSubject::is_by_keyword(constraint));
        let level = open.map_or(Level::Observed, |open| stated(subject, open.basis));
        let because = open.map_or_else(|| subject.declared(), |open| open.sources.clone());
        let mut case = positive(subject, &[], "undocumented-property", level, Value::Object(object), because);
        case.tags.push("unknown-property".into());
        cases.push(case);
    }
    for constraint in &root.constraints {
        let any_of = constraint.value.presence().any_of;
        cases.extend(any_of.iter().filter_map(|name| alone(subject, name, any_of, constraint)));
    }
    cases.extend(rare_objects(subject));
    subject.begin();
    visit(subject, root, &mut Vec::new(), &[], &mut cases);
    cases.extend(combinations::cases(subject));
    cases
}

/// Unusual objects that a rule about several of their properties allows.
fn rare_objects(subject: &CaseSubject) -> Vec<Case> {
    let root = &subject.kind.node;
    let rules = root.constraints.iter().map(|rule| (rule, rule.value.presence().needs().map(String::from)));
    let mut cases = Vec::new();
    for (rule, needs) in rules {
        let place: Vec<Step> = needs.map(Step::Property).into_iter().collect();
        let Some(ordinary) = subject.samples.with(root, &place) else { continue };
        let spot = Spot { name: "", ordinary: &ordinary, around: root.around() };
        for Boundary { way, value, decided } in rule.value.boundary_values(&spot) {
            let level = if decided { level(subject, rule.basis, &value) } else { Level::Observed };
            cases.push(positive(subject, &[], &way, level, value, rule.sources.clone()));
        }
    }
    cases
}

/// The minimal payload with one of several properties of which at least one is required.
fn alone(subject: &CaseSubject, name: &String, any_of: &[String], constraint: &Sourced<Constraint>) -> Option<Case> {
    let with = |name: &String| subject.samples.with(&subject.kind.node, &[Step::Property(name.clone())]);
    let Some(Value::Object(mut object)) = with(name) else { return None };
    object.retain(|other, _| other == name || !any_of.contains(other));
    if let Some(Value::Object(unknown)) = object.get_mut(name).filter(|value| **value == json!({})) {
        // Nobody knows this model, but what the alternatives say is what it has to say as well.
        unknown.extend(any_of.iter().filter_map(|other| {
            let value = with(other)?.get(other)?.clone();
            (other != name && !value.is_object()).then(|| (other.clone(), value))
        }));
    }
    let level = stated(subject, constraint.basis);
    let (way, payload) = (format!("{name}-alone"), Value::Object(object));
    Some(positive(subject, &[], &way, level, payload, constraint.sources.clone()))
}

fn visit<'n>(
    subject: &'n CaseSubject,
    node: &'n Node,
    place: &mut Vec<Step>,
    within: &[&'n str],
    cases: &mut Vec<Case>,
) {
    let Some((node, within)) = subject.resolved(node, within) else { return };
    if !place.is_empty()
        && let Some(base) = subject.samples.with(&subject.kind.node, place)
    {
        let valid = place::at(&base, place).cloned().unwrap_or_default();
        let notations = &subject.model.vendor.notations;
        let values = boundary_values::values(name_of(place), node, &valid, notations);
        for Valid { way, value, basis, decided, because } in values {
            if let Some(payload) = place::put(&base, place, value) {
                let level = if decided { level(subject, basis, &payload) } else { Level::Observed };
                let mut case = positive(subject, place, &way, level, payload, because);
                case.tags.extend((!decided).then(|| UNDECIDED.to_owned()));
                cases.push(case);
            }
        }
        if matches!(place.as_slice(), [Step::Property(_)]) {
            let because = node.declared.iter().flat_map(|declared| declared.sources.clone()).take(1).collect();
            let level = level(subject, Basis::Stated, &base);
            cases.push(positive(subject, place, "given", level, base, because));
        }
    }
    for (step, part) in node.parts() {
        place.push(step);
        visit(subject, part, place, &within, cases);
        place.pop();
    }
}

/// The name of the property that contains a place.
pub fn name_of(place: &[Step]) -> &str {
    let named = place.iter().rev().find_map(|step| match step {
        Step::Property(name) => Some(name.as_str()),
        Step::Items | Step::Values => None,
    });
    named.unwrap_or_default()
}

/// A valid payload with something unusual at a place.
pub fn positive(
    subject: &CaseSubject,
    place: &[Step],
    way: &str,
    level: Level,
    payload: Value,
    because: Vec<Source>,
) -> Case {
    let coordinates = format!("{}/valid/{way}", place::coordinate(place));
    subject.case(&coordinates, level, Expect::Accept, Payload::Json(payload), because)
}

/// A valid payload that stands at a place, as what differs from it in that place is compared with.
pub fn given(subject: &CaseSubject, place: &[Step], payload: Value) -> Case {
    let level = level(subject, Basis::Stated, &payload);
    positive(subject, place, "given", level, payload, subject.declared())
}

/// A payload is documented as valid if nothing in it depends on an overlay or on a model that was not supplied.
pub fn level(subject: &CaseSubject, basis: Basis, payload: &Value) -> Level {
    if relies_on_gaps(&subject.kind.node, payload) { Level::Observed } else { stated(subject, basis) }
}

fn stated(subject: &CaseSubject, basis: Basis) -> Level {
    if basis == Basis::Stated && subject.is_documented() { Level::Documented } else { Level::Observed }
}

/// An object without the properties whose model was not supplied; `None` if there are no such properties.
pub fn without_gaps(node: &Node, payload: &Value) -> Option<Value> {
    let mut object = payload.as_object()?.clone();
    object.retain(|name, value| !node.properties.get(name).is_some_and(|part| relies_on_gaps(part, value)));
    (object.len() < payload.as_object()?.len()).then_some(Value::Object(object))
}

/// Whether a payload contains an object whose model was not supplied, so that its validity is unknown.
fn relies_on_gaps(node: &Node, payload: &Value) -> bool {
    if node.unresolved.is_some() {
        return true;
    }
    match payload {
        Value::Object(object) => object.iter().any(|(name, value)| {
            let part = node.properties.get(name).or(node.values.as_deref());
            part.is_some_and(|part| relies_on_gaps(part, value))
        }),
        Value::Array(list) => {
            node.items.as_deref().is_some_and(|items| list.iter().any(|value| relies_on_gaps(items, value)))
        }
        _ => false,
    }
}
