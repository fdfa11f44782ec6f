//! What changed in `schemas/` since a revision, and what breaks: `ringback drift` for the working tree.

use crate::base::Base;
use clap::Args;
use ringback::{
    drift::{arguments::DriftOptions, command::compare, git_revision},
    outcome::Outcome,
};
use ringback_contract::error::Error;
use ringback_report::drift::accept::Accepted;
use std::{
    env,
    path::{Path, absolute},
};

/// The folder of the vendors, relative to the root of the repository.
const SCHEMAS: &str = "schemas";

/// Accepted changes of this repository. Entries that the revision has as well accepted earlier changes.
const ACCEPTED: &str = "schemas/drift.toml";

/// The revision to compare the working tree with.
#[derive(Args)]
pub struct DriftArguments {
    /// A commit, a branch or a tag [default: the merge base with the default branch, or HEAD when that is the same]
    revision: Option<String>,
    /// How they are compared
    #[command(flatten)]
    options: DriftOptions,
}

/// Compares, and reports what changed.
pub fn run(root: &Path, arguments: DriftArguments) -> Result<Outcome, Error> {
    let DriftArguments { revision, mut options } = arguments;
    if let Some(path) = &mut options.accept {
        *path = absolute(&*path).map_err(Error::io(&*path))?;
    }
    // Reports name files as the repository does, wherever this was called from.
    env::set_current_dir(root).map_err(Error::io(root))?;
    let base = match &revision {
        Some(name) => Base::named(root, name)?,
        None => Base::of_default_branch(root)?,
    };
    eprintln!("comparing {SCHEMAS} with {} ({})", base.name, base.what);
    let accepted = match &options.accept {
        Some(path) => Some(Accepted::open(path)?),
        None => accepted(root, &base)?,
    };
    compare(&base.path(root, SCHEMAS)?, SCHEMAS, &options, accepted.as_ref())
}

/// The accepted changes since the revision.
fn accepted(root: &Path, base: &Base) -> Result<Option<Accepted>, Error> {
    if !Path::new(ACCEPTED).exists() {
        return Ok(None);
    }
    let accepted = Accepted::open(Path::new(ACCEPTED))?;
    let earlier = base.path(root, ACCEPTED)?;
    let Some((name, path)) = earlier.split_once(':') else { return Ok(Some(accepted)) };
    // It need not have been there, and what was wrong with it then cannot be corrected any more.
    let Ok(texts) = git_revision::read(name, path) else { return Ok(Some(accepted)) };
    let known = texts.values().filter_map(|text| Accepted::read(&earlier, text).ok());
    Ok(Some(known.fold(accepted, |accepted, known| accepted.since(&known))))
}
