//! `ringback drift BEFORE AFTER`.

use super::{
    state::{self, Read},
    traffic::{self, Recordings},
};
use crate::{
    arguments::{DriftArguments, DriftOptions},
    outcome::{Outcome, print_findings},
};
use ringback_contract::error::Error;
use ringback_drift::{
    Options,
    change::{Drift, Verdict},
    drift,
};
use ringback_report::drift::{
    DriftFormat,
    accept::Accepted,
    comparison::{Comparison, State},
};
use ringback_suite::terminal::strip_control;
use std::thread;

/// Compares the two states that the arguments name, and tells what changed.
///
/// # Errors
///
/// When a state or the accepted changes cannot be read, or something is accepted that did not happen.
pub fn run(arguments: &DriftArguments) -> Result<Outcome, Error> {
    let DriftArguments { before, after, options } = arguments;
    let accepted = options.accept.as_deref().map(Accepted::open).transpose()?;
    compare(before, after, options, accepted.as_ref())
}

/// Compares two states by their names, and tells what changed. `accepted` stands for the file that the options name.
///
/// # Errors
///
/// When a state cannot be read, or something is accepted that did not happen.
pub fn compare(
    before: &str,
    after: &str,
    options: &DriftOptions,
    accepted: Option<&Accepted>,
) -> Result<Outcome, Error> {
    let format = DriftFormat::named(&options.format)?;
    let side = options.side.map(Into::into);
    if let Some(recordings) = Recordings::find(after)? {
        let old = documents(before)?;
        print_findings(&old.findings);
        let states = [named(before, &old), State::new(after)];
        return match traffic::drift(old, &recordings, side)? {
            Some(drift) => report(states, &drift, format, accepted),
            None => {
                let message = "nothing recorded there is of a documented type, so nothing was compared";
                eprintln!("{}", strip_control(&format!("{after}: {message}")));
                Ok(Outcome::NothingRun)
            }
        };
    }
    let [old, new] = read(before, after)?;
    let states = [named(before, &old), named(after, &new)];
    print_findings(&old.findings);
    print_findings(&new.findings);
    let drift = drift(old.contract, new.contract, &Options { side, is_strict: options.strict });
    report(states, &drift, format, accepted)
}

/// The state before. Traffic only shows what there was of it.
fn documents(before: &str) -> Result<Read, Error> {
    match Recordings::find(before)? {
        Some(recordings) if recordings.is_all() => {
            let message = "recorded traffic; documents were expected here, and traffic after them";
            Err(Error::Usage(format!("{before}: {message}")))
        }
        _ => state::read(before),
    }
}

fn report(
    states: [State; 2],
    drift: &Drift,
    format: DriftFormat,
    accepted: Option<&Accepted>,
) -> Result<Outcome, Error> {
    let [before, after] = states;
    let mut comparison = Comparison::new(before, after, drift);
    if let Some(accepted) = accepted {
        for warning in accepted.apply(&mut comparison)? {
            eprintln!("{}", strip_control(&warning.to_string()));
        }
    }
    format.print(&comparison)?;
    Ok(match comparison.verdict() {
        Verdict::None | Verdict::Compatible => Outcome::Success,
        Verdict::Undecided => Outcome::Undecided,
        Verdict::Breaking => Outcome::Failed,
    })
}

/// Reads two states at the same time.
///
/// # Errors
///
/// When one cannot be read.
pub fn read(before: &str, after: &str) -> Result<[Read; 2], Error> {
    thread::scope(|scope| {
        let reading = scope.spawn(|| documents(before));
        let after = state::read(after);
        let before = reading.join().unwrap_or_else(|_| Err(Error::Usage(format!("{before}: cannot be read"))));
        Ok([before?, after?])
    })
}

fn named(name: &str, read: &Read) -> State {
    let state = State::new(name);
    match &read.folder {
        Some(folder) => state.with_documents_in(folder),
        None => state,
    }
}
