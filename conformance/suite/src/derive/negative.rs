//! Payloads that break exactly one rule, each in one way.

use super::subject::CaseSubject;
use crate::{
    case::{Breaks, Case, Expect, Level, Payload},
    place,
};
use ringback_constraints::{
    constraint::{
        Broken, Constraint,
        types::{Type as JsonType, Types},
    },
    model::Node,
};
use ringback_contract::{
    source::{Basis, Source, Sourced},
    subject::Step,
};
use serde_json::{Map, Value, json};

/// One case for every way of breaking every constraint of the type.
pub fn cases(subject: &CaseSubject) -> Vec<Case> {
    let mut cases = Vec::new();
    visit(subject, None, &subject.kind.node, &mut Vec::new(), &[], &mut cases);
    cases
}

/// Forms that one standard forbids and another allows, or a reader may take for plain text: nobody is blamed for them.
const DISPUTED: &[(&str, &str)] = &[
    ("format", "hour-24"),
    ("format", "blank-for-t"),
    ("format", "without-separators"),
    ("json-path", "unfinished"),
    ("decimal", "hexadecimal"),
    ("decimal", "leading-blank"),
];

fn visit<'n>(
    subject: &'n CaseSubject,
    owner: Option<&Node>,
    node: &'n Node,
    place: &mut Vec<Step>,
    within: &[&'n str],
    cases: &mut Vec<Case>,
) {
    if let (Some(owner), Some(Step::Property(name))) = (owner, place.last())
        && let Some(case) = null(subject, owner, node, place, name)
    {
        cases.push(case);
    }
    let Some((node, within)) = subject.resolved(node, within) else { return };
    let root = &subject.kind.node;
    for constraint in &node.constraints {
        let mut with = place.clone();
        with.extend(constraint.value.needs().map(|name| Step::Property(name.to_owned())));
        let Some(base) = subject.samples.with(root, &with) else { continue };
        let Some(valid) = place::at(&base, place) else { continue };
        let alternatives = alternatives(node, &constraint.value);
        let about: &[Step] = match &constraint.value {
            Constraint::Required(_) | Constraint::ValidatedIf(_) => &with,
            _ => place,
        };
        let kind = constraint.value.name().replace('_', "-");
        for broken in violations(node, &constraint.value, valid) {
            if !alternatives.iter().any(|allows| allows(&broken.value)) {
                let disputed = DISPUTED.contains(&(kind.as_str(), broken.way));
                let (basis, because) = decided(node, constraint);
                let level = if disputed { Level::Observed } else { level(subject, basis) };
                cases.extend(case(subject, &base, place, about, &kind, level, broken, because));
            }
        }
    }
    cases.extend(later(subject, node, place));
    cases.extend(unknown(subject, node, place));
    for (step, part) in node.parts() {
        place.push(step);
        visit(subject, Some(node), part, place, &within, cases);
        place.pop();
    }
}

/// Who decides about what breaks a constraint. A text that is no integer, however leniently it is read, breaks the words
/// that ask for one, whoever allows texts of digits.
fn decided(node: &Node, constraint: &Sourced<Constraint>) -> (Basis, Vec<Source>) {
    let integer = |other: &&Sourced<Constraint>| matches!(&other.value, Constraint::Types(types) if types.any_of == [JsonType::Integer]);
    match (&constraint.value, node.constraints.iter().find(integer)) {
        (Constraint::Decimal(_), Some(integer)) => (integer.basis, integer.sources.clone()),
        _ => (constraint.basis, constraint.sources.clone()),
    }
}

/// A list or map of which only a later element is broken: null, or of another type than the first.
fn later(subject: &CaseSubject, node: &Node, place: &[Step]) -> Vec<Case> {
    let (part, step) = match (&node.items, &node.values) {
        (Some(items), _) if !node.has("count") => (items, Step::Items),
        (_, Some(values)) if !node.has("count") => (values, Step::Values),
        _ => return Vec::new(),
    };
    let within = [place, &[step]].concat();
    let stated = |constraint: &&Sourced<Constraint>| is_type(&constraint.value) && constraint.basis == Basis::Stated;
    let (Some(base), Some(kind)) =
        (subject.samples.with(&subject.kind.node, &within), part.constraints.iter().find(stated))
    else {
        return Vec::new();
    };
    let Some(valid) = place::at(&base, &within) else { return Vec::new() };
    let rule = kind.value.name().replace('_', "-");
    let mut cases = Vec::new();
    let mut add = |broken: Broken, whole: Value, at: &str| {
        let level = level(subject, Basis::Stated);
        let coordinates = format!("{}/{rule}/{}", place::coordinate(&within), broken.way);
        let Some(payload) = place::put(&base, place, whole) else { return };
        let mut case = subject.case(&coordinates, level, Expect::Reject, Payload::Json(payload), kind.sources.clone());
        let at = format!("{}/{at}", place::pointer(&base, place));
        case.breaks = Some(Breaks { at, rule: rule.clone(), way: broken.way.into() });
        case.tags = broken.tag.into_iter().map(String::from).collect();
        cases.push(case);
    };
    let other = |way: &'static str| {
        violations(part, &kind.value, valid).into_iter().next().map(|broken| Broken { way, ..broken })
    };
    let null = (!part.has("nullable")).then(|| Broken::new("null", Value::Null).tagged("null"));
    let pair = |broken: &Value| match node.items {
        Some(_) => (json!([valid, broken]), "1"),
        None => (json!({"key0": valid, "key1": broken}), "key1"),
    };
    for broken in other("later").into_iter().chain(null) {
        let (whole, at) = pair(&broken.value);
        add(broken, whole, at);
    }
    cases
}

