//! The status of a run, computed from its events.

use crate::{
    event::{Event, EventKind, Verdict},
    interrupt::Interrupt,
};
use ringback_suite::case::Level;

/// The status of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// At least one case passed or was observed, and none failed.
    Passed,
    /// No case was judged, which is not a success.
    NothingRun,
    /// A documented case failed.
    Failed,
    /// The target could not be reached, or gave no valid HTTP response.
    Unreachable,
    /// The run was interrupted, such as by Ctrl-C.
    Interrupted,
}

/// Counts the events of a run.
#[derive(Debug, Default)]
pub struct EventCounts {
    passed: usize,
    failed: usize,
    observed: usize,
    inconclusive: usize,
    unreachable: usize,
    stopped: bool,
}

impl EventCounts {
    /// Counts an event.
    pub fn count(&mut self, event: &Event) {
        match &event.kind {
            EventKind::OperationUnavailable { .. } => self.unreachable += 1,
            EventKind::Stopped { .. } => self.stopped = true,
            EventKind::Finished(result) => match (&result.verdict, result.level()) {
                (Verdict::Pass, _) => self.passed += 1,
                (Verdict::Fail(_), Level::Documented) => self.failed += 1,
                (Verdict::Fail(_), Level::Observed) => self.observed += 1,
                (Verdict::Inconclusive(_), Level::Documented) => self.inconclusive += 1,
                (Verdict::Unreachable(_), _) => self.unreachable += 1,
                (Verdict::Inconclusive(_) | Verdict::Skipped(_) | Verdict::Faulty(_), _) => {}
            },
            EventKind::Observed { .. } | EventKind::Started { .. } | EventKind::Exchanged(_) | EventKind::Ended => {}
        }
    }

    /// How the run ended: a documented failure outweighs what was not reached. `strict_inconclusive`: what nothing could
    /// be concluded from fails the run.
    pub fn status(&self, strict_inconclusive: bool, interrupt: &Interrupt) -> RunStatus {
        if self.stopped && !interrupt.is_set() && self.failed == 0 {
            return RunStatus::Unreachable;
        }
        match self {
            Self { failed: 1.., .. } => RunStatus::Failed,
            _ if interrupt.is_set() => RunStatus::Interrupted,
            Self { unreachable: 1.., .. } => RunStatus::Unreachable,
            Self { inconclusive: 1.., .. } if strict_inconclusive => RunStatus::Failed,
            Self { passed: 0, inconclusive: 1.., .. } => RunStatus::Unreachable,
            Self { passed: 0, observed: 0, .. } => RunStatus::NothingRun,
            _ => RunStatus::Passed,
        }
    }
}
