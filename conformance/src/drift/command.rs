//! `ringback drift BEFORE AFTER`.

use super::{
    accept::Accepted,
    comparison::{Comparison, State},
    report::Format,
    state::{self, Read},
    traffic::{self, Recordings},
};
use crate::{
    arguments::DriftArguments,
    outcome::{Outcome, harmless, tell},
};
use ringback_generator::{
    drift::{
        Options,
        change::{Drift, Verdict},
        drift,
    },
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
    if let Some(recordings) = Recordings::find(&arguments.after)? {
        return of_traffic(arguments, &recordings, format, accepted);
    }
    let (before, after) = thread::scope(|scope| {
        let before = scope.spawn(|| documents(arguments));
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
    report(states, &drift(before.contract, after.contract, &options), format, accepted)
}

/// Tells what recorded traffic does that the documents do not say.
fn of_traffic(
    arguments: &DriftArguments,
    recordings: &Recordings,
    format: Format,
    accepted: Option<Accepted>,
) -> Result<Outcome, Error> {
    let before = documents(arguments)?;
    tell(&before.findings);
    let states = [named(&arguments.before, &before), State::new(&arguments.after)];
    match traffic::drift(before, recordings, arguments.side.map(Into::into))? {
        Some(drift) => report(states, &drift, format, accepted),
        None => {
            let message = "nothing recorded there is of a documented type, so nothing was compared";
            eprintln!("{}", harmless(&format!("{}: {message}", arguments.after)));
            Ok(Outcome::Nothing)
        }
    }
}

/// The state before. Traffic only shows what there was of it.
fn documents(arguments: &DriftArguments) -> Result<Read, Error> {
    match Recordings::find(&arguments.before)? {
        Some(recordings) if recordings.is_all() => {
            let message = "recorded traffic; documents were expected here, and traffic after them";
            Err(Error::Usage(format!("{}: {message}", arguments.before)))
        }
        _ => state::read(&arguments.before),
    }
}

fn report(states: [State; 2], drift: &Drift, format: Format, accepted: Option<Accepted>) -> Result<Outcome, Error> {
    let [before, after] = states;
    let mut comparison = Comparison::new(before, after, drift);
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
