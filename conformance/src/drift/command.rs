//! `ringback drift BEFORE AFTER`.

use super::version::{self, ContractVersion};
use crate::{
    drift::arguments::{DriftArguments, DriftLevel, DriftOptions, ReaderArgument},
    outcome::{Outcome, print_findings},
    prose::completion,
};
use jiff::Zoned;
use ringback_contract::error::Error;
use ringback_contract::glob::Glob;
use ringback_contract::terminal::say;
use ringback_drift::{
    CompareOptions, Contract,
    change::{Drift, DriftVerdict},
    drift,
    traffic::{self, Recordings},
};
use ringback_report::drift::{
    DriftFormat,
    accept::Accepted,
    comparison::{Comparison, State},
    level::Level,
    rule_levels::RuleLevels,
};
use ringback_runner::config;
use std::path::Path;

/// Compares the two versions that the arguments name, and prints what changed.
///
/// # Errors
///
/// If a version or the accepted changes cannot be read, or an accepted change did not happen.
pub fn run(arguments: &DriftArguments) -> Result<Outcome, Error> {
    let DriftArguments { before, after, options } = arguments;
    let accepted = options.accept.as_deref().map(Accepted::open).transpose()?;
    compare(before, after, options, accepted.as_ref())
}

/// Compares two versions by their names, and prints what changed. `accepted` holds the changes that the file of
/// `--accept` lists.
///
/// # Errors
///
/// If a version cannot be read, or an accepted change did not happen.
pub fn compare(
    before: &str,
    after: &str,
    options: &DriftOptions,
    accepted: Option<&Accepted>,
) -> Result<Outcome, Error> {
    let format = DriftFormat::named(&options.format)?;
    let side = options.side.map(Into::into);
    let levels = levels(options)?;
    let judge = Judge { levels: &levels, accepted, fail_on: options.fail_on };
    if let Some(recordings) = Recordings::find(after)? {
        refuse_traffic(before)?;
        let old = version::read(before, completion(options.prose))?;
        print_findings(&old.findings);
        let states = [named(before, &old), State::new(after)];
        let found = traffic::drift(old.contract, &old.vendors, &recordings, side)?;
        for note in &found.notes {
            say(note);
        }
        return match found.drift {
            Some(drift) => report(states, &drift, format, &judge),
            None => {
                let message = "no recorded payload is of a documented type, so nothing was compared";
                say(format_args!("{after}: {message}"));
                Ok(Outcome::NothingRun)
            }
        };
    }
    let [old, new] = read(before, after, options.prose)?;
    let states = [named(before, &old), named(after, &new)];
    print_findings(&old.findings);
    print_findings(&new.findings);
    let compare = CompareOptions {
        side,
        is_strict: options.strict,
        is_reader_tolerant: options.reader == ReaderArgument::Tolerant,
        today: Some(Zoned::now().date().to_string()),
        paths: options.path.iter().map(|pattern| glob(pattern)).collect::<Result<_, Error>>()?,
        prefixes: options.strip_prefix.clone(),
    };
    let has_path = |contract: &Contract| {
        let mut operations = contract.specifications.iter().flat_map(|specification| &specification.operations);
        operations.any(|operation| compare.includes(&operation.path))
    };
    // That nothing was compared is no sign that nothing changed.
    if !options.path.is_empty() && ![&old.contract, &new.contract].into_iter().any(has_path) {
        let patterns = options.path.join(", ");
        return Err(Error::Usage(format!("--path {patterns}: no operation of either version has such a path")));
    }
    let drift = drift(old.contract, new.contract, &compare);
    report(states, &drift, format, &judge)
}

/// A pattern of paths, in which `*` matches any text without a slash, and `**` any text.
fn glob(pattern: &str) -> Result<Glob, Error> {
    Glob::of_paths(pattern).map_err(|error| Error::Usage(format!("--path {pattern:?}: {error}")))
}

/// Refuses traffic as the old version: it shows only part of a contract.
fn refuse_traffic(before: &str) -> Result<(), Error> {
    match Recordings::find(before)? {
        Some(recordings) if recordings.is_all() => {
            let message = "recorded traffic; expected documents here, and traffic as the second argument";
            Err(Error::Usage(format!("{before}: {message}")))
        }
        _ => Ok(()),
    }
}

/// The levels of the rules: those of the file of `--config`, else of the configuration in the working folder.
fn levels(options: &DriftOptions) -> Result<RuleLevels, Error> {
    let usual = Path::new(config::FILE);
    match &options.config {
        Some(path) => RuleLevels::open(path),
        None if usual.is_file() => RuleLevels::open(usual),
        None => Ok(RuleLevels::default()),
    }
}

/// What a user says of the changes.
struct Judge<'a> {
    levels: &'a RuleLevels,
    accepted: Option<&'a Accepted>,
    fail_on: Option<DriftLevel>,
}

fn report(states: [State; 2], drift: &Drift, format: DriftFormat, judge: &Judge) -> Result<Outcome, Error> {
    let Judge { levels, accepted, fail_on } = *judge;
    let [before, after] = states;
    let mut comparison = Comparison::new(before, after, drift);
    levels.apply(&mut comparison);
    if let Some(accepted) = accepted {
        for warning in accepted.apply(&mut comparison)? {
            say(warning);
        }
    }
    comparison.changes.retain(|judged| judged.rule_level != Some(Level::Off));
    format.print(&comparison)?;
    let least = match fail_on {
        Some(DriftLevel::Error) => Level::Error,
        Some(DriftLevel::Warning) => Level::Warning,
        Some(DriftLevel::Info) => Level::Info,
        Some(DriftLevel::None) => return Ok(Outcome::Success),
        None => Level::Off,
    };
    if fail_on.is_some() {
        let fails = comparison.changes.iter().any(|judged| judged.level() >= least);
        return Ok(if fails { Outcome::Failed } else { Outcome::Success });
    }
    Ok(match comparison.verdict() {
        DriftVerdict::None | DriftVerdict::Compatible => Outcome::Success,
        DriftVerdict::Undecided => Outcome::Undecided,
        DriftVerdict::Breaking => Outcome::Failed,
    })
}

/// Reads two versions at the same time; with `prose` the sentences of schemas and specifications too.
///
/// # Errors
///
/// If one cannot be read.
pub fn read(before: &str, after: &str, prose: bool) -> Result<[ContractVersion; 2], Error> {
    refuse_traffic(before)?;
    version::read_both([before, after], completion(prose))
}

fn named(name: &str, version: &ContractVersion) -> State {
    let state = State::new(name);
    match &version.folder {
        Some(folder) => state.with_documents_in(folder),
        None => state,
    }
}
