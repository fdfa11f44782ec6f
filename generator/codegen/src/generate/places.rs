//! Names input files by their paths relative to their common folder, so that the output does not depend on the machine.

use ringback_contract::{data_file::is_named_as_data, error::Error, input};
use ringback_openapi::specification::{FolderLoader, Loader};
use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

/// Files by their names in the output: their paths relative to the innermost folder that contains all of them.
pub struct Places {
    files: BTreeMap<String, PathBuf>,
    /// The folder.
    base: PathBuf,
}

impl Places {
    /// Names these files; a file that is given by several paths occurs once.
    ///
    /// # Errors
    ///
    /// If the working directory cannot be determined.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<Self, Error> {
        let absolute = |path: &PathBuf| Ok((whole(path)?, path.clone()));
        let absolute: BTreeMap<PathBuf, PathBuf> = paths.into_iter().map(absolute).collect::<Result<_, Error>>()?;
        let base = innermost(absolute.keys().map(PathBuf::as_path));
        let name = |path: &Path| {
            let parts = path.strip_prefix(&base).unwrap_or(path).components();
            parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
        };
        let files = absolute.iter().map(|(whole, path)| (name(whole), path.clone())).collect();
        Ok(Self { files, base })
    }

    /// The files, by name.
    pub fn files(&self) -> impl Iterator<Item = (&String, &PathBuf)> {
        self.files.iter()
    }

    /// The path that the user gave for a name.
    pub fn shown(&self, name: &str) -> String {
        self.files.get(name).map_or_else(|| name.to_owned(), |path| path.display().to_string())
    }
}

/// Loads what references lead to, from inside the folder of the files that were given.
pub struct PlaceLoader(Option<FolderLoader>);

impl Places {
    /// A loader for the folder of the files.
    pub fn loader(&self) -> PlaceLoader {
        PlaceLoader((!self.files.is_empty()).then(|| FolderLoader::of(&self.base)))
    }

    /// The path of a file that was loaded.
    pub fn loaded(&self, name: &str) -> PathBuf {
        self.base.join(name)
    }
}

impl Loader for PlaceLoader {
    fn folder(&self) -> &str {
        ""
    }

    fn load(&self, name: &str) -> Result<Option<String>, Error> {
        match &self.0 {
            Some(loader) => loader.load(&format!("{}/{name}", loader.folder())),
            None => Ok(None),
        }
    }
}

/// An absolute path without `.` and `..`.
fn whole(path: &Path) -> Result<PathBuf, Error> {
    let mut whole = PathBuf::new();
    for part in std::path::absolute(path).map_err(Error::io(path))?.components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            part => whole.push(part),
        }
    }
    Ok(whole)
}

/// The innermost folder that contains all files.
fn innermost<'a>(files: impl IntoIterator<Item = &'a Path>) -> PathBuf {
    let mut folders = files.into_iter().map(|path| path.parent().unwrap_or(Path::new("")));
    let first = folders.next().unwrap_or(Path::new("")).to_path_buf();
    folders.fold(first, |all, folder| {
        all.ancestors().find(|ancestor| folder.starts_with(ancestor)).unwrap_or(Path::new("")).to_path_buf()
    })
}

/// The sorted paths of all JSON and YAML files below a folder.
///
/// # Errors
///
/// If there are none, or a folder cannot be read.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = input::files_below(folder)?;
    files.retain(|path| is_named_as_data(&path.to_string_lossy()));
    if files.is_empty() {
        let message = "no JSON or YAML file is in this folder or below it; hidden files and links are left out";
        return Err(Error::input(folder.display().to_string(), 1, message));
    }
    Ok(files)
}

/// An error: a reference could mean either of two schemas.
pub fn twice(name: &str) -> Error {
    Error::input(name, 1, "two schemas have this name; each needs one of its own, which is what `$ref` says")
}

#[cfg(test)]
mod tests {
    use super::{Places, innermost};
    use std::path::{Path, PathBuf};

    #[test]
    fn files_have_one_innermost_folder() {
        let innermost = |paths: &[&'static str]| innermost(paths.iter().map(|path| Path::new(*path)));
        assert_eq!(innermost(&["a/b/c.json"]), PathBuf::from("a/b"));
        assert_eq!(innermost(&["a/b/c.json", "a/d/e.json"]), PathBuf::from("a"));
        assert_eq!(innermost(&["c.json", "a/d.json"]), PathBuf::from(""));
        assert_eq!(innermost(&["/a/b.json", "/c/d.json"]), PathBuf::from("/"));
    }

    #[test]
    fn a_name_does_not_depend_on_how_the_path_was_written() {
        let names = |paths: &[&str]| -> Vec<String> {
            let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
            Places::of(&paths).unwrap().files().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&["a.json", "./a.json", "b/../a.json"]), ["a.json"]);
        assert_eq!(names(&["../x/a.json", "../x/y/b.json"]), ["a.json", "y/b.json"]);
        assert_eq!(names(&["/x/a.json", "/x/y/b.json"]), ["a.json", "y/b.json"]);
    }
}
