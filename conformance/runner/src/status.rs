//! The status of a run, computed from its events.

use crate::{
    event::{Event, EventKind, Verdict},
    interrupt::Interrupt,
};
use ringback_suite::case::Level;

/// The status of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunStatus {
    /// At least one case passed, and none failed.
    Passed,
    /// No case was sent, which is not a success.
    NothingRun,
    /// A documented case failed.
    Failed,
    /// The target could not be reached or gave no valid HTTP response, or nothing that it answered could be judged.
    Unreachable,
    /// The run was interrupted, such as by Ctrl-C.
    Interrupted,
}

/// What a run came to, in numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventCounts {
    /// Cases that passed, whoever decides about them.
    pub passed: u64,
    /// Documented cases that failed.
    pub failed: u64,
    /// Cases that no document decides and that came out otherwise than expected.
    pub observed: u64,
    /// Documented cases from which nothing could be concluded, and operations that took no valid payload.
    pub inconclusive: u64,
    /// Cases without an answer.
    pub unreachable: u64,
    /// Whether the run ended before all cases were sent.
    pub stopped: bool,
}

impl EventCounts {
    /// Counts an event.
    pub fn count(&mut self, event: &Event) {
        match &event.kind {
            EventKind::OperationUnavailable { .. } => self.inconclusive += 1,
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
        match self {
            Self { stopped: true, failed: 0, .. } if !interrupt.is_set() => RunStatus::Unreachable,
            Self { failed: 1.., .. } => RunStatus::Failed,
            _ if interrupt.is_set() => RunStatus::Interrupted,
            Self { unreachable: 1.., .. } => RunStatus::Unreachable,
            Self { inconclusive: 1.., .. } if strict_inconclusive => RunStatus::Failed,
            Self { passed: 1.., .. } => RunStatus::Passed,
            Self { inconclusive: 1.., .. } | Self { observed: 1.., .. } => RunStatus::Unreachable,
            _ => RunStatus::NothingRun,
        }
    }
}
