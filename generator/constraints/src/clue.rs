//! What a page yields before anyone has understood it: keywords, cells and prose, each about a subject.
//!
//! A page layout yields clues and knows nothing about constraints; a constraint reads clues and knows
//! nothing about pages.

use ringback_contract::{provenance::Source, subject::Subject};
use serde_json::Value;
use std::sync::Arc;

/// One thing a page says about a subject, not yet understood.
#[derive(Clone, Debug)]
pub struct Clue {
    /// What it is about.
    pub subject: Subject,
    /// What is written.
    pub content: Content,
    /// Where it is written.
    pub source: Source,
    /// What stands beside it.
    pub around: Arc<Around>,
}

/// What is written about a subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// The page declares the subject: a title, a table row, a key. Everything else about it follows.
    Declared,
    /// A keyword with its value, `"minimum": 1`.
    Keyword(String, Value),
    /// A table cell, or what serves as one: `type` = `List<String>`, `notes` = `[optional]`,
    /// `enum` = a list of documented values. Column names are lower case.
    Cell(Column, String),
    /// A list of documented values, from an enum table or enum list.
    Values(Vec<String>),
    /// One sentence of a description.
    Sentence(String),
    /// A paragraph about the subject that describes and does not constrain, under its heading:
    /// `Errors`, `Restrictions`.
    Note(String, String),
}

/// The column a cell stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// How the page spells the type.
    Type,
    /// Marks such as `[optional]`; empty means that none is given.
    Notes,
}

/// What stands beside a clue and may be needed to understand it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// The properties of the object the subject belongs to, in order, the subject among them.
    pub siblings: Vec<String>,
    /// The properties of the subject itself, when it is an object whose properties are listed.
    pub children: Vec<String>,
    /// The subject's `Type` cell, as written.
    pub spelling: String,
    /// The subject's `Notes` cell, as written.
    pub notes: String,
}

impl Around {
    /// The sibling that a word of prose names, whatever its case and separators: `queueId` for `queue_id`.
    pub fn sibling(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        self.siblings
            .iter()
            .find(|sibling| sibling.as_str() == word)
            .or_else(|| self.siblings.iter().find(|sibling| !folded.is_empty() && fold(sibling) == folded))
            .map(String::as_str)
    }
}

/// A name without case and separators: `queueId`, `queue_id` and `Queue-ID` fold alike.
pub fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
