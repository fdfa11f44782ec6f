//! What happens during a run: the only thing that the runner and the reporters share.

use ringback_suite::{case::Case, judge::Mismatch};
use std::{sync::Arc, time::Duration};

/// Something that happened, and when.
#[derive(Clone, Debug)]
pub struct Event {
    /// Since the run began.
    pub elapsed: Duration,
    /// What happened.
    pub kind: Kind,
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Kind {
    /// The run begins.
    Started {
        /// The target as a person knows it; no secret is in it.
        target: String,
        /// How many cases are selected.
        cases: usize,
    },
    /// No valid payload of an operation gets through: the wiring is wrong, and its cases are not fired.
    Unwired {
        /// `VENDOR/OPERATION`.
        operation: String,
        /// What to look at: path, authorisation, envelope.
        advice: String,
    },
    /// A case has its verdict.
    Finished(Box<Finished>),
    /// The run ends before all cases were fired.
    Stopped {
        /// Why.
        why: String,
    },
    /// The run is over.
    Ended,
}

/// A case with its verdict.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The case.
    pub case: Arc<Case>,
    /// What became of it.
    pub verdict: Verdict,
    /// What was sent, secrets replaced.
    pub request: Option<Sent>,
    /// What came back.
    pub response: Option<Answer>,
    /// How long it took.
    pub took: Duration,
    /// A command that sends the same again, with secrets as `$VARIABLES`.
    pub reproduce: Option<String>,
}

/// What became of a case.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// As expected.
    Pass,
    /// Not as expected. Of a case that no document decides this is only noted.
    Fail(Vec<Mismatch>),
    /// Not fired, for a stated reason.
    Skipped(String),
    /// The target could not be reached or never answered properly.
    Unreachable(String),
    /// A mistake of the kit: its payload does not break the rule that it means to. Never blamed on the target.
    Faulty(String),
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
    /// The headers, secrets replaced by `$VARIABLE`.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as far as it is kept.
    pub body: Vec<u8>,
    /// Whether more followed than is kept.
    pub cut: bool,
}

impl Answer {
    /// The first header of a name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }
}
