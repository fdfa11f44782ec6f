//! `cargo xtask tidy`: rules of the repository that the compiler does not check.

mod packages;
mod pages;
mod source;
mod vendors;
mod words;

use ringback_contract::{error::Error, generated_mark::MARK};
use std::{path::Path, process::Command};
use words::Retired;

/// Prints every violation; `true` if there is none.
pub fn run(root: &Path) -> Result<bool, Error> {
    let vendors = vendors::words(root)?;
    let retired = Retired::read(&root.join("xtask/retired-words.txt"))?;
    let files = tracked(root)?;
    let mut violations = Vec::new();
    for path in &files {
        let Ok(text) = std::fs::read_to_string(root.join(path)) else { continue };
        if path.ends_with(".rs") && !text.trim_start_matches("// ").starts_with(MARK) {
            source::check(path, &text, &vendors, &retired, &mut violations);
        }
        if path.ends_with(".md") && !path.starts_with("schemas/") && !path.contains("/tests/") {
            pages::check(root, path, &text, &mut violations);
        }
        if path.ends_with("Cargo.toml") {
            let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap_or_default();
            packages::check(path, &text, &files, read, &mut violations);
        }
        if path.starts_with("schemas/") && text.contains(vendors::PLACEHOLDER) {
            violations
                .push(format!("{path}:1: a page made by `cargo xtask new vendor`; put the vendor's own in its place"));
        }
        for (index, line) in text.lines().enumerate() {
            if line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>") {
                violations.push(format!("{path}:{}: a merge conflict was not resolved", index + 1));
            }
        }
    }
    violations.iter().for_each(|violation| println!("{violation}"));
    if !violations.is_empty() {
        eprintln!("error: {} violations of the repository's rules", violations.len());
    }
    Ok(violations.is_empty())
}

/// Every file that is tracked by git or not ignored.
fn tracked(root: &Path) -> Result<Vec<String>, Error> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root).output().map_err(Error::io("git"))?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().map(String::from).collect())
}
