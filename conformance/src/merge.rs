//! `ringback merge`: joins the JSON reports of shards into the report of the whole run.

use crate::outcome::Outcome;
use ringback_contract::{error::Error, input};
use ringback_report::{Report, merge::merge, record::Summary};
use std::path::PathBuf;

/// Joins reports and writes the result in these formats; JSON to standard output if none is given. The exit code is that
/// of the whole run.
///
/// # Errors
///
/// If a file is not a report, or two reports do not belong together.
pub fn run(files: &[PathBuf], formats: &[String]) -> Result<Outcome, Error> {
    let mut texts = Vec::new();
    for file in files {
        texts.push((file.display().to_string(), input::read(file)?));
    }
    let merged = merge(&texts)?;
    let json = ["json".to_owned()];
    let formats = if formats.is_empty() { &json } else { formats };
    // What the shards reported is masked already.
    ringback_report::open_all(formats, true)?.write_run(&merged)?;
    Ok(match merged.summary {
        Summary { failed: 1.., .. } => Outcome::Failed,
        Summary { unreachable: 1.., .. } => Outcome::Unreachable,
        Summary { passed: 0, inconclusive: 1.., .. } => Outcome::Unreachable,
        _ if merged.stopped.is_some() || !merged.unwired.is_empty() => Outcome::Unreachable,
        Summary { passed: 0, observed: 0, .. } => Outcome::NothingRun,
        _ => Outcome::Success,
    })
}
