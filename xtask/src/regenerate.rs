//! `cargo xtask regenerate`: writes everything that is generated, or reports what is stale.

use ringback_codegen::rust::rustfmt;
use ringback_constraints::model::Model;
use ringback_contract::{
    error::Error,
    files::{self, FileState, Files},
};
use ringback_documents::folders::Vendors;
use ringback_documents::folders::read_models;
use ringback_documents::folders::read_schemas;
use ringback_generator::generated_files;
use ringback_generator::outputs::owned;
use ringback_suite::files as suite_files;
use serde_json::Value;
use similar::TextDiff;
use std::{collections::BTreeMap, path::Path};

/// The style of generated Rust, the same as in `rustfmt.toml`.
const RUSTFMT: &str = "max_width=120,use_small_heuristics=Max";

/// Writes what is generated; with `check` only compares it. `false` if something is stale.
pub fn run(root: &Path, check: bool) -> Result<bool, Error> {
    let (vendors, models, files) = generate(root)?;
    let mut owned = owned(&vendors);
    owned.extend(suite_files::OWNED.map(String::from));
    let owned: Vec<&str> = owned.iter().map(String::as_str).collect();
    let states = if check { files::compare(root, &files, &owned)? } else { files::write(root, &files, &owned)? };
    for (path, state) in &states {
        let word = match (state, check) {
            (FileState::Same, _) => "same",
            (FileState::Stale, true) => "stale",
            (FileState::Stale, false) => "written",
            (FileState::Orphaned, true) => "orphaned",
            (FileState::Orphaned, false) => "removed",
        };
        println!("{word:>8}  {path}");
    }
    let changed = states.values().filter(|state| **state != FileState::Same).count();
    if check && changed > 0 {
        let documents = changed_documents(root, &models);
        show_differences(root, &files, &states)?;
        documents.iter().for_each(|document| eprintln!("{document}"));
        eprintln!("error: {changed} files are stale; run `cargo xtask regenerate`");
        return Ok(false);
    }
    Ok(true)
}

/// The documents that differ from those that the checked-in facts were read from.
fn changed_documents(root: &Path, models: &[Model]) -> Vec<String> {
    let mut changed = Vec::new();
    for model in models {
        let folder = format!("schemas/{}", model.vendor.name);
        let ledger = std::fs::read_to_string(root.join(&folder).join("facts.json")).unwrap_or_default();
        let ledger: Value = serde_json::from_str(&ledger).unwrap_or_default();
        let known: BTreeMap<&str, &str> = ledger
            .get("documents")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|document| Some((document.get("file")?.as_str()?, document.get("sha256")?.as_str()?)))
            .collect();
        for document in &model.documents {
            match known.get(document.file.as_str()) {
                Some(sha256) if *sha256 == document.sha256 => {}
                Some(_) => changed.push(format!(" changed  {folder}/{}", document.file)),
                None => changed.push(format!("     new  {folder}/{}", document.file)),
            }
        }
        for file in known.keys().filter(|file| !model.documents.iter().any(|document| document.file == **file)) {
            changed.push(format!("    gone  {folder}/{file}"));
        }
    }
    changed
}

/// Reads the vendors and generates all files, formatted.
pub fn generate(root: &Path) -> Result<(Vendors, Vec<Model>, Files), Error> {
    let vendors = read_schemas(&root.join("schemas"))?;
    let mut models = read_models("schemas", &vendors)?;
    let mut files = generated_files(&mut models)?;
    files.extend(suite_files::files(&models));
    rustfmt(&mut files, RUSTFMT)?;
    Ok((vendors, models, files))
}

/// At most this many lines of a difference are shown per file.
const MAX_LINES: usize = 40;

fn show_differences(root: &Path, files: &Files, states: &BTreeMap<String, FileState>) -> Result<(), Error> {
    for (path, state) in states {
        match (state, files.get(path)) {
            (FileState::Stale, Some(text)) => {
                let found = match std::fs::read(root.join(path)) {
                    Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
                    Err(error) => return Err(Error::io(root.join(path))(error)),
                };
                let diff = TextDiff::from_lines(&found, text);
                let diff = diff
                    .unified_diff()
                    .header(&format!("{path} (checked in)"), &format!("{path} (generated)"))
                    .to_string();
                for line in diff.lines().take(MAX_LINES) {
                    println!("{line}");
                }
                if diff.lines().count() > MAX_LINES {
                    println!("… and {} more lines", diff.lines().count() - MAX_LINES);
                }
            }
            (FileState::Orphaned, _) => println!("{path}: no longer generated"),
            _ => {}
        }
    }
    Ok(())
}
