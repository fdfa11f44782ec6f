//! A fact: a statement about a subject, with its source.

use crate::constraint::Constraint;
use ringback_contract::{
    keyword::Keyword,
    provenance::{Basis, Source},
    subject::Subject,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A statement about a subject, with its source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is about.
    pub subject: Subject,
    /// The statement.
    pub claim: Claim,
    /// Whether it is stated, inferred or an overlay.
    pub basis: Basis,
    /// The quoted sentences, cells or keywords.
    pub source: Source,
    /// For an overlay: why a person corrects the documents, and the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A statement about a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claim {
    /// The subject exists: a document describes it.
    Exists,
    /// A sentence of its description, which also appears in the generated documentation.
    Description(String),
    /// A constraint on its values.
    Limits(Constraint),
    /// The property is optional.
    Optional,
    /// The property is deprecated.
    Deprecated,
    /// The property is in responses only.
    ReadOnly,
    /// The property is in requests only.
    WriteOnly,
    /// The default value.
    Default(Value),
    /// A value given as an example.
    Example(Value),
    /// A paragraph under a heading: errors, restrictions.
    Note {
        /// The heading, such as `Errors`.
        topic: String,
        /// The text below it.
        text: String,
    },
    /// A sentence that was understood and states no constraint.
    Understood(String),
    /// A constraint of this kind does not hold, even if a document states it. Only overlays claim this.
    Drops(String),
    /// A keyword, cell or sentence that no constraint understood.
    Unread(String),
}

/// An annotation of a property that is either there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is deprecated.
    Deprecated,
    /// It is in responses only.
    ReadOnly,
    /// It is in requests only.
    WriteOnly,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 3] = [Self::Deprecated, Self::ReadOnly, Self::WriteOnly];

    /// The keyword of JSON Schema that says it.
    pub fn keyword(self) -> Keyword {
        match self {
            Self::Deprecated => Keyword::Deprecated,
            Self::ReadOnly => Keyword::ReadOnly,
            Self::WriteOnly => Keyword::WriteOnly,
        }
    }
}

impl From<Mark> for Claim {
    fn from(mark: Mark) -> Self {
        match mark {
            Mark::Deprecated => Self::Deprecated,
            Mark::ReadOnly => Self::ReadOnly,
            Mark::WriteOnly => Self::WriteOnly,
        }
    }
}
