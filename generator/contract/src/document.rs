//! A document as it lies on disk: a path and a text.

use crate::line_index::line_at;

/// A document as it lies on disk.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path relative to the vendor's folder, `documents/Callback.md`.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Document<'_> {
    /// The file's name without folder and endings.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        if stem.is_empty() { file } else { stem }
    }

    /// The number of the line that holds a byte offset, counted from 1.
    pub fn line_at(&self, offset: usize) -> u32 {
        line_at(self.text, offset)
    }
}
