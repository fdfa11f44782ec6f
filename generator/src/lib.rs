//! Reads the documentation of callback APIs into canonical JSON Schemas and Rust types.

pub mod algebra;
pub mod broken_text;
pub mod clue;
pub mod constraint;
pub mod definitions;
pub mod document;
pub mod drift;
pub mod emit;
pub mod error;
pub mod explain;
pub mod fact;
pub mod files;
pub mod finding;
pub mod generate;
pub mod input;
pub mod model;
pub mod pipeline;
pub mod project;
pub mod resolve;
pub mod runtime;
pub mod sentence;
pub mod source;
pub mod spelling;
pub mod subject;
pub mod vendor;
