//! Findings about schemas, collected while types are written.

use ringback_contract::{definition::Definition, finding::Finding, subject::Subject};

/// The findings of one module, without duplicates.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds a finding of a kind, such as `untyped`, about a definition.
    pub fn note(&mut self, definition: &Definition, kind: &str, message: String) {
        let finding =
            Finding::new(kind, &Subject::of(definition.name.clone()), message, vec![definition.source.clone()]);
        if !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }

    /// Adds a finding unless another definition of the same document has the same one.
    pub fn note_once_per_document(&mut self, definition: &Definition, kind: &str, message: String) {
        let document = &definition.source.document;
        let is_noted = |finding: &Finding| {
            finding.message == message && finding.sources.iter().any(|source| source.document == *document)
        };
        if !self.list.iter().any(is_noted) {
            self.note(definition, kind, message);
        }
    }

    /// All findings, in order.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
