//! Rust source text: names, literals, documentation, and the formatter.

pub mod dense;
pub mod doc;
mod layout;
pub mod literal;
pub mod markdown;
pub mod names;
pub mod print;
mod read_tokens;
mod spelling;
pub mod tokens;
pub mod variants;
