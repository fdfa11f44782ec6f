//! The events of a run: the only interface between the runner and the reports.

use crate::exchange::{Response, SendErrorKind};
use jiff::Timestamp;
use ringback_contract::operation::status;
use ringback_suite::{
    case::{Case, Level, Payload},
    difference::Difference,
    judge::Mismatch,
};
use std::{sync::Arc, time::Duration};

/// An event with its time.
#[derive(Clone, Debug)]
pub struct Event {
    /// The time since the run began.
    pub elapsed: Duration,
    /// The event itself.
    pub kind: EventKind,
}

/// The events of a run, in order. `Finished` occurs exactly once for every selected case.
#[derive(Clone, Debug)]
pub enum EventKind {
    /// The run begins; the first event.
    Started {
        /// The URL of the target, without secrets.
        target: String,
        /// The number of selected cases.
        cases: usize,
        /// When the run began.
        at: Timestamp,
        /// The configuration that is in force, in TOML and without secrets; empty if nothing is configured.
        configuration: String,
    },
    /// An operation accepts no valid payload, so the configuration is probably wrong; its other cases are not sent.
    OperationUnavailable {
        /// `VENDOR/OPERATION`.
        operation: String,
        /// What the user should check: path, authorization, envelope.
        advice: String,
    },
    /// A request was answered; only emitted on demand ([`crate::session::RunOptions::exchanges`]).
    Exchanged(Box<ShownExchange>),
    /// A case has its verdict.
    Finished(Box<CaseResult>),
    /// An operation does something that surprises its callers, and that no document decides; told once for each
    /// operation and kind. It fails nothing.
    Observed {
        /// `VENDOR/OPERATION`.
        operation: String,
        /// What it does, a phrase that follows the operation's name: `accepts with status 202 where 201 was expected`.
        message: String,
    },
    /// The run ends before all cases were sent.
    Stopped {
        /// The first reason to stop.
        why: String,
    },
    /// The run is over.
    Ended,
}

/// A case with its verdict and what it is based on; secrets are replaced by `$VARIABLES`.
#[derive(Clone, Debug)]
pub struct CaseResult {
    /// The case that was run.
    pub case: Arc<Case>,
    /// The outcome.
    pub verdict: Verdict,
    /// The request; `None` if nothing was sent.
    pub request: Option<ShownRequest>,
    /// The response to it.
    pub response: Option<Response>,
    /// The time from the request to the response.
    pub took: Duration,
    /// A shell command that sends the request again.
    pub reproduce: Option<String>,
    /// Whether the target responded.
    pub reached: Reached,
    /// Where the payload differs from that of the case's base; empty for a case that passed or has no base.
    pub differences: Vec<Difference>,
}

impl CaseResult {
    /// Whether the verdict counts as documented. A server that fails on a payload fails by every reading of every
    /// document, whoever decides whether the payload is valid.
    pub fn level(&self) -> Level {
        let broke_down = matches!(self.reached, Reached::Responded(status) if status::is_server_error(status))
            && matches!(self.verdict, Verdict::Fail(_))
            && self.case.payload != Payload::None;
        if broke_down { Level::Documented } else { self.case.level }
    }

    /// The result of a case that was not sent.
    pub fn not_sent(case: &Arc<Case>, verdict: Verdict) -> Self {
        Self {
            case: Arc::clone(case),
            verdict,
            request: None,
            response: None,
            took: Duration::ZERO,
            reproduce: None,
            reached: Reached::NotSent,
            differences: Vec::new(),
        }
    }
}

/// Whether the target responded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It responded with this status.
    Responded(u16),
    /// It did not, for this kind of reason.
    Failed(SendErrorKind),
    /// No request was sent.
    NotSent,
}

/// The outcome of a case.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Accepted, refused or returned as expected.
    Pass,
    /// The outcome is not the expected one. If no document decides the case, this does not fail the run.
    Fail(Vec<Mismatch>),
    /// What came back says nothing about the contract, for a stated reason: it is about something else (who asks, where,
    /// how often), or the same payload without the fault was not accepted either.
    Inconclusive(String),
    /// Not sent, for a stated reason.
    Skipped(String),
    /// No valid response: the target could not be reached, or its response was not valid HTTP.
    Unreachable(String),
    /// An error in Ringback itself: the payload does not break the intended rule. Never blamed on the target.
    Faulty(String),
}

impl Verdict {
    /// The verdict with further mismatches. Those that the echo has shown already are not repeated.
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
            other @ (Self::Inconclusive(_) | Self::Unreachable(_) | Self::Faulty(_)) => other,
        }
    }
}

/// A request that is safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRequest {
    /// The method, in upper case.
    pub method: String,
    /// The whole URL, secrets replaced.
    pub url: String,
    /// The headers, secrets replaced by `$VARIABLE`.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that are not UTF-8 are replaced.
    pub body: Option<String>,
}

/// A request with its response: of a case, a probe, a reading operation or a deletion.
#[derive(Clone, Debug)]
pub struct ShownExchange {
    /// When the request was sent.
    pub at: Timestamp,
    /// The case that it was sent for; empty if it was sent for none.
    pub case: String,
    /// The request, without secrets.
    pub request: ShownRequest,
    /// The response, without secrets.
    pub response: Response,
    /// The time from the request to the response.
    pub took: Duration,
}
