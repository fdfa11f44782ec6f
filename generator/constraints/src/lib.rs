//! Constraints on values: clues and facts, one file per kind of constraint, the model of all facts, its canonical
//! schemas and sample values.
//!
//! ```
//! use ringback_constraints::{
//!     clue::{Clue, Content},
//!     constraint::{Constraint, Reading},
//! };
//! use ringback_contract::{provenance::Source, subject::Subject};
//!
//! let sentence = "The name must not be longer than 12 characters.";
//! let clue = Clue {
//!     subject: Subject::of("Pet").property("name"),
//!     content: Content::Sentence(sentence.into()),
//!     source: Source::line("pets.md", 7, sentence),
//!     around: Default::default(),
//!     description: Default::default(),
//! };
//! let read = Constraint::read(&clue);
//! assert!(read.iter().any(|reading| format!("{reading:?}").contains("12")), "{read:?}");
//! ```

pub mod clue;
pub mod constraint;
pub mod described_operation;
pub mod digits;
pub mod fact;
pub mod language;
pub mod meaning;
pub mod model;
pub mod sample;
pub mod schema;
pub mod spelling;
