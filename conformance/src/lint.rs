//! `ringback lint`: what the sentences of specifications state and their keywords do not, or contradict.

use crate::{
    arguments::{LintArguments, LintLevel},
    outcome::Outcome,
};
use ringback_contract::{data_file::is_named_as_data, error::Error, files, input};
use ringback_lint::{Level, fixed, is_specification, lint};
use ringback_report::{
    lint::{LintFormat, LintReport},
    progress::Progress,
};
use std::path::{Path, PathBuf};

/// Reads specifications, and reports what is missing in them or contradicts itself.
///
/// # Errors
///
/// If a file cannot be read, is neither JSON nor YAML, or cannot be written.
pub fn run(arguments: &LintArguments) -> Result<Outcome, Error> {
    let LintArguments { specs, format, fail_on, fix } = arguments;
    let format = LintFormat::named(format)?;
    let mut report = LintReport { written: fix.then_some(0), ..LintReport::default() };
    let mut changed: Vec<(PathBuf, String)> = Vec::new();
    for spec in specs {
        let files = if spec.is_dir() { input::files_below(spec)? } else { vec![spec.clone()] };
        let mut progress = Progress::after_a_moment(files.len());
        for path in files {
            progress.step();
            let name = path.display().to_string();
            if spec.is_dir() && !is_named_as_data(&name) {
                report.skipped.push(format!("{name}: neither JSON nor YAML by its name"));
                continue;
            }
            let text = match input::read(&path) {
                Ok(text) => text,
                Err(error @ Error::Input { .. }) if spec.is_dir() => {
                    report.skipped.push(error.to_string());
                    continue;
                }
                Err(error) => return Err(error),
            };
            if spec.is_dir() && !is_specification(&name, &text) {
                report.skipped.push(format!("{name}: no specification and no schema"));
                continue;
            }
            let mut findings = lint(&name, &text)?;
            report.files += 1;
            if let Some(written) = &mut report.written {
                let (mended, count) = fixed(&name, &text, &findings)?;
                *written += count;
                if count > 0 {
                    findings = lint(&name, &mended)?;
                    changed.push((path.clone(), mended));
                }
            }
            report.findings.extend(findings);
        }
    }
    // Nothing is written unless all files could be read.
    for (path, text) in &changed {
        write(path, text)?;
    }
    format.print(&report)?;
    let fails = match fail_on {
        LintLevel::Missing => !report.findings.is_empty(),
        LintLevel::Contradiction => report.count(Level::Contradiction) > 0,
    };
    Ok(match report.files {
        0 => Outcome::NothingRun,
        _ if fails => Outcome::Failed,
        _ => Outcome::Success,
    })
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    files::replace(path, |file| file.write_all(text.as_bytes()))
}
