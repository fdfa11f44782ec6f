//! `vendor.toml`: facts about a vendor that are not in its documents.

use crate::{
    error::Error,
    line_index::line_at,
    operation::{Container, Operation},
    toml_stack::with_stack,
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use toml::Spanned;

/// The content of `vendor.toml`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// The name of the folder, which it must equal; may be left out.
    #[serde(default)]
    pub name: String,
    /// The name of the vendor as people write it.
    #[serde(default)]
    pub title: String,
    /// The base URL of the API.
    #[serde(default)]
    pub base_url: String,
    /// The authentication scheme, and its scopes.
    #[serde(default)]
    pub auth: IndexMap<String, toml::Value>,
    /// Origin and layout of single documents; documents without an entry are read as well.
    #[serde(default)]
    pub documents: Vec<DocumentEntry>,
    /// The operations that can be called, and the events that are delivered.
    #[serde(default)]
    pub operations: Vec<Operation>,
    /// Envelopes that contain payloads of several types.
    #[serde(default)]
    pub containers: Vec<Container>,
    /// Example values for words of the documents that have no example there.
    #[serde(default)]
    pub notations: Vec<Notation>,
}

/// An example value for a word that documents use without an example: "the ID or ARN of the queue".
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Notation {
    /// The word, as descriptions write it.
    pub word: String,
    /// An example value that identifies nothing real; `{kind}` stands for the kind of thing that the property
    /// identifies.
    pub value: String,
}

impl Notation {
    /// The value for a property: `QueueId` and `Queue` identify a `queue`.
    pub fn value(&self, property: &str) -> String {
        let kind = property.strip_suffix("Id").unwrap_or(property).to_lowercase();
        self.value.replace("{kind}", &kind)
    }

    /// Whether a description uses the word.
    pub fn is_used_in(&self, description: &str) -> bool {
        description.split(|c: char| !c.is_alphanumeric()).any(|word| word == self.word)
    }
}

/// Where a document comes from, and its layout if that cannot be detected.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Path relative to the vendor's folder.
    pub file: String,
    /// The name of the page layout, where it cannot be detected.
    #[serde(default, rename = "flavour")]
    pub layout: Option<Spanned<String>>,
    /// Where the document was published.
    #[serde(default)]
    pub origin: Option<String>,
    /// The day it was fetched.
    #[serde(default)]
    pub retrieved: Option<String>,
}

/// Parses a TOML file.
///
/// # Errors
///
/// When the text is not the TOML of this type; the error names file and line.
pub fn parse<T: DeserializeOwned + Send>(path: &str, text: &str) -> Result<T, Error> {
    let parsed = with_stack(text, || toml::from_str(text)).map_err(|why| Error::input(path, 1, why))?;
    parsed.map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        Error::input(path, line, message)
    })
}
