//! What whoever generates may choose: names, derives, attributes, replacement types, and what is left out.

mod checks;
mod model;
mod section;

pub use checks::check_names;
pub use model::{Conversion, Edition, Embed, Layout, Options, Replacement, TypeOptions};
pub use section::section_schema;
