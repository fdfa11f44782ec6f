//! The number of cases by verdict.

use super::record::{Verdict, is_zero};
use ringback_suite::case::Level;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The number of cases by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// The number of selected cases.
    pub cases: u64,
    /// Documented cases whose outcome was decided: they passed or failed.
    #[serde(default)]
    pub judged: u64,
    /// As expected.
    pub passed: u64,
    /// Documented cases with another outcome than the expected one; these fail the run.
    pub failed: u64,
    /// Observed cases whose outcome differed from the guess; they never fail a run.
    pub observed: u64,
    /// Answered by something that says nothing about the contract, for a stated reason.
    #[serde(default)]
    pub inconclusive: u64,
    /// Not sent, for a stated reason.
    pub skipped: u64,
    /// Cases without a valid response: the target could not be reached, or its response was not valid HTTP.
    pub unreachable: u64,
    /// Cases that failed because of an error in Ringback itself; left out if there are none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub faulty: u64,
}

impl Summary {
    /// Counts a verdict. The only place that decides what a verdict means for the run.
    pub fn count(&mut self, level: Level, verdict: Verdict) {
        self.cases += 1;
        if level == Level::Documented && matches!(verdict, Verdict::Pass | Verdict::Fail) {
            self.judged += 1;
        }
        let counter = match (verdict, level) {
            (Verdict::Pass, _) => &mut self.passed,
            (Verdict::Fail, Level::Documented) => &mut self.failed,
            (Verdict::Fail, Level::Observed) => &mut self.observed,
            (Verdict::Inconclusive, _) => &mut self.inconclusive,
            (Verdict::Skipped, _) => &mut self.skipped,
            (Verdict::Unreachable, _) => &mut self.unreachable,
            (Verdict::Faulty, _) => &mut self.faulty,
        };
        *counter += 1;
    }
}
