//! A finding about a sentence and the keywords beside it.

use serde::Serialize;
use serde_json::Value;
use std::{fmt, ops::Range};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A sentence states a rule, and no keyword says it.
    Missing,
    /// A sentence and a keyword say different things, or an example breaks one of them.
    Contradiction,
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "missing",
            Self::Contradiction => "contradiction",
        })
    }
}

/// What is wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LintFinding {
    /// The path of the file.
    pub file: String,
    /// The line of the sentence, or of the example; counted from 1.
    pub line: u32,
    /// JSON Pointer to the schema or parameter.
    pub pointer: String,
    /// How much it weighs.
    pub level: Level,
    /// The keyword that would say it, or that says something else: `maxLength`.
    pub keyword: String,
    /// The keyword's value by the sentence; for an example, the example.
    pub value: Value,
    /// The sentence, as it stands in the file; empty if an example breaks a keyword.
    pub sentence: String,
    /// What is wrong, in one line.
    pub message: String,
    /// How to mend it: where the keyword has to be written. None where a person has to decide.
    #[serde(skip)]
    pub(crate) fix: Option<Fix>,
    /// Where the sentence stands in the text of the file.
    #[serde(skip)]
    pub(crate) said_at: Range<usize>,
}

/// A keyword that can be written without touching what is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fix {
    /// Adds keywords to the object at a pointer: one, or two where the dialect needs both.
    Keywords {
        /// The pointer to the object.
        at: String,
        /// The keywords with their values.
        keywords: Vec<(String, Value)>,
    },
    /// Adds a name to the list `required` of the object at a pointer.
    Required {
        /// The pointer to the object.
        at: String,
        /// The property.
        name: String,
    },
}
