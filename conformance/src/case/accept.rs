//! Payloads that break nothing, the rare ones above all: what naive implementations refuse.

use super::{Case, Expect, Level, Payload, derive::Subject, place};
use ringback_generator::{
    constraint::{Constraint, types::Type as JsonType},
    model::Node,
    source::{Basis, Source},
    subject::Step,
};
use serde_json::{Value, json};

/// The smallest payload, the fullest, and one for every value that a document allows and few expect.
pub fn cases(subject: &Subject) -> Vec<Case> {
    let root = &subject.kind.node;
    let mut cases = Vec::new();
    let whole = |way: &str, payload: Option<Value>| {
        let payload = payload?;
        let level = level(subject, Basis::Stated, &payload);
        Some(accept(subject, &[], way, level, payload, subject.declared()))
    };
    cases.extend(whole("minimal", subject.samples.minimal(root)));
    cases.extend(whole("full", subject.samples.full(root)));
    if let (Some(Value::Object(mut object)), false) = (subject.samples.minimal(root), root.has("closed")) {
        object.insert("undocumentedProperty".into(), json!("x"));
        let mut case =
            accept(subject, &[], "undocumented-property", Level::Observed, Value::Object(object), subject.declared());
        case.tags.push("unknown-property".into());
        cases.push(case);
    }
    for constraint in &root.constraints {
        if let Constraint::AtLeastOne(group) = &constraint.value {
            for name in &group.of {
                let Some(Value::Object(mut object)) = subject.samples.with(root, &[Step::Property(name.clone())])
                else {
                    continue;
                };
                object.retain(|other, _| other == name || !group.of.contains(other));
                let payload = Value::Object(object);
                let level = level(subject, constraint.basis, &payload);
                cases.push(accept(subject, &[], &format!("{name}-alone"), level, payload, constraint.sources.clone()));
            }
        }
    }
    visit(subject, root, &mut Vec::new(), &mut cases);
    cases
}

fn visit(subject: &Subject, node: &Node, place: &mut Vec<Step>, cases: &mut Vec<Case>) {
    if !place.is_empty()
        && let Some(base) = subject.samples.with(&subject.kind.node, place)
    {
        for (way, value, basis, because) in values(node) {
            if let Some(payload) = place::put(&base, place, value) {
                let level = level(subject, basis, &payload);
                cases.push(accept(subject, place, &way, level, payload, because));
            }
        }
        if matches!(place.as_slice(), [Step::Property(_)]) {
            let because = node.declared.iter().flat_map(|declared| declared.sources.clone()).take(1).collect();
            let level = level(subject, Basis::Stated, &base);
            cases.push(accept(subject, place, "given", level, base, because));
        }
    }
    for (step, part) in node.parts() {
        place.push(step);
        visit(subject, part, place, cases);
        place.pop();
    }
}

fn accept(subject: &Subject, place: &[Step], way: &str, level: Level, payload: Value, because: Vec<Source>) -> Case {
    let coordinates = format!("{}/valid/{way}", place::coordinate(place));
    subject.case(&coordinates, level, Expect::Accept, Payload::Json(payload), because)
}

/// A payload is documented as valid when nothing in it rests on an overlay or on a model that was not supplied.
fn level(subject: &Subject, basis: Basis, payload: &Value) -> Level {
    let decided = basis == Basis::Stated && subject.is_documented() && !rests_on_gaps(&subject.kind.node, payload);
    if decided { Level::Documented } else { Level::Observed }
}

/// Whether a payload holds an object whose model was not supplied: nobody can say whether it is valid.
fn rests_on_gaps(node: &Node, payload: &Value) -> bool {
    if node.unresolved.is_some() {
        return true;
    }
    match payload {
        Value::Object(object) => object.iter().any(|(name, value)| {
            let part = node.properties.get(name).or(node.values.as_deref());
            part.is_some_and(|part| rests_on_gaps(part, value))
        }),
        Value::Array(list) => {
            node.items.as_deref().is_some_and(|items| list.iter().any(|value| rests_on_gaps(items, value)))
        }
        _ => false,
    }
}

type Valid = (String, Value, Basis, Vec<Source>);

