//! The vendors whose documents are built into Ringback: a folder each, with its documents, what was read in them
//! (`facts.json`), and the canonical JSON Schemas.

use include_dir::{Dir, include_dir};

/// The folders of all vendors, by their names.
pub static VENDORS: Dir = include_dir!("$CARGO_MANIFEST_DIR");

#[cfg(doctest)]
#[doc = include_str!("README.md")]
struct Readme;
