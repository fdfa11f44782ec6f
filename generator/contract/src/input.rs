//! Reads files that may be anything: too large, not text, not there.

use crate::error::Error;
use std::{
    collections::BTreeMap,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

/// Texts by path relative to a folder, with `/` between folders.
pub type Inputs = BTreeMap<String, String>;

/// No page of documentation is larger; a larger file is a mistake.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// The text of a file, without a byte order mark.
pub fn read(path: &Path) -> Result<String, Error> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(Error::io(path))?;
    let size = file.metadata().map_or(0, |metadata| metadata.len().min(LARGEST));
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(Error::io(path))?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::input(name, 1, format!("larger than {} MB, the most that is read", LARGEST / 1024 / 1024)));
    }
    text(&name, bytes)
}

/// Bytes as text; what is not UTF-8 names the line.
pub fn text(name: &str, bytes: Vec<u8>) -> Result<String, Error> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
        Error::input(name, u32::try_from(line).unwrap_or(u32::MAX), "not UTF-8 text")
    })?;
    if let Some(at) = text.find('\0') {
        return Err(Error::input(name, crate::line_index::line_at(&text, at), "binary data, not text"));
    }
    match text.strip_prefix('\u{feff}') {
        Some(text) => Ok(text.into()),
        None => Ok(text),
    }
}

/// Every file below a folder, hidden ones and links left out.
pub fn read_folder(folder: &Path) -> Result<Inputs, Error> {
    let mut inputs = Inputs::new();
    for path in files_below(folder)? {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        inputs.insert(parts.join("/"), read(&path)?);
    }
    Ok(inputs)
}

/// The paths of all files below a folder, sorted, hidden ones and links left out.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let entry = entry.map_err(Error::io(&folder))?;
            let kind = entry.file_type().map_err(Error::io(entry.path()))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() {
                waiting.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
