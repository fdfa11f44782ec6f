//! `ringback drift BEFORE AFTER`.

use super::{
    accept::Accepted,
    comparison::{Comparison, State},
    report::Format,
    state::{self, Read},
};
use crate::{
    arguments::{DriftArguments, DriftOptions},
    outcome::{Outcome, harmless, tell},
};
use ringback_generator::{
    drift::{Options, change::Verdict, drift},
    error::Error,
};
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
    let format = Format::named(&options.format)?;
    let states = read(before, after)?;
    let names = [named(before, &states[0]), named(after, &states[1])];
    let [before, after] = states;
    tell(&before.findings);
    tell(&after.findings);
    let how = Options { side: options.side.map(Into::into), is_strict: options.strict };
    let drift = drift(before.contract, after.contract, &how);
    let [before, after] = names;
    let mut comparison = Comparison::new(before, after, &drift);
    if let Some(accepted) = accepted {
        for warning in accepted.apply(&mut comparison)? {
            eprintln!("{}", harmless(&warning.to_string()));
        }
    }
    format.print(&comparison)?;
    Ok(match comparison.verdict() {
        Verdict::None | Verdict::Compatible => Outcome::Fine,
        Verdict::Undecided => Outcome::Undecided,
        Verdict::Breaking => Outcome::Found,
    })
}

/// Reads two states at the same time.
///
/// # Errors
///
/// When one cannot be read.
pub fn read(before: &str, after: &str) -> Result<[Read; 2], Error> {
    thread::scope(|scope| {
        let reading = scope.spawn(|| state::read(before));
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
