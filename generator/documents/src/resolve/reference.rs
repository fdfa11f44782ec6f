//! Resolves the links between types.

use indexmap::IndexMap;
use ringback_constraints::{
    constraint::Links,
    model::{Node, Type},
};
use ringback_contract::{finding::Finding, name::fold, provenance::Source, subject::Subject};
use std::collections::{HashMap, HashSet};

/// The names of all types, as they are and without case and separators.
struct TypeNames {
    exact: HashSet<String>,
    /// The first type with each folded name.
    folded: HashMap<String, String>,
}

impl TypeNames {
    fn of<'n>(names: impl Iterator<Item = &'n String>) -> Self {
        let mut known = Self { exact: HashSet::new(), folded: HashMap::new() };
        for name in names {
            known.exact.insert(name.clone());
            known.folded.entry(fold(name)).or_insert_with(|| name.clone());
        }
        known
    }

    /// The type that a link is about: some generators change the case of a name in links to it.
    fn find(&self, target: &str) -> Option<&str> {
        let folded = || self.folded.get(&fold(target)).map(String::as_str);
        self.exact.get(target).map(String::as_str).or_else(folded)
    }
}

/// Points every link at its type. A link to a page that was not supplied becomes an open object and a finding.
pub fn resolve(types: &mut IndexMap<String, Type>, findings: &mut Vec<Finding>) {
    let names = TypeNames::of(types.keys());
    for (name, kind) in types.iter_mut() {
        let subject = Subject::of(name.clone());
        super::walk(&subject, &mut kind.node, &mut |subject, node| resolve_node(subject, node, &names, findings));
    }
}

fn resolve_node(subject: &Subject, node: &mut Node, names: &TypeNames, findings: &mut Vec<Finding>) {
    let mut missing: Option<(String, Vec<Source>)> = None;
    node.constraints.retain_mut(|constraint| {
        let Links::Type(target) = constraint.value.links() else { return true };
        match names.find(target) {
            Some(name) => {
                name.clone_into(target);
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
