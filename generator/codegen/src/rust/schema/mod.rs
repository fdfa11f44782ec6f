//! Analyses the schemas of a module: targets of references, properties, types, and the Rust type that can hold a value.
//! Nothing here writes Rust.

mod alternatives;
mod components;
mod conjunct;
mod cycles;
mod definitions;
mod elements;
mod lost_types;
mod merge;
pub mod null;
mod passing;
mod properties;
mod reader;
mod shape;
mod specimen;
mod values;

pub use alternatives::Alternative;
pub use definitions::Definitions;
pub use properties::{Presence, Property};
pub use reader::SchemaReader;
pub use shape::TypeShape;
pub use values::NamedValue;
