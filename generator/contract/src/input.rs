//! Reads input files that may be too large, binary or missing.

use crate::{
    error::Error,
    line_index::{line_at, line_breaks},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// Texts by path relative to a folder, with `/` between folders.
pub type Inputs = BTreeMap<String, String>;

/// The size limit of a file, in bytes: no page of documentation comes near.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The text of a file, without a byte order mark.
///
/// # Errors
///
/// When the file cannot be read, is too large, or is not UTF-8.
pub fn read(path: &Path) -> Result<String, Error> {
    let name = path.display().to_string();
    if name.contains("://") && !path.exists() {
        return Err(Error::input(name, 1, "an address, and nothing is ever fetched: give a file"));
    }
    let file = File::open(path).map_err(Error::io(path))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len().min(MAX_BYTES));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(Error::io(path))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Error::input(name, 1, format!("larger than {} MB, the limit", MAX_BYTES / 1024 / 1024)));
    }
    text(&name, bytes)
}

/// Bytes as text, without a byte order mark; the name of the file is for messages.
///
/// # Errors
///
/// When the bytes are not UTF-8, or contain a zero; the error names the line.
pub fn text(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        Error::input(name, line_breaks(valid).saturating_add(1), "not UTF-8 text")
    })?;
    if let Some(at) = text.find('\0') {
        return Err(Error::input(name, line_at(&text, at), "binary data, not text"));
    }
    match text.strip_prefix('\u{feff}') {
        Some(text) => Ok(text.into()),
        None => Ok(text),
    }
}

/// Every file below a folder, except hidden ones and links.
///
/// # Errors
///
/// As [`read`].
pub fn read_folder(folder: &Path) -> Result<Inputs, Error> {
    read_folder_but(folder, |_, text| text.map(Some))
}

/// The same, where `keep` decides by the relative path and what was read which files are left out, and which are errors.
///
/// # Errors
///
/// If a folder cannot be read, or `keep` fails.
pub fn read_folder_but(
    folder: &Path,
    keep: impl Fn(&str, Result<String, Error>) -> Result<Option<String>, Error>,
) -> Result<Inputs, Error> {
    let mut inputs = Inputs::new();
    for path in files_below(folder)? {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = parts.join("/");
        let text = keep(&name, read(&path))?;
        inputs.extend(text.map(|text| (name, text)));
    }
    Ok(inputs)
}

/// The sorted paths of all files below a folder, except hidden ones and links.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut queue = vec![folder.to_path_buf()];
    while let Some(folder) = queue.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let entry = entry.map_err(Error::io(&folder))?;
            let kind = entry.file_type().map_err(Error::io(entry.path()))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                queue.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
