//! The input for the cases of one operation: the model, the type of the payload, and valid payloads.

use crate::{
    case::{Case, Expect, Level, Payload},
    judge::Judge,
};
use ringback_constraints::{
    constraint::Constraint,
    model::{Model, Node, Type},
    sample::Samples,
};
use ringback_contract::{
    operation::Operation,
    provenance::{Basis, Source, Sourced},
};
use std::cell::Cell;

/// The input for the cases of one operation.
pub struct CaseSubject<'a> {
    /// The vendor's types, operations and facts.
    pub model: &'a Model,
    /// The operation.
    pub operation: &'a Operation,
    /// The type of the payload.
    pub kind: &'a Type,
    /// Makes valid payloads of the type.
    pub samples: Samples<'a>,
    /// Judges what is sent.
    pub judge: Option<&'a Judge>,
    /// Places that the walk at hand may still visit.
    pub left: Cell<usize>,
}

/// Places of a type that a walk visits: where types refer to others in many ways, there are more than anybody can try.
pub const PLACES: usize = 10_000;

/// A name without control characters, which properties may have: lists have one name a line.
fn on_one_line(name: &str) -> String {
    name.chars().fold(String::with_capacity(name.len()), |mut plain, c| {
        match c.is_control() {
            true => plain.extend(c.escape_default()),
            false => plain.push(c),
        }
        plain
    })
}

impl CaseSubject<'_> {
    /// A case of this operation; `coordinates` are the last part of its name.
    pub fn case(
        &self,
        coordinates: &str,
        level: Level,
        expect: Expect,
        payload: Payload,
        because: Vec<Source>,
    ) -> Case {
        let (vendor, operation) = (&self.model.vendor.name, &self.operation.name);
        Case {
            name: on_one_line(&format!("{vendor}/{operation}/{coordinates}")),
            vendor: vendor.clone(),
            operation: operation.clone(),
            type_name: format!("{vendor}/{}", self.kind.name),
            level,
            expect,
            payload,
            breaks: None,
            base: None,
            parts: Vec::new(),
            anonymous: false,
            tags: Vec::new(),
            because,
        }
    }

    /// The schema node that applies at a place, and the types around it. A reference is resolved unless its type is
    /// being visited already. `None` ends the walk there, also when it has visited enough.
    pub fn resolved<'n>(&'n self, node: &'n Node, within: &[&'n str]) -> Option<(&'n Node, Vec<&'n str>)> {
        self.left.set(self.left.get().checked_sub(1)?);
        let target = node.target().and_then(|target| self.model.types.get(target));
        let Some(target) = target else { return Some((node, within.to_vec())) };
        let new = target.name != self.kind.name && !within.contains(&target.name.as_str());
        new.then(|| (&target.node, [within, &[target.name.as_str()]].concat()))
    }

    /// Begins a walk through all places.
    pub fn begin(&self) {
        self.left.set(PLACES);
    }

    /// Whether there are more places than a walk visits.
    pub fn has_more_places(&self) -> bool {
        self.begin();
        self.walk(&self.kind.node, &[]);
        self.left.get() == 0
    }

    fn walk<'n>(&'n self, node: &'n Node, within: &[&'n str]) {
        if let Some((node, within)) = self.resolved(node, within) {
            node.parts().for_each(|(_, part)| self.walk(part, &within));
        }
    }

    /// Whether a schema keyword states the fact, which leaves nothing open. A table is weaker: its `String` may mean a
    /// nullable one, and it need not list every property.
    pub fn is_by_keyword(constraint: &Sourced<Constraint>) -> bool {
        constraint.sources.iter().any(|source| source.keyword() == Some("type"))
    }

    /// Whether a document describes the type, and not only an overlay.
    pub fn is_documented(&self) -> bool {
        self.kind.node.declared.iter().any(|declared| declared.basis == Basis::Stated)
    }

    /// The sentences that declare the type.
    pub fn declared(&self) -> Vec<Source> {
        self.kind.node.declared.iter().flat_map(|declared| declared.sources.iter().take(1).cloned()).take(1).collect()
    }
}
