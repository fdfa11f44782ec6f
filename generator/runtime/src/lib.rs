//! The runtime of generated types and clients. Its files are copied into generated crates unchanged, so that the code
//! is compiled, linted and tested here as it will be used.
//!
//! A crate gets what it uses of them (`generator/codegen/src/rust/prune`). For that, a trait that is needed for its methods
//! alone is imported `as _`, and what only objects, lists and unions need has the feature `parts`.

#[cfg(feature = "client")]
pub mod client;
pub mod envelope;
pub mod runtime;
// Parts of the clients that need no network.
#[path = "client/media_type.rs"]
pub mod media_type;
#[path = "client/parameter.rs"]
pub mod parameter;
#[path = "client/part.rs"]
pub mod part;
#[path = "client/status.rs"]
pub mod status;
#[path = "client/template.rs"]
pub mod template;

/// The texts of this package's files, by their paths in `src`.
#[cfg(feature = "sources")]
pub static SOURCES: include_dir::Dir = include_dir::include_dir!("$CARGO_MANIFEST_DIR/src");

pub use runtime::{
    additional, broken, builder, decode, equal, evaluated, format, judge, kind, number, optional, pattern, pointer,
    real, rule,
    rule::Source,
    text, violation,
    violation::{Conform, JsonPointer, Violation, Violations, check, conforms},
};
