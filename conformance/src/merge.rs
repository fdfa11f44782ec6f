//! `ringback merge`: joins the JSON reports of shards into the report of the whole run.

use crate::outcome::Outcome;
use ringback_contract::{error::Error, input};
use ringback_report::{Report, ReportOptions, merge::merge, record::Summary};
use ringback_runner::{interrupt::Interrupt, status::EventCounts};
use ringback_suite::{stated::Stated, vendors};
use std::{path::PathBuf, rc::Rc};

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
    let stated = || {
        let documents = vendors::documents(None).unwrap_or_default();
        vendors::models(None).map(|models| Stated::of(&models, documents)).unwrap_or_default()
    };
    // What the shards reported is masked already.
    let options = ReportOptions { unmasked: true, stated: Rc::new(stated) };
    ringback_report::open_all(formats, &options)?.write_run(&merged)?;
    let Summary { passed, failed, observed, inconclusive, unreachable, .. } = merged.summary;
    let inconclusive = inconclusive.saturating_add(merged.unwired.len().try_into().unwrap_or(u64::MAX));
    let counts = EventCounts { passed, failed, observed, inconclusive, unreachable, stopped: merged.stopped.is_some() };
    Ok(counts.status(false, &Interrupt::default()).into())
}
