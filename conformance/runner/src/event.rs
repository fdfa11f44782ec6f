//! What happens during a run: all that the runner and the reports share.

use crate::exchange::{Response, SendErrorKind};
use ringback_suite::{case::Case, judge::Mismatch};
use std::{sync::Arc, time::Duration};

/// Something that happened, and when.
#[derive(Clone, Debug)]
pub struct Event {
    /// The time since the run began.
    pub elapsed: Duration,
    /// The event itself.
    pub kind: EventKind,
}

/// The events of a run, in the order in which they come; `Finished` once for every selected case.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// The run begins; the first event.
    Started {
        /// The URL of the target; no secret is in it.
        target: String,
        /// How many cases are selected.
        cases: usize,
    },
    /// No valid payload of an operation is accepted: the configuration is probably wrong, and its cases are not sent.
    OperationUnavailable {
        /// `VENDOR/OPERATION` of the operation that is left out.
        operation: String,
        /// What to look at: path, authorisation, envelope.
        advice: String,
    },
    /// A case has its verdict.
    Finished(Box<CaseResult>),
    /// The run ends before all cases were sent.
    Stopped {
        /// The first reason to stop, for people.
        why: String,
    },
    /// The run is over.
    Ended,
}

/// A case with its verdict, and what led to it; secrets are replaced by `$VARIABLES`.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// The case that was run.
    pub case: Arc<Case>,
    /// What became of it.
    pub verdict: Verdict,
    /// The request; none if nothing was sent.
    pub request: Option<ShownRequest>,
    /// The response to it.
    pub response: Option<Response>,
    /// The time from the request to the response.
    pub took: Duration,
    /// A shell command that sends the same again.
    pub reproduce: Option<String>,
    /// Whether the target responded.
    pub reached: Reached,
}

impl CaseResult {
    /// The result of a case of which nothing was sent.
    pub fn not_sent(case: &Arc<Case>, verdict: Verdict) -> Self {
        Self {
            case: Arc::clone(case),
            verdict,
            request: None,
            response: None,
            took: Duration::ZERO,
            reproduce: None,
            reached: Reached::NotSent,
        }
    }
}

/// Whether the target responded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// With this status, whatever it means.
    Responded(u16),
    /// No, for this kind of reason.
    Failed(SendErrorKind),
    /// Nothing was sent to it.
    NotSent,
}

/// What became of a case.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Accepted, refused or returned as expected.
    Pass,
    /// Not as expected. For a case that no document decides this is only noted.
    Fail(Vec<Mismatch>),
    /// Not sent, for a stated reason.
    Skipped(String),
    /// The target could not be reached or never responded properly.
    Unreachable(String),
    /// A mistake of the kit: its payload does not break the rule that it means to. Never blamed on the target.
    Faulty(String),
}

impl Verdict {
    /// The verdict after more was found to be wrong. What an echo has shown already is not reported again.
    #[must_use]
    pub fn with(self, mut more: Vec<Mismatch>) -> Self {
        if let Self::Fail(known) = &self {
            more.retain(|new| known.iter().all(|known| known.rule != "echo" || known.at != new.at));
        }
        match self {
            verdict if more.is_empty() => verdict,
            Self::Pass | Self::Skipped(_) => Self::Fail(more),
            Self::Fail(mut mismatches) => {
                mismatches.extend(more);
                Self::Fail(mismatches)
            }
            other @ (Self::Unreachable(_) | Self::Faulty(_)) => other,
        }
    }
}

/// A request as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRequest {
    /// The method, in upper case.
    pub method: String,
    /// The whole URL, secrets replaced.
    pub url: String,
    /// The headers, secrets replaced by `$VARIABLE`.
    pub headers: Vec<(String, String)>,
    /// The body, bytes that are no UTF-8 replaced.
    pub body: Option<String>,
}
