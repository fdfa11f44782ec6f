//! What a client lets its caller say about the document around a payload.

use crate::line_index::line_at;
use indexmap::IndexMap;
use ringback_runtime::{envelope::PayloadLocator, runtime::pointer::JsonPointer};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// How a list that an operation returns is divided into pages.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// The query parameter with the number of the page.
    pub number: String,
    /// The number of the first page.
    #[serde(default)]
    pub first: u64,
    /// The query parameter with the number of records on a page.
    #[serde(default)]
    pub size: Option<String>,
    /// Where the number of pages stands in what comes back.
    pub total: JsonPointer,
}

/// What a client lets its caller say about the envelope of a payload, and what must hold for the whole.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Texts to set, by name.
    #[serde(default)]
    pub settings: IndexMap<String, Setting>,
    /// Lists to add to, by the name of an element.
    #[serde(default)]
    pub lists: IndexMap<String, Setting>,
    /// Texts that may not be longer than this.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// Texts that name something elsewhere in the envelope.
    #[serde(default)]
    pub links: Vec<Links>,
}

/// Places in an envelope that go by one name.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// What is said there.
    pub doc: String,
    /// The places.
    pub at: Vec<PayloadLocator>,
}

/// The longest that a text of an envelope may be.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The place.
    pub at: PayloadLocator,
    /// So many characters.
    pub most: usize,
    /// The words that say so.
    pub quote: Spanned<String>,
    /// The line on which they stand.
    #[serde(skip)]
    pub line: u32,
}

/// Texts that each must be one of the names given elsewhere in the envelope, where each is given once.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// Where the texts stand.
    pub from: Vec<PayloadLocator>,
    /// Where the names stand.
    pub to: PayloadLocator,
    /// The words that say so.
    pub quote: Spanned<String>,
    /// The line on which they stand.
    #[serde(skip)]
    pub line: u32,
}

impl Build {
    /// Notes the lines of the words that rules rest on.
    pub fn note_lines(&mut self, text: &str) {
        for limit in &mut self.limits {
            limit.line = line_at(text, limit.quote.span().start);
        }
        for links in &mut self.links {
            links.line = line_at(text, links.quote.span().start);
        }
    }
}
