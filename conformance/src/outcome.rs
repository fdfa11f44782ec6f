//! The outcome of a command and its exit code.

use ringback_contract::finding::Finding;
use ringback_contract::terminal::strip_control;
use ringback_runner::status::RunStatus;
use std::process::ExitCode;

/// The outcome of a command; of several, the greatest one counts. The discriminant of a variant is not its exit code,
/// see [`Outcome::exit_code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything that was judged is correct.
    Success,
    /// Nothing was judged, which is not a success.
    NothingRun,
    /// It is undecided whether something breaks, and nothing is known to break.
    Undecided,
    /// Something does not conform, or breaks.
    Failed,
    /// The target could not be reached, or gave no valid HTTP response.
    Unreachable,
    /// The arguments or an input cannot be used.
    UsageError,
    /// The command was interrupted by Ctrl-C.
    Interrupted,
}

impl Outcome {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failed => 1,
            Self::UsageError => 2,
            Self::Unreachable => 3,
            Self::NothingRun => 4,
            Self::Undecided => 5,
            // What shells report of a program that Ctrl-C ended.
            Self::Interrupted => 130,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.exit_code())
    }
}

impl From<RunStatus> for Outcome {
    fn from(status: RunStatus) -> Self {
        match status {
            RunStatus::Passed => Self::Success,
            RunStatus::NothingRun => Self::NothingRun,
            RunStatus::Failed => Self::Failed,
            RunStatus::Unreachable => Self::Unreachable,
            RunStatus::Interrupted => Self::Interrupted,
        }
    }
}

/// Prints findings on standard error, each with its file and line.
pub fn print_findings(findings: &[Finding]) {
    for finding in findings {
        let place = finding.sources.first().map(ToString::to_string).unwrap_or_default();
        eprintln!("{}", strip_control(&format!("{place}: {} [{}]", finding.message, finding.kind())));
    }
}
