//! Analyses the schemas of a module: targets of references, properties, types, and the Rust type that can hold a value.
//! Nothing here writes Rust.

mod alternatives;
mod components;
mod conjunct;
mod cycles;
mod definitions;
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
pub use merge::PARTS;
pub use properties::{Presence, Property};
pub use reader::SchemaReader;
pub use shape::{TypeShape, map_values};
pub use values::NamedValue;
