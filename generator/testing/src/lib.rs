//! What the tests of several crates need: snapshots, and where the repository is.
//!
//! It depends on none of them, so that each can use it in its own unit tests.

pub mod snapshot;

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new(".")).into()
}

/// The folder `schemas`, with a folder for each vendor.
pub fn schemas() -> PathBuf {
    repository().join("schemas")
}
