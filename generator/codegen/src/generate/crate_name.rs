//! Checks the name of a generated crate.

use crate::rust;
use ringback_contract::error::Error;

const LONGEST: usize = 64;

/// Crates that the generated one depends on, or that always exist.
const NEEDED: &[&str] = &[
    "std",
    "core",
    "alloc",
    "test",
    "fancy_regex",
    "indexmap",
    "jsonschema_regex",
    "regress",
    "schemars",
    "serde",
    "serde_json",
];

/// # Errors
///
/// If cargo would not accept the name.
pub fn check(name: &str) -> Result<(), Error> {
    const ALLOWED: &str =
        "letters, digits, - and _, beginning with a letter; no word of Rust and no crate that is needed";
    let fine = name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && !NEEDED.contains(&name)
        && !is_word_of_rust(&name.to_lowercase());
    if fine { Ok(()) } else { Err(Error::unknown("crate name", name, [ALLOWED])) }
}

fn is_word_of_rust(name: &str) -> bool {
    let made = rust::field_name(name);
    made.starts_with("r#") || made == format!("{name}_")
}
