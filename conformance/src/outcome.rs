//! How a run ends, as the exit codes of the contract have it.

use ringback_generator::error::Error;
use std::{io::Write, process::ExitCode};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All that ran passed.
    Fine,
    /// Nothing was there to be judged, and that is no success.
    Nothing,
    /// Something does not conform.
    Found,
    /// The target could not be reached or never answered properly.
    Unreachable,
    /// An input could not be read.
    Unusable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Found => 1,
            Outcome::Unusable => 2,
            Outcome::Unreachable => 3,
            Outcome::Nothing => 4,
        })
    }
}

/// Writes data to standard output. A reader that has seen enough is no error.
pub fn print(text: &str) -> Result<(), Error> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Error::io("standard output")(error)),
        Ok(()) => Ok(()),
    }
}
