//! `ringback generate`: Rust code from schemas.

use crate::{arguments::GenerateArguments, outcome::Outcome, prose::completion};
use ringback_codegen::generate::{Kind, Report, Schemas};
use ringback_contract::terminal::{say, strip_control};
use ringback_contract::{
    error::Error,
    files::{FileState, replace},
};
use ringback_report::sink::print;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Generates a module tree, or a crate with the given name, from schemas; or compares it with the existing files.
///
/// # Errors
///
/// If a file is not a schema, the crate's name is invalid, or the output path is in use by something else.
pub fn run(arguments: &GenerateArguments) -> Result<Outcome, Error> {
    let GenerateArguments { schemas, out, name, client, prose, check, report, options } = arguments;
    let kind = name.clone().map_or(Kind::Module, Kind::Crate);
    let schemas = schemas.iter().try_fold(Schemas::new(), Schemas::path)?;
    let schemas = schemas.options(options.read()?);
    let schemas = schemas.completed(completion(*prose));
    let schemas = if *client { schemas.client() } else { schemas };
    let generated = schemas.generate(kind)?;
    if let Some(path) = report {
        let text = json(&generated.report)?;
        replace(path, |file| file.write_all(text.as_bytes()))?;
    }
    let states = if *check { generated.check(out)? } else { generated.write(out)? };
    let report = generated.report.to_string();
    if !report.is_empty() {
        say(report.trim_end_matches('\n'));
    }
    print(&strip_control(&listed(out, &states, *check)))?;
    let changed = states.values().filter(|state| **state != FileState::Same).count();
    if *check && changed > 0 {
        say(format_args!(
            "error: {changed} files differ from what the schemas generate; run the command without --check to write them"
        ));
        return Ok(Outcome::Failed);
    }
    Ok(Outcome::Success)
}

fn listed(out: &Path, states: &BTreeMap<String, FileState>, check: bool) -> String {
    let word = |path: &PathBuf, state| match (state, check) {
        (FileState::Same, _) => "same",
        (FileState::Stale, true) if path.exists() => "stale",
        (FileState::Stale, true) => "missing",
        (FileState::Stale, false) => "written",
        (FileState::Orphaned, true) => "orphaned",
        (FileState::Orphaned, false) => "removed",
    };
    let line = |(path, state): (&String, &FileState)| {
        let path = out.join(path);
        format!("{:>8}  {}\n", word(&path, *state), path.display())
    };
    states.iter().map(line).collect()
}

fn json(report: &Report) -> Result<String, Error> {
    let text = serde_json::to_string_pretty(report).map_err(|error| Error::Usage(error.to_string()))?;
    Ok(format!("{text}\n"))
}
