//! A folder of generated files that nobody else of this program writes to at the same time.

use super::{
    FileState, FileStates, Files, exchange, in_place,
    inside::{Entry, on_disk},
    lock::FolderLock,
    staging::remove_abandoned,
};
use crate::error::Error;
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A folder into which files are generated, locked until it is dropped.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
    _lock: Option<FolderLock>,
    _parents: NewFolders,
}

/// Folders that were created on the way to the output folder. Those that are empty in the end are removed again.
#[derive(Debug, Default)]
struct NewFolders(Vec<PathBuf>);

impl Drop for NewFolders {
    fn drop(&mut self) {
        for folder in &self.0 {
            _ = fs::remove_dir(folder); // only an empty one can be removed
        }
    }
}

impl OutputFolder {
    /// A folder that nobody else writes to meanwhile. It need not exist.
    ///
    /// # Errors
    ///
    /// If another process writes to it for longer than a minute, or its parent cannot be read.
    pub fn for_reading(root: &Path) -> Result<Self, Error> {
        let root = match resolve(root) {
            Err(Error::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound => root.to_path_buf(),
            resolved => resolved?,
        };
        let lock = match root.parent().filter(|parent| parent.is_dir()) {
            Some(parent) => Some(FolderLock::shared(parent)?),
            None => None,
        };
        Ok(Self { root, _lock: lock, _parents: NewFolders::default() })
    }

    /// A folder that nobody else reads or writes meanwhile. Its parent is created if it is missing.
    ///
    /// # Errors
    ///
    /// If another process writes to it for longer than a minute, or its parent cannot be created.
    pub fn for_writing(root: &Path) -> Result<Self, Error> {
        let parent = match root.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let missing = parent.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let parents = NewFolders(missing.map(Path::to_path_buf).collect());
        fs::create_dir_all(parent).map_err(Error::io(parent))?;
        let root = resolve(root)?;
        let lock = FolderLock::exclusive(root.parent().unwrap_or(&root))?;
        if let (Some(parent), Some(name)) = (root.parent(), root.file_name()) {
            remove_abandoned(parent, &root, &name.to_string_lossy());
            remove_abandoned(&root, &root, &name.to_string_lossy());
        }
        Ok(Self { root, _lock: Some(lock), _parents: parents })
    }

    /// Where the folder is, links on the way to it resolved.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What is at a path below the folder.
    ///
    /// # Errors
    ///
    /// If a symbolic link, or a file, is where a folder on the way would be; or the path leads outside.
    pub fn entry(&self, path: &str) -> Result<Entry, Error> {
        Entry::at(&self.root, path)
    }

    /// The state of every generated file, and of every other file in `owned`, the folders and files that contain only
    /// generated content.
    ///
    /// # Errors
    ///
    /// If something cannot be read, or a path leads through a symbolic link.
    pub fn compare(&self, files: &Files, owned: &[&str]) -> Result<FileStates, Error> {
        let mut states = FileStates::new();
        for (path, text) in files {
            let at = self.root.join(path);
            let same = match self.entry(path)? {
                Entry::File => fs::read(&at).map_err(Error::io(&at))? == text.as_bytes(),
                Entry::Folder => return Err(Error::io(at)(io::ErrorKind::IsADirectory.into())),
                Entry::Missing | Entry::Other => false,
            };
            states.insert(path.clone(), if same { FileState::Same } else { FileState::Stale });
        }
        for path in on_disk(&self.root, owned)? {
            states.entry(path).or_insert(FileState::Orphaned);
        }
        Ok(states)
    }

    /// Writes `files`: stale ones are replaced, orphans in `owned` removed. Returns what each was before.
    ///
    /// The new tree is built beside the old one and takes its place in one step, so that whenever the process is killed,
    /// one of both is there, whole. What is in the folder and not ours is in both. Where the system cannot swap folders,
    /// someone works in the folder, or very much in it is not ours, all texts are written aside first and then moved into
    /// place one by one; after a kill among the moves the next run completes them.
    ///
    /// # Errors
    ///
    /// If something cannot be written, or a path leads through a symbolic link. Nothing was changed then.
    pub fn write(&self, files: &Files, owned: &[&str]) -> Result<FileStates, Error> {
        let states = self.compare(files, owned)?;
        let changes = states.iter().filter(|(_, state)| **state != FileState::Same);
        let changes: FileStates = changes.map(|(path, state)| (path.clone(), *state)).collect();
        match changes.len() {
            0 => {}
            // Moving one file is one step.
            1 if self.root.is_dir() => in_place::write(&self.root, files, &changes)?,
            _ if exchange::write(&self.root, files, &changes)? => {}
            _ => in_place::write(&self.root, files, &changes)?,
        }
        Ok(states)
    }
}

/// An output folder as an absolute path without links. What was named may itself be a link to a folder.
fn resolve(root: &Path) -> Result<PathBuf, Error> {
    if root.as_os_str().is_empty() {
        return Err(Error::Usage("the path of the output folder is empty".into()));
    }
    match (fs::symlink_metadata(root), root.parent(), root.file_name()) {
        (Err(error), Some(parent), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(fs::canonicalize(parent).map_err(Error::io(parent))?.join(name))
        }
        _ => fs::canonicalize(root).map_err(Error::io(root)),
    }
}
