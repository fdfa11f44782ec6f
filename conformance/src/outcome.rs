//! The outcome of a command and its exit code.

use ringback_contract::finding::Finding;
use ringback_contract::terminal::{say, strip_control};
use ringback_runner::status::RunStatus;
use std::{collections::BTreeMap, process::ExitCode};

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
    findings.iter().for_each(|finding| say(line_of(finding)));
}

/// A finding on one line: file and line, message, kind.
pub fn line_of(finding: &Finding) -> String {
    let place = finding.sources.first().map(ToString::to_string).unwrap_or_default();
    strip_control(&format!("{place}: {} [{}]", finding.message, finding.kind()))
}

/// Counts findings by kind on standard error, the most frequent kind first, each with its first finding.
pub fn print_finding_counts(findings: &[Finding]) {
    let mut kinds: BTreeMap<&str, (usize, &Finding)> = BTreeMap::new();
    for finding in findings {
        kinds.entry(finding.kind()).or_insert((0, finding)).0 += 1;
    }
    let mut kinds: Vec<(usize, &Finding)> = kinds.into_values().collect();
    kinds.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    for (count, first) in kinds {
        let also = if count > 1 { "first: " } else { "" };
        say(format_args!("{count:>6} {}: {also}{}", first.kind(), line_of(first)));
    }
}
