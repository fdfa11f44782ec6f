//! Generated files as a map from path to text: compared with the disk, or written there in one atomic step.

use crate::error::Error;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, BufWriter, Write},
    path::{Component, Path, PathBuf},
};

/// Texts by path relative to a root, with `/` between folders.
pub type Files = BTreeMap<String, String>;

/// A file on disk compared with what is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
    /// On disk, and equal to what is generated.
    Same,
    /// Missing on disk, or different.
    Stale,
    /// On disk, but not generated.
    Orphaned,
}

/// The state of every generated file, and of every other file in `owned`, the folders and files that contain only
/// generated content.
pub fn compare(root: &Path, files: &Files, owned: &[&str]) -> Result<BTreeMap<String, FileState>, Error> {
    let mut states = BTreeMap::new();
    for (path, text) in files {
        let same = match fs::read(root.join(path)) {
            Ok(found) => found == text.as_bytes(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => false,
            Err(error) => return Err(Error::io(root.join(path))(error)),
        };
        states.insert(path.clone(), if same { FileState::Same } else { FileState::Stale });
    }
    for path in on_disk(root, owned)? {
        states.entry(path).or_insert(FileState::Orphaned);
    }
    Ok(states)
}

/// Writes `files`: stale ones are replaced, orphans in `owned` removed. Returns what each was before.
///
/// A folder that is new or empty is replaced in one step. Otherwise all new texts are first written to a staging folder,
/// then moved into place; a journal lists the moves before the first is made, and [`recover`] finishes them if the process
/// was killed in between. So the tree is either the old one or the new one.
pub fn write(root: &Path, files: &Files, owned: &[&str]) -> Result<BTreeMap<String, FileState>, Error> {
    if is_new(root)? && write_new(root, files)? {
        return Ok(files.keys().map(|path| (path.clone(), FileState::Stale)).collect());
    }
    recover(root)?;
    let states = compare(root, files, owned)?;
    let staging = root.join(STAGING);
    let mut moves: Vec<Move> = Vec::new();
    for (path, state) in states.iter().filter(|(_, state)| **state != FileState::Same) {
        let from = match (state, files.get(path)) {
            (FileState::Stale, Some(text)) => {
                let from = moves.len().to_string();
                write_file(&staging.join(&from), text)?;
                Some(from)
            }
            _ => None,
        };
        moves.push((from, path.clone()));
    }
    if !moves.is_empty() {
        // Renaming is atomic: the journal is complete or absent.
        let draft = staging.join("journal.draft");
        write_file(&draft, &serde_json::to_string(&moves).unwrap_or_default())?;
        fs::rename(&draft, staging.join(JOURNAL)).map_err(Error::io(&draft))?;
    }
    recover(root)?;
    Ok(states)
}

/// A file in the staging folder and the path that it is moved to; or `None` and a path that is removed.
type Move = (Option<String>, String);

const STAGING: &str = ".ringback";
const JOURNAL: &str = "journal";

/// Whether a folder is missing or empty.
fn is_new(root: &Path) -> Result<bool, Error> {
    match fs::read_dir(root) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Error::io(root)(error)),
    }
}

/// Writes a folder under a temporary name and renames it when it is complete. `false` if the system does not allow
/// that: some cannot replace even an empty folder.
/// one can replace a folder, even an empty one.
fn write_new(root: &Path, files: &Files) -> Result<bool, Error> {
    let Some(name) = root.file_name() else { return Ok(false) };
    let complete = root.with_file_name(format!("{STAGING}-{}", name.to_string_lossy()));
    remove_folder(&complete)?;
    let mut folder = PathBuf::new();
    for (path, text) in files {
        let path = complete.join(path);
        if path.parent() != Some(&folder) {
            create_folder(&path)?;
            folder = path.parent().map_or_else(PathBuf::new, Path::to_path_buf);
        }
        fs::write(&path, text).map_err(Error::io(&path))?;
    }
    let kept = fs::metadata(root).and_then(|old| fs::set_permissions(&complete, old.permissions()));
    let kept = kept.is_ok() || !root.exists();
    if kept && fs::rename(&complete, root).is_ok() {
        return Ok(true);
    }
    remove_folder(&complete)?;
    Ok(false)
}

/// Finishes the moves of an earlier run that was killed, or discards its staging folder.
///
/// # Errors
///
/// If the journal is not a journal of this program, or a file cannot be moved.
pub fn recover(root: &Path) -> Result<(), Error> {
    let staging = root.join(STAGING);
    let journal = staging.join(JOURNAL);
    if let Ok(text) = fs::read_to_string(&journal) {
        let broken = |message: String| Error::input(journal.display().to_string(), 1, message);
        let moves: Vec<Move> = serde_json::from_str(&text)
            .map_err(|error| broken(format!("not a journal of this program ({error}); remove it")))?;
        if let Some((_, path)) =
            moves.iter().find(|(from, path)| !(stays_inside(path) && from.as_deref().is_none_or(stays_inside)))
        {
            return Err(broken(format!(
                "the path {path:?} leaves the folder, so this is not a journal of this program; remove it"
            )));
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
                Some(_) => {} // moved before the process was killed
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

/// Writes one file piece by piece, in one step: the pieces go to a file beside it, which is moved into its place when it is
/// complete. A link is followed.
///
/// # Errors
///
/// When a piece cannot be written; what stood there before still does.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.partial", std::process::id()));
    let written = fs::File::create(&beside).map(BufWriter::new).and_then(|mut file| {
        write(&mut file)?;
        file.flush()
    });
    written.and_then(|()| fs::rename(&beside, &path)).map_err(|error| {
        _ = fs::remove_file(&beside);
        Error::io(&path)(error)
    })
}

/// Every file below the given folders or at the given paths, as paths relative to the root.
fn on_disk(root: &Path, owned: &[&str]) -> Result<BTreeSet<String>, Error> {
    let mut found = BTreeSet::new();
    let mut waiting: Vec<PathBuf> = owned.iter().map(|path| root.join(path)).collect();
    while let Some(path) = waiting.pop() {
        // A link counts as a file: its target is not ours.
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

/// JSON in the style of generated files: indented by two spaces, with a final newline.
pub fn json(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
