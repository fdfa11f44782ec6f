//! From tokens to text that `cargo fmt --check` leaves alone.

use crate::{error::Error, files::Files};
use proc_macro2::TokenStream;
use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

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

/// Runs the Rust files through `rustfmt`. Without a `rustfmt` they stay as they are, and valid.
///
/// It would follow `mod` lines into files that are not there, but not in what it reads from its standard input: so the
/// few files that declare modules go there one by one, and all others together.
pub fn rustfmt(files: &mut Files, config: &str) -> Result<(), Error> {
    let folder = tempfile::tempdir().map_err(Error::io("temporary folder"))?;
    let mut paths = Vec::new();
    for (index, (path, text)) in files.iter_mut().filter(|(path, _)| is_rust(path)).enumerate() {
        if text.lines().any(declares_module) {
            match formatted(text, config)? {
                Some(better) => *text = better,
                None => return Ok(()),
            }
        } else {
            let file = folder.path().join(format!("file_{index}.rs"));
            fs::write(&file, text).map_err(Error::io(&file))?;
            paths.push((path.clone(), file));
        }
    }
    // A command line is not endless.
    for paths in paths.chunks(MOST) {
        let output = match command(config).args(paths.iter().map(|(_, file)| file)).output() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            output => output.map_err(Error::io("rustfmt"))?,
        };
        succeeded(&output)?;
        for (path, file) in paths {
            files.insert(path.clone(), fs::read_to_string(file).map_err(Error::io(file))?);
        }
    }
    Ok(())
}

/// So many files at once.
const MOST: usize = 500;

fn command(config: &str) -> Command {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024"]);
    if !config.is_empty() {
        command.args(["--config", config]);
    }
    command
}

/// A text as `rustfmt` has it; `None` without a `rustfmt`.
fn formatted(text: &str, config: &str) -> Result<Option<String>, Error> {
    let mut command = command(config);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = match child {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        child => child.map_err(Error::io("rustfmt"))?,
    };
    // It reads everything before it writes anything.
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(text.as_bytes()).map_err(Error::io("rustfmt"))?;
    }
    let output = child.wait_with_output().map_err(Error::io("rustfmt"))?;
    succeeded(&output)?;
    Ok(Some(String::from_utf8_lossy(&output.stdout).into_owned()))
}

fn succeeded(output: &Output) -> Result<(), Error> {
    let told = || Error::Format(String::from_utf8_lossy(&output.stderr).into_owned());
    if output.status.success() { Ok(()) } else { Err(told()) }
}

fn declares_module(line: &str) -> bool {
    let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
    line.starts_with("mod ") && line.trim_end().ends_with(';')
}

fn is_rust(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs")
}
