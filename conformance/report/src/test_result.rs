//! What a case is for runners of tests, which know passed, failed, skipped and error: JUnit, and the runners of other languages.

use super::{
    case_summary::{CaseSummary, differs},
    record::{Record, Verdict},
};
use serde::Serialize;

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Outcome {
    Passed,
    Failed,
    Skipped,
    Error,
}

/// A case as the result of a test.
#[derive(Debug, Serialize)]
pub(super) struct TestResult {
    pub outcome: Outcome,
    /// The broken rule, or the kind of an error; else empty.
    #[serde(skip)]
    pub kind: String,
    /// What is wrong, what no document decides, or why nothing was judged; empty if there is nothing to tell.
    pub message: String,
    /// What was sent, expected and received, the sentence, and a command to send it again; empty if there is nothing to tell.
    pub text: String,
}

impl TestResult {
    pub(super) fn of(record: &Record) -> Self {
        let text = || CaseSummary::of(record).text();
        let why = || record.why.clone().unwrap_or_default();
        let first = record.mismatches.first();
        let (rule, wrong) = first.map(|found| (found.rule.as_str(), found.message.as_str())).unwrap_or_default();
        match record.verdict {
            Verdict::Fail if differs(record) => {
                let note = "no document decides this case; its outcome differs from the guess";
                Self::new(Outcome::Passed, "", format!("{note}: {wrong}"), text())
            }
            Verdict::Fail => Self::new(Outcome::Failed, rule, wrong.to_owned(), text()),
            Verdict::Pass => Self::new(Outcome::Passed, "", String::new(), String::new()),
            Verdict::Skipped => Self::new(Outcome::Skipped, "", why(), String::new()),
            Verdict::Inconclusive => Self::new(Outcome::Skipped, "", format!("inconclusive: {}", why()), String::new()),
            Verdict::Unreachable => Self::new(Outcome::Error, "unreachable", why(), text()),
            Verdict::Faulty => Self::new(Outcome::Error, "faulty", why(), text()),
        }
    }

    fn new(outcome: Outcome, kind: &str, message: String, text: String) -> Self {
        Self { outcome, kind: kind.to_owned(), message, text }
    }
}
