//! From tokens to text that `cargo fmt --check` leaves alone.

use crate::{error::Error, files::Files};
use proc_macro2::TokenStream;
use std::{fs, path::Path, process::Command};

/// Items as text, with a blank line between them; what does not parse is a mistake of ours and says so.
pub fn print(items: TokenStream) -> Result<String, Error> {
    let mut file: syn::File = syn::parse2(items).map_err(|error| Error::Format(error.to_string()))?;
    let mut text = String::new();
    let mut previous_is_use = false;
    for item in std::mem::take(&mut file.items) {
        let is_use = matches!(&item, syn::Item::Use(_));
        let is_module = matches!(&item, syn::Item::Mod(module) if module.content.is_none());
        if !text.is_empty() && !(previous_is_use && (is_use || is_module)) {
            text.push('\n');
        }
        previous_is_use = is_use || is_module;
        let mut one = file.clone();
        one.items.push(item);
        text.push_str(&prettyplease::unparse(&one));
    }
    Ok(text)
}

/// Runs the Rust files through `rustfmt`, all in one process. Without a `rustfmt` they stay as they are, and valid.
pub fn rustfmt(files: &mut Files, config: &str) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(Error::io("temporary folder"))?;
    let mut paths = Vec::new();
    // Flat names: `rustfmt` would follow `mod` lines into files that are not there.
    for (index, (path, text)) in files.iter().filter(|(path, _)| is_rust(path)).enumerate() {
        let file = folder.path().join(format!("file_{index}.rs"));
        fs::write(&file, hide_modules(text)).map_err(Error::io(&file))?;
        paths.push((path.clone(), file));
    }
    if paths.is_empty() {
        return Ok(());
    }
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024"]);
    if !config.is_empty() {
        command.args(["--config", config]);
    }
    command.args(paths.iter().map(|(_, file)| file));
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::Format(error.to_string())),
    };
    if !output.status.success() {
        return Err(Error::Format(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    for (path, file) in paths {
        let text = fs::read_to_string(&file).map_err(Error::io(&file))?;
        files.insert(path, text.replace(HIDDEN, ""));
    }
    Ok(())
}

/// Stands before `mod` lines while `rustfmt` must not follow them.
const HIDDEN: &str = "// hidden: ";

fn hide_modules(text: &str) -> String {
    let declares = |line: &str| {
        let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        line.starts_with("mod ") && line.trim_end().ends_with(';')
    };
    text.split_inclusive('\n').map(|line| if declares(line) { format!("{HIDDEN}{line}") } else { line.into() }).collect()
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}