/// Of a model that was not supplied one knows that it is an object.
fn unknown(subject: &CaseSubject, node: &Node, place: &[Step]) -> Vec<Case> {
    let Some(declared) = node.declared.first().filter(|_| node.unresolved.is_some()) else { return Vec::new() };
    let Some(base) = subject.samples.with(&subject.kind.node, place) else { return Vec::new() };
    let object = Constraint::from(Types { any_of: vec![JsonType::Object] });
    let level = level(subject, declared.basis);
    let wrong = object.violate(&json!({})).into_iter();
    wrong
        .filter_map(|broken| case(subject, &base, place, place, "types", level, broken, declared.sources.clone()))
        .collect()
}

/// Every way of breaking a constraint; bounds hold for a number however it is written.
fn violations(node: &Node, constraint: &Constraint, valid: &Value) -> Vec<Broken> {
    let mut violations = constraint.violate(valid);
    if let Constraint::Exclusive(group) = constraint
        && group.of.iter().all(|name| node.properties.get(name).is_some_and(|part| part.has("json_path")))
        && let Value::Object(object) = valid
    {
        let paths = group.of.iter().map(|name| (name.clone(), json!("$.Attributes.value")));
        let both: Map<String, Value> = object.clone().into_iter().chain(paths).collect();
        violations.push(Broken::new("together-as-json-paths", both));
    }
    if let (Constraint::Bounds(_), true) = (constraint, node.has("decimal")) {
        let texts = violations.iter().filter(|broken| broken.value.is_i64() || broken.value.is_u64());
        let texts: Vec<Broken> = texts
            .filter_map(|broken| {
                Some(Broken { way: as_text(broken.way)?, value: broken.value.to_string().into(), ..*broken })
            })
            .collect();
        violations.extend(texts);
    }
    violations
}

/// The way in which a number out of bounds is written as text.
fn as_text(way: &str) -> Option<&'static str> {
    match way {
        "just-below" => Some("just-below-as-text"),
        "just-above" => Some("just-above-as-text"),
        "far-below" => Some("far-below-as-text"),
        _ => None,
    }
}

/// `broken_at` is the place that the rule is about: the property that is missing, not the object that lacks it.
#[allow(clippy::too_many_arguments, reason = "each is one independent fact about the case")]
fn case(
    subject: &CaseSubject,
    base: &Value,
    place: &[Step],
    broken_at: &[Step],
    rule: &str,
    level: Level,
    broken: Broken,
    because: Vec<Source>,
) -> Option<Case> {
    let payload = place::put(base, place, broken.value)?;
    let coordinates = format!("{}/{rule}/{}", place::coordinate(broken_at), broken.way);
    let mut at = place::pointer(base, broken_at);
    // Of a list that is validated the last element is the wrong one.
    if let Some(last) = at.resolve(&payload).and_then(Value::as_array).filter(|_| rule == "validated-if") {
        at = at.element(last.len().saturating_sub(1));
    }
    let mut case = subject.case(&coordinates, level, Expect::Reject, Payload::Json(payload), because);
    case.breaks = Some(Breaks { at: at.to_string(), rule: rule.into(), way: broken.way.into() });
    case.tags = broken.tag.into_iter().map(String::from).collect();
    Some(case)
}

/// Null where no document allows it: documented for a property that must be there, since null is no value of its type.
fn null(subject: &CaseSubject, owner: &Node, node: &Node, place: &[Step], name: &str) -> Option<Case> {
    let stated =
        node.constraints.iter().find(|constraint| is_type(&constraint.value) && constraint.basis == Basis::Stated)?;
    if node.has("nullable") {
        return None;
    }
    let required = owner
        .constraints
        .iter()
        .find(|constraint| matches!(&constraint.value, Constraint::Required(required) if required.property == name));
    let decided = required.is_some() || CaseSubject::is_by_keyword(stated);
    let level = if decided { level(subject, Basis::Stated) } else { Level::Observed };
    let sources = required.into_iter().flat_map(|constraint| constraint.sources.clone()).chain(stated.sources.clone());
    let base = subject.samples.with(&subject.kind.node, place)?;
    let broken = Broken::new("null", Value::Null).tagged("null");
    case(subject, &base, place, place, stated.value.name(), level, broken, sources.collect())
}

fn is_type(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Types(_) | Constraint::Items(_) | Constraint::Values(_))
}

/// What is only inferred or corrected decides nothing, and neither does the refusal of one who never promised it.
fn level(subject: &CaseSubject, basis: Basis) -> Level {
    if basis == Basis::Stated && subject.operation.validates() { Level::Documented } else { Level::Observed }
}

type Allows = fn(&Value) -> bool;

/// Other forms of the value in which a broken one would be valid after all: `"5"` where integers are written as strings.
fn alternatives(node: &Node, constraint: &Constraint) -> Vec<Allows> {
    let digits: Allows =
        |value| value.as_str().is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let decimal = node.has("decimal") && is_type(constraint);
    decimal.then_some(digits).into_iter().collect()
}
