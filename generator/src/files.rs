//! Generated files as a pure map, compared with what is on disk or written there in one step.

use crate::error::Error;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Texts by path relative to a root, with `/` between folders.
pub type Files = BTreeMap<String, String>;

/// What a file on disk is, compared with what should be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// As it should be.
    Same,
    /// Missing or different.
    Stale,
    /// On disk, but nothing generates it.
    Orphaned,
}

/// The state of every generated file and of every file in the folders that are generated as a whole.
pub fn compare(root: &Path, files: &Files, owned: &[&str]) -> Result<BTreeMap<String, State>, Error> {
    let mut states = BTreeMap::new();
    for (path, text) in files {
        let same = match fs::read(root.join(path)) {
            Ok(found) => found == text.as_bytes(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => return Err(Error::io(root.join(path))(error)),
        };
        states.insert(path.clone(), if same { State::Same } else { State::Stale });
    }
    for path in on_disk(root, owned)? {
        states.entry(path).or_insert(State::Orphaned);
    }
    Ok(states)
}

/// Brings the disk into the state of `files`: stale ones are replaced, orphans removed.
///
/// All new texts are first written beside the tree and then moved into place. A journal names the moves before the
/// first one is made; [`recover`] finishes them when the process was killed in between, so that the tree is the old one
/// or the new one.
pub fn write(root: &Path, files: &Files, owned: &[&str]) -> Result<BTreeMap<String, State>, Error> {
    recover(root)?;
    let states = compare(root, files, owned)?;
    let staging = root.join(STAGING);
    let mut journal = String::new();
    let mut count = 0usize;
    for (path, state) in states.iter().filter(|(_, state)| **state != State::Same) {
        count += 1;
        match (state, files.get(path)) {
            (State::Stale, Some(text)) => {
                write_file(&staging.join(count.to_string()), text)?;
                journal.push_str(&format!("{count}\t{path}\n"));
            }
            _ => journal.push_str(&format!("-\t{path}\n")),
        }
    }
    if !journal.is_empty() {
        // Renaming is atomic: there is a whole journal or none.
        let draft = staging.join("journal.draft");
        write_file(&draft, &journal)?;
        fs::rename(&draft, staging.join(JOURNAL)).map_err(Error::io(&draft))?;
    }
    recover(root)?;
    Ok(states)
}

const STAGING: &str = ".ringback";
const JOURNAL: &str = "journal";

/// Finishes the moves of an earlier run that was killed, or throws away what it had prepared.
pub fn recover(root: &Path) -> Result<(), Error> {
    let staging = root.join(STAGING);
    let journal = staging.join(JOURNAL);
    if let Ok(moves) = fs::read_to_string(&journal) {
        for (from, path) in moves.lines().filter_map(|line| line.split_once('\t')) {
            let to = root.join(path);
            if from == "-" {
                remove_file(&to)?;
                remove_empty_folders(root, &to);
            } else if staging.join(from).exists() {
                create_folder(&to)?;
                fs::rename(staging.join(from), &to).map_err(Error::io(&to))?;
            }
        }
    }
    match fs::remove_dir_all(&staging) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Error::io(staging)(error)),
    }
}

fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    create_folder(path)?;
    fs::write(path, text).map_err(Error::io(path))
}

fn create_folder(path: &Path) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(folder))
}

fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path)(error)),
        _ => Ok(()),
    }
}

/// Removes the folders that became empty; one that is not empty refuses, and that ends it.
fn remove_empty_folders(root: &Path, path: &Path) {
    let mut folder = path.parent();
    while let Some(empty) = folder.filter(|folder| *folder != root) {
        if fs::remove_dir(empty).is_err() {
            return;
        }
        folder = empty.parent();
    }
}

/// Every file below the given folders or at the given paths, as paths relative to the root.
fn on_disk(root: &Path, owned: &[&str]) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<PathBuf> = owned.iter().map(|path| root.join(path)).collect();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path).map_err(Error::io(&path))? {
                waiting.push(entry.map_err(Error::io(&path))?.path());
            }
        } else if path.is_file()
            && let Ok(relative) = path.strip_prefix(root)
        {
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            found.insert(parts.join("/"));
        }
    }
    Ok(found)
}
