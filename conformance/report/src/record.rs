//! What a report knows of a run and of each case, as the contract's JSON has it.

use ringback_contract::provenance::Source;
use ringback_runner::event::{self, CaseResult};
use ringback_suite::case::{Breaks, Expect, Level};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{collections::BTreeMap, time::Duration};

/// A run of the suite.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Run {
    /// The version of the kit.
    pub ringback: String,
    /// The target as a person knows it.
    pub target: String,
    /// How many cases came to what.
    pub summary: Summary,
    /// Why the run ended before all cases were sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<String>,
    /// Operations through which no valid payload gets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unwired: Vec<Unwired>,
    /// The cases, by name.
    pub cases: Vec<Record>,
    /// The same counts for each `VENDOR/OPERATION`.
    #[serde(skip)]
    pub operations: BTreeMap<String, Summary>,
    /// How long it took.
    #[serde(skip)]
    pub elapsed: Duration,
}

/// How many cases came to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// All cases that were selected.
    pub cases: u64,
    /// As expected.
    pub passed: u64,
    /// Documented cases that were not as expected.
    pub failed: u64,
    /// Observed cases whose outcome differed from the guess; they never fail a run.
    pub observed: u64,
    /// Not sent, for a stated reason.
    pub skipped: u64,
    /// The target could not be reached or never answered properly.
    pub unreachable: u64,
    /// Mistakes of the kit; there only when there are any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub faulty: u64,
}

/// An operation through which no valid payload gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unwired {
    /// `VENDOR/OPERATION`.
    pub operation: String,
    /// What to look at.
    pub advice: String,
}

/// A case with its verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// The case's name.
    pub name: String,
    /// The vendor.
    pub vendor: String,
    /// The operation.
    pub operation: String,
    /// The type of the payload, `VENDOR/TYPE`.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Whether a document decides it.
    pub level: Level,
    /// What the case expects of the receiver.
    pub expect: Expect,
    /// What became of it.
    pub verdict: Verdict,
    /// Why it was skipped, unreachable or faulty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What is not as expected.
    pub mismatches: Vec<Mismatch>,
    /// The words that decide it; of a failure first those that were broken.
    pub because: Vec<Quote>,
    /// The request, cut to a size that can be read.
    pub request: Option<Request>,
    /// The response to the request, cut to a size that can be read.
    pub response: Option<Response>,
    /// How long it took.
    pub millis: f64,
    /// A command that sends the same again.
    pub reproduce: Option<String>,
    /// The rule that the payload breaks.
    #[serde(skip)]
    pub breaks: Option<Breaks>,
    /// The classes of strictness that the case belongs to, such as `null`.
    #[serde(skip)]
    pub tags: Vec<String>,
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As expected.
    Pass,
    /// Not as expected: for a documented case a failure.
    Fail,
    /// Not sent, for the reason in `why`.
    Skipped,
    /// No proper response; the reason is in `why`.
    Unreachable,
    /// A mistake of the kit.
    Faulty,
}

/// Something that is not as expected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mismatch {
    /// Pointer to the value.
    pub at: String,
    /// The broken rule: a keyword of JSON Schema, or `status`, `body`, `echo`, `read-back`.
    pub rule: String,
    /// What was expected and what was there.
    pub message: String,
}

/// Words of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Quote {
    /// The document, relative to the vendor's folder.
    pub document: String,
    /// First and last line, counted from 1.
    pub lines: [u32; 2],
    /// The sentence, to the letter.
    pub quote: String,
}

/// What was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Request {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers, without those that prove who is calling.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON where that is all that was sent, or else text.
    pub body: Value,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// The status.
    pub status: u16,
    /// The headers, without those that prove who is calling.
    pub headers: BTreeMap<String, String>,
    /// The body: JSON, or else text.
    pub body: Value,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            ringback: env!("CARGO_PKG_VERSION").into(),
            target: String::new(),
            summary: Summary::default(),
            stopped: None,
            unwired: Vec::new(),
            cases: Vec::new(),
            operations: BTreeMap::new(),
            elapsed: Duration::ZERO,
        }
    }
}

impl Run {
    /// Counts a case, for the run and for its operation.
    pub fn count(&mut self, result: &CaseResult) {
        let (case, verdict) = (&result.case, Verdict::of(&result.verdict));
        self.summary.count(case.level, verdict);
        self.operations.entry(format!("{}/{}", case.vendor, case.operation)).or_default().count(case.level, verdict);
    }

    /// Brings the cases into the order of their names, in which reports can be compared.
    pub fn sort(&mut self) {
        self.cases.sort_by(|a, b| a.name.cmp(&b.name));
    }
}

impl Summary {
    /// Counts a case: the one place where it is decided what a verdict means for the run.
    pub fn count(&mut self, level: Level, verdict: Verdict) {
        self.cases += 1;
        let counter = match (verdict, level) {
            (Verdict::Pass, _) => &mut self.passed,
            (Verdict::Fail, Level::Documented) => &mut self.failed,
            (Verdict::Fail, Level::Observed) => &mut self.observed,
            (Verdict::Skipped, _) => &mut self.skipped,
            (Verdict::Unreachable, _) => &mut self.unreachable,
            (Verdict::Faulty, _) => &mut self.faulty,
        };
        *counter += 1;
    }
}

impl Verdict {
    pub(super) fn of(verdict: &event::Verdict) -> Self {
        match verdict {
            event::Verdict::Pass => Self::Pass,
            event::Verdict::Fail(_) => Self::Fail,
            event::Verdict::Skipped(_) => Self::Skipped,
            event::Verdict::Unreachable(_) => Self::Unreachable,
            event::Verdict::Faulty(_) => Self::Faulty,
        }
    }
}

impl Record {
    /// Of a case that passed only what a person is told: that it did.
    #[must_use]
    pub fn in_short(self) -> Self {
        match self.verdict {
            Verdict::Pass => Self { because: Vec::new(), request: None, response: None, reproduce: None, ..self },
            _ => self,
        }
    }

    /// `VENDOR/OPERATION`, by which cases are grouped.
    pub fn group(&self) -> String {
        format!("{}/{}", self.vendor, self.operation)
    }
}

impl From<&Source> for Quote {
    fn from(source: &Source) -> Self {
        Self { document: source.document.clone(), lines: source.lines, quote: source.quote.clone() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
