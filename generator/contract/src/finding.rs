//! What a maintainer should look at: contradictions, guesses, gaps. A finding is a warning: nothing stops because of it.

use crate::{provenance::Source, subject::Subject};
use serde::{Deserialize, Serialize};

/// Something noticed while reading or resolving.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Kind and subject, stable between runs: `format-contradicts-example/CallbackSchedule/startTime`.
    pub id: String,
    /// The type or property that it is about.
    pub subject: Subject,
    /// What was noticed, and how it was read nevertheless.
    pub message: String,
    /// The places that show it; for a contradiction, both sides.
    pub sources: Vec<Source>,
}

impl Finding {
    /// A finding of a kind, such as `unresolved-model`, about a subject.
    pub fn new(kind: &str, subject: &Subject, message: impl Into<String>, sources: Vec<Source>) -> Self {
        Self { id: format!("{kind}/{subject}"), subject: subject.clone(), message: message.into(), sources }
    }

    /// The kind, without the subject.
    pub fn kind(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}
