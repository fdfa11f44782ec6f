//! Writes and reads `facts.json`: every fact with its source, every finding, every sentence that no constraint understood. Each stands
//! on a line of its own, so that a change of a page is a change of its lines.

use crate::{
    fact_spool::{FIRST, FactSpool, NEXT},
    read::digest,
};
use ringback_constraints::{
    fact::{Claim, Fact},
    model::{DocumentRead, Model},
};
use ringback_contract::{finding::Finding, input::Inputs, provenance::Basis, vendor_folder::DOCUMENTS};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{convert::Infallible, io};

/// The text of `facts.json`.
pub fn facts_json(model: &Model) -> String {
    let is_unread = |fact: &&Fact| matches!(fact.claim, Claim::Unread(_));
    // A fact takes some 300 bytes; a text of tens of megabytes should not have to move while it grows.
    let mut text = String::with_capacity(64 + 320 * model.facts.len());
    before_facts(&mut text, model);
    list(&mut text, "facts", model.facts.iter().filter(|fact| !is_unread(fact)));
    after_facts(&mut text, model);
    list(&mut text, "unread", model.facts.iter().filter(is_unread));
    text.push_str("\n}\n");
    text
}

/// The same of a model whose facts went to a spool.
///
/// # Errors
///
/// When the spool could not be written or read.
pub fn facts_json_of_spool(model: &Model, spool: &mut FactSpool) -> io::Result<String> {
    let mut text = String::new();
    before_facts(&mut text, model);
    text.reserve(spool.bytes());
    list_of_lines(&mut text, "facts", |text| spool.facts(text))?;
    after_facts(&mut text, model);
    list_of_lines(&mut text, "unread", |text| spool.unread(text))?;
    text.push_str("\n}\n");
    Ok(text)
}

fn before_facts(text: &mut String, model: &Model) {
    text.push_str("{\n");
    list(text, "documents", model.documents.iter());
    text.push_str(",\n");
}

fn after_facts(text: &mut String, model: &Model) {
    text.push_str(",\n");
    if !model.operations.is_empty() {
        list(text, "operations", model.operations.iter());
        text.push_str(",\n");
    }
    list(text, "findings", model.findings.iter());
    text.push_str(",\n");
}

fn list<T: Serialize>(text: &mut String, name: &str, elements: impl Iterator<Item = T>) {
    let lines = |text: &mut String| {
        let mut separator = FIRST;
        for element in elements.filter_map(|element| serde_json::to_string(&element).ok()) {
            text.push_str(separator);
            text.push_str(&element);
            separator = NEXT;
        }
        Ok::<(), Infallible>(())
    };
    let Ok(()) = list_of_lines(text, name, lines);
}

/// A list of which the lines are written one after the other, each with what stands before it.
fn list_of_lines<E>(text: &mut String, name: &str, write: impl FnOnce(&mut String) -> Result<(), E>) -> Result<(), E> {
    text.push_str(&format!("  \"{name}\": ["));
    let start = text.len();
    write(text)?;
    // An empty list stays on its line.
    text.push_str(if text.len() > start { "\n  ]" } else { "]" });
    Ok(())
}

/// What was read before, for whoever need not read the pages again.
#[derive(Deserialize)]
pub(crate) struct FactsFile {
    pub documents: Vec<DocumentRead>,
    /// The facts that documents and the overlay state; what follows from them is inferred again.
    pub facts: Vec<Fact>,
    pub findings: Vec<Finding>,
    #[serde(default)]
    unread: Vec<Fact>,
    #[serde(default)]
    operations: Vec<Value>,
}

impl FactsFile {
    /// The contents of a text; `None` if an operation was read as well, which is only told there and not restored, or the
    /// text was written by another version.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut file: Self = serde_json::from_str(text).ok()?;
        file.facts.retain(|fact| fact.basis != Basis::Inferred);
        file.facts.append(&mut file.unread);
        file.operations.is_empty().then_some(file)
    }

    /// Whether it was read from exactly these files.
    pub(crate) fn is_of(&self, inputs: &Inputs) -> bool {
        let unchanged = |read: &DocumentRead| inputs.get(&read.file).is_some_and(|text| digest(text) == read.sha256);
        let is_known = |path: &String| self.documents.iter().any(|read| &read.file == path);
        let sources = inputs.keys().filter(|path| path.starts_with(DOCUMENTS) || path.ends_with(".toml"));
        self.documents.iter().all(unchanged) && sources.into_iter().all(is_known)
    }
}
