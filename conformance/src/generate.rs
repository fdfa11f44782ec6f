//! `ringback generate`: schemas in, Rust out.

use crate::outcome::{Outcome, print, tell};
use ringback_generator::{
    definitions::definitions,
    emit::rust::{self, Package, PackageKind, Part},
    error::Error,
    files::{self, State},
    input,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Reads schemas and writes a module tree, or a crate of the given name.
///
/// # Errors
///
/// When a file is not a schema, or the crate's name is none.
pub fn run(schemas: &[PathBuf], out: &Path, name: Option<&str>) -> Result<Outcome, Error> {
    let kind = match name {
        None => PackageKind::Module,
        Some(name) if is_crate_name(name) => PackageKind::Crate(name.into()),
        Some(name) => {
            let allowed =
                "letters, digits, - and _, beginning with a letter; no word of Rust and no crate that is needed";
            return Err(Error::unknown("crate name", name, [allowed]));
        }
    };
    let mut texts = BTreeMap::new();
    for path in schemas {
        texts.insert(path.display().to_string(), input::read(path)?);
    }
    let (definitions, mut findings) = definitions(&texts)?;
    let names: Vec<&str> = texts.keys().map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
    let doc = format!("Types of {}.", names.join(", "));
    let package = Package { kind, parts: vec![Part { name: None, doc, definitions }] };
    let (mut files, more) = rust::generate(&package)?;
    findings.extend(more);
    rust::rustfmt(&mut files, "")?;
    tell(&findings);
    let states = files::write(out, &files, &[])?;
    let written: String = states
        .iter()
        .map(|(path, state)| {
            format!("{:>8}  {}\n", if *state == State::Same { "same" } else { "written" }, out.join(path).display())
        })
        .collect();
    print(&written)?;
    Ok(Outcome::Fine)
}

fn is_crate_name(name: &str) -> bool {
    const LONGEST: usize = 64;
    const NEEDED: &[&str] = &["std", "core", "alloc", "test", "indexmap", "regress", "schemars", "serde", "serde_json"];
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        && !NEEDED.contains(&name)
        && !is_word_of_rust(&name.to_lowercase())
}

fn is_word_of_rust(name: &str) -> bool {
    let made = rust::field_name(name);
    made.starts_with("r#") || made == format!("{name}_")
}
