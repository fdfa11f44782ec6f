//! `overlay.toml`: what a human corrects in the documents of a vendor, with the reason and the evidence.

use ringback_constraints::constraint::Constraint;
use serde::Deserialize;
use toml::Spanned;

/// `overlay.toml`: human corrections.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Single corrections.
    #[serde(default)]
    pub facts: Vec<Correction>,
    /// Types that no document describes.
    #[serde(default)]
    pub types: Vec<AddedType>,
}

/// One correction: a constraint to add, a kind of constraint to drop, or both.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// `Type/property`.
    pub subject: Spanned<String>,
    /// The constraint that holds.
    #[serde(default)]
    pub holds: Option<Constraint>,
    /// The kind of constraint that does not hold, whatever a document says.
    #[serde(default)]
    pub drops: Option<String>,
    /// Why the documents are not enough.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
    /// Whether a case may fail because of it; otherwise cases that rest on it are observed.
    #[serde(default)]
    pub documented: bool,
}

/// A type that no document describes, as a JSON Schema.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedType {
    /// The type's name.
    pub name: String,
    /// Its schema, as JSON text.
    pub schema: Spanned<String>,
    /// Why it is needed.
    pub reason: String,
    /// What shows it.
    pub evidence: String,
}
