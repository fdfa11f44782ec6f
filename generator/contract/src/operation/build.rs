//! Rules for the generated builders of envelopes, and the pages of list responses.

use crate::line_index::line_at;
use indexmap::IndexMap;
use ringback_runtime::{envelope::PayloadLocator, runtime::pointer::JsonPointer};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// How a list response is divided into pages.
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
    /// The pointer to the number of pages in the response.
    pub total: JsonPointer,
}

/// The settings of an envelope that a generated builder offers, and the rules that the whole document must follow.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Build {
    /// Strings to set, by the name of the setter.
    #[serde(default)]
    pub settings: IndexMap<String, Setting>,
    /// Lists to append to, by the name of an element.
    #[serde(default)]
    pub lists: IndexMap<String, Setting>,
    /// Limits on the length of strings.
    #[serde(default)]
    pub limits: Vec<Limit>,
    /// Strings that must name something elsewhere in the envelope.
    #[serde(default)]
    pub links: Vec<Links>,
}

/// Places in an envelope that one setter fills.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// The documentation of the setter.
    pub doc: String,
    /// The places.
    pub at: Vec<PayloadLocator>,
}

/// The greatest length of a string in an envelope.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The place.
    pub at: PayloadLocator,
    /// The number of characters.
    pub most: usize,
    /// The sentence that states the limit.
    pub quote: Spanned<String>,
    /// The line of that sentence.
    #[serde(skip)]
    pub line: u32,
}

/// Strings that must each equal one of the names given elsewhere in the envelope, where every name is unique.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    /// The pointers to the strings.
    pub from: Vec<PayloadLocator>,
    /// The pointers to the names.
    pub to: PayloadLocator,
    /// The sentence that states the rule.
    pub quote: Spanned<String>,
    /// The line of that sentence.
    #[serde(skip)]
    pub line: u32,
}

impl Build {
    /// Finds the lines of the sentences that state the rules.
    pub fn note_lines(&mut self, text: &str) {
        for limit in &mut self.limits {
            limit.line = line_at(text, limit.quote.span().start);
        }
        for links in &mut self.links {
            links.line = line_at(text, links.quote.span().start);
        }
    }
}
