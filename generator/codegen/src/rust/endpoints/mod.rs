//! The async client of a specification: a trait with a method for each operation, the client that implements it, and its
//! test double.

mod answers;
mod client;
mod examples;
mod file;
mod method;
pub mod plan;
mod statics;

pub use file::extra_file;
