//! JSON Schemas, compiled to predicates.

mod alternative;
mod cache;
mod compiler;
mod constant;
mod keyword;
mod lookahead;
mod one_of;

pub use cache::{DefinitionCache, Definitions, Interpretation, SharedDefinitions};
pub use compiler::Compiler;
pub use constant::scalar;
