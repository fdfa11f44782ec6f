//! Generated files as a map from path to text: compared with the disk, or written there in one step.

mod exchange;
mod folder;
mod in_place;
mod inside;
mod lock;
mod replace;
mod staging;

pub use folder::OutputFolder;
pub use inside::Entry;
pub use replace::replace;

use crate::error::Error;
use std::{collections::BTreeMap, path::Path};

/// Texts by path relative to a root, with `/` between folders.
pub type Files = BTreeMap<String, String>;

/// The state of every file of a folder, by path as in [`Files`].
pub type FileStates = BTreeMap<String, FileState>;

/// A file on disk compared with what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
    /// On disk, and equal to what is generated.
    Same,
    /// Missing on disk, or different.
    Stale,
    /// On disk, but not generated.
    Orphaned,
}

/// The state of every generated file, and of every other file in `owned`, the folders and files that contain only
/// generated content.
///
/// # Errors
///
/// As [`OutputFolder::compare`].
pub fn compare(root: &Path, files: &Files, owned: &[&str]) -> Result<FileStates, Error> {
    OutputFolder::for_reading(root)?.compare(files, owned)
}

/// Writes `files`: stale ones are replaced, orphans in `owned` removed. Returns what each was before.
///
/// # Errors
///
/// As [`OutputFolder::write`].
pub fn write(root: &Path, files: &Files, owned: &[&str]) -> Result<FileStates, Error> {
    OutputFolder::for_writing(root)?.write(files, owned)
}

/// JSON in the style of generated files: indented by two spaces, with a final newline.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
