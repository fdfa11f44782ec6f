//! Resolves facts into a model: equal facts become one, contradictions are decided and recorded.

mod contradiction;
mod inference;
mod merge;
mod operation;
mod raw_keywords;
mod reference;
mod role;

use crate::page::operation::PageOperation;
use indexmap::IndexMap;
use ringback_constraints::{
    fact::{Claim, Fact, Mark},
    model::{DocumentRead, Model, Node, Type},
};
use ringback_contract::{
    finding::Finding,
    operation::Direction,
    provenance::{Basis, Source, Sourced},
    subject::{MAX_STEPS, Subject},
    vendor::Vendor,
};

/// The types of a vendor while its facts are read one by one.
#[derive(Default)]
pub struct Gathering {
    types: IndexMap<String, Type>,
    findings: Vec<Finding>,
}

impl Gathering {
    /// Adds a fact to its type.
    pub fn add(&mut self, fact: &Fact) {
        let Self { types, findings } = self;
        if fact.subject.path.len() > MAX_STEPS {
            return too_deep(fact, findings);
        }
        let kind = match types.get_mut(&fact.subject.owner) {
            Some(kind) => kind,
            None => types.entry(fact.subject.owner.clone()).or_insert_with(|| Type {
                name: fact.subject.owner.clone(),
                role: Direction::Response,
                node: Node::default(),
                notes: Vec::new(),
            }),
        };
        if let Claim::Note { topic, text } = &fact.claim {
            return kind.notes.push(sourced(fact, (topic.clone(), text.clone())));
        }
        let node = fact.subject.path.iter().fold(&mut kind.node, |node, step| node.step(step));
        add(node, fact, findings);
    }
}

/// The model that all facts about a vendor make up.
pub fn resolve(
    vendor: Vendor,
    documents: Vec<DocumentRead>,
    mut facts: Vec<Fact>,
    operations: Vec<PageOperation>,
    findings: Vec<Finding>,
) -> Model {
    let mut gathering = Gathering::default();
    facts.iter().for_each(|fact| gathering.add(fact));
    let mut more = Vec::new();
    let mut model = complete(vendor, documents, gathering, operations, findings, &mut |fact| more.push(fact));
    facts.append(&mut more);
    model.facts = facts;
    model
}

/// The model of types that are gathered. Further facts, of operations and what is inferred, are handed on; the model itself
/// has none.
pub fn complete(
    vendor: Vendor,
    documents: Vec<DocumentRead>,
    mut gathering: Gathering,
    operations: Vec<PageOperation>,
    mut findings: Vec<Finding>,
    hand_on: &mut dyn FnMut(Fact),
) -> Model {
    let mut of_operations = Vec::new();
    let mut operations = operation::with_facts(operations, &mut of_operations);
    for fact in of_operations {
        gathering.add(&fact);
        hand_on(fact);
    }
    let mut types = gathering.types;
    findings.append(&mut gathering.findings);
    for (name, kind) in &mut types {
        let subject = Subject::of(name.clone());
        walk(&subject, &mut kind.node, &mut |subject, node| {
            contradiction::decide(subject, node, &mut findings);
            inference::complete(subject, node, &mut findings);
        });
    }
    reference::resolve(&mut types, &mut findings);
    raw_keywords::normalize(&mut types, &mut findings);
    let operations = operation::resolve(&mut operations, &mut types);
    role::assign(&vendor, &operations, &mut types, &mut findings);
    for (name, kind) in &types {
        add_inferred(&Subject::of(name.clone()), &kind.node, hand_on);
    }
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    findings.dedup();
    Model { vendor, documents, types, operations, facts: Vec::new(), findings }
}

