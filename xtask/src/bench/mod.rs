//! Measures, and compares every number with another of the same run.

mod cost;
mod runner;
mod schemas;
mod types;

use ringback_generator::error::Error;
use std::{path::Path, process::Command};

/// Runs the benchmarks, optimised: called from a debug build it calls itself again.
pub fn run(root: &Path) -> Result<bool, Error> {
    if cfg!(debug_assertions) {
        let status = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--release", "--package", "xtask", "--", "bench"])
            .status()
            .map_err(Error::io("cargo"))?;
        return Ok(status.success());
    }
    let runner = runner::run()?;
    types::run(root)?;
    Ok(runner)
}

/// The middle one; of an even number the upper of the two.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