/// The values at the edges of what the constraints of a place allow.
fn values(node: &Node) -> Vec<Valid> {
    let narrow = ["format", "pattern", "enumeration", "length", "json_path", "static_only", "raw"];
    let mut values: Vec<Valid> = Vec::new();
    for constraint in &node.constraints {
        let valid = |way: &str, value: Value| (way.to_owned(), value, constraint.basis, constraint.sources.clone());
        match &constraint.value {
            Constraint::Enumeration(known) => {
                values
                    .extend(known.values.iter().map(|value| valid(&format!("value-{}", label(value)), value.clone())));
            }
            Constraint::OpenEnum(open) => {
                values.extend(open.values.iter().map(|value| valid(&format!("value-{value}"), json!(value))));
            }
            Constraint::Bounds(bounds) => {
                let number = |bound: &Option<serde_json::Number>| bound.as_ref().and_then(serde_json::Number::as_i64);
                let least = number(&bounds.minimum).or(number(&bounds.exclusive_minimum).map(|bound| bound + 1));
                let most = number(&bounds.maximum).or(number(&bounds.exclusive_maximum).map(|bound| bound - 1));
                values.extend(least.map(|least| valid("smallest", json!(least))));
                values.extend(most.map(|most| valid("largest", json!(most))));
            }
            Constraint::Length(length) => {
                let text = |count: u64| json!("x".repeat(usize::try_from(count).unwrap_or_default()));
                values.extend(length.least.map(|least| valid("shortest", text(least))));
                values.extend(length.most.filter(|most| *most <= 100_000).map(|most| valid("longest", text(most))));
            }
            Constraint::Format(format) => {
                values.extend(forms(&format.name).iter().map(|(way, text)| valid(way, json!(text))));
            }
            Constraint::Nullable(_) => values.push(valid("null", Value::Null)),
            Constraint::JsonPath(_) => {
                values.push(valid("json-path", json!("$.Attributes.queue")));
                values.push(valid("bracketed-json-path", json!("$['Attributes']['my queue']")));
            }
            Constraint::Decimal(_) => values.push(valid("decimal-text", json!("5"))),
            Constraint::Types(types) if types.any_of == [JsonType::Boolean] => {
                values.push(valid("false", json!(false)));
            }
            Constraint::Types(types) if types.any_of == [JsonType::Integer] && !node.has("bounds") => {
                values.push(valid("zero", json!(0)));
            }
            Constraint::Types(types)
                if types.any_of == [JsonType::String] && !narrow.iter().any(|kind| node.has(kind)) =>
            {
                values.push(valid("unicode", json!("Zoë Müller-Łuć 東京 🙂")));
            }
            _ => {}
        }
    }
    values
}

fn label(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

/// Valid texts of a format that few implementations are tried with.
fn forms(format: &str) -> &'static [(&'static str, &'static str)] {
    match format {
        "uuid" => &[
            ("lower-case", "123e4567-e89b-12d3-a456-426614174abc"),
            ("upper-case", "123E4567-E89B-12D3-A456-426614174ABC"),
            ("other-version", "018f2d0e-7b1c-7d3e-9a41-5c2b6f0e9d11"),
        ],
        "date" => &[("leap-day", "2028-02-29"), ("last-day", "2027-12-31")],
        "partial-time" => &[("midnight", "00:00:00"), ("last-second", "23:59:59"), ("fraction", "14:30:00.5")],
        "date-time" => &[
            ("without-fraction", "2027-02-03T10:00:00Z"),
            ("milliseconds", "2027-02-03T10:00:00.123Z"),
            ("microseconds", "2027-02-03T10:00:00.123456Z"),
            ("positive-offset", "2027-02-03T10:00:00+05:30"),
            ("negative-offset", "2027-02-03T10:00:00.000-08:00"),
            ("lower-case", "2027-02-03t10:00:00z"),
            ("leap-day", "2028-02-29T23:59:59Z"),
        ],
        "e164" => &[
            ("north-american", "+12025550123"),
            ("british", "+442079460123"),
            ("australian", "+61491570156"),
            ("longest", "+999123456789012"),
        ],
        _ => &[],
    }
}
