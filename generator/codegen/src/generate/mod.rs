//! Schemas in, Rust out: what a `build.rs` calls, and the command `ringback generate` too.
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
//! The crate that takes the types in needs what [`DEPENDENCIES`] lists. `generator/examples/build-script` is all of it,
//! to be copied.

mod crate_name;
mod generated;
mod places;
mod report;
mod schemas;

pub use crate::rust::{DEPENDENCIES, PackageKind as Kind};
pub use generated::Generated;
pub use report::{Group, Place, Report};
pub use schemas::Schemas;
