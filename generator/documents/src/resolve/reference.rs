//! Resolves the links between types.

use indexmap::IndexMap;
use ringback_constraints::{
    clue::fold,
    constraint::Links,
    model::{Node, Type},
};
use ringback_contract::{finding::Finding, provenance::Source, subject::Subject};

/// Points every link at its type. A link to a page that was not supplied becomes an open object and a finding.
pub fn resolve(types: &mut IndexMap<String, Type>, findings: &mut Vec<Finding>) {
    let names: Vec<String> = types.keys().cloned().collect();
    for (name, kind) in types.iter_mut() {
        let subject = Subject::of(name.clone());
        super::walk(&subject, &mut kind.node, &mut |subject, node| resolve_node(subject, node, &names, findings));
    }
}

fn resolve_node(subject: &Subject, node: &mut Node, names: &[String], findings: &mut Vec<Finding>) {
    let mut missing: Option<(String, Vec<Source>)> = None;
    node.constraints.retain_mut(|constraint| {
        let Links::Type(target) = constraint.value.links() else { return true };
        // Some generators change the case of a name in links to it.
        let known = names.iter().find(|name| *name == target);
        match known.or_else(|| names.iter().find(|name| fold(name) == fold(target))) {
            Some(name) => {
                target.clone_from(name);
                true
            }
            None => {
                missing = Some((target.clone(), constraint.sources.clone()));
                false
            }
        }
    });
    if let Some((target, sources)) = missing {
        let message = format!("the model {target:?} is linked but was not supplied; it stays an open object");
        findings.push(Finding::new("unresolved-model", subject, message, sources));
        node.unresolved = Some(target);
    }
}
