//! Generated files as a pure map, compared with what is on disk or written there in one step.

use crate::error::Error;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Component, Path, PathBuf},
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
/// A folder that is new or empty gets all files in one step. Else all new texts are first written beside the old ones
/// and then moved into place; a journal names the moves before the first one is made, and [`recover`] finishes them when
/// the process was killed in between. So the tree is the old one or the new one.
pub fn write(root: &Path, files: &Files, owned: &[&str]) -> Result<BTreeMap<String, State>, Error> {
    if is_new(root)? && write_new(root, files)? {
        return Ok(files.keys().map(|path| (path.clone(), State::Stale)).collect());
    }
    recover(root)?;
    let states = compare(root, files, owned)?;
    let staging = root.join(STAGING);
    let mut moves: Vec<Move> = Vec::new();
    for (path, state) in states.iter().filter(|(_, state)| **state != State::Same) {
        let from = match (state, files.get(path)) {
            (State::Stale, Some(text)) => {
                let from = moves.len().to_string();
                write_file(&staging.join(&from), text)?;
                Some(from)
            }
            _ => None,
        };
        moves.push((from, path.clone()));
    }
    if !moves.is_empty() {
        // Renaming is atomic: there is a whole journal or none.
        let draft = staging.join("journal.draft");
        write_file(&draft, &serde_json::to_string(&moves).unwrap_or_default())?;
        fs::rename(&draft, staging.join(JOURNAL)).map_err(Error::io(&draft))?;
    }
    recover(root)?;
    Ok(states)
}

/// The file in the staging folder that is moved, or `None` for one that is removed; and the path it is about.
type Move = (Option<String>, String);

const STAGING: &str = ".ringback";
const JOURNAL: &str = "journal";

/// Whether nothing is there yet.
fn is_new(root: &Path) -> Result<bool, Error> {
    match fs::read_dir(root) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::io(root)(error)),
    }
}

/// Writes a folder beside the one that is wanted, and gives it its name when it is complete. False where the system does
/// not take it: not every one replaces a folder, empty though it is.
fn write_new(root: &Path, files: &Files) -> Result<bool, Error> {
    let Some(name) = root.file_name() else { return Ok(false) };
    let whole = root.with_file_name(format!("{STAGING}-{}", name.to_string_lossy()));
    remove_folder(&whole)?;
    let mut folder = PathBuf::new();
    for (path, text) in files {
        let path = whole.join(path);
        if path.parent() != Some(&folder) {
            create_folder(&path)?;
            folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        }
        fs::write(&path, text).map_err(Error::io(&path))?;
    }
    let kept = fs::metadata(root).and_then(|old| fs::set_permissions(&whole, old.permissions()));
    let kept = kept.is_ok() || !root.exists();
    if kept && fs::rename(&whole, root).is_ok() {
        return Ok(true);
    }
    remove_folder(&whole)?;
    Ok(false)
}

/// Finishes the moves of an earlier run that was killed, or throws away what it had prepared.
pub fn recover(root: &Path) -> Result<(), Error> {
    let staging = root.join(STAGING);
    let journal = staging.join(JOURNAL);
    if let Ok(text) = fs::read_to_string(&journal) {
        let broken = |message: String| Error::input(journal.display().to_string(), 1, message);
        let moves: Vec<Move> =
            serde_json::from_str(&text).map_err(|error| broken(format!("no journal of ours ({error}); remove it")))?;
        if let Some((_, path)) =
            moves.iter().find(|(from, path)| !(stays_inside(path) && from.as_deref().is_none_or(stays_inside)))
        {
            return Err(broken(format!("leads out of the folder ({path:?}); no journal of ours: remove it")));
        }
        for (from, path) in moves {
            let to = root.join(path);
            match from.map(|from| staging.join(from)) {
                None => {
                    remove_file(&to)?;
                    remove_empty_folders(root, &to);
                }
                Some(from) if from.exists() => {
                    create_folder(&to)?;
                    fs::rename(from, &to).map_err(Error::io(&to))?;
                }
                Some(_) => {} // was moved before
            }
        }
    }
    remove_folder(&staging)
}

fn remove_folder(path: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path)(error)),
        _ => Ok(()),
    }
}

fn stays_inside(path: &str) -> bool {
    Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
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
        // A link is a file here: what it leads to is not ours.
        let Ok(metadata) = fs::symlink_metadata(&path) else { continue };
        if metadata.is_dir() {
            for entry in fs::read_dir(&path).map_err(Error::io(&path))? {
                waiting.push(entry.map_err(Error::io(&path))?.path());
            }
        } else if let Ok(relative) = path.strip_prefix(root) {
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            found.insert(parts.join("/"));
        }
    }
    Ok(found)
}

/// JSON as it is written to files: indented, with a newline at the end.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
