//! `cargo xtask new`: scaffolds a vendor, a page layout or a constraint, with a test that fails until it is written.

use clap::ValueEnum;
use ringback_contract::{error::Error, vendor_folder::OVERLAY};
use std::{fs, path::Path};
use tera::{Context, Tera};

/// What can be scaffolded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// A folder under `schemas/`
    Vendor,
    /// A page layout: a file under `generator/documents/src/layouts/`
    #[value(alias = "flavour")]
    Layout,
    /// A file under `generator/constraints/src/constraint/`
    Constraint,
}

/// Writes the files, and adds a line to the registry; no other existing file is changed.
pub fn run(root: &Path, what: What, name: &str) -> Result<bool, Error> {
    let legal = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !legal {
        return Err(Error::unknown("name", name, ["lower-case words with hyphens, such as `blue-desk`"]));
    }
    match what {
        What::Vendor => vendor(root, name),
        What::Layout => layout(root, name),
        What::Constraint => constraint(root, name),
    }
}

fn vendor(root: &Path, name: &str) -> Result<bool, Error> {
    let folder = root.join("schemas").join(name);
    let text = render(include_str!("../templates/vendor.toml"), "name", name)?;
    create(&folder.join("vendor.toml"), &text)?;
    create(&folder.join(OVERLAY), include_str!("../templates/overlay.toml"))?;
    create(&folder.join("documents/Example.md"), include_str!("../templates/Example.md"))?;
    println!("next: put the vendor's pages, unchanged, into schemas/{name}/documents, and remove Example.md;");
    println!(
        "then `cargo xtask regenerate` and `cargo xtask demo`. Until Example.md is gone, `cargo xtask tidy` fails."
    );
    Ok(true)
}

fn layout(root: &Path, name: &str) -> Result<bool, Error> {
    let module = name.replace('-', "_");
    let template = include_str!("../templates/layout.rs.txt");
    create(&root.join(format!("generator/documents/src/layouts/{module}.rs")), template)?;
    let registry = root.join("generator/documents/src/layouts/mod.rs");
    let text = fs::read_to_string(&registry).map_err(Error::io(&registry))?;
    // In the order in which `cargo fmt` wants them.
    let declared = format!("mod {module};");
    let after = text.lines().rfind(|line| line.starts_with("mod ") && *line < declared.as_str());
    let (anchor, lines) = match after {
        Some(before) => (before, format!("{before}\n{declared}")),
        None => ("mod ", format!("{declared}\nmod ")),
    };
    add_line(&registry, anchor, &lines)?;
    let line = format!("    Layout {{ name: \"{name}\", detect: {module}::detect, read: {module}::read }},\n];");
    add_line(&registry, "];", &line)?;
    println!(
        "next: write generator/documents/src/layouts/{module}.rs until its test passes: `cargo test -p ringback-documents {module}`"
    );
    Ok(true)
}

fn constraint(root: &Path, name: &str) -> Result<bool, Error> {
    let module = name.replace('-', "_");
    let kind: String = name.split('-').map(capitalised).collect();
    let text = render(include_str!("../templates/constraint.rs.txt"), "kind", &kind)?;
    create(&root.join(format!("generator/constraints/src/constraint/{module}.rs")), &text)?;
    let registry = root.join("generator/constraints/src/constraint/mod.rs");
    add_line(&registry, "    raw::Raw,\n", &format!("    {module}::{kind},\n    raw::Raw,\n"))?;
    println!(
        "next: write generator/constraints/src/constraint/{module}.rs until the laws hold: `cargo test -p ringback-constraints --test laws`"
    );
    Ok(true)
}

/// Renders a template with one variable.
fn render(template: &str, variable: &'static str, value: &str) -> Result<String, Error> {
    let mut context = Context::new();
    context.insert(variable, value);
    Tera::one_off(template, &context, false).map_err(|error| Error::Template(error.to_string()))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn create(path: &Path, text: &str) -> Result<(), Error> {
    if path.exists() {
        let exists = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "already exists and is not overwritten");
        return Err(Error::io(path)(exists));
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    fs::write(path, text).map_err(Error::io(path))?;
    println!(" created  {}", path.display());
    Ok(())
}

/// Replaces the first occurrence of a text in a registry.
fn add_line(path: &Path, anchor: &str, line: &str) -> Result<(), Error> {
    let text = fs::read_to_string(path).map_err(Error::io(path))?;
    if !text.contains(anchor) {
        return Err(Error::input(
            path.display().to_string(),
            1,
            format!("no line {anchor:?}, at which the new one is inserted"),
        ));
    }
    fs::write(path, text.replacen(anchor, line, 1)).map_err(Error::io(path))?;
    println!("extended  {}", path.display());
    Ok(())
}
