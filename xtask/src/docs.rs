//! `cargo xtask docs`: writes the site.

use crate::site::{self, Report};
use ringback_contract::error::Error;
use ringback_documents::folders::{read_models, read_schemas};
use std::{fs, path::Path, process::Command};

/// Writes the site; `true` if all of its links hold.
pub fn run(root: &Path, since: Option<&str>) -> Result<bool, Error> {
    let models = read_models("schemas", &read_schemas(&root.join("schemas"))?)?;
    let reports: Vec<Report> = since.map(|revision| changes(root, revision)).transpose()?.into_iter().collect();
    let (page, broken) = site::write(root, &root.join(site::FOLDER), &models, &reports)?;
    println!("{}", page.display());
    broken.iter().for_each(|link| eprintln!("{link}"));
    Ok(broken.is_empty())
}

/// What changed in the documents since a revision, as a page.
fn changes(root: &Path, revision: &str) -> Result<Report, Error> {
    let program = std::env::current_exe().map_err(Error::io("cargo xtask drift"))?;
    let output = Command::new(program).args(["drift", revision, "--format", "html"]).current_dir(root).output();
    let output = output.map_err(Error::io("cargo xtask drift"))?;
    if output.stdout.is_empty() {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(Error::Usage(format!("nothing could be compared with {revision}: {}", why.trim())));
    }
    let file = root.join("target/ringback/changes.html");
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    fs::write(&file, output.stdout).map_err(Error::io(&file))?;
    Ok(Report { name: "changes.html", title: format!("What changed in the documents since {revision}"), file })
}
