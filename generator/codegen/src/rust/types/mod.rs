//! The items of a type: struct, enum or newtype, its builder, and the example in its documentation.

mod builder;
mod default;
mod docs;
mod enums;
mod example;
mod field;
mod field_names;
mod field_type;
mod item;
mod newtype;
mod notes;
mod object;
mod replaced;
mod union;
mod variant;

pub use item::ItemWriter;
pub use replaced::Replaced;
