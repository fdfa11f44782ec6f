//! What is known about a subject, and from which words.

use crate::constraint::Constraint;
use ringback_contract::{
    provenance::{Basis, Source},
    subject::Subject,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something known about a subject, and from where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub subject: Subject,
    /// What is known.
    pub claim: Claim,
    /// How it is known.
    pub basis: Basis,
    /// From which words.
    pub source: Source,
    /// For an overlay: why a human overrides the documents, and what shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What is known about a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// It is documented at all.
    Exists,
    /// A sentence of its description, which also stands in the generated documentation.
    Description(String),
    /// A constraint holds for it.
    Limits(Constraint),
    /// It may be left out.
    Optional,
    /// The value that holds when none is given.
    Default(Value),
    /// A value given as an example.
    Example(Value),
    /// A paragraph under a heading: errors, restrictions.
    Note {
        /// The heading.
        topic: String,
        /// The words.
        text: String,
    },
    /// A sentence that was understood and constrains nothing.
    Understood(String),
    /// A constraint of this kind does not hold, whatever a document says. Only overlays claim this.
    Drops(String),
    /// A keyword, cell or sentence that nobody understood.
    Unread(String),
}
