//! `ringback drift BEFORE AFTER`.

use super::{
    accept::Accepted,
    comparison::{Comparison, State},
    report::Format,
    state::{self, Read},
};
use crate::{
    arguments::DriftArguments,
    outcome::{Outcome, harmless, tell},
};
use ringback_generator::{
    drift::{Options, change::Verdict, drift},
    error::Error,
    input,
};
use std::thread;

/// Compares two states, and tells what changed.
///
/// # Errors
///
/// When a state or the accepted changes cannot be read, or something is accepted that did not happen.
pub fn run(arguments: &DriftArguments) -> Result<Outcome, Error> {
    let format = Format::named(&arguments.format)?;
    let accepted = match &arguments.accept {
        Some(path) => Some(Accepted::read(&path.display().to_string(), &input::read(path)?)?),
        None => None,
    };
    let (before, after) = thread::scope(|scope| {
        let before = scope.spawn(|| state::read(&arguments.before));
        let after = state::read(&arguments.after);
        let before =
            before.join().unwrap_or_else(|_| Err(Error::Usage(format!("{}: cannot be read", arguments.before))));
        (before, after)
    });
    let (before, after) = (before?, after?);
    tell(&before.findings);
    tell(&after.findings);
    let options = Options { side: arguments.side.map(Into::into), is_strict: arguments.strict };
    let states = [named(&arguments.before, &before), named(&arguments.after, &after)];
    let drift = drift(before.contract, after.contract, &options);
    let [before, after] = states;
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

fn named(name: &str, read: &Read) -> State {
    let state = State::new(name);
    match &read.folder {
        Some(folder) => state.with_documents_in(folder),
        None => state,
    }
}
