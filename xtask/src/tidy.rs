//! The rules of the repository that no compiler knows.

use ringback_contract::error::Error;
use std::{path::Path, process::Command};

/// A file longer than this usually holds two ideas.
const LONGEST: usize = 400;

/// Folders of hand-written Rust; in the `src` folders below them no vendor may be named.
const HAND_WRITTEN: &[&str] = &["generator/", "conformance/", "xtask/"];

/// Prints every breach; true when there is none.
pub fn run(root: &Path) -> Result<bool, Error> {
    let vendors = vendor_words(root)?;
    let mut breaches = Vec::new();
    for path in tracked(root)? {
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else { continue };
        if path.ends_with(".rs") && !text.starts_with("// @generated") {
            rust(&path, &text, &vendors, &mut breaches);
        }
        if path.starts_with("schemas/")
            && text.contains("This page stands in for the vendor's own and must be removed.")
        {
            breaches
                .push(format!("{path}:1: a page made by `cargo xtask new vendor`; put the vendor's own in its place"));
        }
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
                breaches.push(format!("{path}:{}: a conflict was not resolved", index + 1));
            }
        }
    }
    breaches.iter().for_each(|breach| println!("{breach}"));
    if !breaches.is_empty() {
        eprintln!("error: {} breaches of the repository's rules", breaches.len());
    }
    Ok(breaches.is_empty())
}

fn rust(path: &str, text: &str, vendors: &[String], breaches: &mut Vec<String>) {
    let hand_written = HAND_WRITTEN.iter().any(|folder| path.starts_with(folder))
        && path.contains("/src/")
        && !path.contains("/examples/");
    if hand_written && !text.starts_with("//! ") {
        breaches.push(format!("{path}:1: a file opens with a sentence that says what it knows"));
    }
    let count = text.lines().count();
    if count > LONGEST {
        breaches.push(format!("{path}: {count} lines, at most {LONGEST} are allowed: it holds two ideas"));
    }
    let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    if ["imp", "utils", "helpers", "common", "manager", "misc"].contains(&name) {
        breaches.push(format!("{path}: the name says nothing about what is in it"));
    }
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        let lower = line.to_lowercase();
        if let Some(vendor) = vendors.iter().find(|vendor| hand_written && lower.contains(vendor.as_str())) {
            breaches.push(format!("{path}:{number}: names the vendor {vendor:?}; vendors are data"));
        }
        if line.contains(concat!("#[", "ignore")) {
            breaches.push(format!("{path}:{number}: a test that is not run proves nothing"));
        }
    }
}

/// The words that give a vendor away: the parts of the folders' names, as far as no other word is like them.
fn vendor_words(root: &Path) -> Result<Vec<String>, Error> {
    let folder = root.join("schemas");
    let mut words = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Error::io(&folder))? {
        let name = entry.map_err(Error::io(&folder))?.file_name().to_string_lossy().to_lowercase();
        words.extend(name.split('-').map(String::from).filter(|word| !["cloud", "connect"].contains(&word.as_str())));
    }
    Ok(words)
}

/// Every file that is or will be checked in.
fn tracked(root: &Path) -> Result<Vec<String>, Error> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root).output().map_err(Error::io("git"))?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(String::from).collect())
}
