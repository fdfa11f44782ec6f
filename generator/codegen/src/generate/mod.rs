//! Generates Rust from schemas: the API for a `build.rs`, also used by `ringback generate`.
//!
//! ```no_run
//! // build.rs
//! use ringback_codegen::generate::{Kind, Schemas};
//! use std::{env, error::Error, path::PathBuf};
//!
//! fn main() -> Result<(), Box<dyn Error>> {
//!     let out = PathBuf::from(env::var("OUT_DIR")?).join("types");
//!     let generated = Schemas::new().file("schemas/order.schema.json")?.generate(Kind::Included)?;
//!     generated.write(out)?;
//!     generated.tell_cargo();
//!     Ok(())
//! }
//! ```
//!
//! ```ignore
//! // main.rs
//! mod types {
//!     include!(concat!(env!("OUT_DIR"), "/types/mod.rs"));
//! }
//! ```
//!
//! The crate that includes the types needs the dependencies in [`DEPENDENCIES`]. `generator/examples/build-script` is a
//! complete example to copy.

mod answer_headers;
mod arrange;
mod bodies;
mod conversions;
mod crate_name;
mod generated;
mod media;
mod names;
mod operations;
mod pagination;
mod places;
mod report;
mod schemas;
mod usage;

pub use crate::options::{Conversion, Edition, Embed, Layout, Options, Replacement, TypeOptions};
pub use crate::rust::{DEPENDENCIES, PackageKind as Kind};
pub use generated::Generated;
pub use report::{Group, Place, Report};
pub use schemas::Schemas;
