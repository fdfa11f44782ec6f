//! Paths below a root: what is there, and never beyond a symbolic link.

use crate::error::Error;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path, PathBuf},
};

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Missing,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, a pipe, a socket, a device.
    Other,
}

impl Entry {
    /// What is at a path below a root.
    ///
    /// # Errors
    ///
    /// If the path leads outside, or something other than a folder is on the way.
    pub(super) fn at(root: &Path, path: &str) -> Result<Self, Error> {
        if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Error::Usage(format!("the path {path:?} leads out of the folder {}", root.display())));
        }
        let mut entry = Self::Folder;
        let mut at = root.to_path_buf();
        for part in Path::new(path).components() {
            match entry {
                Self::Missing => return Ok(Self::Missing),
                Self::Folder => at.push(part),
                Self::File | Self::Other => {
                    let what = if entry == Self::File { "a file" } else { "a symbolic link, or no folder," };
                    let message = format!(
                        "{what} is where a folder of the output would be, and nothing is written through it: remove it, or write to another folder"
                    );
                    return Err(Error::input(at.display().to_string(), 1, message));
                }
            }
            entry = Self::of(&at)?;
        }
        Ok(entry)
    }

    /// What is at a path; a link is not followed.
    pub(super) fn of(path: &Path) -> Result<Self, Error> {
        match fs::symlink_metadata(path) {
            Ok(metadata) if metadata.is_file() => Ok(Self::File),
            Ok(metadata) if metadata.is_dir() => Ok(Self::Folder),
            Ok(_) => Ok(Self::Other),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(Self::Missing)
            }
            Err(error) => Err(Error::io(path)(error)),
        }
    }
}

/// Every file below the given folders or at the given paths, as paths relative to the root. A link counts as a file: its
/// target is not ours.
pub(super) fn on_disk(root: &Path, owned: &[&str]) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<PathBuf> = Vec::new();
    for path in owned {
        if path.is_empty() || Entry::at(root, path)? != Entry::Missing {
            waiting.push(root.join(path));
        }
    }
    while let Some(path) = waiting.pop() {
        match Entry::of(&path)? {
            Entry::Missing => {}
            Entry::Folder => {
                for entry in fs::read_dir(&path).map_err(Error::io(&path))? {
                    waiting.push(entry.map_err(Error::io(&path))?.path());
                }
            }
            Entry::File | Entry::Other => {
                found.extend(relative(root, &path));
            }
        }
    }
    Ok(found)
}

/// The path of something below a root, with `/` between folders.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}
