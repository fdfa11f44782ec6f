//! Replaces files one by one, after all of them were written aside.

use super::{FileState, FileStates, Files, inside::Entry, staging::Staging};
use crate::error::Error;
use std::{fs, path::Path};

/// Replaces what is stale and removes what is orphaned.
///
/// # Errors
///
/// If a text cannot be written: then nothing was changed. Or if a file cannot be moved into its place.
pub(super) fn write(root: &Path, files: &Files, changes: &FileStates) -> Result<(), Error> {
    fs::create_dir_all(root).map_err(Error::io(root))?;
    let staging = Staging::new(root, root)?;
    let stale = changes.iter().filter(|(_, state)| **state == FileState::Stale);
    let stale: Vec<(&String, &String)> = stale.filter_map(|(path, _)| files.get_key_value(path)).collect();
    for (number, (_, text)) in stale.iter().enumerate() {
        let path = staging.path(&number.to_string());
        fs::write(&path, text).map_err(Error::io(&path))?;
    }
    for (path, _) in &stale {
        let to = root.join(path);
        if Entry::at(root, path)? == Entry::Folder {
            return Err(Error::io(to)(std::io::ErrorKind::IsADirectory.into()));
        }
    }
    for (number, (path, _)) in stale.iter().enumerate() {
        let to = root.join(path);
        let folder = to.parent().unwrap_or(root);
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        // Looked at again: it may have become a link meanwhile.
        Entry::at(root, path)?;
        fs::rename(staging.path(&number.to_string()), &to).map_err(Error::io(&to))?;
    }
    for (path, _) in changes.iter().filter(|(_, state)| **state == FileState::Orphaned) {
        if Entry::at(root, path)? != Entry::Missing {
            let path = root.join(path);
            fs::remove_file(&path).map_err(Error::io(&path))?;
            remove_empty_folders(root, &path);
        }
    }
    Ok(())
}

/// Removes the parent folders that became empty, up to the root.
fn remove_empty_folders(root: &Path, path: &Path) {
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        if fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}
