//! Writes generated files to disk; touches only files that were generated before.

use super::report::Report;
use ringback_contract::{
    error::Error,
    files::{self, FileState, Files},
    finding::Finding,
    generated_mark::MARK,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Read,
    path::{Path, PathBuf},
};

/// Folders of a module tree that may once have held files and need none any more.
const FOLDERS: &[&str] = &["builders", "client", "envelope", "rules", "runtime"];

/// Generated Rust, with its findings.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Texts by path relative to the output folder.
    pub files: Files,
    /// The findings.
    pub findings: Vec<Finding>,
    /// A summary of what was generated.
    pub report: Report,
    /// The files and folders that the output depends on.
    pub(super) watched: Vec<PathBuf>,
}

impl Generated {
    /// Makes a folder equal to the generated files: unchanged files are not touched, earlier generated ones that are
    /// obsolete are removed. Either everything is written or nothing.
    ///
    /// # Errors
    ///
    /// If a file that was not generated is in the way, or something cannot be written.
    pub fn write(&self, out: impl AsRef<Path>) -> Result<BTreeMap<String, FileState>, Error> {
        let out = out.as_ref();
        let earlier = self.earlier(out)?;
        files::write(out, &self.files, &earlier.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Compares a folder with the generated files without writing.
    ///
    /// # Errors
    ///
    /// If a file that was not generated is in the way, or something cannot be read.
    pub fn check(&self, out: impl AsRef<Path>) -> Result<BTreeMap<String, FileState>, Error> {
        let out = out.as_ref();
        let earlier = self.earlier(out)?;
        files::compare(out, &self.files, &earlier.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Prints the instructions of a build script for cargo: when to run it again, and the findings as warnings.
    pub fn tell_cargo(&self) {
        for path in &self.watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        for line in self.report.notes.iter().map(ToString::to_string) {
            println!("cargo::warning={}", line.replace(['\n', '\r'], " "));
        }
    }

    /// The generated files in the folders of the tree.
    fn earlier(&self, out: &Path) -> Result<Vec<String>, Error> {
        is_free(out)?;
        let parents = self.files.keys().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
        let mut folders: BTreeSet<String> = parents.map(String::from).collect();
        let source = if self.files.contains_key("src/lib.rs") { "src/" } else { "" };
        folders.extend(FOLDERS.iter().map(|folder| format!("{source}{folder}")));
        let mut earlier = Vec::new();
        for folder in folders {
            let path = out.join(&folder);
            let entries = match fs::read_dir(&path) {
                Ok(entries) => entries,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(Error::io(path)(error)),
            };
            for entry in entries {
                let entry = entry.map_err(Error::io(&path))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                if is_file && is_ours(&entry.path())? {
                    earlier.push(name);
                } else if self.files.contains_key(&name) {
                    let what = if is_file { "a file that was not generated" } else { "no file" };
                    let message =
                        format!("{what} is in the way; it is not replaced: remove it, or write to another folder");
                    return Err(Error::input(entry.path().display().to_string(), 1, message));
                }
            }
        }
        Ok(earlier)
    }
}

/// Whether the header of a file marks it as generated.
fn is_ours(path: &Path) -> Result<bool, Error> {
    let mut head = Vec::new();
    let file = fs::File::open(path).map_err(Error::io(path))?;
    file.take(64).read_to_end(&mut head).map_err(Error::io(path))?;
    let head = String::from_utf8_lossy(&head);
    Ok(head.trim_start_matches(['/', '#', ' ']).starts_with(MARK))
}

/// # Errors
///
/// If there is a file at the path of a folder.
fn is_free(out: &Path) -> Result<(), Error> {
    let file = out.ancestors().find(|path| !path.as_os_str().is_empty() && path.exists()).filter(|path| !path.is_dir());
    match file {
        Some(file) => {
            let message = "a file; types are written into a folder, or where there is nothing yet";
            Err(Error::input(file.display().to_string(), 1, message))
        }
        None => Ok(()),
    }
}
