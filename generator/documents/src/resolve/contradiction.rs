//! Decides where the documents contradict themselves, and records both sides.

use ringback_constraints::{constraint::Constraint, model::Node};
use ringback_contract::{
    finding::Finding,
    source::{Basis, Sourced},
    subject::{Step, Subject},
};
use ringback_runtime::format::Format;
use serde_json::Value;

/// Decides what is contradictory about a place and its properties.
pub fn decide(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    formats(subject, node, findings);
    enums(subject, node, findings);
    jsonpath(subject, node, findings);
    presence(subject, node, findings);
    exclusions(subject, node, findings);
}

/// A format that the document's own examples do not have gives way to one that they have.
fn formats(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let overlaid = node.constraints.iter().any(|c| c.basis == Basis::Overlay && c.value.name() == "format");
    let fits = |name: &str| {
        let format = Format::named(name);
        node.examples.iter().all(|example| match (&example.value, format) {
            (Value::String(text), Some(format)) => format.matches(text),
            _ => true,
        })
    };
    let (formats, rest): (Vec<_>, Vec<_>) =
        node.constraints.iter().cloned().partition(|constraint| matches!(constraint.value, Constraint::Format(_)));
    let held = |constraint: &Sourced<Constraint>| match &constraint.value {
        Constraint::Format(format) if overlaid => constraint.basis == Basis::Overlay && !format.name.is_empty(),
        Constraint::Format(format) => fits(&format.name),
        _ => true,
    };
    let (mut kept, mut dropped): (Vec<_>, Vec<_>) = formats.into_iter().partition(held);
    let several = kept.split_off(kept.len().min(1));
    dropped.extend(several);
    for constraint in &dropped {
        let Constraint::Format(format) = &constraint.value else { continue };
        let instead = match kept.first().map(|kept| &kept.value) {
            Some(Constraint::Format(kept)) => format!("read as {:?}", kept.name),
            _ => "no format is asserted".into(),
        };
        let examples: Vec<String> = node.examples.iter().map(|example| example.value.to_string()).collect();
        let message = match examples.as_slice() {
            [] => format!("two formats are stated; {instead} and not as {:?}", format.name),
            examples => format!("format {:?} contradicts the example {}; {instead}", format.name, examples.join(", ")),
        };
        let other = kept.iter().flat_map(|constraint| constraint.sources.iter());
        let examples = node.examples.iter().flat_map(|example| example.sources.iter());
        let sources = constraint.sources.iter().chain(other).chain(examples).cloned().collect();
        findings.push(Finding::new("format-contradicts-example", subject, message, sources));
    }
    node.constraints = rest.into_iter().chain(kept).collect();
}

/// An enum that is documented as open anywhere is open; a sentinel among its values is recorded.
fn enums(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    for constraint in &node.constraints {
        if let Constraint::OpenEnum(open) = &constraint.value
            && let Some(sentinel) = &open.sentinel
        {
            let message = format!(
                "{sentinel:?} stands for values that the SDK does not know: never on the wire, and the sign that the enum is open"
            );
            findings.push(Finding::new("sentinel-in-enum", subject, message, constraint.sources.clone()));
        }
    }
    // What is said of a list's values is said of its elements.
    if node.has("items") {
        let (values, rest) = std::mem::take(&mut node.constraints)
            .into_iter()
            .partition(|constraint| matches!(constraint.value, Constraint::Enumeration(_) | Constraint::OpenEnum(_)));
        node.constraints = rest;
        let values: Vec<_> = values;
        if !values.is_empty() {
            let items = node.items.get_or_insert_default();
            items.constraints.extend(values);
            super::inference::complete(&subject.join(Step::Items), items, findings);
        }
    }
    if node.has("open_enum") {
        node.constraints.retain(|constraint| !matches!(constraint.value, Constraint::Enumeration(_)));
    }
}

/// "Must be defined statically" and "or as a JSONPath" cannot both hold.
fn jsonpath(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    if (node.has("json_path") || node.has("dynamic")) && node.has("static_only") {
        let sources = node
            .constraints
            .iter()
            .filter(|constraint| {
                matches!(constraint.value, Constraint::JsonPath(_) | Constraint::Dynamic(_) | Constraint::StaticOnly(_))
            })
            .flat_map(|constraint| constraint.sources.clone())
            .collect();
        let message = "said to be static only and to allow a JSONPath; the JSONPath is allowed";
        findings.push(Finding::new("contradicting-static", subject, message, sources));
        node.constraints.retain(|constraint| !matches!(constraint.value, Constraint::StaticOnly(_)));
    }
}

/// A property that is required only because nothing says otherwise is not, where something does: the word "optional",
/// a condition under which it is required, another property that excludes it or stands in for it.
fn presence(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let excused = |name: &str| {
        node.properties.get(name).is_some_and(|property| !property.optional.is_empty())
            || node.constraints.iter().any(|constraint| match &constraint.value {
                Constraint::RequiredIf(rule) => rule.property == name && rule.is.is_some(),
                Constraint::Exclusive(group) => group.of.iter().any(|other| other == name),
                Constraint::AtLeastOne(group) => group.of.iter().any(|other| other == name),
                _ => false,
            })
    };
    let mut dropped = Vec::new();
    for constraint in &node.constraints {
        let Constraint::Required(required) = &constraint.value else { continue };
        if required.silent && excused(&required.property) {
            dropped.push(required.property.clone());
        }
        let optional =
            node.properties.get(&required.property).map(|property| property.optional.as_slice()).unwrap_or_default();
        if !required.silent && !optional.is_empty() && constraint.basis != Basis::Overlay {
            let sources = constraint.sources.iter().chain(optional).cloned().collect();
            let message = "said to be required and to be optional; it is taken as required";
            findings.push(Finding::new(
                "contradicting-presence",
                &subject.property(&required.property),
                message,
                sources,
            ));
        }
    }
    node.constraints.retain(|constraint| {
        !matches!(&constraint.value, Constraint::Required(required) if required.silent && dropped.contains(&required.property))
    });
}

/// An exclusion that only one of the properties states holds for all of them.
fn exclusions(subject: &Subject, node: &Node, findings: &mut Vec<Finding>) {
    for constraint in &node.constraints {
        let Constraint::Exclusive(exclusive) = &constraint.value else { continue };
        if constraint.basis == Basis::Stated && constraint.sources.len() == 1 && exclusive.of.len() == 2 {
            let silent = exclusive.of.iter().find(|name| {
                let node = node.properties.get(*name);
                node.is_some_and(|node| {
                    !node.description.iter().any(|d| d.sources.iter().any(|s| constraint.sources.contains(s)))
                })
            });
            let Some(silent) = silent else { continue };
            let message = format!(
                "{} exclude each other, but only one of the two says so; it is taken to hold for both",
                exclusive.of.join(" and ")
            );
            let other = node.properties.get(silent).into_iter().flat_map(|node| node.declared.iter());
            let other = other.flat_map(|declared| declared.sources.iter());
            let sources = constraint.sources.iter().chain(other).cloned().collect();
            findings.push(Finding::new("one-sided-exclusion", &subject.property(silent.clone()), message, sources));
        }
    }
}
