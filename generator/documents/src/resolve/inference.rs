//! Infers the type of a node from its constraints where they leave no other reading.

use ringback_constraints::{
    constraint::{Constraint, Type, Typing},
    model::Node,
};
use ringback_contract::{finding::Finding, provenance::Sourced, subject::Subject};

/// Gives a node without a type the one that its parts or constraints imply.
pub fn complete(subject: &Subject, node: &mut Node, findings: &mut Vec<Finding>) {
    let said =
        |constraint: &Sourced<Constraint>| matches!(constraint.value.typing(), Typing::Says(_) | Typing::Elsewhere);
    if node.constraints.iter().any(said) {
        return;
    }
    if node.items.is_some() {
        return node.infer(Constraint::list());
    }
    if node.values.is_some() {
        return node.infer(Constraint::map());
    }
    if !node.properties.is_empty() {
        return node.infer(Constraint::typed(Type::Object));
    }
    let implied = node.constraints.iter().find_map(|constraint| match constraint.value.typing() {
        Typing::Stated(kind) => Some((kind, Some(constraint.clone()))),
        Typing::Implied(kind) => Some((kind, None)),
        Typing::Says(_) | Typing::Elsewhere | Typing::Silent => None,
    });
    match implied {
        Some((kind, Some(said))) => node.constraints.push(Sourced { value: Constraint::typed(kind), ..said }),
        Some((kind, None)) => node.infer(Constraint::typed(kind)),
        None if node.declared.is_empty() => {}
        None => {
            let sources = node.declared.iter().flat_map(|declared| declared.sources.clone()).collect();
            let message = "no document gives its type; any value is accepted";
            findings.push(Finding::new("untyped", subject, message, sources));
        }
    }
}
