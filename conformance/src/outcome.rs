//! How a run ends, as the exit codes of the contract have it.

use ringback_contract::finding::Finding;
use ringback_runner::run::RunStatus;
use ringback_suite::terminal::strip_control;
use std::process::ExitCode;

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

impl From<RunStatus> for Outcome {
    fn from(status: RunStatus) -> Self {
        match status {
            RunStatus::Passed => Self::Fine,
            RunStatus::NothingRun => Self::Nothing,
            RunStatus::Failed => Self::Found,
            RunStatus::Unreachable => Self::Unreachable,
            RunStatus::Interrupted => Self::Interrupted,
        }
    }
}

/// Tells findings on standard error, each with its place.
pub fn tell(findings: &[Finding]) {
    for finding in findings {
        let place = finding.sources.first().map(ToString::to_string).unwrap_or_default();
        eprintln!("{}", strip_control(&format!("{place}: {} [{}]", finding.message, finding.kind())));
    }
}
