//! Analyses the schemas of a module: targets of references, properties, types, and the Rust type that can hold a value.
//! Nothing here writes Rust.

mod combination;
mod components;
mod cycles;
mod definitions;
pub mod null;
mod reader;
mod shape;
mod specimen;

pub use combination::alternatives;
pub use cycles::find_cycles;
pub use definitions::Definitions;
pub use reader::SchemaReader;
pub use shape::{TypeShape, map_values};
