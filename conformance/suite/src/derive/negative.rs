//! Payloads that break exactly one rule, each in one way, and the valid payload from which each differs.

use super::subject::CaseSubject;
use crate::{
    case::{Breaks, Case, Expect, Level, Payload},
    place,
};
use ringback_constraints::{
    constraint::{Broken, Constraint, Decided, Measure, Type},
    model::Node,
};
use ringback_contract::{
    provenance::{Basis, Source, Sourced},
    subject::Step,
};
use serde_json::{Value, json};

/// A case that must be refused, and the valid payload that it breaks.
pub struct Negative {
    /// The case; its base is not named yet.
    pub case: Case,
    /// The place that is broken.
    pub place: Vec<Step>,
    /// The same payload without the fault.
    pub base: Value,
}

/// One case for every way of breaking every constraint of the type.
pub fn cases(subject: &CaseSubject) -> Vec<Negative> {
    let mut cases = Vec::new();
    subject.begin();
    visit(subject, None, &subject.kind.node, &mut Vec::new(), &[], &mut cases);
    cases
}

fn visit<'n>(
    subject: &'n CaseSubject,
    owner: Option<&Node>,
    node: &'n Node,
    place: &mut Vec<Step>,
    within: &[&'n str],
    cases: &mut Vec<Negative>,
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
        with.extend(constraint.value.presence().needs().map(|name| Step::Property(name.to_owned())));
        let Some(base) = subject.samples.with(root, &with) else { continue };
        let Some(valid) = place::at(&base, place) else { continue };
        let rule = constraint.value.rule();
        for broken in constraint.value.violate_around(valid, node.around()) {
            let (basis, because) = decided(node, constraint);
            let is_decided = match broken.decided {
                Decided::ByEveryReading => true,
                Decided::ByKeyword => because.iter().any(|source| source.keyword().is_some()),
                Decided::ByNobody => false,
            };
            let level = if is_decided { level(subject, basis) } else { Level::Observed };
            cases.extend(case(subject, &base, place, &rule, level, broken, because));
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

/// The level of a case that breaks a constraint, by who states the constraint.
fn decided(node: &Node, constraint: &Sourced<Constraint>) -> (Basis, Vec<Source>) {
    let other = node.constraints.iter().find(|other| constraint.value.is_judged_by(&other.value));
    let decides = other.unwrap_or(constraint);
    (decides.basis, decides.sources.clone())
}

/// A list or map of which only a later element is broken: null, or of another type than the first.
fn later(subject: &CaseSubject, node: &Node, place: &[Step]) -> Vec<Negative> {
    let (part, step) = match (&node.items, &node.values) {
        (Some(items), _) if node.interval(Measure::Elements).is_none() => (items, Step::Items),
        (_, Some(values)) if node.interval(Measure::Entries).is_none() => (values, Step::Values),
        _ => return Vec::new(),
    };
    let within = [place, &[step]].concat();
    let (Some(base), Some(kind)) = (subject.samples.with(&subject.kind.node, &within), stated_type(part)) else {
        return Vec::new();
    };
    let Some(valid) = place::at(&base, &within) else { return Vec::new() };
    let rule = kind.value.rule();
    let mut cases = Vec::new();
    let mut add = |broken: Broken, whole: Value, at: &str| {
        let level = level(subject, Basis::Stated);
        let coordinates = format!("{}/{rule}/{}", place::coordinate(&within), broken.way);
        let Some(payload) = place::put(&base, place, whole) else { return };
        let mut case = subject.case(&coordinates, level, Expect::Reject, Payload::Json(payload), kind.sources.clone());
        let at = format!("{}/{at}", place::pointer(&base, place));
        case.breaks = Some(Breaks { at, rule: rule.clone(), way: broken.way.into() });
        case.tags = broken.tag.into_iter().map(String::from).collect();
        cases.push(Negative { case, place: within.clone(), base: base.clone() });
    };
    let other = |way: &'static str| {
        let violations = kind.value.violate_around(valid, part.around());
        violations.into_iter().next().map(|broken| Broken { way, ..broken })
    };
    let null = (!part.is_nullable()).then(|| Broken::new("null", Value::Null).tagged("null"));
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
fn unknown(subject: &CaseSubject, node: &Node, place: &[Step]) -> Vec<Negative> {
    let Some(declared) = node.declared.first().filter(|_| node.unresolved.is_some()) else { return Vec::new() };
    let Some(base) = subject.samples.with(&subject.kind.node, place) else { return Vec::new() };
    let object = Constraint::typed(Type::Object);
    let level = level(subject, declared.basis);
    let wrong = object.violate(&json!({})).into_iter();
    wrong
        .filter_map(|broken| case(subject, &base, place, &object.rule(), level, broken, declared.sources.clone()))
        .collect()
}

/// The case of an invalid value; `None` if the payload has no such place. The case is named after the property at
/// fault, even if its parent lacks it.
fn case(
    subject: &CaseSubject,
    base: &Value,
    place: &[Step],
    rule: &str,
    level: Level,
    broken: Broken,
    because: Vec<Source>,
) -> Option<Negative> {
    let Broken { way, value, tag, at: fault, .. } = broken;
    let payload = place::put(base, place, value)?;
    let mut about = place.to_vec();
    about.extend(fault.iter().map(|fault| Step::Property(fault.property.clone())));
    let coordinates = format!("{}/{rule}/{way}", place::coordinate(&about));
    let mut at = place::pointer(base, &about);
    if let Some(index) = fault.and_then(|fault| fault.element) {
        at = at.element(index);
    }
    let mut case = subject.case(&coordinates, level, Expect::Reject, Payload::Json(payload), because);
    case.breaks = Some(Breaks { at: at.to_string(), rule: rule.into(), way: way.into() });
    case.tags = tag.into_iter().map(String::from).collect();
    Some(Negative { case, place: place.to_vec(), base: base.clone() })
}

/// Null where no document allows it: documented for a property that must be there, since null is no value of its type.
fn null(subject: &CaseSubject, owner: &Node, node: &Node, place: &[Step], name: &str) -> Option<Negative> {
    let stated = stated_type(node).filter(|_| !node.is_nullable())?;
    let required = owner.constraints.iter().find(|constraint| constraint.value.presence().required == Some(name));
    let decided = required.is_some() || CaseSubject::is_by_keyword(stated);
    let level = if decided { level(subject, Basis::Stated) } else { Level::Observed };
    let sources = required.into_iter().flat_map(|constraint| constraint.sources.clone()).chain(stated.sources.clone());
    let base = subject.samples.with(&subject.kind.node, place)?;
    let broken = Broken::new("null", Value::Null).tagged("null");
    case(subject, &base, place, &stated.value.rule(), level, broken, sources.collect())
}

/// The sources about the type of a place.
fn stated_type(node: &Node) -> Option<&Sourced<Constraint>> {
    let stated =
        |constraint: &&Sourced<Constraint>| constraint.basis == Basis::Stated && constraint.value.typing().is_said();
    node.constraints.iter().find(stated)
}

/// The level of a case: inferred or corrected facts decide nothing, nor does the rejection by a party that never
/// promised it.
fn level(subject: &CaseSubject, basis: Basis) -> Level {
    if basis == Basis::Stated && subject.operation.validates() { Level::Documented } else { Level::Observed }
}
