//! `ringback drift` as users call it: two versions on disk or in a revision, the report, and the exit code.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it must be"
)]

mod accepted;
mod documents;
mod options;
mod published;
mod revisions;
mod schemas;
mod unusable;
mod vendors;

use ringback_documents::folders::read_sources;
use ringback_testing::schemas;
use serde_json::Value;
use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// How a run ended, and what it printed.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

/// Runs `ringback drift` in a folder.
fn drift(folder: &Path, arguments: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    let output = command.current_dir(folder).arg("drift").args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ended = Ended { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) };
    assert!(!ended.err.contains("panicked"), "{arguments:?}: {}", ended.err);
    ended
}

/// The JSON report of two states, `before` and `after`, and how the run ended.
fn report(folder: &Path, arguments: &[&str]) -> (Value, i32) {
    let ended = drift(folder, &[&["before", "after", "--format", "json"], arguments].concat());
    let report = serde_json::from_str(&ended.out);
    (report.unwrap_or_else(|error| panic!("{error}: {}\n{}", ended.out, ended.err)), ended.code)
}

/// The changes of a report, each as `type at side movement impact`.
fn told(report: &Value) -> Vec<String> {
    let changes = report["changes"].as_array().unwrap().iter();
    let word = |change: &Value, key: &str| change[key].as_str().unwrap().to_owned();
    changes.map(|change| ["type", "at", "side", "movement", "impact"].map(|key| word(change, key)).join(" ")).collect()
}

/// The quotes of a change: those of before and those of after.
fn quotes(change: &Value) -> [Vec<String>; 2] {
    [0, 1].map(|when| {
        let sources = change["sources"][when].as_array().unwrap().iter();
        sources.map(|source| source["quote"].as_str().unwrap().to_owned()).collect()
    })
}

/// A page of the repository's documents.
fn page(path: &str) -> String {
    fs::read_to_string(schemas().join(path)).unwrap()
}

/// A folder with such files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(&folder.path().join(path), text);
    }
    folder
}

/// Writes a file, and the folders that it is in.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A text in which something that is there became something else.
fn with(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_owned(), |text, (before, after)| {
        assert!(text.contains(before), "the page holds no {before:?}");
        text.replace(before, after)
    })
}

/// Copies what people wrote of vendors into a folder.
fn copy_vendors(vendors: &[&str], to: &Path) {
    for vendor in vendors {
        for (path, text) in read_sources(&schemas().join(vendor)).unwrap() {
            write(&to.join(vendor).join(path), &text);
        }
    }
}

/// Compares a vendor's folder with the same one in which a page became another.
fn with_page(path: &str, after: &str) -> (Value, i32) {
    let (vendor, file) = path.split_once('/').unwrap();
    let folder = folder(&[]);
    for (state, text) in [("before", page(path)), ("after", after.to_owned())] {
        let all = folder.path().join("all");
        copy_vendors(&[vendor], &all);
        fs::rename(all.join(vendor), folder.path().join(state)).unwrap();
        write(&folder.path().join(state).join(file), &text);
    }
    report(folder.path(), &[])
}
