//! Where a fact was read: document, lines and the words themselves.

use serde::{Deserialize, Serialize};

/// The words of a document that a fact rests on.
///
/// `documents/CallbackSchedule.txt:58` with the quote `"format": "uuid"`, say. Lines are counted
/// from 1; both ends are included.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Path of the document, relative to its vendor's folder.
    pub document: String,
    /// First and last line.
    pub lines: [u32; 2],
    /// The sentence, table cell or keyword, as a reader sees it.
    pub quote: String,
}

impl Source {
    /// A source that spans one line.
    pub fn line(document: &str, line: u32, quote: impl Into<String>) -> Self {
        Self { document: document.into(), lines: [line, line], quote: quote.into() }
    }

    /// The same place with other words: a sentence out of a cell.
    pub fn quoting(&self, quote: impl Into<String>) -> Self {
        Self { document: self.document.clone(), lines: self.lines, quote: quote.into() }
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.document, self.lines[0])
    }
}

/// How we know: written there, concluded from what is written there, or corrected by a human.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A sentence, cell or keyword says so.
    Stated,
    /// Nothing says so outright, but what is written leaves no other reading.
    Inferred,
    /// `overlay.toml` says so, with a reason and evidence.
    Overlay,
}

/// A value together with how we know it and from where. Equality ignores both.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sourced<T> {
    /// What is known.
    pub value: T,
    /// How it is known.
    pub basis: Basis,
    /// From where it is known; never empty.
    pub sources: Vec<Source>,
}

impl<T: PartialEq> PartialEq for Sourced<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
