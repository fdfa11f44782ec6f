//! Writes generated files to disk; touches only files that were generated before.

use super::report::Report;
use ringback_contract::{
    error::Error,
    files::{Entry, FileStates, Files, OutputFolder},
    finding::Finding,
    generated_mark::is_generated,
};
use std::{
    collections::BTreeSet,
    fs,
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
    pub fn write(&self, out: impl AsRef<Path>) -> Result<FileStates, Error> {
        let out = out.as_ref();
        is_free(out)?;
        let folder = OutputFolder::for_writing(out)?;
        let earlier = self.earlier(out, &folder)?;
        folder.write(&self.files, &earlier.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Compares a folder with the generated files without writing.
    ///
    /// # Errors
    ///
    /// If a file that was not generated is in the way, or something cannot be read.
    pub fn check(&self, out: impl AsRef<Path>) -> Result<FileStates, Error> {
        let out = out.as_ref();
        is_free(out)?;
        let folder = OutputFolder::for_reading(out)?;
        let earlier = self.earlier(out, &folder)?;
        folder.compare(&self.files, &earlier.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Prints the instructions of a build script for cargo: when to run it again, and the findings as warnings.
    #[allow(clippy::print_stdout, reason = "this is how a build script talks to cargo")]
    pub fn tell_cargo(&self) {
        for path in &self.watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        for line in self.report.notes.iter().map(ToString::to_string) {
            println!("cargo::warning={}", line.replace(['\n', '\r'], " "));
        }
    }

    /// The generated files in the folders of the tree.
    fn earlier(&self, out: &Path, tree: &OutputFolder) -> Result<Vec<String>, Error> {
        let parents = self.files.keys().map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder));
        let mut folders: BTreeSet<String> = parents.map(String::from).collect();
        let source = if self.files.contains_key("src/lib.rs") { "src/" } else { "" };
        // Nothing is written to these, so that a link or a file in their place is nobody's business.
        let unused =
            FOLDERS.iter().map(|folder| format!("{source}{folder}")).filter(|folder| !folders.contains(folder));
        let unused: Vec<String> = unused.filter(|path| matches!(tree.entry(path), Ok(Entry::Folder))).collect();
        folders.extend(unused);
        let mut earlier = Vec::new();
        for folder in folders {
            let path = tree.root().join(&folder);
            match tree.entry(&folder)? {
                Entry::Folder if path.is_dir() => {}
                Entry::Missing | Entry::Folder => continue,
                Entry::File | Entry::Other => return Err(in_the_way(&out.join(&folder), "no folder")),
            }
            for entry in fs::read_dir(&path).map_err(Error::io(&path))? {
                let entry = entry.map_err(Error::io(&path))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
                if is_file && is_generated(&entry.path()) {
                    earlier.push(name);
                } else if self.files.contains_key(&name) {
                    let what = if is_file { "a file that was not generated" } else { "no file" };
                    return Err(in_the_way(&out.join(&name), what));
                }
            }
        }
        Ok(earlier)
    }
}

fn in_the_way(path: &Path, what: &str) -> Error {
    let message = format!("{what} is in the way; it is not replaced: remove it, or write to another folder");
    Error::input(path.display().to_string(), 1, message)
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
