//! Completes what is left unsaid where what is said leaves no other reading.

use ringback_constraints::{
    constraint::{
        Constraint,
        items::Items,
        types::{Type, Types},
        values::Values,
    },
    model::Node,
};
use ringback_contract::{finding::Finding, source::Sourced, subject::Subject};

/// Gives a place a type where its constraints have one in mind.
pub fn complete(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    if ["types", "items", "values", "reference", "raw"].iter().any(|kind| node.has(kind)) {
        return;
    }
    if node.items.is_some() {
        return node.infer(Items {});
    }
    if node.values.is_some() {
        return node.infer(Values {});
    }
    if !node.properties.is_empty() {
        return node.infer(Types::one(Type::Object));
    }
    let kind = node.constraints.iter().find_map(|constraint| Some((implied(&constraint.value)?, constraint.clone())));
    match kind {
        // A registered format, or a list of texts, is itself a statement about strings.
        Some((
            kind,
            said @ Sourced {
                value: Constraint::Format(_) | Constraint::Enumeration(_) | Constraint::OpenEnum(_), ..
            },
        )) => {
            node.constraints.push(Sourced { value: Types::one(kind).into(), basis: said.basis, sources: said.sources });
        }
        Some((kind, _)) => node.infer(Types::one(kind)),
        None if node.declared.is_empty() => {}
        None => {
            let sources = node.declared.iter().flat_map(|declared| declared.sources.clone()).collect();
            let message = "no document says of what type it is; any value is accepted";
            findings.push(Finding::new("untyped", subject, message, sources));
        }
    }
}

/// The type without which a constraint would be about nothing.
fn implied(constraint: &Constraint) -> Option<Type> {
    match constraint {
        Constraint::Format(format) if format.text().is_some() => Some(Type::String),
        Constraint::Format(format) if format.width().is_some() => Some(Type::Integer),
        Constraint::Enumeration(values) if values.values.iter().all(serde_json::Value::is_string) => Some(Type::String),
        // A computed value is text that is replaced when the flow runs.
        Constraint::OpenEnum(_)
        | Constraint::Length(_)
        | Constraint::JsonPath(_)
        | Constraint::Dynamic(_)
        | Constraint::StaticOnly(_) => Some(Type::String),
        Constraint::Bounds(_) | Constraint::Multiple(_) => Some(Type::Number),
        Constraint::Unique(_) => Some(Type::Array),
        Constraint::Count(count) => Some(if count.entries { Type::Object } else { Type::Array }),
        _ => None,
    }
}
