//! Adds a constraint to a node: equal ones become one, bounds are intersected, and the rest is a contradiction.

use ringback_constraints::{
    constraint::{Constraint, Merged},
    model::Node,
};
use ringback_contract::{
    finding::Finding,
    provenance::{Basis, Sourced},
    subject::Subject,
};

/// Adds a constraint to a node, or a finding if it contradicts one that is there.
pub fn add(subject: &Subject, node: &mut Node, incoming: Sourced<Constraint>, findings: &mut Vec<Finding>) {
    for known in &mut node.constraints {
        match known.value.merge(&incoming.value) {
            Merged::Apart => {}
            Merged::Into(both) => {
                known.value = both;
                known.basis = known.basis.min(incoming.basis);
                for source in incoming.sources {
                    if !known.sources.contains(&source) {
                        known.sources.push(source);
                    }
                }
                return;
            }
            Merged::Contradiction => {
                let sources = known.sources.iter().chain(&incoming.sources).cloned().collect();
                let name = known.value.name();
                if incoming.basis == Basis::Overlay {
                    let message = format!("the overlay replaces {name:?} of the documents");
                    findings.push(Finding::new(&format!("overlay-replaces-{name}"), subject, message, sources));
                    *known = incoming;
                } else {
                    let message = format!("two different values of {name:?}; the first is kept");
                    findings.push(Finding::new(&format!("contradicting-{name}"), subject, message, sources));
                }
                return;
            }
        }
    }
    node.constraints.push(incoming);
}
