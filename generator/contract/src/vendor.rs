//! `vendor.toml`: what a vendor's folder says beside the vendor's own words.

use crate::{
    error::Error,
    line_index::line_at,
    operation::{Container, Operation},
};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use toml::Spanned;

/// `vendor.toml`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Vendor {
    /// The folder's name, when it is given; it must be the folder's name.
    #[serde(default)]
    pub name: String,
    /// The vendor's name as people write it.
    #[serde(default)]
    pub title: String,
    /// Where the API lives.
    #[serde(default)]
    pub base_url: String,
    /// How a caller proves who it is.
    #[serde(default)]
    pub auth: IndexMap<String, toml::Value>,
    /// What is known of single documents. Documents without an entry are read all the same.
    #[serde(default)]
    pub documents: Vec<DocumentEntry>,
    /// What can be called or is delivered.
    #[serde(default)]
    pub operations: Vec<Operation>,
    /// Larger documents in which payloads travel.
    #[serde(default)]
    pub containers: Vec<Container>,
    /// Values that its documents allow by a word and show no example of.
    #[serde(default)]
    pub notations: Vec<Notation>,
}

/// A value that documents allow by a word: "the ID or ARN of the queue".
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Notation {
    /// The word, as descriptions write it.
    pub word: String,
    /// A value that nobody owns. `{kind}` stands for what the property identifies.
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

/// Where a document comes from, and how to read it where looking is not enough.
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

/// Reads a TOML file; a mistake names file and line.
pub fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        Error::input(path, line, message)
    })
}
