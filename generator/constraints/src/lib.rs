//! Constraints on values: clues and facts, one file per kind of constraint, the model of all facts, its canonical
//! schemas and sample values.

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
