//! A document of a vendor: a path and a text.

/// A page of documentation, or another file with facts about a vendor.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Path relative to the vendor's folder, `documents/Callback.md`.
    pub path: &'a str,
    /// Its text, as it is on disk.
    pub text: &'a str,
}

impl Document<'_> {
    /// The name of the file without folder and endings: `Callback` of `documents/Callback.schema.json`.
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
        if stem.is_empty() { file } else { stem }
    }
}
