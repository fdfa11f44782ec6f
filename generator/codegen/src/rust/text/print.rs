//! Turns tokens into the text of a file.

pub use super::layout::Printer;

use proc_macro2::TokenStream;
use ringback_contract::{error::Error, files::Files, generated_mark::RUST_HEADER};
use std::{fs, process::Command};

/// A file of generated Rust: the header, its documentation, its items.
///
/// # Errors
///
/// If the items do not parse, which is a bug in the generator.
pub fn print_file(doc: &str, items: TokenStream) -> Result<String, Error> {
    Ok(format!("{RUST_HEADER}{doc}{}", print(items)?))
}

/// Items as text, with a blank line between them. Only debug builds check that they parse: parsing takes longer than
/// everything else.
pub fn print(items: TokenStream) -> Result<String, Error> {
    print_with(&mut Printer::default(), vec![items]).map(String::from)
}

/// The same with a formatter that is reused.
pub fn print_with(printer: &mut Printer, items: Vec<TokenStream>) -> Result<&str, Error> {
    if cfg!(debug_assertions) {
        syn::parse2::<syn::File>(items.iter().cloned().collect()).map_err(|error| Error::Format(error.to_string()))?;
    }
    Ok(printer.print(items))
}

/// Formats the Rust files by one `rustfmt` process. If `rustfmt` is not installed, they stay as they are, which is
/// valid Rust.
///
/// # Errors
///
/// If `rustfmt` rejects a file, which is a bug in the generator.
pub fn rustfmt(files: &mut Files, config: &str) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(Error::io("temporary folder"))?;
    let at = |path: &str| folder.path().join(path);
    let rust: Vec<String> = files.keys().filter(|path| path.ends_with(".rs")).cloned().collect();
    for path in &rust {
        let file = at(path);
        let parent = file.parent().unwrap_or(folder.path());
        fs::create_dir_all(parent).map_err(Error::io(parent))?;
        fs::write(&file, files.get(path).map(String::as_str).unwrap_or_default()).map_err(Error::io(&file))?;
    }
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024"]);
    if !config.is_empty() {
        command.args(["--config", config]);
    }
    command.args(rust.iter().filter(|path| is_root(path)).map(|path| at(path)));
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::Format(error.to_string())),
    };
    if !output.status.success() {
        return Err(Error::Format(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    for path in rust {
        let file = at(&path);
        let text = fs::read_to_string(&file).map_err(Error::io(&file))?;
        files.insert(path, text);
    }
    Ok(())
}

/// Whether a file is the root of a module tree; `rustfmt` finds its other files.
fn is_root(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    name == "lib.rs" || folder.rsplit('/').next() == Some("tests") || (name == "mod.rs" && folder.is_empty())
}
