//! `ringback drift BEFORE AFTER`.

use crate::{
    arguments::DriftArguments,
    outcome::{Outcome, print, tell},
};
use ringback_generator::{
    drift::{Contract, Options, change::Verdict, drift},
    emit,
    error::Error,
    input,
};
use std::{collections::BTreeMap, path::Path};

/// Compares two states, and tells what changed.
///
/// # Errors
///
/// When a state cannot be read.
pub fn run(arguments: &DriftArguments) -> Result<Outcome, Error> {
    let read = |path: &str| -> Result<Contract, Error> {
        let files = BTreeMap::from([(path.to_owned(), input::read(Path::new(path))?)]);
        let (contract, findings) = Contract::of_schemas(&files)?;
        tell(&findings);
        Ok(contract)
    };
    let (before, after) = (read(&arguments.before)?, read(&arguments.after)?);
    let options = Options { side: arguments.side.map(Into::into), is_strict: arguments.strict };
    let drift = drift(before, after, &options);
    print(&emit::json(&drift))?;
    Ok(match drift.verdict {
        Verdict::None | Verdict::Compatible => Outcome::Fine,
        Verdict::Undecided => Outcome::Undecided,
        Verdict::Breaking => Outcome::Found,
    })
}
