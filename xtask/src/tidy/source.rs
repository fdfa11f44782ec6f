//! Rules of hand-written Rust: one idea per file, no vendor, no retired word, no test that is not run.

use super::words::Retired;

/// The most lines of a file; a longer one usually holds two ideas.
const MOST_LINES: usize = 400;

/// File names that say nothing about the contents.
const EMPTY_NAMES: &[&str] = &["imp", "utils", "helpers", "common", "manager", "misc", "context"];

/// Folders of hand-written Rust; in the `src` folders below them the rules of product code hold.
const HAND_WRITTEN: &[&str] = &["generator/", "conformance/", "xtask/"];

/// Adds the violations in a Rust file.
pub fn check(path: &str, text: &str, vendors: &[String], retired: &Retired, violations: &mut Vec<String>) {
    let is_product = HAND_WRITTEN.iter().any(|folder| path.starts_with(folder))
        && path.contains("/src/")
        && !path.contains("/examples/");
    if is_product && !text.starts_with("//! ") {
        violations.push(format!("{path}:1: a file must open with a `//!` sentence about its contents"));
    }
    let count = text.lines().count();
    if count > MOST_LINES {
        violations.push(format!("{path}: {count} lines, at most {MOST_LINES} are allowed: it holds two ideas"));
    }
    let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs");
    if EMPTY_NAMES.contains(&name) {
        violations.push(format!("{path}: the name says nothing about what is in the file"));
    }
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        if is_product {
            let lower = line.to_lowercase();
            if let Some(vendor) = vendors.iter().find(|vendor| lower.contains(vendor.as_str())) {
                violations.push(format!("{path}:{number}: names the vendor {vendor:?}; vendors are data"));
            }
            if let Some((word, instead)) = retired.find(line) {
                violations.push(format!("{path}:{number}: {word:?} is retired; use {instead}"));
            }
        }
        if line.contains(concat!("#[", "ignore")) {
            violations.push(format!("{path}:{number}: an ignored test is never run"));
        }
    }
}
