//! How a run ended, read off its events.

use super::Interrupt;
use crate::event::{Event, Kind, Verdict};
use ringback_suite::case::Level;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// Something passed or was noted, and nothing failed.
    Passed,
    /// Nothing was judged, which is no success.
    NothingRun,
    /// A documented case failed.
    Failed,
    /// The target could not be reached or never answered properly.
    Unreachable,
    /// Somebody ended the run from outside.
    Interrupted,
}

/// Counts what happened.
#[derive(Debug, Default)]
pub struct Tally {
    passed: usize,
    failed: usize,
    noted: usize,
    unreached: usize,
    stopped: bool,
}

impl Tally {
    /// Takes an event into account.
    pub fn event(&mut self, event: &Event) {
        match &event.kind {
            Kind::Unwired { .. } => self.unreached += 1,
            Kind::Stopped { .. } => self.stopped = true,
            Kind::Finished(finished) => match (&finished.verdict, finished.case.level) {
                (Verdict::Pass, _) => self.passed += 1,
                (Verdict::Fail(_), Level::Documented) => self.failed += 1,
                (Verdict::Fail(_), Level::Observed) => self.noted += 1,
                (Verdict::Unreachable(_), _) => self.unreached += 1,
                (Verdict::Skipped(_) | Verdict::Faulty(_), _) => {}
            },
            Kind::Started { .. } | Kind::Ended => {}
        }
    }

    /// How the run ended: a documented failure outweighs what was not reached, unless that ended the run.
    pub fn status(&self, fail_fast: bool, interrupt: &Interrupt) -> RunStatus {
        let by_failure = fail_fast && self.failed > 0;
        if self.stopped && !interrupt.is_set() && !by_failure {
            return RunStatus::Unreachable;
        }
        match self {
            Self { failed: 1.., .. } => RunStatus::Failed,
            _ if interrupt.is_set() => RunStatus::Interrupted,
            Self { unreached: 1.., .. } => RunStatus::Unreachable,
            Self { passed: 0, noted: 0, .. } => RunStatus::NothingRun,
            _ => RunStatus::Passed,
        }
    }
}
