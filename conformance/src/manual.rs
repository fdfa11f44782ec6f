//! Manual pages: one for each command.

use crate::{help, outcome::Outcome};
use ringback_contract::error::Error;
use std::{fs, path::Path};

/// Writes `ringback.1` and a page for each command, such as `ringback-run.1`, into a folder.
///
/// # Errors
///
/// If the folder or a page cannot be written.
pub fn run(out: &Path) -> Result<Outcome, Error> {
    fs::create_dir_all(out).map_err(Error::io(out))?;
    clap_mangen::generate_to(help::command(), out).map_err(Error::io(out))?;
    Ok(Outcome::Success)
}
