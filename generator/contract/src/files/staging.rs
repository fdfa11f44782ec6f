//! A folder for what is being written, under a name that nobody else can have taken.

use super::inside::{Entry, relative};
use crate::{error::Error, generated_mark};
use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// How the names of such folders begin.
const PREFIX: &str = ".ringback-";

/// The file in it that says of which output folder it is.
const OWNER: &str = "owner";

/// A new folder that is removed when it is dropped.
#[derive(Debug)]
pub(super) struct Staging {
    folder: TempDir,
}

impl Staging {
    /// A new folder in `parent` for the output folder `root`.
    pub(super) fn new(parent: &Path, root: &Path) -> Result<Self, Error> {
        let folder =
            tempfile::Builder::new().prefix(PREFIX).rand_bytes(RANDOM).tempdir_in(parent).map_err(Error::io(parent))?;
        let owner = folder.path().join(OWNER);
        let name = root.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        fs::write(&owner, owner_text(&name)).map_err(Error::io(&owner))?;
        Ok(Self { folder })
    }

    /// A path in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Leaves the folder where it is, and says where.
    pub(super) fn keep(self) -> PathBuf {
        self.folder.keep()
    }
}

fn owner_text(name: &str) -> String {
    format!("{}; what was being written to {name:?} when the process was killed\n", generated_mark::MARK)
}

/// How many random letters and digits end the names of such folders.
const RANDOM: usize = 6;

/// Removes what a killed process left in `parent`, which is locked, while it wrote to the folder `root` called `name`. Only
/// what is surely ours is removed: files with our mark, empty ones, files that are in the output folder as well, and folders
/// that are empty then.
pub(super) fn remove_abandoned(parent: &Path, root: &Path, name: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    let is_named = |name: &str| {
        let random = name.strip_prefix(PREFIX).unwrap_or_default();
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let named = entries.flatten().filter(|entry| is_named(&entry.file_name().to_string_lossy()));
    for folder in named.map(|entry| entry.path()) {
        if !matches!(Entry::of(&folder), Ok(Entry::Folder)) {
            continue;
        }
        let owner = folder.join(OWNER);
        match Entry::of(&owner) {
            // It was killed before the note was there, or while it was written; only an empty folder can be removed so.
            Ok(Entry::Missing) => _ = fs::remove_dir(&folder),
            Ok(Entry::File) if fs::read(&owner).is_ok_and(|text| owner_text(name).as_bytes().starts_with(&text)) => {
                remove_ours(&folder, root);
            }
            _ => {}
        }
    }
}

fn remove_ours(folder: &Path, root: &Path) {
    let mut folders = vec![folder.to_path_buf()];
    let mut seen = 0;
    while let Some(path) = folders.get(seen).cloned() {
        seen += 1;
        for path in fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path()) {
            match Entry::of(&path) {
                Ok(Entry::Folder) => folders.push(path),
                Ok(Entry::File | Entry::Other) if path != folder.join(OWNER) && is_spare(folder, root, &path) => {
                    _ = fs::remove_file(&path);
                }
                _ => {}
            }
        }
    }
    // The deepest first; the owner's note goes only with the last of the rest.
    let (top, below) = folders.split_first().map_or((None, &[][..]), |(top, below)| (Some(top), below));
    below.iter().rev().for_each(|folder| _ = fs::remove_dir(folder));
    let is_alone = top.and_then(|top| fs::read_dir(top).ok()).is_some_and(|entries| entries.count() == 1);
    if is_alone {
        _ = fs::remove_file(folder.join(OWNER));
        _ = fs::remove_dir(folder);
    }
}

/// Whether nothing is lost when a file is removed.
fn is_spare(folder: &Path, root: &Path, path: &Path) -> bool {
    let in_root = relative(&folder.join(super::exchange::TREE), path).map(|path| root.join(path));
    let kept = in_root.and_then(|other| fs::symlink_metadata(other).ok());
    match fs::symlink_metadata(path) {
        Ok(here) if here.is_file() && here.len() == 0 => true,
        Ok(here) if here.is_symlink() => kept.is_some_and(|kept| kept.is_symlink()),
        Ok(here) => kept.is_some_and(|kept| is_same_file(&here, &kept)) || is_ours(path),
        Err(_) => false,
    }
}

fn is_ours(path: &Path) -> bool {
    generated_mark::is_generated(path) || generated_mark::is_schema_or_facts(path)
}

/// Whether both are one file under two names.
#[cfg(unix)]
pub(super) fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether both are one file under two names.
#[cfg(not(unix))]
pub(super) fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}
