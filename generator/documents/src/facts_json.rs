//! Writes `facts.json`: every fact with its source, every finding, every sentence that no constraint understood.

use ringback_constraints::{
    fact::{Claim, Fact},
    model::{DocumentRead, Model},
};
use ringback_contract::files::json;
use ringback_contract::finding::Finding;
use serde::Serialize;

#[derive(Serialize)]
struct FactsFile<'a> {
    documents: &'a [DocumentRead],
    facts: Vec<&'a Fact>,
    findings: &'a [Finding],
    unread: Vec<&'a Fact>,
}

/// The text of `facts.json`.
pub fn facts_json(model: &Model) -> String {
    let (unread, facts) = model.facts.iter().partition(|fact| matches!(fact.claim, Claim::Unread(_)));
    let file = FactsFile { documents: &model.documents, facts, findings: &model.findings, unread };
    json(&file)
}
