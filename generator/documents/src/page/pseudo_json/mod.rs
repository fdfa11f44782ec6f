//! Blocks that look like JSON and have prose for values: `"Key": [Optional] What it means.`

mod clues;
mod emphasis;
mod entry;
mod reader;
mod token;

pub use clues::{EntryClues, partial_properties};
pub use entry::PseudoEntry;
pub use reader::{SyntaxProblem, read};
