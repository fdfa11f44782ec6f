//! Loads files that a `$ref` leads to.

use ringback_contract::{error::Error, input};
use std::path::{Component, Path, PathBuf};

/// Loads a file that a reference leads to.
pub trait Loader {
    /// The folder that references may not leave, as the names of files spell it; empty for the working directory.
    fn folder(&self) -> &str;

    /// The text of a file below the folder, by its name; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the file is there and cannot be read.
    fn load(&self, name: &str) -> Result<Option<String>, Error>;
}

/// Loads nothing: all files are given.
pub struct NoLoader;

impl Loader for NoLoader {
    fn folder(&self) -> &str {
        ""
    }

    fn load(&self, _: &str) -> Result<Option<String>, Error> {
        Ok(None)
    }
}

/// Loads files below a folder, and never what a path or a link with `..` leads to outside of it.
pub struct FolderLoader {
    folder: String,
    path: PathBuf,
}

impl FolderLoader {
    /// A loader for the folder of an entry file, or for a folder that was given itself.
    pub fn of(entry: &Path) -> Self {
        let path = match entry.is_dir() {
            true => entry.to_path_buf(),
            false => entry.parent().unwrap_or(Path::new("")).to_path_buf(),
        };
        Self { folder: path.display().to_string().replace('\\', "/").trim_end_matches('/').to_owned(), path }
    }
}

impl Loader for FolderLoader {
    fn folder(&self) -> &str {
        &self.folder
    }

    fn load(&self, name: &str) -> Result<Option<String>, Error> {
        let below = match self.folder.as_str() {
            "" => name,
            folder => match name.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
                Some(below) => below,
                None => return Ok(None),
            },
        };
        if !Path::new(below).components().all(|part| matches!(part, Component::Normal(_))) {
            return Ok(None);
        }
        let here = if self.path.as_os_str().is_empty() { Path::new(".") } else { &self.path };
        let path = self.path.join(below);
        // Links are resolved: what they lead to has to be inside as well.
        let (Ok(folder), Ok(file)) = (here.canonicalize(), path.canonicalize()) else { return Ok(None) };
        if !file.starts_with(folder) || !file.is_file() {
            return Ok(None);
        }
        input::read(&path).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::{FolderLoader, Loader};
    use std::fs;

    #[test]
    fn a_file_is_loaded_from_inside_the_folder_and_from_nowhere_else() {
        let outer = tempfile::tempdir().unwrap();
        let folder = outer.path().join("api");
        fs::create_dir_all(folder.join("parts")).unwrap();
        fs::write(folder.join("api.json"), "{}").unwrap();
        fs::write(folder.join("parts/a b.json"), "1").unwrap();
        fs::write(outer.path().join("secret.json"), "2").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(outer.path().join("secret.json"), folder.join("link.json")).unwrap();
        let loader = FolderLoader::of(&folder.join("api.json"));
        let load = |name: &str| loader.load(&format!("{}/{name}", loader.folder())).unwrap();
        assert_eq!(load("parts/a b.json").as_deref(), Some("1"));
        for outside in ["../secret.json", "parts/../../secret.json", "link.json", "missing.json", "parts", ""] {
            assert_eq!(load(outside), None, "{outside}");
        }
        assert_eq!(loader.load(&outer.path().join("secret.json").display().to_string()).unwrap(), None);
    }
}
