//! `vendor.toml`: what a vendor's folder says beside the vendor's own words.

use crate::{error::Error, line_index::line_at};
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

/// Who is being judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// A server that accepts payloads.
    Request,
    /// What a server returns.
    Response,
    /// A consumer to whom payloads are delivered.
    Event,
}

/// An operation, in the grammar that a target's config shares.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the keys are documented where users read about them: in the README")]
pub struct Operation {
    pub name: String,
    #[serde(default)]
    pub doc: String,
    pub method: String,
    pub path: String,
    pub direction: Direction,
    #[serde(default)]
    pub request: Option<String>,
    #[serde(default)]
    pub envelope: Option<toml::Value>,
    #[serde(default)]
    pub request_at: Option<String>,
    #[serde(default)]
    pub response: Option<String>,
    #[serde(default)]
    pub response_at: Option<String>,
    #[serde(default)]
    pub success: Vec<u16>,
    #[serde(default)]
    pub rejection: Vec<u16>,
    #[serde(default)]
    pub error: Option<String>,
    #[serde(default)]
    pub echoes: bool,
    #[serde(default)]
    pub read_back: Vec<ReadBack>,
    #[serde(default)]
    pub validates: Option<bool>,
    #[serde(default)]
    pub rings: bool,
    #[serde(default)]
    pub pages: Option<Pages>,
    #[serde(default)]
    pub build: Build,
}

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
    pub total: String,
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
    pub at: Vec<String>,
}

/// The longest that a text of an envelope may be.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The place.
    pub at: String,
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
    pub from: Vec<String>,
    /// Where the names stand.
    pub to: String,
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

/// Where what was sent is found again.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReadBack {
    /// The operation that reads.
    pub operation: String,
    /// Its parameters: `body:POINTER` or `header:NAME` of the answer.
    #[serde(default)]
    pub with: IndexMap<String, String>,
    /// Pointers into what was sent, and where they are found.
    #[serde(default)]
    pub compare: IndexMap<String, String>,
}

/// A document in which payloads travel: each is found and judged by its own type.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Container {
    /// The name it is judged under, `VENDOR/NAME`.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub doc: String,
    /// Where payloads are found in it.
    pub payloads: Vec<Contained>,
}

/// Payloads inside a container.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Contained {
    /// Where to look: a pointer; `*` stands for every element, `|json` for a string that holds JSON.
    pub at: String,
    /// Only where these pointers have these values.
    #[serde(default)]
    pub when: IndexMap<String, String>,
    /// Where the payload is in what was found.
    pub payload: String,
    /// The payload's type.
    #[serde(rename = "type")]
    pub type_name: String,
}

/// Reads a TOML file; a mistake names file and line.
pub fn parse<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(1, |span| line_at(text, span.start));
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        Error::input(path, line, message)
    })
}
