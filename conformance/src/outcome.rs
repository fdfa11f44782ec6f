//! How a run ends, as the exit codes of the contract have it.

use ringback_generator::{error::Error, finding::Finding};
use std::{io::Write, process::ExitCode};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// All that ran passed.
    Fine,
    /// Nothing was there to be judged, and that is no success.
    Nothing,
    /// Nobody knows whether something breaks, and nothing is known to.
    Undecided,
    /// Something does not conform.
    Found,
    /// The target could not be reached or never answered properly.
    Unreachable,
    /// An input could not be read.
    Unusable,
    /// Someone pressed Ctrl-C.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Found => 1,
            Outcome::Unusable => 2,
            Outcome::Unreachable => 3,
            Outcome::Nothing => 4,
            Outcome::Undecided => 5,
            // What shells report of a program that Ctrl-C ended.
            Outcome::Interrupted => 130,
        })
    }
}

/// Tells findings on standard error, each with its place.
pub fn tell(findings: &[Finding]) {
    for finding in findings {
        let place = finding.sources.first().map(ToString::to_string).unwrap_or_default();
        eprintln!("{}", harmless(&format!("{place}: {} [{}]", finding.message, finding.kind())));
    }
}

/// A text without the characters by which a document could command a terminal or turn its words around.
pub fn harmless(text: &str) -> String {
    let commands = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if commands(c) || turns(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
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
