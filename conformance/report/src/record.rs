//! The data of a report: a run, its counts and its cases. The JSON report is these types, serialized.

use ringback_contract::provenance::Source;
use ringback_runner::event::{self, CaseResult};
use ringback_suite::case::{Breaks, Expect, Level};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

pub use super::summary::Summary;

/// A run of the suite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// The version of Ringback that made the report.
    pub ringback: String,
    /// The target: a base URL, a command or the reference.
    pub target: String,
    /// When the run began, in UTC (RFC 3339); of several shards, when the first began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// The duration of the run in seconds; of several shards, the sum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<f64>,
    /// The configuration that was in force, in TOML, without secrets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<String>,
    /// The number of cases by verdict.
    pub summary: Summary,
    /// Why the run ended before all cases were sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// Operations that accepted no valid payload, so that their other cases were not sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwired: Vec<Unwired>,
    /// What operations do that surprises their callers and that no document decides; that fails nothing.
    #[serde(default, alias = "other_statuses", skip_serializing_if = "Vec::is_empty")]
    pub observations: Vec<Observation>,
    /// The cases, by name.
    pub cases: Vec<Record>,
    /// The same counts for each `VENDOR/OPERATION`.
    #[serde(skip)]
    pub operations: BTreeMap<String, Summary>,
}

/// An operation that accepted no valid payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unwired {
    /// `VENDOR/OPERATION`.
    pub operation: String,
    /// What the user should check in the target's configuration.
    pub advice: String,
}

/// What an operation does that no document decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Observation {
    /// `VENDOR/OPERATION`.
    pub operation: String,
    /// What it does, a phrase that follows its name.
    pub message: String,
}

/// A case with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The case's name.
    pub name: String,
    /// The vendor: the name of its folder in `schemas/`.
    pub vendor: String,
    /// The operation, such as `create-callback`.
    pub operation: String,
    /// The type of the payload, `VENDOR/TYPE`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a document decides the outcome, or it is a guess.
    pub level: Level,
    /// The outcome that the case expects.
    pub expect: Expect,
    /// The case with the same payload without the fault, which must be accepted before a rejection counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// The outcome of the case.
    pub verdict: Verdict,
    /// The reason why the case was skipped, unreachable or faulty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// How the response differs from what was expected.
    pub mismatches: Vec<Mismatch>,
    /// The sentences that decide the case; if it failed, the broken ones first.
    pub because: Vec<Quote>,
    /// How many of these sentences, the first ones, the mismatches break.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub broken: u64,
    /// Where the payload differs from that of the base.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Change>,
    /// The request, shortened to a readable size.
    pub request: Option<Request>,
    /// The response, shortened to a readable size.
    pub response: Option<Response>,
    /// The duration from request to response.
    pub millis: f64,
    /// A shell command that sends the request again.
    pub reproduce: Option<String>,
    /// The rule that the payload breaks on purpose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breaks: Option<Breaks>,
    /// The kinds of leniency that the case looks for, such as `null`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// The outcome of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The outcome is the expected one.
    Pass,
    /// The outcome is not the expected one; this fails the run if the case is documented.
    Fail,
    /// What came back says nothing about the contract, for the reason in `why`.
    Inconclusive,
    /// Not sent, for the reason in `why`.
    Skipped,
    /// No valid response; the reason is in `why`.
    Unreachable,
    /// An error in Ringback itself; the reason is in `why`.
    Faulty,
}

/// One way in which a response differs from what was expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mismatch {
    /// JSON pointer to the value in the response.
    pub at: String,
    /// The broken rule: a keyword of JSON Schema, or `status`, `body`, `echo`, `read-back`.
    pub rule: String,
    /// What was expected, and what was received.
    pub message: String,
}

/// A place where the payload of a case differs from that of its base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Change {
    /// JSON pointer to the value.
    pub at: String,
    /// The value of the base as JSON, shortened to a readable size; left out if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The value of the case as JSON, shortened to a readable size; left out if it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A sentence of a document, with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The document, relative to the vendor's folder.
    pub document: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The sentence, verbatim.
    pub quote: String,
}

/// The request that was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// The method, such as `POST`.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers, without credentials.
    pub headers: BTreeMap<String, String>,
    /// The body: a JSON value if the sent text is exactly that value serialized, else the text.
    pub body: Value,
}

/// The response that was received.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The headers, without credentials.
    pub headers: BTreeMap<String, String>,
    /// The body: a JSON value, or else the text.
    pub body: Value,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            ringback: env!("CARGO_PKG_VERSION").into(),
            target: String::new(),
            started: None,
            seconds: None,
            configuration: None,
            summary: Summary::default(),
            stopped: None,
            unwired: Vec::new(),
            observations: Vec::new(),
            cases: Vec::new(),
            operations: BTreeMap::new(),
        }
    }
}

impl Run {
    /// Counts a record, for the run and for its operation.
    pub fn count(&mut self, result: &CaseResult) {
        let (case, level, verdict) = (&result.case, result.level(), Verdict::of(&result.verdict));
        self.summary.count(level, verdict);
        self.operations.entry(format!("{}/{}", case.vendor, case.operation)).or_default().count(level, verdict);
    }

    /// Counts the cases of each operation again: the JSON report does not have these counts.
    pub fn recount(&mut self) {
        self.operations.clear();
        for case in &self.cases {
            self.operations.entry(case.group()).or_default().count(case.level, case.verdict);
        }
    }

    /// Sorts the records by name, so that reports can be compared.
    pub fn sort(&mut self) {
        self.cases.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

impl Verdict {
    pub(super) fn of(verdict: &event::Verdict) -> Self {
        match verdict {
            event::Verdict::Pass => Self::Pass,
            event::Verdict::Fail(_) => Self::Fail,
            event::Verdict::Inconclusive(_) => Self::Inconclusive,
            event::Verdict::Skipped(_) => Self::Skipped,
            event::Verdict::Unreachable(_) => Self::Unreachable,
            event::Verdict::Faulty(_) => Self::Faulty,
        }
    }
}

impl Record {
    /// Drops the details of a case that passed: a reader needs only its name.
    #[must_use]
    pub fn in_short(self) -> Self {
        match self.verdict {
            Verdict::Pass => {
                Self { because: Vec::new(), broken: 0, request: None, response: None, reproduce: None, ..self }
            }
            _ => self,
        }
    }

    /// The sentences that the response breaks; all that decide the case if it is not known which.
    pub fn blamed(&self) -> &[Quote] {
        let count = usize::try_from(self.broken).unwrap_or_default();
        self.because.get(..count).filter(|broken| !broken.is_empty()).unwrap_or(&self.because)
    }

    /// `VENDOR/OPERATION`, the key by which cases are grouped.
    pub fn group(&self) -> String {
        format!("{}/{}", self.vendor, self.operation)
    }
}

impl From<&Source> for Quote {
    fn from(source: &Source) -> Self {
        Self { document: source.document.to_string(), lines: source.lines, quote: source.quote.to_string() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(super) fn is_zero(count: &u64) -> bool {
    *count == 0
}
