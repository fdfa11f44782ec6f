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
    // What is generated must not depend on where the schemas lie: their paths begin at the folder that holds them all.
    let base = folder(schemas);
    let mut texts = BTreeMap::new();
    for path in schemas {
        let name = path.strip_prefix(&base).unwrap_or(path).display().to_string().replace('\\', "/");
        texts.insert(name, input::read(path)?);
    }
    let full = |path: &str| base.join(path).display().to_string();
    let (definitions, mut findings) = definitions(&texts).map_err(|error| match error {
        Error::Input { path, line, message } => Error::Input { path: full(&path), line, message },
        other => other,
    })?;
    let names: Vec<&str> = texts.keys().map(|path| path.rsplit('/').next().unwrap_or(path)).collect();
    let doc = format!("Types of {}.", names.join(", "));
    let package = Package { kind, parts: vec![Part { name: None, doc, definitions, modules: Vec::new() }] };
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

/// The innermost folder that holds all files.
fn folder(files: &[PathBuf]) -> PathBuf {
    let mut folders = files.iter().map(|path| path.parent().unwrap_or(Path::new("")));
    let first = folders.next().unwrap_or(Path::new("")).to_path_buf();
    folders.fold(first, |all, folder| {
        all.ancestors().find(|ancestor| folder.starts_with(ancestor)).unwrap_or(Path::new("")).to_path_buf()
    })
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

#[cfg(test)]
mod tests {
    use super::folder;
    use std::path::PathBuf;

    #[test]
    fn files_have_one_innermost_folder() {
        let innermost = |paths: &[&str]| folder(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(innermost(&["a/b/c.json"]), PathBuf::from("a/b"));
        assert_eq!(innermost(&["a/b/c.json", "a/d/e.json"]), PathBuf::from("a"));
        assert_eq!(innermost(&["c.json", "a/d.json"]), PathBuf::from(""));
        assert_eq!(innermost(&["/a/b.json", "/c/d.json"]), PathBuf::from("/"));
    }
}
