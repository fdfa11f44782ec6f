//! Replaces a whole folder in one step: the new tree is built beside it, then both swap their names.

use super::{
    FileState, FileStates, Files,
    inside::{Entry, relative},
    staging::{Staging, is_same_file},
};
use crate::error::Error;
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// The tree in the staging folder: the new one, and after the swap the old one.
pub(super) const TREE: &str = "tree";

/// Entries of a folder that is replaced as a whole. With more, most of it is not ours (a repository, build results).
const MOST_ENTRIES: usize = 4_000;

/// Replaces the tree. `false`, and nothing is changed, if this folder cannot be replaced as a whole.
///
/// # Errors
///
/// If the new tree cannot be written.
pub(super) fn write(root: &Path, files: &Files, changes: &FileStates) -> Result<bool, Error> {
    let works_inside = std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|folder| folder.starts_with(root));
    let Some(parent) = root.parent().filter(|_| !works_inside) else { return Ok(false) };
    let exists = Entry::of(root)? == Entry::Folder;
    let Some(old) = (if exists { old_tree(root)? } else { Some(OldTree::default()) }) else { return Ok(false) };
    if exists {
        writable(root, changes)?;
    }
    let staging = match Staging::new(parent, root) {
        Err(_) if exists => return Ok(false), // the folder may be written to, its parent not
        staging => staging?,
    };
    let tree = staging.path(TREE);
    fs::create_dir(&tree).map_err(Error::io(&tree))?;
    if !copy_old(root, &tree, &old, changes)? {
        return Ok(false);
    }
    for (path, text) in files.iter().filter(|(path, _)| changes.get(*path) == Some(&FileState::Stale)) {
        let path = tree.join(path);
        create_parent(&path)?;
        fs::write(&path, text).map_err(Error::io(&path))?;
    }
    // The deepest first: a folder that may only be read takes nothing in.
    for folder in old.folders.iter().rev().filter(|folder| tree.join(folder).is_dir()) {
        copy_permissions(&root.join(folder), &tree.join(folder))?;
    }
    if exists {
        copy_permissions(root, &tree)?;
    }
    if old.is_empty() {
        return Ok(fs::rename(&tree, root).is_ok());
    }
    if !swap(&tree, root) {
        return Ok(false);
    }
    match rescue(&tree, root, changes) {
        Ok(()) => Ok(true),
        Err(error) => {
            let kept = staging.keep();
            let message = format!("what was changed meanwhile in the output folder is kept here: {error}");
            Err(Error::input(kept.display().to_string(), 1, message))
        }
    }
}

/// What is in a folder that is to be replaced, as paths relative to it.
#[derive(Default)]
struct OldTree {
    folders: BTreeSet<String>,
    empty_folders: Vec<String>,
    files: Vec<String>,
    links: Vec<String>,
}

impl OldTree {
    fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.files.is_empty() && self.links.is_empty()
    }
}

/// The entries of a folder, unless there are too many, or some that cannot be in two folders at once.
fn old_tree(root: &Path) -> Result<Option<OldTree>, Error> {
    let mut tree = OldTree::default();
    let mut entries = 0;
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let mut is_empty = true;
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let path = entry.map_err(Error::io(&folder))?.path();
            is_empty = false;
            entries += 1;
            // A name that is not Unicode has no path of ours.
            let Some(name) = path.to_str().and_then(|_| relative(root, &path)) else { return Ok(None) };
            if entries > MOST_ENTRIES || !is_alike(root, &path)? {
                return Ok(None);
            }
            match Entry::of(&path)? {
                Entry::File => tree.files.push(name),
                Entry::Folder => {
                    tree.folders.insert(name);
                    waiting.push(path);
                }
                Entry::Other if path.is_symlink() => tree.links.push(name),
                Entry::Other | Entry::Missing => return Ok(None),
            }
        }
        if is_empty && folder != root {
            tree.empty_folders.extend(relative(root, &folder));
        }
    }
    Ok(Some(tree))
}

/// Whether an entry is on the same device as the folder, and of the same owner.
#[cfg(unix)]
fn is_alike(root: &Path, path: &Path) -> Result<bool, Error> {
    use std::os::unix::fs::MetadataExt;
    let root = fs::symlink_metadata(root).map_err(Error::io(root))?;
    let entry = fs::symlink_metadata(path).map_err(Error::io(path))?;
    Ok(root.dev() == entry.dev() && (!entry.is_dir() || (root.uid(), root.gid()) == (entry.uid(), entry.gid())))
}

#[cfg(not(unix))]
fn is_alike(_: &Path, _: &Path) -> Result<bool, Error> {
    Ok(false)
}

/// Puts everything that stays into the new tree as well: files under a second name, links as they are.
fn copy_old(root: &Path, tree: &Path, old: &OldTree, changes: &FileStates) -> Result<bool, Error> {
    for folder in &old.empty_folders {
        let folder = tree.join(folder);
        fs::create_dir_all(&folder).map_err(Error::io(&folder))?;
    }
    for path in old.files.iter().filter(|path| !changes.contains_key(*path)) {
        create_parent(&tree.join(path))?;
        if fs::hard_link(root.join(path), tree.join(path)).is_err() {
            return Ok(false);
        }
    }
    for path in old.links.iter().filter(|path| !changes.contains_key(*path)) {
        create_parent(&tree.join(path))?;
        if copy_link(&root.join(path), &tree.join(path)).is_err() {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// # Errors
///
/// If a folder in which something changes may not be written to.
fn writable(root: &Path, changes: &FileStates) -> Result<(), Error> {
    let folders: BTreeSet<PathBuf> = changes
        .keys()
        .filter_map(|path| root.join(path).ancestors().skip(1).find(|folder| folder.is_dir()).map(Path::to_path_buf))
        .chain([root.to_path_buf()])
        .collect();
    folders.iter().try_for_each(|folder| may_write(folder).map_err(Error::io(folder)))
}

#[cfg(unix)]
fn may_write(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::access(folder, rustix::fs::Access::WRITE_OK)?)
}

#[cfg(not(unix))]
fn may_write(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(_: &Path, _: &Path) -> bool {
    false
}

/// Moves to the new tree what someone else wrote into the old one while the new one was built.
fn rescue(old: &Path, root: &Path, changes: &FileStates) -> Result<(), Error> {
    let mut waiting = vec![old.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let path = entry.map_err(Error::io(&folder))?.path();
            let here = fs::symlink_metadata(&path).map_err(Error::io(&path))?;
            if here.is_dir() {
                waiting.push(path);
                continue;
            }
            let Some(name) = relative(old, &path).filter(|name| !changes.contains_key(name)) else { continue };
            let new = root.join(&name);
            let is_there = fs::symlink_metadata(&new)
                .is_ok_and(|there| is_same_file(&here, &there) || (here.is_symlink() && there.is_symlink()));
            if !is_there {
                create_parent(&new)?;
                fs::rename(&path, &new).map_err(Error::io(&new))?;
            }
        }
    }
    Ok(())
}

fn copy_permissions(from: &Path, to: &Path) -> Result<(), Error> {
    let permissions = fs::metadata(from).map_err(Error::io(from))?.permissions();
    fs::set_permissions(to, permissions).map_err(Error::io(to))
}

fn create_parent(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(folder))
}
