//! Payloads that break exactly one rule, each in one way.

use super::{Breaks, Case, Expect, Level, Payload, derive::Subject, place};
use ringback_generator::{
    constraint::{Broken, Constraint},
    model::Node,
    source::{Basis, Source},
    subject::Step,
};
use serde_json::Value;

/// One case for every way of breaking every constraint of the type.
pub fn cases(subject: &Subject) -> Vec<Case> {
    let mut cases = Vec::new();
    visit(subject, &subject.kind.node, &mut Vec::new(), &mut cases);
    cases
}

fn visit(subject: &Subject, node: &Node, place: &mut Vec<Step>, cases: &mut Vec<Case>) {
    let root = &subject.kind.node;
    for constraint in &node.constraints {
        let mut with = place.clone();
        with.extend(needed(&constraint.value).map(Step::Property));
        let Some(base) = subject.samples.with(root, &with) else { continue };
        let Some(valid) = place::at(&base, place) else { continue };
        let alternatives = alternatives(node, &constraint.value);
        let about: &[Step] = if matches!(constraint.value, Constraint::Required(_)) { &with } else { place };
        for broken in constraint.value.violate(valid) {
            if !alternatives.iter().any(|allows| allows(&broken.value)) {
                let level = level(subject, constraint.basis);
                let kind = constraint.value.name().replace('_', "-");
                cases.extend(case(subject, &base, place, about, &kind, level, broken, constraint.sources.clone()));
            }
        }
    }
    if let Some(Step::Property(name)) = place.last()
        && let Some(case) = null(subject, node, place, name)
    {
        cases.push(case);
    }
    for (step, part) in node.parts() {
        place.push(step);
        visit(subject, part, place, cases);
        place.pop();
    }
}

/// `broken_at` is the place that the rule is about: the property that is missing, not the object that lacks it.
#[allow(clippy::too_many_arguments, reason = "each is one independent fact about the case")]
fn case(
    subject: &Subject,
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
    let at = place::pointer(base, broken_at);
    let mut case = subject.case(&coordinates, level, Expect::Reject, Payload::Json(payload), because);
    case.breaks = Some(Breaks { at, rule: rule.into(), way: broken.way.into() });
    case.tags = broken.tag.into_iter().map(String::from).collect();
    Some(case)
}

/// Null where no document allows it: documented for a property that must be there, since null is no value of its type.
fn null(subject: &Subject, node: &Node, place: &[Step], name: &str) -> Option<Case> {
    let stated =
        node.constraints.iter().find(|constraint| is_type(&constraint.value) && constraint.basis == Basis::Stated)?;
    if node.has("nullable") {
        return None;
    }
    let owner = subject.kind.node.at(place.get(..place.len() - 1)?)?;
    let required = owner
        .constraints
        .iter()
        .find(|constraint| matches!(&constraint.value, Constraint::Required(required) if required.property == name));
    let level = if required.is_some() { level(subject, Basis::Stated) } else { Level::Observed };
    let sources = required.into_iter().flat_map(|constraint| constraint.sources.clone()).chain(stated.sources.clone());
    let base = subject.samples.with(&subject.kind.node, place)?;
    let broken = Broken::new("null", Value::Null).tagged("null");
    case(subject, &base, place, place, stated.value.name(), level, broken, sources.collect())
}

fn is_type(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Types(_) | Constraint::Items(_) | Constraint::Values(_))
}

/// What is only inferred or corrected decides nothing, and neither does the refusal of one who never promised it.
fn level(subject: &Subject, basis: Basis) -> Level {
    if basis == Basis::Stated && subject.validates() { Level::Documented } else { Level::Observed }
}

/// The property that must be there for a constraint on its object to be broken.
fn needed(constraint: &Constraint) -> Option<String> {
    match constraint {
        Constraint::Required(required) => Some(required.property.clone()),
        Constraint::Exclusive(group) => group.of.first().cloned(),
        Constraint::RequiredIf(rule) => Some(rule.property.clone()),
        _ => None,
    }
}

type Allows = fn(&Value) -> bool;

/// Other forms of the value in which a broken one would be valid after all: `"5"` where integers are written as strings.
fn alternatives(node: &Node, constraint: &Constraint) -> Vec<Allows> {
    let digits: Allows =
        |value| value.as_str().is_some_and(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let decimal = node.has("decimal") && is_type(constraint);
    decimal.then_some(digits).into_iter().collect()
}
