//! Writes everything that is generated, or says what is not as it should be.

use ringback_generator::{
    emit::rust::rustfmt,
    error::Error,
    files::{self, Files, State},
    model::Model,
    project::{self, Vendors},
};
use similar::TextDiff;
use std::{collections::BTreeMap, path::Path};

/// How generated Rust is formatted: as `rustfmt.toml` has it.
const RUSTFMT: &str = "max_width=120,use_small_heuristics=Max";

/// Writes what is generated; with `check` compares it instead. True when nothing was stale or nothing is any more.
pub fn run(root: &Path, check: bool) -> Result<bool, Error> {
    if !check {
        files::recover(root)?;
    }
    let (vendors, _, files) = generate(root)?;
    let owned = project::owned(&vendors);
    let owned: Vec<&str> = owned.iter().map(String::as_str).collect();
    let states = if check { files::compare(root, &files, &owned)? } else { files::write(root, &files, &owned)? };
    for (path, state) in &states {
        let word = match (state, check) {
            (State::Same, _) => "same",
            (State::Stale, true) => "stale",
            (State::Stale, false) => "written",
            (State::Orphaned, true) => "orphaned",
            (State::Orphaned, false) => "removed",
        };
        println!("{word:>8}  {path}");
    }
    let changed = states.values().filter(|state| **state != State::Same).count();
    if check && changed > 0 {
        show_differences(root, &files, &states)?;
        eprintln!("error: {changed} files are not what the documents say; run `cargo xtask regenerate`");
        return Ok(false);
    }
    Ok(true)
}

/// The vendors, their models, and all files, formatted.
pub fn generate(root: &Path) -> Result<(Vendors, Vec<Model>, Files), Error> {
    let vendors = project::read_schemas(&root.join("schemas"))?;
    let mut models = project::read_models("schemas", &vendors)?;
    let mut files = project::generate(&mut models)?;
    rustfmt(&mut files, RUSTFMT)?;
    Ok((vendors, models, files))
}

/// At most so many lines of difference are shown for one file.
const MOST: usize = 40;

fn show_differences(root: &Path, files: &Files, states: &BTreeMap<String, State>) -> Result<(), Error> {
    for (path, state) in states {
        match (state, files.get(path)) {
            (State::Stale, Some(text)) => {
                let found = match std::fs::read(root.join(path)) {
                    Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
                    Err(error) => return Err(Error::io(root.join(path))(error)),
                };
                let diff = TextDiff::from_lines(&found, text);
                let diff = diff.unified_diff().header(&format!("{path} (checked in)"), &format!("{path} (generated)")).to_string();
                for line in diff.lines().take(MOST) {
                    println!("{line}");
                }
                if diff.lines().count() > MOST {
                    println!("… and {} lines more", diff.lines().count() - MOST);
                }
            }
            (State::Orphaned, _) => println!("{path}: nothing generates this file any more"),
            _ => {}
        }
    }
    Ok(())
}
