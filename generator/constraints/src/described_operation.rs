//! Operations as pages describe them: what is called, with which parameters and body, and what comes back.

use ringback_contract::provenance::Source;
use serde::Serialize;
use serde_json::Value;

/// An operation that a page describes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DescribedOperation {
    /// Its name: that of the method in an SDK, or the heading of its section.
    pub name: String,
    /// The method in upper case.
    pub method: String,
    /// The path with placeholders, as the page writes it: `/callbacks/{id}`.
    pub path: String,
    /// What it does; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub doc: String,
    /// Its parameters outside the body, in the order of the page.
    pub parameters: Vec<DescribedParameter>,
    /// The body of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<DescribedBody>,
    /// What comes back, by status.
    pub responses: Vec<DescribedResponse>,
    /// The ways to identify oneself that the page names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authorization: Vec<String>,
    /// The scopes or permissions that a caller needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Where its section begins.
    pub source: Source,
}

/// A parameter of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DescribedParameter {
    /// Its name as the page prints it; in a path, that of the placeholder.
    pub name: String,
    /// Where it is sent: `path`, `query`, `header`, `cookie`.
    #[serde(rename = "in")]
    pub place: String,
    /// Whether it has to be sent; `None` if the page does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// The canonical schema of its value, with sources.
    pub schema: Value,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DescribedBody {
    /// Whether it has to be sent; `None` if the page does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// The media types; empty if the page names none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media_types: Vec<String>,
    /// The canonical schema, mostly a reference to a type.
    pub schema: Value,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DescribedResponse {
    /// The status, `2XX` for any success where the page gives none, or `default`.
    pub status: String,
    /// What it means; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The media types; empty if the page names none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media_types: Vec<String>,
    /// The canonical schema of the body, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Value>,
}