/// Adds a fact for every inferred constraint.
fn add_inferred(subject: &Subject, node: &Node, hand_on: &mut dyn FnMut(Fact)) {
    for constraint in node.constraints.iter().filter(|constraint| constraint.basis == Basis::Inferred) {
        let Some(source) = constraint.sources.first().cloned() else { continue };
        let claim = Claim::Limits(constraint.value.clone());
        hand_on(Fact { subject: subject.clone(), claim, basis: Basis::Inferred, source, reason: None });
    }
    for (step, part) in node.parts() {
        add_inferred(&subject.join(step), part, hand_on);
    }
}

/// Visits a node after all of its parts.
fn walk(subject: &Subject, node: &mut Node, visit: &mut impl FnMut(&Subject, &mut Node)) {
    for (step, part) in node.parts_mut() {
        walk(&subject.join(step), part, visit);
    }
    visit(subject, node);
}

/// Adds a finding about facts that are too deep to be modelled; one for each place.
fn too_deep(fact: &Fact, findings: &mut Vec<Finding>) {
    let path = fact.subject.path.iter().take(MAX_STEPS).cloned().collect();
    let subject = Subject { owner: fact.subject.owner.clone(), path };
    let message = format!("nests deeper than {MAX_STEPS} levels; any value is accepted there");
    let known = |finding: &&Finding| finding.kind() == "too-deep" && finding.subject == subject;
    if findings.iter().rev().take(1).find(known).is_none() {
        findings.push(Finding::new("too-deep", &subject, message, vec![fact.source.clone()]));
    }
}

fn add(node: &mut Node, fact: &Fact, findings: &mut Vec<Finding>) {
    match &fact.claim {
        Claim::Exists => node.declared.push(sourced(fact, ())),
        Claim::Description(text) if fact.basis == Basis::Stated => {
            // Catalogues repeat in a table what their schema says; once is enough.
            if !node.description.iter().any(|sentence| &sentence.value == text) {
                node.description.push(sourced(fact, text.clone()));
            }
        }
        Claim::Limits(constraint) => {
            if fact.basis == Basis::Overlay && node.declared.is_empty() && node.constraints.is_empty() {
                let message = "no document has this; the overlay adds it";
                let sources = vec![fact.source.clone()];
                findings.push(Finding::new("overlay-adds", &fact.subject, message, sources));
            }
            merge::add(&fact.subject, node, sourced(fact, constraint.clone()), findings);
        }
        Claim::Optional => node.optional.push(fact.source.clone()),
        Claim::Deprecated
        | Claim::ReadOnly
        | Claim::WriteOnly
        | Claim::CommaSeparated
        | Claim::SemicolonSeparated
        | Claim::PipeSeparated
        | Claim::SpaceSeparated => fact.claim.mark().into_iter().for_each(|found| mark(node, fact, found)),
        Claim::Default(value) => node.default = Some(sourced(fact, value.clone())),
        Claim::Example(value) => {
            if !node.examples.iter().any(|example| &example.value == value) {
                node.examples.push(sourced(fact, value.clone()));
            }
        }
        Claim::Drops(kind) => {
            let (dropped, kept) =
                std::mem::take(&mut node.constraints).into_iter().partition(|c| c.value.name() == kind);
            node.constraints = kept;
            let sources: Vec<Source> = Vec::into_iter(dropped).flat_map(|constraint| constraint.sources).collect();
            if sources.is_empty() {
                let message = format!("the overlay drops {kind:?}, but no document states it");
                findings.push(Finding::new(
                    "overlay-without-effect",
                    &fact.subject,
                    message,
                    vec![fact.source.clone()],
                ));
            }
        }
        Claim::Description(_) | Claim::Note { .. } | Claim::Understood(_) | Claim::Unread(_) => {}
    }
}

fn mark(node: &mut Node, fact: &Fact, mark: Mark) {
    if !node.marks.iter().any(|known| known.value == mark) {
        node.marks.push(sourced(fact, mark));
    }
}

fn sourced<T>(fact: &Fact, value: T) -> Sourced<T> {
    Sourced { value, basis: fact.basis, sources: vec![fact.source.clone()] }
}
