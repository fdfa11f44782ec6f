//! `cargo xtask bench`: benchmarks, each compared with a reference measured in the same run.

mod cost;
mod drift;
mod runner;
mod schemas;
mod states;
mod types;

use clap::ValueEnum;
use ringback_contract::error::Error;
use std::{path::Path, process::Command};

/// A part of the benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The comparison of two versions of a contract.
    Drift,
    /// Reading, judging and writing payloads with the generated types.
    Judging,
    /// The runner of the suite.
    Runner,
    /// The generator of types, and the compile time of these.
    Types,
}

/// Runs the benchmarks with optimisations: a debug build runs the release build.
pub fn run(root: &Path, part: Option<Part>) -> Result<bool, Error> {
    // It is a program of its own, which needs nothing of this one.
    if part == Some(Part::Judging) {
        return judging(root);
    }
    if cfg!(debug_assertions) {
        let part = part.and_then(|part| Some(part.to_possible_value()?.get_name().to_owned()));
        let status = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--profile", "dist", "--package", "xtask", "--", "bench"])
            .args(part)
            .status()
            .map_err(Error::io("cargo"))?;
        return Ok(status.success());
    }
    let is_meant = |one: Part| part.is_none_or(|part| part == one);
    let runner = !is_meant(Part::Runner) || runner::run()?;
    let drift = !is_meant(Part::Drift) || drift::run()?;
    let judging = !is_meant(Part::Judging) || judging(root)?;
    if is_meant(Part::Types) {
        types::run(root)?;
    }
    Ok(runner && drift && judging)
}

/// Runs the example of the generated crate that measures its types.
fn judging(root: &Path) -> Result<bool, Error> {
    let arguments = ["run", "--quiet", "--release", "--package", "ringback-types", "--example", "judging"];
    let status = Command::new(env!("CARGO")).args(arguments).current_dir(root).status();
    Ok(status.map_err(Error::io("cargo"))?.success())
}

/// The median; the upper one of an even number of figures.
fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
