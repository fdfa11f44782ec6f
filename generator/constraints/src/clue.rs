//! Clues: the keywords, cells and sentences of a page, each about a subject, not yet interpreted.
//!
//! A page layout yields clues and knows nothing about constraints; a constraint reads clues and knows
//! nothing about pages.

use crate::language::Language;
use ringback_contract::{name::fold, provenance::Source, subject::Subject};
use serde_json::Value;
use std::sync::Arc;

/// A keyword, cell or sentence about a subject, not yet interpreted.
#[derive(Clone, Debug)]
pub struct Clue {
    /// The subject.
    pub subject: Subject,
    /// The content.
    pub content: Content,
    /// The place on the page.
    pub source: Source,
    /// Its context on the page.
    pub around: Arc<Around>,
    /// The whole description that the sentence is part of; empty if it is the only one. Other sentences may say what is
    /// meant: "A comma-separated list. Valid values: …".
    pub description: Arc<str>,
}

/// The content of a clue.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// The page declares the subject: a title, a table row, a key. All other clues about it follow.
    Declared,
    /// A keyword with its value, such as `"minimum": 1`.
    Keyword(String, Value),
    /// A table cell or its equivalent: `type` = `List<String>`, `notes` = `[optional]`, `enum` = a list of documented
    /// values. Column names are lower case.
    Cell(Column, String),
    /// A list of documented values, from an enum table or enum list.
    Values(Vec<String>),
    /// One sentence of a description.
    Sentence(String),
    /// A paragraph that describes and does not constrain, with its heading: `Errors`, `Restrictions`.
    Note(String, String),
}

/// The column of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The type, as the page spells it.
    Type,
    /// Marks such as `[optional]`; empty if the page gives none.
    Notes,
    /// Whether it is required: `yes`, `M`, `conditional`; empty where only what is required is marked.
    Required,
    /// Whether it is optional: `yes`, `no`, `Optional`.
    Optional,
    /// How many there are: `0..1`, `1..N`.
    Cardinality,
    /// Whether it may be null: `yes`, `no`.
    Nullable,
    /// The default value.
    Default,
    /// A value given as an example.
    Example,
    /// The name of a format, or words about it.
    Format,
    /// Both bounds of a number: `0-10`, `≥ 1`.
    Range,
    /// The least number.
    Minimum,
    /// The greatest number.
    Maximum,
    /// The length of a text: `50`, `1-50`.
    Length,
    /// The least length of a text.
    MinLength,
    /// The greatest length of a text.
    MaxLength,
    /// A regular expression.
    Pattern,
    /// The allowed values, with commas, bars or slashes between them.
    Values,
    /// Who may write it: `read-only`, `write-only`, `R`, `RW`.
    Access,
    /// Whether it is only read: `yes`, `no`.
    ReadOnly,
    /// Whether it is only written: `yes`, `no`.
    WriteOnly,
    /// Whether it is deprecated: `yes`, `no`, since when.
    Deprecated,
    /// The version that introduced it.
    Since,
}

/// The context of a clue on its page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Around {
    /// The properties of the object that contains the subject, in order, including the subject.
    pub siblings: Vec<String>,
    /// The subject's own properties, if it is an object whose properties are listed.
    pub children: Vec<String>,
    /// The subject's `Type` cell.
    pub spelling: String,
    /// The subject's `Notes` cell.
    pub notes: String,
    /// The programming language whose types the page spells, if it shows.
    pub language: Option<Language>,
}

impl Around {
    /// The sibling with this name, ignoring case and separators: `queueId` for `queue_id`.
    pub fn sibling(&self, word: &str) -> Option<&str> {
        let folded = fold(word);
        self.siblings
            .iter()
            .find(|sibling| sibling.as_str() == word)
            .or_else(|| self.siblings.iter().find(|sibling| !folded.is_empty() && fold(sibling) == folded))
            .map(String::as_str)
    }
}
