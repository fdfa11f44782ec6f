//! What is noticed while types are written.

use ringback_contract::{definition::Definition, finding::Finding, subject::Subject};

/// The findings of one module, each once.
#[derive(Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Records a finding of a kind, such as `untyped`, about a definition.
    pub fn note(&mut self, definition: &Definition, kind: &str, message: String) {
        let finding =
            Finding::new(kind, &Subject::of(definition.name.clone()), message, vec![definition.source.clone()]);
        if !self.list.contains(&finding) {
            self.list.push(finding);
        }
    }

    /// Records a finding unless another definition of the same document has the same.
    pub fn note_once_per_document(&mut self, definition: &Definition, kind: &str, message: String) {
        let document = &definition.source.document;
        let is_noted = |finding: &Finding| {
            finding.message == message && finding.sources.iter().any(|source| source.document == *document)
        };
        if !self.list.iter().any(is_noted) {
            self.note(definition, kind, message);
        }
    }

    /// All of them, in the order in which they were noticed.
    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
