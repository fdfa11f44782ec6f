//! How a run ended, read off its events.

use crate::{
    event::{Event, EventKind, Verdict},
    interrupt::Interrupt,
};
use ringback_suite::case::Level;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// Something passed or was observed, and nothing failed.
    Passed,
    /// Nothing was judged, which is no success.
    NothingRun,
    /// A documented case failed.
    Failed,
    /// The target could not be reached or never responded properly.
    Unreachable,
    /// Somebody ended the run from outside.
    Interrupted,
}

/// Counts the events of a run.
#[derive(Debug, Default)]
pub struct EventCounts {
    passed: usize,
    failed: usize,
    observed: usize,
    unreachable: usize,
    stopped: bool,
}

impl EventCounts {
    /// Takes an event into account.
    pub fn count(&mut self, event: &Event) {
        match &event.kind {
            EventKind::OperationUnavailable { .. } => self.unreachable += 1,
            EventKind::Stopped { .. } => self.stopped = true,
            EventKind::Finished(result) => match (&result.verdict, result.case.level) {
                (Verdict::Pass, _) => self.passed += 1,
                (Verdict::Fail(_), Level::Documented) => self.failed += 1,
                (Verdict::Fail(_), Level::Observed) => self.observed += 1,
                (Verdict::Unreachable(_), _) => self.unreachable += 1,
                (Verdict::Skipped(_) | Verdict::Faulty(_), _) => {}
            },
            EventKind::Started { .. } | EventKind::Ended => {}
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
            Self { unreachable: 1.., .. } => RunStatus::Unreachable,
            Self { passed: 0, observed: 0, .. } => RunStatus::NothingRun,
            _ => RunStatus::Passed,
        }
    }
}
