//! Findings: contradictions, guesses and gaps for the maintainer. A finding is a warning, and stops nothing.

use crate::{provenance::Source, subject::Subject};
use serde::{Deserialize, Serialize};

/// A remark about the documents, made while they are read or resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Kind and subject, stable between runs: `format-contradicts-example/CallbackSchedule/startTime`.
    pub id: String,
    /// The type or property that it concerns.
    pub subject: Subject,
    /// What was found, and how it was read nevertheless.
    pub message: String,
    /// The passages that show it; for a contradiction, those of both sides.
    pub sources: Vec<Source>,
}

impl Finding {
    /// A finding of a kind, such as `unresolved-model`, about a subject.
    pub fn new(kind: &str, subject: &Subject, message: impl Into<String>, sources: Vec<Source>) -> Self {
        Self { id: format!("{kind}/{subject}"), subject: subject.clone(), message: message.into(), sources }
    }

    /// The kind: the identifier without the subject.
    pub fn kind(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}
