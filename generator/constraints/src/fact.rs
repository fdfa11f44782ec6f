//! A fact: a statement about a subject, with its source.

use crate::constraint::Constraint;
use ringback_contract::{
    keyword::Keyword,
    provenance::{Basis, Source},
    subject::Subject,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;

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
    Description(Arc<str>),
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
    /// The string is a list whose parts are separated by commas.
    CommaSeparated,
    /// The same with semicolons.
    SemicolonSeparated,
    /// The same with vertical bars.
    PipeSeparated,
    /// The same with blanks.
    SpaceSeparated,
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

/// What is said of a property and constrains no payload: it is deprecated, or a list in one string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is deprecated.
    Deprecated,
    /// It is in responses only.
    ReadOnly,
    /// It is in requests only.
    WriteOnly,
    /// It is a list in one string; the character is between its parts.
    Separated(char),
}

/// The keyword that says how the parts of a list in one string are separated.
pub const SEPARATED: &str = "x-ringback-separated";

impl Mark {
    /// The marks with a keyword of JSON Schema.
    pub const ALL: [Self; 3] = [Self::Deprecated, Self::ReadOnly, Self::WriteOnly];

    /// The keyword that says it, and its value.
    pub fn keyword(self) -> (&'static str, Value) {
        match self {
            Self::Deprecated => (Keyword::Deprecated.name(), true.into()),
            Self::ReadOnly => (Keyword::ReadOnly.name(), true.into()),
            Self::WriteOnly => (Keyword::WriteOnly.name(), true.into()),
            Self::Separated(by) => (SEPARATED, json!({"by": by.to_string()})),
        }
    }

    /// The claim; `None` for a separator that has none.
    pub fn claim(self) -> Option<Claim> {
        Some(match self {
            Self::Deprecated => Claim::Deprecated,
            Self::ReadOnly => Claim::ReadOnly,
            Self::WriteOnly => Claim::WriteOnly,
            Self::Separated(',') => Claim::CommaSeparated,
            Self::Separated(';') => Claim::SemicolonSeparated,
            Self::Separated('|') => Claim::PipeSeparated,
            Self::Separated(' ') => Claim::SpaceSeparated,
            Self::Separated(_) => return None,
        })
    }
}

impl Claim {
    /// The mark that it claims.
    pub fn mark(&self) -> Option<Mark> {
        Some(match self {
            Self::Deprecated => Mark::Deprecated,
            Self::ReadOnly => Mark::ReadOnly,
            Self::WriteOnly => Mark::WriteOnly,
            Self::CommaSeparated => Mark::Separated(','),
            Self::SemicolonSeparated => Mark::Separated(';'),
            Self::PipeSeparated => Mark::Separated('|'),
            Self::SpaceSeparated => Mark::Separated(' '),
            _ => return None,
        })
    }
}
