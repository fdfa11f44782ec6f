//! JSON Schemas, compiled to predicates.

mod cache;
mod compiler;
mod constant;
mod keyword;
mod lookahead;

pub use cache::{DefinitionCache, Definitions, Interpretation};
pub use compiler::Compiler;
pub use constant::scalar;
