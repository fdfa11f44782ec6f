//! `ringback merge`: joins the JSON reports of shards into the report of the whole run.

use crate::outcome::Outcome;
use ringback_contract::files;
use ringback_contract::{error::Error, input};
use ringback_report::{merge::merge, record::Summary, sink::print};
use std::path::PathBuf;

/// Joins reports and prints the result. The exit code is that of the whole run.
///
/// # Errors
///
/// If a file is not a report, or two reports do not belong together.
pub fn run(files: &[PathBuf]) -> Result<Outcome, Error> {
    let mut texts = Vec::new();
    for file in files {
        texts.push((file.display().to_string(), input::read(file)?));
    }
    let merged = merge(&texts)?;
    print(&files::json(&merged))?;
    Ok(match merged.summary {
        Summary { failed: 1.., .. } => Outcome::Failed,
        Summary { unreachable: 1.., .. } => Outcome::Unreachable,
        Summary { passed: 0, inconclusive: 1.., .. } => Outcome::Unreachable,
        _ if merged.stopped.is_some() || !merged.unwired.is_empty() => Outcome::Unreachable,
        Summary { passed: 0, observed: 0, .. } => Outcome::NothingRun,
        _ => Outcome::Success,
    })
}
