//! Decides contradictions within the documents; a finding records both sides of each.

use indexmap::IndexSet;
use ringback_constraints::{
    constraint::{Constraint, Yields},
    model::Node,
};
use ringback_contract::{
    finding::Finding,
    provenance::{Basis, Source, Sourced},
    subject::{Step, Subject},
};

/// Decides the contradictions about a node and its properties.
pub fn decide(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    examples(subject, node, findings);
    remarks(subject, node, findings);
    elements(subject, node, findings);
    rivals(subject, node, findings);
    presence(subject, node, findings);
    exclusions(subject, node, findings);
}

/// Of the constraints of a kind that can hold only once, drops those that the document's own examples break.
fn examples(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let decided = node.constraints.iter().filter(|constraint| constraint.value.is_decided_by_examples());
    let kinds: IndexSet<&'static str> = decided.map(|constraint| constraint.value.name()).collect();
    for kind in kinds {
        let all = std::mem::take(&mut node.constraints).into_iter();
        let (of_kind, rest): (Vec<_>, Vec<_>) = all.partition(|constraint| constraint.value.name() == kind);
        node.constraints = rest;
        let overlaid = of_kind.iter().any(|constraint| constraint.basis == Basis::Overlay);
        let fits = |constraint: &Constraint| {
            node.examples.iter().all(|example| constraint.allows(&example.value) != Some(false))
        };
        let holds = |constraint: &Sourced<Constraint>| match overlaid {
            true => constraint.basis == Basis::Overlay,
            false => fits(&constraint.value),
        };
        let (mut kept, mut dropped): (Vec<_>, Vec<_>) = of_kind.into_iter().partition(holds);
        dropped.extend(kept.split_off(kept.len().min(1)));
        findings.extend(dropped.iter().map(|constraint| dropped_finding(subject, node, constraint, kept.first())));
        node.constraints.extend(kept);
    }
}

/// The finding that a constraint was dropped for another of its kind, or because of the examples alone.
fn dropped_finding(
    subject: &Subject,
    node: &Node,
    dropped: &Sourced<Constraint>,
    kept: Option<&Sourced<Constraint>>,
) -> Finding {
    let kind = dropped.value.name();
    let shown = |constraint: &Sourced<Constraint>| format!("{:?}", constraint.value.format().unwrap_or_default());
    let instead = kept.map_or_else(|| format!("no {kind} is asserted"), |kept| format!("read as {}", shown(kept)));
    let examples: Vec<String> = node.examples.iter().map(|example| example.value.to_string()).collect();
    let message = match examples.as_slice() {
        [] => format!("two {kind}s are stated; {instead} and not as {}", shown(dropped)),
        examples => format!("{kind} {} contradicts the example {}; {instead}", shown(dropped), examples.join(", ")),
    };
    let other = kept.iter().flat_map(|constraint| constraint.sources.iter());
    let examples = node.examples.iter().flat_map(|example| example.sources.iter());
    let sources = dropped.sources.iter().chain(other).chain(examples).cloned().collect();
    Finding::new(&format!("{kind}-contradicts-example"), subject, message, sources)
}

/// Adds what a maintainer should know about how a constraint was read.
fn remarks(subject: &Subject, node: &Node, findings: &mut Vec<Finding>) {
    for constraint in &node.constraints {
        if let Some(remark) = constraint.value.remark() {
            findings.push(Finding::new(remark.kind, subject, remark.message, constraint.sources.clone()));
        }
    }
}

/// Moves constraints on the values of a list to its elements.
fn elements(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let all = &node.constraints;
    let of_elements = |one: &Constraint| all.iter().any(|other| one.is_of_elements(&other.value));
    let moved: Vec<bool> = all.iter().map(|constraint| of_elements(&constraint.value)).collect();
    if !moved.contains(&true) {
        return;
    }
    let marked = std::mem::take(&mut node.constraints).into_iter().zip(moved);
    let (elements, own): (Vec<_>, Vec<_>) = marked.partition(|(_, moved)| *moved);
    let unmarked = |(constraint, _)| constraint;
    node.constraints = own.into_iter().map(unmarked).collect();
    let items = node.items.get_or_insert_default();
    items.constraints.extend(elements.into_iter().map(unmarked));
    super::inference::complete(&subject.join(Step::Items), items, findings);
}

/// Drops constraints that another one rules out; where the documents contradict themselves, a finding shows both.
fn rivals(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let all = &node.constraints;
    let yields: Vec<Option<Yields>> =
        all.iter().map(|constraint| all.iter().find_map(|other| constraint.value.yields_to(&other.value))).collect();
    for (yielding, why) in all.iter().zip(&yields) {
        let Some(Yields::With(remark)) = why else { continue };
        let involved =
            |one: &&Sourced<Constraint>| **one == *yielding || yielding.value.yields_to(&one.value).is_some();
        let sources: Vec<Source> = all.iter().filter(involved).flat_map(|one| one.sources.clone()).collect();
        findings.push(Finding::new(remark.kind, subject, remark.message.clone(), sources));
    }
    let mut yields = yields.into_iter();
    node.constraints.retain(|_| yields.next().flatten().is_none());
}

/// Drops "required" where it was only assumed for lack of a statement and there is one after all: the word "optional", a
/// condition under which it is required, another property that excludes or replaces it.
fn presence(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let optional =
        |name: &str| node.properties.get(name).map(|property| property.optional.as_slice()).unwrap_or_default();
    let excused = |name: &str| {
        !optional(name).is_empty()
            || node.constraints.iter().any(|constraint| constraint.value.presence().excuses(name))
    };
    let mut dropped = Vec::new();
    for constraint in &node.constraints {
        let presence = constraint.value.presence();
        let Some(name) = presence.required else { continue };
        if presence.silent {
            dropped.extend(excused(name).then(|| name.to_owned()));
        } else if !optional(name).is_empty() && constraint.basis != Basis::Overlay {
            let sources = constraint.sources.iter().chain(optional(name)).cloned().collect();
            let message = "stated to be required and to be optional; read as required";
            findings.push(Finding::new("contradicting-presence", &subject.property(name), message, sources));
        }
    }
    node.constraints.retain(|constraint| {
        let presence = constraint.value.presence();
        !(presence.silent && presence.required.is_some_and(|name| dropped.iter().any(|dropped| dropped == name)))
    });
}

/// Adds a finding for an exclusion that only one of the two properties states; it holds for both.
fn exclusions(subject: &Subject, node: &Node, findings: &mut Vec<Finding>) {
    for constraint in &node.constraints {
        let [one, other] = constraint.value.presence().not_together else { continue };
        if constraint.basis != Basis::Stated || constraint.sources.len() != 1 {
            continue;
        }
        let says = |node: &Node| {
            node.description.iter().any(|said| said.sources.iter().any(|source| constraint.sources.contains(source)))
        };
        let silent = [one, other].into_iter().find(|name| node.properties.get(*name).is_some_and(|node| !says(node)));
        let Some(silent) = silent else { continue };
        let message = format!(
            "{one} and {other} exclude each other, but only one of the two says so; it is taken to hold for both"
        );
        let declared = node.properties.get(silent).into_iter().flat_map(|node| node.declared.iter());
        let declared = declared.flat_map(|declared| declared.sources.iter());
        let sources = constraint.sources.iter().chain(declared).cloned().collect();
        findings.push(Finding::new("one-sided-exclusion", &subject.property(silent.clone()), message, sources));
    }
}
